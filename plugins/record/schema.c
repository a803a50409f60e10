/* SPDX-License-Identifier: Apache-2.0 */
#include "schema_p.h"

#include "table.h"

#include <math.h>
#include <stdio.h>

/* Bounds for schemas that lead back to themselves, and for what stands in `why`. */
enum { DEEPEST = 64, LONGEST_WHY = 240, LONGEST_NAME = 60 };

static int shown(stet_str text)
{
    size_t len = text.len < LONGEST_NAME ? text.len : LONGEST_NAME;
    while (len > 0 && len < text.len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    return (int)len;
}

void schema_refuse(schema_run *run, const stet_node *at, const char *format, ...)
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

schema_verdict schema_verdict_of(const schema_run *run, const stet_node *schema,
                                 const stet_node *value)
{
    schema_run quiet = *run;
    quiet.fault = NULL;
    quiet.ok = true;
    quiet.unsure = false;
    schema_check(&quiet, schema, value);
    if (!quiet.ok)
        return REFUSED;
    return quiet.unsure || quiet.limits->reached ? MAY_HOLD : HOLDS;
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
        schema_refuse(run, value, "is %.*s, not of type %.*s", (int)kind.len, kind.ptr,
                      shown(first->text), first->text.ptr);
}

static void check_enum(schema_run *run, const stet_node *word, const stet_node *schema,
                       const stet_node *value)
{
    (void)schema;
    if (word->kind != STET_NODE_LIST)
        return;
    for (const stet_node *it = word->first; it; it = it->next)
        if (schema_same_value(run->limits, it, value))
            return;
    schema_refuse(run, value, "is none of the %u values that are allowed", word->count);
}

static void check_const(schema_run *run, const stet_node *word, const stet_node *schema,
                        const stet_node *value)
{
    (void)schema;
    if (!schema_same_value(run->limits, word, value))
        schema_refuse(run, value, "is not the one value that is allowed");
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
            schema_refuse(run, value, "lacks “%.*s”", shown(it->text), it->text.ptr);
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
            schema_check(run, own, it);
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
            schema_refuse(run, it, "is none that is declared");
        else
            schema_check(run, word, it);
    }
}

/* Decimals are no binary fractions: what is a multiple but for rounding passes. */
static void check_multiple(schema_run *run, const stet_node *word,
                           const stet_node *schema, const stet_node *value)
{
    static const double rounding = 1e-9;

    (void)schema;
    if (value->kind != STET_NODE_NUMBER || word->kind != STET_NODE_NUMBER)
        return;
    double times = record_number(value) / record_number(word);
    if (isfinite(times) && fabs(times - round(times)) > rounding * fmax(1, fabs(times)))
        schema_refuse(run, value, "is no multiple of %.*s", shown(word->text),
                      word->text.ptr);
}

/* What a key asks for: other keys (a list), or a schema for the whole. */
static void check_dependent(schema_run *run, const stet_node *word,
                            const stet_node *schema, const stet_node *value)
{
    if (value->kind != STET_NODE_MAP || word->kind != STET_NODE_MAP)
        return;
    schema_keys keys = keys_of(run->ctx, value, word->count);
    for (const stet_node *it = word->first; it; it = it->next) {
        if (!find_key(&keys, it->key))
            continue;
        if (it->kind == STET_NODE_LIST)
            check_required(run, it, schema, value);
        else
            schema_check(run, it, value);
    }
}

/* Refuses what a schema under this one says that is wrong; what that is not sure of,
   this one is not sure of either. */
static void refuse_if(schema_run *run, schema_verdict wrong, schema_verdict verdict,
                      const stet_node *at, const char *why)
{
    if (verdict == wrong)
        schema_refuse(run, at, "%s", why);
    run->unsure = run->unsure || verdict == MAY_HOLD;
}

static void check_names(schema_run *run, const stet_node *word, const stet_node *schema,
                        const stet_node *value)
{
    (void)schema;
    if (value->kind != STET_NODE_MAP)
        return;
    for (const stet_node *it = value->first; it; it = it->next) {
        stet_node name = *it;
        name.kind = STET_NODE_TEXT;
        name.text = it->key;
        refuse_if(run, REFUSED, schema_verdict_of(run, word, &name), it,
                  "has a name that is not allowed");
    }
}

static void check_not(schema_run *run, const stet_node *word, const stet_node *schema,
                      const stet_node *value)
{
    (void)schema;
    refuse_if(run, HOLDS, schema_verdict_of(run, word, value), value,
              "is what it must not be");
}

static void check_if(schema_run *run, const stet_node *word, const stet_node *schema,
                     const stet_node *value)
{
    schema_verdict verdict = schema_verdict_of(run, word, value);
    const stet_node *branch = stet_member(schema, verdict == HOLDS ? "then" : "else");

    if (verdict == MAY_HOLD)
        run->unsure = true;
    else if (branch)
        schema_check(run, branch, value);
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
    { "minProperties", STET_NODE_MAP, true, false, "has fewer keys than" },
    { "maxProperties", STET_NODE_MAP, false, false, "has more keys than" },
};

static void check_bounds(schema_run *run, const stet_node *schema,
                         const stet_node *value)
{
    for (size_t i = 0; i < STET_LEN(bounds); i++) {
        const stet_node *bound = stet_member(schema, bounds[i].word);
        if (value->kind != (uint32_t)bounds[i].kind || !bound ||
            bound->kind != STET_NODE_NUMBER)
            continue;
        double over = record_size(value) - record_number(bound);
        bool wrong = bounds[i].least ? over < 0 : over > 0;
        if (wrong || (bounds[i].exclusive && over == 0))
            schema_refuse(run, value, "%s %.*s", bounds[i].why, shown(bound->text),
                          bound->text.ptr);
    }
}

