/* SPDX-License-Identifier: Apache-2.0 */
#include "rule_set_fixture.h"

static void explains(const char *yaml, const char *rule, const char *expected)
{
    fixture f = { 0 };
    stet_buffer out = { 0 };
    fixture_load(&f, yaml);
    assert_loaded(&f);
    stet_explain_rule(stet_rule_set_find(f.set, stet_str_from(rule)), &out);
    assert_string_equal(out.ptr, expected);
    stet_buffer_release(&out);
    fixture_release(&f);
}

static void test_a_rule_with_everything(void **state)
{
    (void)state;
    explains("name: music\n"
             "rules:\n"
             "  no-disclaimer:\n"
             "    check: fake.banned\n"
             "    level: error\n"
             "    in: [answer, paragraph, heading]\n"
             "    at: [text-end, sentence-start]\n"
             "    phrases: [as an AI]\n"
             "    ignore-case: false\n"
             "    message: Take out “{match}”.\n"
             "    why: It is not asked for.\n"
             "    evidence: 20 of 20 were right.\n"
             "    url: https://example.org/why\n"
             "    examples:\n"
             "      bad: ['As an AI, I', {text: 'a, as an AI, b', fixed: a b}]\n"
             "      good: Fine.\n",
             "no-disclaimer",
             "no-disclaimer: A banned phrase is used\n"
             "\n"
             "  level: error\n"
             "  check: fake.banned\n"
             "  looks in: answer (heading, paragraph)\n"
             "  at: text-end, sentence-start\n"
             "  written: stet.yaml:3:3, first in music\n"
             "  message: Take out “{match}”.\n"
             "\n"
             "Why\n"
             "  It is not asked for.\n"
             "\n"
             "Evidence\n"
             "  20 of 20 were right.\n"
             "\n"
             "Parameters\n"
             "  phrases: ['as an AI']\n"
             "  patterns: [] (default)\n"
             "  ignore-case: false\n"
             "  whole-words: false (default)\n"
             "\n"
             "Bad\n"
             "  - As an AI, I\n"
             "  - a, as an AI, b\n"
             "    mended:\n"
             "    a b\n"
             "\n"
             "Good\n"
             "  - Fine.\n"
             "\n"
             "Read more\n"
             "  https://example.org/why\n"
             "\n"
             "To let it stand\n"
             "  <!-- stet no-disclaimer: reason -->\n");
}

static void test_a_bare_rule(void **state)
{
    (void)state;
    explains("rules: {a: {check: fake.banned, level: off}}\n", "a",
             "a: A banned phrase is used\n"
             "\n"
             "  level: off\n"
             "  check: fake.banned\n"
             "  looks in: every text (heading, paragraph, item, quote, cell)\n"
             "  written: stet.yaml:1:9, first in stet.yaml\n"
             "\n"
             "What it finds\n"
             "  Finds phrases.\n"
             "\n"
             "  They may stand anywhere:\n"
             "    - at the start\n"
             "    - at the end\n"
             "\n"
             "Parameters\n"
             "  phrases: [] (default)\n"
             "  patterns: [] (default)\n"
             "  ignore-case: true (default)\n"
             "  whole-words: false (default)\n"
             "\n"
             "To let it stand\n"
             "  <!-- stet a: reason -->\n");
}

static void test_long_values_are_cut(void **state)
{
    (void)state;
    stet_buffer yaml = { 0 };
    stet_buffer out = { 0 };
    stet_buffer_add_text(&yaml, "rules:\n  a:\n    check: fake.banned\n    phrases:\n");
    for (int i = 0; i < 100; i++)
        stet_buffer_format(&yaml, "      - phrase %d\n", i);
    fixture f = { 0 };
    fixture_load(&f, yaml.ptr);
    assert_loaded(&f);
    stet_explain_rule(&f.set->rules[0], &out);
    assert_non_null(strstr(out.ptr, "  phrases: 'phrase 0' and 99 more\n"));
    fixture_release(&f);
    stet_buffer_release(&yaml);
    stet_buffer_release(&out);
}

