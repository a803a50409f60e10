#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# Rules that hold for some records only: `when`.

load common

# Records of two kinds; the rule set that is told apart by them.
records() {
    cat >a.jsonl <<'JSON'
{"id": "1", "category": "recipe", "key": 1001, "tags": ["x", "y"], "answer": "We delve in."}
{"id": "2", "category": "travel", "key": 1002, "tags": [], "answer": "We delve in."}
{"id": "3", "category": null, "key": 1002.0, "tags": ["y"], "answer": "We delve in."}
{"id": "4", "category": "rec\u0069pe", "key": "1001", "tags": ["x", "x"], "answer": "We delve in."}
JSON
}

texts() {
    cat <<'YAML'
texts:
  - files: "*.jsonl"
    id: /id
    fields:
      category: {path: /category, optional: true}
      key: {path: /key, optional: true}
      tag: {path: "/tags/*", optional: true}
      answer: /answer
    text: answer
YAML
}

# A rule set with one rule that holds as $1 says; a second argument is more of the rule.
when() {
    texts >stet.yaml
    cat >>stet.yaml <<YAML
rules:
  no-delve:
    check: phrasing.banned
    phrases: delve
    when: $1
$2
YAML
}

# The records in which something is found are $1.
found() {
    run --separate-stderr "$STET" check -f jsonl a.jsonl
    local ids
    ids=$(sed -n 's/.*"id": *"\([0-9]\)".*/\1/p' <<<"$output" | tr -d '\n')
    [ "$ids" = "$1" ] || { echo "found in “$ids”, not “$1”: $output $stderr"; return 1; }
}

@test "a rule holds for the records whose field has one of the values" {
    records
    when '{category: recipe}'
    found 14
    when '{category: [travel, recipe]}'
    found 124
    when '{category: nothing}'
    found ""
}

@test "a number is compared as it is written" {
    records
    when '{key: 1001}'
    found 14
    when '{key: "1002"}'
    found 2
    when '{key: [1002.0]}'
    found 3
}

@test "all fields must fit" {
    records
    when '{category: recipe, key: [1002, 1001], tag: y}'
    found 1
    when '{category: travel, key: 1001}'
    found ""
}

@test "of a field with several values one must fit" {
    records
    when '{tag: y}'
    found 13
    when '{tag: [x, y]}'
    found 134
}

@test "not: none of the values; a record without the field has none" {
    records
    when '{category: {not: recipe}}'
    found 23
    when '{tag: {not: [x, z]}}'
    found 23
    when '{tag: {not: x}, key: 1002}'
    found 2
}

@test "without a condition in it, it always holds" {
    records
    when '{}'
    found 1234
}

@test "rules without gates, of records and of the batch hold where they should" {
    records
    texts >stet.yaml
    cat >>stet.yaml <<'YAML'
rules:
  length: {check: spec.count, unit: words, max: 2, when: {category: recipe}}
YAML
    found 14
}

@test "rules that share a phrase find it where they hold, and no hit of another is theirs" {
    records
    texts >stet.yaml
    cat >>stet.yaml <<'YAML'
rules:
  always: {check: phrasing.banned, phrases: [we], message: A}
  travel: {check: phrasing.banned, phrases: [we, delve], message: T, when: {category: travel}}
  recipe: {check: phrasing.limit, phrases: [delve, in], max: 1, message: R, when: {category: recipe}}
  second: {check: phrasing.banned, phrases: [delve], message: S, when: {key: 1002}}
YAML
    run --separate-stderr "$STET" check -f csv a.jsonl
    run bash -c "cut -d, -f2,8 <<<'$output' | grep -c ."
    run --separate-stderr "$STET" check -f jsonl a.jsonl
    run bash -c "sed -n 's/.*\"id\": *\"\([0-9]\)\".*\"rule\": *\"\([a-z]*\)\".*/\1\2/p; s/.*\"rule\": *\"\([a-z]*\)\".*\"id\": *\"\([0-9]\)\".*/\2\1/p' <<<'$output' | sort | tr '\n' ' '"
    holds "1always 1recipe 2always 2"
    holds "3always 4always 4recipe"
    lacks 3second
}

