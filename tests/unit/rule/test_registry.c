/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "fake_plugin.h"
#include "rule/registry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_finds_checks_by_full_name(void **state)
{
    (void)state;
    stet_registry registry = { 0 };
    stet_error error = STET_ERROR_NONE;
    assert_true(
        stet_registry_add(&registry, &fake_plugin, STET_STR("(built in)"), &error));
    assert_int_equal(registry.n_plugins, 1);
    assert_int_equal(registry.n_checks, 3);
    const stet_registered_check *check =
        stet_registry_find(&registry, STET_STR("fake.count"));
    assert_non_null(check);
    assert_ptr_equal(check->type, &fake_count_type);
    assert_ptr_equal(check->plugin, &fake_plugin);
    assert_null(stet_registry_find(&registry, STET_STR("count")));
    assert_null(stet_registry_find(&registry, STET_STR("fake")));
    stet_registry_release(&registry);
}

static void test_finds_the_nearest_name(void **state)
{
    (void)state;
    stet_registry registry = { 0 };
    stet_error error = STET_ERROR_NONE;
    assert_null(stet_registry_nearest(&registry, STET_STR("fake.count")));
    assert_true(stet_registry_add(&registry, &fake_plugin, STET_STR("x"), &error));
    assert_string_equal(stet_registry_nearest(&registry, STET_STR("fake.baned")),
                        "fake.banned");
    assert_string_equal(stet_registry_nearest(&registry, STET_STR("banned")),
                        "fake.banned");
    assert_null(stet_registry_nearest(&registry, STET_STR("entirely.different")));
    stet_buffer hint = { 0 };
    stet_registry_hint(&registry, STET_STR("entirely.different"), &hint);
    assert_string_equal(
        hint.ptr, "a check is written PLUGIN.NAME; plugins that are loaded: fake");
    stet_buffer_release(&hint);
    stet_registry_release(&registry);
}

static void test_a_name_is_taken_once(void **state)
{
    (void)state;
    stet_registry registry = { 0 };
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_registry_add(&registry, &fake_plugin, STET_STR("a.so"), &error));
    assert_false(stet_registry_add(&registry, &fake_plugin, STET_STR("b.so"), &error));
    assert_string_equal(error.message, "a plugin `fake` is already loaded from a.so");
    assert_int_equal(registry.n_plugins, 1);
    assert_int_equal(registry.n_checks, 3);
    stet_error_release(&error);
    stet_registry_release(&registry);
}

/* ---- Refusals: each begins with what is whole, and breaks one thing ---- */

static void refuses_plugin(const stet_plugin *plugin, const char *message)
{
    stet_registry registry = { 0 };
    stet_error error = STET_ERROR_NONE;
    assert_false(stet_registry_add(&registry, plugin, STET_STR("x.so"), &error));
    assert_non_null(error.message);
    if (!strstr(error.message, message))
        fail_msg("`%s` does not hold `%s`", error.message, message);
    assert_int_equal(registry.n_plugins, 0);
    assert_int_equal(registry.n_checks, 0);
    stet_error_release(&error);
    stet_registry_release(&registry);
}

static void refuses_check(stet_check_type type, const char *message)
{
    const stet_check_type *const checks[] = { &type };
    stet_plugin plugin = fake_plugin;
    plugin.checks = checks;
    plugin.n_checks = 1;
    refuses_plugin(&plugin, message);
}

static void refuses_params(const stet_param *params, size_t n_params,
                           const char *message)
{
    stet_check_type type = fake_count_type;
    type.params = params;
    type.n_params = n_params;
    refuses_check(type, message);
}

static void test_refuses_other_abis(void **state)
{
    (void)state;
    stet_plugin plugin = fake_plugin;
    plugin.header.abi = STET_ABI + 1;
    refuses_plugin(&plugin, "built for plugin ABI 3; this stet has ABI 2");
    plugin = fake_plugin;
    plugin.header.check_size = 8;
    refuses_plugin(&plugin, "a row of its table of checks has 8 bytes");
    plugin = fake_plugin;
    plugin.header.param_size += 1;
    refuses_plugin(&plugin, "a row of its table of parameters");
}

