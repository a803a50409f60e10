/* SPDX-License-Identifier: Apache-2.0 */
/**
 * markdown.h - Markdown made text: blocks, inlines and the map back.
 *
 *     markup --md4c's callbacks--> text, segments, blocks, inlines
 *
 * md4c gives the text of each leaf as pointers into the markup, so what stands between
 * two of them is marks; the places of blocks, of emphasis and of links are worked out
 * from that, for md4c does not tell them. Where nothing of a block points into the
 * markup (an empty item, an empty cell) its mark is looked for behind the block before.
 *
 * In the text blocks are parted by a blank line. A soft line break is a space, a hard
 * one and <br> a line feed; entities and escapes are what they stand for. An item or
 * a cell without text is an empty block. Cells that a row lacks are none.
 *
 * Work and memory are bounded by the length of the markup: when md4c would multiply it
 * (a row of a thousand columns for each line, the same long link for each reference),
 * or would take quadratic time (lists 400 deep, more than 8,192 brackets in a block),
 * reading gives up, and the document is read as plain text. Where a block has more than
 * 8,192 bare addresses, those of the document are words, not links.
 */
#ifndef STET_TEXT_MARKDOWN_H
#define STET_TEXT_MARKDOWN_H

#include "text/document.h"

/** Reads doc->markup; sets doc->text, blocks, inlines and segments, which must be
    empty. False: given up; what has been added is for the caller to drop. */
bool stet_markdown_read(stet_doc *doc);

#endif
