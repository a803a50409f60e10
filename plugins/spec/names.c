/* SPDX-License-Identifier: Apache-2.0 */
#include "names.h"

#include <stdio.h>
#include <string.h>

static void add(spec_names *names, stet_str name)
{
    if (names->count < SPEC_MOST_NAMED)
        names->shown[names->count] = name;
    names->count++;
}

void spec_names_add_items(spec_names *names, stet_ctx *ctx, const stet_list *items)
{
    const spec_item *all = items->items;

    for (size_t i = 0; i < items->count; i++)
        add(names, stet_written(ctx, all[i].pattern));
}

void spec_names_add_texts(spec_names *names, const stet_list *texts)
{
    const spec_text *all = texts->items;

    for (size_t i = 0; i < texts->count; i++)
        add(names, all[i].text);
}

static size_t put(char *out, size_t len, stet_str text)
{
    if (text.len > 0)
        memcpy(out + len, text.ptr, text.len);
    return len + text.len;
}

stet_str spec_names_join(const spec_names *names, stet_ctx *ctx, const char *last)
{
    enum { AROUND = 16, REST = 40 };
    size_t n = names->count < SPEC_MOST_NAMED ? names->count : SPEC_MOST_NAMED;
    size_t size = REST, len = 0;
    const stet_str before = { "“", strlen("“") }, behind = { "”", strlen("”") };

    for (size_t i = 0; i < n; i++)
        size += names->shown[i].len + AROUND;
    char *out = stet_alloc(ctx, size);
    for (size_t i = 0; i < n; i++) {
        bool ends = i + 1 == names->count;
        if (i > 0)
            len += (size_t)snprintf(out + len, AROUND, ends ? " %s " : ", ", last);
        len = put(out, len, before);
        len = put(out, len, names->shown[i]);
        len = put(out, len, behind);
    }
    if (names->count > n)
        len +=
            (size_t)snprintf(out + len, REST, " %s %zu more", last, names->count - n);
    return (stet_str){ out, len };
}
