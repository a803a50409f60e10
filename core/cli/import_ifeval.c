/* SPDX-License-Identifier: Apache-2.0 */
/* The 25 instructions of IFEval (Zhou et al., 2023, arXiv:2311.07911), as rules that
   have the meaning of its reference code: profile ifeval, see docs/units.md. What the
   reference takes for a regular expression is a pattern here. */
#include "base/str.h"
#include "cli/import.h"
#include "text/language.h"

static stet_str text_of(const stet_import_values *values, const char *name)
{
    return stet_str_trim(stet_import_get(values, name)->text);
}

static bool word_bounds(stet_import_values *values, stet_error *error)
{
    return stet_import_add_bounds(values, "relation", "num_words", error);
}

static bool sentence_bounds(stet_import_values *values, stet_error *error)
{
    return stet_import_add_bounds(values, "relation", "num_sentences", error);
}

static bool capital_bounds(stet_import_values *values, stet_error *error)
{
    return stet_import_add_bounds(values, "capital_relation", "capital_frequency",
                                  error);
}

static bool keyword_bounds(stet_import_values *values, stet_error *error)
{
    stet_import_add_text(values, "pattern", text_of(values, "keyword"));
    return stet_import_add_bounds(values, "relation", "frequency", error);
}

/* The reference takes any letter where this is not one of a to z; here it is looked for
   as it stands. */
static bool letter_bounds(stet_import_values *values, stet_error *error)
{
    stet_import_add_text(values, "pattern",
                         stet_import_escape(values->arena, text_of(values, "letter")));
    return stet_import_add_bounds(values, "let_relation", "let_frequency", error);
}

static bool known_language(stet_import_values *values, stet_error *error)
{
    stet_str code = text_of(values, "language");

    return stet_language_is_known(code) ||
           stet_error_set(error,
                          "`language` is “%.*s”, which is the code of no language that "
                          "can be told",
                          (int)code.len, code.ptr);
}

static bool first_word(stet_import_values *values, stet_error *error)
{
    int64_t nth = stet_import_get(values, "nth_paragraph")->number;
    int64_t all = stet_import_get(values, "num_paragraphs")->number;

    if (nth >= 1 && nth <= all)
        return true;
    return stet_error_set(error, "`nth_paragraph` must be from 1 to `num_paragraphs`");
}

static bool postscript(stet_import_values *values, stet_error *error)
{
    stet_str marker = text_of(values, "postscript_marker");

    (void)error;
    if (stet_str_is(marker, "P.P.S"))
        marker = STET_STR("p\\.\\s?p\\.\\s?s");
    else if (stet_str_is(marker, "P.S."))
        marker = STET_STR("p\\.\\s?s\\.");
    stet_import_add_text(values, "pattern", marker);
    return true;
}

static bool sections(stet_import_values *values, stet_error *error)
{
    stet_str splitter = text_of(values, "section_spliter");

    (void)error;
    stet_import_add_text(values, "pattern",
                         stet_arena_format(values->arena, "%.*s\\s?\\d+",
                                           (int)splitter.len, splitter.ptr));
    return true;
}

/* Between word boundaries. */
static bool forbidden(stet_import_values *values, stet_error *error)
{
    const stet_import_value *words = stet_import_get(values, "forbidden_words");
    stet_str *patterns =
        stet_arena_alloc(values->arena, words->n_texts * sizeof *patterns);

    (void)error;
    for (size_t i = 0; i < words->n_texts; i++)
        patterns[i] = stet_arena_format(values->arena, "\\b%.*s\\b",
                                        (int)words->texts[i].len, words->texts[i].ptr);
    stet_import_value *value = stet_import_add(values, "patterns", STET_IMPORT_TEXTS);
    value->texts = patterns;
    value->n_texts = words->n_texts;
    return true;
}

#define NUMBER(name)                    \
    {                                   \
        name, STET_IMPORT_NUMBER, false \
    }
#define TEXT(name)                    \
    {                                 \
        name, STET_IMPORT_TEXT, false \
    }
#define TEXTS(name)                    \
    {                                  \
        name, STET_IMPORT_TEXTS, false \
    }

