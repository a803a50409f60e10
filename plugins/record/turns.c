/* SPDX-License-Identifier: Apache-2.0 */
#include "roles.h"

enum message { SYSTEM_LATE, FIRST, TWICE, LAST, NONE, TOO_FEW, TOO_MANY, WEIGHTLESS };

static const stet_message messages[] = {
    [SYSTEM_LATE] = { "system-late",
                      "a message of “{role}” can only be the first; move it there, or "
                      "take it out" },
    [FIRST] = { "first", "the conversation begins with “{role}”; it must begin with "
                         "“{wanted}”" },
    [TWICE] = { "twice",
                "two messages of “{role}” follow each other; join them, or add "
                "what is missing between them" },
    [LAST] = { "last",
               "the conversation ends with “{role}”; it must end with “{wanted}”" },
    [NONE] = { "none", "this conversation has no message of “{wanted}”" },
    [TOO_FEW] = { "too-few",
                  "{count} messages, system messages aside; there must be at "
                  "least {min}" },
    [TOO_MANY] = { "too-many",
                   "{count} messages, system messages aside; there must be at "
                   "most {max}" },
    [WEIGHTLESS] = { "weightless",
                     "every message of the assistant has the weight 0: nothing is "
                     "learnt from this record" },
};

/* The kinds of role, as parameters have them. */
static const char *const kind_choices[] = { "system", "user", "assistant",
                                            "tool",   "any",  NULL };

typedef struct turns_kind {
    int kind;
} turns_kind;

static const stet_param kind_params[] = {
    STET_CHOICE(turns_kind, kind, .choices = kind_choices, .doc = "A kind of role."),
};

typedef struct turns_options {
    record_roles roles;
    bool system_first;
    bool alternate;
    int first, last;
    stet_list need; /* turns_kind */
    int64_t min, max;
    stet_list tell, pass;
} turns_options;

typedef struct turns_check {
    const turns_options *options;
    record_path path;
    uint64_t mask;
} turns_check;

static const stet_param params[] = {
    RECORD_ROLES_PARAMS(turns_options),
    STET_BOOL(turns_options, system_first, .preset = "true",
              .doc = "Whether a system message can only be the first message."),
    STET_BOOL(turns_options, alternate, .preset = "true",
              .doc =
                  "Whether users and assistants take turns; the results of tools may "
                  "stand between two messages of the assistant."),
    STET_CHOICE(turns_options, first, .preset = "user", .choices = kind_choices,
                .doc = "Who speaks first, system messages aside."),
    STET_CHOICE(turns_options, last, .preset = "assistant", .choices = kind_choices,
                .doc = "Who has the last word."),
    STET_LIST(turns_options, need, turns_kind, kind_params,
              .preset = "[user, assistant]", .doc = "Of whom there must be a message."),
    STET_INT(turns_options, min, .preset = "0", .min = 0, .max = 1e9,
             .doc = "The fewest messages, system messages aside."),
    STET_INT(turns_options, max, .preset = "0", .min = 0, .max = 1e9,
             .doc = "The most messages, system messages aside; 0: any number."),
    RECORD_TELL_PARAMS(turns_options),
};

/* What has been seen of a conversation so far. */
typedef struct turns_seen {
    const turns_check *check;
    record_view *view;
    size_t n_messages, n_turns, n_weighed, n_weightless;
    const stet_node *last; /* Message. */
    record_role before;    /* Of the last turn; NOBODY: none yet, or not known. */
    unsigned roles;        /* Bits. */
} turns_seen;

/* The names of a kind of role, for messages. */
static stet_str wanted_names(const turns_seen *seen, int kind)
{
    const record_roles *roles = &seen->check->options->roles;
    const stet_list *lists[] = { &roles->system, &roles->user, &roles->assistant,
                                 &roles->tool };
    const stet_list *names = lists[kind];
    stet_list first = { names->items, names->count > 0 ? 1 : 0 };
    return names->count == 0 ? record_str(kind_choices[kind])
                             : record_join(seen->view->ctx, &first);
}

static void tell_role(const turns_seen *seen, enum message message,
                      const stet_node *node, int wanted)
{
    const record_roles *roles = &seen->check->options->roles;
    stet_arg args[] = {
        { .name = "role", .text = record_role_name(roles, node) },
        { .name = "wanted", .text = wanted_names(seen, wanted) },
    };
    record_tell(seen->view, message, record_role_span(roles, node), args,
                STET_LEN(args));
}

