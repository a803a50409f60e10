/* SPDX-License-Identifier: Apache-2.0 */
/**
 * number_p.h - a number while it is being read, for the files number*.c.
 */
#ifndef STET_SPEC_NUMBER_P_H
#define STET_SPEC_NUMBER_P_H

#include "reading/number.h"

/* A number that is being read: `at` is the next token. */
typedef struct number_reading {
    const spec_tokens *tokens;
    size_t at;
    spec_number *out;
} number_reading;

static inline const spec_token *number_token_at(const number_reading *r, size_t at)
{
    return at < r->tokens->count ? &r->tokens->items[at] : NULL;
}

/* Token `at` is glued to the one before it. */
static inline bool number_is_glued(const number_reading *r, size_t at)
{
    const spec_token *t = number_token_at(r, at);
    return t && !(t->flags & SPEC_TOKEN_SPACED);
}

static inline bool number_is_digits(const number_reading *r, size_t at, size_t least,
                                    size_t most)
{
    const spec_token *t = number_token_at(r, at);
    return t && t->kind == SPEC_TOKEN_DIGITS && t->end - t->start >= least &&
           t->end - t->start <= most;
}

static inline bool number_is_word(const number_reading *r, size_t at, const char *word)
{
    return spec_token_is_word(r->tokens, at, word);
}

static inline uint32_t number_mark_at(const number_reading *r, size_t at)
{
    const spec_token *t = number_token_at(r, at);
    size_t len;
    return t && t->kind == SPEC_TOKEN_MARK
               ? spec_decode(r->tokens->text, t->start, &len)
               : 0;
}

static inline void number_add_reading(spec_number *n, double value)
{
    for (size_t i = 0; i < n->n_values; i++)
        if (n->values[i] <= value && n->values[i] >= value)
            return;
    if (n->n_values < SPEC_NUMBER_READINGS)
        n->values[n->n_values++] = value;
}

static inline void number_scale(spec_number *n, double factor)
{
    for (size_t i = 0; i < n->n_values; i++)
        n->values[i] *= factor;
}

/** number_digits.c: digits, and what is glued to them, begin at r->at. */
void spec_number_read_digits(number_reading *r);
/** The part of one that a sign such as a half stands for; 0: it is none. */
double spec_number_part_of_sign(uint32_t sign);

#endif
