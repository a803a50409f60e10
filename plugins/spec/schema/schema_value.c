/* SPDX-License-Identifier: Apache-2.0 */
/* Keywords that look at texts, numbers, and what a value is. */
#include "schema/schema_p.h"

/** "a number or a text" */
static stet_str kinds_text(stet_ctx *ctx, const spec_keyword *keyword)
{
    stet_str out = { "", 0 };
    for (uint32_t kind = STET_NODE_NULL; kind <= STET_NODE_MAP; kind++) {
        bool whole = kind == STET_NODE_NUMBER && keyword->whole;
        if (keyword->kinds >> kind & 1)
            out = spec_format_text(ctx, "%s%s%s", out.ptr, out.len ? " or " : "",
                                   whole ? "a whole number" : spec_kind_word(kind));
    }
    return out;
}

bool spec_check_type(spec_checking *c, const spec_schema *schema,
                     const spec_keyword *keyword, const spec_spot *spot)
{
    const stet_node *node = spot->node;
    (void)schema;
    if ((keyword->kinds >> node->kind & 1) &&
        !(keyword->whole && node->kind == STET_NODE_NUMBER &&
          !spec_is_whole(spec_number(node->text))))
        return true;
    if (c->quiet && !c->first)
        return false;
    stet_str shown = spec_shown(c->ctx, node);
    bool whole = node->kind == STET_NODE_NUMBER || node->kind == STET_NODE_BOOLEAN;
    const char *name = spec_kind_name(node);
    return spec_tell(c, spot, SPEC_WHOLE, "must be %s, is %s",
                     kinds_text(c->ctx, keyword).ptr, whole ? shown.ptr : name);
}

/** The values of a list, as a message shows them. */
static stet_str values_text(stet_ctx *ctx, const stet_node *list)
{
    enum { FEW = 12 };
    stet_str out = { "", 0 };
    unsigned n = 0;
    for (const stet_node *it = list->first; it && n < FEW; it = it->next, n++)
        out = spec_format_text(ctx, "%s%s%s", out.ptr, n ? ", " : "",
                               spec_shown(ctx, it).ptr);
    return list->count > FEW ? spec_format_text(ctx, "%s, …", out.ptr) : out;
}

bool spec_check_enum(spec_checking *c, const spec_schema *schema,
                     const spec_keyword *keyword, const spec_spot *spot)
{
    (void)schema;
    for (const stet_node *it = keyword->value->first; it; it = it->next)
        if (spec_equal(c->ctx, it, spot->node))
            return spec_spend(c, 1);
    if (!spec_spend(c, keyword->value->count / 4) || (c->quiet && !c->first))
        return false;
    return spec_tell(c, spot, SPEC_WHOLE, "must be one of %s; is %s",
                     values_text(c->ctx, keyword->value).ptr,
                     spec_shown(c->ctx, spot->node).ptr);
}

bool spec_check_const(spec_checking *c, const spec_schema *schema,
                      const spec_keyword *keyword, const spec_spot *spot)
{
    (void)schema;
    if (spec_equal(c->ctx, keyword->value, spot->node))
        return true;
    if (c->quiet && !c->first)
        return false;
    if (keyword->value->kind >= STET_NODE_LIST)
        return spec_tell(c, spot, SPEC_WHOLE,
                         "must be the very value that `const` has");
    return spec_tell(c, spot, SPEC_WHOLE, "must be %s, is %s",
                     spec_shown(c->ctx, keyword->value).ptr,
                     spec_shown(c->ctx, spot->node).ptr);
}

/* ---- Numbers ---- */

static bool tell_number(spec_checking *c, const spec_keyword *keyword,
                        const spec_spot *spot, const char *what)
{
    if (c->quiet && !c->first)
        return false;
    return spec_tell(c, spot, SPEC_WHOLE, "must be %s %.*s, is %s", what,
                     spec_width(keyword->value->text), keyword->value->text.ptr,
                     spec_shown(c->ctx, spot->node).ptr);
}

bool spec_check_minimum(spec_checking *c, const spec_schema *schema,
                        const spec_keyword *keyword, const spec_spot *spot)
{
    (void)schema;
    return spec_number(spot->node->text) >= keyword->number ||
           tell_number(c, keyword, spot, "at least");
}

bool spec_check_maximum(spec_checking *c, const spec_schema *schema,
                        const spec_keyword *keyword, const spec_spot *spot)
{
    (void)schema;
    return spec_number(spot->node->text) <= keyword->number ||
           tell_number(c, keyword, spot, "at most");
}

bool spec_check_exclusive_minimum(spec_checking *c, const spec_schema *schema,
                                  const spec_keyword *keyword, const spec_spot *spot)
{
    (void)schema;
    return spec_number(spot->node->text) > keyword->number ||
           tell_number(c, keyword, spot, "more than");
}

bool spec_check_exclusive_maximum(spec_checking *c, const spec_schema *schema,
                                  const spec_keyword *keyword, const spec_spot *spot)
{
    (void)schema;
    return spec_number(spot->node->text) < keyword->number ||
           tell_number(c, keyword, spot, "less than");
}

bool spec_check_multiple(spec_checking *c, const spec_schema *schema,
                         const spec_keyword *keyword, const spec_spot *spot)
{
    (void)schema;
    return spec_is_multiple(spot->node->text, keyword->value->text) ||
           tell_number(c, keyword, spot, "a multiple of");
}

/* ---- Texts ---- */

bool spec_check_min_length(spec_checking *c, const spec_schema *schema,
                           const spec_keyword *keyword, const spec_spot *spot)
{
    size_t length = spec_schema_length(spot->node->text);
    (void)schema;
    return (double)length >= keyword->number ||
           spec_tell(c, spot, SPEC_WHOLE,
                     "must have at least %.0f character%s, has %zu", keyword->number,
                     spec_plural(keyword->number), length);
}

bool spec_check_max_length(spec_checking *c, const spec_schema *schema,
                           const spec_keyword *keyword, const spec_spot *spot)
{
    size_t length = spec_schema_length(spot->node->text);
    (void)schema;
    return (double)length <= keyword->number ||
           spec_tell(c, spot, SPEC_WHOLE, "must have at most %.0f character%s, has %zu",
                     keyword->number, spec_plural(keyword->number), length);
}

bool spec_check_pattern(spec_checking *c, const spec_schema *schema,
                        const spec_keyword *keyword, const spec_spot *spot)
{
    stet_str pattern = keyword->value->text;
    (void)schema;
    if (stet_matches(c->ctx, keyword->pattern, spot->node->text))
        return true;
    if (c->quiet && !c->first)
        return false;
    return spec_tell(c, spot, SPEC_WHOLE, "must match the pattern %.*s, is %s",
                     spec_width(pattern), pattern.ptr,
                     spec_shown(c->ctx, spot->node).ptr);
}

bool spec_check_format(spec_checking *c, const spec_schema *schema,
                       const spec_keyword *keyword, const spec_spot *spot)
{
    (void)schema;
    if (keyword->format->fits(spot->node->text))
        return true;
    if (c->quiet && !c->first)
        return false;
    return spec_tell(c, spot, SPEC_WHOLE, "must be %s, is %s", keyword->format->what,
                     spec_shown(c->ctx, spot->node).ptr);
}
