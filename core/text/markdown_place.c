/* SPDX-License-Identifier: Apache-2.0 */
#include "text/markdown_p.h"

/* No mark is looked for further than this behind the block before. */
enum { FARTHEST = 4096 };

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static char char_at(const stet_markdown *reader, uint32_t at)
{
    return at < reader->len ? reader->ptr[at] : '\n';
}

uint32_t stet_markdown_next_line(const stet_markdown *reader, uint32_t at)
{
    while (at < reader->len && !is_line_end(reader->ptr[at]))
        at++;
    if (at + 1 < reader->len && reader->ptr[at] == '\r' && reader->ptr[at + 1] == '\n')
        at++;
    return at < reader->len ? at + 1 : at;
}

/* Over blanks and the marks of quotations, which may begin any line. */
static uint32_t over_prefix(const stet_markdown *reader, uint32_t at)
{
    while (at < reader->len && (is_blank(reader->ptr[at]) || reader->ptr[at] == '>'))
        at++;
    return at;
}

static uint32_t over_blanks(const stet_markdown *reader, uint32_t at)
{
    while (at < reader->len && is_blank(reader->ptr[at]))
        at++;
    return at;
}

static uint32_t over_run(const stet_markdown *reader, uint32_t at, char mark)
{
    while (at < reader->len && reader->ptr[at] == mark)
        at++;
    return at;
}

/* Sets of marks are short. */
static inline bool is_one_of(char c, const char *set)
{
    for (; *set; set++)
        if (*set == c)
            return true;
    return false;
}

static uint32_t back_over(const stet_markdown *reader, uint32_t at, const char *set)
{
    while (at > reader->cursor && is_one_of(reader->ptr[at - 1], set))
        at--;
    return at;
}

/* Where blocks with text begin. */

static uint32_t item_start(const stet_markdown *reader, uint32_t start)
{
    const stet_markdown_container *item = &reader->containers[reader->n_containers - 1];
    const char *between = " \t\r\n>\\"; /* The text may begin on the next line. */
    uint32_t at = back_over(reader, start, between);
    if (item->task && at >= reader->cursor + 3 && reader->ptr[at - 1] == ']')
        at = back_over(reader, at - 3, between);
    if (at <= reader->cursor || reader->ptr[at - 1] != item->mark)
        return start;
    at--;
    return item->mark == '.' || item->mark == ')' ? back_over(reader, at, "0123456789")
                                                  : at;
}

static uint32_t quote_start(const stet_markdown *reader, uint32_t start)
{
    uint32_t at = over_blanks(reader, back_over(reader, start, " \t>"));
    return at < start ? at : start;
}

static uint32_t heading_start(const stet_markdown *reader, uint32_t start)
{
    uint32_t blanks = back_over(reader, start, " \t");
    uint32_t at = back_over(reader, blanks, "#");
    return at < blanks ? at : start;
}

uint32_t stet_markdown_block_start(const stet_markdown *reader, uint32_t start)
{
    switch (reader->doc->blocks[reader->block].kind) {
    case STET_BLOCK_ITEM:
        return item_start(reader, start);
    case STET_BLOCK_QUOTE:
        return quote_start(reader, start);
    case STET_BLOCK_HEADING:
        return heading_start(reader, start);
    default:
        return start;
    }
}

/* Where blocks end. */

static uint32_t trimmed_line_end(const stet_markdown *reader, uint32_t at)
{
    uint32_t end = at;
    for (; at < reader->len && !is_line_end(reader->ptr[at]); at++)
        if (!is_blank(reader->ptr[at]))
            end = at + 1;
    return end;
}

/* With closing hashes, or the line under it. */
static uint32_t heading_end(const stet_markdown *reader)
{
    const stet_block *block = &reader->doc->blocks[reader->block];
    uint32_t end = trimmed_line_end(reader, reader->cursor);
    if (char_at(reader, block->markup.start) == '#')
        return end;
    uint32_t line = over_prefix(reader, stet_markdown_next_line(reader, end));
    char mark = char_at(reader, line);
    return mark == '=' || mark == '-' ? over_run(reader, line, mark) : end;
}

/* With the closing fence, when there is one. The cursor is behind the last line of
   code, or at the start of the line under the opening fence when there is none. */
static uint32_t code_end(const stet_markdown *reader)
{
    uint32_t line = reader->cursor;
    if (reader->fence == 0)
        return line;
    if (reader->has_lines)
        line = stet_markdown_next_line(reader, line);
    uint32_t start = over_prefix(reader, line);
    uint32_t end = over_run(reader, start, reader->fence_mark);
    bool closes = end - start >= reader->fence &&
                  is_line_end(char_at(reader, over_blanks(reader, end)));
    return closes ? end : reader->cursor;
}

