/* SPDX-License-Identifier: Apache-2.0 */
#include "calls.h"
#include "wording.h"

enum message {
    RECORD_KIND,
    LIST_MISSING,
    LIST_KIND,
    LIST_EMPTY,
    MESSAGE_KIND,
    ROLE_MISSING,
    ROLE_UNKNOWN,
    KEY_UNKNOWN,
    KEY_ROLE,
    CONTENT_MISSING,
    CONTENT_KIND,
    CONTENT_EMPTY,
    PART_KIND,
    PART_TYPE,
    PART_CONTENT,
    PART_ROLE,
    WEIGHT,
    NAME,
};

static const stet_message messages[] = {
    [RECORD_KIND] = { "record", "a record must be an object with “{key}”, not {kind}" },
    [LIST_MISSING] = { "list-missing",
                       "the record has no “{key}”; add the list of messages" },
    [LIST_KIND] = { "list-kind", "“{key}” must be a list of messages, not {kind}" },
    [LIST_EMPTY] = { "list-empty", "there is no message in “{key}”" },
    [MESSAGE_KIND] = { "message-kind", "a message must be an object, not {kind}" },
    [ROLE_MISSING] = { "role-missing", "this message has no “{key}”; say who speaks" },
    [ROLE_UNKNOWN] = { "role-unknown", "the role {match} is none of {roles}" },
    [KEY_UNKNOWN] = { "key-unknown", "the key “{key}” does not belong in a message; "
                                     "rename it, or take "
                                     "it out" },
    [KEY_ROLE] = { "key-role", "“{key}” has no place in a message of “{role}”" },
    [CONTENT_MISSING] = { "content-missing",
                          "this message of “{role}” has no “{key}”" },
    [CONTENT_KIND] = { "content-kind", "“{key}” must be a text, not {kind}" },
    [CONTENT_EMPTY] = { "content-empty", "this message of “{role}” says nothing" },
    [PART_KIND] = { "part-kind",
                    "a part of “{key}” must be an object with a “type”, not {kind}" },
    [PART_TYPE] = { "part-type", "the part's type is none of {types}" },
    [PART_CONTENT] = { "part-content", "this part has no “{key}” as its type says" },
    [PART_ROLE] = { "part-role",
                    "a message of “{role}” can have no part of type “{type}”" },
    [WEIGHT] = { "weight", "a weight must be 0 or 1, not {match}" },
    [NAME] = { "name",
               "a name must be 1 to 64 letters, digits, hyphens and underscores" },
};

typedef struct chat_options {
    record_roles roles;
    stet_list keys;  /* record_text */
    stet_list parts; /* record_text */
    bool call_without_content;
    stet_list tell, pass;
} chat_options;

typedef struct chat_check {
    const chat_options *options;
    record_path path;
    uint64_t mask;
} chat_check;

static const stet_param params[] = {
    RECORD_ROLES_PARAMS(chat_options),
    STET_LIST(chat_options, keys, record_text, record_text_params, .more = STET_LIMIT,
              .preset = "[role, content, name, weight, refusal, tool_calls, "
                        "tool_call_id, function_call]",
              .doc = "The keys that a message may have; []: any."),
    STET_LIST(chat_options, parts, record_text, record_text_params, .more = STET_LOOSER,
              .preset = "[text, image_url, refusal]",
              .doc = "The types of part that a content may have."),
    STET_BOOL(chat_options, call_without_content, .more = STET_LOOSER, .preset = "true",
              .doc = "Whether a message that calls a tool may go without content."),
    RECORD_TELL_PARAMS(chat_options),
};

/* What stands in messages of some roles only. */
static const struct {
    const char *key;
    unsigned roles;
} key_roles[] = {
    { "weight", 1u << RECORD_ASSISTANT },
    { "tool_calls", 1u << RECORD_ASSISTANT },
    { "function_call", 1u << RECORD_ASSISTANT },
    { "refusal", 1u << RECORD_ASSISTANT },
    { "audio", 1u << RECORD_ASSISTANT },
    { "tool_call_id", 1u << RECORD_TOOL },
};

/* The kinds of part, what each must hold, and who may send it. */
static const struct {
    const char *type, *key;
    bool is_text; /* Else an object with a `url`. */
    unsigned roles;
} part_types[] = {
    { "text", "text", true, ~0u },
    { "refusal", "refusal", true, 1u << RECORD_ASSISTANT },
    { "image_url", "image_url", false, 1u << RECORD_USER },
};

