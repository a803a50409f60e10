/* SPDX-License-Identifier: Apache-2.0 */
/* Which records show what a rule does: see impact.h. */
#include "account/impact_p.h"
#include "base/str.h"

/* Lower ranks first, and of equal ones those that stand first. */
static bool precedes(const stet_impact_example *a, const stet_impact_example *b)
{
    if (a->rank != b->rank)
        return a->rank < b->rank;
    if (a->source != b->source)
        return a->source < b->source;
    int paths = stet_str_compare(a->path, b->path);
    return paths < 0 || (paths == 0 && a->byte < b->byte);
}

static void copy_texts(stet_impact_example *example, stet_arena *arena)
{
    stet_impact_cause *cause = &example->cause;

    example->path = stet_arena_copy(arena, example->path);
    example->id = stet_arena_copy(arena, example->id);
    example->group = stet_arena_copy(arena, example->group);
    cause->field = stet_arena_copy(arena, cause->field);
    cause->message = stet_arena_copy(arena, cause->message);
    cause->match = stet_arena_copy(arena, cause->match);
}

/* The index of the example of this text; `count`: there is none. */
static uint32_t find_text(const stet_impact_example *items, uint32_t count,
                          uint64_t hash)
{
    uint32_t i = 0;

    while (i < count && items[i].hash != hash)
        i++;
    return i;
}

void stet_impact_keep_example(stet_impact *impact, stet_impact_side side,
                              const stet_impact_outcome *record,
                              const stet_impact_cause *cause)
{
    stet_impact_rule *rule = &impact->rules[cause->rule];
    stet_impact_example *items = rule->examples[side];
    uint32_t *count = &rule->n_examples[side];
    stet_impact_example added = {
        .rank = stet_str_hash(rule->name, record->hash),
        .hash = record->hash,
        .source = record->source,
        .path = record->path,
        .byte = record->byte,
        .number = record->number,
        .id = record->id,
        .group = record->group,
        .alone = record->n_causes == 1,
        .cause = *cause,
    };
    uint32_t at = find_text(items, *count, record->hash);
    bool is_free = at == *count && *count < impact->n_examples;

    if (impact->n_examples == 0)
        return;
    if (is_free)
        (*count)++;
    else if (at == *count)
        at--;
    if (!is_free && !precedes(&added, &items[at]))
        return;
    copy_texts(&added, &impact->arena);
    for (; at > 0 && precedes(&added, &items[at - 1]); at--)
        items[at] = items[at - 1];
    items[at] = added;
}
