/* SPDX-License-Identifier: Apache-2.0 */
/* expect.h - includes for a test of reports, and the comparison of a whole one. */
#ifndef STET_TEST_REPORT_EXPECT_H
#define STET_TEST_REPORT_EXPECT_H

#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/** Releases the report after comparing it. */
static inline void expect_report(stet_buffer report, const char *expected)
{
    assert_string_equal(stet_buffer_str(&report).ptr, expected);
    assert_int_equal(report.len, strlen(expected));
    stet_buffer_release(&report);
}

#endif
