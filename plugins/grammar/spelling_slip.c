/* SPDX-License-Identifier: Apache-2.0 */
#include "spelling.h"

/* Shorter words have too many neighbours; one that lacks a letter has more of them than
   others. */
enum { SHORTEST = 5, SHORTEST_LACKING = 6 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_small(stet_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < 'a' || text.ptr[i] > 'z')
            return false;
    return true;
}

/* Both parts hold the letters in which the two words differ. `before` is the letter in
   front of them. */
static bool is_slip_of(stet_str typed, stet_str meant, char before, size_t len)
{
    if (typed.len == 2 && meant.len == 2)
        return typed.ptr[0] == meant.ptr[1] && typed.ptr[1] == meant.ptr[0];
    if (typed.len == 1 && meant.len == 0)
        return typed.ptr[0] == before;
    return typed.len == 0 && meant.len == 1 &&
           (meant.ptr[0] == before || len >= SHORTEST_LACKING);
}

bool grammar_spelling_is_slip(stet_str word, stet_str meant)
{
    size_t front = 1, back = 0;
    size_t shared = word.len < meant.len ? word.len : meant.len;

    if (word.len < SHORTEST || shared == 0 ||
        lower(word.ptr[0]) != lower(meant.ptr[0]) ||
        (word.ptr[0] == lower(word.ptr[0]) && meant.ptr[0] != lower(meant.ptr[0])) ||
        !is_small((stet_str){ meant.ptr + 1, meant.len - 1 }))
        return false;
    while (front < shared && word.ptr[front] == meant.ptr[front])
        front++;
    while (back < shared - front &&
           word.ptr[word.len - 1 - back] == meant.ptr[meant.len - 1 - back])
        back++;
    return is_slip_of((stet_str){ word.ptr + front, word.len - front - back },
                      (stet_str){ meant.ptr + front, meant.len - front - back },
                      lower(word.ptr[front - 1]), word.len);
}
