/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

#include <cmocka.h>

static size_t check(const char *ptr, size_t len)
{
    uint32_t chars;
    return stet_utf8_check((stet_str){ ptr, len }, &chars);
}

static uint32_t kinds_of(stet_str text)
{
    uint32_t chars = UINT32_MAX;
    assert_true(stet_utf8_check(text, &chars) == STET_UTF8_VALID);
    return chars;
}

static int is_surrogate(uint32_t c)
{
    return c >= 0xD800 && c <= 0xDFFF;
}

static void test_every_code_point_goes_round(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char bytes[8] = "a????b";
        uint32_t decoded;
        size_t at = 1;
        size_t start;
        if (is_surrogate(c))
            continue;
        size_t len = stet_utf8_encode(c, bytes + 1);
        stet_str text = { bytes, len + 1 };
        size_t expected = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        if (len != expected || check(bytes, len + 1) != STET_UTF8_VALID)
            fail_msg("U+%04X", (unsigned)c);
        if (stet_utf8_next(bytes, &at) != c || at != 1 + len)
            fail_msg("U+%04X", (unsigned)c);
        if (stet_utf8_decode(text, 1, &decoded) != len || decoded != c)
            fail_msg("U+%04X", (unsigned)c);
        if (stet_utf8_before(bytes, 1 + len, &start) != c || start != 1)
            fail_msg("U+%04X", (unsigned)c);
        if (stet_utf8_length(text) != 2 ||
            stet_utf8_utf16_length(text) != (c >= 0x10000 ? 3 : 2))
            fail_msg("U+%04X", (unsigned)c);
    }
}

/* Each byte of texts shorter and longer than what is read at once. */
static void test_ascii_is_told_at_every_place(void **state)
{
    (void)state;
    char text[70];
    memset(text, 0x7F, sizeof text);
    for (size_t len = 0; len <= sizeof text; len++) {
        assert_true(stet_utf8_is_ascii((stet_str){ text, (uint32_t)len }));
        for (size_t at = 0; at < len; at++) {
            text[at] = (char)0x80;
            assert_false(stet_utf8_is_ascii((stet_str){ text, (uint32_t)len }));
            text[at] = 0x7F;
        }
    }
}

/* From every character of a text that mixes their lengths, by every count. */
static void test_steps_back_are_counted_in_characters(void **state)
{
    (void)state;
    static const char *const characters[] = { "a", "\xC3\xA9", "b", "\xE2\x80\x99",
                                              "\xF0\x9F\x98\x80" };
    enum { N_CHARACTERS = 90 };
    char text[4 * N_CHARACTERS];
    size_t starts[N_CHARACTERS + 1] = { 0 };
    for (size_t i = 0; i < N_CHARACTERS; i++) {
        const char *it = characters[i < 40 ? 0 : i * i % 5];
        memcpy(text + starts[i], it, strlen(it));
        starts[i + 1] = starts[i] + strlen(it);
    }
    for (size_t at = 0; at <= N_CHARACTERS; at++) {
        for (size_t count = 0; count <= N_CHARACTERS + 1; count++) {
            size_t expected = count > at ? 0 : starts[at - count];
            assert_int_equal(stet_utf8_back(text, starts[at], count), expected);
        }
    }
}

static void test_every_truncation_is_refused(void **state)
{
    (void)state;
    for (uint32_t c = 0x80; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 61) {
        char bytes[8] = "a";
        if (is_surrogate(c))
            continue;
        size_t len = stet_utf8_encode(c, bytes + 1);
        for (size_t kept = 1; kept < len; kept++) {
            uint32_t decoded;
            stet_str text = { bytes, 1 + kept };
            if (check(bytes, 1 + kept) != 1)
                fail_msg("U+%04X cut to %zu", (unsigned)c, kept);
            if (stet_utf8_decode(text, 1, &decoded) != kept || decoded != STET_UTF8_BAD)
                fail_msg("U+%04X cut to %zu", (unsigned)c, kept);
        }
    }
}

