/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/command.h"

#include "base/str.h"
#include "cli/command_p.h"
#include "cli/completion.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void rows_are_whole_and_names_are_unique(void **state)
{
    (void)state;
    const stet_command *command;
    for (size_t i = 0; (command = stet_command_at(i)); i++) {
        assert_ptr_equal(stet_command_find(command->name), command);
        assert_non_null(command->run);
        assert_true(strlen(command->doc) > 20);
        assert_int_not_equal(command->summary[strlen(command->summary) - 1], '.');
    }
    assert_null(stet_command_find("nothing"));
    assert_null(stet_command_find(""));
}

static void no_two_options_of_a_command_are_called_alike(void **state)
{
    (void)state;
    const stet_command *command;
    bool common;
    for (size_t i = 0; (command = stet_command_at(i)); i++) {
        const stet_option *a;
        for (size_t n = 0; (a = stet_command_option_at(command, n, &common)); n++) {
            assert_true(a->type == STET_OPTION_FLAG || a->value);
            assert_true(a->type != STET_OPTION_CHOICE || a->choices);
            assert_int_equal(a->doc[strlen(a->doc) - 1], '.');
            for (size_t m = 0; m < n; m++) {
                const stet_option *b = stet_command_option_at(command, m, &common);
                assert_string_not_equal(a->name, b->name);
                assert_true(!a->letter || a->letter != b->letter);
            }
        }
    }
}

static bool holds(const stet_buffer *text, const char *part)
{
    return stet_str_find(stet_buffer_str(text), stet_str_from(part), 0) != SIZE_MAX;
}

static void help_names_every_option_and_is_no_wider_than_a_terminal(void **state)
{
    (void)state;
    const stet_command *command;
    bool common;
    for (size_t i = 0; (command = stet_command_at(i)); i++) {
        stet_buffer help = { 0 };
        stet_help_write(command, &help);
        const stet_option *option;
        for (size_t n = 0; (option = stet_command_option_at(command, n, &common));
             n++) {
            char name[64];
            snprintf(name, sizeof name, "--%s", option->name);
            assert_true(holds(&help, name));
        }
        stet_str rest = stet_buffer_str(&help);
        for (stet_str line; stet_str_cut(&rest, '\n', &line);)
            assert_true(line.len <= 80);
        stet_buffer_release(&help);
    }
}

static void the_overview_names_every_command(void **state)
{
    (void)state;
    stet_buffer help = { 0 };
    const stet_command *command;
    stet_help_write(NULL, &help);
    for (size_t i = 0; (command = stet_command_at(i)); i++) {
        char line[64];
        snprintf(line, sizeof line, "\n  %s  ", command->name);
        assert_true(holds(&help, line));
    }
    stet_buffer_release(&help);
}

static void every_shell_can_complete_every_option(void **state)
{
    static void (*const writers[])(stet_buffer * out) = {
        stet_completion_write_bash,
        stet_completion_write_zsh,
        stet_completion_write_fish,
    };
    (void)state;
    for (size_t w = 0; w < STET_LEN(writers); w++) {
        stet_buffer script = { 0 };
        writers[w](&script);
        const stet_command *command;
        bool common;
        for (size_t i = 0; (command = stet_command_at(i)); i++) {
            const stet_option *option;
            assert_true(holds(&script, command->name));
            for (size_t n = 0; (option = stet_command_option_at(command, n, &common));
                 n++)
                assert_true(holds(&script, option->name));
        }
        assert_true(holds(&script, "sarif"));
        stet_buffer_release(&script);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_whole_and_names_are_unique),
        cmocka_unit_test(no_two_options_of_a_command_are_called_alike),
        cmocka_unit_test(help_names_every_option_and_is_no_wider_than_a_terminal),
        cmocka_unit_test(the_overview_names_every_command),
        cmocka_unit_test(every_shell_can_complete_every_option),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
