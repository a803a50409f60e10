/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <string.h>

/* Fences. */

static const stet_message fence_messages[] = {
    { "unclosed", "this code block is not closed" },
    { "stray", "this fence closes nothing: what follows it becomes code" },
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static uint32_t run_of(stet_str text, uint32_t at, uint32_t end, char mark)
{
    uint32_t n = 0;
    while (at + n < end && text.ptr[at + n] == mark)
        n++;
    return n;
}

static uint32_t line_start(stet_str text, uint32_t at)
{
    while (at > 0 && text.ptr[at - 1] != '\n')
        at--;
    return at;
}

/* Whether the block's last line is a fence that closes the one on its first. */
static bool is_closed(stet_str markup, stet_span block)
{
    char mark = markup.ptr[block.start];
    uint32_t length = run_of(markup, block.start, block.end, mark);
    uint32_t end = block.end;

    while (end > block.start && is_blank(markup.ptr[end - 1]))
        end--;
    uint32_t at = line_start(markup, end);
    if (at <= block.start)
        return false;
    while (at < end && (is_blank(markup.ptr[at]) || markup.ptr[at] == '>'))
        at++;
    uint32_t n = run_of(markup, at, end, mark);
    return n >= length && at + n == end;
}

/* A bare fence right under a line of text looks like the end of code that was never
   opened. */
static bool is_stray(stet_str markup, uint32_t fence)
{
    uint32_t length = run_of(markup, fence, (uint32_t)markup.len, markup.ptr[fence]);
    uint32_t behind = fence + length, start = line_start(markup, fence);
    bool bare = behind >= markup.len || is_blank(markup.ptr[behind]);

    return bare && start > 1 && markup.ptr[start - 1] == '\n' &&
           !is_blank(markup.ptr[start - 2]);
}

static stet_status run_fence(stet_ctx *ctx, const void *check, void *state,
                             const stet_unit *unit)
{
    stet_block_array blocks = stet_blocks(ctx, unit->doc);
    stet_str markup = stet_markup(ctx, unit->doc);

    (void)check, (void)state;
    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        if (block->kind != STET_BLOCK_CODE || !(block->flags & STET_BLOCK_FENCED) ||
            is_closed(markup, block->markup))
            continue;
        uint32_t start = block->markup.start, end = start;
        while (end < markup.len && markup.ptr[end] != '\n' && markup.ptr[end] != '\r')
            end++;
        stet_report(ctx, &(stet_finding){ .message = is_stray(markup, start),
                                          .span = { start, end },
                                          .in_markup = true });
    }
    return STET_OK;
}

const stet_check_type structure_code_fence = {
    .name = "code-fence",
    .summary = "A fenced code block is not closed",
    .doc =
        "A fence that is not closed by one of the same mark, at least as long and in "
        "the same list item or quotation, makes code of all that follows. When the "
        "opening fence was forgotten, the closing one is such a fence.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(fence_messages),
    .run = run_fence,
};

/* Emphasis. */

