/* SPDX-License-Identifier: Apache-2.0 */
/**
 * rival.h - which of several findings of one place speaks.
 *
 * Who reads "very unique" as too wordy, as banned and as a cliché has one thing to mend
 * and three findings to read. So, when all rules of a record have reported, findings of
 * different rules that point to the same words are rivals, and one of them speaks: the
 * most severe; of equals, the one with the longest span, which says most; of equals,
 * that of the rule whose name comes first. The others are silent, and are not told.
 *
 * Rivals are findings of rules that look for phrases and patterns, when their spans
 * overlap; and findings of any rules whose spans are equal. Never rivals are: two
 * findings of one rule; findings of check types that say something of the text as a
 * whole (stet_check_type.whole); those of other checks that cover a whole block or
 * sentence, or nothing; and places that a batch rule kept. So a long sentence and a
 * banned word in it are both told.
 *
 * It is decided a record at a time by what was found there, so neither the number of
 * workers nor the order of reports counts. What the author let stand with a mark is no
 * rival; what the baseline lets stand is, so that recording it brings nothing new to
 * light. While a piece is mended silent findings are kept, marked: a finding that
 * speaks because its rival was mended is not a new one.
 */
#ifndef STET_RUN_RIVAL_H
#define STET_RUN_RIVAL_H

#include "base/arena.h"
#include "run/finding.h"
#include "text/document.h"

/** Of a finding of `rule` at a span of the text, or of the markup. */
stet_rivalry stet_rivalry_of(const stet_rule *rule, const stet_doc *doc, stet_span span,
                             bool in_markup);

/** Sets `silent` where a rival speaks, false elsewhere. The findings are sorted by
   order of the document, start and end. */
void stet_rivals_settle(stet_located *findings, size_t n_findings, stet_arena *scratch);

/** Takes the silent findings out of a result. */
void stet_rivals_drop(stet_result *result);

#endif
