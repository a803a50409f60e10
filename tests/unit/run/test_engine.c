/* SPDX-License-Identifier: Apache-2.0 */
#include "run/engine.h"

#include "probe.h"
#include "rule/rule_set_fixture.h"

#include <stdio.h>

/** A text of the batch. */
typedef struct text {
    const char *path;
    stet_str bytes;
} text;

/** A batch, and what came of it: a line for each finding and trouble, in order. */
typedef struct batch {
    fixture of;
    stet_engine *engine;
    stet_engine_options options;
    const text *texts;
    size_t n_texts, next;
    atomic_int stop;
    bool stops; /**< When the first text is fed. */
    size_t n_results, n_records;
    stet_buffer seen;
} batch;

static void open_batch(batch *b, const char *yaml)
{
    stet_error error = STET_ERROR_NONE;
    assert_true(
        stet_registry_add(&b->of.registry, &probe_plugin, STET_STR("(test)"), &error));
    fixture_load(&b->of, yaml);
    assert_loaded(&b->of);
    b->engine = stet_engine_new(b->of.set, &b->options, &b->of.errors);
    assert_loaded(&b->of);
    assert_non_null(b->engine);
}

static void close_batch(batch *b)
{
    stet_engine_free(b->engine);
    stet_buffer_release(&b->seen);
    fixture_release(&b->of);
    *b = (batch){ .engine = NULL };
}

static stet_source *feed(void *user, stet_error *trouble)
{
    batch *b = user;
    if (b->next == b->n_texts)
        return NULL;
    const text *it = &b->texts[b->next++];
    b->stop = b->stops;
    stet_source *source =
        stet_source_of_bytes(it->bytes, NULL, stet_str_from(it->path),
                             stet_rule_set_layout(b->of.set, stet_str_from(it->path)),
                             STET_MAX_RECORD, trouble);
    source->inside = stet_str_from(it->path);
    return source;
}

static void note(batch *b, stet_str path, uint64_t record, stet_str message)
{
    stet_buffer_format(&b->seen, "%.*s:%u: %.*s\n", (int)path.len, path.ptr,
                       (unsigned)record, (int)message.len, message.ptr);
}

static bool sink(void *user, stet_result *result)
{
    batch *b = user;
    b->n_results++;
    b->n_records += result->tally.records;
    for (size_t i = 0; i < result->n_findings; i++) {
        const stet_located *finding = &result->findings[i];
        stet_buffer_format(&b->seen, "%s ", stet_level_name(finding->level));
        for (size_t r = 0; r < finding->n_related; r++)
            stet_buffer_format(&b->seen, "(%.*s) ", (int)finding->related[r].path.len,
                               finding->related[r].path.ptr);
        note(b, finding->path, finding->record, finding->message);
    }
    if (result->changed)
        note(b, result->path, 0, stet_buffer_str(&result->fixed));
    for (size_t i = 0; i < result->n_troubles; i++)
        note(b, result->troubles[i].path, result->troubles[i].record,
             result->troubles[i].message);
    return true;
}

static bool run_batch(batch *b, const text *texts, size_t n_texts)
{
    b->texts = texts;
    b->n_texts = n_texts;
    b->next = 0;
    return stet_engine_run(b->engine, feed, sink, b, &b->stop);
}

static const char *seen(const batch *b)
{
    return b->seen.ptr ? b->seen.ptr : "";
}

enum { N_TEXTS = 60, N_LINES = 40000 };

/** Many small texts, some in another folder, and in the middle one of many pieces. */
typedef struct corpus {
    char paths[N_TEXTS][32];
    char contents[N_TEXTS][64];
    stet_buffer lines;
    text texts[N_TEXTS];
} corpus;

static void make_corpus(corpus *c)
{
    for (int i = 0; i < N_TEXTS; i++) {
        snprintf(c->paths[i], sizeof c->paths[i], i % 3 ? "a%02d.md" : "sub/b%02d.md",
                 i);
        snprintf(c->contents[i], sizeof c->contents[i], "Text %d has %s in it.\n", i,
                 i % 4 == 3 ? "a stone" : "nothing");
        c->texts[i] = (text){ c->paths[i], stet_str_from(c->contents[i]) };
    }
    for (int i = 0; i < N_LINES; i++)
        stet_buffer_format(&c->lines, "{\"text\": \"line %d of %s\"}\n", i,
                           i % 1000 ? "many" : "stone");
    c->texts[N_TEXTS / 2] = (text){ "lines.jsonl", stet_buffer_str(&c->lines) };
}

/* The same findings in the same order for any number of jobs: these, or these `only`.
 */
