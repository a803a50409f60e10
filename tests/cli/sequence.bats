# SPDX-License-Identifier: Apache-2.0
# spec.sequence and spec.each: where and what they tell, and which rules they refuse.
load common

rule() { # NAME: VALUE, ...
    printf 'name: r\nrules:\n  r: {%s}\n' "$1" >stet.yaml
}

@test "the first unit out of order is told, with both numbers" {
    rule 'check: spec.sequence, by: words'
    printf 'One. Two words. Only two. One.\n' >a.md
    run "$STET" check a.md
    has_status 1
    holds 'a.md:1:17: error: this sentence has 2 words, the one before 2: each must have more'
    lacks 'a.md:1:27'
}

@test "what an order wants is said in words" {
    printf -- '- pear\n- apple\n' >a.md
    rule 'check: spec.sequence, unit: items, by: text'
    run "$STET" check a.md
    holds 'a.md:2:3: error: this item is out of order: it may not stand behind “pear”'
    rule 'check: spec.sequence, unit: words, by: first-letter, order: next'
    run "$STET" check a.md
    holds 'a.md:2:3: error: this word must start with the letter “q”'
    rule 'check: spec.sequence, unit: items, texts: [pear, plum]'
    run "$STET" check a.md
    holds 'a.md:2:3: error: this item must be “plum”'
    rule 'check: spec.sequence, unit: items, least: 3'
    run "$STET" check a.md
    holds 'a.md:1:3: error: 2 items; at least 3 are required'
}

@test "each unit that is wrong is told, twenty at most" {
    rule 'check: spec.each, size: characters, max: 3'
    for _ in $(seq 30); do printf 'a long line\n'; done >a.md
    run "$STET" check a.md
    has_status 1
    holds 'a.md:1:3: error: this word has 4 characters; it must have at most 3'
    holds 'a.md:10:8:'
    lacks 'a.md:11:'
}

@test "a unit that must be there and is not" {
    printf 'One. Two.\n' >a.md
    rule 'check: spec.each, unit: sentences, nth: 3, is: question'
    run "$STET" check a.md
    holds 'a.md:1:1: error: there is no sentence 3: the text has 2'
    rule 'check: spec.each, need: some, least: 2, is: palindrome'
    run "$STET" check a.md
    holds 'a.md:1:1: error: 0 of 2 words are a palindrome; at least 2 must be'
}

@test "rules that mean nothing are refused" {
    refuses() { # RULE MESSAGE
        rule "$1"
        run "$STET" check stet.yaml
        has_status 2
        holds "$2"
    }
    refuses 'check: spec.each' 'give what a unit must be'
    refuses 'check: spec.each, size: words' 'size needs min or max'
    refuses 'check: spec.each, is: verb, need: some' '`some` goes with least or most'
    refuses 'check: spec.each, is: verb, nth: 1, every: 2' 'give nth or every, not both'
    refuses 'check: spec.each, is: verb, unit: bullets, profile: ifbench' 'the profile `ifbench` has no unit `bullets`'
    refuses 'check: spec.each, is: verb, unit: parts, profile: ifbench' 'give what parts the parts'
    refuses 'check: spec.sequence, by: text, order: alternating' '`text` cannot be alternating'
    refuses 'check: spec.sequence, by: text, step: 2' 'only a number that increases or decreases has a step'
    refuses 'check: spec.sequence, by: words, first: a' '`first` goes with by: first-letter'
}

@test "a share of units from more than to fewer is refused" {
    printf 'One. Two.\n' >a.md
    rule 'check: spec.each, is: upper, need: some, least: 3, most: 2'
    run "$STET" check a.md
    has_status 2
    holds "rule 'r', least: least is larger than most"
}

@test "a word that stands too often is told once" {
    printf 'So it is so, and so it was, and it is so.\n' >a.md
    rule 'check: spec.each, size: occurrences, max: 2'
    run --separate-stderr "$STET" check a.md
    has_status 1
    [ "${#lines[@]}" -eq 2 ]
    [[ ${lines[0]} == 'a.md:1:1: error: this word has 4 occurrences'* ]]
    [[ ${lines[1]} == 'a.md:1:4: error: this word has 3 occurrences'* ]]
}
