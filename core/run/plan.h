/* SPDX-License-Identifier: Apache-2.0 */
/**
 * plan.h - which rules look at which field of the files of one kind.
 *
 * Fields, levels and overrides are the same for every record of a source, so they
 * are decided once a source and not once a text: a plan lists, for each field of the
 * layout, the rules that always run on it, and tells for each gated rule whether it
 * does when its gate matched. A worker keeps the plan of the source before when layout
 * and levels are the same, as they nearly always are.
 *
 * Rules that have a `when` are in none of the lists: which of them hold is another
 * matter for each record (run/holding.h).
 */
#ifndef STET_RUN_PLAN_H
#define STET_RUN_PLAN_H

#include "rule/rule_set.h"
#include "text/source.h"

#define STET_NOT_ASKED UINT32_MAX

typedef struct stet_plan {
    const stet_rule_set *set;
    const stet_layout *layout;
    uint8_t *levels;   /**< By rule; 0: off here. */
    uint8_t *fresh;    /**< The levels of a new source, before they are compared. */
    uint32_t **always; /**< By field: rules without gates of scope document or less, */
    size_t *n_always;  /**< and how many. */
    uint8_t **looks;   /**< By field, by rule: whether the rule looks at the field. */
    uint32_t *whole;   /**< Rules of scope record and batch, */
    size_t n_whole;
    size_t n_fields;
    bool *looks_whole; /**< By rule of scope record and batch: whether it looks here. */
    uint32_t *asked;   /**< By field: its index among the fields that a `when` asks
                            for; STET_NOT_ASKED: none does. */
    uint32_t asked_id; /**< The same of the records' ids, where no field is `id`. */
    const stet_rule
        *only;          /**< No other rule runs, and it holds everywhere; NULL: all. */
    stet_buffer inside; /**< Path whose levels these are. */
    bool has_overrides;
    bool alone; /**< Rules of the whole batch are off; set before the first source. */
    stet_arena arena;
} stet_plan;

void stet_plan_init(stet_plan *plan, const stet_rule_set *set);
void stet_plan_release(stet_plan *plan);
/** Makes it the plan for a source. `only`: no other rule runs; NULL: all. */
void stet_plan_set(stet_plan *plan, const stet_source *source, const stet_rule *only);

#endif
