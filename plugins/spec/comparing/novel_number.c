/* SPDX-License-Identifier: Apache-2.0 */
#include "comparing/novel_derived.h"
#include "comparing/novel_known.h"

#include <math.h>

/* What numbers of this text are held against. */
typedef struct counting {
    novel_known known;
    novel_derived derived; /* Once it is asked for. */
    bool has_derived;
    spec_set labels;  /* Of this text: see is_label(). */
    uint64_t lengths; /* Of its lists. */
} counting;

/* ---- Numbers of this text that say nothing of the other ---- */

bool novel_is_marker(const spec_tokens *t, const spec_number *number)
{
    size_t at = number->first, next = number->behind;
    bool brackets =
        at > 0 &&
        (spec_token_is_mark(t, at - 1, '[') || spec_token_is_mark(t, at - 1, '^')) &&
        (spec_token_is_mark(t, next, ']') || spec_token_is_mark(t, next, ','));
    bool starts =
        t->items[at].flags & SPEC_TOKEN_BROKEN &&
        !(number->flags & SPEC_NUMBER_IN_WORDS) &&
        (spec_token_is_mark(t, next, '.') || spec_token_is_mark(t, next, ')') ||
         spec_token_is_mark(t, next, ':'));
    bool full_hour = number->values[0] <= 0 && at > 1 &&
                     spec_token_is_mark(t, at - 1, ':') &&
                     t->items[at - 2].kind == SPEC_TOKEN_DIGITS;
    return brackets || starts || full_hour;
}

static uint64_t label_key(const spec_tokens *t, size_t at, double value)
{
    return spec_hash(spec_token_text(t, at)) ^ ((uint64_t)(int64_t)value + 1) << 56;
}

/* The word before a small number in digits, as in Step 3 and Fig. 2. */
static bool find_label(const spec_tokens *t, const spec_number *number, size_t *at)
{
    *at = number->first;
    if (number->values[0] > NOVEL_SMALL * 2 || *at == 0 || number->currency ||
        number->flags & SPEC_NUMBER_IN_WORDS)
        return false;
    *at -= *at > 1 && spec_token_is_mark(t, *at - 1, '.') ? 2 : 1;
    return t->items[*at].kind == SPEC_TOKEN_WORD;
}

/* Words with a capital and a number behind them. */
static void learn_labels(const novel *n, counting *c, const spec_numbers *numbers)
{
    size_t at;

    c->labels = spec_set_new(n->ctx, numbers->count);
    for (size_t i = 0; i < numbers->count; i++)
        if (find_label(&n->ours, &numbers->items[i], &at) &&
            n->ours.items[at].flags & SPEC_TOKEN_CAPITAL)
            spec_set_add(&c->labels,
                         label_key(&n->ours, at, numbers->items[i].values[0]));
}

/* Step 3, Table 2: what this text calls its own parts; and Day 3 where there is a Day 2
   or a Day 4. */
static bool is_label(const counting *c, const spec_tokens *t, const spec_number *number)
{
    static const char *const labels[] = {
        "step",  "part",     "option",  "chapter", "section",  "figure", "fig",
        "table", "phase",    "example", "note",    "tip",      "point",  "question",
        "item",  "scenario", "version", "line",    "appendix", "page",   "no",
    };
    double value = number->values[0];
    size_t at;

    if (!find_label(t, number, &at))
        return false;
    if (t->items[at].flags & SPEC_TOKEN_BROKEN &&
        spec_token_is_mark(t, number->behind, ':'))
        return true;
    for (size_t i = 0; i < STET_LEN(labels); i++)
        if (spec_token_is_word(t, at, labels[i]))
            return true;
    return spec_set_has(&c->labels, label_key(t, at, value - 1)) ||
           spec_set_has(&c->labels, label_key(t, at, value + 1));
}

bool novel_ends_sentence(const spec_tokens *t, size_t at)
{
    return at >= t->count || t->items[at].flags & SPEC_TOKEN_BROKEN ||
           spec_token_is_mark(t, at, '!') || spec_token_is_mark(t, at, '?') ||
           (spec_token_is_mark(t, at, '.') &&
            (at + 1 >= t->count || t->items[at + 1].flags & SPEC_TOKEN_SPACED));
}

