/* SPDX-License-Identifier: Apache-2.0 */
#include "text/line_p.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

size_t stet_line_run(stet_str line, size_t at, char mark)
{
    size_t n = 0;
    while (at + n < line.len && line.ptr[at + n] == mark)
        n++;
    return n;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool stet_line_is_blank(stet_str line)
{
    for (size_t i = 0; i < line.len; i++)
        if (!is_blank(line.ptr[i]))
            return false;
    return true;
}

/* Tables. */

/* A row without the pipes at its ends. */
static stet_str inside_row(stet_str line)
{
    line = stet_str_trim(line);
    if (line.len > 0 && line.ptr[0] == '|')
        line = (stet_str){ line.ptr + 1, line.len - 1 };
    bool escaped = line.len > 1 && line.ptr[line.len - 2] == '\\';
    if (line.len > 0 && line.ptr[line.len - 1] == '|' && !escaped)
        line.len--;
    return line;
}

uint32_t stet_line_cells(stet_str line)
{
    stet_str row = inside_row(line);
    uint32_t n = 1;
    for (size_t i = 0; i < row.len; i++) {
        if (row.ptr[i] == '\\')
            i++;
        else
            n += row.ptr[i] == '|';
    }
    return n;
}

/* :---: with at least three marks: GitHub makes do with one, but what md4c reads as a
   paragraph is no table here either. */
static bool is_delimiter(stet_str cell)
{
    enum { LEAST = 3 };
    cell = stet_str_trim(cell);
    if (cell.len < LEAST)
        return false;
    size_t at = cell.len > 0 && cell.ptr[0] == ':';
    size_t n = stet_line_run(cell, at, '-');
    at += n;
    at += at < cell.len && cell.ptr[at] == ':';
    return n > 0 && at == cell.len;
}

uint32_t stet_line_delimiter_cells(stet_str line)
{
    uint32_t n = 0;
    if (!memchr(line.ptr, '|', line.len) || !memchr(line.ptr, '-', line.len))
        return 0;
    stet_str row = inside_row(line);
    for (size_t start = 0; start <= row.len; n++) {
        const char *pipe = memchr(row.ptr + start, '|', row.len - start);
        size_t end = pipe ? (size_t)(pipe - row.ptr) : row.len;
        if (!is_delimiter((stet_str){ row.ptr + start, end - start }))
            return 0;
        start = end + 1;
    }
    return n;
}

/* Link definitions. */

bool stet_line_is_definition(stet_str line)
{
    size_t at = 1;
    while (at < line.len && line.ptr[at] != ']' && line.ptr[at] != '[')
        at += line.ptr[at] == '\\' ? 2 : 1;
    if (at < 2 || at + 1 >= line.len || line.ptr[at] != ']' || line.ptr[at + 1] != ':')
        return false;
    stet_str rest = stet_str_trim((stet_str){ line.ptr + at + 2, line.len - at - 2 });
    size_t target = 0;
    while (target < rest.len && !is_blank(rest.ptr[target]))
        target++;
    stet_str title = stet_str_trim((stet_str){ rest.ptr + target, rest.len - target });
    if (target == 0 || title.len == 0)
        return target > 0;
    return title.len > 1 && strchr("\"'(", title.ptr[0]) && title.ptr[0] &&
           strchr("\"')", title.ptr[title.len - 1]) && title.ptr[title.len - 1];
}

/* HTML. */

/* Elements that begin a block wherever they stand at the start of a line. Sorted. */
static const char *const block_tags[] = {
    "address", "article",  "aside",  "base",     "basefont", "blockquote", "body",
    "caption", "center",   "col",    "colgroup", "dd",       "details",    "dialog",
    "dir",     "div",      "dl",     "dt",       "fieldset", "figcaption", "figure",
    "footer",  "form",     "frame",  "frameset", "h1",       "h2",         "h3",
    "h4",      "h5",       "h6",     "head",     "header",   "hr",         "html",
    "iframe",  "legend",   "li",     "link",     "main",     "menu",       "menuitem",
    "nav",     "noframes", "ol",     "optgroup", "option",   "p",          "param",
    "search",  "section",  "source", "summary",  "table",    "tbody",      "td",
    "tfoot",   "th",       "thead",  "title",    "tr",       "track",      "ul",
};

static const char *const raw_tags[] = { "pre", "script", "style", "textarea" };

enum { LONGEST_TAG = 12 };

static int compare_tag(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

static bool is_letter(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The name of a tag that begins at `at`, in lower case; returns its end. */
static size_t read_name(stet_str line, size_t at, char name[LONGEST_TAG])
{
    size_t n = 0;
    for (; at < line.len && (is_letter(line.ptr[at]) || is_digit(line.ptr[at])); at++)
        if (n + 1 < LONGEST_TAG)
            name[n++] =
                is_letter(line.ptr[at]) ? (char)(line.ptr[at] | 0x20) : line.ptr[at];
    name[n] = '\0';
    return at;
}

/* A whole tag, alone on its line. */
static bool is_lone_tag(stet_str line, size_t name_end)
{
    size_t at = name_end;
    while (at < line.len && line.ptr[at] != '>' && line.ptr[at] != '<') {
        char c = line.ptr[at++];
        if (c != '"' && c != '\'')
            continue;
        while (at < line.len && line.ptr[at] != c)
            at++;
        at++;
    }
    if (at >= line.len || line.ptr[at] != '>' || line.ptr[name_end] == ':')
        return false;
    return stet_line_is_blank((stet_str){ line.ptr + at + 1, line.len - at - 1 });
}

static stet_html begin_tag(stet_str line, bool in_paragraph)
{
    char name[LONGEST_TAG];
    bool closing = line.ptr[1] == '/';
    size_t start = closing ? 2 : 1;
    if (start >= line.len || !is_letter(line.ptr[start]))
        return STET_HTML_NONE;
    size_t end = read_name(line, start, name);
    bool parted = end >= line.len || is_blank(line.ptr[end]) || line.ptr[end] == '>';
    if (parted && !closing &&
        bsearch(name, raw_tags, STET_LEN(raw_tags), sizeof *raw_tags, compare_tag))
        return STET_HTML_RAW;
    bool block = bsearch(name, block_tags, STET_LEN(block_tags), sizeof *block_tags,
                         compare_tag);
    if (block && (parted || line.ptr[end] == '/'))
        return STET_HTML_UNTIL_BLANK;
    return !in_paragraph && is_lone_tag(line, end) ? STET_HTML_UNTIL_BLANK
                                                   : STET_HTML_NONE;
}

stet_html stet_html_begin(stet_str line, bool in_paragraph)
{
    if (line.len < 2 || line.ptr[0] != '<')
        return STET_HTML_NONE;
    if (stet_str_starts(line, STET_STR("<!--")))
        return STET_HTML_COMMENT;
    if (stet_str_starts(line, STET_STR("<![CDATA[")))
        return STET_HTML_CDATA;
    if (line.ptr[1] == '?')
        return STET_HTML_INSTRUCTION;
    if (line.ptr[1] == '!')
        return line.len > 2 && is_letter(line.ptr[2]) ? STET_HTML_DECLARATION
                                                      : STET_HTML_NONE;
    return begin_tag(line, in_paragraph);
}

static bool holds(stet_str line, stet_str text)
{
    return stet_str_find(line, text, 0) != SIZE_MAX;
}

/* Whether </name> of one of the raw elements is in the line, in any case. */
static bool holds_raw_end(stet_str line)
{
    size_t at = 0;
    while ((at = stet_str_find(line, STET_STR("</"), at)) != SIZE_MAX) {
        char name[LONGEST_TAG];
        size_t end = read_name(line, at + 2, name);
        if (end < line.len && line.ptr[end] == '>' &&
            bsearch(name, raw_tags, STET_LEN(raw_tags), sizeof *raw_tags, compare_tag))
            return true;
        at += 2;
    }
    return false;
}

bool stet_html_ends(stet_html html, stet_str line)
{
    switch (html) {
    case STET_HTML_RAW:
        return holds_raw_end(line);
    case STET_HTML_COMMENT:
        return holds(line, STET_STR("-->"));
    case STET_HTML_INSTRUCTION:
        return holds(line, STET_STR("?>"));
    case STET_HTML_DECLARATION:
        return holds(line, STET_STR(">"));
    case STET_HTML_CDATA:
        return holds(line, STET_STR("]]>"));
    default:
        return false;
    }
}
