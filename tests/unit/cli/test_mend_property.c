/* SPDX-License-Identifier: Apache-2.0 */
/* What mending promises of every rule that ships: each example beside a rule is a
   record, and all rules for prose mend all of them, safely or not. Mended twice is
   mended once; no rule finds more in a record than before; a record stays a line of
   JSON, and what stands around its text is as it was; a record is what its edits make
   of it, and no other byte is touched. Line ends of Windows and a byte order mark
   change nothing of this. */
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

static char *mend(const char *file, bool unsafe, size_t *len)
{
    const char *const arguments[] = { "check",     "-q",    "--fix", "--unsafe-fixes",
                                      "--fail-on", "never", file,    NULL };
    const char *const safe[] = { "check", "-q", "--fix", "--fail-on",
                                 "never", file, NULL };
    assert_int_equal(report_run(unsafe ? arguments : safe, "mended"), 0);
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

static char *expect_mended(const char *file, const stet_buffer *bytes, bool unsafe,
                           size_t *len)
{
    report before, after;
    size_t again;
    tree_write_bytes(file, bytes->ptr, bytes->len);
    check(file, &before);
    char *once = mend(file, unsafe, len);
    check(file, &after);
    expect_nothing_new(&before, &after);
    if (after.count >= before.count)
        fail_msg("%s: %zu findings became %zu", file, before.count, after.count);
    char *twice = mend(file, unsafe, &again);
    expect_same(file, once, *len, twice, again);
    report_release(&before);
    report_release(&after);
    free(twice);
    return once;
}

/* ---- Nothing outside of the edits ---- */

static int by_start(const void *a, const void *b)
{
    const reported_edit *x = a;
    const reported_edit *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

/* Whether some of the edits make `new` of `old`, which begins at offset `base`. What
   stands before `at` in `old` and before `to` in `new` is accounted for. */
static bool is_edited(const reported_edit *edits, size_t n, stet_str old, uint64_t base,
                      size_t at, stet_str new, size_t to)
{
    size_t next = n ? (size_t)(edits->start - base) : old.len;
    size_t same = next > at ? next - at : 0;
    if (new.len - to < same || memcmp(old.ptr + at, new.ptr + to, same) != 0)
        return false;
    if (n == 0)
        return to + same == new.len;
    stet_str text = edits->text;
    size_t behind = to + same + text.len;
    if (next >= at &&
        behind <= new.len &&memcmp(new.ptr + to + same, text.ptr, text.len) == 0 &&
        is_edited(edits + 1, n - 1, old, base, (size_t)(edits->end - base), new,
                  behind))
        return true;
    return is_edited(edits + 1, n - 1, old, base, at + same, new, to + same);
}

enum { MOST_EDITS = 64 };

static size_t edits_of(const report *r, uint64_t record, size_t *at,
                       reported_edit edits[MOST_EDITS])
{
    size_t n = 0;
    for (; *at < r->count && r->items[*at].record == record; (*at)++)
        for (size_t e = 0; e < r->items[*at].n_edits; e++) {
            assert_true(n < MOST_EDITS);
            edits[n++] = r->items[*at].edits[e];
        }
    qsort(edits, n, sizeof *edits, by_start);
    return n;
}

/* A record without fixes is as it was. Others may have needed a second pass: not many,
   or the edits told are not those that are made. */
static void expect_edits_only(const stet_buffer *before, const char *bytes, size_t len)
{
    report r;
    reported_edit edits[MOST_EDITS];
    stet_str rest = { bytes, len };
    stet_str old = stet_buffer_str(before);
    stet_str line, was;
    size_t n_changed = 0, n_later = 0, at = 0;
    tree_write_bytes("again.jsonl", before->ptr, before->len);
    check("again.jsonl", &r);
    for (uint64_t record = 1; stet_str_cut(&old, '\n', &was); record++) {
        uint64_t base = (uint64_t)(was.ptr - before->ptr);
        assert_true(stet_str_cut(&rest, '\n', &line));
        size_t n = edits_of(&r, record, &at, edits);
        bool same = stet_str_equal(line, was);
        if (n == 0 && !same)
            fail_msg("record %llu has no fix and was changed:\n%.*s",
                     (unsigned long long)record, (int)line.len, line.ptr);
        n_changed += !same;
        n_later += !is_edited(edits, n, was, base, 0, line, 0);
    }
    assert_int_equal(at, r.count);
    assert_true(n_changed > 200);
    if (n_later * 20 > n_changed)
        fail_msg("%zu of %zu records are not what their edits make", n_later,
                 n_changed);
    report_release(&r);
}

/* ---- In another dress ---- */

/* With a byte order mark, and lines that end as in Windows. */
static void dress(stet_buffer *out, stet_str text)
{
    stet_buffer_add_text(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n' && (i == 0 || text.ptr[i - 1] != '\r'))
            stet_buffer_add_char(out, '\r');
        stet_buffer_add_char(out, text.ptr[i]);
    }
}

static void expect_same_in_dress(const stet_buffer *page, bool unsafe, const char *once,
                                 size_t len)
{
    stet_buffer bytes = { 0 }, wanted = { 0 };
    size_t mended_len;
    dress(&bytes, stet_buffer_str(page));
    char *mended = expect_mended("dressed.md", &bytes, unsafe, &mended_len);
    dress(&wanted, (stet_str){ once, len });
    expect_same("dressed.md", wanted.ptr, wanted.len, mended, mended_len);
    free(mended);
    stet_buffer_release(&bytes);
    stet_buffer_release(&wanted);
}

static void expect_all(const sets *s, bool unsafe)
{
    size_t len;
    char *records = expect_mended("all.jsonl", &s->records, unsafe, &len);
    stet_str rest = { records, len };
    stet_str line;
    size_t n_lines = 0;
    for (; stet_str_cut(&rest, '\n', &line); n_lines++)
        expect_record(line);
    assert_int_equal(n_lines, s->n_texts);
    if (unsafe)
        expect_edits_only(&s->records, records, len);
    free(records);
    char *page = expect_mended("all.md", &s->page, unsafe, &len);
    expect_same_in_dress(&s->page, unsafe, page, len);
    free(page);
}

static void examples_are_mended_for_good(void **state)
{
    (void)state;
    tree t;
    sets s = { .n_sets = 0 };
    read_sets(&s);
    tree_make(&t);
    write_rule_set(&s);
    expect_all(&s, true);
    expect_all(&s, false);
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
