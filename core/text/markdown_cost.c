/* SPDX-License-Identifier: Apache-2.0 */
/* What takes md4c more than time in proportion: told before it begins. */
#include "base/str.h"
#include "text/line.h"
#include "text/markdown_p.h"

#include <stdlib.h>
#include <string.h>

enum {
    /* Lists nested deeper than anyone does: md4c goes through all of them at each
       blank line, of which there may be a million. */
    DEEPEST = 400,
    SMALL = 8192, /* Bytes; of fewer no depth matters. */
    /* Of each in one block: md4c goes through all of them for each. So many take some
       0.03 s, four times as many half a second. */
    MOST_LINKS = 8192,
    LEAST_LINK = 4, /* Bytes that a link takes: "www." */
};

/* The bytes at the start of a line before its last list mark. */
static size_t list_depth(stet_str line)
{
    size_t depth = 0;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        if (c == '-' || c == '+' || c == '*' || c == '.' || c == ')')
            depth = i;
        else if (c != ' ' && c != '\t' && c != '>' && (c < '0' || c > '9'))
            break;
    }
    return depth;
}

static bool is_too_deep(stet_str markup)
{
    if (markup.len < SMALL)
        return false; /* It does not matter yet. */
    for (size_t at = 0; at < markup.len;) {
        const char *start = markup.ptr + at;
        const char *end = memchr(start, '\n', markup.len - at);
        size_t len = end ? (size_t)(end - start) : markup.len - at;
        if (len > DEEPEST && strchr(" \t>-+*0123456789", *start) && *start &&
            list_depth((stet_str){ start, len }) > DEEPEST)
            return true;
        at += len + 1;
    }
    return false;
}

/* What may begin links in some text. */
typedef struct link_counts {
    size_t brackets, bare;
} link_counts;

static size_t count_of(stet_str text, stet_str mark)
{
    size_t n = 0;
    for (size_t at = 0; (at = stet_str_find(text, mark, at)) != SIZE_MAX; at++)
        n++;
    return n;
}

static void add_counts(link_counts *counts, stet_str text)
{
    counts->brackets += count_of(text, STET_STR("["));
    counts->bare += count_of(text, STET_STR("://")) + count_of(text, STET_STR("www."));
}

static bool begins_block(const stet_line *line)
{
    return line->kind != STET_LINE_TEXT && line->kind != STET_LINE_UNDERLINE;
}

static bool is_code(const stet_line *line)
{
    return line->kind == STET_LINE_CODE || line->kind == STET_LINE_FENCE;
}

/* The most of each in one block. */
static link_counts most_in_a_block(stet_str markup)
{
    stet_line_list lines = { 0 };
    link_counts most = { 0 };
    link_counts block = { 0 };
    stet_line_scan(markup, true, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        const stet_line *line = &lines.items[i];
        if (begins_block(line))
            block = (link_counts){ 0 };
        if (!is_code(line))
            add_counts(&block, stet_slice(markup, line->span));
        if (block.brackets > most.brackets)
            most.brackets = block.brackets;
        if (block.bare > most.bare)
            most.bare = block.bare;
    }
    free(lines.items);
    return most;
}

stet_markdown_cost stet_markdown_cost_of(stet_str markup)
{
    if (is_too_deep(markup))
        return STET_MARKDOWN_TOO_MUCH;
    if (markup.len < (size_t)MOST_LINKS * LEAST_LINK)
        return STET_MARKDOWN_CHEAP;
    link_counts counts = { 0 };
    add_counts(&counts, markup);
    if (counts.brackets > MOST_LINKS || counts.bare > MOST_LINKS)
        counts = most_in_a_block(markup);
    if (counts.brackets > MOST_LINKS)
        return STET_MARKDOWN_TOO_MUCH;
    return counts.bare > MOST_LINKS ? STET_MARKDOWN_MANY_BARE : STET_MARKDOWN_CHEAP;
}
