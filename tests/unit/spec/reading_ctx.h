/* SPDX-License-Identifier: Apache-2.0 */
/* A context for tests of functions that ask the host for memory, classes of characters
   and sentences only: the real host, without an engine. */
#ifndef STET_TESTS_READING_CTX_H
#define STET_TESTS_READING_CTX_H

#include "run/host.h"

typedef struct reading_ctx {
    stet_arena arena;
    stet_host host;
} reading_ctx;

static inline stet_ctx *reading_ctx_open(reading_ctx *it)
{
    it->arena = (stet_arena){ 0 };
    stet_host_init(&it->host, NULL, NULL, &it->arena, NULL);
    return &it->host.ctx;
}

static inline void reading_ctx_close(reading_ctx *it)
{
    stet_host_release(&it->host);
    stet_arena_release(&it->arena);
}

static inline stet_str str(const char *text)
{
    return (stet_str){ text, strlen(text) };
}

#endif
