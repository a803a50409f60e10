/* SPDX-License-Identifier: Apache-2.0 */
#include "run/diff.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/visible.h"
#include "run/line_diff.h"

#include <stdlib.h>

/** Lines that go and the lines that come in their place: bytes of either version, and
    lines, counted from 0. */
typedef struct change {
    size_t before, before_end;
    size_t after, after_end;
    size_t line, n_lines;
    size_t new_line, n_new_lines;
} change;

/** The two versions, and what was found to differ. */
typedef struct comparison {
    stet_str before, after;
    change *changes;
    size_t n_changes, capacity;
    size_t compared;       /**< Bytes of `before` that were gone through, */
    size_t line, new_line; /**< and the lines in them. */
} comparison;

static size_t count_lines(stet_str text)
{
    size_t n = 0;
    for (stet_str line; stet_str_cut(&text, '\n', &line);)
        n++;
    return n;
}

static bool is_line_end(stet_str text, size_t at)
{
    return at == 0 || at == text.len || text.ptr[at - 1] == '\n';
}

/* To whole lines in both: what stands around a part is the same in both. */
static void widen(const comparison *c, stet_diff_part *part)
{
    while (part->before > 0 && c->before.ptr[part->before - 1] != '\n') {
        part->before--;
        part->after--;
    }
    if (is_line_end(c->before, part->before_end) &&
        is_line_end(c->after, part->after_end))
        return;
    size_t end = stet_str_find(c->before, STET_STR("\n"), part->before_end);
    size_t more = (end == SIZE_MAX ? c->before.len : end + 1) - part->before_end;
    part->before_end += more;
    part->after_end += more;
}

/* Where line `i` of a part begins; behind the last one, where the part ends. */
static size_t line_at(const stet_str *lines, size_t n, size_t i, stet_str text,
                      size_t part_end)
{
    return i < n ? (size_t)(lines[i].ptr - text.ptr) : part_end;
}

/* The next change at or behind line `*i` and `*j` of a part, which are moved behind it.
 */
static bool next_change(const stet_line_diff *diff, size_t *i, size_t *j, change *out)
{
    while (*i < diff->n_before && *j < diff->n_after && !diff->gone[*i] &&
           !diff->come[*j]) {
        (*i)++;
        (*j)++;
    }
    *out = (change){ .line = *i, .new_line = *j };
    while (*i < diff->n_before && diff->gone[*i])
        (*i)++;
    while (*j < diff->n_after && diff->come[*j])
        (*j)++;
    out->n_lines = *i - out->line;
    out->n_new_lines = *j - out->new_line;
    return out->n_lines || out->n_new_lines;
}

static void add_change(comparison *c, change item)
{
    void *changes = c->changes;
    stet_memory_grow(&changes, &c->capacity, c->n_changes + 1, sizeof *c->changes);
    c->changes = changes;
    c->changes[c->n_changes++] = item;
}

/* Compares a part of whole lines that lies behind what was compared. */
static void compare(comparison *c, const stet_diff_part *part)
{
    stet_str same = { c->before.ptr + c->compared, part->before - c->compared };
    size_t n_same = count_lines(same);
    c->line += n_same;
    c->new_line += n_same;
    stet_line_diff diff;
    stet_line_diff_init(
        &diff,
        (stet_str){ c->before.ptr + part->before, part->before_end - part->before },
        (stet_str){ c->after.ptr + part->after, part->after_end - part->after });
    change item;
    for (size_t i = 0, j = 0; next_change(&diff, &i, &j, &item);) {
        item.before =
            line_at(diff.before, diff.n_before, item.line, c->before, part->before_end);
        item.before_end =
            line_at(diff.before, diff.n_before, i, c->before, part->before_end);
        item.after =
            line_at(diff.after, diff.n_after, item.new_line, c->after, part->after_end);
        item.after_end =
            line_at(diff.after, diff.n_after, j, c->after, part->after_end);
        item.line += c->line;
        item.new_line += c->new_line;
        add_change(c, item);
    }
    c->line += diff.n_before;
    c->new_line += diff.n_after;
    c->compared = part->before_end;
    stet_line_diff_release(&diff);
}

