#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# stet diff: what changed between two states of a specification, and which texts it means.

load common

FAILS="Texts that were accepted may now fail: "
PASSES="Texts that failed may now be accepted: "
NO_FAIL="No text that was accepted fails now."
NO_PASS="No text that failed is accepted now."

# Two sets with one rule each: a check, its level error, and $1 or $2 as its other keys.
pair() {
    local check=$1
    printf 'name: spec\nversion: 1\nrules:\n  one:\n    check: %s\n    level: error\n    %b\n' "$check" "$2" >old.yaml
    printf 'name: spec\nversion: 2\nrules:\n  one:\n    check: %s\n    level: error\n    %b\n' "$check" "$3" >new.yaml
}

# The diff says $1, and then whether texts may fail ($2) and pass ($3).
tells() {
    run -0 "$STET" diff --date 2026-11-26 old.yaml new.yaml
    holds "  $1"
    case $2 in
    fail) holds "$FAILS" ;;
    *) holds "$NO_FAIL" ;;
    esac
    case $3 in
    pass) holds "$PASSES" ;;
    *) holds "$NO_PASS" ;;
    esac
}

@test "nothing changed: comments, order, quotes and examples are not the rule" {
    pair phrasing.banned 'phrases: [a b, c d]' '# a comment\n    why: So.\n    phrases:\n      - "c d"\n      - a b\n    examples: {bad: a b}'
    run -0 "$STET" diff old.yaml new.yaml
    holds "spec 1 (old.yaml) -> spec 2 (new.yaml)"
    holds "nothing changed"
    holds "$NO_FAIL"
    holds "$NO_PASS"
    run -0 "$STET" diff old.yaml old.yaml
    holds "nothing changed"
}

@test "a rule is added, removed" {
    pair phrasing.banned 'phrases: a b' 'phrases: a b'
    sed -i 's/^  one:/  two:/' new.yaml
    run -0 "$STET" diff old.yaml new.yaml
    holds "one  was old.yaml:4
  removed: phrasing.banned, error: A banned phrase is used"
    holds "two  new.yaml:4
  added: phrasing.banned, error: A banned phrase is used"
    holds "1 added, 1 removed"
    holds "${FAILS}two."
    holds "${PASSES}one."
    run -1 "$STET" diff --exit-code old.yaml new.yaml
    run -0 "$STET" diff --exit-code new.yaml new.yaml
}

@test "what each unit must be: the bounds of all of them, not of some" {
    pair spec.each 'unit: sentences\n    size: words\n    max: 20' 'unit: sentences\n    size: words\n    max: 15'
    tells "stricter: max is 15, was 20" fail -
    pair spec.each 'one-of: [a, b]' 'one-of: [a, b, c]'
    tells "looser: one-of: 1 more (“c”)" - pass
    pair spec.each 'is: upper\n    need: some\n    least: 2' 'is: upper\n    need: some\n    least: 3'
    tells "stricter: least is 3, was 2" fail -
    pair spec.each 'size: words\n    max: 20\n    need: none' 'size: words\n    max: 15\n    need: none'
    tells "changed: max is 15, was 20" fail pass
}

@test "a minimum, a maximum, and a number that is the only one" {
    pair spec.count 'min: 3' 'min: 4'
    tells "stricter: min is 4, was 3" fail no
    pair spec.count 'max: 400' 'max: 350'
    tells "stricter: max is 350, was 400" fail no
    pair spec.count 'max: 350' 'max: 400'
    tells "looser: max is 400, was 350" no pass
    pair spec.count 'min: 1' 'min: 1\n    max: 400'
    tells "stricter: max is 400, was none" fail no
    pair spec.count 'min: 1\n    max: 400' 'min: 1'
    tells "looser: max is none, was 400" no pass
    pair spec.count 'exact: 3' 'exact: 4'
    tells "changed: exact is 4, was 3" fail pass
    pair spec.count 'min: 1' 'min: 1\n    exact: 4'
    tells "stricter: exact is 4, was none" fail no
    pair spec.count 'min: 1' 'min: 1\n    unit: sentences'
    tells "changed: unit is sentences, was auto" fail pass
}

