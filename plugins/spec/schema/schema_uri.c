/* SPDX-License-Identifier: Apache-2.0 */
/* References within a schema that has names: RFC 3986, section 5.2. */
#include "schema/schema_p.h"

/* A reference, cut: a part that is not there has no ptr. */
typedef struct uri {
    stet_str scheme, authority, path, query;
} uri;

static bool is_scheme(stet_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (i == 0 || !strchr("0123456789+-.", c)))
            return false;
    }
    return text.len > 0;
}

/* What stands before the first of `marks`; `*rest` is what is left, the mark first. */
static stet_str cut_at(stet_str *rest, const char *marks)
{
    stet_str before = { rest->ptr, 0 };

    while (before.len < rest->len && !strchr(marks, rest->ptr[before.len]))
        before.len++;
    *rest = (stet_str){ rest->ptr + before.len, rest->len - before.len };
    return before;
}

static uri cut(stet_str text)
{
    uri it = { { NULL, 0 }, { NULL, 0 }, { "", 0 }, { NULL, 0 } };
    stet_str rest = text;
    stet_str scheme = cut_at(&rest, ":/?#");

    if (rest.len > 0 && rest.ptr[0] == ':' && is_scheme(scheme)) {
        it.scheme = scheme;
        text = (stet_str){ rest.ptr + 1, rest.len - 1 };
    }
    if (text.len > 1 && text.ptr[0] == '/' && text.ptr[1] == '/') {
        text = (stet_str){ text.ptr + 2, text.len - 2 };
        it.authority = cut_at(&text, "/?#");
    }
    it.path = cut_at(&text, "?#");
    if (text.len > 0 && text.ptr[0] == '?') {
        text = (stet_str){ text.ptr + 1, text.len - 1 };
        it.query = cut_at(&text, "#");
    }
    return it;
}

/* The path of the base up to its last slash, and the other behind it. */
static stet_str merge(stet_ctx *ctx, const uri *base, stet_str path)
{
    size_t keep = base->path.len;

    if (base->authority.ptr && keep == 0)
        return spec_format_text(ctx, "/%.*s", (int)path.len, path.ptr);
    while (keep > 0 && base->path.ptr[keep - 1] != '/')
        keep--;
    return spec_format_text(ctx, "%.*s%.*s", (int)keep, base->path.ptr, (int)path.len,
                            path.ptr);
}

/* Without the parts . and .. */
static stet_str without_dots(stet_ctx *ctx, stet_str path)
{
    char *out = stet_alloc(ctx, path.len + 1);
    bool rooted = path.len > 0 && path.ptr[0] == '/';
    size_t len = 0;

    for (size_t at = 0; at < path.len;) {
        size_t start = at;
        while (at < path.len && path.ptr[at] != '/')
            at++;
        stet_str part = { path.ptr + start, at - start };
        bool slash = at < path.len;
        at += slash;
        if (spec_is(part, "."))
            continue;
        if (spec_is(part, "..")) {
            len -= len > rooted;
            while (len > rooted && out[len - 1] != '/')
                len--;
            continue;
        }
        memcpy(out + len, part.ptr, part.len);
        len += part.len;
        if (slash)
            out[len++] = '/';
    }
    return (stet_str){ out, len };
}

static stet_str join(stet_ctx *ctx, const uri *it)
{
    return spec_format_text(ctx, "%.*s%s%s%.*s%.*s%s%.*s", (int)it->scheme.len,
                            it->scheme.ptr ? it->scheme.ptr : "",
                            it->scheme.ptr ? ":" : "", it->authority.ptr ? "//" : "",
                            (int)it->authority.len,
                            it->authority.ptr ? it->authority.ptr : "",
                            (int)it->path.len, it->path.ptr, it->query.ptr ? "?" : "",
                            (int)it->query.len, it->query.ptr ? it->query.ptr : "");
}

stet_str spec_uri_resolve(stet_ctx *ctx, stet_str base_text, stet_str text)
{
    uri base = cut(base_text), it = cut(text);

    if (!it.scheme.ptr) {
        it.scheme = base.scheme;
        if (!it.authority.ptr) {
            it.authority = base.authority;
            if (it.path.len == 0) {
                it.path = base.path;
                it.query = it.query.ptr ? it.query : base.query;
            } else if (it.path.ptr[0] != '/') {
                it.path = merge(ctx, &base, it.path);
            }
        }
    }
    it.path = without_dots(ctx, it.path);
    return join(ctx, &it);
}
