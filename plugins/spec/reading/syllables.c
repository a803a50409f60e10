/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/syllables.h"

#include "reading/character.h"

#include <string.h>

static bool is_vowel(char c)
{
    return c != '\0' && strchr("aeiouy", c) != NULL;
}

static int compare(stet_str word, const char *listed)
{
    size_t len = strlen(listed);
    int order = memcmp(word.ptr, listed, word.len < len ? word.len : len);
    return order != 0 ? order : (word.len > len) - (word.len < len);
}

/* 0: it is not listed. */
static uint32_t find_listed(stet_str word, bool literal)
{
    size_t low = 0, high = spec_n_listed_words;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(word, spec_listed_words[middle].word);
        if (order == 0)
            return literal ? spec_listed_words[middle].n
                           : spec_listed_words[middle].spoken;
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

static bool ends_with(stet_str word, const char *end)
{
    size_t len = strlen(end);
    return word.len >= len && memcmp(word.ptr + word.len - len, end, len) == 0;
}

static uint32_t count_runs(stet_str word)
{
    uint32_t n = 0;
    bool before = false;

    for (size_t i = 0; i < word.len; i++) {
        bool vowel = is_vowel(word.ptr[i]);
        n += vowel && !before;
        before = vowel;
    }
    return n;
}

static uint32_t count_part(stet_str word, bool literal)
{
    uint32_t listed = find_listed(word, literal);

    if (listed > 0)
        return listed;
    uint32_t n = count_runs(word);
    n -= n > 0 && ends_with(word, "e");
    n += word.len > 2 && ends_with(word, "le") && !is_vowel(word.ptr[word.len - 3]);
    return n > 0 ? n : 1;
}

static bool has_digit(stet_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] >= '0' && word.ptr[i] <= '9')
            return true;
    return false;
}

uint32_t spec_syllables(stet_str lower, bool literal)
{
    uint32_t sum = 0;

    while (lower.len > 0 && spec_is_mark((unsigned char)lower.ptr[0]))
        lower = (stet_str){ lower.ptr + 1, lower.len - 1 };
    while (lower.len > 0 && spec_is_mark((unsigned char)lower.ptr[lower.len - 1]))
        lower.len--;
    if (lower.len == 0 || has_digit(lower))
        return 0;
    if (find_listed(lower, literal) > 0)
        return find_listed(lower, literal);
    for (size_t start = 0; start < lower.len;) {
        const char *hyphen = memchr(lower.ptr + start, '-', lower.len - start);
        size_t end = hyphen ? (size_t)(hyphen - lower.ptr) : lower.len;
        if (end > start)
            sum += count_part((stet_str){ lower.ptr + start, end - start }, literal);
        start = end + 1;
    }
    return sum;
}
