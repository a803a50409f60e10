/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "fake_plugin.h"
#include "rule/parameter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/** One rule, read. */
typedef struct reading {
    stet_yaml_file file;
    stet_diagnostics errors;
    stet_arena arena;
    stet_pattern_list patterns;
    uint32_t *gates;
    size_t n_gates;
    bool ok;
    union {
        fake_banned banned;
        fake_count count;
        fake_prefer prefer;
        const stet_node *data;
    } options;
} reading;

static void read_rule(reading *r, const stet_check_type *type, const char *yaml)
{
    static const char *const reserved[] = { "check", "level" };
    *r = (reading){ 0 };
    stet_yaml_file_init(&r->file, STET_STR("set.yaml"), stet_str_from(yaml),
                        &r->errors);
    assert_non_null(r->file.root);
    stet_parameter_target target = { .arena = &r->arena,
                                     .patterns = &r->patterns,
                                     .errors = &r->errors };
    r->ok = stet_parameter_read(type, r->file.root, reserved, STET_LEN(reserved),
                                &r->options, &r->gates, &r->n_gates, &target);
}

static void release(reading *r)
{
    stet_pattern_list_release(&r->patterns);
    stet_arena_release(&r->arena);
    stet_yaml_file_release(&r->file);
    stet_diagnostics_release(&r->errors);
}

static void assert_text(stet_str text, const char *expected)
{
    if (!stet_str_is(text, expected))
        fail_msg("`%.*s` is not `%s`", (int)text.len, text.ptr, expected);
}

/* Exactly one error, with this place, message and (unless NULL) hint. */
static void refuses(const stet_check_type *type, const char *yaml, unsigned line,
                    unsigned column, const char *message, const char *hint)
{
    reading r;
    read_rule(&r, type, yaml);
    assert_false(r.ok);
    assert_int_equal(r.errors.n_errors, 1);
    assert_text(r.errors.items[0].message, message);
    assert_int_equal(r.errors.items[0].position.line, line);
    assert_int_equal(r.errors.items[0].position.column, column);
    if (hint)
        assert_text(r.errors.items[0].hint, hint);
    release(&r);
}

static void test_values_and_defaults(void **state)
{
    (void)state;
    reading r;
    read_rule(
        &r, &fake_count_type,
        "check: fake.count\nunit: sentences\nmax: 12\nshare: .25\nstrict-mode: true\n");
    assert_true(r.ok);
    assert_int_equal(r.errors.count, 0);
    assert_int_equal(r.options.count.unit, 1);
    assert_int_equal(r.options.count.min, 0);
    assert_int_equal(r.options.count.max, 12);
    assert_true(r.options.count.share == .25);
    assert_text(r.options.count.note, "");
    assert_true(r.options.count.strict_mode);
    assert_int_equal(r.n_gates, 0);
    release(&r);
}

static void test_lists_of_patterns(void **state)
{
    (void)state;
    reading r;
    read_rule(&r, &fake_banned_type,
              "phrases: [very much, quite, very much]\npatterns: 'a+b'\n"
              "ignore-case: false\nwhole-words: true\n");
    assert_true(r.ok);
    assert_int_equal(r.options.banned.phrases.count, 3);
    const fake_phrase *phrases = r.options.banned.phrases.items;
    assert_text(phrases[1].phrase->source, "quite");
    assert_true(phrases[1].phrase->phrase);
    assert_false(phrases[1].phrase->ignore_case);
    assert_true(phrases[1].phrase->whole_words);
    assert_true(phrases[1].phrase->gate);
    assert_text(phrases[1].phrase->path, "set.yaml");
    assert_int_equal(phrases[1].phrase->position.column, 22);
    assert_ptr_equal(phrases[0].phrase, phrases[2].phrase);
    assert_int_equal(r.options.banned.patterns.count, 1);
    const fake_phrase *patterns = r.options.banned.patterns.items;
    assert_false(patterns[0].phrase->phrase);
    assert_true(patterns[0].phrase->whole_words);
    assert_int_equal(r.n_gates, 3);
    for (size_t i = 1; i < r.n_gates; i++)
        assert_true(r.gates[i - 1] < r.gates[i]);
    release(&r);
}

static void test_switches_have_their_own_defaults(void **state)
{
    (void)state;
    reading r;
    read_rule(&r, &fake_prefer_type, "pairs: [{from: utilize, to: use}]\n");
    assert_true(r.ok);
    const fake_pair *pairs = r.options.prefer.pairs.items;
    assert_true(pairs[0].from->ignore_case);
    assert_true(pairs[0].from->whole_words);
    assert_int_equal(pairs[0].weight, 1);
    assert_int_equal(pairs[0].to.count, 1);
    const fake_word *to = pairs[0].to.items;
    assert_text(to[0].word, "use");
    release(&r);
}

