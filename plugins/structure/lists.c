/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

typedef struct length_options {
    int64_t min, max;
} length_options;

static const stet_param length_params[] = {
    STET_INT(length_options, min, .more = STET_STRICTER, .preset = "0", .min = 0,
             .max = 1e6, .doc = "The fewest items of a list; 0: any."),
    STET_INT(length_options, max, .more = STET_LIMIT, .preset = "0", .min = 0,
             .max = 1e6, .doc = "The most items of a list; 0: any."),
};

static const stet_message length_messages[] = {
    { "short", "a list of {count}; at least {min} items are wanted" },
    { "long", "a list of {count} items; {limit}" },
};

static void judge_length(stet_ctx *ctx, const length_options *o,
                         const stet_block *first, const stet_block *last)
{
    bool is_short = o->min > 0 && last->number < (uint64_t)o->min;
    bool is_long = o->max > 0 && last->number > (uint64_t)o->max;
    stet_arg args[] = { { .name = "count", .number = last->number },
                        { .name = "min", .number = (double)o->min },
                        { .name = "max", .number = (double)o->max },
                        { .name = "limit",
                          .text = structure_at_most(ctx, (double)o->max) } };

    if (is_short || is_long)
        stet_report(ctx, &(stet_finding){ .message = is_long,
                                          .span = first->span,
                                          .args = args,
                                          .n_args = STET_LEN(args) });
}

/* Lists nest, so the open ones are kept by depth; deeper ones than this are not judged.
 */
enum { DEPTH = 16 };

typedef struct open_list {
    const stet_block *first, *last;
} open_list;

typedef struct open_lists {
    open_list at[DEPTH];
    uint32_t end; /* No list is open from this depth on. */
} open_lists;

static void close_lists(stet_ctx *ctx, const length_options *o, open_lists *open,
                        uint32_t from)
{
    for (uint32_t d = from; d < open->end; d++) {
        if (open->at[d].first)
            judge_length(ctx, o, open->at[d].first, open->at[d].last);
        open->at[d].first = NULL;
    }
    open->end = from < open->end ? from : open->end;
}

static void add_item(open_lists *open, const stet_block *item)
{
    open_list *list = &open->at[item->level];

    if (item->flags & STET_BLOCK_FIRST || !list->first)
        list->first = item;
    list->last = item;
    open->end = item->level + 1;
}

static stet_status run_length(stet_ctx *ctx, const void *check, void *state,
                              const stet_unit *unit)
{
    const length_options *o = check;
    stet_block_array blocks = stet_blocks(ctx, unit->doc);
    open_lists open = { .end = 0 };

    (void)state;
    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        if (block->kind == STET_BLOCK_ITEM && block->level < DEPTH) {
            close_lists(ctx, o, &open,
                        block->level + !(block->flags & STET_BLOCK_FIRST));
            add_item(&open, block);
        } else if (block->kind != STET_BLOCK_ITEM && block->parent == STET_BLOCK_NONE) {
            close_lists(ctx, o, &open, 0);
        }
    }
    close_lists(ctx, o, &open, 0);
    return STET_OK;
}

const stet_check_type structure_list_length = {
    .name = "list-length",
    .summary = "A list has too few or too many items",
    .doc =
        "Counts the items of each list by itself; nested lists are lists of their own. "
        "A list of one item is usually a sentence.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(length_messages),
    STET_PARAMS(length_options, length_params),
    .run = run_length,
};

typedef struct depth_options {
    int64_t max;
} depth_options;

static const stet_param depth_params[] = {
    STET_INT(depth_options, max, .more = STET_LOOSER, .preset = "3", .min = 1,
             .max = 100, .doc = "How many lists deep an item may be."),
};

static const stet_message depth_messages[] = {
    { "deep", "an item {depth} lists deep; {limit}" },
};

