/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Verdicts that others have given: JSONTestSuite and csv-spectrum, in the folders json
 * and csv of the folder that STET_ORACLES names. Without it the same checks run over a
 * few vectors of our own. CSV is read as records, and as a tree.
 */
#include "reading.h"
#include "text/json.h"
#include "text/tree.h"

#include <dirent.h>
#include <stdio.h>

/** These two say that a key may stand twice; stet refuses that, as json.h says. */
static const char *const refused_by_choice[] = {
    "y_object_duplicated_key.json",
    "y_object_duplicated_key_and_value.json",
};

static bool is_refused_by_choice(const char *name)
{
    for (size_t i = 0; i < STET_LEN(refused_by_choice); i++)
        if (strcmp(name, refused_by_choice[i]) == 0)
            return true;
    return false;
}

static bool check_range(void *user, const stet_json_step *path, size_t depth,
                        const stet_json_value *value)
{
    const stet_str *text = user;
    (void)path;
    (void)depth;
    assert_true(value->raw.start <= value->raw.end && value->raw.end <= text->len);
    if (value->kind == STET_JSON_STRING) {
        assert_int_equal(text->ptr[value->raw.start - 1], '"');
        assert_int_equal(text->ptr[value->raw.end], '"');
    }
    return true;
}

/** Whether the JSON reader takes all of it, as records of any kind. */
static bool reads_as_records(stet_str text)
{
    static const stet_layout_field all = { .name = { "all", 3 }, .optional = true };
    const stet_layout layout = { .reader = &stet_reader_json,
                                 .fields = &all,
                                 .n_fields = 1 };
    stet_buffer out = { 0 };
    stet_buffer_add_text(&out, "");
    reading_of_bytes(&layout, STET_MAX_RECORD, text, &out);
    bool read = !strstr(out.ptr, "failure ") && !strstr(out.ptr, "error ");
    stet_buffer_release(&out);
    return read;
}

/** `name` begins with y: must be read; n: refused with an offset; i: either. */
static void check_json(const char *name, stet_str text)
{
    stet_error error = STET_ERROR_NONE;
    bool read = stet_json_walk(text, check_range, &text, &error);
    bool wrong = (name[0] == 'y' && read == is_refused_by_choice(name)) ||
                 (name[0] == 'n' && read);
    if (wrong)
        fail_msg("%s: %s", name, read ? "read" : error.message);
    assert_int_equal(read, !error.message);
    if (!read)
        assert_true(error.position.byte <= text.len);
    stet_error_release(&error);
    if (name[0] != 'i' && reads_as_records(text) != read)
        fail_msg("%s: the reader and the walk differ", name);
}

static void test_own_json(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *text;
    } rows[] = {
        { "y", "{\"a\":[1,-0,2.5E+3,true,false,null,\"\\u00e9\"]}" },
        { "y", " [] " },
        { "y", "\"\"" },
        { "y_object_duplicated_key.json", "{\"a\":1,\"a\":2}" },
        { "n", "[1,]" },
        { "n", "{\"a\"}" },
        { "n", "[+1]" },
        { "n", "[\"\t\"]" },
        { "n", "nul" },
        { "n", "{} []" },
        { "i", "[\"\\ud800\"]" },
        { "i", "[1e9999]" },
    };
    for (size_t i = 0; i < STET_LEN(rows); i++)
        check_json(rows[i].name, stet_str_from(rows[i].text));
}

/** What the cells of a CSV are, a line each, and the names of its columns. */
typedef struct meaning {
    stet_str json;
    stet_arena arena;
    stet_buffer cells;
    stet_layout_field fields[16];
    size_t n_fields;
} meaning;

static void add_cell(stet_buffer *out, uint64_t row, stet_str name, stet_str text)
{
    stet_buffer_format(out, "%llu %.*s=%.*s\n", (unsigned long long)row, (int)name.len,
                       name.ptr, (int)text.len, text.ptr);
}

/** A row is an object, the file an array of them, or one. */
static bool take_cell(void *user, const stet_json_step *path, size_t depth,
                      const stet_json_value *value)
{
    meaning *m = user;
    if (value->kind != STET_JSON_STRING)
        return true;
    uint64_t row = depth == 2 ? path[0].index + 1 : 1;
    stet_str name = stet_arena_copy(&m->arena, path[depth - 1].key);
    stet_str raw = { m->json.ptr + value->raw.start,
                     value->raw.end - value->raw.start };
    add_cell(&m->cells, row, name, stet_json_decode(raw, &m->arena));
    if (row == 1 && m->n_fields < STET_LEN(m->fields))
        m->fields[m->n_fields++] = (stet_layout_field){ .name = name, .path = name };
    return true;
}

static void add_cells(const stet_record *record, stet_buffer *out)
{
    for (size_t i = 0; i < record->n_values; i++)
        add_cell(out, record->number, record->values[i].field->name,
                 record->values[i].text);
}

/** The tree of a table, with the names that its first row gives. */
static void add_tree(stet_str csv, stet_arena *arena, stet_buffer *out)
{
    stet_error error = STET_ERROR_NONE;
    const stet_node *table = stet_tree_parse(STET_SYNTAX_CSV, csv, arena, &error);
    if (!table)
        fail_msg("%s", error.message);
    uint64_t number = 1;
    for (const stet_node *row = table->first->next; row; row = row->next, number++) {
        const stet_node *name = table->first->first;
        for (const stet_node *cell = row->first; cell; cell = cell->next) {
            assert_int_equal(cell->span.end - cell->span.start >= cell->text.len, 1);
            add_cell(out, number, name->text, cell->text);
            name = name->next;
        }
    }
}

