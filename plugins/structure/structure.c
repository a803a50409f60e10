/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <stdio.h>
#include <string.h>

#define EACH_BYTE UINT64_C(0x0101010101010101)

uint32_t structure_next(stet_str text, size_t *at)
{
    const unsigned char *p = (const unsigned char *)text.ptr + *at;
    uint32_t lead = p[0], n = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    uint32_t c = n == 1 ? lead : lead & (0x7Fu >> n);

    for (uint32_t i = 1; i < n; i++)
        c = c << 6 | (p[i] & 0x3F);
    *at += n;
    return c;
}

uint32_t structure_before(stet_str text, size_t at)
{
    do
        at--;
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
    return structure_next(text, &at);
}

size_t structure_skip_ascii(stet_str text, size_t at)
{
    for (uint64_t bytes[4]; text.len - at >= sizeof bytes; at += sizeof bytes) {
        memcpy(bytes, text.ptr + at, sizeof bytes);
        if ((bytes[0] | bytes[1] | bytes[2] | bytes[3]) & EACH_BYTE * 0x80)
            break;
    }
    for (uint64_t bytes; text.len - at >= sizeof bytes; at += sizeof bytes) {
        memcpy(&bytes, text.ptr + at, sizeof bytes);
        if (bytes & EACH_BYTE * 0x80)
            break;
    }
    while (at < text.len && (unsigned char)text.ptr[at] < 0x80)
        at++;
    return at;
}

/* Taking 0x20 away, or adding 1, sets the uppermost bit of a byte that is not plain;
   what is carried from byte to byte does so too, now and then, but never hides one. */
size_t structure_skip_plain(stet_str text, size_t at)
{
    for (uint64_t bytes; text.len - at >= sizeof bytes; at += sizeof bytes) {
        memcpy(&bytes, text.ptr + at, sizeof bytes);
        uint64_t odd = bytes | (bytes - EACH_BYTE * 0x20) | (bytes + EACH_BYTE);
        if (odd & EACH_BYTE * 0x80)
            break;
    }
    while (at < text.len && text.ptr[at] >= 0x20 && text.ptr[at] < 0x7F)
        at++;
    return at;
}

/* Eight places at a time: a byte of `odd` is 0 where its place and the next one hold a
   space. */
size_t structure_find_pair(stet_str text, size_t at)
{
    for (uint64_t here, next; text.len - at > sizeof here; at += sizeof here) {
        memcpy(&here, text.ptr + at, sizeof here);
        memcpy(&next, text.ptr + at + 1, sizeof next);
        uint64_t odd = (here ^ EACH_BYTE * ' ') | (next ^ EACH_BYTE * ' ');
        if ((odd - EACH_BYTE) & ~odd & EACH_BYTE * 0x80)
            break;
    }
    for (; at + 1 < text.len; at++)
        if (text.ptr[at] == ' ' && text.ptr[at + 1] == ' ')
            return at;
    return text.len;
}

size_t structure_inlines_until(stet_inline_array inlines, uint32_t at)
{
    size_t low = 0, high = inlines.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (inlines.items[middle].span.start <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Tags take no room, so some may begin where code does. */
enum { NESTING = 16 };

/* Code holds no other inline, so it is the last that begins before the span. */
bool structure_is_code(stet_ctx *ctx, const stet_doc *doc, stet_span span)
{
    stet_inline_array inlines = stet_inlines(ctx, doc);
    size_t end = structure_inlines_until(inlines, span.start), i = end;

    while (i > 0 && end - i < NESTING && inlines.items[i - 1].kind == STET_INLINE_HTML)
        i--;
    return i > 0 && inlines.items[i - 1].kind == STET_INLINE_CODE &&
           inlines.items[i - 1].span.end >= span.end;
}

/* The parent of a table's first cell may be an item, that of the others is that cell.
 */
bool structure_begins_table(stet_block_array blocks, const stet_block *block)
{
    return block->kind == STET_BLOCK_CELL &&
           (block->parent == STET_BLOCK_NONE ||
            blocks.items[block->parent].kind != STET_BLOCK_CELL);
}

stet_span structure_start(stet_ctx *ctx, const stet_doc *doc)
{
    stet_word_array words = stet_words(ctx, doc);
    return words.count > 0 ? words.items[0].span : (stet_span){ 0, 0 };
}

stet_str structure_shown(stet_ctx *ctx, double number)
{
    enum { SIZE = 40 };
    char *out = stet_alloc(ctx, SIZE);
    int len = snprintf(out, SIZE, "%.1f", number);

    return (stet_str){ out, len > 0 && len < SIZE ? (size_t)len : 0 };
}

static stet_str bound(stet_ctx *ctx, const char *words, double number)
{
    enum { SIZE = 60 };
    char *out = stet_alloc(ctx, SIZE);
    int len = snprintf(out, SIZE, "%s %.15g %s wanted", words, number,
                       number > 1 || number < 1 ? "are" : "is");

    return (stet_str){ out, len > 0 && len < SIZE ? (size_t)len : 0 };
}

stet_str structure_at_most(stet_ctx *ctx, double most)
{
    return most > 0 ? bound(ctx, "at most", most) : (stet_str){ "none is wanted", 14 };
}

stet_str structure_at_least(stet_ctx *ctx, double least)
{
    return bound(ctx, "at least", least);
}

static const stet_check_type *const checks[] = {
    &structure_heading_order,    &structure_single_title,
    &structure_empty_section,    &structure_list_length,
    &structure_list_depth,       &structure_empty_item,
    &structure_mixed_bullets,    &structure_sentence_length,
    &structure_paragraph_length, &structure_code_fence,
    &structure_emphasis,         &structure_table_columns,
    &structure_trailing_space,   &structure_doubled_space,
    &structure_bare_url,         &structure_truncated,
    &structure_leftover,         &structure_leftover_tag,
    &structure_link_leftover,    &structure_invisible,
    &structure_mojibake,         &structure_mixed_script,
    &structure_readability,      &structure_metric,
    &structure_rhythm,           &structure_lead_ins,
    &structure_closing_summary,  &structure_list_of_three,
    &structure_dashes,           &structure_table_shape,
    &structure_outlined,         &structure_image_alternative,
    &structure_link_targets,     &structure_link_text,
    &structure_link_hosts,       &structure_repetition,
};

STET_PLUGIN(structure) = {
    STET_HEADER, "structure",
    "0.1.0",     "Headings, lists, lengths, tables, spaces, left-overs, odd characters",
    "",          STET_CHECKS(checks),
};
