#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# Data inside texts: schemas beside the rule set, and places in records.
load common

data_rule() {
    mkdir -p rules
    printf 'name: data\nrules:\n  form:\n    check: spec.structure\n    parses: json\n%s\n' \
        "$1" >rules/stet.yaml
}

@test "a schema stands in a file beside the rule set, wherever stet is called" {
    data_rule '    schema: forms/order.yaml'
    mkdir rules/forms
    printf 'type: object\nrequired: &all [name]\npropertyNames: {enum: *all}\n' >rules/forms/order.yaml
    echo '{"nmae": 1}' >order.md
    run "$STET" check -c rules/stet.yaml --format text order.md
    has_status 1
    holds 'order.md:1:1: error: the data: the key “name” is missing [form]'
    holds 'order.md:1:2: error: the data: the key “nmae” must be one of “name”; is “nmae”'

    local hash
    hash=$("$STET" check -c rules/stet.yaml --format jsonl order.md 2>&1 | grep -o '"hash":"[^"]*"')
    printf '{"type": "object"}' >rules/forms/order.json
    sed -i 's/order.yaml/order.json/' rules/stet.yaml
    run "$STET" check -c rules/stet.yaml order.md
    has_status 0
    local other
    other=$("$STET" check -c rules/stet.yaml --format jsonl order.md 2>&1 | grep -o '"hash":"[^"]*"')
    printf '{"type": "array"}' >rules/forms/order.json
    local changed
    changed=$("$STET" check -c rules/stet.yaml --format jsonl order.md 2>&1 | grep -o '"hash":"[^"]*"')
    [ -n "$hash" ]
    [ "$hash" != "$other" ]
    [ "$other" != "$changed" ]
}

@test "a schema that cannot be read is an error of the rule set" {
    data_rule '    schema: order.json'
    echo '{}' >order.md
    run "$STET" check -c rules/stet.yaml order.md
    has_status 2
    holds 'rules/stet.yaml:6:13: error: cannot read the file:'
    holds 'its path is relative to the folder of this file'
    printf '{\n  "type": \n}' >rules/order.json
    run "$STET" check -c rules/stet.yaml order.md
    has_status 2
    holds 'rules/stet.yaml:6:13: error: order.json, line 3, column 1:'
    printf '{"typ": "object"}' >rules/order.json
    run "$STET" check -c rules/stet.yaml order.md
    has_status 2
    holds "rule 'form', schema: JSON Schema has no keyword \`typ\`; did you mean \`type\`?"
}

@test "what belongs together must be given together" {
    data_rule '    only-keys: true'
    echo '{}' >a.md
    run "$STET" check -c rules/stet.yaml .
    has_status 2
    holds "rule 'form', only-keys: say with \`keys\` which keys may be there"
    sed -i '/parses/d; s/only-keys: true/keys: [a]/' rules/stet.yaml
    run "$STET" check -c rules/stet.yaml .
    has_status 2
    holds "rule 'form', keys: say with \`parses\` what the text must be"
}

@test "data in a field of a record is found in the bytes of the record" {
    data_rule '    schema: {properties: {n: {type: integer}}}'
    cat >>rules/stet.yaml <<'END'
texts:
  - {files: ["*.jsonl"], fields: {answer: /answer}, text: [answer]}
END
    printf '%s\n' '{"answer": "{\"n\": 1}"}' '{"answer": "{\n \"n\": \"two\"}"}' \
        '{"answer": "{\"n\" 1}"}' >logs.jsonl
    run "$STET" check -c rules/stet.yaml --format text logs.jsonl
    has_status 1
    holds 'logs.jsonl:2:24: error: /n: must be a whole number, is a text'
    holds 'logs.jsonl:3:20: error: this is not JSON: a colon is missing'
}

@test "a schema that leads in circles is a rule that was not evaluated" {
    data_rule '    schema: {$ref: "#"}'
    echo '{}' >a.md
    run "$STET" check -c rules/stet.yaml a.md
    has_status 2
    holds 'the schema leads in circles'
}

@test "deep, huge and laughing data is told in bounded time" {
    data_rule '    code-blocks: each'
    { echo '```json'; head -c 3000000 /dev/zero | tr '\0' '['; printf '\n```\n'; } >deep.md
    run bounded 20 "$STET" check -c rules/stet.yaml --format text deep.md
    has_status 1
    holds 'deep.md:2:513: error: this is not JSON: it is nested more than 512 deep'
    sed -i 's/parses: json/parses: yaml/' rules/stet.yaml
    { printf '```yaml\n- &a0 [x, x]\n'
      for i in $(seq 40); do echo "- &a$i [*a$((i - 1)), *a$((i - 1))]"; done
      echo '```'; } >laugh.md
    run bounded 20 "$STET" check -c rules/stet.yaml --format text laugh.md
    has_status 1
    holds 'this is not YAML: it holds more than 2000000 values'
    { echo '```yaml'; head -c 3000000 /dev/zero | tr '\0' '{'; printf '\n```\n'; } >deep.md
    run bounded 20 "$STET" check -c rules/stet.yaml --format text deep.md
    has_status 1
    holds 'nested more than 64 deep'
}

@test "the schema of rule sets lets any data stand where data is meant" {
    run "$STET" schema rules
    has_status 0
    echo "$output" | jq -e '[.. | objects | .schema? // empty | select(.description? and (.type? | not))] | length > 0'
}
