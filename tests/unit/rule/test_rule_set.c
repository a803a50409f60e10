/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/site.h"
#include "rule_set_fixture.h"

static const char whole[] = "# yaml-language-server: $schema=.stet/schema.json\n"
                            "name: music\n"
                            "version: 2026.11.3\n"
                            "summary: Answers about music\n"
                            "language: en_GB\n"
                            "rules:\n"
                            "  no-disclaimer:\n"
                            "    check: fake.banned\n"
                            "    level: error\n"
                            "    in: [answer, paragraph, heading]\n"
                            "    phrases: [as an AI, as a model]\n"
                            "    message: Take out “{match}”.\n"
                            "    why: It is not asked for.\n"
                            "    evidence: 20 of 20\n"
                            "    url: https://example.org/why\n"
                            "    examples:\n"
                            "      bad: ['As an AI, I', {text: a  b, fixed: a b}]\n"
                            "      good: Fine.\n"
                            "  length:\n"
                            "    check: fake.count\n"
                            "    max: 350\n";

static void test_a_whole_set(void **state)
{
    (void)state;
    fixture f = { 0 };
    fixture_load(&f, whole);
    assert_loaded(&f);
    assert_text(f.set->name, "music");
    assert_text(f.set->version, "2026.11.3");
    assert_text(f.set->language, "en_GB");
    assert_text(f.set->path, "stet.yaml");
    assert_text(f.set->folder, ".");
    assert_int_equal(strlen(f.set->hash), 16);
    assert_int_equal(f.set->n_rules, 2);
    assert_int_equal(f.set->n_named, 2);
    assert_text(f.set->rules[0].name, "length");
    assert_non_null(f.set->scan);
    fixture_release(&f);
}

static void test_an_example_that_is_a_record(void **state)
{
    (void)state;
    fixture f = { 0 };
    fixture_load(&f, "texts:\n"
                     "  - files: '*.csv'\n"
                     "    fields: {answer: A, a/b~: B}\n"
                     "    text: answer\n"
                     "rules:\n"
                     "  length:\n"
                     "    check: fake.count\n"
                     "    max: 1\n"
                     "    examples:\n"
                     "      bad: {answer: one two, a/b~: three, user: [x, 'y\"']}\n");
    assert_loaded(&f);
    const stet_rule *rule = stet_rule_set_find(f.set, STET_STR("length"));
    assert_int_equal(rule->n_examples, 1);
    assert_text(
        rule->examples[0].text,
        "{\"answer\":\"one two\",\"a/b~\":\"three\",\"user\":[\"x\",\"y\\\"\"]}");
    const stet_layout *layout = rule->examples[0].layout;
    assert_int_equal(layout->n_fields, 3);
    assert_text(layout->fields[0].path, "/answer");
    assert_true(layout->fields[0].text);
    assert_text(layout->fields[1].path, "/a~1b~0");
    assert_false(layout->fields[1].text);
    assert_text(layout->fields[2].path, "/user/*");
    assert_true(layout->fields[2].text && layout->fields[2].markdown);
    fixture_release(&f);
}

static void test_an_example_that_is_a_batch(void **state)
{
    (void)state;
    fixture f = { 0 };
    fixture_load(&f,
                 "texts:\n"
                 "  - {files: '*.csv', fields: {answer: A, by: B}, text: answer}\n"
                 "rules:\n"
                 "  length:\n"
                 "    check: fake.count\n"
                 "    max: 1\n"
                 "    examples:\n"
                 "      bad: [[{answer: one, id: q}, {answer: two, by: [x]}, three]]\n"
                 "      good: [[], one]\n");
    assert_loaded(&f);
    const stet_rule *rule = stet_rule_set_find(f.set, STET_STR("length"));
    assert_int_equal(rule->n_examples, 3);
    assert_text(rule->examples[0].text, "{\"answer\":\"one\",\"id\":\"q\"}\n"
                                        "{\"answer\":\"two\",\"by\":[\"x\"]}\n"
                                        "{\"text\":\"three\"}");
    const stet_layout *layout = rule->examples[0].layout;
    assert_int_equal(layout->n_fields, 3);
    assert_text(layout->fields[0].path, "/answer");
    assert_text(layout->id, "/id");
    assert_text(layout->fields[1].path, "/by/*");
    assert_false(layout->fields[1].text);
    assert_text(layout->fields[2].path, "/text");
    assert_true(layout->fields[2].text);
    assert_text(rule->examples[1].text, "");
    assert_null(rule->examples[2].layout);
    fixture_release(&f);
}