static void expect_same(const char *yaml, const char *holds, bool only)
{
    static const unsigned jobs[] = { 1, 2, 4, 9 };
    static corpus c;
    batch one = { .options.jobs = 1 };
    c = (corpus){ .lines = { 0 } };
    make_corpus(&c);
    open_batch(&one, yaml);
    for (size_t i = 0; i < STET_LEN(jobs); i++) {
        batch b = { .options.jobs = jobs[i] };
        batch *it = i ? &b : &one;
        if (i)
            open_batch(&b, yaml);
        assert_true(run_batch(it, c.texts, N_TEXTS));
        assert_true(stet_engine_finish(it->engine, sink, it));
        assert_string_equal(seen(it), seen(&one));
        if (i)
            close_batch(&b);
    }
    if (only)
        assert_string_equal(seen(&one), holds);
    else if (!strstr(seen(&one), holds))
        fail_msg("%s is not in:\n%s", holds, seen(&one));
    close_batch(&one);
    stet_buffer_release(&c.lines);
}

static void findings_do_not_depend_on_the_jobs(void **state)
{
    (void)state;
    expect_same("rules: {w: {check: probe.word, word: stone}}",
                "warning (lines.jsonl) lines.jsonl:39001: seen ", false);
}

static void a_rule_that_fails_is_silent_from_there_on(void **state)
{
    (void)state;
    expect_same(
        "rules: {f: {check: probe.fail, word: stone}}",
        "warning (sub/b03.md) sub/b03.md:0: seen {records}\n"
        "sub/b03.md:0: the rule could not be evaluated: it fails (f was written "
        "at stet.yaml:1:9; it is left out from here on)\n",
        true);
}

/* What a rule silenced that had failed before speaks, whoever found out first. */
static void a_rule_that_fails_silences_nothing_from_there_on(void **state)
{
    (void)state;
    expect_same(
        "rules: {f: {check: probe.fail, level: error, word: stone},\n"
        "        w: {check: probe.word, word: stone, message: also}}",
        "error (sub/b03.md) sub/b03.md:0: seen {records}\n"
        "sub/b03.md:0: the rule could not be evaluated: it fails (f was written "
        "at stet.yaml:1:9; it is left out from here on)\n"
        "warning (a07.md) a07.md:0: also\n",
        false);
}

static void a_version_of_a_rule_that_fails_silences_all_of_it(void **state)
{
    (void)state;
    expect_same(
        "rules: {f: {check: probe.fail, word: many}}\n"
        "overrides: [{files: ['sub/**'], rules: {f: {word: stone}}}]\n",
        "warning (sub/b03.md) sub/b03.md:0: seen {records}\n"
        "sub/b03.md:0: the rule could not be evaluated: it fails (f was written "
        "at stet.yaml:2:41; it is left out from here on)\n",
        true);
}

static void a_batch_is_counted_whole(void **state)
{
    (void)state;
    expect_same("rules: {b: {check: probe.batch}}",
                "warning sub/b00.md:0: seen 40059\n", true);
}

/* Of lines with keys from 0 to 9; each rule sees those for which it holds. */
static void rules_hold_for_the_records_that_they_name(void **state)
{
    enum { LINES = 4000, KEYS = 10 };
    static const char yaml[] =
        "texts: [{files: '*.jsonl', fields: {key: /key, text: /text}, text: text}]\n"
        "rules:\n"
        "  all: {check: probe.batch}\n"
        "  some: {check: probe.batch, when: {key: [3, 7]}}\n"
        "  others: {check: probe.batch, when: {key: {not: [3, 7]}}}\n"
        "  none: {check: probe.batch, when: {key: 10}}\n"
        "  word: {check: probe.word, word: stone 4, when: {key: 3}}\n";
    stet_buffer lines = { 0 };
    (void)state;
    for (int i = 0; i < LINES; i++)
        stet_buffer_format(&lines, "{\"key\": %d, \"text\": \"stone %d\"}\n", i % KEYS,
                           i < KEYS ? 4 : 5);
    const text texts[] = { { "a.jsonl", stet_buffer_str(&lines) } };
    for (unsigned jobs = 1; jobs <= 4; jobs += 3) {
        batch b = { .options.jobs = jobs };
        open_batch(&b, yaml);
        assert_true(run_batch(&b, texts, 1));
        assert_true(stet_engine_finish(b.engine, sink, &b));
        assert_string_equal(seen(&b), "warning (a.jsonl) a.jsonl:4: seen {records}\n"
                                      "warning a.jsonl:1: seen 4000\n"
                                      "warning a.jsonl:1: seen 3200\n"
                                      "warning a.jsonl:4: seen 800\n");
        close_batch(&b);
    }
    stet_buffer_release(&lines);
}

