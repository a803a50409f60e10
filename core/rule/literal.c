/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/literal.h"

#include "base/str.h"
#include "rule/literal_p.h"

#include <string.h>

/** Eighths of a bit: a literal that is likelier costs more in calls than it saves. */
enum { LEAST_WEIGHT = 7 * 8 };

/** More ways than this between two watched items, and all items are watched. */
enum { FEW_WAYS = 256 };

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

/** Whether no word goes on at `at`: the end, a blank, a mark. */
static bool is_parted(stet_str text, size_t at)
{
    static const char marks[] = " !\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~";
    return at == text.len || (text.ptr[at] != 0 && strchr(marks, text.ptr[at]) != NULL);
}

/** Whether `item` needs not be looked for where `other` is, with which it begins: then
    both begin at the same place. Where a word must end behind `other`, it has to end
    there in `item` too. */
static bool is_covered(stet_str item, stet_str other, uint8_t edges)
{
    return other.len < item.len && stet_str_starts(item, other) &&
           (!(edges & STET_EDGE_RIGHT) || is_parted(item, other.len));
}

static void keep_shortest(stet_literal_node need, stet_literals *out)
{
    for (uint32_t i = 0; i < need.count; i++) {
        bool covered = false;
        for (uint32_t k = 0; k < need.count && !covered; k++) {
            covered = k != i && is_covered(need.items[i], need.items[k], need.edges);
        }
        if (!covered) {
            out->items[out->count++] = need.items[i];
        }
    }
    out->before = need.before;
    out->edges = need.edges;
}

void stet_literals_of_pattern(stet_str source, stet_arena *arena, stet_literals *out)
{
    *out = (stet_literals){ .watch_all = true, .before = STET_BEFORE_ANY };
    stet_literal_cursor cursor;
    stet_literal_node node;
    if (!stet_literal_parse(&cursor, source, arena, &node)) {
        return;
    }
    out->watch_all = node.ways > FEW_WAYS || cursor.unmarked;
    if (!out->watch_all && cursor.n_marks > 0) {
        out->watched = stet_literal_watched(&cursor, arena);
    }
    stet_literal_node need = stet_literal_need(node);
    if (stet_literal_node_weight(need) >= LEAST_WEIGHT) {
        keep_shortest(need, out);
    }
    out->at_start = node.at_start;
}

/** What the copy shows of a point of a phrase; 0, too, for what it shows as a space
    though a phrase compares it as it is: a space may stand beside it, and the copy has
    one for both. */
static char shown_in_run(uint32_t point)
{
    char shown = stet_literal_shown(point);
    return shown == ' ' && point != ' ' ? 0 : shown;
}

/** The rarest run of ASCII in a phrase, in `best`; its weight. */
static unsigned find_ascii_run(const uint32_t *points, uint32_t n_points, char *bytes,
                               stet_arena *arena, stet_str *best, uint32_t *anchor)
{
    unsigned best_weight = 0;
    for (uint32_t i = 0; i < n_points;) {
        uint32_t length = 0;
        while (i + length < n_points && length < STET_LITERAL_SIZE &&
               shown_in_run(points[i + length]) != 0) {
            bytes[length] = shown_in_run(points[i + length]);
            length++;
        }
        uint32_t lead = length > 0 && bytes[0] == ' ';
        stet_str run = stet_str_trim((stet_str){ bytes, length });
        if (stet_literal_weight(run) > best_weight) {
            best_weight = stet_literal_weight(run);
            *best = stet_arena_copy(arena, run);
            *anchor = i + lead;
        }
        i += length > 0 ? length : 1;
    }
    return best_weight;
}

/** The longest run at `start` that few enough literals can say: its node. */
static stet_literal_node run_at(const uint32_t *points, uint32_t n_points,
                                uint32_t start, stet_arena *arena)
{
    stet_literal_node run = stet_literal_empty();
    stet_literal_node kept = run;
    for (uint32_t i = start; i < n_points; i++) {
        stet_literal_node next = stet_literal_point_node(arena, points[i]);
        if (!next.exact || !stet_literal_cross(arena, run, next, &run)) {
            break;
        }
        if (stet_literal_shown(points[i]) != ' ') {
            kept = run; /* A run begins and ends with a word. */
        }
    }
    return kept;
}

/** Whether a word ends between a run of a phrase and what is beside it: at the phrase's
    own end, or a blank. */
static bool is_edge(const uint32_t *points, uint32_t n_points, uint32_t beside,
                    bool whole_words)
{
    return beside < n_points ? points[beside] == ' ' : whole_words;
}

void stet_literals_of_phrase(const uint32_t *points, uint32_t n_points,
                             bool whole_words, stet_arena *arena, stet_literals *out,
                             uint32_t *anchor)
{
    stet_str ascii = { NULL, 0 };
    char *bytes = stet_arena_alloc(arena, n_points + 1);
    stet_literal_node best = { .exact = true, .count = 1, .items = &ascii };
    unsigned weight = find_ascii_run(points, n_points, bytes, arena, &ascii, anchor);
    bool other = false;
    for (uint32_t i = 0; i < n_points; i++) {
        other = other || stet_literal_shown(points[i]) == 0;
    }
    for (uint32_t i = 0; other && weight < STET_LITERAL_ENOUGH && i < n_points; i++) {
        if (stet_literal_shown(points[i]) == ' ') {
            continue;
        }
        stet_literal_node run = run_at(points, n_points, i, arena);
        if (stet_literal_node_weight(run) > weight) {
            weight = stet_literal_node_weight(run);
            best = run;
            *anchor = i;
        }
    }
    *out = (stet_literals){ .count = weight >= LEAST_WEIGHT ? best.count : 0 };
    if (best.items == &ascii) {
        /* Before the first point there is none: its index is too large. */
        bool left = is_edge(points, n_points, *anchor - 1, whole_words);
        bool right =
            is_edge(points, n_points, *anchor + (uint32_t)ascii.len, whole_words);
        out->edges =
            (uint8_t)((left ? STET_EDGE_LEFT : 0) | (right ? STET_EDGE_RIGHT : 0));
    }
    for (uint32_t i = 0; i < out->count; i++) {
        out->items[i] = best.items[i];
    }
}
