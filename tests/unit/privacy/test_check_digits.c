/* SPDX-License-Identifier: Apache-2.0 */
/* Check digits against published numbers, and what tells a card from a row of digits.
 */
#include "base/str.h"
#include "privacy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* 7992739871 with its check digit 3 is the usual example of the formula. */
static void test_luhn(void **state)
{
    char number[] = "79927398710";

    (void)state;
    for (char c = '0'; c <= '9'; c++) {
        number[10] = c;
        assert_int_equal(privacy_luhn(number), c == '3');
    }
    assert_true(privacy_luhn("4111111111111111"));
    assert_false(privacy_luhn("4111111111111112"));
    assert_false(privacy_luhn(""));
}

static void test_issuers(void **state)
{
    static const struct {
        const char *number, *name;
    } rows[] = {
        { "4111111111111111", "Visa" },
        { "5555555555554444", "Mastercard" },
        { "2223003122003222", "Mastercard" },
        { "378282246310005", "American Express" },
        { "30569309025904", "Diners Club" },
        { "6011111111111117", "Discover" },
        { "3530111333300000", "JCB" },
        { "4111111111111112", NULL }, /* The check digit is wrong. */
        { "9780131103627", NULL },    /* An ISBN. */
        { "4222222222222", NULL },    /* Visa of old, 13 digits. */
        { "0000000000000000", NULL },
        { "", NULL },
    };

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        const char *name = privacy_card_issuer(rows[i].number);
        if ((name == NULL) != (rows[i].name == NULL) ||
            (name && strcmp(name, rows[i].name) != 0))
            fail_msg("%s is of %s", rows[i].number, name ? name : "nobody");
    }
}

static void test_test_numbers_are_told_apart(void **state)
{
    (void)state;
    assert_true(privacy_card_is_test("4242424242424242"));
    assert_true(privacy_card_is_test("4000000000000002"));
    assert_false(privacy_card_is_test("4929152736481075"));
}

/* Every example of the registry has its country's length and the remainder 1; another
   digit anywhere gives another remainder. */
static void test_iban_countries(void **state)
{
    (void)state;
    assert_true(privacy_n_iban_countries > 70);
    for (size_t i = 0; i < privacy_n_iban_countries; i++) {
        const privacy_iban_country *country = &privacy_iban_countries[i];
        char number[40] = "";
        size_t n = strlen(country->example);

        assert_int_equal(n, country->length);
        assert_memory_equal(country->example, country->code, 2);
        assert_int_equal(privacy_mod97((stet_str){ country->example, n }), 1);
        memcpy(number, country->example, n);
        number[2] = number[2] == '9' ? '0' : (char)(number[2] + 1);
        assert_int_not_equal(privacy_mod97((stet_str){ number, n }), 1);
        if (i > 0)
            assert_true(strcmp(country->code, country[-1].code) > 0);
    }
}

/* Of ISO 13616 itself. */
static void test_mod97_in_any_case(void **state)
{
    (void)state;
    assert_int_equal(privacy_mod97(stet_str_from("GB82WEST12345698765432")), 1);
    assert_int_equal(privacy_mod97(stet_str_from("gb82west12345698765432")), 1);
    assert_int_not_equal(privacy_mod97(stet_str_from("GB82WEST12345698765423")), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_luhn),
        cmocka_unit_test(test_issuers),
        cmocka_unit_test(test_test_numbers_are_told_apart),
        cmocka_unit_test(test_iban_countries),
        cmocka_unit_test(test_mod97_in_any_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
