/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/prose.h"
#include "spec.h"

#include <string.h>

typedef struct script_item {
    int script;
} script_item;

typedef struct language_options {
    stet_list is;     /* spec_text */
    stet_list script; /* script_item */
    stet_str same_as;
    stet_list except_patterns; /* spec_item */
    bool mixed;
    int64_t min_letters;
    double min_share;
} language_options;

static const char *const script_choices[] = {
    "latin",      "greek",   "cyrillic",  "armenian", "hebrew", "arabic",
    "devanagari", "bengali", "gurmukhi",  "gujarati", "oriya",  "tamil",
    "telugu",     "kannada", "malayalam", "sinhala",  "thai",   "lao",
    "tibetan",    "myanmar", "georgian",  "ethiopic", "khmer",  "mongolian",
    "hangul",     "han",     "japanese",  NULL,
};

static const stet_param script_params[1] = {
    STET_CHOICE(script_item, script, .choices = script_choices, .doc = "A script."),
};

static const stet_param params[] = {
    STET_LIST(language_options, is, spec_text, spec_text_params, .more = STET_LIMIT,
              .preset = "[]",
              .doc = "The languages that the text may be in, as codes of ISO 639: en, "
                     "fr, pt, zh."),
    STET_TEXT(language_options, same_as, .preset = "''", .field = true,
              .doc = "A field of the record: the texts that the rule looks at must be "
                     "in its language."),
    STET_LIST(language_options, except_patterns, spec_item, spec_pattern_params,
              .preset =
                  "['\\btranslat', '\\b(?:language|speak|said|say|word|words|phrase) "
                  "(?:in|for)\\b', '\\blanguages?\\b', "
                  "'\\b(?:Arabic|Chinese|Mandarin|Czech|Danish|Dutch|English|"
                  "Finnish|French|German|Greek|Hebrew|Hindi|Hungarian|Indonesian|"
                  "Italian|Japanese|Korean|Latin|Norwegian|Persian|Polish|"
                  "Portuguese|Romanian|Russian|Spanish|Swahili|Swedish|Thai|"
                  "Turkish|Ukrainian|Vietnamese)\\b']",
              .doc = "What in that field allows any language, for it asks for another "
                     "one: PCRE2 patterns."),
    STET_LIST(language_options, script, script_item, script_params, .more = STET_LIMIT,
              .preset = "[]",
              .doc = "The scripts that the text may be written in; most of its letters "
                     "count."),
    STET_BOOL(language_options, mixed, .more = STET_STRICTER, .preset = "false",
              .doc = "Whether a paragraph in another language than the rest of its "
                     "text is told."),
    STET_INT(language_options, min_letters, .more = STET_LOOSER, .preset = "100",
             .min = 10, .max = 1e9,
             .doc = "Texts and paragraphs of fewer letters are not judged by their "
                    "language; a Han, kana or Hangul letter counts as three."),
    STET_REAL(language_options, min_share, .more = STET_LOOSER, .preset = "0.8",
              .min = 0.34, .max = 1,
              .doc =
                  "The least share of a text that must be in one language, for it to "
                  "be judged."),
};

enum { NOT_IN, NOT_SAME, SCRIPT, MIXED };
static const stet_message messages[] = {
    [NOT_IN] = { "not-in", "the text is in {language}, not in {wanted}" },
    [NOT_SAME] = { "not-same",
                   "the text is in {language}, but the {other} is in {wanted}" },
    [SCRIPT] = { "script", "the text is written in {script} letters, not in {wanted}" },
    [MIXED] = { "mixed", "this paragraph is in {language}, the text in {wanted}" },
};

