/* SPDX-License-Identifier: Apache-2.0 */
#include "outline_match.h"
#include "structure.h"

#include <stdio.h>
#include <string.h>

typedef enum part_kind {
    PART_ANY,
    PART_HEADING,
    PART_PARAGRAPH,
    PART_LIST,
    PART_BULLET_LIST,
    PART_NUMBERED_LIST,
    PART_QUOTE,
    PART_CODE,
    PART_TABLE,
} part_kind;

static const char *const kind_choices[] = {
    "any",           "heading", "paragraph", "list",  "bullet-list",
    "numbered-list", "quote",   "code",      "table", NULL,
};

/* As messages call them. */
static const char *const kind_names[] = {
    "a block",         "a heading",   "a paragraph",  "a list",  "a list of bullets",
    "a numbered list", "a quotation", "a code block", "a table",
};
_Static_assert(STET_LEN(kind_choices) == STET_LEN(kind_names) + 1, "a name a kind");

typedef struct outline_pattern {
    const stet_pattern *pattern;
} outline_pattern;

typedef struct outline_block {
    int kind;
    int64_t level;
    int64_t min, max;
    stet_list matching; /* outline_pattern */
    stet_str name;
} outline_block;

typedef struct outline_options {
    stet_list blocks; /* outline_block */
} outline_options;

typedef struct outline_check {
    const outline_block *blocks;
    structure_outline_step *steps;
    size_t n_steps;
} outline_check;

static const stet_param pattern_params[] = {
    STET_PATTERN(outline_pattern, pattern, .doc = "A PCRE2 pattern."),
};

static const stet_param block_params[] = {
    STET_CHOICE(outline_block, kind, .choices = kind_choices,
                .doc = "What stands there; a list and a table are one block each."),
    STET_INT(outline_block, level, .preset = "0", .min = 0, .max = 6,
             .doc = "The level of a heading; 0: any."),
    STET_INT(outline_block, min, .preset = "1", .min = 0, .max = 200,
             .doc = "The fewest of them, one behind the other."),
    STET_INT(outline_block, max, .preset = "1", .min = 0, .max = 200,
             .doc = "The most of them; 0: any number."),
    STET_LIST(outline_block, matching, outline_pattern, pattern_params, .preset = "[]",
              .doc = "Patterns of which one must match in the block's text."),
    STET_TEXT(outline_block, name, .preset = "''",
              .doc = "What messages call it: the heading “Results”."),
};

static const stet_param params[] = {
    STET_LIST(outline_options, blocks, outline_block, block_params, .min = 1,
              .max = 100,
              .doc = "The blocks of the text, in order, from its first to its last."),
};

static const stet_message messages[] = {
    { "other", "{found} stands where {wanted} is wanted" },
    { "missing", "{wanted} is missing before this" },
    { "end", "the text ends where {wanted} is wanted" },
    { "extra", "{found} stands behind all that is wanted" },
};

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const outline_options *o = options;
    outline_check *made = stet_keep(ctx, sizeof *made);

    made->blocks = o->blocks.items;
    made->n_steps = o->blocks.count;
    made->steps = stet_keep(ctx, made->n_steps * sizeof *made->steps);
    for (size_t i = 0; i < made->n_steps; i++) {
        const outline_block *block = &made->blocks[i];
        if (block->max > 0 && block->max < block->min)
            return stet_fail(ctx, "blocks", "block %zu has a min larger than its max",
                             i + 1);
        if (block->level > 0 && block->kind != PART_HEADING)
            return stet_fail(ctx, "blocks", "block %zu has a level and is no heading",
                             i + 1);
        made->steps[i] = (structure_outline_step){ .min = (uint32_t)block->min,
                                                   .max = (uint32_t)block->max };
    }
    *check = made;
    return STET_OK;
}

/* A block of the outline's kind: a whole list or table, all of a quotation. */
typedef struct outline_part {
    part_kind kind;
    uint32_t level;
    stet_span text;  /* All of it. */
    stet_span shown; /* Its first block, to point to. */
} outline_part;

typedef struct parts {
    stet_ctx *ctx;
    stet_str text;
    const outline_check *check;
    outline_part *items;
    size_t count;
} parts;

static part_kind kind_of(const stet_block *block)
{
    switch (block->kind) {
    case STET_BLOCK_HEADING:
        return PART_HEADING;
    case STET_BLOCK_ITEM:
        return block->flags & STET_BLOCK_ORDERED ? PART_NUMBERED_LIST
                                                 : PART_BULLET_LIST;
    case STET_BLOCK_QUOTE:
        return PART_QUOTE;
    case STET_BLOCK_CODE:
        return PART_CODE;
    case STET_BLOCK_CELL:
        return PART_TABLE;
    default:
        return PART_PARAGRAPH;
    }
}

