/* SPDX-License-Identifier: Apache-2.0 */
/**
 * record.h - the check types of the record plugin: records, not only texts.
 *
 * They look at a record as it stands in its source: a line of JSONL, an element of a
 * JSON array, or (record.fields alone) a row of a table. What is found is told at its
 * own bytes: a key, a role, an argument of a call; what is missing at the brace or
 * bracket that lacks it. A record that is no data, such as a Markdown file, is passed
 * over.
 *
 * One check type is one file. A view is what a call of `run` has at hand: the tree,
 * which stet parses once a record for all rules, and which messages the rule tells.
 * Views live on the stack; all else is constant or lives until the callback returns.
 */
#ifndef STET_RECORD_H
#define STET_RECORD_H

#include <stet/plugin.h>

extern const stet_check_type record_chat, record_turns, record_calls, record_fields,
    record_distinct, record_preference, record_drift;

/** An element of a list of texts. */
typedef struct record_text {
    stet_str text;
} record_text;
extern const stet_param record_text_params[1];

/** Which messages a rule tells: a parameter `tell` and a parameter `pass`, so that one
    check type can serve rules of several levels. */
#define RECORD_TELL_PARAMS(S)                                                \
    STET_LIST(S, tell, record_text, record_text_params, .preset = "[]",      \
              .doc = "The names of the messages that are told; none: all."), \
        STET_LIST(S, pass, record_text, record_text_params, .preset = "[]",  \
                  .more = STET_LOOSER,                                       \
                  .doc = "The names of the messages that are not told.")

/** The messages of a type that are told, as bits by index; fails when a name is none of
    them. Called by `create`. */
stet_status record_mask(stet_ctx *ctx, const stet_list *tell, const stet_list *pass,
                        const stet_message *messages, size_t n_messages,
                        uint64_t *mask);

typedef struct record_view {
    stet_ctx *ctx;
    const stet_record *record;
    const stet_node *root;
    stet_str raw;
    uint64_t mask;   /**< Of record_mask(). */
    uint32_t n_told; /**< No more than RECORD_MOST_TOLD. */
} record_view;

/** A record that is all wrong is told so often by a rule: each place is counted from
   the start of the record. */
enum { RECORD_MOST_TOLD = 200 };

/** False: the record is no data of JSON. */
bool record_view_open(record_view *view, stet_ctx *ctx, const stet_unit *unit,
                      uint64_t mask);
/** Tells a message at a span of the record, unless the rule does not. */
void record_tell(record_view *view, uint32_t message, stet_span span,
                 const stet_arg *args, size_t n_args);
/** The same with one value, {name}. */
void record_tell_with(record_view *view, uint32_t message, stet_span span,
                      const char *name, stet_str text);
/** The brace or bracket of a map or a list: where it is told what that lacks. */
stet_span record_opening(const stet_node *node);
/** The place in the record of a part of a text's decoded bytes. */
stet_span record_inner_span(stet_str raw, const stet_node *text, stet_span inner);

/** "a text", "a list" ...: what a value is, for messages. */
stet_str record_kind_name(const stet_node *node);
bool record_is_one_of(const stet_list *texts, stet_str text);
/** A list of texts as one: a, b, c. In the callback's memory. */
stet_str record_join(stet_ctx *ctx, const stet_list *texts);
static inline stet_str record_str(const char *text)
{
    return (stet_str){ text, strlen(text) };
}
static inline bool record_equal(stet_str a, stet_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}
/** Whether a value is there and is not null. */
static inline bool record_has(const stet_node *map, const char *key)
{
    const stet_node *value = stet_member(map, key);
    return value && value->kind != STET_NODE_NULL;
}
/** The number of a node of kind NUMBER. */
double record_number(const stet_node *node);
/** What bounds are held against: a number itself, characters of a text (code points),
    elements of a list, keys of a map. */
double record_size(const stet_node *node);

#endif
