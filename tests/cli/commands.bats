# SPDX-License-Identifier: Apache-2.0
# The small commands, help and usage.
load common

@test "without arguments help, status 2" {
    run "$STET"
    has_status 2
    holds "Usage: stet COMMAND"
    run "$STET" --help
    has_status 0
    holds "stet PATH...        short for stet check PATH..."
}

@test "the version is one line" {
    run "$STET" --version
    has_status 0
    [[ "$output" =~ ^stet\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
}

@test "help for a command, both ways" {
    run "$STET" help check
    first=$output
    has_status 0
    run "$STET" check --help
    has_status 0
    [ "$output" = "$first" ]
    run "$STET" help chekc
    has_status 2
    holds "did you mean “check”?"
}

@test "a mistyped command is told" {
    run "$STET" explian
    has_status 2
    holds "did you mean “stet explain”?"
}

@test "an argument that nobody reads is told" {
    rule_set
    mkdir a
    while read -r words; do
        # shellcheck disable=SC2086
        run "$STET" $words surplus
        has_status 2
        holds "has no use for “surplus”"
        holds "usage: stet ${words%% *} [OPTION...]"
    done <<'EOF'
plugins
rules .
init a
hook install
man check
help check
schema rules
completion bash
bundle .
diff stet.yaml stet.yaml
explain plain
import ifeval a
report a
EOF
    [ ! -e a/stet.yaml ]
    run "$STET" plugins surplus --help
    has_status 0
}

@test "a command behind options is told, and so is a mistyped one for a man page" {
    rule_set
    printf 'Fine.\n' >a.md
    run "$STET" --quiet check a.md
    has_status 2
    holds "there is no file “check”"
    holds "the command comes first: stet check"
    mkdir check
    run "$STET" --quiet check a.md
    has_status 0
    run "$STET" man chek
    has_status 2
    holds "did you mean “check”?"
}

@test "rules that cannot be read have no name" {
    run "$STET" rules nosuch.yaml
    has_status 2
    [ "$output" = "nosuch.yaml: error: no such file" ]
    rule_set
    run --separate-stderr "$STET" rules
    [ "$stderr" = "stet: note: rule set sample 7, stet.yaml" ]
    sed -i '/^version/d' stet.yaml
    run --separate-stderr "$STET" rules
    [ "$stderr" = "stet: note: rule set sample, stet.yaml" ]
}

@test "explain knows rules, check types and plugins" {
    rule_set
    run "$STET" explain no-disclaimer
    has_status 0
    holds "phrasing.banned"
    holds "as an AI language model"
    run "$STET" explain phrasing.prefer
    has_status 0
    holds "pairs"
    run "$STET" explain phrasing
    has_status 0
    holds "phrasing.banned - "
    run "$STET" explain no-disclamer
    has_status 2
    holds "did you mean “no-disclaimer”?"
    run "$STET" explain phrasng
    has_status 2
    holds "did you mean “phrasing”?"
}

@test "rules lists names, levels and check types" {
    rule_set
    run --separate-stderr "$STET" rules
    has_status 0
    [ "${#lines[@]}" -eq 2 ]
    [[ "${lines[0]}" =~ ^no-disclaimer\ +error\ +phrasing.banned\ +sample$ ]]
    run "$STET" rules --names
    [ "$output" = $'no-disclaimer\nplain' ]
    run "$STET" rules --shipped
    has_status 0
    holds "stet:"
}

@test "plugins lists what is loaded, and says what cannot be" {
    run "$STET" plugins
    has_status 0
    holds "phrasing.banned"
    run "$STET" plugins --plugin /nowhere/x.so
    has_status 2
    holds "/nowhere/x.so"
}

@test "files says what would be checked and why not the others" {
    rule_set
    mkdir .hidden
    printf 'x\n' >.hidden/a.md
    printf 'x\n' >a.md
    printf 'x\n' >b.bin
    run "$STET" files
    has_status 0
    holds "a.md: markdown, rule set sample"
    holds ".hidden/: left out: a hidden folder"
    holds "b.bin: left out: "
    run "$STET" files --names
    [ "$output" = a.md ]
}

@test "test runs the examples beside the rules" {
    rule_set
    run "$STET" test
    has_status 0
    holds "sample: 4 of 4 examples of 2 rules as they should be"
    sed -i 's/trained in 2023/, as an AI language model,/; s/fixed: "We use it."/fixed: "We used it."/' stet.yaml
    run "$STET" test
    has_status 1
    holds "stet.yaml:11:"
    holds "no-disclaimer: this good example is found"
    holds "plain: this example is not mended as it should be"
    sed -i 's/bad: \["As an AI.*/bad: ["Nothing."]/' stet.yaml
    run "$STET" test stet.yaml
    has_status 1
    holds "no-disclaimer: this bad example is not found"
}

@test "test notes rules without examples and costly patterns" {
    printf 'name: x\nrules:\n  a: {check: phrasing.banned, patterns: ["[0-9]+ [a-z]+"]}\n' >stet.yaml
    run "$STET" test
    has_status 0
    holds "a has no examples"
    holds "requires no fixed piece of text"
    run "$STET" test --strict
    has_status 1
    printf 'name: y\nrules:\n  b: {check: phrasing.banned, patterns: [", \\\\w+ing"]}\n' >y.yaml
    run "$STET" test y.yaml
    holds "may begin anywhere before that"
    printf 'name: z\nextends: [y.yaml, stet:ai-prose]\nrules:\n  c: {check: phrasing.banned, patterns: [", \\\\w{1,9}ing"]}\n' >z.yaml
    run "$STET" test z.yaml
    has_status 0
    lacks "the pattern"
}

@test "the schemas are JSON" {
    run --separate-stderr "$STET" schema rules
    has_status 0
    holds '"$schema": "http://json-schema.org/draft-07/schema#"'
    holds 'phrasing.banned'
    run --separate-stderr "$STET" schema findings
    has_status 0
    holds '"const": "failure"'
    run --separate-stderr "$STET" schema diff
    has_status 0
    holds '"may_fail"'
    run --separate-stderr "$STET" schema impact
    has_status 0
    holds '"newly_rejected"'
    run "$STET" schema
    has_status 2
}

@test "init writes a rule set once" {
    mkdir "My Project"
    cd "My Project"
    run "$STET" init
    has_status 0
    grep -q '^name: my-project$' stet.yaml
    grep -q 'draft-07' .stet/schema.json
    echo changed >stet.yaml
    run "$STET" init
    has_status 2
    [ "$(cat stet.yaml)" = changed ]
}

@test "init writes what can be read in a folder of any name" {
    for name in null true 007 '- x: #y' "it's" $'new\nline' 'ключ'; do
        mkdir -- "$name"
        run "$STET" init -q -- "$name"
        has_status 0
        (cd -- "$name" && "$STET" rules -q --names >/dev/null)
    done
}

@test "a man page has the statuses that its command ends with" {
    for command in check test diff compare impact; do
        [ "$("$STET" man $command | grep -cx '\.B [012]')" -eq 3 ]
    done
    for command in audit filter merge report bundle files; do
        [ "$("$STET" man $command | grep -x '\.B [012]')" = $'.B 0\n.B 2' ]
    done
}

@test "man pages have no formatting errors" {
    for page in "" audit check filter merge report compare impact bundle explain rules plugins files test diff schema init baseline hook man completion help; do
        run --separate-stderr "$STET" man $page
        has_status 0
        [[ "${lines[0]}" == .TH* ]]
        if command -v groff >/dev/null; then
            [ -z "$(printf '%s\n' "$output" | groff -man -Tutf8 -ww -z 2>&1)" ]
        fi
    done
}

@test "the bash completion completes" {
    rule_set
    "$STET" completion bash >stet.bash
    # Old bashes have neither of the two.
    PATH="$(dirname "$STET"):$PATH" run bash -c '
        enable -n mapfile compopt
        . ./stet.bash
        try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _stet; echo "$*:" "${COMPREPLY[@]}"; }
        try stet ch
        try stet check --fail-on su
        try stet check --format sar
        try stet explain no-
        try stet schema f
        try stet check --format = sar
        try stet check --config = stet : rec
        try stet --fail-on nev
        try stet --uns
        try stet baseline create cr
        touch "rules a"
        try stet rul
        try stet check --config st'
    has_status 0
    holds "stet ch: check"
    holds "--fail-on su: suggestion"
    holds "--format sar: sarif"
    holds "explain no-: no-disclaimer"
    holds "schema f: findings"
    holds "--format = sar: sarif"
    holds "--config = stet : rec: recommendations recommended"
    holds "--fail-on nev: never"
    holds "--uns: --unsafe-fixes"
    holds "baseline create cr:"
    lacks "baseline create cr: create"
    holds "stet rul: rules rules a"
    holds "stet:recommended"
    holds " stet.yaml"
    lacks "not found"
    run "$STET" completion tcsh
    has_status 2
}