static void test_refuses_nameless_plugins(void **state)
{
    (void)state;
    stet_plugin plugin = fake_plugin;
    plugin.name = "Fake";
    refuses_plugin(&plugin, "the plugin has no name");
    plugin.name = NULL;
    refuses_plugin(&plugin, "the plugin has no name");
    plugin = fake_plugin;
    plugin.version = "";
    refuses_plugin(&plugin, "no version");
    plugin = fake_plugin;
    plugin.n_checks = 0;
    refuses_plugin(&plugin, "the plugin has no checks");
    const stet_check_type *const twice[] = { &fake_count_type, &fake_count_type };
    plugin = fake_plugin;
    plugin.checks = twice;
    plugin.n_checks = 2;
    refuses_plugin(&plugin, "two checks are called `count`");
    const stet_check_type *const hole[] = { NULL };
    plugin.checks = hole;
    plugin.n_checks = 1;
    refuses_plugin(&plugin, "check 1 has no name");
}

static void test_refuses_checks_with_holes(void **state)
{
    (void)state;
    stet_check_type type = fake_count_type;
    type.run = NULL;
    refuses_check(type, "check `count`: it has no `run`");
    type = fake_count_type;
    type.summary = "two\nlines";
    refuses_check(type, "no summary of one line");
    type = fake_count_type;
    type.scope = STET_SCOPE_BATCH + 1;
    refuses_check(type, "it has no scope");
    type.scope = STET_SCOPE_BLOCK;
    type.anyway = true;
    refuses_check(type, "it is called `anyway`, but its scope is neither");
    type = fake_count_type;
    type.level = 0;
    refuses_check(type, "it has no level");
    type = fake_count_type;
    type.kinds = 1u << (STET_BLOCK_MARKUP + 1);
    refuses_check(type, "it looks at kinds of block that there are not");
    type = fake_count_type;
    type.n_messages = 0;
    refuses_check(type, "it has no messages");
    type = fake_count_type;
    type.options_size = 4;
    refuses_check(type, "does not lie in its options struct");
}

static void test_refuses_wrong_messages(void **state)
{
    (void)state;
    static const stet_message open[] = { { "found", "take out {match" } };
    static const stet_message twins[] = { { "found", "a" }, { "found", "b" } };
    static const stet_message empty[] = { { "found", "" } };
    stet_check_type type = fake_count_type;
    type.messages = open;
    type.n_messages = 1;
    refuses_check(type, "message `found`: a brace opens");
    type.messages = empty;
    refuses_check(type, "message `found` has no text");
    type.messages = twins;
    type.n_messages = 2;
    refuses_check(type, "two messages are called `found`");
}

