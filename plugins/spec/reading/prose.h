/* SPDX-License-Identifier: Apache-2.0 */
/**
 * prose.h - the words of a text that show its language.
 *
 * Addresses, code, what stands in quotation marks and names are of any language, so
 * they are left out; of what is left the words are copied, one blank between them.
 * Which kinds of block count, the rule's `in` says.
 *
 * Memory: what is returned lives until the callback returns, and is small: a language
 * shows in the first few thousand letters.
 */
#ifndef SPEC_PROSE_H
#define SPEC_PROSE_H

#include <stet/plugin.h>

/** Of the blocks that the rule looks at. */
stet_str spec_prose(stet_ctx *ctx, const stet_doc *doc);
/** Of one block. */
stet_str spec_prose_of_block(stet_ctx *ctx, const stet_doc *doc,
                             const stet_block *block);

#endif
