/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/context.h"

#include "base/str.h"
#include "cli/check.h"

#include "../base/scratch.h"

static void expect_folder(const char *program, const char *installed,
                          const char *expected)
{
    stet_buffer out = { 0 };
    stet_context_find_folder(program, installed, &out);
    assert_string_equal(out.ptr, expected);
    stet_buffer_release(&out);
}

static void folders_are_found_beside_the_program(void **state)
{
    (void)state;
    scratch s;
    char program[SCRATCH_PATH + 16];
    char beside[SCRATCH_PATH + 32];
    scratch_make(&s);
    snprintf(program, sizeof program, "%s/bin/stet", s.path);
    snprintf(beside, sizeof beside, "%s/rules", s.path);
    expect_folder(program, "/usr/local/share/stet/rules",
                  "/usr/local/share/stet/rules");
    assert_int_equal(mkdir(beside, 0777), 0);
    expect_folder(program, "/usr/local/share/stet/rules", beside);
    expect_folder(program, "/nowhere/at/all", "/nowhere/at/all");
    assert_int_equal(rmdir(beside), 0);
    scratch_remove(&s);
}

static void sizes_have_units(void **state)
{
    static const struct {
        const char *text;
        size_t size; /**< 0: it is none. */
    } cases[] = {
        { "1", 1 },
        { "500K", 500u << 10 },
        { "64M", (size_t)64 << 20 },
        { "1G", (size_t)1 << 30 },
        { "2G", STET_MAX_RECORD_LIMIT },
        { "3G", 0 },
        { "0", 0 },
        { "", 0 },
        { "M", 0 },
        { "1MB", 0 },
        { "-1", 0 },
        { " 1", 0 },
        { "1.5M", 0 },
        { "1k", 0 },
        { "99999999999999999999", 0 },
        { "18446744073709551615G", 0 },
    };
    (void)state;
    for (size_t i = 0; i < STET_LEN(cases); i++) {
        size_t size = 0;
        stet_error error = STET_ERROR_NONE;
        bool done = stet_check_read_size(cases[i].text, &size, &error);
        assert_int_equal(done, cases[i].size != 0);
        assert_int_equal(size, cases[i].size);
        assert_int_equal(done, error.message == NULL);
        stet_error_release(&error);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_are_found_beside_the_program),
        cmocka_unit_test(sizes_have_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
