/* SPDX-License-Identifier: Apache-2.0 */
#include "articles.h"

#include "letters.h"

#include <string.h>

enum { SOUND_UNKNOWN, SOUND_VOWEL, SOUND_CONSONANT };

/* Beginnings whose sound is not that of their letter; the longest that fits counts. */
typedef struct sound_row {
    const char *beginning;
    int sound;
} sound_row;

static const sound_row sounds[] = {
    { "eu", SOUND_CONSONANT },    { "ewe", SOUND_CONSONANT },
    { "hour", SOUND_VOWEL },      { "honest", SOUND_VOWEL },
    { "honor", SOUND_VOWEL },     { "honour", SOUND_VOWEL },
    { "heir", SOUND_VOWEL },      { "herb", SOUND_UNKNOWN },
    { "histor", SOUND_UNKNOWN },  { "hotel", SOUND_UNKNOWN },
    { "once", SOUND_CONSONANT },  { "one", SOUND_CONSONANT },
    { "ubiq", SOUND_CONSONANT },  { "uni", SOUND_UNKNOWN },
    { "unic", SOUND_CONSONANT },  { "unif", SOUND_CONSONANT },
    { "unim", SOUND_VOWEL },      { "unin", SOUND_VOWEL },
    { "union", SOUND_CONSONANT }, { "uniq", SOUND_CONSONANT },
    { "unit", SOUND_CONSONANT },  { "univ", SOUND_CONSONANT },
    { "us", SOUND_CONSONANT },    { "usher", SOUND_VOWEL },
    { "util", SOUND_CONSONANT },
};

/* Whether a word is written in capitals: two at its front. */
static bool is_shouted(stet_str word)
{
    return word.len > 1 && phrasing_is_upper(word.ptr[0]) &&
           phrasing_is_upper(word.ptr[1]);
}

/* Of ordinary words: in small letters, a capital at the front let pass, or, where the
   text is `shouted`, in capitals. Else a word in capitals may be spelled out (FBI). */
static int sound_of(stet_str word, bool shouted)
{
    const sound_row *best = NULL;
    bool upper = shouted && is_shouted(word);
    char low[8] = "";
    size_t n = 0;

    while (n < word.len && n + 1 < sizeof low &&
           (upper ? phrasing_is_upper(word.ptr[n])
                  : phrasing_is_lower(word.ptr[n]) ||
                        (n == 0 && phrasing_is_upper(word.ptr[n])))) {
        low[n] = (char)(word.ptr[n] | 0x20);
        n++;
    }
    if (n < 2 || (!upper && n < word.len && phrasing_is_upper(word.ptr[n])))
        return SOUND_UNKNOWN;
    for (size_t i = 0; i < STET_LEN(sounds); i++)
        if (strncmp(low, sounds[i].beginning, strlen(sounds[i].beginning)) == 0 &&
            (!best || strlen(sounds[i].beginning) > strlen(best->beginning)))
            best = &sounds[i];
    if (best)
        return best->sound;
    return phrasing_is_one_of(low[0], "aeiou") ? SOUND_VOWEL : SOUND_CONSONANT;
}

/* Where the article that stands before `at`, with one blank between, begins; SIZE_MAX:
   there is none. */
static size_t article_before(stet_str text, size_t at)
{
    size_t start = at;

    if (start < 2 || text.ptr[start - 1] != ' ')
        return SIZE_MAX;
    start--;
    if ((text.ptr[start - 1] | 0x20) == 'n')
        start--;
    if (start == 0 || (text.ptr[start - 1] | 0x20) != 'a')
        return SIZE_MAX;
    start--;
    return start == 0 || phrasing_is_one_of(text.ptr[start - 1], " \n\"'([-")
               ? start
               : SIZE_MAX;
}

size_t articles_mend(stet_str text, uint32_t before, uint32_t start, stet_str next,
                     stet_edit *edit)
{
    stet_str old = { text.ptr + start, text.len - start };
    bool shouted = is_shouted(old);
    size_t at = article_before(text, before);
    int was = sound_of(old, shouted), is = sound_of(next, shouted);

    if (at == SIZE_MAX || is == SOUND_UNKNOWN)
        return 0;
    bool has_n = at + 1 < text.len && text.ptr[at + 1] != ' ';
    if (has_n == (is == SOUND_VOWEL) ||
        (was != SOUND_UNKNOWN && has_n != (was == SOUND_VOWEL)))
        return 0;
    uint32_t behind = (uint32_t)at + 1;
    *edit = has_n ? (stet_edit){ { behind, behind + 1 }, { "", 0 } }
                  : (stet_edit){ { behind, behind }, { shouted ? "N" : "n", 1 } };
    return 1;
}
