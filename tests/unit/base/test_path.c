/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/path.h"
#include "base/str.h"

#include <cmocka.h>

static void test_parts_of_paths(void **state)
{
    (void)state;
    static const struct {
        const char *path, *folder, *name, *extension;
    } rows[] = {
        { "a/b/c.md", "a/b", "c.md", "md" },
        { "c.md", ".", "c.md", "md" },
        { "/c", "/", "c", "" },
        { "/", "/", "", "" },
        { "", ".", "", "" },
        { "a/b/", "a", "b", "" },
        { "a//b.tar.gz", "a", "b.tar.gz", "gz" },
        { "a.b/c", "a.b", "c", "" },
        { ".md", ".", ".md", "" },
        { "a/.x.md", "a", ".x.md", "md" },
        { "a.", ".", "a.", "" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        stet_str path = stet_str_from(rows[i].path);
        if (!stet_str_is(stet_path_folder(path), rows[i].folder) ||
            !stet_str_is(stet_path_name(path), rows[i].name) ||
            !stet_str_is(stet_path_extension(path), rows[i].extension))
            fail_msg("%s", rows[i].path);
    }
}

static void test_join(void **state)
{
    (void)state;
    static const struct {
        const char *folder, *name, *path;
    } rows[] = {
        { "a", "b", "a/b" }, { "a/", "b", "a/b" }, { "/", "b", "/b" },
        { "", "b", "b" },    { ".", "b", "b" },    { "a", "/b", "/b" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        stet_buffer out = { 0 };
        stet_path_join(&out, stet_str_from(rows[i].folder),
                       stet_str_from(rows[i].name));
        assert_string_equal(out.ptr, rows[i].path);
        stet_buffer_release(&out);
    }
}

static bool match(const char *pattern, const char *path)
{
    return stet_path_match(stet_str_from(pattern), stet_str_from(path));
}

static const struct {
    const char *pattern, *path;
    bool matches;
} rows[] = {
    /* Without a slash: the last part, anywhere. */
    { "*.md", "a.md", true },
    { "*.md", "x/y/a.md", true },
    { "*.md", "a.md/b", false },
    { "*.md", "a.mdx", false },
    { "README", "docs/README", true },
    { "**", "a/b/c", true },
    { "*", "a/b", true },
    /* With one: from the root. */
    { "docs/*.md", "docs/a.md", true },
    { "docs/*.md", "x/docs/a.md", false },
    { "docs/*.md", "docs/x/a.md", false },
    { "/a.md", "a.md", true },
    { "/a.md", "x/a.md", false },
    { "/*.md", "/a.md", true },
    /* Two stars. */
    { "**/a.md", "a.md", true },
    { "**/a.md", "x/y/a.md", true },
    { "drafts/**", "drafts/a.md", true },
    { "drafts/**", "drafts/x/y", true },
    { "drafts/**", "drafts", false },
    { "drafts/**", "x/drafts/a", false },
    { "a/**/b", "a/b", true },
    { "a/**/b", "a/x/b", true },
    { "a/**/b", "a/x/y/b", true },
    { "a/**/b", "a/x/y/c", false },
    { "a/**/b/**/c", "a/b/b/x/c", true },
    { "a/**/b/**/c", "a/c/b", false },
    { "**/x/*.jsonl", "logs/x/y/x/a.jsonl", true },
    { "a**b", "axxb", true },
    { "d/a**b", "d/a/b", false },
    /* A folder. */
    { "drafts/", "drafts/a.md", true },
    { "drafts/", "x/drafts/y/a.md", true },
    { "drafts/", "drafts", false },
    { "drafts/", "drafts/", true },
    { "drafts", "drafts/", true },
    { "/drafts/", "x/drafts/a", false },
    { "a/b/", "a/b/c/d", true },
    { "a/b/", "x/a/b/c", false },
    { "**/", "a", false },
    { "**/", "a/b", true },
    { "a/**/", "a/b", false },
    { "a/**/", "a/b/c", true },
    /* One character, and sets. */
    { "?.md", "a.md", true },
    { "?.md", "\xC3\xA9.md", true },
    { "?.md", "ab.md", false },
    { "[a-c]x", "bx", true },
    { "[a-c]x", "dx", false },
    { "[!a-c]x", "dx", true },
    { "[^a-c]x", "ax", false },
    { "[]a]", "]", true },
    { "[a-]", "-", true },
    { "[\\]]", "]", true },
    { "[\xC3\xA0-\xC3\xBF]", "\xC3\xA9", true },
    { "[abc", "[abc", true },
    { "*[0-9]*", "a1b", true },
    { "*[0-9]", "a1b", false },
    /* Quoting. */
    { "\\*.md", "*.md", true },
    { "\\*.md", "a.md", false },
    { "a\\", "a\\", true },
    /* A dot and a slash say nothing. */
    { "./a/*.md", "a/b.md", true },
    { "a/*.md", "./a/b.md", true },
    /* Nothing. */
    { "", "a", false },
    { "a", "", false },
    { "/", "a", false },
};

static void test_match(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (match(rows[i].pattern, rows[i].path) != rows[i].matches)
            fail_msg("%s and %s", rows[i].pattern, rows[i].path);
}

/* What a pattern from the root means, tried in every way there is: two stars as a
   whole part cross slashes, others do not. */
static bool try_all(const char *pattern, const char *path, bool at_start)
{
    if (at_start && strcmp(pattern, "**") == 0)
        return true;
    if (at_start && strncmp(pattern, "**/", 3) == 0) {
        if (try_all(pattern + 3, path, true))
            return true;
        const char *slash = strchr(path, '/');
        return slash && try_all(pattern, slash + 1, true);
    }
    if (*pattern == '*') {
        for (;; path++) {
            if (try_all(pattern + 1, path, false))
                return true;
            if (!*path || *path == '/')
                return false;
        }
    }
    if (!*pattern || !*path)
        return !*pattern && !*path;
    if (*pattern != *path && !(*pattern == '?' && *path != '/'))
        return false;
    return try_all(pattern + 1, path + 1, *path == '/');
}

static void random_text(char *text, const char *pool, size_t n_pool)
{
    size_t len = (size_t)rand() % 9;
    text[0] = 'a';
    for (size_t i = 1; i <= len; i++) {
        char c = pool[(size_t)rand() % n_pool];
        text[i] = c == '/' && text[i - 1] == '/' ? 'b' : c;
    }
    text[len + 1] = text[len] == '/' ? 'b' : '\0';
    text[len + 2] = '\0';
}

static void test_match_agrees_with_trying_everything(void **state)
{
    (void)state;
    size_t n_matches = 0;
    srand(5);
    for (int i = 0; i < 400000; i++) {
        char pattern[16] = "/";
        char path[16];
        random_text(pattern + 1, "ab?**//", 7);
        random_text(path, "aab/", 4);
        if (rand() % 4 == 0)
            memcpy(pattern + 1, "*", 1);
        bool expected = try_all(pattern + 1, path, true);
        n_matches += expected;
        if (match(pattern, path) != expected)
            fail_msg("%s and %s", pattern, path);
    }
    assert_true(n_matches > 10000);
}

static void test_no_pattern_takes_long(void **state)
{
    (void)state;
    enum { STARS = 2000, LENGTH = 8000 };
    static char pattern[3 * STARS + 4];
    static char path[LENGTH + 1];
    clock_t start = clock();
    for (size_t i = 0; i < STARS; i++)
        memcpy(pattern + 2 * i, "*a", 2);
    memcpy(pattern + 2 * STARS, "b", 2);
    memset(path, 'a', LENGTH);
    assert_false(match(pattern, path));
    for (size_t i = 0; i < STARS; i++)
        memcpy(pattern + 3 * i, "**/", 3);
    memcpy(pattern + 3 * STARS, "b", 2);
    for (size_t i = 1; i < LENGTH; i += 2)
        path[i] = '/';
    assert_false(match(pattern, path));
    /* Processor time; it takes a second where a sanitizer watches. */
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts_of_paths),
        cmocka_unit_test(test_join),
        cmocka_unit_test(test_match),
        cmocka_unit_test(test_match_agrees_with_trying_everything),
        cmocka_unit_test(test_no_pattern_takes_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
