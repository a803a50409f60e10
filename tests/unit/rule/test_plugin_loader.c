/* SPDX-License-Identifier: Apache-2.0 */
/* Loads the plugins of tests/plugins, most of which are broken in one way each. */
#include "base/file.h"
#include "base/str.h"
#include "rule/plugin_loader.h"

#include <sys/stat.h>

#include "base/scratch.h"

/** What a loading gave, as text. */
struct outcome {
    stet_registry registry;
    stet_diagnostics errors;
    stet_buffer text;
};

static void load(struct outcome *outcome, const stet_plugin_places *places)
{
    *outcome = (struct outcome){ .text = { 0 } };
    stet_plugin_loader_load(&outcome->registry, places, &outcome->errors);
    stet_diagnostics_write(&outcome->errors, false, &outcome->text);
}

static void load_file(struct outcome *outcome, const char *path)
{
    const stet_plugin_places places = { .files = &path, .n_files = 1 };
    load(outcome, &places);
}

static void load_folder(struct outcome *outcome, const char *path)
{
    const stet_plugin_places places = { .folders = &path, .n_folders = 1 };
    load(outcome, &places);
}

static void release(struct outcome *outcome)
{
    stet_buffer_release(&outcome->text);
    stet_diagnostics_release(&outcome->errors);
    stet_registry_release(&outcome->registry);
    stet_plugin_loader_close();
}

/** Plugins that came from files: in a static build there are others behind them. */
static size_t n_loaded(const struct outcome *outcome)
{
    size_t count = 0;
    for (size_t i = 0; i < outcome->registry.n_plugins; i++) {
        count += !stet_str_is(outcome->registry.plugins[i].path, "(built in)");
    }
    return count;
}

static bool says(const struct outcome *outcome, const char *part)
{
    return stet_str_find(stet_buffer_str(&outcome->text), stet_str_from(part), 0) !=
           SIZE_MAX;
}

/** Loading `path` by name gives one error, which holds `part`. */
static void expect_refused(const char *path, const char *part)
{
    struct outcome outcome;
    load_file(&outcome, path);
    if (!says(&outcome, part))
        print_message("%s\n", outcome.text.ptr);
    assert_true(says(&outcome, part));
    assert_int_equal(outcome.errors.count, 1);
    assert_int_equal(outcome.errors.n_errors, 1);
    assert_int_equal(n_loaded(&outcome), 0);
    release(&outcome);
}

static const char *built(scratch *folder, const char *name)
{
    snprintf(folder->file, sizeof folder->file, "%s/tests/plugins/%s", STET_TEST_BUILD,
             name);
    return folder->file;
}

/** Copies a plugin that was built into a folder of our own. */
static const char *copy_plugin(scratch *folder, const char *name, const char *as,
                               mode_t mode)
{
    stet_file file;
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_file_open(&file, built(folder, name), &error));
    const char *path = scratch_file(folder, as);
    assert_true(stet_file_replace(path, file.bytes, NULL, &error));
    assert_int_equal(chmod(path, mode), 0);
    stet_file_close(&file);
    return path;
}

static void test_a_good_plugin_is_registered(void **state)
{
    (void)state;
    scratch folder;
    struct outcome outcome;
    scratch_make(&folder);
    load_file(&outcome, copy_plugin(&folder, "good.so", "good.so", 0755));
    assert_int_equal(outcome.errors.count, 0);
    assert_int_equal(n_loaded(&outcome), 1);
    assert_string_equal(outcome.registry.plugins[0].plugin->name, "good");
    assert_string_equal(outcome.registry.plugins[0].path.ptr,
                        scratch_file(&folder, "good.so"));
    assert_non_null(stet_registry_find(&outcome.registry, STET_STR("good.text")));
    release(&outcome);
    scratch_remove(&folder);
}

static void test_each_fault_gives_one_clear_line(void **state)
{
    (void)state;
    scratch folder;
    scratch_make(&folder);
    expect_refused(copy_plugin(&folder, "bad_abi.so", "bad_abi.so", 0755),
                   "built for plugin ABI 3; this stet has ABI 2");
    expect_refused(
        copy_plugin(&folder, "undefined_symbol.so", "undefined_symbol.so", 0755),
        "undefined symbol: stet_test_nobody_has_this");
    expect_refused(copy_plugin(&folder, "no_descriptor.so", "no_descriptor.so", 0755),
                   "it exports no no_descriptor_LTX_stet_plugin");
    expect_refused(copy_plugin(&folder, "good.so", "renamed.so", 0755),
                   "it exports no renamed_LTX_stet_plugin");
    expect_refused(copy_plugin(&folder, "good.so", "good.txt", 0755),
                   "the name of a plugin ends in .so");
    expect_refused(scratch_write(&folder, "text.so", "this is text, not code\n"),
                   "not loaded: ");
    expect_refused(scratch_file(&folder, "missing.so"), "No such file");
    scratch_remove(&folder);
}

static void test_a_file_that_others_may_write_is_refused(void **state)
{
    (void)state;
    scratch folder;
    scratch_make(&folder);
    const char *path = copy_plugin(&folder, "good.so", "good.so", 0775);
    expect_refused(path, "others may write to the file");
    assert_int_equal(chmod(path, 0757), 0);
    expect_refused(path, "others may write to the file");
    assert_int_equal(chmod(path, 0755), 0);
    assert_int_equal(chmod(folder.path, 0777), 0);
    expect_refused(path, "others may write to the folder");
    assert_int_equal(chmod(folder.path, 0700), 0);
    scratch_remove(&folder);
}

