/* SPDX-License-Identifier: Apache-2.0 */
#include "expect.h"
#include "json_facts.h"
#include "report/answer.h"
#include "report/schema.h"

static const stet_str key = { "stet", 4 };

static stet_buffer answer_to(stet_answer *answer, const char *form_name,
                             uint32_t rejects)
{
    const stet_answer_form *form = stet_answer_form_find(form_name);
    stet_buffer out = { 0 };
    assert_non_null(form);
    stet_answer_judge(answer, form, key, rejects);
    form->write(answer, key, &out);
    if (!out.ptr)
        stet_buffer_add_text(&out, "");
    return out;
}

static stet_answer answer_of(const char *line)
{
    return (stet_answer){ .line = stet_str_from(line),
                          .end = { "\n", 1 },
                          .number = 42,
                          .byte = 1000,
                          .id = { "", 0 } };
}

static void expect_answer(const char *line, const char *form, const char *expected)
{
    stet_answer answer = answer_of(line);
    expect_report(answer_to(&answer, form, STET_ERROR), expected);
}

#define CLEAN "\"stet\":{\"verdict\":\"accepted\",\"findings\":[]}"

static void nothing_of_a_record_is_changed(void **state)
{
    (void)state;
    expect_answer("{}", "annotate", "{" CLEAN "}\n");
    expect_answer("{ }", "annotate", "{ " CLEAN "}\n");
    expect_answer(" {\"a\" : {}} \r", "annotate", " {\"a\" : {}," CLEAN "} \r\n");
    expect_answer("{\"a\":\"}\\\\\"}", "annotate", "{\"a\":\"}\\\\\"," CLEAN "}\n");
    expect_answer(" \t\r", "annotate", " \t\r\n");
    expect_answer("{\"a\":1}\r", "accept", "{\"a\":1}\r\n");
    expect_answer("{\"a\":1}\r", "reject", "");
    expect_answer("", "accept", "");
    expect_answer("", "findings", "\n");
}

static stet_answer_verdict verdict_of(stet_answer *answer, uint32_t rejects)
{
    stet_buffer out = answer_to(answer, "annotate", rejects);
    stet_buffer_release(&out);
    return answer->verdict;
}

/** However the key is written, and only where it would stand twice. */
static void a_key_that_is_there_is_seen(void **state)
{
    static const char *const has[] = {
        "{\"stet\":1}",
        "{\"a\":{},\"st\\u0065t\":{}}",
        "{\"a\":\"\\u003c\\u00E9\",\"\\u0073tet\":null}",
    };
    static const char *const has_not[] = {
        "{\"a\":\"stet\"}",         "{\"a\":{\"stet\":1}}", "{\"a\":[{\"stet\":1}]}",
        "{\"a\":\"\\\"stet\\\"\"}", "{\"stets\":1}",        "{\"a\":\"\\u0073\"}",
        "{\"a\":\"\\u00\"}",
    };
    (void)state;
    for (size_t i = 0; i < STET_LEN(has); i++) {
        stet_answer answer = answer_of(has[i]);
        assert_int_equal(verdict_of(&answer, STET_ERROR), STET_ANSWER_FAILED);
        assert_non_null(strstr(answer.refusal, "--key"));
    }
    for (size_t i = 0; i < STET_LEN(has_not); i++) {
        stet_answer answer = answer_of(has_not[i]);
        assert_int_equal(verdict_of(&answer, STET_ERROR), STET_ANSWER_ACCEPTED);
    }
}

static void the_level_of_findings_decides(void **state)
{
    (void)state;
    stet_answer answer = answer_of("{}");
    answer.findings = &sample_findings[1];
    answer.n_findings = 1;
    assert_int_equal(verdict_of(&answer, STET_WARNING), STET_ANSWER_ACCEPTED);
    assert_int_equal(verdict_of(&answer, STET_SUGGESTION), STET_ANSWER_REJECTED);
    assert_int_equal(verdict_of(&answer, 0), STET_ANSWER_ACCEPTED);
    answer.troubles = &sample_troubles[1];
    answer.n_troubles = 1;
    assert_int_equal(verdict_of(&answer, 0), STET_ANSWER_FAILED);
}

