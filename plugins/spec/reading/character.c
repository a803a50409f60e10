/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/character.h"

#include <string.h>

typedef struct range {
    uint32_t first, last;
} range;

/* Code points with the property Emoji, but for # * 0-9. */
static const range emoji[] = {
    { 0xA9, 0xA9 },       { 0xAE, 0xAE },       { 0x203C, 0x203C },
    { 0x2049, 0x2049 },   { 0x2122, 0x2122 },   { 0x2139, 0x2139 },
    { 0x2194, 0x2199 },   { 0x21A9, 0x21AA },   { 0x231A, 0x231B },
    { 0x2328, 0x2328 },   { 0x23CF, 0x23CF },   { 0x23E9, 0x23F3 },
    { 0x23F8, 0x23FA },   { 0x24C2, 0x24C2 },   { 0x25AA, 0x25AB },
    { 0x25B6, 0x25B6 },   { 0x25C0, 0x25C0 },   { 0x25FB, 0x25FE },
    { 0x2600, 0x2604 },   { 0x260E, 0x260E },   { 0x2611, 0x2611 },
    { 0x2614, 0x2615 },   { 0x2618, 0x2618 },   { 0x261D, 0x261D },
    { 0x2620, 0x2620 },   { 0x2622, 0x2623 },   { 0x2626, 0x2626 },
    { 0x262A, 0x262A },   { 0x262E, 0x262F },   { 0x2638, 0x263A },
    { 0x2640, 0x2640 },   { 0x2642, 0x2642 },   { 0x2648, 0x2653 },
    { 0x265F, 0x2660 },   { 0x2663, 0x2663 },   { 0x2665, 0x2666 },
    { 0x2668, 0x2668 },   { 0x267B, 0x267B },   { 0x267E, 0x267F },
    { 0x2692, 0x2697 },   { 0x2699, 0x2699 },   { 0x269B, 0x269C },
    { 0x26A0, 0x26A1 },   { 0x26A7, 0x26A7 },   { 0x26AA, 0x26AB },
    { 0x26B0, 0x26B1 },   { 0x26BD, 0x26BE },   { 0x26C4, 0x26C5 },
    { 0x26C8, 0x26C8 },   { 0x26CE, 0x26CF },   { 0x26D1, 0x26D1 },
    { 0x26D3, 0x26D4 },   { 0x26E9, 0x26EA },   { 0x26F0, 0x26F5 },
    { 0x26F7, 0x26FA },   { 0x26FD, 0x26FD },   { 0x2702, 0x2702 },
    { 0x2705, 0x2705 },   { 0x2708, 0x270D },   { 0x270F, 0x270F },
    { 0x2712, 0x2712 },   { 0x2714, 0x2714 },   { 0x2716, 0x2716 },
    { 0x271D, 0x271D },   { 0x2721, 0x2721 },   { 0x2728, 0x2728 },
    { 0x2733, 0x2734 },   { 0x2744, 0x2744 },   { 0x2747, 0x2747 },
    { 0x274C, 0x274C },   { 0x274E, 0x274E },   { 0x2753, 0x2755 },
    { 0x2757, 0x2757 },   { 0x2763, 0x2764 },   { 0x2795, 0x2797 },
    { 0x27A1, 0x27A1 },   { 0x27B0, 0x27B0 },   { 0x27BF, 0x27BF },
    { 0x2934, 0x2935 },   { 0x2B05, 0x2B07 },   { 0x2B1B, 0x2B1C },
    { 0x2B50, 0x2B50 },   { 0x2B55, 0x2B55 },   { 0x3030, 0x3030 },
    { 0x303D, 0x303D },   { 0x3297, 0x3297 },   { 0x3299, 0x3299 },
    { 0x1F004, 0x1F004 }, { 0x1F0CF, 0x1F0CF }, { 0x1F170, 0x1F171 },
    { 0x1F17E, 0x1F17F }, { 0x1F18E, 0x1F18E }, { 0x1F191, 0x1F19A },
    { 0x1F201, 0x1F202 }, { 0x1F21A, 0x1F21A }, { 0x1F22F, 0x1F22F },
    { 0x1F232, 0x1F23A }, { 0x1F250, 0x1F251 }, { 0x1F300, 0x1F321 },
    { 0x1F324, 0x1F393 }, { 0x1F396, 0x1F397 }, { 0x1F399, 0x1F39B },
    { 0x1F39E, 0x1F3F0 }, { 0x1F3F3, 0x1F3F5 }, { 0x1F3F7, 0x1F4FD },
    { 0x1F4FF, 0x1F53D }, { 0x1F549, 0x1F54E }, { 0x1F550, 0x1F567 },
    { 0x1F56F, 0x1F570 }, { 0x1F573, 0x1F57A }, { 0x1F587, 0x1F587 },
    { 0x1F58A, 0x1F58D }, { 0x1F590, 0x1F590 }, { 0x1F595, 0x1F596 },
    { 0x1F5A4, 0x1F5A5 }, { 0x1F5A8, 0x1F5A8 }, { 0x1F5B1, 0x1F5B2 },
    { 0x1F5BC, 0x1F5BC }, { 0x1F5C2, 0x1F5C4 }, { 0x1F5D1, 0x1F5D3 },
    { 0x1F5DC, 0x1F5DE }, { 0x1F5E1, 0x1F5E1 }, { 0x1F5E3, 0x1F5E3 },
    { 0x1F5E8, 0x1F5E8 }, { 0x1F5EF, 0x1F5EF }, { 0x1F5F3, 0x1F5F3 },
    { 0x1F5FA, 0x1F64F }, { 0x1F680, 0x1F6C5 }, { 0x1F6CB, 0x1F6D2 },
    { 0x1F6D5, 0x1F6D9 }, { 0x1F6DC, 0x1F6E5 }, { 0x1F6E9, 0x1F6E9 },
    { 0x1F6EB, 0x1F6EC }, { 0x1F6F0, 0x1F6F0 }, { 0x1F6F3, 0x1F6FC },
    { 0x1F7E0, 0x1F7EB }, { 0x1F7F0, 0x1F7F0 }, { 0x1F90C, 0x1F93A },
    { 0x1F93C, 0x1F945 }, { 0x1F947, 0x1F9FF }, { 0x1FA70, 0x1FA7C },
    { 0x1FA80, 0x1FAC6 }, { 0x1FAC8, 0x1FAC8 }, { 0x1FACC, 0x1FADD },
    { 0x1FADF, 0x1FAEB }, { 0x1FAEF, 0x1FAFA },
};

