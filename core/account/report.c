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
