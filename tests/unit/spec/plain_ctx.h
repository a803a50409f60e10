/* SPDX-License-Identifier: Apache-2.0 */
/**
 * plain_ctx.h - a context that only allocates, for tests of what a check works out.
 */
#ifndef STET_TEST_PLAIN_CTX_H
#define STET_TEST_PLAIN_CTX_H

#include "base/arena.h"
#include "reading/words.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

typedef struct plain_ctx {
    stet_ctx ctx; /* First: the callbacks get this. */
    stet_arena arena;
} plain_ctx;

static inline void *plain_alloc(stet_ctx *ctx, size_t size)
{
    return stet_arena_zalloc(&((plain_ctx *)ctx)->arena, size + 1);
}

static const stet_api plain_api = { .size = sizeof(stet_api), .alloc = plain_alloc };

#define PLAIN_CTX              \
    {                          \
        .ctx = { &plain_api }, \
        {                      \
            0                  \
        }                      \
    }

static inline stet_str plain_str(const char *text)
{
    return (stet_str){ text, strlen(text) };
}

/** The words of a text, in a vocabulary that several share. */
static inline spec_words plain_words(plain_ctx *plain, spec_vocabulary *vocabulary,
                                     const char *text)
{
    spec_tokens tokens = spec_tokens_of(&plain->ctx, plain_str(text), false);
    return spec_words_of(&plain->ctx, vocabulary, &tokens);
}

/** The same numbers on every machine. */
static inline uint32_t plain_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

#endif
