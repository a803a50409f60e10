/* SPDX-License-Identifier: Apache-2.0 */
#include "date.h"
#include "novel.h"
#include "number.h"
#include "words.h"

#include <math.h>
#include <stdlib.h>

/* Numbers in words up to this one often count what the other text lists or names. */
enum { SMALL = 12 };

/* Sorted numbers. */
typedef struct values {
    double *items;
    size_t count;
} values;

/* What the other text has. */
typedef struct known {
    values numbers, percents;
    spec_set nouns;   /* Words behind a number, */
    spec_set counts;  /* and these with their numbers. */
    spec_set dates;   /* See date_key(). */
    spec_set labels;  /* Of this text: see is_label(). */
    uint64_t lengths; /* Of lists in this text. */
} known;

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void add(values *v, double value)
{
    v->items[v->count++] = value;
}

static void sort(values *v)
{
    if (v->count > 1)
        qsort(v->items, v->count, sizeof *v->items, by_value);
}

static bool has_between(const values *v, double low, double high)
{
    size_t first = 0, behind = v->count;

    while (first < behind) {
        size_t middle = first + (behind - first) / 2;
        if (v->items[middle] < low)
            first = middle + 1;
        else
            behind = middle;
    }
    return first < v->count && v->items[first] <= high;
}

/* The same number, but for what is lost when it is written in another way. */
static bool has(const values *v, double value)
{
    double slack = fabs(value) * 1e-9;
    return has_between(v, value - slack, value + slack);
}

/* ---- Things that are counted ---- */

static bool is_no_noun(const spec_tokens *t, size_t at)
{
    static const char *const words[] = {
        "of",   "the", "a",    "an",   "and",  "or",    "in",    "on",        "to",
        "for",  "per", "at",   "by",   "from", "with",  "that",  "which",     "is",
        "are",  "was", "were", "more", "main", "major", "other", "different", "key",
        "as",   "it",  "he",   "she",  "they", "we",    "new",   "later",     "most",
        "ways", "way", "such", "if",   "when", "who",   "has",   "have",      "had",
    };
    for (size_t i = 0; i < STET_LEN(words); i++)
        if (spec_token_is_word(t, at, words[i]))
            return true;
    return false;
}

/* The word of a token, without the s of the plural; 0: it is no noun. */
static uint64_t noun_at(const spec_tokens *t, size_t at)
{
    if (at >= t->count || t->items[at].kind != SPEC_TOKEN_WORD ||
        t->items[at].flags & SPEC_TOKEN_BROKEN || is_no_noun(t, at))
        return 0;
    stet_str text = spec_token_text(t, at);
    if (text.len > 3 && text.ptr[text.len - 1] == 's')
        text.len--;
    return spec_hash(text);
}

static uint64_t count_key(uint64_t noun, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint64_t key = (noun ^ bits) * 0x9E3779B97F4A7C15u;
    return key ? key : 1;
}

enum { NOUNS = 2 }; /* How many words behind a number are looked at: two old men. */

static void learn_nouns(known *k, const spec_tokens *t, const spec_number *number)
{
    for (size_t i = 0; i < NOUNS; i++) {
        uint64_t noun = noun_at(t, number->behind + i);
        if (noun == 0)
            continue;
        spec_set_add(&k->nouns, noun);
        for (size_t v = 0; v < number->n_values; v++)
            spec_set_add(&k->counts, count_key(noun, number->values[v]));
    }
}

/* Whether the other text has another number of the same thing. */
static bool contradicts(const known *k, const spec_tokens *t, const spec_number *number)
{
    bool counted = false;

    for (size_t i = 0; i < NOUNS; i++) {
        uint64_t noun = noun_at(t, number->behind + i);
        if (noun == 0 || !spec_set_has(&k->nouns, noun))
            continue;
        if (spec_set_has(&k->counts, count_key(noun, number->values[0])))
            return false;
        counted = true;
    }
    return counted;
}

/* ---- Dates ---- */

enum { ANY_YEAR = 4000, NO_YEAR = 4001 };

static uint64_t date_key(unsigned year, unsigned month, unsigned day)
{
    return (uint64_t)year * 1024 + month * 32 + day + 1;
}

static void learn_day(known *k, unsigned year, unsigned month, unsigned day)
{
    unsigned written = year ? year : NO_YEAR;
    spec_set_add(&k->dates, date_key(written, month, day));
    spec_set_add(&k->dates, date_key(ANY_YEAR, month, day));
    spec_set_add(&k->dates, date_key(written, month, 0));
    spec_set_add(&k->dates, date_key(ANY_YEAR, month, 0));
}

static bool knows_day(const known *k, unsigned year, unsigned month, unsigned day)
{
    if (year == 0)
        return spec_set_has(&k->dates, date_key(ANY_YEAR, month, day));
    return spec_set_has(&k->dates, date_key(year, month, day)) ||
           (spec_set_has(&k->dates, date_key(NO_YEAR, month, day)) &&
            has(&k->numbers, year));
}

