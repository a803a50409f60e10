/* SPDX-License-Identifier: Apache-2.0 */
/* Every finding of every check that needs no parameters, on texts as people write them:
   its line and columns are those of its bytes, its text stands there, and its fix
   leaves a record JSON. On random sources of our own always; where STET_ORACLES names
   the folder of the oracles, on the answers beside it too. */
#include "planted.h"
#include "reported.h"

#include "base/utf8.h"
#include "text/entity.h"

static const char rule_set[] =
    "name: positions\n"
    "texts:\n"
    "  - files: answers.jsonl\n"
    "    id: /id\n"
    "    fields: {question: /question, answer: /answer}\n"
    "    text: [question, answer]\n"
    "  - {files: chat.jsonl, layout: chat}\n"
    "rules:\n"
    "  common:\n"
    "    check: phrasing.banned\n"
    "    phrases: [as an AI model, for example, such as, in the, of the, it's, you "
    "can,\n"
    "              'note that', and, is a, '10', 'in order to']\n"
    "  pairs: {check: phrasing.prefer, pairs: [{from: utilise, to: use \"it\"},\n"
    "          {from: important, to: 'key \"é\" \\\\ point'}, {from: very, to: ''}]}\n"
    "  order: {check: structure.heading-order}\n"
    "  title: {check: structure.single-title}\n"
    "  section: {check: structure.empty-section}\n"
    "  depth: {check: structure.list-depth}\n"
    "  item: {check: structure.empty-item}\n"
    "  bullets: {check: structure.mixed-bullets}\n"
    "  sentence: {check: structure.sentence-length}\n"
    "  paragraph: {check: structure.paragraph-length}\n"
    "  fence: {check: structure.code-fence}\n"
    "  emphasis: {check: structure.emphasis}\n"
    "  columns: {check: structure.table-columns}\n"
    "  trailing: {check: structure.trailing-space}\n"
    "  doubled: {check: structure.doubled-space}\n"
    "  url: {check: structure.bare-url}\n"
    "  truncated: {check: structure.truncated}\n"
    "  leftover: {check: structure.leftover}\n"
    "  invisible: {check: structure.invisible}\n"
    "  mojibake: {check: structure.mojibake}\n"
    "  script: {check: structure.mixed-script}\n"
    "  word: {check: grammar.doubled-word}\n"
    "  punctuation: {check: grammar.doubled-punctuation}\n"
    "  spacing: {check: grammar.spacing}\n"
    "  article: {check: grammar.article}\n"
    "  capital: {check: grammar.capital}\n"
    "  brackets: {check: grammar.pairs}\n";

typedef struct source_bytes {
    char *path;
    place_counter counter;
    bool is_json;
} source_bytes;

static void source_open(source_bytes *source, const char *folder, stet_str shown)
{
    char path[TREE_PATH];
    size_t len;
    snprintf(path, sizeof path, "%s/%.*s", folder, (int)shown.len, shown.ptr);
    char *bytes = tree_read(path, &len);
    *source = (source_bytes){ .path = stet_memory_text(shown.ptr, shown.len),
                              .counter = { .bytes = { bytes, len } },
                              .is_json = stet_str_ends(shown, STET_STR(".jsonl")) };
}

static void source_close(source_bytes *source)
{
    free(source->path);
    char *bytes = (char *)(uintptr_t)source->counter.bytes.ptr;
    free(bytes);
    *source = (source_bytes){ 0 };
}

/* Letters and digits of what is written, references decoded. */
static void add_letters(stet_str text, stet_buffer *out)
{
    for (size_t at = 0; at < text.len;) {
        size_t end =
            text.ptr[at] == '&' ? stet_str_find(text, STET_STR(";"), at) : SIZE_MAX;
        uint32_t c =
            end == SIZE_MAX
                ? 0
                : stet_entity_code_point((stet_str){ text.ptr + at, end + 1 - at });
        if (c)
            at = end + 1;
        else
            c = stet_utf8_next(text.ptr, &at);
        if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
            (c >= 'a' && c <= 'z'))
            stet_buffer_add_code_point(out, c);
    }
}

static bool accept(void *user, const stet_json_step *path, size_t depth,
                   const stet_json_value *value)
{
    (void)user;
    (void)path;
    (void)depth;
    (void)value;
    return true;
}

static bool is_json(stet_str text)
{
    stet_error error = STET_ERROR_NONE;
    bool is = stet_json_walk(text, accept, NULL, &error);
    stet_error_release(&error);
    return is;
}

/* The text of the finding stands in its bytes, markup and all: its letters are there,
   in their order. */