@test "lists of what is banned, excepted, required" {
    pair phrasing.banned 'phrases: [a b]' 'phrases: [a b, c d, e f]'
    tells "stricter: phrases: 2 more (“c d”, “e f”)" fail no
    pair phrasing.banned 'phrases: [a b, c d]' 'phrases: [a b]'
    tells "looser: phrases: 1 less (“c d”)" no pass
    pair phrasing.banned 'phrases: [a b, c d]' 'phrases: [a b, e f]'
    tells "changed: phrases: 1 more (“e f”), 1 less (“c d”)" fail pass
    pair phrasing.banned 'phrases: [a b]' 'phrases: [a b]\n    except: [a b c]'
    tells "looser: except: 1 more (“a b c”)" no pass
    pair spec.require 'phrases: [a b]' 'phrases: [a b, c d]'
    tells "stricter: phrases: 1 more (“c d”)" fail no
    pair spec.require 'phrases: [a b]\n    need: any' 'phrases: [a b, c d]\n    need: any'
    tells "looser: phrases: 1 more (“c d”)" no pass
    pair spec.require 'phrases: [a b]\n    need: any' 'phrases: [a b, c d]\n    need: all'
    tells "changed: phrases: 1 more (“c d”)" fail pass
    pair structure.link-hosts 'allowed: [example.org]' 'forbidden: [example.com]'
    tells "stricter: forbidden: 1 more (“example.com”)" fail pass
    holds "looser: allowed: 1 less (“example.org”)"
}

@test "what another parameter turns round, or leaves open" {
    pair spec.structure 'sections: [A]' 'sections: [A, B]'
    tells "stricter: sections: 1 more (“B”)" fail no
    pair spec.structure 'sections: [A]\n    only: true' 'sections: [A, B]\n    only: true'
    tells "changed: sections: 1 more (“B”)" fail pass
    pair spec.equals 'texts: [Yes]' 'texts: [Yes, No]'
    tells "looser: texts: 1 more (“No”)" no pass
    pair spec.equals 'texts: [Yes]\n    differ: true' 'texts: [Yes, No]\n    differ: true'
    tells "stricter: texts: 1 more (“No”)" fail no
}

@test "a switch" {
    pair phrasing.banned 'phrases: a b' 'phrases: a b\n    whole-words: false'
    tells "stricter: whole-words is false, was true" fail no
    pair spec.structure 'sections: [A]' 'sections: [A]\n    ordered: false'
    tells "looser: ordered is false, was true" no pass
}

@test "what changes messages and fixes only" {
    pair phrasing.banned 'phrases: a b' 'phrases: a b\n    delete: true'
    tells "reworded: delete is true, was false" no no
    pair phrasing.banned 'phrases: a b\n    message: Out with it.' 'phrases: a b\n    message: Take it out.'
    tells "reworded: “Take it out.”, was “Out with it.”" no no
}

@test "another check" {
    pair phrasing.banned 'phrases: a b' 'phrases: a b'
    sed -i 's/phrasing.banned/spec.require/' new.yaml
    tells "changed: looks for something else: spec.require, was phrasing.banned" fail pass
}

@test "levels: what fails is what check fails for" {
    pair phrasing.banned 'phrases: a b' 'phrases: a b'
    sed -i 's/level: error/level: warning/' old.yaml
    tells "re-levelled: error, was warning" fail no
    run -0 "$STET" diff new.yaml old.yaml
    holds "re-levelled: warning, was error"
    holds "${PASSES}one."
    run -0 "$STET" diff --fail-on warning old.yaml new.yaml
    holds "re-levelled: error, was warning"
    holds "$NO_FAIL"
    sed -i 's/level: error/level: off/' new.yaml
    tells "switched-off: off, was warning" no no
    run -0 "$STET" diff --fail-on warning new.yaml old.yaml
    holds "switched-on: warning"
    holds "${FAILS}one."
}

@test "a warning that becomes stricter fails no text, unless warnings count" {
    pair spec.count 'max: 400' 'max: 350'
    sed -i 's/level: error/level: warning/' old.yaml new.yaml
    tells "stricter: max is 350, was 400" no no
    run -0 "$STET" diff --fail-on warning old.yaml new.yaml
    holds "${FAILS}one."
    run -0 "$STET" diff --fail-on never old.yaml new.yaml
    holds "$NO_FAIL"
}

