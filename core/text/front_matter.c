/* SPDX-License-Identifier: Apache-2.0 */
#include "text/front_matter.h"

#include <string.h>

/* Cuts a line off the front of `*rest`, without its line end. */
static stet_str cut_line(stet_str *rest)
{
    const char *end = memchr(rest->ptr, '\n', rest->len);
    size_t len = end ? (size_t)(end - rest->ptr) : rest->len;
    stet_str line = { rest->ptr, len };
    size_t cut = end ? len + 1 : len;
    *rest = (stet_str){ rest->ptr + cut, rest->len - cut };
    while (line.len > 0 && strchr(" \t\r", line.ptr[line.len - 1]))
        line.len--;
    return line;
}

static bool is_marks(stet_str line, char mark)
{
    return line.len == 3 && line.ptr[0] == mark && line.ptr[1] == mark &&
           line.ptr[2] == mark;
}

/* "key:" or "key: value", the key of a few words at most. */
static bool is_key(stet_str line)
{
    enum { LONGEST_KEY = 64 };
    size_t at = 0;
    while (at < line.len && at < LONGEST_KEY && line.ptr[at] != ':' &&
           !strchr("*`#[](){}<>|", line.ptr[at]))
        at++;
    return at > 0 && at < line.len && line.ptr[at] == ':' &&
           (at + 1 == line.len || line.ptr[at + 1] == ' ');
}

/* Whether a line can stand in a mapping: a key, what is indented under one, an item,
   a comment. */
static bool is_yaml(stet_str line)
{
    if (line.len == 0 || strchr(" \t#", line.ptr[0]) || is_key(line))
        return true;
    return line.len > 1 && line.ptr[0] == '-' && line.ptr[1] == ' ';
}

size_t stet_front_matter_length(stet_str markup)
{
    stet_str rest = markup;
    if (markup.len < 3 || !is_marks(cut_line(&rest), '-'))
        return 0;
    stet_str behind = rest;
    stet_str first = cut_line(&behind);
    if (!is_key(first) && !is_marks(first, '-') && !is_marks(first, '.'))
        return 0;
    while (rest.len > 0) {
        stet_str line = cut_line(&rest);
        if (is_marks(line, '-') || is_marks(line, '.'))
            return markup.len - rest.len;
        if (!is_yaml(line))
            return 0;
    }
    return 0;
}