static void test_a_whole_rule(void **state)
{
    (void)state;
    fixture f = { 0 };
    fixture_load(&f, whole);
    assert_loaded(&f);
    const stet_rule *rule = stet_rule_set_find(f.set, STET_STR("no-disclaimer"));
    assert_int_equal(rule->index, 1);
    assert_text(rule->check->name, "fake.banned");
    assert_int_equal(rule->level, STET_ERROR);
    assert_int_equal(rule->n_fields, 1);
    assert_text(rule->fields[0], "answer");
    assert_int_equal(rule->block_kinds,
                     1u << STET_BLOCK_PARAGRAPH | 1u << STET_BLOCK_HEADING);
    assert_text(rule->message, "Take out “{match}”.");
    assert_text(rule->why, "It is not asked for.");
    assert_text(rule->evidence, "20 of 20");
    assert_text(rule->url, "https://example.org/why");
    assert_int_equal(rule->n_examples, 3);
    assert_true(rule->examples[1].bad);
    assert_text(rule->examples[1].text, "a  b");
    assert_text(rule->examples[1].fixed, "a b");
    assert_false(rule->examples[2].bad);
    assert_null(rule->examples[2].fixed.ptr);
    assert_int_equal(rule->n_gates, 2);
    assert_text(rule->path, "stet.yaml");
    assert_int_equal(rule->position.line, 7);
    assert_int_equal(rule->position.column, 3);
    assert_text(rule->set, "music");
    const stet_rule *length = stet_rule_set_find(f.set, STET_STR("length"));
    assert_int_equal(length->level, STET_ERROR);
    assert_int_equal(length->block_kinds, STET_PROSE_KINDS);
    assert_int_equal(length->n_fields, 0);
    assert_null(stet_rule_set_find(f.set, STET_STR("other")));
    fixture_release(&f);
}

static void test_pattern_kinds_are_joined(void **state)
{
    (void)state;
    fixture f = { 0 };
    fixture_load(&f, "rules:\n"
                     "  a: {check: fake.banned, phrases: quite, in: heading}\n"
                     "  b: {check: fake.banned, phrases: quite, in: code}\n");
    assert_loaded(&f);
    assert_int_equal(f.set->patterns.count, 1);
    assert_int_equal(f.set->patterns.items[0]->block_kinds,
                     1u << STET_BLOCK_HEADING | 1u << STET_BLOCK_CODE);
    fixture_release(&f);
}

static void test_where_hits_must_stand(void **state)
{
    (void)state;
    fixture f = { 0 };
    fixture_load(&f, "rules:\n"
                     "  a: {check: fake.banned, phrases: quite, at: text-end}\n"
                     "  b: {check: fake.banned, phrases: quite}\n"
                     "overrides: [{files: x, rules: {b: {at: [line-start, "
                     "first-paragraph]}}}]\n");
    assert_loaded(&f);
    assert_int_equal(f.set->rules[0].sites, STET_SITE_TEXT_END);
    assert_int_equal(f.set->rules[1].sites, 0);
    assert_int_equal(f.set->rules[2].sites,
                     STET_SITE_LINE_START | STET_SITE_FIRST_PARAGRAPH);
    fixture_release(&f);
}

