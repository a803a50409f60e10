/* SPDX-License-Identifier: Apache-2.0 */
#include "privacy.h"

#include <string.h>

typedef struct card_options {
    const stet_pattern *number;
} card_options;

static const stet_param params[] = {
    STET_PATTERN(card_options, number, .gate = true,
                 .preset = "'(?<![\\d.,])\\d(?:[ -]?\\d){12,18}(?![\\d]|[.,-]\\d)'",
                 .doc = "What a card number looks like: a PCRE2 pattern."),
};

static const stet_message messages[] = {
    { "card", "“{shown}” is the number of a card ({what}): take it out" },
};

/* The first digits that a network gives out, and how long its numbers are. Of six
   digits, `low` to `high`. Source: ISO/IEC 7812 issuer ranges as the networks publish
   them. Visa's 13 digits are no longer given out; Maestro's ranges are too wide to tell
   a card from any number. */
typedef struct issuer {
    const char *name;
    uint32_t low, high;
    uint32_t lengths; /* Bits 1 << length. */
} issuer;

#define LENGTH(n) (1U << (n))

static const issuer issuers[] = {
    { "Visa", 400000, 499999, LENGTH(16) },
    { "Mastercard", 222100, 272099, LENGTH(16) },
    { "Mastercard", 510000, 559999, LENGTH(16) },
    { "American Express", 340000, 349999, LENGTH(15) },
    { "American Express", 370000, 379999, LENGTH(15) },
    { "Diners Club", 300000, 305999, LENGTH(14) },
    { "Diners Club", 360000, 369999, LENGTH(14) },
    { "Diners Club", 380000, 399999, LENGTH(14) },
    { "Discover", 601100, 601199, LENGTH(16) | LENGTH(19) },
    { "Discover", 644000, 659999, LENGTH(16) | LENGTH(19) },
    { "JCB", 352800, 358999, LENGTH(16) },
    { "UnionPay", 620000, 629999, LENGTH(16) | LENGTH(17) | LENGTH(18) | LENGTH(19) },
};

/* Published for trying out payments, by Stripe, PayPal, Adyen and Braintree. */
static const char *const test_numbers[] = {
    "4111111111111111", "4012888888881881", "4242424242424242", "4000056655665556",
    "4000000000000002", "4000000000009995", "4000002500003155", "4000000000003220",
    "4917610000000000", "4000000000000077", "4444333322221111", "4988438843884305",
    "4166676667666746", "4646464646464644", "4009348888881881", "4012000033330026",
    "4500600000000061", "4005519200000004", "4217651111111119", "4000111111111115",
    "5555555555554444", "5105105105105100", "5200828282828210", "2223003122003222",
    "5555341244441115", "2222400070000005", "5454545454545454", "2223000048400011",
    "5100290029002909", "5577000055770004", "5136333333333335", "5585558555855583",
    "378282246310005",  "371449635398431",  "378734493671000",  "370000000000002",
    "341111111111111",  "343434343434343",  "30569309025904",   "38520000023237",
    "36006666333344",   "36227206271667",   "36259600000004",   "6011111111111117",
    "6011000990139424", "6011000400000000", "6011981111111113", "6445644564456445",
    "3530111333300000", "3566002020360505", "3569990010095841", "6200000000000005",
    "6250941006528599", "6250946000000016",
};

bool privacy_luhn(const char *digits)
{
    size_t n = strlen(digits);
    unsigned sum = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned digit = (unsigned)(digits[n - 1 - i] - '0');
        if (i % 2 == 1)
            digit = digit > 4 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return n > 0 && sum % 10 == 0;
}

const char *privacy_card_issuer(const char *digits)
{
    size_t n = strlen(digits);
    uint32_t first = 0;

    if (n < 12 || n > 19 || !privacy_luhn(digits))
        return NULL;
    for (size_t i = 0; i < 6; i++)
        first = first * 10 + (uint32_t)(digits[i] - '0');
    for (size_t i = 0; i < STET_LEN(issuers); i++)
        if (first >= issuers[i].low && first <= issuers[i].high &&
            issuers[i].lengths >> n & 1)
            return issuers[i].name;
    return NULL;
}

bool privacy_card_is_test(const char *digits)
{
    for (size_t i = 0; i < STET_LEN(test_numbers); i++)
        if (strcmp(digits, test_numbers[i]) == 0)
            return true;
    if (strlen(digits) == 16 && memcmp(digits + 4, digits + 8, 4) == 0)
        return true;
    /* A prefix and nothing but one digit or zeros behind it is nobody's. */
    return strspn(digits + 1, "0") + 3 >= strlen(digits) ||
           strspn(digits, (char[]){ digits[0], '\0' }) + 2 >= strlen(digits);
}

/* Cards print their digits in fours, American Express and Diners Club 4-6-4 or 4-6-5:
   groups of ones and twos are a row of numbers. */
static bool is_grouped_as_card(stet_str text)
{
    size_t group = 0, n_groups = 0;

    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && privacy_is_digit(text.ptr[i])) {
            group++;
            continue;
        }
        n_groups++;
        bool last = i == text.len;
        if (!last && group != 4 && !(n_groups == 2 && group == 6))
            return n_groups == 1 && last;
        group = 0;
    }
    return true;
}

/* One separator all along, or none. */
static bool is_even(stet_str text)
{
    char separator = '\0';

    for (size_t i = 0; i < text.len; i++) {
        if (privacy_is_digit(text.ptr[i]))
            continue;
        if (separator != '\0' && text.ptr[i] != separator)
            return false;
        separator = text.ptr[i];
    }
    return separator == '\0' || is_grouped_as_card(text);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    stet_str text = stet_text(ctx, unit->doc);
    char digits[PRIVACY_DIGITS + 1];
    uint32_t cursor = 0;
    stet_hit hit;

    (void)check, (void)state;
    while (stet_next_hit(ctx, &cursor, &hit)) {
        stet_span span = hit.match.group[0];
        stet_str number = stet_slice(text, span);
        bool glued = (span.start > 0 && (privacy_is_word(text.ptr[span.start - 1]) ||
                                         strchr("_-/", text.ptr[span.start - 1]))) ||
                     (span.end < text.len && (privacy_is_word(text.ptr[span.end]) ||
                                              text.ptr[span.end] == '_'));
        if (glued || !is_even(number))
            continue;
        privacy_digits(number, digits);
        const char *issuer_name = privacy_card_issuer(digits);
        if (issuer_name && !privacy_card_is_test(digits))
            privacy_report(ctx, span, number, issuer_name);
    }
    return STET_OK;
}

const stet_check_type privacy_card = {
    .name = "card",
    .summary = "The number of a payment card stands in the text",
    .doc = "Finds numbers with the first digits of a card network, of the length that "
           "the network uses, with a right check digit (Luhn), written in one run or "
           "in the groups that cards print. Numbers that payment providers publish for "
           "tests pass.",
    .secret = true,
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(card_options, params),
    .run = run,
    .kinds = PRIVACY_ALL_BLOCKS,
};
