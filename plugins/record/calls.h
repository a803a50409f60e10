/* SPDX-License-Identifier: Apache-2.0 */
/**
 * calls.h - the tools that a record declares, and the calls in its conversation.
 *
 * record.calls in two files: tools.c reads what is declared, calls.c what is called and
 * answered. A run is one record's; it lives on the stack.
 */
#ifndef STET_RECORD_CALLS_H
#define STET_RECORD_CALLS_H

#include "roles.h"
#include "table.h"

/** What is told, as the table of messages has it. */
typedef enum record_calls_message {
    CALLS_TOOLS_KIND,
    CALLS_TOOL_FORM,
    CALLS_TOOL_NAME,
    CALLS_TOOL_TWICE,
    CALLS_TOOL_PARAMETERS,
    CALLS_CALLS_KIND,
    CALLS_CALL_FORM,
    CALLS_ID_TWICE,
    CALLS_UNDECLARED,
    CALLS_ARGUMENTS_KIND,
    CALLS_ARGUMENTS_JSON,
    CALLS_ARGUMENTS,
    CALLS_ANSWER_ID,
    CALLS_ANSWER_UNKNOWN,
    CALLS_ANSWER_TWICE,
    CALLS_ANSWER_NAME,
    CALLS_UNANSWERED,
    CALLS_PARALLEL,
} record_calls_message;

typedef struct record_calls_options {
    record_roles roles;
    stet_str tools;
    bool declared;
    int arguments;
    stet_list tell, pass;
} record_calls_options;

typedef struct record_calls_check {
    const record_calls_options *options;
    record_path messages, tools;
    uint64_t mask;
} record_calls_check;

typedef struct record_calls_run {
    const record_calls_check *check;
    record_view *view;
    record_table tools; /**< Declared functions (stet_node) by name. */
    record_table calls; /**< Calls by id; see calls.c. */
} record_calls_run;

/** Tells a message with {key} and {why}. */
void record_calls_tell(record_calls_run *run, record_calls_message message,
                       stet_span span, stet_str key, stet_str why);
/** Reads the tools and functions that the record declares. */
void record_tools_read(record_calls_run *run);
/** A name as calls have it: 1 to 64 letters, digits, hyphens and underscores. */
bool record_is_name(stet_str text);

#endif
