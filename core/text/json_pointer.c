/* SPDX-License-Identifier: Apache-2.0 */
#include "text/json_pointer.h"

#include "base/str.h"

/** The value of a part that is an index: digits without a leading zero. */
static size_t parse_index(stet_str part)
{
    if (part.len == 0 || part.len > 18 || (part.len > 1 && part.ptr[0] == '0'))
        return SIZE_MAX;
    size_t index = 0;
    for (size_t i = 0; i < part.len; i++) {
        if (part.ptr[i] < '0' || part.ptr[i] > '9')
            return SIZE_MAX;
        index = index * 10 + (size_t)(part.ptr[i] - '0');
    }
    return index;
}

/** Puts ~ and / for ~0 and ~1; false when another character follows a ~. */
static bool decode_part(stet_str *part, stet_arena *arena)
{
    if (!part->len || !memchr(part->ptr, '~', part->len))
        return true;
    char *out = stet_arena_alloc(arena, part->len);
    size_t len = 0;
    for (size_t i = 0; i < part->len; i++) {
        char c = part->ptr[i];
        if (c == '~') {
            char code = ++i < part->len ? part->ptr[i] : ' ';
            if (code != '0' && code != '1')
                return false;
            c = code == '0' ? '~' : '/';
        }
        out[len++] = c;
    }
    *part = (stet_str){ out, len };
    return true;
}

static size_t count_slashes(stet_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += text.ptr[i] == '/';
    return n;
}

bool stet_json_pointer_parse(stet_json_pointer *pointer, stet_str text,
                             stet_arena *arena, stet_error *error)
{
    if (text.len && text.ptr[0] != '/') {
        stet_error_set(error, "\"%.*s\" is not a JSON Pointer: it must begin with /",
                       (int)text.len, text.ptr);
        stet_error_hint(error, "write \"/%.*s\"", (int)text.len, text.ptr);
        return false;
    }
    size_t n = count_slashes(text);
    stet_json_part *parts = stet_arena_alloc(arena, n * sizeof *parts);
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        size_t start = at + 1;
        at = stet_str_find(text, STET_STR("/"), start);
        if (at == SIZE_MAX)
            at = text.len;
        stet_str key = { text.ptr + start, at - start };
        parts[i].any = stet_str_is(key, "*");
        parts[i].index = parse_index(key);
        if (!decode_part(&key, arena)) {
            stet_error_set(error, "in the JSON Pointer \"%.*s\" a ~ stands alone",
                           (int)text.len, text.ptr);
            stet_error_hint(error, "write ~0 for ~ and ~1 for / in a key");
            return false;
        }
        parts[i].key = key;
    }
    *pointer = (stet_json_pointer){ parts, n };
    return true;
}

static bool part_matches(const stet_json_part *part, const stet_json_step *step)
{
    if (!step->key.ptr)
        return part->any || part->index == step->index;
    return !part->any && stet_str_equal(part->key, step->key);
}

bool stet_json_pointer_leads(const stet_json_pointer *pointer,
                             const stet_json_step *path, size_t n)
{
    /* The last steps differ most often. */
    while (n--)
        if (!part_matches(&pointer->parts[n], &path[n]))
            return false;
    return true;
}
