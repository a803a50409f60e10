/* SPDX-License-Identifier: Apache-2.0 */
/**
 * schema.h - whether a value is as a JSON Schema says: the part of it that the
 * parameters of tools use.
 *
 * Known are all keywords of draft 2020-12 and of draft-07 that say what a value must
 * be, but for pattern, patternProperties, format, unevaluatedItems,
 * unevaluatedProperties and a $ref that does not point into the same schema. These are
 * left out of account, so a value may pass that a full validator refuses; and since
 * what they might refuse counts for nothing under oneOf, not, if and contains, none is
 * refused that it accepts. An integer is a number without a fraction, a length is
 * counted in characters.
 *
 * A schema that leads back to itself ends at a depth and after so many steps; the rest
 * is taken to be right. Pure; memory is the callback's.
 */
#ifndef STET_RECORD_SCHEMA_H
#define STET_RECORD_SCHEMA_H

#include "record.h"

/** Told of each value that is wrong: `at` is in the tree of the value; `why` is half a
    sentence that follows its name. */
typedef void record_schema_fault(void *user, const stet_node *at, stet_str why);

/** Calls `fault`, which may be NULL, for each fault; true: there is none. */
bool record_schema_holds(stet_ctx *ctx, const stet_node *schema, const stet_node *value,
                         record_schema_fault *fault, void *user);

#endif
