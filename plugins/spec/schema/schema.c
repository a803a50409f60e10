/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/schema_p.h"

#include <stdio.h>
#include <stdlib.h>

/** A schema that is made, by what it was made of. */
typedef struct made {
    spec_schema *schema;
    struct made *next;
} made;

enum { N_CHAINS = 256 };

typedef struct maker {
    stet_ctx *ctx;
    const stet_node *root;
    const stet_node *base; /**< The schema around that has an $id, or the root. */
    bool ref_alone;        /**< What stands beside $ref does not count. */
    bool failed;
    spec_reference *references; /**< Not followed yet. */
    made *chains[N_CHAINS];
} maker;

static spec_schema *make(maker *m, const spec_spot *spot);

/** The first that is wrong is told. */
STET_PRINTF(3, 4)
static bool refuse(maker *m, stet_str where, const char *format, ...)
{
    if (m->failed)
        return false;
    char reason[512];
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    stet_fail(m->ctx, "schema", "%.*s%s%s", (int)where.len, where.ptr,
              where.len ? ": " : "", reason);
    m->failed = true;
    return false;
}

static bool refuse_shape(maker *m, const spec_spot *spot, const char *expected)
{
    return refuse(m, spec_path(m->ctx, spot->up), "`%.*s` must be %s, is %s",
                  spec_width(spot->node->key), spot->node->key.ptr, expected,
                  spec_kind_name(spot->node));
}

/* ---- Schemas within ---- */

static bool is_schema(const stet_node *node)
{
    return node->kind == STET_NODE_MAP || node->kind == STET_NODE_BOOLEAN;
}

static bool read_schema(maker *m, spec_keyword *keyword, const spec_spot *spot)
{
    if (!is_schema(spot->node))
        return refuse_shape(m, spot, "a schema (a map, true or false)");
    keyword->schema = make(m, spot);
    return keyword->schema != NULL;
}

static bool read_names(maker *m, const spec_spot *spot)
{
    if (spot->node->kind != STET_NODE_LIST)
        return refuse_shape(m, spot, "a list of keys");
    for (const stet_node *it = spot->node->first; it; it = it->next)
        if (it->kind != STET_NODE_TEXT)
            return refuse(m, spec_path(m->ctx, spot),
                          "a key must be a text, is %s; put it in quotes",
                          spec_kind_name(it));
    return true;
}

static bool read_pattern(maker *m, const stet_pattern **pattern, stet_str text,
                         const spec_spot *spot)
{
    stet_fault fault = { 0, { "", 0 } };
    *pattern = spec_pattern_make(m->ctx, text, &fault);
    return *pattern ||
           refuse(m, spec_path(m->ctx, spot), "the pattern '%.*s' is not one: %.*s",
                  spec_width(text), text.ptr, (int)fault.why.len, fault.why.ptr);
}

/** What stands under one name, or in one place of a list. */
static bool read_member(maker *m, spec_keyword *keyword, const spec_spot *spot,
                        spec_member *member)
{
    spec_shape shape = keyword->type->shape;
    member->name = spot->node->key;
    if (shape == SPEC_SHAPE_NEEDS && !is_schema(spot->node)) {
        member->names = spot->node->first;
        return read_names(m, spot);
    }
    if (!is_schema(spot->node))
        return refuse(m, spec_path(m->ctx, spot),
                      "here must be a schema (a map, true or false), is %s",
                      spec_kind_name(spot->node));
    member->schema = make(m, spot);
    return member->schema && (shape != SPEC_SHAPE_PATTERNS ||
                              read_pattern(m, &member->pattern, member->name, spot));
}

static int compare_members(const void *a, const void *b)
{
    const spec_member *x = a;
    const spec_member *y = b;
    size_t len = x->name.len < y->name.len ? x->name.len : y->name.len;
    int order = len ? memcmp(x->name.ptr, y->name.ptr, len) : 0;
    return order ? order : (x->name.len > y->name.len) - (x->name.len < y->name.len);
}

const spec_member *spec_member_of(const spec_keyword *keyword, stet_str name)
{
    const spec_member wanted = { .name = name };
    return keyword->n_members ? bsearch(&wanted, keyword->members, keyword->n_members,
                                        sizeof *keyword->members, compare_members)
                              : NULL;
}

