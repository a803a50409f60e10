/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

typedef struct bare_options {
    const stet_pattern *address;
} bare_options;

static const stet_param params[] = {
    STET_PATTERN(bare_options, address, .gate = true,
                 .preset = "'\\bhttps?://[^\\s<>\"]+'", .doc = "What an address is."),
};

static const stet_message messages[] = {
    { "bare", "a bare address; give the link a text, or put it in angle brackets" },
};

/* The markup of the link: <...> and [...](...) are meant, the address alone is not. */
static bool is_bare(stet_ctx *ctx, const stet_doc *doc, stet_span span)
{
    stet_span markup = stet_to_markup(ctx, doc, span);
    stet_str source = stet_markup(ctx, doc);
    stet_inline_array inlines = stet_inlines(ctx, doc);
    char before = markup.start > 0 ? source.ptr[markup.start - 1] : ' ';

    if (before == '<' || before == '[' || before == '(' || before == '"' ||
        before == '\'' || before == '`')
        return false;
    for (size_t i = 0; i < inlines.count; i++)
        if (inlines.items[i].kind == STET_INLINE_CODE &&
            inlines.items[i].span.start <= span.start &&
            inlines.items[i].span.end >= span.end)
            return false;
    return true;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    uint32_t cursor = 0;
    stet_hit hit;

    (void)check, (void)state;
    if (!stet_is_markdown(ctx, unit->doc))
        return STET_OK;
    while (stet_next_hit(ctx, &cursor, &hit))
        if (is_bare(ctx, unit->doc, hit.match.group[0]))
            stet_report(ctx, &(stet_finding){ .span = hit.match.group[0] });
    return STET_OK;
}

const stet_check_type structure_bare_url = {
    .name = "bare-url",
    .summary = "An address stands in the text by itself",
    .doc = "In Markdown an address is shown best as a link with a text. One in angle "
           "brackets, in code or in a link is let pass.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(bare_options, params),
    .run = run,
};
