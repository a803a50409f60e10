/* SPDX-License-Identifier: Apache-2.0 */
/**
 * schema_p.h - the JSON Schema of rule sets, in two parts.
 *
 * schema.c has the shapes that every rule set has, schema_param.c what plugins'
 * tables say. A schema is a writer while it is being written, on the stack of one call.
 */
#ifndef STET_RULE_SCHEMA_P_H
#define STET_RULE_SCHEMA_P_H

#include "base/json_writer.h"
#include "rule/parameter.h"

typedef struct stet_schema {
    stet_json_writer json;
    stet_arena arena;
} stet_schema;

/** "key": "value" */
void stet_schema_text(stet_schema *s, const char *key, const char *value);
/** "key": { */
void stet_schema_begin(stet_schema *s, const char *key);
/** "key": [ */
void stet_schema_begin_list(stet_schema *s, const char *key);
/** The type of text: YAML takes a bare 5 for a number. */
void stet_schema_text_type(stet_schema *s);
/** The keywords of an object that has no other properties than those listed. */
void stet_schema_closed(stet_schema *s, const char *description);
/** `names` end with NULL. */
void stet_schema_required(stet_schema *s, const char *const *names);
/** The schema of a parameter's value. */
void stet_schema_param(stet_schema *s, const stet_param *param);

#endif
