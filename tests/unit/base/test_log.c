/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"

#include <cmocka.h>

/* One of each kind of line; `text` (1,000 bytes) receives what was written. */
static void write_one_of_each(stet_logger log, char *text)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    log.fd = ends[1];
    stet_log_error(&log, "e%d", 1);
    stet_log_warning(&log, "w\n");
    stet_log_note(&log, "a\033b\nc");
    stet_log_verbose(&log, "%s", "v");
    close(ends[1]);
    size_t len = 0;
    ssize_t n;
    while ((n = read(ends[0], text + len, 999 - len)) > 0)
        len += (size_t)n;
    text[len] = '\0';
    close(ends[0]);
}

static void test_lines_are_whole_and_safe(void **state)
{
    (void)state;
    char text[1000];
    write_one_of_each((stet_logger){ .verbose = false }, text);
    assert_string_equal(text, "stet: error: e1\n"
                              "stet: warning: w\n"
                              "stet: note: a<U+001B>b<U+000A>c\n");
}

static void test_verbose(void **state)
{
    (void)state;
    char text[1000];
    write_one_of_each((stet_logger){ .verbose = true }, text);
    assert_non_null(strstr(text, "stet: v\n"));
}

static void test_quiet_leaves_errors(void **state)
{
    (void)state;
    char text[1000];
    write_one_of_each((stet_logger){ .verbose = true, .quiet = true }, text);
    assert_string_equal(text, "stet: error: e1\n");
}

static void test_color(void **state)
{
    (void)state;
    char text[1000];
    write_one_of_each((stet_logger){ .quiet = true, .color = true }, text);
    assert_string_equal(text, "stet: \033[1;31merror: \033[0me1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_are_whole_and_safe),
        cmocka_unit_test(test_verbose),
        cmocka_unit_test(test_quiet_leaves_errors),
        cmocka_unit_test(test_color),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