static void test_surrogates_and_what_is_too_high(void **state)
{
    (void)state;
    for (uint32_t c = 0xD800; c <= 0xDFFF; c++) {
        char bytes[4];
        assert_int_equal(check(bytes, stet_utf8_encode(c, bytes)), 0);
    }
    for (uint32_t c = 0x110000; c <= 0x1FFFFF; c += 997) {
        char bytes[4];
        assert_int_equal(check(bytes, stet_utf8_encode(c, bytes)), 0);
    }
}

/* Each code point in each form that is longer than it has to be. */
static void test_overlong_forms(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x10000; c++) {
        char two[] = { (char)(0xC0 | c >> 6), (char)(0x80 | (c & 0x3F)) };
        char three[] = { (char)(0xE0 | c >> 12), (char)(0x80 | (c >> 6 & 0x3F)),
                         (char)(0x80 | (c & 0x3F)) };
        char four[] = { (char)0xF0, (char)(0x80 | (c >> 12 & 0x3F)),
                        (char)(0x80 | (c >> 6 & 0x3F)), (char)(0x80 | (c & 0x3F)) };
        if (c < 0x80)
            assert_int_equal(check(two, 2), 0);
        if (c < 0x800)
            assert_int_equal(check(three, 3), 0);
        assert_int_equal(check(four, 4), 0);
    }
}

/* The arithmetic definition: a form of 1 to 4 bytes whose code point, encoded again,
   gives the same bytes. */
static size_t plain_check(const unsigned char *p, size_t len)
{
    for (size_t at = 0; at < len;) {
        size_t n = p[at] < 0x80 ? 1 : p[at] < 0xE0 ? 2 : p[at] < 0xF0 ? 3 : 4;
        uint32_t c = n == 1 ? p[at] : p[at] & (0xFFU >> (n + 1));
        char again[4];
        if (p[at] >= 0xF8 || n > len - at)
            return at;
        for (size_t i = 1; i < n; i++)
            c = c << 6 | (p[at + i] & 0x3F);
        if (c > 0x10FFFF || is_surrogate(c) || stet_utf8_encode(c, again) != n ||
            memcmp(again, p + at, n) != 0)
            return at;
        at += n;
    }
    return STET_UTF8_VALID;
}

/* All texts of three bytes of which the first is no ASCII, and many longer ones
   made of bytes that matter. */
static void test_check_agrees_with_the_definition(void **state)
{
    (void)state;
    for (unsigned i = 0x800000; i <= 0xFFFFFF; i++) {
        unsigned char p[3] = { (unsigned char)(i >> 16), (unsigned char)(i >> 8),
                               (unsigned char)i };
        if (check((const char *)p, 3) != plain_check(p, 3))
            fail_msg("%06X", i);
    }
    static const unsigned char pool[] = { 'a',  'b',  0x80, 0x8F, 0x90, 0x9F, 0xA0,
                                          0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED,
                                          0xEE, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF };
    srand(1);
    for (int round = 0; round < 300000; round++) {
        unsigned char p[12];
        size_t len = (size_t)(rand() % (int)sizeof p) + 1;
        for (size_t i = 0; i < len; i++)
            p[i] = pool[(size_t)rand() % sizeof pool];
        if (check((const char *)p, len) != plain_check(p, len))
            fail_msg("round %d", round);
    }
}

/* One byte that is not plain, at every offset of texts around the sizes of blocks. */
static void test_every_byte_is_seen_wherever_it_stands(void **state)
{
    (void)state;
    static const struct {
        char byte;
        uint32_t kinds;
    } rows[] = {
        { '\t', STET_CHARS_TAB },
        { '\r', STET_CHARS_CR },
        { '\n', 0 },
        { '~', 0 },
        { ' ', 0 },
        { '\0', STET_CHARS_CONTROL },
        { '\x1F', STET_CHARS_CONTROL },
        { '\x7F', STET_CHARS_CONTROL },
        { '\v', STET_CHARS_CONTROL | STET_CHARS_SPACE },
    };
    char bytes[200];
    for (size_t len = 1; len <= sizeof bytes; len += len < 70 ? 1 : 13)
        for (size_t at = 0; at < len; at++) {
            memset(bytes, 'x', len);
            for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                bytes[at] = rows[i].byte;
                assert_int_equal(kinds_of((stet_str){ bytes, len }), rows[i].kinds);
            }
            bytes[at] = (char)0x80;
            assert_int_equal(check(bytes, len), at);
        }
}

