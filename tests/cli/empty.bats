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

@test "a unit or a parameter that would be ignored" {
    refuses 'check: spec.each, unit: sentences, patterns: [x], size: number, max: 1' 'unit: give a unit or patterns, not both'
    refuses 'check: spec.sequence, unit: words, patterns: [x], by: number' 'unit: give a unit or patterns, not both'
    refuses 'check: spec.each, is: upper, distinct: true' '`distinct` goes with `need: some`'
    refuses 'check: spec.structure, parses: json, only: true' 'only: say with `sections`'
    refuses 'check: spec.structure, parses: json, ordered: false' 'ordered: say with `sections`'
    refuses 'check: spec.structure, parses: json, heading-level: 2' 'heading-level: say with `sections`'
    refuses 'check: spec.structure, parses: json, code-blocks: each, fenced: false' '`code-blocks` looks at code blocks only'
    refuses 'check: spec.citations, defined: false, used: false, consecutive: false' 'this rule looks for nothing'
    refuses 'check: record.fields, fields: [{path: q}], also: [z]' '`also` goes with `only: true`'
    refuses 'check: record.distinct, fields: [q]' 'give two paths, or one with *'
}

@test "bounds that nothing can keep, or that nothing can break" {
    refuses 'check: spec.compare, text: It is., measure: containment, max: 25' 'max: this measure is a share, from 0 to 1'
    refuses 'check: spec.compare, text: It is., measure: edit, min: 30' 'min: this measure is a share, from 0 to 1'
    refuses 'check: batch.balance, of: answer, min-share: 0.5, max-share: 0.2' 'the least share is larger than the greatest'
}

@test "a pattern that matches no text" {
    refuses 'check: spec.require, patterns: ["^(?=.*flour)(?=.*milk)"]' 'the pattern matches a place and no text: it finds nothing'
    refuses 'check: spec.forbid, patterns: ["(?=flour)"]' 'the pattern matches a place and no text'
}

@test "what each unit must match may be a place in it" {
    printf 'name: sample\nrules:\n  calm: {check: spec.each, unit: sentences, matches: ["^(?!.*very)"]}\n' >stet.yaml
    printf 'It is good. It is very good.\n' >a.md
    run "$STET" check a.md
    has_status 1
    holds 'a.md:1:13: error: this sentence'
    lacks 'a.md:1:1:'
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
