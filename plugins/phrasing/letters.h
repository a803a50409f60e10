/* SPDX-License-Identifier: Apache-2.0 */
/**
 * letters.h - what a byte is, for mends that look at what stands beside a phrase.
 *
 * Of ASCII alone: bytes of other characters are none of these. Pure functions.
 */
#ifndef STET_PHRASING_LETTERS_H
#define STET_PHRASING_LETTERS_H

#include <stdbool.h>
#include <string.h>

static inline bool phrasing_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static inline bool phrasing_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/** NUL is never one of them. */
static inline bool phrasing_is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

#endif
