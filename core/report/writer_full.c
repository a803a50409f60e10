/* SPDX-License-Identifier: Apache-2.0 */
/* For people at a terminal, in the manner of rustc:

       error: Take out the disclaimer
         --> logs/a.md:42:7
          |
       42 | Well, as an AI language model, I cannot ...
          |       ^^^^^^^^^^^^^^^^^^^^^^^
       help: Delete
       42 - Well, as an AI language model, I cannot ...
       42 + Well, I cannot ...
          = rule: no-disclaimer (phrasing.banned)
*/
#include "base/visible.h"
#include "report/excerpt.h"
#include "report/writer_p.h"

#include <inttypes.h>
#include <stdio.h>

enum { MOST_RELATED = 4, MOST_FIXES = 4 };

/** SGR parameters. */
#define SGR_STRONG "1"
#define SGR_GUTTER "1;34"
#define SGR_DELETE "31"
#define SGR_INSERT "32"
#define SGR_HELP   "1;36"
#define SGR_ERROR  "1;31"

static const char *const level_colors[] = {
    [STET_SUGGESTION] = SGR_HELP,
    [STET_WARNING] = "1;33",
    [STET_ERROR] = SGR_ERROR,
};

static void begin_color(stet_writer *writer, const char *sgr)
{
    if (writer->run->color)
        stet_buffer_format(writer->out, "\033[%sm", sgr);
}

static void end_color(stet_writer *writer)
{
    if (writer->run->color)
        stet_buffer_add_text(writer->out, "\033[0m");
}

static void add_colored(stet_writer *writer, const char *sgr, const char *text)
{
    begin_color(writer, sgr);
    stet_buffer_add_text(writer->out, text);
    end_color(writer);
}

static int gutter_width(uint32_t line)
{
    return snprintf(NULL, 0, "%" PRIu32, line);
}

/* The gutter of a line: a number (0: none), a mark, and a blank if more follows. */
static void add_gutter(stet_writer *writer, int width, uint32_t line, const char *mark)
{
    begin_color(writer, SGR_GUTTER);
    if (line)
        stet_buffer_format(writer->out, "%*" PRIu32 " %s", width, line, mark);
    else
        stet_buffer_format(writer->out, "%*s %s", width, "", mark);
    end_color(writer);
}

static void write_head(stet_writer *writer, const char *level, const char *color,
                       stet_str message)
{
    add_colored(writer, color, level);
    begin_color(writer, SGR_STRONG);
    stet_buffer_add_text(writer->out, ": ");
    stet_visible_add(writer->out, message);
    end_color(writer);
    stet_buffer_add_char(writer->out, '\n');
}

/* Columns left for a text behind the gutter; 0: any. */
static unsigned room(const stet_writer *writer, int gutter)
{
    enum { LEAST = 20 };
    unsigned width = writer->run->width;
    unsigned taken = (unsigned)gutter + 3;
    if (!width)
        return 0;
    return width > taken + LEAST ? width - taken : LEAST;
}

static void write_excerpt(stet_writer *writer, const stet_located *f, int gutter)
{
    stet_buffer marks = { 0 };
    stet_excerpt excerpt = { f->excerpt, f->excerpt_start, f->excerpt_end,
                             room(writer, gutter) };
    add_gutter(writer, gutter, 0, "|");
    stet_buffer_add_char(writer->out, '\n');
    add_gutter(writer, gutter, f->start.line, "|");
    stet_buffer_add_char(writer->out, ' ');
    stet_excerpt_write(&excerpt, writer->out, &marks);
    stet_buffer_add_char(writer->out, '\n');
    add_gutter(writer, gutter, 0, "|");
    stet_buffer_add_char(writer->out, ' ');
    begin_color(writer, level_colors[f->level]);
    stet_buffer_add(writer->out, stet_buffer_str(&marks));
    end_color(writer);
    stet_buffer_add_char(writer->out, '\n');
    stet_buffer_release(&marks);
}

