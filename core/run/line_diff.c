/* SPDX-License-Identifier: Apache-2.0 */
#include "run/line_diff.h"

#include "base/map.h"
#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

/** A part of both versions: lines [before, before_end) and [after, after_end). */
typedef struct range {
    size_t before, before_end;
    size_t after, after_end;
} range;

/** A line that is sure to be the same in both. */
typedef struct anchor {
    size_t before, after;
    size_t previous; /**< Of the chain it ends: index + 1, 0: none. */
} anchor;

/** What is known of the lines while they are aligned. Equal lines have one number. */
typedef struct alignment {
    stet_line_diff *diff;
    uint32_t *before; /**< Numbers of the lines in the part that differs, by line. */
    uint32_t *after;
    size_t n_numbers;
    uint32_t *trace; /**< Furthest points of each round of the greedy algorithm. */
    size_t trace_capacity;
} alignment;

static stet_str *split_lines(stet_str text, size_t *count)
{
    stet_str *lines = NULL;
    size_t capacity = 0;
    size_t n = 0;
    for (size_t at = 0; at < text.len;) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        size_t len = end ? (size_t)(end - text.ptr) + 1 - at : text.len - at;
        void *items = lines;
        stet_memory_grow(&items, &capacity, n + 1, sizeof *lines);
        lines = items;
        lines[n++] = (stet_str){ text.ptr + at, len };
        at += len;
    }
    *count = n;
    return lines;
}

/* The part that is left when what is the same at both ends is set aside. */
static range differing(const stet_line_diff *diff)
{
    range r = { 0, diff->n_before, 0, diff->n_after };
    while (r.before < r.before_end && r.after < r.after_end &&
           stet_str_equal(diff->before[r.before], diff->after[r.after])) {
        r.before++;
        r.after++;
    }
    while (
        r.before < r.before_end && r.after < r.after_end &&
        stet_str_equal(diff->before[r.before_end - 1], diff->after[r.after_end - 1])) {
        r.before_end--;
        r.after_end--;
    }
    return r;
}

static uint32_t number_of(stet_map *map, stet_str line)
{
    void *value = stet_map_get(map, line);
    if (!value) {
        value = (void *)(uintptr_t)(map->count + 1);
        stet_map_set(map, line, value);
    }
    return (uint32_t)((uintptr_t)value - 1);
}

static void number_lines(alignment *a, range r)
{
    stet_map map = { 0 };
    a->before = stet_memory_zalloc(a->diff->n_before + 1, sizeof *a->before);
    a->after = stet_memory_zalloc(a->diff->n_after + 1, sizeof *a->after);
    for (size_t i = r.before; i < r.before_end; i++)
        a->before[i] = number_of(&map, a->diff->before[i]);
    for (size_t i = r.after; i < r.after_end; i++)
        a->after[i] = number_of(&map, a->diff->after[i]);
    a->n_numbers = map.count;
    stet_map_release(&map);
}

/* Lines that stand once before and once after, in order of before. */
static size_t find_unique(const alignment *a, range r, anchor *out)
{
    enum { MANY = 2 };
    uint8_t *times_before = stet_memory_zalloc(a->n_numbers + 1, 1);
    uint8_t *times_after = stet_memory_zalloc(a->n_numbers + 1, 1);
    size_t *place = stet_memory_zalloc(a->n_numbers + 1, sizeof *place);
    for (size_t i = r.before; i < r.before_end; i++)
        if (times_before[a->before[i]] < MANY)
            times_before[a->before[i]]++;
    for (size_t i = r.after; i < r.after_end; i++) {
        if (times_after[a->after[i]] < MANY)
            times_after[a->after[i]]++;
        place[a->after[i]] = i;
    }
    size_t count = 0;
    for (size_t i = r.before; i < r.before_end; i++) {
        uint32_t number = a->before[i];
        if (times_before[number] == 1 && times_after[number] == 1)
            out[count++] = (anchor){ i, place[number], 0 };
    }
    free(times_before);
    free(times_after);
    free(place);
    return count;
}

/* Keeps of the anchors, which ascend in `before`, the longest run that ascends in
   `after` too: of the chains of each length, the one that ends first is remembered. */
static size_t keep_longest_chain(anchor *anchors, size_t count)
{
    size_t *ends = stet_memory_zalloc(count + 1, sizeof *ends); /* By length - 1. */
    size_t longest = 0;
    for (size_t i = 0; i < count; i++) {
        size_t low = 0;
        size_t high = longest;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (anchors[ends[middle]].after < anchors[i].after)
                low = middle + 1;
            else
                high = middle;
        }
        anchors[i].previous = low ? ends[low - 1] + 1 : 0;
        ends[low] = i;
        longest += low == longest;
    }
    size_t at = longest ? ends[longest - 1] + 1 : 0;
    for (size_t length = longest; length > 0; length--) {
        ends[length - 1] = at - 1;
        at = anchors[at - 1].previous;
    }
    for (size_t i = 0; i < longest; i++)
        anchors[i] = anchors[ends[i]];
    free(ends);
    return longest;
}