/* What the kinds are said to be, in code points, apart from the table that is used. */
static const struct {
    uint32_t first, last, kinds;
} kinds[] = {
    { 0x80, 0x9F, STET_CHARS_CONTROL },
    { 0x85, 0x85, STET_CHARS_SPACE },
    { 0xA0, 0xFF, STET_CHARS_LATIN1 },
    { 0xA0, 0xA0, STET_CHARS_SPACE },
    { 0xAD, 0xAD, STET_CHARS_INVISIBLE },
    { 0x34F, 0x34F, STET_CHARS_INVISIBLE },
    { 0x61C, 0x61C, STET_CHARS_INVISIBLE },
    { 0x115F, 0x1160, STET_CHARS_INVISIBLE },
    { 0x1680, 0x1680, STET_CHARS_SPACE },
    { 0x17B4, 0x17B5, STET_CHARS_INVISIBLE },
    { 0x180B, 0x180F, STET_CHARS_INVISIBLE },
    { 0x2000, 0x200A, STET_CHARS_SPACE },
    { 0x200B, 0x200F, STET_CHARS_INVISIBLE },
    { 0x2028, 0x2029, STET_CHARS_SPACE },
    { 0x202A, 0x202E, STET_CHARS_INVISIBLE },
    { 0x202F, 0x202F, STET_CHARS_SPACE },
    { 0x205F, 0x205F, STET_CHARS_SPACE },
    { 0x2060, 0x206F, STET_CHARS_INVISIBLE },
    { 0x3000, 0x3000, STET_CHARS_SPACE },
    { 0x3164, 0x3164, STET_CHARS_INVISIBLE },
    { 0xFE00, 0xFE0F, STET_CHARS_INVISIBLE },
    { 0xFEFF, 0xFEFF, STET_CHARS_INVISIBLE },
    { 0xFFA0, 0xFFA0, STET_CHARS_INVISIBLE },
    { 0xFFF0, 0xFFFB, STET_CHARS_INVISIBLE },
    { 0xFFFD, 0xFFFD, STET_CHARS_REPLACED },
    { 0x1BCA0, 0x1BCA3, STET_CHARS_INVISIBLE },
    { 0x1D173, 0x1D17A, STET_CHARS_INVISIBLE },
    { 0xE0000, 0xE0FFF, STET_CHARS_INVISIBLE },
};

static void test_kinds_of_every_code_point(void **state)
{
    (void)state;
    for (uint32_t c = 0x80; c <= 0x10FFFF; c++) {
        char bytes[4];
        uint32_t expected = STET_CHARS_NON_ASCII;
        if (is_surrogate(c))
            continue;
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (c >= kinds[i].first && c <= kinds[i].last)
                expected |= kinds[i].kinds;
        stet_str text = { bytes, stet_utf8_encode(c, bytes) };
        if ((kinds_of(text) & ~(uint32_t)STET_CHARS_FOREIGN) != expected)
            fail_msg("U+%04X: %X", (unsigned)c, (unsigned)kinds_of(text));
    }
}

static void test_letters_of_other_scripts(void **state)
{
    (void)state;
    static const uint32_t foreign[] = { 0x03B1, 0x0430,  0x05D0,  0x0627, 0x0905,
                                        0x0E01, 0x1100,  0x1F00,  0x2126, 0x3042,
                                        0x30A2, 0x4E2D,  0xAC00,  0xFF71, 0x16A0,
                                        0xAB70, 0x10400, 0x20000, 0xFB1D, 0xFE8D,
                                        0x2C80, 0x1D26,  0x13A0 };
    static const uint32_t others[] = { 0x00E9,  0x00B5, 0x0153, 0x01C5, 0x0259, 0x0301,
                                       0x1E9E,  0x2013, 0x2019, 0x2102, 0x212A, 0x2192,
                                       0x221E,  0x20AC, 0x3001, 0xFB01, 0xFF21, 0x1D400,
                                       0x1F600, 0xA7A1, 0xAB53, 0x0660, 0x060C, 0x2160,
                                       0x30FB,  0xE000, 0x2C61 };
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        char bytes[4];
        stet_str text = { bytes, stet_utf8_encode(foreign[i], bytes) };
        if (!(kinds_of(text) & STET_CHARS_FOREIGN))
            fail_msg("U+%04X", (unsigned)foreign[i]);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char bytes[4];
        stet_str text = { bytes, stet_utf8_encode(others[i], bytes) };
        if (kinds_of(text) & STET_CHARS_FOREIGN)
            fail_msg("U+%04X", (unsigned)others[i]);
    }
}

