/* SPDX-License-Identifier: Apache-2.0 */
/**
 * batch_ctx.h - a context that only allocates, for tests of what is worked out of what
 * was gathered.
 */
#ifndef STET_TEST_BATCH_CTX_H
#define STET_TEST_BATCH_CTX_H

#include "base/arena.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

typedef struct batch_ctx {
    stet_ctx ctx; /* First: the callbacks get this. */
    stet_arena arena;
} batch_ctx;

static inline void *batch_ctx_alloc(stet_ctx *ctx, size_t size)
{
    return stet_arena_zalloc(&((batch_ctx *)ctx)->arena, size + 1);
}

static const stet_api batch_api = { .size = sizeof(stet_api),
                                    .alloc = batch_ctx_alloc,
                                    .keep = batch_ctx_alloc };

#define BATCH_CTX              \
    {                          \
        .ctx = { &batch_api }, \
        {                      \
            0                  \
        }                      \
    }

/** The same numbers on every machine. */
static inline uint32_t batch_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

static inline void assert_near(double value, double wanted, double within)
{
    if (!(fabs(value - wanted) <= within))
        fail_msg("%.6f, not %.6f", value, wanted);
}

#endif
