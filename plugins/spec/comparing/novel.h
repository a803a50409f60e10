/* SPDX-License-Identifier: Apache-2.0 */
/**
 * novel.h - what a text says that another does not: one comparison, and a file a kind.
 *
 *     novel.c          the check type; cuts both texts, calls the kinds
 *     novel_number.c   numbers and dates      novel_quote.c   quotations
 *     novel_name.c     names                  novel_url.c     addresses
 *     novel_known.c    the numbers and dates of the other text
 *     novel_derived.c  what can be worked out from them
 *
 * A kind first makes an index of the other text, then goes through this one; all of it
 * takes linear time (sorting numbers: n log n) and lives until the callback returns.
 * The other text is looked at with its markup, so that the numbers of list items and
 * the targets of links are known. Everywhere the other text is read generously, this
 * one strictly: what is told should be wrong.
 */
#ifndef STET_SPEC_NOVEL_H
#define STET_SPEC_NOVEL_H

#include "comparing/other.h"
#include "reading/token.h"

/** Messages, and kinds of the parameter, in this order. */
typedef enum novel_kind {
    NOVEL_NUMBERS,
    NOVEL_DATES,
    NOVEL_NAMES,
    NOVEL_QUOTES,
    NOVEL_URLS,
} novel_kind;

typedef struct novel {
    stet_ctx *ctx;
    const stet_doc *doc;
    uint32_t kinds;     /**< Bits 1 << novel_kind. */
    double tolerance;   /**< Of numbers that are said to be rounded. */
    size_t quote_words; /**< A quotation of fewer is not looked at. */
    spec_tokens ours;   /**< Prose that the rule looks at, with marks. */
    const spec_other *other;
    const spec_tokens *theirs; /**< One a part of `other`, with marks and markup. */
} novel;

static inline bool novel_wants(const novel *n, novel_kind kind)
{
    return (n->kinds >> kind & 1) != 0;
}

/** How many tokens the other text has. */
size_t novel_count_theirs(const novel *n);
/** Tells a span of this text, or of its markup. */
void novel_tell(const novel *n, novel_kind kind, stet_span span, bool in_markup);
/** Tells tokens first to behind - 1. */
void novel_tell_tokens(const novel *n, novel_kind kind, size_t first, size_t behind);

/** Whether a sentence ends before token `at`, or there. */
bool novel_ends_sentence(const spec_tokens *t, size_t at);

/** Numbers and dates: one looks at what the other has taken. */
void novel_find_numbers(const novel *n);
void novel_find_names(const novel *n);
void novel_find_quotes(const novel *n);
void novel_find_urls(const novel *n);

/** How long lists are: bit i of `lengths` when the markup has a list, or numbered
    headings, of i entries, below NOVEL_LENGTHS. */
enum { NOVEL_LENGTHS = 64 };
uint64_t novel_list_lengths(stet_str markup);

#endif
