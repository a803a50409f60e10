/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/date.h"

#include "reading/number.h"

static const struct {
    const char *name;
    uint8_t month;
} months[] = {
    { "january", 1 },   { "february", 2 }, { "march", 3 },     { "april", 4 },
    { "may", 5 },       { "june", 6 },     { "july", 7 },      { "august", 8 },
    { "september", 9 }, { "october", 10 }, { "november", 11 }, { "december", 12 },
    { "jan", 1 },       { "feb", 2 },      { "mar", 3 },       { "apr", 4 },
    { "jun", 6 },       { "jul", 7 },      { "aug", 8 },       { "sep", 9 },
    { "sept", 9 },      { "oct", 10 },     { "nov", 11 },      { "dec", 12 },
};

static uint8_t month_at(const spec_tokens *t, size_t at)
{
    if (at >= t->count || t->items[at].kind != SPEC_TOKEN_WORD ||
        !(t->items[at].flags & SPEC_TOKEN_CAPITAL))
        return 0;
    for (size_t i = 0; i < STET_LEN(months); i++)
        if (spec_token_is_word(t, at, months[i].name))
            return months[i].month;
    return 0;
}

static bool is_digits(const spec_tokens *t, size_t at, size_t least, size_t most)
{
    return at < t->count && t->items[at].kind == SPEC_TOKEN_DIGITS &&
           t->items[at].end - t->items[at].start >= least &&
           t->items[at].end - t->items[at].start <= most;
}

static unsigned value_at(const spec_tokens *t, size_t at)
{
    return (unsigned)spec_digits_value(t, at);
}

static bool is_glued(const spec_tokens *t, size_t at)
{
    return at < t->count && !(t->items[at].flags & SPEC_TOKEN_SPACED);
}

/* A year, which no digits go on: 2021,5 is none. */
static unsigned year_at(const spec_tokens *t, size_t at)
{
    if (!is_digits(t, at, 4, 4))
        return 0;
    bool goes_on =
        (spec_token_is_mark(t, at + 1, ',') || spec_token_is_mark(t, at + 1, '.')) &&
        is_glued(t, at + 1) && is_glued(t, at + 2) && is_digits(t, at + 2, 1, 9);
    unsigned year = value_at(t, at);
    return goes_on || year < 1000 || year > 2999 ? 0 : year;
}

static unsigned day_at(const spec_tokens *t, size_t at)
{
    unsigned day = is_digits(t, at, 1, 2) ? value_at(t, at) : 0;
    return day <= 31 ? day : 0;
}

static size_t behind_ending(const spec_tokens *t, size_t at)
{
    bool ending = is_glued(t, at) &&
                  (spec_token_is_word(t, at, "st") || spec_token_is_word(t, at, "nd") ||
                   spec_token_is_word(t, at, "rd") || spec_token_is_word(t, at, "th"));
    return at + ending;
}

/* ", 2021" or " 2021" or "-2021". */
static size_t read_year(const spec_tokens *t, size_t at, spec_date *out)
{
    bool joined = spec_token_is_mark(t, at, ',') || spec_token_is_mark(t, at, '-') ||
                  spec_token_is_mark(t, at, '.');
    unsigned year = year_at(t, at + joined);
    if (year == 0)
        return at;
    out->year = (uint16_t)year;
    return at + joined + 1;
}

static bool done(spec_date *out, size_t at, size_t behind)
{
    out->first = (uint32_t)at;
    out->behind = (uint32_t)behind;
    return true;
}

static bool is_one_of(const spec_tokens *t, size_t at, const char *const *words,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (spec_token_is_word(t, at, words[i]))
            return true;
    return false;
}

/* The day that a word says: first, twenty-first; `*behind` becomes its end. 0: none. */
static unsigned word_day(const spec_tokens *t, size_t at, size_t *behind)
{
    spec_number number;

    if (at >= t->count || t->items[at].kind != SPEC_TOKEN_WORD ||
        !spec_number_at(t, at, &number) || number.kind != SPEC_NUMBER_ORDINAL ||
        number.values[0] < 1 || number.values[0] > 31)
        return 0;
    *behind = number.behind;
    return (unsigned)number.values[0];
}

/* The first of May. Without "of" it may be any first thing in May. */
static bool read_word_first(const spec_tokens *t, size_t at, spec_date *out)
{
    enum { LONGEST = 3 }; /* Tokens of twenty-first. */
    size_t next = 0;
    bool is_near = false;

    for (size_t i = 1; i <= LONGEST; i++)
        is_near = is_near || spec_token_is_word(t, at + i, "of");
    unsigned day = is_near ? word_day(t, at, &next) : 0;
    if (day == 0 || !spec_token_is_word(t, next, "of") || month_at(t, next + 1) == 0)
        return false;
    out->day = (uint8_t)day;
    out->month = month_at(t, next + 1);
    return done(out, at, read_year(t, next + 2, out));
}

/* The day behind a month: May 3, May 3rd, May the third, and on May third: in "in May
   first the rain came" it is none. `*behind` becomes its end. 0: there is none. */
