/* SPDX-License-Identifier: Apache-2.0 */
/* Workflow commands of GitHub Actions, which become annotations:
   ::error file=F,line=L,col=C,title=T::message. In them %, CR and LF are
   percent-encoded, and in a property : and , too. */
#include "base/utf8.h"
#include "base/visible.h"
#include "report/writer_p.h"

#include <inttypes.h>

static void add_escaped(stet_buffer *out, stet_str text, const char *special)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t c;
        size_t len = stet_utf8_decode(text, at, &c);
        if (c && c < 0x80 && strchr(special, (int)c))
            stet_buffer_format(out, "%%%02X", (unsigned)c);
        else
            stet_visible_add(out, (stet_str){ text.ptr + at, len });
        at += len;
    }
}

static void add_property(stet_buffer *out, const char *name, stet_str value)
{
    stet_buffer_add_text(out, name);
    add_escaped(out, value, "%\r\n:,");
}

static void add_message(stet_buffer *out, stet_str message)
{
    stet_buffer_add_text(out, "::");
    add_escaped(out, message, "%\r\n");
}

/* GitHub takes an end column only for an annotation of one line. */
static void add_range(stet_buffer *out, const stet_point *start, const stet_point *end)
{
    stet_buffer_format(out, ",line=%" PRIu32 ",endLine=%" PRIu32 ",col=%" PRIu32,
                       start->line, end->line, start->column);
    if (start->line == end->line)
        stet_buffer_format(out, ",endColumn=%" PRIu32, end->column);
}

/* A line of the log that GitHub shows to those who debug a workflow: it annotates
   nothing. */
static void begin(stet_writer *writer)
{
    stet_buffer makers = { 0 };
    stet_writer_add_makers(&makers, writer->run);
    stet_buffer_add_text(writer->out, "::debug");
    add_message(writer->out, stet_buffer_str(&makers));
    stet_buffer_add_char(writer->out, '\n');
    stet_buffer_release(&makers);
}

static void finding(stet_writer *writer, const stet_located *f)
{
    static const char *const commands[] = {
        [STET_SUGGESTION] = "::notice",
        [STET_WARNING] = "::warning",
        [STET_ERROR] = "::error",
    };
    stet_buffer *out = writer->out;
    stet_buffer_add_text(out, commands[f->level]);
    add_property(out, " file=", f->path);
    add_range(out, &f->start, &f->end);
    add_property(out, ",title=", f->rule->name);
    add_message(out, f->message);
    stet_buffer record = { 0 };
    stet_writer_add_record(&record, f->record, f->id, f->field);
    add_escaped(out, stet_buffer_str(&record), "%\r\n");
    stet_buffer_release(&record);
    stet_buffer_add_char(out, '\n');
}

static void trouble(stet_writer *writer, const stet_trouble *t)
{
    stet_buffer *out = writer->out;
    add_property(out, "::error file=", t->path);
    if (t->point.line)
        stet_buffer_format(out, ",line=%" PRIu32 ",col=%" PRIu32, t->point.line,
                           t->point.column);
    add_property(out, ",title=", STET_STR("stet " STET_FAILURE_NAME));
    if (t->rule.len)
        add_property(out, " of ", t->rule);
    add_message(out, t->message);
    stet_writer_add_record(out, t->record, (stet_str){ 0 }, (stet_str){ 0 });
    stet_buffer_add_char(out, '\n');
}

const stet_format stet_format_github = {
    .name = "github",
    .summary = "workflow commands, which GitHub Actions shows as annotations",
    .begin = begin,
    .finding = finding,
    .trouble = trouble,
};
