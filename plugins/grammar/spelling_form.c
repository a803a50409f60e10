/* SPDX-License-Identifier: Apache-2.0 */
#include "spelling.h"

#include <string.h>

enum { BRITISH_ACCEPT = 0, NAMES_CHECK = 1 };

/* Room for a word whose ending is changed. */
enum { ROOM = GRAMMAR_LONGEST_WORD + 4 };

typedef struct judge {
    stet_ctx *ctx;
    const spelling_options *options;
} judge;

/* What may stand before a word, and how long the word must be then: short enough and it
   would let misspellings pass ("untill", "intergrate", "destory"). 0: only with a
   hyphen. */
typedef struct prefix {
    const char *letters;
    size_t rest;
} prefix;

static const prefix prefixes[] = {
    { "aero", 5 },   { "agro", 5 },    { "anti", 5 },   { "astro", 5 },
    { "auto", 5 },   { "bi", 0 },      { "bio", 4 },    { "cardio", 5 },
    { "co", 0 },     { "counter", 5 }, { "cross", 5 },  { "crypto", 4 },
    { "cyber", 4 },  { "de", 0 },      { "eco", 4 },    { "electro", 5 },
    { "ethno", 5 },  { "extra", 5 },   { "geo", 4 },    { "hydro", 5 },
    { "hyper", 4 },  { "immuno", 5 },  { "in", 0 },     { "info", 0 },
    { "inter", 0 },  { "intra", 5 },   { "macro", 4 },  { "mega", 4 },
    { "meta", 5 },   { "micro", 4 },   { "mid", 4 },    { "mini", 4 },
    { "mis", 6 },    { "mono", 5 },    { "multi", 4 },  { "nano", 4 },
    { "neo", 4 },    { "neuro", 4 },   { "non", 4 },    { "over", 4 },
    { "petro", 5 },  { "phospho", 4 }, { "photo", 5 },  { "poly", 5 },
    { "post", 5 },   { "pre", 5 },     { "proto", 5 },  { "pseudo", 4 },
    { "psycho", 5 }, { "quasi", 0 },   { "re", 5 },     { "robo", 0 },
    { "self", 0 },   { "semi", 4 },    { "socio", 5 },  { "sub", 5 },
    { "super", 4 },  { "tele", 4 },    { "thermo", 5 }, { "trans", 6 },
    { "tri", 0 },    { "ultra", 4 },   { "un", 5 },     { "under", 5 },
    { "uni", 0 },    { "vice", 0 },    { "web", 4 },
};

static bool starts(stet_str word, const char *letters)
{
    size_t n = strlen(letters);
    return word.len >= n && memcmp(word.ptr, letters, n) == 0;
}

static bool ends(stet_str word, const char *letters)
{
    size_t n = strlen(letters);
    return word.len >= n && memcmp(word.ptr + word.len - n, letters, n) == 0;
}

static stet_str without(stet_str word, size_t n_first, size_t n_last)
{
    return (stet_str){ word.ptr + n_first, word.len - n_first - n_last };
}

/* A word that stands in a dictionary or in a table. */
static bool is_listed(const judge *j, stet_str word)
{
    return stet_spell(j->ctx, word) || grammar_spelling_is_modern(word) ||
           grammar_is_listed(&j->options->words, word);
}

static bool is_british(const judge *j, stet_str word)
{
    char american[ROOM];
    size_t len;

    if (j->options->british != BRITISH_ACCEPT)
        return false;
    if (grammar_spelling_is_british(word))
        return true;
    for (unsigned i = 0; grammar_spelling_american(word, i, american, &len); i++)
        if (len > 0 && is_listed(j, (stet_str){ american, len }))
            return true;
    return false;
}

static bool is_known(const judge *j, stet_str word)
{
    return is_listed(j, word) || is_british(j, word);
}

/* "recyclability", "customizable": a known verb with -able. The e of -ge and -ce stays
   ("manageable"), and its lack is a common misspelling. */
static bool is_able(const judge *j, stet_str word)
{
    char verb[ROOM];
    size_t ending = ends(word, "able") ? 4 : ends(word, "ability") ? 7 : 0;

    if (ending == 0 || word.len < ending + 4)
        return false;
    stet_str stem = without(word, 0, ending);
    if (stet_spell(j->ctx, stem))
        return true;
    char last = stem.ptr[stem.len - 1];
    memcpy(verb, stem.ptr, stem.len);
    verb[stem.len] = 'e';
    return last != 'g' && last != 'c' &&
           stet_spell(j->ctx, (stet_str){ verb, stem.len + 1 });
}

/* "soilless", "catlike", "seeketh". */
static bool has_ending(const judge *j, stet_str word)
{
    static const char *const endings[] = { "less", "like", "eth" };

    for (size_t i = 0; i < STET_LEN(endings); i++) {
        size_t n = strlen(endings[i]);
        if (word.len >= n + 3 && ends(word, endings[i]) &&
            stet_spell(j->ctx, without(word, 0, n)))
            return true;
    }
    return is_able(j, word);
}

static bool has_prefix(const judge *j, stet_str word)
{
    for (size_t i = 0; i < STET_LEN(prefixes); i++) {
        size_t n = strlen(prefixes[i].letters);
        if (prefixes[i].rest == 0 || word.len < n + prefixes[i].rest ||
            !starts(word, prefixes[i].letters))
            continue;
        stet_str rest = without(word, n, 0);
        if (is_known(j, rest) || has_ending(j, rest))
            return true;
    }
    return false;
}

