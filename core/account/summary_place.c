/* SPDX-License-Identifier: Apache-2.0 */
/* Records and findings with the places that people go by: as the views of the database
   have them, and with the numbers that these leave out. */
#include "account/summary_p.h"

/* The columns of a place: of records r, segments g, sources s and groups gr. */
#define PLACE                                                                     \
    "s.path, CASE WHEN r.id & 4294967295 = 0 THEN 0 ELSE "                        \
    "coalesce(g.first_record + (r.id & 4294967295) - 1, 0) END, r.name, r.byte, " \
    "r.length, gr.name, r.state"
#define JOINS \
    " LEFT JOIN sources s ON s.id = g.source LEFT JOIN groups gr ON gr.id = r.grp "

enum { PLACE_COLUMNS = 7 };

static stet_audit_place take_place(stet_summary_reader *reader, sqlite3_stmt *row,
                                   int64_t id, int column)
{
    uint64_t state = stet_summary_count(row, column + 6);

    return (stet_audit_place){
        .id = id,
        .path = stet_summary_text(reader, row, column),
        .record = stet_summary_count(row, column + 1),
        .name = stet_summary_text(reader, row, column + 2),
        .byte = stet_summary_count(row, column + 3),
        .length = stet_summary_count(row, column + 4),
        .group = stet_summary_text(reader, row, column + 5),
        .state =
            state < STET_SUMMARY_STATES ? (stet_audit_state)state : STET_AUDIT_FAILED,
    };
}

static bool take_record_place(stet_summary_reader *reader, sqlite3_stmt *row,
                              void *data)
{
    *(stet_audit_place *)data =
        take_place(reader, row, sqlite3_column_int64(row, PLACE_COLUMNS), 0);
    return true;
}

bool stet_summary_read_place(stet_summary_reader *reader, int64_t record,
                             stet_audit_place *place)
{
    *place = (stet_audit_place){ .id = record };
    return stet_summary_each(reader,
                             "SELECT " PLACE ", r.id FROM records r "
                             "LEFT JOIN segments g ON g.id = r.id >> 32" JOINS
                             "WHERE r.id = ?",
                             &record, 1, take_record_place, place);
}

static const char findings_sql[] =
    "SELECT " PLACE
    ", f.record, u.name, f.level, f.field, f.message, f.match, f.start, "
    "f.end, coalesce(g.first_line + f.line - 1, 0), f.column FROM findings f "
    "LEFT JOIN records r ON r.id = f.record "
    "LEFT JOIN segments g ON g.id = f.record >> 32 "
    "LEFT JOIN rules u ON u.id = f.rule" JOINS "WHERE ";

static bool take_finding(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    stet_summary_findings *findings = data;
    int64_t record = sqlite3_column_int64(row, PLACE_COLUMNS);
    int column = PLACE_COLUMNS + 1;

    if (findings->count == findings->most)
        return true;
    for (size_t i = 0; findings->one_a_record && i < findings->count; i++)
        if (findings->items[i].place.id == record)
            return true;
    findings->items[findings->count++] = (stet_audit_example){
        .place = take_place(reader, row, record, 0),
        .rule = stet_summary_text(reader, row, column),
        .level = (uint32_t)stet_summary_count(row, column + 1),
        .field = stet_summary_text(reader, row, column + 2),
        .message = stet_summary_text(reader, row, column + 3),
        .match = stet_summary_text(reader, row, column + 4),
        .start = stet_summary_count(row, column + 5),
        .end = stet_summary_count(row, column + 6),
        .line = stet_summary_count(row, column + 7),
        .column = stet_summary_count(row, column + 8),
    };
    return true;
}

bool stet_summary_read_findings(stet_summary_reader *reader, const char *where,
                                const int64_t *values, size_t n_values,
                                stet_summary_findings *findings)
{
    stet_buffer sql = { 0 };

    stet_buffer_add_text(&sql, findings_sql);
    stet_buffer_add_text(&sql, where);
    bool good =
        stet_summary_each(reader, sql.ptr, values, n_values, take_finding, findings);
    stet_buffer_release(&sql);
    return good;
}
