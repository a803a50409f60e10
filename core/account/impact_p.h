/* SPDX-License-Identifier: Apache-2.0 */
/** impact_p.h - what the files of an impact share among themselves. */
#ifndef STET_ACCOUNT_IMPACT_P_H
#define STET_ACCOUNT_IMPACT_P_H

#include "account/figure.h"
#include "account/impact.h"
#include "account/wording.h"
#include "base/buffer.h"

/** What the core tells faults of marks as, whatever the rule set. */
#define STET_IMPACT_MARK_RULE "stet-mark"

/** Puts a cause among `n` others, which are in the order of rules; of a rule the one
    that came first stays. There must be room. How many there are now. */
size_t stet_impact_insert_cause(stet_impact_cause *causes, size_t n,
                                const stet_impact_cause *added);
/** Keeps the record as an example of a rule that turns it, if its rank is low enough.
 */
void stet_impact_keep_example(stet_impact *impact, stet_impact_side side,
                              const stet_impact_outcome *record,
                              const stet_impact_cause *cause);

/* ---- For the reports ---------------------------------------------------- */

/** A list of what a report tells, in its order; free() the items. */
typedef struct stet_impact_list {
    const void **items;
    size_t count;
} stet_impact_list;

/** Rules that have an effect, those that newly reject most first, then those that
    newly accept most. */
stet_impact_list stet_impact_list_rules(const stet_impact *impact);
/** Groups, with all others in one behind them; those with most records that are newly
    rejected first, then those with most that are newly accepted. */
stet_impact_list stet_impact_list_groups(const stet_impact *impact);
/** The next change of this rule from `*at` on, which moves behind it; NULL: none. */
const stet_impact_change *stet_impact_next_change(const stet_impact *impact,
                                                  uint32_t rule, size_t *at);

/** "212 of 7,804: 2.7 % (2.4-3.1)"; of none without a share. `noun`: what stands before
    the colon, " records that were accepted", or nothing. */
void stet_impact_add_share(stet_buffer *out, uint64_t count, uint64_t n,
                           const char *noun);
/** The headline, two sentences in one. */
void stet_impact_add_headline(stet_buffer *out, const stet_impact *impact);
/** "music 2026.11 (new.yaml), by the rules of 2026-11-26", made visible. */
void stet_impact_add_specification(stet_buffer *out,
                                   const stet_impact_specification *side);
/** What else there is to be known: of records without a match, of failures. A line
    each, with `before` in front. */
void stet_impact_add_notes(stet_buffer *out, const stet_impact *impact,
                           const char *before);
/** "answers.jsonl:17:330 (record 17, id q-17, field answer)", made visible. */
void stet_impact_add_place(stet_buffer *out, const stet_impact_example *example);
/** Why a rule may have an effect that is not changed itself: one finding speaks in a
    place (run/rival.h). */
#define STET_IMPACT_RIVALS \
    "not changed itself: where it speaks, another rule spoke, or speaks now"

/** A text made visible, on one line: its line ends and tabs are blanks. */
void stet_impact_add_line(stet_buffer *out, stet_str text);
/** The text of the span, made visible, cut at a length for one line. */
void stet_impact_add_match(stet_buffer *out, stet_str match);

#endif