static void test_errors_of_at(void **state)
{
    (void)state;
    refuses("rules:\n  a: {check: fake.banned, phrases: x, at: text-strat}\n",
            "stet.yaml:2:43: `text-strat` is no place for `at`",
            "did you mean `text-start`?");
    refuses("rules:\n  a: {check: fake.banned, phrases: x, at: []}\n",
            "stet.yaml:2:43: `at` is empty: nothing can stand there", NULL);
    refuses("rules:\n  a: {check: fake.count, max: 1, at: text-start}\n",
            "stet.yaml:2:38: check `count` looks for no phrases or patterns, so its "
            "rules have no `at`",
            "did you mean `in`? It chooses fields and blocks");
    refuses("rules:\n  a: {check: fake.banned, at: text-start}\n",
            "stet.yaml:2:31: `at` says where phrases and patterns must stand, and this "
            "rule looks for none in the text as it stands",
            NULL);
}

/* ---- Errors ---- */

static void test_errors_of_the_file(void **state)
{
    (void)state;
    refuses("rules: {}\nrule: {}\n", "stet.yaml:2:1: a rule set has no key `rule`",
            "did you mean `rules`?");
    refuses(
        "- a\n",
        "stet.yaml:1:1: a rule set is a mapping with `rules` or `extends`, not a list",
        NULL);
    refuses("",
            "stet.yaml:1:1: a rule set is a mapping with `rules` or `extends`, not "
            "nothing",
            NULL);
    refuses("name: [x]\n", "stet.yaml:1:7: expected text, found a list", NULL);
    refuses("summary: |\n  a\n  b\n", "stet.yaml:1:10: `summary` is one line of text",
            NULL);
    refuses("rules: [a]\n",
            "stet.yaml:1:8: `rules` is a mapping of names to rules, not a list", NULL);
    refuses("language: ../x\n", "stet.yaml:1:11: `../x` is not a language", NULL);
}

static void test_errors_of_rules(void **state)
{
    (void)state;
    refuses("rules:\n  a: {check: fake.baned}\n",
            "stet.yaml:2:14: no check is called `fake.baned`",
            "did you mean `fake.banned`?");
    refuses("rules:\n  A b: {check: fake.banned}\n",
            "stet.yaml:2:3: `A b` is not a name for a rule", NULL);
    refuses(
        "rules:\n  a: {phrases: x}\n",
        "stet.yaml:2:3: the rule `a` has no `check`, and no set that is extended has "
        "a rule of this name",
        NULL);
    refuses("rules:\n  length: {check: fake.count, max: 1}\n  lenght: off\n",
            "stet.yaml:3:3: no set that is extended has a rule `lenght`",
            "did you mean `length`?");
    refuses("rules:\n  a: maybe\n", "stet.yaml:2:6: `maybe` is not a level",
            "known here: error, warning, suggestion, off");
    refuses("rules:\n  a:\n",
            "stet.yaml:2:5: a rule is a mapping, a level or `off`, not nothing", NULL);
    refuses("rules:\n  a: {check: fake.count, max: 1, level: eror}\n",
            "stet.yaml:2:41: `eror` is not a level", "did you mean `error`?");
    refuses("rules:\n  a: {check: fake.count, max: 1, mix: 2}\n",
            "stet.yaml:2:34: a rule of check `count` has no key `mix`", NULL);
    refuses(
        "rules:\n  a: {check: fake.count, max: 1, in: anwser}\n",
        "stet.yaml:2:38: `anwser` is neither a field of `texts` nor a kind of block",
        "did you mean `answer`?");
    refuses("rules:\n  a: {check: fake.count, max: 1, in: []}\n",
            "stet.yaml:2:38: `in` is empty: the rule looks nowhere", NULL);
    refuses(
        "rules:\n  a: {check: fake.count, max: 1, message: 'a {b'}\n",
        "stet.yaml:2:43: character 3 of the message: a brace opens that no name and "
        "brace follow; a brace itself is written {{",
        NULL);
    refuses("rules:\n  a: {check: fake.count, max: 1, examples: {goood: x}}\n",
            "stet.yaml:2:45: `examples` has no key `goood`", "did you mean `good`?");
    refuses("rules:\n  a: {check: fake.count, max: 1, examples: {good: {txt: x}}}\n",
            "stet.yaml:2:52: an example has no `txt`: it is no field of `texts`",
            "did you mean `text`?");
    refuses("rules:\n  a: {check: fake.count, max: 1, examples: {good: {text: x, "
            "fixed: y}}}\n",
            "stet.yaml:2:68: a good example has nothing to fix", NULL);
}

