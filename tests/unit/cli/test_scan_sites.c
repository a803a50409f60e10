/* SPDX-License-Identifier: Apache-2.0 */
/* Random rule sets in which rules share patterns and look in other blocks and at other
   sites, in some files by overrides: the findings are those of a scan that tries every
   pattern in every block, of any kind and wherever it stands. */
#include "rule/plugin_loader.h"
#include "rule/rule_set.h"
#include "rule/three_ways.h"
#include "run/engine.h"

enum { RULES = 5, FILES = 6 };

/* ---- Rule sets ---- */

static void add_list(chance *c, stet_buffer *out, const char *key,
                     const char *const *words, uint32_t n_words)
{
    stet_buffer_format(out, "%s: [", key);
    for (uint32_t n = 1 + chance_below(c, 2); n > 0; n--)
        stet_buffer_format(out, "%s%s", words[chance_below(c, n_words)],
                           n > 1 ? ", " : "]");
}

static void add_places(chance *c, stet_buffer *out)
{
    static const char *const kinds[] = { "paragraph", "heading", "item",  "quote",
                                         "cell",      "code",    "prose", "markup" };
    static const char *const sites[] = {
        "text-start", "text-end",   "first-paragraph", "last-paragraph", "text-start",
        "text-end",   "text-start", "text-end",        "sentence-start"
    };
    if (chance_below(c, 3)) {
        stet_buffer_add_text(out, ", ");
        add_list(c, out, "in", kinds, STET_LEN(kinds));
    }
    if (chance_below(c, 12)) {
        stet_buffer_add_text(out, ", ");
        add_list(c, out, "at", sites, STET_LEN(sites));
    }
}

static void add_rule(chance *c, stet_buffer *out)
{
    static const char *const phrases[] = { "code",          "model",     "a",
                                           "sure",          "of course", "delve",
                                           "\"the model\"", "\"it's\"" };
    static const char *const patterns[] = { "'\\bsure\\b'", "'^\\W*sure'",
                                            "'(?:the|a) \\w+\\W*\\z'",
                                            "'delv(?:e|ing)'", "'of\\s+course'" };
    stet_buffer_add_text(out, "{check: phrasing.banned, ");
    add_list(c, out, "phrases", phrases, STET_LEN(phrases));
    stet_buffer_add_text(out, ", ");
    add_list(c, out, "patterns", patterns, STET_LEN(patterns));
    add_places(c, out);
    stet_buffer_add_text(out, "}\n");
}

static void write_rules(chance *c, stet_buffer *out)
{
    stet_buffer_add_text(out, "name: random\nrules:\n");
    for (int i = 0; i < RULES; i++) {
        stet_buffer_format(out, "  r%d: ", i);
        add_rule(c, out);
    }
    if (chance_below(c, 2)) /* It asks for words. */
        stet_buffer_add_text(out, "  doubled: {check: grammar.doubled-word}\n");
    stet_buffer_add_text(out, "overrides:\n");
    for (int file = 0; file < FILES; file += 2) {
        stet_buffer_format(out, "  - files: ['%d.md', '%d.md']\n    rules:\n", file,
                           (int)chance_below(c, FILES));
        for (int i = 0; i < RULES; i += 1 + (int)chance_below(c, 4)) {
            stet_buffer_format(out, "      r%d: {level: %s", i,
                               chance_below(c, 4) ? "error" : "off");
            add_places(c, out);
            stet_buffer_add_text(out, "}\n");
        }
    }
}

static bool read_rules(void *user, const char *path, stet_buffer *out,
                       stet_error *error)
{
    (void)path;
    (void)error;
    stet_buffer_add(out, stet_buffer_str(user));
    return true;
}

static stet_rule_set *load_rules(const stet_registry *registry, stet_buffer *rules,
                                 bool slow)
{
    stet_diagnostics errors = { 0 };
    const stet_rule_set_options options = {
        .registry = registry, .force_slow = slow, .read = read_rules, .user = rules
    };
    stet_rule_set *set = stet_rule_set_load(STET_STR("stet.yaml"), &options, &errors);
    if (!set) {
        stet_buffer out = { 0 };
        stet_diagnostics_write(&errors, false, &out);
        fail_msg("%s\n%s", rules->ptr, out.ptr);
    }
    for (size_t i = 0; slow && i < set->patterns.count; i++) {
        set->patterns.items[i]->sites = 0;
        set->patterns.items[i]->block_kinds = THREE_ALL_KINDS;
    }
    stet_diagnostics_release(&errors);
    return set;
}

/* ---- Texts ---- */

