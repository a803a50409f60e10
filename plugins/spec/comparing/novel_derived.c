/* SPDX-License-Identifier: Apache-2.0 */
#include "comparing/novel_derived.h"

#include <math.h>

/* How many numbers behind one are taken together with it, and how far they may be, in
   tokens. */
enum { PARTNERS = 6, NEAR = 15, FAR = 40, MOST_NUMBERS = 4096 };

/* ---- Pairs of numbers of the other text ---- */

/* Both in one part of the other text. */
typedef struct pair {
    const spec_tokens *t;
    const spec_number *a, *b;
} pair;

static bool is_percent(const spec_number *number)
{
    return number->kind == SPEC_NUMBER_PERCENT || number->kind == SPEC_NUMBER_FRACTION;
}

static bool is_year(const spec_tokens *t, const spec_number *number)
{
    const spec_token *digits = &t->items[number->first];
    return number->kind == SPEC_NUMBER_CARDINAL && number->currency == 0 &&
           number->behind - number->first == 1 && digits->kind == SPEC_TOKEN_DIGITS &&
           digits->end - digits->start == 4 && number->values[0] >= 1000 &&
           number->values[0] < 3000;
}

/* A day or a year of a date. */
static bool is_in_date(const spec_tokens *t, const spec_number *number)
{
    spec_date date;
    size_t at = number->first;
    return spec_date_at(t, at, &date) ||
           (at > 0 && spec_date_at(t, at - 1, &date) && date.behind > at);
}

/* A time of the day, a score, a ratio: 10:30. */
static bool is_joined(const spec_tokens *t, const spec_number *number)
{
    size_t at = number->first;
    return spec_token_is_mark(t, number->behind, ':') ||
           (at > 0 && spec_token_is_mark(t, at - 1, ':') &&
            !(t->items[at].flags & SPEC_TOKEN_SPACED));
}

static bool is_amount(const spec_tokens *t, const spec_number *number)
{
    return !novel_is_marker(t, number) && !is_joined(t, number) &&
           !is_in_date(t, number) &&
           (number->kind == SPEC_NUMBER_CARDINAL || is_percent(number)) &&
           !(number->flags & SPEC_NUMBER_GLUED) && !is_year(t, number);
}

/* Whether no sentence, item or cell ends between the two, and they are no formula. */
static bool is_in_sentence(const pair *p)
{
    for (size_t at = p->a->behind; at <= p->b->first; at++) {
        const spec_token *token = &p->t->items[at];
        if (token->kind == SPEC_TOKEN_WORD)
            continue;
        if (token->flags & SPEC_TOKEN_BROKEN ||
            (token->kind == SPEC_TOKEN_MARK &&
             strchr(".!?|=+^*/\\{}[]<>_", p->t->text.ptr[token->start])))
            return false;
    }
    return true;
}

/* 5-10, 5 to 10, 5 or 10, between 5 and 10: one amount, which lies between them. */
static bool is_range(const pair *p)
{
    size_t joint = p->a->behind;
    bool between =
        p->a->first > 0 && spec_token_is_word(p->t, p->a->first - 1, "between");
    bool joined = spec_token_is_word(p->t, joint, "to") ||
                  spec_token_is_word(p->t, joint, "or") ||
                  spec_token_is_mark(p->t, joint, '-');
    size_t len;
    if (p->b->first == joint + 1 && p->t->items[joint].kind == SPEC_TOKEN_MARK)
        joined =
            joined || spec_decode(p->t->text, p->t->items[joint].start, &len) == 0x2013;
    return between || (joined && p->b->first == joint + 1);
}

static bool is_same_thing(const pair *p)
{
    uint64_t a = novel_noun_of(p->t, p->a), b = novel_noun_of(p->t, p->b);
    return is_percent(p->a) == is_percent(p->b) && (a == b || a == 0 || b == 0) &&
           (p->a->currency == p->b->currency || !p->a->currency || !p->b->currency);
}

/* ---- What can be made of them ---- */