static void what_is_opened_is_merged_finished_and_closed(void **state)
{
    static corpus c;
    (void)state;
    c = (corpus){ .lines = { 0 } };
    make_corpus(&c);
    batch b = { .options.jobs = 4 };
    probe_opened = probe_closed = probe_merged = probe_finished = 0;
    open_batch(&b, "rules: {b: {check: probe.batch}, off: {check: probe.batch, "
                   "level: off}}");
    assert_true(run_batch(&b, c.texts, N_TEXTS));
    assert_int_equal(probe_finished, 0);
    assert_true(stet_engine_finish(b.engine, sink, &b));
    assert_int_equal(probe_finished, 1);
    assert_in_range(probe_opened, 1, 4);
    assert_int_equal(probe_merged, probe_opened - 1);
    close_batch(&b);
    assert_int_equal(probe_closed, probe_opened);
    stet_buffer_release(&c.lines);
}

static void a_batch_goes_on_in_the_next_run(void **state)
{
    static const text texts[] = { { "a.md", { "One.", 4 } },
                                  { "b.md", { "Two.", 4 } },
                                  { "c.md", { "stone", 5 } } };
    (void)state;
    batch b = { .options.jobs = 2 };
    open_batch(&b, "rules: {b: {check: probe.batch}, f: {check: probe.fail, word: "
                   "'One|stone'}}");
    for (size_t i = 0; i < STET_LEN(texts); i++)
        assert_true(run_batch(&b, &texts[i], 1));
    assert_true(stet_engine_finish(b.engine, sink, &b));
    assert_string_equal(
        seen(&b), "warning (a.md) a.md:0: seen {records}\n"
                  "a.md:0: the rule could not be evaluated: it fails (f was written at "
                  "stet.yaml:1:34; it is left out from here on)\n"
                  "warning a.md:0: seen 3\n");
    close_batch(&b);
}

static void a_rule_of_the_batch_sees_the_texts_that_it_looks_at(void **state)
{
    static const char lines[] = "{\"question\": \"Why?\", \"answer\": \"So.\"}\n"
                                "{\"answer\": \"No.\"}\n";
    static const text texts[] = { { "a.md", { "One.", 4 } },
                                  { "b.jsonl", { lines, sizeof lines - 1 } } };
    (void)state;
    batch b = { .options.jobs = 1 };
    open_batch(&b, "rules: {a: {check: probe.batch}, b: {check: probe.batch, in: "
                   "[answer]}, c: {check: probe.batch, in: [question, text]}, d: "
                   "{check: probe.batch, in: [chosen]}}");
    assert_true(run_batch(&b, texts, 2));
    assert_true(stet_engine_finish(b.engine, sink, &b));
    assert_string_equal(seen(&b), "warning a.md:0: seen 4\n"
                                  "warning a.md:0: seen 2\n"
                                  "warning b.jsonl:1: seen 2\n");
    close_batch(&b);
}

static void a_finding_of_the_batch_has_the_level_of_its_place(void **state)
{
    static const text texts[] = { { "a.md", { "One.", 4 } },
                                  { "sub/b.md", { "Two.", 4 } } };
    static const text others[] = { { "sub/b.md", { "Two.", 4 } },
                                   { "x.md", { "One.", 4 } } };
    static const char yaml[] = "rules: {b: {check: probe.batch}}\n"
                               "overrides: [{files: ['sub/**'], rules: {b: error}}]\n";
    (void)state;
    batch b = { .options.jobs = 1 };
    open_batch(&b, yaml);
    assert_true(run_batch(&b, texts, 2));
    assert_true(stet_engine_finish(b.engine, sink, &b));
    assert_string_equal(seen(&b), "warning a.md:0: seen 2\n");
    close_batch(&b);
    b.options.jobs = 1;
    open_batch(&b, yaml);
    assert_true(run_batch(&b, others, 2));
    assert_true(stet_engine_finish(b.engine, sink, &b));
    assert_string_equal(seen(&b), "error sub/b.md:0: seen 2\n");
    close_batch(&b);
}

/* The second text fails late, when others have mended theirs. */
static void what_is_mended_does_not_depend_on_who_was_faster(void **state)
{
    static const text texts[] = { { "a.md", { "one stone", 9 } },
                                  { "b.md", { "slow Stone", 10 } },
                                  { "c.md", { "two stones", 10 } },
                                  { "d.md", { "three stones", 12 } } };
    (void)state;
    for (unsigned jobs = 1; jobs <= 4; jobs += 3) {
        batch b = { .options = { .jobs = jobs, .fix = STET_FIX_SAFE } };
        open_batch(&b, "rules: {a: {check: probe.slow, word: slow}, f: {check: "
                       "probe.mend, word: '(?i)stone'}, n: {check: probe.mend, "
                       "word: 'two|three'}}");
        assert_true(run_batch(&b, texts, 4));
        assert_string_equal(
            seen(&b),
            "a.md:0: one \n"
            "b.md:0: the rule could not be evaluated: it fails (f was written "
            "at stet.yaml:1:45; it is left out from here on)\n"
            "c.md:0:  stones\n"
            "d.md:0:  stones\n");
        close_batch(&b);
    }
}

