/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "cli/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct sample_options {
    bool fix, diff;
    const char *file;
    stet_option_list formats;
    int64_t jobs;
    int level;
} sample_options;

static const char *const levels[] = { "error", "warning", NULL };

static const stet_option table[] = {
    { .name = "fix",
      .letter = 'x',
      .type = STET_OPTION_FLAG,
      .offset = offsetof(sample_options, fix) },
    { .name = "diff",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(sample_options, diff) },
    { .name = "file",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(sample_options, file),
      .value = "FILE" },
    { .name = "format",
      .letter = 'f',
      .type = STET_OPTION_LIST,
      .offset = offsetof(sample_options, formats),
      .value = "FORMAT" },
    { .name = "jobs",
      .letter = 'j',
      .type = STET_OPTION_NUMBER,
      .offset = offsetof(sample_options, jobs),
      .value = "N",
      .max = 64 },
    { .name = "level",
      .type = STET_OPTION_CHOICE,
      .offset = offsetof(sample_options, level),
      .value = "LEVEL",
      .choices = levels },
};

static const stet_command sample = {
    .name = "sample",
    .arguments = "[PATH...]",
    .options = table,
    .n_options = STET_LEN(table),
    .options_size = sizeof(sample_options),
};

/** A parsed command line. */
typedef struct parsed {
    bool done;
    sample_options options;
    stet_common common;
    stet_cli cli;
    stet_error error;
} parsed;

enum { MOST = 16 };

/* Words are separated by blanks. */
static parsed parse(const stet_command *command, char *line)
{
    const char *words[MOST];
    int n = 0;
    char *rest = NULL;
    for (char *word = strtok_r(line, " ", &rest); word;
         word = strtok_r(NULL, " ", &rest))
        words[n++] = word;
    parsed p = { .error = STET_ERROR_NONE };
    p.done =
        stet_command_parse(command, n, words, &p.options, &p.common, &p.cli, &p.error);
    return p;
}

static void release(parsed *p, const stet_command *command)
{
    stet_command_release(command, &p->options, &p->common, &p->cli);
    assert_null(p->options.formats.items);
    stet_error_release(&p->error);
}

static void every_type_is_read(void **state)
{
    (void)state;
    char line[] = "a --fix --file=x --format json b -f text -j2 --level warning c";
    parsed p = parse(&sample, line);
    assert_true(p.done);
    assert_true(p.options.fix);
    assert_false(p.options.diff);
    assert_string_equal(p.options.file, "x");
    assert_int_equal(p.options.formats.count, 2);
    assert_string_equal(p.options.formats.items[0], "json");
    assert_string_equal(p.options.formats.items[1], "text");
    assert_int_equal(p.options.jobs, 2);
    assert_int_equal(p.options.level, 1);
    assert_int_equal(p.cli.n_arguments, 3);
    assert_string_equal(p.cli.arguments[2], "c");
    release(&p, &sample);
}

static void letters_may_stand_together(void **state)
{
    (void)state;
    char line[] = "-xqvj 7 -";
    parsed p = parse(&sample, line);
    assert_true(p.done);
    assert_true(p.options.fix && p.common.quiet && p.common.verbose);
    assert_int_equal(p.options.jobs, 7);
    assert_int_equal(p.cli.n_arguments, 1);
    assert_string_equal(p.cli.arguments[0], "-");
    release(&p, &sample);
}

static void two_dashes_end_options(void **state)
{
    (void)state;
    char line[] = "--fix -- --diff -x --";
    parsed p = parse(&sample, line);
    assert_true(p.done);
    assert_false(p.options.diff);
    assert_int_equal(p.cli.n_arguments, 3);
    assert_string_equal(p.cli.arguments[0], "--diff");
    assert_string_equal(p.cli.arguments[2], "--");
    release(&p, &sample);
}

static void an_empty_value_is_a_value(void **state)
{
    (void)state;
    char line[] = "--file= --format=";
    parsed p = parse(&sample, line);
    assert_true(p.done);
    assert_string_equal(p.options.file, "");
    assert_string_equal(p.options.formats.items[0], "");
    release(&p, &sample);
}

static void mistakes_say_what_to_do(void **state)
{
    static const struct {
        const char *line, *message, *hint;
    } cases[] = {
        { "--formta x", "stet sample has no option --formta",
          "did you mean --format?" },
        { "--zzzzzzzz", "stet sample has no option --zzzzzzzz",
          "see: stet help sample" },
        { "-Z", "stet sample has no option -Z", "see: stet help sample" },
        { "--file", "--file needs a value: FILE", NULL },
        { "-j", "--jobs needs a value: N", NULL },
        { "--fix=yes", "--fix takes no value", NULL },
        { "--jobs x", "--jobs takes a number from 0 to 64, not “x”", NULL },
        { "--jobs 65", "--jobs takes a number from 0 to 64, not “65”", NULL },
        { "--jobs -1", "--jobs takes a number from 0 to 64, not “-1”", NULL },
        { "--jobs 2x", "--jobs takes a number from 0 to 64, not “2x”", NULL },
        { "--jobs=", "--jobs takes a number from 0 to 64, not “”", NULL },
        { "--jobs 99999999999999999999",
          "--jobs takes a number from 0 to 64, not “99999999999999999999”", NULL },
        { "--level eror", "--level takes one of: error, warning; not “eror”",
          "did you mean “error”?" },
        { "--config x", "stet sample has no option --config", NULL },
    };
    (void)state;
    for (size_t i = 0; i < STET_LEN(cases); i++) {
        char line[64];
        strncpy(line, cases[i].line, sizeof line - 1);
        line[sizeof line - 1] = '\0';
        parsed p = parse(&sample, line);
        assert_false(p.done);
        assert_string_equal(p.error.message, cases[i].message);
        if (cases[i].hint)
            assert_string_equal(p.error.hint, cases[i].hint);
        release(&p, &sample);
    }
}

static void only_commands_that_load_take_the_options_for_it(void **state)
{
    (void)state;
    stet_command loading = sample;
    loading.loads = true;
    char line[] = "-c x.yaml --plugin a.so --plugin b.so --no-cache";
    parsed p = parse(&loading, line);
    assert_true(p.done);
    assert_string_equal(p.common.config, "x.yaml");
    assert_int_equal(p.common.plugins.count, 2);
    assert_true(p.common.no_cache);
    release(&p, &loading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_is_read),
        cmocka_unit_test(letters_may_stand_together),
        cmocka_unit_test(two_dashes_end_options),
        cmocka_unit_test(an_empty_value_is_a_value),
        cmocka_unit_test(mistakes_say_what_to_do),
        cmocka_unit_test(only_commands_that_load_take_the_options_for_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
