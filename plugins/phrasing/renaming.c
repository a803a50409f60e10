/* SPDX-License-Identifier: Apache-2.0 */
#include "renaming.h"

#include "phrasing.h"

#include <string.h>

static bool begins_with(stet_str text, const char *word)
{
    size_t len = strlen(word);

    if (text.len <= len || text.ptr[len] != ' ')
        return false;
    for (size_t i = 0; i < len; i++)
        if ((text.ptr[i] | 0x20) != word[i])
            return false;
    return true;
}

/* A capital at the front is that of the sentence when such a word begins the name. */
static const char *const openers[] = { "a",    "an",  "the", "this", "that", "our",
                                       "your", "its", "his", "her",  "my",   "their" };

stet_str renaming_inside(stet_ctx *ctx, stet_str name)
{
    for (size_t i = 0; i < STET_LEN(openers); i++) {
        if (!begins_with(name, openers[i]))
            continue;
        char *copy = stet_alloc(ctx, name.len);
        memcpy(copy, name.ptr, name.len);
        copy[0] = (char)(copy[0] | 0x20);
        return (stet_str){ copy, name.len };
    }
    return name;
}

static bool ends_with(stet_str text, const char *with)
{
    size_t len = strlen(with);
    return text.len > len && memcmp(text.ptr + text.len - len, with, len) == 0;
}

/* "business" and "campus" are none. */
static bool is_plural(stet_str name)
{
    return ends_with(name, "s") && !ends_with(name, "ss") && !ends_with(name, "us");
}

static stet_str plural_of(stet_ctx *ctx, stet_str name)
{
    bool y = ends_with(name, "y") && !ends_with(name, "ay") && !ends_with(name, "ey") &&
             !ends_with(name, "oy");
    bool hiss = ends_with(name, "s") || ends_with(name, "x") || ends_with(name, "ch") ||
                ends_with(name, "sh");
    const char *ending = y ? "ies" : hiss ? "es" : "s";
    size_t kept = name.len - y, len = strlen(ending);
    char *out = stet_alloc(ctx, kept + len);

    memcpy(out, name.ptr, kept);
    memcpy(out + kept, ending, len);
    return (stet_str){ out, kept + len };
}

stet_str renaming_as(stet_ctx *ctx, stet_str name, stet_str match)
{
    if (is_plural(match) && !is_plural(name))
        name = plural_of(ctx, name);
    else if (is_plural(match) != is_plural(name))
        return (stet_str){ 0 };
    return phrasing_keep_case(ctx, match, name);
}
