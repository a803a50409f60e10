/* SPDX-License-Identifier: Apache-2.0 */
#include "run/worker.h"

#include "base/memory.h"
#include "base/str.h"
#include "run/engine_p.h"
#include "run/mend.h"
#include "run/record_fact.h"

#include <stdlib.h>

void stet_worker_init(stet_worker *worker, stet_engine *engine)
{
    const stet_rule_set *set = engine->set;

    *worker = (stet_worker){ .engine = engine };
    stet_forms_init(&worker->forms);
    stet_plan_init(&worker->plan, set);
    worker->plan.alone = engine->options.alone;
    stet_holding_init(&worker->holding, set);
    worker->states = stet_memory_zalloc(set->n_rules + 1, sizeof *worker->states);
    if (engine->pattern_starts[set->patterns.count] > 0) {
        worker->scanner = stet_scanner_new(set->scan);
        worker->matcher = stet_scanner_matcher(worker->scanner);
    } else {
        worker->matcher = stet_matcher_new();
    }
    stet_host_init(&worker->host, engine, worker, &worker->scratch, worker->matcher);
}

static void close_states(stet_worker *worker)
{
    const stet_rule_set *set = worker->engine->set;

    for (size_t r = 0; r < set->n_rules; r++) {
        stet_rule_state *state = &worker->states[r];
        const stet_check_type *type = set->rules[r].check->type;
        if (state->opened && type->close)
            type->close(worker->engine->rules[r].check, state->state);
        stet_arena_release(&state->keep);
        free(state->memos);
    }
    free(worker->states);
}

void stet_worker_release(stet_worker *worker)
{
    close_states(worker);
    stet_host_release(&worker->host);
    if (worker->speller)
        stet_speller_close(worker->speller);
    if (worker->scanner)
        stet_scanner_free(worker->scanner);
    else
        stet_matcher_free(worker->matcher);
    for (size_t i = 0; i < worker->documents_capacity; i++) {
        stet_document_release(worker->documents[i]);
        free(worker->documents[i]);
        stet_marks_release(&worker->marks[i]);
    }
    for (size_t i = 0; i < worker->changed_capacity; i++) {
        stet_document_release(worker->changed[i]);
        free(worker->changed[i]);
    }
    free(worker->changed);
    free(worker->documents);
    free(worker->marks);
    free(worker->hits);
    free(worker->keys);
    free(worker->pending);
    free(worker->secrets);
    stet_plan_release(&worker->plan);
    stet_holding_release(&worker->holding);
    stet_forms_release(&worker->forms);
    stet_buffer_release(&worker->text);
    stet_arena_release(&worker->arena);
    stet_arena_release(&worker->scratch);
    stet_arena_release(&worker->tree_arena);
}

void stet_worker_trouble(stet_worker *worker, const stet_rule *rule,
                         const stet_point *point, stet_str message)
{
    stet_result *result = worker->result;

    stet_memory_grow((void **)&result->troubles, &result->troubles_capacity,
                     result->n_troubles + 1, sizeof *result->troubles);
    result->troubles[result->n_troubles++] = (stet_trouble){
        .path = result->path,
        .record = worker->record ? worker->record->number : 0,
        .point = point ? *point : (stet_point){ 0 },
        .rule = rule ? rule->name : (stet_str){ "", 0 },
        .message = stet_arena_copy(&result->arena, message),
    };
}

/* What fails when the batch ends fails in no source. */
static void blame_rule_set(stet_trouble *trouble, const stet_rule *rule)
{
    trouble->path = rule->path;
    trouble->point = (stet_point){ .byte = rule->position.byte,
                                   .line = rule->position.line,
                                   .column = rule->position.column,
                                   .utf16 = rule->position.column };
}

/* What was remembered of words while the call went wrong may be wrong, too: the rule is
   called again in the next record when each stands for itself. */
static void forget_memos(stet_rule_state *state)
{
    if (state->memos)
        memset(state->memos, 0, state->n_memos * sizeof *state->memos);
}

