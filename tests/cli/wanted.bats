#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# Messages name what the rule wants, and stand where it is wanted.

load common

@test "what is missing is named, and what is there is not" {
    cat >stet.yaml <<'EOF'
name: sample
rules:
  all: {check: spec.require, phrases: [flour, milk, nuts]}
  any: {check: spec.require, need: any, phrases: [rye], patterns: ['oats?']}
  many: {check: spec.require, need: any, phrases: [a1, a2, a3, a4, a5, a6, a7]}
EOF
    echo 'It holds flour and milk.' >a.md
    run "$STET" check a.md
    has_status 1
    holds '“nuts” is required and missing (2 of 3 found) [all]'
    holds '“rye” or “oats?” is required and missing (0 of 1 found) [any]'
    holds '“a1”, “a2”, “a3”, “a4”, “a5” or 2 more is required'
}

@test "how a text must start and end is named" {
    cat >stet.yaml <<'EOF'
name: sample
rules:
  starts: {check: spec.anchor, starts: [however, but]}
  ends: {check: spec.anchor, end-patterns: ['\?'], end-texts: [Amen.]}
EOF
    echo 'It is so.' >a.md
    run "$STET" check a.md
    has_status 1
    holds 'a.md:1:1: error: the text must start with “however” or “but” [starts]'
    holds 'a.md:1:9: error: the text must end with “\?” or “Amen.” [ends]'
}

@test "one of a size is one" {
    cat >stet.yaml <<'EOF'
name: sample
rules:
  size: {check: spec.each, unit: paragraphs, size: words, min: 2}
  grows: {check: spec.sequence, unit: paragraphs, by: words}
EOF
    printf 'Two words.\n\nOne.\n' >a.md
    run "$STET" check a.md
    has_status 1
    holds 'a.md:3:1: error: this paragraph has 1 word; it must have at least 2 [size]'
    holds 'this paragraph has 1 word, the one before 2'
}

@test "of texts in a row what is too much, and what is missing, is told in its place" {
    printf 'name: sample\nrules:\n  days: {check: spec.sequence, unit: items, texts: [Mon, Tue]}\n' >stet.yaml
    printf -- '- Mon\n- Tue\n- Wed\n' >more.md
    printf -- '- Mon\n' >less.md
    printf 'None.\n' >none.md
    run "$STET" check .
    has_status 1
    holds 'more.md:3:3: error: this item is one too many: “Tue” must be the last [days]'
    holds 'less.md:1:3: error: behind this item “Tue” must follow [days]'
    holds 'none.md:1:1: error: there is no item, and the first must be “Mon” [days]'
}

@test "of several citations in brackets the one without an entry is named" {
    printf 'name: sample\nrules:\n  cited: {check: spec.citations, level: error}\n' >stet.yaml
    printf 'It is so [1, 2-3].\n\n[1]: a\n\n[3]: b\n' >a.md
    run "$STET" check a.md
    has_status 1
    holds 'a.md:1:10: error: “[2]” has no entry among the sources'
    lacks '“[1'
    lacks '“[3'
}
