/* SPDX-License-Identifier: Apache-2.0 */
/* Batches in parts: files are cut at random, the parts shared out to engines that save
   now and then, and all that was saved is loaded in any order. What the end of the
   batch tells is what one engine tells that has looked at all of it, to the last byte.
 */
#include "parts.h"
#include "run/engine.h"
#include "run/state.h"

#include <inttypes.h>

enum { FILES = 4, MOST_PARTS = 64, MOST_SAVES = 4096, ROUNDS = 40 };

/* ---- The batch ---- */

/** A part of a file: some of its lines. */
typedef struct part {
    size_t file;
    stet_str bytes;
    uint64_t key;
    uint64_t records_before, lines_before;
} part;

typedef struct saved {
    uint32_t rule;
    stet_buffer bytes;
} saved;

typedef struct batch {
    chance chance;
    stet_registry registry;
    stet_diagnostics errors;
    stet_rule_set *set;
    stet_buffer files[FILES];
    part parts[MOST_PARTS];
    size_t n_parts;
    const size_t *order; /**< Of the parts that are fed; */
    size_t n_order, next;
    bool by_file; /**< or each file as one. */
    saved saves[MOST_SAVES];
    size_t n_saves;
    stet_buffer told;
    size_t *n_found; /**< By rule, of all rounds. */
} batch;

static const char *const paths[FILES] = { "a.jsonl", "sub/b.jsonl", "c.jsonl",
                                          "d.jsonl" };

/** Cuts a file behind lines, at random. */
static void cut_file(batch *b, size_t file, uint64_t *key)
{
    stet_str rest = stet_buffer_str(&b->files[file]);
    uint64_t lines = 0, records = 0;
    part *own = NULL;

    for (size_t at = 0; at < rest.len;) {
        const char *end = memchr(rest.ptr + at, '\n', rest.len - at);
        size_t len = (size_t)(end + 1 - (rest.ptr + at));
        if (!own ||
            (b->n_parts < MOST_PARTS - FILES && chance_below(&b->chance, 12) == 0)) {
            *key += 1 + chance_below(&b->chance, 3);
            own = &b->parts[b->n_parts++];
            *own = (part){ .file = file,
                           .bytes = { rest.ptr + at, 0 },
                           .key = *key,
                           .records_before = records,
                           .lines_before = lines };
        }
        own->bytes.len += len;
        at += len;
        lines++;
        records += len > 2;
    }
}

static void make_batch(batch *b)
{
    uint64_t key = chance_below(&b->chance, 2) ? UINT64_C(1) << 40 : 0;

    b->n_parts = 0;
    for (size_t i = 0; i < FILES; i++) {
        stet_buffer_clear(&b->files[i]);
        for (uint32_t n = 1 + chance_below(&b->chance, 60); n > 0; n--)
            parts_add_record(&b->chance, &b->files[i]);
        cut_file(b, i, &key);
    }
}

/* ---- Checking ---- */

static stet_source *feed(void *user, stet_error *trouble)
{
    batch *b = user;
    if (b->next == b->n_order)
        return NULL;
    size_t at = b->order[b->next++];
    const part *it = b->by_file ? NULL : &b->parts[at];
    stet_str path = stet_str_from(paths[it ? it->file : at]);
    stet_source *source = stet_source_of_bytes(
        it ? it->bytes : stet_buffer_str(&b->files[at]), NULL, path,
        stet_rule_set_layout(b->set, path), STET_MAX_RECORD, trouble);
    source->inside = path;
    source->key = it ? it->key : at;
    return source;
}

/** While records are looked at, rules say what parts do not change. */
static bool pass(void *user, stet_result *result)
{
    (void)user, (void)result;
    return true;
}

static void tell_point(batch *b, stet_point p)
{
    stet_buffer_format(&b->told, " %" PRIu64 ":%u:%u:%u:%u", p.byte, p.line, p.column,
                       p.utf16, p.utf8);
}

static void tell_text(batch *b, stet_str text)
{
    stet_buffer_format(&b->told, " '%.*s'", (int)text.len, text.ptr);
}