static void test_a_link_is_judged_by_where_it_leads(void **state)
{
    (void)state;
    scratch open_folder;
    scratch closed_folder;
    scratch_make(&open_folder);
    scratch_make(&closed_folder);
    const char *target = copy_plugin(&open_folder, "good.so", "good.so", 0755);
    const char *link = scratch_file(&closed_folder, "link.so");
    assert_int_equal(symlink(target, link), 0);
    struct outcome outcome;
    load_file(&outcome, link);
    assert_int_equal(outcome.errors.count, 0);
    assert_string_equal(outcome.registry.plugins[0].plugin->name, "good");
    release(&outcome);
    assert_int_equal(chmod(open_folder.path, 0777), 0);
    expect_refused(link, "others may write to the folder");
    scratch_remove(&open_folder);
    scratch_remove(&closed_folder);
}

static void test_a_name_twice_is_refused(void **state)
{
    (void)state;
    scratch folder;
    scratch_make(&folder);
    copy_plugin(&folder, "good.so", "good.so", 0755);
    copy_plugin(&folder, "same_name.so", "same_name.so", 0755);
    struct outcome outcome;
    load_folder(&outcome, folder.path);
    assert_int_equal(n_loaded(&outcome), 1);
    assert_string_equal(outcome.registry.plugins[0].plugin->version, "1.0");
    assert_int_equal(outcome.errors.count, 1);
    assert_int_equal(outcome.errors.n_errors, 0);
    assert_true(says(&outcome, "a plugin `good` is already loaded from "));
    release(&outcome);
    scratch_remove(&folder);
}

static void test_a_broken_plugin_does_not_stop_the_others(void **state)
{
    (void)state;
    scratch folder;
    scratch_make(&folder);
    copy_plugin(&folder, "bad_abi.so", "bad_abi.so", 0755);
    copy_plugin(&folder, "failing.so", "failing.so", 0755);
    copy_plugin(&folder, "good.so", "good.so", 0755);
    copy_plugin(&folder, "undefined_symbol.so", "undefined_symbol.so", 0755);
    scratch_write(&folder, "readme.txt", "not looked at\n");
    struct outcome outcome;
    load_folder(&outcome, folder.path);
    assert_int_equal(n_loaded(&outcome), 2);
    assert_string_equal(outcome.registry.plugins[0].plugin->name, "failing");
    assert_string_equal(outcome.registry.plugins[1].plugin->name, "good");
    assert_int_equal(outcome.errors.count, 2);
    assert_int_equal(outcome.errors.n_errors, 0);
    release(&outcome);
    scratch_remove(&folder);
}

static void test_the_same_file_twice_is_one_plugin(void **state)
{
    (void)state;
    scratch folder;
    scratch_make(&folder);
    const char *path = copy_plugin(&folder, "good.so", "good.so", 0755);
    const char *folders[] = { folder.path };
    char environment[2 * SCRATCH_PATH + 8];
    snprintf(environment, sizeof environment, ":%s::%s", folder.path, folder.path);
    const stet_plugin_places places = { .files = &path,
                                        .n_files = 1,
                                        .folders = folders,
                                        .n_folders = 1,
                                        .environment = environment,
                                        .installed = folder.path };
    struct outcome outcome;
    load(&outcome, &places);
    assert_int_equal(n_loaded(&outcome), 1);
    assert_int_equal(outcome.errors.count, 0);
    release(&outcome);
    scratch_remove(&folder);
}

static void test_a_missing_folder(void **state)
{
    (void)state;
    scratch folder;
    struct outcome outcome;
    scratch_make(&folder);
    const char *missing = scratch_file(&folder, "missing");
    load_folder(&outcome, missing);
    assert_int_equal(outcome.errors.n_errors, 1);
    release(&outcome);
    load(&outcome, &(stet_plugin_places){ .environment = missing });
    assert_int_equal(outcome.errors.count, 1);
    assert_int_equal(outcome.errors.n_errors, 0);
    release(&outcome);
    load(&outcome, &(stet_plugin_places){ .installed = missing });
    assert_int_equal(outcome.errors.count, 0);
    release(&outcome);
    scratch_remove(&folder);
}

static void test_nothing_is_asked_for(void **state)
{
    (void)state;
    struct outcome outcome;
    load(&outcome, &(stet_plugin_places){ .n_files = 0 });
    assert_int_equal(outcome.errors.count, 0);
    release(&outcome);
    stet_plugin_loader_close();
}

int main(void)
{
    umask(022);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_good_plugin_is_registered),
        cmocka_unit_test(test_each_fault_gives_one_clear_line),
        cmocka_unit_test(test_a_file_that_others_may_write_is_refused),
        cmocka_unit_test(test_a_link_is_judged_by_where_it_leads),
        cmocka_unit_test(test_a_name_twice_is_refused),
        cmocka_unit_test(test_a_broken_plugin_does_not_stop_the_others),
        cmocka_unit_test(test_the_same_file_twice_is_one_plugin),
        cmocka_unit_test(test_a_missing_folder),
        cmocka_unit_test(test_nothing_is_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
