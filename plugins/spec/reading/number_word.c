/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/number.h"

#include <stdlib.h>

enum { LONGEST = 13 };

/* In the order of the letters. */
static const spec_number_word words[] = {
    { "about", SPEC_WORD_HEDGE, 0 },          { "above", SPEC_WORD_HEDGE, 0 },
    { "almost", SPEC_WORD_HEDGE, 0 },         { "approx", SPEC_WORD_HEDGE, 0 },
    { "approximately", SPEC_WORD_HEDGE, 0 },  { "around", SPEC_WORD_HEDGE, 0 },
    { "b", SPEC_WORD_SUFFIX, 1e9 },           { "below", SPEC_WORD_HEDGE, 0 },
    { "billion", SPEC_WORD_SCALE, 1e9 },      { "billions", SPEC_WORD_SCALE, 1e9 },
    { "bn", SPEC_WORD_SUFFIX, 1e9 },          { "ca", SPEC_WORD_HEDGE, 0 },
    { "circa", SPEC_WORD_HEDGE, 0 },          { "dollar", SPEC_WORD_CURRENCY, '$' },
    { "dollars", SPEC_WORD_CURRENCY, '$' },   { "dozen", SPEC_WORD_SCALE, 12 },
    { "eight", SPEC_WORD_CARDINAL, 8 },       { "eighteen", SPEC_WORD_CARDINAL, 18 },
    { "eighteenth", SPEC_WORD_ORDINAL, 18 },  { "eighth", SPEC_WORD_ORDINAL, 8 },
    { "eightieth", SPEC_WORD_ORDINAL, 80 },   { "eighty", SPEC_WORD_CARDINAL, 80 },
    { "eleven", SPEC_WORD_CARDINAL, 11 },     { "eleventh", SPEC_WORD_ORDINAL, 11 },
    { "estimated", SPEC_WORD_HEDGE, 0 },      { "eur", SPEC_WORD_CURRENCY, 0x20AC },
    { "euro", SPEC_WORD_CURRENCY, 0x20AC },   { "euros", SPEC_WORD_CURRENCY, 0x20AC },
    { "exceeding", SPEC_WORD_HEDGE, 0 },      { "fifteen", SPEC_WORD_CARDINAL, 15 },
    { "fifteenth", SPEC_WORD_ORDINAL, 15 },   { "fifth", SPEC_WORD_ORDINAL, 5 },
    { "fiftieth", SPEC_WORD_ORDINAL, 50 },    { "fifty", SPEC_WORD_CARDINAL, 50 },
    { "first", SPEC_WORD_ORDINAL, 1 },        { "five", SPEC_WORD_CARDINAL, 5 },
    { "fortieth", SPEC_WORD_ORDINAL, 40 },    { "forty", SPEC_WORD_CARDINAL, 40 },
    { "four", SPEC_WORD_CARDINAL, 4 },        { "fourteen", SPEC_WORD_CARDINAL, 14 },
    { "fourteenth", SPEC_WORD_ORDINAL, 14 },  { "fourth", SPEC_WORD_ORDINAL, 4 },
    { "gbp", SPEC_WORD_CURRENCY, 0xA3 },      { "half", SPEC_WORD_PART, 2 },
    { "hundred", SPEC_WORD_HUNDRED, 100 },    { "k", SPEC_WORD_SUFFIX, 1e3 },
    { "m", SPEC_WORD_SUFFIX, 1e6 },           { "million", SPEC_WORD_SCALE, 1e6 },
    { "millions", SPEC_WORD_SCALE, 1e6 },     { "mln", SPEC_WORD_SUFFIX, 1e6 },
    { "mn", SPEC_WORD_SUFFIX, 1e6 },          { "nearly", SPEC_WORD_HEDGE, 0 },
    { "nine", SPEC_WORD_CARDINAL, 9 },        { "nineteen", SPEC_WORD_CARDINAL, 19 },
    { "nineteenth", SPEC_WORD_ORDINAL, 19 },  { "ninetieth", SPEC_WORD_ORDINAL, 90 },
    { "ninety", SPEC_WORD_CARDINAL, 90 },     { "ninth", SPEC_WORD_ORDINAL, 9 },
    { "one", SPEC_WORD_CARDINAL, 1 },         { "over", SPEC_WORD_HEDGE, 0 },
    { "pound", SPEC_WORD_CURRENCY, 0xA3 },    { "pounds", SPEC_WORD_CURRENCY, 0xA3 },
    { "roughly", SPEC_WORD_HEDGE, 0 },        { "second", SPEC_WORD_ORDINAL, 2 },
    { "seven", SPEC_WORD_CARDINAL, 7 },       { "seventeen", SPEC_WORD_CARDINAL, 17 },
    { "seventeenth", SPEC_WORD_ORDINAL, 17 }, { "seventh", SPEC_WORD_ORDINAL, 7 },
    { "seventieth", SPEC_WORD_ORDINAL, 70 },  { "seventy", SPEC_WORD_CARDINAL, 70 },
    { "six", SPEC_WORD_CARDINAL, 6 },         { "sixteen", SPEC_WORD_CARDINAL, 16 },
    { "sixteenth", SPEC_WORD_ORDINAL, 16 },   { "sixth", SPEC_WORD_ORDINAL, 6 },
    { "sixtieth", SPEC_WORD_ORDINAL, 60 },    { "sixty", SPEC_WORD_CARDINAL, 60 },
    { "some", SPEC_WORD_HEDGE, 0 },           { "ten", SPEC_WORD_CARDINAL, 10 },
    { "tenth", SPEC_WORD_ORDINAL, 10 },       { "than", SPEC_WORD_HEDGE, 0 },
    { "third", SPEC_WORD_ORDINAL, 3 },        { "thirteen", SPEC_WORD_CARDINAL, 13 },
    { "thirteenth", SPEC_WORD_ORDINAL, 13 },  { "thirtieth", SPEC_WORD_ORDINAL, 30 },
    { "thirty", SPEC_WORD_CARDINAL, 30 },     { "thousand", SPEC_WORD_SCALE, 1e3 },
    { "three", SPEC_WORD_CARDINAL, 3 },       { "tn", SPEC_WORD_SUFFIX, 1e12 },
    { "trillion", SPEC_WORD_SCALE, 1e12 },    { "trillions", SPEC_WORD_SCALE, 1e12 },
    { "twelfth", SPEC_WORD_ORDINAL, 12 },     { "twelve", SPEC_WORD_CARDINAL, 12 },
    { "twentieth", SPEC_WORD_ORDINAL, 20 },   { "twenty", SPEC_WORD_CARDINAL, 20 },
    { "two", SPEC_WORD_CARDINAL, 2 },         { "under", SPEC_WORD_HEDGE, 0 },
    { "usd", SPEC_WORD_CURRENCY, '$' },       { "yen", SPEC_WORD_CURRENCY, 0xA5 },
    { "zero", SPEC_WORD_CARDINAL, 0 },
};