static void test_lines_are_wrapped(void **state)
{
    (void)state;
    stet_buffer yaml = { 0 };
    stet_buffer out = { 0 };
    stet_buffer_add_text(&yaml, "rules: {a: {check: fake.banned, why: \"");
    for (int i = 0; i < 60; i++)
        stet_buffer_add_text(&yaml, "\xC3\xA9\xC3\xA9\xC3\xA9 ");
    stet_buffer_add_text(&yaml, "\"}}\n");
    fixture f = { 0 };
    fixture_load(&f, yaml.ptr);
    assert_loaded(&f);
    stet_explain_rule(&f.set->rules[0], &out);
    const char *why = strstr(out.ptr, "Why\n");
    assert_non_null(why);
    const char *line = why + 4;
    size_t characters = 0;
    for (size_t i = 0; line[i] != '\n'; i++)
        characters += ((unsigned char)line[i] & 0xC0) != 0x80;
    assert_true(characters > 70 && characters <= 78);
    fixture_release(&f);
    stet_buffer_release(&yaml);
    stet_buffer_release(&out);
}

static void test_a_check(void **state)
{
    (void)state;
    stet_registry registry = { 0 };
    stet_error error = STET_ERROR_NONE;
    stet_buffer out = { 0 };
    assert_true(stet_registry_add(&registry, &fake_plugin, STET_STR("x"), &error));
    stet_explain_check(stet_registry_find(&registry, STET_STR("fake.count")), &out);
    assert_string_equal(out.ptr,
                        "fake.count: There is too much or too little of something\n"
                        "\n"
                        "  plugin: fake 1.0\n"
                        "  level: error, unless a rule says otherwise\n"
                        "  looks at: a text at a time\n"
                        "\n"
                        "Parameters\n"
                        "  unit: one of: words, sentences, characters; default words\n"
                        "      What is counted.\n"
                        "  min: whole number; from 0 to 1000; default 0\n"
                        "      The least that is right.\n"
                        "  max: whole number; from 1; must be given\n"
                        "      The most that is right.\n"
                        "  share: number; from 0 to 1; default 0.5\n"
                        "      A part of the whole.\n"
                        "  note: text; characters from 0 to 10; default ''\n"
                        "      A short text.\n"
                        "  strict-mode: true or false; default false\n"
                        "      A switch.\n"
                        "\n"
                        "Messages\n"
                        "  found: take out “{match}”\n"
                        "  missing: “{match}” is not there\n"
                        "\n"
                        "As a rule\n"
                        "  rules:\n"
                        "    my-rule:\n"
                        "      check: fake.count\n"
                        "      max: ...\n");
    stet_buffer_release(&out);
    stet_registry_release(&registry);
}

static void test_kinds_of_a_check_are_told(void **state)
{
    (void)state;
    stet_check_type type = fake_count_type;
    type.kinds = 1u << STET_BLOCK_HEADING | 1u << STET_BLOCK_CELL;
    stet_registered_check check = { STET_STR("fake.count"), &type, &fake_plugin };
    stet_buffer out = { 0 };
    stet_explain_check(&check, &out);
    if (!strstr(out.ptr, "  in: heading, cell, unless a rule says otherwise\n"))
        fail_msg("%s", out.ptr);
    stet_buffer_release(&out);
}

static void test_items_of_a_list_are_explained(void **state)
{
    (void)state;
    stet_registry registry = { 0 };
    stet_error error = STET_ERROR_NONE;
    stet_buffer out = { 0 };
    assert_true(stet_registry_add(&registry, &fake_plugin, STET_STR("x"), &error));
    stet_explain_check(stet_registry_find(&registry, STET_STR("fake.prefer")), &out);
    assert_non_null(
        strstr(out.ptr, "  pairs: list of mappings {from, to, weight}; items from 1 to "
                        "1000000; must be\n  given\n"
                        "      Pairs of phrases.\n"
                        "      from: phrase; must be given\n"
                        "          What is written.\n"
                        "      to: list of texts, or {file: NAME}; items from 1 to 3; "
                        "must be given\n"));
    stet_buffer_release(&out);
    stet_registry_release(&registry);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_rule_with_everything),
        cmocka_unit_test(test_a_bare_rule),
        cmocka_unit_test(test_long_values_are_cut),
        cmocka_unit_test(test_lines_are_wrapped),
        cmocka_unit_test(test_a_check),
        cmocka_unit_test(test_kinds_of_a_check_are_told),
        cmocka_unit_test(test_items_of_a_list_are_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
