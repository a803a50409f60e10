/* SPDX-License-Identifier: Apache-2.0 */
/* What a character is in the scan's copy, and how rare literals are. */
#include "base/str.h"
#include "rule/literal.h"

/** Of a letter of another alphabet, of a character of three bytes or more, and of one
    from U+2000 to U+2FFF, which are signs, but for curly quotation marks. What follows
    their first byte adds nothing. */
enum { OTHER_WEIGHT = 36, LONG_WEIGHT = 64, SIGN_WEIGHT = 88 };

/**
 * -log2 of how often a character stands in English Markdown prose, in eighths of a bit;
 * counted over 760 kB of chat answers, rounded, and no more than 96.
 */
static const uint8_t char_weight[128] = {
    [' '] = 21, ['!'] = 96,  ['"'] = 75, ['#'] = 78, ['$'] = 96,  ['%'] = 96,
    ['&'] = 96, ['\''] = 74, ['('] = 77, [')'] = 76, ['*'] = 58,  ['+'] = 96,
    [','] = 54, ['-'] = 64,  ['.'] = 52, ['/'] = 90, ['0'] = 77,  ['1'] = 73,
    ['2'] = 76, ['3'] = 82,  ['4'] = 84, ['5'] = 83, ['6'] = 89,  ['7'] = 89,
    ['8'] = 91, ['9'] = 87,  [':'] = 67, [';'] = 96, ['<'] = 96,  ['='] = 93,
    ['>'] = 96, ['?'] = 90,  ['@'] = 96, ['['] = 94, ['\\'] = 96, [']'] = 94,
    ['^'] = 96, ['_'] = 93,  ['`'] = 79, ['{'] = 96, ['|'] = 94,  ['}'] = 96,
    ['~'] = 96, ['a'] = 32,  ['b'] = 52, ['c'] = 41, ['d'] = 41,  ['e'] = 27,
    ['f'] = 47, ['g'] = 47,  ['h'] = 40, ['i'] = 32, ['j'] = 76,  ['k'] = 59,
    ['l'] = 39, ['m'] = 45,  ['n'] = 33, ['o'] = 33, ['p'] = 46,  ['q'] = 78,
    ['r'] = 34, ['s'] = 34,  ['t'] = 31, ['u'] = 43, ['v'] = 54,  ['w'] = 52,
    ['x'] = 71, ['y'] = 50,  ['z'] = 80,
};

/**
 * The same of English words that are commoner than their letters make believe; counted
 * over 14 MB of chat answers. Sorted.
 */
static const struct {
    const char *word;
    uint8_t weight;
} word_weights[] = {
    { "about", 95 },      { "after", 109 },   { "all", 99 },     { "also", 97 },
    { "and", 60 },        { "any", 98 },      { "are", 81 },     { "around", 108 },
    { "based", 102 },     { "been", 103 },    { "before", 107 }, { "being", 109 },
    { "between", 104 },   { "both", 106 },    { "but", 96 },     { "by", 85 },
    { "can", 78 },        { "could", 102 },   { "create", 101 }, { "day", 103 },
    { "different", 102 }, { "during", 105 },  { "each", 99 },    { "even", 109 },
    { "for", 74 },        { "from", 88 },     { "has", 96 },     { "have", 87 },
    { "help", 96 },       { "here", 93 },     { "how", 98 },     { "however", 105 },
    { "including", 103 }, { "into", 96 },     { "just", 108 },   { "like", 94 },
    { "make", 99 },       { "many", 105 },    { "may", 97 },     { "might", 101 },
    { "more", 91 },       { "most", 105 },    { "need", 102 },   { "new", 97 },
    { "of", 65 },         { "only", 110 },    { "other", 96 },   { "our", 98 },
    { "over", 103 },      { "provide", 102 }, { "should", 107 }, { "some", 95 },
    { "specific", 102 },  { "such", 94 },     { "than", 104 },   { "that", 77 },
    { "the", 55 },        { "their", 89 },    { "them", 99 },    { "then", 108 },
    { "there", 99 },      { "these", 94 },    { "they", 92 },    { "this", 82 },
    { "through", 101 },   { "time", 93 },     { "until", 107 },  { "use", 93 },
    { "used", 101 },      { "using", 97 },    { "was", 96 },     { "well", 104 },
    { "were", 108 },      { "what", 100 },    { "when", 99 },    { "where", 101 },
    { "which", 93 },      { "while", 101 },   { "who", 103 },    { "will", 95 },
    { "with", 77 },       { "without", 106 }, { "would", 98 },   { "you", 77 },
    { "your", 78 },
};

static unsigned weight_of_word(stet_str word, unsigned weight)
{
    size_t low = 0;
    size_t high = sizeof word_weights / sizeof *word_weights;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = stet_str_compare(word, stet_str_from(word_weights[middle].word));
        if (order == 0) {
            return word_weights[middle].weight;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return weight;
}

/** Of a character other than a small letter, by its first byte. */
static unsigned weight_of_byte(stet_str rest)
{
    unsigned char c = (unsigned char)rest.ptr[0];
    if (c < 0x80) {
        return char_weight[c];
    }
    if (c == 0xE2) {
        bool quote = stet_str_starts(rest, STET_STR("\xE2\x80\x9C")) ||
                     stet_str_starts(rest, STET_STR("\xE2\x80\x9D"));
        return quote ? LONG_WEIGHT : SIGN_WEIGHT;
    }
    return c >= 0xE0 ? LONG_WEIGHT : c >= 0xC0 ? OTHER_WEIGHT : 0;
}

unsigned stet_literal_weight(stet_str literal)
{
    unsigned total = 0;
    for (size_t at = 0; at < literal.len;) {
        size_t start = at;
        unsigned weight = 0;
        while (at < literal.len && literal.ptr[at] >= 'a' && literal.ptr[at] <= 'z') {
            weight += char_weight[(unsigned char)literal.ptr[at++]];
        }
        if (at > start) {
            stet_str word = { literal.ptr + start, at - start };
            total += weight_of_word(word, weight);
            continue;
        }
        total += weight_of_byte((stet_str){ literal.ptr + at, literal.len - at });
        at++;
    }
    return total;
}

char stet_literal_point(uint32_t code_point)
{
    switch (code_point) {
    case 0x17F: /* long s */
        return 's';
    case 0x212A: /* Kelvin sign */
        return 'k';
    case 0x2BC:
    case 0x2019:
        return '\'';
    case 0x85:
    case 0xA0:
    case 0x1680:
    case 0x180E: /* No longer white space to Unicode, but to PCRE2's \s. */
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000:
    case 0xFEFF:
        return ' ';
    default:
        return code_point >= 0x2000 && code_point <= 0x200B ? ' ' : 0;
    }
}

char stet_literal_shown(uint32_t code_point)
{
    if (code_point >= 0x80) {
        return stet_literal_point(code_point);
    }
    if (code_point >= 'A' && code_point <= 'Z') {
        return (char)(code_point + ('a' - 'A'));
    }
    if (code_point == ' ' || (code_point >= '\t' && code_point <= '\r')) {
        return ' ';
    }
    return code_point > ' ' && code_point < 0x7F ? (char)code_point : 0;
}
