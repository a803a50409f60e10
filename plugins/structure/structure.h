/* SPDX-License-Identifier: Apache-2.0 */
/**
 * structure.h - the check types of the structure plugin: layout, not language.
 *
 * Each check type is one stet_check_type, listed in structure.c; a file holds one, or
 * a small family that reads the same facts. They read the blocks, lines, inlines and
 * character kinds that the core has made, and leave at once where those say that there
 * is nothing to see. Checks of the markup (lines) report spans of the markup.
 */
#ifndef STET_STRUCTURE_H
#define STET_STRUCTURE_H

#include <stet/plugin.h>

/* headings.c */
extern const stet_check_type structure_heading_order, structure_single_title,
    structure_empty_section;
/* lists.c */
extern const stet_check_type structure_list_length, structure_list_depth,
    structure_empty_item, structure_mixed_bullets;
/* lengths.c */
extern const stet_check_type structure_sentence_length, structure_paragraph_length;
/* marks.c */
extern const stet_check_type structure_code_fence, structure_emphasis;
/* tables.c */
extern const stet_check_type structure_table_columns, structure_table_shape;
/* outline.c */
extern const stet_check_type structure_outlined;
/* images.c */
extern const stet_check_type structure_image_alternative;
/* spaces.c */
extern const stet_check_type structure_trailing_space, structure_doubled_space;
/* links.c */
extern const stet_check_type structure_bare_url;
/* link_targets.c, link_texts.c, link_hosts.c */
extern const stet_check_type structure_link_targets, structure_link_text,
    structure_link_hosts;
/* ending.c */
extern const stet_check_type structure_truncated;
/* leftovers.c, tags.c, link_leftovers.c */
extern const stet_check_type structure_leftover, structure_leftover_tag,
    structure_link_leftover;
/* characters.c */
extern const stet_check_type structure_invisible;
/* mojibake.c */
extern const stet_check_type structure_mojibake;
/* scripts.c */
extern const stet_check_type structure_mixed_script;
/* readability.c, metric.c */
extern const stet_check_type structure_readability, structure_metric;
/* rhythm.c, lead_ins.c, closing.c, triples.c, dashes.c */
extern const stet_check_type structure_rhythm, structure_lead_ins,
    structure_closing_summary, structure_list_of_three, structure_dashes;

/* repetition.c */
extern const stet_check_type structure_repetition;

/** Words that count as words: not punctuation, not symbols, not clitics. */
static inline bool structure_is_word(const stet_word *word)
{
    return word->kind == STET_WORD_PLAIN || word->kind == STET_WORD_NUMBER ||
           word->kind == STET_WORD_OPAQUE;
}

/** The code point at byte `*at` of UTF-8 text; moves `*at` behind it. */
uint32_t structure_next(stet_str text, size_t *at);
/** The code point that ends at byte `at`, which is not 0. */
uint32_t structure_before(stet_str text, size_t at);
/** The first byte at or behind `at` that is no ASCII; the end when there is none. */
size_t structure_skip_ascii(stet_str text, size_t at);
/** The same of bytes that are not printable ASCII. */
size_t structure_skip_plain(stet_str text, size_t at);
/** The first place at or behind `at` with two spaces; the end when there is none. */
size_t structure_find_pair(stet_str text, size_t at);
/** How many inlines begin at or before byte `at` of the text. */
size_t structure_inlines_until(stet_inline_array inlines, uint32_t at);
/** Whether a block is the first cell of a table, the parent of the others. */
bool structure_begins_table(stet_block_array blocks, const stet_block *block);
/** The text's first word: where findings stand that are of a text as a whole. */
stet_span structure_start(stet_ctx *ctx, const stet_doc *doc);
/** A number with one decimal, as messages show a measure; the text lives until the
    callback returns. */
stet_str structure_shown(stet_ctx *ctx, double number);
/** How a bound is said in a message: "at most 3 are wanted", "none is wanted". */
stet_str structure_at_most(stet_ctx *ctx, double most);
stet_str structure_at_least(stet_ctx *ctx, double least);
/** Whether a span of the text stands in a code span. */
bool structure_is_code(stet_ctx *ctx, const stet_doc *doc, stet_span span);

#endif
