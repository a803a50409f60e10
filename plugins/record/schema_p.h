/* SPDX-License-Identifier: Apache-2.0 */
/**
 * schema_p.h - what the files of schema.h share: how far a check has come, what
 * a schema says of a value, and the keywords of lists.
 *
 * Schemas come from records, so from anybody: a check ends after so many steps, and
 * what it has not come to by then is taken to be right.
 */
#ifndef STET_RECORD_SCHEMA_P_H
#define STET_RECORD_SCHEMA_P_H

#include "schema.h"

/** How far a check has come, of all that it tries. */
typedef struct schema_limits {
    unsigned n_steps;
    bool reached; /**< What lies behind is taken to be right. */
} schema_limits;

/** Counts a step; false: there are no more. */
bool schema_in_time(schema_limits *limits);

/** Keys in any order, numbers by their value; what takes too long is the same. */
bool schema_same_value(schema_limits *limits, const stet_node *a, const stet_node *b);

typedef struct schema_run {
    stet_ctx *ctx;
    const stet_node *root; /**< The schema that a $ref points into. */
    record_schema_fault *fault;
    void *user;
    bool ok;
    bool unsure; /**< What holds so far, a keyword that is not known may refuse. */
    unsigned depth;
    schema_limits *limits;
} schema_run;

/** One keyword of `schema`, whose value is `word`. */
typedef void schema_keyword(schema_run *run, const stet_node *word,
                            const stet_node *schema, const stet_node *value);

/** Holds a value to a schema: every keyword of it. */
void schema_check(schema_run *run, const stet_node *schema, const stet_node *value);

/** `at` is wrong; what it is, or lacks, is told unless the run is silent. */
STET_PRINTF(3, 4)
void schema_refuse(schema_run *run, const stet_node *at, const char *format, ...);

/** What a schema says of a value: it may hold where a keyword is not known. */
typedef enum schema_verdict { REFUSED, MAY_HOLD, HOLDS } schema_verdict;
schema_verdict schema_verdict_of(const schema_run *run, const stet_node *schema,
                                 const stet_node *value);

/** `prefixItems` and `items` behind it; in draft-07 `items` is the list, and what
    stands behind it is `additionalItems`. */
schema_keyword schema_check_items;
/** `prefixItems` where no `items` look at them, too. */
schema_keyword schema_check_prefix;
schema_keyword schema_check_contains, schema_check_unique;

#endif
