/* SPDX-License-Identifier: Apache-2.0 */
#include "run/file_list.h"

#include "base/str.h"
#include "run/tree.h"

/** A tree with a shipped rule set outside of it, and what a collection gave. */
typedef struct fixture {
    tree tree;
    stet_registry registry;
    stet_diagnostics errors;
    stet_rule_set_store store;
    stet_file_list list;
} fixture;

static fixture f;

static int setup(void **state)
{
    (void)state;
    f = (fixture){ 0 };
    tree_make(&f.tree);
    tree_write("shipped/recommended.yaml", "name: recommended\n");
    tree_write("work/.git/HEAD", "");
    assert_int_equal(chdir("work"), 0);
    f.store.options.registry = &f.registry;
    static char shipped[TREE_PATH + 16];
    snprintf(shipped, sizeof shipped, "%s/shipped", f.tree.path);
    f.store.options.shipped = shipped;
    f.store.errors = &f.errors;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    stet_file_list_release(&f.list);
    stet_rule_set_store_release(&f.store);
    stet_registry_release(&f.registry);
    stet_diagnostics_release(&f.errors);
    tree_remove(&f.tree);
    return 0;
}

/* Collects the blank-separated `arguments`. */
static void collect_these(const char *const *paths, size_t count, bool explain)
{
    stet_file_list_release(&f.list);
    stet_file_list_collect(&f.list, paths, count, explain, &f.store, &f.errors);
}

static void collect(const char *arguments, bool explain)
{
    char words[TREE_PATH];
    const char *split[TREE_ARGUMENTS];
    size_t count = 0;
    snprintf(words, sizeof words, "%s", arguments);
    for (char *at = words; *at;) {
        split[count++] = at;
        at += strcspn(at, " ");
        if (*at)
            *at++ = '\0';
    }
    collect_these(split, count, explain);
}

/* The shown paths, each with a line feed, those left out with their reason. */
static void expect(const char *expected)
{
    stet_buffer out = { 0 };
    stet_buffer_add_text(&out, "");
    for (size_t i = 0; i < f.list.count; i++) {
        const stet_listed_file *file = &f.list.items[i];
        stet_buffer_add(&out, file->shown);
        if (!file->layout) {
            stet_buffer_add_text(&out, ": ");
            stet_buffer_add(&out, file->reason);
        }
        stet_buffer_add_char(&out, '\n');
    }
    assert_string_equal(out.ptr, expected);
    stet_buffer_release(&out);
}

static void expect_files(const char *arguments, const char *expected)
{
    collect(arguments, false);
    expect(expected);
    for (size_t i = 0; i < f.errors.count; i++)
        fail_msg("%s", f.errors.items[i].message.ptr);
}

static const stet_listed_file *find(const char *shown)
{
    for (size_t i = 0; i < f.list.count; i++)
        if (stet_str_is(f.list.items[i].shown, shown))
            return &f.list.items[i];
    fail_msg("%s is not listed", shown);
    return NULL;
}

static void expect_inside(const char *shown, const char *set, const char *inside)
{
    const stet_listed_file *file = find(shown);
    assert_true(stet_str_is(file->set->name, set));
    assert_true(stet_str_is(file->inside, inside));
}

