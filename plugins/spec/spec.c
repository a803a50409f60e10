/* SPDX-License-Identifier: Apache-2.0 */
#include "spec.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

const stet_param spec_phrase_params[1] = {
    STET_PHRASE(spec_item, pattern, .ignore_case = "ignore_case",
                .doc = "Words as they stand in a text."),
};
const stet_param spec_pattern_params[1] = {
    STET_PATTERN(spec_item, pattern, .ignore_case = "ignore_case",
                 .doc = "A PCRE2 pattern."),
};
const stet_param spec_gate_phrase_params[1] = {
    STET_PHRASE(spec_item, pattern, .gate = true, .gate_unless = "profile transform",
                .ignore_case = "ignore_case", .doc = "Words as they stand in a text."),
};
const stet_param spec_gate_pattern_params[1] = {
    STET_PATTERN(spec_item, pattern, .gate = true, .gate_unless = "profile transform",
                 .ignore_case = "ignore_case", .doc = "A PCRE2 pattern."),
};
const stet_param spec_text_params[1] = {
    STET_TEXT(spec_text, text, .doc = "A text."),
};

stet_span spec_start(stet_ctx *ctx, const stet_doc *doc)
{
    stet_word_array words = stet_words(ctx, doc);
    return words.count > 0 ? words.items[0].span : (stet_span){ 0, 0 };
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

stet_span spec_trim(stet_str text)
{
    stet_span span = { 0, (uint32_t)text.len };

    while (span.start < span.end && is_space(text.ptr[span.start]))
        span.start++;
    while (span.end > span.start && is_space(text.ptr[span.end - 1]))
        span.end--;
    return span;
}

stet_str spec_join(stet_ctx *ctx, const stet_list *texts)
{
    const spec_text *items = texts->items;
    size_t size = 1, len = 0;

    for (size_t i = 0; i < texts->count; i++)
        size += items[i].text.len + 2;
    char *out = stet_alloc(ctx, size);
    for (size_t i = 0; i < texts->count; i++) {
        if (i > 0) {
            memcpy(out + len, ", ", 2);
            len += 2;
        }
        memcpy(out + len, items[i].text.ptr, items[i].text.len);
        len += items[i].text.len;
    }
    return (stet_str){ out, len };
}

/* "at most 3 are allowed": `verb` behind what agrees with the number. */
static stet_str bound(stet_ctx *ctx, const char *words, int64_t number,
                      const char *verb)
{
    enum { ROOM = 64 };
    char *out = stet_alloc(ctx, ROOM);
    int len = snprintf(out, ROOM, "%s %lld%s%s", words, (long long)number,
                       !verb[0]      ? ""
                       : number == 1 ? " is "
                                     : " are ",
                       verb);

    return (stet_str){ out, len > 0 ? (size_t)len : 0 };
}

stet_str spec_at_most(stet_ctx *ctx, int64_t most)
{
    return most == 0 ? (stet_str){ "none", 4 } : bound(ctx, "at most", most, "");
}

stet_str spec_need_least(stet_ctx *ctx, int64_t least)
{
    return bound(ctx, "at least", least, "required");
}

stet_str spec_need_most(stet_ctx *ctx, int64_t most)
{
    return most == 0 ? (stet_str){ "none is allowed", 15 }
                     : bound(ctx, "at most", most, "allowed");
}

stet_str spec_need_exactly(stet_ctx *ctx, int64_t exact)
{
    return exact == 0 ? spec_need_most(ctx, 0)
                      : bound(ctx, "exactly", exact, "required");
}

bool spec_is_same(stet_str a, stet_str b, bool ignore_case)
{
    if (a.len != b.len)
        return false;
    return ignore_case ? strncasecmp(a.ptr, b.ptr, a.len) == 0
                       : memcmp(a.ptr, b.ptr, a.len) == 0;
}

static const stet_check_type *const checks[] = {
    &spec_count,  &spec_ratio,   &spec_require,  &spec_forbid,    &spec_anchor,
    &spec_equals, &spec_case,    &spec_language, &spec_structure, &spec_sequence,
    &spec_each,   &spec_compare, &spec_novel,    &spec_citations, &spec_urls,
};

STET_PLUGIN(spec) = {
    STET_HEADER, "spec",
    "0.1.0",     "What a technical specification states: counts, required parts, form",
    "",          STET_CHECKS(checks),
};
