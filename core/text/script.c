/* SPDX-License-Identifier: Apache-2.0 */
#include "text/script.h"

#include "base/utf8.h"

typedef struct script_range {
    uint32_t first, last;
    stet_script script;
} script_range;

/* The letters (general category L) of each script, from Scripts.txt of Unicode 14; what
   stands between two letters of one script and is a letter of no other is in its range.
   Sorted. */
static const script_range ranges[] = {
    { 0x0041, 0x02E4, STET_SCRIPT_LATIN },
    { 0x0370, 0x03E1, STET_SCRIPT_GREEK },
    { 0x03F0, 0x03FF, STET_SCRIPT_GREEK },
    { 0x0400, 0x052F, STET_SCRIPT_CYRILLIC },
    { 0x0531, 0x0588, STET_SCRIPT_ARMENIAN },
    { 0x05D0, 0x05F2, STET_SCRIPT_HEBREW },
    { 0x0620, 0x06FF, STET_SCRIPT_ARABIC },
    { 0x0750, 0x077F, STET_SCRIPT_ARABIC },
    { 0x0870, 0x08C9, STET_SCRIPT_ARABIC },
    { 0x0904, 0x097F, STET_SCRIPT_DEVANAGARI },
    { 0x0980, 0x09FC, STET_SCRIPT_BENGALI },
    { 0x0A05, 0x0A74, STET_SCRIPT_GURMUKHI },
    { 0x0A85, 0x0AF9, STET_SCRIPT_GUJARATI },
    { 0x0B05, 0x0B71, STET_SCRIPT_ORIYA },
    { 0x0B83, 0x0BD0, STET_SCRIPT_TAMIL },
    { 0x0C05, 0x0C61, STET_SCRIPT_TELUGU },
    { 0x0C80, 0x0CF2, STET_SCRIPT_KANNADA },
    { 0x0D04, 0x0D7F, STET_SCRIPT_MALAYALAM },
    { 0x0D85, 0x0DC6, STET_SCRIPT_SINHALA },
    { 0x0E01, 0x0E46, STET_SCRIPT_THAI },
    { 0x0E81, 0x0EDF, STET_SCRIPT_LAO },
    { 0x0F00, 0x0F8C, STET_SCRIPT_TIBETAN },
    { 0x1000, 0x108E, STET_SCRIPT_MYANMAR },
    { 0x10A0, 0x10FF, STET_SCRIPT_GEORGIAN },
    { 0x1100, 0x11FF, STET_SCRIPT_HANGUL },
    { 0x1200, 0x138F, STET_SCRIPT_ETHIOPIC },
    { 0x1780, 0x17DC, STET_SCRIPT_KHMER },
    { 0x1820, 0x18AA, STET_SCRIPT_MONGOLIAN },
    { 0x1C80, 0x1C88, STET_SCRIPT_CYRILLIC },
    { 0x1C90, 0x1CBF, STET_SCRIPT_GEORGIAN },
    { 0x1D00, 0x1D25, STET_SCRIPT_LATIN },
    { 0x1D26, 0x1D2A, STET_SCRIPT_GREEK },
    { 0x1D2B, 0x1D2B, STET_SCRIPT_CYRILLIC },
    { 0x1D2C, 0x1D5C, STET_SCRIPT_LATIN },
    { 0x1D5D, 0x1D61, STET_SCRIPT_GREEK },
    { 0x1D62, 0x1D65, STET_SCRIPT_LATIN },
    { 0x1D66, 0x1D6A, STET_SCRIPT_GREEK },
    { 0x1D6B, 0x1D77, STET_SCRIPT_LATIN },
    { 0x1D78, 0x1D78, STET_SCRIPT_CYRILLIC },
    { 0x1D79, 0x1DBE, STET_SCRIPT_LATIN },
    { 0x1DBF, 0x1DBF, STET_SCRIPT_GREEK },
    { 0x1E00, 0x1EFF, STET_SCRIPT_LATIN },
    { 0x1F00, 0x1FFC, STET_SCRIPT_GREEK },
    { 0x2071, 0x209C, STET_SCRIPT_LATIN },
    { 0x2126, 0x2126, STET_SCRIPT_GREEK },
    { 0x212A, 0x2184, STET_SCRIPT_LATIN },
    { 0x2C60, 0x2C7F, STET_SCRIPT_LATIN },
    { 0x2D00, 0x2D2D, STET_SCRIPT_GEORGIAN },
    { 0x2D80, 0x2DDE, STET_SCRIPT_ETHIOPIC },
    { 0x3005, 0x303B, STET_SCRIPT_HAN },
    { 0x3041, 0x30FF, STET_SCRIPT_KANA },
    { 0x3131, 0x318E, STET_SCRIPT_HANGUL },
    { 0x31F0, 0x31FF, STET_SCRIPT_KANA },
    { 0x3400, 0x9FFF, STET_SCRIPT_HAN },
    { 0xA640, 0xA69D, STET_SCRIPT_CYRILLIC },
    { 0xA722, 0xA7FF, STET_SCRIPT_LATIN },
    { 0xA8F2, 0xA8FE, STET_SCRIPT_DEVANAGARI },
    { 0xA960, 0xA97C, STET_SCRIPT_HANGUL },
    { 0xA9E0, 0xA9FE, STET_SCRIPT_MYANMAR },
    { 0xAA60, 0xAA7F, STET_SCRIPT_MYANMAR },
    { 0xAB01, 0xAB2E, STET_SCRIPT_ETHIOPIC },
    { 0xAB30, 0xAB64, STET_SCRIPT_LATIN },
    { 0xAB65, 0xAB65, STET_SCRIPT_GREEK },
    { 0xAB66, 0xAB69, STET_SCRIPT_LATIN },
    { 0xAC00, 0xD7FB, STET_SCRIPT_HANGUL },
    { 0xF900, 0xFAD9, STET_SCRIPT_HAN },
    { 0xFB00, 0xFB06, STET_SCRIPT_LATIN },
    { 0xFB13, 0xFB17, STET_SCRIPT_ARMENIAN },
    { 0xFB1D, 0xFB4F, STET_SCRIPT_HEBREW },
    { 0xFB50, 0xFEFC, STET_SCRIPT_ARABIC },
    { 0xFF21, 0xFF5A, STET_SCRIPT_LATIN },
    { 0xFF66, 0xFF9D, STET_SCRIPT_KANA },
    { 0xFFA0, 0xFFDC, STET_SCRIPT_HANGUL },
    { 0x10780, 0x107BA, STET_SCRIPT_LATIN },
    { 0x16FE3, 0x16FE3, STET_SCRIPT_HAN },
    { 0x1AFF0, 0x1B167, STET_SCRIPT_KANA },
    { 0x1DF00, 0x1DF1E, STET_SCRIPT_LATIN },
    { 0x1E7E0, 0x1E7FE, STET_SCRIPT_ETHIOPIC },
    { 0x1EE00, 0x1EEBB, STET_SCRIPT_ARABIC },
    { 0x20000, 0x3134A, STET_SCRIPT_HAN },
};

