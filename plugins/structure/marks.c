/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

static const stet_message fence_messages[] = {
    { "unclosed", "this code block is not closed" },
};

static stet_status run_fence(stet_ctx *ctx, const void *check, void *state,
                             const stet_unit *unit)
{
    stet_line_array lines = stet_lines(ctx, unit->doc);
    const stet_line *open = NULL;

    (void)check, (void)state;
    for (size_t i = 0; i < lines.count; i++)
        if (lines.items[i].kind == STET_LINE_FENCE)
            open = open ? NULL : &lines.items[i];
    if (open)
        stet_report(ctx, &(stet_finding){ .span = open->span, .in_markup = true });
    return STET_OK;
}

const stet_check_type structure_code_fence = {
    .name = "code-fence",
    .summary = "A fenced code block is not closed",
    .doc = "A fence that is not closed by one of the same mark, at least as long, "
           "makes the "
           "rest of the text code.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(fence_messages),
    .run = run_fence,
};

static const stet_message emphasis_messages[] = {
    { "left", "“{match}” stands in the text: emphasis that is not closed" },
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Stars that Markdown left as text and that lean on a word: not "2 * 3", not "***". */
static bool leans(stet_str text, stet_span span)
{
    bool blank_before = span.start == 0 || is_blank(text.ptr[span.start - 1]);
    bool blank_after = span.end >= text.len || is_blank(text.ptr[span.end]);

    return span.end - span.start == 2 && blank_before != blank_after;
}

static stet_status run_emphasis(stet_ctx *ctx, const void *check, void *state,
                                const stet_unit *unit)
{
    stet_str text = stet_text(ctx, unit->doc);
    uint32_t cursor = 0;
    stet_hit hit;

    (void)check, (void)state;
    if (!stet_is_markdown(ctx, unit->doc))
        return STET_OK;
    while (stet_next_hit(ctx, &cursor, &hit)) {
        stet_span span = hit.match.group[0];
        if (leans(text, span))
            stet_report(ctx, &(stet_finding){ .span = span });
    }
    return STET_OK;
}

typedef struct emphasis_options {
    const stet_pattern *stars;
} emphasis_options;

static const stet_param emphasis_params[] = {
    STET_PATTERN(emphasis_options, stars, .gate = true,
                 .preset = "'(?<![*\\\\])(?:\\*\\*|__)(?![*_])'",
                 .doc = "The marks that are looked for in the text."),
};

const stet_check_type structure_emphasis = {
    .name = "emphasis",
    .summary = "Emphasis is not closed",
    .doc = "Finds ** and __ that Markdown left as text, at the start or the end of a "
           "word: "
           "bold that was opened and not closed, or closed and not opened.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(emphasis_messages),
    STET_PARAMS(emphasis_options, emphasis_params),
    .run = run_emphasis,
};
