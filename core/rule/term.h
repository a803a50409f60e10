/* SPDX-License-Identifier: Apache-2.0 */
/**
 * term.h - from when to when a rule holds: its `since`, `until` and `grace`.
 *
 *     not yet --since--> grace --since + grace--> in force --until--> over
 *
 * A bound is a day or a version. Days are held against today, versions against the
 * version of the file that says it: of two files that extend each other each counts its
 * own. Both bounds belong to the term: on the day of `until` the rule still holds.
 * Before and behind its term a rule is silent; in its grace, which only a day begins,
 * what would be an error is a warning that says from when on it will be one.
 *
 * A term is part of a rule, worked out when the rule set is loaded: a run has one day,
 * even when midnight passes. Pure functions, any thread.
 */
#ifndef STET_RULE_TERM_H
#define STET_RULE_TERM_H

#include "base/date.h"

typedef enum stet_term_state {
    STET_TERM_IN_FORCE, /**< Of rules without a term too. */
    STET_TERM_NOT_YET,
    STET_TERM_GRACE,
    STET_TERM_OVER,
} stet_term_state;

typedef enum stet_bound_kind {
    STET_BOUND_NONE,
    STET_BOUND_DATE,
    STET_BOUND_VERSION,
} stet_bound_kind;

typedef struct stet_bound {
    stet_bound_kind kind;
    stet_date date;
    stet_str version;  /**< "2026.11.3" */
    stet_str compared; /**< The version that it is held against. */
} stet_bound;

typedef struct stet_term {
    stet_bound since, until;
    int32_t grace; /**< Days; 0: none. */
    stet_term_state state;
} stet_term;

/** Whether a text is a version that can be compared: numbers with dots between them. */
bool stet_version_is_valid(stet_str version);
/** Part by part as numbers, 2026.11.3 before 2026.11.12; a part that is missing is 0.
 */
int stet_version_compare(stet_str a, stet_str b);
/** What a term is on a day. */
stet_term_state stet_term_state_of(const stet_term *term, stet_date today);
/** The first day that is not in its grace any more. */
stet_date stet_term_grace_end(const stet_term *term);
static inline bool stet_term_is_dated(const stet_term *term)
{
    return term->since.kind == STET_BOUND_DATE || term->until.kind == STET_BOUND_DATE;
}
static inline bool stet_term_has_bounds(const stet_term *term)
{
    return term->since.kind != STET_BOUND_NONE || term->until.kind != STET_BOUND_NONE;
}
/** Whether the rule is silent, whatever its level. */
static inline bool stet_term_is_silent(const stet_term *term)
{
    return term->state == STET_TERM_NOT_YET || term->state == STET_TERM_OVER;
}
/** "not yet: since 2026-12-01, grace 14 days"; nothing for a term without bounds. */
void stet_term_add(stet_buffer *out, const stet_term *term);

#endif
