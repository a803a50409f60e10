/* SPDX-License-Identifier: Apache-2.0 */
/**
 * site.h - where in its text a hit stands: what a rule's `at` asks for.
 *
 * A hit of a gate counts for a rule with sites only when it stands at one of them. That
 * is decided here, before the rule is called, so every check type that has gates
 * understands `at`, and what a rule counts is only what stands there. Rules without
 * `at` never come here.
 *
 * What is neither a letter nor a digit (white space, quotation marks, brackets, marks
 * of markup, emoji) does not count: “Certainly!” stands at the start of the text that
 * begins with a quotation mark, and at its end when only an emoji follows. The first
 * and the last block are those that the rule's `in` selects. Words are asked for only
 * where a sentence start cannot be told from the letters around the hit.
 */
#ifndef STET_RUN_SITE_H
#define STET_RUN_SITE_H

#include "rule/rule_set.h"
#include "text/document.h"

/** Whether a span of block `block` stands at one of the rule's sites. */
bool stet_site_holds(const stet_rule *rule, stet_doc *doc, uint32_t block,
                     stet_span span);

#endif