/* Inside a record the source's bytes may be escapes of what the excerpt shows. Bytes
   that JSON and CSV write as they are need no such care. */
static bool stands_as_it_is(const stet_located *f, uint64_t from, uint64_t to)
{
    if (!f->record)
        return true;
    for (uint64_t i = from; i < to; i++) {
        unsigned char c = (unsigned char)f->excerpt.ptr[i];
        if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\')
            return false;
    }
    return true;
}

/* The excerpt with the fix applied; false when it cannot be shown there: the edits
   leave the excerpt, or their places in it are not sure. */
static bool apply_to_excerpt(const stet_located *f, const stet_source_fix *fix,
                             stet_buffer *out, uint32_t *changed_to)
{
    uint64_t done = 0;
    uint64_t known_from = f->excerpt_start;
    for (size_t i = 0; i < fix->n_edits; i++) {
        const stet_source_edit *edit = &fix->edits[i];
        if (edit->start + f->excerpt_start < f->start.byte)
            return false;
        uint64_t from = edit->start + f->excerpt_start - f->start.byte;
        uint64_t to = edit->end + f->excerpt_start - f->start.byte;
        uint64_t sure_from = from < known_from ? from : known_from;
        uint64_t sure_to = to > f->excerpt_start ? to : f->excerpt_start;
        if (from < done || to < from || to > f->excerpt.len ||
            !stands_as_it_is(f, sure_from, sure_to))
            return false;
        if (f->record && stet_str_find(edit->text, STET_STR("\\"), 0) != SIZE_MAX)
            return false;
        stet_buffer_append(out, f->excerpt.ptr + done, from - done);
        stet_buffer_add(out, edit->text);
        *changed_to = (uint32_t)out->len;
        done = to;
    }
    stet_buffer_append(out, f->excerpt.ptr + done, f->excerpt.len - done);
    return fix->n_edits != 0;
}

static void write_changed(stet_writer *writer, const stet_excerpt *excerpt, int gutter,
                          uint32_t number, const char *sgr, const char *mark)
{
    add_gutter(writer, gutter, number, "");
    begin_color(writer, sgr);
    stet_buffer_add_text(writer->out, mark);
    stet_excerpt_write(excerpt, writer->out, NULL);
    end_color(writer);
    stet_buffer_add_char(writer->out, '\n');
}

/* The line, and what the fix makes of it; of several lines only if it makes them. */
static void write_diff(stet_writer *writer, const stet_located *f, stet_str after,
                       uint32_t changed_to, int gutter)
{
    unsigned width = room(writer, gutter);
    stet_excerpt old = { f->excerpt, f->excerpt_start, f->excerpt_end, width };
    write_changed(writer, &old, gutter, f->start.line, SGR_DELETE, "- ");
    for (stet_str line; stet_str_cut(&after, '\n', &line);) {
        uint32_t end =
            (uint32_t)line.len < changed_to ? (uint32_t)line.len : changed_to;
        uint32_t start = f->excerpt_start < end ? f->excerpt_start : end;
        stet_excerpt new = { line, start, end, width };
        write_changed(writer, &new, gutter, f->start.line, SGR_INSERT, "+ ");
    }
}

/* Where no diff says what would be written, and there is little of it, the label does.
 */
static void write_fix_label(stet_writer *writer, const stet_source_fix *fix,
                            bool has_diff)
{
    enum { MOST_SHOWN = 80 };
    stet_visible_add(writer->out, fix->label);
    if (!has_diff && fix->n_edits == 1 && fix->edits[0].text.len &&
        fix->edits[0].text.len <= MOST_SHOWN) {
        stet_buffer_add_text(writer->out, ": “");
        stet_visible_add(writer->out, fix->edits[0].text);
        stet_buffer_add_text(writer->out, "”");
    }
    if (!fix->safe)
        stet_buffer_add_text(writer->out, " (by --unsafe-fixes)");
    stet_buffer_add_char(writer->out, '\n');
}