uint32_t stet_markdown_block_end(const stet_markdown *reader)
{
    switch (reader->doc->blocks[reader->block].kind) {
    case STET_BLOCK_HEADING:
        return heading_end(reader);
    case STET_BLOCK_CODE:
        return code_end(reader);
    default:
        return reader->cursor;
    }
}

/* Marks without text: looked for line by line behind the cursor. Each of these gives
   the end of the mark that stands at `at`, or `at`. */

static uint32_t item_mark(const stet_markdown *reader, uint32_t at)
{
    const stet_markdown_container *item = &reader->containers[reader->n_containers - 1];
    uint32_t end = at;
    if (item->mark == '.' || item->mark == ')')
        while (end < reader->len && reader->ptr[end] >= '0' && reader->ptr[end] <= '9')
            end++;
    char behind = char_at(reader, end + 1);
    if (char_at(reader, end) != item->mark ||
        !(is_blank(behind) || is_line_end(behind)))
        return at;
    return end + 1;
}

static uint32_t heading_mark(const stet_markdown *reader, uint32_t at)
{
    uint32_t end = over_run(reader, at, '#');
    char behind = char_at(reader, end);
    return is_blank(behind) || is_line_end(behind) ? end : at;
}

static uint32_t fence_mark(const stet_markdown *reader, uint32_t at)
{
    uint32_t end = over_run(reader, at, reader->fence_mark);
    return end - at >= 3 ? end : at;
}

static uint32_t rule_mark(const stet_markdown *reader, uint32_t at)
{
    char mark = char_at(reader, at);
    uint32_t count = 0;
    if (mark != '-' && mark != '*' && mark != '_')
        return at;
    uint32_t end = at;
    while (end < reader->len &&
           (reader->ptr[end] == mark || is_blank(reader->ptr[end])))
        count += reader->ptr[end++] == mark;
    return count >= 3 && is_line_end(char_at(reader, end)) ? end : at;
}

static uint32_t row_mark(const stet_markdown *reader, uint32_t at)
{
    return char_at(reader, at) == '|' ? at + 1 : at;
}

static stet_span find_mark(const stet_markdown *reader,
                           uint32_t (*mark)(const stet_markdown *, uint32_t))
{
    uint32_t from = reader->cursor;
    for (uint32_t at = from; at < reader->len && at - from < FARTHEST;) {
        uint32_t start = over_prefix(reader, at);
        uint32_t end = mark(reader, start);
        if (end > start)
            return (stet_span){ start, end };
        at = stet_markdown_next_line(reader, start);
    }
    return (stet_span){ from, from };
}

stet_span stet_markdown_find_marks(const stet_markdown *reader)
{
    switch (reader->doc->blocks[reader->block].kind) {
    case STET_BLOCK_ITEM:
        return find_mark(reader, item_mark);
    case STET_BLOCK_HEADING:
        return find_mark(reader, heading_mark);
    case STET_BLOCK_CODE:
        if (reader->fence_mark)
            return find_mark(reader, fence_mark);
        break;
    default:
        break;
    }
    return (stet_span){ reader->cursor, reader->cursor };
}

void stet_markdown_pass_rule(stet_markdown *reader)
{
    reader->cursor = find_mark(reader, rule_mark).end;
}

/* Cells. */

/* The first cell of a row: behind the pipe that begins the line. */
static bool find_first_cell(stet_markdown *reader, uint32_t *at)
{
    uint32_t line = reader->cursor;
    if (reader->in_header) {
        stet_span pipe = find_mark(reader, row_mark);
        *at = pipe.end;
        return pipe.end > pipe.start;
    }
    line = stet_markdown_next_line(reader, line);
    if (!reader->header_passed)
        line = stet_markdown_next_line(reader, line);
    line = over_prefix(reader, line);
    if (char_at(reader, line) != '|')
        return false;
    reader->header_passed = true;
    *at = line + 1;
    return true;
}

bool stet_markdown_find_cell(stet_markdown *reader, uint32_t *at)
{
    if (!reader->row_placed)
        return find_first_cell(reader, at);
    uint32_t pipe = reader->cursor;
    while (pipe < reader->len && reader->ptr[pipe] != '|' &&
           !is_line_end(reader->ptr[pipe]))
        pipe += reader->ptr[pipe] == '\\' ? 2 : 1;
    if (char_at(reader, pipe) != '|' ||
        is_line_end(char_at(reader, over_blanks(reader, pipe + 1))))
        return false;
    *at = pipe + 1;
    return true;
}
