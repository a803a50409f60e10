/* SPDX-License-Identifier: Apache-2.0 */
#include "text/line.h"

#include "base/memory.h"
#include "text/front_matter.h"
#include "text/line_p.h"

#include <string.h>

/* What the lines before have opened. */
typedef struct reading {
    stet_str markup;
    stet_line_list *out;
    stet_line line;  /* The one that is being read, */
    stet_str rest;   /* and what follows its quotation marks and indentation. */
    size_t next;     /* Where the line after it begins. */
    uint32_t before; /* The stet_line_kind of the line before. */
    uint8_t quote_before;
    bool in_list;
    bool in_table;
    uint32_t item;       /* Column of the text of the last item. */
    char fence;          /* The mark of the open fence, or NUL. */
    uint8_t fence_quote; /* How many quotation marks stand before it. */
    uint32_t fence_length;
    stet_html html;      /* The HTML block that is open, or STET_HTML_NONE. */
    size_t front_matter; /* Its end. */
} reading;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* Columns that a blank at `column` takes: a tab goes to the next multiple of four. */
static uint32_t width_of(char c, uint32_t column)
{
    return c == '\t' ? 4 - column % 4 : 1;
}

static uint16_t narrow(size_t value)
{
    return value < UINT16_MAX ? (uint16_t)value : UINT16_MAX;
}

/* Cuts the next line, its quotation marks and its indentation. */
static void cut_line(reading *at)
{
    const char *ptr = at->markup.ptr;
    size_t start = at->next;
    const char *newline = memchr(ptr + start, '\n', at->markup.len - start);
    size_t end = newline ? (size_t)(newline - ptr) : at->markup.len;
    at->next = newline ? end + 1 : end;
    if (end > start && ptr[end - 1] == '\r')
        end--;
    at->line = (stet_line){ .span = { (uint32_t)start, (uint32_t)end } };
    at->rest = (stet_str){ ptr + start, end - start };
}

/* Passes blanks; the line's indentation is what stands before its first mark. */
static void cut_indent(reading *at)
{
    uint32_t column = 0;
    size_t i = 0;
    while (i < at->rest.len && is_blank(at->rest.ptr[i]))
        column += width_of(at->rest.ptr[i++], column);
    at->line.indent = narrow(column);
    at->rest = (stet_str){ at->rest.ptr + i, at->rest.len - i };
    at->line.content =
        narrow((size_t)(at->rest.ptr - at->markup.ptr) - at->line.span.start);
}

/* Quotation marks stand within three columns of the text; code does not. Behind a
   fence there are no more of them than before it. */
static void cut_quotes(reading *at)
{
    uint8_t most = at->fence ? at->fence_quote : UINT8_MAX;
    cut_indent(at);
    while (at->rest.len > 0 && at->rest.ptr[0] == '>' &&
           (at->line.indent < 4 || at->in_list) && at->line.quote < most) {
        at->line.quote++;
        bool blank = at->rest.len > 1 && at->rest.ptr[1] == ' ';
        size_t n = blank ? 2 : 1;
        at->rest = (stet_str){ at->rest.ptr + n, at->rest.len - n };
        cut_indent(at);
    }
}

static void set_kind(reading *at, stet_line_kind kind, char mark, uint32_t number)
{
    at->line.kind = (uint16_t)kind;
    at->line.mark = mark;
    at->line.number = number;
}

/* Sets the content behind `length` bytes of marks and the blanks that follow. */
static void set_content(reading *at, size_t length)
{
    while (length < at->rest.len && is_blank(at->rest.ptr[length]))
        length++;
    size_t from = (size_t)(at->rest.ptr - at->markup.ptr) - at->line.span.start;
    at->line.content = narrow(from + length);
}

static bool in_paragraph(const reading *at)
{
    return at->before == STET_LINE_TEXT && at->line.quote == at->quote_before;
}

/* The column from which a line is indented code: four more than its container. */
static bool is_deep(const reading *at)
{
    return at->line.indent >= (at->in_list ? at->item : 0) + 4;
}

/* Each of these reads one kind of line, and says whether it is one. */

static bool read_open_fence(reading *at)
{
    size_t n = stet_line_run(at->rest, 0, at->fence);
    stet_str behind = { at->rest.ptr + n, at->rest.len - n };
    if (at->line.quote < at->fence_quote) {
        at->fence = '\0';
        return false;
    }
    if (n < at->fence_length || !stet_line_is_blank(behind)) {
        set_kind(at, STET_LINE_CODE, '\0', 0);
        return true;
    }
    set_kind(at, STET_LINE_FENCE, at->fence, (uint32_t)n);
    set_content(at, n);
    at->fence = '\0';
    return true;
}

