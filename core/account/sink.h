/* SPDX-License-Identifier: Apache-2.0 */
/**
 * sink.h - where a report goes, bit by bit.
 *
 * Reports are gathered in a buffer and handed on whenever that is full, so that one of
 * a million groups takes no more memory than one of ten. Who made the sink owns what
 * stands behind it. One thread.
 */
#ifndef STET_ACCOUNT_SINK_H
#define STET_ACCOUNT_SINK_H

#include "base/buffer.h"
#include "base/error.h"

typedef struct stet_audit_sink {
    /** False and the error: the report ends, and writing it returns false. */
    bool (*write)(void *ctx, stet_str bytes, stet_error *error);
    void *ctx;
} stet_audit_sink;

/** Hands on all that the buffer holds, and empties it. */
bool stet_audit_sink_flush(const stet_audit_sink *sink, stet_buffer *out,
                           stet_error *error);
/** The same, when it is worth it. */
bool stet_audit_sink_settle(const stet_audit_sink *sink, stet_buffer *out,
                            stet_error *error);

#endif