void stet_worker_rule_failed(stet_worker *worker, const stet_rule *rule)
{
    stet_host *host = &worker->host;
    stet_buffer message = { 0 };

    stet_buffer_format(&message, "the rule could not be evaluated: %s",
                       host->failure.len ? host->failure.ptr
                                         : "its plugin gave no reason");
    stet_buffer_format(
        &message, " (%.*s was written at %.*s:%u:%u%s)", (int)rule->name.len,
        rule->name.ptr, (int)rule->path.len, rule->path.ptr, rule->position.line,
        rule->position.column,
        worker->engine->options.records ? "" : "; it is left out from here on");
    worker->states[rule->index].failed = true;
    forget_memos(&worker->states[rule->index]);
    stet_worker_trouble(worker, rule, NULL, stet_buffer_str(&message));
    if (worker->result->path.len == 0)
        blame_rule_set(&worker->result->troubles[worker->result->n_troubles - 1], rule);
    if (!worker->engine->options.records)
        stet_engine_rule_failed(worker->engine, rule->index, worker->sequence);
    stet_buffer_release(&message);
}

stet_speller *stet_worker_speller(stet_worker *worker)
{
    const char *why = NULL;

    if (worker->speller)
        return worker->speller;
    stet_dictionary *dictionary = stet_engine_dictionary(worker->engine, &why);
    if (dictionary) {
        worker->speller = stet_speller_open(dictionary);
        return worker->speller;
    }
    if (!worker->host.failed)
        stet_buffer_add_text(&worker->host.failure, why);
    worker->host.failed = true;
    return NULL;
}

static void add_document(stet_worker *worker, const stet_value *value)
{
    size_t n = worker->n_documents;

    if (n == worker->documents_capacity) {
        size_t capacity = n ? n * 2 : 4;
        worker->documents =
            stet_memory_resize(worker->documents, capacity, sizeof(stet_doc *));
        worker->marks =
            stet_memory_resize(worker->marks, capacity, sizeof *worker->marks);
        for (size_t i = n; i < capacity; i++) {
            worker->documents[i] = stet_memory_zalloc(1, sizeof(stet_doc));
            stet_document_init(worker->documents[i], &worker->forms);
            worker->marks[i] = (stet_marks){ 0 };
        }
        worker->documents_capacity = capacity;
    }
    const stet_record *record = worker->record;
    stet_document_set(
        worker->documents[n], record, value,
        stet_document_number(record->piece->source->index, record->number, n));
    worker->last_document = n;
    worker->n_documents++;
}

size_t stet_worker_find(stet_worker *worker, const stet_doc *doc)
{
    size_t n = worker->n_documents;

    for (size_t i = 0; i < n; i++) {
        size_t at = (worker->last_document + i) % n;
        if (worker->documents[at] == doc) {
            worker->last_document = at;
            return at;
        }
    }
    return n;
}

/* A record may hold many texts: lines and columns are counted on from the nearest one
   before it where they are known, not from the start of the record for each. */
static void count_on(stet_worker *worker, stet_doc *doc)
{
    size_t at = stet_worker_find(worker, doc);

    while (at > 0 && at < worker->n_documents) {
        const stet_source_map *before = &worker->documents[--at]->map;
        if (before->n_milestones > 0) {
            doc->map.here.point = before->milestones[0].point;
            break;
        }
    }
}

void stet_worker_points(stet_worker *worker, stet_doc *doc, stet_span span,
                        bool in_markup, stet_point *start, stet_point *end)
{
    if (doc->map.n_milestones == 0)
        count_on(worker, doc);
    stet_document_points(doc, span, in_markup, start, end);
}

/* Marks count in Markdown files only: in data they would become data. */
static void find_marks(stet_worker *worker, size_t n)
{
    stet_marks *marks = &worker->marks[n];
    stet_doc *doc = worker->documents[n];

    marks->count = 0;
    marks->n_faults = 0;
    if (doc->markdown && worker->record->number == 0)
        stet_marks_find(marks, doc, worker->engine->set, &worker->arena);
}

static void tell_mark_faults(stet_worker *worker, size_t n)
{
    stet_marks *marks = &worker->marks[n];

    if (marks->count == 0 && marks->n_faults == 0)
        return;
    stet_marks_finish(marks, &worker->arena);
    for (size_t i = 0; i < marks->n_faults; i++) {
        stet_arg arg = { .name = "fault", .text = marks->faults[i].message };
        stet_finding finding = { .span = marks->faults[i].span,
                                 .in_markup = true,
                                 .doc = worker->documents[n],
                                 .args = &arg,
                                 .n_args = 1 };
        stet_locate(worker, worker->engine->mark_rule, NULL, &finding);
    }
}

