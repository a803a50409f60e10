/* SPDX-License-Identifier: Apache-2.0 */
/* What an engine saves of a rule and loads again: when there is something to save, that
   nothing is lost when the bytes cannot be kept, and what is told when it fails. */
#include "run/state.h"

#include "part_plugin.h"
#include "rule/rule_set_fixture.h"

/* ---- Engines ---- */

enum { COUNT_RULE, OLD_RULE, OTHER_RULE }; /* By name. */

static const char yaml[] =
    "name: parts\n"
    "texts: [{files: '*.jsonl', fields: {text: /text}, text: [text]}]\n"
    "rules:\n"
    "  a-count: {check: part.count}\n"
    "  b-old: {check: part.old}\n"
    "  c-other: {check: part.other}\n";

typedef struct bench {
    fixture of;
    stet_engine *engine;
    stet_str bytes;
    uint64_t key;
    stet_buffer saved;
    size_t n_chunks; /* That may still be kept. */
    stet_error error;
    stet_buffer told;
} bench;

static void begin_with(bench *b, const stet_plugin *from, const char *rules)
{
    const stet_engine_options options = { .jobs = 1 };
    stet_error error = STET_ERROR_NONE;
    *b = (bench){ .n_chunks = SIZE_MAX, .error = STET_ERROR_NONE };
    slipping = NO_SLIP;
    assert_true(stet_registry_add(&b->of.registry, from, STET_STR("(test)"), &error));
    fixture_load(&b->of, rules);
    assert_loaded(&b->of);
    b->engine = stet_engine_new(b->of.set, &options, &b->of.errors);
    assert_non_null(b->engine);
}

static void begin(bench *b)
{
    begin_with(b, &plugin, yaml);
}

static void end(bench *b)
{
    stet_engine_free(b->engine);
    stet_buffer_release(&b->saved);
    stet_buffer_release(&b->told);
    stet_error_release(&b->error);
    fixture_release(&b->of);
}

static stet_source *feed(void *user, stet_error *trouble)
{
    bench *b = user;
    if (!b->bytes.ptr)
        return NULL;
    stet_source *source = stet_source_of_bytes(
        b->bytes, NULL, STET_STR("here.jsonl"),
        stet_rule_set_layout(b->of.set, STET_STR("here.jsonl")), 1000, trouble);
    source->key = b->key;
    b->bytes.ptr = NULL;
    return source;
}

static bool sink(void *user, stet_result *result)
{
    bench *b = user;
    for (size_t i = 0; i < result->n_findings; i++) {
        const stet_located *it = &result->findings[i];
        stet_buffer_format(
            &b->told, "%.*s %.*s:%u:%u-%u byte %u record %u %.*s: %.*s\n",
            (int)it->rule->name.len, it->rule->name.ptr, (int)it->path.len,
            it->path.ptr, it->start.line, it->start.column, it->end.column,
            (unsigned)it->start.byte, (unsigned)it->record, (int)it->field.len,
            it->field.ptr, (int)it->message.len, it->message.ptr);
    }
    for (size_t i = 0; i < result->n_troubles; i++)
        stet_buffer_format(&b->told, "%.*s\n", (int)result->troubles[i].message.len,
                           result->troubles[i].message.ptr);
    return true;
}

/** Three records, the last in line 4. */
static void run(bench *b, uint64_t key)
{
    b->bytes = STET_STR("{\"text\": \"Word one\"}\n{\"text\": \"Word two\"}\n\n"
                        "{\"text\": \"Word three\"}\n");
    b->key = key;
    stet_engine_run(b->engine, feed, sink, b, NULL);
}

static bool keep(void *user, stet_str chunk)
{
    bench *b = user;
    if (b->n_chunks == 0)
        return false;
    b->n_chunks--;
    stet_buffer_add(&b->saved, chunk);
    return true;
}

static bool save(bench *b, uint32_t rule)
{
    stet_error_release(&b->error);
    b->error = STET_ERROR_NONE;
    stet_buffer_clear(&b->saved);
    return stet_engine_save(b->engine, rule, keep, b, &b->error);
}

static bool give(void *user, stet_str *chunk)
{
    stet_str *rest = user;
    *chunk = *rest;
    rest->len = 0;
    return chunk->len > 0;
}

static bool find(void *user, uint64_t key, stet_state_origin *origin)
{
    (void)user;
    if (key != 5 && key != 6)
        return false;
    *origin = (stet_state_origin){
        .source = (uint32_t)(key - 5),
        .records_before = key == 6 ? 100 : 0,
        .lines_before = key == 6 ? 200 : 0,
        .bytes_before = key == 6 ? 3000 : 0,
    };
    return true;
}

static bool load_bytes(bench *b, uint32_t rule, stet_str bytes)
{
    static const stet_state_origins origins = { find, NULL };
    stet_error_release(&b->error);
    b->error = STET_ERROR_NONE;
    return stet_engine_load(b->engine, rule, give, &bytes, &origins, &b->error);
}

