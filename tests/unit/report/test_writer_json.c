/* SPDX-License-Identifier: Apache-2.0 */
#include "expect.h"
#include "json_facts.h"
#include "report/schema.h"
#include "report/writer.h"

#include <stdio.h>

static const char first_line[] =
    "{\"type\":\"finding\",\"source\":\"docs/a,b: c.md\",\"rule\":\"no-disclaimer\","
    "\"check\":\"phrasing.banned\",\"level\":\"error\",\"message\":\"take \\\"out\\\" "
    "<a> & "
    "'b' ]]> | 50%, "
    "ok\\n::error::x\\u001B[31m\\u202E\xef\xbf\xbe\xef\xbf\xbd\",\"match\":"
    "\"ve\",\"start\":{\"byte\":27,\"line\":3,\"column\":6,\"utf16\":6},\"end\":{"
    "\"byte\":29,"
    "\"line\":3,\"column\":8,\"utf16\":8},\"fingerprint\":\"0000000000000abc\","
    "\"related\":"
    "[{\"source\":\"b.md\",\"start\":{\"byte\":0,\"line\":1,\"column\":1,\"utf16\":1},"
    "\"end\":{\"byte\":4,\"line\":1,\"column\":5,\"utf16\":5}}],\"fixes\":[{\"label\":"
    "\"Delete it\",\"safe\":true,\"edits\":[{\"start\":27,\"end\":29,\"text\":\"\"}]},"
    "{\"label\":\"Write "
    "both\",\"safe\":false,\"edits\":[{\"start\":20,\"end\":21,\"text\":"
    "\"\\\"x\\\"\"},{\"start\":27,\"end\":27,\"text\":\"<b>\"}]}]}\n";

static const char other_lines[] =
    "{\"type\":\"finding\",\"source\":\"=logs/"
    "a.jsonl\",\"record\":42,\"id\":\"@q\\\"17\","
    "\"field\":\"answer\",\"rule\":\"stet-mark\",\"check\":\"stet-mark\",\"level\":"
    "\"suggestion\",\"message\":\"+1 for "
    "it\",\"match\":\"a\\tb\",\"start\":{\"byte\":1042,"
    "\"line\":42,\"column\":118,\"utf16\":119},\"end\":{\"byte\":1064,\"line\":43,"
    "\"column\":4,\"utf16\":4},\"fingerprint\":\"ffffffffffffffff\",\"fixes\":[]}\n"
    "{\"type\":\"failure\",\"source\":\"=logs/"
    "a.jsonl\",\"record\":44,\"start\":{\"byte\":"
    "2000,\"line\":44,\"column\":7,\"utf16\":7},\"message\":\"this line is not JSON: "
    "\\u0001\"}\n"
    "{\"type\":\"failure\",\"source\":\"=logs/a.jsonl\",\"rule\":\"no-disclaimer\","
    "\"message\":\"the pattern gave up\"}\n"
    "{\"type\":\"summary\",\"rule_set\":{\"name\":\"music\",\"version\":\"2026.11.3\","
    "\"hash\":\"0123456789abcdef\"},\"sources\":2,\"records\":44,\"bytes\":2100,"
    "\"failed\":2,"
    "\"error\":1,\"warning\":0,\"suggestion\":1,\"suppressed\":3,\"fixed\":4,\"stet\":"
    "\"9.8.7\",\"plugins\":[{\"name\":\"phrasing\",\"version\":\"1.2.0\"}]}\n";

static void jsonl_is_one_object_a_line(void **state)
{
    (void)state;
    stet_buffer expected = { 0 };
    stet_buffer_add_text(&expected, first_line);
    stet_buffer_add_text(&expected, other_lines);
    expect_report(sample_report("jsonl", false, 0, false), expected.ptr);
    stet_buffer_release(&expected);
}

static void several_rule_sets_are_all_in_the_summary(void **state)
{
    (void)state;
    const stet_rule_set other = { .name = { "b", 1 },
                                  .version = { "2", 1 },
                                  .hash = "f" };
    const stet_rule_set *const sets[] = { &sample_set, &other };
    const stet_run_info run = { .version = "1", .sets = sets, .n_sets = 2 };
    stet_buffer out = { 0 };
    stet_writer writer = { .run = &run, .out = &out };
    stet_format_find(STET_STR("jsonl"))->end(&writer, &sample_tally);
    assert_true(json_holds(stet_buffer_str(&out), "/rule_set/name", "music"));
    assert_true(json_holds(stet_buffer_str(&out), "/rule_sets/0/name", "music"));
    assert_true(json_holds(stet_buffer_str(&out), "/rule_sets/1/hash", "f"));
    stet_buffer_release(&out);
}

static void json_is_one_document(void **state)
{
    (void)state;
    stet_buffer report = sample_report("json", false, 0, false);
    stet_str text = stet_buffer_str(&report);
    assert_true(json_holds(text, "/findings/0/rule", "no-disclaimer"));
    assert_true(json_holds(text, "/findings/1/id", "@q\"17"));
    assert_true(json_holds(text, "/findings/2", NULL));
    assert_true(json_holds(text, "/failures/0/start/line", "44"));
    assert_true(json_holds(text, "/failures/1/message", "the pattern gave up"));
    assert_true(json_holds(text, "/failures/2", NULL));
    assert_true(json_holds(text, "/summary/failed", "2"));
    stet_buffer_release(&report);
}

