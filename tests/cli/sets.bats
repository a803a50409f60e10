#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# What the sets for kinds of text and of records tell of whole files, beyond the examples of their rules.

load common

@test "answer looks at the citations and addresses of Markdown files, too" {
    printf 'Lima is the capital of Peru, and a very old town [1]. It lies on the coast, and has some ten million people; see https://exmaple for a map.\n' >a.md
    run "$STET" check -q -c stet:answer a.md
    echo "$output"
    [ "$status" -eq 0 ]
    [[ $output == *'a.md:1:50: warning:'*'[citations]'* ]]
    [[ $output == *'a.md:1:114: warning:'*'[malformed-address]'* ]]
    [ "${#lines[@]}" -eq 2 ]
}

@test "a recommendation without a reason is an error, and its record is read all the same" {
    printf '%s\n' '{"id": 1, "recommendations": [{"title": "The Baker by the Sea."}, {"title": "THE BAKER"}, {"title": "The Baker"}]}' \
        '{"id": 2, "recommendations": []}' >a.jsonl
    run "$STET" check -q -c stet:recommendations a.jsonl
    echo "$output"
    [ "$status" -eq 1 ]
    [[ $output != *failure* ]]
    [[ $output == *'the record has no “recommendations.*.reason”'* ]]
    [[ $output == *'[title-plain]'* ]]
    [[ $output == *'says the same as “THE BAKER”'*'[recommendation-twice]'* ]]
    [[ $output == *'a.jsonl:2:30: error: “recommendations” is empty'* ]]
}

@test "ranking tells candidates that nothing ranks, and counts one element as one" {
    printf '%s\n' '{"id": 1, "prompt": "Where?", "candidates": [{"id": "a", "text": "In Peru."}, {"id": "b", "text": "In Chile."}]}' \
        '{"id": 2, "prompt": "Where?", "candidates": [{"id": "a", "text": "In Peru."}], "ranking": ["a"]}' >a.jsonl
    run "$STET" check -q -c stet:ranking a.jsonl
    echo "$output"
    [ "$status" -eq 1 ]
    [[ ${lines[0]} == 'a.jsonl:1:46: error: nothing says which of these candidates is the better one: add a ranking, scores or pairs'* ]]
    [[ ${lines[1]} == *'“candidates” has 1 element; it must have at least 2'* ]]
    [ "${#lines[@]}" -eq 2 ]
}

@test "sharegpt tells once that a message of another layout has no speaker" {
    printf '%s\n' '{"conversations": [{"role": "user", "content": "Where?"}, {"from": "gpt", "value": "In Peru."}]}' >a.jsonl
    run "$STET" check -q -c stet:sharegpt a.jsonl
    echo "$output"
    [ "$status" -eq 1 ]
    [[ $output == *'this message has no “from”; say who speaks'* ]]
    [[ $output != *'“?”'* ]]
    [[ $output != *'has no “value”'* ]]
}

@test "a table of one column and a row of one cell are told in the singular" {
    printf '| Flour |\n|---|\n| wheat |\n' >a.md
    printf '| Flour | Water |\n|---|---|\n| wheat |\n' >b.md
    run "$STET" check -q -c stet:markdown a.md b.md
    echo "$output"
    [[ $output == *'a table of 1 column; at least 2 are wanted'* ]]
    [[ $output == *'a row of 1 cell in a table of 2 columns'* ]]
}

@test "an item counts as said twice within its list only, and only where that is asked for" {
    printf -- '- Monday\n  - Walk\n- Tuesday\n  - Walk\n  - Sleep\n- Wednesday\n- Tuesday\n' >a.md
    printf 'name: s\nrules:\n  r: {check: structure.repetition, in: item, measure: paragraphs, max: 0, by-list: true}\n' >stet.yaml
    run "$STET" check -q a.md
    echo "$output"
    [[ $output == 'a.md:7:3: '* ]]
    sed -i 's/, by-list: true//' stet.yaml
    run "$STET" check -q a.md
    echo "$output"
    [[ $output == 'a.md:4:5: '* ]]
}

@test "a last sentence without its full stop is not said to break off" {
    cat >a.md <<'END'
The bakery at the harbour opens at six in the morning, and whoever comes late finds no bread. People have been
waiting in the street since five. In winter it opens at seven. The baker lives above the shop with his daughters
END
    run "$STET" check -q -c stet:markdown a.md
    echo "$output"
    [[ $output == *'the text ends with “daughters” and no full stop; see whether it was cut off'* ]]
    sed -i 's/his daughters/the/' a.md
    run "$STET" check -q -c stet:markdown a.md
    [[ $output == *'the text breaks off after “the”'* ]]
}

@test "of two sets that have a rule of one name, the later one's counts, and is named" {
    printf 'extends: [stet:answer, stet:question-answer]\nrules: {praise: warning}\n' >stet.yaml
    run "$STET" rules
    [[ $output == *'answer-length '*' stet:question-answer'* ]]
    [[ $output == *'praise '*' stet:answer'* ]]
    printf '{"question": "Where is Lima?", "answer": "Lima is in Peru."}\n' >a.jsonl
    run "$STET" check -q a.jsonl
    echo "$output"
    [[ $output == *'4 words; at least 5 are required'* ]]
    printf 'extends: [stet:question-answer, stet:answer]\n' >stet.yaml
    run "$STET" check -q a.jsonl
    echo "$output"
    [[ $output == *'4 words; at least 20 are required'* ]]
}

@test "with recommended, a conversation may begin with the usual system message" {
    printf 'extends: [stet:chat, stet:recommended]\n' >stet.yaml
    printf '%s\n' '{"messages": [{"role": "system", "content": "You are a helpful assistant."}, {"role": "user", "content": "Where is Lima?"}, {"role": "assistant", "content": "Lima is in Peru."}]}' >a.jsonl
    run "$STET" check -q a.jsonl
    echo "$output"
    [ "$status" -eq 0 ]
    [ -z "$output" ]
}
