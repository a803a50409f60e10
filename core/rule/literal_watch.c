/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "rule/literal_p.h"

#include <stdlib.h>

void stet_literal_mark(stet_literal_cursor *cursor, const unsigned char *at)
{
    if (at == NULL || cursor->n_marks == STET_LITERAL_MARKS) {
        cursor->unmarked = true;
        return;
    }
    cursor->marks[cursor->n_marks++] = (size_t)(at - cursor->start);
}

static int compare_marks(const void *left, const void *right)
{
    size_t a = *(const size_t *)left;
    size_t b = *(const size_t *)right;
    return a < b ? -1 : a > b;
}

stet_str stet_literal_watched(stet_literal_cursor *cursor, stet_arena *arena)
{
    const stet_str callout = STET_STR("(?C)");
    size_t length = (size_t)(cursor->end - cursor->start);
    char *out = stet_arena_alloc(arena, length + cursor->n_marks * callout.len + 1);
    size_t written = 0;
    size_t at = 0;
    /* Groups are read inside out, so the marks are not in order. */
    qsort(cursor->marks, cursor->n_marks, sizeof *cursor->marks, compare_marks);
    for (size_t i = 0; i < cursor->n_marks; i++) {
        if (i > 0 && cursor->marks[i] == cursor->marks[i - 1]) {
            continue;
        }
        memcpy(out + written, cursor->start + at, cursor->marks[i] - at);
        written += cursor->marks[i] - at;
        at = cursor->marks[i];
        memcpy(out + written, callout.ptr, callout.len);
        written += callout.len;
    }
    memcpy(out + written, cursor->start + at, length - at);
    return (stet_str){ out, written + length - at };
}
