/* SPDX-License-Identifier: Apache-2.0 */
#include "syllables.h"

#include <string.h>

/* A pair of vowels: what must stand before it and behind it ("" anything; "$" is the
   end of the word), and whether the second one is a syllable of its own. */
typedef struct pair_row {
    const char *pair, *before, *behind;
    uint32_t n;
} pair_row;

/* clang-format off */
static const pair_row pairs[] = {
    { "ia", "c", "l", 0 },
    { "ia", "t", "l", 0 },
    { "ia", "c", "n", 0 },
    { "ia", "t", "n", 0 },
    { "ia", "s", "n", 0 },
    { "ia", "r", "ge", 0 },
    { "ia", "l", "n$", 0 },
    { "ia", "l", "ns$", 0 },
    { "ia", "ll", "nt", 0 },
    { "ia", "mil", "r", 0 },
    { "ia", "cul", "r", 0 },
    { "ia", "", "$", 1 },
    { "ia", "", "", 1 },
    { "io", "t", "n", 0 },
    { "io", "s", "n", 0 },
    { "io", "g", "n", 0 },
    { "io", "c", "n", 0 },
    { "io", "x", "n", 0 },
    { "io", "h", "n", 0 },
    { "io", "n", "n", 0 },
    { "io", "ll", "n", 0 },
    { "io", "t", "u", 0 },
    { "io", "c", "u", 0 },
    { "io", "x", "u", 0 },
    { "io", "g", "u", 0 },
    { "io", "", "", 1 },
    { "iu", "", "", 1 },
    { "ii", "", "", 1 },
    { "iy", "", "", 1 },
    { "eo", "g", "r", 0 },
    { "eo", "g", "n", 0 },
    { "eo", "g", "us", 0 },
    { "eo", "p", "p", 0 },
    { "eo", "l", "pard", 0 },
    { "eo", "", "r$", 1 },
    { "eo", "", "", 1 },
    { "ea", "cr", "te", 1 },
    { "ea", "cr", "ti", 1 },
    { "ea", "cr", "to", 1 },
    { "ea", "r", "li", 1 },
    { "ea", "r", "ct", 1 },
    { "ea", "id", "$", 1 },
    { "ea", "id", "s$", 1 },
    { "ea", "ar", "$", 1 },
    { "ea", "ar", "s$", 1 },
    { "ea", "lin", "r", 1 },
    { "ea", "rop", "n", 1 },
    { "ea", "nucl", "r", 1 },
    { "ie", "f", "t", 0 },
    { "ie", "v", "t", 0 },
    { "ie", "", "t", 1 },
    { "ie", "", "r$", 1 },
    { "ie", "", "st$", 1 },
    { "ie", "c", "n", 0 },
    { "ie", "t", "n", 0 },
    { "ie", "sc", "nt", 1 },
    { "ie", "", "nc", 1 },
    { "ie", "", "nt", 1 },
    { "ie", "h", "r", 1 },
    { "ua", "g", "", 0 },
    { "ua", "q", "", 0 },
    { "ua", "s", "de", 0 },
    { "ua", "", "", 1 },
    { "ue", "g", "", 0 },
    { "ue", "q", "", 0 },
    { "ue", "", "n", 1 },
    { "ue", "", "l", 1 },
    { "ue", "", "t$", 1 },
    { "uo", "q", "", 0 },
    { "uo", "", "", 1 },
    { "uu", "", "", 1 },
    { "ui", "", "ty", 1 },
    { "ui", "", "ti", 1 },
    { "ui", "g", "n", 0 },
    { "ui", "q", "", 0 },
    { "ui", "", "ng$", 1 },
    { "ui", "", "n$", 1 },
    { "ui", "r", "n", 1 },
    { "ao", "", "s", 1 },
    { "oe", "", "t", 1 },
    { "oe", "", "m", 1 },
    { "oi", "", "ng$", 1 },
    { "oi", "", "ngs$", 1 },
    { "ei", "", "ng$", 1 },
    { "ei", "", "ngs$", 1 },
    { "ei", "d", "t", 1 },
    { "ai", "os", "c", 1 },
    { "ai", "ch", "c", 1 },
    { "ai", "w", "i", 1 },
    { "eu", "s", "m", 1 },
    { "oo", "c", "p", 1 },
    { "oo", "c", "rd", 1 },
    { "ya", "", "", 1 },
    { "yo", "", "", 1 },
    { "ye", "", "r$", 1 },
    { "ye", "", "rs$", 1 },
    { "yi", "", "", 1 },};