/* The record: every text of it, then what looks at all of them. */
static void check_record(stet_worker *worker, const stet_record *record)
{
    worker->record = record;
    worker->n_documents = 0;
    worker->n_hits = 0;
    stet_holding_find(&worker->holding, &worker->plan, record);
    for (size_t i = 0; i < record->n_values; i++) {
        const stet_value *value = &record->values[i];
        if (!value->field->text)
            continue;
        size_t n = worker->n_documents;
        add_document(worker, value);
        find_marks(worker, n);
        stet_matcher_start(worker->matcher, stet_host_deadline(value->text.len));
        stet_dispatch_document(worker, (uint32_t)n);
    }
    stet_dispatch_record(worker);
    for (size_t n = 0; n < worker->n_documents; n++)
        tell_mark_faults(worker, n);
    stet_locate_flush(worker);
    if (worker->engine->options.records)
        stet_record_fact_add(worker);
    worker->record = NULL;
    if (worker->tree)
        stet_arena_reset(&worker->tree_arena);
    worker->tree = NULL;
    worker->mark.point.line = 0;
}

static void tell_failure(stet_worker *worker, const stet_failure *failure)
{
    stet_worker_trouble(worker, NULL, &failure->point, failure->message);
    stet_trouble *told = &worker->result->troubles[worker->result->n_troubles - 1];
    told->record = failure->record;
    told->lacks = failure->lacks;
}

static void mark_standing(const stet_engine *engine, stet_result *result)
{
    const stet_engine_options *options = &engine->options;

    if (options->fix == STET_FIX_NONE || !options->stands)
        return;
    for (size_t i = 0; i < result->n_findings; i++)
        result->findings[i].stands =
            !result->findings[i].silent &&
            options->stands(options->stands_user, &result->findings[i]);
}

static void forgive_rules(stet_worker *worker)
{
    for (size_t r = 0; r < worker->engine->set->n_rules; r++)
        worker->states[r].failed = false;
}

/* One look at a piece's bytes; mend.c looks several times. */
static void check_piece(void *user, const stet_piece *piece, bool last,
                        stet_result *result)
{
    stet_worker *worker = user;
    bool facts = worker->engine->options.records;
    stet_record_cursor cursor = stet_record_begin(piece);
    stet_record record;
    stet_failure failure;

    worker->result = result;
    worker->last_look = last;
    forgive_rules(worker);
    for (;;) {
        size_t from = cursor.at;
        record = (stet_record){ 0 };
        failure = (stet_failure){ 0 };
        stet_read read = stet_record_next(&cursor, &worker->arena, &record, &failure);
        if (read == STET_READ_END)
            break;
        if (read == STET_READ_FAILURE) {
            tell_failure(worker, &failure);
            if (facts && !cursor.pending)
                stet_record_fact_add_failed(worker, &cursor, from, &failure, &record);
            continue;
        }
        result->tally.records++;
        check_record(worker, &record);
        if (facts)
            forgive_rules(worker);
        stet_forms_forget(&worker->forms);
    }
    stet_arena_reset(&worker->arena);
    mark_standing(worker->engine, result);
}

static bool has_batch_rules(const stet_rule_set *set)
{
    for (size_t r = 0; r < set->n_rules; r++)
        if (set->rules[r].check->type->scope == STET_SCOPE_BATCH)
            return true;
    return false;
}

void stet_worker_check(stet_worker *worker, const stet_piece *piece, uint64_t sequence,
                       stet_result *result)
{
    const stet_engine *engine = worker->engine;

    worker->sequence = sequence;
    result->path = piece->source->path;
    result->tally.bytes = piece->n_too_long ? piece->n_too_long : piece->bytes.len;
    stet_plan_set(&worker->plan, piece->source, worker->only);
    result->record = piece->record;
    result->bytes = piece->bytes;
    result->byte = piece->byte;
    result->n_too_long = piece->n_too_long;
    if (engine->options.records)
        result->hash = stet_str_hash(piece->bytes, piece->n_too_long);
    if (engine->options.fix == STET_FIX_NONE || piece->n_too_long > 0) {
        check_piece(worker, piece, !worker->looks_again, result);
        return;
    }
    size_t n_silent = stet_engine_silent(worker->engine, sequence);
    stet_mend(piece, engine->options.fix == STET_FIX_ALL,
              has_batch_rules(engine->set) && !worker->looks_again, check_piece, worker,
              result);
    result->n_silent = n_silent;
}