static void what_was_not_opened_is_not_called(void **state)
{
    static const text texts[] = { { "a.md", { "stone", 5 } },
                                  { "b.md", { "stone", 5 } } };
    (void)state;
    static const stet_fix_mode modes[] = { STET_FIX_NONE, STET_FIX_ALL };
    for (size_t i = 0; i < STET_LEN(modes); i++) {
        batch b = { .options = { .jobs = 1, .fix = modes[i] } };
        probe_closed = 0;
        open_batch(&b, "rules: {o: {check: probe.open, word: stone}, b: {check: "
                       "probe.batch, level: off}}");
        assert_true(run_batch(&b, texts, 2));
        assert_string_equal(
            seen(&b), "a.md:0: the rule could not be evaluated: it cannot be opened (o "
                      "was written at stet.yaml:1:9; it is left out from here on)\n");
        close_batch(&b);
        assert_int_equal(probe_closed, 0);
    }
}

static void the_time_that_others_took_is_no_reason_to_stop(void **state)
{
    static const text texts[] = { { "a.md", { "A stone.", 8 } } };
    (void)state;
    batch b = { .options.jobs = 1 };
    open_batch(&b, "rules: {slow: {check: probe.slow, word: stone}, word: {check: "
                   "probe.word, word: "
                   "stone}}");
    assert_true(run_batch(&b, texts, 1));
    assert_string_equal(seen(&b), "warning (a.md) a.md:0: seen {records}\n");
    close_batch(&b);
}

static void a_check_may_ask_before_there_is_a_text(void **state)
{
    (void)state;
    batch b = { .options.jobs = 1 };
    open_batch(&b, "rules: {early: {check: probe.early, word: '[a-z]+'}}");
    close_batch(&b);
}

/* Pieces that nobody looked at must not pass for checked. */
static void nothing_is_told_of_what_a_stop_left_unchecked(void **state)
{
    static const text texts[] = { { "a.md", { "stone", 5 } },
                                  { "b.md", { "stone", 5 } } };
    (void)state;
    for (unsigned jobs = 1; jobs <= 2; jobs++) {
        batch b = { .options.jobs = jobs, .stops = true };
        open_batch(&b, "rules: {w: {check: probe.word, word: stone}}");
        assert_false(run_batch(&b, texts, 2));
        assert_int_equal(b.n_results, 0);
        close_batch(&b);
    }
}

static void a_text_alone_can_be_read_when_its_source_is_gone(void **state)
{
    (void)state;
    batch b = { .options.jobs = 1 };
    stet_result result = { .tally = { 0 } };
    open_batch(&b,
               "rules: {w: {check: probe.word, word: stone}, f: {check: probe.fail, "
               "word: stone}}");
    stet_engine_check_text(b.engine, STET_STR("A stone."), true, NULL, &result);
    sink(&b, &result);
    stet_result_release(&result);
    assert_int_equal(strncmp(seen(&b), "warning () text:0: seen", 23), 0);
    assert_non_null(strstr(seen(&b), "\ntext:0: the rule could not be evaluated"));
    close_batch(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_do_not_depend_on_the_jobs),
        cmocka_unit_test(a_rule_that_fails_is_silent_from_there_on),
        cmocka_unit_test(a_rule_that_fails_silences_nothing_from_there_on),
        cmocka_unit_test(a_version_of_a_rule_that_fails_silences_all_of_it),
        cmocka_unit_test(a_batch_is_counted_whole),
        cmocka_unit_test(rules_hold_for_the_records_that_they_name),
        cmocka_unit_test(what_is_opened_is_merged_finished_and_closed),
        cmocka_unit_test(a_batch_goes_on_in_the_next_run),
        cmocka_unit_test(a_rule_of_the_batch_sees_the_texts_that_it_looks_at),
        cmocka_unit_test(a_finding_of_the_batch_has_the_level_of_its_place),
        cmocka_unit_test(what_is_mended_does_not_depend_on_who_was_faster),
        cmocka_unit_test(what_was_not_opened_is_not_called),
        cmocka_unit_test(the_time_that_others_took_is_no_reason_to_stop),
        cmocka_unit_test(a_check_may_ask_before_there_is_a_text),
        cmocka_unit_test(nothing_is_told_of_what_a_stop_left_unchecked),
        cmocka_unit_test(a_text_alone_can_be_read_when_its_source_is_gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
