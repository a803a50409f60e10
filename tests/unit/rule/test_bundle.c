/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/bundle.h"

#include "base/memory.h"
#include "rule_set_fixture.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- The file ---- */

/** A bundle of two files; texts of the second one may be anything. */
static stet_buffer make_sample(stet_str second)
{
    stet_bundle bundle = { .name = STET_STR("a b"),
                           .hash = STET_STR("0123456789abcdef"),
                           .language = STET_STR("en_US"),
                           .maker = STET_STR("1.2.3") };
    stet_buffer out = { 0 };
    stet_bundle_add_plugin(&bundle, STET_STR("fake"), STET_STR("1.0.0"));
    stet_bundle_add_file(&bundle, STET_STR("my rules.yaml"), STET_STR("rules: {}\n"));
    stet_bundle_add_file(&bundle, STET_STR("stet:/x.yaml"), second);
    stet_bundle_write(&bundle, &out);
    stet_bundle_release(&bundle);
    return out;
}

static void test_what_is_written_is_read(void **state)
{
    (void)state;
    /* Whatever looks like a part of the bundle is a file's all the same. */
    stet_str second = STET_STR("\n--- my rules.yaml\nhead 12\n\0x");
    stet_buffer bytes = make_sample(second);
    stet_error error = STET_ERROR_NONE;
    stet_bundle bundle;
    assert_true(stet_bundle_is(stet_buffer_str(&bytes)));
    assert_true(stet_bundle_read(&bundle, stet_buffer_str(&bytes), &error));
    assert_text(bundle.name, "a b");
    assert_text(bundle.version, "");
    assert_text(bundle.hash, "0123456789abcdef");
    assert_text(bundle.language, "en_US");
    assert_text(bundle.maker, "1.2.3");
    assert_int_equal(bundle.n_plugins, 1);
    assert_text(bundle.plugins[0].version, "1.0.0");
    assert_int_equal(bundle.n_files, 2);
    assert_text(bundle.files[0].name, "my rules.yaml");
    assert_true(stet_str_equal(bundle.files[1].bytes, second));
    assert_ptr_equal(stet_bundle_find(&bundle, STET_STR("stet:/x.yaml")),
                     &bundle.files[1]);
    assert_null(stet_bundle_find(&bundle, STET_STR("x.yaml")));
    stet_buffer again = { 0 };
    stet_bundle_write(&bundle, &again);
    assert_true(stet_str_equal(stet_buffer_str(&again), stet_buffer_str(&bytes)));
    stet_bundle_release(&bundle);
    stet_buffer_release(&again);
    stet_buffer_release(&bytes);
}

static bool is_read(stet_str bytes)
{
    /* Exactly so many bytes, so that a sanitizer sees a step beyond them. */
    char *copy = stet_memory_zalloc(bytes.len + 1, 1);
    char *exact = copy + 1;
    memcpy(exact, bytes.ptr, bytes.len);
    stet_error error = STET_ERROR_NONE;
    stet_bundle bundle;
    bool ok = stet_bundle_read(&bundle, (stet_str){ exact, bytes.len }, &error);
    assert_true(ok == (error.message == NULL));
    stet_error_release(&error);
    stet_bundle_release(&bundle);
    free(copy);
    return ok;
}

static void test_what_was_cut_off_or_changed_is_refused(void **state)
{
    (void)state;
    stet_buffer bytes = make_sample(STET_STR("rules: {}\n"));
    stet_str all = stet_buffer_str(&bytes);
    assert_true(is_read(all));
    for (size_t len = 0; len < all.len; len++)
        assert_false(is_read((stet_str){ all.ptr, len }));
    for (size_t at = 0; at < all.len; at++) {
        bytes.ptr[at] ^= 1;
        assert_false(is_read(all));
        bytes.ptr[at] ^= 1;
    }
    stet_buffer_add_char(&bytes, '\n');
    assert_false(is_read(stet_buffer_str(&bytes)));
    stet_buffer_release(&bytes);
}

static void test_a_bundle_of_nothing_is_refused(void **state)
{
    (void)state;
    stet_bundle bundle = { .hash = STET_STR("0") };
    stet_buffer bytes = { 0 };
    stet_bundle_write(&bundle, &bytes);
    assert_false(is_read(stet_buffer_str(&bytes)));
    stet_buffer_release(&bytes);
}

/* ---- The rule set in it ---- */

/** The fixture's rule set as a bundle, with another hash or version of the plugin. */
static stet_buffer bundle_of(const stet_rule_set *set, const fixture_file *files,
                             const char *hash, const char *version)
{
    stet_bundle bundle = { .name = set->name,
                           .hash = stet_str_from(hash ? hash : set->hash),
                           .maker = STET_STR("1.2.3") };
    stet_buffer out = { 0 };
    stet_bundle_add_plugin(&bundle, stet_str_from(fake_plugin.name),
                           stet_str_from(version ? version : fake_plugin.version));
    for (; files->path; files++)
        stet_bundle_add_file(&bundle, stet_str_from(files->path),
                             stet_str_from(files->text));
    stet_bundle_write(&bundle, &out);
    stet_bundle_release(&bundle);
    return out;
}

