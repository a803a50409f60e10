/* SPDX-License-Identifier: Apache-2.0 */
/* near.h - includes for a test of numbers, and a comparison of real ones. */
#ifndef STET_TEST_AUDIT_NEAR_H
#define STET_TEST_AUDIT_NEAR_H

#include "base/str.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/** `value` is `wanted`, give or take `within`. */
static inline void assert_near(double value, double wanted, double within)
{
    if (!(fabs(value - wanted) <= within))
        fail_msg("%.12g is not %.12g, give or take %g", value, wanted, within);
}

#endif
