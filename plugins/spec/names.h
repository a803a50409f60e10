/* SPDX-License-Identifier: Apache-2.0 */
/**
 * names.h - what a message calls the phrases, patterns and texts of a rule.
 *
 * Who reads “something is missing” must look the rule up to know what; so messages name
 * what the rule wants, in quotation marks and as the rule set has it, where the rule's
 * author has not said it in words (`what`). Of many the first few are named, and how
 * many more there are. All of it stands in the callback's memory.
 */
#ifndef STET_SPEC_NAMES_H
#define STET_SPEC_NAMES_H

#include "spec.h"

enum { SPEC_MOST_NAMED = 5 };

typedef struct spec_names {
    stet_str shown[SPEC_MOST_NAMED];
    size_t count; /**< Of all, those that are not named among them. */
} spec_names;

/** Adds a list of spec_item. */
void spec_names_add_items(spec_names *names, stet_ctx *ctx, const stet_list *items);
/** Adds a list of spec_text. */
void spec_names_add_texts(spec_names *names, const stet_list *texts);
/** “a”, “b” `last` “c”; `last` is "and" or "or". Empty when there are none. */
stet_str spec_names_join(const spec_names *names, stet_ctx *ctx, const char *last);

#endif
