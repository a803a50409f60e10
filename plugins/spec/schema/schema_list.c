/* SPDX-License-Identifier: Apache-2.0 */
/* Keywords that look at lists. */
#include "schema/schema_p.h"

#include <stdlib.h>

/** Each item from the n-th on against one schema. */
static bool check_rest(spec_checking *c, const spec_schema *schema,
                       const spec_spot *spot, size_t from)
{
    bool ok = true;
    for (spec_spot child = { spot->node->first, spot, 0 }; child.node;
         child.node = child.node->next, child.index++) {
        if (child.index >= from)
            ok = spec_check(c, schema, &child) && ok;
        if (c->failed || (!ok && c->quiet))
            return false;
    }
    return ok;
}

/** The n-th item against the n-th schema. */
bool spec_check_prefix(spec_checking *c, const spec_schema *schema,
                       const spec_keyword *keyword, const spec_spot *spot)
{
    bool ok = true;
    (void)schema;
    for (spec_spot child = { spot->node->first, spot, 0 };
         child.node && child.index < keyword->n_members;
         child.node = child.node->next, child.index++)
        ok = spec_check(c, keyword->members[child.index].schema, &child) && ok;
    return ok;
}

bool spec_check_items(spec_checking *c, const spec_schema *schema,
                      const spec_keyword *keyword, const spec_spot *spot)
{
    const spec_keyword *prefix = spec_beside(schema, SPEC_ROLE_PREFIX);
    return keyword->is_list
               ? spec_check_prefix(c, schema, keyword, spot)
               : check_rest(c, keyword->schema, spot, prefix ? prefix->n_members : 0);
}

/** Of no meaning unless `items` is a list. */
bool spec_check_additional_items(spec_checking *c, const spec_schema *schema,
                                 const spec_keyword *keyword, const spec_spot *spot)
{
    const spec_keyword *items = spec_beside(schema, SPEC_ROLE_ITEMS);
    return !items || !items->is_list ||
           check_rest(c, keyword->schema, spot, items->n_members);
}

bool spec_check_contains(spec_checking *c, const spec_schema *schema,
                         const spec_keyword *keyword, const spec_spot *spot)
{
    const spec_keyword *min = spec_beside(schema, SPEC_ROLE_MIN_CONTAINS);
    const spec_keyword *max = spec_beside(schema, SPEC_ROLE_MAX_CONTAINS);
    double least = min ? min->number : 1;
    size_t n = 0;
    for (spec_spot child = { spot->node->first, spot, 0 }; child.node;
         child.node = child.node->next, child.index++) {
        n += spec_fits(c, keyword->schema, &child, NULL);
        if (c->failed)
            return false;
    }
    if ((double)n < least)
        return spec_tell(c, spot, SPEC_BEGIN,
                         "must hold at least %.0f item%s of the form that `contains` "
                         "states, holds %zu",
                         least, spec_plural(least), n);
    return !max || (double)n <= max->number ||
           spec_tell(
               c, spot, SPEC_BEGIN,
               "must hold at most %.0f item%s of the form that `contains` states, "
               "holds %zu",
               max->number, spec_plural(max->number), n);
}

bool spec_check_min_items(spec_checking *c, const spec_schema *schema,
                          const spec_keyword *keyword, const spec_spot *spot)
{
    (void)schema;
    return spot->node->count >= keyword->number ||
           spec_tell(c, spot, SPEC_BEGIN, "must have at least %.0f item%s, has %u",
                     keyword->number, spec_plural(keyword->number),
                     (unsigned)spot->node->count);
}

bool spec_check_max_items(spec_checking *c, const spec_schema *schema,
                          const spec_keyword *keyword, const spec_spot *spot)
{
    (void)schema;
    return spot->node->count <= keyword->number ||
           spec_tell(c, spot, SPEC_BEGIN, "must have at most %.0f item%s, has %u",
                     keyword->number, spec_plural(keyword->number),
                     (unsigned)spot->node->count);
}

typedef struct hashed {
    uint64_t hash;
    spec_spot spot;
} hashed;

/** By hash, then by place. */
static int compare_hashed(const void *a, const void *b)
{
    const hashed *x = a;
    const hashed *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->spot.index > y->spot.index) - (x->spot.index < y->spot.index);
}

/** Told at each item that an earlier one equals, by sorting: lists may be long. */
bool spec_check_unique(spec_checking *c, const spec_schema *schema,
                       const spec_keyword *keyword, const spec_spot *spot)
{
    bool ok = true;
    size_t n = spot->node->count;
    bool asked = (keyword->value->text.ptr[0] | 0x20) == 't';
    (void)schema;
    if (!asked || n < 2)
        return true;
    if (!spec_spend(c, n + (spot->node->span.end - spot->node->span.start) / 16))
        return false;
    hashed *items = stet_alloc(c->ctx, n * sizeof *items);
    spec_spot child = { spot->node->first, spot, 0 };
    for (; child.node; child.node = child.node->next, child.index++)
        items[child.index] = (hashed){ spec_schema_hash(child.node), child };
    qsort(items, n, sizeof *items, compare_hashed);
    for (size_t i = 1; i < n; i++)
        if (items[i].hash == items[i - 1].hash &&
            spec_equal(c->ctx, items[i].spot.node, items[i - 1].spot.node))
            ok = spec_tell(c, &items[i].spot, SPEC_WHOLE,
                           "is the same as item %zu; each item must be another",
                           items[i - 1].spot.index);
    return ok;
}
