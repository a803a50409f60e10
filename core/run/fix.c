/* SPDX-License-Identifier: Apache-2.0 */
#include "run/fix.h"

#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

/** The edits accepted so far: in order of start, then end; none overlaps another. */
typedef struct edit_list {
    stet_source_edit *items;
    size_t *owners; /**< Of each, the finding that it came with. */
    size_t count, capacity, owners_capacity;
} edit_list;

/** What stands where an edit wants to go. */
typedef enum room { ROOM_FREE, ROOM_SHARED, ROOM_TAKEN } room;

static bool is_same(const stet_source_edit *a, const stet_source_edit *b)
{
    return a->start == b->start && a->end == b->end && stet_str_equal(a->text, b->text);
}

/* Beside each other is not overlapping: an insertion at the end of a replaced range
   goes behind it, one at its start before it, whichever came first. */
static bool overlaps(const stet_source_edit *a, const stet_source_edit *b)
{
    bool insertions = a->start == a->end && b->start == b->end && a->start == b->start;
    return insertions || (a->start < b->end && b->start < a->end);
}

/* The first accepted edit that ends at or behind `at`: the ends ascend, too. */
static size_t first_reaching(const edit_list *list, uint64_t at)
{
    size_t low = 0;
    size_t high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->items[middle].end < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static room room_for(const edit_list *list, const stet_source_edit *edit)
{
    size_t i = first_reaching(list, edit->start);
    for (; i < list->count && list->items[i].start <= edit->end; i++) {
        if (is_same(&list->items[i], edit))
            return ROOM_SHARED;
        if (overlaps(&list->items[i], edit))
            return ROOM_TAKEN;
    }
    return ROOM_FREE;
}

static void insert(edit_list *list, const stet_source_edit *edit, size_t owner)
{
    void *items = list->items;
    stet_memory_grow(&items, &list->capacity, list->count + 1, sizeof *list->items);
    list->items = items;
    void *owners = list->owners;
    stet_memory_grow(&owners, &list->owners_capacity, list->count + 1,
                     sizeof *list->owners);
    list->owners = owners;
    size_t at = first_reaching(list, edit->start);
    while (at < list->count &&
           (list->items[at].start < edit->start ||
            (list->items[at].start == edit->start && list->items[at].end <= edit->end)))
        at++;
    memmove(&list->items[at + 1], &list->items[at],
            (list->count - at) * sizeof *list->items);
    memmove(&list->owners[at + 1], &list->owners[at],
            (list->count - at) * sizeof *list->owners);
    list->items[at] = *edit;
    list->owners[at] = owner;
    list->count++;
}

/* Inside the bytes, in order, not overlapping each other, and not without effect. */
static bool is_applicable(const stet_source_fix *fix, stet_str bytes, uint64_t base)
{
    bool changes = false;
    for (size_t i = 0; i < fix->n_edits; i++) {
        const stet_source_edit *edit = &fix->edits[i];
        if (edit->start < base || edit->end < edit->start ||
            edit->end - base > bytes.len)
            return false;
        if (i > 0 && (edit->start < edit[-1].end || overlaps(&edit[-1], edit)))
            return false;
        stet_str there = { bytes.ptr + (edit->start - base), edit->end - edit->start };
        changes |= !stet_str_equal(there, edit->text);
    }
    return changes;
}

static const stet_source_fix *first_allowed(const stet_located *finding, bool unsafe)
{
    for (size_t i = 0; i < finding->n_fixes; i++)
        if (finding->fixes[i].safe || unsafe)
            return &finding->fixes[i];
    return NULL;
}

/* All of its edits, or none. */
static bool accept_fix(edit_list *list, const stet_source_fix *fix, size_t owner)
{
    for (size_t i = 0; i < fix->n_edits; i++)
        if (room_for(list, &fix->edits[i]) == ROOM_TAKEN)
            return false;
    for (size_t i = 0; i < fix->n_edits; i++)
        if (room_for(list, &fix->edits[i]) == ROOM_FREE)
            insert(list, &fix->edits[i], owner);
    return true;
}

static void write_edited(const edit_list *list, stet_str bytes, uint64_t base,
                         stet_buffer *out)
{
    size_t at = 0;
    for (size_t i = 0; i < list->count; i++) {
        const stet_source_edit *edit = &list->items[i];
        size_t start = (size_t)(edit->start - base);
        stet_buffer_append(out, bytes.ptr + at, start - at);
        stet_buffer_add(out, edit->text);
        at = (size_t)(edit->end - base);
    }
    stet_buffer_append(out, bytes.ptr + at, bytes.len - at);
}

/* Where the accepted edits stand when all of them are made. */
static void note_ranges(const edit_list *list, stet_fix_pass *pass)
{
    int64_t grown = 0;
    void *ranges = pass->ranges;
    stet_memory_grow(&ranges, &pass->ranges_capacity, list->count + 1,
                     sizeof *pass->ranges);
    pass->ranges = ranges;
    pass->n_ranges = list->count;
    for (size_t i = 0; i < list->count; i++) {
        const stet_source_edit *edit = &list->items[i];
        uint64_t start = (uint64_t)((int64_t)edit->start + grown);
        pass->ranges[i] = (stet_fix_range){ start, start + edit->text.len,
                                            list->owners[i], edit->start, edit->end };
        grown += (int64_t)edit->text.len - (int64_t)(edit->end - edit->start);
    }
}

size_t stet_fix_apply(stet_str bytes, uint64_t base, const stet_located *findings,
                      size_t n_findings, bool unsafe, stet_fix_pass *pass,
                      stet_buffer *out)
{
    edit_list accepted = { 0 };
    size_t n_mended = 0;
    for (size_t i = 0; i < n_findings; i++) {
        const stet_source_fix *fix = first_allowed(&findings[i], unsafe);
        bool skipped = !fix || (pass && pass->skip && pass->skip[i]);
        bool mended = !skipped && is_applicable(fix, bytes, base) &&
                      accept_fix(&accepted, fix, i);
        n_mended += mended;
        if (pass && pass->mended)
            pass->mended[i] = mended;
    }
    stet_buffer_clear(out);
    stet_buffer_reserve(out, bytes.len);
    write_edited(&accepted, bytes, base, out);
    if (pass)
        note_ranges(&accepted, pass);
    free(accepted.items);
    free(accepted.owners);
    return n_mended;
}

void stet_fix_pass_release(stet_fix_pass *pass)
{
    free(pass->ranges);
    *pass = (stet_fix_pass){ 0 };
}
