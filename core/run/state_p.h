/* SPDX-License-Identifier: Apache-2.0 */
/**
 * state_p.h - opening and merging states, for the files of this room.
 *
 * Where something fails, the reason is in the host of the worker that is named.
 */
#ifndef STET_RUN_STATE_P_H
#define STET_RUN_STATE_P_H

#include "run/worker.h"

/** Opens the rule's state in this worker. What could not be opened is not closed. */
bool stet_state_open(struct stet_worker *worker, const stet_rule *rule);
/** Folds the states of a rule into the first one that is open, `*into`; NULL: none is.
    The reason of a failure is in the first worker's host. */
bool stet_states_merge(stet_engine *engine, struct stet_worker *workers,
                       unsigned n_workers, const stet_rule *rule,
                       stet_rule_state **into);

#endif
