/* SPDX-License-Identifier: Apache-2.0 */
/**
 * plugin_host.h - a context for the insides of a plugin: memory, and parsed data.
 *
 * Nothing else may be asked of it. All memory lives until host_release().
 */
#ifndef STET_TEST_PLUGIN_HOST_H
#define STET_TEST_PLUGIN_HOST_H

#include "base/arena.h"
#include "base/str.h"
#include "text/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

typedef struct plugin_host {
    stet_ctx ctx; /* First. */
    stet_arena arena;
    char failure[256];
} plugin_host;

static inline void *host_memory(stet_ctx *ctx, size_t size)
{
    return stet_arena_zalloc(&((plugin_host *)ctx)->arena, size);
}

STET_PRINTF(3, 0)
static inline void host_fail(stet_ctx *ctx, const char *param, const char *format,
                             va_list args)
{
    plugin_host *host = (plugin_host *)ctx;
    (void)param;
    vsnprintf(host->failure, sizeof host->failure, format, args);
}

static inline const stet_node *host_parse(stet_ctx *ctx, stet_syntax syntax,
                                          stet_str text, stet_fault *fault)
{
    stet_error error = STET_ERROR_NONE;
    const stet_node *root =
        stet_tree_parse(syntax, text, &((plugin_host *)ctx)->arena, &error);
    stet_error_release(&error);
    *fault = (stet_fault){ 0 };
    return root;
}

static inline void host_init(plugin_host *host)
{
    static const stet_api api = { .size = sizeof(stet_api),
                                  .alloc = host_memory,
                                  .keep = host_memory,
                                  .parse = host_parse,
                                  .fail = host_fail };
    *host = (plugin_host){ .ctx = { &api } };
}

static inline void host_release(plugin_host *host)
{
    stet_arena_release(&host->arena);
}

/** A tree of JSON, which must be right. */
static inline const stet_node *host_tree(plugin_host *host, const char *json)
{
    stet_fault fault;
    const stet_node *root =
        stet_parse(&host->ctx, STET_SYNTAX_JSON, stet_str_from(json), &fault);
    if (!root)
        fail_msg("not JSON: %s", json);
    return root;
}

#endif
