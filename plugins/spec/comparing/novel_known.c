/* SPDX-License-Identifier: Apache-2.0 */
#include "comparing/novel_known.h"

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

/* Where these begin: six of the nine judges are judges. */
static size_t find_nouns(const spec_tokens *t, const spec_number *number)
{
    static const char *const words[] = { "of",  "the", "these", "those", "his",
                                         "her", "its", "their", "our" };
    enum { FAR = 4 };
    size_t at = number->behind;

    for (size_t end = at + FAR; at < end; at++) {
        bool skipped = at > number->behind &&
                       spec_number_word_of(t, at).kind == SPEC_WORD_CARDINAL;
        for (size_t i = 0; i < STET_LEN(words); i++)
            skipped = skipped || spec_token_is_word(t, at, words[i]);
        if (!skipped)
            break;
    }
    return at;
}

uint64_t novel_noun_of(const spec_tokens *t, const spec_number *number)
{
    return noun_at(t, find_nouns(t, number));
}

static void learn_nouns(novel_known *k, const spec_tokens *t, const spec_number *number)
{
    size_t first = find_nouns(t, number);

    for (size_t at = first; at < first + NOUNS; at++) {
        uint64_t noun = noun_at(t, at);
        if (noun == 0)
            continue;
        spec_set_add(&k->nouns, noun);
        for (size_t v = 0; v < number->n_values; v++)
            spec_set_add(&k->counts, count_key(noun, number->values[v]));
    }
}

