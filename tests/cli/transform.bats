# SPDX-License-Identifier: Apache-2.0
# What a rule sees behind `transform`, where it tells what it finds, and what is refused.
load common

refuses() { # PARAMETERS MESSAGE
    printf 'name: sample\nrules:\n  seen: {%s}\n' "$1" >stet.yaml
    echo "One." >a.md
    run "$STET" check a.md
    has_status 2
    holds "$2"
}

@test "a finding behind transform is told where the author wrote it" {
    cat >stet.yaml <<'EOF'
name: sample
rules:
  dont: {check: spec.forbid, phrases: [dont know], transform: [strip-punctuation]}
  few: {check: spec.count, unit: words, max: 6, transform: [strip-markdown, collapse-space]}
  accents: {check: spec.count, among: [cafe], max: 0, transform: [lower, strip-accents]}
EOF
    printf '# A title\n\n- I *don’t  know* &\n  the CAFE\314\201 here.\n' >a.md
    run "$STET" check a.md
    has_status 1
    holds 'a.md:3:6: error: “don’t  know” is not allowed here [dont]'
    holds 'a.md:4:7: error: 8 words'
    holds 'a.md:4:7: error: 1 word'
    printf '{"answer": "\\u0049 don\\u2019t know"}\n' >a.jsonl
    run "$STET" check a.jsonl
    has_status 1
    holds 'a.jsonl:1:20: error: “don’t know” is not allowed here (record 1'
}

@test "marks in the text that let a finding stand do so behind transform, too" {
    cat >stet.yaml <<'EOF'
name: sample
rules:
  dont: {check: spec.forbid, phrases: [dont], transform: [strip-punctuation]}
EOF
    printf "<!-- stet dont: a quotation -->\n\nI don't.\n\nI don't.\n" >a.md
    run "$STET" check a.md
    has_status 1
    holds "a.md:5:3: error: “don't”"
    lacks "a.md:3:3"
}

@test "a transform that there is not, or that says nothing, is an error" {
    refuses 'check: spec.forbid, phrases: [x], transform: [strip-markdwn]' 'did you mean `strip-markdown`?'
    refuses 'check: spec.forbid, phrases: [x], transform: [lower, upper]' 'give `lower` or `upper`, not both'
    refuses 'check: spec.forbid, phrases: [x], transform: [lower, nfc, lower]' '`lower` stands here twice'
    refuses 'check: spec.forbid, phrases: [x], in: [heading], transform: [strip-markdown]' 'there are paragraphs only'
    refuses 'check: spec.case, is: upper, transform: [lower]' 'behind `lower` all letters are of one case'
    refuses 'check: spec.count, written: upper, max: 1, transform: [upper]' 'so `written` would say nothing'
    refuses 'check: spec.each, is: capitalized, transform: [lower]' 'so `is` would say nothing'
    refuses 'check: spec.forbid, phrases: [x], transform: [lower], at: text-start' 'looks for none in the text as it stands'
}

@test "a phrase or text that cannot stand behind transform is an error" {
    refuses "check: spec.forbid, phrases: [\"don't\"], transform: [strip-punctuation]" 'write “dont”'
    refuses 'check: spec.require, phrases: [A], ignore-case: false, transform: [lower]' 'write “a”'
    refuses 'check: spec.anchor, ends: [é], transform: [strip-accents]' 'write “e”'
    refuses 'check: spec.count, phrases: ["!"], max: 1, transform: [strip-punctuation]' 'nothing is left of “!”'
    refuses 'check: spec.equals, texts: ["?"], transform: [strip-punctuation]' 'nothing is left of “?”'
}

@test "explain names the steps of transform" {
    run "$STET" explain spec.equals
    has_status 0
    holds 'list of: strip-markdown, lower, upper'
}
