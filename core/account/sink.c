/* SPDX-License-Identifier: Apache-2.0 */
#include "account/sink.h"

enum { FULL = 64 * 1024 };

bool stet_audit_sink_flush(const stet_audit_sink *sink, stet_buffer *out,
                           stet_error *error)
{
    bool good = out->len == 0 || sink->write(sink->ctx, stet_buffer_str(out), error);

    stet_buffer_clear(out);
    return good;
}

bool stet_audit_sink_settle(const stet_audit_sink *sink, stet_buffer *out,
                            stet_error *error)
{
    return out->len < FULL || stet_audit_sink_flush(sink, out, error);
}
