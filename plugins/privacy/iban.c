/* SPDX-License-Identifier: Apache-2.0 */
#include "privacy.h"

#include <string.h>

/* Digits and letters of the longest IBAN that the standard allows. */
enum { LONGEST = 34 };

typedef struct iban_options {
    const stet_pattern *number;
    stet_list allow; /* privacy_text */
} iban_options;

/* It begins with the check digits, so that only digits are looked at. */
static const stet_param params[] = {
    STET_PATTERN(iban_options, number, .gate = true,
                 .preset =
                     "'\\d\\d(?<=\\b[a-z]{2}\\d\\d)[ -]?[a-z0-9]{4}[ -]?[a-z0-9]{3}'",
                 .doc = "The check digits behind a country's two letters, and what "
                        "follows: a PCRE2 pattern."),
    STET_LIST(iban_options, allow, privacy_text, privacy_text_params,
              .more = STET_LOOSER, .preset = "[]",
              .doc = "Numbers that may stand, without blanks."),
};

static const stet_message messages[] = {
    { "iban", "“{shown}” is the IBAN of an account: take it out" },
};

/* Examples that banks and guides print, beside those of the registry. */
static const char *const examples[] = {
    "GB82WEST12345698765432",
    "GB94BARC10201530093459",
    "GB33BUKB20201555555555",
    "GB98MIDL07009312345678",
    "DE12500105170648489890",
    "DE91100000000123456789",
    "DE02120300000000202051",
    "DE75512108001245126199",
    "DE07123412341234123412",
    "DE44500105175407324931",
    "FR7630006000011234567890189",
    "FR7630001007941234567890185",
    "NL02ABNA0123456789",
    "NL20INGB0001234567",
    "CH5604835012345678009",
    "CH3908704016075473007",
    "ES7921000813610123456789",
    "BE71096123456769",
    "AT483200000012345864",
    "IE64IRCE92050112345678",
    "PL10105000997603123456789123",
    "SE7280000810340009783242",
    "NO8330001234567",
    "DK9520000123456789",
    "FI1410093000123458",
    "BG18RZBB91550123456789",
};

unsigned privacy_mod97(stet_str iban)
{
    unsigned rest = 0;

    for (size_t i = 0; i < iban.len; i++) {
        char c = iban.ptr[(i + 4) % iban.len];
        if (privacy_is_digit(c))
            rest = (rest * 10 + (unsigned)(c - '0')) % 97;
        else
            rest = (rest * 100 + (unsigned)((c & 0x5F) - 'A' + 10)) % 97;
    }
    return rest;
}

static const privacy_iban_country *country_of(const char *code)
{
    for (size_t i = 0; i < privacy_n_iban_countries; i++)
        if (memcmp(privacy_iban_countries[i].code, code, 2) == 0)
            return &privacy_iban_countries[i];
    return NULL;
}

/* Reads `n` letters and digits from `start`, single blanks and hyphens passed over.
   Returns where they end, or 0 when there are fewer. */
static uint32_t read_number(stet_str text, uint32_t start, size_t n, char *out)
{
    size_t len = 0;
    uint32_t at = start;

    for (; len < n && at < text.len; at++) {
        char c = text.ptr[at];
        if ((unsigned char)c < 0x80 && privacy_is_word(c))
            out[len++] = privacy_is_digit(c) ? c : (char)(c & 0x5F);
        else if ((c != ' ' && c != '-') || at == start || text.ptr[at - 1] == c)
            return 0;
    }
    return len == n ? at : 0;
}

static bool is_example(const iban_options *o, stet_str iban,
                       const privacy_iban_country *country)
{
    if (privacy_is_same(iban, (stet_str){ country->example, country->length }))
        return true;
    for (size_t i = 0; i < STET_LEN(examples); i++)
        if (privacy_is_same(iban, (stet_str){ examples[i], strlen(examples[i]) }))
            return true;
    return privacy_lists(&o->allow, iban);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const iban_options *o = check;
    stet_str text = stet_text(ctx, unit->doc);
    char number[LONGEST];
    uint32_t cursor = 0;
    stet_hit hit;

    (void)state;
    while (stet_next_hit(ctx, &cursor, &hit)) {
        uint32_t start = hit.match.group[0].start;
        if (start < 2)
            continue;
        start -= 2;
        char code[2] = { (char)(text.ptr[start] & 0x5F),
                         (char)(text.ptr[start + 1] & 0x5F) };
        const privacy_iban_country *country = country_of(code);
        if (!country)
            continue;
        uint32_t end = read_number(text, start, country->length, number);
        if (end == 0 || (end < text.len && privacy_is_word(text.ptr[end])))
            continue;
        stet_str iban = { number, country->length };
        if (privacy_mod97(iban) == 1 && !is_example(o, iban, country))
            privacy_report(ctx, (stet_span){ start, end }, iban, "IBAN");
    }
    return STET_OK;
}

const stet_check_type privacy_iban = {
    .name = "iban",
    .summary = "The number of a bank account stands in the text",
    .doc = "Finds IBANs: two letters of a country that has them, the length of that "
           "country, and check digits that are right (ISO 7064, mod 97-10), with "
           "blanks or without. The examples of the registry and of the usual guides "
           "pass.",
    .secret = true,
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(iban_options, params),
    .run = run,
    .kinds = PRIVACY_ALL_BLOCKS,
};
