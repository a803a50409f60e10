/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/number_p.h"

#include <math.h>

/* ---- Words ---- */

/* What has been read of a number in words. */
typedef struct wording {
    double total;   /* Thousands and more. */
    double current; /* What stands before the next of these. */
    double last;    /* The last word's value. */
    bool any;
} wording;

/* Whether a cardinal or ordinal below a hundred may follow what was read. */
static bool fits(const wording *w, double value)
{
    if (!w->any || w->last >= 100)
        return true;
    return w->last >= 20 && value < 10 && value > 0;
}

/* Takes one word; false: it does not belong to the number. */
static bool take_word(number_reading *r, wording *w, spec_number_word word)
{
    switch (word.kind) {
    case SPEC_WORD_CARDINAL:
    case SPEC_WORD_ORDINAL:
        if (!fits(w, word.value))
            return false;
        w->current += word.value;
        break;
    case SPEC_WORD_HUNDRED:
        if (w->any && (w->last >= 100 || w->current <= 0))
            return false;
        w->current = (w->any ? w->current : 1) * 100;
        break;
    case SPEC_WORD_SCALE:
        if (w->any && w->current <= 0)
            return false;
        w->total += (w->any ? w->current : 1) * word.value;
        w->current = 0;
        break;
    default:
        return false;
    }
    w->last = word.value;
    w->any = true;
    if (word.kind == SPEC_WORD_ORDINAL)
        r->out->kind = SPEC_NUMBER_ORDINAL;
    r->at++;
    return true;
}

/* Over a hyphen or an "and" inside a number: twenty-one, a hundred and five. */
static size_t behind_joint(const number_reading *r, const wording *w)
{
    size_t at = r->at;

    if (number_mark_at(r, at) == '-' && number_is_glued(r, at) &&
        number_is_glued(r, at + 1))
        return at + 1;
    if (number_is_word(r, at, "and") && w->last >= 100 &&
        spec_number_word_of(r->tokens, at + 1).kind == SPEC_WORD_CARDINAL)
        return at + 1;
    return at;
}

static void read_words(number_reading *r, wording *w)
{
    while (r->out->kind != SPEC_NUMBER_ORDINAL) {
        size_t before = r->at;
        r->at = w->any ? behind_joint(r, w) : r->at;
        if (!take_word(r, w, spec_number_word_of(r->tokens, r->at))) {
            r->at = before;
            return;
        }
    }
}

/* "a" or "one" before hundred, half, third; the token behind a hyphen too. */
static size_t behind_article(const number_reading *r, size_t at)
{
    bool article = number_is_word(r, at, "a") || number_is_word(r, at, "an");
    return article ? at + 1 : at;
}

/* half; half a million; a third of; two-thirds; one quarter. */
static bool read_part(number_reading *r)
{
    size_t at = behind_article(r, r->at);
    double top = 1, divisor;
    spec_number_word count = spec_number_word_of(r->tokens, at);

    bool counted = count.kind == SPEC_WORD_CARDINAL && count.value < 10;
    if (counted) {
        top = count.value;
        at += number_mark_at(r, at + 1) == '-' ? 2 : 1;
    }
    divisor = spec_number_part_of(r->tokens, at);
    bool half = divisor > 0 && divisor < 3;
    bool is_part = divisor > 0 && top < divisor &&
                   (half || counted || (at > r->at && number_is_word(r, at + 1, "of")));
    if (!is_part)
        return false;
    size_t behind = behind_article(r, at + 1);
    spec_number_word word = spec_number_word_of(r->tokens, behind);
    if (half && (word.kind == SPEC_WORD_SCALE || word.kind == SPEC_WORD_HUNDRED)) {
        number_add_reading(r->out, top / divisor * word.value);
        r->at = behind + 1;
        return true;
    }
    r->out->kind = SPEC_NUMBER_FRACTION;
    number_add_reading(r->out, top / divisor * 100);
    r->at = at + 1;
    return true;
}

/* "and a half", with what it is a half of. */
static double read_half(number_reading *r)
{
    if (!number_is_word(r, r->at, "and") || !number_is_word(r, r->at + 1, "a") ||
        !number_is_word(r, r->at + 2, "half"))
        return 0;
    r->at += 3;
    return 0.5;
}

/* A number in words begins at r->at, perhaps with an article. */
static bool read_wording(number_reading *r)
{
    wording w = { 0 };
    size_t start = r->at, at = behind_article(r, r->at);
    uint8_t kind = spec_number_word_of(r->tokens, at).kind;
    bool large = kind == SPEC_WORD_SCALE || kind == SPEC_WORD_HUNDRED;

    if (read_part(r))
        return true;
    if (at > r->at ? !large : kind != SPEC_WORD_CARDINAL && kind != SPEC_WORD_ORDINAL)
        return false;
    r->at = at;
    read_words(r, &w);
    double value = w.total + w.current;
    if (r->out->kind == SPEC_NUMBER_CARDINAL) {
        value += read_half(r);
        spec_number_word word = spec_number_word_of(r->tokens, r->at);
        if (value > w.total + w.current && word.kind == SPEC_WORD_SCALE) {
            value *= word.value;
            r->at++;
        }
    }
    number_add_reading(r->out, value);
    return r->at > start;
}