static void sarif_has_rules_results_fixes_and_notifications(void **state)
{
    static const char *const facts[][2] = {
        { "/version", "2.1.0" },
        { "/runs/0/columnKind", "unicodeCodePoints" },
        { "/runs/0/tool/driver/version", "9.8.7" },
        { "/runs/0/tool/driver/rules/0/id", "no-disclaimer" },
        { "/runs/0/tool/driver/rules/0/helpUri", "https://example.org/why" },
        { "/runs/0/tool/driver/rules/0/shortDescription/text",
          "words that must not be used" },
        { "/runs/0/tool/driver/rules/1/helpUri", NULL },
        { "/runs/0/tool/extensions/0/version", "1.2.0" },
        { "/runs/0/results/0/ruleIndex", "0" },
        { "/runs/0/results/0/message/text",
          "take \"out\" <a> & 'b' ]]> | 50%, "
          "ok\n::error::x\x1b[31m\xe2\x80\xae\xef\xbf\xbe"
          "\xef\xbf\xbd" },
        { "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri",
          "docs/a%2Cb%3A%20c.md" },
        { "/runs/0/results/0/locations/0/physicalLocation/region/startColumn", "6" },
        { "/runs/0/results/0/locations/0/physicalLocation/region/byteOffset", "27" },
        { "/runs/0/results/0/locations/0/physicalLocation/region/byteLength", "2" },
        { "/runs/0/results/0/fixes/0/artifactChanges/0/replacements/0/deletedRegion/"
          "endColumn",
          "8" },
        { "/runs/0/results/0/fixes/0/artifactChanges/0/replacements/0/insertedContent",
          NULL },
        { "/runs/0/results/0/fixes/1/artifactChanges/0/replacements/1/insertedContent/"
          "text",
          "<b>" },
        { "/runs/0/results/0/fixes/1/artifactChanges/0/replacements/1/deletedRegion/"
          "startLine",
          NULL },
        { "/runs/0/results/0/partialFingerprints/stet/v1", "0000000000000abc" },
        { "/runs/0/results/0/properties", NULL },
        { "/runs/0/results/1/level", "note" },
        { "/runs/0/results/1/ruleIndex", "1" },
        { "/runs/0/results/1/properties/record", "42" },
        { "/runs/0/results/1/properties/field", "answer" },
        { "/runs/0/results/2", NULL },
        { "/runs/0/invocations/0/executionSuccessful", "false" },
        { "/runs/0/invocations/0/toolExecutionNotifications/0/message/text",
          "this line is not JSON: \x01 (record 44)" },
        { "/runs/0/invocations/0/toolExecutionNotifications/1/associatedRule/id",
          "no-disclaimer" },
        { "/runs/0/properties/rule_sets/0/version", "2026.11.3" },
    };
    (void)state;
    stet_buffer report = sample_report("sarif", false, 0, false);
    for (size_t i = 0; i < STET_LEN(facts); i++)
        assert_true(json_holds(stet_buffer_str(&report), facts[i][0], facts[i][1]));
    stet_buffer_release(&report);
    report = sample_report("sarif", false, 0, true);
    assert_true(json_holds(stet_buffer_str(&report),
                           "/runs/0/invocations/0/executionSuccessful", "true"));
    stet_buffer_release(&report);
}

static void rdjson_counts_columns_in_bytes(void **state)
{
    static const char *const facts[][2] = {
        { "/source/name", "stet" },
        { "/diagnostics/0/severity", "ERROR" },
        { "/diagnostics/0/location/range/start/column", "6" },
        { "/diagnostics/0/code/url", "https://example.org/why" },
        { "/diagnostics/0/suggestions/0/text", "" },
        { "/diagnostics/0/suggestions/0/range/end/column", "8" },
        { "/diagnostics/0/suggestions/1", NULL },
        { "/diagnostics/0/relatedLocations/0/location/path", "b.md" },
        { "/diagnostics/1/severity", "INFO" },
        { "/diagnostics/1/location/range/start/column", "120" },
        { "/diagnostics/1/location/range/end/column", "5" },
        { "/diagnostics/1/code/url", NULL },
        { "/diagnostics/2/code/value", "stet-failure" },
        { "/diagnostics/3/location/range", NULL },
        { "/diagnostics/4", NULL },
    };
    (void)state;
    stet_buffer report = sample_report("rdjson", false, 0, false);
    for (size_t i = 0; i < STET_LEN(facts); i++)
        assert_true(json_holds(stet_buffer_str(&report), facts[i][0], facts[i][1]));
    stet_buffer_release(&report);
}

