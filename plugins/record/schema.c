/* SPDX-License-Identifier: Apache-2.0 */
#include "schema.h"

#include "table.h"

#include <math.h>
#include <stdio.h>

/* Bounds for schemas that lead back to themselves, and for what stands in `why`. */
enum { DEEPEST = 64, MOST_STEPS = 1 << 20, LONGEST_WHY = 240, LONGEST_NAME = 60 };

/* How far a check has come, of all that it tries. */
typedef struct schema_limits {
    unsigned n_steps;
    bool reached; /* What lies behind is taken to be right. */
} schema_limits;

static bool is_in_time(schema_limits *limits)
{
    limits->reached = limits->reached || ++limits->n_steps > MOST_STEPS;
    return !limits->reached;
}

typedef struct schema_run {
    stet_ctx *ctx;
    const stet_node *root; /* The schema that a $ref points into. */
    record_schema_fault *fault;
    void *user;
    bool ok;
    unsigned depth;
    schema_limits *limits;
} schema_run;

typedef void keyword_check(schema_run *run, const stet_node *word,
                           const stet_node *schema, const stet_node *value);

static void check(schema_run *run, const stet_node *schema, const stet_node *value);

static int shown(stet_str text)
{
    size_t len = text.len < LONGEST_NAME ? text.len : LONGEST_NAME;
    while (len > 0 && len < text.len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    return (int)len;
}

STET_PRINTF(3, 4)
static void refuse(schema_run *run, const stet_node *at, const char *format, ...)
{
    run->ok = false;
    if (!run->fault)
        return;
    char *why = stet_alloc(run->ctx, LONGEST_WHY);
    va_list args;
    va_start(args, format);
    vsnprintf(why, LONGEST_WHY, format, args);
    va_end(args);
    run->fault(run->user, at, record_str(why));
}

/* Whether a schema holds, without telling. */
static bool holds(const schema_run *run, const stet_node *schema,
                  const stet_node *value)
{
    schema_run quiet = *run;
    quiet.fault = NULL;
    quiet.ok = true;
    check(&quiet, schema, value);
    return quiet.ok;
}

static bool same_value(schema_limits *limits, const stet_node *a, const stet_node *b);

static bool same_map(schema_limits *limits, const stet_node *a, const stet_node *b)
{
    for (const stet_node *it = a->first; it; it = it->next) {
        const stet_node *other = b->first;
        while (other && is_in_time(limits) && !record_equal(other->key, it->key))
            other = other->next;
        if (!other || !same_value(limits, it, other))
            return false;
    }
    return true;
}

static bool same_list(schema_limits *limits, const stet_node *a, const stet_node *b)
{
    const stet_node *other = b->first;
    for (const stet_node *it = a->first; it; it = it->next, other = other->next)
        if (!other || !same_value(limits, it, other))
            return false;
    return true;
}

/* Keys in any order, numbers by their value; what takes too long is the same. */
static bool same_value(schema_limits *limits, const stet_node *a, const stet_node *b)
{
    if (!is_in_time(limits))
        return true;
    if (a->kind != b->kind || a->count != b->count)
        return false;
    switch (a->kind) {
    case STET_NODE_NUMBER:
        return record_number(a) == record_number(b);
    case STET_NODE_LIST:
        return same_list(limits, a, b);
    case STET_NODE_MAP:
        return same_map(limits, a, b);
    default:
        return record_equal(a->text, b->text);
    }
}

static const struct {
    const char *name;
    stet_node_kind kind;
} types[] = {
    { "null", STET_NODE_NULL },     { "boolean", STET_NODE_BOOLEAN },
    { "number", STET_NODE_NUMBER }, { "integer", STET_NODE_NUMBER },
    { "string", STET_NODE_TEXT },   { "array", STET_NODE_LIST },
    { "object", STET_NODE_MAP },
};

/* A type of another name is left out of account. */
static bool is_of_type(const stet_node *type, const stet_node *value)
{
    if (type->kind != STET_NODE_TEXT)
        return true;
    for (size_t i = 0; i < STET_LEN(types); i++) {
        if (!record_equal(type->text, record_str(types[i].name)))
            continue;
        if (value->kind != types[i].kind)
            return false;
        return strcmp(types[i].name, "integer") != 0 ||
               record_number(value) == floor(record_number(value));
    }
    return true;
}

static void check_type(schema_run *run, const stet_node *word, const stet_node *schema,
                       const stet_node *value)
{
    bool ok = word->kind != STET_NODE_LIST && is_of_type(word, value);
    const stet_node *first = word->kind == STET_NODE_LIST ? word->first : word;

    (void)schema;
    for (const stet_node *it = word->first; it && !ok; it = it->next)
        ok = is_of_type(it, value);
    stet_str kind = record_kind_name(value);
    if (!ok && first)
        refuse(run, value, "is %.*s, not of type %.*s", (int)kind.len, kind.ptr,
               shown(first->text), first->text.ptr);
}

static void check_enum(schema_run *run, const stet_node *word, const stet_node *schema,
                       const stet_node *value)
{
    (void)schema;
    if (word->kind != STET_NODE_LIST)
        return;
    for (const stet_node *it = word->first; it; it = it->next)
        if (same_value(run->limits, it, value))
            return;
    refuse(run, value, "is none of the %u values that are allowed", word->count);
}

static void check_const(schema_run *run, const stet_node *word, const stet_node *schema,
                        const stet_node *value)
{
    (void)schema;
    if (!same_value(run->limits, word, value))
        refuse(run, value, "is not the one value that is allowed");
}

static const stet_node *member(const stet_node *map, stet_str key)
{
    const stet_node *it = map && map->kind == STET_NODE_MAP ? map->first : NULL;
    while (it && !record_equal(it->key, key))
        it = it->next;
    return it;
}

/* The keys of a map that is asked for many of them. */
typedef struct schema_keys {
    const stet_node *map;
    record_table table;
} schema_keys;

static schema_keys keys_of(stet_ctx *ctx, const stet_node *map, uint32_t n_asked)
{
    enum { FEW = 16 };
    schema_keys keys = { .map = map };
    bool many = map && map->kind == STET_NODE_MAP && map->count > FEW && n_asked > FEW;

    for (const stet_node *it = many ? map->first : NULL; it; it = it->next)
        record_table_put(ctx, &keys.table, it->key, it);
    return keys;
}

static const stet_node *find_key(const schema_keys *keys, stet_str key)
{
    return keys->table.count > 0 ? record_table_get(&keys->table, key)
                                 : member(keys->map, key);
}

static void check_required(schema_run *run, const stet_node *word,
                           const stet_node *schema, const stet_node *value)
{
    (void)schema;
    if (word->kind != STET_NODE_LIST || value->kind != STET_NODE_MAP)
        return;
    schema_keys keys = keys_of(run->ctx, value, word->count);
    for (const stet_node *it = word->first; it; it = it->next)
        if (it->kind == STET_NODE_TEXT && !find_key(&keys, it->text))
            refuse(run, value, "lacks “%.*s”", shown(it->text), it->text.ptr);
}

static void check_properties(schema_run *run, const stet_node *word,
                             const stet_node *schema, const stet_node *value)
{
    (void)schema;
    if (value->kind != STET_NODE_MAP)
        return;
    schema_keys keys = keys_of(run->ctx, word, value->count);
    for (const stet_node *it = value->first; it; it = it->next) {
        const stet_node *own = find_key(&keys, it->key);
        if (own)
            check(run, own, it);
    }
}

static void check_additional(schema_run *run, const stet_node *word,
                             const stet_node *schema, const stet_node *value)
{
    const stet_node *properties = stet_member(schema, "properties");
    schema_keys keys = keys_of(run->ctx, properties, value->count);

    if (value->kind != STET_NODE_MAP || stet_member(schema, "patternProperties"))
        return;
    bool forbidden = word->kind == STET_NODE_BOOLEAN &&
                     record_equal(word->text, record_str("false"));
    for (const stet_node *it = value->first; it; it = it->next) {
        if (find_key(&keys, it->key))
            continue;
        if (forbidden)
            refuse(run, it, "is none that is declared");
        else
            check(run, word, it);
    }
}

static void check_items(schema_run *run, const stet_node *word, const stet_node *schema,
                        const stet_node *value)
{
    if (value->kind != STET_NODE_LIST || stet_member(schema, "prefixItems"))
        return;
    for (const stet_node *it = value->first; it; it = it->next)
        check(run, word, it);
}

static double measure_of(const stet_node *value)
{
    double n = 0;
    if (value->kind == STET_NODE_NUMBER)
        return record_number(value);
    if (value->kind != STET_NODE_TEXT)
        return value->count;
    for (size_t i = 0; i < value->text.len; i++)
        n += ((unsigned char)value->text.ptr[i] & 0xC0) != 0x80;
    return n;
}

/* The bounds: of which kind of value, and on which side the measure is wrong. */
static const struct {
    const char *word;
    stet_node_kind kind;
    bool least, exclusive;
    const char *why;
} bounds[] = {
    { "minimum", STET_NODE_NUMBER, true, false, "is under" },
    { "maximum", STET_NODE_NUMBER, false, false, "is over" },
    { "exclusiveMinimum", STET_NODE_NUMBER, true, true, "is not over" },
    { "exclusiveMaximum", STET_NODE_NUMBER, false, true, "is not under" },
    { "minLength", STET_NODE_TEXT, true, false, "has fewer characters than" },
    { "maxLength", STET_NODE_TEXT, false, false, "has more characters than" },
    { "minItems", STET_NODE_LIST, true, false, "has fewer elements than" },
    { "maxItems", STET_NODE_LIST, false, false, "has more elements than" },
};

static void check_bounds(schema_run *run, const stet_node *schema,
                         const stet_node *value)
{
    for (size_t i = 0; i < STET_LEN(bounds); i++) {
        const stet_node *bound = stet_member(schema, bounds[i].word);
        if (value->kind != (uint32_t)bounds[i].kind || !bound ||
            bound->kind != STET_NODE_NUMBER)
            continue;
        double over = measure_of(value) - record_number(bound);
        bool wrong = bounds[i].least ? over < 0 : over > 0;
        if (wrong || (bounds[i].exclusive && over == 0))
            refuse(run, value, "%s %.*s", bounds[i].why, shown(bound->text),
                   bound->text.ptr);
    }
}

static unsigned count_holding(const schema_run *run, const stet_node *list,
                              const stet_node *value)
{
    unsigned n = 0;
    for (const stet_node *it = list->first; it; it = it->next)
        n += holds(run, it, value);
    return n;
}

static void check_any(schema_run *run, const stet_node *word, const stet_node *schema,
                      const stet_node *value)
{
    (void)schema;
    if (word->kind == STET_NODE_LIST && count_holding(run, word, value) == 0)
        refuse(run, value, "is none of the %u shapes that are allowed", word->count);
}

static void check_one(schema_run *run, const stet_node *word, const stet_node *schema,
                      const stet_node *value)
{
    unsigned n = word->kind == STET_NODE_LIST ? count_holding(run, word, value) : 1;
    (void)schema;
    if (n != 1 && !run->limits->reached)
        refuse(run, value, "is %u of the shapes of which it must be one", n);
}

static void check_all(schema_run *run, const stet_node *word, const stet_node *schema,
                      const stet_node *value)
{
    (void)schema;
    if (word->kind != STET_NODE_LIST)
        return;
    for (const stet_node *it = word->first; it; it = it->next)
        check(run, it, value);
}

/* A pointer into the same schema: #/$defs/name. Others are left out of account. */
static void check_ref(schema_run *run, const stet_node *word, const stet_node *schema,
                      const stet_node *value)
{
    const stet_node *at = run->root;
    stet_str rest = word->text;

    (void)schema;
    if (word->kind != STET_NODE_TEXT || rest.len == 0 || rest.ptr[0] != '#')
        return;
    rest = (stet_str){ rest.ptr + 1, rest.len - 1 };
    while (at && rest.len > 0) {
        rest = (stet_str){ rest.ptr + 1, rest.len - 1 };
        const char *end = rest.len > 0 ? memchr(rest.ptr, '/', rest.len) : NULL;
        size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
        at = member(at, (stet_str){ rest.ptr, len });
        rest = (stet_str){ rest.ptr + len, rest.len - len };
    }
    if (at)
        check(run, at, value);
}

static const struct {
    const char *word;
    keyword_check *check;
} keywords[] = {
    { "type", check_type },
    { "enum", check_enum },
    { "const", check_const },
    { "required", check_required },
    { "properties", check_properties },
    { "additionalProperties", check_additional },
    { "items", check_items },
    { "anyOf", check_any },
    { "oneOf", check_one },
    { "allOf", check_all },
    { "$ref", check_ref },
};

/* Deep only as far as DEEPEST. */
static void check(schema_run *run, const stet_node *schema, const stet_node *value)
{
    if (schema->kind == STET_NODE_BOOLEAN &&
        record_equal(schema->text, record_str("false")))
        refuse(run, value, "is not allowed");
    if (schema->kind != STET_NODE_MAP)
        return;
    run->limits->reached = run->limits->reached || run->depth >= DEEPEST;
    if (!is_in_time(run->limits))
        return;
    run->depth++;
    for (size_t i = 0; i < STET_LEN(keywords); i++) {
        const stet_node *word = stet_member(schema, keywords[i].word);
        if (word)
            keywords[i].check(run, word, schema, value);
    }
    check_bounds(run, schema, value);
    run->depth--;
}

bool record_schema_holds(stet_ctx *ctx, const stet_node *schema, const stet_node *value,
                         record_schema_fault *fault, void *user)
{
    schema_limits limits = { 0, false };
    schema_run run = { .ctx = ctx,
                       .root = schema,
                       .fault = fault,
                       .user = user,
                       .ok = true,
                       .limits = &limits };
    check(&run, schema, value);
    return run.ok;
}
