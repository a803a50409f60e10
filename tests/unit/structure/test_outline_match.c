/* SPDX-License-Identifier: Apache-2.0 */
/* Outlines: parts are letters, and a step fits one letter, or any (.). */
#include "outline_match.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 6 };

typedef struct puzzle {
    const char *letters; /* Of the steps. */
    const char *parts;
    structure_outline_step steps[MOST];
} puzzle;

static bool fits(void *user, size_t part, size_t step)
{
    const puzzle *p = user;
    return p->letters[step] == '.' || p->letters[step] == p->parts[part];
}

static structure_outline_end match(puzzle *p)
{
    structure_outline outline = { p->steps, strlen(p->letters), strlen(p->parts), fits,
                                  p };
    uint8_t *room = malloc(structure_outline_room(p->steps, strlen(p->letters)));

    assert_non_null(room);
    structure_outline_end end = structure_outline_match(&outline, room);
    free(room);
    return end;
}

/* The same, by trying everything. */
static bool follows(const puzzle *p, size_t step, uint32_t count, size_t part)
{
    if (step == strlen(p->letters))
        return p->parts[part] == '\0';
    if (count >= p->steps[step].min && follows(p, step + 1, 0, part))
        return true;
    bool full = p->steps[step].max > 0 && count == p->steps[step].max;
    puzzle copy = *p;
    return p->parts[part] != '\0' && !full && fits(&copy, part, step) &&
           follows(p, step, count + 1, part + 1);
}

static void test_all_ways_are_tried(void **state)
{
    uint32_t random = 7;
    size_t n_followed = 0;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        char letters[MOST + 1] = "", parts[MOST + 3] = "";
        puzzle p = { letters, parts, { { 0, 0 } } };
        for (size_t i = 0; i < 2 * MOST; i++) {
            random = random * 1664525 + 1013904223;
            uint32_t r = random >> 16;
            if (i < MOST && i < 1 + r % 5) {
                letters[i] = "ab.ab"[r / 5 % 5];
                p.steps[i].min = r / 25 % 3;
                p.steps[i].max = r / 75 % 3 ? p.steps[i].min + r / 75 % 2 : 0;
            } else if (i >= MOST && r % 4) {
                parts[strlen(parts)] = "abc"[r / 4 % 3];
            }
        }
        structure_outline_end end = match(&p);
        assert_int_equal(end.followed, follows(&p, 0, 0, 0));
        n_followed += end.followed;
    }
    assert_in_range(n_followed, 1000, 19000);
}

static void expect_end(const char *parts, bool followed, size_t part, size_t step)
{
    puzzle p = { "habl", parts, { { 1, 1 }, { 0, 2 }, { 1, 1 }, { 1, 0 } } };
    structure_outline_end end = match(&p);

    assert_int_equal(end.followed, followed);
    if (!followed) {
        assert_int_equal(end.part, part);
        assert_int_equal(end.step, step);
    }
}

static void test_where_the_outline_is_left(void **state)
{
    (void)state;
    expect_end("hbl", true, 0, 0);
    expect_end("haabllll", true, 0, 0);
    expect_end("bl", false, 0, 0);
    expect_end("haaabl", false, 3, 2);
    expect_end("hl", false, 1, 2);
    expect_end("ha", false, 2, 2);
    expect_end("hb", false, 2, 3);
    expect_end("", false, 0, 0);
    expect_end("hblx", false, 3, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_ways_are_tried),
        cmocka_unit_test(test_where_the_outline_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
