# SPDX-License-Identifier: Apache-2.0
# The rules of the cookbook are rules, and find what their examples say.
load common

# The rules of all blocks, as one rule set.
cookbook() {
    printf 'name: cookbook\nrules:\n'
    sed -n '/^```yaml$/,/^```$/p' "$BATS_TEST_DIRNAME/../../docs/cookbook.md" |
        sed '/^```/d; s/^/  /'
}

@test "every rule of the cookbook passes its examples" {
    cookbook >stet.yaml
    run "$STET" test --strict
    echo "$output"
    has_status 0
}

@test "the cookbook states forty lines of a specification, each once" {
    lines=$(grep -c '^\*\*.*\*\*' "$BATS_TEST_DIRNAME/../../docs/cookbook.md")
    rules=$(cookbook | grep -c '^  [a-z-]*:$' )
    [ "$lines" -ge 40 ]
    [ "$rules" -eq "$lines" ]
}