static bool read_fence(reading *at)
{
    char mark = at->rest.ptr[0];
    size_t n = stet_line_run(at->rest, 0, mark);
    if ((mark != '`' && mark != '~') || n < 3)
        return false;
    if (mark == '`' && memchr(at->rest.ptr + n, '`', at->rest.len - n))
        return false;
    at->fence = mark;
    at->fence_length = (uint32_t)n;
    at->fence_quote = at->line.quote;
    set_kind(at, STET_LINE_FENCE, mark, (uint32_t)n);
    set_content(at, n);
    return true;
}

static bool read_code(reading *at)
{
    bool follows = at->before == STET_LINE_CODE || at->before == STET_LINE_BLANK ||
                   at->before == STET_LINE_HEADING || at->before == STET_LINE_RULE;
    if (!is_deep(at) || !follows)
        return false;
    set_kind(at, STET_LINE_CODE, '\0', 0);
    return true;
}

static bool read_heading(reading *at)
{
    size_t n = stet_line_run(at->rest, 0, '#');
    if (n == 0 || n > 6 || (n < at->rest.len && !is_blank(at->rest.ptr[n])))
        return false;
    set_kind(at, STET_LINE_HEADING, '#', (uint32_t)n);
    set_content(at, n);
    return true;
}

/* A line of = or - under a line of text; of - elsewhere it is a thematic break. */
static bool read_underline(reading *at)
{
    char mark = at->rest.ptr[0];
    if ((mark != '=' && mark != '-') || !in_paragraph(at))
        return false;
    size_t n = stet_line_run(at->rest, 0, mark);
    stet_str behind = { at->rest.ptr + n, at->rest.len - n };
    if (!stet_line_is_blank(behind) || (at->in_list && at->line.indent < at->item))
        return false;
    set_kind(at, STET_LINE_UNDERLINE, mark, mark == '=' ? 1 : 2);
    return true;
}

static bool read_rule(reading *at)
{
    char mark = at->rest.ptr[0];
    uint32_t n = 0;
    if (mark != '-' && mark != '*' && mark != '_')
        return false;
    for (size_t i = 0; i < at->rest.len; i++) {
        if (at->rest.ptr[i] == mark)
            n++;
        else if (!is_blank(at->rest.ptr[i]))
            return false;
    }
    if (n < 3)
        return false;
    set_kind(at, STET_LINE_RULE, mark, n);
    return true;
}

/* Begins an item whose marks have `length` bytes. */
static void open_item(reading *at, size_t length)
{
    set_content(at, length);
    uint32_t column = at->line.indent;
    size_t from = (size_t)(at->rest.ptr - at->markup.ptr) - at->line.span.start;
    column += at->line.content - (uint32_t)from;
    at->in_list = true;
    at->item = column;
}

static bool read_bullet(reading *at)
{
    char mark = at->rest.ptr[0];
    if (mark != '-' && mark != '+' && mark != '*')
        return false;
    bool empty = at->rest.len == 1;
    if (!empty && !is_blank(at->rest.ptr[1]))
        return false;
    if (empty && in_paragraph(at) && !at->in_list)
        return false;
    set_kind(at, STET_LINE_BULLET, mark, 0);
    open_item(at, 1);
    return true;
}

static bool read_number(reading *at)
{
    size_t n = 0;
    uint32_t number = 0;
    while (n < at->rest.len && n < 9 && at->rest.ptr[n] >= '0' &&
           at->rest.ptr[n] <= '9')
        number = number * 10 + (uint32_t)(at->rest.ptr[n++] - '0');
    if (n == 0 || n >= at->rest.len ||
        (at->rest.ptr[n] != '.' && at->rest.ptr[n] != ')'))
        return false;
    bool empty = n + 1 == at->rest.len;
    if (!empty && !is_blank(at->rest.ptr[n + 1]))
        return false;
    if (in_paragraph(at) && !at->in_list && (empty || number != 1))
        return false;
    set_kind(at, STET_LINE_NUMBER, at->rest.ptr[n], number);
    open_item(at, n + 1);
    return true;
}

/* A row of a table, a line of dashes under its header, or the header, which only
   the line after it shows to be one. */
