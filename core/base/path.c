/* SPDX-License-Identifier: Apache-2.0 */
#include "base/path.h"

#include "base/str.h"
#include "base/utf8.h"

/* Slashes at the end say nothing more, but for the root. */
static stet_str without_last_slashes(stet_str path)
{
    while (path.len > 1 && path.ptr[path.len - 1] == '/')
        path.len--;
    return path;
}

/* The offset behind the last slash, 0 when there is none. */
static size_t name_start(stet_str path)
{
    size_t start = path.len;
    while (start > 0 && path.ptr[start - 1] != '/')
        start--;
    return start;
}

stet_str stet_path_folder(stet_str path)
{
    path = without_last_slashes(path);
    size_t start = name_start(path);
    if (start == 0)
        return STET_STR(".");
    return without_last_slashes((stet_str){ path.ptr, start });
}

stet_str stet_path_name(stet_str path)
{
    path = without_last_slashes(path);
    size_t start = name_start(path);
    return start ? (stet_str){ path.ptr + start, path.len - start } : path;
}

stet_str stet_path_extension(stet_str path)
{
    stet_str name = stet_path_name(path);
    for (size_t at = name.len; at > 1; at--)
        if (name.ptr[at - 1] == '.')
            return (stet_str){ name.ptr + at, name.len - at };
    return STET_STR("");
}

void stet_path_join(stet_buffer *out, stet_str folder, stet_str name)
{
    bool here = folder.len == 0 || stet_str_is(folder, ".");
    if (!here && !(name.len && name.ptr[0] == '/')) {
        stet_buffer_add(out, folder);
        if (folder.ptr[folder.len - 1] != '/')
            stet_buffer_add_char(out, '/');
    }
    stet_buffer_add(out, name);
}

/** Where a set "[...]" ends, and whether the character is in it. */
typedef struct set_result {
    size_t end; /**< Behind the bracket; 0: it is never closed, so it is no set. */
    bool found;
} set_result;

/* One character of a set, quoted or not; `*at` moves behind it. */
static uint32_t set_character(stet_str pattern, size_t *at)
{
    uint32_t c;
    if (pattern.ptr[*at] == '\\' && *at + 1 < pattern.len)
        ++*at;
    *at += stet_utf8_decode(pattern, *at, &c);
    return c;
}

static set_result match_set(stet_str pattern, size_t at, uint32_t c)
{
    set_result result = { 0, false };
    at++;
    bool negated =
        at < pattern.len && (pattern.ptr[at] == '!' || pattern.ptr[at] == '^');
    at += negated;
    size_t first = at;
    while (at < pattern.len && (pattern.ptr[at] != ']' || at == first)) {
        uint32_t low = set_character(pattern, &at);
        uint32_t high = low;
        if (at + 1 < pattern.len && pattern.ptr[at] == '-' &&
            pattern.ptr[at + 1] != ']') {
            at++;
            high = set_character(pattern, &at);
        }
        result.found |= low <= c && c <= high;
    }
    if (at >= pattern.len)
        return (set_result){ 0, false };
    result.found ^= negated;
    result.end = at + 1;
    return result;
}

/* Matches one character of both that is not a star; false leaves `*p` and `*s`. */
static bool match_one(stet_str pattern, size_t *p, stet_str part, size_t *s)
{
    if (*p >= pattern.len)
        return false;
    uint32_t c;
    size_t used = stet_utf8_decode(part, *s, &c);
    size_t at = *p;
    if (pattern.ptr[at] == '?') {
        *p += 1;
        *s += used;
        return true;
    }
    if (pattern.ptr[at] == '[') {
        set_result set = match_set(pattern, at, c);
        if (set.end) {
            *p = set.found ? set.end : *p;
            *s += set.found ? used : 0;
            return set.found;
        }
    }
    if (pattern.ptr[at] == '\\' && at + 1 < pattern.len)
        at++;
    if (pattern.ptr[at] != part.ptr[*s])
        return false;
    *p = at + 1;
    *s += 1;
    return true;
}

/* A part of a pattern against a part of a path. After a mismatch only the last
   star has to give one more character: what the earlier ones took was the least
   they could, and more of it would not help. So the time is pattern x path. */
static bool match_part(stet_str pattern, stet_str part)
{
    size_t p = 0;
    size_t s = 0;
    size_t star = SIZE_MAX; /* Behind the last star in the pattern, */
    size_t taken = 0;       /* and where what it has taken ends. */
    while (s < part.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = ++p;
            taken = s;
        } else if (!match_one(pattern, &p, part, &s)) {
            if (star == SIZE_MAX)
                return false;
            uint32_t c;
            taken += stet_utf8_decode(part, taken, &c);
            p = star;
            s = taken;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*')
        p++;
    return p == pattern.len;
}

/** The parts of a path or pattern, one after the other. */
typedef struct parts {
    stet_str rest;
    bool done;
} parts;

static stet_str next_part(parts *list)
{
    stet_str part = list->rest;
    const char *slash = part.len ? memchr(part.ptr, '/', part.len) : NULL;
    if (slash) {
        part.len = (size_t)(slash - part.ptr);
        list->rest = (stet_str){ slash + 1, list->rest.len - part.len - 1 };
    } else {
        list->done = true;
    }
    return part;
}

/* Likewise for whole parts, where only the last ** has to give way. `floating`:
   as if ** stood before the pattern; `inside`: as if it stood behind. */
static bool match_parts(stet_str pattern, stet_str path, bool floating, bool inside)
{
    parts p = { pattern, false };
    parts s = { path, false };
    parts star = p;
    parts taken = s;
    bool has_star = floating;
    while (!s.done) {
        if (p.done && inside)
            return true;
        parts after = p;
        stet_str part = p.done ? STET_STR("") : next_part(&after);
        if (!p.done && stet_str_is(part, "**")) {
            if (after.done)
                return true;
            has_star = true;
            p = star = after;
            taken = s;
            continue;
        }
        parts behind = s;
        stet_str name = next_part(&behind);
        if (!p.done && match_part(part, name)) {
            p = after;
            s = behind;
        } else if (has_star) {
            next_part(&taken);
            p = star;
            s = taken;
        } else {
            return false;
        }
    }
    return p.done && !inside;
}

static stet_str without_dot_slash(stet_str path)
{
    while (path.len >= 2 && path.ptr[0] == '.' && path.ptr[1] == '/')
        path = (stet_str){ path.ptr + 2, path.len - 2 };
    return path;
}

bool stet_path_match(stet_str pattern, stet_str path)
{
    bool floating = true;
    bool inside = false;
    pattern = without_dot_slash(pattern);
    path = without_dot_slash(path);
    if (pattern.len && pattern.ptr[pattern.len - 1] == '/') {
        inside = true;
        pattern.len--;
        /* All that lies in some folder at any depth lies in one of the first. */
        if (stet_str_is(pattern, "**") || stet_str_ends(pattern, STET_STR("/**")))
            pattern.len--;
    } else if (path.len && path.ptr[path.len - 1] == '/') {
        path.len--;
    }
    if (!pattern.len || !path.len)
        return false;
    if (memchr(pattern.ptr, '/', pattern.len))
        floating = false;
    if (pattern.ptr[0] == '/')
        pattern = (stet_str){ pattern.ptr + 1, pattern.len - 1 };
    if (path.ptr[0] == '/')
        path = (stet_str){ path.ptr + 1, path.len - 1 };
    return match_parts(pattern, path, floating, inside);
}
