/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/progress.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static void expect(uint64_t done, uint64_t total, double seconds, const char *text)
{
    stet_buffer out = { 0 };
    stet_progress progress = { .done = done, .total = total };
    stet_progress_write(&progress, seconds, &out);
    assert_string_equal(out.ptr, text);
    stet_buffer_release(&out);
}

static void the_bar_tells_share_rate_and_time_left(void **state)
{
    (void)state;
    expect(25000000, 100000000, 2,
           "[######..................]  25 %  25.0 MB of 100.0, 12.5 MB/s, 0:06 left");
    expect(100, 100, 1,
           "[########################] 100 %  0.0 MB of 0.0, 0.0 MB/s, 0:00 left");
    expect(1000000, 1000000000, 1,
           "[........................]   0 %  1.0 MB of 1000.0, 1.0 MB/s, 16:39 left");
    expect(0, 10000000, 0,
           "[........................]   0 %  0.0 MB of 10.0, 0.0 MB/s");
}

static void without_an_end_there_is_no_bar(void **state)
{
    (void)state;
    expect(3500000, 0, 1, "3.5 MB, 3.5 MB/s");
    /* A file that grew: what was its end is behind us. */
    expect(3500000, 3000000, 1, "3.5 MB, 3.5 MB/s");
}

static void what_was_done_before_tells_nothing_of_the_rate(void **state)
{
    (void)state;
    stet_buffer out = { 0 };
    stet_progress progress = { .lines = true,
                               .total = 20000000,
                               .before = 10000000,
                               .done = 12000000,
                               .records = 1234567 };
    stet_progress_write(&progress, 2, &out);
    assert_string_equal(out.ptr, " 60 %, 12.0 MB of 20.0, 1.0 MB/s, 1,234,567 records, "
                                 "617,284/s, 0:08 left");
    stet_buffer_release(&out);
}

/* Of a batch of 20 GB, as wide as it comes. */
static void expect_within(unsigned columns, const char *text)
{
    stet_buffer out = { 0 };
    stet_progress progress = { .total = 20000000000,
                               .done = 19600000000,
                               .records = 10047488,
                               .columns = columns };
    stet_progress_write(&progress, 152, &out);
    assert_string_equal(out.ptr, text);
    if (columns)
        assert_true(out.len < columns);
    stet_buffer_release(&out);
}

static void the_line_fits_the_terminal(void **state)
{
    (void)state;
    expect_within(0, "[#######################.]  98 %  19.6 GB of 20.0, 128.9 MB/s, "
                     "10,047,488 records, 66,102/s, 0:03 left");
    expect_within(106, "[#######################.]  98 %  19.6 GB of 20.0, 128.9 MB/s, "
                       "10,047,488 records, 66,102/s, 0:03 left");
    expect_within(90, "[##########.]  98 %  19.6 GB of 20.0, 128.9 MB/s, 10,047,488 "
                      "records, 66,102/s, 0:03 left");
    expect_within(80, " 98 %, 19.6 GB of 20.0, 128.9 MB/s, 10,047,488 records, "
                      "66,102/s, 0:03 left");
    expect_within(20, " 98 %, 19.6 GB of 2");
    expect_within(1, "");
}

static void nothing_is_shown_at_first(void **state)
{
    (void)state;
    int ends[2];
    stet_progress progress;
    assert_int_equal(pipe(ends), 0);
    stet_progress_begin(&progress, ends[1], 1000);
    stet_progress_add(&progress, 10);
    stet_progress_clear(&progress);
    assert_false(progress.visible);
    progress.began -= 1;
    progress.shown -= 1;
    stet_progress_add(&progress, 10);
    assert_true(progress.visible);
    stet_progress_clear(&progress);
    close(ends[1]);
    char text[256];
    ssize_t n = read(ends[0], text, sizeof text - 1);
    assert_true(n > 0);
    text[n] = '\0';
    assert_non_null(strstr(text, "2 %"));
    assert_string_equal(text + n - 4, "\r\033[K");
    close(ends[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bar_tells_share_rate_and_time_left),
        cmocka_unit_test(without_an_end_there_is_no_bar),
        cmocka_unit_test(what_was_done_before_tells_nothing_of_the_rate),
        cmocka_unit_test(the_line_fits_the_terminal),
        cmocka_unit_test(nothing_is_shown_at_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
