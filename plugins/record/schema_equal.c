/* SPDX-License-Identifier: Apache-2.0 */
#include "schema_p.h"

enum { MOST_STEPS = 1 << 20 };

bool schema_in_time(schema_limits *limits)
{
    limits->reached = limits->reached || ++limits->n_steps > MOST_STEPS;
    return !limits->reached;
}

static bool same_map(schema_limits *limits, const stet_node *a, const stet_node *b)
{
    for (const stet_node *it = a->first; it; it = it->next) {
        const stet_node *other = b->first;
        while (other && schema_in_time(limits) && !record_equal(other->key, it->key))
            other = other->next;
        if (!other || !schema_same_value(limits, it, other))
            return false;
    }
    return true;
}

static bool same_list(schema_limits *limits, const stet_node *a, const stet_node *b)
{
    const stet_node *other = b->first;
    for (const stet_node *it = a->first; it; it = it->next, other = other->next)
        if (!other || !schema_same_value(limits, it, other))
            return false;
    return true;
}

bool schema_same_value(schema_limits *limits, const stet_node *a, const stet_node *b)
{
    if (!schema_in_time(limits))
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