static fixture_file files[] = {
    { "p/set.yaml", "extends: [../team.yaml, stet:shipped]\ndictionary: x/../words\n"
                    "rules:\n  length: {max: 30}\n" },
    { "team.yaml", "rules:\n  length: {check: fake.count, max: 20}\n"
                   "  unknown: {check: fake.count, max: 1}\n" },
    { "p/words", "one\ntwo\n" },
    { "stet:/shipped.yaml", "name: shipped\nrules: {unknown: off}\n" },
    { NULL, NULL },
};

/** Loads the files above as a bundle of that hash and plugin; NULL: those of the set.
 */
static void load_bundle(fixture *f, const char *hash, const char *version)
{
    const stet_rule_set facts = { .name = STET_STR("set") };
    stet_buffer bytes = bundle_of(&facts, files, hash, version);
    fixture_file bundled[] = { { "in/rules.stet", bytes.ptr }, { NULL, NULL } };
    fixture_load_files(f, bundled);
    stet_buffer_release(&bytes);
}

/** What the set's hash is, said by the error of a bundle that has another. */
static void find_hash(char hash[17])
{
    static const char before[] = ", and is ";
    fixture f = { 0 };
    load_bundle(&f, "0000000000000000", NULL);
    assert_null(f.set);
    const char *told = strstr(f.errors.items[0].message.ptr, before);
    assert_non_null(told);
    snprintf(hash, 17, "%.16s", told + sizeof before - 1);
    fixture_release(&f);
}

static void test_all_is_read_from_the_bundle(void **state)
{
    (void)state;
    char hash[17];
    fixture f = { 0 };
    find_hash(hash);
    load_bundle(&f, hash, NULL);
    assert_loaded(&f);
    assert_string_equal(f.set->hash, hash);
    assert_text(f.set->name, "set");
    assert_text(f.set->folder, "in");
    assert_text(f.set->path, "in/rules.stet/p/set.yaml");
    assert_int_equal(f.set->n_words, 2);
    const stet_rule *length = stet_rule_set_find(f.set, STET_STR("length"));
    assert_int_equal(((const fake_count *)length->options)->max, 30);
    assert_text(length->path, "in/rules.stet/p/set.yaml");
    const stet_rule *unknown = stet_rule_set_find(f.set, STET_STR("unknown"));
    assert_int_equal(unknown->level, 0);
    fixture_release(&f);
}

static void test_another_rule_set_or_plugin_is_refused(void **state)
{
    (void)state;
    fixture f = { 0 };
    load_bundle(&f, "0000000000000000", NULL);
    assert_null(f.set);
    assert_int_equal(f.errors.n_errors, 1);
    assert_non_null(strstr(f.errors.items[0].message.ptr,
                           "was 0000000000000000 where stet 1.2.3 made it"));
    fixture_release(&f);
    load_bundle(&f, "0000000000000000", "0.0.9");
    assert_null(f.set);
    assert_error(&f, 0,
                 "in/rules.stet:0:0: the bundle was made with fake 0.0.9, and here is "
                 "1.0: it might find something else",
                 NULL);
    assert_int_equal(f.errors.n_errors, 1);
    fixture_release(&f);
}

static void test_what_is_not_in_it_is_told_where_it_is_named(void **state)
{
    (void)state;
    static const fixture_file some[] = {
        { "set.yaml", "extends: [/abs/team.yaml, ../../up.yaml, stet:other]\n" },
        { NULL, NULL },
    };
    const stet_rule_set facts = { .name = STET_STR("set") };
    stet_buffer bytes = bundle_of(&facts, some, "0", NULL);
    fixture_file bundled[] = { { "rules.stet", bytes.ptr }, { NULL, NULL } };
    fixture f = { 0 };
    fixture_load_files(&f, bundled);
    assert_null(f.set);
    assert_int_equal(f.errors.n_errors, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_text(f.errors.items[i].path, "rules.stet/set.yaml");
        assert_int_equal(f.errors.items[i].position.line, 1);
    }
    fixture_release(&f);
    stet_buffer_release(&bytes);
}

static void test_a_bundle_is_not_extended(void **state)
{
    (void)state;
    stet_buffer bytes = make_sample(STET_STR(""));
    fixture_file extending[] = { { "stet.yaml", "extends: rules.stet\n" },
                                 { "rules.stet", bytes.ptr },
                                 { NULL, NULL } };
    fixture f = { 0 };
    fixture_load_files(&f, extending);
    assert_null(f.set);
    assert_error(&f, 0,
                 "stet.yaml:1:10: `rules.stet` is a bundle: it is given with --config, "
                 "and not extended",
                 NULL);
    assert_int_equal(f.errors.n_errors, 1);
    fixture_release(&f);
    stet_buffer_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_written_is_read),
        cmocka_unit_test(test_what_was_cut_off_or_changed_is_refused),
        cmocka_unit_test(test_a_bundle_of_nothing_is_refused),
        cmocka_unit_test(test_all_is_read_from_the_bundle),
        cmocka_unit_test(test_another_rule_set_or_plugin_is_refused),
        cmocka_unit_test(test_what_is_not_in_it_is_told_where_it_is_named),
        cmocka_unit_test(test_a_bundle_is_not_extended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