static void weigh(turns_seen *seen, const stet_node *node)
{
    const stet_node *weight = stet_member(node, "weight");
    seen->n_weighed++;
    if (weight && weight->kind == STET_NODE_NUMBER && record_number(weight) == 0)
        seen->n_weightless++;
}

/* A message that is no system message. */
static void look_at_turn(turns_seen *seen, const stet_node *node, record_role role)
{
    const turns_options *o = seen->check->options;

    if (seen->n_turns++ == 0 && o->first < RECORD_NOBODY && role != RECORD_NOBODY &&
        (int)role != o->first)
        tell_role(seen, FIRST, node, o->first);
    if (o->alternate && role == seen->before &&
        (role == RECORD_USER || role == RECORD_ASSISTANT))
        tell_role(seen, TWICE, node, (int)role);
    if (role == RECORD_ASSISTANT)
        weigh(seen, node);
    seen->before = role;
}

static void look_at(turns_seen *seen, const stet_node *node)
{
    const turns_options *o = seen->check->options;
    record_role role = record_message_role(&o->roles, node);

    seen->roles |= 1u << role;
    if (role == RECORD_SYSTEM) {
        if (o->system_first && seen->n_messages > 0)
            tell_role(seen, SYSTEM_LATE, node, (int)role);
    } else {
        look_at_turn(seen, node, role);
    }
    seen->n_messages++;
    seen->last = node;
}

static void check_number(const turns_seen *seen, const stet_node *list)
{
    const turns_options *o = seen->check->options;
    int64_t count = (int64_t)seen->n_turns;
    stet_arg args[] = { { .name = "count", .number = (double)count },
                        { .name = "min", .number = (double)o->min },
                        { .name = "max", .number = (double)o->max } };

    if (count < o->min)
        record_tell(seen->view, TOO_FEW, record_opening(list), args, STET_LEN(args));
    if (o->max > 0 && count > o->max)
        record_tell(seen->view, TOO_MANY, record_opening(list), args, STET_LEN(args));
}

static void check_whole(const turns_seen *seen, const stet_node *list)
{
    const turns_options *o = seen->check->options;
    const turns_kind *need = o->need.items;
    record_role last = record_message_role(&o->roles, seen->last);
    bool unknown = (seen->roles >> RECORD_NOBODY & 1) != 0;

    for (size_t i = 0; i < o->need.count; i++)
        if (need[i].kind < RECORD_NOBODY && (seen->roles >> need[i].kind & 1) == 0 &&
            !unknown)
            record_tell_with(seen->view, NONE, record_opening(list), "wanted",
                             wanted_names(seen, need[i].kind));
    if (o->last < RECORD_NOBODY && last != RECORD_NOBODY && (int)last != o->last)
        tell_role(seen, LAST, seen->last, o->last);
    if (seen->n_weighed > 0 && seen->n_weightless == seen->n_weighed)
        record_tell(seen->view, WEIGHTLESS, record_opening(list), NULL, 0);
    check_number(seen, list);
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const turns_options *o = options;
    turns_check *made = stet_keep(ctx, sizeof *made);

    made->options = o;
    *check = made;
    if (o->max > 0 && o->max < o->min)
        return stet_fail(ctx, "max", "max is less than min");
    if (record_path_read(ctx, "messages", o->roles.messages, &made->path) != STET_OK)
        return STET_FAILED;
    return record_mask(ctx, &o->tell, &o->pass, messages, STET_LEN(messages),
                       &made->mask);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const turns_check *c = check;
    record_view view;
    turns_seen seen = { .check = c, .view = &view, .before = RECORD_NOBODY };

    (void)state;
    if (!record_view_open(&view, ctx, unit, c->mask))
        return STET_OK;
    const stet_node *list = record_path_find(&c->path, view.root);
    if (!list || list->kind != STET_NODE_LIST || list->count == 0)
        return STET_OK;
    for (const stet_node *it = list->first; it; it = it->next)
        look_at(&seen, it);
    check_whole(&seen, list);
    return STET_OK;
}

const stet_check_type record_turns = {
    .name = "turns",
    .summary = "The messages of a conversation are not in the order they must be in",
    .doc =
        "Looks at who speaks when: system messages come first, users and assistants "
        "take turns, the assistant has the last word, and there is a message of each "
        "of those who are needed. What is not wanted of a project's conversations is "
        "switched off by a parameter, or given another level by a second rule with "
        "`tell`.\n\n"
        "What is no list of messages, and roles that are not known, `record.chat` "
        "tells; they are passed over here.",
    .scope = STET_SCOPE_RECORD,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(turns_options, params),
    .create = create,
    .run = run,
};
