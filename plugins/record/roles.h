/* SPDX-License-Identifier: Apache-2.0 */
/**
 * roles.h - where the messages of a conversation stand, and who speaks in them.
 *
 * Layouts differ in names only: {"messages": [{"role", "content"}]} with system, user,
 * assistant and tool, {"conversations": [{"from", "value"}]} with human and gpt. The
 * parameters that say so are the same for all check types that look at conversations.
 * Options and paths live as long as the check.
 */
#ifndef STET_RECORD_ROLES_H
#define STET_RECORD_ROLES_H

#include "path.h"

typedef enum record_role {
    RECORD_SYSTEM,
    RECORD_USER,
    RECORD_ASSISTANT,
    RECORD_TOOL,
    RECORD_NOBODY, /**< None of those that the rule knows. */
} record_role;

typedef struct record_roles {
    stet_str messages; /**< Path of the list. */
    stet_str role_key;
    stet_str content_key;
    stet_list system, user, assistant, tool; /**< record_text, by record_role. */
} record_roles;

#define RECORD_ROLES_ROW_(S, f, t, T, ...)                                            \
    {                                                                                 \
        .name = #f, .type = STET_T_##t, .offset = STET_AT(S, roles.f, T), __VA_ARGS__ \
    }
#define RECORD_ROLES_LIST_(S, f, ...)                                               \
    RECORD_ROLES_ROW_(S, f, LIST, stet_list, .sub = record_text_params, .n_sub = 1, \
                      .sub_size = sizeof(record_text), __VA_ARGS__)

/** Rows for options that have a record_roles called `roles`. */
#define RECORD_ROLES_PARAMS(S)                                                     \
    RECORD_ROLES_ROW_(S, messages, TEXT, stet_str, .preset = "/messages",          \
                      .doc = "The path of the list of messages."),                 \
        RECORD_ROLES_ROW_(S, role_key, TEXT, stet_str, .preset = "role",           \
                          .doc = "The key that says who speaks."),                 \
        RECORD_ROLES_ROW_(S, content_key, TEXT, stet_str, .preset = "content",     \
                          .doc = "The key of what is said."),                      \
        RECORD_ROLES_LIST_(S, system, .preset = "[system, developer]",             \
                           .doc = "Roles that give instructions."),                \
        RECORD_ROLES_LIST_(S, user, .preset = "[user]", .doc = "Roles that ask."), \
        RECORD_ROLES_LIST_(S, assistant, .preset = "[assistant]",                  \
                           .doc = "Roles that answer."),                           \
        RECORD_ROLES_LIST_(S, tool, .preset = "[tool, function]",                  \
                           .doc = "Roles that give the results of calls.")

/** The role that a text names. */
record_role record_role_of(const record_roles *roles, stet_str name);
/** The role of a message; NOBODY of what is no message. */
record_role record_message_role(const record_roles *roles, const stet_node *message);
/** The value of a key that is no C string. */
const stet_node *record_value_of(const stet_node *map, stet_str key);
/** The name of the role of a message, as it stands there; "?" without one. */
stet_str record_role_name(const record_roles *roles, const stet_node *message);
/** Whether a message asks for a call: tool_calls or function_call. */
bool record_calls_out(const stet_node *message);
/** All names of all roles, in one line. */
stet_str record_role_names(stet_ctx *ctx, const record_roles *roles);
/** Where the role of a message is told: its value, or the brace of the message. */
stet_span record_role_span(const record_roles *roles, const stet_node *message);

#endif
