/* SPDX-License-Identifier: Apache-2.0 */
#include "run/diff.h"

#include "base/str.h"
#include "run/fix.h"
#include "run/line_diff.h"
#include "run/tree.h"

#include <time.h>

static void expect(const char *path, const char *before, const char *after,
                   const char *expected)
{
    stet_buffer out = { 0 };
    stet_diff_write(stet_str_from(path), stet_str_from(before), stet_str_from(after),
                    NULL, 0, &out);
    assert_string_equal(out.ptr ? out.ptr : "", expected);
    stet_buffer_release(&out);
}

static void equal_texts_have_no_diff(void **state)
{
    (void)state;
    expect("a", "", "", "");
    expect("a", "one\ntwo\n", "one\ntwo\n", "");
}

static void a_changed_line_comes_with_three_lines_around(void **state)
{
    (void)state;
    expect("docs/a.md", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n",
           "--- a/docs/a.md\n+++ b/docs/a.md\n@@ -2,7 +2,7 @@\n"
           " 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

static void near_changes_share_a_hunk_and_far_ones_do_not(void **state)
{
    (void)state;
    expect("a", "1\n2\n3\n4\n5\n6\n7\n8\n", "x\n2\n3\n4\n5\n6\n7\ny\n",
           "--- a/a\n+++ b/a\n@@ -1,8 +1,8 @@\n"
           "-1\n+x\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+y\n");
    expect("a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n",
           "--- a/a\n+++ b/a\n@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n"
           "@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n");
}

static void a_missing_line_end_is_told(void **state)
{
    (void)state;
    expect("a", "one\ntwo", "one\ntwo\n",
           "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n one\n-two\n"
           "\\ No newline at end of file\n+two\n");
    expect("a", "one\ntwo", "1\ntwo",
           "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n-one\n+1\n two\n"
           "\\ No newline at end of file\n");
}

static void ranges_without_lines_name_the_line_before(void **state)
{
    (void)state;
    expect("a", "", "new\n", "--- a/a\n+++ b/a\n@@ -0,0 +1 @@\n+new\n");
    expect("a", "old\n", "", "--- a/a\n+++ b/a\n@@ -1 +0,0 @@\n-old\n");
}

/* Parts are given as texts in [ ] of both versions. */
static void expect_of_parts(const char *marked_before, const char *marked_after,
                            const char *expected)
{
    enum { PARTS = 8 };
    stet_diff_part parts[PARTS] = { { 0 } };
    size_t n[4] = { 0 };
    stet_buffer before = { 0 };
    stet_buffer after = { 0 };
    for (const char *c = marked_before; *c; c++) {
        if (*c == '[')
            parts[n[0]++].before = before.len;
        else if (*c == ']')
            parts[n[1]++].before_end = before.len;
        else
            stet_buffer_add_char(&before, *c);
    }
    for (const char *c = marked_after; *c; c++) {
        if (*c == '[')
            parts[n[2]++].after = after.len;
        else if (*c == ']')
            parts[n[3]++].after_end = after.len;
        else
            stet_buffer_add_char(&after, *c);
    }
    stet_buffer out = { 0 };
    stet_diff_write(STET_STR("a"), stet_buffer_str(&before), stet_buffer_str(&after),
                    parts, n[0], &out);
    assert_string_equal(out.ptr, expected);
    stet_buffer_release(&out);
    stet_buffer_release(&before);
    stet_buffer_release(&after);
}

static void a_hunk_at_the_end_of_a_part_has_the_lines_behind_it(void **state)
{
    (void)state;
    expect_of_parts("1\n2\n3\n4\n[5\n6\n]7\n8\n9\n10\n11\n",
                    "1\n2\n3\n4\n[5\nsix\n]7\n8\n9\n10\n11\n",
                    "--- a/a\n+++ b/a\n@@ -3,7 +3,7 @@\n"
                    " 3\n 4\n 5\n-6\n+six\n 7\n 8\n 9\n");
    expect_of_parts("1\n[2\n]3\n4\n5\n6\n7\n8\n9\n[10\n]11\n12\n[13\n14]",
                    "1\n[2\n2\n]3\n4\n5\n6\n7\n8\n9\n[ten\n]11\n12\n[14]",
                    "--- a/a\n+++ b/a\n@@ -1,5 +1,6 @@\n"
                    " 1\n 2\n+2\n 3\n 4\n 5\n@@ -7,8 +8,7 @@\n"
                    " 7\n 8\n 9\n-10\n+ten\n 11\n 12\n-13\n 14\n"
                    "\\ No newline at end of file\n");
}

static void parts_that_share_a_line_are_one(void **state)
{
    (void)state;
    expect_of_parts("x [a],[b],[c]\ny\n", "x [1],[2],[\n]\ny\n",
                    "--- a/a\n+++ b/a\n@@ -1,2 +1,3 @@\n"
                    "-x a,b,c\n+x 1,2,\n+\n y\n");
    expect_of_parts("[a\n]b\nc", "[]b\nc",
                    "--- a/a\n+++ b/a\n@@ -1,3 +1,2 @@\n-a\n b\n c\n"
                    "\\ No newline at end of file\n");
    expect_of_parts("a[\n]b\nc\n", "a[]b\nc\n",
                    "--- a/a\n+++ b/a\n@@ -1,3 +1,2 @@\n-a\n-b\n+ab\n c\n");
}

static void odd_names_are_quoted_as_git_quotes_them(void **state)
{
    (void)state;
    static const char body[] = "@@ -1 +1 @@\n-1\n+2\n";
    static const char *const rows[][2] = {
        { "two words.md", "--- a/two words.md\t\n+++ b/two words.md\t\n" },
        { "/tmp/x", "--- a/tmp/x\n+++ b/tmp/x\n" },
        { "gr\xC3\xBC\xC3\x9F.md", "--- a/gr\xC3\xBC\xC3\x9F.md\n"
                                   "+++ b/gr\xC3\xBC\xC3\x9F.md\n" },
        { "a\nb", "--- \"a/a\\012b\"\n+++ \"b/a\\012b\"\n" },
        { "say \"hi\"", "--- \"a/say \\042hi\\042\"\n+++ \"b/say \\042hi\\042\"\n" },
        { "\xFF", "--- \"a/\\377\"\n+++ \"b/\\377\"\n" },
        { "\xE2\x80\xAE.md", "--- \"a/\\342\\200\\256.md\"\n"
                             "+++ \"b/\\342\\200\\256.md\"\n" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char expected[256];
        snprintf(expected, sizeof expected, "%s%s", rows[i][1], body);
        expect(rows[i][0], "1\n", "2\n", expected);
    }
}

/* Lines of few kinds, so that many are the same, some of them without a line end. */
static void random_text(stet_buffer *out, uint64_t *seed, uint32_t n_lines,
                        uint32_t n_kinds)
{
    stet_buffer_clear(out);
    stet_buffer_add_text(out, "");
    for (uint32_t i = 0; i < n_lines; i++)
        stet_buffer_format(out, "line %u\n", (unsigned)tree_random(seed, n_kinds));
    if (n_lines && tree_random(seed, 4) == 0)
        out->ptr[--out->len] = '\0';
}

/* As fixes change a text: some lines differ, some are gone, some come. */
static void change_text(stet_buffer *out, stet_str text, uint64_t *seed)
{
    stet_buffer_clear(out);
    stet_buffer_add_text(out, "");
    stet_str line;
    while (stet_str_cut(&text, '\n', &line)) {
        uint32_t what = tree_random(seed, 12);
        if (what == 0)
            continue;
        if (what == 1)
            stet_buffer_format(out, "new %u\n", (unsigned)tree_random(seed, 3));
        stet_buffer_add(out, line);
        if (what == 2)
            stet_buffer_add_text(out, " mended");
        if (text.len || tree_random(seed, 3))
            stet_buffer_add_char(out, '\n');
    }
}

static void check_alignment(stet_str before, stet_str after)
{
    stet_line_diff diff;
    stet_line_diff_init(&diff, before, after);
    size_t j = 0;
    for (size_t i = 0; i < diff.n_before; i++) {
        if (diff.gone[i])
            continue;
        while (j < diff.n_after && diff.come[j])
            j++;
        assert_true(j < diff.n_after);
        assert_true(stet_str_equal(diff.before[i], diff.after[j]));
        j++;
    }
    while (j < diff.n_after && diff.come[j])
        j++;
    assert_int_equal(j, diff.n_after);
    stet_line_diff_release(&diff);
}

static void what_is_not_marked_is_the_same_in_both(void **state)
{
    (void)state;
    enum { ROUNDS = 2000 };
    uint64_t seed = 7;
    stet_buffer before = { 0 };
    stet_buffer after = { 0 };
    for (int i = 0; i < ROUNDS; i++) {
        uint32_t kinds = 1 + tree_random(&seed, 30);
        random_text(&before, &seed, tree_random(&seed, 60), kinds);
        if (tree_random(&seed, 2))
            change_text(&after, stet_buffer_str(&before), &seed);
        else
            random_text(&after, &seed, tree_random(&seed, 60), kinds);
        check_alignment(stet_buffer_str(&before), stet_buffer_str(&after));
    }
    stet_buffer_release(&before);
    stet_buffer_release(&after);
}

/* The least number of edits, by the table that everybody knows. */
static size_t least_edits(const stet_line_diff *diff)
{
    size_t width = diff->n_after + 1;
    size_t *table = calloc((diff->n_before + 1) * width, sizeof *table);
    assert_non_null(table);
    for (size_t i = 0; i <= diff->n_before; i++)
        for (size_t j = 0; j <= diff->n_after; j++) {
            size_t *cell = &table[i * width + j];
            if (i == 0 || j == 0)
                *cell = i + j;
            else if (stet_str_equal(diff->before[i - 1], diff->after[j - 1]))
                *cell = table[(i - 1) * width + j - 1];
            else if (table[(i - 1) * width + j] < table[i * width + j - 1])
                *cell = table[(i - 1) * width + j] + 1;
            else
                *cell = table[i * width + j - 1] + 1;
        }
    size_t least = table[diff->n_before * width + diff->n_after];
    free(table);
    return least;
}

/* Lines that stand in either text more than once are no anchors, so that here the
   greedy algorithm alone decides, and it finds the least. */
static void repeated_lines_are_aligned_with_the_fewest_edits(void **state)
{
    (void)state;
    enum { ROUNDS = 300 };
    uint64_t seed = 11;
    stet_buffer before = { 0 };
    stet_buffer after = { 0 };
    for (int round = 0; round < ROUNDS; round++) {
        random_text(&before, &seed, 30 + tree_random(&seed, 20), 3);
        random_text(&after, &seed, 30 + tree_random(&seed, 20), 3);
        stet_line_diff diff;
        stet_line_diff_init(&diff, stet_buffer_str(&before), stet_buffer_str(&after));
        size_t edits = 0;
        for (size_t i = 0; i < diff.n_before; i++)
            edits += diff.gone[i];
        for (size_t i = 0; i < diff.n_after; i++)
            edits += diff.come[i];
        size_t least = least_edits(&diff);
        assert_true(edits >= least && edits <= least + 2);
        stet_line_diff_release(&diff);
    }
    stet_buffer_release(&before);
    stet_buffer_release(&after);
}

static void texts_without_a_common_line_take_no_time(void **state)
{
    (void)state;
    enum { LINES = 40000, SECONDS = 20 };
    stet_buffer before = { 0 };
    stet_buffer after = { 0 };
    for (int i = 0; i < LINES; i++) {
        stet_buffer_add_text(&before, i % 2 ? "a\n" : "b\n");
        stet_buffer_add_text(&after, i % 3 ? "c\n" : "b\n");
    }
    clock_t start = clock();
    check_alignment(stet_buffer_str(&before), stet_buffer_str(&after));
    assert_true(clock() - start < (clock_t)SECONDS * CLOCKS_PER_SEC);
    stet_buffer_release(&before);
    stet_buffer_release(&after);
}

static void check_with_git(stet_str before, stet_str after)
{
    stet_buffer patch = { 0 };
    stet_diff_write(STET_STR("in/a text.md"), before, after, NULL, 0, &patch);
    if (stet_str_equal(before, after)) {
        assert_int_equal(patch.len, 0);
        return;
    }
    tree_write_bytes("in/a text.md", before.ptr, before.len);
    tree_write_bytes("patch", patch.ptr, patch.len);
    assert_int_equal(
        tree_git_status("apply --whitespace=nowarn patch", NULL, NULL, NULL), 0);
    size_t len;
    char *bytes = tree_read("in/a text.md", &len);
    assert_int_equal(len, after.len);
    assert_memory_equal(bytes, after.ptr, len);
    free(bytes);
    stet_buffer_release(&patch);
}

/* Mends a text in some random places. */
static void mend(stet_buffer *out, stet_str text, uint64_t *seed)
{
    enum { FINDINGS = 12, LONGEST = 5 };
    static const char *const texts[] = { "", "\n", "x", "two\nlines", " " };
    static const stet_rule rule = { .index = 0 };
    stet_source_edit edits[FINDINGS];
    stet_source_fix fixes[FINDINGS];
    stet_located findings[FINDINGS];
    for (size_t i = 0; i < FINDINGS; i++) {
        uint64_t start = tree_random(seed, (uint32_t)text.len + 1);
        uint64_t end = start + tree_random(seed, LONGEST);
        edits[i] = (stet_source_edit){
            .start = start,
            .end = end < text.len ? end : text.len,
            .text = stet_str_from(texts[tree_random(seed, STET_LEN(texts))]),
        };
        fixes[i] = (stet_source_fix){ .safe = true, .edits = &edits[i], .n_edits = 1 };
        findings[i] = (stet_located){ .rule = &rule, .fixes = &fixes[i], .n_fixes = 1 };
    }
    stet_fix_apply(text, 0, findings, FINDINGS, false, NULL, out);
}

static void the_diff_of_a_mended_text_mends_it(void **state)
{
    (void)state;
    enum { ROUNDS = 40 };
    tree t;
    tree_make(&t);
    uint64_t seed = 5;
    stet_buffer before = { 0 };
    stet_buffer after = { 0 };
    for (int i = 0; i < ROUNDS; i++) {
        random_text(&before, &seed, tree_random(&seed, 50), 30);
        mend(&after, stet_buffer_str(&before), &seed);
        check_with_git(stet_buffer_str(&before), stet_buffer_str(&after));
    }
    stet_buffer_release(&before);
    stet_buffer_release(&after);
    tree_remove(&t);
}

static void git_applies_what_is_written(void **state)
{
    (void)state;
    enum { ROUNDS = 60 };
    tree t;
    tree_make(&t);
    uint64_t seed = 99;
    stet_buffer before = { 0 };
    stet_buffer after = { 0 };
    check_with_git(STET_STR(""), STET_STR("one\n"));
    check_with_git(STET_STR("one"), STET_STR(""));
    check_with_git(STET_STR("a\r\nb\r\n"), STET_STR("a\r\nb\n"));
    check_with_git(STET_STR("\xFF\x01\x1B\n"), STET_STR("\xFF\x02\x1B"));
    for (int i = 0; i < ROUNDS; i++) {
        random_text(&before, &seed, tree_random(&seed, 80), 1 + tree_random(&seed, 40));
        if (tree_random(&seed, 3))
            change_text(&after, stet_buffer_str(&before), &seed);
        else
            random_text(&after, &seed, tree_random(&seed, 80), 20);
        check_with_git(stet_buffer_str(&before), stet_buffer_str(&after));
    }
    stet_buffer_release(&before);
    stet_buffer_release(&after);
    tree_remove(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_texts_have_no_diff),
        cmocka_unit_test(a_changed_line_comes_with_three_lines_around),
        cmocka_unit_test(near_changes_share_a_hunk_and_far_ones_do_not),
        cmocka_unit_test(a_missing_line_end_is_told),
        cmocka_unit_test(ranges_without_lines_name_the_line_before),
        cmocka_unit_test(a_hunk_at_the_end_of_a_part_has_the_lines_behind_it),
        cmocka_unit_test(parts_that_share_a_line_are_one),
        cmocka_unit_test(odd_names_are_quoted_as_git_quotes_them),
        cmocka_unit_test(what_is_not_marked_is_the_same_in_both),
        cmocka_unit_test(repeated_lines_are_aligned_with_the_fewest_edits),
        cmocka_unit_test(texts_without_a_common_line_take_no_time),
        cmocka_unit_test(git_applies_what_is_written),
        cmocka_unit_test(the_diff_of_a_mended_text_mends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
