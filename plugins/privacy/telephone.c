/* SPDX-License-Identifier: Apache-2.0 */
#include "privacy.h"

#include <string.h>

typedef struct telephone_options {
    const stet_pattern *international, *national;
    bool toll_free;
} telephone_options;

static const stet_param params[] = {
    STET_PATTERN(telephone_options, international, .gate = true,
                 .preset = "'\\+[1-9](?:[ .()/-]{0,2}\\d){7,14}(?![\\w]|[.,-]\\d)'",
                 .doc = "What a number with its country code looks like."),
    STET_PATTERN(telephone_options, national, .gate = true,
                 .preset = "'\\(\\d{3}\\) ?\\d{3}[ .-]\\d{4}(?![\\w]|[.,-]\\d)"
                           "|1[ .-]\\(?[2-9]\\d\\d\\)?[ .-][2-9]\\d\\d[ .-]\\d{4}"
                           "(?![\\w]|[.,-]\\d)"
                           "|[2-9]\\d\\d[ .-][2-9]\\d\\d[ .-]\\d{4}(?![\\w]|[.,-]\\d)"
                           "|\\(?0\\d{1,5}\\)?[ /.-]{1,3}\\d{2,8}(?:[ .-]\\d{2,6}){0,4}"
                           "(?![\\w]|[.,-]\\d)"
                           "|0[1-9]\\d{8,9}(?![\\w]|[.,-]\\d)'",
                 .doc = "What a number without it looks like."),
    STET_BOOL(telephone_options, toll_free, .more = STET_STRICTER, .preset = "false",
              .doc = "Whether numbers of hotlines in North America (800, 888 ...) are "
                     "told too; they are nobody's own."),
};

static const stet_message messages[] = {
    { "telephone", "“{shown}” is a telephone number: take it out, or use one that is "
                   "kept for examples, as 555-0100" },
};

/* Words that announce a number. */
static const char *const announcing[] = {
    "phone", "telephone", "tel",      "call",     "mobile",  "cell",      "fax",
    "dial",  "text",      "whatsapp", "ring",     "contact", "number",    "telefon",
    "mobil", "handy",     "numéro",   "teléfono", "móvil",   "téléphone",
};

/* No sign that makes it a part of something longer, as a term or a row of numbers. */
static bool stands_alone(stet_str text, uint32_t at)
{
    char before = at > 0 ? text.ptr[at - 1] : ' ';

    if (privacy_is_word(before) || strchr("_+*^=/\\.,-)]", before))
        return false;
    return !(at > 1 && (before == ' ' || before == '(') &&
             (privacy_is_digit(text.ptr[at - 2]) || strchr("+*=^/", text.ptr[at - 2])));
}

/* A trunk 0 in brackets behind the country code is not dialled: +44 (0)20. */
static size_t international_digits(stet_str number, char digits[PRIVACY_DIGITS + 1])
{
    size_t n = privacy_digits(number, digits);

    for (size_t i = 0; i + 2 < number.len; i++)
        if (memcmp(number.ptr + i, "(0)", 3) == 0) {
            size_t before = privacy_digits((stet_str){ number.ptr, i }, digits);
            return before +
                   privacy_digits((stet_str){ number.ptr + i + 3, number.len - i - 3 },
                                  digits + before);
        }
    return n;
}

static bool is_international(const telephone_options *o, stet_str number)
{
    char digits[2 * PRIVACY_DIGITS + 1];

    international_digits(number, digits);
    return digits[0] == '1' ? privacy_is_nanp(digits + 1, o->toll_free)
                            : privacy_is_e164(digits);
}

/* One kind of separator between all groups: 212-664-7665, 212.664.7665. */
static bool is_even(stet_str number)
{
    char separator = '\0';

    for (size_t i = 0; i < number.len; i++) {
        char c = number.ptr[i];
        if (privacy_is_digit(c))
            continue;
        if (separator != '\0' && c != separator)
            return false;
        separator = c;
    }
    return true;
}

/* Numbers that begin with a trunk 0 have many forms, as dates and amounts do: a word
   has to announce them. */
static bool is_trunk(stet_str text, stet_span span, const char *digits, size_t n)
{
    char abroad[PRIVACY_DIGITS + 3];
    static const char *const countries[] = { "33", "44", "49", "61" };

    if (n < 9 || n > 12 || digits[1] == '0' ||
        !privacy_is_announced(text, span.start, announcing, STET_LEN(announcing)))
        return false;
    for (size_t i = 0; i < STET_LEN(countries); i++) {
        memcpy(abroad, countries[i], 2);
        memcpy(abroad + 2, digits + 1, n);
        if (privacy_is_fiction(abroad))
            return false;
    }
    return true;
}

static bool is_national(const telephone_options *o, stet_str text, stet_span span)
{
    stet_str number = stet_slice(text, span);
    char digits[PRIVACY_DIGITS + 1];
    size_t n = privacy_digits(number, digits);
    bool bracket = memchr(number.ptr, '(', number.len) != NULL;
    bool spaced = memchr(number.ptr, ' ', number.len) != NULL;

    if (digits[0] == '0')
        return is_trunk(text, span, digits, n);
    if (!bracket && (!is_even(number) || spaced) &&
        !privacy_is_announced(text, span.start, announcing, STET_LEN(announcing)))
        return false;
    return privacy_is_nanp(n == 11 ? digits + 1 : digits, o->toll_free);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const telephone_options *o = check;
    stet_str text = stet_text(ctx, unit->doc);
    uint32_t cursor = 0, told_to = 0;
    stet_hit hit;

    (void)state;
    while (stet_next_hit(ctx, &cursor, &hit)) {
        stet_span span = hit.match.group[0];
        bool found = hit.pattern == o->international
                         ? is_international(o, stet_slice(text, span))
                         : is_national(o, text, span);
        if (!found || span.start < told_to || !stands_alone(text, span.start))
            continue;
        privacy_report(ctx, span, stet_slice(text, span), "telephone number");
        told_to = span.end;
    }
    return STET_OK;
}

const stet_check_type privacy_telephone = {
    .name = "telephone",
    .summary = "A telephone number stands in the text",
    .doc = "Finds numbers with a country code (+44 ...) of a length that the country "
           "has; North American numbers in the usual groups; and numbers that begin "
           "with 0 where a word such as “call” or “tel.” announces them. Numbers kept "
           "for films and examples pass (555-0100 to 555-0199, those of Ofcom, ACMA, "
           "ARCEP and the Bundesnetzagentur), and so do digits that are merely counted "
           "up. Local numbers without an area code are not looked for.",
    .secret = true,
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(telephone_options, params),
    .run = run,
    .kinds = PRIVACY_ALL_BLOCKS,
};
