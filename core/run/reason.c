/* SPDX-License-Identifier: Apache-2.0 */
#include "run/reason.h"

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

/* The number that the digits [at, at + count) say; 0 when one is no digit. */
static unsigned read_digits(stet_str text, size_t at, size_t count)
{
    unsigned number = 0;
    for (size_t i = at; i < at + count; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return 0;
        number = number * 10 + (unsigned)(text.ptr[i] - '0');
    }
    return number;
}

bool stet_reason_is_day(stet_str text)
{
    static const unsigned days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    enum { LENGTH = 10, MONTH = 5, DAY = 8, FEBRUARY = 2 };
    if (text.len != LENGTH || text.ptr[MONTH - 1] != '-' || text.ptr[DAY - 1] != '-')
        return false;
    unsigned year = read_digits(text, 0, 4);
    unsigned month = read_digits(text, MONTH, 2);
    unsigned day = read_digits(text, DAY, 2);
    if (year == 0 || month == 0 || month > STET_LEN(days) || day == 0)
        return false;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= days[month - 1] + (leap && month == FEBRUARY);
}