static const char *const names[STET_N_SCRIPTS] = {
    [STET_SCRIPT_NONE] = "",
    [STET_SCRIPT_OTHER] = "other",
    [STET_SCRIPT_LATIN] = "latin",
    [STET_SCRIPT_GREEK] = "greek",
    [STET_SCRIPT_CYRILLIC] = "cyrillic",
    [STET_SCRIPT_ARMENIAN] = "armenian",
    [STET_SCRIPT_HEBREW] = "hebrew",
    [STET_SCRIPT_ARABIC] = "arabic",
    [STET_SCRIPT_DEVANAGARI] = "devanagari",
    [STET_SCRIPT_BENGALI] = "bengali",
    [STET_SCRIPT_GURMUKHI] = "gurmukhi",
    [STET_SCRIPT_GUJARATI] = "gujarati",
    [STET_SCRIPT_ORIYA] = "oriya",
    [STET_SCRIPT_TAMIL] = "tamil",
    [STET_SCRIPT_TELUGU] = "telugu",
    [STET_SCRIPT_KANNADA] = "kannada",
    [STET_SCRIPT_MALAYALAM] = "malayalam",
    [STET_SCRIPT_SINHALA] = "sinhala",
    [STET_SCRIPT_THAI] = "thai",
    [STET_SCRIPT_LAO] = "lao",
    [STET_SCRIPT_TIBETAN] = "tibetan",
    [STET_SCRIPT_MYANMAR] = "myanmar",
    [STET_SCRIPT_GEORGIAN] = "georgian",
    [STET_SCRIPT_ETHIOPIC] = "ethiopic",
    [STET_SCRIPT_KHMER] = "khmer",
    [STET_SCRIPT_MONGOLIAN] = "mongolian",
    [STET_SCRIPT_HANGUL] = "hangul",
    [STET_SCRIPT_HAN] = "han",
    [STET_SCRIPT_KANA] = "japanese",
};

stet_script stet_script_of(uint32_t code_point)
{
    size_t low = 0, high = sizeof ranges / sizeof *ranges;
    uint32_t lower = code_point | 0x20;

    if (code_point < 0x80)
        return lower >= 'a' && lower <= 'z' ? STET_SCRIPT_LATIN : STET_SCRIPT_NONE;
    if ((stet_utf8_class(code_point) & (STET_CHAR_LETTER | STET_CHAR_MARK)) !=
        STET_CHAR_LETTER)
        return STET_SCRIPT_NONE;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ranges[middle].last < code_point)
            low = middle + 1;
        else
            high = middle;
    }
    bool within =
        low < sizeof ranges / sizeof *ranges && ranges[low].first <= code_point;
    return within ? ranges[low].script : STET_SCRIPT_OTHER;
}

const char *stet_script_name(stet_script script)
{
    return names[script];
}

void stet_script_count(stet_str text, uint64_t counts[STET_N_SCRIPTS])
{
    for (size_t i = 0; i < STET_N_SCRIPTS; i++)
        counts[i] = 0;
    for (size_t at = 0; at < text.len;)
        counts[stet_script_of(stet_utf8_next(text.ptr, &at))]++;
    counts[STET_SCRIPT_NONE] = 0;
}
