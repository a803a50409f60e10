/* SPDX-License-Identifier: Apache-2.0 */
#include "account/report_outline.h"
#include "account/report_p.h"

static bool write(const stet_audit_summary *summary,
                  const stet_audit_database *database, const stet_audit_sink *sink,
                  stet_error *error)
{
    stet_outline outline = { 0 };
    stet_buffer out = { 0 };

    (void)database;
    stet_report_outline(&outline, summary);
    stet_outline_write_text(&outline, &out);
    stet_outline_release(&outline);
    bool good = stet_audit_sink_flush(sink, &out, error);
    stet_buffer_release(&out);
    return good;
}

const stet_audit_format stet_audit_format_text = {
    .name = "text",
    .summary = "for people, on a terminal",
    .write = write,
};
