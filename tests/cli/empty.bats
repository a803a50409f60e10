# SPDX-License-Identifier: Apache-2.0
# What is given though it is empty, or would be ignored, is an error of the rule set.
load common

refuses() { # PARAMETERS MESSAGE
    printf 'name: sample\nrules:\n  seen: {%s}\n' "$1" >stet.yaml
    echo "One." >a.md
    run "$STET" check a.md
    has_status 2
    holds "$2"
}

@test "a list that must hold something, and a path that leads nowhere" {
    refuses 'check: record.fields, fields: []' '`fields` is empty; it must have at least 1 item'
    refuses 'check: record.fields, fields: [{path: ""}]' '`path` is empty; it must have at least 1 character'
    refuses 'check: batch.unique, of: [""]' 'the name of a field is empty'
}

@test "an empty text in a list of texts" {
    refuses 'check: spec.structure, sections: [A, ""]' 'sections: item 2 is empty: give a text, or take it out'
    refuses 'check: spec.structure, parses: json, keys: [""]' 'keys: item 1 is empty'
    refuses 'check: spec.anchor, start-texts: [""]' 'start-texts: item 1 is empty'
    refuses 'check: spec.anchor, end-texts: [" "]' 'end-texts: item 1 is empty'
    refuses 'check: spec.anchor, is: [""]' 'is: item 1 is empty'
    refuses 'check: spec.anchor, starts: [""]' 'the phrase is empty: it would match everywhere'
    refuses 'check: spec.count, among: [""], max: 1' 'among: item 1 is empty'
    refuses 'check: spec.each, one-of: [""]' 'one-of: item 1 is empty'
    refuses 'check: spec.sequence, texts: [""]' 'texts: item 1 is empty'
    refuses 'check: spec.case, is: upper, except: [""]' 'except: item 1 is empty'
    refuses 'check: grammar.spelling, words: [""]' 'an item of `words` is empty'
    refuses 'check: structure.link-hosts, allowed: [""]' 'an item of `allowed` is empty'
    refuses 'check: privacy.email, allow: [""]' 'an item of `allow` is empty'
    refuses 'check: phrasing.terms, terms: [{write: "", never: [x]}]' '`write` is empty'
}

@test "a schema that lets nothing pass, or everything" {
    refuses 'check: spec.structure, parses: json, schema: {enum: []}' '`enum` is empty: give a value at least, or take it out'
    refuses 'check: spec.structure, parses: json, schema: {items: {anyOf: []}}' '`anyOf` is empty: give a schema at least'
}

@test "a unit beside phrases, which take its place" {
    refuses 'check: spec.count, unit: sentences, phrases: [x], max: 1' 'give a unit, or phrases and patterns, not both'
    refuses 'check: spec.ratio, of: {unit: words, patterns: [x]}, to: {unit: text}, max: 1' 'use spec.each with `matches` and `need: some`'
}

@test "an empty text that says something is taken" {
    printf 'name: sample\nrules:\n  label: {check: spec.equals, texts: ["yes", ""]}\n' >stet.yaml
    printf ' \n' >a.txt
    run "$STET" check a.txt
    has_status 0
    printf 'no\n' >a.txt
    run "$STET" check a.txt
    has_status 1
}
