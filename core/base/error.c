/* SPDX-License-Identifier: Apache-2.0 */
#include "base/error.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/visible.h"

#include <stdlib.h>

stet_position stet_position_of(stet_str text, size_t at)
{
    if (at > text.len)
        at = text.len;
    uint32_t line = 1;
    size_t start = 0;
    for (;;) {
        const char *end =
            at > start ? memchr(text.ptr + start, '\n', at - start) : NULL;
        if (!end)
            break;
        start = (size_t)(end - text.ptr) + 1;
        line++;
    }
    stet_str before = { start ? text.ptr + start : text.ptr, at - start };
    return (stet_position){ line, (uint32_t)stet_utf8_length(before) + 1, at };
}

STET_PRINTF(1, 0)
static char *format_text(const char *format, va_list args)
{
    stet_buffer buffer = { 0 };
    stet_buffer_vformat(&buffer, format, args);
    return buffer.ptr;
}

bool stet_error_set(stet_error *error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *message = format_text(format, args);
    va_end(args);
    stet_error_release(error);
    error->message = message;
    return false;
}

void stet_error_at(stet_error *error, stet_str path, stet_position position)
{
    char *copy = path.len ? stet_memory_text(path.ptr, path.len) : NULL;
    free(error->path);
    error->path = copy;
    error->position = position;
}

void stet_error_hint(stet_error *error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *hint = format_text(format, args);
    va_end(args);
    free(error->hint);
    error->hint = hint;
}

void stet_error_release(stet_error *error)
{
    free(error->path);
    free(error->message);
    free(error->hint);
    *error = STET_ERROR_NONE;
}

/* "path:line:column: ", as much of it as is known. */
static void write_place(stet_buffer *out, stet_str path, stet_position position)
{
    if (!path.len)
        return;
    stet_visible_add(out, path);
    if (position.line)
        stet_buffer_format(out, ":%u", (unsigned)position.line);
    if (position.line && position.column)
        stet_buffer_format(out, ":%u", (unsigned)position.column);
    stet_buffer_add_text(out, ": ");
}

static void write_message(stet_buffer *out, stet_str message, stet_position position)
{
    stet_visible_add(out, message);
    if (position.byte != SIZE_MAX)
        stet_buffer_format(out, " (byte %zu)", position.byte);
    stet_buffer_add_char(out, '\n');
}

static void write_hint(stet_buffer *out, stet_str hint)
{
    if (!hint.len)
        return;
    stet_buffer_add_text(out, "  help: ");
    stet_visible_add(out, hint);
    stet_buffer_add_char(out, '\n');
}

void stet_error_write(const stet_error *error, stet_buffer *out)
{
    write_place(out, stet_str_from(error->path), error->position);
    stet_buffer_add_text(out, "error: ");
    write_message(out, stet_str_from(error->message), error->position);
    write_hint(out, stet_str_from(error->hint));
}

/* The line around `position`, empty when it is too long to be of use. */
static stet_str line_at(stet_str text, stet_position position)
{
    enum { LONGEST = 500 };
    if (!position.line || !text.len || position.byte > text.len)
        return (stet_str){ "", 0 };
    size_t start = position.byte;
    while (start > 0 && text.ptr[start - 1] != '\n' && position.byte - start <= LONGEST)
        start--;
    size_t end = position.byte;
    while (end < text.len && text.ptr[end] != '\n' && end - start <= LONGEST)
        end++;
    if (end - start > LONGEST)
        return (stet_str){ "", 0 };
    if (end > start && text.ptr[end - 1] == '\r')
        end--;
    return (stet_str){ text.ptr + start, end - start };
}

static stet_diagnostic *add_item(stet_diagnostics *list, stet_severity severity)
{
    void *items = list->items;
    stet_memory_grow(&items, &list->capacity, list->count + 1, sizeof *list->items);
    list->items = items;
    list->n_errors += severity == STET_SEVERITY_ERROR;
    stet_diagnostic *item = &list->items[list->count++];
    *item = (stet_diagnostic){ .severity = severity };
    return item;
}

void stet_diagnostics_add(stet_diagnostics *list, stet_severity severity, stet_str path,
                          stet_str text, stet_position position, const char *format,
                          ...)
{
    stet_diagnostic *item = add_item(list, severity);
    va_list args;
    va_start(args, format);
    item->message = stet_arena_vformat(&list->arena, format, args);
    va_end(args);
    item->path = stet_arena_copy(&list->arena, path);
    item->position = position;
    item->excerpt = stet_arena_copy(&list->arena, line_at(text, position));
}