static bool tell(void *user, stet_result *result)
{
    batch *b = user;
    for (size_t i = 0; i < result->n_findings; i++) {
        const stet_located *it = &result->findings[i];
        b->n_found[it->rule->index]++;
        stet_buffer_format(&b->told, "%u %" PRIu64 " %016" PRIx64, (unsigned)it->level,
                           it->record, it->fingerprint);
        tell_text(b, it->rule->name);
        tell_text(b, it->path);
        tell_text(b, it->id);
        tell_text(b, it->field);
        tell_text(b, it->message);
        tell_text(b, it->message_id);
        tell_text(b, it->match);
        tell_point(b, it->start);
        tell_point(b, it->end);
        for (size_t r = 0; r < it->n_related; r++) {
            tell_text(b, it->related[r].path);
            stet_buffer_format(&b->told, " %" PRIu64, it->related[r].record);
            tell_point(b, it->related[r].start);
            tell_point(b, it->related[r].end);
        }
        stet_buffer_add_char(&b->told, '\n');
    }
    for (size_t i = 0; i < result->n_troubles; i++) {
        tell_text(b, result->troubles[i].message);
        stet_buffer_add_char(&b->told, '\n');
    }
    return true;
}

static stet_engine *open_engine(batch *b)
{
    const stet_engine_options options = { .jobs = 1 + chance_below(&b->chance, 3) };
    stet_engine *engine = stet_engine_new(b->set, &options, &b->errors);
    assert_non_null(engine);
    return engine;
}

static void run(batch *b, stet_engine *engine, const size_t *order, size_t n)
{
    b->order = order;
    b->n_order = n;
    b->next = 0;
    assert_true(stet_engine_run(engine, feed, pass, b, NULL));
}

static void check_whole(batch *b)
{
    static const size_t all[FILES] = { 0, 1, 2, 3 };
    stet_engine *engine = open_engine(b);
    b->by_file = true;
    stet_buffer_clear(&b->told);
    run(b, engine, all, FILES);
    stet_engine_finish(engine, tell, b);
    stet_engine_free(engine);
    b->by_file = false;
}

/* ---- Saving and loading ---- */

static bool write_bytes(void *user, stet_str chunk)
{
    saved *it = user;
    stet_buffer_add(&it->bytes, chunk);
    return true;
}

static void save_all(batch *b, stet_engine *engine)
{
    for (uint32_t r = 0; r < b->set->n_rules; r++) {
        stet_error error = STET_ERROR_NONE;
        assert_true(b->n_saves < MOST_SAVES);
        saved *it = &b->saves[b->n_saves];
        *it = (saved){ .rule = r };
        if (!stet_engine_save(engine, r, write_bytes, it, &error))
            fail_msg("%s", error.message);
        if (it->bytes.len > 0)
            b->n_saves++;
    }
}

/** The bytes of a save, in pieces of any size. */
typedef struct reading {
    chance *chance;
    stet_str rest;
} reading;

static bool read_bytes(void *user, stet_str *chunk)
{
    reading *r = user;
    size_t len =
        chance_below(r->chance, 2) ? r->rest.len : 1 + chance_below(r->chance, 40);
    if (len > r->rest.len)
        len = r->rest.len;
    *chunk = (stet_str){ r->rest.ptr, len };
    r->rest = (stet_str){ r->rest.ptr + len, r->rest.len - len };
    return len > 0;
}

/** Where the sources of a batch are named: by file, or each part. */
typedef struct naming {
    const batch *batch;
    bool by_part;
    uint32_t first; /**< Number of the first one. */
    bool whole;     /**< What stands before a part counts. */
} naming;

static bool find_origin(void *user, uint64_t key, stet_state_origin *origin)
{
    const naming *n = user;
    const batch *b = n->batch;
    for (size_t i = 0; i < b->n_parts; i++) {
        const part *it = &b->parts[i];
        if (it->key != key)
            continue;
        *origin = (stet_state_origin){ .source = n->first + (uint32_t)i };
        if (!n->by_part)
            origin->source = n->first + (uint32_t)it->file;
        if (n->whole) {
            origin->records_before = it->records_before;
            origin->lines_before = it->lines_before;
            origin->bytes_before = (uint64_t)(it->bytes.ptr - b->files[it->file].ptr);
        }
        return true;
    }
    return false;
}

static void name_sources(const batch *b, stet_engine *engine, const naming *names)
{
    size_t n = names->by_part ? b->n_parts : FILES;
    for (size_t i = 0; i < n; i++) {
        stet_str path = stet_str_from(paths[names->by_part ? b->parts[i].file : i]);
        uint64_t key = names->by_part ? b->parts[i].key : i;
        assert_int_equal(stet_engine_name_source(engine, path, path, key), i);
    }
}

