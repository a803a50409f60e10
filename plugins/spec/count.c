/* SPDX-License-Identifier: Apache-2.0 */
#include "spec.h"

#include <string.h>

/* What a unit counts. */
typedef enum unit_source {
    FROM_TEXT,   /* stet_count(): `what` is a stet_count_unit. */
    FROM_BLOCKS, /* Blocks of kind `what`, with all of `flags` and none of `not`. */
    FROM_INLINE, /* Inlines of kind `what`. */
    FROM_TABLES,
    FROM_ENDS, /* Sentences that end in the character `what`. */
} unit_source;

typedef struct unit_row {
    const char *name;
    unit_source source;
    uint32_t what;
    uint32_t flags, not_flags;
} unit_row;

static const unit_row units[] = {
    { "words", FROM_TEXT, STET_COUNT_WORDS, 0, 0 },
    { "word-runs", FROM_TEXT, STET_COUNT_WORD_RUNS, 0, 0 },
    { "sentences", FROM_TEXT, STET_COUNT_SENTENCES, 0, 0 },
    { "paragraphs", FROM_TEXT, STET_COUNT_PARAGRAPHS, 0, 0 },
    { "lines", FROM_TEXT, STET_COUNT_LINES, 0, 0 },
    { "characters", FROM_TEXT, STET_COUNT_CHARACTERS, 0, 0 },
    { "letters", FROM_TEXT, STET_COUNT_LETTERS, 0, 0 },
    { "bytes", FROM_TEXT, STET_COUNT_BYTES, 0, 0 },
    { "items", FROM_BLOCKS, STET_BLOCK_ITEM, 0, 0 },
    { "bullets", FROM_BLOCKS, STET_BLOCK_ITEM, 0, STET_BLOCK_ORDERED },
    { "numbered-items", FROM_BLOCKS, STET_BLOCK_ITEM, STET_BLOCK_ORDERED, 0 },
    { "tasks", FROM_BLOCKS, STET_BLOCK_ITEM, STET_BLOCK_TASK, 0 },
    { "headings", FROM_BLOCKS, STET_BLOCK_HEADING, 0, 0 },
    { "quotes", FROM_BLOCKS, STET_BLOCK_QUOTE, 0, 0 },
    { "code-blocks", FROM_BLOCKS, STET_BLOCK_CODE, 0, 0 },
    { "tables", FROM_TABLES, 0, 0, 0 },
    { "links", FROM_INLINE, STET_INLINE_LINK, 0, 0 },
    { "images", FROM_INLINE, STET_INLINE_IMAGE, 0, 0 },
    { "code-spans", FROM_INLINE, STET_INLINE_CODE, 0, 0 },
    { "bold", FROM_INLINE, STET_INLINE_STRONG, 0, 0 },
    { "italic", FROM_INLINE, STET_INLINE_EMPHASIS, 0, 0 },
    { "questions", FROM_ENDS, '?', 0, 0 },
    { "exclamations", FROM_ENDS, '!', 0, 0 },
};
static const char *const unit_choices[] = {
    "words",          "word-runs", "sentences",    "paragraphs", "lines",
    "characters",     "letters",   "bytes",        "items",      "bullets",
    "numbered-items", "tasks",     "headings",     "quotes",     "code-blocks",
    "tables",         "links",     "images",       "code-spans", "bold",
    "italic",         "questions", "exclamations", NULL,
};
_Static_assert(STET_LEN(unit_choices) == STET_LEN(units) + 1, "a name for each unit");

typedef struct count_options {
    int unit;
    int64_t min, max, exact;
} count_options;

static const stet_param params[] = {
    STET_CHOICE(count_options, unit, .preset = "words", .choices = unit_choices,
                .doc = "What is counted; docs/units.md has the meaning of each."),
    STET_INT(count_options, min, .more = STET_STRICTER, .preset = "-1", .min = -1,
             .max = 1e12, .doc = "The least that is allowed; -1: any."),
    STET_INT(count_options, max, .more = STET_LIMIT, .preset = "-1", .min = -1,
             .max = 1e12, .doc = "The most that is allowed; -1: any."),
    STET_INT(count_options, exact, .more = STET_DEMAND, .preset = "-1", .min = -1,
             .max = 1e12, .doc = "The only number that is allowed; -1: any."),
};

static const stet_message messages[] = {
    { "too-few", "{count} {unit}; at least {min} are required" },
    { "too-many", "{count} {unit}; at most {max} are allowed" },
    { "not-exact", "{count} {unit}; exactly {exact} are required" },
};

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const count_options *o = options;

    (void)check;
    if (o->min < 0 && o->max < 0 && o->exact < 0)
        return stet_fail(ctx, "min", "give min, max or exact");
    if (o->exact >= 0 && (o->min >= 0 || o->max >= 0))
        return stet_fail(ctx, "exact", "give exact, or min and max, not both");
    if (o->max >= 0 && o->min > o->max)
        return stet_fail(ctx, "min", "min is larger than max");
    return STET_OK;
}

/* A count that also notes the span of the one behind the first `limit`. */
typedef struct tally {
    uint64_t count, limit;
    stet_span excess;
    bool has_excess;
} tally;

static void add(tally *t, stet_span span)
{
    if (t->count++ == t->limit) {
        t->excess = span;
        t->has_excess = true;
    }
}

/* The other cells of a table have the first for a parent; that one may have an item. */
static bool begins_table(const stet_block *blocks, const stet_block *b)
{
    return b->kind == STET_BLOCK_CELL &&
           (b->parent == STET_BLOCK_NONE || blocks[b->parent].kind != STET_BLOCK_CELL);
}