static void places_count_from_the_start_of_the_line(void **state)
{
    (void)state;
    stet_answer answer = answer_of("{\"id\":\"q\"}");
    answer.findings = &sample_findings[1];
    answer.n_findings = 1;
    answer.id = STET_STR("q");
    stet_buffer out = answer_to(&answer, "findings", STET_SUGGESTION);
    stet_str text = { out.ptr, out.len - 1 };
    assert_true(json_holds(text, "/line", "42"));
    assert_true(json_holds(text, "/id", "q"));
    assert_true(json_holds(text, "/verdict", "rejected"));
    assert_true(json_holds(text, "/findings/0/start/byte", "42"));
    assert_true(json_holds(text, "/findings/0/start/line", "1"));
    assert_true(json_holds(text, "/findings/0/start/column", "118"));
    assert_true(json_holds(text, "/findings/0/source", NULL));
    assert_true(json_holds(text, "/findings/0/record", NULL));
    assert_true(json_holds(text, "/failures", NULL));
    stet_buffer_release(&out);
}

/** A line that cannot be handed on is shown a little, cut between characters. */
static void an_unread_line_becomes_an_object(void **state)
{
    (void)state;
    stet_buffer line = { 0 };
    for (int i = 0; i < 100; i++)
        stet_buffer_add_text(&line, "\xE2\x82\xAC");
    stet_answer answer = answer_of(line.ptr);
    answer.troubles = sample_troubles;
    answer.n_troubles = 1;
    stet_buffer out = answer_to(&answer, "annotate", STET_ERROR);
    stet_str text = { out.ptr, out.len - 1 };
    line.len = 198;
    line.ptr[198] = '\0';
    assert_true(json_holds(text, "/stet/text", line.ptr));
    assert_true(json_holds(text, "/stet/failures/0/start/byte", "1000"));
    assert_true(json_holds(text, "/stet/verdict", "failed"));
    stet_buffer_release(&out);
    stet_buffer_release(&line);
    expect_answer(
        "[]", "annotate",
        "{\"stet\":{\"verdict\":\"failed\",\"findings\":[],\"failures\":[{"
        "\"message\":\"the line is no JSON object, so nothing can be added to "
        "it\"}],\"text\":\"[]\"}}\n");
}

/** Keys of the answer, its findings and its failures. */
typedef struct key_check {
    stet_str schema;
    size_t n_keys;
} key_check;

static bool key_is_in_schema(void *user, const stet_json_step *path, size_t depth,
                             const stet_json_value *value)
{
    key_check *check = user;
    (void)value;
    if ((depth != 1 && depth != 3) || !path[depth - 1].key.ptr)
        return true;
    const char *definition = "answer";
    if (depth == 3)
        definition = stet_str_is(path[0].key, "findings") ? "finding" : "failure";
    char place[128];
    snprintf(place, sizeof place, "/definitions/%s/properties/%.*s", definition,
             (int)path[depth - 1].key.len, path[depth - 1].key.ptr);
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

static void the_schema_knows_every_key(void **state)
{
    (void)state;
    stet_buffer schema = { 0 };
    stet_schema_write_filter(&schema);
    stet_answer answer = answer_of("{\"id\":\"q\"}");
    answer.id = STET_STR("q");
    answer.findings = &sample_findings[1];
    answer.n_findings = 1;
    answer.troubles = sample_troubles;
    answer.n_troubles = STET_LEN(sample_troubles);
    stet_buffer out = answer_to(&answer, "findings", STET_ERROR);
    key_check check = { stet_buffer_str(&schema), 0 };
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_json_walk((stet_str){ out.ptr, out.len - 1 }, key_is_in_schema,
                               &check, &error));
    assert_true(check.n_keys > 15);
    stet_buffer_release(&out);
    stet_buffer_release(&schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_of_a_record_is_changed),
        cmocka_unit_test(a_key_that_is_there_is_seen),
        cmocka_unit_test(the_level_of_findings_decides),
        cmocka_unit_test(places_count_from_the_start_of_the_line),
        cmocka_unit_test(an_unread_line_becomes_an_object),
        cmocka_unit_test(the_schema_knows_every_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
