/* SPDX-License-Identifier: Apache-2.0 */
#include "account/html.h"
#include "account/report_p.h"

const stet_audit_format stet_audit_format_html = {
    .name = "html",
    .summary = "one page for a browser, that needs nothing else",
    .write = stet_audit_html_write,
};
