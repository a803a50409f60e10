/* SPDX-License-Identifier: Apache-2.0 */
#include "report/output.h"

#include "sample.h"

#include <signal.h>

#include "../base/scratch.h"

static stet_result sample_result(void)
{
    static stet_located findings[2];
    static stet_trouble troubles[2];
    memcpy(findings, sample_findings, sizeof findings);
    troubles[0] = sample_troubles[1];
    troubles[1] = sample_troubles[0];
    return (stet_result){
        .findings = findings, .n_findings = 2, .troubles = troubles, .n_troubles = 2
    };
}

static const stet_run_info run = { .version = "1", .color = true, .width = 80 };

static void unknown_formats_get_a_hint(void **state)
{
    (void)state;
    stet_outputs outputs = { 0 };
    stet_error error = STET_ERROR_NONE;
    assert_false(stet_outputs_add(&outputs, "sariff:x", &error));
    assert_string_equal(error.message, "there is no output format “sariff”");
    assert_string_equal(error.hint, "did you mean “sarif”?");
    assert_false(stet_outputs_add(&outputs, "somethingelse", &error));
    assert_non_null(strstr(error.hint, "text, full, json"));
    assert_false(stet_outputs_add(&outputs, "json:", &error));
    assert_int_equal(outputs.count, 0);
    stet_error_release(&error);
    stet_outputs_release(&outputs);
}

static void two_formats_do_not_share_a_place(void **state)
{
    (void)state;
    stet_outputs outputs = { 0 };
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_outputs_add(&outputs, "json", &error));
    assert_false(stet_outputs_add(&outputs, "text", &error));
    assert_false(stet_outputs_add(&outputs, "text:-", &error));
    assert_true(stet_outputs_add(&outputs, "text:a", &error));
    assert_false(stet_outputs_add(&outputs, "csv:a", &error));
    assert_int_equal(outputs.count, 2);
    stet_error_release(&error);
    stet_outputs_release(&outputs);
}

static void only_full_wants_excerpts(void **state)
{
    (void)state;
    stet_outputs outputs = { 0 };
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_outputs_add(&outputs, "json:a", &error));
    assert_false(stet_outputs_want_excerpts(&outputs));
    assert_true(stet_outputs_add(&outputs, "full:b", &error));
    assert_true(stet_outputs_want_excerpts(&outputs));
    stet_outputs_release(&outputs);
}

/* The troubles come where they belong, and a file is never coloured. */
static void files_are_whole_or_not_there(void **state)
{
    (void)state;
    scratch s;
    stet_buffer argument = { 0 };
    stet_outputs outputs = { 0 };
    stet_error error = STET_ERROR_NONE;
    stet_result result = sample_result();
    scratch_make(&s);
    stet_buffer_format(&argument, "text:%s", scratch_file(&s, "out.txt"));
    assert_true(stet_outputs_add(&outputs, argument.ptr, &error));
    assert_true(stet_outputs_begin(&outputs, &run, &error));
    assert_true(stet_outputs_result(&outputs, &result, &error));
    assert_int_not_equal(access(scratch_file(&s, "out.txt"), F_OK), 0);
    assert_true(stet_outputs_end(&outputs, &sample_tally, &error));
    assert_true(scratch_holds(
        &s, "out.txt",
        "=logs/a.jsonl: failure: the pattern gave up [no-disclaimer]\n"
        "docs/a,b: c.md:3:6: error: take \"out\" <a> & 'b' ]]> | 50%, "
        "ok<U+000A>::error::x<U+001B>[31m<U+202E>\xef\xbf\xbe<0xFF> [no-disclaimer]\n"
        "=logs/a.jsonl:42:118: suggestion: +1 for it (record 42, id @q\"17, field "
        "answer) "
        "[stet-mark]\n"
        "=logs/a.jsonl:44:7: failure: this line is not JSON: <U+0001> (record 44)\n"));
    assert_int_equal(scratch_count(&s), 1);
    stet_buffer_release(&argument);
    stet_outputs_release(&outputs);
    scratch_remove(&s);
}

static void the_old_file_stands_until_the_end(void **state)
{
    (void)state;
    scratch s;
    stet_buffer argument = { 0 };
    stet_outputs outputs = { 0 };
    stet_error error = STET_ERROR_NONE;
    stet_result result = sample_result();
    scratch_make(&s);
    stet_buffer_format(&argument, "full:%s", scratch_write(&s, "out.txt", "old"));
    assert_true(stet_outputs_add(&outputs, argument.ptr, &error));
    assert_true(stet_outputs_begin(&outputs, &run, &error));
    assert_true(stet_outputs_result(&outputs, &result, &error));
    stet_outputs_release(&outputs);
    assert_true(scratch_holds(&s, "out.txt", "old"));
    assert_int_equal(scratch_count(&s), 1);
    stet_buffer_release(&argument);
    scratch_remove(&s);
}

static void a_place_that_cannot_be_written_is_an_error(void **state)
{
    (void)state;
    stet_outputs outputs = { 0 };
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_outputs_add(&outputs, "json:/nowhere/at/all.json", &error));
    assert_false(stet_outputs_begin(&outputs, &run, &error));
    assert_string_equal(error.path, "/nowhere/at/all.json");
    stet_error_release(&error);
    stet_outputs_release(&outputs);
}

static void a_full_disk_is_an_error(void **state)
{
    (void)state;
    stet_outputs outputs = { 0 };
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_outputs_add(&outputs, "jsonl:/dev/full", &error));
    assert_true(stet_outputs_begin(&outputs, &run, &error));
    assert_false(stet_outputs_end(&outputs, &sample_tally, &error));
    assert_non_null(strstr(error.message, "/dev/full: No space left"));
    stet_error_release(&error);
    stet_outputs_release(&outputs);
}

static void a_closed_pipe_is_quiet(void **state)
{
    (void)state;
    int ends[2];
    stet_outputs outputs = { 0 };
    stet_error error = STET_ERROR_NONE;
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    assert_true(stet_outputs_add(&outputs, "jsonl", &error));
    assert_true(stet_outputs_begin(&outputs, &run, &error));
    outputs.items[0].fd = ends[1];
    assert_false(stet_outputs_closed(&outputs));
    assert_true(stet_outputs_end(&outputs, &sample_tally, &error));
    assert_true(stet_outputs_closed(&outputs));
    assert_null(error.message);
    close(ends[1]);
    stet_outputs_release(&outputs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unknown_formats_get_a_hint),
        cmocka_unit_test(two_formats_do_not_share_a_place),
        cmocka_unit_test(only_full_wants_excerpts),
        cmocka_unit_test(files_are_whole_or_not_there),
        cmocka_unit_test(the_old_file_stands_until_the_end),
        cmocka_unit_test(a_place_that_cannot_be_written_is_an_error),
        cmocka_unit_test(a_full_disk_is_an_error),
        cmocka_unit_test(a_closed_pipe_is_quiet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