static void derive_percents(novel_derived *d, const pair *p)
{
    double share = (is_percent(p->a) ? p->a : p->b)->values[0] / 100;
    double all = (is_percent(p->a) ? p->b : p->a)->values[0];

    novel_values_add(&d->sums, share * all);
    novel_values_add(&d->differences, all - share * all);
}

/* What the second is compared with: the first, but in "50, up from 40" and "50, more
   than 40". */
static double base_of(const pair *p)
{
    static const char *const words[] = { "from", "than", "against", "with", "on" };
    size_t at = p->b->first - (p->b->first > p->a->behind);
    for (size_t i = 0; i < STET_LEN(words); i++)
        if (spec_token_is_word(p->t, at, words[i]))
            return p->b->values[0];
    return p->a->values[0];
}

static void derive_comparison(novel_derived *d, const pair *p)
{
    double a = p->a->values[0], b = p->b->values[0];

    novel_values_add(&d->differences, fabs(a - b));
    if (a <= 0 || b <= 0)
        return;
    novel_values_add(&d->changes, 100 * fabs(a - b) / base_of(p));
    novel_values_add(&d->multiples, fmax(a, b) / fmin(a, b));
}

static void derive_share(novel_derived *d, const pair *p)
{
    double a = p->a->values[0], b = p->b->values[0];

    if (a > 0 && b > 0 && !is_percent(p->a))
        novel_values_add(&d->shares, 100 * fmin(a, b) / fmax(a, b));
}

static void derive_pair(novel_derived *d, const pair *p)
{
    bool together = is_in_sentence(p);
    bool mixed = is_percent(p->a) != is_percent(p->b);

    if (mixed && together)
        derive_percents(d, p);
    if (mixed)
        return;
    if (is_same_thing(p) || together)
        derive_comparison(d, p);
    if (!together || is_range(p) || p->b->first > p->a->behind + NEAR)
        return;
    derive_share(d, p);
    novel_values_add(&d->sums, p->a->values[0] + p->b->values[0]);
}

/* Sums of more than two in a row: 3, 7 and 11. */
static void derive_row(novel_derived *d, const spec_tokens *t,
                       const spec_numbers *numbers, size_t i)
{
    double sum = numbers->items[i].values[0];
    size_t last = i;

    for (size_t j = i + 1; j < numbers->count && j <= i + PARTNERS; j++) {
        pair p = { t, &numbers->items[last], &numbers->items[j] };
        if (!is_amount(t, p.b))
            continue;
        if (p.b->first > p.a->behind + NEAR || is_percent(p.a) != is_percent(p.b) ||
            is_range(&p) || !is_in_sentence(&p))
            return;
        sum += p.b->values[0];
        novel_values_add(&d->sums, sum);
        last = j;
    }
}

static void derive_amounts(novel_derived *d, const spec_tokens *t,
                           const spec_numbers *numbers, size_t i)
{
    const spec_number *a = &numbers->items[i];

    if (is_percent(a))
        novel_values_add(&d->rests, 100 - a->values[0]);
    for (size_t j = i + 1; j < numbers->count && j <= i + PARTNERS; j++) {
        pair p = { t, a, &numbers->items[j] };
        if (p.b->first > a->behind + FAR)
            break;
        if (is_amount(t, p.b))
            derive_pair(d, &p);
    }
    derive_row(d, t, numbers, i);
}

/* From this year to the next ones. */
static void derive_spans(novel_derived *d, const spec_tokens *t,
                         const spec_numbers *numbers, size_t i)
{
    size_t n_years = 0;

    for (size_t j = i + 1; j < numbers->count && n_years < PARTNERS; j++) {
        if (!is_year(t, &numbers->items[j]))
            continue;
        n_years++;
        novel_values_add(
            &d->spans, fabs(numbers->items[i].values[0] - numbers->items[j].values[0]));
    }
}

/* ---- Rows of things ---- */

/* How many things stand before `and` at `joint`, with the one behind it; a thing but
   the first has a few words, and commas stand between them. */
