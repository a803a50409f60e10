/* SPDX-License-Identifier: Apache-2.0 */
/**
 * treebank_p.h - the paper on which a sentence is cut into tokens.
 *
 * The conventions of the Penn Treebank (after R. MacIntyre's tokenizer.sed) are a list
 * of substitutions that put blanks around marks, and between a word and its clitic.
 * What one puts in, a later one sees, so they are made one after the other, on a copy
 * of the sentence in which each byte knows where in the text it came from
 * (treebank_step.c); what white space parts at the end are the tokens (treebank.c).
 * Papers live in the callback's memory.
 */
#ifndef STET_SPEC_TREEBANK_P_H
#define STET_SPEC_TREEBANK_P_H

#include "reading/python.h"

#include <limits.h>

typedef struct treebank_paper {
    stet_ctx *ctx;
    bool *present; /**< By byte: whether it may stand on any of the papers. */
    char *text;
    uint32_t *origins; /**< The place in the text of each byte. */
    size_t len, capacity;
} treebank_paper;

/** Room for so many bytes more. */
void treebank_reserve(treebank_paper *out, size_t more);
/** Adds in->text[at, at + n). */
void treebank_copy(const treebank_paper *in, size_t at, size_t n, treebank_paper *out);
/** Adds a blank, or marks that stand for the byte at `at`. */
void treebank_write(const char *text, const treebank_paper *in, size_t at,
                    treebank_paper *out);
/** Makes all substitutions, on one paper and the other in turn; returns the one that
   holds the result, and `*other` is the other. */
treebank_paper *treebank_change(treebank_paper *in, treebank_paper **other);

#endif