static void replace_all(stet_line_diff *diff, range r)
{
    for (size_t i = r.before; i < r.before_end; i++)
        diff->gone[i] = true;
    for (size_t i = r.after; i < r.after_end; i++)
        diff->come[i] = true;
}

/* Where the furthest path of round `d` on diagonal `k` (lines gone less lines come)
   stands; round d has the diagonals -d to d, so the rounds before it fill d * d. */
static uint32_t *furthest(const alignment *a, ptrdiff_t d, ptrdiff_t k)
{
    return &a->trace[d * d + d + k];
}

/* Whether the path to diagonal `k` in round `d` comes from the diagonal above: a line
   came, and none went. */
static bool comes_from_above(const alignment *a, ptrdiff_t d, ptrdiff_t k)
{
    return k == -d ||
           (k != d && *furthest(a, d - 1, k - 1) < *furthest(a, d - 1, k + 1));
}

/* One round: a path of `d` edits on each diagonal; true when one is at the end. */
static bool advance(alignment *a, range r, ptrdiff_t d)
{
    size_t n_before = r.before_end - r.before;
    size_t n_after = r.after_end - r.after;
    for (ptrdiff_t k = -d; k <= d; k += 2) {
        size_t x = 0;
        if (d > 0)
            x = comes_from_above(a, d, k) ? *furthest(a, d - 1, k + 1)
                                          : *furthest(a, d - 1, k - 1) + (size_t)1;
        size_t y = (size_t)((ptrdiff_t)x - k);
        while (x < n_before && y < n_after &&
               a->before[r.before + x] == a->after[r.after + y]) {
            x++;
            y++;
        }
        *furthest(a, d, k) = (uint32_t)x;
        if (x == n_before && y == n_after)
            return true;
    }
    return false;
}

/* Marks the edits of the path that reached the end in round `d`, from its end. */
static void mark_path(const alignment *a, range r, ptrdiff_t d)
{
    ptrdiff_t k =
        (ptrdiff_t)(r.before_end - r.before) - (ptrdiff_t)(r.after_end - r.after);
    for (; d > 0; d--) {
        bool above = comes_from_above(a, d, k);
        k += above ? 1 : -1;
        size_t x = *furthest(a, d - 1, k);
        if (above)
            a->diff->come[r.after + (size_t)((ptrdiff_t)x - k)] = true;
        else
            a->diff->gone[r.before + x] = true;
    }
}

/* Aligns what lies between two anchors. */
static void align_gap(alignment *a, range r)
{
    while (r.before < r.before_end && r.after < r.after_end &&
           a->before[r.before] == a->after[r.after]) {
        r.before++;
        r.after++;
    }
    while (r.before < r.before_end && r.after < r.after_end &&
           a->before[r.before_end - 1] == a->after[r.after_end - 1]) {
        r.before_end--;
        r.after_end--;
    }
    if (r.before == r.before_end || r.after == r.after_end) {
        replace_all(a->diff, r);
        return;
    }
    for (ptrdiff_t d = 0; d <= STET_LINE_DIFF_EDITS; d++) {
        void *trace = a->trace;
        stet_memory_grow(&trace, &a->trace_capacity, (size_t)((d + 1) * (d + 1)),
                         sizeof *a->trace);
        a->trace = trace;
        if (advance(a, r, d)) {
            mark_path(a, r, d);
            return;
        }
    }
    replace_all(a->diff, r);
}

static void align(alignment *a, range r)
{
    size_t most = r.before_end - r.before;
    anchor *anchors = stet_memory_zalloc(most + 1, sizeof *anchors);
    size_t count = keep_longest_chain(anchors, find_unique(a, r, anchors));
    range gap = r;
    for (size_t i = 0; i < count; i++) {
        gap.before_end = anchors[i].before;
        gap.after_end = anchors[i].after;
        align_gap(a, gap);
        gap.before = anchors[i].before + 1;
        gap.after = anchors[i].after + 1;
    }
    gap.before_end = r.before_end;
    gap.after_end = r.after_end;
    align_gap(a, gap);
    free(anchors);
}

void stet_line_diff_init(stet_line_diff *diff, stet_str before, stet_str after)
{
    *diff = (stet_line_diff){ 0 };
    diff->before = split_lines(before, &diff->n_before);
    diff->after = split_lines(after, &diff->n_after);
    diff->gone = stet_memory_zalloc(diff->n_before + 1, sizeof *diff->gone);
    diff->come = stet_memory_zalloc(diff->n_after + 1, sizeof *diff->come);
    alignment a = { .diff = diff };
    range r = differing(diff);
    number_lines(&a, r);
    align(&a, r);
    free(a.before);
    free(a.after);
    free(a.trace);
}

void stet_line_diff_release(stet_line_diff *diff)
{
    free(diff->before);
    free(diff->after);
    free(diff->gone);
    free(diff->come);
    *diff = (stet_line_diff){ 0 };
}
