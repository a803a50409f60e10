/* SPDX-License-Identifier: Apache-2.0 */
/* The patterns of all rules that ship, with the sites and kinds of their rules, and
   mutations of them, in random mutations of the examples beside them: the same hits in
   all ways. */
#include "rule/plugin_loader.h"
#include "rule/rule_set.h"
#include "rule/three_ways.h"

#include <dirent.h>

/* ---- All rules ---- */

/* Those with `texts` are for records of a kind; here only their rules count. */
static void list_sets(stet_buffer *out)
{
    DIR *folder = opendir(STET_TEST_SOURCE "/rules");
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder));) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot && strcmp(dot, ".yaml") == 0)
            stet_buffer_format(out, "%sstet:%.*s", out->len ? ", " : "",
                               (int)(dot - entry->d_name), entry->d_name);
    }
    closedir(folder);
}

static bool read_all(void *user, const char *path, stet_buffer *out, stet_error *error)
{
    stet_buffer names = { 0 };
    (void)user;
    (void)path;
    (void)error;
    list_sets(&names);
    stet_buffer_format(out, "name: all\nextends: [%s]\n", names.ptr);
    stet_buffer_release(&names);
    return true;
}

static stet_rule_set *load_all(stet_registry *registry)
{
    stet_diagnostics errors = { 0 };
    const stet_plugin_places places = { .installed =
                                            STET_TEST_BUILD "/lib/stet/plugins" };
    stet_plugin_loader_load(registry, &places, &errors);
    const stet_rule_set_options options = { .registry = registry,
                                            .shipped = STET_TEST_SOURCE "/rules",
                                            .force_slow = true,
                                            .read = read_all };
    stet_rule_set *set = stet_rule_set_load(STET_STR("stet.yaml"), &options, &errors);
    if (!set) {
        stet_buffer out = { 0 };
        stet_diagnostics_write(&errors, false, &out);
        fail_msg("%s", out.ptr);
    }
    stet_diagnostics_release(&errors);
    return set;
}

/* ---- Mutations ---- */

typedef struct examples {
    stet_str *items;
    size_t count, capacity;
} examples;

/* What the tests share. */
typedef struct everything {
    stet_registry registry;
    stet_rule_set *set;
    examples examples;
} everything;

static void take_examples(const stet_rule_set *set, examples *out)
{
    for (size_t i = 0; i < set->n_rules; i++)
        for (size_t n = 0; n < set->rules[i].n_examples; n++) {
            stet_memory_grow((void **)&out->items, &out->capacity, out->count + 1,
                             sizeof *out->items);
            out->items[out->count++] = set->rules[i].examples[n].text;
        }
    assert_true(out->count > 1000);
}

/* What may be written in place of a character of an example. */
static void add_instead(chance *c, stet_buffer *out, stet_str character)
{
    static const char *const apostrophes[] = { "\xE2\x80\x99", "\xCA\xBC", "'",
                                               "\xE2\x80\x98", "" };
    static const char *const hyphens[] = { "-",  "\xE2\x80\x90", "\xE2\x80\x91", " ",
                                           "--", "\xE2\x80\x93", "\xE2\x80\x94" };
    char was = character.ptr[0];
    if (was == ' ')
        stet_buffer_add_text(out, CHANCE_PICK(c, three_joints));
    else if (was == '\'')
        stet_buffer_add_text(out, CHANCE_PICK(c, apostrophes));
    else if (was == '-')
        stet_buffer_add_text(out, CHANCE_PICK(c, hyphens));
    else if (was == 's' && chance_below(c, 2))
        stet_buffer_add_text(out, "\xC5\xBF");
    else if (was == 'k' && chance_below(c, 2))
        stet_buffer_add_text(out, "\xE2\x84\xAA");
    else if ((was >= 'a' && was <= 'z') || (was >= 'A' && was <= 'Z'))
        stet_buffer_add_char(out, (char)(was ^ 0x20));
    else
        stet_buffer_add(out, character);
}

/* An example with a change in each `rarely` characters or so. */
static void add_mutation(chance *c, stet_buffer *out, stet_str text, uint32_t rarely)
{
    for (size_t at = 0, next = 0; at < text.len; at = next) {
        stet_utf8_next(text.ptr, &next);
        switch (chance_below(c, rarely)) {
        case 0:
            add_instead(c, out, (stet_str){ text.ptr + at, next - at });
            break;
        case 1:
            stet_buffer_add_text(out, CHANCE_PICK(c, three_joints));
            stet_buffer_append(out, text.ptr + at, next - at);
            break;
        case 2:
            if (chance_below(c, 4) == 0)
                three_add_dressed(c, out);
            break;
        default:
            stet_buffer_append(out, text.ptr + at, next - at);
        }
    }
    stet_buffer_add_text(out, chance_below(c, 3) ? "\n\n" : " ");
}

