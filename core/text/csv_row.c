/* SPDX-License-Identifier: Apache-2.0 */
#include "text/csv_row.h"

#include <string.h>

/** Where a split stands. */
enum {
    SPLIT_ROW_START,
    SPLIT_CELL_START,
    SPLIT_PLAIN,  /**< In a cell without quotes. */
    SPLIT_QUOTED, /**< In a cell with quotes. */
    SPLIT_QUOTE,  /**< Behind a quote in one: the second of two, or the end. */
};

/** Length of the line end at `at`, or 0. */
static size_t line_end_at(stet_str bytes, size_t at)
{
    if (at < bytes.len && bytes.ptr[at] == '\n')
        return 1;
    return at + 1 < bytes.len && bytes.ptr[at] == '\r' && bytes.ptr[at + 1] == '\n' ? 2
                                                                                    : 0;
}

/** The state behind a byte of a row, line ends apart. */
static uint32_t state_behind(uint32_t state, char c, char delimiter)
{
    if (state == SPLIT_QUOTED)
        return c == '"' ? SPLIT_QUOTE : SPLIT_QUOTED;
    if (c == delimiter)
        return SPLIT_CELL_START;
    if (c == '"' && state != SPLIT_PLAIN)
        return SPLIT_QUOTED; /* It opens the cell, or is the second of two. */
    return SPLIT_PLAIN;
}

stet_split stet_csv_split(stet_str bytes, size_t *at, stet_scan_state *scan,
                          char delimiter)
{
    size_t i = *at;
    if (scan->state == SPLIT_ROW_START) {
        for (size_t n; (n = line_end_at(bytes, i)); i += n)
            ;
        if (i != *at) {
            *at = i;
            return STET_SPLIT_BLANK;
        }
        scan->state = SPLIT_CELL_START;
    }
    while (i < bytes.len) {
        char c = bytes.ptr[i];
        if (scan->state == SPLIT_QUOTED) {
            const char *quote = memchr(bytes.ptr + i, '"', bytes.len - i);
            i = quote ? (size_t)(quote - bytes.ptr) : bytes.len;
            if (!quote)
                break;
            c = '"';
        }
        i++;
        if (c == '\n' && scan->state != SPLIT_QUOTED) {
            *at = i;
            return STET_SPLIT_RECORD;
        }
        scan->state = state_behind(scan->state, c, delimiter);
    }
    *at = i;
    return STET_SPLIT_OPEN;
}

stet_str stet_csv_without_end(stet_str row)
{
    if (row.len && row.ptr[row.len - 1] == '\n')
        row.len--;
    if (row.len && row.ptr[row.len - 1] == '\r')
        row.len--;
    return row;
}

/** The cell with quotes that begins at `*at`; moves behind its closing quote. */
static const char *take_quoted(stet_str row, size_t *at, stet_csv_cell *cell)
{
    size_t start = *at + 1;
    size_t i = start;
    for (;;) {
        const char *quote = i < row.len ? memchr(row.ptr + i, '"', row.len - i) : NULL;
        if (!quote)
            return "this quote is never closed";
        i = (size_t)(quote - row.ptr) + 1;
        if (i == row.len || row.ptr[i] != '"')
            break;
        cell->doubled = true;
        i++;
    }
    cell->quoted = true;
    cell->raw = (stet_str){ row.ptr + start, i - 1 - start };
    *at = i;
    return NULL;
}

static void take_plain(stet_str row, size_t *at, char delimiter, stet_csv_cell *cell)
{
    const char *start = row.ptr + *at;
    const char *end = *at < row.len ? memchr(start, delimiter, row.len - *at) : NULL;
    cell->raw = (stet_str){ start, end ? (size_t)(end - start) : row.len - *at };
    *at += cell->raw.len;
}

size_t stet_csv_cells(stet_str row, char delimiter, stet_csv_cell *cells, size_t room,
                      size_t *at, const char **wrong)
{
    size_t n = 0;
    *at = 0;
    for (;;) {
        stet_csv_cell cell = { .quoted = false };
        if (*at < row.len && row.ptr[*at] == '"')
            *wrong = take_quoted(row, at, &cell);
        else
            take_plain(row, at, delimiter, &cell);
        if (*wrong)
            return n;
        if (n < room)
            cells[n] = cell;
        n++;
        if (*at == row.len)
            return n;
        if (row.ptr[*at] != delimiter) {
            *wrong = "this stands behind the closing quote of a cell";
            return n;
        }
        ++*at;
    }
}

stet_str stet_csv_decode(const stet_csv_cell *cell, stet_arena *arena)
{
    if (!cell->doubled)
        return cell->raw;
    char *out = stet_arena_alloc(arena, cell->raw.len);
    size_t len = 0;
    for (size_t at = 0; at < cell->raw.len;) {
        const char *start = cell->raw.ptr + at;
        size_t rest = cell->raw.len - at;
        const char *quote = memchr(start, '"', rest);
        size_t run = quote ? (size_t)(quote - start) + 1 : rest;
        memcpy(out + len, start, run);
        len += run;
        at += quote ? run + 1 : run;
    }
    return (stet_str){ out, len };
}
