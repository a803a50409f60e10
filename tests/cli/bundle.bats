# SPDX-License-Identifier: Apache-2.0
# A rule set and all that it reads in one file.
load common

# A rule set that reads a file of every kind, from two folders.
project() {
    mkdir -p proj/lists shared/data
    cat >proj/stet.yaml <<'EOF'
name: music
version: "3"
extends: [stet:ai-leftovers, ../shared/team.yaml]
dictionary: [lists/words.txt]
rules:
  no-disclaimer: {check: phrasing.banned, level: error, phrases: [a clean desk]}
  typo: {check: grammar.spelling, level: error}
overrides:
  - {files: "old/**", rules: {no-disclaimer: off}}
EOF
    cat >shared/team.yaml <<'EOF'
name: team
texts:
  - {files: "*.jsonl", id: /id, fields: {text: /text, data: {path: /data, optional: true}}, text: [text, data], markdown: off}
rules:
  plain: {check: phrasing.prefer, level: warning, pairs: [{from: utilise, to: [use]}]}
  form: {check: spec.structure, level: error, in: [data], parses: json, schema: data/schema.json}
EOF
    echo '{"type": "object", "required": ["id"]}' >shared/data/schema.json
    echo flumpish >proj/lists/words.txt
    "$STET" rules -q -c proj/stet.yaml >/dev/null
    printf '%s\n' '{"id":"a","text":"As an AI language model I utilise a flumpish one."}' \
        '{"id":"b","text":"I utilise a flumpisch one.","data":"{}"}' '{"id":"c","text":"All is well."}' >in.jsonl
}

summary_of() { jq -c 'select(.type=="summary").rule_set'; }

@test "a bundle finds what its rule set finds, wherever it stands" {
    project
    run --separate-stderr "$STET" bundle proj -o music.stet
    has_status 0
    [ -z "$output" ]
    output=$stderr
    holds "5 files in the bundle"
    holds "the dictionary en_US"
    holds "phrasing "
    mkdir elsewhere
    cp music.stet elsewhere
    "$STET" check -c proj/stet.yaml --format jsonl in.jsonl >expected 2>/dev/null || true
    rm -r proj shared
    cd elsewhere
    cp ../in.jsonl .
    "$STET" check -c music.stet --format jsonl in.jsonl >found 2>/dev/null || true
    cmp found ../expected
    output=$(jq -r 'select(.type=="finding")|.rule + " " + .match' found)
    holds "plain utilise"
    holds "form "
    holds "typo flumpisch"
    lacks "flumpish one"
    [ "$(summary_of <found)" = "$(summary_of <../expected)" ]
    [ "$(jq -r .name <<<"$(summary_of <found)")" = music ]
    run --separate-stderr "$STET" filter -q -c music.stet --accept <in.jsonl
    [ "$output" = '{"id":"c","text":"All is well."}' ]
}

@test "messages name the files inside" {
    project
    "$STET" bundle -q proj -o music.stet
    run "$STET" explain -c music.stet plain
    has_status 0
    holds "music.stet/shared/team.yaml"
    run --separate-stderr "$STET" rules -c music.stet
    has_status 0
    [ "$output" = "$("$STET" rules -q -c proj/stet.yaml)" ]
    [[ "$stderr" == *"rule set music 3, music.stet/proj/stet.yaml"* ]]
    run "$STET" diff proj/stet.yaml music.stet
    has_status 0
}

@test "the same rule set gives the same bytes, and none of this machine" {
    project
    "$STET" bundle -q proj >one.stet
    mkdir other
    cp -r proj shared other
    (cd other/proj && "$STET" bundle -q) | cmp - one.stet
    "$STET" bundle -q -c "$PWD/proj/stet.yaml" | cmp - one.stet
    "$STET" bundle -q one.stet | cmp - one.stet
    (cd "$BATS_TEST_TMPDIR" && "$STET" bundle -q work/one.stet) | cmp - one.stet
    run grep -F "$BATS_TEST_TMPDIR" one.stet
    has_status 1
    run grep -a '^file ' one.stet
    [ "$(cut -d' ' -f4- <<<"$output" | tr '\n' ' ')" = \
        "proj/stet.yaml stet:/ai-leftovers.yaml shared/team.yaml shared/data/schema.json proj/lists/words.txt " ]
}

@test "a rule set that ships can be bundled, and a file alone" {
    "$STET" bundle -q stet:answer -o answer.stet
    run --separate-stderr "$STET" rules -c answer.stet
    [ "$output" = "$("$STET" rules -q -c stet:answer)" ]
    rule_set
    "$STET" bundle -q >alone.stet
    grep -q '^file [0-9]* [0-9a-f]* stet.yaml$' alone.stet
    # Through a pipe, as any rule set.
    run "$STET" rules --names -c <(cat alone.stet)
    has_status 0
    holds no-disclaimer
    run "$STET" rules --names -c <(cat stet.yaml)
    has_status 0
    holds no-disclaimer
}

@test "what was cut off, changed or converted is refused" {
    rule_set
    "$STET" bundle -q -o good.stet
    refused() { # MESSAGE
        run "$STET" check -c bad.stet - </dev/null
        has_status 2
        holds "$1"
    }
    head -c -1 good.stet >bad.stet
    refused "the bundle is cut off within this file"
    head -n 5 good.stet >bad.stet
    refused "the bundle is cut off within its head"
    sed 's/as an AI/as some AI/' good.stet >bad.stet
    refused "this file of the bundle was changed after it was made"
    sed 's/^version 7/version 8/' good.stet >bad.stet
    refused "the head of the bundle was changed after it was made"
    sed 's/$/\r/' good.stet >bad.stet
    refused "were its line ends converted"
    (cat good.stet; echo) >bad.stet
    refused "something was added to the bundle"
    holds "stet bundle"
    echo 'extends: good.stet' >bad.stet
    refused "is a bundle: it is given with --config, and not extended"
}

@test "what cannot be bundled is told" {
    rule_set "$BATS_TEST_TMPDIR/far.yaml"
    echo "extends: $BATS_TEST_TMPDIR/far.yaml" >stet.yaml
    "$STET" rules -q >/dev/null
    run "$STET" bundle -o out.stet
    has_status 2
    holds "it is not in the bundle, which holds what is named by a path relative to the file that names it"
    [ ! -e out.stet ]
    echo 'rules: {a: {check: phrasing.bannd}}' >stet.yaml
    run "$STET" bundle -o out.stet
    has_status 2
    holds "did you mean"
    [ ! -e out.stet ]
    rule_set
    run "$STET" bundle -o no/such/folder/out.stet
    has_status 2
}

@test "a bundle does not take the place of what it is made of" {
    project
    cp -r . ../before
    for file in proj/stet.yaml shared/team.yaml shared/data/schema.json proj/lists/words.txt; do
        run -2 --separate-stderr "$STET" bundle proj -o "$file"
        output=$stderr
        holds "$file: error: it is a file of the rule set"
    done
    diff -r . ../before
    "$STET" bundle proj -q >expected
    "$STET" bundle proj -q -o - >found
    cmp expected found
    [ ! -e ./- ]
}

@test "git's index may hold a bundle" {
    repository
    rule_set
    "$STET" bundle -q -o rules.stet
    rm stet.yaml
    echo 'As an AI language model I write.' >a.md
    git add rules.stet a.md
    rm rules.stet
    run "$STET" check --staged -c rules.stet
    has_status 1
    holds "a.md:1:1: error"
}
