/* SPDX-License-Identifier: Apache-2.0 */
#include "account/report.h"

#include "account/report_p.h"
#include "base/str.h"

static const stet_audit_format *const formats[] = {
    &stet_audit_format_text,     &stet_audit_format_html, &stet_audit_format_csv,
    &stet_audit_format_markdown, &stet_audit_format_json,
};

const stet_audit_format *stet_audit_format_find(stet_str name)
{
    for (size_t i = 0; i < STET_LEN(formats); i++)
        if (stet_str_is(name, formats[i]->name))
            return formats[i];
    return NULL;
}

const stet_audit_format *stet_audit_format_at(size_t n)
{
    return n < STET_LEN(formats) ? formats[n] : NULL;
}

stet_audit_limits stet_audit_format_limits(const stet_audit_format *format)
{
    stet_audit_limits limits = stet_audit_summary_limits;

    if (format->for_programs) {
        limits.rules = UINT32_MAX;
        /* They are gone through by the format itself. */
        limits.groups = limits.sources = 1;
    }
    return limits;
}