static bool read_members(maker *m, spec_keyword *keyword, const spec_spot *spot)
{
    uint32_t kind = spot->node->kind;
    spec_member *members = stet_keep(m->ctx, (spot->node->count + 1) * sizeof *members);
    spec_spot child = { spot->node->first, spot, 0 };
    keyword->members = members;
    for (; child.node; child.node = child.node->next, child.index++)
        if (!read_member(m, keyword, &child, &members[keyword->n_members++]))
            return false;
    if (kind == STET_NODE_MAP && keyword->n_members > 1)
        qsort(members, keyword->n_members, sizeof *members, compare_members);
    return true;
}

/* ---- Values ---- */

static const struct {
    const char *name;
    uint32_t kind;
} types[] = {
    { "null", STET_NODE_NULL },     { "boolean", STET_NODE_BOOLEAN },
    { "number", STET_NODE_NUMBER }, { "integer", STET_NODE_NUMBER },
    { "string", STET_NODE_TEXT },   { "array", STET_NODE_LIST },
    { "object", STET_NODE_MAP },
};

static bool read_type(maker *m, spec_keyword *keyword, const stet_node *node,
                      const spec_spot *spot)
{
    for (size_t i = 0; i < STET_LEN(types); i++) {
        /* In YAML, null without quotes is no text, but what is meant is plain. */
        bool null = i == 0 && node->kind == STET_NODE_NULL;
        if (!null &&
            !(node->kind == STET_NODE_TEXT && spec_is(node->text, types[i].name)))
            continue;
        uint32_t bit = 1u << types[i].kind;
        bool integer = spec_is(node->text, "integer");
        if (bit == 1u << STET_NODE_NUMBER)
            keyword->whole = keyword->kinds & bit ? keyword->whole && integer : integer;
        keyword->kinds |= bit;
        return true;
    }
    stet_str shown = spec_shown(m->ctx, node);
    return refuse(m, spec_path(m->ctx, spot->up),
                  "the type %.*s is not one of null, boolean, number, integer, string, "
                  "array, object",
                  (int)shown.len, shown.ptr);
}

static bool read_types(maker *m, spec_keyword *keyword, const spec_spot *spot)
{
    if (spot->node->kind != STET_NODE_LIST)
        return read_type(m, keyword, spot->node, spot);
    for (const stet_node *it = spot->node->first; it; it = it->next)
        if (!read_type(m, keyword, it, spot))
            return false;
    return keyword->kinds != 0 || refuse_shape(m, spot, "the name of a type");
}

static bool read_number(maker *m, spec_keyword *keyword, const spec_spot *spot)
{
    bool count = keyword->type->shape == SPEC_SHAPE_COUNT;
    if (spot->node->kind != STET_NODE_NUMBER)
        return refuse_shape(m, spot, count ? "a whole number" : "a number");
    keyword->number = spec_number(spot->node->text);
    if (count && !(spec_is_whole(keyword->number) && keyword->number >= 0))
        return refuse(m, spec_path(m->ctx, spot->up),
                      "`%s` must be a whole number from 0", keyword->type->name);
    if (spec_is(spot->node->key, "multipleOf") && !(keyword->number > 0))
        return refuse(m, spec_path(m->ctx, spot->up),
                      "`multipleOf` must be more than 0");
    return true;
}

static bool read_format(maker *m, spec_keyword *keyword, const spec_spot *spot)
{
    if (spot->node->kind != STET_NODE_TEXT)
        return refuse_shape(m, spot, "the name of a format");
    stet_str name = spot->node->text;
    keyword->format = spec_format_named(name);
    return keyword->format ||
           refuse(m, spec_path(m->ctx, spot->up),
                  "stet cannot check the format `%.*s`; it knows: %s", spec_width(name),
                  name.ptr, spec_format_names(m->ctx).ptr);
}

static bool read_reference(maker *m, spec_keyword *keyword, const spec_spot *spot)
{
    if (spot->node->kind != STET_NODE_TEXT)
        return refuse_shape(m, spot, "a text, such as '#/$defs/name'");
    spec_reference *reference = stet_alloc(m->ctx, sizeof *reference);
    *reference = (spec_reference){ .keyword = keyword,
                                   .base = m->base,
                                   .where = spec_path(m->ctx, spot->up),
                                   .next = m->references };
    m->references = reference;
    return true;
}

