#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# What is secret is told without being told whole.

load common

@test "a message shows the ends of a secret, and its exact place" {
    printf 'name: p\nextends: stet:privacy\n' >stet.yaml
    printf 'Write to m.okafor@hillside-bakery.net now.\n\n- Ring +44 20 7183 8750.\n' >a.md
    run "$STET" check -q a.md
    echo "$output"
    [ "$status" -eq 1 ]
    [[ $output == *'a.md:1:10: error: “m.okaf….net” is an e-mail address'* ]]
    [[ $output == *'a.md:3:8: error: “+44 …8750” is a telephone number'* ]]
    [[ $output != *okafor@hillside* && $output != *7183* ]]
}

@test "a key in a code block of a JSONL record is told at its place" {
    printf 'name: p\nextends: stet:privacy\n' >stet.yaml
    key=gh
    key=${key}p_q7RkW2xN9vLmT4bYcJ8sHfD3gPzA6eUwXi1o
    printf '{"answer": "Run it:\\n\\n```sh\\nexport T=%s\\n```\\n"}\n' "$key" >a.jsonl
    run "$STET" check -q a.jsonl
    echo "$output"
    [ "$status" -eq 1 ]
    [[ $output == *'a.jsonl:1:40: error: “ghp_q7…Xi1o” is a secret (GitHub token)'* ]]
    [[ $output != *"$key"* ]]
}
