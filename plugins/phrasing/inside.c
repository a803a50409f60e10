/* SPDX-License-Identifier: Apache-2.0 */
#include "finds.h"
#include "phrasing.h"

#include <string.h>

typedef enum inside_part {
    PART_HEADING_1,
    PART_HEADING_2,
    PART_HEADING_3,
    PART_HEADING_4,
    PART_HEADING_5,
    PART_HEADING_6,
    PART_TABLE_HEADER,
    PART_LINK,
    PART_STRONG,
    PART_EMPHASIS,
    PART_STRIKE,
    PART_CODE_SPAN,
    PART_TEXTS, /* Those below stand in the markup alone. */
    PART_ALTERNATIVE = PART_TEXTS,
    PART_RAW,
} inside_part;

static const char *const part_choices[] = {
    "heading-1", "heading-2",    "heading-3", "heading-4", "heading-5",
    "heading-6", "table-header", "link",      "strong",    "emphasis",
    "strike",    "code-span",    "alt",       "raw",       NULL,
};

/* As messages call them. */
static const char *const part_names[] = {
    "a heading of level 1",
    "a heading of level 2",
    "a heading of level 3",
    "a heading of level 4",
    "a heading of level 5",
    "a heading of level 6",
    "the header of a table",
    "the text of a link",
    "bold text",
    "emphasis",
    "struck-out text",
    "a code span",
    "an alternative text",
    "the markup",
};
_Static_assert(STET_LEN(part_choices) == STET_LEN(part_names) + 1, "a name a part");

typedef struct inside_item {
    int part;
} inside_item;

typedef struct inside_options {
    stet_list parts; /* inside_item */
    phrasing_search search;
    bool ignore_case;
    bool whole_words;
} inside_options;

static const stet_param part_params[] = {
    STET_CHOICE(inside_item, part, .choices = part_choices, .doc = "A part of a text."),
};

static const stet_param params[] = {
    STET_LIST(inside_options, parts, inside_item, part_params, .more = STET_STRICTER,
              .min = 1, .max = 100,
              .doc = "Where it must not be written: headings of a level, headers of "
                     "tables, texts of links, strong, emphasis, strike, code spans, "
                     "the alternative texts of images, or `raw`, the markup as its "
                     "author wrote it."),
    { .name = "phrases",
      .type = STET_T_LIST,
      .offset = offsetof(inside_options, search.wanted[0]),
      .preset = "[]",
      .sub = phrasing_plain_worded,
      .n_sub = 1,
      .sub_size = sizeof(phrasing_item),
      .doc = "What must not be written there: words as they stand." },
    { .name = "patterns",
      .type = STET_T_LIST,
      .offset = offsetof(inside_options, search.wanted[1]),
      .preset = "[]",
      .sub = phrasing_plain_cased,
      .n_sub = 1,
      .sub_size = sizeof(phrasing_item),
      .doc = "The same as PCRE2 patterns, of which `^` and `$` are the ends of the "
             "part." },
    PHRASING_EXCEPT(inside_options, search.except,
                    "Longer phrases in which it may stand."),
    STET_BOOL(inside_options, ignore_case, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
    STET_BOOL(inside_options, whole_words, .more = STET_LOOSER, .preset = "true",
              .doc = "Whether a phrase must begin and end at a word boundary."),
};

static const stet_message messages[] = {
    { "inside", "do not write “{match}” in {part}" },
};

typedef struct inside_check {
    const inside_options *options;
    uint32_t parts; /* A bit for each. */
} inside_check;

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const inside_options *o = options;
    const inside_item *items = o->parts.items;
    inside_check *made = stet_keep(ctx, sizeof *made);

    if (o->search.wanted[0].count + o->search.wanted[1].count == 0)
        return stet_fail(ctx, "phrases", "give phrases or patterns to look for");
    made->options = o;
    for (size_t i = 0; i < o->parts.count; i++)
        made->parts |= 1u << items[i].part;
    *check = made;
    return STET_OK;
}

/* Which part a block is; -1: none. */
static int part_of_block(const stet_block *block)
{
    if (block->kind == STET_BLOCK_HEADING && block->level >= 1 && block->level <= 6)
        return PART_HEADING_1 + (int)block->level - 1;
    bool header =
        block->kind == STET_BLOCK_CELL && (block->flags & STET_BLOCK_HEADER) != 0;
    return header ? PART_TABLE_HEADER : -1;
}

