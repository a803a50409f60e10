/* SPDX-License-Identifier: Apache-2.0 */
#include "language.h"

#include "grammar.h"

/* Letters from which on a language shows, and the bytes on both sides of a block that
   are looked at where it has fewer. */
enum { LETTERS = 60, AROUND = 600 };

/* The block with what stands around it, no character cut. */
static stet_str widen(stet_str text, stet_span span)
{
    size_t start = span.start > AROUND ? span.start - AROUND : 0;
    size_t end = text.len - span.end > AROUND ? span.end + AROUND : text.len;

    while (start < span.start && ((unsigned char)text.ptr[start] & 0xC0) == 0x80)
        start++;
    while (end > span.end && end < text.len &&
           ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
        end--;
    return (stet_str){ text.ptr + start, end - start };
}

static void ask(stet_ctx *ctx, const stet_unit *unit, grammar_tongue *tongue)
{
    static const double least = 0.8; /* Of the letters. */
    stet_str text = stet_text(ctx, unit->doc);
    stet_language found = stet_language_of(ctx, stet_slice(text, unit->block->span));

    if (found.letters < LETTERS)
        found = stet_language_of(ctx, widen(text, unit->block->span));
    tongue->is_asked = true;
    if (found.letters >= LETTERS && found.share >= least)
        tongue->code = found.code;
}

static bool is_same(stet_str code, stet_str own)
{
    return own.len >= code.len && memcmp(own.ptr, code.ptr, code.len) == 0 &&
           (own.len == code.len || own.ptr[code.len] == '_' ||
            own.ptr[code.len] == '-');
}

bool grammar_is_foreign(stet_ctx *ctx, const stet_unit *unit, stet_str own,
                        grammar_tongue *tongue)
{
    if (!tongue->is_asked)
        ask(ctx, unit, tongue);
    return tongue->code.len > 0 && !is_same(tongue->code, own);
}

bool grammar_is_in(stet_ctx *ctx, const stet_unit *unit, const char *code,
                   grammar_tongue *tongue)
{
    stet_str wanted = { code, strlen(code) };

    if (!tongue->is_asked)
        ask(ctx, unit, tongue);
    return is_same(wanted,
                   tongue->code.len > 0 ? tongue->code : stet_own_language(ctx));
}
