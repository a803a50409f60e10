/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/message.h"

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '-';
}

/** From an opening brace on: its length with both braces, 0 when it is not a name. */
static size_t name_length(stet_str text, size_t at)
{
    size_t end = at + 1;
    while (end < text.len && is_name(text.ptr[end]))
        end++;
    bool whole = end > at + 1 && end < text.len && text.ptr[end] == '}';
    return whole ? end + 1 - at : 0;
}

const char *stet_message_check(stet_str text, size_t *at)
{
    for (size_t i = 0; i < text.len;) {
        char c = text.ptr[i];
        *at = i;
        if ((c == '{' || c == '}') && i + 1 < text.len && text.ptr[i + 1] == c) {
            i += 2;
        } else if (c == '{') {
            size_t len = name_length(text, i);
            if (len == 0)
                return "a brace opens that no name and brace follow; a brace itself is "
                       "written {{";
            i += len;
        } else if (c == '}') {
            return "a brace closes that none opened; a brace itself is written }}";
        } else {
            i++;
        }
    }
    return NULL;
}

bool stet_message_next_name(stet_str text, size_t *at, stet_str *name)
{
    while (*at < text.len) {
        size_t from = *at;
        bool doubled = from + 1 < text.len && text.ptr[from] == text.ptr[from + 1];
        size_t len = text.ptr[from] == '{' && !doubled ? name_length(text, from) : 0;
        size_t other = doubled && text.ptr[from] == '{' ? 2 : 1;
        *at += len ? len : other;
        if (!len)
            continue;
        *name = (stet_str){ text.ptr + from + 1, len - 2 };
        return true;
    }
    return false;
}
