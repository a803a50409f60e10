/* SPDX-License-Identifier: Apache-2.0 */
/* What lines begin and end with, and signs that web pages are full of: what the filters
   of Gopher (Rae et al. 2021), C4 (Raffel et al. 2020) and FineWeb (Penedo et al. 2024)
   count. */
#include "counts.h"
#include "structure.h"

#include <string.h>

/* Characters of a short line, as FineWeb has it. */
enum { SHORT = 30 };

bool structure_is_prose_line(const stet_line *line)
{
    return line->kind == STET_LINE_TEXT || line->kind == STET_LINE_HEADING ||
           line->kind == STET_LINE_BULLET || line->kind == STET_LINE_NUMBER;
}

static bool begins(stet_str text, const char *sign)
{
    size_t n = strlen(sign);
    return text.len >= n && memcmp(text.ptr, sign, n) == 0;
}

static bool ends(stet_str text, const char *sign)
{
    size_t n = strlen(sign);
    return text.len >= n && memcmp(text.ptr + text.len - n, sign, n) == 0;
}

/* A bullet that Markdown knows, or one of print. */
static bool has_bullet(const stet_line *line, stet_str text)
{
    static const char *const bullets[] = {
        "•", "‣", "◦", "▪", "●", "·", "–", "- ", "* "
    };

    if (line->kind == STET_LINE_BULLET)
        return true;
    for (size_t i = 0; i < STET_LEN(bullets); i++)
        if (begins(text, bullets[i]))
            return true;
    return false;
}

/* The line without its marks, and without blanks and marks of emphasis at its end. */
static stet_str content_of(stet_str markup, const stet_line *line)
{
    stet_str text = stet_slice(markup, line->span);
    size_t skip = line->content <= text.len ? line->content : text.len;

    text = (stet_str){ text.ptr + skip, text.len - skip };
    while (text.len > 0 && strchr(" \t\r*_`)", text.ptr[text.len - 1]))
        text.len--;
    return text;
}

static bool is_ended(stet_str text)
{
    static const char *const signs[] = { ".", "!", "?", "\"", "”", "。", "！", "？" };

    for (size_t i = 0; i < STET_LEN(signs); i++)
        if (ends(text, signs[i]))
            return true;
    return false;
}

static bool is_short(stet_str text)
{
    size_t n_characters = 0;

    for (size_t at = 0; at < text.len && n_characters <= SHORT; n_characters++)
        structure_next(text, &at);
    return n_characters <= SHORT;
}

/* Of a run of full stops an ellipsis is one, however long. */
static void count_signs(stet_str text, structure_counts *counts)
{
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] == '#') {
            counts->of[STRUCTURE_HASHES]++;
        } else if (text.ptr[at] == '.') {
            size_t start = at;
            while (at + 1 < text.len && text.ptr[at + 1] == '.')
                at++;
            counts->of[STRUCTURE_ELLIPSES] += at - start >= 2;
        } else if (begins((stet_str){ text.ptr + at, text.len - at }, "…")) {
            counts->of[STRUCTURE_ELLIPSES]++;
        }
    }
}

void structure_count_lines(stet_ctx *ctx, const stet_doc *doc, structure_counts *counts)
{
    stet_str markup = stet_markup(ctx, doc);
    stet_line_array lines = stet_lines(ctx, doc);
    stet_block_array blocks = stet_blocks(ctx, doc);
    double *of = counts->of;

    for (size_t i = 0; i < lines.count; i++) {
        const stet_line *line = &lines.items[i];
        if (!structure_is_prose_line(line))
            continue;
        stet_str text = content_of(markup, line);
        bool ellipsis = ends(text, "...") || ends(text, "…");
        of[STRUCTURE_PROSE_LINES]++;
        of[STRUCTURE_BULLET_LINES] += has_bullet(line, text);
        of[STRUCTURE_ELLIPSIS_LINES] += ellipsis;
        of[STRUCTURE_ENDED_LINES] += !ellipsis && is_ended(text);
        of[STRUCTURE_SHORT_LINES] += is_short(text);
    }
    for (size_t b = 0; b < blocks.count; b++)
        if (stet_selected(ctx, &blocks.items[b]))
            count_signs(stet_slice(stet_text(ctx, doc), blocks.items[b].span), counts);
}
