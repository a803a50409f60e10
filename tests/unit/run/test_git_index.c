/* SPDX-License-Identifier: Apache-2.0 */
#include "run/git_index.h"

#include "base/str.h"
#include "run/tree.h"

#include <time.h>

static stet_git_index opened(void)
{
    stet_git_index index;
    stet_error error = STET_ERROR_NONE;
    if (!stet_git_index_open(&index, &error))
        fail_msg("%s", error.message);
    assert_null(error.message);
    return index;
}

static const stet_staged_file *find(const stet_git_index *index, const char *path)
{
    for (size_t i = 0; i < index->count; i++)
        if (stet_str_is(index->files[i].path, path))
            return &index->files[i];
    return NULL;
}

static void expect_content(stet_git_index *index, const char *path,
                           const char *expected)
{
    const stet_staged_file *file = find(index, path);
    assert_non_null(file);
    stet_error error = STET_ERROR_NONE;
    char *bytes;
    size_t len;
    if (!stet_git_index_read(index, file->object, &bytes, &len, &error))
        fail_msg("%s", error.message);
    assert_int_equal(len, strlen(expected));
    assert_memory_equal(bytes, expected, len);
    free(bytes);
}

static void expect_shown(const stet_git_index *index, const char *path,
                         const char *shown)
{
    const stet_staged_file *file = find(index, path);
    assert_non_null(file);
    assert_true(stet_str_is(file->shown, shown));
}

static tree t;

static int make_repository(void **state)
{
    (void)state;
    tree_make(&t);
    tree_git("init -q", NULL);
    return 0;
}

static int remove_repository(void **state)
{
    (void)state;
    static const char *const set[] = { "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE" };
    for (size_t i = 0; i < sizeof set / sizeof *set; i++)
        assert_int_equal(unsetenv(set[i]), 0);
    tree_remove(&t);
    return 0;
}

static void commit(void)
{
    tree_git("commit -q --no-verify -m all", NULL);
}

static void nothing_staged_is_no_error(void **state)
{
    (void)state;
    stet_git_index index = opened();
    assert_int_equal(index.count, 0);
    assert_true(stet_str_is(index.root, t.path));
    stet_git_index_close(&index);
}

static void before_the_first_commit_all_is_new(void **state)
{
    (void)state;
    tree_write("a.md", "one\n");
    tree_write("b/c.md", "");
    tree_git("add .", NULL);
    stet_git_index index = opened();
    assert_int_equal(index.count, 2);
    expect_content(&index, "a.md", "one\n");
    expect_content(&index, "b/c.md", "");
    stet_git_index_close(&index);
}

static void the_index_is_read_not_the_work_tree(void **state)
{
    (void)state;
    tree_write("a.md", "committed\n");
    tree_write("same.md", "same\n");
    tree_git("add .", NULL);
    commit();
    tree_write("a.md", "staged\n");
    tree_git("add a.md", NULL);
    tree_write("a.md", "only in the work tree\n");
    tree_write("new.md", "not staged\n");
    stet_git_index index = opened();
    assert_int_equal(index.count, 1);
    expect_content(&index, "a.md", "staged\n");
    stet_git_index_close(&index);
}

static void deleted_files_are_left_out_and_moved_ones_are_new(void **state)
{
    (void)state;
    tree_write("gone.md", "a text that goes\n");
    tree_write("old.md", "a text that moves\nand is long enough\nto be known again\n");
    tree_git("add .", NULL);
    commit();
    tree_git("rm -q gone.md", NULL);
    tree_git("mv old.md new.md", NULL);
    stet_git_index index = opened();
    assert_int_equal(index.count, 1);
    expect_content(&index, "new.md",
                   "a text that moves\nand is long enough\nto be known again\n");
    stet_git_index_close(&index);
}

static void names_are_bytes(void **state)
{
    (void)state;
    static const char *const names[] = {
        "with blank.md",    "line\nfeed.md",
        "\"quoted\".md",    "back\\slash.md",
        "tab\t.md",         "\xC3\xA9t\xC3\xA9.md",
        "not \xFF utf8.md", "-dash.md",
        ":colon.md",        " .md",
    };
    enum { NAMES = sizeof names / sizeof *names };
    for (size_t i = 0; i < NAMES; i++)
        tree_write(names[i], names[i]);
    tree_git("add .", NULL);
    stet_git_index index = opened();
    assert_int_equal(index.count, NAMES);
    for (size_t i = 0; i < NAMES; i++) {
        expect_content(&index, names[i], names[i]);
        expect_shown(&index, names[i], names[i]);
        stet_buffer out = { 0 };
        stet_error error = STET_ERROR_NONE;
        assert_true(
            stet_git_index_read_path(&index, stet_str_from(names[i]), &out, &error));
        assert_string_equal(out.ptr, names[i]);
        stet_buffer_release(&out);
    }
    stet_git_index_close(&index);
}

