#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# The language of a text, and of one field beside another.

load common

english='The bakery at the harbour opens at six in the morning, and whoever comes late finds no bread, for people have been waiting in the street since five.'
german='Die Bäckerei am Hafen öffnet morgens um sechs, und wer zu spät kommt, findet kein Brot mehr, denn die Leute stehen schon vor fünf in der Straße und warten.'

records() {
    cat >stet.yaml <<'EOF'
name: sample
texts:
  - files: "*.jsonl"
    fields: {question: /q, answer: /a}
    text: [question, answer]
rules:
  same: {check: spec.language, level: error, in: answer, same-as: question}
EOF
}

@test "an answer in another language than its question is told, with both languages" {
    records
    printf '{"q": "%s", "a": "%s"}\n' "$english" "$german" "$german" "$german" "$german" "$english" >a.jsonl
    run "$STET" check -q a.jsonl
    echo "$output"
    [ "$status" -eq 1 ]
    [[ ${lines[0]} == *'a.jsonl:1:'*'error: the text is in German, but the question is in English'* ]]
    [[ ${lines[1]} == *'a.jsonl:3:'*'error: the text is in English, but the question is in German'* ]]
    [ "${#lines[@]}" -eq 2 ]
}

@test "the paragraph that is told is the one in the smaller language" {
    printf 'name: sample\nrules:\n  one: {check: spec.language, level: error, mixed: true}\n' >stet.yaml
    printf '%s\n\n%s\n\n%s %s\n' "$english" "$german" "$english" "$english" >a.md
    run "$STET" check a.md
    has_status 1
    holds 'a.md:3:1: error: this paragraph is in German, the text in English [one]'
    lacks 'a.md:1:1:'
    lacks 'a.md:5:1:'
}

@test "nothing is told where the question asks for a language, is short, or is empty" {
    records
    printf '{"q": "%s", "a": "%s"}\n' "Translate this: $english" "$german" \
        "How would one say this in German? $english" "$german" "Why so early?" "$german" \
        "" "$german" "$english" "" "$english" "Brot." >a.jsonl
    run "$STET" check -q a.jsonl
    echo "$output"
    [ "$status" -eq 0 ]
    [ -z "$output" ]
}

@test "an unknown language is an error with its place, and so is a rule that says nothing" {
    printf 'name: s\nrules:\n  a: {check: spec.language, is: [en, klingon]}\n' >stet.yaml
    printf 'Bread.\n' >a.md
    run "$STET" check a.md
    echo "$output"
    [ "$status" -eq 2 ]
    [[ $output == *'`klingon` is the code of no language that can be told'* ]]
    printf 'name: s\nrules:\n  a: {check: spec.language}\n' >stet.yaml
    run "$STET" check a.md
    [ "$status" -eq 2 ]
    [[ $output == *'give is, same-as, script or mixed'* ]]
}

@test "a long word, a text of control characters and a very long one are survived" {
    printf 'name: s\nrules:\n  a: {check: spec.language, is: [en], mixed: true, script: [latin], level: error}\n' >stet.yaml
    printf 'a \1\2\33\177 \360\237\230\200 \314\201\314\201\n' >control.md
    head -c 300000 /dev/zero | tr '\0' 'x' >word.md
    for _ in $(seq 4000); do printf '%s\n\n' "$english"; done >long.md
    run "$STET" check -q control.md word.md long.md
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "a question that is not checked itself is followed as well" {
    records
    sed -i 's/text: .*/text: [answer]/' stet.yaml
    printf '{"q": "%s", "a": "%s"}\n' "$english" "$german" "Translate this: $english" "$german" \
        "$german" "$german" "" "$german" >a.jsonl
    run "$STET" check -q a.jsonl
    echo "$output"
    [ "$status" -eq 1 ]
    [[ ${lines[0]} == *'a.jsonl:1:'*'the text is in German, but the question is in English'* ]]
    [ "${#lines[@]}" -eq 1 ]
}
