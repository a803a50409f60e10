/* SPDX-License-Identifier: Apache-2.0 */
/* Keys and items that no other keyword has looked at (JSON Schema 2020-12, section 11).
   First the schemas are found that say something of the value and hold of it: the one
   itself, and through $ref, allOf, the branches of anyOf and oneOf that fit, if, then,
   else and what depends on a key. Then each key or item is held against these. */
#include "schema/schema_p.h"

typedef struct holding {
    const spec_schema **items;
    size_t count, capacity;
} holding;

static void add(spec_checking *c, holding *list, const spec_schema *schema)
{
    enum { FIRST = 16 };

    if (list->count == list->capacity) {
        size_t wanted = list->capacity ? 2 * list->capacity : FIRST;
        const spec_schema **items = stet_alloc(c->ctx, wanted * sizeof *items);
        if (list->count > 0)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->capacity = wanted;
    }
    list->items[list->count++] = schema;
}

static void collect(spec_checking *c, holding *list, const spec_schema *schema,
                    const spec_spot *spot);

/* Of a list of schemas all, or those that fit. */
static void collect_members(spec_checking *c, holding *list,
                            const spec_keyword *keyword, const spec_spot *spot,
                            bool all)
{
    for (size_t i = 0; i < keyword->n_members && !c->failed; i++)
        if (all || spec_fits(c, keyword->members[i].schema, spot, NULL))
            collect(c, list, keyword->members[i].schema, spot);
}

/* Of schemas under keys those whose key is there. */
static void collect_needs(spec_checking *c, holding *list, const spec_keyword *keyword,
                          const spec_spot *spot)
{
    for (const stet_node *it = spot->node->first; it && !c->failed; it = it->next) {
        const spec_member *member =
            it->key.ptr ? spec_member_of(keyword, it->key) : NULL;
        if (member && member->schema)
            collect(c, list, member->schema, spot);
    }
}

static void collect_if(spec_checking *c, holding *list, const spec_schema *schema,
                       const spec_keyword *keyword, const spec_spot *spot)
{
    bool fits = spec_fits(c, keyword->schema, spot, NULL);
    const spec_keyword *next =
        spec_beside(schema, fits ? SPEC_ROLE_THEN : SPEC_ROLE_ELSE);

    if (fits)
        collect(c, list, keyword->schema, spot);
    if (next)
        collect(c, list, next->schema, spot);
}

static void collect_from(spec_checking *c, holding *list, const spec_schema *schema,
                         const spec_keyword *keyword, const spec_spot *spot)
{
    spec_keyword_check *check = keyword->type->check;

    if (check == spec_check_reference)
        collect(c, list, keyword->schema, spot);
    else if (check == spec_check_all)
        collect_members(c, list, keyword, spot, true);
    else if (check == spec_check_any || check == spec_check_one)
        collect_members(c, list, keyword, spot, false);
    else if (check == spec_check_needs)
        collect_needs(c, list, keyword, spot);
    else if (check == spec_check_if)
        collect_if(c, list, schema, keyword, spot);
}

static void collect(spec_checking *c, holding *list, const spec_schema *schema,
                    const spec_spot *spot)
{
    if (!spec_enter(c))
        return;
    add(c, list, schema);
    for (size_t i = 0; i < schema->n_keywords && !c->failed; i++)
        collect_from(c, list, schema, &schema->keywords[i], spot);
    spec_leave(c);
}

/* Whether a schema looks at a key; `own`: the keyword that asks. */
static bool looks_at_key(spec_checking *c, const spec_schema *schema,
                         const spec_keyword *own, stet_str key)
{
    for (size_t i = 0; i < schema->n_keywords; i++) {
        const spec_keyword *keyword = &schema->keywords[i];
        spec_keyword_check *check = keyword->type->check;
        if (check == spec_check_additional ||
            (check == spec_check_unevaluated_keys && keyword != own) ||
            (check == spec_check_properties && spec_member_of(keyword, key)) ||
            (check == spec_check_patterns && spec_matches_any(c, keyword, key)))
            return true;
    }
    return false;
}

/* Whether a schema looks at an item of a list. */
static bool looks_at_item(spec_checking *c, const spec_schema *schema,
                          const spec_keyword *own, const spec_spot *item)
{
    for (size_t i = 0; i < schema->n_keywords; i++) {
        const spec_keyword *keyword = &schema->keywords[i];
        spec_keyword_check *check = keyword->type->check;
        bool list = check == spec_check_prefix ||
                    (check == spec_check_items && keyword->is_list);
        if ((check == spec_check_items && !list) ||
            (list && item->index < keyword->n_members) ||
            (check == spec_check_additional_items &&
             spec_beside(schema, SPEC_ROLE_ITEMS)) ||
            (check == spec_check_unevaluated_items && keyword != own) ||
            (check == spec_check_contains && spec_fits(c, keyword->schema, item, NULL)))
            return true;
    }
    return false;
}

static bool is_looked_at(spec_checking *c, const holding *list, const spec_keyword *own,
                         const spec_spot *child)
{
    bool in_map = child->node->key.ptr != NULL;

    for (size_t i = 0; i < list->count; i++) {
        if (!spec_spend(c, 1))
            return true;
        if (in_map ? looks_at_key(c, list->items[i], own, child->node->key)
                   : looks_at_item(c, list->items[i], own, child))
            return true;
    }
    return false;
}

static bool check_rest(spec_checking *c, const spec_schema *schema,
                       const spec_keyword *keyword, const spec_spot *spot)
{
    holding list = { 0 };
    bool ok = true;

    collect(c, &list, schema, spot);
    for (spec_spot child = { spot->node->first, spot, 0 }; child.node;
         child.node = child.node->next, child.index++) {
        if (c->failed || (!ok && c->quiet))
            return false;
        if (is_looked_at(c, &list, keyword, &child))
            continue;
        bool right = keyword->schema->never && child.node->key.ptr
                         ? spec_tell_unknown(
                               c, spec_beside(schema, SPEC_ROLE_PROPERTIES), &child)
                         : spec_check(c, keyword->schema, &child);
        ok = right && ok;
    }
    return ok && !c->failed;
}

bool spec_check_unevaluated_keys(spec_checking *c, const spec_schema *schema,
                                 const spec_keyword *keyword, const spec_spot *spot)
{
    return check_rest(c, schema, keyword, spot);
}

bool spec_check_unevaluated_items(spec_checking *c, const spec_schema *schema,
                                  const spec_keyword *keyword, const spec_spot *spot)
{
    return check_rest(c, schema, keyword, spot);
}
