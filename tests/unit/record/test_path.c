/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buffer.h"
#include "path.h"
#include "plugin_host.h"

static const char data[] =
    "{\"a\":{\"b\":1},\"l\":[{\"x\":2},{\"y\":3},5],\"a/b~\":6,\"\":7,\"n\":null}";

static void write_down(void *user, const stet_node *value, const stet_node *parent,
                       size_t missing)
{
    stet_buffer *out = user;
    stet_str text = { data, sizeof data - 1 };
    if (value)
        stet_buffer_add(out, stet_slice(text, value->span));
    else
        stet_buffer_format(out, "-%zu@%u", missing, parent->span.start);
    stet_buffer_add_text(out, " ");
}

static void expect(const char *source, const char *wanted)
{
    plugin_host host;
    host_init(&host);
    stet_buffer out = { 0 };
    record_path path;
    assert_int_equal(record_path_read(&host.ctx, "p", stet_str_from(source), &path),
                     STET_OK);
    record_path_walk(&path, host_tree(&host, data), write_down, &out);
    assert_string_equal(out.ptr ? out.ptr : "", wanted);
    stet_buffer_release(&out);
    host_release(&host);
}

static void test_where_paths_lead(void **state)
{
    (void)state;
    expect("a.b", "1 ");
    expect("/a/b", "1 ");
    expect("/l/1/y", "3 ");
    expect("l.0", "{\"x\":2} ");
    expect("/a~1b~0", "6 ");
    expect("/", "7 ");
    expect("n", "null ");
    expect("l.*", "{\"x\":2} {\"y\":3} 5 ");
    expect("a.*", "1 ");
    expect("l.*.x", "2 -2@26 -2@34 ");
    expect("a.c", "-1@5 ");
    expect("c.d", "-0@0 ");
    expect("a.b.c", "-2@10 ");
    expect("a.b.*", "-2@10 ");
    expect("l.7", "-1@17 ");
    expect("l.01x", "-1@17 ");
}

static void test_the_first_of_several(void **state)
{
    (void)state;
    plugin_host host;
    host_init(&host);
    const record_text texts[] = { { STET_STR("n") },
                                  { STET_STR("a.c") },
                                  { STET_STR("a.b") } };
    const stet_list list = { texts, STET_LEN(texts) };
    record_path *paths;
    assert_int_equal(record_paths_read(&host.ctx, "p", &list, &paths), STET_OK);
    const stet_node *found = record_path_find_any(paths, 3, host_tree(&host, data));
    assert_non_null(found);
    assert_true(stet_str_is(found->text, "1"));
    assert_null(record_path_find_any(paths, 2, host_tree(&host, data)));
    assert_true(stet_str_is(record_path_name(&paths[2]), "b"));
    host_release(&host);
}

static void test_a_tilde_must_mean_something(void **state)
{
    (void)state;
    plugin_host host;
    host_init(&host);
    record_path path;
    assert_int_equal(record_path_read(&host.ctx, "p", STET_STR("/a~2"), &path),
                     STET_FAILED);
    assert_string_equal(host.failure,
                        "in “/a~2” a ~ stands alone; write ~0 for ~ and ~1 for / in a "
                        "key");
    host_release(&host);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_where_paths_lead),
        cmocka_unit_test(test_the_first_of_several),
        cmocka_unit_test(test_a_tilde_must_mean_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
