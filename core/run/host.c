/* SPDX-License-Identifier: Apache-2.0 */
#include "run/host.h"

#include "base/memory.h"
#include "base/path.h"
#include "base/str.h"
#include "run/engine_p.h"
#include "run/host_report.h"
#include "run/host_saved.h"
#include "run/host_text.h"
#include "run/worker.h"
#include "text/tree.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

static stet_host *host_of(stet_ctx *ctx)
{
    return (stet_host *)ctx;
}

/* The ABI shows documents as const: to a plugin they are. That an analysis is made
   on demand is the host's business, and the document belongs to this thread. */
static stet_doc *mutable_document(const stet_doc *doc)
{
    union {
        const stet_doc *shown;
        stet_doc *own;
    } it = { .shown = doc };
    return it.own;
}

static stet_str host_text(stet_ctx *ctx, const stet_doc *doc)
{
    (void)ctx;
    return doc->text;
}

static stet_block_array host_blocks(stet_ctx *ctx, const stet_doc *doc)
{
    (void)ctx;
    return (stet_block_array){ doc->blocks, doc->n_blocks };
}

static stet_sentence_array host_sentences(stet_ctx *ctx, const stet_doc *doc)
{
    (void)ctx;
    return stet_document_sentences(mutable_document(doc));
}

static stet_word_array host_words(stet_ctx *ctx, const stet_doc *doc)
{
    (void)ctx;
    return stet_document_words(mutable_document(doc));
}

/* What a rule of the whole record looks at, its `in` says; to one of a text, the others
   are what surrounds it. */
static bool is_shown(const stet_host *host, const stet_doc *doc)
{
    const stet_plan *plan = &host->worker->plan;
    size_t field = (size_t)(doc->value->field - plan->layout->fields);

    return host->rule->check->type->scope < STET_SCOPE_RECORD ||
           plan->looks[field][host->rule->index];
}

static stet_field_array fields_of(stet_ctx *ctx, const stet_record *record, bool all)
{
    stet_host *host = host_of(ctx);
    stet_worker *worker = host->worker;
    stet_field_array fields = { 0 };

    if (!worker || record != worker->record || worker->n_documents == 0)
        return fields;
    stet_field *items =
        stet_arena_alloc(host->scratch, worker->n_documents * sizeof *items);
    for (size_t i = 0; i < worker->n_documents; i++)
        if (all || is_shown(host, worker->documents[i]))
            items[fields.count++] =
                (stet_field){ worker->documents[i]->value->field->name,
                              worker->documents[i] };
    fields.items = items;
    return fields;
}

static stet_field_array host_fields(stet_ctx *ctx, const stet_record *record)
{
    return fields_of(ctx, record, false);
}

static stet_field_array host_texts(stet_ctx *ctx, const stet_record *record)
{
    return fields_of(ctx, record, true);
}

static stet_str host_meta(stet_ctx *ctx, const stet_record *record, const char *key)
{
    const stet_value *value = stet_record_value(record, stet_str_from(key));
    (void)ctx;
    return value ? value->text : (stet_str){ "", 0 };
}

static stet_place host_place(stet_ctx *ctx, const stet_doc *doc, stet_span span)
{
    bool in_markup = false;
    doc = stet_document_origin(doc, &span, &in_markup);
    stet_place place = { .doc = doc->number,
                         .span = span,
                         .field = doc->value->field->name };
    stet_worker_points(host_of(ctx)->worker, mutable_document(doc), span, in_markup,
                       &place.start, &place.end);
    place.id = stet_arena_copy(host_of(ctx)->keep, doc->record->id);
    return place;
}

unsigned stet_host_deadline(size_t bytes)
{
    enum { BASE = 250, BYTES_A_MILLISECOND = 1024 };
    return (unsigned)(BASE + bytes / BYTES_A_MILLISECOND);
}

/* What other rules did with the text must not count, and what this one does beside
   matching hardly does. Where there is no text, each match is on its own. */
static void start_deadline(stet_host *host, stet_str subject)
{
    if (host->has_deadline)
        return;
    host->has_deadline = host->unit != NULL;
    stet_matcher_start(
        host->matcher,
        stet_host_deadline(host->unit ? host->unit->record->raw.len : subject.len));
}

