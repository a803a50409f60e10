/* SPDX-License-Identifier: MIT */
/**
 * stet/archive.h - how the state of a check over the whole batch is saved and loaded.
 *
 * See "A batch in parts" in <stet/plugin.h>, of which this is a part. What is saved
 * must mean the same in another process and on another machine.
 */
#ifndef STET_ARCHIVE_H
#define STET_ARCHIVE_H

#include <stet/api.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a state holds, in save. Small numbers take one byte, any at most ten; a place
   some thirty and its id. Nothing can fail here: when the bytes cannot be kept, stet
   tells. */

static inline void stet_put_number(stet_ctx *ctx, uint64_t number)
{
    ctx->api->put_number(ctx, number);
}

/** A number with a sign: a small one is short, too. */
static inline void stet_put_signed(stet_ctx *ctx, int64_t number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    ctx->api->put_number(ctx, number < 0 ? ~(bits << 1) : bits << 1);
}

/** To the last bit, whatever it is. */
static inline void stet_put_real(stet_ctx *ctx, double number)
{
    ctx->api->put_real(ctx, number);
}

/** So many bytes, and not how many: for what is large and has a form of its own. It
   must not hang on the machine: write the lowest byte of a number first. */
static inline void stet_put_bytes(stet_ctx *ctx, const void *bytes, size_t size)
{
    ctx->api->put_bytes(ctx, bytes, size);
}

/** A text, or any bytes. */
static inline void stet_put_text(stet_ctx *ctx, stet_str text)
{
    ctx->api->put_text(ctx, text);
}

/** A text that is only there to be shown in messages: an audit that keeps no texts
   leaves it out. It is read as a text, and then empty. */
static inline void stet_put_shown(stet_ctx *ctx, stet_str text)
{
    ctx->api->put_shown(ctx, text);
}

/** A place, its field and its id, which such an audit leaves out likewise. */
static inline void stet_put_place(stet_ctx *ctx, const stet_place *place)
{
    ctx->api->put_place(ctx, place);
}

/* The same, in load. False: there is nothing more, or something else; stet knows what
   to say, so `return STET_FAILED`. Count nothing that was not read: loop while there is
   something to be read, and take memory for what is there. */

/** A number of at most `most`. */
static inline bool stet_get_number(stet_ctx *ctx, uint64_t most, uint64_t *number)
{
    return ctx->api->get_number(ctx, most, number);
}

static inline bool stet_get_signed(stet_ctx *ctx, int64_t *number)
{
    uint64_t read = 0;
    if (!ctx->api->get_number(ctx, UINT64_MAX, &read))
        return false;
    uint64_t bits = (read & 1) != 0 ? ~(read >> 1) : read >> 1;
    memcpy(number, &bits, sizeof bits);
    return true;
}

static inline bool stet_get_real(stet_ctx *ctx, double *number)
{
    return ctx->api->get_real(ctx, number);
}

/** Fills memory that is yours. */
static inline bool stet_get_bytes(stet_ctx *ctx, void *bytes, size_t size)
{
    return ctx->api->get_bytes(ctx, bytes, size);
}

/** Lives until the callback returns. */
static inline bool stet_get_text(stet_ctx *ctx, stet_str *text)
{
    return ctx->api->get_text(ctx, text);
}

/** Its number is that of this batch, so places of all that was saved stand in order;
   its id is kept with the state. */
static inline bool stet_get_place(stet_ctx *ctx, stet_place *place)
{
    return ctx->api->get_place(ctx, place);
}

/** Whether this is load, not save, for what serves both. */
static inline bool stet_loads(stet_ctx *ctx)
{
    return ctx->api->loads(ctx);
}

/**
 * Both ways in one: in save these write, and are true, in load they read. So what an
 * item holds is said once, and one callback can be `save` and `load`:
 *
 *     static bool archive_count(stet_ctx *ctx, count *it)
 *     {
 *         return stet_archive_number(ctx, UINT64_MAX, &it->n) &&
 *                stet_archive_text(ctx, &it->name);
 *     }
 */
static inline bool stet_archive_number(stet_ctx *ctx, uint64_t most, uint64_t *number)
{
    if (stet_loads(ctx))
        return stet_get_number(ctx, most, number);
    stet_put_number(ctx, *number);
    return true;
}

static inline bool stet_archive_real(stet_ctx *ctx, double *number)
{
    if (stet_loads(ctx))
        return stet_get_real(ctx, number);
    stet_put_real(ctx, *number);
    return true;
}

static inline bool stet_archive_text(stet_ctx *ctx, stet_str *text)
{
    if (stet_loads(ctx))
        return stet_get_text(ctx, text);
    stet_put_text(ctx, *text);
    return true;
}

static inline bool stet_archive_shown(stet_ctx *ctx, stet_str *text)
{
    if (stet_loads(ctx))
        return stet_get_text(ctx, text);
    stet_put_shown(ctx, *text);
    return true;
}

static inline bool stet_archive_place(stet_ctx *ctx, stet_place *place)
{
    if (stet_loads(ctx))
        return stet_get_place(ctx, place);
    stet_put_place(ctx, place);
    return true;
}

#ifdef __cplusplus
}
#endif

#endif