/* ---- What stands around it ---- */

/* Behind digits: 3 hundred, 1.5 million, 20-million. */
static void read_scale(number_reading *r)
{
    size_t at = r->at;
    if (number_mark_at(r, at) == '-' && number_is_glued(r, at))
        at++;
    spec_number_word word = spec_number_word_of(r->tokens, at);
    bool large = word.kind == SPEC_WORD_SCALE || word.kind == SPEC_WORD_HUNDRED;
    if (!large || r->out->kind != SPEC_NUMBER_CARDINAL)
        return;
    number_scale(r->out, word.value);
    r->at = at + 1;
}

static void read_percent(number_reading *r)
{
    size_t at = r->at;

    if (r->out->kind != SPEC_NUMBER_CARDINAL)
        return;
    if (number_mark_at(r, at) == '-' && number_is_glued(r, at) &&
        number_is_word(r, at + 1, "percent"))
        at++;
    if (number_mark_at(r, at) == '%' || number_is_word(r, at, "percent") ||
        number_is_word(r, at, "pct"))
        r->at = at + 1;
    else if ((number_is_word(r, at, "per") && number_is_word(r, at + 1, "cent")) ||
             (number_is_word(r, at, "percentage") &&
              (number_is_word(r, at + 1, "points") ||
               number_is_word(r, at + 1, "point"))))
        r->at = at + 2;
    else
        return;
    r->out->kind = SPEC_NUMBER_PERCENT;
}

static void read_century(number_reading *r)
{
    size_t at = r->at + (number_mark_at(r, r->at) == '-');

    if (r->out->kind == SPEC_NUMBER_ORDINAL &&
        (number_is_word(r, at, "century") || number_is_word(r, at, "centuries"))) {
        r->out->kind = SPEC_NUMBER_CENTURY;
        r->at = at + 1;
    }
}

static bool is_currency(uint32_t sign)
{
    return sign == '$' || sign == 0x20AC || sign == 0xA3 || sign == 0xA5 ||
           sign == 0x20B9;
}

static void read_currency(number_reading *r)
{
    spec_number *n = r->out;
    spec_number_word word = spec_number_word_of(r->tokens, r->at);

    if (n->first > 0 && is_currency(number_mark_at(r, n->first - 1))) {
        n->currency = number_mark_at(r, n->first - 1);
        n->first--;
    } else if (word.kind == SPEC_WORD_CURRENCY) {
        n->currency = (uint32_t)word.value;
        r->at++;
    } else if (is_currency(number_mark_at(r, r->at)) &&
               !number_is_digits(r, r->at + 1, 1, 15)) {
        n->currency = number_mark_at(r, r->at);
        r->at++;
    }
}

static bool is_hedge(const number_reading *r, size_t at)
{
    static const char *const before_to[] = { "up", "close", "near" };
    static const char *const behind_at[] = { "least", "most" };

    if (spec_number_word_of(r->tokens, at).kind == SPEC_WORD_HEDGE ||
        number_mark_at(r, at) == '~' || number_mark_at(r, at) == 0x2248)
        return true;
    for (size_t i = 0; at > 0 && i < STET_LEN(before_to); i++)
        if (number_is_word(r, at, "to") && number_is_word(r, at - 1, before_to[i]))
            return true;
    for (size_t i = 0; at > 0 && i < STET_LEN(behind_at); i++)
        if (number_is_word(r, at, behind_at[i]) && number_is_word(r, at - 1, "at"))
            return true;
    return at > 1 && number_is_word(r, at, "as") && number_is_word(r, at - 2, "as");
}

/* About, more than, at least ... before it, or "+" and "or so" behind it. */
static void find_hedge(number_reading *r)
{
    spec_number *n = r->out;
    size_t first = n->first;

    if (first > 0 &&
        (number_is_word(r, first - 1, "a") || number_is_word(r, first - 1, "the")))
        first--;
    if ((first > 0 && is_hedge(r, first - 1)) ||
        (number_mark_at(r, r->at) == '+' && number_is_glued(r, r->at)) ||
        (number_is_word(r, r->at, "or") &&
         (number_is_word(r, r->at + 1, "so") || number_is_word(r, r->at + 1, "more"))))
        n->flags |= SPEC_NUMBER_HEDGED;
}

