/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/grid.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/str.h"
#include "text/reader.h"

#include "base/scratch.h"

/* A folder of files, and the grid over them. */
typedef struct world {
    scratch folder;
    stet_listed_file listed[4];
    stet_audit_grid grid;
    stet_arena arena;
    stet_error error;
} world;

static void make(world *w)
{
    *w = (world){ .grid.max_record = STET_MAX_RECORD, .error = STET_ERROR_NONE };
    scratch_make(&w->folder);
}

static void add(world *w, const char *name, const char *text, const stet_reader *reader)
{
    stet_listed_file *listed = &w->listed[w->grid.count];
    stet_str path = stet_arena_copy(
        &w->arena, stet_str_from(scratch_write(&w->folder, name, text)));

    listed->path = path;
    listed->shown = listed->inside = stet_arena_copy(&w->arena, stet_str_from(name));
    assert_true(
        stet_audit_grid_add(&w->grid, listed, stet_layout_plain(reader), &w->error));
}

static void end(world *w)
{
    stet_audit_grid_release(&w->grid);
    stet_error_release(&w->error);
    stet_arena_release(&w->arena);
    scratch_remove(&w->folder);
}

/* `line`, so often. */
static char *repeat(const char *line, size_t count)
{
    stet_buffer text = { 0 };

    for (size_t i = 0; i < count; i++)
        stet_buffer_add_text(&text, line);
    return text.ptr;
}

static void assert_error(const world *w, const char *why)
{
    if (!w->error.message || !strstr(w->error.message, why))
        fail_msg("%s", w->error.message ? w->error.message : "no error");
}

static void test_segments_are_whole_records_without_gaps(void **state)
{
    (void)state;
    world w;
    stet_audit_segment segment;
    uint64_t behind = 0, n = 0;
    char *text = repeat("{\"text\":\"some words of a record\"}\n", 1000);

    make(&w);
    add(&w, "a.jsonl", text, &stet_reader_jsonl);
    stet_audit_grid_close(&w.grid);
    for (; stet_audit_grid_next(&w.grid, &segment, &w.error); n++) {
        assert_int_equal(segment.number, n + 1);
        assert_int_equal(segment.from, behind);
        assert_true(segment.to == 0 || text[segment.to - 1] == '\n');
        behind = segment.to;
    }
    assert_null(w.error.message);
    assert_int_equal(n, w.grid.n_segments);
    assert_true(n > 4);
    assert_int_equal(behind, strlen(text));
    free(text);
    end(&w);
}

static void test_a_file_that_cannot_be_read_is_one_segment(void **state)
{
    (void)state;
    world w;
    stet_audit_segment segment;
    bool unreadable = false;
    char *rows = repeat("1,2\n", 3000), *lines = repeat("{\"text\":\"a\"}\n", 1000);
    stet_buffer table = { 0 };

    make(&w);
    stet_buffer_add_text(&table, "id,number\n");
    stet_buffer_add_text(&table, rows);
    add(&w, "a.csv", table.ptr, &stet_reader_csv);
    add(&w, "b.jsonl", lines, &stet_reader_jsonl);
    stet_audit_grid_close(&w.grid);
    assert_int_equal(w.grid.files[0].n_segments, 1);
    assert_true(w.grid.files[1].n_segments > 1);
    assert_true(stet_audit_grid_next(&w.grid, &segment, &w.error));
    assert_int_equal(segment.to, table.len);
    assert_null(stet_audit_grid_open(&w.grid, &segment, &unreadable, &w.error));
    assert_true(unreadable);
    assert_error(&w, "no column is a text");
    free(rows);
    free(lines);
    stet_buffer_release(&table);
    end(&w);
}

static void test_a_file_that_changed_is_told_from_one_that_cannot_be_read(void **state)
{
    (void)state;
    world w;
    stet_audit_segment segment;
    bool unreadable = true;

    make(&w);
    add(&w, "a.csv", "id,text\n1,a\n", &stet_reader_csv);
    stet_audit_grid_close(&w.grid);
    assert_true(stet_audit_file_unchanged(&w.grid.files[0], &w.error));
    assert_true(stet_audit_grid_next(&w.grid, &segment, &w.error));
    scratch_write(&w.folder, "a.csv", "");
    assert_null(stet_audit_grid_open(&w.grid, &segment, &unreadable, &w.error));
    assert_false(unreadable);
    assert_error(&w, "it was changed while it was being read");
    stet_error_release(&w.error);
    assert_false(stet_audit_file_unchanged(&w.grid.files[0], &w.error));
    assert_error(&w, "it was changed while it was being read");
    assert_string_equal(w.error.path, "a.csv");
    assert_int_equal(unlink(w.listed[0].path.ptr), 0);
    assert_false(stet_audit_file_unchanged(&w.grid.files[0], &w.error));
    assert_error(&w, "no such file");
    scratch_write(&w.folder, "a.csv", "");
    end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_segments_are_whole_records_without_gaps),
        cmocka_unit_test(test_a_file_that_cannot_be_read_is_one_segment),
        cmocka_unit_test(test_a_file_that_changed_is_told_from_one_that_cannot_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
