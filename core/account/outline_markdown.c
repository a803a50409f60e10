/* SPDX-License-Identifier: Apache-2.0 */
/* Texts of unknown origin stay text: what Markdown would read as markup is escaped, and
   HTML, references and mentions too. */
#include "account/outline.h"
#include "base/str.h"
#include "base/visible.h"

static void add_escaped(stet_buffer *out, stet_str text)
{
    stet_buffer shown = { 0 };

    stet_visible_add(&shown, text);
    for (size_t i = 0; i < shown.len; i++) {
        char c = shown.ptr[i];
        if (c == '<')
            stet_buffer_add_text(out, "&lt;");
        else if (c == '>')
            stet_buffer_add_text(out, "&gt;");
        else if (c == '&')
            stet_buffer_add_text(out, "&amp;");
        else if (c == '@')
            stet_buffer_add_text(out, "&#64;");
        else if (c == ':' && stet_str_starts((stet_str){ shown.ptr + i, shown.len - i },
                                             STET_STR("://")))
            stet_buffer_add_text(out, "&#58;");
        else if (strchr("\\`*_[]|~#$", c))
            stet_buffer_format(out, "\\%c", c);
        else
            stet_buffer_add_char(out, c == '\t' ? ' ' : c);
    }
    stet_buffer_release(&shown);
}

static void add_row(stet_buffer *out, const stet_outline_block *table, size_t first)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        stet_buffer_add_text(out, "| ");
        add_escaped(out, table->cells[first + i]);
        stet_buffer_add_char(out, ' ');
    }
    stet_buffer_add_text(out, "|\n");
}

static void add_table(stet_buffer *out, const stet_outline_block *table)
{
    for (size_t i = 0; i < table->n_columns; i++)
        stet_buffer_format(out, "| %s ", table->columns[i].head);
    stet_buffer_add_text(out, "|\n");
    for (size_t i = 0; i < table->n_columns; i++)
        stet_buffer_add_text(out, table->columns[i].right ? "| ---: " : "| --- ");
    stet_buffer_add_text(out, "|\n");
    for (size_t i = 0; i + table->n_columns <= table->n_cells; i += table->n_columns)
        add_row(out, table, i);
}

void stet_outline_write_markdown(const stet_outline *outline, stet_buffer *out)
{
    static const char *const marks[] = {
        [STET_OUTLINE_TITLE] = "# ",
        [STET_OUTLINE_HEADING] = "## ",
        [STET_OUTLINE_TEXT] = "",
    };

    for (size_t i = 0; i < outline->count; i++) {
        const stet_outline_block *block = &outline->items[i];
        if (block->kind == STET_OUTLINE_TABLE && block->n_cells == 0)
            continue;
        if (i > 0)
            stet_buffer_add_char(out, '\n');
        if (block->kind == STET_OUTLINE_TABLE) {
            add_table(out, block);
            continue;
        }
        stet_buffer_add_text(out, marks[block->kind]);
        add_escaped(out, block->text);
        stet_buffer_add_char(out, '\n');
    }
}
