/* SPDX-License-Identifier: Apache-2.0 */
#include "run/mend.h"

#include "base/memory.h"
#include "base/str.h"
#include "run/engine.h"
#include "run/tree.h"

/** Rules that write one text in place of another; a line is a record. */
typedef struct swap_rule {
    const char *from, *to;
} swap_rule;

typedef struct checker {
    const swap_rule *swaps;
    size_t n_swaps;
    bool kept;            /**< The source cannot be mended. */
    const char *standing; /**< A * where a finding of the first look may stand. */
    int n_looks, n_last;
} checker;

static const stet_rule rules[] = { { .index = 0 }, { .index = 1 }, { .index = 2 } };

static void add_finding(stet_result *result, const stet_piece *piece, size_t at,
                        uint64_t record, const swap_rule *swap, const stet_rule *rule)
{
    stet_source_edit *edit = stet_arena_alloc(&result->arena, sizeof *edit);
    stet_source_fix *fix = stet_arena_alloc(&result->arena, sizeof *fix);
    *edit = (stet_source_edit){ .start = piece->byte + at,
                                .end = piece->byte + at + strlen(swap->from),
                                .text = stet_str_from(swap->to) };
    *fix = (stet_source_fix){ .safe = true, .edits = edit, .n_edits = 1 };
    stet_memory_grow((void **)&result->findings, &result->findings_capacity,
                     result->n_findings + 1, sizeof *result->findings);
    result->findings[result->n_findings++] = (stet_located){
        .rule = rule,
        .record = record,
        .start = { .byte = edit->start },
        .end = { .byte = edit->end },
        .fixes = fix,
        .n_fixes = 1,
    };
}

static void add_trouble(stet_result *result, uint64_t record)
{
    stet_memory_grow((void **)&result->troubles, &result->troubles_capacity,
                     result->n_troubles + 1, sizeof *result->troubles);
    result->troubles[result->n_troubles++] = (stet_trouble){ .record = record };
}

static void check(void *user, const stet_piece *piece, bool last, stet_result *result)
{
    checker *c = user;
    stet_str bytes = piece->bytes;
    uint64_t record = 1;
    c->n_looks++;
    c->n_last += last;
    for (size_t at = 0; at < bytes.len; at++) {
        if (bytes.ptr[at] == '#') /* A line that cannot be read. */
            add_trouble(result, record);
        for (size_t i = 0; i < c->n_swaps; i++) {
            size_t len = strlen(c->swaps[i].from);
            if (len <= bytes.len - at &&
                memcmp(bytes.ptr + at, c->swaps[i].from, len) == 0)
                add_finding(result, piece, at, record, &c->swaps[i], &rules[i]);
            else
                continue;
            stet_located *finding = &result->findings[result->n_findings - 1];
            finding->fingerprint = 100 + at;
            finding->stands = c->n_looks == 1 && c->standing && c->standing[at] == '*';
        }
        record += bytes.ptr[at] == '\n';
    }
}

static void expect_looks(checker *c, bool look_again, const char *before,
                         const char *after, size_t n_fixed, size_t n_left)
{
    stet_error error = STET_ERROR_NONE;
    stet_source *source =
        stet_source_of_bytes(stet_str_from(before), NULL, STET_STR("bytes"),
                             stet_layout_for_path(STET_STR("a.txt")), 1000, &error);
    stet_piece piece;
    assert_true(stet_source_next(source, &piece, &error));
    stet_result result = { .first = true, .last = true, .tally.sources = 1 };
    source->kept = c->kept;
    stet_mend(&piece, false, look_again, check, c, &result);
    stet_buffer_add_char(&result.fixed, '\0');
    assert_string_equal(result.fixed.ptr, after);
    assert_int_equal(result.tally.fixed, n_fixed);
    assert_int_equal(result.changed, n_fixed > 0);
    assert_int_equal(result.refused, c->kept && n_left > 0);
    assert_int_equal(result.n_findings, n_left);
    assert_true(result.first && result.last && result.tally.sources == 1);
    assert_int_equal(result.tally.bytes, strlen(before));
    stet_result_release(&result);
    stet_piece_release(&piece);
    stet_source_close(source);
}

static void expect(const swap_rule *swaps, size_t n, const char *before,
                   const char *after, size_t n_fixed, size_t n_left)
{
    checker c = { .swaps = swaps, .n_swaps = n };
    expect_looks(&c, false, before, after, n_fixed, n_left);
    /* What is mended stays. */
    expect_looks(&c, false, after, after, 0, n_left);
    assert_int_equal(c.n_last, 0);
}

static void mends_all_there_is(void **state)
{
    (void)state;
    static const swap_rule swaps[] = { { "utilise", "use" }, { "prior to", "before" } };
    expect(swaps, 2, "nothing\n", "nothing\n", 0, 0);
    expect(swaps, 2, "utilise\nprior to utilise\n", "use\nbefore use\n", 3, 0);
}

static void what_overlaps_waits_for_the_next_pass(void **state)
{
    (void)state;
    static const swap_rule swaps[] = { { "ab", "x" }, { "bc", "y" } };
    expect(swaps, 2, "abc abc bc", "xc xc y", 3, 0);
}