static void test_refuses_wrong_parameters(void **state)
{
    (void)state;
    static const stet_param undocumented[] = { STET_INT(fake_count, max, .doc = NULL) };
    static const stet_param reserved[] = {
        { .name = "level", .type = STET_T_BOOL, .preset = "true", .doc = "A switch." },
    };
    static const stet_param choiceless[] = {
        STET_CHOICE(fake_count, unit, .preset = "x", .doc = "None."),
    };
    static const stet_param gate[] = {
        STET_INT(fake_count, max, .gate = true, .doc = "A number."),
    };
    static const stet_param preset[] = {
        STET_INT(fake_count, max, .preset = "x", .doc = "A number."),
    };
    static const stet_param switched[] = {
        STET_INT(fake_count, max, .doc = "A number."),
        STET_TEXT(fake_count, note, .ignore_case = "max", .doc = "A text."),
    };
    static const stet_param turned[] = {
        STET_INT(fake_count, max, .more = STET_LOOSER, .turned_by = "min",
                 .doc = "A number."),
    };
    static const stet_param chosen[] = {
        STET_INT(fake_count, max, .doc = "A number."),
        STET_TEXT(fake_count, note, .gate_unless = "max", .doc = "A text."),
    };
    static const stet_param typeless[] = {
        { .name = "max", .type = (stet_type)99, .doc = "Nothing." },
    };
    static const stet_param twins[] = {
        STET_INT(fake_count, max, .doc = "One."),
        STET_INT(fake_count, max, .doc = "Two."),
    };
    refuses_params(undocumented, 1, "no sentence");
    refuses_params(reserved, 1, "`level` has a name that every rule has");
    refuses_params(choiceless, 1, "`unit` has no choices");
    refuses_params(gate, 1, "`max` is a gate");
    refuses_params(preset, 1, "the default of parameter `max` cannot be read");
    refuses_params(turned, 1, "`max` depends on `min`, which there is not");
    refuses_params(switched, 2, "parameter `note` asks `max`, which is no boolean");
    refuses_params(chosen, 2, "parameter `note` asks `max`, which is no choice");
    refuses_params(typeless, 1, "unknown type 99");
    refuses_params(twins, 2, "two parameters are called `max`");
}

static void test_refuses_parameters_in_the_wrong_place(void **state)
{
    (void)state;
    static const stet_param askew[] = {
        { .name = "max", .type = STET_T_INT, .offset = 3, .doc = "A number." },
    };
    stet_param shared[] = {
        STET_INT(fake_count, max, .doc = "A number."),
        STET_INT(fake_count, max, .doc = "Another."),
    };
    shared[1].name = "most";
    stet_param words[] = {
        STET_LIST(fake_banned, phrases, fake_word, fake_word_params, .preset = "[]",
                  .doc = "Words."),
    };
    refuses_params(askew, 1, "`max` lies where no field of its type can stand");
    refuses_params(shared, 2, "parameters `max` and `most` lie in the same field");
    words[0].sub_size = SIZE_MAX / 2;
    refuses_params(words, 1, "the options struct of parameter `word` has");
    words[0].sub_size = sizeof(fake_word) + 1;
    refuses_params(words, 1, "`word` lies where no field of its type can stand");
}

static void test_refuses_wrong_values(void **state)
{
    (void)state;
    static const char *const twice[] = { "words", "lines", "words", NULL };
    static const char *const empty[] = { "words", "", NULL };
    static const stet_param doubled[] = {
        STET_CHOICE(fake_count, unit, .preset = "words", .choices = twice,
                    .doc = "What is counted."),
    };
    static const stet_param hollow[] = {
        STET_CHOICE(fake_count, unit, .preset = "words", .choices = empty,
                    .doc = "What is counted."),
    };
    static const stet_param field[] = {
        STET_INT(fake_count, max, .field = true, .doc = "A number."),
    };
    static const stet_param pattern[] = {
        STET_PATTERN(fake_phrase, phrase, .preset = "'a(('", .doc = "A pattern."),
    };
    refuses_params(doubled, 1, "`unit` has the choice `words` twice");
    refuses_params(hollow, 1, "choice 2 of parameter `unit` is no text");
    refuses_params(field, 1, "`max` names a field, but is no text");
    refuses_params(pattern, 1, "the default pattern 'a((' cannot be used: missing");
}

static void test_refuses_tables_that_lead_back(void **state)
{
    (void)state;
    static stet_param loop[1];
    loop[0] = (stet_param)STET_LIST(fake_banned, phrases, fake_banned, loop,
                                    .preset = "[]", .doc = "A list of itself.");
    refuses_params(loop, 1, "too deep");
}

static stet_status open_state(stet_ctx *ctx, const void *check, void **made)
{
    (void)ctx;
    (void)check;
    (void)made;
    return STET_OK;
}

