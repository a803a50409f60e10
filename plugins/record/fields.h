/* SPDX-License-Identifier: Apache-2.0 */
/**
 * fields.h - what record.fields demands of a field, and how one value is held to it.
 *
 * fields.c finds the values of a record, in JSON or in a row of a table; field_value.c
 * looks at one. A field is made in `create` and does not change.
 */
#ifndef STET_RECORD_FIELDS_H
#define STET_RECORD_FIELDS_H

#include "path.h"

typedef enum record_fields_message {
    FIELDS_RECORD,
    FIELDS_MISSING,
    FIELDS_KIND,
    FIELDS_BLANK,
    FIELDS_UNDER,
    FIELDS_OVER,
    FIELDS_SHORT,
    FIELDS_LONG,
    FIELDS_ONE_OF,
    FIELDS_AS_MANY,
    FIELDS_ONLY,
} record_fields_message;

/** What a value may be, as the parameter `type` names it. */
typedef struct record_kind {
    int kind;
} record_kind;
extern const stet_param record_kind_params[1];

/** One element of the parameter `fields`. */
typedef struct record_field {
    stet_str path;
    stet_list type; /**< record_kind */
    bool optional;
    bool blank;
    double min, max;
    stet_list one_of; /**< record_text */
    stet_str as_many_as;
} record_field;

/** Beyond these a bound is none. */
#define RECORD_UNBOUND     "1e300"
#define RECORD_BOUND_LIMIT 1e300

/** Tells what is wrong with the value of a field. */
void record_field_check(record_view *view, const record_field *field,
                        const stet_node *value);
/** Whether a field may hold a number, or true and false: how a cell is to be read. */
bool record_field_may_be(const record_field *field, stet_node_kind kind);

#endif