static void test_one_mapping_is_a_list_of_one(void **state)
{
    (void)state;
    reading r;
    read_rule(&r, &fake_prefer_type, "pairs: {from: utilize, to: [use, apply]}\n");
    assert_true(r.ok);
    assert_int_equal(r.options.prefer.pairs.count, 1);
    release(&r);
}

static void test_wrong_values(void **state)
{
    (void)state;
    refuses(&fake_count_type, "max: 5\nunit: word\n", 2, 7, "`unit` cannot be `word`",
            "did you mean `words`?");
    refuses(&fake_count_type, "max: 5\nunit: bananas\n", 2, 7,
            "`unit` cannot be `bananas`", "known here: words, sentences, characters");
    refuses(&fake_count_type, "max: many\n", 1, 6,
            "expected a whole number, found `many`", "");
    refuses(&fake_count_type, "max: '5'\n", 1, 6, "expected a whole number, found `5`",
            "what stands in quotes is text: take them off");
    refuses(&fake_count_type, "max: 5\nstrict-mode: yes\n", 2, 14,
            "expected true or false, found `yes`", NULL);
    refuses(&fake_count_type, "max: [5]\n", 1, 6,
            "expected a whole number, found a list", NULL);
    refuses(&fake_count_type, "max: 5\nnote: [x]\n", 2, 7,
            "expected text, found a list", NULL);
}

static void test_ranges(void **state)
{
    (void)state;
    refuses(&fake_count_type, "max: 0\n", 1, 6, "`max` must be at least 1, not 0",
            NULL);
    refuses(&fake_count_type, "max: 5\nmin: 1001\n", 2, 6,
            "`min` must be at most 1000, not 1001", NULL);
    refuses(&fake_count_type, "max: 5\nshare: 1.5\n", 2, 8,
            "`share` must be at most 1, not 1.5", NULL);
    refuses(&fake_count_type, "max: 5\nnote: eleven char\n", 2, 7,
            "`note` must have at most 10 characters, not 11", NULL);
    refuses(&fake_prefer_type, "pairs: []\n", 1, 8,
            "`pairs` is empty; it must have at least 1 item", NULL);
    refuses(&fake_prefer_type, "pairs: [{from: a, to: [b, c, d, e]}]\n", 1, 23,
            "`to` must have at most 3 items, not 4", NULL);
    reading r;
    read_rule(&r, &fake_count_type, "max: 123456789012\nnote: 'ééééééééé!'\n");
    assert_true(r.ok);
    release(&r);
}

static void test_keys(void **state)
{
    (void)state;
    refuses(&fake_count_type, "max: 5\nmni: 3\n", 2, 1,
            "a rule of check `count` has no key `mni`", "did you mean `min`?");
    refuses(&fake_count_type, "max: 5\nstrict_mode: true\n", 2, 1,
            "a rule of check `count` has no key `strict_mode`",
            "did you mean `strict-mode`?");
    refuses(&fake_count_type, "unit: words\n", 1, 1,
            "`max` must be given: The most that is right.", NULL);
    refuses(&fake_prefer_type, "pairs: [{from: a, to: b, wieght: 2}]\n", 1, 26,
            "an item of `pairs` has no key `wieght`", "did you mean `weight`?");
    refuses(&fake_prefer_type, "pairs: [{from: a}]\n", 1, 9,
            "`to` must be given: What to write.", NULL);
    refuses(&fake_prefer_type, "pairs: [a]\n", 1, 9,
            "an item of `pairs` is a mapping, not text",
            "expected a list of mappings {from, to, weight}");
}

static void test_empty_patterns_are_refused(void **state)
{
    (void)state;
    refuses(&fake_banned_type, "phrases: ['  ']\n", 1, 11,
            "the phrase is empty: it would match everywhere", NULL);
    refuses(&fake_banned_type, "patterns: ['']\n", 1, 12,
            "the pattern is empty: it would match everywhere", NULL);
    refuses(&fake_banned_type, "phrases:\n", 1, 9,
            "expected a list, found nothing; an empty list is []", NULL);
    refuses(&fake_banned_type, "phrases: [a, ~]\n", 1, 14,
            "expected text, found nothing", NULL);
}

static void test_all_errors_of_a_rule(void **state)
{
    (void)state;
    reading r;
    read_rule(&r, &fake_count_type, "unit: x\nmin: y\nshare: z\nother: 1\n");
    assert_false(r.ok);
    assert_int_equal(r.errors.n_errors, 5);
    release(&r);
}

