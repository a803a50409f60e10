# SPDX-License-Identifier: Apache-2.0
# Lists whose words stand in a file beside the rule set.
load common

@test "a list of phrases or words takes them from a file" {
    mkdir -p rules/lists
    cat >rules/stet.yaml <<'EOF'
name: sample
rules:
  banned: {check: spec.forbid, phrases: [delve, {file: lists/banned.txt}]}
  few: {check: spec.count, among: {file: lists/banned.txt}, max: 1}
  share: {check: spec.ratio, of: {among: {file: lists/banned.txt}}, to: {unit: words}, max: 0.1}
  prefer: {check: phrasing.prefer, pairs: [{from: {file: lists/banned.txt}, to: use}]}
EOF
    printf '\357\273\277# Words\r\nno   # a number below\r\n\r\n  C#\n1\nin order to\n' >rules/lists/banned.txt
    printf 'No, delve in order\nto 1 C#.\n' >a.md
    run "$STET" check -c rules/stet.yaml a.md
    has_status 1
    holds 'a.md:1:1: error: “No” is not allowed here [banned]'
    holds 'a.md:1:5: error: “delve” is not allowed here [banned]'
    holds 'a.md:1:11: error: “in order to” is not allowed here [banned]'
    holds 'a.md:2:4: error: “1” is not allowed here [banned]'
    holds 'a.md:2:6: error: “C#” is not allowed here [banned]'
    holds '3 words; at most 1 is allowed [few]'
    holds '[share]'
    holds '[prefer]'
}

@test "the hash and diff follow the words of a file" {
    hash() { "$STET" check -f json a.md | grep -o '"hash": *"[0-9a-f]*"'; }
    printf 'name: sample\nrules:\n  banned: {check: spec.forbid, phrases: {file: banned.txt}}\n' >stet.yaml
    printf 'one\ntwo\n' >banned.txt
    echo Fine. >a.md
    before=$(hash)
    printf '# Another comment\ntwo # same\none\n' >banned.txt
    mkdir old
    cp stet.yaml banned.txt old
    printf 'one\nthree\n' >banned.txt
    [ -n "$before" ]
    [ "$before" != "$(hash)" ]
    run "$STET" diff old/stet.yaml stet.yaml
    holds '1 more (“three”), 1 less (“two”)'
}

refuses() { # PARAMETERS MESSAGE
    printf 'name: sample\nrules:\n  seen: {%s}\n' "$1" >stet.yaml
    echo "One." >a.md
    run "$STET" check a.md
    has_status 2
    holds "$2"
}

@test "a file that cannot be read, or holds nothing, is an error with its place" {
    refuses 'check: spec.forbid, phrases: {file: none.txt}' 'stet.yaml:3:46: error: cannot read the word list'
    holds 'its path is relative to the folder of this file'
    printf '# nothing\n\n' >none.txt
    refuses 'check: spec.forbid, phrases: {file: none.txt}' 'stet.yaml:3:46: error: the file `none.txt` holds no words'
    printf 'one\nt\377o\n' >none.txt
    refuses 'check: spec.forbid, phrases: {file: none.txt}' 'none.txt:2:2: error: byte 0xFF is not UTF-8'
    refuses 'check: spec.forbid, phrases: {file: none.txt, fiel: x}' 'a file of words has no key `fiel`'
    refuses 'check: spec.forbid, phrases: {fiel: none.txt}' 'found a mapping'
    refuses 'check: spec.forbid, patterns: {file: none.txt}' 'found a mapping'
    printf 'one\n' >one.txt
    refuses "check: spec.count, among: {file: [one.txt]}, max: 1" 'found a list'
}

@test "a set that extends another finds the file beside that one, an override beside its own" {
    mkdir base
    printf 'name: base\nrules:\n  banned: {check: spec.forbid, phrases: {file: banned.txt}}\n' >base/stet.yaml
    echo one >base/banned.txt
    echo two >banned.txt
    printf 'extends: base/stet.yaml\noverrides:\n  - files: b.md\n    rules: {banned: {phrases: {file: banned.txt}}}\n' >stet.yaml
    echo 'One, two.' >a.md
    cp a.md b.md
    run "$STET" check a.md b.md
    holds 'a.md:1:1: error: “One”'
    holds 'b.md:1:6: error: “two”'
    lacks 'a.md:1:6'
    lacks 'b.md:1:1'
}

@test "explain says that a list may stand in a file, and the schema for editors lets it" {
    run "$STET" explain spec.forbid
    holds 'phrases: list of phrases, or {file: NAME}'
    run "$STET" schema rules
    holds '"The words of a file, one a line."'
}
