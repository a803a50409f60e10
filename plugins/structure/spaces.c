/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

typedef struct trailing_options {
    bool breaks;
} trailing_options;

static const stet_param trailing_params[] = {
    STET_BOOL(trailing_options, breaks, .preset = "true",
              .doc = "Whether two spaces at a line's end, which break the line in "
                     "Markdown, are let pass."),
};

static const stet_message trailing_messages[] = {
    { "trailing", "white space at the end of the line" },
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_break(const trailing_options *o, const stet_line *line, uint32_t n,
                     bool markdown)
{
    return o->breaks && markdown && n == 2 && line->kind != STET_LINE_BLANK;
}

static stet_status run_trailing(stet_ctx *ctx, const void *check, void *state,
                                const stet_unit *unit)
{
    stet_line_array lines = stet_lines(ctx, unit->doc);
    stet_str markup = stet_markup(ctx, unit->doc);
    bool markdown = stet_is_markdown(ctx, unit->doc);

    (void)state;
    for (size_t i = 0; i < lines.count; i++) {
        const stet_line *line = &lines.items[i];
        uint32_t end = line->span.end, start = end;
        if (end == line->span.start || !is_blank(markup.ptr[end - 1]) ||
            line->kind == STET_LINE_CODE)
            continue;
        while (start > line->span.start && is_blank(markup.ptr[start - 1]))
            start--;
        if (is_break(check, line, end - start, markdown))
            continue;
        stet_edit edit = { { start, end }, { "", 0 } };
        stet_fix fix = { "Delete it", &edit, 1, true };
        stet_report(ctx, &(stet_finding){ .span = { start, end },
                                          .in_markup = true,
                                          .fixes = &fix,
                                          .n_fixes = 1 });
    }
    return STET_OK;
}

const stet_check_type structure_trailing_space = {
    .name = "trailing-space",
    .summary = "A line ends in white space",
    .doc =
        "White space at the end of a line, which no one sees. Code is let pass, and so "
        "are the two spaces that break a line in Markdown.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(trailing_messages),
    STET_PARAMS(trailing_options, trailing_params),
    .run = run_trailing,
};

typedef struct doubled_options {
    bool sentences;
} doubled_options;

static const stet_param doubled_params[] = {
    STET_BOOL(doubled_options, sentences, .preset = "true",
              .doc = "Whether two spaces after the end of a sentence are let pass."),
};

static const stet_message doubled_messages[] = { { "doubled", "more than one space" } };

static bool ends_sentence(char c)
{
    return c == '.' || c == '!' || c == '?' || c == ':' || c == '"' || c == ')' ||
           c == '*';
}

/* Words know what stands before them, so only wide gaps are looked at. */
static stet_status run_doubled(stet_ctx *ctx, const void *check, void *state,
                               const stet_unit *unit)
{
    const doubled_options *o = check;
    const stet_word *words = stet_words(ctx, unit->doc).items;
    stet_str text = stet_text(ctx, unit->doc);
    uint32_t first = unit->block->first_word;

    (void)state;
    for (uint32_t i = first + 1; i < first + unit->block->n_words; i++) {
        if (!(words[i].flags & STET_WORD_WIDE) || words[i].flags & STET_WORD_BROKEN)
            continue;
        stet_span gap = { words[i - 1].span.end, words[i].span.start };
        bool spaces = gap.end - gap.start > 1;
        for (uint32_t k = gap.start; k < gap.end; k++)
            spaces = spaces && text.ptr[k] == ' ';
        if (!spaces || (o->sentences && ends_sentence(text.ptr[gap.start - 1])))
            continue;
        stet_edit edit = { { gap.start + 1, gap.end }, { "", 0 } };
        stet_fix fix = { "Leave one", &edit, 1, true };
        stet_report(ctx, &(stet_finding){ .span = gap, .fixes = &fix, .n_fixes = 1 });
    }
    return STET_OK;
}

const stet_check_type structure_doubled_space = {
    .name = "doubled-space",
    .summary = "More than one space stands between two words",
    .doc = "Two or more spaces inside a paragraph. After the end of a sentence they "
           "are an "
           "old custom of typists, and let pass unless `sentences` is false.",
    .scope = STET_SCOPE_BLOCK,
    .level = STET_SUGGESTION,
    STET_MESSAGES(doubled_messages),
    STET_PARAMS(doubled_options, doubled_params),
    .run = run_doubled,
};
