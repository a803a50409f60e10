/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json_writer.h"

#include "base/str.h"
#include "base/utf8.h"
#include "base/visible.h"

#include <assert.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void stet_json_init(stet_json_writer *json, stet_buffer *out, bool pretty)
{
    *json = (stet_json_writer){ .out = out, .pretty = pretty };
}

static void break_line(stet_json_writer *json)
{
    if (!json->pretty)
        return;
    stet_buffer_add_char(json->out, '\n');
    for (unsigned i = 0; i < json->depth; i++)
        stet_buffer_add_text(json->out, "  ");
}

/* What stands between the last item and the one that comes now. */
static void begin_item(stet_json_writer *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->has_item[json->depth])
        stet_buffer_add_char(json->out, ',');
    json->has_item[json->depth] = true;
    if (json->depth)
        break_line(json);
}

static void begin(stet_json_writer *json, char bracket)
{
    begin_item(json);
    stet_buffer_add_char(json->out, bracket);
    json->depth++;
    assert(json->depth < STET_JSON_DEPTH);
    json->has_item[json->depth] = false;
}

static void end(stet_json_writer *json, char bracket)
{
    assert(json->depth && !json->after_key);
    bool has_item = json->has_item[json->depth];
    json->depth--;
    if (has_item)
        break_line(json);
    stet_buffer_add_char(json->out, bracket);
}

void stet_json_begin_object(stet_json_writer *json)
{
    begin(json, '{');
}

void stet_json_end_object(stet_json_writer *json)
{
    end(json, '}');
}

void stet_json_begin_array(stet_json_writer *json)
{
    begin(json, '[');
}

void stet_json_end_array(stet_json_writer *json)
{
    end(json, ']');
}

void stet_json_key(stet_json_writer *json, const char *key)
{
    stet_json_key_str(json, stet_str_from(key));
}

void stet_json_key_str(stet_json_writer *json, stet_str key)
{
    assert(!json->after_key);
    begin_item(json);
    stet_json_quote(json->out, key);
    stet_buffer_add_text(json->out, json->pretty ? ": " : ":");
    json->after_key = true;
}

void stet_json_string(stet_json_writer *json, stet_str value)
{
    begin_item(json);
    stet_json_quote(json->out, value);
}

void stet_json_text(stet_json_writer *json, const char *value)
{
    stet_json_string(json, stet_str_from(value));
}

void stet_json_integer(stet_json_writer *json, int64_t value)
{
    begin_item(json);
    stet_buffer_format(json->out, "%" PRId64, value);
}

/* DBL_DIG digits are always enough to tell apart what was written with as many;
   below the normal numbers fewer are, above that count two more are needed. */
static void write_shortest(stet_buffer *out, double value)
{
    enum { ROOM = 40, MOST_DIGITS = 17 };
    char text[ROOM];
    int digits = fabs(value) < DBL_MIN ? 1 : DBL_DIG;
    for (; digits <= MOST_DIGITS; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        double back = strtod(text, NULL);
        if (!(back < value) && !(back > value))
            break;
    }
    /* A library may have set a locale whose decimal mark is a comma. */
    for (char *c = text; *c; c++)
        if (*c == ',')
            *c = '.';
    stet_buffer_add_text(out, text);
}

void stet_json_real(stet_json_writer *json, double value)
{
    begin_item(json);
    if (isfinite(value))
        write_shortest(json->out, value);
    else
        stet_buffer_add_text(json->out, "null");
}

void stet_json_boolean(stet_json_writer *json, bool value)
{
    begin_item(json);
    stet_buffer_add_text(json->out, value ? "true" : "false");
}

void stet_json_null(stet_json_writer *json)
{
    begin_item(json);
    stet_buffer_add_text(json->out, "null");
}

void stet_json_raw(stet_json_writer *json, stet_str value)
{
    begin_item(json);
    stet_buffer_add(json->out, value);
}

/* ASCII that stands for itself between quotes. */
static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

static void escape(stet_buffer *out, uint32_t c)
{
    static const char *const short_escapes[] = {
        ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n",  ['\f'] = "\\f",
        ['\r'] = "\\r", ['"'] = "\\\"", ['\\'] = "\\\\",
    };
    if (c < sizeof short_escapes / sizeof *short_escapes && short_escapes[c])
        stet_buffer_add_text(out, short_escapes[c]);
    else
        stet_buffer_format(out, "\\u%04X", (unsigned)c);
}

void stet_json_quote(stet_buffer *out, stet_str text)
{
    size_t copied = 0;
    size_t at = 0;
    stet_buffer_reserve(out, text.len + 2);
    stet_buffer_add_char(out, '"');
    while (at < text.len) {
        if (is_plain((unsigned char)text.ptr[at])) {
            at++;
            continue;
        }
        uint32_t c;
        size_t len = stet_utf8_decode(text, at, &c);
        if (c >= 0x80 && c != STET_UTF8_BAD && !stet_visible_needed(c)) {
            at += len;
            continue;
        }
        stet_buffer_append(out, text.ptr + copied, at - copied);
        if (c == STET_UTF8_BAD)
            stet_buffer_add_code_point(out, 0xFFFD);
        else
            escape(out, c);
        at += len;
        copied = at;
    }
    if (at > copied)
        stet_buffer_append(out, text.ptr + copied, at - copied);
    stet_buffer_add_char(out, '"');
}
