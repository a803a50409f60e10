/* SPDX-License-Identifier: Apache-2.0 */
#include "run/baseline.h"

#include "base/memory.h"
#include "base/str.h"
#include "run/baseline_p.h"

#include <inttypes.h>
#include <stdlib.h>

static stet_buffer make_key(uint64_t fingerprint, stet_str path)
{
    stet_buffer key = { 0 };
    stet_buffer_format(&key, "%016" PRIx64, fingerprint);
    stet_buffer_add(&key, path);
    return key;
}

stet_baseline_entry *stet_baseline_find(const stet_baseline *baseline,
                                        uint64_t fingerprint, stet_str path)
{
    if (!baseline->count)
        return NULL;
    stet_buffer key = make_key(fingerprint, path);
    uintptr_t number = (uintptr_t)stet_map_get(&baseline->index, stet_buffer_str(&key));
    stet_buffer_release(&key);
    return number ? &baseline->items[number - 1] : NULL;
}

static void index_entry(stet_baseline *baseline, size_t i)
{
    const stet_baseline_entry *entry = &baseline->items[i];
    stet_buffer key = make_key(entry->fingerprint, entry->path);
    stet_map_set(&baseline->index,
                 stet_arena_copy(&baseline->arena, stet_buffer_str(&key)),
                 (void *)(uintptr_t)(i + 1));
    stet_buffer_release(&key);
}

void stet_baseline_insert(stet_baseline *baseline, const stet_baseline_entry *entry)
{
    void *items = baseline->items;
    stet_memory_grow(&items, &baseline->capacity, baseline->count + 1,
                     sizeof *baseline->items);
    baseline->items = items;
    stet_arena *arena = &baseline->arena;
    baseline->items[baseline->count++] = (stet_baseline_entry){
        .fingerprint = entry->fingerprint,
        .rule = stet_arena_copy(arena, entry->rule),
        .path = stet_arena_copy(arena, entry->path),
        .text = stet_arena_copy(arena, entry->text),
        .reason = stet_arena_copy(arena, entry->reason),
        .by = stet_arena_copy(arena, entry->by),
        .until = stet_arena_copy(arena, entry->until),
        .used = entry->used,
    };
    index_entry(baseline, baseline->count - 1);
}

static stet_str rule_name(const stet_located *finding)
{
    return finding->rule ? finding->rule->name : STET_STR("");
}

static stet_baseline_entry *find_entry(const stet_baseline *baseline,
                                       const stet_located *finding)
{
    if (!baseline->count)
        return NULL;
    stet_buffer path = { 0 };
    stet_baseline_add_path(baseline, finding->path, &path);
    stet_baseline_entry *entry =
        stet_baseline_find(baseline, finding->fingerprint, stet_buffer_str(&path));
    stet_buffer_release(&path);
    return entry;
}

static stet_baseline_entry *find_holding(const stet_baseline *baseline,
                                         const stet_located *finding, stet_str today)
{
    stet_baseline_entry *entry = find_entry(baseline, finding);
    if (!entry || !stet_str_equal(entry->rule, rule_name(finding)))
        return NULL;
    bool over = entry->until.len && stet_str_compare(entry->until, today) < 0;
    return over ? NULL : entry;
}

bool stet_baseline_holds(const stet_baseline *baseline, const stet_located *finding,
                         stet_str today)
{
    return find_holding(baseline, finding, today) != NULL;
}

bool stet_baseline_covers(stet_baseline *baseline, const stet_located *finding,
                          stet_str today)
{
    stet_baseline_entry *entry = find_holding(baseline, finding, today);
    if (entry)
        entry->used = true;
    return entry != NULL;
}

void stet_baseline_add(stet_baseline *baseline, const stet_located *finding,
                       stet_str reason, stet_str by, stet_str until)
{
    stet_arena *arena = &baseline->arena;
    stet_baseline_entry *there = find_entry(baseline, finding);
    if (there) {
        there->rule = stet_arena_copy(arena, rule_name(finding));
        there->text = stet_arena_copy(arena, finding->match);
        there->reason = stet_arena_copy(arena, reason);
        there->by = stet_arena_copy(arena, by);
        there->until = stet_arena_copy(arena, until);
        there->used = true;
        return;
    }
    stet_buffer path = { 0 };
    stet_baseline_add_path(baseline, finding->path, &path);
    stet_baseline_insert(baseline, &(stet_baseline_entry){
                                       .fingerprint = finding->fingerprint,
                                       .rule = rule_name(finding),
                                       .path = stet_buffer_str(&path),
                                       .text = finding->match,
                                       .reason = reason,
                                       .by = by,
                                       .until = until,
                                       .used = true,
                                   });
    stet_buffer_release(&path);
}

size_t stet_baseline_prune(stet_baseline *baseline)
{
    size_t kept = 0;
    for (size_t i = 0; i < baseline->count; i++)
        if (baseline->items[i].used)
            baseline->items[kept++] = baseline->items[i];
    size_t removed = baseline->count - kept;
    baseline->count = kept;
    stet_map_release(&baseline->index);
    for (size_t i = 0; i < kept; i++)
        index_entry(baseline, i);
    return removed;
}

void stet_baseline_release(stet_baseline *baseline)
{
    free(baseline->items);
    stet_map_release(&baseline->index);
    stet_arena_release(&baseline->arena);
    *baseline = (stet_baseline){ 0 };
}