static bool knows_date(const known *k, const spec_date *date)
{
    return knows_day(k, date->year, date->month, date->day) ||
           (date->other_month &&
            knows_day(k, date->year, date->other_month, date->other_day));
}

/* ---- What the other text has ---- */

static void learn_number(known *k, const spec_tokens *t, const spec_number *number)
{
    bool percent =
        number->kind == SPEC_NUMBER_PERCENT || number->kind == SPEC_NUMBER_FRACTION;

    for (size_t i = 0; i < number->n_values; i++)
        add(percent ? &k->percents : &k->numbers, number->values[i]);
    if (number->kind == SPEC_NUMBER_CARDINAL || number->kind == SPEC_NUMBER_ORDINAL)
        learn_nouns(k, t, number);
}

static void learn_part(const novel *n, known *k, const spec_tokens *t,
                       const spec_numbers *numbers)
{
    spec_date date;

    for (size_t i = 0; i < numbers->count; i++)
        learn_number(k, t, &numbers->items[i]);
    for (size_t at = 0; at < t->count; at++)
        if (t->items[at].kind == SPEC_TOKEN_DIGITS)
            add(&k->numbers, spec_digits_value(t, at));
    for (size_t at = 0; novel_wants(n, NOVEL_DATES) && at < t->count; at++)
        if (spec_date_at(t, at, &date)) {
            learn_day(k, date.year, date.month, date.day);
            if (date.other_month)
                learn_day(k, date.year, date.other_month, date.other_day);
            at = date.behind - 1;
        }
    uint64_t lengths = novel_list_lengths(t->text);
    for (unsigned i = 0; i < NOVEL_LENGTHS; i++)
        if (lengths >> i & 1)
            add(&k->numbers, i);
}

static void learn(const novel *n, known *k)
{
    size_t n_numbers = 0, n_tokens = novel_count_theirs(n);
    spec_numbers *numbers = stet_alloc(n->ctx, n->other->count * sizeof *numbers);

    for (size_t i = 0; i < n->other->count; i++) {
        numbers[i] = spec_numbers_of(n->ctx, &n->theirs[i]);
        n_numbers += numbers[i].count;
    }
    size_t room =
        n_numbers * SPEC_NUMBER_READINGS + n_tokens + NOVEL_LENGTHS * n->other->count;
    k->numbers.items = stet_alloc(n->ctx, room * sizeof(double));
    k->percents.items =
        stet_alloc(n->ctx, (n_numbers * SPEC_NUMBER_READINGS + 1) * sizeof(double));
    k->nouns = spec_set_new(n->ctx, n_numbers * NOUNS);
    k->counts = spec_set_new(n->ctx, n_numbers * NOUNS * SPEC_NUMBER_READINGS);
    size_t n_dates = novel_wants(n, NOVEL_DATES) ? n_tokens : 0;
    k->dates = spec_set_new(n->ctx, n_dates * 4);
    for (size_t i = 0; i < n->other->count; i++)
        learn_part(n, k, &n->theirs[i], &numbers[i]);
    sort(&k->numbers);
    sort(&k->percents);
}

/* ---- Whether the other text has a number ---- */

static bool knows_share(const novel *n, const known *k, const spec_number *number)
{
    double value = number->values[0];
    double slack = number->kind == SPEC_NUMBER_FRACTION ? 1 : value * 1e-9;

    if (number->flags & SPEC_NUMBER_HEDGED)
        slack += value * n->tolerance;
    return has_between(&k->percents, value - slack, value + slack) ||
           has_between(&k->numbers, (value - slack) / 100, (value + slack) / 100);
}

static bool knows_years(const known *k, const spec_number *number)
{
    double value = number->values[0];
    const values *v = &k->numbers;

    if (has(v, value))
        return true;
    if (number->kind == SPEC_NUMBER_CENTURY)
        return has_between(v, (value - 1) * 100, value * 100);
    return has_between(v, value, value + 9) ||
           (value < 100 && (has_between(v, 1900 + value, 1909 + value) ||
                            has_between(v, 2000 + value, 2009 + value)));
}

static bool knows_number(const novel *n, const known *k, const spec_number *number)
{
    if (number->kind == SPEC_NUMBER_PERCENT || number->kind == SPEC_NUMBER_FRACTION)
        return knows_share(n, k, number);
    if (number->kind == SPEC_NUMBER_DECADE || number->kind == SPEC_NUMBER_CENTURY)
        return knows_years(k, number);
    for (size_t i = 0; i < number->n_values; i++) {
        double value = number->values[i], slack = value * n->tolerance;
        if (has(&k->numbers, value) || has(&k->percents, value) ||
            (value < 1 && has(&k->percents, value * 100)))
            return true;
        if (number->flags & SPEC_NUMBER_HEDGED &&
            has_between(&k->numbers, value - slack, value + slack))
            return true;
    }
    return false;
}

/* ---- Numbers of this text that say nothing of the other ---- */