size_t spec_length(stet_str text)
{
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++)
        n += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return n;
}

bool spec_is_mark(uint32_t c)
{
    return c > 0 && c < 0x80 && strchr(SPEC_MARKS, (int)c) != NULL;
}

static bool is_among(const range *ranges, size_t n, uint32_t c)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && c >= ranges[low].first;
}

bool spec_is_emoji(uint32_t c)
{
    return c >= emoji[0].first && is_among(emoji, STET_LEN(emoji), c);
}

bool spec_is_japanese(uint32_t c)
{
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x4E00 && c <= 0x9FFF);
}

/* The start of [1], [2, 3], [^4] that ends at `end` (> 0); `end`: there is none. */
static size_t footnote_start(stet_str text, size_t end)
{
    size_t at = end - 1;

    if (text.ptr[at] != ']')
        return end;
    while (at > 0 && (strchr("0123456789,-^ ", text.ptr[at - 1]) && text.ptr[at - 1]))
        at--;
    return at > 0 && at + 1 < end && text.ptr[at - 1] == '[' ? at - 1 : end;
}

char spec_last_mark(stet_str sentence)
{
    static const bool closing[256] = {
        ['"'] = true, ['\''] = true, [')'] = true, [']'] = true, ['*'] = true,
    };

    for (size_t end = sentence.len; end > 0;) {
        unsigned char c = (unsigned char)sentence.ptr[end - 1];
        if (c < 0x80 && !closing[c])
            return (char)c;
        size_t start = footnote_start(sentence, end);
        end = start < end ? start : end - 1;
    }
    return 0;
}

/* The quotation mark that ends at `end`, as how many bytes it has; 0: none is there. */
static size_t quote_before(stet_str text, size_t end)
{
    if (end > 0 && (text.ptr[end - 1] == '"' || text.ptr[end - 1] == '\''))
        return 1;
    bool curly = end >= 3 && memcmp(text.ptr + end - 3, "\xE2\x80", 2) == 0 &&
                 (unsigned char)text.ptr[end - 1] >= 0x98 &&
                 (unsigned char)text.ptr[end - 1] <= 0x9F;
    return curly ? 3 : 0;
}

/* The start of the quotation that ends at `end`, its mark aside, when it has a few
   words with capitals, or else 0. */
static size_t title_start(stet_str text, size_t end)
{
    enum { WORDS = 4 };
    size_t n_words = 1, n_capitals = 0;

    for (size_t at = end; at > 0 && n_words <= WORDS; at--) {
        bool starts = text.ptr[at - 1] == ' ' || quote_before(text, at) > 0;
        n_capitals += starts && at < end && text.ptr[at] >= 'A' && text.ptr[at] <= 'Z';
        if (quote_before(text, at) > 0 && at < end)
            return n_capitals == n_words ? at : 0;
        n_words += starts;
    }
    return 0;
}

bool spec_ends_in_name(stet_str sentence)
{
    static const char *const names[] = { "Yahoo!", "Jeopardy!" };
    size_t end = sentence.len;

    for (size_t i = 0; i < STET_LEN(names); i++) {
        size_t len = strlen(names[i]);
        if (end >= len && memcmp(sentence.ptr + end - len, names[i], len) == 0)
            return true;
    }
    size_t quote = quote_before(sentence, end);
    if (quote == 0 || end == quote || sentence.ptr[end - quote - 1] != '!')
        return false;
    size_t start = title_start(sentence, end - quote);
    start -= start > 0 ? quote_before(sentence, start) : 0;
    while (start > 0 && sentence.ptr[start - 1] == ' ')
        start--;
    return start > 0 && !strchr(",:.!?", sentence.ptr[start - 1]);
}

