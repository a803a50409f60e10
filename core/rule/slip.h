/* SPDX-License-Identifier: Apache-2.0 */
/**
 * slip.h - slips of the hand that are good YAML, and mean something else.
 *
 * Who writes a rule set is no programmer, and what YAML makes of these the rule would
 * then look for in vain, silently: a list whose hyphens have no space behind them or
 * are left out (one long text), quotation marks of a word processor (a part of the
 * text), colon without its space (a part of the key). Each has a way to say that it
 * is meant: straight quotes around it. Pure but for the errors they add.
 */
#ifndef STET_RULE_SLIP_H
#define STET_RULE_SLIP_H

#include "rule/yaml.h"

/** Whether one text in the place of a list of texts is meant to be several; an error
    says so. `phrases`: a line end in it is no part of what is looked for. */
bool stet_slip_in_list(const stet_yaml *node, bool phrases, stet_diagnostics *errors);
/** Whether a phrase stands in typographic quotation marks, and in no others; an error
    says so. */
bool stet_slip_in_quotes(const stet_yaml *node, stet_diagnostics *errors);
/** Whether a key of a rule without `check` is one that was written otherwise; a hint
   for the error just added says so. */
bool stet_slip_in_check(const stet_yaml *rule, stet_diagnostics *errors);

#endif
