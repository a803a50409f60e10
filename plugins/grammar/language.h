/* SPDX-License-Identifier: Apache-2.0 */
/**
 * language.h - whether a paragraph is in another language than the rule set's.
 *
 * German doubles pronouns, French sets a blank before a question mark: what is a fault
 * in one language is none in another. It is asked only where there is something to
 * tell, and once a block, so it costs clean texts nothing; a block that is too short to
 * say is looked at with what stands around it, a bounded piece. What cannot be told is
 * taken for the rule set's language.
 */
#ifndef STET_GRAMMAR_LANGUAGE_H
#define STET_GRAMMAR_LANGUAGE_H

#include <stet/plugin.h>

/** What was found out of one block; begins as zero. */
typedef struct grammar_tongue {
    bool is_asked;
    stet_str code; /**< Empty: cannot be told. */
} grammar_tongue;

/** Whether the block is in another language than `own`, "en" or "en_US". */
bool grammar_is_foreign(stet_ctx *ctx, const stet_unit *unit, stet_str own,
                        grammar_tongue *tongue);
/** Whether the block is in this language, by itself or as the rule set says. */
bool grammar_is_in(stet_ctx *ctx, const stet_unit *unit, const char *code,
                   grammar_tongue *tongue);

#endif