static bool expect(maker *m, const spec_spot *spot, uint32_t kind)
{
    return spot->node->kind == kind || refuse_shape(m, spot, spec_kind_word(kind));
}

/* A list that says something: an empty one would refuse all data, or none. */
static bool expect_some(maker *m, const spec_spot *spot, const char *what)
{
    if (!expect(m, spot, STET_NODE_LIST))
        return false;
    return spot->node->count > 0 ||
           refuse(m, spec_path(m->ctx, spot->up),
                  "`%.*s` is empty: give %s at least, or take it out",
                  (int)spot->node->key.len, spot->node->key.ptr, what);
}

static bool read_value(maker *m, spec_keyword *keyword, const spec_spot *spot)
{
    switch (keyword->type->shape) {
    case SPEC_SHAPE_NOTE:
    case SPEC_SHAPE_ANY:
        return true;
    case SPEC_SHAPE_VALUES:
        return expect_some(m, spot, "a value");
    case SPEC_SHAPE_BOOLEAN:
        return expect(m, spot, STET_NODE_BOOLEAN);
    case SPEC_SHAPE_TEXT:
        return expect(m, spot, STET_NODE_TEXT);
    case SPEC_SHAPE_NUMBER:
    case SPEC_SHAPE_COUNT:
        return read_number(m, keyword, spot);
    case SPEC_SHAPE_PATTERN:
        return expect(m, spot, STET_NODE_TEXT) &&
               read_pattern(m, &keyword->pattern, spot->node->text, spot->up);
    case SPEC_SHAPE_FORMAT:
        return read_format(m, keyword, spot);
    case SPEC_SHAPE_TYPES:
        return read_types(m, keyword, spot);
    case SPEC_SHAPE_NAMES:
        return read_names(m, spot);
    case SPEC_SHAPE_SCHEMA:
        return read_schema(m, keyword, spot);
    case SPEC_SHAPE_ITEMS:
        keyword->is_list = spot->node->kind == STET_NODE_LIST;
        return keyword->is_list ? read_members(m, keyword, spot)
                                : read_schema(m, keyword, spot);
    case SPEC_SHAPE_SCHEMAS:
        return expect_some(m, spot, "a schema") && read_members(m, keyword, spot);
    case SPEC_SHAPE_MEMBERS:
    case SPEC_SHAPE_PATTERNS:
    case SPEC_SHAPE_NEEDS:
        return expect(m, spot, STET_NODE_MAP) && read_members(m, keyword, spot);
    case SPEC_SHAPE_REFERENCE:
        return read_reference(m, keyword, spot);
    case SPEC_SHAPE_REFUSED:
        break;
    }
    return refuse(m, spec_path(m->ctx, spot->up), "stet cannot check `%s`: %s",
                  keyword->type->name, keyword->type->instead);
}

/* ---- Schemas ---- */

static bool refuse_unknown(maker *m, const spec_spot *spot)
{
    stet_str *names = stet_alloc(m->ctx, spec_n_keyword_types * sizeof *names);
    stet_str key = spot->node->key;
    for (size_t i = 0; i < spec_n_keyword_types; i++)
        names[i] = (stet_str){ spec_keyword_types[i].name,
                               strlen(spec_keyword_types[i].name) };
    stet_str near = spec_nearest(key, names, spec_n_keyword_types);
    return refuse(m, spec_path(m->ctx, spot->up),
                  "JSON Schema has no keyword `%.*s`%s%.*s%s", spec_width(key), key.ptr,
                  near.len ? "; did you mean `" : "", (int)near.len, near.ptr,
                  near.len ? "`?" : "");
}

static bool read_keyword(maker *m, spec_schema *schema, const spec_spot *spot)
{
    stet_str key = spot->node->key;
    if (key.len > 2 && memcmp(key.ptr, "x-", 2) == 0)
        return true;
    for (size_t i = 0; i < spec_n_keyword_types; i++) {
        if (!spec_is(key, spec_keyword_types[i].name))
            continue;
        spec_keyword *keyword = &schema->keywords[schema->n_keywords++];
        keyword->type = &spec_keyword_types[i];
        keyword->kinds = keyword->type->kinds;
        keyword->value = spot->node;
        return read_value(m, keyword, spot);
    }
    return refuse_unknown(m, spot);
}

