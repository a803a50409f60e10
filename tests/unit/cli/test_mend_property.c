/* SPDX-License-Identifier: Apache-2.0 */
/* What mending promises of every rule that ships: each example beside a rule is a
   record, and all rules for prose mend all of them, safely or not. Mended twice is
   mended once; no rule finds more in a record than before; a record stays a line of
   JSON, and what stands around its text is as it was. */
#include "base/error.h"
#include "base/json_writer.h"
#include "rule/yaml.h"

#include "reported.h"

#include <dirent.h>

static const char before_text[] =
    "{ \"before\" : \"we utilise  the the \\u00e9 ,\",\"text\":";
static const char after_text[] = " ,\"after\":[1.50, \"utilize  it it\\/\"] }\n";

typedef struct sets {
    stet_buffer names;   /* "stet:a, stet:b" */
    stet_buffer records; /* JSON lines. */
    stet_buffer page;    /* The same texts as paragraphs of Markdown. */
    size_t n_sets, n_texts;
} sets;

static void add_text(sets *s, stet_str text)
{
    stet_buffer_add_text(&s->records, before_text);
    stet_json_quote(&s->records, text);
    stet_buffer_add_text(&s->records, after_text);
    stet_buffer_add(&s->page, text);
    stet_buffer_add_text(&s->page, "\n\n");
    s->n_texts++;
}

static void add_examples(sets *s, const stet_yaml *list)
{
    for (size_t i = 0; list && i < list->count; i++) {
        const stet_yaml *text = stet_yaml_get(list->items[i], "text");
        add_text(s, text ? text->text : list->items[i]->text);
    }
}

/* Those with `texts` are for records of a kind, and name their fields. */
static void add_set(sets *s, const char *name, size_t name_len, const stet_yaml *root)
{
    const stet_yaml *rules = stet_yaml_get(root, "rules");
    if (stet_yaml_get(root, "texts"))
        return;
    stet_buffer_format(&s->names, "%sstet:%.*s", s->n_sets++ ? ", " : "", (int)name_len,
                       name);
    for (size_t i = 0; rules && i < rules->count; i++) {
        const stet_yaml *examples = stet_yaml_get(rules->items[i], "examples");
        if (!examples)
            continue;
        add_examples(s, stet_yaml_get(examples, "bad"));
        add_examples(s, stet_yaml_get(examples, "good"));
    }
}

static void read_set(sets *s, const char *name)
{
    char path[TREE_PATH];
    size_t len;
    const char *dot = strrchr(name, '.');
    if (!dot || strcmp(dot, ".yaml") != 0)
        return;
    snprintf(path, sizeof path, "%s/rules/%s", STET_TEST_SOURCE, name);
    char *bytes = tree_read(path, &len);
    stet_yaml_file file;
    stet_diagnostics errors = { 0 };
    stet_yaml_file_init(&file, stet_str_from(path), (stet_str){ bytes, len }, &errors);
    assert_non_null(file.root);
    add_set(s, name, (size_t)(dot - name), file.root);
    stet_yaml_file_release(&file);
    stet_diagnostics_release(&errors);
    free(bytes);
}

static void read_sets(sets *s)
{
    DIR *folder = opendir(STET_TEST_SOURCE "/rules");
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder));)
        read_set(s, entry->d_name);
    closedir(folder);
    assert_true(s->n_sets > 2 && s->n_texts > 300);
}

static void write_rule_set(const sets *s)
{
    stet_buffer yaml = { 0 };
    stet_buffer_format(
        &yaml,
        "name: everything\nextends: [%s]\ntexts:\n  - {files: '*.jsonl', "
        "fields: {text: /text}, text: text}\n  - files: '*.md'\n",
        s->names.ptr);
    tree_write_bytes("stet.yaml", yaml.ptr, yaml.len);
    stet_buffer_release(&yaml);
}

