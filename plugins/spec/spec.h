/* SPDX-License-Identifier: Apache-2.0 */
/**
 * spec.h - the check types of the spec plugin: what a technical specification states.
 *
 * Few and orthogonal; each is a file that defines one stet_check_type, listed in
 * spec.c. What a text lacks stands nowhere, so "too few" and "missing" are told at the
 * first word of the text, "too many" at the first that is too many.
 */
#ifndef STET_SPEC_H
#define STET_SPEC_H

#include <stet/plugin.h>

extern const stet_check_type spec_count, spec_require, spec_forbid, spec_anchor,
    spec_equals, spec_case, spec_structure, spec_ratio, spec_sequence, spec_each,
    spec_compare, spec_novel, spec_language, spec_citations, spec_urls;

/** A list element that is one phrase or pattern, or one text. */
typedef struct spec_item {
    const stet_pattern *pattern;
} spec_item;
typedef struct spec_text {
    stet_str text;
} spec_text;
extern const stet_param spec_phrase_params[1], spec_pattern_params[1];
extern const stet_param spec_gate_phrase_params[1], spec_gate_pattern_params[1];
extern const stet_param spec_text_params[1];

/** Where what is missing is told: the first word, or the empty start of an empty text.
 */
stet_span spec_start(stet_ctx *ctx, const stet_doc *doc);
/** `text` without white space at its ends, as a span of it. */
stet_span spec_trim(stet_str text);
/** A list of texts as one: a, b, c. In the callback's memory. */
stet_str spec_join(stet_ctx *ctx, const stet_list *texts);
/** How a bound is said in a message, in the callback's memory: "at most 3", "none". */
stet_str spec_at_most(stet_ctx *ctx, int64_t most);
/** The same with a verb: "at least 3 are required", "exactly 1 is required", "none is
    allowed". */
stet_str spec_need_least(stet_ctx *ctx, int64_t least);
stet_str spec_need_most(stet_ctx *ctx, int64_t most);
stet_str spec_need_exactly(stet_ctx *ctx, int64_t exact);
/** Whether two texts are the same; ASCII letters in any case when `ignore_case`. */
bool spec_is_same(stet_str a, stet_str b, bool ignore_case);

#endif
