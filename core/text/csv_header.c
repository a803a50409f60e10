/* SPDX-License-Identifier: Apache-2.0 */
#include "text/csv_header.h"

#include "base/map.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/csv_row.h"
#include "text/reader_p.h"

/** Finds the header's row; false: there is none, or not all of it. */
static bool find_row(const stet_source *source, stet_str bytes, char delimiter,
                     stet_str *row, size_t *length, stet_error *error)
{
    size_t start = 0;
    size_t at = 0;
    stet_scan_state scan = { 0, 0 };
    stet_split found = STET_SPLIT_BLANK;
    while (at < bytes.len && found == STET_SPLIT_BLANK) {
        start = at;
        scan = (stet_scan_state){ 0, 0 };
        found = stet_csv_split(bytes, &at, &scan, delimiter);
    }
    if (found == STET_SPLIT_BLANK)
        return stet_error_set(error, "there is no header row that names the columns");
    if (at - start > source->max_record || (found == STET_SPLIT_OPEN && !source->ended))
        return stet_error_set(error, "the header row is longer than %zu bytes",
                              source->max_record);
    *row = stet_csv_without_end((stet_str){ bytes.ptr + start, at - start });
    *length = at;
    return true;
}

/** Sets the place of an error in the header: byte `at` of `bytes`. */
static bool fail_at(const stet_source *source, stet_str bytes, size_t at,
                    stet_error *error)
{
    error->position = stet_position_of(bytes, at);
    error->position.byte += (size_t)source->at.byte;
    return false;
}

static bool check_text(stet_str row, size_t *at, stet_error *error)
{
    uint32_t chars;
    size_t bad = stet_utf8_check(row, &chars);
    if (bad != STET_UTF8_VALID) {
        *at = bad;
        return stet_error_set(error, "byte 0x%02X is not UTF-8",
                              (unsigned)(unsigned char)row.ptr[bad]);
    }
    const char *nul = memchr(row.ptr, 0, row.len);
    if (nul) {
        *at = (size_t)(nul - row.ptr);
        return stet_error_set(error, "a NUL byte: this is not text");
    }
    return true;
}

/** Reads the names of the columns; `*at` tells where it failed. Only columns without
    a name may be several. */
static bool read_names(stet_csv_header *header, stet_str row, stet_arena *arena,
                       stet_map *seen, size_t *at, stet_error *error)
{
    const char *wrong = NULL;
    if (!check_text(row, at, error))
        return false;
    size_t n = stet_csv_cells(row, header->delimiter, NULL, 0, at, &wrong);
    if (wrong)
        return stet_error_set(error, "%s", wrong);
    stet_csv_cell *cells = stet_arena_alloc(arena, n * sizeof *cells);
    const char **names = stet_arena_alloc(arena, n * sizeof *names);
    stet_csv_cells(row, header->delimiter, cells, n, at, &wrong);
    for (size_t i = 0; i < n; i++) {
        names[i] = stet_arena_copy(arena, stet_csv_decode(&cells[i], arena)).ptr;
        *at = (size_t)(cells[i].raw.ptr - row.ptr);
        stet_str name = stet_str_from(names[i]);
        if (name.len && stet_map_has(seen, name))
            return stet_error_set(error, "the header has two columns \"%s\"", names[i]);
        stet_map_set(seen, name, header);
    }
    header->names = names;
    header->n_columns = n;
    return true;
}

static size_t find_column(const stet_csv_header *header, stet_str name, bool any_case)
{
    for (size_t i = 0; i < header->n_columns; i++) {
        stet_str column = stet_str_from(header->names[i]);
        if (any_case ? stet_str_equal_nocase(column, name)
                     : stet_str_equal(column, name))
            return i;
    }
    return STET_CSV_NO_COLUMN;
}

/** What parts the cells of a header that was read as one cell: spreadsheets of many
    countries write semicolons. */
static const struct delimiter {
    char mark;
    const char *name;
} delimiters[] = {
    { ';', "semicolons" },
    { '\t', "tabs" },
    { ',', "commas" },
    { '|', "vertical bars" },
};

static const char *name_of(char mark)
{
    for (size_t i = 0; i < STET_LEN(delimiters); i++)
        if (delimiters[i].mark == mark)
            return delimiters[i].name;
    return NULL;
}

/** The hint that all of the header is one column, which other marks part. */
static void hint_at_delimiter(const stet_csv_header *header, stet_buffer *hint)
{
    for (size_t i = 0; header->n_columns == 1 && i < STET_LEN(delimiters); i++) {
        if (!strchr(header->names[0], delimiters[i].mark))
            continue;
        stet_buffer_format(hint, "; it is parted by %s: save it with %s",
                           delimiters[i].name, name_of(header->delimiter));
        if (delimiters[i].mark == '\t')
            stet_buffer_add_text(hint, ", or say format: tsv");
        return;
    }
}

