/* SPDX-License-Identifier: Apache-2.0 */
#include "report/xml.h"

#include "base/utf8.h"
#include "base/visible.h"

#include <inttypes.h>

/* What stands for an ASCII character that may not stand for itself. */
static const char *escape_of(uint32_t c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

static void add_visible(stet_buffer *out, stet_str character)
{
    stet_buffer shown = { 0 };
    stet_visible_add(&shown, character);
    stet_xml_add(out, stet_buffer_str(&shown));
    stet_buffer_release(&shown);
}

void stet_xml_add(stet_buffer *out, stet_str text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t c;
        size_t len = stet_utf8_decode(text, at, &c);
        const char *escape = escape_of(c);
        if (escape)
            stet_buffer_add_text(out, escape);
        else if (c == STET_UTF8_BAD || stet_visible_needed(c))
            add_visible(out, (stet_str){ text.ptr + at, len });
        else if (c == 0xFFFE || c == 0xFFFF)
            stet_buffer_add_code_point(out, 0xFFFD);
        else
            stet_buffer_append(out, text.ptr + at, len);
        at += len;
    }
}

void stet_xml_attribute(stet_buffer *out, const char *name, stet_str value)
{
    stet_buffer_format(out, " %s=\"", name);
    stet_xml_add(out, value);
    stet_buffer_add_char(out, '"');
}

void stet_xml_number(stet_buffer *out, const char *name, uint64_t value)
{
    stet_buffer_format(out, " %s=\"%" PRIu64 "\"", name, value);
}
