/* SPDX-License-Identifier: Apache-2.0 */
/* The files of a rule set: those that it extends, and how the first one is found. */
#include "rule_set_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- extends ---- */

static void test_later_files_win_key_by_key(void **state)
{
    (void)state;
    fixture_file files[] = {
        { "p/stet.yaml", "extends: [team/a.yaml, team/b.yaml]\n"
                         "rules:\n  length: {max: 30}\n  words: off\n  loud: error\n"
                         "  own: {check: fake.count, max: 1}\n" },
        { "p/team/a.yaml", "name: a\nextends: base.yaml\nlanguage: de_DE\n"
                           "rules:\n  length: {min: 2, max: 20}\n" },
        { "p/team/b.yaml", "name: b\nextends: ./x/../base.yaml\n"
                           "rules:\n  words: {phrases: [c]}\n" },
        { "p/team/base.yaml", "name: base\nversion: 7\nrules:\n"
                              "  length: {check: fake.count, max: 10, why: Because}\n"
                              "  words: {check: fake.banned, phrases: [a, b]}\n"
                              "  loud: {check: fake.banned, level: suggestion}\n" },
        { NULL, NULL },
    };
    fixture f = { 0 };
    fixture_load_files(&f, files);
    assert_loaded(&f);
    assert_text(f.set->name, "stet");
    assert_text(f.set->version, "");
    assert_text(f.set->language, "de_DE");
    assert_text(f.set->folder, "p");
    assert_int_equal(f.set->n_files, 4);
    const stet_rule *length = stet_rule_set_find(f.set, STET_STR("length"));
    const fake_count *count = length->options;
    assert_int_equal(count->min, 2);
    assert_int_equal(count->max, 30);
    assert_text(length->why, "Because");
    assert_text(length->set, "base");
    assert_text(length->path, "p/stet.yaml");
    const stet_rule *words = stet_rule_set_find(f.set, STET_STR("words"));
    const fake_banned *banned = words->options;
    assert_int_equal(words->level, 0);
    assert_int_equal(banned->phrases.count, 1);
    assert_int_equal(stet_rule_set_find(f.set, STET_STR("loud"))->level, STET_ERROR);
    assert_text(stet_rule_set_find(f.set, STET_STR("own"))->set, "stet.yaml");
    fixture_release(&f);
}

/** The levels of rule r when base sets warning, changed switches it off. */
static void expect_level(const char *extends, uint32_t level)
{
    char root[256];
    fixture_file files[] = {
        { "stet.yaml", root },
        { "base", "rules: {r: {check: fake.count, max: 1, level: warning}}\n" },
        { "middle", "extends: base\n" },
        { "changed", "extends: middle\nrules: {r: off}\n" },
        { "error", "extends: base\nrules: {r: error}\n" },
        { "both", "extends: [changed, middle]\n" },
        { NULL, NULL },
    };
    fixture f = { 0 };
    snprintf(root, sizeof root, "extends: %s\n", extends);
    fixture_load_files(&f, files);
    assert_loaded(&f);
    if (f.set->rules[0].level != level)
        fail_msg("%s: %s", extends, stet_level_name(f.set->rules[0].level));
    fixture_release(&f);
}

static void test_a_set_that_is_named_again_wins(void **state)
{
    (void)state;
    expect_level("[changed]", 0);
    expect_level("[changed, middle]", STET_WARNING);
    expect_level("[changed, base]", STET_WARNING);
    expect_level("[middle, changed]", 0);
    expect_level("[base, middle, changed]", 0);
    /* Not named: error.yaml builds on base too, but changes only what it says. */
    expect_level("[error, changed]", 0);
    expect_level("[changed, error]", STET_ERROR);
    expect_level("[error, changed, error]", STET_ERROR);
    expect_level("[changed, changed]", 0);
    /* What a set means does not depend on where it is met. */
    expect_level("both", STET_WARNING);
    expect_level("[base, both]", STET_WARNING);
    expect_level("[both, changed, both]", STET_WARNING);
}

static void test_sets_are_not_laid_over_each_other_without_end(void **state)
{
    (void)state;
    enum { DEPTH = 20 };
    static char names[DEPTH][16], texts[DEPTH][64];
    fixture_file files[DEPTH + 1] = { { NULL, NULL } };
    for (int i = 0; i < DEPTH; i++) {
        snprintf(names[i], sizeof names[i], "f%d", i);
        snprintf(texts[i], sizeof texts[i], "extends: [f%d, f%d, f%d]\nrules: {}\n",
                 i + 1, DEPTH - 1, i + 1);
        files[i] = (fixture_file){ names[i], texts[i] };
    }
    snprintf(texts[DEPTH - 1], sizeof texts[0], "rules: {}\n");
    fixture f = { 0 };
    fixture_load_files(&f, files);
    assert_null(f.set);
    assert_text(f.errors.items[0].message,
                "the rule sets that are extended name each other again more than 4096 "
                "times");
    fixture_release(&f);
}