/* Whether it matched; where a limit stopped it, the rule was not evaluated. */
static bool take_status(stet_host *host, const stet_pattern *pattern,
                        stet_match_status status)
{
    if (status != STET_MATCH_LIMITED)
        return status == STET_MATCH_FOUND;
    if (!host->failed)
        stet_buffer_format(&host->failure,
                           "the pattern '%.*s' takes too long on this text, so the "
                           "rule was not evaluated; make it simpler",
                           (int)pattern->source.len, pattern->source.ptr);
    host->failed = true;
    return false;
}

static bool host_match(stet_ctx *ctx, const stet_pattern *pattern, stet_str subject,
                       uint32_t from, stet_match *out)
{
    stet_host *host = host_of(ctx);

    start_deadline(host, subject);
    return take_status(host, pattern,
                       stet_matcher_find(host->matcher, pattern, subject, from, out));
}

static bool host_matches(stet_ctx *ctx, const stet_pattern *pattern, stet_str subject)
{
    stet_host *host = host_of(ctx);

    start_deadline(host, subject);
    return take_status(host, pattern,
                       stet_matcher_matches(host->matcher, pattern, subject));
}

static bool host_next_hit(stet_ctx *ctx, uint32_t *cursor, stet_hit *out)
{
    stet_host *host = host_of(ctx);

    if (*cursor >= host->n_hits)
        return false;
    const stet_rule_hit *hit = &host->hits[(*cursor)++];
    out->pattern = host->engine->set->patterns.items[hit->hit.pattern];
    out->doc = host->worker->documents[hit->document];
    out->block = hit->hit.block;
    out->match = stet_scan_hit_match(&hit->hit);
    return true;
}

/* In create there is no text: the only form is the empty one, number 0. A number that
   is none, such as one that was kept longer than its record, is taken for it. */
static const stet_form_info *host_form(stet_ctx *ctx, uint32_t form)
{
    static const stet_form_info empty = { .text = { "", 0 } };
    const stet_worker *worker = host_of(ctx)->worker;
    bool known = worker && form < worker->forms.count;
    return known ? stet_forms_at(&worker->forms, form) : &empty;
}

static uint32_t host_intern(stet_ctx *ctx, stet_str letters)
{
    stet_worker *worker = host_of(ctx)->worker;
    return worker ? stet_forms_intern(&worker->forms, letters) : 0;
}

static uint32_t *host_memos(stet_ctx *ctx)
{
    stet_rule_state *state = host_of(ctx)->state;
    if (!state)
        return stet_arena_zalloc(host_of(ctx)->keep, sizeof(uint32_t));
    const stet_forms *forms = &host_of(ctx)->worker->forms;

    if (state->generation != forms->generation) {
        if (state->n_memos > STET_FORMS_KEPT)
            memset(state->memos + STET_FORMS_KEPT, 0,
                   (state->n_memos - STET_FORMS_KEPT) * sizeof *state->memos);
        state->generation = forms->generation;
    }
    /* Half as much again: the words of the unit are interned, but a callback may
       intern more (lower case, parts of words) before it looks them up. */
    if (state->n_memos < forms->count + forms->count / 2 + 64) {
        size_t wanted = forms->count * 2 + 1024;
        state->memos = stet_memory_resize(state->memos, wanted, sizeof *state->memos);
        memset(state->memos + state->n_memos, 0,
               (wanted - state->n_memos) * sizeof *state->memos);
        state->n_memos = wanted;
    }
    return state->memos;
}

static stet_str host_markup(stet_ctx *ctx, const stet_doc *doc)
{
    (void)ctx;
    return doc->markup;
}

static stet_span host_to_markup(stet_ctx *ctx, const stet_doc *doc, stet_span span)
{
    (void)ctx;
    return stet_source_map_markup(&doc->map, span);
}

static stet_line_array host_lines(stet_ctx *ctx, const stet_doc *doc)
{
    (void)ctx;
    return stet_document_lines(mutable_document(doc));
}

static stet_inline_array host_inlines(stet_ctx *ctx, const stet_doc *doc)
{
    (void)ctx;
    return (stet_inline_array){ doc->inlines, doc->n_inlines };
}

static uint32_t host_chars(stet_ctx *ctx, const stet_doc *doc)
{
    (void)ctx;
    return doc->value->chars;
}

static uint64_t host_count(stet_ctx *ctx, const stet_doc *doc, stet_count_unit unit)
{
    (void)ctx;
    return stet_document_count(mutable_document(doc), unit);
}

static bool host_selected(stet_ctx *ctx, const stet_block *block)
{
    return block->kind < 32 &&
           (host_of(ctx)->rule->block_kinds >> block->kind & 1) != 0;
}

