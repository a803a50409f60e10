# SPDX-License-Identifier: Apache-2.0
# What a rule reads, and how: what is not known is an error, never a silent pass.
load common

refuses() { # PARAMETERS MESSAGE
    printf 'name: sample\nrules:\n  counted: {%s}\n' "$1" >stet.yaml
    echo "One." >a.md
    run "$STET" check a.md
    has_status 2
    holds "$2"
}

@test "an unknown unit, profile or case is an error" {
    refuses 'check: spec.count, unit: wrods, min: 1' 'did you mean `words`?'
    refuses 'check: spec.count, profile: ifevil, min: 1' 'did you mean `ifeval`?'
    refuses 'check: spec.count, written: title, min: 1' '`written` cannot be `title`'
}

@test "a unit that a profile does not have is an error" {
    refuses 'check: spec.count, unit: tables, profile: ifeval, min: 1' 'the profile `ifeval` has no unit `tables`'
    refuses 'check: spec.count, unit: tokens, min: 1' 'the profile `stet` has no unit `tokens`'
    refuses 'check: spec.anchor, unit: headings, profile: ifeval, is: x' 'the profile `ifeval` has no unit `headings`'
    refuses 'check: spec.anchor, inner: headings, inner-nth: 1, profile: ifeval, is: x' 'has no unit `headings`'
    refuses 'check: spec.ratio, of: {unit: images}, to: {unit: words}, profile: ifeval' 'has no unit `images`'
    refuses 'check: spec.case, is: title, profile: ifeval' 'the profile `ifeval` knows upper and lower'
    refuses 'check: spec.structure, sections: [A], profile: ifeval' 'the profile `ifeval` knows'
    refuses 'check: spec.count, unit: parts, profile: ifeval, min: 1' 'give what parts the parts'
}

@test "a count says where the first is that is too many" {
    cat >stet.yaml <<'EOF'
name: sample
rules:
  few-words: {check: spec.count, max: 2}
  few-lines: {check: spec.count, unit: lines, max: 1}
  few-literal: {check: spec.count, profile: ifeval, max: 3}
  few-cats: {check: spec.count, phrases: [cat], max: 1, what: cats}
EOF
    printf 'One **cat**, two\n`cat` three\n' >a.md
    run "$STET" check a.md
    has_status 1
    holds 'a.md:1:14: error: 5 words; at most 2 are allowed [few-words]'
    holds 'a.md:2:1: error: 2 lines; at most 1 is allowed [few-lines]'
    holds 'a.md:2:2: error: 5 words; at most 3 are allowed [few-literal]'
    holds 'a.md:2:2: error: 2 cats; at most 1 is allowed [few-cats]'
}

@test "bounds of nothing and of one are said as people say them" {
    cat >stet.yaml <<'EOF'
name: sample
rules:
  a: {check: spec.count, unit: bullets, max: 0}
  b: {check: spec.count, unit: bullets, exact: 1}
  c: {check: spec.count, unit: numbered-items, min: 1}
  d: {check: spec.each, one-of: [a], need: some, most: 0}
  e: {check: spec.ratio, of: {unit: bullets}, to: {unit: words}, max: 0}
  f: {check: spec.sequence, unit: items, most: 1}
  g: {check: phrasing.limit, phrases: [a], max: 0}
  h: {check: phrasing.occurrence, phrases: [a], max: 0}
  i: {check: spec.compare, text: a b, measure: overlap, max: 0}
  j: {check: structure.table-shape}
EOF
    printf -- '- a b\n- a\n' >a.md
    printf '| a | b |\n|---|---|\n' >b.md
    run "$STET" check a.md b.md
    has_status 1
    holds 'a table of 0 rows under its header; at least 1 is wanted [j]'
    holds '2 bullets; none is allowed [a]'
    holds '2 bullets; exactly 1 is required [b]'
    holds '0 numbered items; at least 1 is required [c]'
    holds '2 of 3 words are a; none may be [d]'
    holds '2 bullets to 3 words; none is allowed [e]'
    holds '2 items; at most 1 is allowed [f]'
    holds '“a” is the 1. of its kind here; none is allowed [g]'
    holds '“a” may not stand here [h]'
    holds '2 words stand both here and in the given text; none may: say it in other words [i]'
}

@test "what must stand at a place that is not there is told" {
    cat >stet.yaml <<'EOF'
name: sample
rules:
  third: {check: spec.anchor, unit: sentences, nth: 3, inner-nth: -1, is: [end]}
  last: {check: spec.anchor, unit: paragraphs, nth: -1, starts: [So], what: So}
EOF
    printf 'It is. It was.\n\nBut it ends.\n' >a.md
    run "$STET" check a.md
    has_status 1
    holds 'a.md:3:8: error: the last word of sentence 3 must be “end” [third]'
    holds 'a.md:3:1: error: the last paragraph must start with So [last]'
    printf 'So it is.\n' >a.md
    run "$STET" check a.md
    has_status 1
    holds 'a.md:1:1: error: there is no last word of sentence 3, which must be “end” [third]'
    lacks '[last]'
}

@test "findings of a specification stand beside others in the same place" {
    cat >stet.yaml <<'EOF'
name: sample
rules:
  no-cats: {check: spec.forbid, phrases: [cat]}
  no-pets: {check: spec.forbid, phrases: [cat, dog]}
  style: {check: phrasing.banned, phrases: [cat], level: warning, message: No.}
EOF
    echo 'A cat.' >a.md
    run "$STET" check a.md
    has_status 1
    holds '[no-cats]'
    holds '[no-pets]'
    holds '[style]'
}

@test "a ratio without a bound is refused: it would let everything pass" {
    printf 'rules:\n  r: {check: spec.ratio, of: {unit: words}, to: {unit: sentences}}\n' >stet.yaml
    echo 'One. Two.' >a.md
    run "$STET" check a.md
    has_status 2
    holds "rule 'r', min: give min or max"
}

@test "too many characters are told at the first that is too many, blanks counted" {
    printf 'rules:\n  width: {check: spec.count, unit: characters, max: 6}\n' >stet.yaml
    echo 'a b c d e' >a.md
    run --separate-stderr "$STET" check -q a.md
    has_status 1
    holds 'a.md:1:7: error: 9 characters; at most 6 are allowed [width]'
}

@test "a separator that nothing would look at is refused" {
    refuses 'check: spec.count, unit: paragraphs, separator: "***", max: 1' 'only the unit `parts` has a separator'
    refuses 'check: spec.each, unit: words, separator: "/", is: upper' 'only the unit `parts` has a separator'
}