static void test_faults_of_a_set_named_again_are_told_once(void **state)
{
    (void)state;
    fixture_file files[] = {
        { "stet.yaml", "extends: [b, a]\n" },
        { "b", "extends: a\n" },
        { "a", "rules: {x: maybe}\n" },
        { NULL, NULL },
    };
    fixture f = { 0 };
    fixture_load_files(&f, files);
    assert_int_equal(f.errors.n_errors, 1);
    fixture_release(&f);
}

static void test_a_rule_with_check_inherits_nothing(void **state)
{
    (void)state;
    fixture_file files[] = {
        { "stet.yaml", "extends: base.yaml\nrules:\n"
                       "  length: {check: fake.count, max: 30}\n" },
        { "base.yaml", "rules:\n  length: {check: fake.count, min: 5, max: 10}\n" },
        { NULL, NULL },
    };
    fixture f = { 0 };
    fixture_load_files(&f, files);
    assert_loaded(&f);
    const fake_count *count = f.set->rules[0].options;
    assert_int_equal(count->min, 0);
    assert_int_equal(count->max, 30);
    fixture_release(&f);
}

static void test_inherited_errors_stand_where_they_were_written(void **state)
{
    (void)state;
    fixture_file files[] = {
        { "stet.yaml", "extends: base.yaml\nrules:\n  length: {level: error}\n" },
        { "base.yaml", "rules:\n  length: {check: fake.count, max: x}\n" },
        { NULL, NULL },
    };
    fixture f = { 0 };
    fixture_load_files(&f, files);
    assert_error(&f, 0, "base.yaml:2:36: expected a whole number, found `x`", NULL);
    assert_int_equal(f.errors.n_errors, 1);
    fixture_release(&f);
}

static void test_circles_and_missing_files(void **state)
{
    (void)state;
    fixture_file circle[] = {
        { "a.yaml", "extends: b.yaml\n" },
        { "b.yaml", "extends: [./a.yaml]\n" },
        { NULL, NULL },
    };
    fixture f = { 0 };
    fixture_load_files(&f, circle);
    assert_error(
        &f, 0,
        "b.yaml:1:11: the rule sets extend each other in a circle: `a.yaml` is "
        "being read already",
        NULL);
    fixture_release(&f);
    refuses("extends: none.yaml\n",
            "stet.yaml:1:10: cannot read `none.yaml`: there is no such file", NULL);
    refuses("extends: https://example.org/a.yaml\n",
            "stet.yaml:1:10: a rule set cannot be fetched from an address: write the "
            "path of a file",
            NULL);
    refuses("extends: [{a: b}]\n", "stet.yaml:1:11: expected text, found a mapping",
            NULL);
}

/* ---- Files on disk ---- */

typedef struct folder {
    char path[64];
} folder;

static void make_folder(folder *f)
{
    snprintf(f->path, sizeof f->path, "/tmp/stet-rule-set-XXXXXX");
    assert_non_null(mkdtemp(f->path));
}

