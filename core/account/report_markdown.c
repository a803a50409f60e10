/* SPDX-License-Identifier: Apache-2.0 */
#include "account/report_outline.h"
#include "account/report_p.h"

static bool write(const stet_audit_summary *summary,
                  const stet_audit_database *database, stet_buffer *out,
                  stet_error *error)
{
    stet_outline outline = { 0 };

    (void)database;
    (void)error;
    stet_report_outline(&outline, summary);
    stet_outline_write_markdown(&outline, out);
    stet_outline_release(&outline);
    return true;
}

const stet_audit_format stet_audit_format_markdown = {
    .name = "markdown",
    .summary = "for people, where Markdown is shown",
    .write = write,
};
