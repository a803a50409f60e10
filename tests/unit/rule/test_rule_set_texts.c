/* SPDX-License-Identifier: Apache-2.0 */
#include "rule_set_fixture.h"
#include "text/reader.h"

/* ---- texts ---- */

static const stet_layout_field *field(const stet_layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->n_fields; i++)
        if (stet_str_is(layout->fields[i].name, name))
            return &layout->fields[i];
    fail_msg("no field %s", name);
    return NULL;
}

static void test_fields(void **state)
{
    (void)state;
    fixture f = { 0 };
    fixture_load(&f, "texts:\n"
                     "  - files: ['logs/**/*.jsonl', more.jsonl]\n"
                     "    id: /id\n"
                     "    fields:\n"
                     "      question: /messages/0/content\n"
                     "      reply: {path: '/messages/*/content', where: {role: bot}}\n"
                     "      draft: {path: /draft, optional: true, markdown: off}\n"
                     "      either: [/a, {path: /b, optional: true}]\n"
                     "      editor: /editor\n"
                     "    text: [question, reply, draft, either]\n"
                     "  - files: '**/*.md'\n"
                     "rules:\n"
                     "  a: {check: fake.count, max: 1, in: [reply, draft]}\n");
    assert_loaded(&f);
    assert_int_equal(f.set->n_texts, 2);
    assert_int_equal(f.set->texts[0].n_files, 2);
    const stet_layout *layout = &f.set->texts[0].layout;
    assert_ptr_equal(layout->reader, &stet_reader_jsonl);
    assert_text(layout->id, "/id");
    assert_int_equal(layout->n_fields, 6);
    assert_true(field(layout, "question")->text);
    assert_true(field(layout, "question")->markdown);
    assert_text(field(layout, "reply")->where_key, "role");
    assert_text(field(layout, "reply")->where_value, "bot");
    assert_true(field(layout, "draft")->optional);
    assert_false(field(layout, "draft")->markdown);
    assert_false(field(layout, "editor")->text);
    assert_text(layout->fields[4].path, "/b");
    assert_ptr_equal(f.set->texts[1].layout.reader, &stet_reader_markdown);
    fixture_release(&f);
}

static void test_the_first_match_wins(void **state)
{
    (void)state;
    fixture_file files[] = {
        { "stet.yaml", "extends: team.yaml\ntexts:\n"
                       "  - {files: 'logs/*.txt', format: markdown}\n"
                       "  - {files: '*.txt'}\n" },
        { "team.yaml", "texts:\n  - {files: '*.txt', format: csv, fields: {a: x}, "
                       "text: a}\n  - {files: '*.csv', fields: {a: x}, text: a}\n" },
        { NULL, NULL },
    };
    fixture f = { 0 };
    fixture_load_files(&f, files);
    assert_loaded(&f);
    assert_ptr_equal(stet_rule_set_layout(f.set, STET_STR("logs/a.txt"))->reader,
                     &stet_reader_markdown);
    assert_ptr_equal(stet_rule_set_layout(f.set, STET_STR("b/a.txt"))->reader,
                     &stet_reader_text);
    assert_ptr_equal(stet_rule_set_layout(f.set, STET_STR("a.csv"))->reader,
                     &stet_reader_csv);
    assert_ptr_equal(stet_rule_set_layout(f.set, STET_STR("a.md"))->reader,
                     &stet_reader_markdown);
    assert_null(stet_rule_set_layout(f.set, STET_STR("a.png")));
    fixture_release(&f);
}

static void test_named_layouts(void **state)
{
    (void)state;
    fixture f = { 0 };
    fixture_load(&f, "texts:\n"
                     "  - {files: chats/*.json, layout: chat, text: assistant,\n"
                     "     fields: {editor: /editor}}\n"
                     "  - {files: data, layout: alpaca, markdown: off}\n"
                     "  - {files: lenient, layout: chat, optional: true}\n");
    assert_loaded(&f);
    const stet_layout *chat = &f.set->texts[0].layout;
    assert_text(chat->name, "chat");
    assert_ptr_equal(chat->reader, &stet_reader_json);
    assert_true(field(chat, "assistant")->text);
    assert_false(field(chat, "user")->text);
    assert_false(field(chat, "editor")->text);
    const stet_layout *alpaca = &f.set->texts[1].layout;
    assert_ptr_equal(alpaca->reader, &stet_reader_jsonl);
    assert_true(field(alpaca, "output")->text);
    assert_false(field(alpaca, "output")->markdown);
    assert_false(alpaca->optional);
    assert_true(f.set->texts[2].layout.optional);
    assert_true(field(&f.set->texts[2].layout, "assistant")->optional);
    fixture_release(&f);
}

static void test_markdown_of_whole_files(void **state)
{
    (void)state;
    fixture f = { 0 };
    fixture_load(&f, "texts:\n  - {files: '*.txt', markdown: on}\n"
                     "  - {files: '*.text', format: text}\n");
    assert_loaded(&f);
    assert_true(f.set->texts[0].layout.fields[0].markdown);
    assert_false(f.set->texts[1].layout.fields[0].markdown);
    assert_true(f.set->texts[1].layout.fields[0].text);
    fixture_release(&f);
}