/* Whether a block belongs to the part before it. */
static bool goes_on(const parts *p, const stet_block *block)
{
    if (p->count == 0)
        return false;
    if (block->parent != STET_BLOCK_NONE)
        return true;
    part_kind before = p->items[p->count - 1].kind;
    if (block->kind == STET_BLOCK_ITEM)
        return before == kind_of(block) && !(block->flags & STET_BLOCK_FIRST);
    return block->kind == STET_BLOCK_QUOTE && before == PART_QUOTE;
}

static void collect(parts *p, stet_block_array blocks)
{
    p->items = stet_alloc(p->ctx, (blocks.count + 1) * sizeof *p->items);
    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        if (block->kind == STET_BLOCK_MARKUP)
            continue;
        if (goes_on(p, block))
            p->items[p->count - 1].text.end = block->span.end;
        else
            p->items[p->count++] = (outline_part){ .kind = kind_of(block),
                                                   .level = block->level,
                                                   .text = block->span,
                                                   .shown = block->span };
    }
}

static bool is_of_kind(const outline_part *part, const outline_block *block)
{
    bool list = part->kind == PART_BULLET_LIST || part->kind == PART_NUMBERED_LIST;

    if (block->kind == PART_ANY || (block->kind == PART_LIST && list))
        return true;
    return (int)part->kind == block->kind &&
           (block->level == 0 || part->level == (uint32_t)block->level);
}

static bool fits(void *user, size_t index, size_t step)
{
    parts *p = user;
    const outline_part *part = &p->items[index];
    const outline_block *block = &p->check->blocks[step];
    const outline_pattern *patterns = block->matching.items;
    stet_str text = stet_slice(p->text, part->text);
    stet_match match;

    if (!is_of_kind(part, block))
        return false;
    for (size_t i = 0; i < block->matching.count; i++)
        if (stet_find(p->ctx, patterns[i].pattern, text, 0, &match))
            return true;
    return block->matching.count == 0;
}

static stet_str describe(stet_ctx *ctx, part_kind kind, uint32_t level)
{
    enum { SIZE = 64 };
    char *out = stet_alloc(ctx, SIZE);
    int len = kind == PART_HEADING && level > 0
                  ? snprintf(out, SIZE, "%s of level %u", kind_names[kind], level)
                  : snprintf(out, SIZE, "%s", kind_names[kind]);

    return (stet_str){ out, (size_t)len };
}

static stet_str describe_wanted(const parts *p, size_t step)
{
    if (step == p->check->n_steps)
        return (stet_str){ "", 0 };
    const outline_block *block = &p->check->blocks[step];
    return block->name.len > 0
               ? block->name
               : describe(p->ctx, (part_kind)block->kind, (uint32_t)block->level);
}

/* Which message: whether what is wanted comes later, or not at all. */
static uint32_t judge(parts *p, const structure_outline_end *end)
{
    if (end->step == p->check->n_steps)
        return 3;
    if (end->part == p->count)
        return 2;
    for (size_t i = end->part + 1; i < p->count; i++)
        if (fits(p, i, end->step))
            return 0;
    return 1;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    parts p = { .ctx = ctx, .text = stet_text(ctx, unit->doc), .check = check };

    (void)state;
    collect(&p, stet_blocks(ctx, unit->doc));
    structure_outline outline = { .steps = p.check->steps,
                                  .n_steps = p.check->n_steps,
                                  .n_parts = p.count,
                                  .fits = fits,
                                  .user = &p };
    structure_outline_end end = structure_outline_match(
        &outline,
        stet_alloc(ctx, structure_outline_room(p.check->steps, p.check->n_steps)));
    if (end.followed)
        return STET_OK;
    size_t at = end.part < p.count ? end.part : p.count - (p.count > 0);
    const outline_part *found =
        p.count > 0 ? &p.items[at] : &(outline_part){ .kind = PART_ANY };
    stet_arg args[] = { { .name = "found",
                          .text = describe(ctx, found->kind, found->level) },
                        { .name = "wanted", .text = describe_wanted(&p, end.step) } };
    stet_report(ctx, &(stet_finding){ .message = judge(&p, &end),
                                      .span = found->shown,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
    return STET_OK;
}

const stet_check_type structure_outlined = {
    .name = "outline",
    .summary = "The blocks of a text do not follow an outline",
    .doc =
        "`blocks` says what a text consists of, from its first block to its last: each "
        "entry has a `kind` (heading, paragraph, list, bullet-list, numbered-list, "
        "quote, code, table, any), how many may stand there (`min`, `max`), the "
        "`level` "
        "of a heading and patterns of which one must match its text. They are followed "
        "like a regular expression: `{kind: any, min: 0, max: 0}` lets anything stand. "
        "A list with all that is nested in it is one block, and so are a table and a "
        "quotation; raw HTML and front matter are not looked at. Told once a text, "
        "where it leaves the outline.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    .whole = true,
    STET_MESSAGES(messages),
    STET_PARAMS(outline_options, params),
    .create = create,
    .run = run,
};
