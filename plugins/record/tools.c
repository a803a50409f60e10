/* SPDX-License-Identifier: Apache-2.0 */
#include "calls.h"

bool record_is_name(stet_str text)
{
    enum { LONGEST = 64 };
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-')
            return false;
    }
    return text.len > 0 && text.len <= LONGEST;
}

static void check_parameters(record_calls_run *run, const stet_node *parameters)
{
    const stet_node *type = stet_member(parameters, "type");

    if (parameters->kind != STET_NODE_MAP)
        record_calls_tell(run, CALLS_TOOL_PARAMETERS, parameters->span,
                          record_str("parameters"), record_kind_name(parameters));
    else if (type && (type->kind != STET_NODE_TEXT ||
                      !record_equal(type->text, record_str("object"))))
        record_calls_tell(run, CALLS_TOOL_PARAMETERS, type->span, record_str("type"),
                          record_str("another type"));
}

/* {"name": ..., "description": ..., "parameters": ...} */
static void read_function(record_calls_run *run, const stet_node *function,
                          stet_span opening)
{
    const stet_node *name = function ? stet_member(function, "name") : NULL;

    if (!name || name->kind != STET_NODE_TEXT) {
        record_calls_tell(run, CALLS_TOOL_FORM, name ? name->span : opening,
                          record_str("name"), (stet_str){ 0 });
        return;
    }
    if (!record_is_name(name->text))
        record_calls_tell(run, CALLS_TOOL_NAME, name->span, name->text,
                          (stet_str){ 0 });
    const stet_node *parameters = stet_member(function, "parameters");
    if (parameters && parameters->kind != STET_NODE_NULL)
        check_parameters(run, parameters);
    if (record_table_put(run->view->ctx, &run->tools, name->text, function) != function)
        record_calls_tell(run, CALLS_TOOL_TWICE, name->span, name->text,
                          (stet_str){ 0 });
}

/* {"type": "function", "function": {...}}; tools of other types are let alone. */
static void read_tool(record_calls_run *run, const stet_node *tool)
{
    const stet_node *type = stet_member(tool, "type");

    if (tool->kind != STET_NODE_MAP || !type || type->kind != STET_NODE_TEXT) {
        record_calls_tell(run, CALLS_TOOL_FORM, type ? type->span : tool->span,
                          record_str("type"), (stet_str){ 0 });
        return;
    }
    if (!record_equal(type->text, record_str("function")))
        return;
    const stet_node *function = stet_member(tool, "function");
    if (!function || function->kind != STET_NODE_MAP)
        record_calls_tell(run, CALLS_TOOL_FORM,
                          function ? function->span : record_opening(tool),
                          record_str("function"), (stet_str){ 0 });
    else
        read_function(run, function, record_opening(function));
}

static bool is_list(record_calls_run *run, const stet_node *list)
{
    if (!list || list->kind == STET_NODE_NULL)
        return false;
    if (list->kind == STET_NODE_LIST)
        return true;
    record_calls_tell(run, CALLS_TOOLS_KIND, list->span, list->key,
                      record_kind_name(list));
    return false;
}

void record_tools_read(record_calls_run *run)
{
    const stet_node *root = run->view->root;
    const stet_node *tools = record_path_find(&run->check->tools, root);
    const stet_node *functions = stet_member(root, "functions");

    if (is_list(run, tools))
        for (const stet_node *it = tools->first; it; it = it->next)
            read_tool(run, it);
    if (is_list(run, functions))
        for (const stet_node *it = functions->first; it; it = it->next)
            read_function(run, it, it->span);
}