static void write_text(chance *c, stet_buffer *out)
{
    static const char *const words[] = { "sure",    "Sure,", "of",    "course", "delve",
                                         "delving", "the",   "model", "it's",   "*a*",
                                         "`sure`",  "x.",    "--",    "the",    "1" };
    static const char *const starts[] = { "",        "",      "",
                                          "# ",      "- ",    "> ",
                                          "1. ",     "    ",  "| a |\n|--|\n| ",
                                          "***\n\n", "```\n", "<p>\n" };
    for (uint32_t n = chance_below(c, 9); n > 0; n--) {
        stet_buffer_add_text(out, CHANCE_PICK(c, starts));
        for (uint32_t k = chance_below(c, 6); k > 0; k--)
            stet_buffer_format(out, "%s%s", CHANCE_PICK(c, words),
                               chance_below(c, 9) ? " " : "\n");
        stet_buffer_add_text(out, "\n\n");
    }
}

typedef struct texts {
    stet_buffer items[FILES];
    int next;
    stet_buffer found;
    size_t n_found;
} texts;

static stet_source *feed(void *user, stet_error *trouble)
{
    static const char *const names[FILES] = { "0.md", "1.md", "2.md",
                                              "3.md", "4.md", "5.md" };
    texts *t = user;
    if (t->next == FILES)
        return NULL;
    stet_str name = stet_str_from(names[t->next]);
    return stet_source_of_bytes(
        stet_buffer_str(&t->items[t->next++]), NULL, name,
        stet_layout_plain(stet_reader_find(STET_STR("markdown"))), STET_MAX_RECORD,
        trouble);
}

static bool sink(void *user, stet_result *result)
{
    texts *t = user;
    for (size_t i = 0; i < result->n_findings; i++) {
        const stet_located *found = &result->findings[i];
        stet_buffer_format(
            &t->found, "%.*s %.*s %u %llu-%llu;", (int)found->path.len, found->path.ptr,
            (int)found->rule->name.len, found->rule->name.ptr, (unsigned)found->level,
            (unsigned long long)found->start.byte, (unsigned long long)found->end.byte);
        t->n_found++;
    }
    return true;
}

static void look(const stet_rule_set *set, texts *t)
{
    stet_diagnostics errors = { 0 };
    const stet_engine_options options = { .jobs = 1 };
    stet_engine *engine = stet_engine_new(set, &options, &errors);
    assert_non_null(engine);
    t->next = 0;
    t->n_found = 0;
    stet_buffer_clear(&t->found);
    stet_engine_run(engine, feed, sink, t, NULL);
    stet_engine_finish(engine, sink, t);
    stet_engine_free(engine);
    stet_diagnostics_release(&errors);
}

static size_t compare(const stet_registry *registry, stet_buffer *rules, texts *t)
{
    stet_buffer wanted = { 0 };
    for (int slow = 1; slow >= 0; slow--) {
        stet_rule_set *set = load_rules(registry, rules, slow);
        look(set, t);
        stet_rule_set_free(set);
        if (slow)
            stet_buffer_add(&wanted, stet_buffer_str(&t->found));
    }
    if (!stet_str_equal(stet_buffer_str(&wanted), stet_buffer_str(&t->found))) {
        for (int i = 0; i < FILES; i++)
            print_message("%d:\n%s\n", i, t->items[i].len ? t->items[i].ptr : "");
        fail_msg("%s\nwanted: %s\n found: %s", rules->ptr, wanted.ptr, t->found.ptr);
    }
    stet_buffer_release(&wanted);
    return t->n_found;
}

static void test_rules_that_share_patterns(void **state)
{
    (void)state;
    chance c;
    stet_registry registry = { 0 };
    stet_diagnostics errors = { 0 };
    stet_buffer rules = { 0 };
    texts t = { .next = 0 };
    size_t n_found = 0;
    const stet_plugin_places places = { .installed =
                                            STET_TEST_BUILD "/lib/stet/plugins" };
    unsigned rounds = chance_rounds(&c, 600);
    stet_plugin_loader_load(&registry, &places, &errors);
    for (unsigned round = 0; round < rounds; round++) {
        stet_buffer_clear(&rules);
        write_rules(&c, &rules);
        for (int i = 0; i < FILES; i++) {
            stet_buffer_clear(&t.items[i]);
            write_text(&c, &t.items[i]);
        }
        n_found += compare(&registry, &rules, &t);
    }
    print_message("%u rounds, %zu findings\n", rounds, n_found);
    assert_true(n_found > 2 * rounds);
    for (int i = 0; i < FILES; i++)
        stet_buffer_release(&t.items[i]);
    stet_buffer_release(&t.found);
    stet_buffer_release(&rules);
    stet_diagnostics_release(&errors);
    stet_registry_release(&registry);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules_that_share_patterns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
