#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# Slips of who writes a rule set: each is told at its place, with what to do.

load common

# The rule set on standard input is refused: the place and what is wrong ($1), what to do ($2).
refused() {
    cat >stet.yaml
    printf 'Fine.\n' >a.md
    run "$STET" check a.md
    has_status 2
    holds "stet.yaml:$1"
    holds "help: $2"
    lacks "no findings"
}

rule() {
    printf 'rules:\n  a:\n    check: phrasing.banned\n'
    printf '%b\n' "$@"
}

@test "a list whose hyphens have no space behind them is no text" {
    rule '    phrases:' '      -delve' '      -tapestry' |
        refused '5:7: error: this is one text that begins with a hyphen' 'an item of a list is a hyphen, a space and a text'
    rule '    patterns: -x' | refused '4:15: error: this is one text that begins with a hyphen' 'an item of a list'
    rule '    phrases: x' '    in:' '      -heading' |
        refused '6:7: error: ' 'did you mean `heading`?'
    rule '    phrases: x' '    examples:' '      bad:' '        -one' '        -two' |
        refused '7:9: error: this is one text' 'an item of a list'
    rule '    phrases: "-ish"' '    whole-words: false' >stet.yaml
    printf 'Greenish.\n\nGreen-ish.\n' >a.md
    run "$STET" check -q a.md
    [ "$output" = 'a.md:3:6: warning: do not write “-ish” [a]' ]
    rule '    phrases: fine' '    when: {id: -5}' >stet.yaml
    run "$STET" check -q a.md
    has_status 0
}

@test "phrases on lines of their own without hyphens are no phrase" {
    rule '    phrases:' '      delve' '      tapestry' |
        refused '5:7: error: this is one phrase of several lines' 'write a hyphen and a space before each'
    rule '    phrases: |' '      delve' '      tapestry' |
        refused '4:14: error: this is one phrase of several lines' 'write a hyphen and a space before each'
    rule '    phrases: |' '      fine' >stet.yaml
    printf 'Fine.\n' >a.md
    run "$STET" check -q a.md
    holds 'a.md:1:1: warning: do not write “Fine”'
}

@test "quotation marks of a word processor are no part of a phrase, unless quoted" {
    rule '    phrases: [x, “fine”]' | refused '4:18: error: the quotation marks “” are looked for' 'write straight ones'
    rule '    phrases: „fine“' | refused '4:14: error: the quotation marks „“' 'write straight ones'
    rule "    phrases: '“fine”'" >stet.yaml
    printf 'All is “fine”.\n' >a.md
    run "$STET" check -q a.md
    [ "$output" = 'a.md:1:8: warning: do not write ““fine”” [a]' ]
}

@test "a check that is written otherwise is what was meant" {
    refused '2:3: error: the rule `a` has no `check`' 'a space stands behind the colon of a key: `check: phrasing.banned`' <<'EOF'
rules:
  a: {check:phrasing.banned, phrases: x}
EOF
    refused '2:3: error: the rule `a` has no `check`' 'did you mean `check` in place of `Check`?' <<'EOF'
rules:
  a:
    Check: phrasing.banned
EOF
}

@test "spaces that do not break, null, and lists in odd places are told" {
    rule '\xC2\xA0\xC2\xA0\xC2\xA0\xC2\xA0phrases: [x]' |
        refused '4:1: error: a rule set has no key' 'it begins with a no-break space'
    rule '    phrases: [yes, null]' | refused '4:20: error: expected text, found nothing' 'null and ~ are nothing; in quotes they are text'
    rule '    phrases: - x' | refused '4:14: error: block sequence entries' 'the first item stands on a line of its own'
    rule '    phrases: [x' | refused '5:1: error: ' 'a bracket is not closed'
    rule '    phrases:' '      - x' '      -y' | refused '7:1: error: ' 'a key is followed by a colon and a space, and a hyphen'
}

@test "a name in a message that is nearly one is warned of" {
    rule '    phrases: fine' '    message: "{mtch} {{mtch}} {else}"' >stet.yaml
    printf 'Fine.\n' >a.md
    run "$STET" check a.md
    has_status 0
    holds 'stet.yaml:5:14: warning: {mtch} in the message is no name that `phrasing.banned` fills in'
    holds 'did you mean {match}?'
    [ "$(grep -c warning: <<<"$output")" -eq 2 ]
    holds 'a.md:1:1: warning: {mtch} {mtch} {else}'
}

@test "a rule set that is called stet.yml is told once, and is read when it is named" {
    mkdir -p project/texts/more
    cd project
    git init -q .
    rule '    phrases: fine' '    level: error' >stet.yml
    printf 'Fine.\n' | tee a.md texts/b.md texts/more/c.md >/dev/null
    run "$STET" check
    has_status 0
    [ "$(grep -c 'stet.yml: warning: this is not read: a rule set is called stet.yaml' <<<"$output")" -eq 1 ]
    holds 'help: rename it, or name it with --config'
    run "$STET" check -q -c stet.yml
    has_status 1
    lacks warning
    cd texts
    run "$STET" check more/c.md
    holds '../stet.yml: warning: this is not read'
    mv ../stet.yml ../stet.yaml
    run "$STET" check more/c.md
    has_status 1
    lacks warning
}

@test "a list of words that is no text is told" {
    rule '    phrases: {file: words.txt}' >stet.yaml
    printf 'Fine.\n' >a.md
    printf 'f\0i\0n\0e\0' >words.txt
    run "$STET" check a.md
    has_status 2
    holds 'words.txt:1:2: error: a NUL byte: this is no list of words'
    holds 'help: save the file as UTF-8'
    printf 'caf\xE9\n' >words.txt
    run "$STET" check a.md
    has_status 2
    holds 'words.txt:1:4: error: byte 0xE9 is not UTF-8'
    holds 'help: save the file as UTF-8'
}
