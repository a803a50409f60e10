/* SPDX-License-Identifier: Apache-2.0 */
#include "run/fix.h"

#include "base/str.h"
#include "run/tree.h"

enum { EDITS = 4 };

/** A finding with one fix, and room for what that is made of. */
typedef struct sample {
    stet_source_edit edits[EDITS];
    stet_source_fix fixes[2];
} sample;

static stet_source_edit edit(uint64_t start, uint64_t end, const char *text)
{
    return (
        stet_source_edit){ .start = start, .end = end, .text = stet_str_from(text) };
}

/* `n_edits` edits follow. */
static stet_located finding(sample *room, const stet_rule *rule, bool safe,
                            size_t n_edits, ...)
{
    va_list args;
    va_start(args, n_edits);
    for (size_t i = 0; i < n_edits; i++)
        room->edits[i] = va_arg(args, stet_source_edit);
    va_end(args);
    room->fixes[0] =
        (stet_source_fix){ .safe = safe, .edits = room->edits, .n_edits = n_edits };
    return (stet_located){ .rule = rule, .fixes = room->fixes, .n_fixes = 1 };
}

static const stet_rule rules[] = { { .index = 0 }, { .index = 1 } };

static void expect_of(const stet_located *findings, size_t n, const char *bytes,
                      uint64_t base, bool unsafe, stet_fix_pass *pass, size_t n_mended,
                      const char *expected)
{
    stet_buffer out = { 0 };
    stet_buffer_add_text(&out, "what an earlier pass left");
    assert_int_equal(
        stet_fix_apply(stet_str_from(bytes), base, findings, n, unsafe, pass, &out),
        n_mended);
    assert_string_equal(out.ptr, expected);
    stet_buffer_release(&out);
}

static void expect(const stet_located *findings, size_t n, const char *bytes,
                   size_t n_mended, const char *expected)
{
    expect_of(findings, n, bytes, 0, false, NULL, n_mended, expected);
}

static void nothing_to_mend_leaves_the_bytes(void **state)
{
    (void)state;
    expect(NULL, 0, "as it was", 0, "as it was");
    expect(NULL, 0, "", 0, "");
}

static void edits_are_applied_where_the_piece_begins(void **state)
{
    (void)state;
    sample a;
    stet_located f[] = { finding(&a, rules, true, 2, edit(100, 103, "The"),
                                 edit(107, 107, "!")) };
    expect_of(f, 1, "teh end", 100, false, NULL, 1, "The end!");
}

static void only_safe_fixes_unless_asked(void **state)
{
    (void)state;
    sample a;
    stet_located f[] = { finding(&a, rules, false, 1, edit(0, 1, "b")) };
    expect(f, 1, "a", 0, "a");
    expect_of(f, 1, "a", 0, true, NULL, 1, "b");
}

static void the_first_allowed_fix_is_taken(void **state)
{
    (void)state;
    stet_source_edit edits[] = { edit(0, 1, "unsafe"), edit(0, 1, "safe") };
    stet_source_fix fixes[] = { { .edits = &edits[0], .n_edits = 1 },
                                { .safe = true, .edits = &edits[1], .n_edits = 1 } };
    stet_located f[] = { { .rule = rules, .fixes = fixes, .n_fixes = 2 } };
    expect(f, 1, "a", 1, "safe");
    expect_of(f, 1, "a", 0, true, NULL, 1, "unsafe");
}

static void findings_can_be_skipped(void **state)
{
    (void)state;
    sample a, b;
    const bool skip[] = { true, false };
    stet_fix_pass pass = { .skip = skip };
    stet_located f[] = { finding(&a, &rules[0], true, 1, edit(0, 1, "x")),
                         finding(&b, &rules[1], true, 1, edit(2, 3, "y")) };
    expect_of(f, 2, "a b", 0, false, &pass, 1, "a y");
    stet_fix_pass_release(&pass);
}

static void a_pass_says_what_it_did_and_where(void **state)
{
    (void)state;
    sample a, b, c;
    bool mended[3];
    stet_fix_pass pass = { .mended = mended };
    stet_located f[] = {
        finding(&a, rules, true, 2, edit(11, 12, "long"), edit(15, 16, "")),
        finding(&b, rules, true, 1, edit(11, 13, "no")),
        finding(&c, rules, true, 1, edit(13, 13, "+")),
    };
    expect_of(f, 3, "abcdefgh", 10, false, &pass, 2, "alongc+degh");
    assert_true(mended[0] && !mended[1] && mended[2]);
    static const stet_fix_range ranges[] = { { 11, 15, 0, 11, 12 },
                                             { 16, 17, 2, 13, 13 },
                                             { 19, 19, 0, 15, 16 } };
    assert_int_equal(pass.n_ranges, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(pass.ranges[i].start, ranges[i].start);
        assert_int_equal(pass.ranges[i].end, ranges[i].end);
        assert_int_equal(pass.ranges[i].finding, ranges[i].finding);
        assert_int_equal(pass.ranges[i].old_start, ranges[i].old_start);
        assert_int_equal(pass.ranges[i].old_end, ranges[i].old_end);
    }
    stet_fix_pass_release(&pass);
}

static void the_earlier_of_two_that_overlap_wins(void **state)
{
    (void)state;
    sample a, b;
    stet_located f[] = { finding(&a, rules, true, 1, edit(0, 3, "one")),
                         finding(&b, rules, true, 1, edit(2, 4, "two")) };
    expect(f, 2, "abcdef", 1, "onedef");
    stet_located turned[] = { f[1], f[0] };
    expect(turned, 2, "abcdef", 1, "abtwoef");
}