void stet_diagnostics_hint(stet_diagnostics *list, const char *format, ...)
{
    if (!list->count)
        return;
    va_list args;
    va_start(args, format);
    list->items[list->count - 1].hint = stet_arena_vformat(&list->arena, format, args);
    va_end(args);
}

void stet_diagnostics_take(stet_diagnostics *list, stet_error *error)
{
    stet_diagnostic *item = add_item(list, STET_SEVERITY_ERROR);
    item->message = stet_arena_copy(&list->arena, stet_str_from(error->message));
    item->path = stet_arena_copy(&list->arena, stet_str_from(error->path));
    item->hint = stet_arena_copy(&list->arena, stet_str_from(error->hint));
    item->position = error->position;
    stet_error_release(error);
}

/** How a severity is written. */
static const struct {
    const char *word;
    const char *color; /**< SGR parameters. */
} severities[] = {
    [STET_SEVERITY_NOTE] = { "note", "1;36" },
    [STET_SEVERITY_WARNING] = { "warning", "1;33" },
    [STET_SEVERITY_ERROR] = { "error", "1;31" },
};

static void write_colored(stet_buffer *out, bool color, const char *sgr,
                          const char *text)
{
    if (color)
        stet_buffer_format(out, "\033[%sm%s\033[0m", sgr, text);
    else
        stet_buffer_add_text(out, text);
}

/* The excerpt with tabs made blanks and the rest visible; returns the width in
   terminal columns of what stands before code point `column` (from 1). */
static size_t write_excerpt(stet_buffer *out, stet_str excerpt, uint32_t column)
{
    stet_buffer shown = { 0 };
    size_t caret = SIZE_MAX;
    size_t width = 0;
    size_t at = 0;
    for (uint32_t i = 1; at < excerpt.len; i++) {
        uint32_t c;
        size_t len = stet_utf8_decode(excerpt, at, &c);
        if (i == column)
            caret = width;
        stet_buffer_clear(&shown);
        if (c == '\t')
            stet_buffer_add_text(&shown, "    ");
        else
            stet_visible_add(&shown, (stet_str){ excerpt.ptr + at, len });
        stet_buffer_add(out, stet_buffer_str(&shown));
        bool as_it_is = c >= 0x80 && c != STET_UTF8_BAD && !stet_visible_needed(c);
        width += as_it_is ? stet_utf8_width(c) : shown.len;
        at += len;
    }
    stet_buffer_release(&shown);
    return caret == SIZE_MAX ? width : caret;
}

static void write_diagnostic(const stet_diagnostic *item, bool color, stet_buffer *out)
{
    enum { GUTTER = 5 };
    write_place(out, item->path, item->position);
    write_colored(out, color, severities[item->severity].color,
                  severities[item->severity].word);
    stet_buffer_add_text(out, ": ");
    write_message(out, item->message, item->position);
    if (item->excerpt.len) {
        stet_buffer_format(out, "%*u | ", GUTTER, (unsigned)item->position.line);
        size_t before = write_excerpt(out, item->excerpt, item->position.column);
        stet_buffer_format(out, "\n%*s | ", GUTTER, "");
        for (size_t i = 0; i < before; i++)
            stet_buffer_add_char(out, ' ');
        write_colored(out, color, severities[item->severity].color, "^");
        stet_buffer_add_char(out, '\n');
    }
    write_hint(out, item->hint);
}

/** A diagnostic in the order in which all are shown. */
typedef struct shown {
    const stet_diagnostic *item;
    size_t file; /**< Index of the first one of the same file. */
} shown;

static int by_place(const void *a, const void *b)
{
    const shown *x = a;
    const shown *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->item->position.line != y->item->position.line)
        return x->item->position.line < y->item->position.line ? -1 : 1;
    if (x->item->position.column != y->item->position.column)
        return x->item->position.column < y->item->position.column ? -1 : 1;
    return x->item < y->item ? -1 : 1;
}

void stet_diagnostics_write(const stet_diagnostics *list, bool color, stet_buffer *out)
{
    shown *order = stet_memory_zalloc(list->count + 1, sizeof *order);
    for (size_t i = 0; i < list->count; i++) {
        order[i] = (shown){ &list->items[i], i };
        for (size_t j = 0; j < i && order[i].file == i; j++)
            if (stet_str_equal(list->items[j].path, list->items[i].path))
                order[i].file = order[j].file;
    }
    if (list->count)
        qsort(order, list->count, sizeof *order, by_place);
    for (size_t i = 0; i < list->count; i++)
        write_diagnostic(order[i].item, color, out);
    free(order);
}

void stet_diagnostics_release(stet_diagnostics *list)
{
    free(list->items);
    stet_arena_release(&list->arena);
    *list = (stet_diagnostics){ 0 };
}
