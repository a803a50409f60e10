/* SPDX-License-Identifier: Apache-2.0 */
/* Keywords that combine other schemas. */
#include "schema/schema_p.h"

bool spec_check_reference(spec_checking *c, const spec_schema *schema,
                          const spec_keyword *keyword, const spec_spot *spot)
{
    (void)schema;
    return spec_check(c, keyword->schema, spot);
}

bool spec_check_all(spec_checking *c, const spec_schema *schema,
                    const spec_keyword *keyword, const spec_spot *spot)
{
    bool ok = true;
    (void)schema;
    for (size_t i = 0; i < keyword->n_members && (ok || !c->quiet); i++)
        ok = spec_check(c, keyword->members[i].schema, spot) && ok;
    return ok;
}

/** Why none of the forms fits: the first reason of each of the first few, with the way
    from here on. */
static bool tell_none(spec_checking *c, const spec_keyword *keyword,
                      const spec_spot *spot)
{
    enum { FEW = 4 };
    stet_str reasons = { "", 0 };
    size_t way = spec_path(c->ctx, spot).len;
    for (size_t i = 0; i < keyword->n_members && i < FEW; i++) {
        stet_str first = { NULL, 0 };
        spec_fits(c, keyword->members[i].schema, spot, &first);
        const char *reason = first.ptr && first.len > way ? first.ptr + way : "";
        reasons = spec_format_text(c->ctx, "%s%s%zu) %s", reasons.ptr, i ? "; " : "",
                                   i + 1, reason + (reason[0] == ' '));
    }
    return spec_tell(c, spot, SPEC_WHOLE,
                     "fits none of the %zu forms that it may have: "
                     "%s%s",
                     keyword->n_members, reasons.ptr,
                     keyword->n_members > FEW ? "; …" : "");
}

bool spec_check_any(spec_checking *c, const spec_schema *schema,
                    const spec_keyword *keyword, const spec_spot *spot)
{
    (void)schema;
    for (size_t i = 0; i < keyword->n_members && !c->failed; i++)
        if (spec_fits(c, keyword->members[i].schema, spot, NULL))
            return true;
    return !c->failed && !c->quiet
               ? tell_none(c, keyword, spot)
               : spec_tell(c, spot, SPEC_WHOLE,
                           "fits none of the forms that it may have");
}

bool spec_check_one(spec_checking *c, const spec_schema *schema,
                    const spec_keyword *keyword, const spec_spot *spot)
{
    size_t fits[2] = { 0, 0 };
    size_t n = 0;
    (void)schema;
    for (size_t i = 0; i < keyword->n_members && n < 2 && !c->failed; i++)
        if (spec_fits(c, keyword->members[i].schema, spot, NULL))
            fits[n++] = i + 1;
    if (n == 1 || c->failed)
        return !c->failed;
    if (n == 0)
        return c->quiet ? spec_tell(c, spot, SPEC_WHOLE,
                                    "fits none of the forms that it may have")
                        : tell_none(c, keyword, spot);
    return spec_tell(c, spot, SPEC_WHOLE,
                     "fits the forms %zu and %zu of the %zu that it may have; it must "
                     "fit one alone",
                     fits[0], fits[1], keyword->n_members);
}

bool spec_check_not(spec_checking *c, const spec_schema *schema,
                    const spec_keyword *keyword, const spec_spot *spot)
{
    (void)schema;
    return !spec_fits(c, keyword->schema, spot, NULL) ||
           spec_tell(c, spot, SPEC_WHOLE,
                     "has the form that `not` forbids in the schema");
}

bool spec_check_if(spec_checking *c, const spec_schema *schema,
                   const spec_keyword *keyword, const spec_spot *spot)
{
    bool fits = spec_fits(c, keyword->schema, spot, NULL);
    const spec_keyword *next =
        spec_beside(schema, fits ? SPEC_ROLE_THEN : SPEC_ROLE_ELSE);
    return !c->failed && (!next || spec_check(c, next->schema, spot));
}