/** Names the sources that find() knows. */
static void name_sources(bench *b)
{
    assert_int_equal(
        stet_engine_name_source(b->engine, STET_STR("a.jsonl"), STET_STR(""), 5), 0);
    assert_int_equal(
        stet_engine_name_source(b->engine, STET_STR("b.jsonl"), STET_STR(""), 6), 1);
}

static void expect_told(bench *b, const char *wanted)
{
    stet_buffer_clear(&b->told);
    stet_engine_finish(b->engine, sink, b);
    assert_string_equal(b->told.ptr ? b->told.ptr : "", wanted);
}

static void expect_error(const bench *b, const char *wanted)
{
    if (!b->error.message || !strstr(b->error.message, wanted))
        fail_msg("`%s` is not told: %s", wanted,
                 b->error.message ? b->error.message : "nothing is");
}

/* ---- Saving ---- */

static void test_asks_what_can_be_saved(void **state)
{
    bench b;
    (void)state;
    begin(&b);
    assert_true(stet_rule_gathers(&b.of.set->rules[COUNT_RULE]));
    assert_true(stet_rule_can_save(&b.of.set->rules[COUNT_RULE]));
    assert_true(stet_rule_gathers(&b.of.set->rules[OLD_RULE]));
    assert_false(stet_rule_can_save(&b.of.set->rules[OLD_RULE]));
    run(&b, 5);
    assert_false(save(&b, OLD_RULE));
    expect_error(&b, "what rule 'b-old' gathered cannot be saved: its check part.old");
    end(&b);
}

static void test_saves_what_came_since_the_last_time(void **state)
{
    bench b, c;
    (void)state;
    begin(&b);
    assert_true(save(&b, COUNT_RULE));
    assert_int_equal(b.saved.len, 0);
    run(&b, 5);
    n_closed = 0;
    assert_true(save(&b, COUNT_RULE));
    assert_int_equal(n_closed, 1);
    stet_buffer first = b.saved;
    b.saved = (stet_buffer){ 0 };
    assert_true(save(&b, COUNT_RULE));
    assert_int_equal(b.saved.len, 0);
    run(&b, 6);
    assert_true(save(&b, COUNT_RULE));
    /* The table by form begins anew, too: 0 and 1 and 2 are counted off again. */
    begin(&c);
    name_sources(&c);
    assert_true(load_bytes(&c, COUNT_RULE, stet_buffer_str(&b.saved)));
    assert_true(load_bytes(&c, COUNT_RULE, stet_buffer_str(&first)));
    assert_true(load_bytes(&c, COUNT_RULE, STET_STR("")));
    expect_told(&c, "a-count b.jsonl:204:11-15 byte 3053 record 103 text: 6 records, "
                    "-6, 1.5, the last in b.jsonl\n");
    stet_buffer_release(&first);
    end(&b);
    end(&c);
}

static void test_loads_beside_what_it_gathers_itself(void **state)
{
    bench b;
    (void)state;
    begin(&b);
    run(&b, 5);
    assert_true(save(&b, COUNT_RULE));
    run(&b, 5);
    assert_true(load_bytes(&b, COUNT_RULE, stet_buffer_str(&b.saved)));
    expect_told(
        &b, "a-count here.jsonl:4:11-15 byte 53 record 3 text: 6 records, -6, 1.5, "
            "the last in here.jsonl\n"
            "b-old here.jsonl:4:11-15 byte 53 record 3 text: 6 records, -15, 1.5, "
            "the last in here.jsonl\n"
            "c-other here.jsonl:4:11-15 byte 53 record 3 text: 6 records, -15, 1.5, "
            "the last in here.jsonl\n");
    end(&b);
}

static void test_nothing_is_lost_when_bytes_cannot_be_kept(void **state)
{
    bench b;
    (void)state;
    begin(&b);
    run(&b, 5);
    for (size_t n = 0; n < 2; n++) {
        b.n_chunks = n;
        assert_false(save(&b, COUNT_RULE));
        assert_null(b.error.message);
    }
    b.n_chunks = SIZE_MAX;
    assert_true(save(&b, COUNT_RULE));
    assert_true(load_bytes(&b, COUNT_RULE, stet_buffer_str(&b.saved)));
    stet_buffer_clear(&b.told);
    stet_engine_finish(b.engine, sink, &b);
    assert_non_null(strstr(b.told.ptr, "3 records, -3, 0.75"));
    end(&b);
}

static void test_what_is_reported_while_saving_goes_nowhere(void **state)
{
    bench b;
    (void)state;
    begin(&b);
    run(&b, 5);
    slipping = REPORTS_IN_SAVE;
    assert_true(save(&b, COUNT_RULE));
    assert_int_equal(b.told.len, 0);
    end(&b);
}

/* ---- Failing ---- */

