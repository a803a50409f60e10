/* SPDX-License-Identifier: Apache-2.0 */
/* JSON Schema, as far as tools use it: each keyword with what it takes and refuses. */
#include "plugin_host.h"
#include "schema.h"

typedef struct row {
    const char *schema, *good, *bad; /* Values, or NULL. */
} row;

static void expect(const char *schema, const char *value, bool wanted)
{
    plugin_host host;
    host_init(&host);
    bool holds = record_schema_holds(&host.ctx, host_tree(&host, schema),
                                     host_tree(&host, value), NULL, NULL);
    if (holds != wanted)
        fail_msg("%s %s %s", schema, wanted ? "refuses" : "takes", value);
    host_release(&host);
}

static void expect_rows(const row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (rows[i].good)
            expect(rows[i].schema, rows[i].good, true);
        if (rows[i].bad)
            expect(rows[i].schema, rows[i].bad, false);
    }
}

static void test_keywords(void **state)
{
    static const row rows[] = {
        { "true", "1", NULL },
        { "false", NULL, "1" },
        { "{}", "[1]", NULL },
        { "{\"type\":\"integer\"}", "1.0", "1.5" },
        { "{\"type\":\"number\"}", "1e3", "\"1\"" },
        { "{\"type\":\"string\"}", "\"\"", "null" },
        { "{\"type\":\"boolean\"}", "false", "0" },
        { "{\"type\":\"null\"}", "null", "false" },
        { "{\"type\":\"array\"}", "[]", "{}" },
        { "{\"type\":\"object\"}", "{}", "[]" },
        { "{\"type\":[\"string\",\"null\"]}", "null", "1" },
        { "{\"enum\":[1,\"a\",[1,{\"b\":null}]]}", "[1.0,{\"b\":null}]", "[1]" },
        { "{\"enum\":[{\"a\":1,\"b\":2}]}", "{\"b\":2,\"a\":1}", "{\"a\":1}" },
        { "{\"const\":null}", "null", "\"null\"" },
        { "{\"required\":[\"a\"]}", "{\"a\":null}", "{\"b\":1}" },
        { "{\"required\":[\"a\"]}", "[]", NULL },
        { "{\"properties\":{\"a\":{\"type\":\"string\"}}}", "{\"b\":1}", "{\"a\":1}" },
        { "{\"properties\":{\"a\":true},\"additionalProperties\":false}", "{\"a\":1}",
          "{\"a\":1,\"b\":1}" },
        { "{\"additionalProperties\":{\"type\":\"string\"}}", "{\"a\":\"x\"}",
          "{\"a\":1}" },
        { "{\"patternProperties\":{\"^x\":true},\"additionalProperties\":false}",
          "{\"x1\":1}", NULL },
        { "{\"items\":{\"type\":\"integer\"}}", "[1,2]", "[1,\"2\"]" },
        { "{\"minimum\":1}", "1", "0.5" },
        { "{\"maximum\":1}", "1", "1.5" },
        { "{\"exclusiveMinimum\":1}", "2", "1" },
        { "{\"exclusiveMaximum\":1}", "0", "1" },
        { "{\"minLength\":2}", "\"\xC3\xA9\xC3\xA9\"", "\"\xC3\xA9\"" },
        { "{\"maxLength\":1}", "\"\xF0\x9F\x8C\xB1\"", "\"ab\"" },
        { "{\"minItems\":1}", "[0]", "[]" },
        { "{\"maxItems\":1}", "[0]", "[0,0]" },
        { "{\"minimum\":5,\"minLength\":5}", "[]", NULL },
        { "{\"anyOf\":[{\"type\":\"string\"},{\"minimum\":3}]}", "4", "2" },
        { "{\"oneOf\":[{\"type\":\"integer\"},{\"minimum\":3}]}", "2", "4" },
        { "{\"allOf\":[{\"type\":\"integer\"},{\"minimum\":3}]}", "4", "2" },
        { "{\"$ref\":\"#/$defs/t\",\"$defs\":{\"t\":{\"type\":\"string\"}}}", "\"x\"",
          "1" },
        { "{\"$ref\":\"https://example.com/other\"}", "1", NULL },
        { "{\"type\":7,\"required\":3,\"enum\":{},\"anyOf\":1,\"$ref\":[],\"items\":0}",
          "{}", NULL },
    };
    (void)state;
    expect_rows(rows, STET_LEN(rows));
}