static void a_fix_that_holds_what_it_replaces_is_left_out(void **state)
{
    (void)state;
    static const swap_rule grows[] = { { "a", "aa" }, { "b", "c" } };
    expect(grows, 2, "a b b\n", "a c c\n", 2, 1);
    static const swap_rule longer[] = { { "said", "said so" }, { "yes", "no" } };
    expect(longer, 2, "said yes, said\nyes\n", "said no, said\nno\n", 2, 2);
}

static void rules_that_undo_each_other_change_nothing(void **state)
{
    (void)state;
    static const swap_rule swaps[] = { { "gray", "grey" }, { "grey", "gray" } };
    expect(swaps, 2, "gray\n", "gray\n", 0, 1);
    expect(swaps, 2, "gray grey\n", "gray grey\n", 0, 2);
}

static void a_fix_that_makes_another_rule_speak_is_left_out(void **state)
{
    (void)state;
    static const swap_rule swaps[] = { { "one", "two" }, { "two!", "" }, { "x", "y" } };
    expect(swaps, 3, "one! x one\n", "one! y two\n", 2, 1);
}

static void what_does_no_good_here_is_mended_there(void **state)
{
    (void)state;
    static const swap_rule swaps[] = { { "a", "b" }, { "bb", "" } };
    expect(swaps, 2, "ab\nab ac\nac\n", "ab\nab bc\nbc\n", 2, 2);
}

static void a_record_stays_readable(void **state)
{
    (void)state;
    static const swap_rule swaps[] = { { "sharp", "#" }, { "flat", "b" } };
    expect(swaps, 2, "# flat\nsharp flat\nflat\n", "# b\nsharp b\nb\n", 3, 1);
}

static void rules_of_the_batch_look_last_and_once(void **state)
{
    (void)state;
    static const swap_rule swaps[] = { { "a", "b" } };
    checker c = { .swaps = swaps, .n_swaps = 1 };
    expect_looks(&c, true, "a", "b", 1, 0);
    assert_int_equal(c.n_last, 1);
    c = (checker){ .swaps = swaps, .n_swaps = 1 };
    expect_looks(&c, true, "c", "c", 0, 0);
    assert_int_equal(c.n_looks, 2);
    assert_int_equal(c.n_last, 1);
}

static void a_source_that_is_kept_stays_as_it_is(void **state)
{
    (void)state;
    static const swap_rule swaps[] = { { "a", "b" } };
    for (int look_again = 0; look_again <= 1; look_again++) {
        checker c = { .swaps = swaps, .n_swaps = 1, .kept = true };
        expect_looks(&c, look_again, "a a", "a a", 0, 2);
        expect_looks(&c, look_again, "c", "c", 0, 0);
        assert_int_equal(c.n_last, look_again * 2);
    }
}

/* What was told of one that stands: where it is now, and what it was known by. */
static void expect_standing(bool look_again, const char *before, const char *standing,
                            const char *after, size_t byte, uint64_t fingerprint)
{
    static const swap_rule swaps[] = { { "utilise", "use" }, { "!", "" } };
    checker c = { .swaps = swaps, .n_swaps = 2, .standing = standing };
    stet_error error = STET_ERROR_NONE;
    stet_source *source =
        stet_source_of_bytes(stet_str_from(before), NULL, STET_STR("bytes"),
                             stet_layout_for_path(STET_STR("a.txt")), 1000, &error);
    stet_piece piece;
    assert_true(stet_source_next(source, &piece, &error));
    stet_result result = { .first = true, .last = true };
    stet_mend(&piece, false, look_again, check, &c, &result);
    stet_buffer_add_char(&result.fixed, '\0');
    assert_string_equal(result.fixed.ptr, after);
    size_t n_standing = 0;
    for (size_t i = 0; i < result.n_findings; i++) {
        if (!result.findings[i].stands)
            continue;
        n_standing++;
        assert_int_equal(result.findings[i].start.byte, byte);
        assert_int_equal(result.findings[i].fingerprint, fingerprint);
    }
    assert_int_equal(n_standing, 1);
    stet_result_release(&result);
    stet_piece_release(&piece);
    stet_source_close(source);
}

static void what_may_stand_stands_wherever_it_is_moved(void **state)
{
    (void)state;
    for (int look_again = 0; look_again <= 1; look_again++) {
        expect_standing(look_again, "utilise", "*------", "utilise", 0, 100);
        expect_standing(look_again, "utilise, utilise, utilise",
                        "---------*---------------", "use, utilise, use", 5, 109);
        expect_standing(look_again, "!utilise!", "-*-------", "utilise", 0, 101);
        expect_standing(look_again, "utilise utilise!utilise!",
                        "--------*---------------", "use utiliseuse", 4, 108);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mends_all_there_is),
        cmocka_unit_test(what_overlaps_waits_for_the_next_pass),
        cmocka_unit_test(a_fix_that_holds_what_it_replaces_is_left_out),
        cmocka_unit_test(rules_that_undo_each_other_change_nothing),
        cmocka_unit_test(a_fix_that_makes_another_rule_speak_is_left_out),
        cmocka_unit_test(what_does_no_good_here_is_mended_there),
        cmocka_unit_test(a_record_stays_readable),
        cmocka_unit_test(rules_of_the_batch_look_last_and_once),
        cmocka_unit_test(a_source_that_is_kept_stays_as_it_is),
        cmocka_unit_test(what_may_stand_stands_wherever_it_is_moved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
