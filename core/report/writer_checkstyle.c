/* SPDX-License-Identifier: Apache-2.0 */
/* Checkstyle's XML: files with their errors. A file is opened when its path first comes
   and closed when another does. A failure without a line is told at line 0, as
   Checkstyle itself does. */
#include "report/writer_p.h"
#include "report/xml.h"

typedef struct checkstyle_state {
    stet_buffer path; /**< Of the open file. */
    bool open;
} checkstyle_state;

/* The format has no place for what made it, but a comment disturbs no reader. In one,
   two hyphens in a row may not stand. */
static void write_makers(stet_writer *writer)
{
    stet_buffer makers = { 0 };
    stet_buffer *out = writer->out;
    stet_writer_add_makers(&makers, writer->run);
    stet_buffer_add_text(out, "<!-- ");
    for (size_t i = 0; i < makers.len; i++) {
        bool again = i > 0 && makers.ptr[i] == '-' && makers.ptr[i - 1] == '-';
        stet_buffer_add_text(out, again ? " " : "");
        stet_buffer_add_char(out, makers.ptr[i]);
    }
    stet_buffer_add_text(out, " -->\n");
    stet_buffer_release(&makers);
}

static void begin(stet_writer *writer)
{
    writer->state = stet_arena_zalloc(&writer->arena, sizeof(checkstyle_state));
    stet_buffer_add_text(writer->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write_makers(writer);
    stet_buffer_add_text(writer->out, "<checkstyle version=\"4.3\">\n");
}

static void close_file(stet_writer *writer)
{
    checkstyle_state *state = writer->state;
    if (state->open)
        stet_buffer_add_text(writer->out, "  </file>\n");
    state->open = false;
}

static void open_file(stet_writer *writer, stet_str path)
{
    checkstyle_state *state = writer->state;
    if (state->open && stet_str_equal(stet_buffer_str(&state->path), path))
        return;
    close_file(writer);
    state->open = true;
    stet_buffer_clear(&state->path);
    stet_buffer_add(&state->path, path);
    stet_buffer_add_text(writer->out, "  <file");
    stet_xml_attribute(writer->out, "name", path);
    stet_buffer_add_text(writer->out, ">\n");
}

static void write_error(stet_writer *writer, const stet_point *point,
                        const char *severity, stet_str message, stet_str rule)
{
    stet_buffer *out = writer->out;
    stet_buffer_add_text(out, "    <error");
    stet_xml_number(out, "line", point->line);
    if (point->line)
        stet_xml_number(out, "column", point->column);
    stet_xml_attribute(out, "severity", stet_str_from(severity));
    stet_xml_attribute(out, "message", message);
    stet_buffer_add_text(out, " source=\"stet.");
    stet_xml_add(out, rule);
    stet_buffer_add_text(out, "\"/>\n");
}

static void finding(stet_writer *writer, const stet_located *f)
{
    static const char *const severities[] = {
        [STET_SUGGESTION] = "info",
        [STET_WARNING] = "warning",
        [STET_ERROR] = "error",
    };
    stet_buffer message = { 0 };
    stet_buffer_add(&message, f->message);
    stet_writer_add_record(&message, f->record, f->id, f->field);
    open_file(writer, f->path);
    write_error(writer, &f->start, severities[f->level], stet_buffer_str(&message),
                f->rule->name);
    stet_buffer_release(&message);
}

static void trouble(stet_writer *writer, const stet_trouble *t)
{
    stet_buffer message = { 0 };
    stet_buffer_add(&message, t->message);
    stet_writer_add_record(&message, t->record, (stet_str){ 0 }, (stet_str){ 0 });
    open_file(writer, t->path);
    write_error(writer, &t->point, "error", stet_buffer_str(&message),
                t->rule.len ? t->rule : STET_STR(STET_FAILURE_NAME));
    stet_buffer_release(&message);
}

static void end(stet_writer *writer, const stet_tally *tally)
{
    (void)tally;
    close_file(writer);
    stet_buffer_add_text(writer->out, "</checkstyle>\n");
}

static void release(stet_writer *writer)
{
    checkstyle_state *state = writer->state;
    stet_buffer_release(&state->path);
}

const stet_format stet_format_checkstyle = {
    .name = "checkstyle",
    .summary = "Checkstyle's XML, which many CI systems read",
    .begin = begin,
    .finding = finding,
    .trouble = trouble,
    .end = end,
    .release = release,
};
