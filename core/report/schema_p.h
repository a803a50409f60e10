/* SPDX-License-Identifier: Apache-2.0 */
/**
 * schema_p.h - tables of properties, from which JSON Schemas are drawn.
 */
#ifndef STET_REPORT_SCHEMA_P_H
#define STET_REPORT_SCHEMA_P_H

#include "base/buffer.h"

#include <stdbool.h>

/** What a value may be. */
typedef enum stet_schema_type {
    STET_SCHEMA_TEXT,
    STET_SCHEMA_HEX, /**< A hash: 16 hex digits. */
    STET_SCHEMA_LEVEL,
    STET_SCHEMA_FLAG,
    STET_SCHEMA_INTEGER, /**< Of any sign. */
    STET_SCHEMA_COUNT,   /**< From 0. */
    STET_SCHEMA_NUMBER,  /**< From 1. */
    STET_SCHEMA_SHARE,   /**< From 0 to 1. */
    STET_SCHEMA_REAL,    /**< A number, or null where there is none. */
    STET_SCHEMA_TEXTS,   /**< A list of texts. */
    STET_SCHEMA_COUNTS,  /**< A list of whole numbers. */
    STET_SCHEMA_MAP,     /**< Names to texts. */
    STET_SCHEMA_OBJECT,  /**< The definition that `of` names. */
    STET_SCHEMA_LIST,    /**< Of such objects. */
} stet_schema_type;

typedef struct stet_schema_property {
    const char *name;
    stet_schema_type type;
    const char *of;
    bool optional;
    const char *doc;
} stet_schema_property;

/** An object; a line of the output when `line`: then its key "type" holds its name. */
typedef struct stet_schema_object {
    const char *name;
    bool line;
    const stet_schema_property *properties;
    size_t n_properties;
} stet_schema_object;

/** The schema of the first object, with the others as its definitions. */
void stet_schema_write_objects(const char *title, const stet_schema_object *objects,
                               size_t count, stet_buffer *out);

#endif
