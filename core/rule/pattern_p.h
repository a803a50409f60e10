/* SPDX-License-Identifier: Apache-2.0 */
/**
 * pattern_p.h - what is behind a pattern: its phrase, or its compiled code.
 *
 * The code is compiled when it is first needed, once, under the pattern's own lock, and
 * published by one atomic store; from then on readers take no lock. JIT compilation is
 * tried and may fail: the interpreter gives the same answers.
 *
 * What can be tried in many ways at one place, such as \w+, is *watched*: PCRE2 calls
 * back before and behind it, by callouts put into the pattern (see literal.h). JIT code
 * and interpreter make the same calls, so counting them limits a match at the same
 * point in both, where PCRE2's own limits count different things in each and do
 * not count JIT's loops over single characters at all. (The callout before the item
 * keeps JIT from an optimisation of its own that skips callouts.) A pattern that our
 * reading of the syntax does not follow, a recursive one above all, has PCRE2 call back
 * at every item, and is left to the interpreter: JIT code finds other matches of some
 * recursions.
 */
#ifndef STET_RULE_PATTERN_P_H
#define STET_RULE_PATTERN_P_H

#include "rule/pattern.h"
#include "rule/phrase.h"

#ifndef PCRE2_CODE_UNIT_WIDTH
#define PCRE2_CODE_UNIT_WIDTH 8
#endif
#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>

struct stet_pattern_code {
    stet_phrase phrase;
    uint32_t anchor;  /**< Of a phrase: the point at which its literal begins. */
    stet_str watched; /**< Of a PCRE2 pattern: with callouts; ptr NULL: as it is. */
    bool sees_end;    /**< It may ask where the subject ends: \z or \Z. */
    pthread_mutex_t lock;
    _Atomic(pcre2_code *) code; /**< NULL: not compiled yet. */
    uint32_t n_groups;          /**< With group 0; valid once `code` is. */
    bool jit;                   /**< It was translated; valid once `code` is. */
    int first; /**< The byte with which each match begins, a mark; or -1. As above. */
    atomic_bool valid; /**< The syntax was checked, and is right. */
};

/** The compiled code; NULL when it cannot be compiled (the syntax is wrong). */
pcre2_code *stet_pattern_compiled(const struct stet_pattern *pattern);

#endif
