/* SPDX-License-Identifier: Apache-2.0 */
/**
 * articles.h - the article before a phrase that another one replaces: "an individual"
 * becomes "a person", "A VERY OLD" becomes "AN OLD".
 *
 * Which article a word wants is told by how it begins, from a small table of sounds;
 * what the table leaves open (a uninformed, an historic), and words in capitals that
 * may be spelled out, get no edit. Pure functions; nothing is kept.
 */
#ifndef STET_PHRASING_ARTICLES_H
#define STET_PHRASING_ARTICLES_H

#include <stet/plugin.h>

/** The edit of the article that stands before byte `before` of `text`, when it was
   right of what begins at `start`, as far as can be told, and is not right of `next`,
   which comes behind it now. How many edits: 0 or 1. */
size_t articles_mend(stet_str text, uint32_t before, uint32_t start, stet_str next,
                     stet_edit *edit);

#endif