/* The number of a list item, a heading or a citation. */
static bool is_marker(const spec_tokens *t, const spec_number *number)
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
    return brackets || starts;
}

static uint64_t label_key(const spec_tokens *t, size_t at, double value)
{
    return count_key(spec_hash(spec_token_text(t, at)), value);
}

/* The word before a small number in digits, as in Step 3 and Fig. 2. */
static bool find_label(const spec_tokens *t, const spec_number *number, size_t *at)
{
    *at = number->first;
    if (number->values[0] > SMALL * 2 || *at == 0 || number->currency ||
        number->flags & SPEC_NUMBER_IN_WORDS)
        return false;
    *at -= *at > 1 && spec_token_is_mark(t, *at - 1, '.') ? 2 : 1;
    return t->items[*at].kind == SPEC_TOKEN_WORD;
}

/* Words with a capital and a number behind them. */
static void learn_labels(const novel *n, known *k, const spec_numbers *numbers)
{
    size_t at;

    k->labels = spec_set_new(n->ctx, numbers->count);
    for (size_t i = 0; i < numbers->count; i++)
        if (find_label(&n->ours, &numbers->items[i], &at) &&
            n->ours.items[at].flags & SPEC_TOKEN_CAPITAL)
            spec_set_add(&k->labels,
                         label_key(&n->ours, at, numbers->items[i].values[0]));
}

/* Step 3, Table 2: what this text calls its own parts; and Day 3 where there is a Day 2
   or a Day 4. */
static bool is_label(const known *k, const spec_tokens *t, const spec_number *number)
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
    return spec_set_has(&k->labels, label_key(t, at, value - 1)) ||
           spec_set_has(&k->labels, label_key(t, at, value + 1));
}

static bool ends_sentence(const spec_tokens *t, size_t at)
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

    while (at < end && !ends_sentence(t, at) && !opens_list(t, at))
        at++;
    if (at >= end || ends_sentence(t, at))
        return false;
    for (at++; at < end && !ends_sentence(t, at); at++) {
        bool comma = spec_token_is_mark(t, at, ',') || spec_token_is_mark(t, at, ';');
        bool joint =
            (spec_token_is_word(t, at, "and") || spec_token_is_word(t, at, "or")) &&
            !spec_token_is_mark(t, at - 1, ',') && !spec_token_is_mark(t, at - 1, ';');
        count += comma || joint;
    }
    return count > 1 && number->values[0] >= (double)count &&
           number->values[0] <= (double)count;
}

static bool is_list_length(const known *k, const spec_number *number)
{
    double value = number->values[0];
    return number->kind == SPEC_NUMBER_CARDINAL && value < NOVEL_LENGTHS &&
           value >= 2 && value <= floor(value) &&
           (k->lengths >> (unsigned)value & 1) != 0;
}

static bool is_plain(const spec_number *number)
{
    return (number->kind == SPEC_NUMBER_CARDINAL ||
            number->kind == SPEC_NUMBER_ORDINAL) &&
           number->currency == 0;
}

/* Whether a number that the other text lacks is worth telling. */
static bool is_novel(const novel *n, const known *k, const spec_number *number)
{
    const spec_tokens *t = &n->ours;
    bool words = number->flags & SPEC_NUMBER_IN_WORDS;
    double value = number->values[0];

    if (number->flags & SPEC_NUMBER_GLUED || is_marker(t, number))
        return false;
    if (number->kind == SPEC_NUMBER_FRACTION && words)
        return (number->flags & SPEC_NUMBER_OF) != 0;
    if (!is_plain(number))
        return true;
    if (is_list_length(k, number) || is_label(k, t, number) ||
        (words && value <= 1 && value >= 1) ||
        (value <= SMALL && counts_what_follows(t, number)))
        return false;
    return !words || value > SMALL || contradicts(k, t, number);
}

void novel_find_numbers(const novel *n)
{
    const spec_tokens *t = &n->ours;
    spec_numbers numbers = spec_numbers_of(n->ctx, t);
    known k = { .lengths = novel_list_lengths(stet_markup(n->ctx, n->doc)) };
    spec_date date;
    size_t next = 0;

    learn(n, &k);
    learn_labels(n, &k, &numbers);
    for (size_t at = 0; at < t->count; at++) {
        while (next < numbers.count && numbers.items[next].first < at)
            next++;
        if (novel_wants(n, NOVEL_DATES) && spec_date_at(t, at, &date)) {
            if ((date.day || date.year) && !knows_date(&k, &date))
                novel_tell_tokens(n, NOVEL_DATES, date.first, date.behind);
            at = date.behind - 1;
        } else if (novel_wants(n, NOVEL_NUMBERS) && next < numbers.count &&
                   numbers.items[next].first == at) {
            const spec_number *number = &numbers.items[next];
            if (!knows_number(n, &k, number) && is_novel(n, &k, number))
                novel_tell_tokens(n, NOVEL_NUMBERS, number->first, number->behind);
        }
    }
}
