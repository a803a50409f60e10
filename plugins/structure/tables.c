/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <string.h>

static const stet_message column_messages[] = {
    { "columns", "a row of {count} {cells} in a table of {header} {columns}" },
    { "header", "{count} {cells} of dashes under a row of {header}: Markdown makes no "
                "table of this" },
};

static stet_str unit_of(uint32_t count, const char *one, const char *many)
{
    const char *unit = count == 1 ? one : many;
    return (stet_str){ unit, strlen(unit) };
}

static void report(stet_ctx *ctx, uint32_t message, const stet_line *line,
                   uint32_t count, uint32_t header)
{
    stet_arg args[] = { { .name = "count", .number = count },
                        { .name = "header", .number = header },
                        { .name = "cells", .text = unit_of(count, "cell", "cells") },
                        { .name = "columns",
                          .text = unit_of(header, "column", "columns") } };

    stet_report(ctx, &(stet_finding){ .message = message,
                                      .span = line->span,
                                      .in_markup = true,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

/* Cells of a line that begins and ends in a pipe; 0: it does not. `*dashes`: they hold
   only what a line under a header may hold. */
static uint32_t count_cells(stet_str markup, const stet_line *line, bool *dashes)
{
    uint32_t at = line->span.start + line->content, end = line->span.end, n = 0;
    bool has_dash = false;

    *dashes = false;
    while (end > at && (markup.ptr[end - 1] == ' ' || markup.ptr[end - 1] == '\t'))
        end--;
    if (end < at + 2 || markup.ptr[at] != '|' || markup.ptr[end - 1] != '|')
        return 0;
    *dashes = true;
    for (uint32_t i = at + 1; i < end; i++) {
        char c = markup.ptr[i];
        n += c == '|' && markup.ptr[i - 1] != '\\';
        has_dash |= c == '-';
        *dashes = *dashes && (c == '|' || c == '-' || c == ':' || c == ' ');
    }
    *dashes = *dashes && has_dash;
    return n;
}

/* A header and a line of dashes that do not agree are lines of text to Markdown. */
static void judge_text(stet_ctx *ctx, stet_str markup, const stet_line *above,
                       const stet_line *line)
{
    bool dashes = false, header_dashes = false;
    uint32_t count = count_cells(markup, line, &dashes);

    if (count == 0 || !dashes || above->kind != STET_LINE_TEXT)
        return;
    uint32_t header = count_cells(markup, above, &header_dashes);
    if (header > 0 && !header_dashes && header != count)
        report(ctx, 1, line, count, header);
}

static stet_status run_columns(stet_ctx *ctx, const void *check, void *state,
                               const stet_unit *unit)
{
    stet_line_array lines = stet_lines(ctx, unit->doc);
    stet_str markup = stet_markup(ctx, unit->doc);
    const stet_line *header = NULL;

    (void)check, (void)state;
    if (!stet_is_markdown(ctx, unit->doc))
        return STET_OK;
    for (size_t i = 0; i < lines.count; i++) {
        const stet_line *line = &lines.items[i];
        if (line->kind != STET_LINE_TABLE) {
            header = NULL;
            if (line->kind == STET_LINE_TEXT && i > 0 &&
                line->span.end > line->span.start + line->content &&
                markup.ptr[line->span.start + line->content] == '|')
                judge_text(ctx, markup, line - 1, line);
            continue;
        }
        if (!header)
            header = line;
        else if (line->number != header->number)
            report(ctx, 0, line, line->number, header->number);
    }
    return STET_OK;
}

const stet_check_type structure_table_columns = {
    .name = "table-columns",
    .summary = "A table's rows differ in their number of cells",
    .doc =
        "Markdown drops the cells that a row has too many, and fills up one that has "
        "too few. Each row must have as many cells as the header; when the line of "
        "dashes under the header has not, there is no table at all.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(column_messages),
    .run = run_columns,
};

typedef struct shape_options {
    bool corner;
    int64_t min_columns, min_rows;
} shape_options;

static const stet_param shape_params[] = {
    STET_BOOL(shape_options, corner, .more = STET_LOOSER, .preset = "true",
              .doc = "Whether the first cell of the header may be empty."),
    STET_INT(shape_options, min_columns, .more = STET_STRICTER, .preset = "2", .min = 1,
             .max = 1000, .doc = "The fewest columns of a table."),
    STET_INT(shape_options, min_rows, .more = STET_STRICTER, .preset = "1", .min = 0,
             .max = 1e6, .doc = "The fewest rows under the header."),
};

enum { SHAPE_HEADER, SHAPE_NARROW, SHAPE_SHORT };
static const stet_message shape_messages[] = {
    { "header", "the header of column {column} is empty" },
    { "narrow", "a table of {columns} {unit}; {limit}" },
    { "short", "a table of {rows} {unit} under its header; {limit}" },
};

/* One table, while its cells are walked. */
typedef struct table {
    const stet_block *first;
    uint32_t columns, rows;
} table;

static void tell_shape(stet_ctx *ctx, uint32_t message, const stet_block *cell,
                       const table *t, int64_t min)
{
    stet_arg args[] = {
        { .name = "column", .number = cell->level },
        { .name = "columns", .number = t->columns },
        { .name = "rows", .number = t->rows },
        { .name = "unit",
          .text = message == SHAPE_NARROW ? unit_of(t->columns, "column", "columns")
                                          : unit_of(t->rows, "row", "rows") },
        { .name = "min", .number = (double)min },
        { .name = "limit", .text = structure_at_least(ctx, (double)min) }
    };
    stet_report(ctx, &(stet_finding){ .message = message,
                                      .span = cell->markup,
                                      .in_markup = true,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

static void judge_shape(stet_ctx *ctx, const shape_options *o, const table *t)
{
    if (!t->first)
        return;
    if (t->columns < (uint64_t)o->min_columns)
        tell_shape(ctx, 1, t->first, t, o->min_columns);
    if (t->rows < (uint64_t)o->min_rows)
        tell_shape(ctx, 2, t->first, t, o->min_rows);
}

static stet_status run_shape(stet_ctx *ctx, const void *check, void *state,
                             const stet_unit *unit)
{
    const shape_options *o = check;
    stet_block_array blocks = stet_blocks(ctx, unit->doc);
    table t = { .first = NULL };

    (void)state;
    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *cell = &blocks.items[b];
        if (cell->kind != STET_BLOCK_CELL)
            continue;
        if (structure_begins_table(blocks, cell)) {
            judge_shape(ctx, o, &t);
            t = (table){ .first = cell };
        }
        bool header = cell->flags & STET_BLOCK_HEADER;
        t.columns += header;
        t.rows += !header && cell->level == 1;
        if (header && cell->span.start == cell->span.end &&
            !(o->corner && cell->level == 1))
            tell_shape(ctx, 0, cell, &t, 0);
    }
    judge_shape(ctx, o, &t);
    return STET_OK;
}

const stet_check_type structure_table_shape = {
    .name = "table-shape",
    .summary = "A table has an empty header cell, one column or no rows",
    .doc =
        "A column without a header does not say what it holds, a table of one column "
        "is "
        "a list, and one without rows was forgotten or cut off. The first cell of the "
        "header may be empty, as in tables that compare, unless `corner` is false.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(shape_messages),
    STET_PARAMS(shape_options, shape_params),
    .run = run_shape,
};
