/* SPDX-License-Identifier: Apache-2.0 */
#include "run/host_text.h"

#include "base/utf8.h"
#include "run/host.h"
#include "text/language.h"
#include "text/sentence.h"

static stet_arena *scratch_of(stet_ctx *ctx)
{
    return ((stet_host *)ctx)->scratch;
}

stet_span_array stet_host_split_sentences(stet_ctx *ctx, stet_str text)
{
    enum { FIRST = 64 };
    stet_arena *scratch = scratch_of(ctx);
    size_t capacity = FIRST;
    size_t count = 0;
    stet_span *items = stet_arena_alloc(scratch, capacity * sizeof *items);

    for (size_t at = 0;
         stet_sentence_next(&stet_punkt_english, STET_SENTENCES_OF_REFERENCE, text, &at,
                            &items[count]);) {
        if (++count < capacity)
            continue;
        stet_span *more = stet_arena_alloc(scratch, 2 * capacity * sizeof *more);
        memcpy(more, items, count * sizeof *more);
        items = more;
        capacity *= 2;
    }
    return (stet_span_array){ items, count };
}

_Static_assert((int)STET_CLASS_LETTER == (int)STET_CHAR_LETTER &&
                   (int)STET_CLASS_UPPER == (int)STET_CHAR_UPPER &&
                   (int)STET_CLASS_LOWER == (int)STET_CHAR_LOWER &&
                   (int)STET_CLASS_DIGIT == (int)STET_CHAR_DIGIT &&
                   (int)STET_CLASS_SPACE == (int)STET_CHAR_SPACE &&
                   (int)STET_CLASS_PUNCTUATION == (int)STET_CHAR_PUNCTUATION &&
                   (int)STET_CLASS_SYMBOL == (int)STET_CHAR_SYMBOL &&
                   (int)STET_CLASS_NUMBER == (int)STET_CHAR_NUMBER &&
                   (int)STET_CLASS_MARK == (int)STET_CHAR_MARK,
               "what plugins see of a character is what the core knows of it");

uint32_t stet_host_char_class(stet_ctx *ctx, uint32_t code_point)
{
    (void)ctx;
    return stet_utf8_class(code_point);
}

/* A letter in lower case takes at most one byte more than its capital. */
stet_str stet_host_lower(stet_ctx *ctx, stet_str text)
{
    char *out = stet_arena_alloc(scratch_of(ctx), text.len + text.len / 2 + 4);
    size_t len = 0;

    for (size_t at = 0; at < text.len;) {
        unsigned char c = (unsigned char)text.ptr[at];
        if (c < 0x80) {
            out[len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            at++;
        } else {
            uint32_t lower = stet_utf8_lower(stet_utf8_next(text.ptr, &at));
            len += stet_utf8_encode(lower, out + len);
        }
    }
    return (stet_str){ out, len };
}

stet_language stet_host_language(stet_ctx *ctx, stet_str text)
{
    (void)ctx;
    return stet_language_detect(text);
}

bool stet_host_knows_language(stet_ctx *ctx, stet_str code)
{
    (void)ctx;
    return stet_language_is_known(code);
}
