/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <stdio.h>
#include <string.h>

static uint32_t next(stet_str text, size_t *at)
{
    const unsigned char *p = (const unsigned char *)text.ptr + *at;
    uint32_t lead = p[0], n = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    uint32_t c = n == 1 ? lead : lead & (0x7Fu >> n);

    for (uint32_t i = 1; i < n; i++)
        c = c << 6 | (p[i] & 0x3F);
    *at += n;
    return c;
}

typedef struct named_range {
    uint32_t first, last;
    const char *name;
    bool deletable;
} named_range;

/* Characters that are not seen (Unicode 15, general categories Cc and Cf, and the soft
   hyphen), by what they are called. U+200C and U+200D join letters of some scripts and
   emoji, so they are judged by their neighbours. */
static const named_range invisible[] = {
    { 0x0000, 0x0008, "control character", true },
    { 0x000B, 0x000C, "control character", true },
    { 0x000E, 0x001F, "control character", true },
    { 0x007F, 0x009F, "control character", true },
    { 0x00AD, 0x00AD, "soft hyphen", true },
    { 0x200B, 0x200B, "zero-width space", true },
    { 0x200C, 0x200D, "zero-width joiner", true },
    { 0x200E, 0x200F, "direction mark", false },
    { 0x202A, 0x202E, "direction override", false },
    { 0x2060, 0x2064, "word joiner", true },
    { 0x2066, 0x2069, "direction isolate", false },
    { 0xFEFF, 0xFEFF, "byte order mark", true },
    { 0xFFF9, 0xFFFB, "annotation mark", true },
    { 0xFFFD, 0xFFFD, "replacement character", false },
    { 0xE0001, 0xE007F, "tag character", true },
};

static const named_range *find_range(const named_range *ranges, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return &ranges[i];
    return NULL;
}

static const stet_message invisible_messages[] = {
    { "invisible", "an invisible {name} (U+{code})" },
};

/* Letters of scripts that need joiners, and emoji, which joiners put together: all far
   above Latin. A joiner between two of them is spelling. */
static bool takes_joiner(uint32_t c)
{
    return (c >= 0x0590 && c < 0x1100) || (c >= 0x2190 && c < 0x3000) || c == 0xFE0F ||
           c >= 0x1F000;
}

static void report_invisible(stet_ctx *ctx, stet_span span, uint32_t c,
                             const named_range *range)
{
    char code[12];
    stet_edit edit = { span, { "", 0 } };
    stet_fix fix = { "Delete it", &edit, 1, range->deletable };
    int len = snprintf(code, sizeof code, "%04X", (unsigned)c);
    stet_arg args[] = { { .name = "name",
                          .text = { range->name, strlen(range->name) } },
                        { .name = "code", .text = { code, (size_t)len } } };

    stet_report(ctx, &(stet_finding){ .span = span,
                                      .in_markup = true,
                                      .args = args,
                                      .n_args = STET_LEN(args),
                                      .fixes = &fix,
                                      .n_fixes = 1 });
}

static stet_status run_invisible(stet_ctx *ctx, const void *check, void *state,
                                 const stet_unit *unit)
{
    const uint32_t telling =
        STET_CHARS_CONTROL | STET_CHARS_INVISIBLE | STET_CHARS_REPLACED;
    stet_str text = stet_markup(ctx, unit->doc);
    uint32_t before = 0;

    (void)check, (void)state;
    if ((stet_chars(ctx, unit->doc) & telling) == 0)
        return STET_OK;
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t c = next(text, &at);
        const named_range *range = c < 0x20 || c >= 0x7F
                                       ? find_range(invisible, STET_LEN(invisible), c)
                                       : NULL;
        bool joins = (c == 0x200C || c == 0x200D) && takes_joiner(before);
        /* A flag of a region is a black flag and tags. */
        bool tags = c >= 0xE0020 && (before == 0x1F3F4 || before >= 0xE0020);
        if (range && !joins && !tags)
            report_invisible(ctx, (stet_span){ (uint32_t)start, (uint32_t)at }, c,
                             range);
        before = c;
    }
    return STET_OK;
}

const stet_check_type structure_invisible = {
    .name = "invisible",
    .summary = "A character that cannot be seen stands in the text",
    .doc =
        "Zero-width spaces, bidi controls, control characters, soft hyphens, stray "
        "byte "
        "order marks and replacement characters. Joiners inside emoji and in scripts "
        "that need them are let pass. Direction marks are not deleted unseen.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(invisible_messages),
    .run = run_invisible,
};

static const stet_message mojibake_messages[] = {
    { "mojibake", "“{match}” was decoded with the wrong character set" },
};