/* Parts of whole lines, those that share a line as one. */
static void compare_parts(comparison *c, const stet_diff_part *parts, size_t n_parts)
{
    stet_diff_part whole = { 0, 0, 0, 0 };
    for (size_t i = 0; i < n_parts; i++) {
        stet_diff_part part = parts[i];
        widen(c, &part);
        if (i > 0 && part.before < whole.before_end) {
            whole.before_end = part.before_end;
            whole.after_end = part.after_end;
            continue;
        }
        if (i > 0)
            compare(c, &whole);
        whole = part;
    }
    if (n_parts)
        compare(c, &whole);
}

static void write_lines(stet_buffer *out, char mark, stet_str text)
{
    while (text.len > 0) {
        size_t end = stet_str_find(text, STET_STR("\n"), 0);
        size_t len = end == SIZE_MAX ? text.len : end + 1;
        stet_buffer_add_char(out, mark);
        stet_buffer_append(out, text.ptr, len);
        if (end == SIZE_MAX)
            stet_buffer_add_text(out, "\n\\ No newline at end of file\n");
        text = (stet_str){ text.ptr + len, text.len - len };
    }
}

/* "12,3"; the count is left out when it is 1, and a range of no lines is named by the
   line before it. */
static void write_range(stet_buffer *out, size_t line, size_t count)
{
    stet_buffer_format(out, "%zu", count ? line + 1 : line);
    if (count != 1)
        stet_buffer_format(out, ",%zu", count);
}

/* The lines that stand before `at` and are shown with it; moves `*start` to the first.
 */
static size_t lead_in(stet_str text, size_t at, size_t *start)
{
    size_t n = 0;
    for (; n < STET_DIFF_CONTEXT && at > 0; n++) {
        at--;
        while (at > 0 && text.ptr[at - 1] != '\n')
            at--;
    }
    *start = at;
    return n;
}

static size_t lead_out(stet_str text, size_t at, size_t *end)
{
    size_t n = 0;
    for (; n < STET_DIFF_CONTEXT && at < text.len; n++) {
        size_t line_end = stet_str_find(text, STET_STR("\n"), at);
        at = line_end == SIZE_MAX ? text.len : line_end + 1;
    }
    *end = at;
    return n;
}

static stet_str slice(stet_str text, size_t start, size_t end)
{
    return (stet_str){ text.ptr + start, end - start };
}

/* The changes from `first` up to `last` are near enough to share a hunk. */
static void write_hunk(const comparison *c, const change *first, const change *last,
                       stet_buffer *out)
{
    size_t start, end;
    size_t lead = lead_in(c->before, first->before, &start);
    size_t trail = lead_out(c->before, last->before_end, &end);
    stet_buffer_add_text(out, "@@ -");
    write_range(out, first->line - lead,
                last->line + last->n_lines + trail - (first->line - lead));
    stet_buffer_add_text(out, " +");
    write_range(out, first->new_line - lead,
                last->new_line + last->n_new_lines + trail - (first->new_line - lead));
    stet_buffer_add_text(out, " @@\n");
    for (const change *item = first; item <= last; item++) {
        write_lines(out, ' ', slice(c->before, start, item->before));
        write_lines(out, '-', slice(c->before, item->before, item->before_end));
        write_lines(out, '+', slice(c->after, item->after, item->after_end));
        start = item->before_end;
    }
    write_lines(out, ' ', slice(c->before, start, end));
}

static void write_hunks(const comparison *c, stet_buffer *out)
{
    for (size_t i = 0; i < c->n_changes;) {
        size_t last = i;
        while (last + 1 < c->n_changes &&
               c->changes[last + 1].line -
                       (c->changes[last].line + c->changes[last].n_lines) <=
                   (size_t)2 * STET_DIFF_CONTEXT)
            last++;
        write_hunk(c, &c->changes[i], &c->changes[last], out);
        i = last + 1;
    }
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
                     const stet_diff_part *parts, size_t n_parts, stet_buffer *out)
{
    const stet_diff_part all = { 0, before.len, 0, after.len };
    comparison c = { .before = before, .after = after };
    compare_parts(&c, parts ? parts : &all, parts ? n_parts : 1);
    if (c.n_changes) {
        write_path(out, "--- ", 'a', path);
        write_path(out, "+++ ", 'b', path);
        write_hunks(&c, out);
    }
    free(c.changes);
}