static void test_errors_of_patterns(void **state)
{
    (void)state;
    fixture f = { 0 };
    fixture_load(&f, "rules:\n"
                     "  a:\n"
                     "    check: fake.banned\n"
                     "    patterns: ['it''s (open', x(y, \"a\\x41(b\"]\n");
    assert_null(f.set);
    assert_int_equal(f.errors.n_errors, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(f.errors.items[i].position.line, 4);
        assert_true(stet_str_starts(f.errors.items[i].message,
                                    STET_STR("the pattern cannot be used: ")));
    }
    assert_int_equal(f.errors.items[0].position.column, 16 + 12);
    assert_int_equal(f.errors.items[1].position.column, 31 + 3);
    assert_int_equal(f.errors.items[2].position.column, 36);
    fixture_release(&f);
}

static void test_all_errors_of_all_files(void **state)
{
    (void)state;
    fixture_file files[] = {
        { "stet.yaml", "extends: [a.yaml, b.yaml]\nrules:\n  x: {check: none.x}\n"
                       "texts: [{files: '*.md', formt: markdown}]\n" },
        { "a.yaml", "rules:\n  y: {check: fake.count}\n" },
        { "b.yaml", "rules:\n  z: [\n" },
        { NULL, NULL },
    };
    fixture f = { 0 };
    fixture_load_files(&f, files);
    assert_null(f.set);
    assert_int_equal(f.errors.n_errors, 4);
    fixture_release(&f);
}

static void test_errors_before_do_not_count(void **state)
{
    (void)state;
    fixture f = { 0 };
    stet_diagnostics_add(&f.errors, STET_SEVERITY_ERROR, STET_STR("plugin.so"),
                         STET_STR(""), STET_POSITION_NONE, "not a plugin");
    fixture_load(&f, whole);
    assert_non_null(f.set);
    assert_non_null(f.set->scan);
    fixture_release(&f);
}

static void test_keep_going(void **state)
{
    (void)state;
    fixture f = { .options = { .keep_going = true } };
    fixture_load(&f,
                 "rules:\n  a: {check: none.x}\n  b: {check: fake.count, max: 3}\n");
    assert_int_equal(f.errors.n_errors, 1);
    assert_non_null(f.set);
    assert_int_equal(f.set->n_rules, 1);
    assert_non_null(stet_rule_set_find(f.set, STET_STR("b")));
    assert_null(f.set->scan);
    fixture_release(&f);
}

static void test_hidden_errors_are_counted(void **state)
{
    (void)state;
    stet_buffer yaml = { 0 };
    stet_buffer_add_text(&yaml, "rules:\n");
    for (int i = 0; i < 150; i++)
        stet_buffer_format(&yaml, "  r%d: off\n", i);
    fixture f = { 0 };
    fixture_load(&f, yaml.ptr);
    assert_null(f.set);
    assert_int_equal(f.errors.n_errors, 150);
    assert_int_equal(f.errors.count, STET_YAML_ERRORS + 1);
    assert_text(f.errors.items[STET_YAML_ERRORS].message,
                "50 more errors are not shown");
    fixture_release(&f);
    stet_buffer_release(&yaml);
}

/* ---- Words ---- */

static void test_word_lists(void **state)
{
    (void)state;
    fixture_file files[] = {
        { "p/stet.yaml", "extends: t/team.yaml\ndictionary: [own.txt, more.txt]\n" },
        { "p/t/team.yaml", "dictionary: words.txt\n" },
        { "p/t/words.txt", "Rachmaninoff\n# a comment\n\n  bpm # another\r\nC#\n" },
        { "p/own.txt", "\xEF\xBB\xBFstet" },
        { "p/more.txt", "" },
        { NULL, NULL },
    };
    fixture f = { 0 };
    fixture_load_files(&f, files);
    assert_loaded(&f);
    assert_int_equal(f.set->n_dictionaries, 3);
    assert_text(f.set->dictionaries[0], "p/t/words.txt");
    assert_int_equal(f.set->n_words, 4);
    static const char *const words[] = { "Rachmaninoff", "bpm", "C#", "stet" };
    for (size_t i = 0; i < 4; i++)
        assert_text(f.set->words[i], words[i]);
    fixture_release(&f);
    refuses("dictionary: none.txt\n",
            "stet.yaml:1:13: cannot read the word list: there is no such file",
            "its path is relative to the folder of this file");
}

