# SPDX-License-Identifier: Apache-2.0
# The rules of the cookbook are rules, and find what their examples say.
load common

# The rules of all blocks, as one rule set; a block "yaml set" is what stands beside rules.
cookbook() {
    local page=$BATS_TEST_DIRNAME/../../docs/cookbook.md
    printf 'name: cookbook\n'
    sed -n '/^```yaml set$/,/^```$/p' "$page" | sed '/^```/d'
    printf 'rules:\n'
    sed -n '/^```yaml$/,/^```$/p' "$page" | sed '/^```/d; s/^/  /'
}

@test "every rule of the cookbook passes its examples" {
    cookbook >stet.yaml
    run "$STET" test --strict
    echo "$output"
    has_status 0
}

@test "the cookbook states forty lines of a specification, each by a rule" {
    lines=$(grep -c '^\*\*.*\*\*' "$BATS_TEST_DIRNAME/../../docs/cookbook.md")
    rules=$(cookbook | sed '1,/^rules:/d' | grep -c '^  [a-z-]*:$')
    [ "$lines" -ge 40 ]
    [ "$rules" -ge "$lines" ]
}