static void expect_text(const source_bytes *source, const reported *found)
{
    stet_arena arena = { 0 };
    stet_buffer there = { 0 };
    stet_buffer match = { 0 };
    stet_str raw = { source->counter.bytes.ptr + found->start.byte,
                     found->end.byte - found->start.byte };
    if (source->is_json) {
        stet_buffer quoted = { 0 };
        stet_buffer_format(&quoted, "\"%.*s\"", (int)raw.len, raw.ptr);
        assert_true(is_json(stet_buffer_str(&quoted)));
        stet_buffer_release(&quoted);
        raw = stet_json_decode(raw, &arena);
    }
    add_letters(raw, &there);
    add_letters(found->match, &match);
    size_t at = 0;
    for (size_t i = 0; i < match.len; i++, at++) {
        while (at < there.len && there.ptr[at] != match.ptr[i])
            at++;
        if (at == there.len)
            print_error("%s: “%.*s” is not in “%.*s”\n", source->path,
                        (int)found->match.len, found->match.ptr, (int)raw.len, raw.ptr);
        assert_true(at < there.len);
    }
    if (match.len) /* And no more than that stands at the front. */
        assert_int_equal(match.ptr[0], there.ptr[0]);
    stet_buffer_release(&there);
    stet_buffer_release(&match);
    stet_arena_release(&arena);
}

/* Edits in order, and a record that is JSON afterwards. */
static void expect_edits(const source_bytes *source, const reported *found)
{
    stet_str bytes = source->counter.bytes;
    stet_buffer line = { 0 };
    size_t at = found->n_edits ? found->edits[0].start : 0;
    assert_true(at <= bytes.len);
    while (at > 0 && bytes.ptr[at - 1] != '\n')
        at--;
    for (size_t i = 0; i < found->n_edits; i++) {
        const reported_edit *edit = &found->edits[i];
        assert_true(at <= edit->start && edit->start <= edit->end &&
                    edit->end <= bytes.len);
        stet_buffer_append(&line, bytes.ptr + at, edit->start - at);
        stet_buffer_add(&line, edit->text);
        at = edit->end;
    }
    size_t end = stet_str_find(bytes, STET_STR("\n"), at);
    stet_buffer_append(&line, bytes.ptr + at, (end == SIZE_MAX ? bytes.len : end) - at);
    if (source->is_json && found->n_edits)
        assert_true(is_json(stet_buffer_str(&line)));
    stet_buffer_release(&line);
}

/* Checks what stands in the folder `of`; returns how many findings there were. */
static size_t check_folder(const char *of, const char *config)
{
    const char *const arguments[] = { "check",    "-q",   "--format",  "jsonl:found",
                                      "--config", config, "--fail-on", "never",
                                      ".",        NULL };
    char before[TREE_PATH];
    assert_non_null(getcwd(before, sizeof before));
    char output[TREE_PATH + 16];
    snprintf(output, sizeof output, "jsonl:%s/found", before);
    const char *words[STET_LEN(arguments)];
    memcpy(words, arguments, sizeof words);
    words[3] = output;
    assert_int_equal(chdir(of), 0);
    assert_int_equal(report_run(words, "/dev/null"), 0);
    assert_int_equal(chdir(before), 0);
    report r;
    report_read(&r, "found");
    source_bytes source = { 0 };
    for (size_t i = 0; i < r.count; i++) {
        const reported *found = &r.items[i];
        if (!source.path || !stet_str_is(found->source, source.path)) {
            source_close(&source);
            source_open(&source, of, found->source);
        }
        assert_true(found->is_finding && found->start.byte <= found->end.byte);
        expect_place(&source.counter, &found->start);
        expect_place(&source.counter, &found->end);
        expect_text(&source, found);
        expect_edits(&source, found);
    }
    size_t count = r.count;
    source_close(&source);
    report_release(&r);
    return count;
}

static void write_planted(const char *path, bool markdown, bool records, uint64_t seed)
{
    planted *text = stet_memory_zalloc(1, sizeof *text);
    planted *all = stet_memory_zalloc(1, sizeof *all);
    for (uint64_t record = 1; record <= 200; record++) {
        stet_buffer_clear(&text->bytes);
        text->n_plants = 0;
        planted_add_text(text, markdown, 1 + tree_random(&seed, 3), &seed);
        if (records) {
            planted_add_object(all, text, false, record, &seed);
            stet_buffer_add_char(&all->bytes, '\n');
        } else {
            stet_buffer_add(&all->bytes, stet_buffer_str(&text->bytes));
            stet_buffer_add_text(&all->bytes, "\n\n");
        }
    }
    tree_write_bytes(path, all->bytes.ptr, all->bytes.len);
    stet_buffer_release(&text->bytes);
    stet_buffer_release(&all->bytes);
    free(text);
    free(all);
}

static void findings_stand_where_they_say(void **state)
{
    (void)state;
    const char *oracles = getenv("STET_ORACLES");
    char folder[TREE_PATH];
    tree t;
    tree_make(&t);
    tree_write("set.yaml", rule_set);
    char config[TREE_PATH + 16];
    snprintf(config, sizeof config, "%s/set.yaml", t.path);
    write_planted("own/a.md", true, false, 1);
    write_planted("own/b.txt", false, false, 2);
    write_planted("own/c.jsonl", true, true, 3);
    assert_true(check_folder("own", config) > 1000);
    if (oracles) {
        snprintf(folder, sizeof folder, "%s/../corpus", oracles);
        size_t count = check_folder(folder, config);
        print_message("%zu findings in %s\n", count, folder);
        assert_true(count > 100000);
    }
    tree_remove(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_stand_where_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
