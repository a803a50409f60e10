/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

static const stet_message messages[] = {
    { "columns", "a row of {count} cells in a table of {header} columns" },
};

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    stet_line_array lines = stet_lines(ctx, unit->doc);
    const stet_line *header = NULL;

    (void)check, (void)state;
    for (size_t i = 0; i < lines.count; i++) {
        const stet_line *line = &lines.items[i];
        if (line->kind != STET_LINE_TABLE) {
            header = NULL;
            continue;
        }
        if (!header) {
            header = line;
            continue;
        }
        if (line->number == header->number)
            continue;
        stet_arg args[] = { { .name = "count", .number = line->number },
                            { .name = "header", .number = header->number } };
        stet_report(ctx, &(stet_finding){ .span = line->span,
                                          .in_markup = true,
                                          .args = args,
                                          .n_args = STET_LEN(args) });
    }
    return STET_OK;
}

const stet_check_type structure_table_columns = {
    .name = "table-columns",
    .summary = "A table's rows differ in their number of cells",
    .doc = "Markdown drops the cells that a row has too many, and fills up one that "
           "has too "
           "few. Each row must have as many cells as the header.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    .run = run,
};
