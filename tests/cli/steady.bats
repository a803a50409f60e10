# SPDX-License-Identifier: Apache-2.0
# The same texts give the same bytes, whoever works on them and however they come.
load common

every_check() {
    cat >stet.yaml <<'EOF'
name: steady
texts:
  - {files: "*.csv", fields: {text: text}, text: text, markdown: off}
  - {files: "chat*", layout: chat}
rules:
  no-maybe: {check: phrasing.banned, level: error, phrases: [maybe, as an AI model]}
  slow: {check: phrasing.banned, level: error, patterns: ['(b+)+$']}
  plain: {check: phrasing.prefer, pairs: [{from: utilise, to: use}, {from: very, to: ""}]}
  often: {check: phrasing.limit, phrases: [word], max: 2}
  spelling: {check: phrasing.consistent, groups: [[grey, gray]]}
  words: {check: spec.count, unit: words, max: 12}
  sentence: {check: structure.sentence-length}
  order: {check: structure.heading-order}
  trailing: {check: structure.trailing-space}
  doubled: {check: structure.doubled-space}
  twice: {check: grammar.doubled-word}
  article: {check: grammar.article}
  spacing: {check: grammar.spacing}
  pairs: {check: grammar.pairs}
EOF
    "$STET" rules -q >/dev/null
}

# A thousand records in every format, good ones and broken ones.
batch() {
    seq 300 | awk 'BEGIN { for (k = 0; k < 20; k++) clean = clean "A clean sentence stands here. " }
        function text(i) {
            t = "Record " i " utilises  an word word, maybe not .";
            if (i % 3 == 0) t = t " We utilise the the gray one; it is grey (very much.";
            if (i % 5 == 0) t = t "\\n\\n### Head\\n\\nMaybe \\ud83d\\ude00 \\u0061s an AI model  ";
            if (i % 60 == 7) t = t " bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb!";
            return t }
        function plain(i) { t = text(i); gsub(/\\u0061/, "a", t); gsub(/\\ud83d\\ude00/, "é", t); gsub(/\\n/, "\n", t); return t }
        { i = $1
          if (i % 18 == 13) print "{\"text\":\"" text(i) > "a.jsonl"
          else if (i % 18 == 14) print "{\"other\":\"maybe\"}" > "a.jsonl"
          else print "{\"id\":\"r" i "\",\"text\":\"" text(i) "\"}" > "a.jsonl"
          print "{\"text\":\"" clean "\"}" > "a.jsonl"
          printf "%s{\"text\":\"%s\"},{\"text\":\"%s\"}", (i == 1 ? "[" : ", "), text(i), clean > "b.json"
          printf "%d,%s,x\n", i, clean > "c.csv"
          printf "%d,\"%s\",maybe\r\n", i, plain(i) > "c.csv"
          if (i % 4 == 0) print "{\"messages\":[{\"role\":\"user\",\"content\":\"Maybe?\"},{\"role\":\"assistant\",\"content\":\"" text(i) "\"}]}" > "chat.jsonl"
          if (i % 10 == 0) { file = "md/" i ".md"; for (k = 0; k < 6; k++) print "# Title\n\n" plain(i + k) "\n" > file; close(file) }
        } END { print "]" > "b.json" }' -
    sed -i '1i id,text,other\r' c.csv
    printf 'Maybe \xff.\n' >md/bad.md
}

# Runs with these arguments into the file $1; any status but a crash is right.
into() {
    local file=$1
    shift
    "$STET" check -q "$@" >"$file" 2>"$file.log" || [ $? -le 2 ]
}

@test "reports are the same for any number of workers, in every format" {
    every_check
    mkdir md
    batch
    for jobs in 1 2 7; do
        into "../out.$jobs" -j$jobs --format "jsonl:../jsonl.$jobs" --format "sarif:../sarif.$jobs" \
            --format "junit:../junit.$jobs" --format "full:../full.$jobs" --format text a.jsonl b.json c.csv chat.jsonl md
        for format in out jsonl sarif junit full; do cmp "../$format.1" "../$format.$jobs"; done
    done
    [ "$(wc -l <../jsonl.1)" -gt 8000 ]
    # Every rule spoke, and so did every kind of failure.
    for rule in no-maybe plain often spelling words order trailing doubled twice article spacing pairs; do
        grep -q -m1 "\"type\":\"finding\".*\"rule\":\"$rule\"" ../jsonl.1 || { echo "no $rule"; return 1; }
    done
    [ "$(grep -c '"type":"failure".*takes too long' ../jsonl.1)" -gt 10 ]
    [ "$(grep -c '"type":"failure".*not JSON' ../jsonl.1)" -eq 16 ]
    [ "$(grep -c '"type":"failure".*none of the text fields' ../jsonl.1)" -eq 4 ]
    grep -q '"type":"failure".*none of the text fields.*the last of 16 such records' ../jsonl.1
    [ "$(grep -c '"type":"failure".*not UTF-8' ../jsonl.1)" -eq 1 ]
}

@test "mended files and diffs are the same for any number of workers" {
    every_check
    mkdir md
    batch
    for jobs in 1 2 7; do
        into "../diff.$jobs" -j$jobs --diff --unsafe-fixes a.jsonl b.json c.csv chat.jsonl md
        cmp ../diff.1 "../diff.$jobs"
        cp -r . "../mended.$jobs"
        (cd "../mended.$jobs" && into "../left.$jobs" -j$jobs --unsafe-fixes a.jsonl b.json c.csv chat.jsonl md)
        cmp ../left.1 "../left.$jobs"
        diff -rq ../mended.1 "../mended.$jobs"
    done
    [ "$(grep -c '^+++ ' ../diff.1)" -ge 30 ]
}

@test "a pipe gives what a file gives, however its bytes come" {
    every_check
    mkdir md
    batch
    for file in a.jsonl b.json c.csv chat.jsonl md/20.md; do
        into ../file --format jsonl "$file"
        into ../pipe --format jsonl --stdin-filename "$file" - < <(cat "$file")
        cmp ../file ../pipe
        into ../slow --format jsonl --stdin-filename "$file" - < <(dd if="$file" bs=4099 2>/dev/null)
        cmp ../file ../slow
    done
}

@test "as many findings as a paragraph has sentences take time in proportion" {
    printf '%s\n' 'texts:' '  - {files: "*.jsonl", fields: {a: /a, b: /b}, text: [a, b]}' \
        'rules:' '  new: {check: spec.novel, in: b, with: a, kinds: names}' >stet.yaml
    { printf '{"a": "None.", "b": "'; seq -f 'Other%g Ann.' 100000 | tr '\n' ' '; printf '"}\n'; } >a.jsonl
    bounded 20 "$STET" check --format jsonl --fail-on never a.jsonl >out
    [ "$(grep -c '"rule":"new"' out)" -ge 100000 ]
}
