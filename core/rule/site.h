/* SPDX-License-Identifier: Apache-2.0 */
/**
 * site.h - where in its text a hit stands: what a rule's `at` asks for.
 *
 * A hit of a gate counts for a rule with sites only when it stands at one of them. That
 * is decided here, before the rule is called, so every check type that has gates
 * understands `at`, and what a rule counts is only what stands there. Rules without
 * `at` never come here.
 *
 * What is neither a letter nor a digit (white space, quotation marks, brackets, marks
 * of markup, emoji) does not count: “Certainly!” stands at the start of the text that
 * begins with a quotation mark, and at its end when only an emoji follows. The first
 * and the last block are those that the rule's `in` selects. Words are asked for only
 * where a sentence start cannot be told from the letters around the hit. The scan asks
 * before it tries a pattern: most blocks are neither first nor last.
 */
#ifndef STET_RULE_SITE_H
#define STET_RULE_SITE_H

#include "text/document.h"

/** Where a hit may have to stand, bits of stet_rule.sites: the words of `at`. */
enum {
    STET_SITE_TEXT_START = 1 << 0,
    STET_SITE_TEXT_END = 1 << 1,
    STET_SITE_BLOCK_START = 1 << 2,
    STET_SITE_BLOCK_END = 1 << 3,
    STET_SITE_SENTENCE_START = 1 << 4,
    STET_SITE_LINE_START = 1 << 5,
    STET_SITE_FIRST_PARAGRAPH = 1 << 6,
    STET_SITE_LAST_PARAGRAPH = 1 << 7,
    /** Those that any block may have. */
    STET_SITE_ANY_BLOCK = STET_SITE_BLOCK_START | STET_SITE_BLOCK_END |
                          STET_SITE_SENTENCE_START | STET_SITE_LINE_START,
};

/** Which blocks of a document come first and last, by kind; STET_BLOCK_NONE: none.
    Those of marks only, such as an empty item, do not count. */
typedef struct stet_site_bounds {
    uint32_t first[32];
    uint32_t last[32]; /**< 0, too, when there is none. */
    uint32_t first_paragraph, last_paragraph;
    /** A stretch of the text without letters and digits that was looked through, and
       one of the markup without line ends, too: text of marks alone has a hit at each.
     */
    stet_span seen, seen_in_line;
} stet_site_bounds;

void stet_site_bounds_find(stet_site_bounds *bounds, stet_str text,
                           stet_block_array blocks);

/** Whether any span of a block can stand at one of the sites: what is told by the block
    alone. `kinds` are the blocks that the rule looks at, bits 1 << stet_block_kind. */
bool stet_site_may_hold(uint32_t sites, uint32_t kinds, const stet_site_bounds *bounds,
                        uint32_t block);
/** Whether it can at any but those that every block may have, whatever the kinds. */
bool stet_site_may_be_bound(const stet_site_bounds *bounds, uint32_t kind,
                            uint32_t block);
/** Whether a span of block `block` does. What was looked through for the span before is
    not looked through again. */
bool stet_site_holds(uint32_t sites, uint32_t kinds, stet_doc *doc,
                     stet_site_bounds *bounds, uint32_t block, stet_span span);

#endif