static void links_and_submodules_are_no_texts(void **state)
{
    (void)state;
    tree_write("a.md", "a\n");
    tree_write("inner/b.md", "b\n");
    assert_int_equal(symlink("a.md", "link.md"), 0);
    assert_int_equal(chdir("inner"), 0);
    tree_git("init -q", NULL);
    tree_git("add .", NULL);
    commit();
    assert_int_equal(chdir(".."), 0);
    tree_git("-c advice.addEmbeddedRepo=false add .", NULL);
    stet_git_index index = opened();
    assert_int_equal(index.count, 1);
    expect_content(&index, "a.md", "a\n");
    stet_git_index_close(&index);
}

static void a_link_that_became_a_file_is_a_text(void **state)
{
    (void)state;
    assert_int_equal(symlink("nowhere", "a.md"), 0);
    tree_git("add .", NULL);
    commit();
    assert_int_equal(unlink("a.md"), 0);
    tree_write("a.md", "now a text\n");
    tree_git("add .", NULL);
    stet_git_index index = opened();
    assert_int_equal(index.count, 1);
    expect_content(&index, "a.md", "now a text\n");
    stet_git_index_close(&index);
}

static void in_a_folder_paths_are_shown_from_there(void **state)
{
    (void)state;
    tree_write("a.md", "a");
    tree_write("docs/b.md", "b");
    tree_write("docs/guide/c.md", "c");
    tree_write("docs-old/d.md", "d");
    tree_git("add .", NULL);
    assert_int_equal(chdir("docs"), 0);
    stet_git_index index = opened();
    assert_int_equal(index.count, 4);
    expect_shown(&index, "a.md", "../a.md");
    expect_shown(&index, "docs/b.md", "b.md");
    expect_shown(&index, "docs/guide/c.md", "guide/c.md");
    expect_shown(&index, "docs-old/d.md", "../docs-old/d.md");
    expect_content(&index, "a.md", "a");
    stet_git_index_close(&index);
    assert_int_equal(chdir("guide"), 0);
    index = opened();
    expect_shown(&index, "a.md", "../../a.md");
    expect_shown(&index, "docs/b.md", "../b.md");
    stet_git_index_close(&index);
}

static void settings_of_the_user_do_not_change_the_list(void **state)
{
    (void)state;
    tree_write("docs/b.md", "b\n");
    tree_write("a.md", "a\n");
    tree_git("config diff.relative true", NULL);
    tree_git("config diff.noprefix true", NULL);
    tree_git("config diff.renames copies", NULL);
    tree_git("config core.abbrev 5", NULL);
    tree_git("config diff.external false", NULL);
    tree_git("config color.ui always", NULL);
    tree_git("add .", NULL);
    assert_int_equal(chdir("docs"), 0);
    stet_git_index index = opened();
    assert_int_equal(index.count, 2);
    expect_content(&index, "a.md", "a\n");
    expect_content(&index, "docs/b.md", "b\n");
    stet_git_index_close(&index);
}

/* `git commit FILE` and `git commit -a` give hooks an index of their own. */
static void the_index_that_a_hook_is_given_is_read(void **state)
{
    (void)state;
    tree_write("a.md", "committed\n");
    tree_git("add .", NULL);
    commit();
    tree_write("a.md", "in the usual index\n");
    tree_git("add .", NULL);
    assert_int_equal(setenv("GIT_DIR", ".git", 1), 0);
    assert_int_equal(setenv("GIT_INDEX_FILE", ".git/next-index.lock", 1), 0);
    tree_write("a.md", "in the hook's index\n");
    tree_git("read-tree HEAD", NULL);
    tree_git("add a.md", NULL);
    stet_git_index index = opened();
    assert_int_equal(index.count, 1);
    assert_true(stet_str_is(index.root, t.path));
    expect_content(&index, "a.md", "in the hook's index\n");
    stet_git_index_close(&index);
}