static void test_word_lists_are_utf8(void **state)
{
    (void)state;
    fixture_file files[] = {
        { "stet.yaml", "dictionary: w.txt\n" },
        { "w.txt", "a\nb\xE9\n" },
        { NULL, NULL },
    };
    fixture f = { 0 };
    fixture_load_files(&f, files);
    assert_error(&f, 0, "w.txt:2:2: byte 0xE9 is not UTF-8", NULL);
    fixture_release(&f);
}

/* ---- The hash ---- */

static void hash_of(const char *yaml, char *hash)
{
    fixture f = { 0 };
    fixture_load(&f, yaml);
    assert_loaded(&f);
    memcpy(hash, f.set->hash, sizeof f.set->hash);
    fixture_release(&f);
}

static void test_hash_holds_what_decides(void **state)
{
    (void)state;
    static const char *const others[] = {
        "rules: {a: {check: fake.count, max: 4}}\n",
        "rules: {a: {check: fake.count, max: 3, level: warning}}\n",
        "rules: {a: {check: fake.count, max: 3, in: heading}}\n",
        "rules: {a: {check: fake.count, max: 3, message: m}}\n",
        "rules: {b: {check: fake.count, max: 3}}\n",
        "rules: {a: {check: fake.count, max: 3}}\nlanguage: de_DE\n",
        "rules: {a: {check: fake.count, max: 3}}\nexclude: x\n",
        "rules: {a: {check: fake.count, max: 3}}\ntexts: {files: '*.md'}\n",
        "rules: {a: {check: fake.count, max: 3}}\noverrides: {files: x, rules: {a: "
        "off}}\n",
    };
    char hash[17];
    char other[17];
    hash_of("rules: {a: {check: fake.count, max: 3}}\n", hash);
    for (size_t i = 0; i < STET_LEN(others); i++) {
        hash_of(others[i], other);
        assert_string_not_equal(hash, other);
    }
}

static void test_hash_leaves_out_what_does_not(void **state)
{
    (void)state;
    static const char *const others[] = {
        "# a comment\nname: x\nrules: {a: {check: fake.count, max: 3, min: 1}}\n",
        "rules:\n  a:\n    min: 1\n    max: 3\n    why: w\n    check: fake.count\n",
        "rules: {a: {check: fake.count, max: 3, min: 1, level: error, examples: {bad: "
        "x}}}",
    };
    char hash[17];
    char other[17];
    hash_of("rules: {a: {check: fake.count, min: 1, max: 3}}\n", hash);
    for (size_t i = 0; i < STET_LEN(others); i++) {
        hash_of(others[i], other);
        assert_string_equal(hash, other);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_whole_set),
        cmocka_unit_test(test_a_whole_rule),
        cmocka_unit_test(test_an_example_that_is_a_record),
        cmocka_unit_test(test_an_example_that_is_a_batch),
        cmocka_unit_test(test_pattern_kinds_are_joined),
        cmocka_unit_test(test_where_hits_must_stand),
        cmocka_unit_test(test_errors_of_at),
        cmocka_unit_test(test_errors_of_the_file),
        cmocka_unit_test(test_errors_of_rules),
        cmocka_unit_test(test_errors_of_patterns),
        cmocka_unit_test(test_all_errors_of_all_files),
        cmocka_unit_test(test_errors_before_do_not_count),
        cmocka_unit_test(test_keep_going),
        cmocka_unit_test(test_hidden_errors_are_counted),
        cmocka_unit_test(test_word_lists),
        cmocka_unit_test(test_word_lists_are_utf8),
        cmocka_unit_test(test_hash_holds_what_decides),
        cmocka_unit_test(test_hash_leaves_out_what_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
