/* SPDX-License-Identifier: Apache-2.0 */
#include "calls.h"

#include "schema.h"
#include "wording.h"

static const stet_message messages[] = {
    [CALLS_TOOLS_KIND] = { "tools-kind", "“{key}” must be a list, not {why}" },
    [CALLS_TOOL_FORM] = { "tool-form",
                          "a declared tool needs a “type”, and a “function” with a "
                          "“name”; look at its “{key}”" },
    [CALLS_TOOL_NAME] = { "tool-name",
                          "a name must be 1 to 64 letters, digits, hyphens and "
                          "underscores" },
    [CALLS_TOOL_TWICE] = { "tool-twice", "the tool “{key}” is declared twice" },
    [CALLS_TOOL_PARAMETERS] = { "tool-parameters", "the parameters of a tool must be a "
                                                   "JSON Schema of type "
                                                   "“object”, not {why}" },
    [CALLS_CALLS_KIND] = { "calls-kind",
                           "“{key}” must be a list with at least one call, not {why}" },
    [CALLS_CALL_FORM] = { "call-form",
                          "a call needs an “id”, the “type” “function”, and a "
                          "“function” "
                          "with “name” and “arguments”; look at its “{key}”" },
    [CALLS_ID_TWICE] = { "id-twice", "another call has the id “{key}”" },
    [CALLS_UNDECLARED] = { "undeclared", "no tool “{key}” is declared in this record" },
    [CALLS_ARGUMENTS_KIND] = { "arguments-kind", "arguments must be {key}, not {why}" },
    [CALLS_ARGUMENTS_JSON] = { "arguments-json", "the arguments are not JSON: {why}" },
    [CALLS_ARGUMENTS] = { "arguments", "{key} {why}; look at the tool's parameters" },
    [CALLS_ANSWER_ID] = { "answer-id",
                          "this message needs the “tool_call_id” of the call that it "
                          "answers" },
    [CALLS_ANSWER_UNKNOWN] = { "answer-unknown",
                               "no call before this message has the id “{key}”" },
    [CALLS_ANSWER_TWICE] = { "answer-twice", "the call “{key}” is answered twice" },
    [CALLS_ANSWER_NAME] = { "answer-name",
                            "this message must have the name of the function that was "
                            "called, “{key}”" },
    [CALLS_UNANSWERED] = { "unanswered",
                           "the call “{key}” is not answered before the conversation "
                           "goes on" },
    [CALLS_PARALLEL] = { "parallel", "several calls in one message, though "
                                     "“parallel_tool_calls” is "
                                     "false" },
};

enum { ARGUMENTS_TEXT, ARGUMENTS_OBJECT, ARGUMENTS_EITHER };
static const char *const argument_choices[] = { "text", "object", "either", NULL };

