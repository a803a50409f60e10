# SPDX-License-Identifier: Apache-2.0
# What --diff writes is a patch: patch(1) and git make of the files what --fix makes of
# them. And a text is mended alike, whatever it is wrapped in.
load common

everyday_rules() {
    cat >stet.yaml <<'EOF'
name: everyday
extends: [stet:ai-phrases, stet:grammar, stet:markdown, stet:plain-english, stet:redundancy,
          stet:cliches, stet:hedges, stet:typography, stet:inclusive, stet:consistency]
texts:
  - {files: '*.jsonl', fields: {text: /text}, text: text}
  - {files: '*.csv', format: csv, fields: {text: text}, text: text}
  - {files: '*.md'}
rules: {spelling: off}
EOF
}

# A page with something to mend at its start, in its middle, at its end, and on lines
# that are far apart; $1 tells pages apart.
page() {
    printf 'We utilize it prior to the the end , page %s.\n\n' "$1"
    printf -- '- First 10-12 pens -- all of them\n* and  a 🎈 free gift, cafe\u0301\n\n'
    seq -f 'Line %g of words that nobody needs to mend.' 40
    printf '\nIt is important to note that 👨\u200d👩\u200d👧 came , with “quotes” and "marks".\n\n```\nutilize  it ,\n```\n\n'
    printf '**Note:** on a daily basis, the vast majority of them could potentially utilize  it'
}

# Names that need marks in a patch, and texts with other line ends.
pages() {
    local names=(plain.md 'with space.md' 'ünïcode naïve.md' '日本語.md' 'quote"d.md' "apos'trophe.md"
        'back\slash.md' $'tab\there.md' 'sub dir/deep/a.md' 'two  blanks.md' 'blank .md' '🎈.md'
        '--- x.md' '-dash.md' $'line\nend.md' $'soft\u00adhyphen.md' '[x]$v.md')
    local i=0 name
    mkdir -p 'sub dir/deep'
    for name in "${names[@]}"; do
        i=$((i + 1))
        page "$i" >"./$name"
        case $((i % 5)) in
        1) echo >>"./$name" ;;
        2) sed -i 's/$/\r/' "./$name" ;;
        3) sed -i '1s/^/\xef\xbb\xbf/; s/$/\r/' "./$name" ;;
        4) printf '\n\n\n' >>"./$name" ;;
        esac
    done
}

# In folders beside each other: as it was, mended by --fix, and to be patched.
three_of_each() {
    everyday_rules
    pages
    cp -r . ../fixed
    cp -r . ../patched
    (cd ../fixed && "$STET" check -q --fail-on never "$@" . >/dev/null)
}

make_patch() {
    status=0
    "$STET" check -q --diff "$@" . >../patch || status=$?
    [ "$status" -eq 1 ]
}

@test "patch(1) makes of a diff what --fix makes" {
    local mode
    for mode in --fix --unsafe-fixes; do
        rm -rf ../fixed ../patched
        three_of_each --fix "$mode"
        make_patch "$mode"
        [ "$(grep -c '^--- "\?a/' ../patch)" -eq 17 ]
        (cd ../patched && patch -s -p1 <../patch)
        diff -r ../fixed ../patched
    done
}

@test "git makes of a diff what --fix makes" {
    three_of_each --unsafe-fixes
    make_patch --unsafe-fixes
    cd ../patched
    git init -q .
    git apply --whitespace=nowarn ../patch
    rm -rf .git
    diff -r ../fixed .
}

@test "a patch may be reversed, and nothing is left to do behind it" {
    three_of_each --unsafe-fixes
    make_patch --unsafe-fixes
    cd ../patched
    patch -s -p1 <../patch
    run --separate-stderr "$STET" check -q --diff --unsafe-fixes --fail-on never .
    has_status 0
    [ -z "$output" ]
    patch -s -R -p1 <../patch
    diff -r ../work .
}

@test "the workers are as one" {
    everyday_rules
    pages
    for jobs in 1 2 5; do
        mkdir "../$jobs"
        cp -r . "../$jobs"
        (cd "../$jobs" && "$STET" check -q -j "$jobs" --unsafe-fixes --fail-on never . >report)
    done
    diff -r ../1 ../2
    diff -r ../1 ../5
}

# Each of the wrappings holds the same texts; what is mended is the same.
@test "a text is mended alike as Markdown, and in JSON and CSV however they escape it" {
    everyday_rules
    for i in 1 2 3 4 5 6; do page "$i" >"$i.md"; done
    jq -c -n --rawfile a 1.md --rawfile b 2.md --rawfile c 3.md --rawfile d 4.md --rawfile e 5.md --rawfile f 6.md \
        '[$a, $b, $c, $d, $e, $f][] | {n: 15, text: ., after: "utilize  it ,"}' >raw.jsonl
    sed -i 's/"n":15/"n":1.50/' raw.jsonl
    # Every e of the text as \u0065, and more blanks outside of it than anybody needs.
    sed 's/^{"n":1.50,"text":"\(.*\)","after".*/\1/; s/e/\\u0065/g; s|/|\\/|g; s/\\\\u0065/\\\\e/g
        s/^/{ "n" : 1.50,"text"\t:"/; s/$/", "after":"utiliz\\u0065  it ,"}\r/' raw.jsonl >escaped.jsonl
    (echo '"x","text"'; jq -r '[.after, .text] | @csv' raw.jsonl) >a.csv
    cp raw.jsonl ../before.jsonl
    "$STET" check -q --unsafe-fixes --fail-on never . >/dev/null
    run ! cmp -s raw.jsonl ../before.jsonl
    jq -j '.text + "\u0001"' raw.jsonl >../wanted
    for i in 1 2 3 4 5 6; do cat "$i.md"; printf '\001'; done | cmp - ../wanted
    jq -j '.text + "\u0001"' escaped.jsonl | cmp - ../wanted
    # Beside the text nothing has changed, not even the way in which a number is written.
    [ "$(grep -c '^{"n":1.50,"text":".*","after":"utilize  it ,"}$' raw.jsonl)" -eq 6 ]
    [ "$(grep -c $'^{ "n" : 1.50,"text"\t:".*", "after":"utiliz\\\\u0065  it ,"}\r$' escaped.jsonl)" -eq 6 ]
    [ "$(grep -c '^"utilize  it ,","' a.csv)" -eq 6 ]
    sed '1d; s/^"utilize  it ,","/\x01/; s/"$//; s/""/"/g' a.csv | tr -d '\n' >../cells
    (printf '\001'; sed 's/\x01$//' ../wanted | tr -d '\n') | head -c "$(wc -c <../cells)" | cmp - ../cells
}
