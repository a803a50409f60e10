# SPDX-License-Identifier: Apache-2.0
# What mending promises, whatever the format and the size.
load common

mending_rules() {
    cat >stet.yaml <<'EOF'
name: mending
rules:
  plain:
    check: phrasing.prefer
    pairs:
      - {from: utilise, to: use}
      - {from: prior to, to: before}
      - {from: listed, to: "first\nsecond"}
      - {from: said, to: said "so"}
      - {from: basically, to: ""}
      - {from: big, to: [large, great]}
  spaces: {check: structure.doubled-space}
EOF
}

# Larger than a piece, in every format, with long lines, short ones and other things in
# between.
many_texts() {
    local words='gsub(/@1/, "utilise"); gsub(/@2/, "prior  to"); gsub(/@3/, "basically,")'
    local make='{ s = $0; if (i % 7 == 3) s = s " @1 @2 him, @3 big said"; if (i % 50 == 9) s = s " listed" }'
    seq 5000 | awk '{ i = $1 } { $0 = "Record " i " has words of its own." } '"$make"' { $0 = s; '"$words"'
        e = $0; gsub(/say/, "sa\\u0079", e); gsub(/i/, "\\u0069", e)
        print "{\"n\": " i ", \"text\": \"" (i % 3 ? $0 : e) "\"}" > "a.jsonl"
        if (i % 100 == 0) print "" > "a.jsonl"
        printf "%s{\"text\":\"%s\"}", (i == 1 ? "[" : i % 10 ? "," : ",\n"), e > "b.json"
        printf "%d,\"%s \"\"%d\"\"\r\n%s\",utilise\r\n", i, $0, i, $0 > "c.csv"
        print i "\t" $0 > "d.tsv"
        print $0 > "e.md"; if (i % 4 == 0) print "" > "e.md"
        print $0 > "f.txt" } END { print "]" > "b.json" }'
    sed -i -e '1i id,text,x\r' c.csv
    sed -i -e '1i id\ttext' d.tsv
    printf '{"text":"we utilise it, without a line end"}' >>a.jsonl
}

@test "the diff of large files applies, and gives what --fix gives" {
    mending_rules
    many_texts
    mkdir fixed
    cp ./*.* fixed
    status=0
    "$STET" check -q --diff --unsafe-fixes . >patch || status=$?
    [ "$status" -eq 1 ]
    [ "$(grep -c '^--- ' patch)" -eq 6 ]
    git init -q .
    git apply --whitespace=nowarn patch
    (cd fixed && "$STET" check -q --unsafe-fixes --fail-on never . >/dev/null)
    for file in a.jsonl b.json c.csv d.tsv e.md f.txt; do cmp "$file" "fixed/$file"; done
}

@test "mending what is mended changes nothing, and no finding is new" {
    mending_rules
    many_texts
    "$STET" check -q --fail-on never --format jsonl . >before
    cp -r . ../once
    cd ../once
    "$STET" check -q --unsafe-fixes --fail-on never --format jsonl . >after
    cp -r . ../twice
    cd ../twice
    "$STET" check -q --unsafe-fixes --fail-on never --format jsonl . >again
    for file in a.jsonl b.json c.csv d.tsv e.md f.txt; do cmp "$file" "../once/$file"; done
    # By source, record, field, rule and the text found: each after was there before.
    keys() { sed -n 's/^{"type":"finding",\(.*\),"check".*"match":\(".*"\),"start":.*/\1 \2/p' "$1" | sort; }
    [ "$(keys ../work/before | wc -l)" -gt 5000 ]
    [ -z "$(comm -13 <(keys ../work/before) <(keys ../once/after))" ]
    cmp <(keys ../once/after) <(keys again)
}

@test "a fix never parts the marks of emphasis or of a link" {
    cat >stet.yaml <<'EOF'
name: marks
rules:
  gift:
    check: phrasing.prefer
    pairs: [{from: free gift, to: gift}]
EOF
    printf 'A **free** gift, a free *gift*, [a free](x.html) gift.\nA **free gift**, *a free gift* and a [free gift](x.html).\nA free _and_ small gift; a free\ngift.\n' >a.md
    "$STET" check -q --fix --fail-on never a.md >/dev/null
    [ "$(sed -n 1p a.md)" = 'A **free** gift, a free *gift*, [a free](x.html) gift.' ]
    [ "$(sed -n 2p a.md)" = 'A **gift**, *a gift* and a [gift](x.html).' ]
    [ "$(sed -n 3p a.md)" = 'A free _and_ small gift; a gift.' ]
}

@test "a deletion leaves no marks of emphasis or of a link with nothing in them" {
    cat >stet.yaml <<'EOF'
name: marks
rules:
  bye:
    check: phrasing.banned
    delete: true
    phrases: [bye now]
EOF
    printf 'Mint. **Bye now.** *Bye now* [bye now](x.html).\n\n**Bye now**\n\n**Mint, bye now.** *Mint. Bye now.*\n' >a.md
    "$STET" check -q --fix --unsafe-fixes --fail-on never a.md >/dev/null
    [ "$(sed -n 1p a.md)" = 'Mint. **Bye now.** *Bye now* [bye now](x.html).' ]
    [ "$(sed -n 3p a.md)" = '**Bye now**' ]
    [ "$(sed -n 5p a.md)" = '**Mint.** *Mint.*' ]
}