static void gitlab_has_severities_and_lines(void **state)
{
    static const char *const facts[][2] = {
        { "/0/severity", "major" },
        { "/0/check_name", "no-disclaimer" },
        { "/0/location/path", "docs/a,b: c.md" },
        { "/0/location/lines/begin", "3" },
        { "/1/severity", "info" },
        { "/1/location/lines/end", "43" },
        { "/2/severity", "critical" },
        { "/2/check_name", "stet-failure" },
        { "/3/location/lines/begin", "1" },
        { "/4", NULL },
    };
    (void)state;
    stet_buffer report = sample_report("gitlab", false, 0, false);
    for (size_t i = 0; i < STET_LEN(facts); i++)
        assert_true(json_holds(stet_buffer_str(&report), facts[i][0], facts[i][1]));
    stet_buffer_release(&report);
}

/* The hexadecimal value behind the n-th "fingerprint". */
static const char *fingerprint_at(const char *report, size_t n)
{
    static const char key[] = "\"fingerprint\": \"";
    const char *at = report;
    for (size_t i = 0; i <= n; i++) {
        at = strstr(at, key);
        assert_non_null(at);
        at += sizeof key - 1;
    }
    return at;
}

static void gitlab_never_repeats_a_fingerprint(void **state)
{
    enum { SAME = 5 };
    (void)state;
    const stet_run_info run = { .version = "1" };
    const stet_format *format = stet_format_find(STET_STR("gitlab"));
    stet_buffer out = { 0 };
    stet_writer writer = { .run = &run, .out = &out };
    format->begin(&writer);
    for (int i = 0; i < SAME; i++)
        format->finding(&writer, &sample_findings[0]);
    format->end(&writer, &sample_tally);
    for (size_t i = 0; i < SAME; i++)
        for (size_t j = 0; j < i; j++)
            assert_memory_not_equal(fingerprint_at(out.ptr, i),
                                    fingerprint_at(out.ptr, j), 16);
    format->release(&writer);
    stet_arena_release(&writer.arena);
    stet_buffer_release(&out);
}

/** The keys that an object may have. */
typedef struct key_check {
    stet_str schema;
    const char *definition;
    size_t n_keys;
} key_check;

static bool key_is_in_schema(void *user, const stet_json_step *path, size_t depth,
                             const stet_json_value *value)
{
    (void)value;
    key_check *check = user;
    if (depth != 1)
        return true;
    char place[128];
    snprintf(place, sizeof place, "/definitions/%s/properties/%.*s", check->definition,
             (int)path[0].key.len, path[0].key.ptr);
    json_search search = { .text = check->schema, .place = place };
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_json_walk(check->schema, json_visit, &search, &error));
    if (!search.found)
        print_error("%s is not in the schema\n", place);
    assert_true(search.found);
    stet_buffer_release(&search.value);
    stet_arena_release(&search.arena);
    check->n_keys++;
    return true;
}

static size_t check_line(stet_str line, stet_str schema, const char *definition)
{
    key_check check = { schema, definition, 0 };
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_json_walk(line, key_is_in_schema, &check, &error));
    return check.n_keys;
}

static void the_schema_knows_every_key_of_every_line(void **state)
{
    static const char *const definitions[] = { "finding", "finding", "failure",
                                               "failure", "summary" };
    (void)state;
    stet_buffer schema = { 0 };
    stet_schema_write_findings(&schema);
    stet_buffer report = sample_report("jsonl", false, 0, false);
    stet_str rest = stet_buffer_str(&report);
    for (size_t i = 0; i < STET_LEN(definitions); i++) {
        stet_str line;
        assert_true(stet_str_cut(&rest, '\n', &line));
        assert_true(check_line(line, stet_buffer_str(&schema), definitions[i]) >= 3);
    }
    assert_int_equal(rest.len, 0);
    stet_buffer_release(&report);
    stet_buffer_release(&schema);
}

static void the_schema_says_what_it_is(void **state)
{
    (void)state;
    stet_buffer schema = { 0 };
    stet_schema_write_findings(&schema);
    stet_str text = stet_buffer_str(&schema);
    assert_true(
        json_holds(text, "/$schema", "http://json-schema.org/draft-07/schema#"));
    assert_true(json_holds(text, "/oneOf/2/$ref", "#/definitions/summary"));
    assert_true(json_holds(text, "/oneOf/3", NULL));
    assert_true(
        json_holds(text, "/definitions/failure/properties/type/const", "failure"));
    assert_true(
        json_holds(text, "/definitions/finding/properties/level/enum/2", "suggestion"));
    assert_true(json_holds(text, "/definitions/point/properties/line/minimum", "1"));
    stet_buffer_release(&schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jsonl_is_one_object_a_line),
        cmocka_unit_test(several_rule_sets_are_all_in_the_summary),
        cmocka_unit_test(json_is_one_document),
        cmocka_unit_test(sarif_has_rules_results_fixes_and_notifications),
        cmocka_unit_test(rdjson_counts_columns_in_bytes),
        cmocka_unit_test(gitlab_has_severities_and_lines),
        cmocka_unit_test(gitlab_never_repeats_a_fingerprint),
        cmocka_unit_test(the_schema_knows_every_key_of_every_line),
        cmocka_unit_test(the_schema_says_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