static void check(const char *file, report *r)
{
    const char *const arguments[] = { "check",     "-q",    "--format", "jsonl",
                                      "--fail-on", "never", file,       NULL };
    assert_int_equal(report_run(arguments, "report"), 0);
    report_read(r, "report");
    assert_int_equal(r->n_failures, 0);
}

static char *mend(const char *file, size_t *len)
{
    const char *const arguments[] = { "check",     "-q",    "--fix", "--unsafe-fixes",
                                      "--fail-on", "never", file,    NULL };
    assert_int_equal(report_run(arguments, "mended"), 0);
    return tree_read(file, len);
}

static size_t count_of(const report *r, const reported *like)
{
    size_t n = 0;
    for (size_t i = 0; i < r->count; i++)
        n += r->items[i].record == like->record &&
             stet_str_equal(r->items[i].rule, like->rule);
    return n;
}

static void expect_nothing_new(const report *before, const report *after)
{
    for (size_t i = 0; i < after->count; i++) {
        const reported *found = &after->items[i];
        if (count_of(after, found) <= count_of(before, found))
            continue;
        fail_msg("mending made a finding of %.*s in record %llu: “%.*s”",
                 (int)found->rule.len, found->rule.ptr,
                 (unsigned long long)found->record, (int)found->match.len,
                 found->match.ptr);
    }
}

static bool take_kind(void *user, const stet_json_step *path, size_t depth,
                      const stet_json_value *value)
{
    stet_json_kind *kind = user;
    (void)path;
    if (depth == 0)
        *kind = value->kind;
    return true;
}

/* The other fields, byte by byte, and a string between them. */
static void expect_record(stet_str line)
{
    stet_str first = stet_str_from(before_text);
    stet_str last = { after_text, sizeof after_text - 2 };
    stet_json_kind kind = STET_JSON_NULL;
    assert_true(stet_str_starts(line, first));
    assert_true(stet_str_ends(line, last));
    stet_str text = { line.ptr + first.len, line.len - first.len - last.len };
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_json_walk(text, take_kind, &kind, &error));
    assert_int_equal(kind, STET_JSON_STRING);
}

static void expect_same(const char *name, const char *once, size_t once_len,
                        const char *twice, size_t twice_len)
{
    size_t at = 0;
    while (at < once_len && at < twice_len && once[at] == twice[at])
        at++;
    if (at == once_len && at == twice_len)
        return;
    size_t from = at < 80 ? 0 : at - 80;
    fail_msg("%s: mended twice is not mended once, at byte %zu:\n%.*s\n---\n%.*s", name,
             at, (int)(once_len - from < 160 ? once_len - from : 160), once + from,
             (int)(twice_len - from < 160 ? twice_len - from : 160), twice + from);
}

static char *expect_mended(const char *file, const stet_buffer *bytes, size_t *len)
{
    report before, after;
    size_t again;
    tree_write_bytes(file, bytes->ptr, bytes->len);
    check(file, &before);
    char *once = mend(file, len);
    check(file, &after);
    expect_nothing_new(&before, &after);
    if (after.count >= before.count)
        fail_msg("%s: %zu findings became %zu", file, before.count, after.count);
    char *twice = mend(file, &again);
    expect_same(file, once, *len, twice, again);
    report_release(&before);
    report_release(&after);
    free(twice);
    return once;
}

static void examples_are_mended_for_good(void **state)
{
    (void)state;
    tree t;
    sets s = { .n_sets = 0 };
    size_t len;
    read_sets(&s);
    tree_make(&t);
    write_rule_set(&s);
    char *records = expect_mended("all.jsonl", &s.records, &len);
    stet_str rest = { records, len };
    stet_str line;
    size_t n_lines = 0;
    for (; stet_str_cut(&rest, '\n', &line); n_lines++)
        expect_record(line);
    assert_int_equal(n_lines, s.n_texts);
    free(records);
    free(expect_mended("all.md", &s.page, &len));
    tree_remove(&t);
    stet_buffer_release(&s.names);
    stet_buffer_release(&s.records);
    stet_buffer_release(&s.page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_are_mended_for_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
