/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The whole way: bytes of any format through the engine with rules of all plugins, then
 * mended. Findings and fixes stand inside the source and in order; any number of
 * workers tells the same; what is mended stays readable and needs no mending.
 *
 * The first byte says the format, the second which of these ways are gone beside the
 * first one.
 */
#include "base/str.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "rule/plugin_loader.h"
#include "run/engine.h"
#include "text/reader.h"

#include <stdio.h>
#include <stdlib.h>

enum { LARGEST = 20000, BY_TWO = 1, BY_FIXES = 2 };

static const char rules[] =
    "name: fuzz\n"
    "rules:\n"
    "  banned: {check: phrasing.banned, phrases: [maybe, as an AI model],\n"
    "           patterns: ['x+y', '\\bq\\w', '^a']}\n"
    "  prefer: {check: phrasing.prefer, pairs: [{from: [utilise, a a], to: 'use "
    "\"it\"'},\n"
    "           {from: so, to: ''}, {from: b c, to: \"c\\n\\nb\"}, {from: d, to: "
    "'*d*'},\n"
    "           {from: e, to: [f, \"\\\\\"]}, {from: f, to: e}]}\n"
    "  limit: {check: phrasing.limit, phrases: [word], max: 1}\n"
    "  consistent: {check: phrasing.consistent, groups: [[gray, grey]]}\n"
    "  opening: {check: phrasing.repeated-opening}\n"
    "  terms: {check: phrasing.terms, terms: [{write: GitHub, never: [git hub]}]}\n"
    "  count: {check: spec.count, unit: sentences, max: 2}\n"
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
    "  pairs: {check: grammar.pairs}\n";

static void demand(bool holds)
{
    if (!holds)
        abort();
}

/** What is made once: the rules, and an engine for each way. */
typedef struct ways {
    stet_registry registry;
    stet_rule_set *set;
    stet_engine *one, *two, *mending;
} ways;

static bool read_rules(void *user, const char *path, stet_buffer *out,
                       stet_error *error)
{
    (void)user;
    (void)path;
    (void)error;
    stet_buffer_add_text(out, rules);
    return true;
}

static stet_engine *open_engine(const stet_rule_set *set, unsigned jobs,
                                stet_fix_mode fix)
{
    stet_diagnostics errors = { 0 };
    const stet_engine_options options = { .jobs = jobs, .excerpts = true, .fix = fix };
    stet_engine *engine = stet_engine_new(set, &options, &errors);
    demand(engine != NULL);
    stet_diagnostics_release(&errors);
    return engine;
}

/* The plugins are in the program, or where the build has put them. */
static ways *open_ways(void)
{
    static ways all;
    stet_diagnostics errors = { 0 };
    const stet_plugin_places places = { .installed =
                                            STET_TEST_BUILD "/lib/stet/plugins" };
    stet_plugin_loader_load(&all.registry, &places, &errors);
    const stet_rule_set_options options = { .registry = &all.registry,
                                            .cache = STET_STR(""),
                                            .read = read_rules };
    all.set = stet_rule_set_load(STET_STR("stet.yaml"), &options, &errors);
    if (!all.set) {
        stet_buffer out = { 0 };
        stet_diagnostics_write(&errors, false, &out);
        fputs(out.ptr, stderr);
        abort();
    }
    stet_diagnostics_release(&errors);
    all.one = open_engine(all.set, 1, STET_FIX_NONE);
    all.two = open_engine(all.set, 2, STET_FIX_NONE);
    all.mending = open_engine(all.set, 1, STET_FIX_ALL);
    return &all;
}

/** A run over one source, and what came of it. */
typedef struct looking {
    stet_str bytes;
    const stet_layout *layout;
    bool fed;
    stet_point last; /**< Where the finding before began. */
    size_t n_troubles, n_fixed;
    stet_buffer seen;
    stet_buffer mended; /**< The source put together again. */
    size_t copied;      /**< Bytes of it that were. */
} looking;

static stet_source *feed(void *user, stet_error *trouble)
{
    looking *l = user;
    if (l->fed)
        return NULL;
    l->fed = true;
    return stet_source_of_bytes(l->bytes, NULL, STET_STR("fuzz"), l->layout,
                                STET_MAX_RECORD, trouble);
}

static void look_at_fix(const looking *l, const stet_source_fix *fix)
{
    uint64_t at = 0;
    for (size_t i = 0; i < fix->n_edits; i++) {
        demand(at <= fix->edits[i].start && fix->edits[i].start <= fix->edits[i].end);
        at = fix->edits[i].end;
    }
    demand(at <= l->bytes.len);
}