/* How many hold, or may hold; `*n_sure`: of how many that is sure. */
static unsigned count_holding(const schema_run *run, const stet_node *list,
                              const stet_node *value, unsigned *n_sure)
{
    unsigned n = 0;

    *n_sure = 0;
    for (const stet_node *it = list->first; it; it = it->next) {
        schema_verdict verdict = schema_verdict_of(run, it, value);
        n += verdict != REFUSED;
        *n_sure += verdict == HOLDS;
    }
    return n;
}

static void check_any(schema_run *run, const stet_node *word, const stet_node *schema,
                      const stet_node *value)
{
    unsigned n_sure;

    (void)schema;
    if (word->kind != STET_NODE_LIST)
        return;
    if (count_holding(run, word, value, &n_sure) == 0)
        schema_refuse(run, value, "is none of the %u shapes that are allowed",
                      word->count);
    else if (n_sure == 0)
        run->unsure = true;
}

static void check_one(schema_run *run, const stet_node *word, const stet_node *schema,
                      const stet_node *value)
{
    unsigned n_sure, n;

    (void)schema;
    if (word->kind != STET_NODE_LIST)
        return;
    n = count_holding(run, word, value, &n_sure);
    if ((n == 0 || n_sure > 1) && !run->limits->reached)
        schema_refuse(run, value, "is %u of the shapes of which it must be one", n);
    else if (n != 1 || n_sure != 1)
        run->unsure = true;
}

static void check_all(schema_run *run, const stet_node *word, const stet_node *schema,
                      const stet_node *value)
{
    (void)schema;
    if (word->kind != STET_NODE_LIST)
        return;
    for (const stet_node *it = word->first; it; it = it->next)
        schema_check(run, it, value);
}

/* A pointer into the same schema: #/$defs/name. Others are left out of account. */
static void check_ref(schema_run *run, const stet_node *word, const stet_node *schema,
                      const stet_node *value)
{
    const stet_node *at = run->root;
    stet_str rest = word->text;

    (void)schema;
    if (word->kind != STET_NODE_TEXT || rest.len == 0 || rest.ptr[0] != '#') {
        run->unsure = true;
        return;
    }
    rest = (stet_str){ rest.ptr + 1, rest.len - 1 };
    while (at && rest.len > 0) {
        rest = (stet_str){ rest.ptr + 1, rest.len - 1 };
        const char *end = rest.len > 0 ? memchr(rest.ptr, '/', rest.len) : NULL;
        size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
        at = member(at, (stet_str){ rest.ptr, len });
        rest = (stet_str){ rest.ptr + len, rest.len - len };
    }
    if (at)
        schema_check(run, at, value);
    else
        run->unsure = true;
}

static const struct {
    const char *word;
    schema_keyword *check;
} keywords[] = {
    { "type", check_type },
    { "enum", check_enum },
    { "const", check_const },
    { "required", check_required },
    { "properties", check_properties },
    { "additionalProperties", check_additional },
    { "items", schema_check_items },
    { "prefixItems", schema_check_prefix },
    { "contains", schema_check_contains },
    { "uniqueItems", schema_check_unique },
    { "multipleOf", check_multiple },
    { "dependentRequired", check_dependent },
    { "dependentSchemas", check_dependent },
    { "dependencies", check_dependent },
    { "propertyNames", check_names },
    { "not", check_not },
    { "if", check_if },
    { "anyOf", check_any },
    { "oneOf", check_one },
    { "allOf", check_all },
    { "$ref", check_ref },
};

/* Keywords that are left out of account, and of which kind of value they speak. */
static const struct {
    const char *word;
    stet_node_kind kind;
} unknown[] = {
    { "pattern", STET_NODE_TEXT },          { "format", STET_NODE_TEXT },
    { "patternProperties", STET_NODE_MAP }, { "unevaluatedProperties", STET_NODE_MAP },
    { "unevaluatedItems", STET_NODE_LIST },
};

static bool is_unsure(const stet_node *schema, const stet_node *value)
{
    for (size_t i = 0; i < STET_LEN(unknown); i++)
        if (value->kind == (uint32_t)unknown[i].kind &&
            stet_member(schema, unknown[i].word))
            return true;
    return stet_member(schema, "$dynamicRef") != NULL;
}

/* Deep only as far as DEEPEST. */
void schema_check(schema_run *run, const stet_node *schema, const stet_node *value)
{
    if (schema->kind == STET_NODE_BOOLEAN &&
        record_equal(schema->text, record_str("false")))
        schema_refuse(run, value, "is not allowed");
    if (schema->kind != STET_NODE_MAP)
        return;
    run->limits->reached = run->limits->reached || run->depth >= DEEPEST;
    if (!schema_in_time(run->limits))
        return;
    run->depth++;
    for (size_t i = 0; i < STET_LEN(keywords); i++) {
        const stet_node *word = stet_member(schema, keywords[i].word);
        if (word)
            keywords[i].check(run, word, schema, value);
    }
    check_bounds(run, schema, value);
    run->unsure = run->unsure || is_unsure(schema, value);
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
    schema_check(&run, schema, value);
    return run.ok;
}
