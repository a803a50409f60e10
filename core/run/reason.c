/* SPDX-License-Identifier: Apache-2.0 */
#include "run/reason.h"

#include "base/date.h"

#include "base/utf8.h"

bool stet_reason_is_given(stet_str text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t c;
        at += stet_utf8_decode(text, at, &c);
        if (c != STET_UTF8_BAD && stet_utf8_class(c) & STET_CHAR_LETTER)
            return true;
    }
    return false;
}

bool stet_reason_is_day(stet_str text)
{
    stet_date date;
    return stet_date_read(text, &date);
}
