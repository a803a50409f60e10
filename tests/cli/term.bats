#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# Rules that hold from a day or a version on, or until one: `since`, `until`, `grace`.

load common

# A rule set with one rule that holds as $1 says, and a text that breaks it.
term() {
    cat >stet.yaml <<YAML
name: dated
version: ${2:-1}
rules:
  no-delve:
    check: phrasing.banned
    level: error
    phrases: delve
    message: Take out “{match}”.
    $1
    examples: {bad: We delve., good: We dig.}
YAML
    echo "We delve in." >a.md
}

# On day $1 the check has status $2 and says $3.
on() {
    run --separate-stderr "$STET" check --date "$1" a.md
    [ "$status" -eq "$2" ] || { echo "status $status on $1: $output $stderr"; return 1; }
    [ -z "${3:-}" ] || holds "$3"
    [ -n "${3:-}" ] || [ -z "$output" ] || { echo "unwanted: $output"; return 1; }
}

@test "before since a rule is silent, in its grace it warns, then it is an error" {
    term $'since: 2026-11-30\n    grace: 14 days'
    on 2026-11-29 0
    on 2026-11-30 0 "warning: Take out “delve”. (from 14 December 2026 on an error)"
    on 2026-12-13 0 "warning: Take out “delve”. (from 14 December 2026 on an error)"
    on 2026-12-14 1 "error: Take out “delve”."
    lacks "from 14 December"
}

@test "behind until it is silent" {
    term "until: 2026-11-30"
    on 2026-11-30 1 "error: Take out"
    on 2026-12-01 0
}

@test "versions are those of the rule set" {
    term "since: 2026.11.12" 2026.11.3
    on 2026-01-01 0
    term "since: 2026.11.12" 2026.11.12
    on 2026-01-01 1 "error: Take out"
    term "until: 2026.11.12" 2026.11.13
    on 2026-01-01 0
}

@test "the day comes from --date, else SOURCE_DATE_EPOCH, else the clock" {
    term "since: 2026-12-01"
    # 2026-12-01 00:00:00 UTC, and the second before.
    SOURCE_DATE_EPOCH=1796083200 run "$STET" check a.md
    has_status 1
    SOURCE_DATE_EPOCH=1796083199 run "$STET" check a.md
    has_status 0
    SOURCE_DATE_EPOCH=1796083200 run "$STET" check --date 2026-11-01 a.md
    has_status 0
    term "since: 2020-01-01"
    run "$STET" check a.md
    has_status 1
    term "until: 2020-01-01"
    run "$STET" check a.md
    has_status 0
    run "$STET" check --date 2026-02-30 a.md
    has_status 2
    holds "--date takes a day, YYYY-MM-DD, not “2026-02-30”"
    SOURCE_DATE_EPOCH=soon run "$STET" check a.md
    has_status 2
    holds "SOURCE_DATE_EPOCH is a number of seconds"
}

@test "reports tell the day where it decides, and only there" {
    term "since: 2026-12-01"
    run --separate-stderr "$STET" check --date 2026-11-01 -f jsonl a.md
    holds '"date":"2026-11-01"'
    run "$STET" check --date 2026-11-01 a.md
    holds "by the rules of 2026-11-01"
    term "since: 1" 2
    run "$STET" check --date 2026-11-01 -f jsonl a.md
    lacks '"date"'
    lacks "by the rules of"
}

@test "a fingerprint is the same in the grace and behind it" {
    term $'since: 2026-11-30\n    grace: 2 weeks'
    "$STET" check -q --date 2026-12-01 -f jsonl a.md >one || true
    "$STET" check -q --date 2027-12-01 -f jsonl a.md >two || true
    [ "$(grep -o '"fingerprint":"[0-9a-f]*"' one)" = "$(grep -o '"fingerprint":"[0-9a-f]*"' two)" ]
    "$STET" baseline create -q --date 2026-12-01 --reason "an old text" a.md
    run -0 "$STET" check --date 2027-12-01 --baseline stet-baseline.json a.md
}

@test "the grace is of the level that a file has" {
    term $'since: 2026-11-30\n    grace: 14 days'
    cat >>stet.yaml <<'YAML'
overrides:
  - {files: a.md, rules: {no-delve: suggestion}}
YAML
    on 2026-12-01 0 "suggestion: Take out “delve”."
    lacks "from 14 December"
}

@test "overrides and sets that extend another may change the term" {
    term "since: 2026-12-01"
    cat >>stet.yaml <<'YAML'
overrides:
  - {files: a.md, rules: {no-delve: {since: 2026-11-01}}}
YAML
    on 2026-11-15 1 "error: Take out"
    term "since: 2026-12-01"
    mv stet.yaml base.yaml
    printf 'extends: base.yaml\nrules:\n  no-delve: {until: 2026-12-24}\n' >stet.yaml
    on 2026-11-15 0
    on 2026-12-15 1 "error: Take out"
    on 2026-12-25 0
}

@test "explain and rules show the state" {
    term "since: 2026-12-01"
    run -0 "$STET" explain --date 2026-11-01 no-delve
    holds "  term: not yet: since 2026-12-01"
    run -0 "$STET" rules -q --date 2026-12-01
    holds "  in force: since 2026-12-01"
    term "until: 2026-12-01"
    run -0 "$STET" rules -q --date 2026-12-02
    holds "  over: until 2026-12-01"
}

@test "test tries a rule that holds not yet, and warns of one that is over" {
    term "since: 2999-12-01"
    run -0 "$STET" test
    holds "2 of 2 examples"
    lacks "warning"
    term "until: 2020-12-01"
    run -0 "$STET" test
    holds "warning: no-delve holds no longer (over: until 2020-12-01)"
    holds "2 of 2 examples"
}

@test "a mark may stand in a text before its rule holds" {
    term "since: 2026-12-01"
    printf '<!-- stet no-delve: we quote -->\n\nWe delve in.\n' >a.md
    on 2026-11-01 0
    on 2026-12-01 0
}

@test "mending leaves alone what does not hold" {
    term "since: 2026-12-01"
    sed -i 's/    phrases: delve/    phrases: delve\n    delete: true\n    safe: true/' stet.yaml
    run -0 "$STET" check --date 2026-11-01 --fix a.md
    [ "$(cat a.md)" = "We delve in." ]
    run "$STET" check --date 2026-12-01 --fix a.md
    [ "$(cat a.md)" = "We in." ]
}