static bool opens_list(const spec_tokens *t, size_t at)
{
    size_t len;
    if (t->items[at].kind != SPEC_TOKEN_MARK)
        return false;
    uint32_t mark = spec_decode(t->text, t->items[at].start, &len);
    return mark == ':' || mark == '(' || mark == ',' || mark == 0x2014 ||
           mark == 0x2013;
}

/* Three cities: Rome, Paris and Berlin. */
static bool counts_what_follows(const spec_tokens *t, const spec_number *number)
{
    enum { FAR = 80 };
    size_t at = number->behind, end = at + FAR, count = 1;

    while (at < end && !novel_ends_sentence(t, at) && !opens_list(t, at))
        at++;
    if (at >= end || novel_ends_sentence(t, at))
        return false;
    for (at++; at < end && !novel_ends_sentence(t, at); at++) {
        bool comma = spec_token_is_mark(t, at, ',') || spec_token_is_mark(t, at, ';');
        bool joint =
            (spec_token_is_word(t, at, "and") || spec_token_is_word(t, at, "or")) &&
            !spec_token_is_mark(t, at - 1, ',') && !spec_token_is_mark(t, at - 1, ';');
        count += comma || joint;
    }
    return count > 1 && number->values[0] >= (double)count &&
           number->values[0] <= (double)count;
}

static bool is_list_length(const counting *c, const spec_number *number)
{
    double value = number->values[0];
    return number->kind == SPEC_NUMBER_CARDINAL && value < NOVEL_LENGTHS &&
           value >= 2 && value <= floor(value) &&
           (c->lengths >> (unsigned)value & 1) != 0;
}

static bool is_plain(const spec_number *number)
{
    return (number->kind == SPEC_NUMBER_CARDINAL ||
            number->kind == SPEC_NUMBER_ORDINAL) &&
           number->currency == 0;
}

/* Whether a number that the other text lacks is worth telling. */
static bool is_novel(const novel *n, const counting *c, const spec_number *number)
{
    const spec_tokens *t = &n->ours;
    bool words = number->flags & SPEC_NUMBER_IN_WORDS;
    double value = number->values[0];

    if (number->flags & SPEC_NUMBER_GLUED || novel_is_marker(t, number))
        return false;
    if (number->kind == SPEC_NUMBER_FRACTION && words)
        return (number->flags & SPEC_NUMBER_OF) != 0;
    if (!is_plain(number))
        return true;
    if (is_list_length(c, number) || is_label(c, t, number) ||
        (words && value <= 1 && value >= 1) ||
        (value <= NOVEL_SMALL && counts_what_follows(t, number)))
        return false;
    return !words || value > NOVEL_SMALL || novel_contradicts(&c->known, t, number);
}

/* Whether it can be worked out from what the other text has. */
static bool is_derived(const novel *n, counting *c, const spec_number *number)
{
    if (!c->has_derived)
        novel_derive(n, &c->derived);
    c->has_derived = true;
    return novel_is_derived(n, &c->known, &c->derived, number) ||
           (novel_is_list(&c->derived, number) &&
            !novel_contradicts(&c->known, &n->ours, number));
}

void novel_find_numbers(const novel *n)
{
    const spec_tokens *t = &n->ours;
    spec_numbers numbers = spec_numbers_of(n->ctx, t);
    counting c = { .lengths = novel_list_lengths(stet_markup(n->ctx, n->doc)) };
    spec_date date;
    size_t next = 0;

    novel_learn(n, &c.known);
    learn_labels(n, &c, &numbers);
    for (size_t at = 0; at < t->count; at++) {
        while (next < numbers.count && numbers.items[next].first < at)
            next++;
        if (spec_date_at(t, at, &date) && (date.day || date.year)) {
            if (novel_wants(n, NOVEL_DATES) && !novel_knows_date(&c.known, &date))
                novel_tell_tokens(n, NOVEL_DATES, date.first, date.behind);
            at = date.behind - 1;
        } else if (novel_wants(n, NOVEL_NUMBERS) && next < numbers.count &&
                   numbers.items[next].first == at) {
            const spec_number *number = &numbers.items[next];
            if (!novel_knows_number(n, &c.known, number) && is_novel(n, &c, number) &&
                !is_derived(n, &c, number))
                novel_tell_tokens(n, NOVEL_NUMBERS, number->first, number->behind);
        }
    }
}