/* What languages are called in messages; of others the code stands there. */
static const struct {
    const char *code, *name;
} names[] = {
    { "af", "Afrikaans" },  { "ar", "Arabic" },     { "bg", "Bulgarian" },
    { "bn", "Bengali" },    { "bs", "Bosnian" },    { "ca", "Catalan" },
    { "cs", "Czech" },      { "cy", "Welsh" },      { "da", "Danish" },
    { "de", "German" },     { "el", "Greek" },      { "en", "English" },
    { "es", "Spanish" },    { "et", "Estonian" },   { "eu", "Basque" },
    { "fa", "Persian" },    { "fi", "Finnish" },    { "fr", "French" },
    { "ga", "Irish" },      { "gl", "Galician" },   { "gu", "Gujarati" },
    { "he", "Hebrew" },     { "hi", "Hindi" },      { "hr", "Croatian" },
    { "hu", "Hungarian" },  { "hy", "Armenian" },   { "id", "Indonesian" },
    { "is", "Icelandic" },  { "it", "Italian" },    { "ja", "Japanese" },
    { "ka", "Georgian" },   { "kn", "Kannada" },    { "ko", "Korean" },
    { "la", "Latin" },      { "lt", "Lithuanian" }, { "lv", "Latvian" },
    { "mk", "Macedonian" }, { "ml", "Malayalam" },  { "mr", "Marathi" },
    { "ms", "Malay" },      { "nl", "Dutch" },      { "nn", "Norwegian" },
    { "no", "Norwegian" },  { "pa", "Punjabi" },    { "pl", "Polish" },
    { "pt", "Portuguese" }, { "ro", "Romanian" },   { "ru", "Russian" },
    { "sk", "Slovak" },     { "sl", "Slovene" },    { "sq", "Albanian" },
    { "sr", "Serbian" },    { "sv", "Swedish" },    { "sw", "Swahili" },
    { "ta", "Tamil" },      { "te", "Telugu" },     { "th", "Thai" },
    { "tl", "Tagalog" },    { "tr", "Turkish" },    { "uk", "Ukrainian" },
    { "ur", "Urdu" },       { "vi", "Vietnamese" }, { "zh", "Chinese" },
};

/* Languages that are so near to each other that some hundred letters do not tell them
   apart: each other's name is not told. */
static const char *const near[] = {
    "da no nn", "hr bs sr", "id ms", "cs sk", "pt gl", "es gl", "af nl", "bg mk",
};

static stet_str name_of(stet_str code)
{
    for (size_t i = 0; i < STET_LEN(names); i++)
        if (code.len == 2 && memcmp(names[i].code, code.ptr, 2) == 0)
            return (stet_str){ names[i].name, strlen(names[i].name) };
    return code;
}

static bool names_language(const char *row, stet_str code)
{
    for (; code.len == 2 && *row != '\0'; row += row[2] == ' ' ? 3 : 2)
        if (memcmp(row, code.ptr, 2) == 0)
            return true;
    return false;
}

static bool is_near(stet_str a, stet_str b)
{
    if (spec_is_same(a, b, true))
        return true;
    for (size_t i = 0; i < STET_LEN(near); i++)
        if (names_language(near[i], a) && names_language(near[i], b))
            return true;
    return false;
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const language_options *o = options;
    const spec_text *codes = o->is.items;

    (void)check;
    if (o->is.count == 0 && o->script.count == 0 && o->same_as.len == 0 && !o->mixed)
        return stet_fail(ctx, "is", "give is, same-as, script or mixed");
    for (size_t i = 0; i < o->is.count; i++)
        if (!stet_knows_language(ctx, codes[i].text))
            return stet_fail(
                ctx, "is",
                "`%.*s` is the code of no language that can be told; codes "
                "are those of ISO 639-1, as en, fr, zh",
                (int)codes[i].text.len, codes[i].text.ptr);
    return STET_OK;
}

/* Whether the field asks for a language: what follows may be in any. */
static bool asks_for_language(stet_ctx *ctx, const language_options *o, stet_str text)
{
    const spec_item *items = o->except_patterns.items;
    stet_match match;

    for (size_t i = 0; i < o->except_patterns.count; i++)
        if (stet_find(ctx, items[i].pattern, text, 0, &match))
            return true;
    return false;
}

/* Whether the library's word may be taken for it. */
static bool is_certain(const language_options *o, const stet_language *language)
{
    return language->code.len > 0 && language->letters >= (uint64_t)o->min_letters &&
           language->share >= o->min_share;
}

