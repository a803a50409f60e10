/* SPDX-License-Identifier: Apache-2.0 */
#include "comparing/novel.h"

/* A list that is being counted: items at one indentation. */
typedef struct run {
    size_t indent, count;
} run;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void note(uint64_t *lengths, size_t length)
{
    if (length > 1 && length < NOVEL_LENGTHS)
        *lengths |= (uint64_t)1 << length;
}

/* The number that a line begins with, behind marks of headings and emphasis: "## 3.",
   "**3)". 0: none. */
static size_t number_of(stet_str line)
{
    size_t at = 0, value = 0;

    while (at < line.len && (is_blank(line.ptr[at]) || strchr("#*_>", line.ptr[at])))
        at++;
    size_t start = at;
    for (; at < line.len && at < start + 3 && is_digit(line.ptr[at]); at++)
        value = value * 10 + (size_t)(line.ptr[at] - '0');
    return at > start && at < line.len && strchr(".):", line.ptr[at]) ? value : 0;
}

/* The length of the bullet at the start of a line; 0: there is none. */
static size_t bullet_of(stet_str line)
{
    static const char dot[] = "\xE2\x80\xA2";

    if (line.len > 1 && strchr("-*+", line.ptr[0]) && is_blank(line.ptr[1]))
        return 1;
    return line.len > 3 && memcmp(line.ptr, dot, 3) == 0 ? 3 : 0;
}

static void end_run(run *list, uint64_t *lengths)
{
    note(lengths, list->count);
    *list = (run){ 0, 0 };
}

static void look_at_line(stet_str line, run *list, size_t *headings, uint64_t *lengths)
{
    size_t indent = 0, level = 0;

    while (indent < line.len && is_blank(line.ptr[indent]))
        indent++;
    if (indent == line.len)
        return;
    note(lengths, number_of(line));
    line = (stet_str){ line.ptr + indent, line.len - indent };
    while (level < line.len && line.ptr[level] == '#')
        level++;
    if (level > 0 && level <= 6)
        headings[level - 1]++;
    if (bullet_of(line)) {
        if (list->count > 0 && indent < list->indent)
            end_run(list, lengths);
        if (list->count == 0)
            list->indent = indent;
        list->count += indent == list->indent;
    } else if (list->count > 0 && indent <= list->indent) {
        end_run(list, lengths);
    }
}

uint64_t novel_list_lengths(stet_str markup)
{
    size_t headings[6] = { 0 };
    uint64_t lengths = 0;
    run list = { 0, 0 };

    for (size_t at = 0; at < markup.len;) {
        const char *end = memchr(markup.ptr + at, '\n', markup.len - at);
        size_t behind = end ? (size_t)(end - markup.ptr) : markup.len;
        look_at_line((stet_str){ markup.ptr + at, behind - at }, &list, headings,
                     &lengths);
        at = behind + 1;
    }
    end_run(&list, &lengths);
    for (size_t i = 0; i < STET_LEN(headings); i++)
        note(&lengths, headings[i]);
    return lengths;
}