/* Windows-1252 shows the bytes 0x80-0xBF of UTF-8 as these characters. */
static bool is_continuation(uint32_t c)
{
    static const uint16_t special[] = {
        0x20AC, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030,
        0x0160, 0x2039, 0x0152, 0x017D, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x017E, 0x0178,
    };

    if (c >= 0x80 && c <= 0xBF)
        return true;
    for (size_t i = 0; i < STET_LEN(special); i++)
        if (special[i] == c)
            return true;
    return false;
}

/* Two-byte characters begin with what shows as Â or Ã, general punctuation with â€, and
   most emoji with ðŸ. */
static size_t mojibake_at(stet_str text, size_t at)
{
    size_t end = at;
    uint32_t lead = next(text, &end);
    size_t wanted = lead == 0xC2 || lead == 0xC3 ? 1
                    : lead == 0xE2               ? 2
                    : lead == 0xF0               ? 3
                                                 : 0;

    for (size_t i = 0; i < wanted; i++) {
        if (end >= text.len)
            return 0;
        uint32_t c = next(text, &end);
        if (!is_continuation(c) || (lead == 0xC3 && c == 0xA0))
            return 0;
        if (lead == 0xE2 && i == 0 && c != 0x20AC && c != 0x80)
            return 0;
    }
    return wanted > 0 ? end : 0;
}

static stet_status run_mojibake(stet_ctx *ctx, const void *check, void *state,
                                const stet_unit *unit)
{
    stet_str text = stet_text(ctx, unit->doc);

    (void)check, (void)state;
    if ((stet_chars(ctx, unit->doc) & STET_CHARS_LATIN1) == 0)
        return STET_OK;
    for (size_t at = 0; at < text.len;) {
        size_t end = (unsigned char)text.ptr[at] < 0xC2 ? 0 : mojibake_at(text, at);
        if (end == 0) {
            next(text, &at);
            continue;
        }
        stet_report(ctx, &(stet_finding){ .span = { (uint32_t)at, (uint32_t)end } });
        at = end;
    }
    return STET_OK;
}

const stet_check_type structure_mojibake = {
    .name = "mojibake",
    .summary = "Text was decoded with the wrong character set",
    .doc =
        "Finds UTF-8 that was read as Windows-1252 or Latin-1 and written again: “â€™” "
        "for an apostrophe, “Ã©” for é.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(mojibake_messages),
    .run = run_mojibake,
};

static const stet_message script_messages[] = {
    { "mixed", "“{match}” mixes {scripts} letters that look alike" },
};

enum { SCRIPT_LATIN = 1, SCRIPT_GREEK = 2, SCRIPT_CYRILLIC = 4 };

static uint32_t script_of(uint32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
        (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7))
        return SCRIPT_LATIN;
    /* The micro sign and the ohm sign are symbols; so are single Greek letters beside
       Latin ones, which the caller sees to. */
    if (c >= 0x370 && c <= 0x3FF)
        return SCRIPT_GREEK;
    return c >= 0x400 && c <= 0x52F ? SCRIPT_CYRILLIC : 0;
}

/* 2 the form mixes, 1 it does not. */
static uint32_t classify(stet_str form)
{
    uint32_t scripts = 0;
    size_t n_greek = 0;

    for (size_t at = 0; at < form.len;) {
        uint32_t script = script_of(next(form, &at));
        scripts |= script;
        n_greek += script == SCRIPT_GREEK;
    }
    if (scripts & SCRIPT_CYRILLIC)
        return scripts != SCRIPT_CYRILLIC ? 2 : 1;
    /* "β-carotene" and "Δt" are science. */
    return scripts == (SCRIPT_LATIN | SCRIPT_GREEK) && n_greek > 1 ? 2 : 1;
}

static stet_status run_script(stet_ctx *ctx, const void *check, void *state,
                              const stet_unit *unit)
{
    stet_word_array words;
    uint32_t *memos;

    (void)check, (void)state;
    if ((stet_chars(ctx, unit->doc) & STET_CHARS_FOREIGN) == 0)
        return STET_OK;
    words = stet_words(ctx, unit->doc);
    memos = stet_memos(ctx);
    for (size_t i = 0; i < words.count; i++) {
        uint32_t *memo = &memos[words.items[i].form];
        if (words.items[i].kind != STET_WORD_PLAIN)
            continue;
        if (*memo == 0)
            *memo = classify(stet_form(ctx, words.items[i].form)->text);
        if (*memo != 2)
            continue;
        stet_arg arg = { .name = "scripts",
                         .text = { "Latin, Greek or Cyrillic", 24 } };
        stet_report(ctx, &(stet_finding){
                             .span = words.items[i].span, .args = &arg, .n_args = 1 });
    }
    return STET_OK;
}

const stet_check_type structure_mixed_script = {
    .name = "mixed-script",
    .summary = "A word mixes letters of scripts that look alike",
    .doc = "A Cyrillic а in a Latin word is not seen and never found by a search. "
           "Words that "
           "mix Latin with Cyrillic, or with more than one Greek letter, are told.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(script_messages),
    .run = run_script,
};