enum { MESSAGE_LEFT, MESSAGE_LOOSE, MESSAGE_MISMATCHED };
static const stet_message emphasis_messages[] = {
    { "left", "“{match}” is left in the text: emphasis that is not closed" },
    { "loose", "“{match}” is left in the text: no space may stand inside emphasis" },
    { "mismatched",
      "“{match}” is left in the text: the marks of emphasis do not match" },
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_word(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

/* What a word that is emphasised may begin or end with. A path or a pattern of file
   names has a slash there, and `**kwargs` is Python. */
static bool may_open(stet_str text, uint32_t at)
{
    char c = text.ptr[at];
    bool keyword = text.len - at >= 2 && c == 'k' && text.ptr[at + 1] == 'w';

    return (is_word(c) && !keyword) || c == '"' || c == '(' || c == '[' || c == '$';
}

/* `__declspec(...)`: a name of a program. */
static bool is_call(stet_str text, uint32_t at)
{
    while (at < text.len && (is_word(text.ptr[at]) || text.ptr[at] == '_'))
        at++;
    return at < text.len && text.ptr[at] == '(';
}

/* Which message a pair of marks that stands in the text deserves; -1: it is text, as
   in "2 ** 3" or "f**k". */
static int judge_pair(stet_str text, stet_span span)
{
    char before = span.start > 0 ? text.ptr[span.start - 1] : '\n';
    char after = span.end < text.len ? text.ptr[span.end] : '\n';
    bool opens = is_blank(before) && !is_blank(after) && may_open(text, span.end);
    bool closes = !is_blank(before) && is_blank(after) && before != '/';

    if (text.ptr[span.start] == '_')
        return (opens && is_letter(after) && !is_call(text, span.end)) ||
                       (closes && is_letter(before))
                   ? MESSAGE_LEFT
                   : -1;
    return opens || closes ? MESSAGE_LEFT : -1;
}

/* Emphasis that ends at a place began at most so many inlines before it. */
enum { NESTING = 16 };

static bool has_word(stet_str text, stet_span span)
{
    for (uint32_t at = span.start; at < span.end; at++)
        if (is_word(text.ptr[at]))
            return true;
    return false;
}

/* A star that touches emphasis from outside was meant to be a part of its marks, unless
   nothing is emphasised there, as in the ornament "*~*~*~*". */
static bool touches(stet_ctx *ctx, const stet_doc *doc, stet_span span)
{
    stet_inline_array inlines = stet_inlines(ctx, doc);
    size_t end = structure_inlines_until(inlines, span.end);

    for (size_t i = end; i > 0 && end - i < NESTING; i--) {
        const stet_inline *at = &inlines.items[i - 1];
        bool emphasis =
            at->kind == STET_INLINE_EMPHASIS || at->kind == STET_INLINE_STRONG;
        if (emphasis && (at->span.start == span.end || at->span.end == span.start) &&
            has_word(stet_text(ctx, doc), at->span))
            return true;
    }
    return false;
}

/* Escaped marks are meant; code is not emphasis. */
static bool is_meant(stet_ctx *ctx, const stet_doc *doc, stet_span span)
{
    stet_str markup = stet_markup(ctx, doc);
    uint32_t at = stet_to_markup(ctx, doc, span).start;

    return (at < markup.len && markup.ptr[at] == '\\') ||
           (at > 0 && markup.ptr[at - 1] == '\\') || structure_is_code(ctx, doc, span);
}

/* Whether another pair stands in the block: the two were meant to belong together, and
   a space inside them parts them: "** bold**". */
static bool is_loose(stet_str text, stet_span block, stet_span span)
{
    char mark = text.ptr[span.start];

    for (uint32_t at = block.start; at + 1 < block.end; at++) {
        bool pair = text.ptr[at] == mark && text.ptr[at + 1] == mark;
        if (pair && at != span.start && at + 1 != span.start && at != span.start + 1)
            return true;
    }
    return false;
}

static bool is_pair(stet_str text, stet_span block, uint32_t at, char mark)
{
    return at >= block.start && at + 1 < block.end && text.ptr[at] == mark &&
           text.ptr[at + 1] == mark;
}

/* The blanks that part a pair from the words between it and its partner, on the
   partner's side: "** bold**". Empty: there are none, or they part words as well. */
static stet_span loose_blanks(stet_str text, stet_span block, stet_span span)
{
    char mark = text.ptr[span.start];
    bool closes = span.start > block.start && !is_blank(text.ptr[span.start - 1]);
    stet_span none = { span.start, span.start };
    uint32_t at = span.start, end;

    do {
        if (closes ? at == block.start : at + 1 >= block.end)
            return none;
        at = closes ? at - 1 : at + 1;
    } while (at == span.start + 1 || at + 1 == span.start ||
             !is_pair(text, block, at, mark));
    if (closes) {
        if (at > block.start && !is_blank(text.ptr[at - 1]))
            return none;
        for (end = at + 2; end < span.start && text.ptr[end] == ' ';)
            end++;
        return (stet_span){ at + 2, end };
    }
    if (at + 2 < block.end && !is_blank(text.ptr[at + 2]))
        return none;
    for (end = at; end > span.end && text.ptr[end - 1] == ' ';)
        end--;
    return (stet_span){ end, at };
}

/* What to take out; empty: nobody can tell. "__" may be part of a name, and a star that
   touches no word may be a star. */
static stet_span marks_cut(stet_str text, stet_span block, stet_span span, int message)
{
    stet_span none = { span.start, span.start };
    bool inner = span.end < block.end && is_word(text.ptr[span.end]);
    bool outer = span.start > block.start && !is_blank(text.ptr[span.start - 1]) &&
                 text.ptr[span.start - 1] != '(';

    if (message == MESSAGE_LOOSE)
        return loose_blanks(text, block, span);
    if (text.ptr[span.start] == '_')
        return none;
    return message == MESSAGE_LEFT || inner || outer ? span : none;
}

static void judge_marks(stet_ctx *ctx, const stet_doc *doc, const stet_block *block,
                        stet_span span)
{
    stet_str text = stet_text(ctx, doc);
    uint32_t n = span.end - span.start;
    int message = -1;

    if (n == 2)
        message = judge_pair(text, span);
    else if (n == 1 && text.ptr[span.start] == '*' && touches(ctx, doc, span))
        message = MESSAGE_MISMATCHED;
    if (message < 0 || is_meant(ctx, doc, span))
        return;
    if (message == MESSAGE_LEFT && is_loose(text, block->span, span))
        message = MESSAGE_LOOSE;
    stet_edit edit = { marks_cut(text, block->span, span, message), { "", 0 } };
    stet_fix fix = { "Delete", &edit, 1, false };
    stet_report(ctx, &(stet_finding){ .message = (uint32_t)message,
                                      .span = span,
                                      .fixes = &fix,
                                      .n_fixes = edit.span.end > edit.span.start });
}

/* Goes from mark to mark of one kind rather than from block to block: most texts have
   few, and most blocks none. */
static void judge_all(stet_ctx *ctx, const stet_doc *doc, char mark)
{
    stet_str text = stet_text(ctx, doc);
    stet_block_array blocks = stet_blocks(ctx, doc);
    const char *found = memchr(text.ptr, mark, text.len);

    for (size_t b = 0; found;) {
        uint32_t at = (uint32_t)(found - text.ptr);
        while (b < blocks.count && blocks.items[b].span.end <= at)
            b++;
        if (b == blocks.count)
            return;
        const stet_block *block = &blocks.items[b];
        uint32_t next = block->span.end;
        if (stet_selected(ctx, block)) {
            next = at + run_of(text, at, block->span.end, mark);
            judge_marks(ctx, doc, block, (stet_span){ at, next });
        }
        found = memchr(text.ptr + next, mark, text.len - next);
    }
}

static stet_status run_emphasis(stet_ctx *ctx, const void *check, void *state,
                                const stet_unit *unit)
{
    (void)check, (void)state;
    if (stet_is_markdown(ctx, unit->doc) && stet_text(ctx, unit->doc).len > 0) {
        judge_all(ctx, unit->doc, '*');
        judge_all(ctx, unit->doc, '_');
    }
    return STET_OK;
}

const stet_check_type structure_emphasis = {
    .name = "emphasis",
    .summary = "Emphasis is not closed, or its marks do not match",
    .doc =
        "Finds ** and __ that Markdown left as text at the start or the end of a word: "
        "bold that was opened and not closed, closed and not opened, or that has a "
        "space inside its marks; and a star beside emphasis whose marks do not match, "
        "as in `**this*`. Escaped marks and code are let pass.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(emphasis_messages),
    .run = run_emphasis,
};
