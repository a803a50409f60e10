/* SPDX-License-Identifier: Apache-2.0 */
#include "privacy.h"

#include <string.h>
#include <strings.h>

const stet_param privacy_text_params[1] = {
    STET_TEXT(privacy_text, text, .min = 1, .max = 0, .doc = "A text."),
};

size_t privacy_digits(stet_str text, char out[PRIVACY_DIGITS + 1])
{
    size_t n = 0;

    for (size_t i = 0; i < text.len && n < PRIVACY_DIGITS; i++)
        if (privacy_is_digit(text.ptr[i]))
            out[n++] = text.ptr[i];
    out[n] = '\0';
    return n;
}

bool privacy_begins(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool privacy_is_same(stet_str a, stet_str b)
{
    return a.len == b.len && (a.len == 0 || strncasecmp(a.ptr, b.ptr, a.len) == 0);
}

bool privacy_lists(const stet_list *texts, stet_str text)
{
    const privacy_text *items = texts->items;

    for (size_t i = 0; i < texts->count; i++)
        if (privacy_is_same(items[i].text, text))
            return true;
    return false;
}

bool privacy_is_announced(stet_str text, uint32_t at, const char *const *words,
                          size_t n_words)
{
    uint32_t from = at > PRIVACY_CONTEXT ? at - PRIVACY_CONTEXT : 0;

    for (uint32_t i = from; i < at; i++) {
        if (i > 0 && privacy_is_word(text.ptr[i - 1]))
            continue;
        for (size_t w = 0; w < n_words; w++) {
            size_t n = strlen(words[w]);
            if (i + n < at && !privacy_is_word(text.ptr[i + n]) &&
                privacy_is_same((stet_str){ text.ptr + i, n },
                                (stet_str){ words[w], n }))
                return true;
        }
    }
    return false;
}

/* Nobody can be found by a fifth of a number; what is short shows less. */
stet_str privacy_masked(stet_ctx *ctx, stet_str text)
{
    static const char dots[] = "…";
    size_t first = text.len >= 24 ? 6 : text.len >= 16 ? 4 : 2;
    size_t last = text.len >= 16 ? 4 : 2;

    if (text.len <= first + last)
        return (stet_str){ dots, sizeof dots - 1 };
    while (first > 0 && ((unsigned char)text.ptr[first] & 0xC0) == 0x80)
        first--;
    while (last > 0 && ((unsigned char)text.ptr[text.len - last] & 0xC0) == 0x80)
        last--;
    char *out = stet_alloc(ctx, first + last + sizeof dots);
    memcpy(out, text.ptr, first);
    memcpy(out + first, dots, sizeof dots - 1);
    memcpy(out + first + sizeof dots - 1, text.ptr + text.len - last, last);
    return (stet_str){ out, first + last + sizeof dots - 1 };
}

void privacy_report(stet_ctx *ctx, stet_span span, stet_str shown, const char *what)
{
    stet_arg args[] = {
        { .name = "shown", .text = privacy_masked(ctx, shown) },
        { .name = "what", .text = { what, strlen(what) } },
    };
    stet_report(
        ctx, &(stet_finding){ .span = span, .args = args, .n_args = STET_LEN(args) });
}

static const stet_check_type *const checks[] = {
    &privacy_email, &privacy_telephone, &privacy_ip_address,
    &privacy_card,  &privacy_iban,      &privacy_secret,
};

STET_PLUGIN(privacy) = {
    STET_HEADER, "privacy",
    "0.1.0",     "What identifies a person or opens a door: addresses, numbers, keys",
    "",          STET_CHECKS(checks),
};