static size_t row_length(const spec_tokens *t, size_t joint)
{
    enum { WORDS = 5 };
    size_t count = 2, words = 0;
    size_t at = joint - (joint > 0 && spec_token_is_mark(t, joint - 1, ','));

    while (at-- > 0 && words <= WORDS && count <= NOVEL_SMALL) {
        bool comma = spec_token_is_mark(t, at, ',');
        if (t->items[at].kind == SPEC_TOKEN_MARK && !comma)
            break;
        count += comma;
        words = comma ? 0 : words + 1;
    }
    return count;
}

static void find_rows(novel_derived *d, const spec_tokens *t)
{
    enum { LEAST = 3 };

    for (size_t at = 1; at < t->count; at++) {
        if (!spec_token_is_word(t, at, "and") && !spec_token_is_word(t, at, "or"))
            continue;
        size_t length = row_length(t, at);
        if (length >= LEAST && length <= NOVEL_SMALL)
            d->lists |= UINT64_C(1) << length;
    }
}

/* ---- All of it ---- */

static void derive_part(novel_derived *d, const spec_tokens *t,
                        const spec_numbers *numbers)
{
    for (size_t i = 0; i < numbers->count; i++)
        if (is_year(t, &numbers->items[i]))
            derive_spans(d, t, numbers, i);
        else if (is_amount(t, &numbers->items[i]))
            derive_amounts(d, t, numbers, i);
    find_rows(d, t);
}

void novel_derive(const novel *n, novel_derived *d)
{
    novel_values *const all[] = { &d->sums,    &d->differences, &d->shares, &d->rests,
                                  &d->changes, &d->multiples,   &d->spans };
    spec_numbers *numbers = stet_alloc(n->ctx, n->other->count * sizeof *numbers);
    size_t count = 0;

    *d = (novel_derived){ .lists = 0 };
    for (size_t i = 0; i < n->other->count; i++) {
        numbers[i] = spec_numbers_of(n->ctx, &n->theirs[i]);
        if (numbers[i].count > MOST_NUMBERS - count)
            numbers[i].count = MOST_NUMBERS - count;
        count += numbers[i].count;
    }
    size_t room = count * 2 * PARTNERS + 1; /* A pair makes two of a kind at most. */
    for (size_t i = 0; i < STET_LEN(all); i++)
        all[i]->items = stet_alloc(n->ctx, room * sizeof(double));
    for (size_t i = 0; i < n->other->count; i++)
        derive_part(d, &n->theirs[i], &numbers[i]);
    for (size_t i = 0; i < STET_LEN(all); i++)
        novel_values_sort(all[i]);
}

/* ---- Whether a number of this text is one of them ---- */

static const char *const compares[] = {
    "by",       "rise",       "rises",     "rose",       "risen",    "fall",
    "falls",    "fell",       "fallen",    "grew",       "grow",     "growth",
    "increase", "increased",  "decrease",  "decreased",  "drop",     "dropped",
    "decline",  "declined",   "cut",       "gain",       "gained",   "loss",
    "lost",     "loses",      "up",        "down",       "more",     "less",
    "fewer",    "higher",     "lower",     "difference", "gap",      "margin",
    "lead",     "majority",   "above",     "below",      "older",    "younger",
    "later",    "earlier",    "ahead",     "improved",   "reduced",  "reduction",
    "reducing", "longer",     "shorter",   "taller",     "apart",    "another",
    "other",    "others",     "remaining", "remain",     "remained", "left",
    "rest",     "additional", "extra",     "behind",     "between",
};
static const char *const denies[] = {
    "not",    "no",      "against", "rest",    "remaining", "remainder", "other",
    "others", "without", "failed",  "opposed", "disagreed", "disagree",  "didn't",
    "don't",  "doesn't", "never",   "neither", "lost",      "left",
};
static const char *const years[] = { "year", "years", "yr", "yrs" };
static const char *const ages[] = { "aged", "age" };
static const char *const times[] = { "times", "fold", "x" };

static bool is_one_of(const spec_tokens *t, size_t at, const char *const *list,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (spec_token_is_word(t, at, list[i]))
            return true;
    return false;
}

