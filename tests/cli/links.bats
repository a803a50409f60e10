# SPDX-License-Identifier: Apache-2.0
# Relative links are followed from the folder of the text, wherever stet is started.
load common

texts() {
    mkdir -p docs/more
    printf 'rules:\n  targets: {check: structure.link-targets}\n' >stet.yaml
    printf 'See [a](more/a.md#x), [more](more/), [up](../stet.yaml), [b](b%%20c.md) and [no](more/b.md).\n' \
        >docs/text.md
    touch docs/more/a.md "docs/b c.md"
}

@test "a target that is there is found from another folder" {
    texts
    run "$STET" check --config stet.yaml docs/text.md
    echo "$output"
    [[ "$output" == *"there is no file “more/b.md”"* ]]
    [[ "$output" == *"1 warning in 1 source"* ]]
    cd docs/more
    run "$STET" check --config ../../stet.yaml ../text.md
    [[ "$output" == *"there is no file “more/b.md”"* ]]
    [[ "$output" == *"1 warning in 1 source"* ]]
}

@test "standard input and records lie in no folder, unless they have a name" {
    texts
    run "$STET" check --config stet.yaml - <docs/text.md
    echo "$output"
    [[ "$output" == *"no findings"* ]]
    printf '{"answer": "See [no](more/b.md)."}\n' >docs/texts.jsonl
    run "$STET" check --config stet.yaml docs/texts.jsonl
    echo "$output"
    [[ "$output" == *"no findings"* ]]
    run "$STET" check --config stet.yaml --stdin-filename docs/text.md - <docs/text.md
    echo "$output"
    [[ "$output" == *"1 warning in 1 source"* ]]
}

@test "an address that is not https is told where it stands, in a link and in capitals" {
    printf 'rules:\n  u: {check: spec.urls, secure: true}\n' >stet.yaml
    printf 'See [a page](http://example.org/x), [b][1] or HTTP://EXAMPLE.ORG/.\n\n[1]: http://example.com\n' >a.md
    run "$STET" check a.md
    holds 'a.md:1:14: warning: write https:// in “http://example.org/x”'
    holds 'a.md:1:37: warning: write https:// in “[b][1]”'
    holds 'a.md:1:47: warning: write https:// in “HTTP://EXAMPLE.ORG/”'
}
