/* SPDX-License-Identifier: Apache-2.0 */
#include "schema_p.h"

#include <math.h>

/* Each element by the schema in its place; the first element behind them. */
static const stet_node *check_places(schema_run *run, const stet_node *schemas,
                                     const stet_node *value)
{
    const stet_node *it = value->first;

    for (const stet_node *own = schemas->first; own && it; own = own->next) {
        schema_check(run, own, it);
        it = it->next;
    }
    return it;
}

void schema_check_items(schema_run *run, const stet_node *word, const stet_node *schema,
                        const stet_node *value)
{
    bool old = word->kind == STET_NODE_LIST;
    const stet_node *places = old ? word : stet_member(schema, "prefixItems");
    const stet_node *rest = old ? stet_member(schema, "additionalItems") : word;

    if (value->kind != STET_NODE_LIST)
        return;
    const stet_node *it = places ? check_places(run, places, value) : value->first;
    for (; it && rest; it = it->next)
        schema_check(run, rest, it);
}

void schema_check_prefix(schema_run *run, const stet_node *word,
                         const stet_node *schema, const stet_node *value)
{
    if (value->kind == STET_NODE_LIST && !stet_member(schema, "items"))
        check_places(run, word, value);
}

static double number_or(const stet_node *schema, const char *word, double preset)
{
    const stet_node *it = stet_member(schema, word);
    return it && it->kind == STET_NODE_NUMBER ? record_number(it) : preset;
}

void schema_check_contains(schema_run *run, const stet_node *word,
                           const stet_node *schema, const stet_node *value)
{
    double least = number_or(schema, "minContains", 1);
    double most = number_or(schema, "maxContains", INFINITY);
    double n = 0, n_sure = 0;

    if (value->kind != STET_NODE_LIST)
        return;
    for (const stet_node *it = value->first; it; it = it->next) {
        schema_verdict verdict = schema_verdict_of(run, word, it);
        n += verdict != REFUSED;
        n_sure += verdict == HOLDS;
    }
    if (n < least)
        schema_refuse(run, value,
                      "has %.15g of the elements of which it must have %.15g", n,
                      least);
    else if (n_sure > most)
        schema_refuse(run, value,
                      "has %.15g of the elements of which it may have %.15g", n_sure,
                      most);
    else if (n_sure < least || n > most)
        run->unsure = true;
}

void schema_check_unique(schema_run *run, const stet_node *word,
                         const stet_node *schema, const stet_node *value)
{
    (void)schema;
    if (value->kind != STET_NODE_LIST || !record_equal(word->text, record_str("true")))
        return;
    for (const stet_node *it = value->first; it; it = it->next)
        for (const stet_node *other = it->next; other; other = other->next)
            if (schema_same_value(run->limits, it, other) && !run->limits->reached) {
                schema_refuse(run, other, "is the same as another element");
                return;
            }
}
