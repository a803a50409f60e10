/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "base/str.h"

#include <cmocka.h>

static void test_an_empty_one_is_an_empty_text(void **state)
{
    (void)state;
    stet_buffer buffer = { 0 };
    assert_non_null(stet_buffer_str(&buffer).ptr);
    assert_int_equal(stet_buffer_str(&buffer).len, 0);
    stet_buffer_clear(&buffer);
    stet_buffer_append(&buffer, NULL, 0);
    assert_string_equal(buffer.ptr, "");
    stet_buffer_release(&buffer);
    stet_buffer_release(&buffer);
}

static void test_every_append_ends_with_nul(void **state)
{
    (void)state;
    stet_buffer buffer = { 0 };
    stet_buffer_append(&buffer, "abc", 2);
    assert_string_equal(buffer.ptr, "ab");
    stet_buffer_add(&buffer, STET_STR("cd"));
    assert_string_equal(buffer.ptr, "abcd");
    stet_buffer_add_text(&buffer, "ef");
    assert_string_equal(buffer.ptr, "abcdef");
    stet_buffer_add_char(&buffer, 'g');
    assert_string_equal(buffer.ptr, "abcdefg");
    stet_buffer_add_code_point(&buffer, 0x20AC);
    assert_string_equal(buffer.ptr, "abcdefg\xE2\x82\xAC");
    stet_buffer_format(&buffer, "%03d", 7);
    assert_string_equal(buffer.ptr, "abcdefg\xE2\x82\xAC"
                                    "007");
    assert_int_equal(buffer.len, 13);
    size_t capacity = buffer.capacity;
    stet_buffer_clear(&buffer);
    assert_string_equal(buffer.ptr, "");
    assert_int_equal(buffer.capacity, capacity);
    stet_buffer_release(&buffer);
    assert_null(buffer.ptr);
}

/* Every length up to some chunks of growth, by each way of adding. */
static void test_growth_at_every_length(void **state)
{
    (void)state;
    for (size_t len = 0; len < 600; len++) {
        stet_buffer bytes = { 0 };
        stet_buffer chars = { 0 };
        stet_buffer formatted = { 0 };
        char text[600];
        memset(text, 'x', sizeof text);
        stet_buffer_append(&bytes, text, len);
        for (size_t i = 0; i < len; i++)
            stet_buffer_add_char(&chars, 'x');
        stet_buffer_add_char(&formatted, 'x');
        stet_buffer_format(&formatted, "%.*s", (int)len, text);
        assert_int_equal(strlen(stet_buffer_str(&bytes).ptr), len);
        assert_int_equal(strlen(stet_buffer_str(&chars).ptr), len);
        assert_int_equal(strlen(formatted.ptr), len + 1);
        assert_int_equal(formatted.len, len + 1);
        assert_true(formatted.capacity > formatted.len);
        stet_buffer_release(&bytes);
        stet_buffer_release(&chars);
        stet_buffer_release(&formatted);
    }
}

static void test_nul_bytes_are_bytes(void **state)
{
    (void)state;
    stet_buffer buffer = { 0 };
    stet_buffer_append(&buffer, "a\0b", 3);
    stet_buffer_add_char(&buffer, '\0');
    assert_int_equal(buffer.len, 4);
    assert_memory_equal(buffer.ptr, "a\0b\0", 5);
    stet_buffer_release(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_empty_one_is_an_empty_text),
        cmocka_unit_test(test_every_append_ends_with_nul),
        cmocka_unit_test(test_growth_at_every_length),
        cmocka_unit_test(test_nul_bytes_are_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
