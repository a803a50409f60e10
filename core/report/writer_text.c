/* SPDX-License-Identifier: Apache-2.0 */
/* One line a finding, as compilers write it and editors and grep read it. */
#include "base/visible.h"
#include "report/writer_p.h"

static void write_line(stet_writer *writer, const char *level, stet_str message)
{
    stet_buffer_add_text(writer->out, ": ");
    stet_buffer_add_text(writer->out, level);
    stet_buffer_add_text(writer->out, ": ");
    stet_visible_add(writer->out, message);
}

static void write_rule(stet_writer *writer, stet_str rule)
{
    if (rule.len) {
        stet_buffer_add_text(writer->out, " [");
        stet_visible_add(writer->out, rule);
        stet_buffer_add_char(writer->out, ']');
    }
    stet_buffer_add_char(writer->out, '\n');
}

static void finding(stet_writer *writer, const stet_located *f)
{
    stet_writer_add_place(writer->out, f->path, &f->start);
    write_line(writer, stet_level_name(f->level), f->message);
    stet_writer_add_record(writer->out, f->record, f->id, f->field);
    write_rule(writer, f->rule->name);
}

static void trouble(stet_writer *writer, const stet_trouble *t)
{
    stet_writer_add_place(writer->out, t->path, &t->point);
    write_line(writer, STET_FAILURE_NAME, t->message);
    stet_writer_add_record(writer->out, t->record, (stet_str){ 0 }, (stet_str){ 0 });
    write_rule(writer, t->rule);
}

const stet_format stet_format_text = {
    .name = "text",
    .summary = "one line a finding: path:line:column: level: message [rule]",
    .finding = finding,
    .trouble = trouble,
};
