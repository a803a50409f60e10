/* SPDX-License-Identifier: Apache-2.0 */
#include "grammar.h"

#include <string.h>

typedef struct capital_options {
    bool first;
    stet_list except;
} capital_options;

static const stet_param params[] = {
    STET_BOOL(capital_options, first, .more = STET_STRICTER, .preset = "false",
              .doc = "Whether the first sentence of a paragraph is looked at too."),
    STET_LIST(capital_options, except, grammar_text, grammar_text_params,
              .more = STET_LOOSER,
              .preset = "[iff, npm, pip, git, macos, ios, von, van, de]",
              .doc = "Words that stay small at the beginning of a sentence."),
};

static const stet_message messages[] = {
    { "capital", "a sentence begins with a small letter: “{match}”" },
};

/* Full stops behind these end no sentence. A blank before and behind each. */
static const char abbreviations[] =
    " al approx appt apr apt arr art assoc attn aug ave avg bldg blvd bros ca"
    " cert cf ch co cont corp ctr dec def dep dept diff dir dist div ed edn eds"
    " encl eq eqn esp est etc ex exec ext feb fig figs fl fr freq fri ft gal gen"
    " govt gr hr hrs hwy ibid inc incl info intl jan jr jul jun lang lb lbs lic"
    " ln ltd mar max mfg mg mgmt mgr min mins misc ml mo mon mt mts natl neg no"
    " nos nov num obs oct op org orig oz pg ph phys pl pp prev prin prob prod"
    " prof pron pt pts qt qtr qty rd rec ref refs resp rev sat sc sched sci sec"
    " sep sept seq sp spec spp sq sr ss st stat std subj sup tbsp tel temp thu"
    " thur thurs tsp tue tues univ var ver viz vol vols vs wed wk wks wt yd yds"
    " yr yrs ";

/* Whether `words[last]`, the last of a sentence, is a single . ! or ? glued to a word
   that is no abbreviation, nor the number of a list. */
static bool ends_clearly(stet_ctx *ctx, const stet_word *words, uint32_t first,
                         uint32_t last)
{
    if (last == first || words[last].kind != STET_WORD_PUNCTUATION ||
        !grammar_is_glued(&words[last]))
        return false;
    stet_str mark = stet_form(ctx, words[last].form)->text;
    if (mark.len != 1 || !strchr(".!?", mark.ptr[0]))
        return false;
    const stet_word *before = &words[last - 1];
    if (before->kind == STET_WORD_CLITIC)
        return true;
    /* "50! ends with ..." goes on: a factorial. */
    if (before->kind == STET_WORD_NUMBER)
        return last - 1 > first && mark.ptr[0] != '!';
    stet_str text = stet_form(ctx, stet_form(ctx, before->form)->lower)->text;
    if (before->kind != STET_WORD_PLAIN || text.len < 2 ||
        memchr(text.ptr, '.', text.len))
        return false;
    bool short_capitals =
        text.len < 4 && stet_form(ctx, before->form)->shape & STET_SHAPE_UPPER;
    return !short_capitals &&
           !grammar_is_among(abbreviations, sizeof abbreviations - 1, text);
}

/* Whether a quotation was begun in the words [first, end) and not ended: what follows
   "Behold! the sun" is the quoted text's affair. */
static bool is_quoting(stet_ctx *ctx, const stet_word *words, uint32_t first,
                       uint32_t end)
{
    bool open = false;

    for (uint32_t i = first; i < end; i++) {
        stet_str text = stet_form(ctx, words[i].form)->text;
        if (words[i].kind != STET_WORD_PUNCTUATION)
            continue;
        if (grammar_is_text(text, "\""))
            open = !open;
        else if (grammar_is_text(text, "\xE2\x80\x9C") ||
                 grammar_is_text(text, "\xE2\x80\x9D"))
            open = (unsigned char)text.ptr[2] == 0x9C;
    }
    return open;
}

/* Whether a word is one that a capital would suit: not a letter, nor code or a name. */
static bool is_small(stet_ctx *ctx, const capital_options *o, const stet_word *words,
                     uint32_t i, uint32_t end)
{
    const stet_form_info *info = stet_form(ctx, words[i].form);

    if (words[i].kind != STET_WORD_PLAIN || info->text.len < 2 ||
        (info->shape & ~(uint32_t)STET_SHAPE_HYPHEN) != STET_SHAPE_LOWER ||
        grammar_is_glued(&words[i]) || words[i].flags & STET_WORD_STRONG ||
        grammar_is_listed(&o->except, info->text))
        return false;
    if (i + 1 >= end || !grammar_is_glued(&words[i + 1]))
        return true;
    stet_str behind = stet_form(ctx, words[i + 1].form)->text;
    return words[i + 1].kind == STET_WORD_CLITIC || grammar_is_text(behind, ",") ||
           grammar_is_text(behind, "\xE2\x80\x94");
}

/* Whether the sentence before has ended, so that this one must begin. */
static bool is_behind_end(stet_ctx *ctx, const stet_word *words,
                          const stet_sentence *before, const stet_sentence *now)
{
    return before->n_words > 0 &&
           ends_clearly(ctx, words, before->first_word,
                        before->first_word + before->n_words - 1) &&
           !is_quoting(ctx, words, before->first_word, now->first_word);
}

static void report(stet_ctx *ctx, const stet_doc *doc, stet_span span)
{
    char letter = (char)(stet_slice(stet_text(ctx, doc), span).ptr[0] - 32);
    stet_edit edit = { { span.start, span.start + 1 }, { &letter, 1 } };
    stet_fix fix = { "Write a capital", &edit, 1, false };

    stet_report(ctx, &(stet_finding){ .span = span, .fixes = &fix, .n_fixes = 1 });
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const capital_options *o = check;
    const stet_word *words = stet_words(ctx, unit->doc).items;
    const stet_sentence *sentences = stet_sentences(ctx, unit->doc).items;
    const stet_block *block = unit->block;
    uint32_t end = block->first_word + block->n_words;

    (void)state;
    if (block->kind == STET_BLOCK_HEADING)
        return STET_OK;
    for (uint32_t k = 0; k < block->n_sentences; k++) {
        const stet_sentence *now = &sentences[block->first_sentence + k];
        if (now->n_words > 0 && is_small(ctx, o, words, now->first_word, end) &&
            (k > 0 ? is_behind_end(ctx, words, now - 1, now)
                   : o->first && block->kind == STET_BLOCK_PARAGRAPH))
            report(ctx, unit->doc, words[now->first_word].span);
    }
    return STET_OK;
}

const stet_check_type grammar_capital = {
    .name = "capital",
    .summary = "A sentence begins with a small letter",
    .doc =
        "Looks at sentences inside a paragraph, an item, a quotation or a cell, where "
        "the sentence before has clearly "
        "ended: with one full stop, question or exclamation mark behind a word that is "
        "no abbreviation. Names such as “iPhone”, code and single letters are let "
        "pass.",
    .scope = STET_SCOPE_BLOCK,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(capital_options, params),
    .run = run,
};
