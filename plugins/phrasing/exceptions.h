/* SPDX-License-Identifier: Apache-2.0 */
/**
 * exceptions.h - phrases and patterns in which something may stand after all.
 *
 * A place is excepted when a match of one of them overlaps it and is not a part of it:
 * "very" in "very hungry caterpillar". They are no gates: only blocks that hold
 * something to except are searched, from the start to the end and once, as long as the
 * places are asked for in text order. What is asked for out of order is answered too,
 * but the block is searched again.
 *
 * One is made in each call of run, on the stack; all in the callback's memory.
 */
#ifndef STET_PHRASING_EXCEPTIONS_H
#define STET_PHRASING_EXCEPTIONS_H

#include <stet/plugin.h>

typedef struct phrasing_exceptions {
    const stet_list *lists; /**< Of phrasing_item. */
    size_t n_lists;
    struct phrasing_cover *covers; /**< By list and item; NULL until one is asked. */
    stet_str text;                 /**< What was searched last. */
    uint32_t asked;                /**< The start of the place that was asked last. */
} phrasing_exceptions;

/** Exceptions of `n` lists of phrasing_item. */
static inline phrasing_exceptions phrasing_exceptions_of(const stet_list *lists,
                                                         size_t n)
{
    return (phrasing_exceptions){ .lists = lists, .n_lists = n };
}

/** Whether a place of `text` is excepted; the text outlives the exceptions. */
bool phrasing_is_covered(stet_ctx *ctx, phrasing_exceptions *exceptions, stet_str text,
                         stet_span span);

/** The same of a hit, in its block. */
bool phrasing_is_excepted(stet_ctx *ctx, const stet_hit *hit,
                          phrasing_exceptions *exceptions);

#endif