/** A rule that failed saves that it did, and says nothing where that was loaded. */
static void expect_failed(bench *b)
{
    bench c;
    slipping = NO_SLIP;
    assert_true(save(b, COUNT_RULE));
    assert_true(b->saved.len > 0);
    stet_buffer failed = b->saved;
    b->saved = (stet_buffer){ 0 };
    end(b);
    begin(&c);
    name_sources(&c);
    run(&c, 5);
    assert_true(save(&c, COUNT_RULE));
    assert_true(load_bytes(&c, COUNT_RULE, stet_buffer_str(&c.saved)));
    assert_true(load_bytes(&c, COUNT_RULE, stet_buffer_str(&failed)));
    assert_true(load_bytes(&c, COUNT_RULE, stet_buffer_str(&c.saved)));
    stet_buffer_clear(&c.told);
    stet_engine_finish(c.engine, sink, &c);
    assert_null(strstr(c.told.ptr, "a-count"));
    assert_non_null(strstr(c.told.ptr, "c-other"));
    stet_buffer_release(&failed);
    end(&c);
}

static void test_a_rule_that_failed_says_nothing_more(void **state)
{
    bench b;
    (void)state;
    begin(&b);
    slipping = SLIP_IN_RUN;
    run(&b, 5);
    assert_non_null(strstr(b.told.ptr, "not today"));
    expect_failed(&b);

    begin(&b);
    run(&b, 5);
    slipping = SLIP_IN_SAVE;
    assert_false(save(&b, COUNT_RULE));
    expect_error(&b, "what rule 'a-count' gathered cannot be saved: not today");
    expect_failed(&b);
}

static void test_states_are_read_in_load_only(void **state)
{
    bench b;
    (void)state;
    begin(&b);
    slipping = READS_IN_RUN;
    run(&b, 5);
    assert_non_null(strstr(b.told.ptr, "a state can be read in load only"));
    end(&b);
}

/* ---- Loading what is wrong ---- */

static stet_buffer saved_bytes(uint64_t key)
{
    bench b;
    begin(&b);
    run(&b, key);
    assert_true(save(&b, COUNT_RULE));
    stet_buffer bytes = b.saved;
    b.saved = (stet_buffer){ 0 };
    end(&b);
    return bytes;
}

static void expect_refused(slip it, uint64_t key, const stet_plugin *from,
                           const char *rules, uint32_t rule, const char *why)
{
    bench b;
    stet_buffer bytes = saved_bytes(key);
    begin_with(&b, from, rules);
    name_sources(&b);
    slipping = it;
    assert_false(load_bytes(&b, rule, stet_buffer_str(&bytes)));
    expect_error(&b, why);
    slipping = NO_SLIP;
    expect_told(&b, "");
    stet_buffer_release(&bytes);
    end(&b);
}

static void test_refuses_what_it_did_not_save(void **state)
{
    static const char renamed[] = "name: parts\ntexts: [{files: '*.jsonl', fields: "
                                  "{text: /text}, text: [text]}]\n"
                                  "rules: {another: {check: part.count}}\n";
    (void)state;
    expect_refused(NO_SLIP, 5, &plugin, yaml, OTHER_RULE,
                   "what rule 'c-other' gathered cannot be loaded: another check saved "
                   "it (byte");
    expect_refused(NO_SLIP, 5, &plugin, renamed, 0, "another rule saved it");
    expect_refused(NO_SLIP, 5, &newer_plugin, yaml, COUNT_RULE,
                   "another version of its plugin saved it");
    expect_refused(NO_SLIP, 7, &plugin, yaml, COUNT_RULE,
                   "a place stands in no known source");
    expect_refused(READS_TOO_LITTLE, 5, &plugin, yaml, COUNT_RULE,
                   "it does not end where it should");
    expect_refused(SLIP_IN_LOAD, 5, &plugin, yaml, COUNT_RULE,
                   "what rule 'a-count' gathered cannot be loaded: not today");
}

static void test_refuses_damage_and_says_nothing_then(void **state)
{
    stet_buffer bytes = saved_bytes(5);
    (void)state;
    for (size_t i = 0; i < bytes.len; i++) {
        bench b;
        begin(&b);
        name_sources(&b);
        bytes.ptr[i] = (char)(bytes.ptr[i] ^ 4);
        assert_false(load_bytes(&b, COUNT_RULE, stet_buffer_str(&bytes)));
        expect_error(&b, "what rule 'a-count' gathered cannot be loaded: ");
        bytes.ptr[i] = (char)(bytes.ptr[i] ^ 4);
        assert_false(
            load_bytes(&b, OTHER_RULE, (stet_str){ bytes.ptr, i > 0 ? i : 1 }));
        expect_told(&b, "");
        end(&b);
    }
    stet_buffer_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_asks_what_can_be_saved),
        cmocka_unit_test(test_saves_what_came_since_the_last_time),
        cmocka_unit_test(test_loads_beside_what_it_gathers_itself),
        cmocka_unit_test(test_nothing_is_lost_when_bytes_cannot_be_kept),
        cmocka_unit_test(test_what_is_reported_while_saving_goes_nowhere),
        cmocka_unit_test(test_a_rule_that_failed_says_nothing_more),
        cmocka_unit_test(test_states_are_read_in_load_only),
        cmocka_unit_test(test_refuses_what_it_did_not_save),
        cmocka_unit_test(test_refuses_damage_and_says_nothing_then),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
