/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buffer.h"
#include "rule_set_fixture.h"
#include "text/json.h"

#include <stdio.h>
#include <stdlib.h>

static void write_schema(stet_buffer *out, bool with_plugin)
{
    stet_registry registry = { 0 };
    stet_error error = STET_ERROR_NONE;
    if (with_plugin)
        assert_true(stet_registry_add(&registry, &fake_plugin, STET_STR("x"), &error));
    stet_schema_write_rule_set(&registry, out);
    stet_registry_release(&registry);
}

/** A property is there when a path of the schema ends with these steps. */
typedef struct search {
    const char *const *steps; /**< From the end of the path; ends with NULL. */
    size_t found;
} search;

static bool visit(void *user, const stet_json_step *path, size_t depth,
                  const stet_json_value *value)
{
    (void)value;
    search *s = user;
    size_t n = 0;
    while (s->steps[n] && n < depth && path[depth - 1 - n].key.ptr &&
           stet_str_is(path[depth - 1 - n].key, s->steps[n]))
        n++;
    s->found += s->steps[n] == NULL;
    return true;
}

static size_t count_paths(const stet_buffer *schema, const char *last,
                          const char *before)
{
    const char *const steps[] = { last, before, NULL };
    search s = { .steps = steps };
    stet_error error = STET_ERROR_NONE;
    if (!stet_json_walk(stet_buffer_str(schema), visit, &s, &error))
        fail_msg("not JSON: %s", error.message);
    return s.found;
}

static void test_it_is_json_with_and_without_plugins(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        stet_buffer schema = { 0 };
        write_schema(&schema, i == 1);
        assert_int_equal(count_paths(&schema, "rules", "definitions"), 1);
        assert_int_equal(schema.ptr[schema.len - 1], '\n');
        stet_buffer_release(&schema);
    }
}

static void test_all_keys_appear(void **state)
{
    (void)state;
    static const char *const keys[] = {
        /* Of the file. */
        "name", "version", "summary", "extends", "language", "dictionary", "texts",
        "exclude", "rules", "overrides",
        /* Of a rule. */
        "check", "level", "in", "at", "when", "since", "until", "grace", "message",
        "why", "evidence", "url", "examples", "not",
        /* Of an entry of texts, a field, an override, examples. */
        "files", "format", "layout", "id", "fields", "text", "markdown", "path",
        "where", "optional", "bad", "good", "fixed",
        /* Of the checks. */
        "phrases", "patterns", "ignore-case", "whole-words", "unit", "min", "max",
        "share", "note", "strict-mode", "pairs", "from", "to", "weight"
    };
    stet_buffer schema = { 0 };
    write_schema(&schema, true);
    for (size_t i = 0; i < STET_LEN(keys); i++)
        if (count_paths(&schema, keys[i], "properties") == 0)
            fail_msg("the schema has no property `%s`", keys[i]);
    assert_int_equal(count_paths(&schema, "mix", "properties"), 0);
    stet_buffer_release(&schema);
}

static void test_words_appear(void **state)
{
    (void)state;
    static const char *const words[] = {
        "\"fake.banned\"",
        "\"fake.count\"",
        "\"off\"",
        "\"suggestion\"",
        "\"prose\"",
        "\"jsonl\"",
        "\"chat\"",
        "\"sentences\"",
        "\"default\": 0.5",
        "\"minimum\": 0",
        "\"maxItems\": 1000000",
        "\"What is counted.\"",
    };
    stet_buffer schema = { 0 };
    write_schema(&schema, true);
    for (size_t i = 0; i < STET_LEN(words); i++)
        if (!strstr(schema.ptr, words[i]))
            fail_msg("the schema has no %s", words[i]);
    stet_buffer_release(&schema);
}

static void test_every_reference_has_a_definition(void **state)
{
    (void)state;
    stet_buffer schema = { 0 };
    write_schema(&schema, true);
    size_t count = 0;
    static const char start[] = "\"#/definitions/";
    for (const char *at = schema.ptr; (at = strstr(at, start)); count++) {
        at += sizeof start - 1;
        const char *end = strchr(at, '"');
        char *name = strndup(at, (size_t)(end - at));
        if (count_paths(&schema, name, "definitions") != 1)
            fail_msg("`%s` is not defined once", name);
        free(name);
    }
    assert_true(count > 20);
    stet_buffer_release(&schema);
}

int main(int argc, char **argv)
{
    /* To look at it, or to hold it against a validator of JSON Schema. */
    if (argc == 2 && strcmp(argv[1], "--print") == 0) {
        stet_buffer schema = { 0 };
        write_schema(&schema, true);
        fwrite(schema.ptr, 1, schema.len, stdout);
        stet_buffer_release(&schema);
        return 0;
    }
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_is_json_with_and_without_plugins),
        cmocka_unit_test(test_all_keys_appear),
        cmocka_unit_test(test_words_appear),
        cmocka_unit_test(test_every_reference_has_a_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