/* clang-format on */

/* First parts of compounds whose last letter is a silent e. */
static const char *const stems[] = {
    "some",  "there", "home", "frame", "life",  "guide", "stake", "time",  "wave",
    "where", "side",  "pipe", "mile",  "game",  "house", "face",  "base",  "safe",
    "use",   "name",  "line", "space", "drive", "more",  "rose",  "whole", "wide",
};

/* Endings before which an e is silent. */
static const char *const endings[] = {
    "ly", "less", "ful", "fully", "ness", "ment", "ments", "mental",
};

/* Endings that are spoken with one vowel more than they are written with. */
static const char *const longer[] = { "ism", "isms", "thm", "thms" };

typedef struct listed {
    const char *word;
    uint32_t n;
} listed;

static const listed exceptions[] = {
    { "business", 2 },  { "businesses", 3 }, { "chocolate", 2 }, { "every", 2 },
    { "something", 2 }, { "science", 2 },    { "recipe", 3 },    { "recipes", 3 },
    { "vegetable", 3 }, { "vegetables", 3 }, { "someone", 2 },   { "behavior", 3 },
    { "behaviors", 3 }, { "evening", 2 },    { "forever", 3 },   { "asia", 2 },
};

enum { MOST = 64 };

/* The part of a word that is looked at, in small letters without accents. */
typedef struct part {
    char letters[MOST];
    uint32_t len;
} part;

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

static bool starts(const part *w, uint32_t at, const char *with)
{
    size_t len = strlen(with);
    return at + len <= w->len && memcmp(w->letters + at, with, len) == 0;
}

static bool ends(const part *w, uint32_t end, const char *with)
{
    size_t len = strlen(with);
    return len <= end && memcmp(w->letters + end - len, with, len) == 0;
}

/* u behind q is none, and y before a vowel only where it stands behind a consonant. */
static bool is_vowel(const part *w, uint32_t i)
{
    char c = i < w->len ? w->letters[i] : '\0';
    char before = i > 0 && i <= w->len ? w->letters[i - 1] : '\0';

    if (c == 'y')
        return !(i + 1 < w->len && is_one_of(w->letters[i + 1], "aeiou") &&
                 (i == 0 || is_one_of(before, "aeiouy")));
    return is_one_of(c, "aeiou") && !(c == 'u' && before == 'q');
}

static bool is_consonant(const part *w, uint32_t i)
{
    return i < w->len && !is_vowel(w, i);
}

/* Whether what stands from `at` on begins with `with`, of which $ is the end. */
static bool goes_on(const part *w, uint32_t at, const char *with)
{
    size_t len = strlen(with);

    if (len == 0 || with[len - 1] != '$')
        return starts(w, at, with);
    return at + len - 1 == w->len && memcmp(w->letters + at, with, len - 1) == 0;
}

/* How many syllables the vowel at `i` adds to that of the vowel before it. */
static uint32_t judge_pair(const part *w, uint32_t i)
{
    for (size_t r = 0; r < STET_LEN(pairs); r++)
        if (starts(w, i - 1, pairs[r].pair) && ends(w, i - 1, pairs[r].before) &&
            goes_on(w, i + 1, pairs[r].behind))
            return pairs[r].n;
    return 0;
}

/* Whether an l that stands at `l` makes a syllable with the e behind it: ta-ble. */
static bool is_spoken_l(const part *w, uint32_t l)
{
    return w->letters[l] == 'l' && l > 0 && is_consonant(w, l - 1);
}

