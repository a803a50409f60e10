/* SPDX-License-Identifier: Apache-2.0 */
/**
 * host_saved.h - what plugins write and read of their states: the rows of stet_host_api
 * that begin with put_ and get_.
 *
 * A host that calls `save` has a stet_state_saving, one that calls `load` a
 * stet_state_loading; at any other time writing does nothing, and reading fails with a
 * reason. Places are the only thing here that hangs on a process: they name a source by
 * its number in the engine. Written, they name it by its key (stet_source), less the
 * key of the place before, since most stand in the same one; read, by whatever number
 * it has where it is loaded (stet_state_origins).
 */
#ifndef STET_RUN_HOST_SAVED_H
#define STET_RUN_HOST_SAVED_H

#include "run/saved.h"
#include "run/state.h"

typedef struct stet_state_saving {
    stet_saved_writer writer;
    uint64_t key; /**< Of the place before. */
} stet_state_saving;

typedef struct stet_state_loading {
    stet_saved_reader reader;
    const stet_state_origins *origins;
    uint64_t key;             /**< Of the place before, */
    bool has_origin;          /**< and, when there was one, */
    stet_state_origin origin; /**< where that is. */
} stet_state_loading;

stet_str stet_host_place_origin(stet_ctx *ctx, const stet_place *place);
bool stet_host_loads(stet_ctx *ctx);
void stet_host_put_number(stet_ctx *ctx, uint64_t number);
void stet_host_put_real(stet_ctx *ctx, double number);
void stet_host_put_bytes(stet_ctx *ctx, const void *bytes, size_t size);
void stet_host_put_text(stet_ctx *ctx, stet_str text);
void stet_host_put_shown(stet_ctx *ctx, stet_str text);
void stet_host_put_place(stet_ctx *ctx, const stet_place *place);
bool stet_host_get_number(stet_ctx *ctx, uint64_t most, uint64_t *number);
bool stet_host_get_real(stet_ctx *ctx, double *number);
bool stet_host_get_bytes(stet_ctx *ctx, void *bytes, size_t size);
bool stet_host_get_text(stet_ctx *ctx, stet_str *text);
bool stet_host_get_place(stet_ctx *ctx, stet_place *place);

#endif