static void an_overlapping_fix_is_dropped_whole(void **state)
{
    (void)state;
    sample a, b;
    stet_located f[] = {
        finding(&a, rules, true, 1, edit(4, 6, "X")),
        finding(&b, rules, true, 3, edit(0, 1, "!"), edit(5, 6, "!"), edit(7, 8, "!")),
    };
    expect(f, 2, "abcdefgh", 1, "abcdXgh");
}

static void edits_beside_each_other_do_not_overlap(void **state)
{
    (void)state;
    sample a, b, c;
    stet_located f[] = { finding(&a, rules, true, 1, edit(2, 4, "RR")),
                         finding(&b, rules, true, 1, edit(2, 2, "i")),
                         finding(&c, rules, true, 1, edit(0, 2, "LL")) };
    expect(f, 3, "abcdef", 3, "LLiRRef");
    stet_located turned[] = { f[2], f[1], f[0] };
    expect(turned, 3, "abcdef", 3, "LLiRRef");
}

static void an_insertion_inside_a_replaced_range_overlaps(void **state)
{
    (void)state;
    sample a, b;
    stet_located f[] = { finding(&a, rules, true, 1, edit(1, 4, "")),
                         finding(&b, rules, true, 1, edit(2, 2, "i")) };
    expect(f, 2, "abcdef", 1, "aef");
    stet_located turned[] = { f[1], f[0] };
    expect(turned, 2, "abcdef", 1, "abicdef");
}

static void two_insertions_at_a_place_overlap_unless_they_are_the_same(void **state)
{
    (void)state;
    sample a, b, c;
    stet_located f[] = { finding(&a, rules, true, 1, edit(2, 2, ",")),
                         finding(&b, rules, true, 1, edit(2, 2, ";")),
                         finding(&c, rules, true, 1, edit(2, 2, ",")) };
    expect(f, 3, "abcd", 2, "ab,cd");
}

static void the_same_edit_of_two_findings_is_applied_once(void **state)
{
    (void)state;
    sample a, b;
    stet_located f[] = {
        finding(&a, rules, true, 1, edit(1, 3, "x")),
        finding(&b, rules, true, 2, edit(1, 3, "x"), edit(4, 4, "y")),
    };
    expect(f, 2, "abcde", 2, "axdye");
}

static void a_fix_without_effect_is_none(void **state)
{
    (void)state;
    sample a, b;
    stet_located f[] = { finding(&a, rules, true, 1, edit(1, 3, "bc")),
                         finding(&b, rules, true, 0) };
    expect(f, 2, "abcd", 0, "abcd");
}

static void a_fix_that_is_not_of_this_piece_is_dropped(void **state)
{
    (void)state;
    sample a, b, c, d;
    stet_located f[] = {
        finding(&a, rules, true, 1, edit(9, 11, "x")),
        finding(&b, rules, true, 1, edit(12, 15, "x")),
        finding(&c, rules, true, 1, edit(13, 12, "x")),
        finding(&d, rules, true, 2, edit(12, 13, "x"), edit(10, 11, "y")),
    };
    expect_of(f, 4, "abcd", 10, false, NULL, 0, "abcd");
}

/* Each byte is either untouched or belongs to exactly one accepted edit. */
static void whatever_is_applied_the_rest_stands(void **state)
{
    (void)state;
    enum { ROUNDS = 300, LENGTH = 40, FINDINGS = 12 };
    uint64_t seed = 42;
    for (int round = 0; round < ROUNDS; round++) {
        char text[LENGTH + 1];
        sample room[FINDINGS];
        stet_located f[FINDINGS];
        for (size_t i = 0; i < LENGTH; i++)
            text[i] = (char)('a' + tree_random(&seed, 26));
        text[LENGTH] = '\0';
        for (size_t i = 0; i < FINDINGS; i++) {
            uint32_t start = tree_random(&seed, LENGTH);
            uint32_t end = start + tree_random(&seed, LENGTH - start > 6 ? 6 : 1);
            f[i] = finding(&room[i], rules, true, 1, edit(start, end, "[#]"));
        }
        stet_buffer out = { 0 };
        size_t n =
            stet_fix_apply(stet_str_from(text), 0, f, FINDINGS, false, NULL, &out);
        assert_true(n > 0);
        size_t at = 0;
        size_t n_edits = 0;
        for (const char *p = out.ptr; *p;) {
            if (*p == '[') {
                n_edits++;
                p += 3;
                continue;
            }
            while (at < LENGTH && text[at] != *p)
                at++;
            assert_true(at < LENGTH);
            at++;
            p++;
        }
        assert_true(n_edits > 0 && n_edits <= n);
        stet_buffer_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_to_mend_leaves_the_bytes),
        cmocka_unit_test(edits_are_applied_where_the_piece_begins),
        cmocka_unit_test(only_safe_fixes_unless_asked),
        cmocka_unit_test(the_first_allowed_fix_is_taken),
        cmocka_unit_test(findings_can_be_skipped),
        cmocka_unit_test(a_pass_says_what_it_did_and_where),
        cmocka_unit_test(the_earlier_of_two_that_overlap_wins),
        cmocka_unit_test(an_overlapping_fix_is_dropped_whole),
        cmocka_unit_test(edits_beside_each_other_do_not_overlap),
        cmocka_unit_test(an_insertion_inside_a_replaced_range_overlaps),
        cmocka_unit_test(two_insertions_at_a_place_overlap_unless_they_are_the_same),
        cmocka_unit_test(the_same_edit_of_two_findings_is_applied_once),
        cmocka_unit_test(a_fix_without_effect_is_none),
        cmocka_unit_test(a_fix_that_is_not_of_this_piece_is_dropped),
        cmocka_unit_test(whatever_is_applied_the_rest_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
