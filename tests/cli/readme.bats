# SPDX-License-Identifier: Apache-2.0
# What the README shows is what the program says.
load common

@test "the run that the README shows" {
    root=$BATS_TEST_DIRNAME/../..
    sed -n '/^\$ \.\/bootstrap check/,/^```$/p' "$root/README.md" | sed '1d;$d' >shown.txt
    [ -s shown.txt ]
    shown=$PWD/shown.txt
    cd "$root"
    run "$STET" check tests/samples
    has_status 1
    diff "$shown" <(printf '%s\n' "$output")
}

@test "the rule set that the README shows is one, and its examples hold" {
    sed -n '/^## A rule set$/,/^## /p' "$BATS_TEST_DIRNAME/../../README.md" |
        sed -n '/^```yaml$/,/^```$/p' | sed '1d;$d' >stet.yaml
    grep -q '^rules:' stet.yaml
    run "$STET" test
    has_status 0
}