/* Whether the e of a last e, ed or es is silent. */
static bool is_end_silent(const part *w)
{
    uint32_t len = w->len;

    if (len > 2 && ends(w, len, "e") && is_consonant(w, len - 2))
        return !is_spoken_l(w, len - 2);
    if (len < 4 || !is_consonant(w, len - 3))
        return false;
    char before = w->letters[len - 3];
    if (ends(w, len, "ed"))
        return !is_one_of(before, "td") &&
               (!is_spoken_l(w, len - 3) || is_one_of(w->letters[len - 4], "lrw"));
    if (ends(w, len, "es"))
        return !is_one_of(before, "sxzcg") && !ends(w, len - 2, "sh") &&
               !ends(w, len - 2, "ch") && !is_spoken_l(w, len - 3);
    return false;
}

/* Whether a compound begins with `stem`: homework, but not homes or timers. */
static bool is_compound(const part *w, const char *stem)
{
    uint32_t len = (uint32_t)strlen(stem);

    return w->len > len + 1 && starts(w, 0, stem) && is_consonant(w, len) &&
           (w->len >= len + 4 || !is_one_of(w->letters[len], "rds"));
}

/* Whether an e before an ending is silent: useful, amazement. */
static bool is_silent_before(const part *w, const char *ending)
{
    uint32_t len = (uint32_t)strlen(ending);

    return w->len > len + 3 && ends(w, w->len, ending) &&
           w->letters[w->len - len - 1] == 'e' && is_consonant(w, w->len - len - 2) &&
           !is_spoken_l(w, w->len - len - 2);
}

static bool is_inside_silent(const part *w)
{
    for (size_t i = 0; i < STET_LEN(stems); i++)
        if (is_compound(w, stems[i]))
            return true;
    for (size_t i = 0; i < STET_LEN(endings); i++)
        if (is_silent_before(w, endings[i]))
            return true;
    return ends(w, w->len, "ically") || (w->len > 5 && starts(w, 0, "every"));
}

static uint32_t count_vowels(const part *w)
{
    uint32_t n = 0;
    bool before = false;

    for (uint32_t i = 0; i < w->len; i++) {
        bool vowel = is_vowel(w, i);
        n += vowel && before ? judge_pair(w, i) : vowel;
        before = vowel;
    }
    return n;
}

static uint32_t count_part(const part *w)
{
    for (size_t i = 0; i < STET_LEN(exceptions); i++)
        if (strlen(exceptions[i].word) == w->len && starts(w, 0, exceptions[i].word))
            return exceptions[i].n;
    uint32_t n = count_vowels(w);
    if (n == 0)
        return w->len < 6 ? w->len : 1;
    for (size_t i = 0; i < STET_LEN(longer); i++)
        n += ends(w, w->len, longer[i]);
    uint32_t silent = (uint32_t)is_end_silent(w) + (uint32_t)is_inside_silent(w);
    return n > silent ? n - silent : 1;
}

/* The letters of U+00C0 to U+00FF without their marks; a blank is no letter. An e with
   a mark is never silent, so it is written as an a. */
static const char latin[] =
    "aaaaaaacaaaaiiiidnooooo ouuuuytsaaaaaaacaaaaiiiidnooooo ouuuuyty";

static char plain_letter(stet_str word, size_t i)
{
    unsigned char c = (unsigned char)word.ptr[i];

    if (c >= 'A' && c <= 'Z')
        return (char)(c | 0x20);
    if (c >= 'a' && c <= 'z')
        return (char)c;
    if (c == 0xC3 && i + 1 < word.len)
        return latin[(unsigned char)word.ptr[i + 1] & 0x3F];
    return '\0';
}

uint32_t structure_syllables(stet_str word)
{
    part w = { .len = 0 };
    uint32_t n = 0;

    for (size_t i = 0; i < word.len; i++) {
        char letter = plain_letter(word, i);
        if (word.ptr[i] == '-') {
            n += w.len > 0 ? count_part(&w) : 0;
            w.len = 0;
        } else if (letter > ' ' && w.len < MOST) {
            w.letters[w.len++] = letter;
        }
    }
    n += w.len > 0 ? count_part(&w) : 0;
    return n > 0 || word.len == 0 ? n : 1;
}