static void test_excludes_are_joined(void **state)
{
    (void)state;
    fixture_file files[] = {
        { "stet.yaml", "extends: team.yaml\nexclude: [a, b/]\n" },
        { "team.yaml", "exclude: '*.old.md'\n" },
        { NULL, NULL },
    };
    fixture f = { 0 };
    fixture_load_files(&f, files);
    assert_loaded(&f);
    assert_int_equal(f.set->n_excludes, 3);
    assert_text(f.set->excludes[0], "*.old.md");
    assert_text(f.set->excludes[2], "b/");
    fixture_release(&f);
}

static void test_errors_of_texts(void **state)
{
    (void)state;
    refuses("texts: [x]\n",
            "stet.yaml:1:9: an entry of `texts` is a mapping with `files`, not text",
            NULL);
    refuses("texts: [{format: csv}]\n",
            "stet.yaml:1:9: which files? Add `files: [\"**/*.md\"]`", NULL);
    refuses("texts: [{files: x, format: cvs}]\n",
            "stet.yaml:1:28: no format is called `cvs`", "did you mean `csv`?");
    refuses("texts: [{files: x, layout: chatt}]\n",
            "stet.yaml:1:28: no layout is called `chatt`", "did you mean `chat`?");
    refuses("texts: [{files: 'logs/*'}]\n",
            "stet.yaml:1:9: the names of these files do not say their format", NULL);
    refuses("texts: [{files: [a.md, b.csv]}]\n",
            "stet.yaml:1:9: the names of these files do not say their format", NULL);
    refuses("texts: [{files: a.csv, layout: chat}]\n",
            "stet.yaml:1:32: the layout `chat` is for JSON and JSONL, not for csv",
            NULL);
    refuses("texts: [{files: a.md, fields: {a: /a}}]\n",
            "stet.yaml:1:31: a file of format markdown is one text: it has no `fields`",
            NULL);
    refuses("texts: [{files: a.jsonl, fields: {a: /a}, text: b}]\n",
            "stet.yaml:1:49: `text` names `b`, which is no field", NULL);
    refuses("texts: [{files: a.jsonl, fields: {a: /a}}]\n",
            "stet.yaml:1:34: which of these fields are prose? Add `text: [...]`", NULL);
    refuses("texts: [{files: a.jsonl, fields: {item: /a}, text: item}]\n",
            "stet.yaml:1:9: a text cannot be called `item`: that is a kind of block",
            NULL);
    refuses("texts: [{files: a.jsonl, fields: {a: {}}, text: []}]\n",
            "stet.yaml:1:38: the field has no `path`", NULL);
    refuses(
        "texts: [{files: a.jsonl, fields: {a: {path: /a, where: [x]}}, text: []}]\n",
        "stet.yaml:1:56: `where` is one key and its value: {role: assistant}", NULL);
    refuses("texts: [{files: a.jsonl, id: /a, markdown: maybe}]\n",
            "stet.yaml:1:44: expected true or false, found `maybe`", NULL);
}

static void test_errors_of_paths(void **state)
{
    (void)state;
    fixture f = { 0 };
    fixture_load(&f, "texts: [{files: a.jsonl, fields: {a: answer}, text: []}]\n");
    assert_null(f.set);
    assert_int_equal(f.errors.n_errors, 1);
    assert_true(stet_str_starts(f.errors.items[0].message,
                                STET_STR("`answer` is not a path into JSON: ")));
    fixture_release(&f);
}

static void test_facts_are_not_places(void **state)
{
    (void)state;
    refuses("texts: [{files: a.jsonl, fields: {a: /a, editor: /e}, text: a}]\n"
            "rules: {r: {check: fake.count, max: 1, in: editor}}\n",
            "stet.yaml:2:44: the field `editor` is not prose",
            "name it in `text:` of its entry in `texts`");
}

/* ---- overrides ---- */

static uint32_t level_of(const fixture *f, const char *path, uint32_t rule)
{
    uint8_t levels[16];
    assert_true(f->set->n_rules <= sizeof levels);
    stet_rule_set_levels(f->set, stet_str_from(path), levels);
    return levels[rule];
}

static void test_levels_of_files(void **state)
{
    (void)state;
    fixture f = { 0 };
    fixture_load(&f, "rules:\n"
                     "  a: {check: fake.count, max: 1}\n"
                     "  b: {check: fake.count, max: 1, level: off}\n"
                     "overrides:\n"
                     "  - files: ['drafts/**', '*.txt']\n"
                     "    rules: {a: suggestion, b: {level: warning}}\n"
                     "  - {files: drafts/final.md, rules: {a: off}}\n");
    assert_loaded(&f);
    assert_int_equal(f.set->n_rules, 2);
    assert_int_equal(level_of(&f, "x.md", 0), STET_ERROR);
    assert_int_equal(level_of(&f, "x.md", 1), 0);
    assert_int_equal(level_of(&f, "drafts/x.md", 0), STET_SUGGESTION);
    assert_int_equal(level_of(&f, "drafts/x.md", 1), STET_WARNING);
    assert_int_equal(level_of(&f, "deep/x.txt", 1), STET_WARNING);
    assert_int_equal(level_of(&f, "drafts/final.md", 0), 0);
    assert_int_equal(level_of(&f, "drafts/final.md", 1), STET_WARNING);
    fixture_release(&f);
}

