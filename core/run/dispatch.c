/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "run/engine_p.h"
#include "run/state_p.h"

#include <stdlib.h>

/* Opens the rule's state in this worker before its first call. */
static bool open_state(stet_worker *worker, const stet_rule *rule)
{
    if (worker->states[rule->index].opened || stet_state_open(worker, rule))
        return true;
    stet_worker_rule_failed(worker, rule);
    return false;
}

static bool is_silent(const stet_worker *worker, const stet_rule *rule)
{
    return worker->states[rule->index].failed ||
           atomic_load_explicit(&worker->engine->rules[rule->index].failed_at,
                                memory_order_relaxed) < worker->sequence;
}

/* One call of a rule's run. */
static void call(stet_worker *worker, const stet_rule *rule, const stet_unit *unit,
                 const stet_rule_hit *hits, size_t n_hits)
{
    stet_rule_state *state = &worker->states[rule->index];
    stet_host *host = &worker->host;

    stet_host_enter(host, rule, state, &state->keep);
    host->unit = unit;
    host->hits = hits;
    host->n_hits = n_hits;
    stet_status status = rule->check->type->run(
        &host->ctx, worker->engine->rules[rule->index].check, state->state, unit);
    stet_arena_reset(&worker->scratch);
    if (status != STET_OK || host->failed)
        stet_worker_rule_failed(worker, rule);
}

static bool selects(const stet_rule *rule, const stet_block *block)
{
    return (rule->block_kinds >> block->kind & 1) != 0;
}

/* The hits of one rule among those of the record from `first` on, which are of one
   document and in the order of the rules. */
static const stet_rule_hit *hits_of(const stet_worker *worker, const stet_rule *rule,
                                    size_t first, size_t *n_hits)
{
    size_t low = first, high = worker->n_hits;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (worker->hits[middle].rule < rule->index)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < worker->n_hits && worker->hits[end].rule == rule->index)
        end++;
    *n_hits = end - low;
    return worker->hits + low;
}

/* A rule that does not wait for a hit sees every unit of its scope. */
static void call_all(stet_worker *worker, const stet_rule *rule, stet_unit unit,
                     stet_doc *doc, size_t first_hit)
{
    stet_scope scope = rule->check->type->scope;

    if (scope == STET_SCOPE_DOCUMENT) {
        size_t n_hits = 0;
        const stet_rule_hit *hits =
            rule->n_gates > 0 ? hits_of(worker, rule, first_hit, &n_hits) : NULL;
        call(worker, rule, &unit, hits, n_hits);
        return;
    }
    if (scope == STET_SCOPE_SENTENCE)
        stet_document_sentences(doc);
    for (size_t b = 0; b < doc->n_blocks; b++) {
        const stet_block *block = &doc->blocks[b];
        if (!selects(rule, block))
            continue;
        unit.block = block;
        if (scope == STET_SCOPE_BLOCK) {
            call(worker, rule, &unit, NULL, 0);
        } else {
            for (uint32_t s = 0; s < block->n_sentences; s++) {
                unit.sentence = &doc->sentences[block->first_sentence + s];
                call(worker, rule, &unit, NULL, 0);
                if (worker->states[rule->index].failed)
                    return;
            }
        }
        if (worker->states[rule->index].failed)
            return;
    }
}

/* A gated rule sees the units that hold a hit. `hits` are of one rule and document, in
   text order. */
static void call_hits(stet_worker *worker, const stet_rule *rule, stet_unit unit,
                      stet_doc *doc, const stet_rule_hit *hits, size_t n_hits)
{
    stet_scope scope = rule->check->type->scope;

    if (scope == STET_SCOPE_DOCUMENT) {
        call(worker, rule, &unit, hits, n_hits);
        return;
    }
    if (scope == STET_SCOPE_SENTENCE)
        stet_document_sentences(doc);
    for (size_t i = 0, next; i < n_hits; i = next) {
        unit.block = &doc->blocks[hits[i].hit.block];
        unit.sentence = NULL;
        if (scope == STET_SCOPE_SENTENCE)
            unit.sentence =
                stet_document_sentence_at(doc, unit.block, hits[i].hit.span.start);
        for (next = i + 1; next < n_hits && hits[next].hit.block == hits[i].hit.block;
             next++)
            if (unit.sentence && hits[next].hit.span.start >= unit.sentence->span.end)
                break;
        if (scope == STET_SCOPE_BLOCK || unit.sentence)
            call(worker, rule, &unit, hits + i, next - i);
        if (worker->states[rule->index].failed)
            return;
    }
}

static int by_rule_and_place(const void *a, const void *b)
{
    const stet_rule_hit *x = a, *y = b;
    if (x->rule != y->rule)
        return x->rule < y->rule ? -1 : 1;
    if (x->document != y->document)
        return x->document < y->document ? -1 : 1;
    const stet_span *s = &x->hit.span, *t = &y->hit.span;
    if (s->start != t->start)
        return s->start < t->start ? -1 : 1;
    if (s->end != t->end)
        return s->end > t->end ? -1 : 1;
    return (x->hit.pattern > y->hit.pattern) - (x->hit.pattern < y->hit.pattern);
}

