/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <stdio.h>
#include <string.h>

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
    { 0x007F, 0x007F, "control character", true },
    /* Often the rest of a character that was decoded wrongly, and can be had back. */
    { 0x0080, 0x009F, "control character", false },
    { 0x00AD, 0x00AD, "soft hyphen", true },
    { 0x200B, 0x200B, "zero-width space", true },
    { 0x200C, 0x200D, "zero-width joiner", true },
    { 0x200E, 0x200F, "direction mark", false },
    { 0x2028, 0x2029, "line separator", false },
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
    { "lost", "a {name} (U+{code}): what stood here was lost" },
};

static bool is_between(uint32_t c, uint32_t first, uint32_t last)
{
    return c >= first && c <= last;
}

/* Whether a character that is not seen is spelling where it stands: a joiner behind a
   letter of a script that needs it (they lie between Hebrew and Mongolian) or in an
   emoji, a break between words of Thai and its neighbours, a mark of direction beside
   letters that are written from the right, a tag behind a flag. */
static bool is_spelling(uint32_t c, uint32_t before, uint32_t after)
{
    switch (c) {
    case 0x200B:
        return is_between(before, 0x0E00, 0x109F) || is_between(before, 0x1780, 0x17FF);
    case 0x200C:
    case 0x200D:
        return is_between(before, 0x0590, 0x10FF) ||
               is_between(before, 0x1780, 0x18AF) ||
               is_between(before, 0x2190, 0x2FFF) || before == 0xFE0F ||
               before >= 0x1F000;
    case 0x200E:
    case 0x200F:
        return is_between(before, 0x0590, 0x08FF) || is_between(after, 0x0590, 0x08FF);
    default:
        return c >= 0xE0020 && (before == 0x1F3F4 || before >= 0xE0020);
    }
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

    stet_report(ctx, &(stet_finding){ .message = c == 0xFFFD,
                                      .span = span,
                                      .in_markup = true,
                                      .args = args,
                                      .n_args = STET_LEN(args),
                                      .fixes = &fix,
                                      .n_fixes = c != 0xFFFD });
}

/* What is in none of the ranges, and nearly all that is not plain: line ends, tabs,
   letters with accents, dashes and quotation marks. */
static bool is_common(uint32_t c)
{
    return c == '\n' || c == '\t' || c == '\r' || is_between(c, 0xAE, 0x200A) ||
           is_between(c, 0x2010, 0x2027);
}

static stet_status run_invisible(stet_ctx *ctx, const void *check, void *state,
                                 const stet_unit *unit)
{
    const uint32_t telling = STET_CHARS_CONTROL | STET_CHARS_INVISIBLE |
                             STET_CHARS_SPACE | STET_CHARS_REPLACED;
    stet_str text = stet_markup(ctx, unit->doc);

    (void)check, (void)state;
    if ((stet_chars(ctx, unit->doc) & telling) == 0)
        return STET_OK;
    for (size_t at = structure_skip_plain(text, 0); at < text.len;
         at = structure_skip_plain(text, at)) {
        size_t start = at;
        uint32_t c = structure_next(text, &at);
        const named_range *range =
            is_common(c) ? NULL : find_range(invisible, STET_LEN(invisible), c);
        if (!range)
            continue;
        size_t behind = at;
        uint32_t before = start > 0 ? structure_before(text, start) : 0;
        uint32_t after = at < text.len ? structure_next(text, &behind) : 0;
        if (!is_spelling(c, before, after))
            report_invisible(ctx, (stet_span){ (uint32_t)start, (uint32_t)at }, c,
                             range);
    }
    return STET_OK;
}

const stet_check_type structure_invisible = {
    .name = "invisible",
    .summary = "A character that cannot be seen stands in the text",
    .doc = "Zero-width spaces, bidi controls, control characters, soft hyphens, stray "
           "byte order marks and replacement characters. Joiners inside emoji and in "
           "scripts that need them, and marks of direction beside letters that are "
           "written from the right, are let pass.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(invisible_messages),
    .run = run_invisible,
};