static void a_worktree_has_its_own_index(void **state)
{
    (void)state;
    tree_write("main/a.md", "a\n");
    assert_int_equal(chdir("main"), 0);
    tree_git("init -q", NULL);
    tree_git("add .", NULL);
    commit();
    tree_git("worktree add -q ../other", NULL);
    tree_write("a.md", "staged in the first\n");
    tree_git("add .", NULL);
    assert_int_equal(chdir("../other"), 0);
    tree_write("b.md", "staged in the other\n");
    tree_git("add .", NULL);
    stet_git_index index = opened();
    assert_int_equal(index.count, 1);
    expect_content(&index, "b.md", "staged in the other\n");
    stet_git_index_close(&index);
}

static void paths_that_are_not_staged_can_be_read(void **state)
{
    (void)state;
    tree_write("stet.yaml", "name: x\n");
    tree_write("docs/stet.yaml", "name: y\n");
    tree_git("add .", NULL);
    commit();
    tree_write("stet.yaml", "only in the work tree\n");
    tree_write("untracked.yaml", "no\n");
    assert_int_equal(chdir("docs"), 0);
    stet_git_index index = opened();
    assert_int_equal(index.count, 0);
    char absolute[TREE_PATH + 16];
    snprintf(absolute, sizeof absolute, "%s/stet.yaml", t.path);
    const struct {
        const char *path;
        const char *content; /* NULL: there is none. */
    } rows[] = {
        { "stet.yaml", "name: x\n" },
        { "docs/stet.yaml", "name: y\n" },
        { "./docs/../stet.yaml", "name: x\n" },
        { absolute, "name: x\n" },
        { "untracked.yaml", NULL },
        { "docs", NULL },
        { "../stet.yaml", NULL },
        { "docs/../../stet.yaml", NULL },
        { "/etc/passwd", NULL },
        { "", NULL },
        { "no such\nname", NULL },
        { "ends with missing", NULL },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        stet_buffer out = { 0 };
        stet_error error = STET_ERROR_NONE;
        bool ok =
            stet_git_index_read_path(&index, stet_str_from(rows[i].path), &out, &error);
        assert_null(error.message);
        assert_int_equal(ok, rows[i].content != NULL);
        if (ok)
            assert_string_equal(out.ptr, rows[i].content);
        stet_buffer_release(&out);
    }
    stet_git_index_close(&index);
}

static void blobs_are_read_in_any_order(void **state)
{
    (void)state;
    enum { FILES = 200 };
    char name[32];
    char text[32];
    for (int i = 0; i < FILES; i++) {
        snprintf(name, sizeof name, "f%03d.md", i);
        snprintf(text, sizeof text, "text %d\n", i);
        tree_write(name, text);
    }
    tree_write("stet.yaml", "name: x\n");
    tree_git("add .", NULL);
    stet_git_index index = opened();
    assert_int_equal(index.count, FILES + 1);
    uint64_t seed = 3;
    for (int i = 0; i < FILES; i++) {
        int which = i < FILES / 2 ? i : (int)tree_random(&seed, FILES);
        snprintf(name, sizeof name, "f%03d.md", which);
        snprintf(text, sizeof text, "text %d\n", which);
        expect_content(&index, name, text);
        if (i % 7 == 0) {
            stet_buffer out = { 0 };
            stet_error error = STET_ERROR_NONE;
            assert_true(
                stet_git_index_read_path(&index, STET_STR("stet.yaml"), &out, &error));
            assert_string_equal(out.ptr, "name: x\n");
            stet_buffer_release(&out);
        }
    }
    stet_git_index_close(&index);
}