/* Parts of a whole, one or several. */
static const struct {
    const char *one, *several;
    double divisor;
} parts[] = {
    { "half", "halves", 2 },    { "third", "thirds", 3 },  { "quarter", "quarters", 4 },
    { "fourth", "fourths", 4 }, { "fifth", "fifths", 5 },  { "sixth", "sixths", 6 },
    { "eighth", "eighths", 8 }, { "tenth", "tenths", 10 },
};

static int by_word(const void *key, const void *row)
{
    return strcmp(key, ((const spec_number_word *)row)->word);
}

spec_number_word spec_number_word_of(const spec_tokens *tokens, size_t at)
{
    spec_number_word none = { "", SPEC_WORD_NONE, 0 };
    char word[LONGEST + 1] = { 0 };

    if (at >= tokens->count || tokens->items[at].kind != SPEC_TOKEN_WORD)
        return none;
    stet_str text = spec_token_text(tokens, at);
    if (text.len > LONGEST)
        return none;
    for (size_t i = 0; i < text.len; i++)
        word[i] = (char)spec_lower((unsigned char)text.ptr[i]);
    const spec_number_word *found =
        bsearch(word, words, STET_LEN(words), sizeof *words, by_word);
    return found ? *found : none;
}

double spec_number_part_of(const spec_tokens *tokens, size_t at)
{
    for (size_t i = 0; i < STET_LEN(parts); i++)
        if (spec_token_is_word(tokens, at, parts[i].one) ||
            spec_token_is_word(tokens, at, parts[i].several))
            return parts[i].divisor;
    return 0;
}