/* The second value is one that the keyword refuses; NULL: none. */
static void test_more_keywords(void **state)
{
    static const row rows[] = {
        { "{\"prefixItems\":[{\"type\":\"string\"}],\"items\":{\"type\":\"null\"}}",
          "[\"a\",null]", "[\"a\",1]" },
        { "{\"prefixItems\":[{\"type\":\"string\"}]}", "[\"a\",1]", "[1]" },
        { "{\"items\":[{\"type\":\"string\"}],\"additionalItems\":false}", "[\"a\"]",
          "[\"a\",1]" },
        { "{\"contains\":{\"const\":1}}", "[0,1]", "[0]" },
        { "{\"contains\":{\"const\":1},\"minContains\":2}", "[1,1]", "[1]" },
        { "{\"contains\":{\"const\":1},\"minContains\":0,\"maxContains\":1}", "[]",
          "[1,1]" },
        { "{\"uniqueItems\":true}", "[1,true,\"1\"]", "[{\"a\":1},{\"a\":1.0}]" },
        { "{\"multipleOf\":0.1}", "0.3", "0.35" },
        { "{\"minProperties\":1,\"maxProperties\":1}", "{\"a\":1}", "{}" },
        { "{\"maxProperties\":1}", "{}", "{\"a\":1,\"b\":1}" },
        { "{\"dependentRequired\":{\"a\":[\"b\"]}}", "{\"c\":1}", "{\"a\":1}" },
        { "{\"dependentSchemas\":{\"a\":{\"maxProperties\":1}}}", "{\"a\":1}",
          "{\"a\":1,\"b\":1}" },
        { "{\"dependencies\":{\"a\":[\"b\"]}}", "{\"a\":1,\"b\":1}", "{\"a\":1}" },
        { "{\"propertyNames\":{\"maxLength\":2}}", "{\"ab\":1}", "{\"abc\":1}" },
        { "{\"not\":{\"type\":\"null\"}}", "1", "null" },
        { "{\"if\":{\"minimum\":5},\"then\":{\"maximum\":7},\"else\":{\"const\":1}}",
          "6", "8" },
        { "{\"if\":{\"minimum\":5},\"then\":{\"maximum\":7},\"else\":{\"const\":1}}",
          "1", "2" },
    };
    (void)state;
    expect_rows(rows, STET_LEN(rows));
}

/* What pattern and format say is not known, so nothing is refused because of it. */
static void test_what_is_not_known_refuses_nothing(void **state)
{
    static const row rows[] = {
        { "{\"oneOf\":[{\"pattern\":\"^a\"},{\"pattern\":\"^b\"}]}", "\"b\"", NULL },
        { "{\"oneOf\":[{\"type\":\"string\",\"format\":\"date\"},{\"type\":\"null\"}]}",
          "null", "1" },
        { "{\"not\":{\"pattern\":\"^a\"}}", "\"b\"", "1" },
        { "{\"not\":{\"anyOf\":[{\"pattern\":\"^a\"},{\"pattern\":\"^c\"}]}}", "\"b\"",
          NULL },
        { "{\"if\":{\"pattern\":\"^a\"},\"then\":false,\"else\":false}", "\"b\"",
          NULL },
        { "{\"contains\":{\"pattern\":\"^a\"},\"maxContains\":1}", "[\"a\",\"b\"]",
          "[]" },
        { "{\"not\":{\"$ref\":\"https://example.com/other\"}}", "1", NULL },
    };
    (void)state;
    expect_rows(rows, STET_LEN(rows));
}

static void test_a_schema_may_lead_back_to_itself(void **state)
{
    (void)state;
    const char *tree = "{\"type\":\"object\",\"properties\":{\"left\":{\"$ref\":\"#\"},"
                       "\"size\":{\"type\":\"integer\"}}}";
    expect(tree, "{\"left\":{\"left\":{\"size\":1}}}", true);
    expect(tree, "{\"left\":{\"left\":{\"size\":\"1\"}}}", false);
    expect("{\"$ref\":\"#\"}", "1", true);
    /* Each level is tried twice: that ends after so many steps, and in a pass. */
    expect("{\"oneOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}", "1", true);
}

static void note(void *user, const stet_node *at, stet_str why)
{
    char *out = user;
    size_t len = strlen(out);
    snprintf(out + len, 256 - len, "%.*s %.*s; ", (int)at->key.len,
             at->key.ptr ? at->key.ptr : "", (int)why.len, why.ptr);
}

static void test_each_fault_is_told_with_its_value(void **state)
{
    (void)state;
    char told[256] = "";
    plugin_host host;
    host_init(&host);
    const stet_node *schema = host_tree(
        &host, "{\"required\":[\"z\"],\"properties\":{\"a\":{\"type\":\"string\"},"
               "\"b\":{\"maximum\":1}}}");
    assert_false(record_schema_holds(
        &host.ctx, schema, host_tree(&host, "{\"a\":1,\"b\":2}"), note, told));
    assert_string_equal(told,
                        " lacks “z”; a is a number, not of type string; b is over 1; ");
    host_release(&host);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keywords),
        cmocka_unit_test(test_more_keywords),
        cmocka_unit_test(test_what_is_not_known_refuses_nothing),
        cmocka_unit_test(test_a_schema_may_lead_back_to_itself),
        cmocka_unit_test(test_each_fault_is_told_with_its_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