/** The hint of what columns there are, and which one was meant. */
static bool hint_at_columns(const stet_csv_header *header, stet_str name,
                            stet_error *error)
{
    stet_buffer hint = { 0 };
    stet_buffer_add_text(&hint, "its columns are");
    for (size_t i = 0; i < header->n_columns; i++)
        stet_buffer_format(&hint, "%s %s", i ? "," : "", header->names[i]);
    const char *near =
        name.len ? stet_str_nearest(name, header->names, header->n_columns) : NULL;
    if (near)
        stet_buffer_format(&hint, "; did you mean \"%s\"?", near);
    else
        hint_at_delimiter(header, &hint);
    stet_error_hint(error, "%s", hint.ptr);
    stet_buffer_release(&hint);
    return false;
}

static bool fail_without_column(const stet_csv_header *header, stet_str name,
                                stet_error *error)
{
    stet_error_set(error, "the header has no column \"%.*s\"", (int)name.len, name.ptr);
    return hint_at_columns(header, name, error);
}

/** Whether a field, or another of the same name, is optional or has a column. */
static bool may_do_without(const stet_csv_header *header, const size_t *columns,
                           size_t field)
{
    const stet_layout *layout = header->layout;
    for (size_t i = 0; i < layout->n_fields; i++)
        if (stet_str_equal(layout->fields[i].name, layout->fields[field].name) &&
            (layout->fields[i].optional || columns[i] != STET_CSV_NO_COLUMN))
            return true;
    return false;
}

/** The fields in the order of their columns. */
static const size_t *sort_fields(const size_t *columns, size_t n, stet_arena *arena)
{
    size_t *order = stet_arena_alloc(arena, n * sizeof *order);
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at && columns[order[at - 1]] > columns[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return order;
}

static bool find_filters(stet_csv_header *header, stet_arena *arena, stet_error *error)
{
    const stet_layout *layout = header->layout;
    size_t *columns = stet_arena_alloc(arena, layout->n_fields * sizeof *columns);
    for (size_t i = 0; i < layout->n_fields; i++) {
        stet_str key = layout->fields[i].where_key;
        columns[i] = key.len ? find_column(header, key, false) : STET_CSV_NO_COLUMN;
        if (key.len && columns[i] == STET_CSV_NO_COLUMN)
            return fail_without_column(header, key, error);
    }
    header->where_columns = columns;
    return true;
}

/** Finds the column of each field, and of the id. The usual names of the plain layout
    are found in any case, and none of them must be there but one text; nor must the
    usual id of a layout that names no other. */
static bool find_fields(stet_csv_header *header, bool is_plain, stet_arena *arena,
                        stet_error *error)
{
    const stet_layout *layout = header->layout;
    size_t *columns = stet_arena_alloc(arena, layout->n_fields * sizeof *columns);
    bool has_usual_id =
        stet_str_equal(layout->id, stet_layout_plain(layout->reader)->id);
    bool any = false;
    for (size_t i = 0; i < layout->n_fields; i++) {
        columns[i] = find_column(header, layout->fields[i].path, is_plain);
        /* A group's column beside the usual texts is no text. */
        bool counts = layout->fields[i].text || !layout->usual;
        any = any || (counts && columns[i] != STET_CSV_NO_COLUMN);
    }
    for (size_t i = 0; i < layout->n_fields; i++)
        if (!may_do_without(header, columns, i))
            return fail_without_column(header, layout->fields[i].path, error);
    if (!any) {
        stet_error_set(error,
                       "no column is a text by its name; name the columns in the "
                       "rule set's \"texts\"");
        return hint_at_columns(header, (stet_str){ "", 0 }, error);
    }
    header->columns = columns;
    header->order = sort_fields(columns, layout->n_fields, arena);
    header->id_column =
        layout->id.len ? find_column(header, layout->id, is_plain) : STET_CSV_NO_COLUMN;
    if (layout->id.len && header->id_column == STET_CSV_NO_COLUMN && !has_usual_id)
        return fail_without_column(header, layout->id, error);
    return find_filters(header, arena, error);
}

bool stet_csv_header_read(stet_source *source, stet_str bytes, char delimiter,
                          size_t *length, stet_error *error)
{
    stet_arena *arena = &source->arena;
    stet_csv_header *header = stet_arena_zalloc(arena, sizeof *header);
    header->layout = stet_reader_layout(source);
    header->delimiter = delimiter;
    stet_str row = { "", 0 };
    size_t at = 0;
    if (!find_row(source, bytes, delimiter, &row, length, error))
        return false;
    stet_map seen = { 0 };
    bool has_names = read_names(header, row, arena, &seen, &at, error);
    stet_map_release(&seen);
    if (!has_names)
        return fail_at(source, bytes, (size_t)(row.ptr - bytes.ptr) + at, error);
    if (!find_fields(header, header->layout->usual, arena, error))
        return fail_at(source, bytes, (size_t)(row.ptr - bytes.ptr), error);
    source->header = header;
    return true;
}
