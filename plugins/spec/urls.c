/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/url.h"
#include "spec.h"

typedef struct urls_options {
    bool secure;
} urls_options;

static const stet_param params[] = {
    STET_BOOL(urls_options, secure, .preset = "false",
              .doc = "Whether http:// is told too, because https:// is required."),
};

static const stet_message messages[] = {
    { "fault", "“{match}” leads nowhere: {why}" },
    { "insecure", "write https:// in “{match}”" },
};

static void tell(stet_ctx *ctx, uint32_t message, stet_span span, bool in_markup,
                 const char *why)
{
    stet_arg arg = { .name = "why", .text = { why, strlen(why) } };
    stet_report(ctx, &(stet_finding){ .message = message,
                                      .span = span,
                                      .in_markup = in_markup,
                                      .args = &arg,
                                      .n_args = 1 });
}

/* In any case; an address begins with http:, https: or www. */
static bool is_insecure(stet_str address)
{
    return address.len > 5 && (address.ptr[0] | 0x20) == 'h' && address.ptr[4] == ':';
}

static void check_address(stet_ctx *ctx, const urls_options *o, stet_str address,
                          stet_span span, bool in_markup)
{
    const char *fault = spec_url_fault(address);

    if (fault)
        tell(ctx, 0, span, in_markup, fault);
    else if (o->secure && is_insecure(address))
        tell(ctx, 1, span, in_markup, "");
}

/* A link whose target does not stand in the text itself, scheme aside. */
static bool hides_target(const stet_inline *link, stet_str text)
{
    stet_str t = link->target;
    stet_str shown = stet_slice(text, link->span);

    return link->kind == STET_INLINE_LINK && spec_url_has_scheme(t) &&
           (shown.len > t.len || shown.len + 8 < t.len ||
            memcmp(t.ptr + t.len - shown.len, shown.ptr, shown.len) != 0);
}

/* Where the target stands in the link's markup: behind its text, mostly in brackets.
   The whole link where it is not written there as it is, as in a link by reference. */
static stet_span target_place(stet_str markup, const stet_inline *link)
{
    enum { LONGEST = 4096 }; /* No browser takes more; it bounds the search, too. */
    size_t len = link->target.len;
    stet_span whole = link->markup;

    for (size_t at = whole.end; len > 0 && len <= LONGEST && at >= whole.start + len;
         at--)
        if (memcmp(markup.ptr + at - len, link->target.ptr, len) == 0)
            return (stet_span){ (uint32_t)(at - len), (uint32_t)at };
    return whole;
}

/* A template, such as https://{host}/, is not to be followed as it stands. */
static bool is_template(stet_str text, stet_span span)
{
    return span.end < text.len && strchr("{<$[%", text.ptr[span.end]) != NULL;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const urls_options *o = check;
    stet_block_array blocks = stet_blocks(ctx, unit->doc);
    stet_inline_array inlines = stet_inlines(ctx, unit->doc);
    stet_str text = stet_text(ctx, unit->doc);
    stet_str markup = stet_markup(ctx, unit->doc);
    size_t next = 0;

    (void)state;
    for (size_t b = 0; b < blocks.count; b++) {
        spec_url url = { .span = { 0, blocks.items[b].span.start } };
        stet_str whole = { text.ptr, blocks.items[b].span.end };
        while (stet_selected(ctx, &blocks.items[b]) &&
               spec_url_next(whole, url.span.end, &url)) {
            while (next < inlines.count &&
                   (inlines.items[next].span.end <= url.span.start ||
                    (inlines.items[next].kind != STET_INLINE_CODE &&
                     !hides_target(&inlines.items[next], text))))
                next++;
            bool inside = next < inlines.count &&
                          inlines.items[next].span.start <= url.span.start;
            if (!inside && !is_template(whole, url.span))
                check_address(ctx, o, stet_slice(text, url.span), url.span, false);
        }
    }
    for (size_t i = 0; i < inlines.count; i++)
        if (hides_target(&inlines.items[i], text) &&
            stet_selected(ctx, &blocks.items[inlines.items[i].block]))
            check_address(ctx, o, inlines.items[i].target,
                          target_place(markup, &inlines.items[i]), true);
    return STET_OK;
}

const stet_check_type spec_urls = {
    .name = "urls",
    .summary = "A web address is malformed",
    .doc =
        "Web addresses in the text and in links: each must have a host with an ending, "
        "of "
        "letters, digits, hyphens and underscores, a port that is a number, and a % "
        "only before two "
        "hexadecimal digits; its scheme must not stand there twice. `localhost` and "
        "addresses of numbers pass, and so do templates such as `https://{host}/` and "
        "code. "
        "Whether an address can be reached is not tried; which hosts are allowed says "
        "`structure.link-hosts`.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(urls_options, params),
    .run = run,
};
