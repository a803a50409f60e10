/* SPDX-License-Identifier: Apache-2.0 */
/**
 * json_writer.h - the one way in which stet writes JSON.
 *
 * Writes into a buffer, keeps track of commas and nesting; strings are escaped
 * so that the output is valid JSON and plain to look at whatever they hold
 * (control characters, U+2028/2029, bidi controls and DEL as \uXXXX, bytes that
 * are not UTF-8 as U+FFFD). `pretty` indents by two spaces; otherwise no white
 * space is written. Numbers: integers exactly; doubles shortest form that reads
 * back the same, null for what JSON cannot say.
 */
#ifndef STET_BASE_JSON_WRITER_H
#define STET_BASE_JSON_WRITER_H

#include "base/buffer.h"

#include <stdbool.h>

enum { STET_JSON_DEPTH = 64 };

typedef struct stet_json_writer {
    stet_buffer *out;
    bool pretty;
    unsigned depth;
    bool after_key;
    bool has_item[STET_JSON_DEPTH];
} stet_json_writer;

void stet_json_init(stet_json_writer *json, stet_buffer *out, bool pretty);
void stet_json_begin_object(stet_json_writer *json);
void stet_json_end_object(stet_json_writer *json);
void stet_json_begin_array(stet_json_writer *json);
void stet_json_end_array(stet_json_writer *json);
void stet_json_key(stet_json_writer *json, const char *key);
void stet_json_key_str(stet_json_writer *json, stet_str key);
void stet_json_string(stet_json_writer *json, stet_str value);
void stet_json_text(stet_json_writer *json, const char *value);
void stet_json_integer(stet_json_writer *json, int64_t value);
void stet_json_real(stet_json_writer *json, double value);
void stet_json_boolean(stet_json_writer *json, bool value);
void stet_json_null(stet_json_writer *json);
/** Already JSON: written as it is. */
void stet_json_raw(stet_json_writer *json, stet_str value);

/** Only the escaping: `text` between quotes, appended to `out`. */
void stet_json_quote(stet_buffer *out, stet_str text);

#endif
