# SPDX-License-Identifier: Apache-2.0
# stet import: the instructions of a data set become rules that hold for its records.
load common

record() { # KEY INSTRUCTIONS KWARGS RESPONSE [MORE]
    printf '{"key": %s, "prompt": "Say it.", "instruction_id_list": %s, "kwargs": %s, "response": %s%s}\n' \
        "$1" "$2" "$3" "$4" "${5:-}"
}

# Which rules find something in which record: "1 punctuation-no-comma-1 ...".
faults() {
    "$STET" check --quiet --config rules.yaml --format jsonl "${1:-data.jsonl}" |
        jq -r 'select(.type == "finding") | "\(.record) \(.rule)"' | sort | uniq | tr '\n' ';'
}

@test "a rule for each instruction, which holds for the records that have it" {
    record 1 '["punctuation:no_comma"]' '[{}]' '"One, two."' >data.jsonl
    record 2 '["length_constraints:number_words"]' '[{"num_words": 3, "relation": "at least"}]' \
        '"One, two."' >>data.jsonl
    record 3 '["punctuation:no_comma", "length_constraints:number_words"]' \
        '[{}, {"num_words": 3, "relation": "less than"}]' '"One, two."' >>data.jsonl
    "$STET" import ifeval data.jsonl >rules.yaml 2>log
    grep -q '4 rules for 3 records' log
    [ "$(faults)" = "1 punctuation-no-comma-1;2 length-constraints-number-words-1;3 punctuation-no-comma-1;" ]
}

@test "the rule set says what the data set says" {
    record 7 '["keywords:forbidden_words"]' '[{"forbidden_words": ["it'"'"'s", "bad"], "num_words": null}]' \
        '"Fine."' >data.jsonl
    "$STET" import ifeval --quiet data.jsonl >rules.yaml
    grep -q "^  # Not these words: it's, bad" rules.yaml
    grep -q '^  # keywords:forbidden_words {"forbidden_words": \["it' rules.yaml
    grep -q "patterns: \['.bit''s.b', '.bbad.b'\]" rules.yaml
    grep -q "key: \['7'\]" rules.yaml
}

