/* SPDX-License-Identifier: Apache-2.0 */
/* Paragraphs are wrapped, tables have their columns aligned by what a terminal shows.
 */
#include "account/outline.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/visible.h"

#include <stdlib.h>

enum { LINE = 80, GAP = 2, MOST_COLUMNS = 72 };

/* Columns that text takes which passed stet_visible_add: it is valid UTF-8. */
static size_t width_of(stet_str text)
{
    size_t width = 0;

    for (size_t at = 0; at < text.len;)
        width += stet_utf8_width(stet_utf8_next(text.ptr, &at));
    return width;
}

static void add_spaces(stet_buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        stet_buffer_add_char(out, ' ');
}

/* ---- Paragraphs ---- */

/* Words of what is shown already, on lines of so many columns at most, of which the
   second and those that follow begin with `indent` blanks. */
static void add_words(stet_buffer *out, stet_str shown, size_t indent, size_t most)
{
    size_t column = 0;

    for (stet_str word; stet_str_cut(&shown, ' ', &word);) {
        size_t width = width_of(word);
        if (column && column + 1 + width > most) {
            stet_buffer_add_char(out, '\n');
            add_spaces(out, indent);
            column = 0;
        } else if (column) {
            stet_buffer_add_char(out, ' ');
            column++;
        }
        stet_buffer_add(out, word);
        column += width;
    }
    stet_buffer_add_char(out, '\n');
}

static void add_wrapped(stet_buffer *out, stet_str text)
{
    stet_buffer shown = { 0 };

    stet_visible_add(&shown, text);
    add_words(out, stet_buffer_str(&shown), 0, LINE);
    stet_buffer_release(&shown);
}

static void add_title(stet_buffer *out, stet_str text)
{
    size_t start = out->len;

    stet_visible_add(out, text);
    size_t width = width_of((stet_str){ out->ptr + start, out->len - start });
    stet_buffer_add_char(out, '\n');
    for (size_t i = 0; i < width; i++)
        stet_buffer_add_char(out, '=');
    stet_buffer_add_char(out, '\n');
}

/* ---- Tables ---- */

/* What a cell shows: visible, and cut where it would push the others out of sight. */
static void show_cell(stet_buffer *shown, stet_str text)
{
    size_t width = 0;

    stet_buffer_clear(shown);
    stet_visible_add(shown, text);
    for (size_t at = 0; at < shown->len;) {
        size_t next = at;
        width += stet_utf8_width(stet_utf8_next(shown->ptr, &next));
        if (width > MOST_COLUMNS) {
            shown->len = at;
            stet_buffer_add_text(shown, "\xE2\x80\xA6"); /* an ellipsis */
            return;
        }
        at = next;
    }
}

static void add_cell(stet_buffer *out, stet_str shown, size_t width, bool right,
                     bool last)
{
    size_t spaces = width - width_of(shown);

    add_spaces(out, right ? spaces : 0);
    stet_buffer_add(out, shown);
    if (!last)
        add_spaces(out, GAP + (right ? 0 : spaces));
}

/* A text at the end of a row pushes nothing out of sight: all of it is shown, on as
   many lines as it takes. */
static void add_last_text(stet_buffer *out, stet_str text, const size_t *widths,
                          size_t column)
{
    stet_buffer shown = { 0 };
    size_t indent = 0;

    for (size_t i = 0; i < column; i++)
        indent += widths[i] + GAP;
    stet_visible_add(&shown, text);
    add_words(out, stet_buffer_str(&shown), indent, MOST_COLUMNS);
    stet_buffer_release(&shown);
}

static void add_table(stet_buffer *out, const stet_outline_block *table)
{
    size_t *widths = stet_memory_zalloc(table->n_columns + 1, sizeof *widths);
    stet_buffer shown = { 0 };

    for (size_t i = 0; i < table->n_columns; i++)
        widths[i] = width_of(stet_str_from(table->columns[i].head));
    for (size_t i = 0; table->n_columns && i < table->n_cells; i++) {
        show_cell(&shown, table->cells[i]);
        size_t width = width_of(stet_buffer_str(&shown));
        size_t column = i % table->n_columns;
        widths[column] = width > widths[column] ? width : widths[column];
    }
    for (size_t i = 0; table->n_columns && i < table->n_columns + table->n_cells; i++) {
        size_t column = i % table->n_columns;
        bool last = column + 1 == table->n_columns;
        bool right = table->columns[column].right;
        stet_str text = i < table->n_columns
                            ? stet_str_from(table->columns[column].head)
                            : table->cells[i - table->n_columns];
        if (last && !right) {
            add_last_text(out, text, widths, column);
            continue;
        }
        show_cell(&shown, text);
        add_cell(out, stet_buffer_str(&shown), widths[column], right, last);
        if (last)
            stet_buffer_add_char(out, '\n');
    }
    stet_buffer_release(&shown);
    free(widths);
}

void stet_outline_write_text(const stet_outline *outline, stet_buffer *out)
{
    for (size_t i = 0; i < outline->count; i++) {
        const stet_outline_block *block = &outline->items[i];
        if (block->kind == STET_OUTLINE_TABLE && block->n_cells == 0)
            continue;
        if (i > 0)
            stet_buffer_add_char(out, '\n');
        switch (block->kind) {
        case STET_OUTLINE_TITLE:
            add_title(out, block->text);
            break;
        case STET_OUTLINE_HEADING:
            stet_visible_add(out, block->text);
            stet_buffer_add_char(out, '\n');
            break;
        case STET_OUTLINE_TEXT:
            add_wrapped(out, block->text);
            break;
        case STET_OUTLINE_TABLE:
            add_table(out, block);
            break;
        }
    }
}
