/* SPDX-License-Identifier: Apache-2.0 */
#include "tokens.h"

#include "batch.h"

#include <string.h>

uint32_t batch_hash_word(stet_str word)
{
    static const char curly[] = "\xE2\x80\x99";
    uint64_t hash = 0;

    for (size_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.ptr[i];
        if (c == 0xE2 && i + 2 < word.len && memcmp(word.ptr + i, curly, 3) == 0) {
            c = '\'';
            i += 2;
        }
        hash = (hash ^ c) * 0x100000001B3u;
    }
    return (uint32_t)(batch_mix(hash) >> 32) | 1;
}

static bool is_mark(const stet_word *word)
{
    return word->kind == STET_WORD_PUNCTUATION || word->kind == STET_WORD_SYMBOL;
}

static void add_words(stet_ctx *ctx, const stet_word *words, size_t n_words,
                      batch_difference difference, batch_tokens *out)
{
    uint32_t *memos = stet_memos(ctx);

    for (size_t i = 0; i < n_words; i++) {
        if (is_mark(&words[i]) && !difference.punctuation_counts)
            continue;
        uint32_t *memo = &memos[words[i].form];
        if (*memo == 0) {
            const stet_form_info *form = stet_form(ctx, words[i].form);
            if (!difference.case_counts)
                form = stet_form(ctx, form->lower);
            *memo = batch_hash_word(form->text);
        }
        out->hashes[out->count++] = *memo;
        out->n_words += !is_mark(&words[i]) && words[i].kind != STET_WORD_CLITIC;
    }
}

static bool is_inner(char c)
{
    return (unsigned char)c >= 0x80 || c == '_' || (c >= '0' && c <= '9') ||
           (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* In code case makes a difference, and so does every mark. */
static void add_code(stet_str code, batch_tokens *out)
{
    for (size_t at = 0; at < code.len;) {
        size_t from = at++;
        if (strchr(" \t\r\n", code.ptr[from]))
            continue;
        while (is_inner(code.ptr[from]) && at < code.len && is_inner(code.ptr[at]))
            at++;
        out->hashes[out->count++] =
            batch_hash_word((stet_str){ code.ptr + from, at - from });
        out->n_words += is_inner(code.ptr[from]);
    }
}

static bool has_words(const stet_block *block)
{
    return block->kind != STET_BLOCK_CODE && block->kind != STET_BLOCK_MARKUP;
}

batch_tokens batch_tokens_of(stet_ctx *ctx, const stet_doc *doc,
                             batch_difference difference)
{
    batch_tokens out = { 0 };
    stet_word_array words = stet_words(ctx, doc);
    stet_block_array blocks = stet_blocks(ctx, doc);
    stet_str text = stet_text(ctx, doc);
    size_t room = words.count + 1;

    for (size_t b = 0; b < blocks.count; b++)
        if (!has_words(&blocks.items[b]))
            room += blocks.items[b].span.end - blocks.items[b].span.start;
    out.hashes = stet_alloc(ctx, room * sizeof *out.hashes);
    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        if (!stet_selected(ctx, block))
            continue;
        if (has_words(block))
            add_words(ctx, words.items + block->first_word, block->n_words, difference,
                      &out);
        else
            add_code(stet_slice(text, block->span), &out);
    }
    return out;
}
