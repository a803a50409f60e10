/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/schema_p.h"

#include <math.h>
#include <stdlib.h>

/** Past this many characters a number is read no further: its size is decided. */
enum { LONGEST_NUMBER = 400 };

double spec_number(stet_str text)
{
    char digits[LONGEST_NUMBER + 1];
    size_t len = text.len < LONGEST_NUMBER ? text.len : LONGEST_NUMBER;
    size_t sign = len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+');
    memcpy(digits, text.ptr, len);
    digits[len] = '\0';
    if (len > sign && digits[sign] == '.' && (digits[sign + 1] | 0x20) == 'i')
        return digits[0] == '-' ? -HUGE_VAL : HUGE_VAL;
    if (len > sign && digits[sign] == '.' && (digits[sign + 1] | 0x20) == 'n')
        return (double)NAN;
    if (len > 2 && digits[0] == '0' && digits[1] == 'o')
        return (double)strtoull(digits + 2, NULL, 8);
    return strtod(digits, NULL);
}

bool spec_is_whole(double number)
{
    return isfinite(number) && floor(number) >= number;
}

/** A decimal as a whole number times a power of ten. */
typedef struct decimal {
    uint64_t digits;
    int power;
} decimal;

/** False: it is not a decimal, or has too many digits. */
static bool read_decimal(stet_str text, decimal *out)
{
    size_t i = text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+');
    bool point = false;
    *out = (decimal){ 0, 0 };
    for (; i < text.len && (text.ptr[i] | 0x20) != 'e'; i++) {
        char c = text.ptr[i];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9' || out->digits > UINT64_MAX / 10 - 1)
            return false;
        out->digits = out->digits * 10 + (uint64_t)(c - '0');
        out->power -= point;
    }
    if (i < text.len) {
        char power[8] = "";
        if (text.len - i - 1 >= sizeof power)
            return false;
        memcpy(power, text.ptr + i + 1, text.len - i - 1);
        out->power += (int)strtol(power, NULL, 10);
    }
    return true;
}

/** Both as multiples of the same power of ten; false: one has too many digits then. */
static bool align(decimal *a, decimal *b)
{
    decimal *more = a->power > b->power ? a : b;
    int power = a->power < b->power ? a->power : b->power;
    for (; more->power > power && more->digits; more->power--) {
        if (more->digits > UINT64_MAX / 10)
            return false;
        more->digits *= 10;
    }
    return true;
}

bool spec_is_multiple(stet_str number, stet_str of)
{
    decimal a;
    decimal b;
    if (read_decimal(number, &a) && read_decimal(of, &b) && align(&a, &b))
        return b.digits != 0 && a.digits % b.digits == 0;
    double rest = fmod(fabs(spec_number(number)), spec_number(of));
    return !(rest > 0 || rest < 0) && !isnan(rest);
}
