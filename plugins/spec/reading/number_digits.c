/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/number_p.h"

double spec_digits_value(const spec_tokens *tokens, size_t at)
{
    stet_str text = spec_token_text(tokens, at);
    double value = 0;

    for (size_t i = 0; i < text.len; i++)
        value = value * 10 + (text.ptr[i] - '0');
    return value;
}

/* The digits as what stands behind a decimal mark. */
static double decimals(const number_reading *r, size_t at)
{
    stet_str text = spec_token_text(r->tokens, at);
    double value = 0, place = 1;

    for (size_t i = 0; i < text.len; i++) {
        place *= 10;
        value = value * 10 + (text.ptr[i] - '0');
    }
    return value / place;
}

/* ---- Digits ---- */

/* A space inside a number is one blank, most often a narrow one. */
static bool is_one_blank(const number_reading *r, size_t at)
{
    static const char *const blanks[] = { " ", "\xC2\xA0", "\xE2\x80\xAF",
                                          "\xE2\x80\x89" };
    const spec_token *t = number_token_at(r, at);
    if (!t || t->flags & SPEC_TOKEN_BROKEN)
        return false;
    uint32_t end = r->tokens->items[at - 1].end;
    for (size_t i = 0; i < STET_LEN(blanks); i++)
        if (t->start - end == strlen(blanks[i]) &&
            memcmp(r->tokens->text.ptr + end, blanks[i], t->start - end) == 0)
            return true;
    return false;
}

/* How many groups of three digits follow, each behind `mark`; 0 stands for a blank. */
static size_t count_groups(const number_reading *r, uint32_t mark)
{
    size_t n = 0, at = r->at + 1;

    while (mark ? number_mark_at(r, at) == mark && number_is_glued(r, at) &&
                      number_is_glued(r, at + 1) && number_is_digits(r, at + 1, 3, 3)
                : number_is_digits(r, at, 3, 3) && is_one_blank(r, at)) {
        at += mark ? 2 : 1;
        n++;
    }
    return n;
}

static bool has_decimals(const number_reading *r, uint32_t mark)
{
    return number_mark_at(r, r->at) == mark && number_is_glued(r, r->at) &&
           number_is_glued(r, r->at + 1) && number_is_digits(r, r->at + 1, 1, 15) &&
           !(number_mark_at(r, r->at + 2) == mark && number_is_glued(r, r->at + 2) &&
             number_is_glued(r, r->at + 3) && number_is_digits(r, r->at + 3, 1, 15));
}

/* Groups of thousands and what follows the decimal mark; r->at is the first digits. */
static void read_groups(number_reading *r, uint32_t mark, size_t n_groups)
{
    double value = spec_digits_value(r->tokens, r->at);
    uint32_t decimal = mark == '.' ? ',' : '.';
    size_t step = mark ? 2 : 1;

    for (size_t i = 0; i < n_groups; i++)
        value = value * 1000 + spec_digits_value(r->tokens, r->at + (i + 1) * step);
    double whole = spec_digits_value(r->tokens, r->at);
    bool may_be_decimal = n_groups == 1 && (mark == '.' || mark == ',');
    double other = may_be_decimal ? whole + decimals(r, r->at + 2) : value;
    r->at += 1 + n_groups * step;
    if (has_decimals(r, decimal) || (!mark && has_decimals(r, ','))) {
        value += decimals(r, r->at + 1);
        other = value;
        r->at += 2;
    }
    number_add_reading(r->out, mark == '.' ? other : value);
    number_add_reading(r->out, mark == '.' ? value : other);
}

/* 1.2.3 is no number but a version, an address or the like. */
static bool is_version(const number_reading *r)
{
    return number_mark_at(r, r->at + 1) == '.' && number_is_glued(r, r->at + 1) &&
           number_is_glued(r, r->at + 2) && number_is_digits(r, r->at + 2, 1, 15) &&
           number_mark_at(r, r->at + 3) == '.' && number_is_glued(r, r->at + 3) &&
           number_is_glued(r, r->at + 4) && number_is_digits(r, r->at + 4, 1, 15);
}

static void read_version(number_reading *r)
{
    r->out->flags |= SPEC_NUMBER_GLUED;
    number_add_reading(r->out, spec_digits_value(r->tokens, r->at));
    r->at++;
    while (number_mark_at(r, r->at) == '.' && number_is_glued(r, r->at) &&
           number_is_glued(r, r->at + 1) && number_is_digits(r, r->at + 1, 1, 15))
        r->at += 2;
}

