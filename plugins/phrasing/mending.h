/* SPDX-License-Identifier: Apache-2.0 */
/**
 * mending.h - the edits that take a phrase out or put another in its place, and what
 * must change beside it so that the sentence is still one.
 *
 * A deletion takes a blank along (that behind the phrase where a line of the markup
 * begins with it), the commas or dashes that set the phrase off or the brackets around
 * it, and, when nothing is left of the sentence, its full stop; what then begins the
 * sentence gets the capital that the phrase had, unless it is a name such as iPhone,
 * code or an address. An article before the phrase follows the word that now stands
 * behind it ("an individual" -> "a person"), unless the old word says that it is none,
 * or that the small table of sounds here cannot be trusted. All in the callback's
 * memory.
 */
#ifndef STET_PHRASING_MENDING_H
#define STET_PHRASING_MENDING_H

#include <stet/plugin.h>

/** Edits that one mending may need. */
enum { MENDING_EDITS = 3 };

/** The edits that put `with` in the place of `span`; how many: at most MENDING_EDITS.
   An empty `with` takes it out; 0 edits when marks of emphasis or the like would go
    with it, of which nobody would know where they belong, or be left with nothing in
    them, or when it is all that a pair of quotation marks, an item, a cell, a heading
    or a quotation holds. */
size_t mending_edits(stet_ctx *ctx, const stet_doc *doc, stet_span span, stet_str with,
                     stet_edit *edits);

#endif
