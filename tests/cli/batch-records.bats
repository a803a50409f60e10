#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# What only the whole batch shows: repeats, openings, values, over files and workers.

load common

data_set() {
    cat >stet.yaml <<'EOS'
name: data
texts:
  - files: "*.jsonl"
    id: /id
    fields: {question: /q, answer: /a, editor: {path: /by, optional: true}}
    text: [question, answer]
rules:
EOS
}

# 6,000 records in three files, in pieces enough for several workers: equal answers, nearly
# equal ones, ids that are there twice, openings.
many_records() {
    awk 'BEGIN {
        srand(7)
        for (file = 0; file < 3; file++)
            for (i = 0; i < 2000; i++) {
                text = i % 7 ? "Word" int(rand() * 40) : "Here are some"
                seed = i % 11 == 0 ? int(rand() * 50) : -1
                for (w = 0; w < 120; w++)
                    text = text " " (seed < 0 ? "w" int(rand() * 5000) : "s" seed "x" w)
                if (i % 22 == 0)
                    text = text " end" int(rand() * 3)
                name = "f" file ".jsonl"
                by = i % 4 > file ? file : 3
                printf "{\"id\": \"q-%d\", \"q\": \"Question %d of the day?\", \"a\": \"%s\", \"by\": \"e%d\"}\n",
                    file * 2000 + (i % 997 ? i : 5), int(rand() * 3000), text, by >name
            }
    }'
}

@test "findings of a batch are the same for any number of workers, byte for byte" {
    data_set
    cat >>stet.yaml <<'EOS'
  near: {check: batch.duplicates, in: answer}
  question: {check: batch.duplicates, in: question, threshold: 1, min-words: 3, unless-same: answer, only-same: editor}
  opening: {check: batch.openings, in: answer, words: 1}
  id: {check: batch.unique}
  share: {check: batch.balance, of: editor, max-share: 0.3}
EOS
    many_records
    for jobs in 1 2 4 7; do
        "$STET" check -q -j "$jobs" --fail-on never --format jsonl . >"out.$jobs" || [ $? -eq 1 ]
        cmp "out.$jobs" out.1
    done
    for rule in near question opening id share; do
        echo "$rule"
        grep -q "\"rule\":\"$rule\"" out.1
    done
    # As many ids are taken as are not the first of their kind.
    wanted=$(($(cat f?.jsonl | wc -l) - $(cat f?.jsonl | grep -o '"id": "[^"]*"' | sort -u | wc -l)))
    [ "$(grep -c '"rule":"id"' out.1)" -eq "$wanted" ]
    # A fifth of the records begins so; it is told once.
    [ "$(grep -c 'answers\? open with “Here”\|texts open with “Here”' out.1)" -eq 1 ]
    # Across files.
    grep -q '"source":"f2.jsonl".*"rule":"near".*"related":\[{"source":"f0.jsonl"' out.1
}

@test "of equal texts each is told once, beside the first" {
    data_set
    echo '  same: {check: batch.duplicates, in: answer}' >>stet.yaml
    for i in $(seq 500); do
        echo "{\"id\": \"$i\", \"q\": \"Which one is number $i?\", \"a\": \"It is the same one as ever.\"}"
    done >a.jsonl
    run --separate-stderr "$STET" check --fail-on never a.jsonl
    has_status 0
    [ "${#lines[@]}" -eq 499 ]
    for line in "${lines[@]}"; do
        [[ $line == *'this is the same text as in “1”: keep one of them'* ]]
    done
    run --separate-stderr "$STET" check --fail-on never --format full a.jsonl
    holds 'a.jsonl:1:'
}

@test "places are those of the text, and the finding stands at the later one" {
    data_set
    echo '  same: {check: batch.duplicates, in: answer}' >>stet.yaml
    {
        echo '{"id": "x", "q": "Q\u0021", "a": "One and the same text."}'
        echo
        echo '{"q": "Why?", "a": "one, and the “same” text"}'
    } >b.jsonl
    echo '{"id": "y", "q": "Why?", "a": "One and the same text"}' >a.jsonl
    run --separate-stderr "$STET" check --fail-on never b.jsonl a.jsonl
    [ "${lines[0]}" = 'b.jsonl:3:21: warning: this is the same text as in “x”: keep one of them (record 2, field answer) [same]' ]
    [ "${lines[1]}" = 'a.jsonl:1:32: warning: this is the same text as in “x”: keep one of them (record 1, id y, field answer) [same]' ]
    run --separate-stderr "$STET" check --fail-on never a.jsonl b.jsonl
    [ "${#lines[@]}" -eq 2 ]
    [[ ${lines[0]} == b.jsonl:1:*'as in “y”'* ]]
}

@test "files are texts of a batch, too" {
    printf 'rules:\n  same: {check: batch.duplicates}\n  open: {check: batch.openings, words: 2, share: 0.4, min-count: 2}\n' >stet.yaml
    printf '# A heading\n\nThen *some* text of it.\n' >a.md
    printf 'A heading. Then some text of it' >b.txt
    printf '# Another one\n\nThen something else of it.\n' >c.md
    run --separate-stderr "$STET" check --fail-on never .
    has_status 0
    [ "${lines[0]}" = 'a.md:1:3: suggestion: 2 of 3 texts open with “A heading” (66.7 %); this is the first of them: let them begin in other ways [open]' ]
    [ "${lines[1]}" = 'b.txt:1:1: warning: this is the same text as in line 1 of a.md: keep one of them [same]' ]
    [ "${#lines[@]}" -eq 2 ]
}

