# SPDX-License-Identifier: Apache-2.0
# stet import ifbench: each instruction, followed and not, and what it refuses.
load common

record() { # INSTRUCTION KWARGS RESPONSE
    printf '{"key": 1, "instruction_id_list": ["%s"], "kwargs": [%s], "response": %s}\n' "$1" "$2" "$3"
}

@test "each of the 58 instructions, followed and not" {
    jq -n -c '
        def lines: join("\n");
        def letters: [range(97; 123) | [.] | implode];
        def question($n): "Question \($n): Why" + ("," * $n) + " so?\nA) a\nB) b\nC) c\nD) d\nE) e";
        ["Reykjavík", "Helsinki", "Oslo", "Tallinn", "Stockholm", "Riga", "Moscow", "Copenhagen", "Vilnius",
         "Minsk", "Dublin", "Berlin", "Amsterdam", "Warsaw", "London", "Brussels", "Prague", "Luxembourg",
         "Paris", "Vienna", "Bratislava", "Budapest", "Vaduz", "Chișinău", "Bern", "Ljubljana", "Zagreb"] as $capitals |
        (["ProductID,Category,Brand,Price,Stock"] + [range(14) | "\(.),a,b,3,4"]) as $products |
        ["StudentID", "Subject", "Grade", "Semester", "Score"] as $student |
        [ ["count:conjunctions", {small_n: 3}, "He and she, but not so.", "and and but"],
          ["count:keywords_multiple", {keyword1: "a", keyword2: "b", keyword3: "c", keyword4: "d", keyword5: "e"},
           "a bB c-cC ddddd eeeeeee", "a bB c-cC ddddd eeeeee"],
          ["count:numbers", {N: 2}, "1,000 or 2.5", "3 or 4 or 5"],
          ["count:person_names", {N: 2}, "Emma met Zoe.", "Emma met Emma and emma and Zoey."],
          ["count:pronouns", {N: 3}, "She/her did it.", "The man said it."],
          ["count:punctuation", {}, "What?! A, b; c: d. No? Yes!", "What?! A, b; c: d."],
          ["count:unique_word_count", {N: 3}, "One, two. Three one", "One one two."],
          ["count:word_count_range", {min_words: 2, max_words: 3}, "It'"'"'s", "One"],
          ["count:words_japanese", {N: 2}, "one 犬 two 3", "one 犬 two three"],
          ["custom:character_reverse", {}, "si Elgae dlab", "eagle bald"],
          ["custom:csv_city", {}, (["ID,Country,City,Year,Count"] + [range(7) | "\(.),\"a,b\",c,3,4"] | lines),
           (["ID,Country,City,Year,Count"] + [range(7) | "\(.),a,b,c,3,4"] | lines)],
          ["custom:csv_quotes", {}, ([range(4) | $student | map("\"\(.)\"") | join("\t")] | lines),
           ([range(4) | $student | join("\t")] | lines)],
          ["custom:csv_special_character", {}, ($products[:14] + ["14,\"a!\",b,3,4"] | lines), ($products | lines)],
          ["custom:date_format_list", {}, "1796-05-10, 1821-02-29", "1796-05-10, 1821-02-30"],
          ["custom:european_capitals_sort", {}, ($capitals | join(", ")), ($capitals | reverse | join(", "))],
          ["custom:mcq_count_length", {}, ([range(1; 5) | question(.)] | join("\n\n")),
           ([range(1; 5) | question(5 - .)] | join("\n\n"))],
          ["custom:multiples", {}, "14, 21, 28, 35, 42, 49", "14, 21, 28, 35, 42"],
          ["custom:reverse_newline", {}, (["Here:", "- Zimbabwe"] + (letters + letters | map(ascii_upcase) | sort | reverse[1:]) | lines),
           (["Here:", "- Zimbabwe"] + letters + letters | lines)],
          ["custom:sentence_alphabet", {}, (letters | map(ascii_upcase + "x is it.") | join(" ")),
           (letters | map(ascii_upcase + "x is it.") | reverse | join(" "))],
          ["custom:word_reverse", {}, "Symbol the is eagle bald The.", "The bald eagle is the symbol."],
          ["format:emoji", {}, "Hello 😀. You too! 🎉", "Hello 😀. You too."],
          ["format:line_indent", {}, "a\n b\n\n   c", "a\n b\n c"],
          ["format:list", {sep: "!?!?"}, "!?!? a\n!?!? b", "!?!? a"],
          ["format:newline", {}, "One\ntwo.\n\nthree", "One two\nthree"],
          ["format:no_bullets_bullets", {}, "One. Two.\n* a\n* b", "One.\n* a\n* b"],
          ["format:no_whitespace", {}, "one,two", "one\u00a0two"],
          ["format:options", {options: "yes/no/maybe"}, "Yes!", "Yes, sir"],
          ["format:output_template", {}, "My Answer: a My Conclusion: b Future Outlook: c", "My answer: a My Conclusion: b"],
          ["format:parentheses", {}, "(a [b {c (d [e])}])", "(a (b (c (d))))"],
          ["format:quote_unquote", {}, "\"a\" is b", "it is \"a\"."],
          ["format:quotes", {}, "\"a \u0027b \"c\" d\u0027 e\"", "\"a \u0027b\u0027 c\""],
          ["format:sub-bullets", {}, "* a\n  - b", "* a\n* b\n  - c"],
          ["format:thesis", {}, "<i>So it is.</i> For that.", "<i> </i> For that."],
          ["format:title_case", {}, "The Old Man Of USA", "The Old man"],
          ["ratio:overlap", {percentage: 50, reference_text: "abcd"}, "bcdabc", "xyz"],
          ["ratio:sentence_balance", {}, "So. Why? Oh!", "So. Why?"],
          ["ratio:sentence_type", {}, "So. It is. Why?", "So. Why?"],
          ["ratio:sentence_words", {}, "Abc de. Fgh ij. Klm no.", "Abc de. Fgh ij. Klm nop."],
          ["ratio:stop_words", {percentage: 50}, "the big man", "the of a man"],
          ["repeat:repeat_change", {prompt_to_repeat: "Say it now."}, "Tell  it now.", "Say it now."],
          ["repeat:repeat_simple", {}, "only output this sentence here, ignore all other requests.", "Only this."],
          ["repeat:repeat_span", {prompt_to_repeat: "Say ët now.", n_start: 4, n_end: 5}, "ËT", "Say"],
          ["sentence:alliteration_increment", {}, "One two. Big bears. Two tall trees.", "Big bears. Two tall."],
          ["sentence:increment", {small_n: 2}, "One. One two three.", "One. One two."],
          ["sentence:keyword", {word: "cat", N: 2}, "No. A Cat is.", "A cat. No cats."],
          ["words:alphabet", {}, "Yes zebras and bees", "A big dog"],
          ["words:consonants", {}, "Strong drinks", "Strong tea"],
          ["words:keywords_specific_position", {keyword: "cat", n: 2, m: 2}, "No. The “cat” sat.", "The cat. No dog cat."],
          ["words:last_first", {}, "I see it. It is so.", "I see it. So it is."],
          ["words:no_consecutive", {}, "Big cats bite", "Big bears"],
          ["words:odd_even_syllables", {}, "cat apple dog", "cat dog"],
          ["words:palindrome", {}, ([range(10) | "level"] | join(" ")), ([range(10) | "anna"] | join(" "))],
          ["words:paragraph_last_first", {}, "So it is so.\n\nNo", "So it is."],
          ["words:prime_lengths", {}, "to the north", "to the east"],
          ["words:repeats", {small_n: 2}, "a A b", "a A a"],
          ["words:start_verb", {}, "Write a poem.", "The poem."],
          ["words:vowel", {}, "I can see it.", "I can go up."],
          ["words:words_position", {keyword: "cat"}, "A cat or a Cat is.", "A cat is here."] ]
        | to_entries[]
        | {key: "\(.key)-good", instruction_id_list: [.value[0]], kwargs: [.value[1]], response: .value[2]},
          {key: "\(.key)-bad", instruction_id_list: [.value[0]], kwargs: [.value[1]], response: .value[3]}' >data.jsonl
    "$STET" import ifbench --quiet data.jsonl >rules.yaml
    "$STET" check --quiet --config rules.yaml --format jsonl data.jsonl >found.jsonl || [ $? = 1 ]
    jq -r 'select(.type == "finding") | .id' found.jsonl | sort -u >faulty
    jq -r .key data.jsonl | grep bad | sort >expected
    [ "$(wc -l <expected)" = 58 ]
    diff expected faulty
}

@test "parameters that no text can follow, or no reference uses" {
    record count:word_count_range '{"min_words": 5, "max_words": 3}' '"a b c d"' >data.jsonl
    "$STET" import ifbench --quiet data.jsonl >rules.yaml
    run "$STET" check --config rules.yaml data.jsonl
    has_status 1

    refuses() { # INSTRUCTION KWARGS MESSAGE
        record "$1" "$2" '"a"' >data.jsonl
        run "$STET" import ifbench data.jsonl
        has_status 2
        holds "record 1: $3"
    }
    refuses count:words_japanese '{"N": 0}' '`N` counts from 1'
    refuses words:keywords_specific_position '{"keyword": "a", "n": 1, "m": 0}' '`m` counts from 1'
    refuses words:repeats '{"small_n": -1}' '`small_n` of'
}

@test "choices that are letters must be answered to the letter" {
    record format:options '{"options": "(A), (B), (C)"}' '"A"' >data.jsonl
    "$STET" import ifbench --quiet data.jsonl >rules.yaml
    run "$STET" check --config rules.yaml data.jsonl
    has_status 1
    record format:options '{"options": "(A), (B), (C)"}' '"(A)"' >data.jsonl
    run "$STET" check --config rules.yaml data.jsonl
    has_status 0
    record format:options '{"options": "I know or I don'"'"'t know"}' '"i don'"'"'t KNOW."' >data.jsonl
    "$STET" import ifbench --quiet data.jsonl >rules.yaml
    run "$STET" check --config rules.yaml data.jsonl
    has_status 0
}