static stet_status run_depth(stet_ctx *ctx, const void *check, void *state,
                             const stet_unit *unit)
{
    const depth_options *o = check;
    stet_block_array blocks = stet_blocks(ctx, unit->doc);

    (void)state;
    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        if (block->kind != STET_BLOCK_ITEM || block->level <= (uint64_t)o->max ||
            !(block->flags & STET_BLOCK_FIRST))
            continue;
        stet_arg args[] = { { .name = "depth", .number = block->level },
                            { .name = "max", .number = (double)o->max },
                            { .name = "limit",
                              .text = structure_at_most(ctx, (double)o->max) } };
        stet_report(ctx, &(stet_finding){ .span = block->span,
                                          .args = args,
                                          .n_args = STET_LEN(args) });
    }
    return STET_OK;
}

const stet_check_type structure_list_depth = {
    .name = "list-depth",
    .summary = "Lists are nested too deep",
    .doc = "Told once for each list that is too deep, at its first item.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(depth_messages),
    STET_PARAMS(depth_options, depth_params),
    .run = run_depth,
};

static const stet_message item_messages[] = { { "empty", "this list item is empty" } };

/* The line that holds a byte of the markup. */
static size_t line_of(stet_line_array lines, uint32_t at)
{
    size_t low = 0, high = lines.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lines.items[middle].span.start <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? low - 1 : 0;
}

static bool holds_mark_only(stet_str markup, const stet_line *line)
{
    uint32_t at = line->span.start;

    while (at < line->span.end &&
           (markup.ptr[at] == ' ' || markup.ptr[at] == '\t' || markup.ptr[at] == '>'))
        at++;
    while (at < line->span.end && markup.ptr[at] != ' ' && markup.ptr[at] != '\t')
        at++;
    while (at < line->span.end && (markup.ptr[at] == ' ' || markup.ptr[at] == '\t'))
        at++;
    return at == line->span.end;
}

/* The line of an empty item with its line end, and at the start of a text the empty
   lines behind it. False: more stands in the line, or what follows is indented as if it
   belonged to the item, and would be another thing without it. */
static bool item_cut(stet_ctx *ctx, const stet_doc *doc, uint32_t item, stet_span *cut)
{
    stet_line_array lines = stet_lines(ctx, doc);
    stet_str markup = stet_markup(ctx, doc);
    size_t index = line_of(lines, item);

    if (lines.count == 0 || !holds_mark_only(markup, &lines.items[index]))
        return false;
    const stet_line *line = &lines.items[index];
    size_t next = index + 1, follows = next;
    while (follows < lines.count && lines.items[follows].kind == STET_LINE_BLANK)
        follows++;
    if (follows < lines.count && lines.items[follows].indent > line->indent)
        return false;
    if (index == 0)
        next = follows;
    *cut =
        (stet_span){ line->span.start, next < lines.count ? lines.items[next].span.start
                                                          : (uint32_t)markup.len };
    return true;
}

static void report_item(stet_ctx *ctx, const stet_doc *doc, const stet_block *item)
{
    stet_edit edit = { item->markup, { "", 0 } };
    stet_fix fix = { "Delete", &edit, 1, false };
    bool cut = item_cut(ctx, doc, item->markup.start, &edit.span);

    stet_report(ctx, &(stet_finding){ .span = item->markup,
                                      .in_markup = true,
                                      .fixes = &fix,
                                      .n_fixes = cut });
}

/* An item whose text is empty, and which no block of its own follows. */
static stet_status run_item(stet_ctx *ctx, const void *check, void *state,
                            const stet_unit *unit)
{
    stet_block_array blocks = stet_blocks(ctx, unit->doc);

    (void)check, (void)state;
    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        if (block->kind != STET_BLOCK_ITEM || block->span.start != block->span.end)
            continue;
        if (b + 1 < blocks.count && blocks.items[b + 1].parent == b)
            continue;
        report_item(ctx, unit->doc, block);
    }
    return STET_OK;
}

const stet_check_type structure_empty_item = {
    .name = "empty-item",
    .summary = "A list item has no text",
    .doc = "An item that holds nothing: no text, no nested list, no code.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(item_messages),
    .run = run_item,
};

static const stet_message bullet_messages[] = {
    { "mixed", "this list begins with “{first}”; “{match}” is another bullet" },
};

enum { WITHIN_LIST, WITHIN_TEXT };
static const char *const within_choices[] = { "list", "text", NULL };