static void test_variants(void **state)
{
    (void)state;
    fixture f = { 0 };
    fixture_load(&f, "rules:\n"
                     "  a: {check: fake.count, min: 3, max: 9, why: w}\n"
                     "  b: {check: fake.banned, phrases: [x]}\n"
                     "overrides:\n"
                     "  - {files: 'short/**', rules: {a: {max: 5}}}\n"
                     "  - {files: short/a.md, rules: {a: {max: 4, level: warning}}}\n"
                     "  - {files: short/b.md, rules: {a: suggestion}}\n"
                     "  - {files: 'short/c.*', rules: {a: off}}\n"
                     "  - {files: short/c.md, rules: {a: error}}\n");
    assert_loaded(&f);
    assert_int_equal(f.set->n_named, 2);
    assert_int_equal(f.set->n_rules, 4);
    const stet_rule *variant = &f.set->rules[2];
    assert_ptr_equal(variant->variant_of, &f.set->rules[0]);
    assert_int_equal(variant->index, 2);
    assert_text(variant->name, "a");
    assert_text(variant->why, "w");
    assert_int_equal(((const fake_count *)variant->options)->min, 3);
    assert_int_equal(((const fake_count *)variant->options)->max, 5);
    static const struct {
        const char *path;
        uint32_t levels[4];
    } cases[] = {
        { "x.md", { STET_ERROR, STET_WARNING, 0, 0 } },
        { "short/x.md", { 0, STET_WARNING, STET_ERROR, 0 } },
        { "short/a.md", { 0, STET_WARNING, 0, STET_WARNING } },
        { "short/b.md", { 0, STET_WARNING, STET_SUGGESTION, 0 } },
        { "short/c.txt", { 0, STET_WARNING, 0, 0 } },
        { "short/c.md", { 0, STET_WARNING, STET_ERROR, 0 } },
    };
    for (size_t i = 0; i < STET_LEN(cases); i++)
        for (uint32_t r = 0; r < 4; r++)
            assert_int_equal(level_of(&f, cases[i].path, r), cases[i].levels[r]);
    fixture_release(&f);
}

static void test_overrides_of_extended_sets_come_first(void **state)
{
    (void)state;
    fixture_file files[] = {
        { "stet.yaml",
          "extends: t.yaml\noverrides: {files: '*.md', rules: {a: error}}\n" },
        { "t.yaml", "rules: {a: {check: fake.count, max: 1}}\n"
                    "overrides: [{files: '*', rules: {a: warning}}]\n" },
        { NULL, NULL },
    };
    fixture f = { 0 };
    fixture_load_files(&f, files);
    assert_loaded(&f);
    assert_int_equal(level_of(&f, "a.md", 0), STET_ERROR);
    assert_int_equal(level_of(&f, "a.txt", 0), STET_WARNING);
    fixture_release(&f);
}

static void test_errors_of_overrides(void **state)
{
    (void)state;
#define RULES "rules: {length: {check: fake.count, max: 1}}\n"
    refuses(RULES "overrides: [{files: x, rules: {lenght: off}}]\n",
            "stet.yaml:2:32: an override names the rule `lenght`, which there is not",
            "did you mean `length`?");
    refuses(RULES "overrides: [{files: x, rules: {length: {check: fake.count}}}]\n",
            "stet.yaml:2:48: an override cannot change the `check`", NULL);
    refuses(RULES "overrides: [{files: x, rules: {length: {max: 0}}}]\n",
            "stet.yaml:2:46: `max` must be at least 1, not 0", NULL);
    refuses(RULES "overrides: [{files: x, rules: {length: {mux: 3}}}]\n",
            "stet.yaml:2:41: a rule of check `count` has no key `mux`",
            "did you mean `max`?");
    refuses(RULES "overrides: [{files: x}]\n",
            "stet.yaml:2:13: an override says which `files` and, as a mapping, which "
            "`rules`",
            NULL);
    refuses(
        RULES "overrides: [x]\n",
        "stet.yaml:2:13: an override is a mapping with `files` and `rules`, not text",
        NULL);
    refuses(RULES "overrides: [{files: x, rules: {length: loud}}]\n",
            "stet.yaml:2:40: `loud` is not a level", NULL);
#undef RULES
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_the_first_match_wins),
        cmocka_unit_test(test_named_layouts),
        cmocka_unit_test(test_markdown_of_whole_files),
        cmocka_unit_test(test_excludes_are_joined),
        cmocka_unit_test(test_errors_of_texts),
        cmocka_unit_test(test_errors_of_paths),
        cmocka_unit_test(test_facts_are_not_places),
        cmocka_unit_test(test_levels_of_files),
        cmocka_unit_test(test_variants),
        cmocka_unit_test(test_overrides_of_extended_sets_come_first),
        cmocka_unit_test(test_errors_of_overrides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