static unsigned day_behind(const spec_tokens *t, size_t at, size_t *behind)
{
    static const char *const leads[] = { "on", "by", "until", "till",  "since",
                                         "of", "to", "from",  "after", "before" };
    bool is_told = at > 1 && is_one_of(t, at - 2, leads, STET_LEN(leads));
    size_t next = at;

    if (spec_token_is_word(t, next, "the")) {
        is_told = true;
        next++;
    }
    *behind = next + 1;
    unsigned day = day_at(t, next);
    if (day > 0 || !is_told)
        return day;
    return word_day(t, next, behind);
}

/* 3 May, 3rd of May, 3-May-2021. */
static bool read_day_first(const spec_tokens *t, size_t at, spec_date *out)
{
    unsigned day = day_at(t, at);
    size_t next = behind_ending(t, at + 1);

    next += spec_token_is_word(t, next, "of") || spec_token_is_mark(t, next, '-') ||
            spec_token_is_mark(t, next, '.');
    uint8_t month = month_at(t, next);
    if (day == 0 || month == 0)
        return false;
    out->day = (uint8_t)day;
    out->month = month;
    next++;
    bool cut_short = spec_token_is_mark(t, next, '.') && is_glued(t, next) &&
                     year_at(t, next + 1) > 0;
    return done(out, at, read_year(t, next + cut_short, out));
}

/* May 3, May 3rd, 2021, May 2021, May. */
static bool read_month_first(const spec_tokens *t, size_t at, spec_date *out)
{
    uint8_t month = month_at(t, at);
    if (month == 0)
        return false;
    size_t next = at + 1;
    bool cut_short = spec_token_is_mark(t, next, '.') && is_glued(t, next) &&
                     is_digits(t, next + 1, 1, 4);
    next += cut_short;
    out->month = month;
    size_t behind;
    unsigned day = day_behind(t, next, &behind);
    bool goes_on = spec_token_is_mark(t, behind, ':') ||
                   spec_token_is_mark(t, behind, '%') ||
                   (spec_token_is_mark(t, behind, ',') && is_glued(t, behind + 1));
    if (day > 0 && !goes_on) {
        out->day = (uint8_t)day;
        next = behind_ending(t, behind);
    } else if (spec_token_is_word(t, next, "of") && year_at(t, next + 1) > 0) {
        next++;
    }
    return done(out, at, read_year(t, next, out));
}

/* The mark between two runs of digits; 0: none, or blanks. */
static char separator_at(const spec_tokens *t, size_t at)
{
    if (!is_glued(t, at) || !is_glued(t, at + 1))
        return 0;
    return spec_token_is_mark(t, at, '/')   ? '/'
           : spec_token_is_mark(t, at, '-') ? '-'
           : spec_token_is_mark(t, at, '.') ? '.'
                                            : 0;
}

static unsigned whole_year(const spec_tokens *t, size_t at)
{
    unsigned year = value_at(t, at);
    if (t->items[at].end - t->items[at].start == 4)
        return year_at(t, at);
    return year < 50 ? 2000 + year : 1900 + year;
}

/* 2021-05-03, 03/05/2021, 3.5.21. */
static bool read_digits(const spec_tokens *t, size_t at, spec_date *out)
{
    char mark = separator_at(t, at + 1);
    if (!mark || separator_at(t, at + 3) != mark || separator_at(t, at + 5) == mark ||
        !is_digits(t, at + 2, 1, 2))
        return false;
    unsigned b = value_at(t, at + 2);
    if (is_digits(t, at, 4, 4) && is_digits(t, at + 4, 1, 2)) {
        unsigned day = value_at(t, at + 4);
        if (year_at(t, at) == 0 || b < 1 || b > 12 || day < 1 || day > 31)
            return false;
        out->year = (uint16_t)year_at(t, at);
        out->month = (uint8_t)b;
        out->day = (uint8_t)day;
        return done(out, at, at + 5);
    }
    unsigned a = day_at(t, at);
    bool year = is_digits(t, at + 4, 2, 2) || is_digits(t, at + 4, 4, 4);
    if (!year || whole_year(t, at + 4) == 0 || a < 1 || b < 1 || b > 31 ||
        (a > 12 && b > 12))
        return false;
    out->year = (uint16_t)whole_year(t, at + 4);
    out->month = (uint8_t)(b <= 12 ? b : a);
    out->day = (uint8_t)(b <= 12 ? a : b);
    if (a <= 12 && b <= 12) {
        out->other_month = (uint8_t)a;
        out->other_day = (uint8_t)b;
    }
    return done(out, at, at + 5);
}

bool spec_date_at(const spec_tokens *tokens, size_t at, spec_date *out)
{
    *out = (spec_date){ 0 };
    if (tokens->items[at].kind == SPEC_TOKEN_DIGITS)
        return read_digits(tokens, at, out) || read_day_first(tokens, at, out);
    return tokens->items[at].kind == SPEC_TOKEN_WORD &&
           (read_month_first(tokens, at, out) || read_word_first(tokens, at, out));
}