/* Reports what a text is and what it should be; `other` is the field it follows. */
static void report_language(stet_ctx *ctx, const stet_doc *doc, uint32_t message,
                            stet_span span, stet_str code, stet_str wanted,
                            stet_str other)
{
    stet_arg args[3] = { { .name = "language", .text = name_of(code) },
                         { .name = "wanted", .text = wanted },
                         { .name = "other", .text = other } };
    stet_report(ctx, &(stet_finding){ .message = message,
                                      .span = span,
                                      .doc = doc,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

static void check_is(stet_ctx *ctx, const language_options *o, const stet_doc *doc,
                     const stet_language *language)
{
    const spec_text *codes = o->is.items;
    spec_text *wanted = stet_alloc(ctx, (o->is.count + 1) * sizeof *wanted);

    for (size_t i = 0; i < o->is.count; i++) {
        if (is_near(codes[i].text, language->code))
            return;
        wanted[i].text = name_of(codes[i].text);
    }
    report_language(ctx, doc, NOT_IN, spec_start(ctx, doc), language->code,
                    spec_join(ctx, &(stet_list){ wanted, o->is.count }),
                    (stet_str){ "", 0 });
}

static void check_script(stet_ctx *ctx, const language_options *o, const stet_doc *doc,
                         const stet_language *language)
{
    const script_item *scripts = o->script.items;
    spec_text *wanted = stet_alloc(ctx, (o->script.count + 1) * sizeof *wanted);

    for (size_t i = 0; i < o->script.count; i++) {
        const char *name = script_choices[scripts[i].script];
        wanted[i].text = (stet_str){ name, strlen(name) };
        if (spec_is_same(wanted[i].text, language->script, false))
            return;
    }
    stet_arg args[] = {
        { .name = "script", .text = language->script },
        { .name = "wanted",
          .text = spec_join(ctx, &(stet_list){ wanted, o->script.count }) },
    };
    stet_report(ctx, &(stet_finding){ .message = SCRIPT,
                                      .span = spec_start(ctx, doc),
                                      .doc = doc,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

/* What each block is certainly in; code empty: that cannot be told. */
static stet_language *languages_of_blocks(stet_ctx *ctx, const language_options *o,
                                          const stet_doc *doc, stet_block_array blocks)
{
    stet_language *all = stet_alloc(ctx, (blocks.count + 1) * sizeof *all);

    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        all[b].code = (stet_str){ "", 0 };
        if (!stet_selected(ctx, block) ||
            block->span.end - block->span.start < (uint64_t)o->min_letters)
            continue;
        stet_language here =
            stet_language_of(ctx, spec_prose_of_block(ctx, doc, block));
        if (is_certain(o, &here))
            all[b] = here;
    }
    return all;
}

/* The language that most letters of these are in, the first of equal ones. Languages
   are few, so the search for each new one is short. */
static stet_str commonest(stet_ctx *ctx, const stet_language *all, size_t count)
{
    stet_language *sums = stet_alloc(ctx, (count + 1) * sizeof *sums);
    size_t n = 0, best = 0;

    sums[0].code = (stet_str){ "", 0 };
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        if (all[i].code.len == 0)
            continue;
        while (at < n && !is_near(sums[at].code, all[i].code))
            at++;
        if (at == n)
            sums[n++] = (stet_language){ .code = all[i].code };
        sums[at].letters += all[i].letters;
    }
    for (size_t i = 1; i < n; i++)
        if (sums[i].letters > sums[best].letters)
            best = i;
    return sums[best].code;
}

/* Paragraphs that are certainly in another language than the rest; of a row of them
   in one language the first is told. Of a text in several languages the library names
   one that need not be the greater part, so the paragraphs decide. */
static void check_mixed(stet_ctx *ctx, const language_options *o, const stet_doc *doc,
                        const stet_language *language)
{
    stet_block_array blocks = stet_blocks(ctx, doc);
    const stet_language *all = languages_of_blocks(ctx, o, doc, blocks);
    stet_str rest =
        is_certain(o, language) ? language->code : commonest(ctx, all, blocks.count);
    stet_str told = { "", 0 };

    for (size_t b = 0; b < blocks.count; b++) {
        if (all[b].code.len == 0)
            continue;
        bool other = !is_near(all[b].code, rest);
        if (other && !spec_is_same(all[b].code, told, false))
            report_language(ctx, doc, MIXED, blocks.items[b].span, all[b].code,
                            name_of(rest), (stet_str){ "", 0 });
        told = other ? all[b].code : (stet_str){ "", 0 };
    }
}

/* The language of a field that is not checked itself: a fact of the record. */
static stet_language language_of_fact(stet_ctx *ctx, const language_options *o,
                                      const stet_record *record)
{
    stet_language none = { .code = { "", 0 } };
    char *key = stet_alloc(ctx, o->same_as.len + 1);

    memcpy(key, o->same_as.ptr, o->same_as.len);
    stet_str text = stet_meta(ctx, record, key);
    if (text.len == 0 || asks_for_language(ctx, o, text))
        return none;
    stet_language language = stet_language_of(ctx, text);
    return is_certain(o, &language) ? language : none;
}

/* The language that the others must follow; code empty: the field is not there, asks
   for a language, or is not certain. */
static stet_language language_to_follow(stet_ctx *ctx, const language_options *o,
                                        const stet_record *record)
{
    stet_field_array fields = stet_texts(ctx, record);
    bool is_text = false;

    for (size_t i = 0; i < fields.count; i++) {
        const stet_field *field = &fields.items[i];
        if (!spec_is_same(field->name, o->same_as, false))
            continue;
        is_text = true;
        if (asks_for_language(ctx, o, stet_text(ctx, field->doc)))
            continue;
        stet_language language = stet_language_of(ctx, spec_prose(ctx, field->doc));
        if (is_certain(o, &language))
            return language;
    }
    return is_text ? (stet_language){ .code = { "", 0 } }
                   : language_of_fact(ctx, o, record);
}

static void check_field(stet_ctx *ctx, const language_options *o, const stet_doc *doc,
                        const stet_language *wanted)
{
    stet_language language = stet_language_of(ctx, spec_prose(ctx, doc));

    if (o->script.count > 0 && language.letters > 0)
        check_script(ctx, o, doc, &language);
    if (o->mixed && language.code.len > 0)
        check_mixed(ctx, o, doc, &language);
    if (!is_certain(o, &language))
        return;
    if (o->is.count > 0)
        check_is(ctx, o, doc, &language);
    if (wanted->code.len > 0 && !is_near(wanted->code, language.code))
        report_language(ctx, doc, NOT_SAME, spec_start(ctx, doc), language.code,
                        name_of(wanted->code), o->same_as);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const language_options *o = check;
    stet_field_array fields = stet_fields(ctx, unit->record);
    stet_language wanted = { .code = { "", 0 } };

    (void)state;
    if (o->same_as.len > 0)
        wanted = language_to_follow(ctx, o, unit->record);
    for (size_t i = 0; i < fields.count; i++) {
        bool followed = spec_is_same(fields.items[i].name, o->same_as, false);
        bool alone = o->is.count == 0 && o->script.count == 0 && !o->mixed;
        if (!followed && !(alone && wanted.code.len == 0))
            check_field(ctx, o, fields.items[i].doc, &wanted);
    }
    return STET_OK;
}

const stet_check_type spec_language = {
    .name = "language",
    .summary = "The text is in another language or script than it should be",
    .doc =
        "Tells which language a text is in by its words. `is` lists the languages that "
        "are allowed; `same-as` names the field of the record whose language the other "
        "texts must have, as an answer has its question's, unless that asks for a "
        "language "
        "(`except-patterns`); `script` lists the scripts; "
        "`mixed` finds paragraphs in another language than the rest. Code, block "
        "quotations, what stands in quotation marks, addresses and names do not count. "
        "Of a short text, a mixed one or a doubtful one nothing is said "
        "(`min-letters`, "
        "`min-share`), nor are languages told apart that differ little: Danish and "
        "Norwegian, Croatian and Serbian, Indonesian and Malay, Czech and Slovak, "
        "Portuguese and Galician, Dutch and Afrikaans, Bulgarian and Macedonian. A "
        "text "
        "is judged by its first 8,000 bytes or so.",
    .scope = STET_SCOPE_RECORD,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(language_options, params),
    .create = create,
    .run = run,
    .whole = true,
    .kinds = 1U << STET_BLOCK_PARAGRAPH | 1U << STET_BLOCK_HEADING |
             1U << STET_BLOCK_ITEM | 1U << STET_BLOCK_CELL,
};
