/* SPDX-License-Identifier: Apache-2.0 */
/**
 * levels.h - how deep brackets and quotations are nested.
 *
 * Each function adds as many spans to the list as there are levels in the deepest
 * place, so that a level is a unit that can be counted. All of them are the span of
 * that place, from its outermost mark to its end. Linear in the text; a stack in the
 * callback's memory grows with the depth.
 *
 * The plain ones take only what is closed: a bracket without its partner, an apostrophe
 * and the sign of an inch are no level. The others do as the reference of verifiable
 * instructions does, which the profile `ifbench` names.
 */
#ifndef STET_SPEC_LEVELS_H
#define STET_SPEC_LEVELS_H

#include "reading/reading.h"

void spec_bracket_levels(spec_spans *list, stet_str text);
void spec_quote_levels(spec_spans *list, stet_str text);
void spec_bracket_levels_literally(spec_spans *list, stet_str text, stet_span within,
                                   const spec_how *how);
void spec_quote_levels_literally(spec_spans *list, stet_str text, stet_span within,
                                 const spec_how *how);

#endif
