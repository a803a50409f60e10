/* SPDX-License-Identifier: Apache-2.0 */
/* The 58 instructions of IFBench (Pyatkin et al., 2025, arXiv:2507.02833), as rules
   that have the meaning of its reference code: profile ifbench, see docs/units.md. What
   it does by hand to the text (tables, tags, bullets) is a pattern over all of it here;
   its word lists, names and tables are facts of the data set. */
#include "cli/import_ifbench.h"

#define NUMBER(name)                    \
    {                                   \
        name, STET_IMPORT_NUMBER, false \
    }
#define SIGNED(name)                    \
    {                                   \
        name, STET_IMPORT_SIGNED, false \
    }
#define TEXT(name)                    \
    {                                 \
        name, STET_IMPORT_TEXT, false \
    }

/* clang-format off */
static const stet_import_row rows[] = {
    { "count:conjunctions",
      "Different coordinating conjunctions: at least {small_n}.",
      { NUMBER("small_n") },
      "check: spec.each\nprofile: ifbench\nunit: chunks\nneed: some\nleast: {small_n}\n"
      "distinct: true\nignore-case: false\n"
      "matches: ['(?i)^[!-/:-@\\[-`{-~]*(?:and|but|for|nor|or|so|yet)[!-/:-@\\[-`{-~]*$']\n"
      "what: 'coordinating conjunctions'",
      NULL },
    { "count:keywords_multiple",
      "Five keywords, once, twice, three, five and seven times: {keyword1}, {keyword2}, "
      "{keyword3}, {keyword4}, {keyword5}",
      { TEXT("keyword1"), TEXT("keyword2"), TEXT("keyword3"), TEXT("keyword4"), TEXT("keyword5") },
      "check: spec.count\nprofile: ifbench\npatterns: [{pattern1}]\nexact: 1\n"
      "what: 'times the first keyword'\n---\ncheck: spec.count\nprofile: ifbench\n"
      "patterns: [{pattern2}]\nexact: 2\nwhat: 'times the second keyword'\n---\ncheck: spec.count\n"
      "profile: ifbench\npatterns: [{pattern3}]\nexact: 3\nwhat: 'times the third keyword'\n---\n"
      "check: spec.count\nprofile: ifbench\npatterns: [{pattern4}]\nexact: 5\n"
      "what: 'times the fourth keyword'\n---\ncheck: spec.count\nprofile: ifbench\n"
      "patterns: [{pattern5}]\nexact: 7\nwhat: 'times the fifth keyword'",
      stet_import_ifbench_five_keywords },
    { "count:numbers",
      "Numbers: exactly {N}.",
      { NUMBER("N") },
      "check: spec.count\nprofile: ifbench\nunit: numbers\nexact: {N}",
      NULL },
    { "count:person_names",
      "Names of a list of fifty: at least {N} different ones.",
      { NUMBER("N") },
      "check: spec.count\nprofile: ifbench\n"
      "patterns: ['\\b(?:Emma|Liam|Sophia|Jackson|Olivia|Noah|Ava|Lucas|Isabella|Mason|Mia|Ethan|"
      "Charlotte|Alexander|Amelia|Benjamin|Harper|Leo|Zoe|Daniel|Chloe|Samuel|Lily|Matthew|Grace|"
      "Owen|Abigail|Gabriel|Ella|Jacob|Scarlett|Nathan|Victoria|Elijah|Layla|Nicholas|Audrey|David|"
      "Hannah|Christopher|Penelope|Thomas|Nora|Andrew|Aria|Joseph|Claire|Ryan|Stella|"
      "Jonathan)\\b']\ndistinct: true\nignore-case: false\nmin: {N}\n"
      "what: 'different names of the list'",
      NULL },
    { "count:pronouns",
      "Pronouns: at least {N}.",
      { NUMBER("N") },
      "check: spec.each\nprofile: ifbench\nunit: tokens\nseparator: '/'\nneed: some\nleast: {N}\n"
      "one-of: [all, any, anybody, anyone, anything, both, each, either, everybody, everyone, "
      "everything, he, her, hers, herself, him, himself, his, i, it, its, itself, me, mine, my, "
      "myself, neither, nobody, none, nothing, our, ours, ourselves, she, some, somebody, someone, "
      "something, that, their, theirs, them, themselves, these, they, this, those, us, we, what, "
      "whatever, which, whichever, who, whoever, whom, whomever, whose, you, your, yours, "
      "yourself, yourselves]\nwhat: pronouns",
      NULL },
    { "count:punctuation",
      "All of . , ! ? ; : and an interrobang.",
      { { 0 } },
      "check: spec.require\nprofile: ifbench\nneed: any\npatterns: ['\\?!|!\\?|‽']\n"
      "what: 'an interrobang'\n---\ncheck: spec.require\nprofile: ifbench\n"
      "patterns: ['[.]', ',', ';', ':', '(?s)\\A(?:(?=.*\\?!)(?:(?:(?!\\?!).)*\\?(?!!)|"
      "(?:(?!\\?!).)*\\?!.*\\?)|(?!.*\\?!)(?=.*!\\?)(?:(?:(?!!\\?).)*\\?|(?:(?!!\\?).)*!\\?.*\\?)|"
      "(?!.*\\?!)(?!.*!\\?).*\\?)', '(?s)\\A(?:(?=.*\\?!)(?:(?:(?!\\?!).)*!|(?:(?!\\?!).)*\\?!.*!)|"
      "(?!.*\\?!)(?=.*!\\?)(?:(?:(?!!\\?).)*!(?!\\?)|(?:(?!!\\?).)*!\\?.*!)|"
      "(?!.*\\?!)(?!.*!\\?).*!)']\nwhat: 'each of the marks . , ; : ? !'",
      NULL },
    { "count:unique_word_count",
      "Different words: at least {N}.",
      { NUMBER("N") },
      "check: spec.each\nprofile: ifbench\nunit: chunks\nneed: some\nleast: {N}\ndistinct: true\n"
      "what: different",
      NULL },
    { "count:word_count_range",
      "Words: from {min_words} to {max_words}.",
      { NUMBER("min_words"), NUMBER("max_words") },
      "check: spec.count\nprofile: ifbench\nunit: word-runs\nwhat: words\n{bounds}",
      stet_import_ifbench_word_bounds },
    { "count:words_japanese",
      "Each word number {N} is Japanese.",
      { NUMBER("N") },
      "check: spec.each\nprofile: ifbench\nunit: chunks\nevery: {N}\nis: japanese",
      stet_import_ifbench_every_one },
    { "custom:character_reverse",
      "“bald eagle”, letter by letter from behind.",
      { { 0 } },
      "check: spec.require\nprofile: ifbench\npatterns: ['elgae dlab']\nwhat: '“elgae dlab”'",
      NULL },
    { "custom:csv_city",
      "A table of cities as CSV, of seven rows.",
      { { 0 } },
      "check: spec.require\nprofile: ifbench\nignore-case: false\n"
      "patterns: ['\\A(?:ID|\"ID\"),(?:Country|\"Country\"),(?:City|\"City\"),(?:Year|"
      "\"Year\"),(?:Count|\"Count\")(?:\\r?\\n(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|"
      "[^\",\\r\\n][^,\\r\\n]*|)(?:,(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|"
      "[^\",\\r\\n][^,\\r\\n]*|)){4}){7}\\r?\\n?\\z']\n"
      "what: 'a table of seven rows under ID,Country,City,Year,Count'",
      NULL },
    { "custom:csv_quotes",
      "A table of grades, parted by tabs, of three rows, all in quotation marks.",
      { { 0 } },
      "check: spec.require\nprofile: ifbench\nignore-case: false\n"
      "patterns: ['\\A[^\\S\\n]*\"StudentID\"\\t *\"Subject\"\\t *\"Grade\"\\t *\"Semester\"\\t *"
      "\"Score\"[^\\S\\n]*(?:\\r?\\n(?:\"(?:[^\"]|\"\")*\"[^\\S\\t\\n]*|"
      "[^\\S\\t\\n\"]+\"[^\\t\\n]*\"[^\\S\\t\\n]*)(?:\\t(?:\"(?:[^\"]|\"\")*\"[^\\S\\t\\n]*|"
      "[^\\S\\t\\n\"]+\"[^\\t\\n]*\"[^\\S\\t\\n]*)){4}){3}\\r?\\n?\\z']\n"
      "what: 'a table of three rows, each field in quotation marks and parted by tabs'",
      NULL },
    { "custom:csv_special_character",
      "A table of products as CSV, of 14 rows, with a mark in a quoted field.",
      { { 0 } },
      "check: spec.require\nprofile: ifbench\nignore-case: false\n"
      "patterns: ['\\A[^\\S\\n]*(?:ProductID|\"ProductID\"),[ \\t]*(?:Category|"
      "\"Category\"),[ \\t]*(?:Brand|\"Brand\"),[ \\t]*(?:Price|\"Price\"),[ \\t]*(?:Stock|"
      "\"Stock\")[^\\S\\n]*\\n(?:(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|[^\",\\r\\n][^,\\r\\n]*|"
      ")(?:,(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|[^\",\\r\\n][^,\\r\\n]*|"
      ")){4}\\r?\\n)*?(?:\"(?=(?:[^\"\\n]|\"\")*?(?:[^\\w\\s\"]|\"\"))(?:[^\"]|"
      "\"\")*\"[^,\\r\\n]*,(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|[^\",\\r\\n][^,\\r\\n]*|"
      "),(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|[^\",\\r\\n][^,\\r\\n]*|),(?:\"(?:[^\"]|"
      "\"\")*(?:\"[^,\\r\\n]*|\\z)|[^\",\\r\\n][^,\\r\\n]*|),(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|"
      "\\z)|[^\",\\r\\n][^,\\r\\n]*|)|(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|"
      "[^\",\\r\\n][^,\\r\\n]*|),\"(?=(?:[^\"\\n]|\"\")*?(?:[^\\w\\s\"]|\"\"))(?:[^\"]|"
      "\"\")*\"[^,\\r\\n]*,(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|[^\",\\r\\n][^,\\r\\n]*|"
      "),(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|[^\",\\r\\n][^,\\r\\n]*|),(?:\"(?:[^\"]|"
      "\"\")*(?:\"[^,\\r\\n]*|\\z)|[^\",\\r\\n][^,\\r\\n]*|)|(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|"
      "\\z)|[^\",\\r\\n][^,\\r\\n]*|),(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|"
      "[^\",\\r\\n][^,\\r\\n]*|),\"(?=(?:[^\"\\n]|\"\")*?(?:[^\\w\\s\"]|\"\"))(?:[^\"]|"
      "\"\")*\"[^,\\r\\n]*,(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|[^\",\\r\\n][^,\\r\\n]*|"
      "),(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|[^\",\\r\\n][^,\\r\\n]*|)|(?:\"(?:[^\"]|"
      "\"\")*(?:\"[^,\\r\\n]*|\\z)|[^\",\\r\\n][^,\\r\\n]*|),(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|"
      "\\z)|[^\",\\r\\n][^,\\r\\n]*|),(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|"
      "[^\",\\r\\n][^,\\r\\n]*|),\"(?=(?:[^\"\\n]|\"\")*?(?:[^\\w\\s\"]|\"\"))(?:[^\"]|"
      "\"\")*\"[^,\\r\\n]*,(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|[^\",\\r\\n][^,\\r\\n]*|)|"
      "(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|[^\",\\r\\n][^,\\r\\n]*|),(?:\"(?:[^\"]|"
      "\"\")*(?:\"[^,\\r\\n]*|\\z)|[^\",\\r\\n][^,\\r\\n]*|),(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|"
      "\\z)|[^\",\\r\\n][^,\\r\\n]*|),(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|"
      "[^\",\\r\\n][^,\\r\\n]*|),\"(?=(?:[^\"\\n]|\"\")*?(?:[^\\w\\s\"]|\"\"))(?:[^\"]|"
      "\"\")*\"[^,\\r\\n]*)(?:\\r?\\n|\\z)', '\\A(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|"
      "[^\",\\r\\n][^,\\r\\n]*|)(?:,(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|"
      "[^\",\\r\\n][^,\\r\\n]*|))*(?:\\r?\\n(?!\\z)(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|"
      "[^\",\\r\\n][^,\\r\\n]*|)(?:,(?:\"(?:[^\"]|\"\")*(?:\"[^,\\r\\n]*|\\z)|"
      "[^\",\\r\\n][^,\\r\\n]*|))*){14}\\r?\\n?\\z']\n"
      "what: 'a table of 14 rows with a mark in a quoted field'",
      NULL },
    { "custom:date_format_list",
      "Dates of the time of Napoleon, parted by commas.",
      { { 0 } },
      "check: spec.each\nprofile: ifbench\nunit: parts\nseparator: ','\n"
      "matches: ['\\A\\s*(?:1769|17[7-9]\\d|18[01]\\d|182[01])-(?:(?:0[13578]|1[02])-(?:[0-2]\\d|"
      "3[01])|(?:0[469]|11)-(?:[0-2]\\d|30)|02-[0-2]\\d|00-\\d\\d)\\s*\\z']\n"
      "what: 'a date from 1769 to 1821 as YYYY-MM-DD'",
      NULL },
    { "custom:european_capitals_sort",
      "Capitals of Europe from north to south.",
      { { 0 } },
      "check: spec.sequence\nprofile: ifbench\nunit: parts\nseparator: ','\n"
      "texts: ['Reykjavik', 'Helsinki', 'Oslo', 'Tallinn', 'Stockholm', 'Riga', 'Moscow', "
      "'Copenhagen', 'Vilnius', 'Minsk', 'Dublin', 'Berlin', 'Amsterdam', 'Warsaw', 'London', "
      "'Brussels', 'Prague', 'Luxembourg', 'Paris', 'Vienna', 'Bratislava', 'Budapest', 'Vaduz', "
      "'Chisinau', 'Bern', 'Ljubljana', 'Zagreb']",
      NULL },
    { "custom:mcq_count_length",
      "Four questions with five answers each, each longer than the one before.",
      { { 0 } },
      "check: spec.require\nprofile: ifbench\nignore-case: false\npatterns: ['\\AQuestion']\n"
      "what: '“Question” at the start'\n---\ncheck: spec.sequence\nprofile: ifbench\n"
      "patterns: ['(?-i)(?:\\A|\\n*Question \\d+[.|):;]?\\s*)((?:[^\\nQ]|\\n++(?!Question \\d)|"
      "Q(?!uestion \\d))+)']\nby: characters\n"
      "before: ['(?m-i)^[^\\S\\n]*[A-Ea-e][.|)][^\\S\\n]*\\w']\nleast: 4\nmost: 4\n---\n"
      "check: spec.each\nprofile: ifbench\n"
      "patterns: ['(?-i)(?:\\A|\\n*Question \\d+[.|):;]?\\s*)((?:[^\\nQ]|\\n++(?!Question \\d)|"
      "Q(?!uestion \\d))+)']\nmatches: ['(?m)^[^\\S\\n]*[A-Ea-e][.|)][^\\S\\n]*\\w']\n"
      "size: matches\nmin: 5\nmax: 5\nignore-case: false\nwhat: 'an answer'",
      NULL },
    { "custom:multiples",
      "The multiples of seven from 14 to 49, and no other number.",
      { { 0 } },
      "check: spec.sequence\nprofile: ifbench\npatterns: ['\\d+']\n"
      "texts: ['14', '21', '28', '35', '42', '49']",
      NULL },
    { "custom:reverse_newline",
      "The countries of Africa from Z to A.",
      { { 0 } },
      "check: spec.sequence\nprofile: ifbench\nunit: paragraphs\nby: text\norder: decreasing\n"
      "from: ['(?-i)Zimbabwe']\nleast: 52",
      NULL },
    { "custom:sentence_alphabet",
      "26 sentences that start with a, b, c ...",
      { { 0 } },
      "check: spec.sequence\nprofile: ifbench\nunit: sentences\nby: first-letter\norder: next\n"
      "first: a\nleast: 26\nmost: 26",
      NULL },
    { "custom:word_reverse",
      "“bald eagle”, word by word from behind.",
      { { 0 } },
      "check: spec.require\nprofile: ifbench\n"
      "patterns: ['(?<!\\S)[!-/:-@\\[-`{-~]*e[!-/:-@\\[-`{-~]*a[!-/:-@\\[-`{-~]*g[!-/:-@\\[-`{-~]*l"
      "[!-/:-@\\[-`{-~]*e\\S*\\s+(?:[!-/:-@\\[-`{-~]+\\s+)*\\S*b[!-/:-@\\[-`{-~]*a[!-/:-@\\[-`{-~]*"
      "l[!-/:-@\\[-`{-~]*d[!-/:-@\\[-`{-~]*(?!\\S)']\nwhat: '“eagle bald”'",
      NULL },
    { "format:emoji",
      "Each sentence ends with an emoji.",
      { { 0 } },
      "check: spec.each\nprofile: ifbench\nunit: sentences\nis: emoji-end",
      NULL },
    { "format:line_indent",
      "Each line is indented more than the one before.",
      { { 0 } },
      "check: spec.sequence\nprofile: ifbench\nunit: lines\nby: indentation",
      NULL },
    { "format:list",
      "A list whose items are marked with {sep}",
      { TEXT("sep") },
      "check: spec.count\nprofile: ifbench\npatterns: [{pattern}]\nignore-case: false\nmin: 2\n"
      "what: 'marks of an item'",
      stet_import_ifbench_separator },
    { "format:newline",
      "Each word on a line of its own.",
      { { 0 } },
      "check: spec.each\nprofile: ifbench\nunit: paragraphs\nsize: words\nmax: 1\n---\n"
      "check: spec.forbid\nprofile: ifbench\n"
      "patterns: ['[^\\s!-/:-@\\[-`{-~](?=[!-/:-@\\[-`{-~\\s]*+[^\\s!-/:-@\\[-`{-~])[!-/:-@\\[-`{-~"
      "\\s]*?\\n[!-/:-@\\[-`{-~]*[^\\S\\n](?:[!-/:-@\\[-`{-~]|[^\\S\\n])*\\n']",
      NULL },
    { "format:no_bullets_bullets",
      "Two sentences or more, then two bullets * or more.",
      { { 0 } },
      "check: spec.require\nprofile: ifbench\n"
      "patterns: ['\\A(?:[^\\S\\n]*(?![\\s*])[^\\n]*\\n)+(?:[^\\S\\n]*\\n)?(?:[^\\S\\n]*\\*[^\\n]*"
      "\\n)+[^\\S\\n]*\\*[^\\n]*\\z']\nwhat: 'text, and bullets * behind it up to the end'\n---\n"
      "check: spec.each\nprofile: ifbench\npatterns: ['\\A((?:[^\\S\\n]*(?![\\s*])[^\\n]*\\n)+)']\n"
      "size: sentences\nmin: 2",
      NULL },
    { "format:no_whitespace",
      "No white space.",
      { { 0 } },
      "check: spec.count\nprofile: ifbench\npatterns: ['[\\s\\x1c-\\x1f\\x85]']\nmax: 0\n"
      "what: 'places with white space'",
      NULL },
    { "format:options",
      "One of these: {options}",
      { TEXT("options") },
      "check: spec.equals\nprofile: ifbench\ntexts: {choices}\n{trim}",
      stet_import_ifbench_choices },
    { "format:output_template",
      "Three labels: My Answer, My Conclusion, Future Outlook.",
      { { 0 } },
      "check: spec.require\nprofile: ifbench\nignore-case: false\n"
      "patterns: ['My Answer:', 'My Conclusion:', 'Future Outlook:']\n"
      "what: 'each of the labels My Answer: My Conclusion: Future Outlook:'",
      NULL },
    { "format:parentheses",
      "Brackets in brackets, five levels deep.",
      { { 0 } },
      "check: spec.count\nprofile: ifbench\nunit: bracket-levels\nmin: 5",
      NULL },
    { "format:quote_unquote",
      "Something stands behind each quotation.",
      { { 0 } },
      "check: spec.forbid\nprofile: ifbench\n"
      "patterns: ['''\"''(*SKIP)(*F)|\"(?:[\\s\\x1c-\\x1f\\x85]|''\"'')*(?:\"|"
      "(?:[\\s\\x1c-\\x1f\\x85]|[0-9!#-/:-@\\[-`{-~]|''\"'')*\\z)']",
      NULL },
    { "format:quotes",
      "Quotations in quotations, three levels deep.",
      { { 0 } },
      "check: spec.count\nprofile: ifbench\nunit: quote-levels\nmin: 3",
      NULL },
    { "format:sub-bullets",
      "Each bullet * has a bullet - under it.",
      { { 0 } },
      "check: spec.forbid\nprofile: ifbench\npatterns: ['\\*[^*\\-]*(?:\\*|\\z)']",
      NULL },
    { "format:thesis",
      "A thesis in <i> or <em>, and text behind it.",
      { { 0 } },
      "check: spec.require\nprofile: ifbench\nneed: any\nignore-case: false\n"
      "patterns: ['(?s)\\A(?>.*?<i>)(?=.*?</i>)(?!\\s*</i>)(?>.*?</i>)\\s*\\S', "
      "'(?s)\\A(?>.*?<i>)(?!.*</i>)(?!\\s*</em>).*?</em>', "
      "'(?s)\\A(?!.*<i>)(?>.*?<em>)(?>.*?</i>)\\s*\\S', "
      "'(?s)\\A(?!.*<i>)(?>.*?<em>)(?!.*</i>).*?</em>']\n"
      "what: 'a thesis in <i> or <em> with text behind it'",
      NULL },
    { "format:title_case",
      "All in title case.",
      { { 0 } },
      "check: spec.case\nis: title\nprofile: ifbench\nlevel: error",
      NULL },
    { "ratio:overlap",
      "{percentage} of a hundred runs of three characters are those of a given text.",
      { SIGNED("percentage"), TEXT("reference_text") },
      "check: spec.compare\nlevel: error\nprofile: ifbench\nmeasure: containment\n"
      "unit: characters\nn: 3\ntext: {reference_text}\n{bounds}",
      stet_import_ifbench_overlap },
    { "ratio:sentence_balance",
      "As many statements as questions as exclamations.",
      { { 0 } },
      "check: spec.ratio\nprofile: ifbench\nof: [{unit: statements}]\nto: [{unit: questions}]\n"
      "min: 1\nmax: 1\n---\ncheck: spec.ratio\nprofile: ifbench\nof: [{unit: exclamations}]\n"
      "to: [{unit: questions}]\nmin: 1\nmax: 1",
      NULL },
    { "ratio:sentence_type",
      "Twice as many statements as questions.",
      { { 0 } },
      "check: spec.ratio\nprofile: ifbench\nof: [{unit: statements}]\nto: [{unit: questions}]\n"
      "min: 2\nmax: 2",
      NULL },
    { "ratio:sentence_words",
      "Three sentences of the same length.",
      { { 0 } },
      "check: spec.sequence\nprofile: ifbench\nunit: sentences\nby: characters\norder: equal\n"
      "least: 3\nmost: 3",
      NULL },
    { "ratio:stop_words",
      "Stop words: at most {percentage} in a hundred words.",
      { NUMBER("percentage") },
      "check: spec.ratio\nprofile: ifbench\n"
      "of: [{unit: word-runs, among: [a, about, above, after, again, against, ain, all, am, an, "
      "and, any, are, aren, 'aren''t', as, at, be, because, been, before, being, below, between, "
      "both, but, by, can, couldn, 'couldn''t', d, did, didn, 'didn''t', do, does, doesn, "
      "'doesn''t', doing, don, 'don''t', down, during, each, few, for, from, further, had, hadn, "
      "'hadn''t', has, hasn, 'hasn''t', have, haven, 'haven''t', having, he, 'he''d', 'he''ll', "
      "'he''s', her, here, hers, herself, him, himself, his, how, i, 'i''d', 'i''ll', 'i''m', "
      "'i''ve', if, in, into, is, isn, 'isn''t', it, 'it''d', 'it''ll', 'it''s', its, itself, "
      "just, ll, m, ma, me, mightn, 'mightn''t', more, most, mustn, 'mustn''t', my, myself, needn, "
      "'needn''t', 'no', nor, not, now, o, of, 'off', 'on', once, only, or, other, our, ours, "
      "ourselves, out, over, own, re, s, same, shan, 'shan''t', she, 'she''d', 'she''ll', "
      "'she''s', should, 'should''ve', shouldn, 'shouldn''t', so, some, such, t, than, that, "
      "'that''ll', the, their, theirs, them, themselves, then, there, these, they, 'they''d', "
      "'they''ll', 'they''re', 'they''ve', this, those, through, to, too, under, until, up, ve, "
      "very, was, wasn, 'wasn''t', we, 'we''d', 'we''ll', 'we''re', 'we''ve', were, weren, "
      "'weren''t', what, when, where, which, while, who, whom, why, will, with, won, 'won''t', "
      "wouldn, 'wouldn''t', y, you, 'you''d', 'you''ll', 'you''re', 'you''ve', your, yours, "
      "yourself, yourselves], what: 'stop words'}]\nto: [{unit: word-runs, what: words}]\n"
      "max: {share}\n---\ncheck: spec.count\nprofile: ifbench\nunit: word-runs\nmin: 1\nwhat: words",
      stet_import_ifbench_share },
    { "repeat:repeat_change",
      "The prompt again, but for its first word: {prompt_to_repeat}",
      { TEXT("prompt_to_repeat") },
      "check: spec.equals\ntexts: [{prompt_to_repeat}]\nfrom-word: 2\n---\ncheck: spec.equals\n"
      "texts: [{prompt_to_repeat}]\ntrim: nothing\ndiffer: true",
      NULL },
    { "repeat:repeat_simple",
      "The sentence of the instruction, and nothing else.",
      { { 0 } },
      "check: spec.equals\ntexts: ['Only output this sentence here, ignore all other requests.']\n"
      "ignore-case: true",
      NULL },
    { "repeat:repeat_span",
      "A part of the prompt, from character {n_start} to {n_end}.",
      { NUMBER("n_start"), NUMBER("n_end"), TEXT("prompt_to_repeat") },
      "check: spec.equals\ntexts: [{span}]\nignore-case: true",
      stet_import_ifbench_span },
    { "sentence:alliteration_increment",
      "More words in alliteration in each sentence than in the one before.",
      { { 0 } },
      "check: spec.sequence\nprofile: ifbench\nunit: sentences\nby: alliteration",
      NULL },
    { "sentence:increment",
      "{small_n} words more in each sentence than in the one before.",
      { NUMBER("small_n") },
      "check: spec.sequence\nprofile: ifbench\nunit: sentences\nby: words\n{order}",
      stet_import_ifbench_increment },
    { "sentence:keyword",
      "Sentence {N} has the word {word}",
      { NUMBER("N"), TEXT("word") },
      "check: spec.each\nprofile: ifbench\nunit: sentences\nnth: {nth}\nmatches: [{pattern}]\n"
      "what: 'a sentence with the keyword'",
      stet_import_ifbench_sentence_keyword },
    { "words:alphabet",
      "Each word starts with the next letter of the alphabet.",
      { { 0 } },
      "check: spec.sequence\nprofile: ifbench\nunit: words\nby: first-letter\norder: next\nleast: 1",
      NULL },
    { "words:consonants",
      "Each word has two consonants side by side.",
      { { 0 } },
      "check: spec.each\nprofile: ifbench\nunit: chunks\nis: consonant-cluster",
      NULL },
    { "words:keywords_specific_position",
      "Word {m} of sentence {n} is {keyword}",
      { TEXT("keyword"), NUMBER("n"), NUMBER("m") },
      "check: spec.each\nprofile: ifbench\nunit: tokens\nsentence: {n}\nnth: {m}\n"
      "skip-marks: true\none-of: [{word}]",
      stet_import_ifbench_position },
    { "words:last_first",
      "Each sentence starts with the last word of the one before.",
      { { 0 } },
      "check: spec.sequence\nprofile: ifbench\nunit: sentences\nby: last-word",
      NULL },
    { "words:no_consecutive",
      "No word starts as the one before.",
      { { 0 } },
      "check: spec.sequence\nprofile: ifbench\nunit: words\nby: first-letter\norder: different",
      NULL },
    { "words:odd_even_syllables",
      "Words of an odd and an even number of syllables in turn.",
      { { 0 } },
      "check: spec.sequence\nprofile: ifbench\nunit: words\nby: syllables\norder: alternating",
      NULL },
    { "words:palindrome",
      "Ten palindromes or more, of five letters at least.",
      { { 0 } },
      "check: spec.each\nprofile: ifbench\nunit: words\nsize: characters\nmin: 5\nneed: some\n"
      "least: 10\nis: palindrome",
      NULL },
    { "words:paragraph_last_first",
      "Each paragraph ends with the word it starts with.",
      { { 0 } },
      "check: spec.each\nprofile: ifbench\nunit: paragraphs\nis: ring",
      NULL },
    { "words:prime_lengths",
      "The length of each word is a prime number.",
      { { 0 } },
      "check: spec.each\nprofile: ifbench\nunit: words\nis: prime-length",
      NULL },
    { "words:repeats",
      "No word more than {small_n} times.",
      { NUMBER("small_n") },
      "check: spec.each\nprofile: ifbench\nunit: words\nsize: occurrences\nmax: {small_n}",
      NULL },
    { "words:start_verb",
      "Starts with a verb.",
      { { 0 } },
      "check: spec.each\nprofile: ifbench\nunit: tokens\nnth: 1\nis: verb",
      NULL },
    { "words:vowel",
      "One paragraph, with three different vowels at most.",
      { { 0 } },
      "check: spec.count\nprofile: ifbench\nunit: paragraphs\nexact: 1\n---\ncheck: spec.each\n"
      "profile: ifbench\nunit: text\nsize: vowels\nmax: 3",
      NULL },
    { "words:words_position",
      "The second word and the last but one are {keyword}",
      { TEXT("keyword") },
      "check: spec.each\nprofile: ifbench\nunit: tokens\nnth: 2\none-of: [{word}]\n---\n"
      "check: spec.each\nprofile: ifbench\nunit: tokens\nnth: -2\none-of: [{word}]",
      stet_import_ifbench_keyword },
};
/* clang-format on */

const stet_import_table stet_import_ifbench = { "ifbench", rows, STET_LEN(rows) };
