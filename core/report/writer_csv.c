/* SPDX-License-Identifier: Apache-2.0 */
#include "report/csv.h"
#include "report/writer_p.h"

#include <inttypes.h>
#include <stdio.h>

struct row {
    stet_str path;
    const stet_point *start, *end; /**< NULL: not known. */
    const char *level;
    stet_str rule, check, message, match;
    uint64_t record;
    stet_str id, field;
    stet_str fingerprint;
    const stet_rule_set *set; /**< NULL: not known. */
    const char *plugin;       /**< Its version; NULL: of no plugin. */
};

static void add_number(stet_buffer *out, uint64_t number, bool known)
{
    if (known)
        stet_buffer_format(out, "%" PRIu64, number);
    stet_buffer_add_char(out, ',');
}

static void add_point(stet_buffer *out, const stet_point *point)
{
    bool known = point && point->line;
    add_number(out, known ? point->line : 0, known);
    add_number(out, known ? point->column : 0, known);
    add_number(out, known ? point->byte : 0, known);
}

/* By which specification the row is: a table has no other place for it. */
static void add_makers(stet_buffer *out, const struct row *row)
{
    const stet_rule_set *set = row->set;
    const stet_str cells[] = {
        set ? set->name : (stet_str){ 0 },
        set ? set->version : (stet_str){ 0 },
        stet_str_from(set ? set->hash : NULL),
        stet_str_from(row->plugin),
    };
    for (size_t i = 0; i < STET_LEN(cells); i++) {
        stet_buffer_add_char(out, ',');
        stet_csv_cell(out, cells[i]);
    }
}

static void write_row(stet_writer *writer, const struct row *row)
{
    stet_buffer *out = writer->out;
    const stet_str texts[] = {
        stet_str_from(row->level), row->rule, row->check, row->message, row->match,
    };
    stet_csv_cell(out, row->path);
    stet_buffer_add_char(out, ',');
    add_point(out, row->start);
    add_point(out, row->end);
    for (size_t i = 0; i < STET_LEN(texts); i++) {
        stet_csv_cell(out, texts[i]);
        stet_buffer_add_char(out, ',');
    }
    add_number(out, row->record, row->record != 0);
    stet_csv_cell(out, row->id);
    stet_buffer_add_char(out, ',');
    stet_csv_cell(out, row->field);
    stet_buffer_add_char(out, ',');
    stet_csv_cell(out, row->fingerprint);
    add_makers(out, row);
    stet_buffer_add_text(out, "\r\n");
}

static void begin(stet_writer *writer)
{
    stet_buffer_add_text(
        writer->out, "source,line,column,byte,end_line,end_column,end_byte,level,rule,"
                     "check,message,match,record,id,field,fingerprint,rule_set,"
                     "rule_set_version,rule_set_hash,plugin_version\r\n");
}

static void finding(stet_writer *writer, const stet_located *f)
{
    char fingerprint[17];
    const stet_plugin *plugin = f->rule->check ? f->rule->check->plugin : NULL;
    snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, f->fingerprint);
    write_row(writer, &(struct row){
                          .path = f->path,
                          .start = &f->start,
                          .end = &f->end,
                          .level = stet_level_name(f->level),
                          .rule = f->rule->name,
                          .check = stet_writer_check_name(f->rule),
                          .message = f->message,
                          .match = f->match,
                          .record = f->record,
                          .id = f->id,
                          .field = f->field,
                          .fingerprint = stet_str_from(fingerprint),
                          .set = stet_writer_set_of(writer->run, f->rule),
                          .plugin = plugin ? plugin->version : NULL,
                      });
}

static void trouble(stet_writer *writer, const stet_trouble *t)
{
    write_row(writer, &(struct row){
                          .path = t->path,
                          .start = &t->point,
                          .level = STET_FAILURE_NAME,
                          .rule = t->rule,
                          .message = t->message,
                          .record = t->record,
                          .set = stet_writer_set_of(writer->run, NULL),
                      });
}

const stet_format stet_format_csv = {
    .name = "csv",
    .summary = "a table with a header, for spreadsheets",
    .fingerprints = true,
    .begin = begin,
    .finding = finding,
    .trouble = trouble,
};
