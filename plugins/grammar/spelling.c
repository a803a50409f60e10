/* SPDX-License-Identifier: Apache-2.0 */
#include "spelling.h"

#include <string.h>

enum {
    SHOWN = 5,  /* Suggestions that the dictionary gives at most. */
    ASKED = 20, /* Words of a text for which it is asked: each may take long. */
};

static const char *const names[] = { "skip", "check", NULL };
static const char *const british[] = { "accept", "flag", NULL };

static const stet_param pattern_params[] = {
    STET_PATTERN(spelling_pattern, pattern, .doc = "A PCRE2 pattern."),
};

static const stet_param params[] = {
    STET_CHOICE(spelling_options, names, .preset = "skip", .choices = names,
                .doc = "Whether capitalised words are looked at."),
    STET_CHOICE(spelling_options, british, .preset = "accept", .choices = british,
                .doc = "What to do with British spellings that an American dictionary "
                       "does not know."),
    STET_INT(spelling_options, recurring, .more = STET_STRICTER, .preset = "3",
             .min = 1, .max = 1e6,
             .doc = "An unknown word that a text holds so many times is a term of it, "
                    "and let pass."),
    STET_INT(spelling_options, suggestions, .more = STET_SAME, .preset = "3", .min = 0,
             .max = SHOWN,
             .doc = "How many suggestions are offered; to ask for them takes "
                    "milliseconds a word, the first time."),
    STET_LIST(spelling_options, words, grammar_text, grammar_text_params,
              .more = STET_LOOSER, .preset = "[]",
              .doc = "Words, in small letters, that are right as well."),
    STET_LIST(spelling_options, patterns, spelling_pattern, pattern_params,
              .more = STET_LOOSER, .preset = "[]", .max = 1000,
              .doc = "PCRE2 patterns of such words, in any case; `^` and `$` are a "
                     "word's ends."),
};

enum { MESSAGE_UNKNOWN, MESSAGE_INSTEAD };
static const stet_message messages[] = {
    { "unknown", "“{match}” is in no dictionary" },
    { "instead", "“{match}” is in no dictionary: write “{instead}”?" },
};

static uint32_t judge(stet_ctx *ctx, const spelling_options *o,
                      const stet_form_info *form)
{
    const spelling_pattern *patterns = o->patterns.items;
    uint32_t verdict = grammar_spelling_judge(ctx, o, form);
    stet_match match;

    for (size_t i = 0; i < o->patterns.count && verdict != SPELLING_KNOWN; i++)
        if (stet_find(ctx, patterns[i].pattern, form->text, 0, &match))
            verdict = SPELLING_KNOWN;
    return verdict;
}

/* Lists the words that are unknown; returns how many. A form is judged once. */
static size_t find_unknown(stet_ctx *ctx, const spelling_options *o,
                           stet_word_array words, uint32_t *memos, uint32_t *unknown)
{
    size_t n = 0;

    for (size_t i = 0; i < words.count; i++) {
        const stet_word *word = &words.items[i];
        uint32_t verdict = memos[word->form];
        if (verdict == SPELLING_KNOWN || word->kind != STET_WORD_PLAIN)
            continue;
        if (verdict == 0)
            verdict = memos[word->form] = judge(ctx, o, stet_form(ctx, word->form));
        if (verdict != SPELLING_KNOWN)
            unknown[n++] = (uint32_t)i;
    }
    return n;
}

/* FNV-1a of the small letters, without the s of a plural. */
static uint32_t key_of(stet_ctx *ctx, uint32_t form)
{
    stet_str text = stet_form(ctx, stet_form(ctx, form)->lower)->text;
    uint32_t key = 2166136261u;

    if (text.len > 3 && text.ptr[text.len - 1] == 's')
        text.len--;
    for (size_t i = 0; i < text.len; i++)
        key = (key ^ (unsigned char)text.ptr[i]) * 16777619u;
    return key;
}

static spelling_cases collect(stet_ctx *ctx, stet_word_array words,
                              const uint32_t *memos, const uint32_t *unknown, size_t n)
{
    spelling_cases cases = { stet_alloc(ctx, n * sizeof *cases.items), n };

    for (size_t i = 0; i < n; i++) {
        uint32_t form = words.items[unknown[i]].form;
        cases.items[i] = (spelling_case){
            .word = unknown[i],
            .key = key_of(ctx, form),
            .name = memos[form] != SPELLING_UNKNOWN,
            .opening = memos[form] == SPELLING_OPENING,
        };
    }
    return cases;
}

