/* SPDX-License-Identifier: Apache-2.0 */
#include "report/csv.h"

#include "base/str.h"
#include "base/visible.h"

static bool needs_quotes(stet_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (strchr(",\"\n", text.ptr[i]))
            return true;
    return false;
}

/* A line feed is allowed inside quotes; other control characters are made visible. */
static void show(stet_buffer *out, stet_str text)
{
    stet_str rest = text;
    for (stet_str line; stet_str_cut(&rest, '\n', &line);) {
        stet_visible_add(out, line);
        if (line.ptr + line.len < text.ptr + text.len)
            stet_buffer_add_char(out, '\n');
    }
}

void stet_csv_cell(stet_buffer *out, stet_str text)
{
    stet_buffer shown = { 0 };
    if (text.len && strchr("=+-@\t\r\n", text.ptr[0]))
        stet_buffer_add_char(&shown, '\'');
    show(&shown, text);
    stet_str value = stet_buffer_str(&shown);
    bool quotes = needs_quotes(value);
    if (quotes)
        stet_buffer_add_char(out, '"');
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '"')
            stet_buffer_add_char(out, '"');
        stet_buffer_add_char(out, value.ptr[i]);
    }
    if (quotes)
        stet_buffer_add_char(out, '"');
    stet_buffer_release(&shown);
}
