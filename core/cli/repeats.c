/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/repeats.h"

#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

static stet_repeat *repeat_of(stet_repeats *repeats, const stet_trouble *trouble)
{
    for (size_t i = 0; i < repeats->count; i++)
        if (stet_str_equal(repeats->items[i].last.message, trouble->message))
            return &repeats->items[i];
    stet_memory_grow((void **)&repeats->items, &repeats->capacity, repeats->count + 1,
                     sizeof *repeats->items);
    stet_repeat *repeat = &repeats->items[repeats->count++];
    *repeat = (stet_repeat){ .last = *trouble };
    repeat->last.path = repeats->path;
    repeat->last.message = stet_arena_copy(&repeats->arena, trouble->message);
    return repeat;
}

/* Counts a failure; true: it is told. */
static bool is_told(stet_repeats *repeats, const stet_trouble *trouble)
{
    if (!trouble->lacks)
        return true;
    stet_repeat *repeat = repeat_of(repeats, trouble);
    repeat->last.record = trouble->record;
    repeat->last.point = trouble->point;
    return ++repeat->count <= STET_REPEATS_TOLD;
}

static int by_place(const void *a, const void *b)
{
    const stet_trouble *x = a;
    const stet_trouble *y = b;
    return (x->point.byte > y->point.byte) - (x->point.byte < y->point.byte);
}

/* The last one of each kind, in the order of their places; returns how many. */
static size_t gather_last(const stet_repeats *repeats, stet_arena *arena,
                          stet_trouble *out)
{
    size_t n = 0;
    for (size_t i = 0; i < repeats->count; i++) {
        const stet_repeat *repeat = &repeats->items[i];
        if (repeat->count <= STET_REPEATS_TOLD)
            continue;
        out[n] = repeat->last;
        out[n].path = stet_arena_copy(arena, repeats->path);
        out[n++].message =
            stet_arena_format(arena, "%.*s; this is the last of %llu such records",
                              (int)repeat->last.message.len, repeat->last.message.ptr,
                              (unsigned long long)repeat->count);
    }
    if (n > 1)
        qsort(out, n, sizeof *out, by_place);
    return n;
}

/* Puts the last ones among what the result tells, or before it when that is of the next
   file. */
static void tell_last(const stet_repeats *repeats, stet_result *result)
{
    stet_trouble *last = stet_memory_zalloc(repeats->count + 1, sizeof *last);
    size_t n_last = gather_last(repeats, &result->arena, last);
    size_t n_all = n_last + result->n_troubles;
    bool same = stet_str_equal(result->path, repeats->path);
    stet_trouble *all = stet_memory_zalloc(n_all + 1, sizeof *all);
    for (size_t i = 0, next = 0, n = 0; n < n_all; n++) {
        const stet_trouble *trouble = &result->troubles[i];
        bool is_last = next < n_last &&
                       (!same || i == result->n_troubles ||
                        (trouble->point.line && by_place(&last[next], trouble) < 0));
        all[n] = is_last ? last[next++] : result->troubles[i++];
    }
    free(last);
    free(result->troubles);
    result->troubles = all;
    result->n_troubles = n_all;
    result->troubles_capacity = n_all + 1;
}

static void begin_file(stet_repeats *repeats, stet_str path)
{
    repeats->count = 0;
    stet_arena_reset(&repeats->arena);
    repeats->path = stet_arena_copy(&repeats->arena, path);
}

void stet_repeats_fold(stet_repeats *repeats, stet_result *result)
{
    if (result->n_troubles == 0 && repeats->count == 0)
        return;
    if (result->first || !stet_str_equal(repeats->path, result->path)) {
        if (repeats->count)
            tell_last(repeats, result);
        begin_file(repeats, result->path);
    }
    size_t n = 0;
    for (size_t i = 0; i < result->n_troubles; i++)
        if (is_told(repeats, &result->troubles[i]))
            result->troubles[n++] = result->troubles[i];
    result->n_troubles = n;
    if (result->last) {
        tell_last(repeats, result);
        repeats->count = 0;
    }
}

void stet_repeats_release(stet_repeats *repeats)
{
    free(repeats->items);
    stet_arena_release(&repeats->arena);
    *repeats = (stet_repeats){ 0 };
}