static void count_blocks(stet_ctx *ctx, const stet_doc *doc, const unit_row *unit,
                         tally *t)
{
    stet_block_array blocks = stet_blocks(ctx, doc);

    for (size_t i = 0; i < blocks.count; i++) {
        const stet_block *b = &blocks.items[i];
        bool table = unit->source == FROM_TABLES && begins_table(blocks.items, b);
        bool block = unit->source == FROM_BLOCKS && b->kind == unit->what &&
                     (b->flags & unit->flags) == unit->flags &&
                     (b->flags & unit->not_flags) == 0;
        if (table || block)
            add(t, b->span);
    }
}

static void count_inlines(stet_ctx *ctx, const stet_doc *doc, uint32_t kind, tally *t)
{
    stet_inline_array inlines = stet_inlines(ctx, doc);

    for (size_t i = 0; i < inlines.count; i++)
        if (inlines.items[i].kind == kind)
            add(t, inlines.items[i].span);
}

/* The last mark of a sentence, closing quotes and brackets aside. */
static char last_mark(stet_str text, stet_span span)
{
    while (span.end > span.start) {
        unsigned char c = (unsigned char)text.ptr[span.end - 1];
        if (c != '"' && c != '\'' && c != ')' && c != ']' && c != '*' && c < 0x80)
            return (char)c;
        span.end--;
    }
    return 0;
}

static void count_ends(stet_ctx *ctx, const stet_doc *doc, uint32_t mark, tally *t)
{
    const stet_word *words = stet_words(ctx, doc).items;
    stet_sentence_array sentences = stet_sentences(ctx, doc);
    stet_str text = stet_text(ctx, doc);

    for (size_t i = 0; i < sentences.count; i++) {
        const stet_sentence *sentence = &sentences.items[i];
        bool code = sentence->n_words > 0 &&
                    words[sentence->first_word + sentence->n_words - 1].kind ==
                        STET_WORD_OPAQUE;
        if (!code && (uint32_t)last_mark(text, sentence->span) == mark)
            add(t, sentence->span);
    }
}

/* Words and sentences that are too many have a place; other counts of the text do not.
 */
static void find_excess(stet_ctx *ctx, const stet_doc *doc, uint32_t what, tally *t)
{
    uint64_t seen = 0;

    if (what == STET_COUNT_SENTENCES) {
        stet_sentence_array sentences = stet_sentences(ctx, doc);
        if (t->limit < sentences.count) {
            t->excess = sentences.items[t->limit].span;
            t->has_excess = true;
        }
    }
    if (what != STET_COUNT_WORDS)
        return;
    stet_word_array words = stet_words(ctx, doc);
    for (size_t i = 0; i < words.count && !t->has_excess; i++) {
        uint16_t kind = words.items[i].kind;
        if (kind == STET_WORD_PLAIN || kind == STET_WORD_NUMBER ||
            kind == STET_WORD_OPAQUE)
            if (seen++ == t->limit) {
                t->excess = words.items[i].span;
                t->has_excess = true;
            }
    }
}

static void count(stet_ctx *ctx, const stet_doc *doc, const unit_row *unit, tally *t)
{
    switch (unit->source) {
    case FROM_TEXT:
        t->count = stet_count(ctx, doc, (stet_count_unit)unit->what);
        if (t->count > t->limit)
            find_excess(ctx, doc, unit->what, t);
        return;
    case FROM_BLOCKS:
    case FROM_TABLES:
        count_blocks(ctx, doc, unit, t);
        return;
    case FROM_INLINE:
        count_inlines(ctx, doc, unit->what, t);
        return;
    case FROM_ENDS:
        count_ends(ctx, doc, unit->what, t);
        return;
    }
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const count_options *o = check;
    const unit_row *row = &units[o->unit];
    int64_t most = o->exact >= 0 ? o->exact : o->max;
    int64_t least = o->exact >= 0 ? o->exact : o->min;
    tally t = { .limit = most >= 0 ? (uint64_t)most : UINT64_MAX };

    (void)state;
    count(ctx, unit->doc, row, &t);
    bool few = least >= 0 && t.count < (uint64_t)least;
    bool many = most >= 0 && t.count > (uint64_t)most;
    if (!few && !many)
        return STET_OK;
    stet_str name = { row->name, strlen(row->name) };
    name.len -= t.count == 1 && name.ptr[name.len - 1] == 's';
    stet_arg args[] = {
        { .name = "count", .number = (double)t.count },
        { .name = "unit", .text = name },
        { .name = "min", .number = (double)o->min },
        { .name = "max", .number = (double)o->max },
        { .name = "exact", .number = (double)o->exact },
    };
    stet_report(ctx, &(stet_finding){ .message = o->exact >= 0 ? 2 : many,
                                      .span = t.has_excess ? t.excess
                                                           : spec_start(ctx, unit->doc),
                                      .args = args,
                                      .n_args = STET_LEN(args) });
    return STET_OK;
}

const stet_check_type spec_count = {
    .name = "count",
    .summary = "A text has too much or too little of something",
    .doc =
        "Counts words, sentences, paragraphs, lines, characters, list items, headings, "
        "links, code blocks and more in a text and holds the number against min, max "
        "or exact. Too many is told at the first that is too many where that has a "
        "place, else, like too few, at the first word.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(count_options, params),
    .create = create,
    .run = run,
};
