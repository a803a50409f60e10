/* SPDX-License-Identifier: Apache-2.0 */
#include "comparing/novel.h"
#include "reading/url.h"
#include "reading/words.h"

/* An address: host in small letters, no fragment, no slash at its end. */
static uint64_t key_of(stet_ctx *ctx, stet_str address)
{
    const char *fragment = memchr(address.ptr, '#', address.len);
    if (fragment)
        address.len = (size_t)(fragment - address.ptr);
    while (address.len > 0 && address.ptr[address.len - 1] == '/')
        address.len--;
    const char *slash = address.len ? memchr(address.ptr, '/', address.len) : NULL;
    size_t host = slash ? (size_t)(slash - address.ptr) : address.len;
    char *copy = stet_alloc(ctx, address.len + 1);
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < address.len; i++) {
        copy[i] =
            i < host ? (char)spec_lower((unsigned char)address.ptr[i]) : address.ptr[i];
        hash = (hash ^ (unsigned char)copy[i]) * 0x100000001B3u;
    }
    return hash ? hash : 1;
}

static size_t count_addresses(stet_str text)
{
    spec_url url = { { 0, 0 }, 0 };
    size_t count = 0;

    while (spec_url_next(text, url.span.end, &url))
        count++;
    return count;
}

static uint64_t key_at(stet_ctx *ctx, stet_str text, spec_url url)
{
    url.span.start += url.prefix;
    return key_of(ctx, stet_slice(text, url.span));
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The next piece between white space that may be an address without a scheme, such as
   (example.org/a), without the marks at its ends; false: there is none. */
static bool next_bare(stet_str text, size_t *at, stet_str *out)
{
    while (*at < text.len) {
        size_t start = *at, end;
        while (start < text.len && is_blank(text.ptr[start]))
            start++;
        for (end = start; end < text.len && !is_blank(text.ptr[end]);)
            end++;
        *at = end;
        while (start < end && strchr("([<{\"'*_", text.ptr[start]))
            start++;
        while (end > start && strchr(".,;:!?)]>}\"'*_", text.ptr[end - 1]))
            end--;
        if (end > start && memchr(text.ptr + start, '.', end - start)) {
            *out = (stet_str){ text.ptr + start, end - start };
            return true;
        }
    }
    return false;
}

static size_t count_bare(stet_str text)
{
    size_t count = 0;
    stet_str piece;

    for (size_t at = 0; next_bare(text, &at, &piece);)
        count++;
    return count;
}

static void learn_bare(const novel *n, spec_set *known, stet_str text)
{
    stet_str piece;

    for (size_t at = 0; next_bare(text, &at, &piece);)
        spec_set_add(known, key_of(n->ctx, piece));
}

void novel_find_urls(const novel *n)
{
    stet_str markup = stet_markup(n->ctx, n->doc);
    size_t count = 0;
    spec_url url;

    if (count_addresses(markup) == 0)
        return;
    for (size_t i = 0; i < n->other->count; i++)
        count += count_addresses(n->other->parts[i].text) +
                 count_bare(n->other->parts[i].text);
    spec_set known = spec_set_new(n->ctx, count);
    for (size_t i = 0; i < n->other->count; i++) {
        stet_str text = n->other->parts[i].text;
        for (url.span.end = 0; spec_url_next(text, url.span.end, &url);)
            spec_set_add(&known, key_at(n->ctx, text, url));
        learn_bare(n, &known, text);
    }
    for (url.span.end = 0; spec_url_next(markup, url.span.end, &url);)
        if (!spec_set_has(&known, key_at(n->ctx, markup, url)))
            novel_tell(n, NOVEL_URLS, url.span, true);
}