static void check_csv(stet_str csv, stet_str json)
{
    meaning m = { .json = json };
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_json_walk(json, take_cell, &m, &error));
    stet_layout layout = { .reader = &stet_reader_csv,
                           .fields = m.fields,
                           .n_fields = m.n_fields };
    stet_source *source = stet_source_of_bytes(csv, NULL, STET_STR("csv"), &layout,
                                               STET_MAX_RECORD, &error);
    assert_non_null(source);
    stet_buffer cells = { 0 };
    stet_piece piece;
    while (stet_source_next(source, &piece, &error)) {
        stet_record_cursor cursor = stet_record_begin(&piece);
        stet_record record;
        stet_failure failure;
        stet_read read;
        while ((read = stet_record_next(&cursor, &m.arena, &record, &failure)) !=
               STET_READ_END) {
            assert_int_equal(read, STET_READ_RECORD);
            add_cells(&record, &cells);
        }
        stet_piece_release(&piece);
    }
    stet_source_close(source);
    assert_string_equal(cells.ptr, m.cells.ptr);
    stet_buffer_clear(&cells);
    add_tree(csv, &m.arena, &cells);
    assert_string_equal(cells.ptr, m.cells.ptr);
    stet_buffer_release(&cells);
    stet_buffer_release(&m.cells);
    stet_arena_release(&m.arena);
}

static void test_own_csv(void **state)
{
    (void)state;
    check_csv(STET_STR("a,b\r\n1,\"x, \"\"y\"\"\r\nz\"\r\n,\"\"\r\n"),
              STET_STR("[{\"a\":\"1\",\"b\":\"x, \\\"y\\\"\\r\\nz\"},"
                       "{\"a\":\"\",\"b\":\"\"}]"));
    check_csv(STET_STR("k\n5\" 6\""), STET_STR("{\"k\":\"5\\\" 6\\\"\"}"));
}

/** The files of $STET_ORACLES/`folder`; NULL: they are not given. */
static DIR *open_folder(const char *folder, stet_buffer *path)
{
    const char *oracles = getenv("STET_ORACLES");
    if (!oracles) {
        print_message("STET_ORACLES is not set: only our own vectors are tried\n");
        return NULL;
    }
    stet_buffer_format(path, "%s/%s", oracles, folder);
    DIR *listing = opendir(path->ptr);
    assert_non_null(listing);
    return listing;
}

static void open_in(stet_file *file, const stet_buffer *folder, const char *name)
{
    stet_buffer path = { 0 };
    stet_error error = STET_ERROR_NONE;
    stet_path_join(&path, stet_buffer_str(folder), stet_str_from(name));
    assert_true(stet_file_open(file, path.ptr, &error));
    stet_buffer_release(&path);
}

static void test_json_oracle(void **state)
{
    (void)state;
    stet_buffer folder = { 0 };
    DIR *listing = open_folder("json", &folder);
    unsigned n = 0;
    for (struct dirent *entry; listing && (entry = readdir(listing));) {
        if (!stet_str_ends(stet_str_from(entry->d_name), STET_STR(".json")))
            continue;
        stet_file file;
        open_in(&file, &folder, entry->d_name);
        check_json(entry->d_name, file.bytes);
        stet_file_close(&file);
        n++;
    }
    assert_true(!listing || n > 300);
    if (listing)
        closedir(listing);
    stet_buffer_release(&folder);
}

static void check_csv_file(const stet_buffer *folder, const char *name)
{
    stet_str stem = { name, strlen(name) - strlen(".csv") };
    stet_buffer meaning_name = { 0 };
    stet_buffer_add(&meaning_name, stem);
    stet_buffer_add_text(&meaning_name, ".expected.json");
    stet_file csv;
    stet_file json;
    open_in(&csv, folder, name);
    open_in(&json, folder, meaning_name.ptr);
    stet_buffer expected = { 0 };
    stet_buffer_add(&expected, json.bytes);
    /* The one cell in which csv-spectrum contradicts itself. */
    char *number = strstr(expected.ptr, "1234567890");
    if (number && stet_str_is(stem, "location_coordinates"))
        memcpy(number, "2095257564", 10);
    check_csv(csv.bytes, stet_buffer_str(&expected));
    stet_buffer_release(&expected);
    stet_buffer_release(&meaning_name);
    stet_file_close(&csv);
    stet_file_close(&json);
}

static void test_csv_oracle(void **state)
{
    (void)state;
    stet_buffer folder = { 0 };
    DIR *listing = open_folder("csv", &folder);
    unsigned n = 0;
    for (struct dirent *entry; listing && (entry = readdir(listing));) {
        if (!stet_str_ends(stet_str_from(entry->d_name), STET_STR(".csv")))
            continue;
        check_csv_file(&folder, entry->d_name);
        n++;
    }
    assert_true(!listing || n >= 10);
    if (listing)
        closedir(listing);
    stet_buffer_release(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own_json),
        cmocka_unit_test(test_own_csv),
        cmocka_unit_test(test_json_oracle),
        cmocka_unit_test(test_csv_oracle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
