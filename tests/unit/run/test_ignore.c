/* SPDX-License-Identifier: Apache-2.0 */
#include "run/ignore.h"

#include "base/buffer.h"
#include "base/str.h"
#include "run/tree.h"

/** The patterns of one file in the folder /r. */
typedef struct fixture {
    stet_arena arena;
    stet_ignore ignore;
} fixture;

static fixture patterns(const char *bytes)
{
    fixture f = { .ignore = { .folder = STET_STR("/r") } };
    stet_ignore_read(&f.ignore, STET_STR(".gitignore"), stet_str_from(bytes), &f.arena);
    return f;
}

static void release(fixture *f)
{
    free(f->ignore.items);
    stet_arena_release(&f->arena);
}

static bool is_out(const stet_ignore *ignore, const char *path)
{
    char full[TREE_PATH];
    snprintf(full, sizeof full, "/r/%s", path);
    size_t len = strlen(full);
    bool is_folder = full[len - 1] == '/';
    const stet_ignore_pattern *pattern =
        stet_ignore_match(ignore, (stet_str){ full, len - is_folder }, is_folder);
    return pattern && !pattern->negated;
}

static void patterns_match_as_git_says(void **state)
{
    (void)state;
    static const struct {
        const char *patterns;
        const char *path;
        bool out;
    } rows[] = {
        { "a.md", "a.md", true },
        { "a.md", "x/y/a.md", true },
        { "a.md", "a.md/", true },
        { "a.md", "ba.md", false },
        { "/a.md", "a.md", true },
        { "/a.md", "x/a.md", false },
        { "x/a.md", "x/a.md", true },
        { "x/a.md", "y/x/a.md", false },
        { "build/", "build/", true },
        { "build/", "build", false },
        { "build/", "x/build/", true },
        { "/build/", "x/build/", false },
        { "*.log", "x/a.log", true },
        { "*.log", ".log", true },
        { "x/*", "x/a", true },
        { "x/*", "x/a/b", false },
        { "**/a", "a", true },
        { "**/a", "x/y/a", true },
        { "a/**", "a/b/c", true },
        { "a/**", "a/", false },
        { "a/**/b", "a/b", true },
        { "a/**/b", "a/x/y/b", true },
        { "a/**/b", "x/a/b", false },
        { "?.md", "a.md", true },
        { "[ab].md", "b.md", true },
        { "[!ab].md", "b.md", false },
        { "# a", "# a", false },
        { "\\#a", "#a", true },
        { "\\!a", "!a", true },
        { "*\n!a", "a", false },
        { "*\n!a", "b", true },
        { "!a\na", "a", true },
        { "a ", "a", true },
        { "a\\ ", "a ", true },
        { "a\t", "a", false },
        { "a\r\n", "a", true },
        { "\xEF\xBB\xBF"
          "a",
          "a", true },
        { "\n\n  \n", "a", false },
        { "/", "a", false },
        { "./a", "a", false },
        { "a//", "a/", false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f = patterns(rows[i].patterns);
        if (is_out(&f.ignore, rows[i].path) != rows[i].out)
            fail_msg("“%s” and “%s”", rows[i].patterns, rows[i].path);
        release(&f);
    }
}

static void a_pattern_knows_where_it_stands(void **state)
{
    (void)state;
    fixture f = patterns("# first\n\n!*.md\n*.tmp/\n");
    assert_int_equal(f.ignore.count, 2);
    const stet_ignore_pattern *pattern =
        stet_ignore_match(&f.ignore, STET_STR("/r/a.md"), false);
    assert_int_equal(pattern->line, 3);
    assert_true(pattern->negated);
    pattern = stet_ignore_match(&f.ignore, STET_STR("/r/x.tmp"), true);
    assert_int_equal(pattern->line, 4);
    assert_true(stet_str_is(pattern->written, "*.tmp/"));
    assert_null(stet_ignore_match(&f.ignore, STET_STR("/r/x.tmp"), false));
    release(&f);
}

static bool is_out_on_disk(const stet_ignore *ignore, const tree *t, const char *path)
{
    char full[TREE_PATH + 64];
    snprintf(full, sizeof full, "%s/%s", t->path, path);
    const stet_ignore_pattern *pattern =
        stet_ignore_match(ignore, stet_str_from(full), false);
    return pattern && !pattern->negated;
}

static const stet_ignore *enter(const stet_ignore *above, const tree *t,
                                const char *folder, stet_arena *arena)
{
    char full[TREE_PATH + 64];
    snprintf(full, sizeof full, "%s%s%s", t->path, *folder ? "/" : "", folder);
    return stet_ignore_enter(above, stet_str_from(full), arena);
}

static void inner_files_and_stetignore_decide_last(void **state)
{
    (void)state;
    tree t;
    tree_make(&t);
    tree_write(".gitignore", "*.txt\n*.md\n");
    tree_write(".stetignore", "!a.md\n");
    tree_write("in/.gitignore", "!b.md\na.md\n/only.rst\n");
    stet_arena arena = { 0 };
    const stet_ignore *outer = enter(NULL, &t, "", &arena);
    assert_true(is_out_on_disk(outer, &t, "b.md"));
    assert_false(is_out_on_disk(outer, &t, "a.md"));
    const stet_ignore *inner = enter(outer, &t, "in", &arena);
    assert_false(is_out_on_disk(inner, &t, "in/b.md"));
    assert_true(is_out_on_disk(inner, &t, "in/a.md"));
    assert_true(is_out_on_disk(inner, &t, "in/c.txt"));
    assert_true(is_out_on_disk(inner, &t, "in/only.rst"));
    assert_false(is_out_on_disk(inner, &t, "in/x/only.rst"));
    assert_ptr_equal(enter(inner, &t, "in/none", &arena), inner);
    stet_arena_release(&arena);
    tree_remove(&t);
}

static void folders_above_count_up_to_the_repository(void **state)
{
    (void)state;
    tree t;
    tree_make(&t);
    tree_write(".gitignore", "outside\n");
    tree_write("repo/.git/HEAD", "");
    tree_write("repo/.gitignore", "one\n");
    tree_write("repo/a/.gitignore", "two\n");
    tree_write("repo/a/b/.gitignore", "three\n");
    stet_arena arena = { 0 };
    char folder[TREE_PATH + 64];
    snprintf(folder, sizeof folder, "%s/repo/a/b", t.path);
    const stet_ignore *above = stet_ignore_above(stet_str_from(folder), &arena);
    assert_true(is_out_on_disk(above, &t, "repo/a/b/one"));
    assert_true(is_out_on_disk(above, &t, "repo/a/b/two"));
    assert_false(is_out_on_disk(above, &t, "repo/a/b/three"));
    assert_false(is_out_on_disk(above, &t, "repo/a/b/outside"));
    snprintf(folder, sizeof folder, "%s/repo", t.path);
    assert_null(stet_ignore_above(stet_str_from(folder), &arena));
    assert_null(stet_ignore_above(stet_str_from(t.path), &arena));
    assert_null(stet_ignore_above(STET_STR("/"), &arena));
    stet_arena_release(&arena);
    tree_remove(&t);
}

/* Parts of patterns and paths from a small store, so that they often meet. */
static void random_pattern(stet_buffer *out, uint64_t *seed)
{
    static const char *const parts[] = { "a", "b",  "ab", "*",    "**",
                                         "?", "a*", "*b", "a?",   "[ab]",
                                         "b", "a",  "**", "[!a]", "*a*" };
    if (tree_random(seed, 5) == 0)
        stet_buffer_add_char(out, '!');
    if (tree_random(seed, 4) == 0)
        stet_buffer_add_char(out, '/');
    uint32_t n = 1 + tree_random(seed, 3);
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            stet_buffer_add_char(out, '/');
        stet_buffer_add_text(out,
                             parts[tree_random(seed, sizeof parts / sizeof *parts)]);
    }
    if (tree_random(seed, 4) == 0)
        stet_buffer_add_char(out, '/');
    stet_buffer_add_char(out, '\n');
}

