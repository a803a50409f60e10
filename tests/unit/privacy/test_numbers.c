/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses and telephone numbers: how they are read, and which are nobody's. */
#include "base/str.h"
#include "privacy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#define IP(a, b, c, d) ((uint32_t)(a) << 24 | (b) << 16 | (c) << 8 | (d))

static void test_ipv4_ranges(void **state)
{
    static const struct {
        uint32_t address;
        privacy_ip_use use;
    } rows[] = {
        { IP(192, 0, 2, 0), PRIVACY_IP_EXAMPLE },
        { IP(192, 0, 2, 255), PRIVACY_IP_EXAMPLE },
        { IP(192, 0, 3, 0), PRIVACY_IP_PUBLIC },
        { IP(198, 51, 100, 9), PRIVACY_IP_EXAMPLE },
        { IP(203, 0, 113, 9), PRIVACY_IP_EXAMPLE },
        { IP(203, 0, 114, 0), PRIVACY_IP_PUBLIC },
        { IP(10, 255, 255, 255), PRIVACY_IP_PRIVATE },
        { IP(11, 0, 0, 0), PRIVACY_IP_PUBLIC },
        { IP(172, 15, 255, 255), PRIVACY_IP_PUBLIC },
        { IP(172, 16, 0, 0), PRIVACY_IP_PRIVATE },
        { IP(172, 31, 255, 255), PRIVACY_IP_PRIVATE },
        { IP(172, 32, 0, 0), PRIVACY_IP_PUBLIC },
        { IP(127, 0, 0, 1), PRIVACY_IP_PRIVATE },
        { IP(192, 168, 1, 1), PRIVACY_IP_PRIVATE },
        { IP(255, 255, 255, 0), PRIVACY_IP_EXAMPLE },
        { IP(8, 8, 8, 8), PRIVACY_IP_EXAMPLE },
        { IP(8, 8, 8, 9), PRIVACY_IP_PUBLIC },
    };

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++)
        if (privacy_ipv4_use(rows[i].address) != rows[i].use)
            fail_msg("%08x", rows[i].address);
}

static bool reads(const char *text, uint16_t first, uint16_t last)
{
    uint16_t groups[8];
    return privacy_ipv6_parse(stet_str_from(text), groups) && groups[0] == first &&
           groups[7] == last;
}

static void test_ipv6_is_read(void **state)
{
    uint16_t groups[8];
    static const char *const wrong[] = {
        "",
        ":",
        ":::",
        "1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "12345::1",
        "1:2:3:4:5:6:7:",
        ":1:2:3:4:5:6:7",
        "1::g",
        "1:2:3:4:5:6:7:8::",
        "1.2",
    };

    (void)state;
    assert_true(reads("::", 0, 0));
    assert_true(reads("::1", 0, 1));
    assert_true(reads("2001:db8::", 0x2001, 0));
    assert_true(reads("2001:db8::8:800:200C:417A", 0x2001, 0x417A));
    assert_true(reads("2001:0db8:0:0:8:800:200c:417a", 0x2001, 0x417A));
    assert_true(reads("ff01::101", 0xFF01, 0x101));
    for (size_t i = 0; i < STET_LEN(wrong); i++)
        if (privacy_ipv6_parse(stet_str_from(wrong[i]), groups))
            fail_msg("%s is read", wrong[i]);
}

static privacy_ip_use use_of(const char *text)
{
    uint16_t groups[8] = { 0 };
    assert_true(privacy_ipv6_parse(stet_str_from(text), groups));
    return privacy_ipv6_use(groups);
}

static void test_ipv6_ranges(void **state)
{
    (void)state;
    assert_int_equal(use_of("2001:db8:ffff::1"), PRIVACY_IP_EXAMPLE);
    assert_int_equal(use_of("3fff:fff::1"), PRIVACY_IP_EXAMPLE);
    assert_int_equal(use_of("2001:db9::1"), PRIVACY_IP_PUBLIC);
    assert_int_equal(use_of("2a00:1450::1"), PRIVACY_IP_PUBLIC);
    assert_int_equal(use_of("fe80::1"), PRIVACY_IP_PRIVATE);
    assert_int_equal(use_of("fd00::1"), PRIVACY_IP_PRIVATE);
    assert_int_equal(use_of("::1"), PRIVACY_IP_EXAMPLE);
    assert_int_equal(use_of("2001::"), PRIVACY_IP_EXAMPLE);
}

static void test_north_american_numbers(void **state)
{
    (void)state;
    assert_true(privacy_is_nanp("2126647665", false));
    assert_false(privacy_is_nanp("1126647665", false)); /* No area begins with 1, */
    assert_false(privacy_is_nanp("2121647665", false)); /* nor does an exchange. */
    assert_false(privacy_is_nanp("2129117665", false));
    assert_false(privacy_is_nanp("9116647665", false));
    assert_false(privacy_is_nanp("2125550100", false));
    assert_false(privacy_is_nanp("2125550199", false));
    assert_true(privacy_is_nanp("2125550200", false));
    assert_true(privacy_is_nanp("2125551834", false));
    assert_false(privacy_is_nanp("8002738255", false));
    assert_true(privacy_is_nanp("8002738255", true));
    assert_false(privacy_is_nanp("2345678901", false));
    assert_false(privacy_is_nanp("212664766", false));
}

static void test_international_numbers(void **state)
{
    (void)state;
    assert_true(privacy_is_e164("442071838750"));
    assert_false(privacy_is_e164("442079460999"));
    assert_false(privacy_is_e164("447700900000"));
    assert_false(privacy_is_e164("4420718387"));
    assert_false(privacy_is_e164("44207183875012"));
    assert_false(privacy_is_e164("338123456789"));
    assert_false(privacy_is_e164(""));
    assert_false(privacy_is_e164("0000000000"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ipv4_ranges),
        cmocka_unit_test(test_ipv6_is_read),
        cmocka_unit_test(test_ipv6_ranges),
        cmocka_unit_test(test_north_american_numbers),
        cmocka_unit_test(test_international_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