@test "texts that differ at the length where shingles change are found" {
    data_set
    echo '  near: {check: batch.duplicates, in: answer}' >>stet.yaml
    for n in 19 20 21 49 50 51; do
        words=$(seq -s' ' -f "w${n}x%g" 1 "$n")
        echo "{\"id\": \"$n\", \"q\": \"?\", \"a\": \"$words\"}"
        echo "{\"id\": \"$n longer\", \"q\": \"?\", \"a\": \"$words more\"}"
    done >a.jsonl
    run --separate-stderr "$STET" check --fail-on never a.jsonl
    echo "$output"
    [ "${#lines[@]}" -eq 6 ]
    for n in 19 20 21 49 50 51; do
        holds "in “$n” are"
    done
}

@test "values are counted, whether they are texts or not" {
    cat >stet.yaml <<'EOS'
texts:
  - {files: "*.csv", fields: {key: key}, text: []}
  - {files: "*.json", fields: {key: {path: /key, optional: true}}, text: []}
rules:
  key: {check: batch.unique, of: key}
  share: {check: batch.balance, of: key, values: ["1"], max-share: 0.5, min-records: 2}
EOS
    printf 'key,other\n1,a\n"2",b\n" 1 ",c\n,d\n,e\n' >a.csv
    printf '[{"key": 1}, {"key": 3}, {"key": true}, {"key": null}]' >b.json
    run --separate-stderr "$STET" check --fail-on never a.csv b.json
    [[ ${lines[0]} == 'a.csv:4:1: error: “1” is taken already, in line 2:'* ]]
    [[ ${lines[1]} == 'b.json:1:2: error: “1” is taken already, in line 2 of a.csv:'* ]]
    [ "${#lines[@]}" -eq 2 ]
    sed -i 's/max-share: 0.5/max-share: 0.4/' stet.yaml
    run --separate-stderr "$STET" check --fail-on never a.csv b.json
    holds 'a.csv:2:1: warning: 3 of 6 records have “1” (50 %), more than 40 %; this is the first of them'
}

@test "empty batches, empty texts and texts of marks alone are no repeats" {
    data_set
    cat >>stet.yaml <<'EOS'
  same: {check: batch.duplicates, min-words: 1}
  open: {check: batch.openings, words: 1, share: 0, min-count: 2}
  id: {check: batch.unique}
  share: {check: batch.balance, of: editor, min-share: 0.5, min-records: 1}
EOS
    : >a.jsonl
    run "$STET" check a.jsonl
    has_status 0
    for i in 1 2 3; do echo '{"q": "", "a": "!!! ... \u2014"}'; done >b.jsonl
    run "$STET" check --fail-on suggestion b.jsonl
    echo "$output"
    has_status 0
}

@test "a baseline lets repeats stand" {
    data_set
    echo '  same: {check: batch.duplicates, in: answer}' >>stet.yaml
    for i in 1 2 3; do echo "{\"id\": \"$i\", \"q\": \"?\", \"a\": \"The same text again and again.\"}"; done >a.jsonl
    "$STET" baseline create --reason "they are quoted" a.jsonl
    run "$STET" check --fail-on warning --baseline stet-baseline.json a.jsonl
    has_status 0
    echo '{"id": "4", "q": "?", "a": "The same text again and again."}' >>a.jsonl
    run --separate-stderr "$STET" check --fail-on warning --baseline stet-baseline.json a.jsonl
    has_status 1
    [ "${#lines[@]}" -eq 1 ]
}

@test "a rule that cannot be is told with its line" {
    data_set
    cat >>stet.yaml <<'EOS'
  share: {check: batch.balance, of: editor}
  near: {check: batch.duplicates, threshold: 0.3}
  rank: {check: batch.ranking, min-score: 5, max-score: 1}
EOS
    run "$STET" check .
    has_status 2
    holds 'stet.yaml:9:46: error: `threshold` must be at least 0.5'
    sed -i '/near/d' stet.yaml
    echo '{"q": "?", "a": "."}' >a.jsonl
    run "$STET" check .
    has_status 2
    holds 'give a least or a greatest share'
    holds 'the greatest score is less than the least'
}

@test "records are counted over files, in each file, and where the rule holds" {
    cat >stet.yaml <<'EOF'
name: sample
texts:
  - files: "*.jsonl"
    fields: {answer: /answer, kind: {path: /kind, optional: true}}
    text: answer
rules:
  all: {check: batch.records, exact: 4}
  each: {check: batch.records, per: file, min: 2, max: 2}
  recipes: {check: batch.records, max: 0, when: {kind: recipe}}
EOF
    printf '{"answer": "A."}\n{"answer": "B."}\n{"answer": "C.", "kind": "recipe"}\n' >a.jsonl
    printf '{"answer": "D."}\n{"answer": "E."}\n' >b.jsonl
    printf '{"answer": "F."}\n' >c.jsonl
    run "$STET" check a.jsonl b.jsonl c.jsonl
    has_status 1
    holds 'a.jsonl:1:1: error: 6 records in the batch; exactly 4 are required'
    holds 'a.jsonl:1:1: error: 3 records in this file; at most 2 are allowed'
    holds 'a.jsonl:3:1: error: 1 record in the batch; none is allowed'
    holds 'c.jsonl:1:1: error: 1 record in this file; at least 2 are required'
    lacks 'b.jsonl'
    "$STET" check -j 1 a.jsonl b.jsonl c.jsonl >one || true
    "$STET" check -j 4 c.jsonl b.jsonl a.jsonl >/dev/null || true
    "$STET" check -j 4 a.jsonl b.jsonl c.jsonl >four || true
    diff one four
    run "$STET" check a.jsonl c.jsonl
    lacks '[all]'
}

@test "a count of records that asks for nothing is refused" {
    printf 'name: sample\nrules:\n  all: {check: batch.records, per: file}\n' >stet.yaml
    echo One. >a.md
    run "$STET" check a.md
    has_status 2
    holds 'give min, max or exact'
}