/* clang-format off */
static const stet_import_row rows[] = {
    { "change_case:capital_word_frequency",
      "Words in capitals: {capital_relation} {capital_frequency}.",
      { NUMBER("capital_frequency"), TEXT("capital_relation") },
      "check: spec.count\nunit: tokens\nwritten: upper\nprofile: ifeval\n{bounds}", capital_bounds },
    { "change_case:english_capital", "All in capitals, and in English.", { { 0 } },
      "check: spec.case\nlevel: error\nis: upper\nprofile: ifeval\n---\n"
      "check: spec.language\nlevel: error\nis: en\nmin-letters: 10\nmin-share: 0.34", NULL },
    { "change_case:english_lowercase", "All in small letters, and in English.", { { 0 } },
      "check: spec.case\nlevel: error\nis: lower\nprofile: ifeval\n---\n"
      "check: spec.language\nlevel: error\nis: en\nmin-letters: 10\nmin-share: 0.34", NULL },
    { "combination:repeat_prompt", "Begins with the prompt: {prompt_to_repeat}",
      { TEXT("prompt_to_repeat") },
      "check: spec.anchor\nprofile: ifeval\nstart-texts: [{prompt_to_repeat}]", NULL },
    { "combination:two_responses", "Two different answers, parted by ******.", { { 0 } },
      "check: spec.count\nunit: parts\nseparator: '******'\nprofile: ifeval\nfilled: true\n"
      "exact: 2\nwhat: answers parted by ******\n---\n"
      "check: spec.count\nunit: parts\nseparator: '******'\nprofile: ifeval\ndistinct: true\n"
      "ignore-case: false\nexact: 2\nwhat: different answers parted by ******", NULL },
    { "detectable_content:number_placeholders",
      "Placeholders in square brackets: at least {num_placeholders}.",
      { NUMBER("num_placeholders") },
      "check: spec.count\nunit: placeholders\nprofile: ifeval\nmin: {num_placeholders}", NULL },
    { "detectable_content:postscript", "A postscript that begins with {postscript_marker}",
      { TEXT("postscript_marker") },
      "check: spec.require\npatterns: [{pattern}]\nprofile: ifeval\n"
      "what: a postscript", postscript },
    { "detectable_format:constrained_response", "One of three answers.", { { 0 } },
      "check: spec.require\nneed: any\nignore-case: false\nprofile: ifeval\n"
      "patterns: ['My answer is yes\\.', 'My answer is no\\.', 'My answer is maybe\\.']\n"
      "what: one of the three answers", NULL },
    { "detectable_format:json_format", "All of it is JSON.", { { 0 } },
      "check: spec.structure\nparses: json\nprofile: ifeval", NULL },
    { "detectable_format:multiple_sections",
      "Sections that begin with {section_spliter} and a number: at least {num_sections}.",
      { TEXT("section_spliter"), NUMBER("num_sections") },
      "check: spec.count\npatterns: [{pattern}]\nignore-case: false\nprofile: ifeval\n"
      "min: {num_sections}\nwhat: sections", sections },
    { "detectable_format:number_bullet_lists", "Bullets: exactly {num_bullets}.",
      { NUMBER("num_bullets") },
      "check: spec.count\nunit: bullets\nprofile: ifeval\nexact: {num_bullets}", NULL },
    { "detectable_format:number_highlighted_sections",
      "Highlighted places: at least {num_highlights}.",
      { NUMBER("num_highlights") },
      "check: spec.count\nunit: highlights\nprofile: ifeval\nmin: {num_highlights}", NULL },
    { "detectable_format:title", "A title in double angle brackets.", { { 0 } },
      "check: spec.count\nunit: titles\nprofile: ifeval\nmin: 1", NULL },
    { "keywords:existence", "Keywords: {keywords}", { TEXTS("keywords") },
      "check: spec.require\npatterns: {keywords}\nprofile: ifeval\nwhat: every keyword", NULL },
    { "keywords:forbidden_words", "Not these words: {forbidden_words}",
      { TEXTS("forbidden_words") },
      "check: spec.forbid\npatterns: {patterns}\nprofile: ifeval", forbidden },
    { "keywords:frequency", "The word {keyword}: {relation} {frequency} times.",
      { TEXT("keyword"), NUMBER("frequency"), TEXT("relation") },
      "check: spec.count\npatterns: [{pattern}]\nprofile: ifeval\n{bounds}\n"
      "what: times the keyword", keyword_bounds },
    { "keywords:letter_frequency", "The letter {letter}: {let_relation} {let_frequency} times.",
      { TEXT("letter"), NUMBER("let_frequency"), TEXT("let_relation") },
      "check: spec.count\npatterns: [{pattern}]\nprofile: ifeval\n{bounds}\n"
      "what: times the letter", letter_bounds },
    { "language:response_language", "In the language {language}.", { TEXT("language") },
      "check: spec.language\nlevel: error\nis: {language}\nmin-letters: 10\nmin-share: 0.34",
      known_language },
    { "length_constraints:nth_paragraph_first_word",
      "{num_paragraphs} paragraphs; number {nth_paragraph} begins with {first_word}",
      { NUMBER("num_paragraphs"), NUMBER("nth_paragraph"), TEXT("first_word") },
      "check: spec.count\nunit: paragraphs\nprofile: ifeval\nexact: {num_paragraphs}\n---\n"
      "check: spec.anchor\nunit: paragraphs\nnth: {nth_paragraph}\ninner: chunks\n"
      "inner-nth: 1\nprofile: ifeval\nis: [{first_word}]", first_word },
    { "length_constraints:number_paragraphs",
      "Paragraphs, parted by ***: exactly {num_paragraphs}.",
      { NUMBER("num_paragraphs") },
      "check: spec.count\nunit: parts\nseparator: '***'\nprofile: ifeval\nfilled: true\n"
      "exact: {num_paragraphs}\nwhat: paragraphs parted by ***", NULL },
    { "length_constraints:number_sentences", "Sentences: {relation} {num_sentences}.",
      { NUMBER("num_sentences"), TEXT("relation") },
      "check: spec.count\nunit: sentences\nprofile: ifeval\n{bounds}", sentence_bounds },
    { "length_constraints:number_words", "Words: {relation} {num_words}.",
      { NUMBER("num_words"), TEXT("relation") },
      "check: spec.count\nunit: words\nprofile: ifeval\n{bounds}", word_bounds },
    { "punctuation:no_comma", "No commas.", { { 0 } },
      "check: spec.forbid\npatterns: [',']\nprofile: ifeval", NULL },
    { "startend:end_checker", "Ends with: {end_phrase}", { TEXT("end_phrase") },
      "check: spec.anchor\nprofile: ifeval\nend-texts: [{end_phrase}]", NULL },
    { "startend:quotation", "All of it in double quotation marks.", { { 0 } },
      "check: spec.anchor\nprofile: ifeval\nstart-patterns: ['\"']\nend-patterns: ['\"']\n"
      "what: a double quotation mark", NULL },
};
/* clang-format on */

const stet_import_table stet_import_ifeval = { "ifeval", rows, STET_LEN(rows) };