static void big_blobs_do_not_lock_up(void **state)
{
    (void)state;
    enum { SIZE = 3 << 20, FILES = 8 };
    char *bytes = malloc(SIZE);
    assert_non_null(bytes);
    uint64_t seed = 77;
    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = (char)(i % 61 ? 'a' + (char)tree_random(&seed, 26) : '\n');
    char name[32];
    for (int i = 0; i < FILES; i++) {
        snprintf(name, sizeof name, "big%d.md", i);
        bytes[0] = (char)('0' + i);
        tree_write_bytes(name, bytes, SIZE);
    }
    tree_git("-c core.compression=0 add .", NULL);
    stet_git_index index = opened();
    assert_int_equal(index.count, FILES);
    static const size_t order[] = { 0, 1, 7, 2, 3, 6 };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        stet_error error = STET_ERROR_NONE;
        char *read;
        size_t len;
        assert_true(stet_git_index_read(&index, index.files[order[i]].object, &read,
                                        &len, &error));
        assert_int_equal(len, SIZE);
        bytes[0] = (char)('0' + (char)order[i]);
        assert_memory_equal(read, bytes, SIZE);
        free(read);
    }
    /* Closing while git still writes answers to what was asked for ahead. */
    stet_git_index_close(&index);
    free(bytes);
}

static void an_object_that_is_not_there_is_an_error(void **state)
{
    (void)state;
    stet_git_index index = opened();
    stet_error error = STET_ERROR_NONE;
    char *bytes;
    size_t len;
    assert_false(stet_git_index_read(&index, "0123456789012345678901234567890123456789",
                                     &bytes, &len, &error));
    assert_non_null(strstr(error.message, "0123456789012345678901234567890123456789"));
    stet_error_release(&error);
    stet_git_index_close(&index);
}

static void outside_a_repository_git_says_so(void **state)
{
    (void)state;
    tree outside;
    tree_make(&outside);
    stet_git_index index;
    stet_error error = STET_ERROR_NONE;
    assert_false(stet_git_index_open(&index, &error));
    assert_non_null(strstr(error.message, "not a git repository"));
    stet_error_release(&error);
    tree_remove(&outside);
}

static void without_git_there_is_help(void **state)
{
    (void)state;
    char *path = strdup(getenv("PATH"));
    assert_int_equal(setenv("PATH", t.path, 1), 0);
    stet_git_index index;
    stet_error error = STET_ERROR_NONE;
    assert_false(stet_git_index_open(&index, &error));
    assert_int_equal(setenv("PATH", path, 1), 0);
    free(path);
    assert_non_null(strstr(error.message, "git could not be started"));
    assert_non_null(error.hint);
    stet_error_release(&error);
}

/* Whatever dies in between is told, and does not hang. */
static void a_repository_that_breaks_is_an_error(void **state)
{
    (void)state;
    tree_write("a.md", "a\n");
    tree_git("add .", NULL);
    stet_git_index index = opened();
    char object[TREE_PATH];
    snprintf(object, sizeof object, ".git/objects/%.2s/%s", index.files[0].object,
             index.files[0].object + 2);
    assert_int_equal(chmod(object, 0600), 0);
    tree_write(object, "this is no object");
    stet_error error = STET_ERROR_NONE;
    char *bytes;
    size_t len;
    assert_false(
        stet_git_index_read(&index, index.files[0].object, &bytes, &len, &error));
    assert_non_null(error.message);
    stet_error_release(&error);
    stet_git_index_close(&index);
}

int main(void)
{
#define IN_REPOSITORY(test) \
    cmocka_unit_test_setup_teardown(test, make_repository, remove_repository)
    const struct CMUnitTest tests[] = {
        IN_REPOSITORY(nothing_staged_is_no_error),
        IN_REPOSITORY(before_the_first_commit_all_is_new),
        IN_REPOSITORY(the_index_is_read_not_the_work_tree),
        IN_REPOSITORY(deleted_files_are_left_out_and_moved_ones_are_new),
        IN_REPOSITORY(names_are_bytes),
        IN_REPOSITORY(links_and_submodules_are_no_texts),
        IN_REPOSITORY(a_link_that_became_a_file_is_a_text),
        IN_REPOSITORY(in_a_folder_paths_are_shown_from_there),
        IN_REPOSITORY(settings_of_the_user_do_not_change_the_list),
        IN_REPOSITORY(the_index_that_a_hook_is_given_is_read),
        IN_REPOSITORY(a_worktree_has_its_own_index),
        IN_REPOSITORY(paths_that_are_not_staged_can_be_read),
        IN_REPOSITORY(blobs_are_read_in_any_order),
        IN_REPOSITORY(big_blobs_do_not_lock_up),
        IN_REPOSITORY(an_object_that_is_not_there_is_an_error),
        IN_REPOSITORY(outside_a_repository_git_says_so),
        IN_REPOSITORY(without_git_there_is_help),
        IN_REPOSITORY(a_repository_that_breaks_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