/* One message, and what is said of it. */
typedef struct chat_message {
    const chat_check *check;
    record_view *view;
    const stet_node *node;
    record_role role;
    stet_str role_name;
} chat_message;

static void tell(const chat_message *m, enum message message, stet_span span,
                 stet_str key, stet_str other)
{
    const chat_options *o = m->check->options;
    stet_arg args[] = {
        { .name = "role", .text = m->role_name },
        { .name = "key", .text = key },
        { .name = "kind", .text = other },
        { .name = "type", .text = other },
        { .name = "roles" },
        { .name = "types" },
    };
    if (message == ROLE_UNKNOWN)
        args[4].text = record_role_names(m->view->ctx, &o->roles);
    if (message == PART_TYPE)
        args[5].text = record_join(m->view->ctx, &o->parts);
    record_tell(m->view, message, span, args, STET_LEN(args));
}

static void check_role(const chat_message *m)
{
    const record_roles *roles = &m->check->options->roles;
    const stet_node *role = record_value_of(m->node, roles->role_key);

    if (!role || role->kind == STET_NODE_NULL)
        tell(m, ROLE_MISSING, record_role_span(roles, m->node), roles->role_key,
             (stet_str){ 0 });
    else if (m->role == RECORD_NOBODY)
        tell(m, ROLE_UNKNOWN, role->span, roles->role_key, (stet_str){ 0 });
}

static bool may_have(const chat_message *m, stet_str key)
{
    if (m->role == RECORD_NOBODY)
        return true;
    for (size_t i = 0; i < STET_LEN(key_roles); i++)
        if (record_equal(key, record_str(key_roles[i].key)))
            return (key_roles[i].roles >> m->role & 1) != 0;
    return true;
}

static void check_keys(const chat_message *m)
{
    const chat_options *o = m->check->options;

    for (const stet_node *it = m->node->first; it; it = it->next) {
        bool own = record_equal(it->key, o->roles.role_key) ||
                   record_equal(it->key, o->roles.content_key);
        if (!own && o->keys.count > 0 && !record_is_one_of(&o->keys, it->key))
            tell(m, KEY_UNKNOWN, it->name, it->key, (stet_str){ 0 });
        else if (it->kind != STET_NODE_NULL && !may_have(m, it->key))
            tell(m, KEY_ROLE, it->name, it->key, (stet_str){ 0 });
    }
}

static size_t find_part_type(stet_str type)
{
    size_t i = 0;
    while (i < STET_LEN(part_types) &&
           !record_equal(type, record_str(part_types[i].type)))
        i++;
    return i;
}

/* Of a part whose type is known: what it holds, and whether its sender may. */
static void check_part_content(const chat_message *m, const stet_node *part,
                               const stet_node *type)
{
    size_t row = find_part_type(type->text);
    if (row == STET_LEN(part_types))
        return;
    stet_str key = record_str(part_types[row].key);
    const stet_node *value = record_value_of(part, key);
    const stet_node *url = value ? stet_member(value, "url") : NULL;
    const stet_node *text = part_types[row].is_text ? value : url;

    if (m->role != RECORD_NOBODY && (part_types[row].roles >> m->role & 1) == 0)
        tell(m, PART_ROLE, type->span, key, type->text);
    if (!text || text->kind != STET_NODE_TEXT)
        tell(m, PART_CONTENT, value ? value->span : record_opening(part), key,
             (stet_str){ 0 });
    else if (record_is_blank(text->text))
        tell(m, CONTENT_EMPTY, text->span, key, (stet_str){ 0 });
}

static void check_part(const chat_message *m, const stet_node *part)
{
    const chat_options *o = m->check->options;
    const stet_node *type = stet_member(part, "type");

    if (part->kind != STET_NODE_MAP)
        tell(m, PART_KIND, part->span, o->roles.content_key, record_kind_name(part));
    else if (!type || type->kind != STET_NODE_TEXT ||
             !record_is_one_of(&o->parts, type->text))
        tell(m, PART_TYPE, type ? type->span : record_opening(part),
             o->roles.content_key, (stet_str){ 0 });
    else
        check_part_content(m, part, type);
}

/* Whether a message says something without a content. */
static bool speaks_otherwise(const chat_message *m)
{
    if (m->role != RECORD_ASSISTANT)
        return false;
    return (m->check->options->call_without_content && record_calls_out(m->node)) ||
           record_has(m->node, "refusal") || record_has(m->node, "audio");
}