static void write_file(const folder *f, const char *name, const char *text)
{
    stet_buffer path = { 0 };
    stet_buffer_format(&path, "%s/%s", f->path, name);
    FILE *file = fopen(path.ptr, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    stet_buffer_release(&path);
}

static void remove_file(const folder *f, const char *name)
{
    stet_buffer path = { 0 };
    stet_buffer_format(&path, "%s/%s", f->path, name);
    assert_int_equal(remove(path.ptr), 0);
    stet_buffer_release(&path);
}

static void test_shipped_sets(void **state)
{
    (void)state;
    folder shipped;
    make_folder(&shipped);
    write_file(&shipped, "plain.yaml", "rules:\n  a: {check: fake.count, max: 1}\n");
    write_file(&shipped, "answer.yaml", "extends: [stet:plain]\nrules: {a: off}\n");
    write_file(&shipped, "notes.txt", "not a set\n");
    stet_arena arena = { 0 };
    const char *const *names = stet_rule_set_shipped(shipped.path, &arena);
    assert_string_equal(names[0], "answer");
    assert_string_equal(names[1], "plain");
    assert_null(names[2]);
    assert_null(stet_rule_set_shipped("/nonexistent", &arena)[0]);
    stet_arena_release(&arena);

    fixture f = { .options = { .shipped = shipped.path } };
    fixture_file direct[] = { { "stet:answer", "" }, { NULL, NULL } };
    fixture_load_files(&f, direct);
    assert_loaded(&f);
    assert_text(f.set->name, "stet:answer");
    assert_text(f.set->folder, ".");
    assert_int_equal(f.set->rules[0].level, 0);
    assert_text(f.set->rules[0].set, "stet:plain");
    fixture_release(&f);

    f = (fixture){ .options = { .shipped = shipped.path } };
    fixture_load(&f, "extends: [stet:plane, plain]\n");
    assert_error(&f, 0, "stet.yaml:1:11: no rule set `stet:plane` comes with stet",
                 "did you mean `stet:plain`?");
    assert_error(&f, 1, "stet.yaml:1:23: cannot read `plain`: there is no such file",
                 "did you mean `stet:plain`?");
    fixture_release(&f);
    remove_file(&shipped, "plain.yaml");
    remove_file(&shipped, "answer.yaml");
    remove_file(&shipped, "notes.txt");
    assert_int_equal(rmdir(shipped.path), 0);
}

static bool exists(void *user, const char *path)
{
    for (const char *const *name = user; *name; name++)
        if (strcmp(*name, path) == 0)
            return true;
    return false;
}

static bool finds(const char *from, const char *const *files, const char *expected)
{
    stet_buffer out = { 0 };
    union {
        const char *const *files;
        void *user;
    } any = { .files = files };
    bool found =
        stet_rule_set_find_file(stet_str_from(from), &out, NULL, exists, any.user);
    if (found)
        assert_string_equal(out.ptr, expected);
    stet_buffer_release(&out);
    return found;
}

static void test_finds_the_file_upward(void **state)
{
    (void)state;
    static const char *const files[] = { "/r/.git",         "/r/stet.yaml",
                                         "/r/a/.stet.yaml", "/stet.yaml",
                                         "/s/.git",         "b/stet.yaml",
                                         "b/.stet.yaml",    NULL };
    assert_true(finds("/r/a/b/c", files, "/r/a/.stet.yaml"));
    assert_true(finds("/r/x", files, "/r/stet.yaml"));
    assert_true(finds("/t/x", files, "/stet.yaml"));
    assert_false(finds("/s/x", files, ""));
    assert_true(finds("b/c/d", files, "b/stet.yaml"));
    assert_false(finds("c/d", files, ""));
    assert_false(finds("", files, ""));
}

static void test_finds_the_file_on_disk(void **state)
{
    (void)state;
    folder f;
    stet_buffer inner = { 0 };
    stet_buffer out = { 0 };
    make_folder(&f);
    stet_buffer_format(&inner, "%s/inner", f.path);
    assert_int_equal(mkdir(inner.ptr, 0700), 0);
    write_file(&f, ".stet.yaml", "rules: {}\n");
    assert_true(
        stet_rule_set_find_file(stet_buffer_str(&inner), &out, NULL, NULL, NULL));
    stet_buffer expected = { 0 };
    stet_buffer_format(&expected, "%s/.stet.yaml", f.path);
    assert_string_equal(out.ptr, expected.ptr);
    write_file(&f, "inner/.git", "");
    assert_false(
        stet_rule_set_find_file(stet_buffer_str(&inner), &out, NULL, NULL, NULL));
    remove_file(&f, "inner/.git");
    remove_file(&f, "inner");
    remove_file(&f, ".stet.yaml");
    assert_int_equal(rmdir(f.path), 0);
    stet_buffer_release(&inner);
    stet_buffer_release(&out);
    stet_buffer_release(&expected);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_later_files_win_key_by_key),
        cmocka_unit_test(test_a_set_that_is_named_again_wins),
        cmocka_unit_test(test_sets_are_not_laid_over_each_other_without_end),
        cmocka_unit_test(test_faults_of_a_set_named_again_are_told_once),
        cmocka_unit_test(test_a_rule_with_check_inherits_nothing),
        cmocka_unit_test(test_inherited_errors_stand_where_they_were_written),
        cmocka_unit_test(test_circles_and_missing_files),
        cmocka_unit_test(test_shipped_sets),
        cmocka_unit_test(test_finds_the_file_upward),
        cmocka_unit_test(test_finds_the_file_on_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
