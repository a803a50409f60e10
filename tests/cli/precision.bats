#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# The figures of tests/bench/precision, on texts so few that they can be worked out by hand.

load common

texts() {
    cat >texts.jsonl <<'EOF'
{"who": "ai", "kind": "chat", "body": "Sure thing, one\ntwo \"three\" four five six seven."}
{"who": "ai", "kind": "essay", "body": "One two three four five six seven eight nine ten."}
{"who": "anna", "kind": "mail", "body": "One two three four five six seven, maybe, nine ten."}
{"who": "bert", "kind": "mail", "body": "One two three four five six seven eight nine ten."}
EOF
    cat >rules.yaml <<'EOF'
name: rules
rules:
  sure: {check: phrasing.banned, level: error, phrases: [sure thing], in: [text]}
  maybe: {check: phrasing.banned, level: suggestion, phrases: [maybe, perhaps], in: [text]}
EOF
}

precision() {
    "$STET_SOURCE/tests/bench/precision" -t /body -l /who -g /kind "$@" rules.yaml texts.jsonl
}

@test "a rule has its hits a million words, and humans are told when it hits them more" {
    texts
    run precision
    echo "$output"
    [ "$status" -eq 0 ]
    [[ $output =~ sure\ +error\ +52631.6\ +0.0\ +3.2\ +50.0\ +0.0$'\n' ]]
    [[ $output =~ maybe\ +suggestion\ +0.0\ +50000.0\ +0.4\ +0.0\ +50.0\ +\<-\ hits\ humans\ more ]]
    [[ $output == *$'ai: 2 texts of 19 words\n    errors and warnings a thousand words: 52.63'* ]]
    [[ $output == *'texts with an error: 1, which is 50.00 %'* ]]
}

@test "the area under the curve counts pairs, over all and by group" {
    texts
    run precision -w 3,2,1:1,1,1
    echo "$output"
    [ "$status" -eq 0 ]
    # Of four pairs the chat wins two; the essay has one draw, and loses one.
    [[ $output =~ 3,2,1\ +0.625\ +(1.000\ +0.250|0.250\ +1.000)$'\n'1,1,1\ +0.625 ]]
}

@test "texts of one side alone are refused" {
    texts
    run precision -a nobody
    echo "$output"
    [ "$status" -eq 2 ]
    [[ $output == *'both sides'* ]]
}
