/* SPDX-License-Identifier: Apache-2.0 */
#include "run/rival.h"

#include "base/memory.h"
#include "text/written.h"

enum { MOST = 8 };

/** Rule 0 to 9 stand for themselves: their names are in order. */
typedef struct finding {
    unsigned rule, level, start, end;
    int rivalry;
    bool speaks;
} finding;

static stet_rule rules[10];

static void expect(const finding *rows, size_t n)
{
    stet_located located[MOST] = { 0 };
    stet_arena scratch = { 0 };
    for (unsigned i = 0; i < STET_LEN(rules); i++)
        rules[i].index = i;
    for (size_t i = 0; i < n; i++)
        located[i] = (stet_located){ .rule = &rules[rows[i].rule],
                                     .level = (stet_level)rows[i].level,
                                     .start.byte = rows[i].start,
                                     .end.byte = rows[i].end,
                                     .rivalry = (stet_rivalry)rows[i].rivalry,
                                     .silent = true };
    stet_rivals_settle(located, n, &scratch);
    for (size_t i = 0; i < n; i++)
        if (located[i].silent == rows[i].speaks)
            fail_msg("finding %zu %s", i, rows[i].speaks ? "is silent" : "speaks");
    stet_arena_release(&scratch);
}

#define EXPECT(...)                                  \
    do {                                             \
        static const finding rows_[] = __VA_ARGS__;  \
        expect(rows_, sizeof rows_ / sizeof *rows_); \
    } while (0)

enum { S = STET_SUGGESTION, W = STET_WARNING, E = STET_ERROR };
enum { NONE = STET_RIVAL_NONE, SAME = STET_RIVAL_EQUAL, OVER = STET_RIVAL_OVERLAP };

static void the_more_severe_speaks_then_the_longer_then_the_first_named(void **state)
{
    (void)state;
    EXPECT({ { 1, W, 0, 9, OVER, false }, { 2, E, 4, 6, OVER, true } });
    EXPECT({ { 1, W, 0, 6, OVER, false }, { 2, W, 4, 20, OVER, true } });
    EXPECT({ { 2, W, 0, 6, OVER, false }, { 1, W, 4, 10, OVER, true } });
    EXPECT({ { 1, W, 0, 4, OVER, true }, { 2, E, 4, 6, OVER, true } });
}

/* What is silent silences nothing: the chain is followed from its strongest end. */
static void only_what_speaks_silences(void **state)
{
    (void)state;
    EXPECT({ { 1, E, 0, 5, OVER, true },
             { 2, W, 4, 9, OVER, false },
             { 3, S, 8, 12, OVER, true } });
    EXPECT({ { 1, S, 0, 30, OVER, false },
             { 2, W, 2, 4, OVER, true },
             { 3, W, 6, 8, OVER, true } });
}

static void a_rule_is_no_rival_of_its_own(void **state)
{
    (void)state;
    EXPECT({ { 1, W, 0, 6, OVER, true }, { 1, W, 4, 9, OVER, true } });
    EXPECT({ { 1, W, 0, 6, OVER, true },
             { 2, S, 2, 3, OVER, false },
             { 1, W, 4, 9, OVER, true } });
}

static void other_checks_are_rivals_at_equal_spans_only(void **state)
{
    (void)state;
    EXPECT({ { 1, W, 0, 6, SAME, true }, { 2, E, 2, 4, OVER, true } });
    EXPECT({ { 1, W, 2, 4, SAME, false }, { 2, E, 2, 4, OVER, true } });
    EXPECT({ { 1, E, 2, 4, OVER, true }, { 2, W, 2, 4, SAME, false } });
    EXPECT({ { 1, W, 2, 4, SAME, true }, { 2, W, 2, 4, SAME, false } });
    EXPECT({ { 1, W, 2, 4, SAME, true },
             { 2, W, 2, 4, NONE, true },
             { 3, S, 2, 9, OVER, true } });
    /* The longer one is silent for a third, and lets the equal ones settle it. */
    EXPECT({ { 1, S, 0, 4, OVER, false },
             { 2, W, 2, 4, OVER, false },
             { 3, E, 2, 4, SAME, true },
             { 4, W, 3, 9, OVER, true } });
}

static void places_of_other_texts_are_no_rivals(void **state)
{
    (void)state;
    stet_arena scratch = { 0 };
    stet_located located[2] = {
        { .rule = &rules[1], .end.byte = 5, .rivalry = STET_RIVAL_OVERLAP, .order = 1 },
        { .rule = &rules[2], .end.byte = 5, .rivalry = STET_RIVAL_OVERLAP, .order = 2 },
    };
    stet_rivals_settle(located, 2, &scratch);
    assert_false(located[0].silent || located[1].silent);
    stet_arena_release(&scratch);
}

static void silent_findings_are_taken_out(void **state)
{
    (void)state;
    stet_located located[] = { { .silent = true },
                               { .level = STET_ERROR },
                               { .silent = true },
                               { .level = STET_WARNING } };
    stet_result result = { .findings = located, .n_findings = 4 };
    stet_rivals_drop(&result);
    assert_int_equal(result.n_findings, 2);
    assert_int_equal(located[0].level, STET_ERROR);
    assert_int_equal(located[1].level, STET_WARNING);
}

/* Which findings take part at all. */
static void whole_things_are_no_rivals(void **state)
{
    (void)state;
    static const stet_check_type part = { .name = "part" };
    static const stet_check_type whole = { .name = "whole", .whole = true };
    const stet_registered_check of_part = { .type = &part };
    const stet_registered_check of_whole = { .type = &whole };
    stet_rule gated = { .check = &of_part, .n_gates = 1 };
    stet_rule plain = { .check = &of_part };
    stet_rule counting = { .check = &of_whole, .n_gates = 1 };
    written w;
    written_init(&w);
    written_set(&w, STET_STR("One two. Three *four*.\n\nFive.\n"), true);
    stet_span two = { 4, 7 }, sentence = { 0, 8 }, block = { 0, 20 };
    const stet_doc *doc = &w.doc;
    assert_int_equal(stet_rivalry_of(&gated, doc, two, false), STET_RIVAL_OVERLAP);
    assert_int_equal(stet_rivalry_of(&gated, doc, block, false), STET_RIVAL_OVERLAP);
    assert_int_equal(stet_rivalry_of(&counting, doc, two, false), STET_RIVAL_NONE);
    assert_int_equal(stet_rivalry_of(&gated, doc, (stet_span){ 4, 4 }, false),
                     STET_RIVAL_NONE);
    assert_int_equal(stet_rivalry_of(&plain, doc, two, false), STET_RIVAL_EQUAL);
    assert_int_equal(stet_rivalry_of(&plain, doc, block, false), STET_RIVAL_NONE);
    assert_int_equal(stet_rivalry_of(&plain, doc, (stet_span){ 0, 22 }, true),
                     STET_RIVAL_NONE);
    stet_document_sentences(&w.doc);
    assert_int_equal(stet_rivalry_of(&plain, doc, sentence, false), STET_RIVAL_NONE);
    assert_int_equal(stet_rivalry_of(&plain, doc, two, false), STET_RIVAL_EQUAL);
    written_release(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_more_severe_speaks_then_the_longer_then_the_first_named),
        cmocka_unit_test(only_what_speaks_silences),
        cmocka_unit_test(a_rule_is_no_rival_of_its_own),
        cmocka_unit_test(other_checks_are_rivals_at_equal_spans_only),
        cmocka_unit_test(places_of_other_texts_are_no_rivals),
        cmocka_unit_test(silent_findings_are_taken_out),
        cmocka_unit_test(whole_things_are_no_rivals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
