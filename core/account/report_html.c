/* SPDX-License-Identifier: Apache-2.0 */
#include "account/html.h"
#include "account/report_p.h"

static bool take(void *ctx, stet_str bytes, stet_error *error)
{
    (void)error;
    stet_buffer_add(ctx, bytes);
    return true;
}

static bool write(const stet_audit_summary *summary,
                  const stet_audit_database *database, stet_buffer *out,
                  stet_error *error)
{
    const stet_audit_sink sink = { take, out };

    return stet_audit_html_write(summary, database, &sink, error);
}

const stet_audit_format stet_audit_format_html = {
    .name = "html",
    .summary = "one page for a browser, that needs nothing else",
    .write = write,
};
