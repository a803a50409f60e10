/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/literal.h"

#include "base/str.h"
#include "rule/literal_p.h"

/** Eighths of a bit: a literal that is likelier costs more in calls than it saves. */
enum { LEAST_WEIGHT = 7 * 8, ENOUGH_WEIGHT = 40 * 8 };

/** More ways than this between two watched items, and all items are watched. */
enum { FEW_WAYS = 256 };

/** Of a letter of another alphabet, and of a character of three bytes or more; what
    follows their first byte adds nothing. */
enum { OTHER_WEIGHT = 36, LONG_WEIGHT = 64 };

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

unsigned stet_literal_weight(stet_str literal)
{
    unsigned weight = 0;
    for (size_t i = 0; i < literal.len; i++) {
        unsigned char c = (unsigned char)literal.ptr[i];
        weight += c < 0x80    ? char_weight[c]
                  : c >= 0xE0 ? LONG_WEIGHT
                  : c >= 0xC0 ? OTHER_WEIGHT
                              : 0;
    }
    return weight;
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

/** The rarity of a need: of its likeliest item, less what the others add to it. */
static unsigned node_weight(stet_literal_node need)
{
    unsigned least = need.count == 0 ? 0 : UINT32_MAX;
    for (uint32_t i = 0; i < need.count; i++) {
        unsigned weight = stet_literal_weight(need.items[i]);
        least = weight < least ? weight : least;
    }
    unsigned more = 0;
    for (uint32_t n = need.count; n > 1; n = (n + 1) / 2) {
        more += 8;
    }
    return least > more ? least - more : 0;
}

static stet_literal_node better_need(stet_literal_node a, stet_literal_node b)
{
    unsigned weight_a = node_weight(a);
    unsigned weight_b = node_weight(b);
    if (weight_a >= ENOUGH_WEIGHT && weight_b >= ENOUGH_WEIGHT && a.count != b.count) {
        return a.count < b.count ? a : b;
    }
    return weight_b > weight_a ? b : a;
}

stet_literal_node stet_literal_unknown(uint32_t ways)
{
    return (stet_literal_node){ .ways = ways };
}

stet_literal_node stet_literal_long(void)
{
    return (stet_literal_node){ .ways = 1, .is_long = true };
}

stet_literal_node stet_literal_empty(void)
{
    static const stet_str empty[] = { { "", 0 } };
    return (stet_literal_node){ true, 1, empty, 1, false };
}

stet_literal_node stet_literal_char(stet_arena *arena, char c)
{
    stet_str *item = stet_arena_alloc(arena, sizeof *item);
    *item = stet_arena_copy(arena, (stet_str){ &c, 1 });
    return (stet_literal_node){ true, 1, item, 1, false };
}

stet_literal_node stet_literal_need(stet_literal_node node)
{
    if (node_weight(node) == 0) {
        return stet_literal_unknown(node.ways);
    }
    node.exact = false;
    return node;
}

static uint32_t ways_times(uint32_t a, uint32_t b)
{
    uint64_t product = (uint64_t)a * b;
    return product < STET_LITERAL_WAYS ? (uint32_t)product : STET_LITERAL_WAYS;
}

static bool holds(const stet_str *items, uint32_t count, stet_str text)
{
    for (uint32_t i = 0; i < count; i++) {
        if (stet_str_equal(items[i], text)) {
            return true;
        }
    }
    return false;
}

/** Both sets as one; false when that is too many. */
static bool join_sets(stet_arena *arena, stet_literal_node a, stet_literal_node b,
                      stet_literal_node *out)
{
    stet_str *items = stet_arena_alloc(arena, STET_LITERALS * sizeof *items);
    uint32_t count = a.count;
    if (a.count > 0) {
        memcpy(items, a.items, a.count * sizeof *items);
    }
    for (uint32_t i = 0; i < b.count; i++) {
        if (holds(items, count, b.items[i])) {
            continue;
        }
        if (count == STET_LITERALS) {
            return false;
        }
        items[count++] = b.items[i];
    }
    out->items = items;
    out->count = count;
    return true;
}

/** Whether a text can begin with an item of both: one begins the other. */
static bool are_compatible(stet_literal_node a, stet_literal_node b)
{
    for (uint32_t i = 0; i < a.count; i++) {
        for (uint32_t k = 0; k < b.count; k++) {
            if (stet_str_starts(a.items[i], b.items[k]) ||
                stet_str_starts(b.items[k], a.items[i])) {
                return true;
            }
        }
    }
    return false;
}

/** In how many ways one or the other can match at a place. Words of which none begins
    another exclude each other there, however many there are. */
static uint32_t ways_either(stet_literal_node a, stet_literal_node b)
{
    if (a.exact && b.exact && !are_compatible(a, b)) {
        return a.ways > b.ways ? a.ways : b.ways;
    }
    uint32_t sum = a.ways + b.ways;
    return sum < STET_LITERAL_WAYS ? sum : STET_LITERAL_WAYS;
}

stet_literal_node stet_literal_either(stet_arena *arena, stet_literal_node a,
                                      stet_literal_node b)
{
    uint32_t ways = ways_either(a, b);
    stet_literal_node joined = { .exact = a.exact && b.exact, .ways = ways };
    if (!joined.exact) {
        a = stet_literal_need(a);
        b = stet_literal_need(b);
        if (a.count == 0 || b.count == 0) {
            return stet_literal_unknown(ways);
        }
    }
    return join_sets(arena, a, b, &joined) ? joined : stet_literal_unknown(ways);
}

/** One behind the other, as the copy shows them: two spaces that meet are one. */
static stet_str join_texts(stet_arena *arena, stet_str a, stet_str b)
{
    if (a.len > 0 && b.len > 0 && a.ptr[a.len - 1] == ' ' && b.ptr[0] == ' ') {
        b.ptr++;
        b.len--;
    }
    if (a.len == 0 || b.len == 0) {
        return a.len == 0 ? b : a;
    }
    char *joined = stet_arena_alloc(arena, a.len + b.len);
    memcpy(joined, a.ptr, a.len);
    memcpy(joined + a.len, b.ptr, b.len);
    return (stet_str){ joined, a.len + b.len };
}

/** Every text of `a` followed by every one of `b`; false when that is too much. */
static bool cross_sets(stet_arena *arena, stet_literal_node a, stet_literal_node b,
                       stet_literal_node *out)
{
    if (a.count * b.count > STET_LITERALS) {
        return false;
    }
    stet_str *items = stet_arena_alloc(arena, a.count * b.count * sizeof *items);
    uint32_t count = 0;
    for (uint32_t i = 0; i < a.count; i++) {
        for (uint32_t k = 0; k < b.count; k++) {
            stet_str text = join_texts(arena, a.items[i], b.items[k]);
            if (text.len > STET_LITERAL_SIZE) {
                return false;
            }
            if (!holds(items, count, text)) {
                items[count++] = text;
            }
        }
    }
    *out = (stet_literal_node){ true, count, items, 1, false };
    return true;
}

void stet_literal_sequence_begin(stet_literal_sequence *sequence, stet_arena *arena)
{
    *sequence = (stet_literal_sequence){
        .arena = arena,
        .run = stet_literal_empty(),
        .need = stet_literal_unknown(1),
        .ways = 1,
    };
}

/** The run ends here; the next one begins with what `begin` lists. */
static void cut_run(stet_literal_sequence *sequence, stet_literal_node begin)
{
    sequence->need = better_need(sequence->need, stet_literal_need(sequence->run));
    sequence->run = begin;
    sequence->cut = true;
}

static void add_exact(stet_literal_sequence *sequence, stet_literal_node item)
{
    if (!cross_sets(sequence->arena, sequence->run, item, &sequence->run)) {
        cut_run(sequence, item);
    }
}

static void add_inexact(stet_literal_sequence *sequence, stet_literal_node need)
{
    cut_run(sequence, stet_literal_empty());
    sequence->need = better_need(sequence->need, stet_literal_need(need));
}

/** In the copy any number of white space characters is one space. */
static bool is_white_space(stet_literal_node item)
{
    return item.exact && item.count == 1 && stet_str_is(item.items[0], " ");
}

static void add_optional(stet_literal_sequence *sequence, stet_literal_node item)
{
    stet_literal_node either = { .exact = true };
    if (join_sets(sequence->arena, stet_literal_empty(), item, &either)) {
        add_exact(sequence, either);
    } else {
        cut_run(sequence, stet_literal_empty());
    }
}

/** How many ways `min` to `max` times an item of so many ways are. */
static uint32_t repeated_ways(uint32_t ways, uint32_t min, uint32_t max)
{
    uint32_t all = max > min ? max - min + 1 : 1;
    for (uint32_t i = 0; i < max && ways > 1 && all < STET_LITERAL_WAYS; i++) {
        all = ways_times(all, ways);
    }
    return all;
}

void stet_literal_sequence_add(stet_literal_sequence *sequence, stet_literal_node item,
                               uint32_t min, uint32_t max, bool watched)
{
    uint32_t ways = watched ? item.ways : repeated_ways(item.ways, min, max);
    sequence->ways = ways_times(sequence->ways, ways);
    if (max == 0) {
        return;
    }
    if (is_white_space(item)) {
        min = min > 0;
        max = 1;
    }
    if (min == 0) {
        if (item.exact && max == 1) {
            add_optional(sequence, item);
        } else {
            cut_run(sequence, stet_literal_empty());
        }
    } else if (!item.exact) {
        add_inexact(sequence, item);
    } else if (min == max && min <= STET_LITERAL_SIZE) {
        for (uint32_t i = 0; i < min; i++) {
            add_exact(sequence, item);
        }
    } else {
        /* The first one stands behind the run, the last one before what follows. */
        add_exact(sequence, item);
        cut_run(sequence, item);
    }
}

stet_literal_node stet_literal_sequence_end(stet_literal_sequence *sequence)
{
    stet_literal_node node = sequence->run;
    if (sequence->cut) {
        node = better_need(sequence->need, stet_literal_need(sequence->run));
        node.exact = false;
    }
    node.ways = sequence->ways;
    return node;
}

/** Takes the items that hold another item: where they stand, it stands. */
static void keep_shortest(const stet_str *items, uint32_t count, stet_literals *out)
{
    for (uint32_t i = 0; i < count; i++) {
        bool covered = false;
        for (uint32_t k = 0; k < count && !covered; k++) {
            covered = k != i && items[k].len < items[i].len &&
                      stet_str_find(items[i], items[k], 0) != SIZE_MAX;
        }
        if (!covered) {
            out->items[out->count++] = items[i];
        }
    }
}

void stet_literals_of_pattern(stet_str source, stet_arena *arena, stet_literals *out)
{
    *out = (stet_literals){ .watch_all = true };
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
    if (node_weight(need) >= LEAST_WEIGHT) {
        keep_shortest(need.items, need.count, out);
    }
}

/** The rarest run of ASCII in a phrase, in `best`; its weight. */
static unsigned find_ascii_run(const uint32_t *points, uint32_t n_points, char *bytes,
                               stet_arena *arena, stet_str *best, uint32_t *anchor)
{
    unsigned best_weight = 0;
    for (uint32_t i = 0; i < n_points;) {
        uint32_t length = 0;
        while (i + length < n_points && length < STET_LITERAL_SIZE &&
               stet_literal_shown(points[i + length]) != 0) {
            bytes[length] = stet_literal_shown(points[i + length]);
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
        if (!next.exact || !cross_sets(arena, run, next, &run)) {
            break;
        }
        if (stet_literal_shown(points[i]) != ' ') {
            kept = run; /* A run begins and ends with a word. */
        }
    }
    return kept;
}

void stet_literals_of_phrase(const uint32_t *points, uint32_t n_points,
                             stet_arena *arena, stet_literals *out, uint32_t *anchor)
{
    stet_str ascii = { NULL, 0 };
    char *bytes = stet_arena_alloc(arena, n_points + 1);
    stet_literal_node best = { .exact = true, .count = 1, .items = &ascii };
    unsigned weight = find_ascii_run(points, n_points, bytes, arena, &ascii, anchor);
    bool other = false;
    for (uint32_t i = 0; i < n_points; i++) {
        other = other || stet_literal_shown(points[i]) == 0;
    }
    for (uint32_t i = 0; other && weight < ENOUGH_WEIGHT && i < n_points; i++) {
        if (stet_literal_shown(points[i]) == ' ') {
            continue;
        }
        stet_literal_node run = run_at(points, n_points, i, arena);
        if (node_weight(run) > weight) {
            weight = node_weight(run);
            best = run;
            *anchor = i;
        }
    }
    *out = (stet_literals){ .count = weight >= LEAST_WEIGHT ? best.count : 0 };
    for (uint32_t i = 0; i < out->count; i++) {
        out->items[i] = best.items[i];
    }
}
