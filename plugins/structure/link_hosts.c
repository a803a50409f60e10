/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <string.h>

typedef struct host_item {
    stet_str name;
} host_item;

typedef struct host_options {
    stet_list forbidden, allowed; /* host_item */
} host_options;

static const stet_param item_params[] = {
    STET_TEXT(host_item, name, .min = 1, .max = 0,
              .doc = "A host, with all under it: example.org is www.example.org too."),
};

static const stet_param params[] = {
    STET_LIST(host_options, forbidden, host_item, item_params, .more = STET_STRICTER,
              .preset = "[]", .doc = "Hosts that no link may lead to."),
    STET_LIST(host_options, allowed, host_item, item_params, .more = STET_LIMIT,
              .preset = "[]",
              .doc = "The only hosts that links may lead to; none: any."),
};

static const stet_message messages[] = {
    { "forbidden", "no link may lead to {host}" },
    { "other", "{host} is not one of the hosts that links may lead to" },
};

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const host_options *o = options;

    (void)check;
    if (o->forbidden.count == 0 && o->allowed.count == 0)
        return stet_fail(ctx, "forbidden", "give forbidden or allowed hosts");
    return STET_OK;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool starts(stet_str text, const char *with)
{
    size_t len = strlen(with);

    if (text.len < len)
        return false;
    for (size_t i = 0; i < len; i++)
        if (lower(text.ptr[i]) != with[i])
            return false;
    return true;
}

/* The host of an address, without user and port; empty when it has none. */
static stet_str host_of(stet_str address)
{
    static const char *const schemes[] = { "https://", "http://", "ftp://", "//" };
    size_t start = 0, end;

    for (size_t i = 0; i < STET_LEN(schemes) && start == 0; i++)
        start = starts(address, schemes[i]) ? strlen(schemes[i]) : 0;
    if (start == 0)
        start = starts(address, "www.") ? 0 : address.len;
    for (end = start; end < address.len && !strchr("/?#:", address.ptr[end]); end++)
        if (address.ptr[end] == '@')
            start = end + 1;
    return (stet_str){ address.ptr + start, end - start };
}

/* Whether a host is `name` or lies under it. */
static bool is_under(stet_str host, stet_str name)
{
    if (host.len < name.len)
        return false;
    size_t before = host.len - name.len;
    for (size_t i = 0; i < name.len; i++)
        if (lower(host.ptr[before + i]) != lower(name.ptr[i]))
            return false;
    return before == 0 || host.ptr[before - 1] == '.';
}

static bool is_listed(const stet_list *list, stet_str host)
{
    const host_item *items = list->items;

    for (size_t i = 0; i < list->count; i++)
        if (is_under(host, items[i].name))
            return true;
    return false;
}

static void judge(stet_ctx *ctx, const host_options *o, stet_str address,
                  stet_span span, bool in_markup)
{
    stet_str host = host_of(address);
    bool forbidden = is_listed(&o->forbidden, host);

    if (host.len == 0 ||
        !(forbidden || (o->allowed.count > 0 && !is_listed(&o->allowed, host))))
        return;
    stet_arg arg = { .name = "host", .text = host };
    stet_report(ctx, &(stet_finding){ .message = !forbidden,
                                      .span = span,
                                      .in_markup = in_markup,
                                      .args = &arg,
                                      .n_args = 1 });
}

/* Plain text has no links, but addresses. */
static void judge_words(stet_ctx *ctx, const host_options *o, const stet_doc *doc)
{
    stet_word_array words = stet_words(ctx, doc);
    stet_str text = stet_text(ctx, doc);

    for (size_t i = 0; i < words.count; i++)
        if (words.items[i].kind == STET_WORD_OPAQUE)
            judge(ctx, o, stet_slice(text, words.items[i].span), words.items[i].span,
                  false);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const host_options *o = check;
    stet_inline_array inlines = stet_inlines(ctx, unit->doc);

    (void)state;
    for (size_t i = 0; i < inlines.count; i++) {
        const stet_inline *in = &inlines.items[i];
        if (in->kind == STET_INLINE_LINK || in->kind == STET_INLINE_IMAGE)
            judge(ctx, o, in->target, in->markup, true);
    }
    if (!stet_is_markdown(ctx, unit->doc))
        judge_words(ctx, o, unit->doc);
    return STET_OK;
}

const stet_check_type structure_link_hosts = {
    .name = "link-hosts",
    .summary = "A link leads to a host that is not wanted",
    .doc =
        "Holds the hosts of links, images and, in plain text, addresses against a list "
        "of forbidden ones, or of those that are allowed. A host stands for all under "
        "it.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(host_options, params),
    .create = create,
    .run = run,
};