static void begin_note(stet_writer *writer, int gutter, const char *name)
{
    add_gutter(writer, gutter, 0, "=");
    stet_buffer_add_char(writer->out, ' ');
    add_colored(writer, SGR_STRONG, name);
    stet_buffer_add_text(writer->out, ": ");
}

static void write_fixes(stet_writer *writer, const stet_located *f, int gutter)
{
    stet_buffer after = { 0 };
    uint32_t changed_to = 0;
    if (!f->n_fixes)
        return;
    bool has_diff =
        f->excerpt.len && apply_to_excerpt(f, &f->fixes[0], &after, &changed_to);
    add_colored(writer, SGR_HELP, "help");
    stet_buffer_add_text(writer->out, ": ");
    write_fix_label(writer, &f->fixes[0], has_diff);
    if (has_diff)
        write_diff(writer, f, stet_buffer_str(&after), changed_to, gutter);
    for (size_t i = 1; i < f->n_fixes && i <= MOST_FIXES; i++) {
        begin_note(writer, gutter, "or");
        write_fix_label(writer, &f->fixes[i], false);
    }
    stet_buffer_release(&after);
}

static void write_related(stet_writer *writer, const stet_located *f, int gutter)
{
    for (size_t i = 0; i < f->n_related && i < MOST_RELATED; i++) {
        begin_note(writer, gutter, "see");
        stet_writer_add_place(writer->out, f->related[i].path, &f->related[i].start);
        stet_buffer_add_char(writer->out, '\n');
    }
    if (f->n_related > MOST_RELATED) {
        begin_note(writer, gutter, "see");
        stet_buffer_format(writer->out, "%zu more\n", f->n_related - MOST_RELATED);
    }
}

static void write_arrow(stet_writer *writer, int gutter)
{
    begin_color(writer, SGR_GUTTER);
    stet_buffer_format(writer->out, "%*s--> ", gutter, "");
    end_color(writer);
}

static void finding(stet_writer *writer, const stet_located *f)
{
    int gutter = gutter_width(f->start.line);
    write_head(writer, stet_level_name(f->level), level_colors[f->level], f->message);
    write_arrow(writer, gutter);
    stet_writer_add_place(writer->out, f->path, &f->start);
    stet_writer_add_record(writer->out, f->record, f->id, f->field);
    stet_buffer_add_char(writer->out, '\n');
    if (f->excerpt.len)
        write_excerpt(writer, f, gutter);
    write_fixes(writer, f, gutter);
    begin_note(writer, gutter, "rule");
    stet_visible_add(writer->out, f->rule->name);
    if (f->rule->check) {
        stet_buffer_add_text(writer->out, " (");
        stet_visible_add(writer->out, f->rule->check->name);
        stet_buffer_add_char(writer->out, ')');
    }
    stet_buffer_add_char(writer->out, '\n');
    write_related(writer, f, gutter);
    stet_buffer_add_char(writer->out, '\n');
}

static void trouble(stet_writer *writer, const stet_trouble *t)
{
    int gutter = gutter_width(t->point.line);
    write_head(writer, STET_FAILURE_NAME, SGR_ERROR, t->message);
    if (t->path.len || t->point.line) {
        write_arrow(writer, gutter);
        stet_writer_add_place(writer->out, t->path, &t->point);
        stet_writer_add_record(writer->out, t->record, (stet_str){ 0 },
                               (stet_str){ 0 });
        stet_buffer_add_char(writer->out, '\n');
    }
    if (t->rule.len) {
        begin_note(writer, gutter, "rule");
        stet_visible_add(writer->out, t->rule);
        stet_buffer_add_char(writer->out, '\n');
    }
    stet_buffer_add_char(writer->out, '\n');
}

const stet_format stet_format_full = {
    .name = "full",
    .summary = "with excerpts, help and fixes, for people at a terminal",
    .excerpts = true,
    .finding = finding,
    .trouble = trouble,
};
