/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <string.h>

typedef struct bare_options {
    const stet_pattern *address;
} bare_options;

static const stet_param params[] = {
    STET_PATTERN(bare_options, address, .gate = true,
                 .preset =
                     "'\\bhttps?://[^\\s<>\"]*[^\\s<>\"\\[\\](){}.,:;!?*_\\x{27}]'",
                 .doc = "What an address is."),
};

static const stet_message messages[] = {
    { "bare", "a bare address; give the link a text, or put it in angle brackets" },
};

/* "…", of an example or a setting. */
static bool is_quoted(stet_str text, stet_span span)
{
    char before = span.start > 0 ? text.ptr[span.start - 1] : ' ';
    return before == '"' || before == '\'';
}

/* A link that holds a place began at most so many inlines before it. */
enum { NESTING = 16 };

/* Whether it stands in a link that was written as one: [text](address), <address>. */
static bool is_linked(stet_ctx *ctx, const stet_doc *doc, stet_span span)
{
    stet_inline_array inlines = stet_inlines(ctx, doc);
    stet_str markup = stet_markup(ctx, doc);
    size_t end = structure_inlines_until(inlines, span.start);

    for (size_t i = end; i > 0 && end - i < NESTING; i--) {
        const stet_inline *at = &inlines.items[i - 1];
        if (at->kind == STET_INLINE_LINK && at->span.end > span.start)
            return at->markup.start < markup.len &&
                   strchr("[<", markup.ptr[at->markup.start]) != NULL;
    }
    return false;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
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
        if (is_quoted(text, span) || structure_is_code(ctx, unit->doc, span) ||
            is_linked(ctx, unit->doc, span))
            continue;
        stet_edit edits[] = { { { span.start, span.start }, { "<", 1 } },
                              { { span.end, span.end }, { ">", 1 } } };
        stet_fix fix = { "Put it in angle brackets", edits, STET_LEN(edits), false };
        stet_report(ctx, &(stet_finding){ .span = span, .fixes = &fix, .n_fixes = 1 });
    }
    return STET_OK;
}

const stet_check_type structure_bare_url = {
    .name = "bare-url",
    .summary = "An address stands in the text by itself",
    .doc = "In Markdown an address is shown best as a link with a text. One in angle "
           "brackets, in quotes, in code or in a link is let pass.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(bare_options, params),
    .run = run,
};