/* mp3, GPT-4: digits behind letters belong to a name; mid-1990s does not. */
static void find_glue(const number_reading *r)
{
    static const char *const prefixes[] = {
        "mid", "pre", "post", "early", "late", "to"
    };
    spec_number *n = r->out;
    size_t at = n->first;

    if (at == 0 || !number_is_glued(r, at))
        return;
    at--;
    if (number_mark_at(r, at) == '-' && at > 0 && number_is_glued(r, at))
        at--;
    const spec_token *t = number_token_at(r, at);
    if (t->kind != SPEC_TOKEN_WORD ||
        spec_number_word_of(r->tokens, at).kind == SPEC_WORD_CARDINAL)
        return;
    for (size_t i = 0; i < STET_LEN(prefixes); i++)
        if (number_is_word(r, at, prefixes[i]))
            return;
    n->flags |= SPEC_NUMBER_GLUED;
}

/* Most words begin no number, and are known by themselves. */
static bool may_begin(const number_reading *r)
{
    uint8_t kind = spec_number_word_of(r->tokens, r->at).kind;
    return kind == SPEC_WORD_CARDINAL || kind == SPEC_WORD_ORDINAL ||
           kind == SPEC_WORD_PART || number_is_word(r, r->at, "a") ||
           number_is_word(r, r->at, "an");
}

bool spec_number_at(const spec_tokens *tokens, size_t at, spec_number *out)
{
    number_reading r = { tokens, at, out };
    const spec_token *t = &tokens->items[at];

    *out = (spec_number){ .first = (uint32_t)at };
    if (t->kind == SPEC_TOKEN_DIGITS) {
        spec_number_read_digits(&r);
        read_scale(&r);
    } else if (t->kind == SPEC_TOKEN_WORD) {
        if (!may_begin(&r) || !read_wording(&r))
            return false;
        out->flags = SPEC_NUMBER_IN_WORDS;
    } else if (spec_number_part_of_sign(number_mark_at(&r, at)) > 0) {
        number_add_reading(out, spec_number_part_of_sign(number_mark_at(&r, at)) * 100);
        out->kind = SPEC_NUMBER_FRACTION;
        r.at++;
    } else {
        return false;
    }
    read_percent(&r);
    read_century(&r);
    if (out->flags & SPEC_NUMBER_IN_WORDS && number_is_word(&r, r.at, "of"))
        out->flags |= SPEC_NUMBER_OF;
    if (number_is_word(&r, r.at, "the"))
        out->flags |= SPEC_NUMBER_OF;
    read_currency(&r);
    find_hedge(&r);
    find_glue(&r);
    out->behind = (uint32_t)r.at;
    return true;
}

/* ---- Ranges ---- */

/* Whether the two are the ends of a range: 5-10, 10 to 15, 3 or 4. */
static bool is_range(const number_reading *r, const spec_number *a,
                     const spec_number *b)
{
    if (b->first != a->behind + 1)
        return false;
    uint32_t mark = number_mark_at(r, a->behind);
    bool hyphen = mark == '-' && number_is_glued(r, a->behind);
    return hyphen || mark == 0x2013 || mark == 0x2014 ||
           number_is_word(r, a->behind, "to") || number_is_word(r, a->behind, "and") ||
           number_is_word(r, a->behind, "or");
}

/* 5-10 million is 5 million to 10 million; 1990-95 is 1990 to 1995. */
static void read_range(const number_reading *r, spec_number *a, spec_number *b)
{
    if (!is_range(r, a, b) || a->kind != SPEC_NUMBER_CARDINAL)
        return;
    if (b->kind == SPEC_NUMBER_PERCENT) {
        if (a->currency)
            return;
        a->kind = SPEC_NUMBER_PERCENT;
        return;
    }
    for (size_t at = b->first + 1; at < b->behind; at++) {
        spec_number_word word = spec_number_word_of(r->tokens, at);
        if (word.kind == SPEC_WORD_SCALE || word.kind == SPEC_WORD_SUFFIX)
            number_add_reading(a, a->values[0] * word.value);
    }
    if (a->values[0] >= 1000 && a->values[0] < 2200 && b->values[0] < 100 &&
        number_is_digits(r, b->first, 2, 2))
        number_add_reading(b, floor(a->values[0] / 100) * 100 + b->values[0]);
    if (b->currency && !a->currency)
        a->currency = b->currency;
}

static size_t find_all(const spec_tokens *tokens, spec_number *out)
{
    spec_number number;
    size_t count = 0;

    for (size_t at = 0; at < tokens->count;) {
        if (!spec_number_at(tokens, at, &number)) {
            at++;
            continue;
        }
        if (out)
            out[count] = number;
        count++;
        at = number.behind;
    }
    return count;
}

spec_numbers spec_numbers_of(stet_ctx *ctx, const spec_tokens *tokens)
{
    spec_numbers numbers = { NULL, find_all(tokens, NULL) };
    number_reading r = { .tokens = tokens };

    numbers.items = stet_alloc(ctx, (numbers.count + 1) * sizeof *numbers.items);
    find_all(tokens, numbers.items);
    for (size_t i = 0; i + 1 < numbers.count; i++)
        read_range(&r, &numbers.items[i], &numbers.items[i + 1]);
    return numbers;
}
