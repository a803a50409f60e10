# SPDX-License-Identifier: Apache-2.0
# Records of data sets: the samples of each layout and the faults planted in them. Beside a
# sample stands what must be found, as LINE:COLUMN RULE ID; the id names the fault.
load common

samples=$STET_SOURCE/tests/samples/records

# What is found in file $2 by set $1, in the same form.
found() {
    "$STET" check -q -c "$1" --format jsonl "$2" >out || [ $? -eq 1 ] || return 1
    jq -r 'select(.type == "finding") | "\(.start.line):\(.start.column) \(.rule) \(.id // "-")"' out |
        LC_ALL=C sort
}

@test "of each layout just the planted faults are found, each in its place" {
    local n=0
    for file in "$samples"/*.jsonl; do
        name=$(basename "$file" .jsonl)
        found "stet:${name%%-*}" "$file" >got
        LC_ALL=C sort "$samples/$name.expected" | diff -u - got
        n=$((n + $(wc -l <got)))
    done
    [ "$n" -gt 140 ]
}

@test "records that are called good are good, and each other record has a fault" {
    for file in "$samples"/*.jsonl; do
        sed -n 's/.* \(.*\)/\1/p' "${file%.jsonl}.expected" >faulty
        run ! grep -q '^good-' faulty
        for id in $(jq -r 'if type == "object" then .id // empty else empty end' "$file"); do
            case $id in good-*) continue ;; esac
            grep -qx -- "$id" faulty || { echo "$file: $id" && return 1; }
        done
    done
}

@test "what OpenAI's own check of files finds is found" {
    cat >a.jsonl <<'EOF'
{"id": "missing_messages_list", "message": []}
{"id": "message_missing_key", "messages": [{"role": "user"}, {"role": "assistant", "content": "x"}]}
{"id": "message_unrecognized_key", "messages": [{"role": "user", "content": "x", "mood": "y"}, {"role": "assistant", "content": "x"}]}
{"id": "unrecognized_role", "messages": [{"role": "bot", "content": "x"}, {"role": "assistant", "content": "x"}]}
{"id": "missing_content", "messages": [{"role": "user", "content": ""}, {"role": "assistant", "content": "x"}]}
{"id": "missing_content_kind", "messages": [{"role": "user", "content": 3}, {"role": "assistant", "content": "x"}]}
{"id": "example_missing_assistant_message", "messages": [{"role": "user", "content": "x"}]}
["data_type"]
EOF
    run --separate-stderr "$STET" check -c stet:chat --format jsonl a.jsonl
    has_status 1
    [ "$(jq -r 'select(.type == "finding").record' <<<"$output" | sort -u | wc -l)" -eq 8 ]
    [ "$(jq -r 'select(.type == "summary").failed' <<<"$output")" -eq 0 ]
}

@test "a record that lacks its texts is a finding with a place, not a failure of reading" {
    printf '{"id": "a"}\n5\n{"messages": [{"role": "user", "content": "x"}]}\n' >a.jsonl
    run --separate-stderr "$STET" check -c stet:chat a.jsonl
    has_status 1
    holds 'a.jsonl:1:1: error: the record has no “messages”; add the list of messages (record 1, id a) [chat-messages]'
    holds 'a.jsonl:2:1: error: a record must be an object with “messages”, not a number (record 2) [chat-messages]'
    [[ $output != *failure* ]]
    printf 'texts:\n  - {files: "*.jsonl", layout: chat}\nrules:\n  a: {check: record.chat}\n' >stet.yaml
    run --separate-stderr "$STET" check a.jsonl
    has_status 2
    holds 'failure: the record has'
}

@test "a finding in what is no text shows its line, with the place marked" {
    printf '{"messages": [{"role": "usr", "content": "é"}]}\n' >a.jsonl
    run --separate-stderr "$STET" check -c stet:chat --format full a.jsonl
    has_status 1
    holds '1 | {"messages": [{"role": "usr", "content": "é"}]}'
    holds '  |                        ^^^^^'
}

@test "records of an array have their places, over several lines" {
    printf '[\n  {"messages": [{"role": "user", "content": "x"},\n    {"role": "assistant", "content": "x"}]},\n  {"messages": [\n    {"role": "user", "content": "x"},\n    {"role": "assistant",\n     "content": ""}]}\n]\n' >a.json
    printf 'extends: stet:chat\ntexts:\n  - {files: "*.json", layout: chat, optional: true}\n' >stet.yaml
    run --separate-stderr "$STET" check a.json
    has_status 1
    [ "${#lines[@]}" -eq 1 ]
    holds 'a.json:7:17: error: this message of “assistant” says nothing (record 2) [chat-empty]'
}

@test "the fields of a table are held to the same rules" {
    cat >stet.yaml <<'EOF'
texts:
  - files: "*.csv"
    fields: {answer: Answer, score: Score, kind: Kind}
    text: answer
    optional: true
rules:
  fields:
    check: record.fields
    fields:
      - {path: answer, type: text, max: 10}
      - {path: score, type: integer, min: 1, max: 5}
      - {path: kind, one-of: [short, long], optional: true}
EOF
    printf 'Answer,Score,Kind\nyes,3,short\n"Oh, ""no""",5,\nno,7,long\nno,x,tall\n,2,\nthis is too long,1,\n' >a.csv
    run --separate-stderr "$STET" check a.csv
    has_status 1
    [ "${#lines[@]}" -eq 5 ]
    holds 'a.csv:4:4: error: “score” is 7; it must be at most 5 (record 3) [fields]'
    holds 'a.csv:5:4: error: “score” must be a whole number, not a text (record 4) [fields]'
    holds 'a.csv:5:6: error: “kind” is tall; it must be one of short, long (record 4) [fields]'
    holds 'a.csv:6:1: error: the record has no “answer” (record 5) [fields]'
    holds 'a.csv:7:1: error: “answer” has 16 characters; it must have at most 10 (record 6) [fields]'
}

@test "texts of one list that are alike are named by how they begin" {
    cat >stet.yaml <<'EOF'
texts:
  - {files: "*.jsonl", fields: {note: /note}, text: note, optional: true}
rules:
  same: {check: record.distinct, fields: [replies.*, note], part-from: 6}
  openings: {check: record.distinct, fields: [replies.*], first-words: 1}
EOF
    echo '{"note": "At the depot", "replies": ["Fetch it", "fetch it", "Do not fetch it", "at the depot"]}' >a.jsonl
    long=$(printf 'é%.0s' $(seq 45))
    printf '{"replies": ["x%s", "x%s"]}\n' "$long" "$long" >>a.jsonl
    run --separate-stderr "$STET" check -q a.jsonl
    has_status 1
    holds 'a.jsonl:1:50: error: “replies.*” says the same as “Fetch it” (record 1) [same]'
    holds 'a.jsonl:1:50: error: “replies.*” begins with “fetch”, as “Fetch it” does (record 1) [openings]'
    holds 'a.jsonl:1:62: error: all of “Fetch it” stands in “replies.*” (record 1) [same]'
    holds 'a.jsonl:1:10: error: “note” says the same as “replies.*” (record 1) [same]'
    holds "a.jsonl:2:64: error: “replies.*” says the same as “x$(printf 'é%.0s' $(seq 29))…” (record 2) [same]"
}

@test "texts that are no data are passed over" {
    printf 'rules:\n  a: {check: record.chat}\n  b: {check: record.fields, fields: [{path: id}]}\n  c: {check: record.drift}\n  d: {check: record.preference}\n  e: {check: record.distinct, fields: [a, b]}\n  f: {check: record.turns}\n  g: {check: record.calls}\n' >stet.yaml
    printf '# A heading\n\nA text.\n' >a.md
    : >b.md
    printf 'A text.' >c.txt
    run --separate-stderr "$STET" check .
    has_status 0
}

@test "drift is told alike by any number of workers, and file by file" {
    printf 'texts:\n  - {files: "*.jsonl", fields: {text: /text}, text: text, optional: true}\nrules:\n  drift: {check: record.drift, depth: 3, lists: true, places: 4}\n' >stet.yaml
    seq 40000 | sed 's|.*|{"id": "&", "text": "Line number &.", "meta": {"by": "ana", "tags": [{"n": &}]}}|' >a.jsonl
    sed -i -e '150s/"text"/"txet"/' -e '7s/"by": "ana"/"by": 5/' -e '39000s/"by": "ana", //' \
        -e '20000,20010s/{"n": [0-9]*}/{"n": "one"}/' -e '3s/"n"/"m"/' -e '5s/"ana"/null/' a.jsonl
    seq 500 | sed 's|.*|{"key": &, "text": "Line number &."}|' >b.jsonl
    for jobs in 1 2 4 7; do
        "$STET" check -q -j "$jobs" --fail-on never --format jsonl . >"out.$jobs"
        cmp "out.$jobs" out.1
    done
    jq -r 'select(.type == "finding") | "\(.source):\(.start.line):\(.start.column) \(.message)"' out.1 >got
    cat >wanted <<'EOF'
a.jsonl:3:70 “meta.tags.*.n” is missing here; 99.9 % of 40000 have it
a.jsonl:3:71 “meta.tags.*.m” stands in 1 of 40000 only
a.jsonl:7:48 “meta.by” is a number here; in 99.9 % of 39998 it is a text
a.jsonl:150:1 “text” is missing here; 99.9 % of 40000 have it
a.jsonl:150:15 “txet” stands in 1 of 40000 only
a.jsonl:20000:79 “meta.tags.*.n” is a text here; in 99.9 % of 39999 it is a number
a.jsonl:20001:79 “meta.tags.*.n” is a text here; in 99.9 % of 39999 it is a number
a.jsonl:20002:79 “meta.tags.*.n” is a text here; in 99.9 % of 39999 it is a number
a.jsonl:20003:79 “meta.tags.*.n” is a text here; in 99.9 % of 39999 it is a number
a.jsonl:39000:55 “meta.by” is missing here; 99.9 % of 40000 have it
EOF
    diff -u wanted got
}

@test "keys without end do not fill the memory, and tell the same" {
    printf 'rules:\n  drift: {check: record.drift, common: 0.9}\n' >stet.yaml
    seq 60000 | sed -e 's|.*|{"id": &, "key&": 1, "other&": "x"}|' -e '777s/"id"/"di"/' >a.jsonl
    for jobs in 1 3; do
        "$STET" check -q -j "$jobs" --fail-on never --format jsonl a.jsonl | md5sum >"out.$jobs"
        cmp "out.$jobs" out.1
    done
}

@test "a deep or a wide record is looked at in time" {
    {
        printf '{"messages": ['
        seq 60000 | sed 's|.*|{"role": "assistant", "tool_calls": [{"id": "c&", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": "c&", "content": "x"}, |' | tr -d '\n'
        printf '{"role": "assistant", "content": ""}]}\n'
        printf '{"messages": '
        printf '[%.0s' $(seq 400)
        printf ']%.0s' $(seq 400)
        printf '}\n'
    } >a.jsonl
    run --separate-stderr bounded 20 "$STET" check -q -c stet:chat --fail-on never --format jsonl a.jsonl
    has_status 0
    [ "$(jq -r 'select(.rule == "chat-empty").start.line' <<<"$output")" = 1 ]
    [ "$(jq -r 'select(.rule == "chat-calls").rule' <<<"$output" | wc -l)" -eq 200 ]
    { printf '{"x": 0' && seq 150000 | sed 's|.*|, "key&": &|' | tr -d '\n' && printf '}\n'; } >b.jsonl
    run --separate-stderr bounded 20 "$STET" check -q -c stet:chat b.jsonl
    has_status 1
}

@test "a record that holds more than can be looked at is told, not passed over" {
    { printf '{"messages": [[]' && yes ',[]' | head -n 2100000 | tr -d '\n' && printf ']}\n'; } >a.jsonl
    run --separate-stderr "$STET" check -c stet:chat a.jsonl
    has_status 2
    holds 'a record of 6300018 bytes is too large: it holds more than 2000000 values'
}

@test "a message name that a rule does not have is an error where it stands" {
    printf 'rules:\n  a:\n    check: record.chat\n    tell: [role-unknwon]\n' >stet.yaml
    echo '{"messages": []}' >a.jsonl
    run "$STET" check .
    has_status 2
    holds "stet.yaml:4:11: error: rule 'a', tell: there is no message “role-unknwon”"
}

@test "a wrong item of a list is called by the name that the rule gives the list" {
    printf 'rules:\n  a:\n    check: record.fields\n    fields: [{path: b, type: txt}]\n' >stet.yaml
    echo '{"b": 1}' >a.jsonl
    run "$STET" check .
    has_status 2
    holds 'stet.yaml:4:30: error: `type` cannot be `txt`'
    holds 'did you mean `text`?'
}

@test "what must stand in a text, or at its end, is named in the message" {
    cat >stet.yaml <<'EOF'
rules:
  all: {check: spec.require, phrases: [bread, butter], patterns: ['\d+ g']}
  one: {check: spec.require, phrases: [jam, honey], need: any}
  end: {check: spec.anchor, ends: [amen, the end]}
EOF
    printf 'Bread is good.\n\nBread with butter.\n' >a.md
    printf 'Bread is good.\n' >b.md
    run "$STET" check -q a.md b.md
    holds 'a.md:1:1: error: “\d+ g” is required and missing (2 of 3 found) [all]'
    holds 'a.md:1:1: error: “jam” or “honey” is required and missing (0 of 1 found) [one]'
    holds 'b.md:1:1: error: “butter” and “\d+ g” is required and missing (1 of 3 found) [all]'
    holds 'b.md:1:14: error: the text must end with “amen” or “the end” [end]'
}