/* "a” or “b": what stands between the outer quotation marks. */
static stet_str join(stet_ctx *ctx, const stet_str *texts, size_t n)
{
    static const char joint[] = "” or “";
    size_t size = n * sizeof joint, len = 0;

    for (size_t i = 0; i < n; i++)
        size += texts[i].len;
    char *out = stet_alloc(ctx, size + 1);
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            memcpy(out + len, joint, sizeof joint - 1);
            len += sizeof joint - 1;
        }
        memcpy(out + len, texts[i].ptr, texts[i].len);
        len += texts[i].len;
    }
    return (stet_str){ out, len };
}

/* The one suggestion that the word is a slip of; NULL: none, or several. */
static const stet_str *only_slip(stet_str word, const stet_str *found, size_t n)
{
    const stet_str *only = NULL;

    for (size_t i = 0; i < n; i++) {
        if (!grammar_spelling_is_slip(word, found[i]))
            continue;
        if (only)
            return NULL;
        only = &found[i];
    }
    return only;
}

/* A word that is not clearly a slip may be right and the suggestions wrong, so they are
   named, and no fix puts one in its place. */
static void report(stet_ctx *ctx, const stet_doc *doc, stet_span span,
                   const stet_str *found, size_t n)
{
    const stet_str *slip = only_slip(stet_slice(stet_text(ctx, doc), span), found, n);
    stet_edit edit = { span, slip ? *slip : (stet_str){ "", 0 } };
    stet_fix fix = { "Write it so", &edit, 1, false };
    stet_arg arg = { .name = "instead", .text = slip ? *slip : join(ctx, found, n) };

    stet_report(ctx, &(stet_finding){ .message = n ? MESSAGE_INSTEAD : MESSAGE_UNKNOWN,
                                      .span = span,
                                      .args = &arg,
                                      .n_args = n ? 1 : 0,
                                      .fixes = &fix,
                                      .n_fixes = slip ? 1 : 0 });
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const spelling_options *o = check;
    stet_word_array words = stet_words(ctx, unit->doc);
    uint32_t *memos = stet_memos(ctx);
    uint32_t *unknown = stet_alloc(ctx, words.count * sizeof *unknown);
    size_t n = find_unknown(ctx, o, words, memos, unknown);
    size_t n_asked = 0;

    (void)state;
    if (n == 0)
        return STET_OK;
    spelling_cases cases = collect(ctx, words, memos, unknown, n);
    grammar_spelling_excuse(ctx, unit->doc, o, &cases);
    for (size_t i = 0; i < cases.count; i++) {
        if (cases.items[i].name || cases.items[i].excused)
            continue;
        const stet_word *word = &words.items[cases.items[i].word];
        stet_str_array found = { NULL, 0 };
        if (o->suggestions > 0 && n_asked++ < ASKED)
            found = stet_suggest(ctx, stet_form(ctx, word->form)->text);
        size_t n_wanted = (size_t)o->suggestions;
        report(ctx, unit->doc, word->span, found.items,
               found.count < n_wanted ? found.count : n_wanted);
    }
    return STET_OK;
}

const stet_check_type grammar_spelling = {
    .name = "spelling",
    .summary = "A word is misspelled",
    .doc =
        "Asks the rule set's dictionary about every word. What it does not know is "
        "reported unless something says that it is no misspelling: a capital, a digit, "
        "a letter that English does not have; quotation marks or italics around it; "
        "code beside it; a sentence that is in another language; that the text uses it "
        "again and again; that it is made of known parts (“micro-”, “-able”); or that "
        "it is one of several hundred words that dictionaries lack as yet "
        "(“chatbot”).\n\n"
        "A fix is offered where the word is clearly a slip (two letters that changed "
        "places, one that is doubled or should be, one that a longer word lacks); "
        "other suggestions are only named, for they may be wrong.\n\n"
        "A misspelling that is another word (“form” for “from”) is not found. Words of "
        "a project belong into a file that `dictionary` names.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(spelling_options, params),
    .run = run,
};
