/* SPDX-License-Identifier: Apache-2.0 */
/**
 * structure.h - what the two halves of spec.structure share: sections are headings
 * (structure.c), data is what a text or its code parses as (structure_data.c).
 */
#ifndef STET_SPEC_STRUCTURE_H
#define STET_SPEC_STRUCTURE_H

#include "schema/schema.h"
#include "spec.h"

/** Rows of `parses` in structure_data.c. */
enum { SPEC_PARSES_ANYTHING, SPEC_PARSES_JSON };
enum { SPEC_CODE_IGNORED, SPEC_CODE_EACH, SPEC_CODE_REQUIRED };
enum {
    SPEC_MESSAGE_MISSING,
    SPEC_MESSAGE_ORDER,
    SPEC_MESSAGE_OTHER,
    SPEC_MESSAGE_SYNTAX,
    SPEC_MESSAGE_DATA,
    SPEC_MESSAGE_NO_CODE,
};

typedef struct structure_options {
    stet_list sections; /* spec_text */
    bool ordered;
    bool only;
    int64_t heading_level;
    int parses;
    bool fenced;
    int code_blocks;
    stet_list keys; /* spec_text */
    bool only_keys;
    const stet_node *schema;
    int profile;
} structure_options;

/** A check: its options, and its schema or NULL. */
typedef struct structure_check {
    structure_options options;
    const spec_schema *schema;
} structure_check;

extern const char *const spec_parses_choices[];

/** In create: whether the options of data go together. */
stet_status spec_data_create(stet_ctx *ctx, structure_check *check);
/** Tells what is wrong with the data of a document. */
stet_status spec_data_run(stet_ctx *ctx, const structure_check *check,
                          const stet_doc *doc);

#endif