static bool read_row(reading *at)
{
    if (at->in_table) {
        set_kind(at, STET_LINE_TABLE, '|', stet_line_cells(at->rest));
        return true;
    }
    if (!memchr(at->rest.ptr, '|', at->rest.len))
        return false;
    reading below = *at;
    if (at->next >= at->markup.len)
        return false;
    cut_line(&below);
    cut_quotes(&below);
    if (below.line.quote != at->line.quote || !stet_line_delimiter_cells(below.rest))
        return false;
    set_kind(at, STET_LINE_TABLE, '|', stet_line_cells(at->rest));
    at->in_table = true;
    return true;
}

static bool read_html(reading *at)
{
    stet_html html = stet_html_begin(at->rest, in_paragraph(at));
    if (html == STET_HTML_NONE)
        return false;
    set_kind(at, STET_LINE_MARKUP, '\0', 0);
    at->html = stet_html_ends(html, at->rest) ? STET_HTML_NONE : html;
    return true;
}

static bool read_definition(reading *at)
{
    if (in_paragraph(at) || !stet_line_is_definition(at->rest))
        return false;
    set_kind(at, STET_LINE_MARKUP, '\0', 0);
    return true;
}

static void read_fresh(reading *at)
{
    bool deep = is_deep(at);
    char mark = at->rest.ptr[0];
    if (read_code(at))
        return;
    if (!at->in_list && deep && at->before == STET_LINE_TEXT)
        return; /* It goes on with the paragraph. */
    if ((mark == '`' || mark == '~') && read_fence(at))
        return;
    if (mark == '#' && read_heading(at))
        return;
    if ((mark == '=' || mark == '-') && read_underline(at))
        return;
    if (read_rule(at) || read_bullet(at) || read_number(at))
        return;
    if (mark == '<' && read_html(at))
        return;
    if (mark == '[' && read_definition(at))
        return;
    read_row(at);
}

/* What stands left of the items' text ends the list: but text that goes on directly
   with a paragraph stays in it, as CommonMark allows. */
static void leave_list(reading *at)
{
    uint32_t kind = at->line.kind;
    bool goes_on = kind == STET_LINE_TEXT &&
                   (at->before == STET_LINE_TEXT || at->before == STET_LINE_BULLET ||
                    at->before == STET_LINE_NUMBER);
    if (kind != STET_LINE_BULLET && kind != STET_LINE_NUMBER && !goes_on &&
        at->line.indent < at->item)
        at->in_list = false;
}

static void read_blank(reading *at)
{
    set_kind(at, STET_LINE_BLANK, '\0', 0);
    at->in_table = false;
    if (at->html == STET_HTML_UNTIL_BLANK)
        at->html = STET_HTML_NONE;
}

static void read_line(reading *at)
{
    cut_line(at);
    if (at->line.span.start < at->front_matter) {
        set_kind(at, STET_LINE_MARKUP, '\0', 0);
        return;
    }
    cut_quotes(at);
    set_kind(at, STET_LINE_TEXT, '\0', 0);
    if (at->fence && read_open_fence(at))
        return;
    if (at->rest.len == 0) {
        read_blank(at);
        if (at->html != STET_HTML_NONE)
            at->line.kind = STET_LINE_MARKUP;
        return;
    }
    if (at->html != STET_HTML_NONE) {
        set_kind(at, STET_LINE_MARKUP, '\0', 0);
        if (stet_html_ends(at->html, at->rest))
            at->html = STET_HTML_NONE;
        return;
    }
    read_fresh(at);
    at->in_table = at->line.kind == STET_LINE_TABLE;
    leave_list(at);
}

static void push_line(reading *at)
{
    stet_line_list *out = at->out;
    stet_memory_grow((void **)&out->items, &out->capacity, out->count + 1,
                     sizeof *out->items);
    out->items[out->count++] = at->line;
    at->before = at->line.kind;
    at->quote_before = at->line.quote;
}

void stet_line_scan(stet_str markup, bool markdown, stet_line_list *out)
{
    reading at = { .markup = markup, .out = out, .before = STET_LINE_BLANK };
    if (markdown)
        at.front_matter = stet_front_matter_length(markup);
    while (at.next < markup.len) {
        if (markdown) {
            read_line(&at);
        } else {
            cut_line(&at);
            cut_indent(&at);
            set_kind(&at, at.rest.len ? STET_LINE_TEXT : STET_LINE_BLANK, '\0', 0);
        }
        push_line(&at);
    }
}