double spec_number_part_of_sign(uint32_t sign)
{
    static const struct {
        uint32_t sign;
        double part;
    } signs[] = {
        { 0xBC, 0.25 },      { 0xBD, 0.5 },     { 0xBE, 0.75 },    { 0x2153, 1.0 / 3 },
        { 0x2154, 2.0 / 3 }, { 0x2155, 0.2 },   { 0x2156, 0.4 },   { 0x2157, 0.6 },
        { 0x2158, 0.8 },     { 0x215B, 0.125 }, { 0x215C, 0.375 }, { 0x215D, 0.625 },
        { 0x215E, 0.875 },
    };
    for (size_t i = 0; i < STET_LEN(signs); i++)
        if (signs[i].sign == sign)
            return signs[i].part;
    return 0;
}

/* 1/2, 2/3, 3/4: parts that are usual; 9/11 and 24/7 are not. */
static bool read_slash(number_reading *r)
{
    if (!number_is_digits(r, r->at, 1, 1) || number_mark_at(r, r->at + 1) != '/' ||
        !number_is_glued(r, r->at + 1) || !number_is_glued(r, r->at + 2) ||
        !number_is_digits(r, r->at + 2, 1, 2) || number_mark_at(r, r->at + 3) == '/')
        return false;
    double top = spec_digits_value(r->tokens, r->at);
    double bottom = spec_digits_value(r->tokens, r->at + 2);
    bool usual = bottom <= 6 || (top <= 1 && (bottom <= 8 || bottom == 10));
    if (top < 1 || top >= bottom || !usual)
        return false;
    number_add_reading(r->out, top / bottom * 100);
    r->out->kind = SPEC_NUMBER_FRACTION;
    r->at += 3;
    return true;
}

static void read_plain(number_reading *r)
{
    static const uint32_t marks[] = { ',', '.', '\'', 0x2019, 0 };

    if (read_slash(r))
        return;
    if (is_version(r) && count_groups(r, '.') < 2) {
        read_version(r);
        return;
    }
    for (size_t i = 0; i < STET_LEN(marks) && number_is_digits(r, r->at, 1, 3); i++) {
        size_t n = count_groups(r, marks[i]);
        if (n > 0) {
            read_groups(r, marks[i], n);
            return;
        }
    }
    double value = spec_digits_value(r->tokens, r->at);
    r->at++;
    bool in_list = r->out->first > 0 && number_is_glued(r, r->out->first) &&
                   number_mark_at(r, r->out->first - 1) == ',';
    for (size_t i = in_list; i < 2; i++)
        if (has_decimals(r, marks[i])) {
            value += decimals(r, r->at + 1);
            r->at += 2;
            break;
        }
    if (number_is_glued(r, r->at) &&
        spec_number_part_of_sign(number_mark_at(r, r->at)) > 0)
        value += spec_number_part_of_sign(number_mark_at(r, r->at++));
    number_add_reading(r->out, value);
}

/* ---- What stands behind digits: 3rd, 5k, 1990s, 3 pm ---- */

static bool is_ordinal_ending(const number_reading *r)
{
    return number_is_word(r, r->at, "st") || number_is_word(r, r->at, "nd") ||
           number_is_word(r, r->at, "rd") || number_is_word(r, r->at, "th");
}

/* "pm" behind an hour, or behind its minutes. */
static bool is_afternoon(const number_reading *r)
{
    bool minutes = number_mark_at(r, r->at) == ':' && number_is_glued(r, r->at) &&
                   number_is_glued(r, r->at + 1) &&
                   number_is_digits(r, r->at + 1, 2, 2);
    size_t at = r->at + (minutes ? 2 : 0);

    return number_is_word(r, at, "pm") ||
           (number_is_word(r, at, "p") && number_mark_at(r, at + 1) == '.' &&
            number_is_word(r, at + 2, "m"));
}

static void read_suffix(number_reading *r)
{
    spec_number *n = r->out;
    spec_number_word word = spec_number_word_of(r->tokens, r->at);
    bool glued = number_is_glued(r, r->at);
    double value = n->values[0];
    bool in_name = n->first > 0 && number_is_glued(r, n->first) &&
                   r->tokens->items[n->first - 1].kind == SPEC_TOKEN_WORD;

    if (in_name)
        return;
    if (glued && is_ordinal_ending(r)) {
        n->kind = SPEC_NUMBER_ORDINAL;
        r->at++;
    } else if (glued && number_is_word(r, r->at, "s") && value >= 10 &&
               (uint64_t)value % 10 == 0) {
        n->kind = SPEC_NUMBER_DECADE;
        r->at++;
    } else if (word.kind == SPEC_WORD_SUFFIX && (glued || word.word[1] != '\0')) {
        bool may_be_unit = word.word[1] == '\0' && word.value > 1e3;
        number_scale(n, word.value);
        if (may_be_unit)
            number_add_reading(n, value);
        r->at++;
    } else if (is_afternoon(r) && value < 12) {
        number_add_reading(n, value + 12);
    }
}

void spec_number_read_digits(number_reading *r)
{
    read_plain(r);
    read_suffix(r);
}
