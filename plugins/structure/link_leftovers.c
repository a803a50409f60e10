/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <string.h>

typedef struct leftover_text {
    stet_str text;
} leftover_text;

typedef struct link_options {
    stet_list marks, schemes; /* leftover_text */
} link_options;

static const stet_param mark_params[] = {
    STET_TEXT(leftover_text, text, .min = 1, .max = 0,
              .doc = "A name and its value, as in `utm_source=chatgpt.com`."),
};

static const stet_param scheme_params[] = {
    STET_TEXT(leftover_text, text, .min = 1, .max = 0,
              .doc = "What an address begins with, as in `sandbox:`."),
};

/* What chat programs put behind the addresses that they cite, and the files that they
   offer. Their names are facts of those programs (November 2026). */
static const stet_param params[] = {
    STET_LIST(link_options, marks, leftover_text, mark_params, .more = STET_STRICTER,
              .preset = "[utm_source=chatgpt.com, utm_source=chatgpt, "
                        "utm_source=openai, utm_source=openai.com, "
                        "utm_source=copilot.com, utm_source=copilot, "
                        "utm_source=perplexity, utm_source=perplexity.ai, "
                        "utm_source=claude.ai, utm_source=claude, "
                        "utm_source=gemini, utm_source=grok.com, "
                        "referrer=grok.com, referrer=chatgpt.com]",
              .doc = "Parameters that tell from which program an address was copied."),
    STET_LIST(link_options, schemes, leftover_text, scheme_params,
              .more = STET_STRICTER, .preset = "['sandbox:/']",
              .doc = "Beginnings of addresses that lead to a file of the chat."),
};

enum { MARKED, FILED };

static const stet_message messages[] = {
    [MARKED] = { "marked", "“{match}” tells from which chat the address was copied" },
    [FILED] = { "filed", "“{match}” is a file of the chat, which no reader has" },
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool starts(stet_str text, stet_str with)
{
    if (text.len < with.len)
        return false;
    for (size_t i = 0; i < with.len; i++)
        if (lower(text.ptr[i]) != lower(with.ptr[i]))
            return false;
    return true;
}

/* Whether one of the list begins the text; all of it when it is `whole`. */
static bool is_listed(const stet_list *list, stet_str text, bool whole)
{
    const leftover_text *items = list->items;

    for (size_t i = 0; i < list->count; i++)
        if (starts(text, items[i].text) && (!whole || text.len == items[i].text.len))
            return true;
    return false;
}

/* The end of the parameter, or of what may be one, that begins at `at`. */
static uint32_t parameter_end(stet_str source, uint32_t at, uint32_t end)
{
    while (at < end && !strchr("&;#?/<>()[]{}\"'\\ \t\r\n", source.ptr[at]))
        at++;
    return at;
}

/* A parameter with the mark that joins it to the others: "?a=1", "&a=1", and "a=1&"
   where the question mark must stay. */
static stet_span joined(stet_str source, stet_span parameter)
{
    static const stet_str entity = { "&amp;", 5 };
    stet_span cut = parameter;
    stet_str behind = { source.ptr + cut.end, source.len - cut.end };

    if (source.ptr[cut.start - 1] == '?' && behind.len > 0 && behind.ptr[0] == '&')
        cut.end += starts(behind, entity) ? (uint32_t)entity.len : 1;
    else if (source.ptr[cut.start - 1] == ';' && cut.start > entity.len)
        cut.start -= (uint32_t)entity.len;
    else
        cut.start--;
    return cut;
}

/* Tells the parameters that are listed in a part of the source, the text or the markup;
   whether there are any. */
static bool tell_marks(stet_ctx *ctx, const link_options *o, stet_str source,
                       stet_span part, bool in_markup)
{
    bool told = false;

    for (uint32_t at = part.start + 1; at < part.end; at++) {
        if (!strchr("?&;", source.ptr[at - 1]))
            continue;
        stet_span parameter = { at, parameter_end(source, at, part.end) };
        if (!is_listed(&o->marks, stet_slice(source, parameter), true))
            continue;
        stet_edit edit = { joined(source, parameter), { "", 0 } };
        stet_fix fix = { "Delete", &edit, 1, true };
        stet_report(ctx, &(stet_finding){ .message = MARKED,
                                          .span = parameter,
                                          .in_markup = in_markup,
                                          .fixes = &fix,
                                          .n_fixes = 1 });
        told = true;
    }
    return told;
}

static bool has_mark(const link_options *o, stet_str address)
{
    for (uint32_t at = 1; at < address.len; at++) {
        stet_span parameter = { at, 0 };
        if (!strchr("?&", address.ptr[at - 1]))
            continue;
        parameter.end = parameter_end(address, at, (uint32_t)address.len);
        if (is_listed(&o->marks, stet_slice(address, parameter), true))
            return true;
    }
    return false;
}

/* Where an address is written elsewhere ([text][1]), the link itself is told. */
static void judge_link(stet_ctx *ctx, const link_options *o, const stet_doc *doc,
                       const stet_inline *in)
{
    bool filed = is_listed(&o->schemes, in->target, false);

    if (!filed && !has_mark(o, in->target))
        return;
    if (!filed && tell_marks(ctx, o, stet_markup(ctx, doc), in->markup, true))
        return;
    stet_report(ctx, &(stet_finding){ .message = filed ? FILED : MARKED,
                                      .span = in->markup,
                                      .in_markup = true });
}

/* Plain text has no links, but addresses. */
static void judge_words(stet_ctx *ctx, const link_options *o, const stet_doc *doc)
{
    stet_word_array words = stet_words(ctx, doc);
    stet_str text = stet_text(ctx, doc);

    for (size_t i = 0; i < words.count; i++)
        if (words.items[i].kind == STET_WORD_OPAQUE)
            tell_marks(ctx, o, text, words.items[i].span, false);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    stet_inline_array inlines = stet_inlines(ctx, unit->doc);

    (void)state;
    for (size_t i = 0; i < inlines.count; i++)
        if (inlines.items[i].kind == STET_INLINE_LINK ||
            inlines.items[i].kind == STET_INLINE_IMAGE)
            judge_link(ctx, check, unit->doc, &inlines.items[i]);
    if (!stet_is_markdown(ctx, unit->doc))
        judge_words(ctx, check, unit->doc);
    return STET_OK;
}

const stet_check_type structure_link_leftover = {
    .name = "link-leftover",
    .summary = "A link is left over from a chat",
    .doc =
        "Finds links, images and, in plain text, addresses that carry the mark of the "
        "chat program that cited them (`?utm_source=chatgpt.com`), and links to files "
        "that only the chat has (`sandbox:/mnt/data/report.docx`). The fix takes the "
        "mark out of the address, which leads to the same page without it.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(link_options, params),
    .run = run,
};
