/* SPDX-License-Identifier: Apache-2.0 */
#include "roles.h"

static const stet_list *names_of(const record_roles *roles, record_role role)
{
    const stet_list *lists[] = {
        [RECORD_SYSTEM] = &roles->system,
        [RECORD_USER] = &roles->user,
        [RECORD_ASSISTANT] = &roles->assistant,
        [RECORD_TOOL] = &roles->tool,
    };
    return lists[role];
}

record_role record_role_of(const record_roles *roles, stet_str name)
{
    for (record_role role = RECORD_SYSTEM; role < RECORD_NOBODY; role++)
        if (record_is_one_of(names_of(roles, role), name))
            return role;
    return RECORD_NOBODY;
}

const stet_node *record_value_of(const stet_node *map, stet_str key)
{
    const stet_node *it = map->kind == STET_NODE_MAP ? map->first : NULL;
    while (it && !record_equal(it->key, key))
        it = it->next;
    return it;
}

record_role record_message_role(const record_roles *roles, const stet_node *message)
{
    const stet_node *role = record_value_of(message, roles->role_key);
    return role && role->kind == STET_NODE_TEXT ? record_role_of(roles, role->text)
                                                : RECORD_NOBODY;
}

stet_str record_role_name(const record_roles *roles, const stet_node *message)
{
    const stet_node *role = record_value_of(message, roles->role_key);
    return role && role->kind == STET_NODE_TEXT ? role->text : record_str("?");
}

bool record_calls_out(const stet_node *message)
{
    return record_has(message, "tool_calls") || record_has(message, "function_call");
}

stet_str record_role_names(stet_ctx *ctx, const record_roles *roles)
{
    stet_list all = { .count = 0 };
    size_t n = 0;

    for (record_role role = RECORD_SYSTEM; role < RECORD_NOBODY; role++)
        all.count += names_of(roles, role)->count;
    record_text *items = stet_alloc(ctx, (all.count + 1) * sizeof *items);
    for (record_role role = RECORD_SYSTEM; role < RECORD_NOBODY; role++) {
        const stet_list *names = names_of(roles, role);
        for (size_t i = 0; i < names->count; i++)
            items[n++] = ((const record_text *)names->items)[i];
    }
    all.items = items;
    return record_join(ctx, &all);
}

stet_span record_role_span(const record_roles *roles, const stet_node *message)
{
    const stet_node *role = record_value_of(message, roles->role_key);
    return role ? role->span : record_opening(message);
}
