# SPDX-License-Identifier: Apache-2.0
# The index of git, and the pre-commit hook.
load common

@test "what is staged is checked, not the work tree" {
    repository
    rule_set
    printf 'As an AI language model.\n' >a.md
    git add .
    printf 'Fine.\n' >a.md
    run --separate-stderr "$STET" check --staged
    has_status 1
    [ "${#lines[@]}" -eq 1 ]
    holds "a.md:1:1: error"
    git add a.md
    printf 'As an AI language model.\n' >a.md
    run --separate-stderr "$STET" check --staged
    has_status 0
    [ -z "$output" ]
}

@test "the rule set comes from the index too" {
    repository
    rule_set
    printf 'As an AI language model.\n' >a.md
    git add .
    printf 'name: broken\nrules: 7\n' >stet.yaml
    run "$STET" check --staged
    has_status 1
    holds "[no-disclaimer]"
}

@test "a rule set that is not in the index is told" {
    repository
    rule_set
    printf 'As an AI language model.\n' >a.md
    git add a.md
    run --separate-stderr "$STET" check --staged
    [[ $stderr == *"note: stet.yaml is not in the index of git, and so does not count: git add stet.yaml"* ]]
    git add stet.yaml
    run --separate-stderr "$STET" check --staged
    [[ $stderr != *note:* ]]
    git rm -q --cached stet.yaml
    run --separate-stderr "$STET" check --staged -c stet.yaml
    [[ $stderr != *note:* ]]
}

@test "only what changed is looked at, and deleted files are not" {
    repository
    rule_set
    printf 'As an AI language model.\n' >old.md
    printf 'Text.\n' >gone.md
    git add .
    git commit -q -m first
    git rm -q gone.md
    printf 'We utilise it.\n' >'odd “name” .md'
    git add .
    run --separate-stderr "$STET" check --staged
    has_status 0
    [ "${#lines[@]}" -eq 1 ]
    holds 'odd “name” .md:1:4: warning'
}

@test "paths are shown as they are from where one stands" {
    repository
    rule_set
    mkdir sub
    printf 'We utilise it.\n' >sub/a.md
    git add .
    cd sub
    run --separate-stderr "$STET" check --staged
    [ "${lines[0]%%: *}" = "a.md:1:4" ]
}

@test "what a walk leaves out is left out of what is staged" {
    repository
    rule_set
    sed -i 's|^rules:|exclude: [vendor, /top, "old/*", "*.draft.md"]\nrules:|' stet.yaml
    mkdir -p vendor/deep sub/vendor top sub/top old .hidden drafts sub/notes sub/drafts
    printf 'drafts/\n/notes.md\n' >.stetignore
    printf 'notes/*\n!notes/b.md\n' >sub/.stetignore
    printf '*.md\n' >.gitignore
    for file in a.md notes.md vendor/deep/a.md sub/vendor/a.md top/a.md sub/top/a.md \
        old/a.md a.draft.md .hidden/a.md drafts/a.md sub/drafts/a.md sub/notes/a.md \
        sub/notes/b.md; do
        printf 'As an AI language model.\n' >"$file"
    done
    git add -f .
    printf '*\n' >.stetignore
    run --separate-stderr "$STET" check --staged
    has_status 1
    output=$(cut -d: -f1 <<<"$output")
    [ "$output" = $'a.md\nsub/notes/b.md\nsub/top/a.md' ]
}

@test "nothing staged is nothing wrong" {
    repository
    run "$STET" check --staged
    has_status 0
    lacks warning
}

@test "outside of a repository it says so" {
    run "$STET" check --staged
    has_status 2
    holds "not a git repository"
}

@test "the hook stops a commit with errors" {
    repository
    rule_set
    run "$STET" hook install
    has_status 0
    [ -x .git/hooks/pre-commit ]
    printf 'As an AI language model.\n' >a.md
    git add .
    PATH=/usr/bin:/bin run git commit -q -m no
    [ "$status" -ne 0 ]
    holds "a.md:1:1: error"
    printf 'Fine.\n' >a.md
    git add .
    PATH=/usr/bin:/bin run git commit -q -m yes
    has_status 0
}

@test "a foreign hook is left alone, unless forced; ours is renewed" {
    repository
    mkdir -p .git/hooks
    printf '#!/bin/sh\nexit 0\n' >.git/hooks/pre-commit
    run "$STET" hook install
    has_status 2
    grep -q 'exit 0' .git/hooks/pre-commit
    run "$STET" hook install --force
    has_status 0
    run "$STET" hook install
    has_status 0
    grep -q 'check --staged' .git/hooks/pre-commit
}

@test "core.hooksPath and linked work trees are respected" {
    repository
    git commit -q --allow-empty -m first
    git worktree add -q ../other
    (cd ../other && "$STET" hook install -q)
    [ -x .git/hooks/pre-commit ]
    git config core.hooksPath my-hooks
    run "$STET" hook install
    has_status 0
    [ -x my-hooks/pre-commit ]
}

@test "the hook finds the program by a path that a shell would mistake" {
    repository
    rule_set
    mkdir "it's \$HOME"
    ln -s "$(dirname "$(dirname "$STET")")/lib" "it's \$HOME/lib"
    mkdir "it's \$HOME/bin"
    cp "$STET" "it's \$HOME/bin/stet"
    "it's \$HOME/bin/stet" hook install -q
    printf 'Fine.\n' >a.md
    git add a.md stet.yaml
    PATH=/usr/bin:/bin run git commit -q -m yes
    has_status 0
}
