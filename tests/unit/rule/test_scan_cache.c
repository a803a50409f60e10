/* SPDX-License-Identifier: Apache-2.0 */
/* The compiled scan on disk: used when it is right, a miss when anything is wrong. */
#include "base/str.h"
#include "rule/cache_file.h"
#include "rule/scan_p.h"

#include <sys/stat.h>

#include "base/scratch.h"

static void add_patterns(stet_pattern_list *list, const char *extra)
{
    stet_pattern_add(list, STET_STR("as an AI"), true, true, true, true);
    stet_pattern_add(list, STET_STR("delves? into"), false, true, false, true);
    stet_pattern_add(list, stet_str_from(extra), false, true, false, true);
    for (size_t i = 0; i < list->count; i++) {
        list->items[i]->block_kinds = 1;
    }
}

static size_t count_hits(const stet_scan *scan)
{
    static const char text[] = "As an AI I delve into it.";
    const stet_block block = { .span = { 0, sizeof text - 1 } };
    stet_scanner *scanner = stet_scanner_new(scan);
    size_t n_hits;
    stet_scan_input input = { .text = { text, sizeof text - 1 },
                              .blocks = { &block, 1 } };
    stet_scanner_run(scanner, &input, &n_hits);
    stet_scanner_free(scanner);
    return n_hits;
}

/** Makes a scan of the patterns and uses it; whether it came from the cache. */
static bool is_cached(const scratch *folder, const char *extra)
{
    stet_pattern_list list = { .items = NULL };
    stet_error error = STET_ERROR_NONE;
    bool was_cached = false;
    add_patterns(&list, extra);
    stet_scan *scan = stet_scan_new(&list, stet_str_from(folder->path),
                                    STET_SCAN_FASTEST, &was_cached, &error);
    assert_non_null(scan);
    assert_int_equal(count_hits(scan), 2);
    stet_scan_free(scan);
    stet_pattern_list_release(&list);
    return was_cached;
}

static const char *only_file(scratch *folder)
{
    DIR *entries = opendir(folder->path);
    char name[256] = "";
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        if (strncmp(entry->d_name, "scan-", 5) == 0) {
            snprintf(name, sizeof name, "%s", entry->d_name);
        }
    }
    closedir(entries);
    assert_true(name[0] != '\0');
    return scratch_file(folder, name);
}

static void test_the_second_time_is_cached(void **state)
{
    (void)state;
    scratch folder;
    scratch_make(&folder);
    bool works = stet_scan_database_works();
    assert_false(is_cached(&folder, "nuanced"));
    assert_int_equal(scratch_count(&folder), works ? 1 : 0);
    assert_int_equal(is_cached(&folder, "nuanced"), works);
    assert_false(is_cached(&folder, "tapestry"));
    assert_int_equal(is_cached(&folder, "tapestry"), works);
    assert_int_equal(is_cached(&folder, "nuanced"), works);
    scratch_remove(&folder);
}

static void test_wrong_patterns_are_not_said_to_be_right(void **state)
{
    (void)state;
    scratch folder;
    scratch_make(&folder);
    assert_false(is_cached(&folder, "tapestry("));
    assert_false(is_cached(&folder, "tapestry("));
    assert_int_equal(scratch_count(&folder), 0);
    scratch_remove(&folder);
}

static void test_a_folder_that_is_not_there_costs_nothing_but_time(void **state)
{
    (void)state;
    scratch folder = { .path = "/nonexistent/folder" };
    assert_false(is_cached(&folder, "nuanced"));
    assert_false(is_cached(&folder, "nuanced"));
}

static void change_byte(const char *path, long at)
{
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, at, at < 0 ? SEEK_END : SEEK_SET), 0);
    int c = getc(file);
    assert_int_equal(fseek(file, at, at < 0 ? SEEK_END : SEEK_SET), 0);
    assert_int_equal(putc(c ^ 1, file), c ^ 1);
    assert_int_equal(fclose(file), 0);
}