static bool read_keywords(maker *m, spec_schema *schema, const spec_spot *spot)
{
    const stet_node *alone = m->ref_alone ? stet_member(spot->node, "$ref") : NULL;
    schema->keywords =
        stet_keep(m->ctx, (spot->node->count + 1) * sizeof *schema->keywords);
    spec_spot child = { spot->node->first, spot, 0 };
    for (; child.node; child.node = child.node->next)
        if ((!alone || child.node == alone) && !read_keyword(m, schema, &child))
            return false;
    const spec_keyword *items = spec_beside(schema, SPEC_ROLE_ITEMS);
    if (items && items->is_list && spec_beside(schema, SPEC_ROLE_PREFIX))
        return refuse(m, spec_path(m->ctx, spot),
                      "`items` must be one schema, for what follows `prefixItems`");
    return true;
}

static made **chain_of(maker *m, const stet_node *source)
{
    return &m->chains[(uintptr_t)source / sizeof(stet_node) % N_CHAINS];
}

static spec_schema *find_made(maker *m, const stet_node *source)
{
    const made *it = *chain_of(m, source);
    while (it && it->schema->source != source)
        it = it->next;
    return it ? it->schema : NULL;
}

/** The schema that stands there. One that is being made is found, too. */
static spec_schema *make(maker *m, const spec_spot *spot)
{
    const stet_node *source = spot->node;
    spec_schema *schema = find_made(m, source);
    if (schema)
        return schema;
    schema = stet_keep(m->ctx, sizeof *schema);
    schema->source = source;
    made *entry = stet_alloc(m->ctx, sizeof *entry);
    made **chain = chain_of(m, source);
    *entry = (made){ schema, *chain };
    *chain = entry;
    if (source->kind == STET_NODE_BOOLEAN) {
        schema->never = (source->text.ptr[0] | 0x20) == 'f';
        return schema;
    }
    const stet_node *base = m->base;
    const stet_node *id = stet_member(source, "$id");
    if (id && id->kind == STET_NODE_TEXT && id->text.len && id->text.ptr[0] != '#')
        m->base = source;
    bool ok = read_keywords(m, schema, spot);
    m->base = base;
    return ok ? schema : NULL;
}

static bool follow(maker *m, const spec_reference *reference)
{
    stet_str text = reference->keyword->value->text;
    const stet_node *target =
        spec_reference_find(m->ctx, m->root, reference->base, text);
    if (!target || !is_schema(target))
        return refuse(m, reference->where,
                      "`$ref: %.*s` leads to no schema; references look like "
                      "#/$defs/name and stay in the schema",
                      spec_width(text), text.ptr);
    spec_spot spot = { target, NULL, 0 };
    m->base = reference->base;
    reference->keyword->schema = make(m, &spot);
    return reference->keyword->schema != NULL;
}

/** Before 2019-09 what stands beside a $ref was not looked at. */
static bool is_old(const stet_node *root)
{
    static const char *const old[] = { "draft-04", "draft-06", "draft-07" };
    const stet_node *dialect = stet_member(root, "$schema");
    for (size_t i = 0; dialect && i < STET_LEN(old); i++)
        for (size_t at = 0; at + 8 <= dialect->text.len; at++)
            if (memcmp(dialect->text.ptr + at, old[i], 8) == 0)
                return true;
    return false;
}

const spec_schema *spec_schema_make(stet_ctx *ctx, const stet_node *source)
{
    maker *m = stet_alloc(ctx, sizeof *m);
    spec_spot spot = { source, NULL, 0 };
    m->ctx = ctx;
    m->root = m->base = source;
    m->ref_alone = is_old(source);
    if (!is_schema(source)) {
        refuse(m, (stet_str){ "", 0 }, "a schema is a map, this is %s",
               spec_kind_name(source));
        return NULL;
    }
    const spec_schema *schema = make(m, &spot);
    while (m->references && !m->failed) {
        const spec_reference *reference = m->references;
        m->references = reference->next;
        follow(m, reference);
    }
    return m->failed ? NULL : schema;
}
