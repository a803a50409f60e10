/* SPDX-License-Identifier: Apache-2.0 */
/**
 * matcher_p.h - matching within the parts of a long subject, for the scanner.
 *
 * PCRE2 never sees more than STET_SUBJECT_SIZE bytes: a longer subject is a row of
 * parts, cut behind white space where there is some. Where it is cut depends on the
 * subject alone, so that whoever looks for a pattern, and from wherever, sees the same
 * parts. A match lies within one part. Phrases do not know of parts.
 */
#ifndef STET_RULE_MATCHER_P_H
#define STET_RULE_MATCHER_P_H

#include "rule/pattern.h"

/** The part of `subject` that holds byte `at`. */
stet_span stet_matcher_part(stet_str subject, size_t at);
/** As stet_matcher_find, for a PCRE2 pattern within one part. */
stet_match_status stet_matcher_find_in(stet_matcher *matcher,
                                       const struct stet_pattern *pattern,
                                       stet_str subject, stet_span part, uint32_t from,
                                       stet_match *out);
/** A match without groups. */
stet_match stet_matcher_whole(stet_span span);
/** Without JIT, to show that the answers are the same. */
void stet_matcher_set_jit(stet_matcher *matcher, bool jit);

#endif
