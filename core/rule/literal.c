/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/literal.h"

#include "base/str.h"
#include "rule/literal_p.h"

#include <string.h>

/** Eighths of a bit: a literal that is likelier costs more in calls than it saves. */
enum { LEAST_WEIGHT = 7 * 8 };

/** More ways than this between two watched items, and all items are watched. */
enum { FEW_WAYS = 256 };

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
    out->is_empty = node.width == 0;
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
