/* SPDX-License-Identifier: Apache-2.0 */
/**
 * matcher_p.h - matching within the parts of a long subject, for the scanner.
 *
 * A subject of more than STET_SUBJECT_SIZE bytes is a row of parts, cut behind white
 * space where there is some. Where it is cut depends on the subject alone, so that
 * whoever looks for a pattern, and from wherever, sees the same parts. A match belongs
 * to the part in which it begins; PCRE2 sees all before it, and STET_SUBJECT_CONTEXT
 * bytes behind the part, which are neither an end of the subject nor of a line. Phrases
 * do not know of parts.
 */
#ifndef STET_RULE_MATCHER_P_H
#define STET_RULE_MATCHER_P_H

#include "rule/pattern.h"

/** The part of `subject` that holds byte `at`; for a pattern that asks where the
    subject ends, all of it. */
stet_span stet_matcher_part(const struct stet_pattern *pattern, stet_str subject,
                            size_t at);
/** As stet_matcher_find, for matches of a PCRE2 pattern that begin in `starts`, which
   is in a part. */
stet_match_status stet_matcher_find_in(stet_matcher *matcher,
                                       const struct stet_pattern *pattern,
                                       stet_str subject, stet_span part,
                                       stet_span starts, stet_match *out);
/** Without JIT, to show that the answers are the same. */
void stet_matcher_set_jit(stet_matcher *matcher, bool jit);

#endif