bool novel_contradicts(const novel_known *k, const spec_tokens *t,
                       const spec_number *number)
{
    size_t first = find_nouns(t, number);
    bool counted = false;

    for (size_t at = first; at < first + NOUNS; at++) {
        uint64_t noun = noun_at(t, at);
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

static void learn_day(novel_known *k, unsigned year, unsigned month, unsigned day)
{
    unsigned written = year ? year : NO_YEAR;
    spec_set_add(&k->dates, date_key(written, month, day));
    spec_set_add(&k->dates, date_key(ANY_YEAR, month, day));
    spec_set_add(&k->dates, date_key(written, month, 0));
    spec_set_add(&k->dates, date_key(ANY_YEAR, month, 0));
}

static bool knows_day(const novel_known *k, unsigned year, unsigned month, unsigned day)
{
    if (year == 0)
        return spec_set_has(&k->dates, date_key(ANY_YEAR, month, day));
    return spec_set_has(&k->dates, date_key(year, month, day)) ||
           (spec_set_has(&k->dates, date_key(NO_YEAR, month, day)) &&
            novel_values_have(&k->numbers, year));
}

bool novel_knows_date(const novel_known *k, const spec_date *date)
{
    return knows_day(k, date->year, date->month, date->day) ||
           (date->other_month &&
            knows_day(k, date->year, date->other_month, date->other_day));
}

/* ---- What the other text has ---- */

static void learn_number(novel_known *k, const spec_tokens *t,
                         const spec_number *number)
{
    bool percent =
        number->kind == SPEC_NUMBER_PERCENT || number->kind == SPEC_NUMBER_FRACTION;

    for (size_t i = 0; i < number->n_values; i++)
        novel_values_add(percent ? &k->percents : &k->numbers, number->values[i]);
    for (size_t i = 0; number->kind == SPEC_NUMBER_FRACTION && i < number->n_values;
         i++)
        novel_values_add(&k->fractions, number->values[i]);
    if (number->kind == SPEC_NUMBER_CARDINAL || number->kind == SPEC_NUMBER_ORDINAL)
        learn_nouns(k, t, number);
}

/* World War II: the value of a Roman numeral of two letters or more; 0: it is none. */
static double roman_at(const spec_tokens *t, size_t at)
{
    static const char letters[] = "IVXLCDM";
    static const int worth[] = { 1, 5, 10, 50, 100, 500, 1000 };
    int value = 0, last = 0;

    if (t->items[at].kind != SPEC_TOKEN_WORD ||
        !(t->items[at].flags & SPEC_TOKEN_UPPER))
        return 0;
    stet_str text = spec_token_text(t, at);
    for (size_t i = text.len; i-- > 0;) {
        const char *letter = memchr(letters, text.ptr[i], sizeof letters - 1);
        if (!letter || text.len > 15)
            return 0;
        int one = worth[letter - letters];
        value += one < last ? -one : one;
        last = one;
    }
    return value > 0 ? value : 0;
}

static void learn_part(const novel *n, novel_known *k, const spec_tokens *t,
                       const spec_numbers *numbers)
{
    spec_date date;

    for (size_t i = 0; i < numbers->count; i++)
        learn_number(k, t, &numbers->items[i]);
    for (size_t at = 0; at < t->count; at++)
        if (t->items[at].kind == SPEC_TOKEN_DIGITS)
            novel_values_add(&k->numbers, spec_digits_value(t, at));
        else if (roman_at(t, at) > 0)
            novel_values_add(&k->numbers, roman_at(t, at));
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
            novel_values_add(&k->numbers, i);
}

void novel_learn(const novel *n, novel_known *k)
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
    k->fractions.items =
        stet_alloc(n->ctx, (n_numbers * SPEC_NUMBER_READINGS + 1) * sizeof(double));
    k->nouns = spec_set_new(n->ctx, n_numbers * NOUNS);
    k->counts = spec_set_new(n->ctx, n_numbers * NOUNS * SPEC_NUMBER_READINGS);
    size_t n_dates = novel_wants(n, NOVEL_DATES) ? n_tokens : 0;
    k->dates = spec_set_new(n->ctx, n_dates * 4);
    for (size_t i = 0; i < n->other->count; i++)
        learn_part(n, k, &n->theirs[i], &numbers[i]);
    novel_values_sort(&k->numbers);
    novel_values_sort(&k->percents);
    novel_values_sort(&k->fractions);
}

/* ---- Whether the other text has a number ---- */

/* A fraction is as good as a share that is a point off, in either text: two-thirds of
   them are 66.7 %, and 67 %. */
static bool knows_share(const novel *n, const novel_known *k, const spec_number *number)
{
    enum { POINT = 1 };
    double value = number->values[0];
    double slack = number->kind == SPEC_NUMBER_FRACTION ? POINT : value * 1e-9;

    if (novel_values_between(&k->fractions, value - POINT, value + POINT))
        return true;

    if (number->flags & SPEC_NUMBER_HEDGED)
        slack += value * n->tolerance;
    return novel_values_between(&k->percents, value - slack, value + slack) ||
           novel_values_between(&k->numbers, (value - slack) / 100,
                                (value + slack) / 100);
}

static bool knows_years(const novel_known *k, const spec_number *number)
{
    double value = number->values[0];
    const novel_values *v = &k->numbers;

    if (novel_values_have(v, value))
        return true;
    if (number->kind == SPEC_NUMBER_CENTURY)
        return novel_values_between(v, (value - 1) * 100, value * 100);
    return novel_values_between(v, value, value + 9) ||
           (value < 100 && (novel_values_between(v, 1900 + value, 1909 + value) ||
                            novel_values_between(v, 2000 + value, 2009 + value)));
}

bool novel_knows_number(const novel *n, const novel_known *k, const spec_number *number)
{
    if (number->kind == SPEC_NUMBER_PERCENT || number->kind == SPEC_NUMBER_FRACTION)
        return knows_share(n, k, number);
    if (number->kind == SPEC_NUMBER_DECADE || number->kind == SPEC_NUMBER_CENTURY)
        return knows_years(k, number);
    for (size_t i = 0; i < number->n_values; i++) {
        double value = number->values[i], slack = value * n->tolerance;
        if (novel_values_have(&k->numbers, value) ||
            novel_values_have(&k->percents, value) ||
            (value < 1 && novel_values_have(&k->percents, value * 100)))
            return true;
        if (number->flags & SPEC_NUMBER_HEDGED &&
            novel_values_between(&k->numbers, value - slack, value + slack))
            return true;
    }
    return false;
}