static void check_content(const chat_message *m)
{
    stet_str key = m->check->options->roles.content_key;
    const stet_node *content = record_value_of(m->node, key);
    bool silent = speaks_otherwise(m);

    if (!content || content->kind == STET_NODE_NULL) {
        /* Who has no role either is built otherwise, which is told already. */
        if (!silent && record_value_of(m->node, m->check->options->roles.role_key))
            tell(m, CONTENT_MISSING, content ? content->span : record_opening(m->node),
                 key, (stet_str){ 0 });
    } else if (content->kind == STET_NODE_LIST) {
        if (content->count == 0 && !silent)
            tell(m, CONTENT_EMPTY, content->span, key, (stet_str){ 0 });
        for (const stet_node *it = content->first; it; it = it->next)
            check_part(m, it);
    } else if (content->kind != STET_NODE_TEXT) {
        tell(m, CONTENT_KIND, content->span, key, record_kind_name(content));
    } else if (!silent && record_is_blank(content->text)) {
        tell(m, CONTENT_EMPTY, content->span, key, (stet_str){ 0 });
    }
}

static void check_marks(const chat_message *m)
{
    const stet_node *weight = stet_member(m->node, "weight");
    const stet_node *name = stet_member(m->node, "name");

    if (weight && weight->kind != STET_NODE_NULL) {
        double number = weight->kind == STET_NODE_NUMBER ? record_number(weight) : -1;
        if (number != 0 && number != 1)
            tell(m, WEIGHT, weight->span, record_str("weight"), (stet_str){ 0 });
    }
    if (name && name->kind != STET_NODE_NULL &&
        (name->kind != STET_NODE_TEXT || !record_is_name(name->text)))
        tell(m, NAME, name->span, record_str("name"), (stet_str){ 0 });
}

static void check_message(const chat_check *check, record_view *view,
                          const stet_node *node)
{
    chat_message m = { .check = check,
                       .view = view,
                       .node = node,
                       .role = RECORD_NOBODY,
                       .role_name = record_str("?") };

    if (node->kind != STET_NODE_MAP) {
        tell(&m, MESSAGE_KIND, node->span, (stet_str){ 0 }, record_kind_name(node));
        return;
    }
    m.role = record_message_role(&check->options->roles, node);
    m.role_name = record_role_name(&check->options->roles, node);
    check_role(&m);
    check_keys(&m);
    check_content(&m);
    check_marks(&m);
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const chat_options *o = options;
    chat_check *made = stet_keep(ctx, sizeof *made);

    made->options = o;
    *check = made;
    if (record_path_read(ctx, "messages", o->roles.messages, &made->path) != STET_OK)
        return STET_FAILED;
    return record_mask(ctx, &o->tell, &o->pass, messages, STET_LEN(messages),
                       &made->mask);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const chat_check *c = check;
    record_view view;

    (void)state;
    if (!record_view_open(&view, ctx, unit, c->mask))
        return STET_OK;
    const stet_node *list = record_path_find(&c->path, view.root);
    chat_message m = { .check = c, .view = &view, .role_name = record_str("?") };
    stet_str key = record_path_name(&c->path);
    if (c->path.n_parts > 0 && view.root->kind != STET_NODE_MAP)
        tell(&m, RECORD_KIND, view.root->span, key, record_kind_name(view.root));
    else if (!list || list->kind == STET_NODE_NULL)
        tell(&m, LIST_MISSING, list ? list->span : record_opening(view.root), key,
             (stet_str){ 0 });
    else if (list->kind != STET_NODE_LIST)
        tell(&m, LIST_KIND, list->span, key, record_kind_name(list));
    else if (list->count == 0)
        tell(&m, LIST_EMPTY, list->span, key, (stet_str){ 0 });
    else
        for (const stet_node *it = list->first; it; it = it->next)
            check_message(c, &view, it);
    return STET_OK;
}

const stet_check_type record_chat = {
    .name = "chat",
    .summary = "A message of a conversation is not formed as it must be",
    .doc = "Looks at each message of a list of messages: it must be an object with a "
           "role that is known and a content that says something. A content is a text, "
           "or a list of parts with a `type`; a message of the assistant that calls a "
           "tool or refuses needs none. `weight` is 0 or 1 and stands in messages of "
           "the assistant only; keys that are not in `keys` are told. These are the "
           "rules for files that OpenAI's chat models are tuned with; other layouts "
           "name other keys and roles.\n\n"
           "The order of the messages is looked at by `record.turns`, tools and calls "
           "by `record.calls`. A record that is not JSON is passed over.",
    .scope = STET_SCOPE_RECORD,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(chat_options, params),
    .create = create,
    .run = run,
};