static bool counts(stet_worker *worker, const stet_rule *rule, stet_doc *doc,
                   const stet_scan_hit *hit)
{
    return selects(rule, &doc->blocks[hit->block]) &&
           (rule->sites == 0 ||
            stet_site_holds(rule->sites, rule->block_kinds, doc, &worker->bounds,
                            hit->block, hit->span));
}

/* The rules of a gate, in two lists: those that hold for every record, and those of the
   others that hold for the one at hand. */
typedef struct callable {
    const uint32_t *rules[2];
    size_t count[2];
} callable;

static callable rules_of(stet_worker *worker, uint32_t pattern)
{
    const stet_engine *engine = worker->engine;
    uint32_t start = engine->pattern_starts[pattern];
    uint32_t middle = engine->pattern_middles[pattern];
    uint32_t end = engine->pattern_starts[pattern + 1];
    callable it = { { engine->pattern_rules + start }, { middle - start } };

    if (middle < end)
        it.rules[1] =
            stet_holding_pick(&worker->holding, pattern, engine->pattern_rules + middle,
                              end - middle, &it.count[1]);
    return it;
}

/* Adds a key of one hit for each of the rules to which it counts; how many there are
   then. */
static size_t add_keys(stet_worker *worker, stet_doc *doc, const uint8_t *looks,
                       const stet_scan_hit *hits, uint32_t i, const callable *of,
                       size_t n)
{
    for (size_t list = 0; list < STET_LEN(of->rules); list++)
        for (size_t k = 0; k < of->count[list]; k++) {
            uint32_t rule = of->rules[list][k];
            if (!looks[rule] ||
                !counts(worker, &worker->engine->set->rules[rule], doc, &hits[i]))
                continue;
            stet_span span = hits[i].span;
            stet_hit_key key = { (uint64_t)rule << 32 | span.start, span.end, i };
            stet_memory_grow((void **)&worker->keys, &worker->keys_capacity, 2 * n + 2,
                             sizeof *worker->keys);
            worker->keys[n++] = key;
        }
    return n;
}

/* The hits that each rule has, in order. Those of one pattern come together. */
static size_t sort_hits(stet_worker *worker, stet_doc *doc, const uint8_t *looks,
                        const stet_scan_hit *hits, size_t n_hits)
{
    callable of = { 0 };
    size_t n = 0;

    for (size_t i = 0; i < n_hits; i++) {
        if (i == 0 || hits[i].pattern != hits[i - 1].pattern)
            of = rules_of(worker, hits[i].pattern);
        n = add_keys(worker, doc, looks, hits, (uint32_t)i, &of, n);
    }
    stet_hit_keys_sort(worker->keys, n, worker->keys + n);
    return n;
}

/* A scanner's own live until its next document only. */
static const stet_match *keep_groups(stet_worker *worker, const stet_match *groups)
{
    stet_match *kept = stet_arena_alloc(&worker->arena, sizeof *kept);
    *kept = *groups;
    return kept;
}

/* Gives the document's hits to the rules whose gates they are. */
static void collect_hits(stet_worker *worker, uint32_t document, const uint8_t *looks,
                         const stet_scan_hit *hits, size_t n_hits)
{
    size_t n = sort_hits(worker, worker->documents[document], looks, hits, n_hits);

    stet_memory_grow((void **)&worker->hits, &worker->hits_capacity, worker->n_hits + n,
                     sizeof *worker->hits);
    for (size_t i = 0; i < n; i++) {
        stet_rule_hit hit = { (uint32_t)(worker->keys[i].order >> 32), document,
                              hits[worker->keys[i].hit] };
        if (hit.hit.groups)
            hit.hit.groups = keep_groups(worker, hit.hit.groups);
        worker->hits[worker->n_hits++] = hit;
    }
}

static void tell_one_limited(stet_worker *worker, stet_doc *doc, const stet_rule *rule,
                             const struct stet_pattern *pattern)
{
    stet_point start, end;

    stet_worker_points(worker, doc, (stet_span){ 0, 0 }, true, &start, &end);
    stet_buffer_clear(&worker->text);
    stet_buffer_format(&worker->text,
                       "the pattern '%.*s' takes too long on this text, so the "
                       "rule was not evaluated here; make the pattern simpler",
                       (int)pattern->source.len, pattern->source.ptr);
    stet_worker_trouble(worker, rule, &start, stet_buffer_str(&worker->text));
}

/* Rules whose pattern a limit stopped: not evaluated on this document. */
static void tell_limited(stet_worker *worker, stet_doc *doc, const uint8_t *looks)
{
    const stet_rule_set *set = worker->engine->set;
    size_t n_limited = 0;
    const uint32_t *limited = stet_scanner_limited(worker->scanner, &n_limited);

    for (size_t i = 0; i < n_limited; i++) {
        callable of = rules_of(worker, limited[i]);
        for (size_t list = 0; list < STET_LEN(of.rules); list++)
            for (size_t k = 0; k < of.count[list]; k++)
                if (looks[of.rules[list][k]])
                    tell_one_limited(worker, doc, &set->rules[of.rules[list][k]],
                                     set->patterns.items[limited[i]]);
    }
}

