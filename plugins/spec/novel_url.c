/* SPDX-License-Identifier: Apache-2.0 */
#include "novel.h"
#include "words.h"

static bool is_end(char c)
{
    return (unsigned char)c <= ' ' || strchr("<>\"`{}|\\^[]", c) != NULL;
}

static bool begins(stet_str text, size_t at, const char *with)
{
    size_t len = strlen(with);

    if (text.len - at < len)
        return false;
    for (size_t i = 0; i < len; i++)
        if (spec_lower((unsigned char)text.ptr[at + i]) != (unsigned char)with[i])
            return false;
    return true;
}

/* How much of an address at `at` is scheme and www; 0: there is no address. */
static size_t prefix_of(stet_str text, size_t at)
{
    size_t len = begins(text, at, "https://") ? 8 : begins(text, at, "http://") ? 7 : 0;
    return begins(text, at + len, "www.") ? len + 4 : len;
}

/* The end of an address, without the marks of the sentence around it. */
static size_t find_end(stet_str text, size_t at)
{
    size_t end = at;
    int depth = 0;

    for (; end < text.len && !is_end(text.ptr[end]); end++) {
        depth += text.ptr[end] == '(';
        if (text.ptr[end] == ')' && --depth < 0)
            break;
    }
    while (end > at && strchr(".,;:!?'*_~", text.ptr[end - 1]))
        end--;
    return end;
}

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

/* The next address at or behind `from`; false: there is none. */
static bool next_address(stet_str text, size_t from, stet_span *out, size_t *prefix)
{
    for (size_t at = from; at < text.len; at++) {
        char c = text.ptr[at];
        if (c != 'h' && c != 'H' && c != 'w' && c != 'W')
            continue;
        *prefix = prefix_of(text, at);
        size_t end = *prefix ? find_end(text, at + *prefix) : at;
        if (end > at + *prefix) {
            *out = (stet_span){ (uint32_t)at, (uint32_t)end };
            return true;
        }
    }
    return false;
}

static size_t count_addresses(stet_str text)
{
    stet_span span = { 0, 0 };
    size_t count = 0, prefix;

    while (next_address(text, span.end, &span, &prefix))
        count++;
    return count;
}

static uint64_t key_at(stet_ctx *ctx, stet_str text, stet_span span, size_t prefix)
{
    span.start += (uint32_t)prefix;
    return key_of(ctx, stet_slice(text, span));
}

void novel_find_urls(const novel *n)
{
    stet_str markup = stet_markup(n->ctx, n->doc);
    stet_span span = { 0, 0 };
    size_t count = 0, prefix;

    if (count_addresses(markup) == 0)
        return;
    for (size_t i = 0; i < n->other->count; i++)
        count += count_addresses(n->other->parts[i].text);
    spec_set known = spec_set_new(n->ctx, count);
    for (size_t i = 0; i < n->other->count; i++) {
        stet_str text = n->other->parts[i].text;
        for (span = (stet_span){ 0, 0 }; next_address(text, span.end, &span, &prefix);)
            spec_set_add(&known, key_at(n->ctx, text, span, prefix));
    }
    for (span = (stet_span){ 0, 0 }; next_address(markup, span.end, &span, &prefix);)
        if (!spec_set_has(&known, key_at(n->ctx, markup, span, prefix)))
            novel_tell(n, NOVEL_URLS, span, true);
}
