/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/moved.h"

#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

static bool is_of(const stet_move *move, stet_str path)
{
    return move->path.ptr == path.ptr || stet_str_equal(move->path, path);
}

static bool is_none(const stet_move *move)
{
    return !move->bytes && !move->lines && !move->column && !move->utf16 && !move->utf8;
}

/* What holds for the pieces before holds on. On another line columns have not moved as
   they have there. */
static bool goes_on(const stet_move *last, const stet_move *move)
{
    bool columns = last->column || last->utf16 || last->utf8 || move->column ||
                   move->utf16 || move->utf8;
    return last->bytes == move->bytes && last->lines == move->lines && !columns;
}

void stet_moved_add(stet_moved *moved, stet_str path, uint64_t record,
                    const stet_point *was, const stet_point *now)
{
    stet_move move = {
        .path = path,
        .record = record,
        .bytes = (int64_t)now->byte - (int64_t)was->byte,
        .lines = (int64_t)now->line - (int64_t)was->line,
        .line = was->line,
        .column = (int32_t)now->column - (int32_t)was->column,
        .utf16 = (int32_t)now->utf16 - (int32_t)was->utf16,
        .utf8 = (int32_t)now->utf8 - (int32_t)was->utf8,
    };
    const stet_move *last = moved->count ? &moved->items[moved->count - 1] : NULL;
    bool same = last && is_of(last, path);
    if (same ? goes_on(last, &move) : is_none(&move))
        return;
    stet_memory_grow((void **)&moved->items, &moved->capacity, moved->count + 1,
                     sizeof *moved->items);
    moved->items[moved->count++] = move;
    if (!same)
        stet_map_set(&moved->files, path, (void *)(uintptr_t)moved->count);
}

/* What holds for a record of a file; NULL: it has not moved. */
static const stet_move *find(const stet_moved *moved, stet_str path, uint64_t record)
{
    uintptr_t number = (uintptr_t)stet_map_get(&moved->files, path);
    const stet_move *items = moved->items;
    if (!items || !number || items[number - 1].record > record)
        return NULL;
    size_t low = number - 1;
    size_t high = moved->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (is_of(&items[middle], path) && items[middle].record <= record)
            low = middle;
        else
            high = middle;
    }
    return &items[low];
}

static void move_point(const stet_move *move, stet_point *point)
{
    point->byte = (uint64_t)((int64_t)point->byte + move->bytes);
    if (!point->line)
        return;
    if (point->line == move->line) {
        point->column = (uint32_t)((int64_t)point->column + move->column);
        point->utf16 = (uint32_t)((int64_t)point->utf16 + move->utf16);
        if (point->utf8)
            point->utf8 = (uint32_t)((int64_t)point->utf8 + move->utf8);
    }
    point->line = (uint32_t)((int64_t)point->line + move->lines);
}

/* The fixes of a finding live in the result, where they cannot be changed. */
static void move_fixes(const stet_move *move, stet_arena *arena, stet_located *finding)
{
    stet_source_fix *fixes =
        stet_arena_alloc(arena, (finding->n_fixes + 1) * sizeof *fixes);
    for (size_t i = 0; i < finding->n_fixes; i++) {
        fixes[i] = finding->fixes[i];
        stet_source_edit *edits =
            stet_arena_alloc(arena, (fixes[i].n_edits + 1) * sizeof *edits);
        for (size_t j = 0; j < fixes[i].n_edits; j++) {
            edits[j] = fixes[i].edits[j];
            edits[j].start = (uint64_t)((int64_t)edits[j].start + move->bytes);
            edits[j].end = (uint64_t)((int64_t)edits[j].end + move->bytes);
            move_point(move, &edits[j].from);
            move_point(move, &edits[j].to);
        }
        fixes[i].edits = edits;
    }
    finding->fixes = fixes;
}

/* Neither can these; each may be in another file. */
static void move_related(const stet_moved *moved, stet_arena *arena,
                         stet_located *finding)
{
    if (!finding->n_related)
        return;
    stet_related *related =
        stet_arena_alloc(arena, finding->n_related * sizeof *related);
    for (size_t i = 0; i < finding->n_related; i++) {
        related[i] = finding->related[i];
        const stet_move *move = find(moved, related[i].path, related[i].record);
        if (!move)
            continue;
        move_point(move, &related[i].start);
        move_point(move, &related[i].end);
    }
    finding->related = related;
}

void stet_moved_apply(const stet_moved *moved, stet_result *result)
{
    if (!moved->count)
        return;
    for (size_t i = 0; i < result->n_findings; i++) {
        stet_located *finding = &result->findings[i];
        const stet_move *move = find(moved, finding->path, finding->record);
        move_related(moved, &result->arena, finding);
        if (!move)
            continue;
        move_point(move, &finding->start);
        move_point(move, &finding->end);
        move_fixes(move, &result->arena, finding);
    }
    for (size_t i = 0; i < result->n_troubles; i++) {
        stet_trouble *trouble = &result->troubles[i];
        const stet_move *move = find(moved, trouble->path, trouble->record);
        if (move)
            move_point(move, &trouble->point);
    }
}

void stet_moved_release(stet_moved *moved)
{
    free(moved->items);
    stet_map_release(&moved->files);
    *moved = (stet_moved){ 0 };
}
