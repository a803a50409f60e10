/* SPDX-License-Identifier: Apache-2.0 */
/* Keywords that look at maps. */
#include "schema/schema_p.h"

static const stet_node *find_key(const stet_node *map, stet_str key)
{
    const stet_node *it = map->first;
    while (it && !spec_equal_texts(it->key, key))
        it = it->next;
    return it;
}

bool spec_check_required(spec_checking *c, const spec_schema *schema,
                         const spec_keyword *keyword, const spec_spot *spot)
{
    bool ok = true;
    (void)schema;
    for (const stet_node *name = keyword->value->first; name; name = name->next) {
        if (!spec_spend(c, spot->node->count / 16 + 1))
            return false;
        if (!find_key(spot->node, name->text))
            ok = spec_tell(c, spot, SPEC_BEGIN, "the key “%.*s” is missing",
                           spec_width(name->text), name->text.ptr);
    }
    return ok;
}

bool spec_check_properties(spec_checking *c, const spec_schema *schema,
                           const spec_keyword *keyword, const spec_spot *spot)
{
    bool ok = true;
    (void)schema;
    for (spec_spot child = { spot->node->first, spot, 0 }; child.node;
         child.node = child.node->next) {
        const spec_member *member = spec_member_of(keyword, child.node->key);
        if (member)
            ok = spec_check(c, member->schema, &child) && ok;
        if (c->failed || (!ok && c->quiet))
            return false;
    }
    return ok && spec_spend(c, spot->node->count / 16);
}

bool spec_check_patterns(spec_checking *c, const spec_schema *schema,
                         const spec_keyword *keyword, const spec_spot *spot)
{
    bool ok = true;
    (void)schema;
    for (spec_spot child = { spot->node->first, spot, 0 }; child.node;
         child.node = child.node->next)
        for (size_t i = 0; i < keyword->n_members; i++) {
            const spec_member *member = &keyword->members[i];
            if (!spec_spend(c, 1))
                return false;
            if (stet_matches(c->ctx, member->pattern, child.node->key))
                ok = spec_check(c, member->schema, &child) && ok;
        }
    return ok;
}

bool spec_matches_any(spec_checking *c, const spec_keyword *patterns, stet_str key)
{
    for (size_t i = 0; patterns && i < patterns->n_members; i++)
        if (spec_spend(c, 1) && stet_matches(c->ctx, patterns->members[i].pattern, key))
            return true;
    return false;
}

bool spec_tell_unknown(spec_checking *c, const spec_keyword *properties,
                       const spec_spot *child)
{
    stet_str key = child->node->key;
    stet_str near = { "", 0 };
    if (properties && properties->n_members && !c->quiet) {
        stet_str *names = stet_alloc(c->ctx, properties->n_members * sizeof *names);
        for (size_t i = 0; i < properties->n_members; i++)
            names[i] = properties->members[i].name;
        near = spec_nearest(key, names, properties->n_members);
    }
    return spec_tell(c, child, SPEC_KEY, "the key “%.*s” is not allowed%s%.*s%s",
                     spec_width(key), key.ptr, near.len ? "; did you mean “" : "",
                     (int)near.len, near.ptr, near.len ? "”?" : "");
}

bool spec_check_additional(spec_checking *c, const spec_schema *schema,
                           const spec_keyword *keyword, const spec_spot *spot)
{
    const spec_keyword *properties = spec_beside(schema, SPEC_ROLE_PROPERTIES);
    const spec_keyword *patterns = spec_beside(schema, SPEC_ROLE_PATTERNS);
    bool ok = true;
    for (spec_spot child = { spot->node->first, spot, 0 }; child.node;
         child.node = child.node->next) {
        stet_str key = child.node->key;
        if (c->failed || (!ok && c->quiet))
            return false;
        if ((properties && spec_member_of(properties, key)) ||
            spec_matches_any(c, patterns, key))
            continue;
        ok = (keyword->schema->never ? spec_tell_unknown(c, properties, &child)
                                     : spec_check(c, keyword->schema, &child)) &&
             ok;
    }
    return ok && spec_spend(c, spot->node->count / 16);
}

/** What is wrong with a key, without the way to it. */
static bool tell_name(spec_checking *c, const spec_spot *child, stet_str first)
{
    size_t way = spec_path(c->ctx, child).len;
    stet_str key = child->node->key;
    return spec_tell(c, child, SPEC_KEY, "the key “%.*s”%s", spec_width(key), key.ptr,
                     first.ptr && first.len > way ? first.ptr + way
                                                  : " is not as it must be");
}

/** A key is looked at as if it were a text. */
bool spec_check_names(spec_checking *c, const spec_schema *schema,
                      const spec_keyword *keyword, const spec_spot *spot)
{
    bool ok = true;
    (void)schema;
    for (const stet_node *it = spot->node->first; it; it = it->next) {
        const stet_node name = { .kind = STET_NODE_TEXT,
                                 .span = it->name,
                                 .name = it->name,
                                 .key = it->key,
                                 .text = it->key };
        const spec_spot child = { &name, spot, 0 };
        stet_str first = { NULL, 0 };
        if (c->quiet ? !spec_check(c, keyword->schema, &child)
                     : !spec_fits(c, keyword->schema, &child, &first))
            ok = tell_name(c, &child, first);
        if (c->failed)
            return false;
    }
    return ok;
}

bool spec_check_min_keys(spec_checking *c, const spec_schema *schema,
                         const spec_keyword *keyword, const spec_spot *spot)
{
    (void)schema;
    return spot->node->count >= keyword->number ||
           spec_tell(c, spot, SPEC_BEGIN, "must have at least %.0f key%s, has %u",
                     keyword->number, spec_plural(keyword->number),
                     (unsigned)spot->node->count);
}

bool spec_check_max_keys(spec_checking *c, const spec_schema *schema,
                         const spec_keyword *keyword, const spec_spot *spot)
{
    (void)schema;
    return spot->node->count <= keyword->number ||
           spec_tell(c, spot, SPEC_BEGIN, "must have at most %.0f key%s, has %u",
                     keyword->number, spec_plural(keyword->number),
                     (unsigned)spot->node->count);
}

/** Where one key stands, others must stand, or the map must fit a schema. */
bool spec_check_needs(spec_checking *c, const spec_schema *schema,
                      const spec_keyword *keyword, const spec_spot *spot)
{
    bool ok = true;
    (void)schema;
    for (size_t i = 0; i < keyword->n_members; i++) {
        const spec_member *member = &keyword->members[i];
        if (!spec_spend(c, spot->node->count / 16 + 1))
            return false;
        if (!find_key(spot->node, member->name))
            continue;
        if (member->schema)
            ok = spec_check(c, member->schema, spot) && ok;
        for (const stet_node *it = member->names; it; it = it->next)
            if (!spec_spend(c, spot->node->count / 16 + 1))
                return false;
            else if (!find_key(spot->node, it->text))
                ok =
                    spec_tell(c, spot, SPEC_BEGIN,
                              "the key “%.*s” is missing: it must be there when “%.*s” "
                              "is",
                              spec_width(it->text), it->text.ptr,
                              spec_width(member->name), member->name.ptr);
    }
    return ok;
}
