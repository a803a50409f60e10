/* SPDX-License-Identifier: Apache-2.0 */
/**
 * schema.h - whether a value is as a JSON Schema says: the part of it that the
 * parameters of tools use.
 *
 * Known are type, enum, const, required, properties, additionalProperties, items, the
 * bounds of numbers, texts and lists, anyOf, oneOf, allOf, and a $ref that points into
 * the same schema. What else stands in a schema (pattern, format, not, if,
 * dependencies, unevaluatedProperties ...) is left out of account, so a value may pass
 * that a full validator refuses, and none is refused that it accepts. Meanings are
 * those of draft 2020-12: an integer is a number without a fraction, a length is
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