@test "fields, kinds of block, places" {
    pair phrasing.banned 'phrases: a b\n    in: answer' 'phrases: a b\n    in: [answer, question]'
    tells "applies: looks also at the field question" fail no
    pair phrasing.banned 'phrases: a b' 'phrases: a b\n    in: [answer]'
    tells "applies: looks only at the field answer" no pass
    pair phrasing.banned 'phrases: a b\n    in: [answer]' 'phrases: a b'
    tells "applies: looks at every text, was only at answer" fail no
    pair phrasing.banned 'phrases: a b\n    in: [heading, item]' 'phrases: a b\n    in: [heading, cell]'
    tells "applies: looks also at blocks of kind cell, no longer at item" fail pass
    pair phrasing.banned 'phrases: a b' 'phrases: a b\n    at: text-start'
    tells "applies: what it looks for counts at text-start, was anywhere" no pass
    pair structure.sentence-length 'in: [item]' 'in: [item, cell]'
    tells "applies: looks also at blocks of kind cell" fail pass
}

@test "records" {
    local texts='texts:\n  - files: "*.jsonl"\n    fields: {category: /category, key: /key, answer: /answer}\n    text: answer\n'
    when() {
        pair phrasing.banned "phrases: a b\n    $1" "phrases: a b\n    $2"
        printf "$texts" | tee -a old.yaml >>new.yaml
    }
    when 'why: x' 'when: {category: recipe}'
    tells "applies: only for category: recipe" no pass
    when 'when: {category: recipe}' 'why: x'
    tells "applies: no longer only for category: recipe" fail no
    when 'when: {category: recipe}' 'when: {category: [recipe, travel]}'
    tells "applies: for category: 1 more (“travel”)" fail no
    when 'when: {category: {not: recipe}}' 'when: {category: {not: [recipe, travel]}}'
    tells "applies: for category, but not: 1 more (“travel”)" no pass
    when 'when: {category: recipe}' 'when: {category: {not: recipe}}'
    tells "applies: now for category: not recipe" fail pass
    when 'when: {category: recipe, key: 1}' 'when: {category: recipe, key: 2}'
    tells "applies: for key: 1 more (“2”), 1 less (“1”)" fail pass
}

@test "days" {
    pair phrasing.banned 'phrases: a b' 'phrases: a b\n    since: 2026-12-01'
    tells "applies: holds not yet: since 2026-12-01; was always" no pass
    pair phrasing.banned 'phrases: a b\n    since: 2026-12-01' 'phrases: a b\n    since: 2026-11-01'
    tells "applies: holds in force: since 2026-11-01; was not yet: since 2026-12-01" fail no
    pair phrasing.banned 'phrases: a b\n    until: 2026-12-01' 'phrases: a b'
    tells "applies: holds always; was in force: until 2026-12-01" fail no
    pair phrasing.banned 'phrases: a b\n    since: 2026-11-20\n    grace: 14 days' 'phrases: a b\n    since: 2026-11-20\n    grace: 1 week'
    tells "applies: holds grace: since 2026-11-20, grace 7 days; was grace: since 2026-11-20, grace 14 days" fail no
    pair phrasing.banned 'phrases: a b' 'phrases: a b\n    until: 2026-11-01'
    tells "switched-off: off, was error, since it is over" no pass
}

@test "files: overrides, texts, exclusions, words" {
    pair phrasing.banned 'phrases: a b' 'phrases: a b'
    printf 'overrides: [{files: drafts/, rules: {one: off}}]\n' >>new.yaml
    tells "switched-off: in drafts/: off, was error" no pass
    run -0 "$STET" diff new.yaml old.yaml
    holds "  switched-on: in drafts/: error"
    holds "${FAILS}one."
    pair spec.count 'max: 9' 'max: 9'
    printf 'overrides: [{files: drafts/, rules: {one: {max: 8}}}]\n' >>old.yaml
    printf 'overrides: [{files: drafts/, rules: {one: {max: 7}}}]\n' >>new.yaml
    tells "stricter: in drafts/: max is 7, was 8" fail no
    pair phrasing.banned 'phrases: a b' 'phrases: a b'
    printf 'exclude: [archive/]\n' >>new.yaml
    tells "applies: files that are not checked: 1 more (“archive/”)" no pass
    holds "the set itself"
    printf 'texts: [{files: "*.csv", fields: {a: A}, text: a}]\n' >>new.yaml
    tells "applies: how files become texts: 1 more (“*.csv”)" fail pass
    printf 'texts: [{files: "*.csv", fields: {a: B}, text: a}]\nexclude: [archive/]\n' >>old.yaml
    tells "applies: how files become texts: those of “*.csv” are read in another way" fail pass
    pair phrasing.banned 'phrases: a b' 'phrases: a b'
    printf 'Sigur\n' >words.txt
    printf 'dictionary: words.txt\n' >>new.yaml
    tells "applies: words of its own: 1 more (“Sigur”)" no pass
}