static stet_status finish(stet_ctx *ctx, const void *check, void *made)
{
    (void)ctx;
    (void)check;
    (void)made;
    return STET_OK;
}

static void test_refuses_states_that_cannot_be_merged(void **state)
{
    (void)state;
    stet_check_type type = fake_count_type;
    type.finish = finish;
    refuses_check(type, "its scope is not the batch");
    type.scope = STET_SCOPE_BATCH;
    type.open = open_state;
    refuses_check(type, "states and a `finish`, but no `merge`");
}

static stet_status merge(stet_ctx *ctx, const void *check, void *into, void *from)
{
    (void)ctx, (void)check, (void)into, (void)from;
    return STET_OK;
}

static void test_refuses_states_that_cannot_come_back(void **state)
{
    (void)state;
    stet_check_type type = fake_count_type;
    type.scope = STET_SCOPE_BATCH;
    type.open = open_state;
    type.finish = finish;
    type.merge = merge;
    type.save = finish;
    refuses_check(type, "one of `save` and `load`, but not both");
    type.load = finish;
    type.merge = NULL;
    type.open = NULL;
    refuses_check(type, "no `merge`, or no `finish`");
}

/* ---- Tables of another size ---- */

typedef struct wide_param {
    stet_param param;
    const char *news;
} wide_param;

typedef struct wide_message {
    stet_message message;
    const char *news;
} wide_message;

typedef struct wide_check {
    stet_check_type type;
    const char *news;
} wide_check;

static void test_reads_larger_rows(void **state)
{
    (void)state;
    static const wide_param word_params[] = {
        { STET_TEXT(fake_word, word, .preset = "''", .doc = "A word."), "news" },
    };
    wide_param params[2] = {
        { fake_count_params[2], "news" },
        { STET_LIST(fake_banned, phrases, fake_word, fake_word_params, .preset = "[]",
                    .doc = "Words."),
          "news" },
    };
    params[1].param.sub = &word_params[0].param;
    static const wide_message messages[2] = { { { "a", "text" }, "news" },
                                              { { "b", "text" }, "news" } };
    wide_check check = { fake_count_type, "news" };
    check.type.params = &params[0].param;
    check.type.n_params = 2;
    check.type.messages = &messages[0].message;
    check.type.n_messages = 2;
    const stet_check_type *const checks[] = { &check.type };
    stet_plugin plugin = fake_plugin;
    plugin.checks = checks;
    plugin.n_checks = 1;
    plugin.header.check_size = sizeof(wide_check);
    plugin.header.param_size = sizeof(wide_param);
    plugin.header.message_size = sizeof(wide_message);
    stet_registry registry = { 0 };
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_registry_add(&registry, &plugin, STET_STR("x.so"), &error));
    const stet_check_type *type = registry.checks[0].type;
    assert_string_equal(type->params[1].name, "phrases");
    assert_string_equal(type->params[1].sub->name, "word");
    assert_string_equal(type->messages[1].id, "b");
    stet_registry_release(&registry);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds_checks_by_full_name),
        cmocka_unit_test(test_finds_the_nearest_name),
        cmocka_unit_test(test_a_name_is_taken_once),
        cmocka_unit_test(test_refuses_other_abis),
        cmocka_unit_test(test_refuses_nameless_plugins),
        cmocka_unit_test(test_refuses_checks_with_holes),
        cmocka_unit_test(test_refuses_wrong_messages),
        cmocka_unit_test(test_refuses_wrong_parameters),
        cmocka_unit_test(test_refuses_parameters_in_the_wrong_place),
        cmocka_unit_test(test_refuses_wrong_values),
        cmocka_unit_test(test_refuses_tables_that_lead_back),
        cmocka_unit_test(test_refuses_states_that_cannot_be_merged),
        cmocka_unit_test(test_refuses_states_that_cannot_come_back),
        cmocka_unit_test(test_reads_larger_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