static void folders_are_walked_in_the_order_of_bytes(void **state)
{
    (void)state;
    static const char *const names[] = { "b.md",     "a/z.md",      "a.md",
                                         "a-b/y.md", "Z.md",        "a/b/c.md",
                                         "a/B.md",   "\xC3\xA9.md", "a.txt/x.md",
                                         "10.md",    "9.md" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        tree_write(names[i], "");
    static const char sorted[] = "10.md\n9.md\nZ.md\na-b/y.md\na.md\na.txt/x.md\n"
                                 "a/B.md\na/b/c.md\na/z.md\nb.md\n\xC3\xA9.md\n";
    expect_files(".", sorted);
    expect_files("./", sorted);
}

static void paths_are_as_the_argument_was(void **state)
{
    (void)state;
    tree_write("docs/a.md", "");
    tree_write("docs/in/b.md", "");
    expect_files("docs", "docs/a.md\ndocs/in/b.md\n");
    expect_files("docs//", "docs/a.md\ndocs/in/b.md\n");
    expect_files("./docs", "docs/a.md\ndocs/in/b.md\n");
    expect_files("docs/../docs/a.md", "docs/../docs/a.md\n");
    char absolute[TREE_PATH + 64];
    snprintf(absolute, sizeof absolute, "%s/work/docs/in", f.tree.path);
    collect_these((const char *const[]){ absolute }, 1, false);
    assert_int_equal(f.list.count, 1);
    assert_true(stet_str_starts(f.list.items[0].shown, stet_str_from(absolute)));
    assert_int_equal(chdir("docs/in"), 0);
    expect_files("..", "../a.md\n../in/b.md\n");
    expect_files("../a.md b.md", "../a.md\nb.md\n");
}

static void arguments_keep_their_order_and_files_come_once(void **state)
{
    (void)state;
    tree_write("a.md", "");
    tree_write("docs/b.md", "");
    expect_files("docs a.md docs/b.md ./a.md . docs/../a.md", "docs/b.md\na.md\n");
}

static void what_is_no_text_is_left_out_unless_named(void **state)
{
    (void)state;
    tree_write("a.md", "");
    tree_write("b.txt", "");
    tree_write("c.png", "");
    tree_write("d.json", "");
    tree_write("Makefile", "");
    expect_files(".", "a.md\nb.txt\n");
    expect_files("c.png d.json Makefile", "c.png\nd.json\nMakefile\n");
    collect(".", true);
    expect(".git/: a hidden folder\nMakefile: no text format for Makefile\n"
           "a.md\nb.txt\nc.png: no text format for .png\n"
           "d.json: no text format for .json\n");
}

static void hidden_folders_and_links_to_folders_are_left_out(void **state)
{
    (void)state;
    tree_write(".hidden/a.md", "");
    tree_write(".visible.md", "");
    tree_write("real/b.md", "");
    assert_int_equal(symlink("real", "link"), 0);
    assert_int_equal(symlink("..", "real/up"), 0);
    assert_int_equal(symlink("real/b.md", "c.md"), 0);
    assert_int_equal(symlink("nowhere", "dead.md"), 0);
    assert_int_equal(mkfifo("pipe.md", 0600), 0);
    expect_files(".", ".visible.md\nc.md\nreal/b.md\n");
    collect(".", true);
    expect(".git/: a hidden folder\n.hidden/: a hidden folder\n.visible.md\nc.md\n"
           "dead.md: a symbolic link that leads nowhere\n"
           "link: a symbolic link to a folder\n"
           "pipe.md: neither a file nor a folder\nreal/b.md\n"
           "real/up: a symbolic link to a folder\n");
    expect_files(".hidden link", ".hidden/a.md\nlink/b.md\n");
}

static void what_an_audit_left_is_passed_over_unless_named(void **state)
{
    (void)state;
    char header[101];
    memset(header, ' ', sizeof header - 1);
    header[sizeof header - 1] = '\0';
    tree_write("out/accepted.jsonl", "");
    tree_write("out/audit.db", header);
    tree_write("a.md", "");
    expect_files(".", "a.md\nout/accepted.jsonl\n");
    memcpy(header + 68, "stet", 4);
    tree_write("out/audit.work", header);
    tree_write("out/b.jsonl", "");
    expect_files(".", "a.md\nout/b.jsonl\n");
    expect_files("out/accepted.jsonl", "out/accepted.jsonl\n");
    collect("out", true);
    expect("out/accepted.jsonl: left here by stet audit\n"
           "out/audit.db: no text format for .db\n"
           "out/audit.work: no text format for .work\nout/b.jsonl\n");
}

static void ignore_files_count_but_for_what_is_named(void **state)
{
    (void)state;
    tree_write(".gitignore", "*.tmp.md\nbuild/\n");
    tree_write(".stetignore", "drafts\n!drafts/keep.md\n");
    tree_write("a.tmp.md", "");
    tree_write("a.md", "");
    tree_write("build/b.md", "");
    tree_write("drafts/c.md", "");
    tree_write("drafts/keep.md", "");
    tree_write("docs/.gitignore", "!d.tmp.md\n");
    tree_write("docs/d.tmp.md", "");
    tree_write("docs/e.tmp.md", "");
    tree_write("../.gitignore", "a.md\n");
    expect_files(".", "a.md\ndocs/d.tmp.md\n");
    expect_files("docs", "docs/d.tmp.md\n");
    expect_files("a.tmp.md build", "a.tmp.md\nbuild/b.md\n");
    collect("docs drafts", true);
    expect("docs/.gitignore: no text format for .gitignore\ndocs/d.tmp.md\n"
           "docs/e.tmp.md: ignored by line 1 of .gitignore: *.tmp.md\n"
           "drafts/c.md\ndrafts/keep.md\n");
    collect(". a.tmp.md", true);
    assert_non_null(find("a.tmp.md")->layout);
    assert_true(
        stet_str_is(find("build/")->reason, "ignored by line 2 of .gitignore: build/"));
    assert_true(stet_str_is(find("drafts/")->reason,
                            "ignored by line 1 of .stetignore: drafts"));
}

static void the_nearest_rule_set_governs(void **state)
{
    (void)state;
    tree_write("stet.yaml", "name: outer\n");
    tree_write("a.md", "");
    tree_write("docs/b.md", "");
    tree_write("docs/guide/.stet.yaml", "name: inner\n");
    tree_write("docs/guide/c.md", "");
    tree_write("docs/guide/deep/d.md", "");
    tree_write("module/.git/HEAD", "");
    tree_write("module/e.md", "");
    expect_files(".", "a.md\ndocs/b.md\ndocs/guide/c.md\ndocs/guide/deep/d.md\n"
                      "module/e.md\n");
    expect_inside("a.md", "outer", "a.md");
    expect_inside("docs/b.md", "outer", "docs/b.md");
    expect_inside("docs/guide/c.md", "inner", "c.md");
    expect_inside("docs/guide/deep/d.md", "inner", "deep/d.md");
    expect_inside("module/e.md", "recommended", "module/e.md");
    const stet_rule_set *outer = find("a.md")->set;
    assert_int_equal(chdir("docs"), 0);
    expect_files("../a.md . guide/deep/d.md",
                 "../a.md\nb.md\nguide/c.md\nguide/deep/d.md\n");
    expect_inside("../a.md", "outer", "a.md");
    expect_inside("b.md", "outer", "docs/b.md");
    expect_inside("guide/deep/d.md", "inner", "deep/d.md");
    assert_ptr_equal(find("b.md")->set, outer);
}

static void a_configured_rule_set_governs_all(void **state)
{
    (void)state;
    tree_write("stet.yaml", "name: outer\n");
    tree_write("../team/team.yaml", "name: team\n");
    tree_write("../team/t.md", "");
    tree_write("docs/b.md", "");
    f.store.config = STET_STR("../team/team.yaml");
    expect_files("docs ../team/t.md", "docs/b.md\n../team/t.md\n");
    expect_inside("docs/b.md", "team", "docs/b.md");
    expect_inside("../team/t.md", "team", "t.md");
}

static void texts_and_exclude_of_the_rule_set_count(void **state)
{
    (void)state;
    tree_write("docs/stet.yaml", "name: x\n"
                                 "exclude: [\"old/\", \"*.draft.md\", \"gen/**\"]\n"
                                 "texts:\n"
                                 "  - files: [\"logs/*.log\"]\n"
                                 "    format: text\n");
    static const char *const names[] = { "docs/a.md",        "docs/b.draft.md",
                                         "docs/old/c.md",    "docs/gen/d.md",
                                         "docs/logs/e.log",  "docs/other/f.log",
                                         "docs/in/old/g.md", "docs/in/gen/h.md" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        tree_write(names[i], "");
    expect_files("docs", "docs/a.md\ndocs/in/gen/h.md\ndocs/logs/e.log\n");
    expect_files("docs/b.draft.md docs/gen/d.md", "docs/b.draft.md\ndocs/gen/d.md\n");
    collect("docs", true);
    const char *reason = find("docs/old/")->reason.ptr;
    assert_non_null(strstr(reason, "excluded by "));
    assert_non_null(strstr(reason, "stet.yaml: old/"));
    assert_non_null(strstr(find("docs/b.draft.md")->reason.ptr, "*.draft.md"));
}

static void a_broken_rule_set_is_told_once(void **state)
{
    (void)state;
    tree_write("stet.yaml", "nmae: x\n");
    tree_write("a.md", "");
    tree_write("b/c.md", "");
    collect(". a.md", true);
    assert_int_equal(f.errors.n_errors, 1);
    assert_true(stet_str_is(find("a.md")->reason, "its rule set has errors"));
    assert_true(stet_str_is(find("b/c.md")->reason, "its rule set has errors"));
    collect(".", false);
    expect("");
    assert_int_equal(f.errors.n_errors, 1);
}

static void an_argument_that_is_not_there_is_an_error(void **state)
{
    (void)state;
    tree_write("a.md", "");
    collect("none.md a.md none/b.md", false);
    expect("a.md\n");
    assert_int_equal(f.errors.n_errors, 2);
    assert_true(stet_str_is(f.errors.items[0].path, "none.md"));
    assert_non_null(strstr(f.errors.items[0].message.ptr, "No such file"));
}

/* What cannot be opened is an error, not silence. */
static void deep_trees_are_walked_as_far_as_paths_go(void **state)
{
    (void)state;
    enum { DEPTH = 700, TOO_DEEP = 2100 };
    char top[TREE_PATH];
    assert_non_null(getcwd(top, sizeof top));
    for (int i = 0; i < TOO_DEEP; i++) {
        if (i == DEPTH)
            tree_write("x.md", "");
        assert_int_equal(mkdir("d", 0700), 0);
        assert_int_equal(chdir("d"), 0);
    }
    assert_int_equal(chdir(top), 0);
    collect(".", false);
    assert_int_equal(f.list.count, 1);
    assert_int_equal(f.list.items[0].shown.len, 2 * DEPTH + 4);
    assert_int_equal(f.errors.n_errors, 1);
    assert_non_null(strstr(f.errors.items[0].message.ptr, strerror(ENAMETOOLONG)));
    /* nftw() cannot take away what has no path. */
    while (chdir("d") == 0)
        continue;
    while (chdir("..") == 0 && rmdir("d") == 0)
        continue;
    assert_int_equal(chdir(top), 0);
}

static void standard_input_is_a_text(void **state)
{
    (void)state;
    expect_files("-", "-\n");
    assert_non_null(f.list.items[0].layout);
    stet_arena arena = { 0 };
    stet_listed_file file;
    tree_write("docs/stet.yaml", "name: docs\nexclude: [\"a.md\"]\n");
    stet_file_list_describe(&file, STET_STR("docs/a.md"), true, &f.store, &arena);
    assert_true(stet_str_is(file.set->name, "docs"));
    assert_true(stet_str_is(file.inside, "a.md"));
    assert_non_null(file.layout);
    stet_file_list_describe(&file, STET_STR("docs/a.md"), false, &f.store, &arena);
    assert_null(file.layout);
    stet_arena_release(&arena);
}

/* What a reader knows, as the git index is one. */
static bool read_row(void *user, const char *path, stet_buffer *out, stet_error *error)
{
    const char *const(*rows)[2] = user;
    for (; (*rows)[0]; rows++)
        if (strcmp((*rows)[0], path) == 0) {
            stet_buffer_add_text(out, (*rows)[1]);
            return true;
        }
    return stet_error_set(error, "there is no %s", path);
}

static void rule_sets_can_come_from_elsewhere(void **state)
{
    (void)state;
    static const char *const rows[][2] = { { "stet.yaml", "name: root\n" },
                                           { "docs/.stet.yaml", "name: docs\n" },
                                           { NULL, NULL } };
    tree_write("stet.yaml", "name: on disk\n");
    f.store.options.read = read_row;
    f.store.options.user = (void *)(uintptr_t)rows;
    stet_arena arena = { 0 };
    stet_listed_file file;
    stet_file_list_describe(&file, STET_STR("docs/in/a.md"), false, &f.store, &arena);
    assert_int_equal(f.errors.count, 0);
    assert_true(stet_str_is(file.set->name, "docs"));
    assert_true(stet_str_is(file.inside, "in/a.md"));
    stet_file_list_describe(&file, STET_STR("other/a.md"), false, &f.store, &arena);
    assert_true(stet_str_is(file.set->name, "root"));
    assert_true(stet_str_is(file.inside, "other/a.md"));
    stet_arena_release(&arena);
}

int main(void)
{
#define IN_TREE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        IN_TREE(folders_are_walked_in_the_order_of_bytes),
        IN_TREE(paths_are_as_the_argument_was),
        IN_TREE(arguments_keep_their_order_and_files_come_once),
        IN_TREE(what_is_no_text_is_left_out_unless_named),
        IN_TREE(hidden_folders_and_links_to_folders_are_left_out),
        IN_TREE(what_an_audit_left_is_passed_over_unless_named),
        IN_TREE(ignore_files_count_but_for_what_is_named),
        IN_TREE(the_nearest_rule_set_governs),
        IN_TREE(a_configured_rule_set_governs_all),
        IN_TREE(texts_and_exclude_of_the_rule_set_count),
        IN_TREE(a_broken_rule_set_is_told_once),
        IN_TREE(an_argument_that_is_not_there_is_an_error),
        IN_TREE(deep_trees_are_walked_as_far_as_paths_go),
        IN_TREE(standard_input_is_a_text),
        IN_TREE(rule_sets_can_come_from_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