stet_str spec_bare(stet_ctx *ctx, stet_str text)
{
    size_t first = 0, len;

    while (first < text.len && !spec_is_mark((unsigned char)text.ptr[first]))
        first++;
    if (first == text.len)
        return text;
    char *out = stet_alloc(ctx, text.len);
    memcpy(out, text.ptr, first);
    len = first;
    for (size_t i = first; i < text.len; i++)
        if (!spec_is_mark((unsigned char)text.ptr[i]))
            out[len++] = text.ptr[i];
    return (stet_str){ out, len };
}

/* What U+00A0 to U+024F, and U+1E00 to U+1EFF, are in ASCII; a blank where that is
   nothing, but for U+00A0, which is a blank. */
/* clang-format off */
static const char latin[] =
    "          a       23     1o     AAAAAA CEEEEIIII NOOOOO  UUUUY  "
    "aaaaaa ceeeeiiii nooooo  uuuuy yAaAaAaCcCcCcCcDd  EeEeEeEeEeGgGg"
    "GgGgHh  IiIiIiIiI   JjKk LlLlLlLl  NnNnNnn  OoOoOo  RrRrRrSsSsSs"
    "SsTtTt  UuUuUuUuUuUuWwYyYZzZzZzs                                "
    "Oo             Uu                            AaIiOoUuUuUuUuUu Aa"
    "Aa    GgKkOoOo  j   Gg  NnAa    AaAaEeEeIiIiOoOoRrRrUuUuSsTt  Hh"
    "      AaEeOoOoOoOoYy                            ";
static const char latin_additional[] =
    "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm"
    "MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv"
    "WwWwWwWwWwXxXxYyZzZzZzhtwyas    AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe"
    "EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy      ";
/* clang-format on */
enum { LATIN = 0xA0, LATIN_ADDITIONAL = 0x1E00 };

/* 0: nothing. */
static char in_ascii(uint32_t c)
{
    char letter = ' ';

    if (c < 0x80)
        return (char)c;
    if (c >= LATIN && c - LATIN < sizeof latin - 1)
        letter = latin[c - LATIN];
    else if (c >= LATIN_ADDITIONAL &&
             c - LATIN_ADDITIONAL < sizeof latin_additional - 1)
        letter = latin_additional[c - LATIN_ADDITIONAL];
    return (char)(letter != ' ' || c == LATIN ? letter : '\0');
}

/* What letters that are no other letter with an accent are transcribed by. */
static const struct {
    uint16_t letter;
    char text[3];
    bool umlaut;
} transcriptions[] = {
    { 0x00C4, "Ae", true },  { 0x00C6, "Ae", false }, { 0x00D0, "D", false },
    { 0x00D6, "Oe", true },  { 0x00D8, "O", false },  { 0x00DC, "Ue", true },
    { 0x00DE, "Th", false }, { 0x00DF, "ss", false }, { 0x00E4, "ae", true },
    { 0x00E6, "ae", false }, { 0x00F0, "d", false },  { 0x00F6, "oe", true },
    { 0x00F8, "o", false },  { 0x00FC, "ue", true },  { 0x00FE, "th", false },
    { 0x0110, "D", false },  { 0x0111, "d", false },  { 0x0131, "i", false },
    { 0x0141, "L", false },  { 0x0142, "l", false },  { 0x0152, "Oe", false },
    { 0x0153, "oe", false },
};

/* What a letter is transcribed by, NULL: by what in_ascii() has. */
static const char *transcription(uint32_t c, bool umlauts)
{
    for (size_t i = 0; i < STET_LEN(transcriptions); i++)
        if (transcriptions[i].letter == c && (umlauts || !transcriptions[i].umlaut))
            return transcriptions[i].text;
    return NULL;
}

static bool is_combining(uint32_t c)
{
    return c >= 0x300 && c <= 0x36F;
}

stet_str spec_transcribe(stet_ctx *ctx, stet_str word, bool umlauts)
{
    size_t len = 0, first = 0;

    while (first < word.len && (unsigned char)word.ptr[first] < 0x80)
        first++;
    if (first == word.len)
        return word;
    /* A letter of two bytes or more becomes two at most. */
    char *out = stet_alloc(ctx, word.len);
    for (size_t at = 0, start = 0; at < word.len; start = at) {
        uint32_t c = python_next(word, &at);
        const char *text = transcription(c, umlauts);
        char letter = in_ascii(c);
        for (; text && *text; text++)
            out[len++] = *text;
        if (text || is_combining(c))
            continue;
        if (letter)
            out[len++] = letter;
        for (size_t i = start; !letter && i < at; i++)
            out[len++] = word.ptr[i];
    }
    return (stet_str){ out, len };
}

stet_str spec_fold(stet_ctx *ctx, stet_str text)
{
    size_t len = 0, first = 0;

    while (first < text.len && (unsigned char)text.ptr[first] < 0x80)
        first++;
    if (first == text.len)
        return text;
    char *out = stet_alloc(ctx, text.len);
    for (size_t at = 0; at < text.len;) {
        char c = in_ascii(python_next(text, &at));
        if (c != '\0')
            out[len++] = c;
    }
    return (stet_str){ out, len };
}
