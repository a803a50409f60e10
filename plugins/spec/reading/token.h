/* SPDX-License-Identifier: Apache-2.0 */
/**
 * token.h - a text cut into words, runs of digits, and marks.
 *
 * What one text is compared with may be a document, a fact of the record or a
 * parameter, and only a document has words of the core's. So that both sides are cut
 * alike, this plugin cuts them itself, in one pass, without copying:
 *
 *     WORD    letters of any script, with apostrophes inside: don't, O'Brien; each Han
 *             or kana character is one
 *     DIGITS  0-9
 *     MARK    any other character that is not white space, one each
 *
 * Letters are told from other characters by the blocks of Unicode that hold none, not
 * character by character: a rare symbol may pass for a letter, in both texts alike.
 * Cutting takes linear time; tokens live in the memory of the callback.
 */
#ifndef STET_SPEC_TOKEN_H
#define STET_SPEC_TOKEN_H

#include <stet/plugin.h>

typedef enum spec_token_kind {
    SPEC_TOKEN_WORD,
    SPEC_TOKEN_DIGITS,
    SPEC_TOKEN_MARK,
} spec_token_kind;

/** What else is known of a token: bits of spec_token.flags. */
enum {
    SPEC_TOKEN_SPACED = 1 << 0,  /**< White space, or the start, stands before it. */
    SPEC_TOKEN_BROKEN = 1 << 1,  /**< A line feed, or the start, stands before it. */
    SPEC_TOKEN_CAPITAL = 1 << 2, /**< Its first letter is a capital. */
    SPEC_TOKEN_UPPER = 1 << 3,   /**< Two letters or more, and all are capitals. */
};

typedef struct spec_token {
    uint32_t start, end; /**< Bytes of the text. */
    uint8_t kind;        /**< A spec_token_kind. */
    uint8_t flags;       /**< SPEC_TOKEN_SPACED ... */
} spec_token;

typedef struct spec_tokens {
    stet_str text;
    spec_token *items;
    size_t count;
} spec_tokens;

/** The most tokens that are kept of a text; what follows is left out. */
#define SPEC_MOST_TOKENS ((size_t)1 << 22)

/** Cuts the spans of `text`, which stand in order; `marks` false: no MARK is kept. */
spec_tokens spec_tokens_cut(stet_ctx *ctx, stet_str text, const stet_span *spans,
                            size_t n_spans, bool marks);
/** Cuts all of it. */
spec_tokens spec_tokens_of(stet_ctx *ctx, stet_str text, bool marks);

static inline stet_str spec_token_text(const spec_tokens *tokens, size_t at)
{
    const spec_token *t = &tokens->items[at];
    return (stet_str){ tokens->text.ptr + t->start, t->end - t->start };
}

/** Whether token `at` is this mark, of one byte. False behind the last. */
bool spec_token_is_mark(const spec_tokens *tokens, size_t at, char mark);
/** Whether token `at` is this word, in any case; `word` in small letters. */
bool spec_token_is_word(const spec_tokens *tokens, size_t at, const char *word);

/** A code point, and how many bytes it takes: 1 where the bytes are no UTF-8. */
uint32_t spec_decode(stet_str text, size_t at, size_t *len);
/** The small letter of a capital: Latin, Greek, Cyrillic; else the same. */
uint32_t spec_lower(uint32_t c);
/** A number for a word, the same for any case and any apostrophe; never 0. */
uint64_t spec_hash(stet_str word);

#endif