/* "storylines": the plural of a long word. Short ones would let misspellings pass
   ("thats"), and so would those that do not simply take an s ("researchs"). */
static bool is_plural(const judge *j, stet_str word)
{
    if (word.len < 7 || word.ptr[word.len - 1] != 's')
        return false;
    word.len--;
    return !strchr("sxzyh", word.ptr[word.len - 1]) && !ends(word, "men") &&
           !ends(word, "ren") && stet_spell(j->ctx, word);
}

static bool is_built(const judge *j, stet_str word)
{
    return is_known(j, word) || is_plural(j, word) || has_prefix(j, word) ||
           has_ending(j, word);
}

/* A part of a hyphenated word: a word, a prefix, a letter, a number. */
static bool is_part(const judge *j, stet_str part)
{
    if (part.len <= 1)
        return true;
    for (size_t i = 0; i < part.len; i++)
        if ((part.ptr[i] >= '0' && part.ptr[i] <= '9') ||
            (part.ptr[i] >= 'A' && part.ptr[i] <= 'Z'))
            return true;
    for (size_t i = 0; i < STET_LEN(prefixes); i++)
        if (part.len == strlen(prefixes[i].letters) &&
            starts(part, prefixes[i].letters))
            return true;
    return is_built(j, part);
}

/* "sci-fi" is a word as it is; "in-ter-pre-ta-tion" shows syllables. */
static bool has_known_parts(const judge *j, stet_str word)
{
    size_t n_hyphens = 0;

    for (size_t i = 0; i < word.len; i++)
        n_hyphens += word.ptr[i] == '-';
    if (n_hyphens > 3 || is_known(j, word) ||
        (ends(word, "s") && is_known(j, without(word, 0, 1))))
        return true;
    for (;;) {
        const char *hyphen = memchr(word.ptr, '-', word.len);
        size_t n = hyphen ? (size_t)(hyphen - word.ptr) : word.len;
        if (!is_part(j, (stet_str){ word.ptr, n }))
            return false;
        if (!hyphen)
            return true;
        word = without(word, n + 1, 0);
    }
}

/* "l'art", "s'mores": what stands before the apostrophe is no English word. */
static bool is_elision(stet_str word)
{
    const char *apostrophe = memchr(word.ptr, '\'', word.len);

    return apostrophe && apostrophe - word.ptr <= 2 && !ends(word, "'nt");
}

/* "BRAHT-voorst": capitals say how a word is spoken. */
static bool has_stress(stet_str word)
{
    for (size_t i = 1; i < word.len; i++)
        if (word.ptr[i - 1] >= 'A' && word.ptr[i - 1] <= 'Z' && word.ptr[i] >= 'A' &&
            word.ptr[i] <= 'Z')
            return true;
    return false;
}

/* The letters with straight apostrophes and plain hyphens; false: there is a letter
   that English does not have. */
static bool to_ascii(stet_str text, char out[GRAMMAR_LONGEST_WORD], size_t *len)
{
    *len = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x80) {
            out[(*len)++] = (char)c;
            continue;
        }
        if (text.len - i < 3 || c != 0xE2 || (unsigned char)text.ptr[i + 1] != 0x80)
            return false;
        unsigned char last = (unsigned char)text.ptr[i + 2];
        if (last != 0x99 && last != 0x90 && last != 0x91)
            return false;
        out[(*len)++] = last == 0x99 ? '\'' : '-';
        i += 2;
    }
    return true;
}

/* Whether how a form is written says that no dictionary will know it. */
static bool is_odd(const stet_form_info *form)
{
    return form->text.len < 2 || form->text.len > GRAMMAR_LONGEST_WORD ||
           form->shape & STET_SHAPE_DIGIT ||
           memchr(form->text.ptr, '.', form->text.len) != NULL;
}

spelling_verdict grammar_spelling_judge(stet_ctx *ctx, const spelling_options *options,
                                        const stet_form_info *form)
{
    const judge j = { ctx, options };
    char letters[GRAMMAR_LONGEST_WORD];
    stet_str word = { letters, 0 };

    if (is_odd(form) || stet_spell(ctx, form->text))
        return SPELLING_KNOWN;
    if (!to_ascii(form->text, letters, &word.len))
        return SPELLING_NAME;
    if (form->shape & (STET_SHAPE_UPPER | STET_SHAPE_MIXED) &&
        (!(form->shape & STET_SHAPE_HYPHEN) || has_stress(word)))
        return SPELLING_NAME;
    bool name = form->shape & STET_SHAPE_CAPITAL && options->names != NAMES_CHECK;
    if (form->shape & STET_SHAPE_CAPITAL)
        letters[0] = (char)(letters[0] | 0x20);
    if (is_elision(word))
        return SPELLING_NAME;
    if (memchr(letters, '-', word.len) ? has_known_parts(&j, word) : is_built(&j, word))
        return SPELLING_KNOWN;
    if (!name)
        return SPELLING_UNKNOWN;
    return word.len > 6 && ends(word, "ly") ? SPELLING_OPENING : SPELLING_NAME;
}
