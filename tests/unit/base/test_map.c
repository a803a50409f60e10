/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/map.h"
#include "base/str.h"

#include <cmocka.h>

enum { N_KEYS = 20000 };

static void test_an_empty_map_has_nothing(void **state)
{
    (void)state;
    stet_map map = { 0 };
    assert_null(stet_map_get(&map, STET_STR("a")));
    assert_false(stet_map_has(&map, STET_STR("")));
    stet_map_release(&map);
}

static void test_keys_keep_their_order_and_values(void **state)
{
    (void)state;
    static char keys[N_KEYS][16];
    static int values[N_KEYS];
    stet_map map = { 0 };
    for (int i = 0; i < N_KEYS; i++) {
        snprintf(keys[i], sizeof keys[i], "key-%d", i * 31 % N_KEYS);
        assert_null(stet_map_set(&map, stet_str_from(keys[i]), &values[i]));
        assert_true(map.n_slots >= 2 * map.count);
    }
    assert_int_equal(map.count, N_KEYS);
    for (int i = 0; i < N_KEYS; i++) {
        assert_ptr_equal(stet_map_get(&map, stet_str_from(keys[i])), &values[i]);
        assert_ptr_equal(map.entries[i].value, &values[i]);
        assert_string_equal(map.entries[i].key.ptr, keys[i]);
    }
    assert_false(stet_map_has(&map, STET_STR("key-20000")));
    assert_false(stet_map_has(&map, STET_STR("key-")));
    stet_map_release(&map);
}

static void test_setting_again_replaces(void **state)
{
    (void)state;
    int one = 1;
    int two = 2;
    stet_map map = { 0 };
    stet_map_set(&map, STET_STR("a"), &one);
    stet_map_set(&map, STET_STR("b"), &one);
    assert_ptr_equal(stet_map_set(&map, STET_STR("a"), &two), &one);
    assert_int_equal(map.count, 2);
    assert_ptr_equal(stet_map_get(&map, STET_STR("a")), &two);
    assert_ptr_equal(stet_map_get(&map, STET_STR("b")), &one);
    stet_map_release(&map);
}

static void test_a_key_without_value_is_there(void **state)
{
    (void)state;
    stet_map map = { 0 };
    stet_map_set(&map, STET_STR(""), NULL);
    assert_true(stet_map_has(&map, STET_STR("")));
    assert_null(stet_map_get(&map, STET_STR("")));
    stet_map_release(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_empty_map_has_nothing),
        cmocka_unit_test(test_keys_keep_their_order_and_values),
        cmocka_unit_test(test_setting_again_replaces),
        cmocka_unit_test(test_a_key_without_value_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
