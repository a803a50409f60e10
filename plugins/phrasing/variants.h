/* SPDX-License-Identifier: Apache-2.0 */
/**
 * variants.h - spellings whose choice hangs together for a whole text: British or
 * American, -ise or -ize.
 *
 * A variant says what it does not write and what it writes instead. So a word may be
 * held against one of them alone ("tyre" is not American, "tire" is both), and three of
 * them may share words (British with -ise, British with -ize, American). A text is of
 * the variant to which it must be changed least; it is told where it must be changed.
 * What no variant writes says nothing of a text, and is not told.
 *
 * Made once with the check, immutable then. What is judged is in the callback's memory.
 */
#ifndef STET_PHRASING_VARIANTS_H
#define STET_PHRASING_VARIANTS_H

#include "owners.h"

#include <stet/plugin.h>

/** More variants than any language has. */
enum { VARIANTS_MOST = 16 };

/** A variant, as the parameter table below reads it. */
typedef struct variant {
    stet_str name;
    stet_list pairs;
} variant;

extern const stet_param variants_params[2];

/** What a text's own variant follows. */
typedef enum variants_decider {
    VARIANTS_MOST_USED, /**< Most of its places; the first of them when it is a draw. */
    VARIANTS_FIRST_USED, /**< The first of its places that tells. */
} variants_decider;

typedef struct variants {
    const variant *items;
    size_t count;
    phrasing_owners words; /* What is not written, by variant and pair. */
} variants;

/** Makes them of a list of variant; false when it is not as it must be, and stet_fail()
    has been called. */
bool variants_init(stet_ctx *ctx, variants *v, const stet_list *list);

/** Reports the places of the unit's hits that are not of the text's variant.
   `exceptions` are two lists of phrasing_item; `message` has {instead}, {other},
   {variant} and {count}. */
void variants_judge(stet_ctx *ctx, const variants *v, variants_decider decider,
                    const stet_list *exceptions, const stet_doc *doc, uint32_t message);

#endif