@test "what both extend is compared too" {
    printf 'rules:\n  one: {check: spec.count, level: error, max: 9}\n' >base-1.yaml
    printf 'rules:\n  one: {check: spec.count, level: error, max: 8}\n' >base-2.yaml
    printf 'extends: base-1.yaml\n' >old.yaml
    printf 'extends: base-2.yaml\n' >new.yaml
    tells "stricter: max is 8, was 9" fail no
    holds "one  base-2.yaml:2, was base-1.yaml:2"
    run -0 "$STET" diff stet:recommended stet:ai-prose
    holds "added: "
    holds "removed: "
}

@test "json is as its schema says" {
    pair spec.count 'max: 9' 'max: 8\n    since: 2026-12-01'
    run -0 --separate-stderr "$STET" diff -f json --date 2026-11-26 old.yaml new.yaml
    holds '"kind": "stricter"'
    holds '"key": "max"'
    holds '"text": "max is 8, was 9"'
    holds '"path": "new.yaml"'
    holds '"line": 4'
    holds '"fail_on": "error"'
    holds '"date": "2026-11-26"'
    local keys schema
    keys=$(grep -o '"[a-z_]*": ' <<<"$output" | sort -u)
    schema=$("$STET" schema diff)
    for key in $keys; do
        grep -qF -- "${key%:}" <<<"$schema" || { echo "not in the schema: $key"; return 1; }
    done
}

@test "what cannot be compared" {
    pair spec.count 'max: 9' 'maximum: 9'
    run "$STET" diff old.yaml new.yaml
    has_status 2
    holds "new.yaml:7:5: error:"
    run "$STET" diff old.yaml
    has_status 2
    holds "takes two rule sets"
    run "$STET" diff old.yaml none.yaml
    has_status 2
}

@test "a schema is another, or its file holds something else" {
    pair spec.structure 'parses: json' 'parses: json\n    schema: {type: object}'
    tells 'stricter: schema is given, was none' fail ''
    pair spec.structure 'parses: json\n    schema: {type: object}' 'parses: json\n    schema: {type: array}'
    tells 'changed: schema is another' fail pass
    mkdir old new
    pair spec.structure 'parses: json\n    schema: form.json' 'parses: json\n    schema: form.json'
    mv old.yaml old/set.yaml
    mv new.yaml new/set.yaml
    echo '{"type": "object"}' | tee old/form.json >new/form.json
    run -0 "$STET" diff old/set.yaml new/set.yaml
    holds "nothing changed"
    echo '{"type": "array"}' >new/form.json
    run -0 "$STET" diff old/set.yaml new/set.yaml
    holds "schema: the file holds something else"
    holds "$FAILS"
    holds "$PASSES"
}

@test "a set with several entries for the same files has not changed from itself" {
    printf '%s\n' 'texts:' \
        '  - {files: "*.jsonl", fields: {answer: /answer}, text: answer}' \
        '  - {files: "*.jsonl", fields: {reply: /reply}, text: reply}' \
        'rules:' '  r: {check: spec.count, max: 9}' >old.yaml
    run -0 "$STET" diff old.yaml old.yaml
    holds "nothing changed"
    sed 's|/reply|/response|' old.yaml >new.yaml
    run -0 "$STET" diff old.yaml new.yaml
    holds "nothing changed"
    sed 's|/answer|/response|' old.yaml >new.yaml
    run -0 "$STET" diff old.yaml new.yaml
    holds 'are read in another way'
}

@test "that records may lack their fields is another way to read them" {
    printf '%s\n' 'texts:' \
        '  - {files: "*.jsonl", fields: {answer: {path: /answer, optional: true}}, text: answer}' \
        'rules:' '  r: {check: spec.count, max: 9}' >old.yaml
    sed 's|text: answer}|text: answer, optional: true}|' old.yaml >new.yaml
    run -0 "$STET" diff old.yaml new.yaml
    holds 'are read in another way'
}