/* Whether one of these words stands with the number, in its sentence. */
static bool has_cue(const spec_tokens *t, const spec_number *number,
                    const char *const *list, size_t count, size_t before, size_t behind)
{
    for (size_t at = number->first; at-- > 0 && before > 0; before--) {
        if (is_one_of(t, at, list, count))
            return true;
        if (novel_ends_sentence(t, at))
            break;
    }
    for (size_t at = number->behind; behind > 0 && !novel_ends_sentence(t, at);
         at++, behind--)
        if (is_one_of(t, at, list, count))
            return true;
    return false;
}

static bool is_compared(const spec_tokens *t, const spec_number *number)
{
    enum { BEFORE = 6, BEHIND = 5 };
    return has_cue(t, number, compares, STET_LEN(compares), BEFORE, BEHIND);
}

/* Half of the last decimal that is written: 34 is 33.5 to 34.5. */
static double rounding(const spec_tokens *t, const spec_number *number)
{
    double half = 0.5;
    for (size_t at = number->first; at + 1 < number->behind; at++)
        if (spec_token_is_mark(t, at, '.') &&
            t->items[at + 1].kind == SPEC_TOKEN_DIGITS)
            for (uint32_t i = t->items[at + 1].start; i < t->items[at + 1].end; i++)
                half /= 10;
    return half * (1 + 1e-9);
}

static bool is_near(const novel_values *values, double value, double slack)
{
    return novel_values_between(values, value - slack, value + slack);
}

static bool is_derived_share(const novel *n, const novel_derived *d,
                             const spec_number *number)
{
    const spec_tokens *t = &n->ours;
    double value = number->values[0];
    bool fraction = number->kind == SPEC_NUMBER_FRACTION;
    double slack = fraction ? 1 : rounding(t, number);

    if (fraction && !(number->flags & SPEC_NUMBER_OF)) /* 1/2 cup */
        return false;
    if (number->flags & SPEC_NUMBER_HEDGED)
        slack += value * n->tolerance;
    if (is_near(&d->shares, value, slack))
        return true;
    if (is_compared(t, number) && (is_near(&d->changes, value, slack) ||
                                   novel_values_have(&d->differences, value)))
        return true;
    enum { SENTENCE = 15 };
    return has_cue(t, number, denies, STET_LEN(denies), SENTENCE, SENTENCE) &&
           novel_values_have(&d->rests, value);
}

/* Whether the other text counts the same thing, or the number is too large to come out
   by chance. */
static bool is_counted(const novel_known *known, const spec_tokens *t,
                       const spec_number *number)
{
    uint64_t noun = novel_noun_of(t, number);
    return number->values[0] > NOVEL_SMALL || number->currency ||
           (noun && spec_set_has(&known->nouns, noun));
}

static bool is_derived_amount(const novel *n, const novel_known *known,
                              const novel_derived *d, const spec_number *number)
{
    enum { NEXT = 2 };
    const spec_tokens *t = &n->ours;
    double value = number->values[0];
    double slack = value * (number->flags & SPEC_NUMBER_HEDGED ? n->tolerance : 1e-9);

    if ((is_near(&d->sums, value, slack) && is_counted(known, t, number)) ||
        (is_compared(t, number) && is_near(&d->differences, value, slack)))
        return true;
    if (is_near(&d->spans, value, slack) &&
        (has_cue(t, number, years, STET_LEN(years), 0, NEXT) ||
         has_cue(t, number, ages, STET_LEN(ages), NEXT, 0)))
        return true;
    return has_cue(t, number, times, STET_LEN(times), 0, NEXT) &&
           is_near(&d->multiples, value, rounding(t, number));
}

bool novel_is_derived(const novel *n, const novel_known *known, const novel_derived *d,
                      const spec_number *number)
{
    if (number->kind == SPEC_NUMBER_PERCENT || number->kind == SPEC_NUMBER_FRACTION)
        return is_derived_share(n, d, number);
    return number->kind == SPEC_NUMBER_CARDINAL &&
           is_derived_amount(n, known, d, number);
}

bool novel_is_list(const novel_derived *d, const spec_number *number)
{
    double value = number->values[0];
    return number->kind == SPEC_NUMBER_CARDINAL && number->currency == 0 &&
           value >= 0 && value <= NOVEL_SMALL && value <= floor(value) &&
           (d->lists >> (unsigned)value & 1) != 0;
}