@test "files without the field: a rule holds there only if it says what must not be" {
    when '{category: recipe}'
    echo "We delve in." >a.md
    run -0 "$STET" check -q --fail-on suggestion a.md
    [ -z "$output" ]
    when '{category: {not: recipe}}'
    run "$STET" check -q --fail-on suggestion a.md
    has_status 1
}

@test "an override changes for which records a rule holds" {
    records
    cp a.jsonl b.jsonl
    when '{category: recipe}' 'overrides: [{files: b.jsonl, rules: {no-delve: {when: {category: travel}}}}]'
    found 14
    run --separate-stderr "$STET" check -f jsonl b.jsonl
    holds '"id":"2"'
    lacks '"id":"1"'
}

@test "a set that extends another changes it, and takes it away" {
    records
    when '{category: recipe}'
    mv stet.yaml base.yaml
    printf 'extends: base.yaml\nrules:\n  no-delve: {when: {category: travel}}\n' >stet.yaml
    found 2
    printf 'extends: base.yaml\nrules:\n  no-delve: {when: {}}\n' >stet.yaml
    found 1234
}

@test "explain and rules say when a rule holds" {
    when '{category: [recipe, travel], key: {not: 7}}'
    run -0 "$STET" explain no-delve
    holds "  when: category: recipe, travel; key: not 7"
    run -0 "$STET" rules -q
    holds "  category: recipe, travel; key: not 7"
}

@test "examples are tried as if the rule held" {
    when '{category: recipe}' '    examples: {bad: We delve., good: We dig.}'
    run -0 "$STET" test
    holds "2 of 2 examples"
}

@test "what cannot be meant is an error with its place" {
    when '{categroy: recipe}'
    run "$STET" check
    has_status 2
    holds "stet.yaml:14:12: error: no records have a field \`categroy\`"
    holds "did you mean \`category\`?"
    when '{shelf: recipe}'
    run "$STET" check
    holds "in \`fields:\` of an entry of \`texts\`"
    when '{category: []}'
    run "$STET" check
    holds "\`when\` says no value of \`category\`"
    when '{category: {no: draft}}'
    run "$STET" check
    holds "did you mean \`not\`?"
    when recipe
    run "$STET" check
    holds "\`when\` is a mapping of fields to their values"
}

@test "the hash of the set follows its conditions" {
    when '{category: recipe}'
    echo "Fine." >a.md
    hash() { "$STET" check -f json a.md | grep -o '"hash": *"[0-9a-f]*"'; }
    local one two
    one=$(hash)
    when '{category: travel}'
    two=$(hash)
    [ -n "$one" ]
    [ "$one" != "$two" ]
}

@test "the same for any number of workers" {
    records
    for i in $(seq 2000); do cat a.jsonl; done >many.jsonl
    texts >stet.yaml
    {
        echo "rules:"
        for i in $(seq 1000 1050); do
            echo "  r$i: {check: phrasing.banned, phrases: [delve, w$i], message: '$i', when: {key: $i}}"
        done
    } >>stet.yaml
    "$STET" check --jobs 1 -f jsonl many.jsonl >one || true
    "$STET" check --jobs 4 -f jsonl many.jsonl >four || true
    cmp one four
    [ "$(grep -c '"r1001"' one)" -eq 4000 ]
    [ "$(grep -c '"r1002"' one)" -eq 2000 ]
}

@test "the id of a record is asked for as id, be it a field or not" {
    records
    when '{id: 1}'
    found 1
    when '{id: {not: [1, 3]}}'
    found 24
    when '{id: [1, 2], category: travel}'
    found 2
    when '{id: recipe}'
    sed -i 's|    fields:|    fields:\n      id: {path: /category, optional: true}|' stet.yaml
    found 14
}