static int part_of_inline(const stet_inline *in)
{
    switch (in->kind) {
    case STET_INLINE_LINK:
        return PART_LINK;
    case STET_INLINE_STRONG:
        return PART_STRONG;
    case STET_INLINE_EMPHASIS:
        return PART_EMPHASIS;
    case STET_INLINE_STRIKE:
        return PART_STRIKE;
    case STET_INLINE_CODE:
        return PART_CODE_SPAN;
    case STET_INLINE_IMAGE:
        return PART_ALTERNATIVE;
    default:
        return -1;
    }
}

/* Where the alternative text of ![text](...) stands in the markup: up to the bracket
   that closes the first. */
static stet_span alternative_of(stet_str markup, stet_span image)
{
    uint32_t start = image.start + 2, depth = 1, at = start;

    if (image.end - image.start < 3 || memcmp(markup.ptr + image.start, "![", 2) != 0)
        return (stet_span){ image.start, image.start };
    for (; at < image.end; at++) {
        char c = markup.ptr[at];
        depth += c == '[';
        depth -= c == ']';
        if (depth == 0)
            break;
        at += c == '\\';
    }
    return (stet_span){ start, at < image.end ? at : image.end };
}

/* Searches the walk's parts; `of_markup`: those that stand in the markup, else the
   others. */
typedef struct inside_walk {
    stet_ctx *ctx;
    const inside_check *check;
    bool of_markup;
    phrasing_finds finds;
} inside_walk;

static bool is_wanted(const inside_walk *w, int part)
{
    return part >= 0 && (w->check->parts >> part & 1) != 0 &&
           (part >= PART_TEXTS) == w->of_markup;
}

static void search(inside_walk *w, stet_str whole, stet_span span, int part)
{
    phrasing_finds_add(w->ctx, &w->finds, &w->check->options->search,
                       &(phrasing_piece){ .text = stet_slice(whole, span),
                                          .start = span.start,
                                          .tag = (uint32_t)part });
}

static void search_all(inside_walk *w, const stet_doc *doc)
{
    stet_block_array blocks = stet_blocks(w->ctx, doc);
    stet_inline_array inlines = stet_inlines(w->ctx, doc);
    stet_str markup = stet_markup(w->ctx, doc);
    stet_str whole = w->of_markup ? markup : stet_text(w->ctx, doc);

    for (size_t b = 0; b < blocks.count; b++) {
        int part = part_of_block(&blocks.items[b]);
        if (is_wanted(w, part) && stet_selected(w->ctx, &blocks.items[b]))
            search(w, whole, blocks.items[b].span, part);
    }
    for (size_t i = 0; i < inlines.count; i++) {
        const stet_inline *in = &inlines.items[i];
        int part = part_of_inline(in);
        if (is_wanted(w, part) && stet_selected(w->ctx, &blocks.items[in->block]))
            search(w, whole,
                   w->of_markup ? alternative_of(markup, in->markup) : in->span, part);
    }
    if (is_wanted(w, PART_RAW))
        search(w, whole, (stet_span){ 0, (uint32_t)whole.len }, PART_RAW);
}

static void report_all(inside_walk *w)
{
    phrasing_finds_settle(&w->finds);
    for (size_t i = 0; i < w->finds.count; i++) {
        const char *name = part_names[w->finds.items[i].tag];
        stet_arg arg = { .name = "part", .text = { name, strlen(name) } };
        stet_report(w->ctx, &(stet_finding){ .span = w->finds.items[i].span,
                                             .in_markup = w->of_markup,
                                             .args = &arg,
                                             .n_args = 1 });
    }
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    (void)state;
    for (int of_markup = 0; of_markup < 2; of_markup++) {
        inside_walk w = { .ctx = ctx, .check = check, .of_markup = of_markup != 0 };
        search_all(&w, unit->doc);
        report_all(&w);
    }
    return STET_OK;
}

const stet_check_type phrasing_inside = {
    .name = "inside",
    .summary = "A phrase stands in a part of the text where it must not",
    .doc =
        "Looks for phrases and patterns in parts that `in` cannot name: headings of "
        "one level, headers of tables, texts of links, bold text and emphasis, code "
        "spans, alternative texts of images, or the markup itself with all its marks. "
        "Each part is searched by itself. Where `in` will do (heading, item, cell, "
        "quote, code) use phrasing.banned, which costs nothing where nothing stands.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(inside_options, params),
    .create = create,
    .run = run,
};
