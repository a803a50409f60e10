/* SPDX-License-Identifier: Apache-2.0 */
#include "base/date.h"

#include <stdio.h>
#include <time.h>

/* Days are counted in cycles of 400 years, which all have as many, and from March on,
   so that a leap day is the last of its year: H. Hinnant, "chrono-compatible low-level
   date algorithms", https://howardhinnant.github.io/date_algorithms.html. Years are
   from 1 to 9999, so no number is negative but the result. */
enum {
    DAYS_OF_CYCLE = 146097,
    DAYS_TO_1970 = 719468, /**< From the first of March of the year 0. */
    LAST_DATE = 2932896,   /**< 9999-12-31 */
};

typedef struct calendar_day {
    int year, month, day;
} calendar_day;

static stet_date count_days(calendar_day at)
{
    int year = at.month > 2 ? at.year : at.year - 1;
    int month = at.month > 2 ? at.month - 3 : at.month + 9;
    int of_cycle = year % 400;
    int of_year = (153 * month + 2) / 5 + at.day - 1;
    int days = of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year;
    return year / 400 * DAYS_OF_CYCLE + days - DAYS_TO_1970;
}

static calendar_day find_day(stet_date date)
{
    int days = date + DAYS_TO_1970;
    int cycle = days / DAYS_OF_CYCLE;
    int in_cycle = days % DAYS_OF_CYCLE;
    int year =
        (in_cycle - in_cycle / 1460 + in_cycle / 36524 - in_cycle / 146096) / 365;
    int of_year = in_cycle - (365 * year + year / 4 - year / 100);
    int month = (5 * of_year + 2) / 153;
    calendar_day at = { .day = of_year - (153 * month + 2) / 5 + 1 };
    at.month = month < 10 ? month + 3 : month - 9;
    at.year = year + cycle * 400 + (at.month <= 2);
    return at;
}

/** Digits of `text` from `at` on as a number; -1: something else stands there. */
static int read_digits(stet_str text, size_t at, size_t count)
{
    int number = 0;
    for (size_t i = at; i < at + count; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return -1;
        number = number * 10 + (text.ptr[i] - '0');
    }
    return number;
}

bool stet_date_read(stet_str text, stet_date *out)
{
    if (text.len != STET_DATE_TEXT - 1 || text.ptr[4] != '-' || text.ptr[7] != '-')
        return false;
    calendar_day at = { read_digits(text, 0, 4), read_digits(text, 5, 2),
                        read_digits(text, 8, 2) };
    if (at.year < 1 || at.month < 1 || at.month > 12 || at.day < 1 || at.day > 31)
        return false;
    *out = count_days(at);
    calendar_day back = find_day(*out);
    return back.month == at.month && back.day == at.day;
}

stet_date stet_date_of_seconds(uint64_t seconds)
{
    enum { SECONDS_OF_DAY = 24 * 60 * 60 };
    uint64_t days = seconds / SECONDS_OF_DAY;
    return days > LAST_DATE ? LAST_DATE : (stet_date)days;
}

stet_date stet_date_today(void)
{
    struct tm day;
    time_t now = time(NULL);
    if (!localtime_r(&now, &day))
        return 0;
    return count_days(
        (calendar_day){ day.tm_year + 1900, day.tm_mon + 1, day.tm_mday });
}

void stet_date_write(stet_date date, char out[STET_DATE_TEXT])
{
    calendar_day at = find_day(date);
    char text[3 * 12];
    snprintf(text, sizeof text, "%04d-%02d-%02d", at.year, at.month, at.day);
    memcpy(out, text, STET_DATE_TEXT - 1);
    out[STET_DATE_TEXT - 1] = '\0';
}

void stet_date_add(stet_buffer *out, stet_date date)
{
    static const char *const months[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December",
    };
    calendar_day at = find_day(date);
    stet_buffer_format(out, "%d %s %d", at.day, months[at.month - 1], at.year);
}
