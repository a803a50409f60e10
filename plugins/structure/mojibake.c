/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

static const stet_message messages[] = {
    { "mojibake", "“{match}” was decoded with the wrong character set" },
};

/* How Windows-1252 shows the bytes 0x80 to 0x9F; 0: not at all. */
static const uint16_t shown[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* The byte 0x80 to 0xBF that shows as `c`; 0: none does. */
static uint32_t byte_of(uint32_t c)
{
    if (c >= 0x80 && c <= 0xBF)
        return c;
    for (uint32_t i = 0; i < STET_LEN(shown); i++)
        if (shown[i] == c)
            return 0x80 + i;
    return 0;
}

/* How many bytes follow the first one of the characters that are met most. */
static uint32_t followers_of(uint32_t lead)
{
    switch (lead) {
    case 0xC2: /* Latin letters and signs: Ã©, Â°. */
    case 0xC3:
        return 1;
    case 0xE2: /* Punctuation, arrows, signs: â€™. */
    case 0xEF: /* A byte order mark, a replacement character: ï»¿. */
        return 2;
    case 0xF0: /* Emoji: ðŸ˜€. */
        return 3;
    default:
        return 0;
    }
}

/* Whether a letter followed by what shows as this byte is not mere writing: à in
   capitals before a space that does not break, a letter before a quotation mark or a
   dash. */
static bool is_telling(uint32_t lead, uint32_t byte)
{
    switch (lead) {
    case 0xC3:
        return byte != 0xA0 && (byte < 0x91 || byte > 0x97);
    case 0xC2:
        return byte != 0xBB && byte >= 0xA0;
    case 0xE2:
        return byte <= 0x9E && (byte < 0x91 || byte > 0x97) && byte != 0x85;
    case 0xEF:
        return byte == 0xBB || byte == 0xBF;
    default:
        return byte == 0x9F;
    }
}

/* The character whose bytes are shown at `at`, to `bytes`; returns where they end, or
 * 0.
 */
static size_t mojibake_at(stet_str text, size_t at, char bytes[4], size_t *n_bytes)
{
    size_t end = at;
    uint32_t lead = structure_next(text, &end), wanted = followers_of(lead);

    bytes[0] = (char)lead;
    *n_bytes = wanted + 1;
    for (uint32_t i = 1; i <= wanted; i++) {
        if (end >= text.len)
            return 0;
        uint32_t byte = byte_of(structure_next(text, &end));
        if (byte == 0 || (i == 1 && !is_telling(lead, byte)))
            return 0;
        bytes[i] = (char)byte;
    }
    return wanted > 0 ? end : 0;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    stet_str text = stet_text(ctx, unit->doc);
    char bytes[4];
    size_t n_bytes = 0;

    (void)check, (void)state;
    if ((stet_chars(ctx, unit->doc) & STET_CHARS_LATIN1) == 0)
        return STET_OK;
    for (size_t at = 0; (at = structure_skip_ascii(text, at)) < text.len;) {
        if ((unsigned char)text.ptr[at] != 0xC3) { /* U+00C0 to U+00FF */
            at++;
            continue;
        }
        size_t end = mojibake_at(text, at, bytes, &n_bytes);
        if (end == 0) {
            at++;
            continue;
        }
        stet_span span = { (uint32_t)at, (uint32_t)end };
        stet_edit edit = { span, { bytes, n_bytes } };
        stet_fix fix = { "Decode it", &edit, 1, false };
        stet_report(ctx, &(stet_finding){ .span = span, .fixes = &fix, .n_fixes = 1 });
        at = end;
    }
    return STET_OK;
}

const stet_check_type structure_mojibake = {
    .name = "mojibake",
    .summary = "Text was decoded with the wrong character set",
    .doc =
        "Finds UTF-8 that was read as Windows-1252 or Latin-1 and written again: “â€™” "
        "for an apostrophe, “Ã©” for é. The fix decodes it.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    .run = run,
};
