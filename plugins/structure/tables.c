/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

static const stet_message messages[] = {
    { "columns", "a row of {count} cells in a table of {header} columns" },
    { "header", "{count} cells of dashes under a row of {header}: Markdown makes no "
                "table of this" },
};

static void report(stet_ctx *ctx, uint32_t message, const stet_line *line,
                   uint32_t count, uint32_t header)
{
    stet_arg args[] = { { .name = "count", .number = count },
                        { .name = "header", .number = header } };

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

static stet_status run(stet_ctx *ctx, const void *check, void *state,
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
    STET_MESSAGES(messages),
    .run = run,
};