static bool host_is_markdown(stet_ctx *ctx, const stet_doc *doc)
{
    (void)ctx;
    return doc->markdown;
}

static stet_speller *speller_of(stet_ctx *ctx)
{
    stet_worker *worker = host_of(ctx)->worker;
    return worker ? stet_worker_speller(worker) : NULL;
}

static bool host_spell(stet_ctx *ctx, stet_str word)
{
    stet_speller *speller = speller_of(ctx);
    return !speller || stet_speller_knows(speller, word);
}

static stet_str_array host_suggest(stet_ctx *ctx, stet_str word)
{
    stet_speller *speller = speller_of(ctx);
    if (!speller)
        return (stet_str_array){ 0 };
    return stet_speller_suggest(speller, word, host_of(ctx)->scratch);
}

/* All of the record at hand, which several rules want: it is parsed once. */
static bool is_whole_record(const stet_worker *worker, stet_syntax syntax,
                            stet_str text)
{
    return syntax == STET_SYNTAX_JSON && worker && worker->record &&
           text.ptr == worker->record->raw.ptr && text.len == worker->record->raw.len;
}

static const stet_node *host_parse(stet_ctx *ctx, stet_syntax syntax, stet_str text,
                                   stet_fault *fault)
{
    stet_arena *scratch = host_of(ctx)->scratch;
    stet_worker *worker = host_of(ctx)->worker;
    bool is_record = is_whole_record(worker, syntax, text);
    stet_error error = STET_ERROR_NONE;

    if (!text.ptr)
        text = (stet_str){ "", 0 }; /* Parsers want an address of nothing, too. */
    if (is_record && worker->tree)
        return worker->tree;
    const stet_node *root = stet_tree_parse(
        syntax, text, is_record ? &worker->tree_arena : scratch, &error);
    if (root && is_record)
        worker->tree = root;
    if (!root) {
        if (is_record)
            stet_arena_reset(&worker->tree_arena);
        size_t at = error.position.byte;
        fault->at = at <= text.len ? (uint32_t)at : 0;
        fault->why = stet_arena_copy(scratch, stet_str_from(error.message));
        stet_error_release(&error);
    }
    return root;
}

static const stet_pattern *host_compile(stet_ctx *ctx, stet_str text, stet_fault *fault)
{
    stet_host *host = host_of(ctx);
    stet_error error = STET_ERROR_NONE;

    if (!host->own_patterns) {
        *fault = (stet_fault){ 0, STET_STR("patterns are compiled in create only") };
        return NULL;
    }
    const stet_pattern *pattern =
        stet_pattern_add(host->own_patterns, text, false, false, false, false);
    if (stet_pattern_check(pattern, &error))
        return pattern;
    fault->at = (uint32_t)error.position.byte;
    fault->why = stet_arena_copy(host->scratch, stet_str_from(error.message));
    stet_error_release(&error);
    return NULL;
}

static stet_str host_raw(stet_ctx *ctx, const stet_record *record)
{
    (void)ctx;
    return record->raw;
}

static stet_place host_raw_place(stet_ctx *ctx, const stet_record *record,
                                 stet_span span)
{
    stet_place place = { .span = span, .field = { "", 0 } };
    stet_host *host = host_of(ctx);

    place.doc = stet_document_number(record->piece->source->index, record->number, 0);
    /* Outside of its own callbacks, a record has no mark. */
    stet_record_mark none = { 0 };
    bool at_hand = host->worker && host->worker->record == record;
    stet_record_points(record, span, at_hand ? &host->worker->mark : &none,
                       &place.start, &place.end);
    place.id = stet_arena_copy(host->keep, record->id);
    return place;
}

/* The engine's copy: a source is gone when its last record is read. */
static stet_str host_origin(stet_ctx *ctx, const stet_record *record)
{
    uint64_t number =
        stet_document_number(record->piece->source->index, record->number, 0);

    return stet_engine_source_of(host_of(ctx)->worker->engine, number).path;
}

/* Reports call a file as it can be reached from here, and standard input <stdin>,
   unless it was given a name. */
static stet_reach host_reach(stet_ctx *ctx, const stet_doc *doc, stet_str path)
{
    stet_buffer whole = { 0 };
    stet_str source = doc->record->piece->source->path;
    struct stat status;

    (void)ctx;
    if (doc->record->number > 0 || stet_str_is(source, "<stdin>") || path.len == 0 ||
        path.ptr[0] == '/' || memchr(path.ptr, '\0', path.len))
        return STET_REACH_UNKNOWN;
    stet_path_join(&whole, stet_path_folder(source), path);
    int found = stat(whole.ptr, &status);
    stet_buffer_release(&whole);
    if (found != 0)
        return errno == ENOENT || errno == ENOTDIR ? STET_REACH_NOTHING
                                                   : STET_REACH_UNKNOWN;
    return S_ISDIR(status.st_mode) ? STET_REACH_FOLDER : STET_REACH_FILE;
}