static const stet_param params[] = {
    RECORD_ROLES_PARAMS(record_calls_options),
    STET_TEXT(record_calls_options, tools, .preset = "/tools",
              .doc =
                  "The path of the list of declared tools; “functions” is read too."),
    STET_BOOL(record_calls_options, declared, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether a tool must be declared in the record to be called."),
    STET_CHOICE(record_calls_options, arguments, .preset = "text",
                .choices = argument_choices,
                .doc = "How arguments are written: JSON in a text, or an object."),
    RECORD_TELL_PARAMS(record_calls_options),
};

/* A call that was made, by its id. */
typedef struct call {
    const stet_node *id;
    bool answered;
    struct call *next; /* Of the same message. */
} call;

/* What is open while the messages are gone through. */
typedef struct open_calls {
    call *first;               /* Of the last message that called. */
    const stet_node *function; /* The name in its function_call; NULL: none. */
    bool is_last;              /* No message stands behind it. */
} open_calls;

void record_calls_tell(record_calls_run *run, record_calls_message message,
                       stet_span span, stet_str key, stet_str why)
{
    stet_arg args[] = { { .name = "key", .text = key },
                        { .name = "why", .text = why } };
    record_tell(run->view, message, span, args, STET_LEN(args));
}

static void tell(record_calls_run *run, record_calls_message message, stet_span span,
                 stet_str key)
{
    record_calls_tell(run, message, span, key, (stet_str){ 0 });
}

/* ---- Arguments ---- */

/* The arguments of one call, as its faults are told. */
typedef struct arguments {
    record_calls_run *run;
    const stet_node *text; /* That they are written in; NULL: they are an object. */
    const stet_node *root;
} arguments;

static stet_span span_of(const arguments *a, stet_span span)
{
    return a->text ? record_inner_span(a->run->view->raw, a->text, span) : span;
}

static void tell_argument(void *user, const stet_node *at, stet_str why)
{
    const arguments *a = user;
    enum { LONGEST = 80 };
    stet_str name = record_str("the object of arguments");

    if (at->key.ptr && at != a->root) {
        size_t len = at->key.len < LONGEST ? at->key.len : LONGEST;
        char *text = stet_alloc(a->run->view->ctx, len + sizeof "the argument “”");
        size_t n = sizeof "the argument “" - 1;
        memcpy(text, "the argument “", n);
        memcpy(text + n, at->key.ptr, len);
        memcpy(text + n + len, "”", sizeof "”" - 1);
        name = (stet_str){ text, n + len + sizeof "”" - 1 };
    } else if (at != a->root) {
        name = record_str("an element of the arguments");
    }
    record_calls_tell(a->run, CALLS_ARGUMENTS, span_of(a, at->span), name, why);
}

static void check_values(arguments *a, const stet_node *function)
{
    const stet_node *schema = function ? stet_member(function, "parameters") : NULL;

    if (a->root->kind != STET_NODE_MAP)
        record_calls_tell(a->run, CALLS_ARGUMENTS_KIND, span_of(a, a->root->span),
                          record_str("an object"), record_kind_name(a->root));
    else if (schema)
        record_schema_holds(a->run->view->ctx, schema, a->root, tell_argument, a);
}

static void check_text(record_calls_run *run, const stet_node *text,
                       const stet_node *function)
{
    stet_fault fault;
    arguments a = { .run = run, .text = text };

    a.root = stet_parse(run->view->ctx, STET_SYNTAX_JSON, text->text, &fault);
    if (a.root) {
        check_values(&a, function);
        return;
    }
    stet_span at = { fault.at, fault.at + 1 };
    record_calls_tell(run, CALLS_ARGUMENTS_JSON, span_of(&a, at), (stet_str){ 0 },
                      fault.why);
}

static void check_arguments(record_calls_run *run, const stet_node *value,
                            const stet_node *function)
{
    int wanted = run->check->options->arguments;
    static const char *const names[] = { "JSON in a text", "an object",
                                         "an object, or JSON in a text" };
    bool is_text = value->kind == STET_NODE_TEXT, is_map = value->kind == STET_NODE_MAP;
    arguments a = { .run = run, .root = value };

    if (is_text && wanted != ARGUMENTS_OBJECT)
        check_text(run, value, function);
    else if (is_map && wanted != ARGUMENTS_TEXT)
        check_values(&a, function);
    else
        record_calls_tell(run, CALLS_ARGUMENTS_KIND, value->span,
                          record_str(names[wanted]), record_kind_name(value));
}

/* ---- Calls ---- */

/* {"name": ..., "arguments": ...}; returns the name, or NULL. */
static const stet_node *check_function(record_calls_run *run, const stet_node *function)
{
    const stet_node *name = stet_member(function, "name");
    const stet_node *value = stet_member(function, "arguments");
    const stet_node *declared = NULL;

    if (!name || name->kind != STET_NODE_TEXT) {
        tell(run, CALLS_CALL_FORM, name ? name->span : record_opening(function),
             record_str("name"));
        name = NULL;
    } else {
        declared = record_table_get(&run->tools, name->text);
        if (!declared && run->check->options->declared)
            tell(run, CALLS_UNDECLARED, name->span, name->text);
    }
    if (value)
        check_arguments(run, value, declared);
    else
        tell(run, CALLS_CALL_FORM, record_opening(function), record_str("arguments"));
    return name;
}

static void take_id(record_calls_run *run, open_calls *open, const stet_node *node)
{
    const stet_node *id = stet_member(node, "id");

    if (!id || id->kind != STET_NODE_TEXT || record_is_blank(id->text)) {
        tell(run, CALLS_CALL_FORM, id ? id->span : record_opening(node),
             record_str("id"));
        return;
    }
    call *made = stet_alloc(run->view->ctx, sizeof *made);
    *made = (call){ .id = id, .next = open->first };
    if (record_table_put(run->view->ctx, &run->calls, id->text, made) != made)
        tell(run, CALLS_ID_TWICE, id->span, id->text);
    else
        open->first = made;
}

static void check_call(record_calls_run *run, open_calls *open, const stet_node *node)
{
    const stet_node *type = stet_member(node, "type");
    const stet_node *function = stet_member(node, "function");

    if (node->kind != STET_NODE_MAP) {
        tell(run, CALLS_CALL_FORM, node->span, record_str("function"));
        return;
    }
    take_id(run, open, node);
    if (!type || type->kind != STET_NODE_TEXT ||
        !record_equal(type->text, record_str("function")))
        tell(run, CALLS_CALL_FORM, type ? type->span : record_opening(node),
             record_str("type"));
    if (!function || function->kind != STET_NODE_MAP)
        tell(run, CALLS_CALL_FORM, function ? function->span : record_opening(node),
             record_str("function"));
    else
        check_function(run, function);
}

static bool is_false(const stet_node *root, const char *key)
{
    const stet_node *value = stet_member(root, key);
    return value && value->kind == STET_NODE_BOOLEAN &&
           record_equal(value->text, record_str("false"));
}

static void check_list(record_calls_run *run, open_calls *open, const stet_node *list)
{
    if (list->kind != STET_NODE_LIST || !list->first) {
        record_calls_tell(run, CALLS_CALLS_KIND, list->span, list->key,
                          list->kind == STET_NODE_LIST ? record_str("an empty one")
                                                       : record_kind_name(list));
        return;
    }
    for (const stet_node *it = list->first; it; it = it->next)
        check_call(run, open, it);
    if (list->first->next && is_false(run->view->root, "parallel_tool_calls"))
        tell(run, CALLS_PARALLEL, record_opening(list->first->next), (stet_str){ 0 });
}

/* ---- Answers ---- */

/* The legacy way: a message of role function, by the name of what was called. */
static void check_named_answer(record_calls_run *run, open_calls *open,
                               const stet_node *message)
{
    const stet_node *name = stet_member(message, "name");
    bool same = name && name->kind == STET_NODE_TEXT &&
                record_equal(name->text, open->function->text);
    if (!same)
        tell(run, CALLS_ANSWER_NAME, name ? name->span : record_opening(message),
             open->function->text);
    open->function = NULL;
}

static void check_answer(record_calls_run *run, open_calls *open,
                         const stet_node *message)
{
    const stet_node *id = stet_member(message, "tool_call_id");

    if (!id && open->function) {
        check_named_answer(run, open, message);
        return;
    }
    if (!id || id->kind != STET_NODE_TEXT) {
        tell(run, CALLS_ANSWER_ID, id ? id->span : record_opening(message),
             (stet_str){ 0 });
        return;
    }
    /* What was put is this file's own, and is written by it alone. */
    union {
        const void *shown;
        call *own;
    } made = { .shown = record_table_get(&run->calls, id->text) };
    if (!made.own)
        tell(run, CALLS_ANSWER_UNKNOWN, id->span, id->text);
    else if (made.own->answered)
        tell(run, CALLS_ANSWER_TWICE, id->span, id->text);
    else
        made.own->answered = true;
}

/* The conversation goes on, or ends behind answers: nothing may be open. */
static void close_calls(record_calls_run *run, open_calls *open)
{
    for (const call *it = open->first; it; it = it->next)
        if (!it->answered)
            tell(run, CALLS_UNANSWERED, it->id->span, it->id->text);
    if (open->function)
        tell(run, CALLS_UNANSWERED, open->function->span, open->function->text);
    *open = (open_calls){ 0 };
}

static void check_caller(record_calls_run *run, open_calls *open,
                         const stet_node *message)
{
    const stet_node *list = stet_member(message, "tool_calls");
    const stet_node *single = stet_member(message, "function_call");

    if (list && list->kind != STET_NODE_NULL)
        check_list(run, open, list);
    if (single && single->kind == STET_NODE_MAP)
        open->function = check_function(run, single);
    else if (single && single->kind != STET_NODE_NULL)
        tell(run, CALLS_CALL_FORM, single->span, single->key);
    open->is_last = true;
}

static void check_message(record_calls_run *run, open_calls *open,
                          const stet_node *message)
{
    record_role role = record_message_role(&run->check->options->roles, message);

    if (role == RECORD_TOOL) {
        check_answer(run, open, message);
        open->is_last = false;
        return;
    }
    close_calls(run, open);
    if (role == RECORD_ASSISTANT)
        check_caller(run, open, message);
}

/* ---- The check type ---- */

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const record_calls_options *o = options;
    record_calls_check *made = stet_keep(ctx, sizeof *made);

    made->options = o;
    *check = made;
    if (record_path_read(ctx, "messages", o->roles.messages, &made->messages) !=
            STET_OK ||
        record_path_read(ctx, "tools", o->tools, &made->tools) != STET_OK)
        return STET_FAILED;
    return record_mask(ctx, &o->tell, &o->pass, messages, STET_LEN(messages),
                       &made->mask);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const record_calls_check *c = check;
    record_view view;
    record_calls_run it = { .check = c, .view = &view };
    open_calls open = { 0 };

    (void)state;
    if (!record_view_open(&view, ctx, unit, c->mask))
        return STET_OK;
    record_tools_read(&it);
    const stet_node *list = record_path_find(&c->messages, view.root);
    if (!list || list->kind != STET_NODE_LIST)
        return STET_OK;
    for (const stet_node *message = list->first; message; message = message->next)
        check_message(&it, &open, message);
    if (!open.is_last)
        close_calls(&it, &open);
    return STET_OK;
}

const stet_check_type record_calls = {
    .name = "calls",
    .summary = "A call of a tool does not fit what is declared, or has no answer",
    .doc =
        "Reads the tools that a record declares (`tools`, and the older `functions`) "
        "and holds the calls of its conversation to them: a call has an id of its "
        "own and names a tool that is declared; its arguments parse as JSON and are "
        "as the tool's JSON Schema says; each call is answered before the "
        "conversation goes on, by a message with its id. Calls in the last message "
        "need no answer: they are what is to be learnt.\n\n"
        "Of JSON Schema it knows all but pattern, patternProperties, format, the "
        "unevaluated ones, and a $ref that leads out of the schema; these are left out "
        "of account.",
    .scope = STET_SCOPE_RECORD,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(record_calls_options, params),
    .create = create,
    .run = run,
};