/* A span of worker->hits that is one rule's in one document. */
static size_t run_of_hits(const stet_worker *worker, size_t from)
{
    size_t end = from + 1;
    while (end < worker->n_hits && worker->hits[end].rule == worker->hits[from].rule &&
           worker->hits[end].document == worker->hits[from].document)
        end++;
    return end;
}

static bool is_whole(const stet_rule *rule)
{
    return rule->check->type->scope >= STET_SCOPE_RECORD;
}

/* Whether the scan is to look at words. Whether rules will ask for them cannot be known
   before, so the texts before it tell. */
static bool scans_words(const stet_worker *worker)
{
    return stet_scan_wants_words(worker->engine->set->scan) ||
           worker->bytes_asked * 2 > worker->bytes_seen;
}

/* Remembers whether a rule has asked for the words of a text. What was long ago counts
   less. */
static void note_words(stet_worker *worker, const stet_doc *doc)
{
    enum { LONG_AGO = 1 << 20 };
    worker->bytes_seen += doc->text.len;
    if (doc->made & STET_ASKED_WORDS)
        worker->bytes_asked += doc->text.len;
    if (worker->bytes_seen > LONG_AGO) {
        worker->bytes_seen /= 2;
        worker->bytes_asked /= 2;
    }
}

static void call_always(stet_worker *worker, const stet_rule *rule, stet_unit unit,
                        stet_doc *doc, size_t first_hit)
{
    if (!is_silent(worker, rule) && open_state(worker, rule))
        call_all(worker, rule, unit, doc, first_hit);
}

void stet_dispatch_document(stet_worker *worker, uint32_t document)
{
    const stet_rule *rules = worker->engine->set->rules;
    stet_doc *doc = worker->documents[document];
    size_t field = (size_t)(doc->value->field - worker->plan.layout->fields);
    const uint8_t *looks = worker->plan.looks[field];
    size_t first = worker->n_hits;
    stet_unit unit = { .record = worker->record, .doc = doc };

    if (worker->scanner) {
        size_t n_hits = 0;
        stet_scan_input input = { .text = doc->text,
                                  .blocks = { doc->blocks, doc->n_blocks } };
        if (worker->engine->set->has_sites) {
            stet_site_bounds_find(&worker->bounds, input.text, input.blocks);
            input.bounds = &worker->bounds;
        }
        if (scans_words(worker))
            input.words = stet_document_scan_words(doc);
        const stet_scan_hit *hits = stet_scanner_run(worker->scanner, &input, &n_hits);
        collect_hits(worker, document, looks, hits, n_hits);
        tell_limited(worker, doc, looks);
    }
    for (size_t i = first, end; i < worker->n_hits; i = end) {
        const stet_rule *rule = &rules[worker->hits[i].rule];
        end = run_of_hits(worker, i);
        if (!is_whole(rule) && stet_rule_waits(rule) && !is_silent(worker, rule) &&
            open_state(worker, rule))
            call_hits(worker, rule, unit, doc, worker->hits + i, end - i);
    }
    for (size_t i = 0; i < worker->plan.n_always[field]; i++)
        call_always(worker, &rules[worker->plan.always[field][i]], unit, doc, first);
    for (size_t i = 0; i < worker->holding.n_rules; i++) {
        const stet_rule *rule = &rules[worker->holding.rules[i]];
        if (looks[rule->index] && !stet_rule_waits(rule) && !is_whole(rule))
            call_always(worker, rule, unit, doc, first);
    }
    note_words(worker, doc);
}

/* A rule of the whole record sees its hits in all texts. */
static void call_whole(stet_worker *worker, const stet_rule *rule)
{
    stet_unit unit = { .record = worker->record };
    size_t first = 0, end;

    if (rule->check->type->scope == STET_SCOPE_BATCH && !worker->last_look)
        return;
    while (first < worker->n_hits && worker->hits[first].rule != rule->index)
        first++;
    for (end = first; end < worker->n_hits && worker->hits[end].rule == rule->index;)
        end++;
    if (stet_rule_waits(rule) && first == end)
        return;
    if (!is_silent(worker, rule) && open_state(worker, rule))
        call(worker, rule, &unit, first < end ? &worker->hits[first] : NULL,
             end - first);
}

void stet_dispatch_record(stet_worker *worker)
{
    const stet_rule *rules = worker->engine->set->rules;
    const stet_plan *plan = &worker->plan;
    const stet_holding *holding = &worker->holding;

    if (plan->n_whole == 0 && holding->n_rules == 0)
        return;
    if (worker->n_hits > 1)
        qsort(worker->hits, worker->n_hits, sizeof *worker->hits, by_rule_and_place);
    for (size_t i = 0; i < plan->n_whole; i++)
        call_whole(worker, &rules[plan->whole[i]]);
    for (size_t i = 0; i < holding->n_rules; i++)
        if (plan->looks_whole[holding->rules[i]])
            call_whole(worker, &rules[holding->rules[i]]);
}
