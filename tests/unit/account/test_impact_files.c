/* SPDX-License-Identifier: Apache-2.0 */
/* Files under two rule sets: which ones, and what becomes of one that changes. Rules
   are for tests/cli/impact.bats. */
#include "account/impact_files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/str.h"

/* A list of files that have these names and are read, "b c". */
static stet_file_list list_of(const char *names)
{
    stet_file_list list = { 0 };
    stet_str rest = stet_str_from(names), name;

    list.items = calloc(strlen(names) + 1, sizeof *list.items);
    assert_non_null(list.items);
    while (stet_str_cut(&rest, ' ', &name)) {
        list.items[list.count++] =
            (stet_listed_file){ .path = name,
                                .shown = name,
                                .layout = stet_layout_for_path(STET_STR("a.md")) };
        stet_map_set(&list.seen, name, (void *)(uintptr_t)list.count);
    }
    return list;
}

/* "a:1 b:2 c:3": a is the old one's, b the new one's, c is of both. */
static void expect_pairs(const char *before, const char *after, const char *expected)
{
    stet_file_list lists[2] = { list_of(before), list_of(after) };
    stet_buffer told = { 0 };
    size_t count = 0;
    stet_impact_file *files = stet_impact_pair_files(&lists[0], &lists[1], &count);

    for (size_t i = 0; i < count; i++)
        stet_buffer_format(&told, "%s%.*s:%d", i ? " " : "", (int)files[i].shown.len,
                           files[i].shown.ptr,
                           (files[i].layouts[0] ? 1 : 0) +
                               (files[i].layouts[1] ? 2 : 0));
    assert_string_equal(told.len ? told.ptr : "", expected);
    stet_buffer_release(&told);
    free(files);
    stet_file_list_release(&lists[0]);
    stet_file_list_release(&lists[1]);
}

static void test_files_of_both_lists_keep_their_order(void **state)
{
    (void)state;
    expect_pairs("a b c", "a b c", "a:3 b:3 c:3");
    expect_pairs("a b c", "b", "a:1 b:3 c:1");
    expect_pairs("b", "a b c", "a:2 b:3 c:2");
    expect_pairs("a c d", "b d", "a:1 c:1 b:2 d:3");
    expect_pairs("z a", "z y a x", "z:3 y:2 a:3 x:2");
    expect_pairs("", "", "");
}

/* ---- A file that changes ------------------------------------------------ */

typedef struct fixture {
    stet_buffer folder, set, text;
    stet_registry registry;
    stet_rule_set *rules;
} fixture;

static void write_file(const fixture *f, const char *text)
{
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_file_replace(f->text.ptr, stet_str_from(text), NULL, &error));
}

static void open_fixture(fixture *f, const char *text)
{
    stet_rule_set_options options = { .registry = &f->registry };
    stet_diagnostics errors = { .items = NULL };
    stet_error error = STET_ERROR_NONE;

    stet_buffer_add_text(&f->folder, STET_TEST_BUILD "/impact-files-XXXXXX");
    assert_non_null(mkdtemp(f->folder.ptr));
    stet_buffer_format(&f->set, "%s/set.yaml", f->folder.ptr);
    stet_buffer_format(&f->text, "%s/text.jsonl", f->folder.ptr);
    assert_true(stet_file_replace(f->set.ptr, STET_STR("name: none\n"), NULL, &error));
    write_file(f, text);
    f->rules = stet_rule_set_load(stet_buffer_str(&f->set), &options, &errors);
    assert_non_null(f->rules);
}

static void close_fixture(fixture *f)
{
    unlink(f->set.ptr);
    unlink(f->text.ptr);
    rmdir(f->folder.ptr);
    stet_rule_set_free(f->rules);
    stet_registry_release(&f->registry);
    stet_buffer_release(&f->folder);
    stet_buffer_release(&f->set);
    stet_buffer_release(&f->text);
}

/* Between both runs: another text in the second record, and one more. */
static void change_file(void *user, uint64_t bytes)
{
    (void)bytes;
    write_file(user, "{\"text\": \"one\"}\n{\"text\": \"2!!\"}\n{\"text\": \"3\"}\n");
}

static stet_impact impact_of(fixture *f, bool changes)
{
    stet_impact_file file = { .path = stet_buffer_str(&f->text),
                              .shown = STET_STR("text.jsonl") };
    stet_impact_files files = { .sets = { f->rules, f->rules },
                                .files = &file,
                                .n_files = 1,
                                .engine = { .jobs = 1 },
                                .max_record = STET_MAX_RECORD,
                                .temporary = f->folder.ptr,
                                .progress = changes ? change_file : NULL,
                                .user = f };
    stet_impact impact = { .level = STET_ERROR };
    stet_diagnostics errors = { .items = NULL };
    stet_error error = STET_ERROR_NONE;

    for (size_t side = 0; side < 2; side++) {
        file.layouts[side] = stet_layout_for_path(STET_STR("a.jsonl"));
        file.inside[side] = STET_STR("text.jsonl");
    }
    assert_true(stet_impact_of_files(&impact, &files, &errors, &error));
    return impact;
}

static void test_what_changes_between_the_runs_is_not_compared(void **state)
{
    static const char text[] = "{\"text\": \"one\"}\n{\"text\": \"two\"}\n";
    fixture f = { .rules = NULL };

    (void)state;
    open_fixture(&f, text);
    stet_impact impact = impact_of(&f, false);
    assert_int_equal(impact.states.records[0][0], 2);
    assert_int_equal(impact.n_failures, 0);
    stet_impact_release(&impact);
    impact = impact_of(&f, true);
    assert_int_equal(impact.states.records[0][0], 1);
    assert_int_equal(impact.sides[STET_IMPACT_OLD].n_left, 1);
    assert_int_equal(impact.sides[STET_IMPACT_NEW].n_left, 2);
    assert_int_equal(impact.n_failures, 1);
    assert_string_equal(impact.failures[0].path.ptr, "text.jsonl");
    assert_non_null(strstr(impact.failures[0].message.ptr, "changed between"));
    stet_impact_release(&impact);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files_of_both_lists_keep_their_order),
        cmocka_unit_test(test_what_changes_between_the_runs_is_not_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