static void load(batch *b, stet_engine *engine, naming *names, const saved *it)
{
    stet_error error = STET_ERROR_NONE;
    reading r = { &b->chance, stet_buffer_str(&it->bytes) };
    const stet_state_origins origins = { find_origin, names };
    if (!stet_engine_load(engine, it->rule, read_bytes, &r, &origins, &error))
        fail_msg("%s", error.message);
}

static void shuffle(batch *b)
{
    for (size_t i = b->n_saves; i > 1; i--) {
        size_t k = chance_below(&b->chance, (uint32_t)i);
        saved swap = b->saves[k];
        b->saves[k] = b->saves[i - 1];
        b->saves[i - 1] = swap;
    }
}

/** Puts some of what was saved together, and saves that. */
static void merge_some(batch *b)
{
    naming parts = { .batch = b, .by_part = true };
    stet_engine *engine = open_engine(b);
    size_t n = b->n_saves / 2;

    shuffle(b);
    name_sources(b, engine, &parts);
    for (size_t i = 0; i < n; i++) {
        load(b, engine, &parts, &b->saves[--b->n_saves]);
        stet_buffer_release(&b->saves[b->n_saves].bytes);
    }
    save_all(b, engine);
    stet_engine_free(engine);
}

/** Each engine has some of the parts, in order, and saves when it likes. */
static void check_parts(batch *b)
{
    uint32_t n_engines = 1 + chance_below(&b->chance, 4);
    uint8_t of[MOST_PARTS];

    for (size_t i = 0; i < b->n_parts; i++)
        of[i] = (uint8_t)chance_below(&b->chance, n_engines);
    for (uint32_t e = 0; e < n_engines; e++) {
        stet_engine *engine = open_engine(b);
        for (size_t i = 0; i < b->n_parts; i++) {
            if (of[i] == e)
                run(b, engine, &i, 1);
            if (chance_below(&b->chance, 8) == 0)
                save_all(b, engine);
        }
        save_all(b, engine);
        stet_engine_free(engine);
    }
}

static void finish_parts(batch *b)
{
    naming names = { .batch = b,
                     .by_part = chance_below(&b->chance, 2) == 0,
                     .whole = true };
    stet_engine *engine = open_engine(b);

    stet_buffer_clear(&b->told);
    shuffle(b);
    name_sources(b, engine, &names);
    for (size_t i = 0; i < b->n_saves; i++)
        load(b, engine, &names, &b->saves[i]);
    stet_engine_finish(engine, tell, b);
    stet_engine_free(engine);
}

static void forget_saves(batch *b)
{
    for (size_t i = 0; i < b->n_saves; i++)
        stet_buffer_release(&b->saves[i].bytes);
    b->n_saves = 0;
}

static void look(batch *b)
{
    stet_buffer whole = { 0 };

    make_batch(b);
    check_whole(b);
    stet_buffer_add(&whole, stet_buffer_str(&b->told));
    check_parts(b);
    if (chance_below(&b->chance, 3) == 0)
        merge_some(b);
    finish_parts(b);
    forget_saves(b);
    if (!stet_str_equal(stet_buffer_str(&whole), stet_buffer_str(&b->told)))
        fail_msg("whole:\n%s\nin %zu parts:\n%s", whole.ptr, b->n_parts, b->told.ptr);
    stet_buffer_release(&whole);
}

static void open_batch(batch *b)
{
    b->set = parts_load(&b->registry);
    assert_non_null(b->set);
    b->n_found = stet_memory_zalloc(b->set->n_rules, sizeof *b->n_found);
}

static void close_batch(batch *b)
{
    for (size_t i = 0; i < FILES; i++)
        stet_buffer_release(&b->files[i]);
    stet_buffer_release(&b->told);
    free(b->n_found);
    stet_rule_set_free(b->set);
    stet_diagnostics_release(&b->errors);
    stet_registry_release(&b->registry);
    free(b);
}

static void test_parts_are_told_as_one(void **state)
{
    batch *b = stet_memory_zalloc(1, sizeof *b);

    (void)state;
    open_batch(b);
    for (unsigned n = chance_rounds(&b->chance, ROUNDS); n > 0; n--)
        look(b);
    /* Each rule has told something, or nothing was tried. */
    for (size_t r = 0; r < b->set->n_named; r++)
        if (b->n_found[r] == 0)
            fail_msg("rule %s has found nothing", b->set->rules[r].name.ptr);
    close_batch(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts_are_told_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