static stet_str host_written(stet_ctx *ctx, const stet_pattern *pattern)
{
    (void)ctx;
    return pattern->source;
}

static stet_str host_own_language(stet_ctx *ctx)
{
    return host_of(ctx)->engine->set->language;
}

STET_PRINTF(3, 0)
static void host_fail(stet_ctx *ctx, const char *param, const char *format,
                      va_list args)
{
    stet_host *host = host_of(ctx);
    stet_buffer_clear(&host->failure);
    stet_buffer_vformat(&host->failure, format, args);
    host->parameter = param;
    host->failed = true;
}

STET_PRINTF(2, 0)
static void host_log(stet_ctx *ctx, const char *format, va_list args)
{
    const stet_logger *log = host_of(ctx)->engine->options.log;
    if (log)
        stet_log_verbose_v(log, format, args);
}

static void *host_alloc(stet_ctx *ctx, size_t size)
{
    return stet_arena_zalloc(host_of(ctx)->scratch, size);
}

static void *host_keep(stet_ctx *ctx, size_t size)
{
    return stet_arena_zalloc(host_of(ctx)->keep, size);
}

const stet_api stet_host_api = {
    .size = sizeof(stet_api),
    .text = host_text,
    .blocks = host_blocks,
    .sentences = host_sentences,
    .words = host_words,
    .fields = host_fields,
    .meta = host_meta,
    .place = host_place,
    .match = host_match,
    .next_hit = host_next_hit,
    .form = host_form,
    .intern = host_intern,
    .memos = host_memos,
    .markup = host_markup,
    .to_markup = host_to_markup,
    .lines = host_lines,
    .inlines = host_inlines,
    .chars = host_chars,
    .count = host_count,
    .selected = host_selected,
    .is_markdown = host_is_markdown,
    .spell = host_spell,
    .suggest = host_suggest,
    .parse = host_parse,
    .report = stet_host_report,
    .fail = host_fail,
    .log = host_log,
    .alloc = host_alloc,
    .keep = host_keep,
    .reach = host_reach,
    .raw = host_raw,
    .raw_place = host_raw_place,
    .texts = host_texts,
    .origin = host_origin,
    .compile = host_compile,
    .matches = host_matches,
    .split_sentences = stet_host_split_sentences,
    .char_class = stet_host_char_class,
    .lower = stet_host_lower,
    .language = stet_host_language,
    .knows_language = stet_host_knows_language,
    .place_origin = stet_host_place_origin,
    .loads = stet_host_loads,
    .put_number = stet_host_put_number,
    .put_real = stet_host_put_real,
    .put_bytes = stet_host_put_bytes,
    .put_text = stet_host_put_text,
    .put_place = stet_host_put_place,
    .get_number = stet_host_get_number,
    .get_real = stet_host_get_real,
    .get_bytes = stet_host_get_bytes,
    .get_text = stet_host_get_text,
    .get_place = stet_host_get_place,
    .transformed = stet_host_transformed,
    .transform_text = stet_host_transform_text,
    .written = host_written,
    .own_language = host_own_language,
    .report_statistic = stet_host_report_statistic,
    .put_shown = stet_host_put_shown,
};

void stet_host_init(stet_host *host, const struct stet_engine *engine,
                    struct stet_worker *worker, stet_arena *scratch,
                    stet_matcher *matcher)
{
    *host = (stet_host){ .ctx = { &stet_host_api },
                         .engine = engine,
                         .worker = worker,
                         .scratch = scratch,
                         .matcher = matcher };
}

void stet_host_enter(stet_host *host, const stet_rule *rule, stet_rule_state *state,
                     stet_arena *keep)
{
    host->rule = rule;
    host->state = state;
    host->keep = keep;
    host->unit = NULL;
    host->hits = NULL;
    host->n_hits = 0;
    host->has_deadline = false;
    host->failed = false;
    host->parameter = NULL;
    stet_buffer_clear(&host->failure);
    if (host->worker)
        host->worker->n_changed = 0;
}

void stet_host_release(stet_host *host)
{
    stet_buffer_release(&host->failure);
}
