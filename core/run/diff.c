/* SPDX-License-Identifier: Apache-2.0 */
#include "run/diff.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/visible.h"
#include "run/line_diff.h"

#include <stdlib.h>

/** Lines that go and the lines that come in their place: half-open ranges. */
typedef struct change {
    size_t before, before_end;
    size_t after, after_end;
} change;

typedef struct change_list {
    change *items;
    size_t count, capacity;
} change_list;

static void find_changes(const stet_line_diff *diff, change_list *list)
{
    size_t i = 0;
    size_t j = 0;
    for (;;) {
        while (i < diff->n_before && j < diff->n_after && !diff->gone[i] &&
               !diff->come[j]) {
            i++;
            j++;
        }
        change c = { i, i, j, j };
        while (c.before_end < diff->n_before && diff->gone[c.before_end])
            c.before_end++;
        while (c.after_end < diff->n_after && diff->come[c.after_end])
            c.after_end++;
        if (c.before == c.before_end && c.after == c.after_end)
            return;
        void *items = list->items;
        stet_memory_grow(&items, &list->capacity, list->count + 1, sizeof *list->items);
        list->items = items;
        list->items[list->count++] = c;
        i = c.before_end;
        j = c.after_end;
    }
}

static void write_line(stet_buffer *out, char mark, stet_str line)
{
    stet_buffer_add_char(out, mark);
    stet_buffer_add(out, line);
    if (!stet_str_ends(line, STET_STR("\n")))
        stet_buffer_add_text(out, "\n\\ No newline at end of file\n");
}

/* "12,3"; the count is left out when it is 1, and a range of no lines is named by the
   line before it. */
static void write_range(stet_buffer *out, uint32_t first_line, size_t at, size_t count)
{
    size_t line = first_line + at - (count == 0);
    stet_buffer_format(out, "%zu", line);
    if (count != 1)
        stet_buffer_format(out, ",%zu", count);
}

/* The changes from `first` up to `last` are near enough to share a hunk. */
static void write_hunk(const stet_line_diff *diff, const change *first,
                       const change *last, uint32_t first_line, stet_buffer *out)
{
    size_t lead = first->before < STET_DIFF_CONTEXT ? first->before : STET_DIFF_CONTEXT;
    size_t left = diff->n_before - last->before_end;
    size_t trail = left < STET_DIFF_CONTEXT ? left : STET_DIFF_CONTEXT;
    size_t i = first->before - lead;
    stet_buffer_add_text(out, "@@ -");
    write_range(out, first_line, i, last->before_end + trail - i);
    stet_buffer_add_text(out, " +");
    write_range(out, first_line, first->after - lead,
                last->after_end + trail - (first->after - lead));
    stet_buffer_add_text(out, " @@\n");
    for (const change *c = first; c <= last; c++) {
        for (; i < c->before; i++)
            write_line(out, ' ', diff->before[i]);
        for (; i < c->before_end; i++)
            write_line(out, '-', diff->before[i]);
        for (size_t j = c->after; j < c->after_end; j++)
            write_line(out, '+', diff->after[j]);
    }
    for (size_t end = i + trail; i < end; i++)
        write_line(out, ' ', diff->before[i]);
}

static void write_hunks(const stet_line_diff *diff, uint32_t first_line,
                        stet_buffer *out)
{
    change_list list = { 0 };
    find_changes(diff, &list);
    for (size_t i = 0; i < list.count;) {
        size_t last = i;
        while (last + 1 < list.count &&
               list.items[last + 1].before - list.items[last].before_end <=
                   (size_t)2 * STET_DIFF_CONTEXT)
            last++;
        write_hunk(diff, &list.items[i], &list.items[last], first_line, out);
        i = last + 1;
    }
    free(list.items);
}

static bool is_plain(uint32_t code_point)
{
    return code_point != STET_UTF8_BAD && code_point >= 0x20 && code_point != '"' &&
           code_point != '\\' && !stet_visible_needed(code_point);
}

/* As C would: what is not plain as three octal digits a byte. */
static void write_quoted(stet_buffer *out, char side, stet_str path)
{
    stet_buffer_format(out, "\"%c/", side);
    for (size_t at = 0; at < path.len;) {
        uint32_t c;
        size_t len = stet_utf8_decode(path, at, &c);
        for (size_t i = at; i < at + len; i++) {
            if (is_plain(c))
                stet_buffer_add_char(out, path.ptr[i]);
            else
                stet_buffer_format(out, "\\%03o", (unsigned)(unsigned char)path.ptr[i]);
        }
        at += len;
    }
    stet_buffer_add_char(out, '"');
}

static void write_path(stet_buffer *out, const char *marks, char side, stet_str path)
{
    bool plain = true;
    for (size_t at = 0; at < path.len && plain;) {
        uint32_t c;
        at += stet_utf8_decode(path, at, &c);
        plain = is_plain(c);
    }
    while (path.len && path.ptr[0] == '/')
        path = (stet_str){ path.ptr + 1, path.len - 1 };
    stet_buffer_add_text(out, marks);
    if (!plain) {
        write_quoted(out, side, path);
    } else {
        stet_buffer_format(out, "%c/", side);
        stet_buffer_add(out, path);
        /* A tab ends the name for those who would end it at the first blank. */
        if (memchr(path.ptr, ' ', path.len))
            stet_buffer_add_char(out, '\t');
    }
    stet_buffer_add_char(out, '\n');
}

void stet_diff_write(stet_str path, stet_str before, stet_str after,
                     uint32_t first_line, bool with_header, stet_buffer *out)
{
    if (stet_str_equal(before, after))
        return;
    if (with_header) {
        write_path(out, "--- ", 'a', path);
        write_path(out, "+++ ", 'b', path);
    }
    stet_line_diff diff;
    stet_line_diff_init(&diff, before, after);
    write_hunks(&diff, first_line, out);
    stet_line_diff_release(&diff);
}
