/* SPDX-License-Identifier: Apache-2.0 */
/**
 * CSV and TSV, as RFC 4180 says: a row a record, the first names the columns. A
 * quote inside a cell that does not begin with one stands for itself.
 */
#include "base/str.h"
#include "base/utf8.h"
#include "text/csv_header.h"
#include "text/csv_row.h"
#include "text/reader_p.h"

static stet_split split_commas(stet_str bytes, size_t *at, stet_scan_state *scan)
{
    return stet_csv_split(bytes, at, scan, ',');
}

static stet_split split_tabs(stet_str bytes, size_t *at, stet_scan_state *scan)
{
    return stet_csv_split(bytes, at, scan, '\t');
}

static bool read_comma_header(stet_source *source, stet_str bytes, size_t *length,
                              stet_error *error)
{
    return stet_csv_header_read(source, bytes, ',', length, error);
}

static bool read_tab_header(stet_source *source, stet_str bytes, size_t *length,
                            stet_error *error)
{
    return stet_csv_header_read(source, bytes, '\t', length, error);
}

/** What a worker needs again and again. */
typedef struct csv_state {
    stet_csv_cell *cells; /**< One a column. */
    stet_field_state *states;
} csv_state;

static csv_state *state_of(stet_record_cursor *cursor, stet_arena *arena)
{
    if (!cursor->state) {
        const stet_csv_header *header = cursor->piece->source->header;
        csv_state *state = stet_arena_alloc(arena, sizeof *state);
        state->cells =
            stet_arena_alloc(arena, header->n_columns * sizeof *state->cells);
        state->states =
            stet_arena_zalloc(arena, header->layout->n_fields * sizeof *state->states);
        cursor->state = state;
    }
    return cursor->state;
}

/** Cuts the row into cells; false: it is not as the header says. */
static bool read_cells(const stet_record_cursor *cursor, stet_str row, csv_state *state,
                       stet_arena *arena, stet_failure *failure)
{
    const stet_csv_header *header = cursor->piece->source->header;
    const char *wrong = NULL;
    size_t at = 0;
    size_t n = stet_csv_cells(row, header->delimiter, state->cells, header->n_columns,
                              &at, &wrong);
    if (wrong) {
        stet_reader_fail(cursor, cursor->at + at, arena, failure, "%s", wrong);
        return false;
    }
    if (n != header->n_columns)
        stet_reader_fail(cursor, cursor->at, arena, failure,
                         "the row has %zu cell%s, the header %zu", n, n == 1 ? "" : "s",
                         header->n_columns);
    return n == header->n_columns;
}

/** Whether the row's filter keeps the field. */
static bool keeps(const stet_csv_header *header, const csv_state *state, size_t field,
                  stet_arena *arena)
{
    size_t column = header->where_columns[field];
    return column == STET_CSV_NO_COLUMN ||
           stet_str_equal(stet_csv_decode(&state->cells[column], arena),
                          header->layout->fields[field].where_value);
}

static stet_value make_value(const stet_layout_field *field, const stet_csv_cell *cell,
                             uint32_t row_chars, stet_arena *arena)
{
    stet_value value = {
        .field = field,
        .text = stet_csv_decode(cell, arena),
        .raw = cell->raw,
        .encoding = cell->quoted ? STET_ENCODING_CSV : STET_ENCODING_CELL,
        .is_string = true,
    };
    if (row_chars) /* Of an ASCII row without tabs and the like, no cell has any. */
        stet_utf8_check(value.text, &value.chars);
    return value;
}

static void take_values(const stet_csv_header *header, csv_state *state, uint32_t chars,
                        stet_arena *arena, stet_record *record)
{
    size_t n_fields = header->layout->n_fields;
    stet_value *values = stet_arena_alloc(arena, n_fields * sizeof *values);
    for (size_t i = 0; i < n_fields; i++) {
        size_t field = header->order[i];
        size_t column = header->columns[field];
        state->states[field].found =
            column != STET_CSV_NO_COLUMN && keeps(header, state, field, arena);
        if (state->states[field].found)
            values[record->n_values++] = make_value(
                &header->layout->fields[field], &state->cells[column], chars, arena);
    }
    record->values = values;
    if (header->id_column != STET_CSV_NO_COLUMN)
        record->id = stet_csv_decode(&state->cells[header->id_column], arena);
}

static stet_read read_row(stet_record_cursor *cursor, stet_str row, stet_arena *arena,
                          stet_record *record, stet_failure *failure)
{
    const stet_csv_header *header = cursor->piece->source->header;
    csv_state *state = state_of(cursor, arena);
    uint32_t chars;
    if (!stet_reader_check_text(cursor, row, &chars, arena, failure) ||
        !read_cells(cursor, row, state, arena, failure))
        return STET_READ_FAILURE;
    *record = stet_reader_begin(cursor, row.len);
    take_values(header, state, chars, arena, record);
    stet_str lack = stet_reader_lack(header->layout, state->states, arena);
    return stet_reader_give(cursor, lack, arena, record, failure);
}

static stet_read read_next(stet_record_cursor *cursor, stet_arena *arena,
                           stet_record *record, stet_failure *failure)
{
    const stet_csv_header *header = cursor->piece->source->header;
    stet_str bytes = cursor->piece->bytes;
    size_t end = cursor->at;
    stet_scan_state scan = { 0, 0 };
    while (end < bytes.len &&
           stet_csv_split(bytes, &end, &scan, header->delimiter) == STET_SPLIT_BLANK) {
        stet_reader_pass(cursor, end - cursor->at);
        scan = (stet_scan_state){ 0, 0 };
    }
    if (cursor->at == bytes.len)
        return STET_READ_END;
    stet_str line = { bytes.ptr + cursor->at, end - cursor->at };
    stet_read result =
        read_row(cursor, stet_csv_without_end(line), arena, record, failure);
    stet_reader_pass(cursor, line.len);
    cursor->record++;
    return result;
}

static const char *const csv_extensions[] = { "csv", NULL };
static const char *const tsv_extensions[] = { "tsv", "tab", NULL };

const stet_reader stet_reader_csv = {
    .name = "csv",
    .summary = "CSV (RFC 4180) with a header; each row is a record",
    .extensions = csv_extensions,
    .has_records = true,
    .has_header_row = true,
    .header = read_comma_header,
    .split = split_commas,
    .cut = STET_CUT_RECORDS,
    .next = read_next,
};

const stet_reader stet_reader_tsv = {
    .name = "tsv",
    .summary = "the same with tabs between the cells",
    .extensions = tsv_extensions,
    .has_records = true,
    .has_header_row = true,
    .header = read_tab_header,
    .split = split_tabs,
    .cut = STET_CUT_RECORDS,
    .next = read_next,
};
