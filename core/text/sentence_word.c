/* SPDX-License-Identifier: Apache-2.0 */
#include "text/sentence_p.h"

#include <string.h>

/* Verbs that say who spoke, in order. */
static const char *const verbs[] = {
    "added",      "admits",    "admitted",   "announced", "answered",  "answers",
    "asked",      "asks",      "barked",     "begged",    "bellowed",  "boomed",
    "called",     "chuckled",  "cried",      "cries",     "croaked",   "declared",
    "demanded",   "exclaimed", "exclaims",   "gasped",    "giggled",   "groaned",
    "growled",    "grumbled",  "hissed",     "inquired",  "insisted",  "interrupted",
    "joked",      "laughed",   "moaned",     "mumbled",   "murmured",  "mused",
    "muttered",   "pleaded",   "proclaimed", "prompted",  "protested", "queried",
    "questioned", "remarked",  "repeated",   "replied",   "replies",   "responded",
    "responds",   "retorted",  "roared",     "said",      "sang",      "says",
    "screamed",   "screeched", "shouted",    "shouts",    "shrieked",  "sighed",
    "snapped",    "snarled",   "sobbed",     "squeaked",  "stammered", "teased",
    "thought",    "thundered", "urged",      "wailed",    "whispered", "whispers",
    "wondered",   "yelled",    "yells",
};

/* Abbreviations that newspapers, which the parameters were learnt from, write out. What
   they introduce follows them; */
static const char *const introducing[] = { "approx", "avg",  "cf",  "e.g",
                                           "fig",    "figs", "i.e", "incl",
                                           "pp",     "resp", "viz" };
/* and these end a sentence, unless it goes on with a small letter. */
static const char *const ending[] = { "al", "etc", "spp" };

/* What can stand inside a name. */
static const char *const particles[] = { "and", "de", "of", "the", "van", "von" };

static bool is_listed(const char *const *list, size_t count, stet_str word)
{
    for (size_t i = 0; i < count && word.len > 0; i++)
        if (list[i][0] == word.ptr[0] && strlen(list[i]) == word.len &&
            memcmp(list[i], word.ptr, word.len) == 0)
            return true;
    return false;
}

/* The end of the letters at `at`; `*is_upper`: they begin with a capital. */
static size_t word_end(stet_str text, size_t at, bool *is_upper)
{
    size_t start = at;

    *is_upper = false;
    while (at < text.len) {
        size_t next = at;
        uint32_t c = stet_utf8_next(text.ptr, &next);
        uint32_t class = stet_utf8_class(c);
        if (!(class & STET_CHAR_LETTER) && c != '-' && c != '\'' && c != 0x2019)
            break;
        if (at == start)
            *is_upper = class & STET_CHAR_UPPER;
        at = next;
    }
    return at;
}

bool stet_sentence_is_told(stet_str text, size_t at)
{
    enum { FAR = 5, TITLE = 5 }; /* Words of a name and its verb; letters of Prof. */

    for (int n = 0; n < FAR; n++) {
        bool is_upper;
        size_t start = stet_sentence_skip_spaces(text, at);
        size_t end = word_end(text, start, &is_upper);
        stet_str word = { text.ptr + start, end - start };
        if (word.len == 0 || (n == 0 && !is_upper))
            return false;
        if (n > 0 && is_listed(verbs, STET_LEN(verbs), word))
            return true;
        if (!is_upper && !is_listed(particles, STET_LEN(particles), word))
            return false;
        bool is_title = is_upper && word.len < TITLE && end < text.len;
        at = end + (is_title && text.ptr[end] == '.');
    }
    return false;
}

/* Writes the word of letters and stops that ends at `end` in small letters; 0: it has
   none, or more than an abbreviation. */
static size_t word_before(stet_str text, size_t end, char *out, size_t room)
{
    size_t start = end;
    while (start > 0 && ((unsigned)((text.ptr[start - 1] | 0x20) - 'a') < 26 ||
                         text.ptr[start - 1] == '.'))
        if (end - --start > room)
            return 0;
    size_t len = end - start;
    for (size_t i = 0; i < len && i < room; i++) {
        char c = text.ptr[start + i];
        out[i] = (char)(c == '.' ? '.' : c | 0x20);
    }
    return len;
}

bool stet_sentence_is_named(stet_str text, size_t end)
{
    size_t start = end - 1;
    size_t next = stet_sentence_skip_spaces(text, end);

    while (start > 0 && (unsigned)((text.ptr[start - 1] | 0x20) - 'a') < 26)
        start--;
    return text.ptr[end - 1] == '!' && next < text.len && text.ptr[start] >= 'A' &&
           text.ptr[start] <= 'Z' &&
           stet_utf8_class(stet_utf8_next(text.ptr, &next)) & STET_CHAR_LOWER;
}

bool stet_sentence_is_cut_short(stet_str text, size_t end)
{
    char letters[6]; /* The longest of the lists. */
    stet_str word = { letters, word_before(text, end - 1, letters, sizeof letters) };
    if (word.len == 0)
        return false;
    if (is_listed(introducing, STET_LEN(introducing), word))
        return true;
    size_t next = stet_sentence_skip_spaces(text, end);
    return next < text.len && is_listed(ending, STET_LEN(ending), word) &&
           stet_utf8_class(stet_utf8_next(text.ptr, &next)) & STET_CHAR_LOWER;
}
