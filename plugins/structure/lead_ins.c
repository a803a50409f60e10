/* SPDX-License-Identifier: Apache-2.0 */
#include "places.h"
#include "structure.h"

#include <string.h>

typedef struct lead_options {
    double max_share;
    int64_t min_count;
} lead_options;

static const stet_param params[] = {
    STET_REAL(lead_options, max_share, .more = STET_LOOSER, .preset = "0.83", .min = 0,
              .max = 1, .doc = "The greatest share of list items that may begin so."),
    STET_INT(lead_options, min_count, .more = STET_LOOSER, .preset = "4", .min = 1,
             .max = 1e6, .doc = "Texts with fewer such items are not judged."),
};

static const stet_message messages[] = {
    { "share",
      "{count} of {items} list items begin with a bold term and a colon or dash; "
      "write some as sentences" },
};

/* What parts a term from its text behind the bold: a colon, or a dash with a space
   before it. */
static bool is_parted(stet_str rest)
{
    static const char *const marks[] = { ":", " -", " \xE2\x80\x93", " \xE2\x80\x94",
                                         "\xE2\x80\x94" };

    for (size_t i = 0; i < STET_LEN(marks); i++) {
        size_t len = strlen(marks[i]);
        if (rest.len > len && memcmp(rest.ptr, marks[i], len) == 0)
            return true;
    }
    return false;
}

/* Whether an item begins with a bold term, a mark and some text. */
static bool is_lead_in(stet_str text, const stet_block *item, stet_span bold)
{
    stet_str term = stet_slice(text, bold);
    stet_str rest = { text.ptr + bold.end, item->span.end - bold.end };

    while (term.len > 0 && term.ptr[term.len - 1] == ' ')
        term.len--;
    if (bold.start != item->span.start || term.len < 2 || rest.len < 2)
        return false;
    return term.ptr[term.len - 1] == ':' || is_parted(rest);
}

/* What is known of the items so far. */
typedef struct tally {
    uint64_t items, lead_ins;
    bool told; /* Whether this list has its place already. */
    structure_places places;
} tally;

/* The bold that begins a block; `*next` is the first inline that is not yet behind. */
static bool find_bold(stet_inline_array inlines, uint32_t block, uint32_t start,
                      size_t *next, stet_span *bold)
{
    while (*next < inlines.count && inlines.items[*next].block < block)
        ++*next;
    for (size_t i = *next; i < inlines.count; i++) {
        const stet_inline *in = &inlines.items[i];
        if (in->block != block || in->span.start > start)
            return false;
        if (in->kind == STET_INLINE_STRONG) {
            *bold = in->span;
            return true;
        }
    }
    return false;
}

static void collect(stet_ctx *ctx, const stet_doc *doc, tally *t)
{
    stet_str text = stet_text(ctx, doc);
    stet_block_array blocks = stet_blocks(ctx, doc);
    stet_inline_array inlines = stet_inlines(ctx, doc);
    size_t next = 0;
    stet_span bold;

    for (uint32_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        if (block->kind != STET_BLOCK_ITEM || !stet_selected(ctx, block))
            continue;
        t->items++;
        if (block->level == 1 && block->flags & STET_BLOCK_FIRST)
            t->told = false;
        if (!find_bold(inlines, b, block->span.start, &next, &bold) ||
            !is_lead_in(text, block, bold))
            continue;
        t->lead_ins++;
        if (!t->told)
            structure_places_add(ctx, &t->places, bold);
        t->told = true;
    }
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const lead_options *o = check;
    tally t = { .items = 0 };

    (void)state;
    if (stet_inlines(ctx, unit->doc).count < (uint64_t)o->min_count)
        return STET_OK;
    collect(ctx, unit->doc, &t);
    if (t.lead_ins < (uint64_t)o->min_count ||
        (double)t.lead_ins <= o->max_share * (double)t.items)
        return STET_OK;
    stet_arg args[] = { { .name = "count", .number = (double)t.lead_ins },
                        { .name = "items", .number = (double)t.items } };
    structure_places_report(ctx, unit->doc, &t.places,
                            (stet_finding){ .args = args, .n_args = STET_LEN(args) });
    return STET_OK;
}

const stet_check_type structure_lead_ins = {
    .name = "lead-ins",
    .summary = "Nearly all list items begin with a bold term",
    .doc =
        "The share of list items of the form “**Term:** text”, “**Term**: text” or "
        "“**Term** - text”. Told once a text, at the first of them, with the first of "
        "each other list.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    .whole = true,
    STET_MESSAGES(messages),
    STET_PARAMS(lead_options, params),
    .run = run,
};
