/* SPDX-License-Identifier: Apache-2.0 */
#include "places.h"
#include "structure.h"

#include <string.h>

typedef struct triple_options {
    double max;
    int64_t min_count, min_words;
} triple_options;

static const stet_param params[] = {
    STET_REAL(triple_options, max, .more = STET_LOOSER, .preset = "13", .min = 0,
              .max = 1000, .doc = "The most lists of three in 1,000 words."),
    STET_INT(triple_options, min_count, .more = STET_LOOSER, .preset = "4", .min = 1,
             .max = 1e6, .doc = "Texts with fewer are not judged."),
    STET_INT(triple_options, min_words, .more = STET_LOOSER, .preset = "100", .min = 1,
             .max = 1e9, .doc = "Texts of fewer words are not judged."),
};

static const stet_message messages[] = {
    { "dense", "{count} lists of three, {density} in 1,000 words; {limit}" },
};

/* Words of a part between two marks: "A, two short words, and C". */
enum { LONGEST = 3 };

typedef struct search {
    stet_str text;
    const stet_word *words;
    uint32_t first, end; /* Words of the block. */
} search;

static bool is_comma(const search *s, uint32_t i)
{
    return s->words[i].kind == STET_WORD_PUNCTUATION &&
           s->text.ptr[s->words[i].span.start] == ',' &&
           s->words[i].span.end - s->words[i].span.start == 1;
}

static bool is_joined(const search *s, uint32_t i)
{
    stet_str word = stet_slice(s->text, s->words[i].span);

    return (word.len == 3 && memcmp(word.ptr, "and", 3) == 0) ||
           (word.len == 2 && memcmp(word.ptr, "or", 2) == 0);
}

/* A part of a list: words alone, of which none joins. */
static bool is_part(const search *s, uint32_t i)
{
    return s->words[i].kind != STET_WORD_PUNCTUATION &&
           s->words[i].kind != STET_WORD_SYMBOL && !is_joined(s, i);
}

/* ", and it rained": a clause follows, not the last of three. */
static bool is_clause(const search *s, uint32_t i)
{
    static const char *const subjects[] = { "I",   "it",   "he",   "she",  "we",
                                            "you", "they", "this", "there" };
    stet_str word = stet_slice(s->text, s->words[i].span);

    for (size_t k = 0; k < STET_LEN(subjects); k++)
        if (strlen(subjects[k]) == word.len &&
            memcmp(subjects[k], word.ptr, word.len) == 0)
            return true;
    return false;
}

/* Where the first part begins, going back from its comma. A comma or a joint so near
   makes a longer list, or none: then it is the comma itself. */
static uint32_t first_part(const search *s, uint32_t comma)
{
    uint32_t i = comma;

    while (i > s->first && is_part(s, i - 1) && comma - i <= LONGEST)
        i--;
    bool open = i == s->first || comma - i > LONGEST;
    return open || (!is_comma(s, i - 1) && !is_joined(s, i - 1)) ? i : comma;
}

/* "However, Tom and Anna", "In May, Tom and Anna": what stands before the comma is all
   of the sentence so far, so no list. */
static bool begins_sentence(const search *s, uint32_t i)
{
    return i == s->first || s->words[i - 1].kind == STET_WORD_PUNCTUATION;
}

/* The list of three whose first comma is word `comma`: the index behind its last word
   that is known to belong to it; 0: there is none. */
static uint32_t triple_end(const search *s, uint32_t comma, uint32_t *start)
{
    uint32_t i = comma + 1;

    while (i < s->end && is_part(s, i) && i - comma <= LONGEST)
        i++;
    bool serial = i < s->end && is_comma(s, i);
    if (i == comma + 1 || i + serial + 1 >= s->end || !is_joined(s, i + serial) ||
        !is_part(s, i + serial + 1) || is_clause(s, i + serial + 1))
        return 0;
    *start = first_part(s, comma);
    if (*start == comma || (!serial && begins_sentence(s, *start)) ||
        (!serial && comma - *start > LONGEST && i - comma > 2))
        return 0;
    /* How long the parts are at either end is not known; a word of each is shown. */
    *start = comma - 1;
    return i + serial + 2;
}

/* The block's word that begins at or behind `at`, or the index behind its last. */
static uint32_t word_at(const search *s, uint32_t at)
{
    uint32_t low = s->first, high = s->end;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->words[middle].span.start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Goes from comma to comma, which are few beside the words. */
static void collect_block(stet_ctx *ctx, search *s, const stet_block *block,
                          structure_places *places)
{
    uint32_t at = block->span.start, end = block->span.end;

    s->first = block->first_word;
    s->end = s->first + block->n_words;
    while (at < end) {
        const char *found = memchr(s->text.ptr + at, ',', end - at);
        if (!found)
            return;
        at = (uint32_t)(found - s->text.ptr);
        uint32_t start = 0, i = word_at(s, at);
        bool comma = i > s->first && i + 2 < s->end && is_comma(s, i);
        uint32_t last = comma ? triple_end(s, i, &start) : 0;
        at++;
        if (last > 0) {
            stet_span span = { s->words[start].span.start,
                               s->words[last - 1].span.end };
            structure_places_add(ctx, places, span);
            at = span.end;
        }
    }
}

static void collect(stet_ctx *ctx, const stet_doc *doc, structure_places *places)
{
    stet_block_array blocks = stet_blocks(ctx, doc);
    search s = { .text = stet_text(ctx, doc), .words = stet_words(ctx, doc).items };

    for (size_t b = 0; b < blocks.count; b++)
        if (stet_selected(ctx, &blocks.items[b]))
            collect_block(ctx, &s, &blocks.items[b], places);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const triple_options *o = check;
    structure_places places = { .count = 0 };

    (void)state;
    if (stet_words(ctx, unit->doc).count < (uint64_t)o->min_words)
        return STET_OK;
    collect(ctx, unit->doc, &places);
    if (places.count < (uint64_t)o->min_count)
        return STET_OK;
    double words = (double)stet_count(ctx, unit->doc, STET_COUNT_WORDS);
    double density = 1000 * (double)places.count / (words > 0 ? words : 1);
    if (words < (double)o->min_words || density <= o->max)
        return STET_OK;
    stet_arg args[] = { { .name = "count", .number = (double)places.count },
                        { .name = "density", .text = structure_shown(ctx, density) },
                        { .name = "max", .number = o->max },
                        { .name = "limit", .text = structure_at_most(ctx, o->max) } };
    structure_places_report(ctx, unit->doc, &places,
                            (stet_finding){ .args = args, .n_args = STET_LEN(args) });
    return STET_OK;
}

const stet_check_type structure_list_of_three = {
    .name = "list-of-three",
    .summary = "A text lists things by threes too often",
    .doc =
        "Counts “A, B, and C” and “A, B or C” in 1,000 words, with parts of three "
        "words "
        "at most, and tells all of them in one finding. Longer lists do not count, nor "
        "does “A, B and C” where A is all of its sentence so far (“In May, Tom and "
        "Anna ...”).",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    .whole = true,
    .kinds =
        1u << STET_BLOCK_PARAGRAPH | 1u << STET_BLOCK_ITEM | 1u << STET_BLOCK_QUOTE,
    STET_MESSAGES(messages),
    STET_PARAMS(triple_options, params),
    .run = run,
};
