/* SPDX-License-Identifier: Apache-2.0 */
#include "naming.h"

#include <stdio.h>

/* Different phrases that are named, and the bytes that are shown of each: 200 in all.
 */
enum { NAMED = 5, SHOWN = 24 };

/* How much of a phrase is shown: whole characters. */
static size_t shown_of(stet_str phrase)
{
    size_t shown = phrase.len < SHOWN ? phrase.len : SHOWN;

    while (shown > 0 && shown < phrase.len &&
           ((unsigned char)phrase.ptr[shown] & 0xC0) == 0x80)
        shown--;
    return shown;
}

stet_str phrasing_name_places(stet_ctx *ctx, stet_str text,
                              const phrasing_place *places, size_t n_places,
                              size_t distinct, uint32_t *times)
{
    size_t size = (NAMED + 1) * (SHOWN + 48), len = 0, named = 0;
    char *out = stet_alloc(ctx, size);

    for (size_t i = 0; i < n_places && named < NAMED; i++) {
        stet_str match = stet_slice(text, places[i].span);
        uint32_t n = times[places[i].key];
        size_t shown = shown_of(match);
        if (n == 0)
            continue;
        len += (size_t)snprintf(out + len, size - len, "%s“%.*s%s”", named ? ", " : "",
                                (int)shown, match.ptr, shown < match.len ? "…" : "");
        if (n > 1)
            len += (size_t)snprintf(out + len, size - len, " (%u)", (unsigned)n);
        times[places[i].key] = 0;
        named++;
    }
    if (distinct > named)
        len +=
            (size_t)snprintf(out + len, size - len, " and %zu more", distinct - named);
    return (stet_str){ out, len };
}
