/* SPDX-License-Identifier: Apache-2.0 */
/**
 * outline.h - a report for people, before it has a dress.
 *
 * Titles, headings, paragraphs and tables of cells that are text already: what a report
 * says is decided once, and the formats for people (plain text, Markdown) only print
 * it. Texts may hold names of unknown origin; printing escapes all of them.
 *
 * A value: { 0 } is empty. Texts come in a buffer, which is cleared: so one buffer
 * serves a whole report. They live until release. One owner, no threads.
 */
#ifndef STET_ACCOUNT_OUTLINE_H
#define STET_ACCOUNT_OUTLINE_H

#include "base/arena.h"
#include "base/buffer.h"

#include <stdbool.h>

typedef enum stet_outline_kind {
    STET_OUTLINE_TITLE,
    STET_OUTLINE_HEADING,
    STET_OUTLINE_TEXT, /**< A paragraph. */
    STET_OUTLINE_TABLE,
} stet_outline_kind;

typedef struct stet_outline_column {
    const char *head;
    bool right; /**< Numbers stand at the right. */
} stet_outline_column;

typedef struct stet_outline_block {
    stet_outline_kind kind;
    stet_str text; /**< Of all but tables. */
    const stet_outline_column *columns;
    size_t n_columns;
    stet_str *cells; /**< Row by row. */
    size_t n_cells, capacity;
} stet_outline_block;

typedef struct stet_outline {
    stet_arena arena;
    stet_outline_block *items;
    size_t count, capacity;
} stet_outline;

/** Adds a title, heading or paragraph; an empty text adds none. Clears `text`. */
void stet_outline_say(stet_outline *outline, stet_outline_kind kind, stet_buffer *text);
/** The same for a text of the program's own. */
void stet_outline_say_text(stet_outline *outline, stet_outline_kind kind,
                           const char *text);
/** Begins a table; the columns stay the caller's. One without cells is not printed. */
void stet_outline_table(stet_outline *outline, const stet_outline_column *columns,
                        size_t n_columns);
/** Adds a cell to the table at the end, in reading order. Clears `text`. */
void stet_outline_cell(stet_outline *outline, stet_buffer *text);
void stet_outline_cell_str(stet_outline *outline, stet_str text);
void stet_outline_release(stet_outline *outline);

/** Plain text for a terminal of 80 columns or more. */
void stet_outline_write_text(const stet_outline *outline, stet_buffer *out);
/** Markdown, as GitHub has it. */
void stet_outline_write_markdown(const stet_outline *outline, stet_buffer *out);

#endif
