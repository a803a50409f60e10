/* SPDX-License-Identifier: Apache-2.0 */
/**
 * other.h - what a text is compared with: another field of its record, or a given text.
 *
 * A field may be prose (then it is a document, or several of one name) or a fact of the
 * record, such as a source that is not checked itself. Of a fact only the first value
 * is known, and it has no places to point to.
 */
#ifndef STET_SPEC_OTHER_H
#define STET_SPEC_OTHER_H

#include <stet/plugin.h>

/** Options that say what to compare with; a check type's own begin with them. */
typedef struct spec_other_options {
    stet_str with; /**< A field; empty: */
    stet_str text; /**< a given text. */
} spec_other_options;

/** The rows of a parameter table for these, at field `o` of options struct S. */
#define SPEC_OTHER_PARAMS(S)                                           \
    { .name = "with",                                                  \
      .type = STET_T_TEXT,                                             \
      .offset = STET_AT(S, other.with, stet_str),                      \
      .preset = "''",                                                  \
      .field = true,                                                   \
      .doc = "The field that it is compared with." },                  \
    {                                                                  \
        .name = "text", .type = STET_T_TEXT,                           \
        .offset = STET_AT(S, other.text, stet_str), .preset = "''",    \
        .doc = "A text that it is compared with, in place of a field." \
    }

typedef struct spec_other_part {
    const stet_doc *doc; /**< NULL: a fact, or a given text. */
    stet_str text;
} spec_other_part;

typedef struct spec_other {
    stet_str name; /**< For messages: “source”, or "the given text". */
    spec_other_part *parts;
    size_t count; /**< 0: the record has no such text. */
} spec_other;

/** Fails unless one of the two is given. For create. */
stet_status spec_other_check(stet_ctx *ctx, const spec_other_options *options);
/** `markup`: documents with their marks, else as they are read. */
spec_other spec_other_find(stet_ctx *ctx, const stet_record *record,
                           const spec_other_options *options, bool markup);
/** Sends all of it through the steps of view.h. */
void spec_other_change(stet_ctx *ctx, spec_other *other, const stet_list *transform,
                       int profile);

#endif