@test "each of the 25 instructions, followed and not" {
    jq -n -c '
        [ ["change_case:capital_word_frequency", {capital_frequency: 2, capital_relation: "at least"}, "BIG WORDS", "Big words"],
          ["combination:repeat_prompt", {prompt_to_repeat: "Say it.\nTwice."}, " say it.\ntwice. It.", "It. Say it.\nTwice."],
          ["combination:two_responses", {}, "One.******Two.", "One.****** One. "],
          ["detectable_content:number_placeholders", {num_placeholders: 2}, "[a] [b]", "[a] b"],
          ["detectable_content:postscript", {postscript_marker: "P.S."}, "So.\n\np. s. More.", "So. PS: More."],
          ["detectable_format:constrained_response", {}, "Well: My answer is no.", "My answer is No."],
          ["detectable_format:json_format", {}, "```json\n{\"a\": [1]}\n```", "```json\n{a: 1}\n```"],
          ["detectable_format:multiple_sections", {section_spliter: "Part", num_sections: 2}, "Part 1 a Part2 b", "part 1 Part 2"],
          ["detectable_format:number_bullet_lists", {num_bullets: 2}, "* a\n- b", "* a\n\n1. b"],
          ["detectable_format:number_highlighted_sections", {num_highlights: 2}, "*a* **b**", "** ** *a*"],
          ["detectable_format:title", {}, "<<A title>>", "<< >>"],
          ["keywords:existence", {keywords: ["Cat", "dog"]}, "Dogs, cats.", "Dogs."],
          ["keywords:forbidden_words", {forbidden_words: ["cat"]}, "Cats.", "A CAT."],
          ["keywords:frequency", {keyword: "cat", frequency: 2, relation: "less than"}, "A cat.", "Cats and cat."],
          ["keywords:letter_frequency", {letter: "Z", let_frequency: 2, let_relation: "at least"}, "Zz", "z"],
          ["length_constraints:nth_paragraph_first_word", {num_paragraphs: 2, nth_paragraph: 2, first_word: "So"}, "A.\n\n\"so, b", "A.\n\nSome"],
          ["length_constraints:number_paragraphs", {num_paragraphs: 2}, "A.\n***\nB.", "A.\n\nB."],
          ["length_constraints:number_sentences", {num_sentences: 2, relation: "at least"}, "One is. Two are.", "Dr. Who is one."],
          ["length_constraints:number_words", {num_words: 3, relation: "less than"}, "It is", "It'"'"'s it"],
          ["punctuation:no_comma", {}, "One", "One,"],
          ["startend:end_checker", {end_phrase: "The end."}, "This is \"THE END.\" ", "The end. Yes."],
          ["startend:quotation", {}, " \"So.\" ", "\""] ]
        | to_entries[]
        | {key: "\(.key)-good", instruction_id_list: [.value[0]], kwargs: [.value[1]], response: .value[2]},
          {key: "\(.key)-bad", instruction_id_list: [.value[0]], kwargs: [.value[1]], response: .value[3]}' >data.jsonl
    "$STET" import ifeval --quiet data.jsonl >rules.yaml
    "$STET" check --quiet --config rules.yaml --format jsonl data.jsonl >found.jsonl || [ $? = 1 ]
    jq -r 'select(.type == "finding") | .id' found.jsonl | sort -u >faulty
    jq -r .key data.jsonl | grep bad | sort >expected
    [ "$(wc -l <expected)" = 22 ]
    diff expected faulty
}

@test "those of a language are written, too" {
    record 1 '["language:response_language", "change_case:english_capital", "change_case:english_lowercase"]' \
        '[{"language": "fr"}, {}, {}]' '"x"' >data.jsonl
    "$STET" import ifeval --quiet data.jsonl >rules.yaml
    [ "$(grep -c 'check: spec.language' rules.yaml)" = 3 ]
    grep -q "is: 'fr'" rules.yaml
}

@test "what can never be is never followed" {
    record 1 '["length_constraints:number_words"]' '[{"num_words": 0, "relation": "less than"}]' '"a"' >data.jsonl
    "$STET" import ifeval --quiet data.jsonl >rules.yaml
    [ "$(faults)" = "1 length-constraints-number-words-1;" ]
    run "$STET" check --config rules.yaml data.jsonl
    holds 'error: Less than 0 are asked for, which no text can have.'
    lacks '1000000000000'
}

@test "a blank response follows nothing, one that is not there is trouble" {
    record 1 '["punctuation:no_comma"]' '[{}]' '" \u2003\n"' >data.jsonl
    record 2 '["punctuation:no_comma"]' '[{}]' null >>data.jsonl
    record 3 '["punctuation:no_comma"]' '[{}]' '"Fine."' >>data.jsonl
    "$STET" import ifeval --quiet data.jsonl >rules.yaml
    [ "$(faults)" = "1 response-not-blank;" ]
    run "$STET" check --config rules.yaml data.jsonl
    has_status 2
    holds 'record 2'
}

@test "an unknown instruction is an error with its place" {
    record 1 '["punctuation:no_comma"]' '[{}]' '"a"' >data.jsonl
    record 2 '["punctuation:no_coma"]' '[{}]' '"a"' >>data.jsonl
    run "$STET" import ifeval data.jsonl
    has_status 2
    holds 'data.jsonl:2:57: error: record 2: ifeval has no instruction `punctuation:no_coma`'
    holds 'did you mean `punctuation:no_comma`?'
    lacks 'rules:'
    run "$STET" import ifeval --skip-unknown data.jsonl
    has_status 0
    holds '1 instruction was left out'
    run "$STET" import ifeval --skip 'punctuation:*' data.jsonl
    has_status 0
    holds '2 instructions were left out'
}

@test "wrong parameters are an error with their place" {
    refuses() { # INSTRUCTION KWARGS MESSAGE
        record 1 "[\"$1\"]" "[$2]" '"a"' >data.jsonl
        run "$STET" import ifeval data.jsonl
        has_status 2
        holds 'data.jsonl:1:'
        holds "record 1: $3"
    }
    refuses length_constraints:number_words '{"num_words": 3}' '`length_constraints:number_words` needs `relation`'
    refuses length_constraints:number_words '{"num_words": "3", "relation": "at least"}' '`num_words` of `length_constraints:number_words` must be a whole number'
    refuses length_constraints:number_words '{"num_words": -3, "relation": "at least"}' '`num_words` of'
    refuses length_constraints:number_words '{"num_words": 3.5, "relation": "at least"}' '`num_words` of'
    refuses length_constraints:number_words '{"num_words": 3, "relation": "at most"}' '`relation` is “at most”'
    refuses punctuation:no_comma '{"num_words": 3}' '`punctuation:no_comma` has no parameter `num_words`'
    refuses keywords:existence '{"keywords": []}' '`keywords` of'
    refuses keywords:existence '{"keywords": ["a", " "]}' '`keywords` of'
    refuses keywords:existence '{"keywords": ["a", "(b"]}' '“(b” is no pattern'
    refuses language:response_language '{"language": "xx"}' '`language` is “xx”'
    refuses keywords:existence '[]' 'the parameters of'
    refuses length_constraints:nth_paragraph_first_word \
        '{"num_paragraphs": 2, "nth_paragraph": 3, "first_word": "a"}' '`nth_paragraph` must be'
    record 1 '["punctuation:no_comma"]' '[]' '"a"' >data.jsonl
    run "$STET" import ifeval data.jsonl
    has_status 2
    holds 'it has 1 instruction, but parameters for 0'
}

@test "records that share a key must share their instructions" {
    record 1 '["punctuation:no_comma"]' '[{}]' '"a,"' ', "model": "one"' >data.jsonl
    record 1 '["punctuation:no_comma"]' '[{}]' '"a"' ', "model": "two"' >>data.jsonl
    "$STET" import ifeval --quiet data.jsonl >rules.yaml
    [ "$(faults)" = "1 punctuation-no-comma-1;" ]
    record 1 '["startend:quotation"]' '[{}]' '"a,"' ', "model": "three"' >>data.jsonl
    run "$STET" import ifeval data.jsonl
    has_status 2
    holds 'record 3: record 1 has the same key “1”, but other instructions'
    holds '--by'
    "$STET" import ifeval --quiet --by model data.jsonl >rules.yaml
    [ "$(faults)" = "1 punctuation-no-comma-1;3 startend-quotation-1;" ]
}

@test "fields have other names in other data sets" {
    echo '{"meta": {"id": "x-1"}, "ids": ["punctuation:no_comma"], "args": [{}], "out": {"text": "a, b"}}' >data.jsonl
    "$STET" import ifeval --quiet --key /meta/id --instructions ids --kwargs args --response /out/text data.jsonl >rules.yaml
    [ "$(faults)" = "1 punctuation-no-comma-1;" ]
    run "$STET" import ifeval --instructions ids --kwargs args data.jsonl
    has_status 2
    holds 'record 1: it has no key (/key)'
    holds 'with --key'
    run "$STET" import ifeval --key /meta/id --by part --instructions ids --kwargs args --response /out/text data.jsonl
    has_status 2
    holds 'record 1: it has no part (/part)'
    holds 'name a field that each record has, with --by'
    lacks '--key'
}

@test "what is not a data set is refused" {
    : >empty.jsonl
    run "$STET" import ifeval empty.jsonl
    has_status 2
    holds 'there are no records'
    echo '{"key": 1' >data.jsonl
    run "$STET" import ifeval data.jsonl
    has_status 2
    holds 'data.jsonl:1:10: error: record 1:'
    run "$STET" import ifevil data.jsonl
    has_status 2
    holds 'did you mean ifeval?'
    run "$STET" import ifeval
    has_status 2
    run "$STET" import ifeval missing.jsonl
    has_status 2
}