static void look_at_finding(looking *l, const stet_located *finding, bool mended)
{
    uint32_t chars;
    demand(stet_utf8_check(finding->message, &chars) == STET_UTF8_VALID);
    demand(stet_utf8_check(finding->match, &chars) == STET_UTF8_VALID);
    demand(stet_utf8_check(finding->excerpt, &chars) == STET_UTF8_VALID);
    demand(finding->excerpt_start <= finding->excerpt_end &&
           finding->excerpt_end <= finding->excerpt.len);
    demand(finding->start.byte <= finding->end.byte);
    demand(finding->start.line >= 1 && finding->start.column >= 1 &&
           finding->start.line <= finding->end.line);
    demand(l->last.byte <= finding->start.byte);
    l->last = finding->start;
    for (size_t i = 0; i < finding->n_fixes && !mended; i++)
        look_at_fix(l, &finding->fixes[i]);
    demand(mended || finding->end.byte <= l->bytes.len);
    stet_buffer_format(&l->seen, "%llu-%llu %.*s %016llx\n",
                       (unsigned long long)finding->start.byte,
                       (unsigned long long)finding->end.byte, (int)finding->message.len,
                       finding->message.ptr, (unsigned long long)finding->fingerprint);
}

static bool sink(void *user, stet_result *result)
{
    looking *l = user;
    bool mended = result->original.ptr != NULL;
    for (size_t i = 0; i < result->n_findings; i++)
        look_at_finding(l, &result->findings[i], mended);
    for (size_t i = 0; i < result->n_troubles; i++)
        stet_buffer_format(&l->seen, "%u %.*s\n", result->troubles[i].point.line,
                           (int)result->troubles[i].message.len,
                           result->troubles[i].message.ptr);
    l->n_troubles += result->n_troubles;
    l->n_fixed += (size_t)result->tally.fixed;
    l->last = mended ? (stet_point){ 0 } : l->last;
    if (!mended)
        return true;
    size_t start = (size_t)(result->original.ptr - l->bytes.ptr);
    demand(start >= l->copied && start + result->original.len <= l->bytes.len);
    stet_buffer_append(&l->mended, l->bytes.ptr + l->copied, start - l->copied);
    stet_buffer_add(&l->mended, result->changed ? stet_buffer_str(&result->fixed)
                                                : result->original);
    l->copied = start + result->original.len;
    return true;
}

static looking look(stet_engine *engine, stet_str bytes, const stet_layout *layout)
{
    looking l = { .bytes = bytes, .layout = layout };
    stet_engine_run(engine, feed, sink, &l, NULL);
    stet_buffer_append(&l.mended, bytes.ptr + l.copied, bytes.len - l.copied);
    return l;
}

static void release(looking *l)
{
    stet_buffer_release(&l->seen);
    stet_buffer_release(&l->mended);
}

/* Mending makes nothing unreadable, and there is nothing to mend in what it makes. */
static void mend(const ways *all, const looking *plain)
{
    looking once = look(all->mending, plain->bytes, plain->layout);
    demand(once.n_troubles <= plain->n_troubles);
    demand(once.n_fixed > 0 ||
           stet_str_equal(stet_buffer_str(&once.mended), plain->bytes));
    looking twice = look(all->mending, stet_buffer_str(&once.mended), plain->layout);
    demand(twice.n_troubles == once.n_troubles);
    demand(twice.n_fixed == 0 && stet_str_equal(stet_buffer_str(&twice.mended),
                                                stet_buffer_str(&once.mended)));
    release(&once);
    release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const ways *all;
    if (!all)
        all = open_ways();
    if (size < 2 || size > LARGEST)
        return 0;
    size_t n = data[0] % 10;
    const stet_layout *layout =
        n < 6 ? stet_layout_plain(stet_reader_at(n)) : stet_layout_at(n - 6);
    stet_str bytes = { (const char *)data + 2, size - 2 };
    looking plain = look(all->one, bytes, layout);
    if (data[1] & BY_TWO) {
        looking by_two = look(all->two, bytes, layout);
        demand(stet_str_equal(stet_buffer_str(&plain.seen),
                              stet_buffer_str(&by_two.seen)));
        release(&by_two);
    }
    if (data[1] & BY_FIXES)
        mend(all, &plain);
    release(&plain);
    return 0;
}