typedef struct bullet_options {
    int within;
} bullet_options;

static const stet_param bullet_params[] = {
    STET_CHOICE(bullet_options, within, .preset = "list", .choices = within_choices,
                .doc =
                    "In what bullets of one depth must be the same: one list, or the "
                    "whole text."),
};

static void report_bullet(stet_ctx *ctx, const stet_doc *doc, const stet_line *line,
                          char first)
{
    stet_str markup = stet_markup(ctx, doc);
    uint32_t at = line->span.start + line->content;

    while (at > line->span.start && markup.ptr[at - 1] != line->mark)
        at--;
    stet_edit edit = { { at - 1, at }, { &first, 1 } };
    stet_fix fix = { "Use the same bullet", &edit, 1, true };
    stet_arg arg = { .name = "first", .text = { &first, 1 } };
    stet_report(ctx, &(stet_finding){ .span = { at - 1, at },
                                      .in_markup = true,
                                      .args = &arg,
                                      .n_args = 1,
                                      .fixes = &fix,
                                      .n_fixes = 1 });
}

/* Two speakers may be told apart by their bullets, of which one is then a plus: + - +
 * -.
 */
static bool is_dialogue(stet_line_array lines, size_t first, uint16_t indent)
{
    char before = '\0';
    bool plus = false;

    for (size_t i = first; i < lines.count; i++) {
        const stet_line *line = &lines.items[i];
        if (line->kind == STET_LINE_BLANK || line->indent > indent + 1)
            continue;
        if (line->kind != STET_LINE_BULLET || line->indent + 1 < indent)
            break;
        if (line->mark == before)
            return false;
        plus |= line->mark == '+';
        before = line->mark;
    }
    return plus;
}

/* Whether a line has another bullet than the first that has one. */
static bool has_two_marks(stet_line_array lines)
{
    char first = '\0';

    for (size_t i = 0; i < lines.count; i++) {
        const stet_line *line = &lines.items[i];
        if (line->kind != STET_LINE_BULLET || line->mark == first)
            continue;
        if (first != '\0')
            return true;
        first = line->mark;
    }
    return false;
}

/* Neighbouring bullets of one indentation: a blank line may stand between, other text
   ends the list, and so does the edge of a quotation. */
static stet_status run_bullets(stet_ctx *ctx, const void *check, void *state,
                               const stet_unit *unit)
{
    const bullet_options *o = check;
    stet_line_array lines = stet_lines(ctx, unit->doc);
    char first[DEPTH] = { 0 };
    bool dialogue[DEPTH] = { false };
    uint8_t quote = 0;

    (void)state;
    if (!has_two_marks(lines))
        return STET_OK;
    for (size_t i = 0; i < lines.count; i++) {
        const stet_line *line = &lines.items[i];
        size_t depth = line->indent / 2u < DEPTH ? line->indent / 2u : DEPTH - 1;
        bool bullet = line->kind == STET_LINE_BULLET;
        if (line->kind == STET_LINE_BLANK || (line->indent > 1 && !bullet))
            continue;
        bool same = bullet && line->quote == quote;
        for (size_t d = same ? depth + 1 : 0; d < DEPTH && o->within == WITHIN_LIST;
             d++)
            first[d] = 0;
        quote = line->quote;
        if (!bullet)
            continue;
        if (first[depth] == 0) {
            first[depth] = line->mark;
            dialogue[depth] = is_dialogue(lines, i, line->indent);
        }
        if (first[depth] != line->mark && !dialogue[depth])
            report_bullet(ctx, unit->doc, line, first[depth]);
    }
    return STET_OK;
}

const stet_check_type structure_mixed_bullets = {
    .name = "mixed-bullets",
    .summary = "A list mixes bullets",
    .doc =
        "Markdown takes another bullet for the start of another list, which then "
        "stands apart. Lists within lists may have bullets of their own. Where + and "
        "another bullet take turns line by line, they are two speakers, and let pass.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(bullet_messages),
    STET_PARAMS(bullet_options, bullet_params),
    .run = run_bullets,
};