static void test_names(void **state)
{
    (void)state;
    stet_arena arena = { 0 };
    assert_text(stet_parameter_yaml_name(&fake_count_params[5], &arena), "strict-mode");
    assert_text(stet_parameter_type_name(&fake_count_params[0], &arena),
                "one of: words, sentences, characters");
    assert_text(stet_parameter_type_name(&fake_count_params[1], &arena),
                "whole number");
    assert_text(stet_parameter_type_name(&fake_banned_params[0], &arena),
                "list of phrases, or {file: NAME}");
    assert_text(stet_parameter_type_name(&fake_prefer_params[0], &arena),
                "list of mappings {from, to, weight}");
    stet_arena_release(&arena);
}

static void test_presets_are_checked(void **state)
{
    (void)state;
    static const stet_param params[] = {
        STET_INT(fake_count, max, .preset = "none", .doc = "A wrong default."),
    };
    static const stet_check_type wrong = { .name = "wrong",
                                           STET_PARAMS(fake_count, params) };
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_parameter_check_presets(&fake_count_type, &error));
    assert_true(stet_parameter_check_presets(&fake_prefer_type, &error));
    assert_false(stet_parameter_check_presets(&wrong, &error));
    assert_string_equal(error.message, "the default of parameter `max` cannot be read: "
                                       "expected a whole number, found `none`");
    stet_error_release(&error);
}

static void test_presets_may_be_any_yaml(void **state)
{
    (void)state;
    static const stet_param params[] = {
        STET_LIST(fake_banned, phrases, fake_phrase, fake_phrase_params,
                  .preset = "[in fact, \"it's\"]", .doc = "Phrases."),
        STET_BOOL(fake_banned, ignore_case, .preset = "false", .doc = "A switch."),
    };
    static const stet_check_type type = { .name = "preset",
                                          STET_PARAMS(fake_banned, params) };
    reading r;
    read_rule(&r, &type, "check: x\n");
    assert_true(r.ok);
    const fake_phrase *phrases = r.options.banned.phrases.items;
    assert_int_equal(r.options.banned.phrases.count, 2);
    assert_text(phrases[1].phrase->source, "it's");
    assert_false(phrases[1].phrase->ignore_case);
    release(&r);
}

/* ---- Data ---- */

typedef struct data_options {
    const stet_node *data;
} data_options;

static const stet_param data_params[] = {
    STET_DATA(data_options, data, .preset = "null", .doc = "Data."),
};
static const stet_check_type data_type = { .name = "data",
                                           STET_PARAMS(data_options, data_params) };

static void test_data_may_be_yaml_or_json(void **state)
{
    static const char *const same[] = {
        "data: {a: [1, no, '1', null], b: true}\n",
        "data: |\n  {\"a\": [1, \"no\", \"1\", null], \"b\": true}\n",
        "data: '{\"a\": [1, \"no\", \"1\", null], \"b\": true}'\n",
    };
    static const uint32_t kinds[] = { STET_NODE_NUMBER, STET_NODE_TEXT, STET_NODE_TEXT,
                                      STET_NODE_NULL };
    reading r;
    (void)state;
    for (size_t i = 0; i < STET_LEN(same); i++) {
        read_rule(&r, &data_type, same[i]);
        assert_true(r.ok);
        const stet_node *map = r.options.data;
        const stet_node *list = stet_member(map, "a");
        size_t n = 0;
        assert_int_equal(map->count, 2);
        assert_int_equal(list->count, STET_LEN(kinds));
        for (const stet_node *it = list->first; it; it = it->next)
            assert_int_equal(it->kind, kinds[n++]);
        assert_int_equal(stet_member(map, "b")->kind, STET_NODE_BOOLEAN);
        release(&r);
    }
    read_rule(&r, &data_type, "check: x\n");
    assert_true(r.ok);
    assert_null(r.options.data);
    release(&r);
}

static void test_what_is_no_data(void **state)
{
    (void)state;
    refuses(&data_type, "data:\n", 1, 6, "expected data, found nothing", NULL);
    refuses(
        &data_type, "data: some words\n", 1, 7, "`some words` is no data",
        "write keys and values below it, or the name of a file beside this one that "
        "ends with .json or .yaml");
    refuses(&data_type, "data: '{\"a\" 1}'\n", 1, 7,
            "the JSON, line 1, column 6: a colon is missing between the key and this",
            NULL);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_and_defaults),
        cmocka_unit_test(test_lists_of_patterns),
        cmocka_unit_test(test_switches_have_their_own_defaults),
        cmocka_unit_test(test_one_mapping_is_a_list_of_one),
        cmocka_unit_test(test_wrong_values),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_empty_patterns_are_refused),
        cmocka_unit_test(test_all_errors_of_a_rule),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_presets_are_checked),
        cmocka_unit_test(test_presets_may_be_any_yaml),
        cmocka_unit_test(test_data_may_be_yaml_or_json),
        cmocka_unit_test(test_what_is_no_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
