/* SPDX-License-Identifier: Apache-2.0 */
/**
 * schema.h - JSON Schema: whether data has the form that a specification states.
 *
 * The validation keywords of draft-07, and those spellings of 2019-09 and 2020-12 that
 * differ in name ($defs, prefixItems, dependentRequired ...). A schema is made once, in
 * create, where each of its keywords must be known: a misspelt one would let
 * everything pass. It is immutable from then on; checking is done by any thread.
 *
 * What stands beside a $ref counts, as it does since 2019-09, unless $schema names
 * draft-07 or older. References lead to places in the same schema only. Patterns are
 * those of ECMAScript as far as PCRE2 can be made to agree: $ is the very end, \d and
 * \w are ASCII. Formats are checked; one that cannot be is an error.
 *
 * A schema may ask for more work than its length tells, by references that fan out:
 * steps are counted, and nesting is bounded. Past these limits the rule fails.
 */
#ifndef STET_SPEC_SCHEMA_H
#define STET_SPEC_SCHEMA_H

#include <stet/plugin.h>

typedef struct spec_schema spec_schema;

/** Where the data is not as the schema says. */
typedef struct spec_violation {
    const stet_node *at;
    bool key;      /**< Its key is wrong, not its value. */
    bool begin;    /**< Something is wrong with what it holds, or lacks. */
    stet_str path; /**< A JSON pointer, "" is the whole; as `what` in the callback's
                        memory. */
    stet_str what; /**< "must be a number, is text" */
} spec_violation;

typedef void spec_violation_sink(void *user, const spec_violation *violation);

/** In create. NULL: what is wrong was told by stet_fail(). */
const spec_schema *spec_schema_make(stet_ctx *ctx, const stet_node *source);

/** Tells each violation in the data, whose text has `size` bytes. Fails when the limits
    are passed. */
stet_status spec_schema_check(stet_ctx *ctx, const spec_schema *schema,
                              const stet_node *data, size_t size,
                              spec_violation_sink *sink, void *user);

#endif
