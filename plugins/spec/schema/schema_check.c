/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/schema_p.h"

enum {
    /** Of schemas within schemas, all on the stack: data is nested 512 deep at most. */
    DEEPEST = 2048,
    /** A step is one schema at one value, or what costs as much. */
    STEPS = 1000 * 1000,
    STEPS_A_BYTE = 64,
    BYTES_A_STEP = 256,
};

const spec_keyword *spec_beside(const spec_schema *schema, spec_role role)
{
    for (size_t i = 0; i < schema->n_keywords; i++)
        if (schema->keywords[i].type->role == role)
            return &schema->keywords[i];
    return NULL;
}

static bool give_up(spec_checking *c, const char *why)
{
    if (!c->failed)
        stet_fail(c->ctx, "schema", "%s", why);
    c->failed = true;
    return false;
}

bool spec_spend(spec_checking *c, uint64_t steps)
{
    if (c->failed)
        return false;
    if (steps > c->steps)
        return give_up(c, "the schema takes too long on this text, so the rule was not "
                          "evaluated; look for references that lead to each other");
    c->steps -= steps;
    return true;
}

static bool check_keywords(spec_checking *c, const spec_schema *schema,
                           const spec_spot *spot)
{
    bool ok = true;
    for (size_t i = 0; i < schema->n_keywords && !c->failed; i++) {
        const spec_keyword *keyword = &schema->keywords[i];
        const spec_keyword_type *type = keyword->type;
        if (!type->check || (type->kinds && !(type->kinds >> spot->node->kind & 1)))
            continue;
        ok = type->check(c, schema, keyword, spot) && ok;
        if (!ok && c->quiet)
            break;
    }
    return ok && !c->failed;
}

bool spec_enter(spec_checking *c)
{
    if (!spec_spend(c, 1))
        return false;
    if (c->depth == DEEPEST)
        return give_up(c, "the schema leads in circles, so the rule was not evaluated; "
                          "look for a $ref that leads back to itself");
    c->depth++;
    return true;
}

void spec_leave(spec_checking *c)
{
    c->depth--;
}

bool spec_check(spec_checking *c, const spec_schema *schema, const spec_spot *spot)
{
    if (!spec_spend(c, spot->node->text.len / BYTES_A_STEP))
        return false;
    if (schema->never)
        return spec_spend(c, 1) && spec_tell(c, spot, SPEC_WHOLE, "must not be there");
    if (!spec_enter(c))
        return false;
    bool ok = check_keywords(c, schema, spot);
    spec_leave(c);
    return ok;
}

bool spec_fits(spec_checking *c, const spec_schema *schema, const spec_spot *spot,
               stet_str *first)
{
    stet_str *before = c->first;
    c->first = first;
    c->quiet++;
    bool fits = spec_check(c, schema, spot);
    c->quiet--;
    c->first = before;
    return fits;
}

stet_status spec_schema_check(stet_ctx *ctx, const spec_schema *schema,
                              const stet_node *data, size_t size,
                              spec_violation_sink *sink, void *user)
{
    spec_checking c = { .ctx = ctx,
                        .sink = sink,
                        .user = user,
                        .steps = STEPS + (uint64_t)STEPS_A_BYTE * size };
    spec_spot spot = { data, NULL, 0 };
    spec_check(&c, schema, &spot);
    return c.failed ? STET_FAILED : STET_OK;
}
