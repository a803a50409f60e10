/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/moved.h"

#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

static bool is_of(const stet_move *move, stet_str path)
{
    return move->path.ptr == path.ptr || stet_str_equal(move->path, path);
}

void stet_moved_add(stet_moved *moved, stet_str path, uint64_t record, int64_t bytes,
                    int64_t lines)
{
    const stet_move *last = moved->count ? &moved->items[moved->count - 1] : NULL;
    bool same = last && is_of(last, path);
    if (same ? last->bytes == bytes && last->lines == lines : !bytes && !lines)
        return;
    stet_memory_grow((void **)&moved->items, &moved->capacity, moved->count + 1,
                     sizeof *moved->items);
    moved->items[moved->count++] = (stet_move){ path, record, bytes, lines };
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
    if (point->line)
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