/* The kinds of a long text are those of its characters together. */
static void test_kinds_of_a_text_are_those_of_its_characters(void **state)
{
    (void)state;
    static const uint32_t pool[] = { 'a',    'b',    ' ',    '\n',   '\t',   0xE9,
                                     0xA0,   0x2019, 0x200B, 0x0430, 0x4E2D, 0x1F600,
                                     0xFFFD, 0x3000, 0x0301, 0xFEFF };
    srand(2);
    for (int round = 0; round < 3000; round++) {
        char bytes[400];
        size_t len = 0;
        size_t plain = (size_t)rand() % 150;
        uint32_t expected = 0;
        for (int i = rand() % 50; i >= 0; i--) {
            size_t n = stet_utf8_encode(pool[(size_t)rand() % 16], bytes + len);
            expected |= kinds_of((stet_str){ bytes + len, n });
            len += n;
        }
        memset(bytes + len, '.', plain);
        assert_int_equal(kinds_of((stet_str){ bytes, len + plain }), expected);
        assert_int_equal(check(bytes, len + plain), STET_UTF8_VALID);
    }
}

static void test_an_empty_text(void **state)
{
    (void)state;
    assert_int_equal(kinds_of((stet_str){ NULL, 0 }), 0);
    assert_int_equal(stet_utf8_length((stet_str){ NULL, 0 }), 0);
}

/* The examples of the Unicode standard, section 3.9: one U+FFFD a maximal subpart. */
static void test_maximal_subparts(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
    } rows[] = {
        { "\xC0\xAF", 1 },
        { "\xED\xA0\x80", 1 },
        { "\xF4\x91\x92\x93", 1 },
        { "\xE1\x80\xE2", 2 },
        { "\xF0\x91\x92\x41", 3 },
        { "\xF1\x80", 2 },
        { "\x80", 1 },
        { "\xFF", 1 },
        { "\xE0\x80", 1 },
        { "\xF0\x80\x80\x80", 1 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t c;
        stet_str text = stet_str_from(rows[i].bytes);
        assert_int_equal(stet_utf8_decode(text, 0, &c), rows[i].length);
        assert_int_equal(c, STET_UTF8_BAD);
    }
}

static void test_lengths_of_long_texts(void **state)
{
    (void)state;
    char bytes[4000];
    size_t len = 0;
    size_t points = 0;
    size_t units = 0;
    srand(3);
    while (len + 4 < sizeof bytes) {
        static const uint32_t pool[] = { 'a', 0xE9, 0x2019, 0x1F600 };
        uint32_t c = pool[rand() % 4];
        len += stet_utf8_encode(c, bytes + len);
        points++;
        units += c >= 0x10000 ? 2 : 1;
        assert_int_equal(stet_utf8_length((stet_str){ bytes, len }), points);
        assert_int_equal(stet_utf8_utf16_length((stet_str){ bytes, len }), units);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_code_point_goes_round),
        cmocka_unit_test(test_ascii_is_told_at_every_place),
        cmocka_unit_test(test_steps_back_are_counted_in_characters),
        cmocka_unit_test(test_every_truncation_is_refused),
        cmocka_unit_test(test_surrogates_and_what_is_too_high),
        cmocka_unit_test(test_overlong_forms),
        cmocka_unit_test(test_check_agrees_with_the_definition),
        cmocka_unit_test(test_every_byte_is_seen_wherever_it_stands),
        cmocka_unit_test(test_kinds_of_every_code_point),
        cmocka_unit_test(test_letters_of_other_scripts),
        cmocka_unit_test(test_kinds_of_a_text_are_those_of_its_characters),
        cmocka_unit_test(test_an_empty_text),
        cmocka_unit_test(test_maximal_subparts),
        cmocka_unit_test(test_lengths_of_long_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
