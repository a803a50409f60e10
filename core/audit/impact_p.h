/* SPDX-License-Identifier: Apache-2.0 */
/** impact_p.h - what the files of an impact share among themselves. */
#ifndef STET_AUDIT_IMPACT_P_H
#define STET_AUDIT_IMPACT_P_H

#include "audit/impact.h"
#include "audit/interval.h"
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

#endif