enum { DEPTH = 4 };

/* What a walk would do: a folder that is left out takes all in it with it. */
static bool walk_leaves_out(const stet_ignore *outer, const stet_ignore *inner,
                            const tree *t, const char *path)
{
    char full[TREE_PATH + 64];
    snprintf(full, sizeof full, "%s/%s", t->path, path);
    for (char *slash = strchr(full + strlen(t->path) + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        bool in_inner = strncmp(full + strlen(t->path), "/a/", 3) == 0 &&
                        slash > full + strlen(t->path) + 2;
        stet_str folder = { full, (size_t)(slash - full) };
        const stet_ignore_pattern *pattern =
            stet_ignore_match(in_inner ? inner : outer, folder, true);
        if (pattern && !pattern->negated)
            return true;
    }
    bool in_inner = strncmp(path, "a/", 2) == 0;
    return is_out_on_disk(in_inner ? inner : outer, t, path);
}

static void git_leaves_out_the_same(void **state)
{
    (void)state;
    enum { ROUNDS = 120, PATHS = 60 };
    tree t;
    tree_make(&t);
    tree_git("init -q", NULL);
    uint64_t seed = 2024;
    for (int round = 0; round < ROUNDS; round++) {
        stet_buffer outer_bytes = { 0 };
        stet_buffer inner_bytes = { 0 };
        for (uint32_t i = 1 + tree_random(&seed, 4); i > 0; i--)
            random_pattern(&outer_bytes, &seed);
        for (uint32_t i = 1 + tree_random(&seed, 2); i > 0; i--)
            random_pattern(&inner_bytes, &seed);
        tree_write(".gitignore", outer_bytes.ptr);
        tree_write("a/.gitignore", inner_bytes.ptr);
        stet_buffer paths = { 0 };
        for (int i = 0; i < PATHS; i++) {
            static const char *const names[] = { "a", "b", "ab", "ba", "aab" };
            for (uint32_t n = 1 + tree_random(&seed, DEPTH); n > 0; n--) {
                stet_buffer_add_text(
                    &paths, names[tree_random(&seed, sizeof names / sizeof *names)]);
                stet_buffer_add_char(&paths, n > 1 ? '/' : '\0');
            }
        }
        tree_write_bytes("paths", paths.ptr, paths.len);
        int status = tree_git_status("check-ignore --no-index -z --stdin", NULL,
                                     "paths", "ignored");
        assert_in_range(status, 0, 1);
        size_t len;
        char *ignored = tree_read("ignored", &len);
        stet_arena arena = { 0 };
        const stet_ignore *outer = enter(NULL, &t, "", &arena);
        const stet_ignore *inner = enter(outer, &t, "a", &arena);
        stet_str rest = stet_buffer_str(&paths);
        stet_str said = { ignored, len };
        stet_str path;
        stet_str next = { "", 0 };
        stet_str_cut(&said, '\0', &next);
        while (stet_str_cut(&rest, '\0', &path)) {
            bool out = stet_str_equal(path, next);
            if (out)
                next = (stet_str){ "", 0 };
            if (out && said.len)
                stet_str_cut(&said, '\0', &next);
            /* A folder of the tree: git asks the disk what it is. */
            if (stet_str_is(path, "a"))
                continue;
            if (walk_leaves_out(outer, inner, &t, path.ptr) != out)
                fail_msg("%s: git says %d of\n%s/a:\n%s", path.ptr, (int)out,
                         outer_bytes.ptr, inner_bytes.ptr);
        }
        stet_arena_release(&arena);
        free(ignored);
        stet_buffer_release(&paths);
        stet_buffer_release(&outer_bytes);
        stet_buffer_release(&inner_bytes);
    }
    tree_remove(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_match_as_git_says),
        cmocka_unit_test(a_pattern_knows_where_it_stands),
        cmocka_unit_test(inner_files_and_stetignore_decide_last),
        cmocka_unit_test(folders_above_count_up_to_the_repository),
        cmocka_unit_test(git_leaves_out_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