static void test_a_bad_file_is_a_miss_and_is_replaced(void **state)
{
    (void)state;
    scratch folder;
    scratch_make(&folder);
    bool works = stet_scan_database_works();
    is_cached(&folder, "nuanced");
    const long places[] = { 0, 7, 8, 16, 24, 32, 40, 100, -1 };
    for (size_t i = 0; works && i < sizeof places / sizeof *places; i++) {
        change_byte(only_file(&folder), places[i]);
        assert_false(is_cached(&folder, "nuanced"));
        assert_true(is_cached(&folder, "nuanced"));
    }
    const off_t sizes[] = { 0, 1, 39, 40, 41, 1000 };
    for (size_t i = 0; works && i < sizeof sizes / sizeof *sizes; i++) {
        assert_int_equal(truncate(only_file(&folder), sizes[i]), 0);
        assert_false(is_cached(&folder, "nuanced"));
        assert_true(is_cached(&folder, "nuanced"));
    }
    scratch_remove(&folder);
}

static void test_a_file_that_others_may_write_is_a_miss(void **state)
{
    (void)state;
    scratch folder;
    struct stat info;
    scratch_make(&folder);
    bool works = stet_scan_database_works();
    is_cached(&folder, "nuanced");
    const mode_t modes[] = { 0620, 0602, 0666 };
    for (size_t i = 0; works && i < sizeof modes / sizeof *modes; i++) {
        assert_int_equal(chmod(only_file(&folder), modes[i]), 0);
        assert_false(is_cached(&folder, "nuanced"));
        assert_true(is_cached(&folder, "nuanced"));
        assert_int_equal(stat(only_file(&folder), &info), 0);
        assert_int_equal(info.st_mode & 0777, 0600);
    }
    scratch_remove(&folder);
}

static void test_a_whole_file_of_another_key_or_kind_is_a_miss(void **state)
{
    (void)state;
    scratch folder;
    stet_file file;
    stet_str payload;
    scratch_make(&folder);
    const char *path = scratch_file(&folder, "file");
    assert_true(stet_cache_file_write(path, "stettest", 5, STET_STR("payload")));
    assert_true(stet_cache_file_open(&file, path, "stettest", 5, &payload));
    assert_true(stet_str_is(payload, "payload"));
    stet_file_close(&file);
    assert_false(stet_cache_file_open(&file, path, "stettest", 6, &payload));
    assert_false(stet_cache_file_open(&file, path, "stetscan", 5, &payload));
    assert_true(stet_cache_file_write(path, "stettest", 5, STET_STR("")));
    assert_true(stet_cache_file_open(&file, path, "stettest", 5, &payload));
    assert_int_equal(payload.len, 0);
    stet_file_close(&file);
    scratch_remove(&folder);
}

static void test_only_the_newest_files_are_kept(void **state)
{
    (void)state;
    scratch folder;
    struct stat info;
    scratch_make(&folder);
    scratch_write(&folder, "other-1", "");
    for (int i = 0; i < 6; i++) {
        char name[32];
        snprintf(name, sizeof name, "scan-%d", i);
        scratch_write(&folder, name, "");
        assert_int_equal(chmod(scratch_file(&folder, name), 0600), 0);
        const struct timespec times[2] = { { 1000, 0 }, { 1000 + i % 3, i } };
        assert_int_equal(utimensat(AT_FDCWD, folder.file, times, 0), 0);
    }
    stet_cache_file_prune(folder.path, "scan-", 3);
    assert_int_equal(scratch_count(&folder), 4);
    assert_int_equal(stat(scratch_file(&folder, "scan-5"), &info), 0);
    assert_int_equal(stat(scratch_file(&folder, "scan-2"), &info), 0);
    assert_int_equal(stat(scratch_file(&folder, "scan-4"), &info), 0);
    stet_cache_file_prune("/nonexistent", "scan-", 3);
    scratch_remove(&folder);
}

static void test_what_vectorscan_cannot_read_is_a_miss(void **state)
{
    (void)state;
    assert_null(stet_scan_database_read(STET_STR("")));
    assert_null(stet_scan_database_read(STET_STR("this is no database at all, but text "
                                                 "that is long enough to be one")));
}

int main(void)
{
    umask(002);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_second_time_is_cached),
        cmocka_unit_test(test_wrong_patterns_are_not_said_to_be_right),
        cmocka_unit_test(test_a_folder_that_is_not_there_costs_nothing_but_time),
        cmocka_unit_test(test_a_bad_file_is_a_miss_and_is_replaced),
        cmocka_unit_test(test_a_file_that_others_may_write_is_a_miss),
        cmocka_unit_test(test_a_whole_file_of_another_key_or_kind_is_a_miss),
        cmocka_unit_test(test_only_the_newest_files_are_kept),
        cmocka_unit_test(test_what_vectorscan_cannot_read_is_a_miss),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
