/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <string.h>

typedef struct trailing_options {
    bool breaks;
} trailing_options;

static const stet_param trailing_params[] = {
    STET_BOOL(trailing_options, breaks, .more = STET_LOOSER, .preset = "true",
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

/* Two spaces or more break a line of a paragraph that goes on. */
static bool is_break(stet_line_array lines, size_t i, stet_str markup, uint32_t start)
{
    const stet_line *line = &lines.items[i];
    uint32_t end = line->span.end;
    bool goes_on = i + 1 < lines.count && lines.items[i + 1].kind == STET_LINE_TEXT;

    return line->kind != STET_LINE_BLANK && line->kind != STET_LINE_TABLE &&
           line->kind != STET_LINE_HEADING && end - start >= 2 &&
           markup.ptr[end - 1] == ' ' && markup.ptr[end - 2] == ' ' && goes_on;
}

static void report_trailing(stet_ctx *ctx, stet_span span, bool breaks, bool keep)
{
    stet_edit edit = { span, { "  ", breaks && keep ? 2 : 0 } };
    stet_fix fix = { edit.text.len > 0 ? "Leave two" : "Delete", &edit, 1,
                     !breaks || keep };

    stet_report(ctx,
                &(stet_finding){
                    .span = span, .in_markup = true, .fixes = &fix, .n_fixes = 1 });
}

static stet_status run_trailing(stet_ctx *ctx, const void *check, void *state,
                                const stet_unit *unit)
{
    const trailing_options *o = check;
    stet_line_array lines = stet_lines(ctx, unit->doc);
    stet_str markup = stet_markup(ctx, unit->doc);
    bool markdown = stet_is_markdown(ctx, unit->doc);

    (void)state;
    for (size_t i = 0; i < lines.count; i++) {
        const stet_line *line = &lines.items[i];
        uint32_t end = line->span.end, start = end;
        if (end == line->span.start || !is_blank(markup.ptr[end - 1]) ||
            line->kind == STET_LINE_CODE || line->kind == STET_LINE_MARKUP)
            continue;
        while (start > line->span.start && is_blank(markup.ptr[start - 1]))
            start--;
        bool two = end - start == 2 && markup.ptr[start] == ' ' &&
                   markup.ptr[start + 1] == ' ';
        if (markdown && o->breaks && two && line->kind != STET_LINE_BLANK)
            continue;
        bool breaks = markdown && is_break(lines, i, markup, start);
        report_trailing(ctx, (stet_span){ start, end }, breaks, o->breaks);
    }
    return STET_OK;
}

const stet_check_type structure_trailing_space = {
    .name = "trailing-space",
    .summary = "A line ends in white space",
    .doc =
        "White space at the end of a line, which no one sees. Code is let pass, and so "
        "are the two spaces that break a line in Markdown; of more than two the fix "
        "leaves two where they break a line.",
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
    STET_BOOL(doubled_options, sentences, .more = STET_LOOSER, .preset = "true",
              .doc = "Whether two spaces after the end of a sentence are let pass."),
};

static const stet_message doubled_messages[] = { { "doubled", "more than one space" } };

/* Whether the text ends in what may end a sentence: a mark, a closing quotation mark or
   bracket. */
static bool ends_sentence(stet_str text)
{
    static const char *const ends[] = { ".", "!", "?", ":", "\"",
                                        ")", "*", "”", "’", "…" };

    for (size_t i = 0; i < STET_LEN(ends); i++) {
        size_t len = strlen(ends[i]);
        if (text.len >= len && memcmp(text.ptr + text.len - len, ends[i], len) == 0)
            return true;
    }
    return false;
}

/* From here on spaces set columns rather than words apart. */
enum { WIDE = 4 };

/* Whether the gap before a word is spaces alone, in the markup too: where a tag or an
   image stood, it is not. */
static bool is_spaces(stet_str text, stet_span gap)
{
    for (uint32_t i = gap.start; i < gap.end; i++)
        if (text.ptr[i] != ' ')
            return false;
    return gap.end - gap.start > 1;
}

/* Drawings, forms and figures in columns are set with spaces. */
static bool is_layout(const stet_word *before, const stet_word *after, uint32_t width)
{
    bool symbols = before->kind == STET_WORD_SYMBOL || after->kind == STET_WORD_SYMBOL;
    bool figures = before->kind == STET_WORD_NUMBER && after->kind == STET_WORD_NUMBER;
    bool marks =
        before->kind == STET_WORD_PUNCTUATION && after->kind == STET_WORD_PUNCTUATION;

    return symbols || figures || marks || width >= WIDE;
}

/* The gap before a word of the block, told when it is doubled. */
static void judge_gap(stet_ctx *ctx, const doubled_options *o, const stet_doc *doc,
                      const stet_word *word)
{
    stet_str text = stet_text(ctx, doc), markup = stet_markup(ctx, doc);
    stet_span gap = { word[-1].span.end, word->span.start };

    if ((word->flags & (STET_WORD_WIDE | STET_WORD_BROKEN)) != STET_WORD_WIDE ||
        !is_spaces(text, gap) || is_layout(word - 1, word, gap.end - gap.start) ||
        (o->sentences && ends_sentence((stet_str){ text.ptr, gap.start })))
        return;
    stet_span origin = stet_to_markup(ctx, doc, gap);
    if (origin.end - origin.start != gap.end - gap.start || !is_spaces(markup, origin))
        return;
    stet_edit edit = { { gap.start + 1, gap.end }, { "", 0 } };
    stet_fix fix = { "Leave one", &edit, 1, true };
    stet_report(ctx, &(stet_finding){ .span = gap, .fixes = &fix, .n_fixes = 1 });
}

/* The first word of the block that begins behind `at`, or the index behind its last. */
static uint32_t word_behind(const stet_word *words, const stet_block *block,
                            uint32_t at)
{
    uint32_t low = block->first_word, high = low + block->n_words;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (words[middle].span.start <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Goes from one pair of spaces to the next: most texts have none, or only in code. */
static stet_status run_doubled(stet_ctx *ctx, const void *check, void *state,
                               const stet_unit *unit)
{
    stet_str text = stet_text(ctx, unit->doc);
    size_t at = structure_find_pair(text, 0);

    (void)state;
    if (at == text.len)
        return STET_OK;
    const stet_word *words = stet_words(ctx, unit->doc).items;
    stet_block_array blocks = stet_blocks(ctx, unit->doc);
    for (size_t b = 0; at < text.len; at = structure_find_pair(text, at)) {
        while (b < blocks.count && blocks.items[b].span.end <= at)
            b++;
        if (b == blocks.count)
            break;
        const stet_block *block = &blocks.items[b];
        uint32_t end = block->first_word + block->n_words;
        uint32_t i = word_behind(words, block, (uint32_t)at);
        if (!stet_selected(ctx, block) || i == end) {
            at = block->span.end;
            continue;
        }
        if (i > block->first_word)
            judge_gap(ctx, check, unit->doc, &words[i]);
        at = words[i].span.end;
    }
    return STET_OK;
}

const stet_check_type structure_doubled_space = {
    .name = "doubled-space",
    .summary = "More than one space stands between two words",
    .doc =
        "Two or three spaces between two words of a paragraph. After the end of a "
        "sentence they are an old custom of typists, and let pass unless `sentences` "
        "is false. More of them, and those between figures, symbols or marks, set "
        "columns, and are let pass too.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(doubled_messages),
    STET_PARAMS(doubled_options, doubled_params),
    .run = run_doubled,
};