/* A document of some examples, most of them changed. */
static void set_mutations(chance *c, written *w, stet_buffer *text, const examples *all)
{
    stet_buffer_clear(text);
    for (uint32_t n = 1 + chance_below(c, 30); n > 0; n--) {
        uint32_t rarely = chance_below(c, 3) ? 4 + chance_below(c, 200) : 1u << 30;
        if (chance_below(c, 4) == 0)
            stet_buffer_add_text(text, CHANCE_PICK(c, three_starts));
        add_mutation(c, text, all->items[chance_below(c, (uint32_t)all->count)],
                     rarely);
    }
    written_set(w, stet_buffer_str(text), chance_below(c, 6) != 0);
}

static int begin(void **state)
{
    static everything it;
    it.set = load_all(&it.registry);
    take_examples(it.set, &it.examples);
    *state = &it;
    return 0;
}

static int end(void **state)
{
    everything *it = *state;
    free(it->examples.items);
    stet_rule_set_free(it->set);
    stet_registry_release(&it->registry);
    return 0;
}

static void test_rules_in_mutated_examples(void **state)
{
    const everything *it = *state;
    chance c;
    written w;
    three_ways ways;
    stet_buffer text = { 0 };
    unsigned rounds = chance_rounds(&c, 60);
    three_begin(&ways, &it->set->patterns);
    written_init(&w);
    for (unsigned round = 0; round < rounds; round++) {
        set_mutations(&c, &w, &text, &it->examples);
        three_look(&ways, &w.doc);
    }
    print_message("%u rounds of %zu patterns, %zu hits\n", rounds,
                  it->set->patterns.count, ways.n_hits);
    assert_true(ways.n_hits > 8 * rounds);
    three_end(&ways);
    written_release(&w);
    stet_buffer_release(&text);
}

/* ---- Patterns like those of rules ---- */

/* The pattern with a few of its characters gone, written twice, or others put in. */
static void mutate_pattern(chance *c, stet_buffer *out, stet_str source)
{
    static const char *const pieces[] = {
        "?",    "*",      "+",     "{2}",   "{0,3}", "++",   "*?",       "|",
        "(",    ")",      "(?:",   "(?>",   "(?=",   "(?!",  "(?<=",     "(?<!",
        "(?i)", "(?x)",   "(?m)",  "(?-i)", "(?xx)", "\\b",  "\\B",      "\\K",
        "^",    "$",      "\\A",   "\\z",   "\\s+",  "\\s*", "\\w{1,9}", ".",
        ".*?",  "[",      "]",     "[^a]",  "\\Q",   "\\E",  "#",        "\n",
        " ",    "-",      "\\",    "(?#x)", "\\1",   "(?R)", "(?|",      "\\X",
        "\\h",  "\\p{L}", "(?(1)", "\\N",   "\\R",   "a",    "s",        "\xC3\xA9",
    };
    stet_buffer_clear(out);
    uint32_t rarely = 4 + chance_below(c, (uint32_t)source.len + 1);
    for (size_t at = 0, next = 0; at < source.len; at = next) {
        stet_utf8_next(source.ptr, &next);
        uint32_t how = chance_below(c, 2 * rarely);
        if (how != 0)
            stet_buffer_append(out, source.ptr + at, next - at);
        if (how == 1)
            stet_buffer_append(out, source.ptr + at, next - at);
        else if (how <= 3)
            stet_buffer_add_text(out, CHANCE_PICK(c, pieces));
    }
}

static void add_mutated(chance *c, const everything *it, stet_pattern_list *list)
{
    const stet_pattern_list *all = &it->set->patterns;
    stet_buffer source = { 0 };
    while (list->count < 80) {
        const struct stet_pattern *like =
            all->items[chance_below(c, (uint32_t)all->count)];
        if (like->phrase && chance_below(c, 8))
            continue;
        mutate_pattern(c, &source, like->source);
        struct stet_pattern *pattern =
            stet_pattern_add(list, stet_buffer_str(&source), like->phrase,
                             like->ignore_case, like->whole_words, true);
        stet_error error = STET_ERROR_NONE;
        pattern->block_kinds =
            stet_pattern_check(pattern, &error) ? THREE_ALL_KINDS : 0;
        stet_error_release(&error);
    }
    stet_buffer_release(&source);
}

static void test_mutated_patterns(void **state)
{
    const everything *it = *state;
    chance c;
    written w;
    stet_buffer text = { 0 };
    size_t n_hits = 0;
    unsigned rounds = chance_rounds(&c, 40);
    written_init(&w);
    for (unsigned round = 0; round < rounds; round++) {
        stet_pattern_list list = { .items = NULL };
        three_ways ways;
        add_mutated(&c, it, &list);
        three_begin(&ways, &list);
        for (int i = 0; i < 6; i++) {
            set_mutations(&c, &w, &text, &it->examples);
            three_look(&ways, &w.doc);
        }
        n_hits += ways.n_hits;
        three_end(&ways);
        stet_pattern_list_release(&list);
    }
    print_message("%u rounds, %zu hits\n", rounds, n_hits);
    assert_true(n_hits > 100 * rounds);
    written_release(&w);
    stet_buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules_in_mutated_examples),
        cmocka_unit_test(test_mutated_patterns),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
