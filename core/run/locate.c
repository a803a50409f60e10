/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"
#include "run/engine_p.h"
#include "run/fingerprint.h"
#include "run/rival.h"
#include "run/secret.h"
#include "run/worker.h"

#include <math.h>
#include <stdlib.h>

/* Sizes of what is shown, in bytes. */
enum { MATCH_SHOWN = 200, EXCERPT_SHOWN = 240 };

static stet_str clip(stet_str text, size_t most)
{
    if (text.len <= most)
        return text;
    while (most > 0 && ((unsigned char)text.ptr[most] & 0xC0) == 0x80)
        most--;
    return (stet_str){ text.ptr, most };
}

/* A message is one line: line ends and other white space in a value become one space.
 */
static bool is_line_space(char c)
{
    return c == '\t' || c == '\r' || c == '\n';
}

static void add_text(stet_buffer *out, stet_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        while (at < text.len && !is_line_space(text.ptr[at]))
            at++;
        stet_buffer_append(out, text.ptr + from, at - from);
        if (at < text.len)
            stet_buffer_add_char(out, ' ');
        while (at < text.len && (text.ptr[at] == ' ' || is_line_space(text.ptr[at])))
            at++;
    }
}

static void add_number(stet_buffer *out, double number)
{
    if (number == floor(number) && fabs(number) < 1e15)
        stet_buffer_format(out, "%.0f", number);
    else
        stet_buffer_format(out, "%.4g", number);
}

/* Writes the value of {name}; false when there is none. */
static bool add_value(stet_buffer *out, stet_str name, const stet_finding *finding,
                      stet_str match)
{
    for (size_t i = 0; i < finding->n_args; i++) {
        const stet_arg *arg = &finding->args[i];
        if (!stet_str_is(name, arg->name))
            continue;
        if (arg->text.ptr)
            add_text(out, clip(arg->text, MATCH_SHOWN));
        else
            add_number(out, arg->number);
        return true;
    }
    if (!stet_str_is(name, "match"))
        return false;
    add_text(out, clip(match, MATCH_SHOWN));
    return true;
}

/* Writes what a brace and the name behind it stand for; returns how much of the
   template that is. */
static size_t add_braced(stet_buffer *out, stet_str template,
                         const stet_finding *finding, stet_str match)
{
    char brace = template.ptr[0];
    bool doubled = template.len > 1 && template.ptr[1] == brace;
    bool opens = brace == '{' && !doubled;
    const char *end = opens ? memchr(template.ptr, '}', template.len) : NULL;
    if (end) {
        size_t len = (size_t)(end - template.ptr);
        stet_str name = { template.ptr + 1, len - 1 };
        if (add_value(out, name, finding, match))
            return len + 1;
    }
    stet_buffer_add_char(out, brace);
    return doubled ? 2 : 1;
}

static bool is_brace(char c)
{
    return c == '{' || c == '}';
}

/* Fills the {names} of a message; {{ and }} are braces, an unknown name stays as it is.
 */
static stet_str fill_message(stet_worker *worker, stet_str template,
                             const stet_finding *finding, stet_str match)
{
    stet_buffer *out = &worker->text;

    stet_buffer_clear(out);
    while (template.len > 0) {
        size_t len = 0;
        while (len < template.len && !is_brace(template.ptr[len]))
            len++;
        stet_buffer_append(out, template.ptr, len);
        template = (stet_str){ template.ptr + len, template.len - len };
        if (template.len) {
            len = add_braced(out, template, finding, match);
            template = (stet_str){ template.ptr + len, template.len - len };
        }
    }
    return stet_arena_copy(&worker->result->arena, stet_buffer_str(out));
}

/* Of an error that is still a warning, from when on it will be one. */
static stet_str add_notice(stet_worker *worker, const stet_rule *rule, uint8_t level,
                           stet_str message)
{
    stet_buffer *out = &worker->text;

    if (!(level & STET_LEVEL_GRACE))
        return message;
    stet_buffer_clear(out);
    stet_buffer_add(out, message);
    stet_buffer_add_text(out, " (from ");
    stet_date_add(out, stet_term_grace_end(&rule->term));
    stet_buffer_add_text(out, " on an error)");
    return stet_arena_copy(&worker->result->arena, stet_buffer_str(out));
}

/* The line of the markup that holds the start, cut to what fits around it. */
static void set_excerpt(stet_worker *worker, stet_located *located, stet_str markup,
                        stet_span span)
{
    size_t start = span.start, end = span.start;

    while (start > 0 && markup.ptr[start - 1] != '\n' &&
           span.start - start < EXCERPT_SHOWN / 2)
        start--;
    while (start < span.start && ((unsigned char)markup.ptr[start] & 0xC0) == 0x80)
        start++;
    while (end < markup.len && markup.ptr[end] != '\n' && markup.ptr[end] != '\r' &&
           end - start < EXCERPT_SHOWN)
        end++;
    while (end > start && end < markup.len &&
           ((unsigned char)markup.ptr[end] & 0xC0) == 0x80)
        end--;
    located->excerpt = stet_arena_copy(&worker->result->arena,
                                       (stet_str){ markup.ptr + start, end - start });
    located->excerpt_start = (uint32_t)(span.start - start);
    size_t last = span.end < end ? span.end : end;
    located->excerpt_end =
        (uint32_t)(last > span.start ? last - start : span.start - start);
}

static int by_start(const void *a, const void *b)
{
    const stet_source_edit *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

/* A fix as byte ranges of the source; false when it cannot be written there, or would
   leave one mark of a link or of emphasis without the other. */
static bool locate_fix(stet_worker *worker, stet_doc *doc, bool in_markup,
                       const stet_fix *fix, stet_source_fix *out)
{
    stet_arena *arena = &worker->result->arena;
    stet_source_edit *edits = stet_arena_alloc(arena, fix->n_edits * sizeof *edits + 1);
    size_t len = in_markup ? doc->markup.len : doc->text.len;

    for (size_t i = 0; i < fix->n_edits; i++) {
        stet_point start, end;
        stet_span span = fix->edits[i].span;
        if (span.start > span.end || span.end > len ||
            (!in_markup && stet_document_cuts_inline(doc, span)))
            return false;
        stet_worker_points(worker, doc, span, in_markup, &start, &end);
        stet_buffer_clear(&worker->text);
        if (!stet_source_map_encode(&doc->map, fix->edits[i].text, &worker->text))
            return false;
        edits[i] = (stet_source_edit){
            .start = start.byte,
            .end = end.byte,
            .text = stet_arena_copy(arena, stet_buffer_str(&worker->text)),
            .from = start,
            .to = end,
        };
    }
    qsort(edits, fix->n_edits, sizeof *edits, by_start);
    for (size_t i = 1; i < fix->n_edits; i++)
        if (edits[i].start < edits[i - 1].end)
            return false;
    *out = (stet_source_fix){ stet_arena_copy(arena, stet_str_from(fix->label)),
                              fix->safe, edits, fix->n_edits };
    return true;
}

static void set_fixes(stet_worker *worker, stet_located *located, stet_doc *doc,
                      const stet_finding *finding)
{
    stet_source_fix *fixes;

    if (finding->n_fixes == 0)
        return;
    fixes = stet_arena_alloc(&worker->result->arena, finding->n_fixes * sizeof *fixes);
    for (size_t i = 0; i < finding->n_fixes; i++)
        if (locate_fix(worker, doc, finding->in_markup, &finding->fixes[i],
                       &fixes[located->n_fixes]))
            located->n_fixes++;
    located->fixes = fixes;
}

static void set_related(stet_worker *worker, stet_located *located,
                        const stet_finding *finding)
{
    if (finding->n_related == 0)
        return;
    stet_related *related =
        stet_arena_alloc(&worker->result->arena, finding->n_related * sizeof *related);
    for (size_t i = 0; i < finding->n_related; i++) {
        const stet_place *place = &finding->related[i];
        related[i] = (stet_related){
            .path = stet_engine_source_of(worker->engine, place->doc).path,
            .record = stet_document_record(place->doc),
            .start = place->start,
            .end = place->end,
        };
    }
    located->related = related;
    located->n_related = finding->n_related;
}

static void set_source(const stet_record *record, stet_arena *arena,
                       stet_located *located)
{
    stet_str bytes = record->piece->bytes;
    uint64_t start = located->start.byte - record->piece->byte;
    uint64_t end = located->end.byte - record->piece->byte;

    if (start >= end || end > bytes.len || end - start > MATCH_SHOWN)
        return;
    stet_str source = { bytes.ptr + start, (size_t)(end - start) };
    bool same = stet_str_equal(source, located->match);
    located->source = same ? located->match : stet_arena_copy(arena, source);
}

static stet_level level_of(uint8_t level)
{
    return (stet_level)(level & ~STET_LEVEL_GRACE);
}

/* The level of a rule in the source that is checked, as stet_rule_set_levels has it. */
static uint8_t level_here(const stet_worker *worker, const stet_rule *rule)
{
    const uint8_t *levels = worker->plan.levels;
    bool known = levels && rule->index < worker->engine->set->n_rules;
    return known && levels[rule->index] ? levels[rule->index] : (uint8_t)rule->level;
}

static stet_pending *new_pending(stet_worker *worker, const stet_rule *rule,
                                 const stet_finding *finding)
{
    const stet_check_type *type = rule->check->type;
    stet_memory_grow((void **)&worker->pending, &worker->pending_capacity,
                     worker->n_pending + 1, sizeof *worker->pending);
    stet_pending *pending = &worker->pending[worker->n_pending];
    *pending = (stet_pending){ .sequence = (uint32_t)worker->n_pending };
    worker->n_pending++;
    pending->located.rule = rule->variant_of ? rule->variant_of : rule;
    pending->located.level = level_of(level_here(worker, rule));
    uint32_t message = finding->message < type->n_messages ? finding->message : 0;
    if (type->n_messages > 0)
        pending->located.message_id = stet_str_from(type->messages[message].id);
    return pending;
}

static stet_str message_template(const stet_rule *rule, const stet_finding *finding)
{
    const stet_check_type *type = rule->check->type;
    if (rule->message.len > 0)
        return rule->message;
    if (type->n_messages == 0)
        return stet_str_from(type->summary);
    return stet_str_from(
        type->messages[finding->message < type->n_messages ? finding->message : 0]
            .text);
}

/* The level of a rule in another source than the one that is checked. */
static uint8_t level_in(stet_worker *worker, const stet_rule *rule, stet_str inside)
{
    const stet_rule_set *set = worker->engine->set;
    uint8_t *levels = stet_arena_alloc(&worker->scratch, set->n_rules + 1);

    stet_rule_set_levels(set, inside, levels);
    return levels[rule->index] ? levels[rule->index]
                               : (uint8_t)rule->check->type->level;
}

static stet_span clamp(stet_span span, size_t len)
{
    if (span.start > len)
        span.start = (uint32_t)len;
    if (span.end > len)
        span.end = (uint32_t)len;
    if (span.end < span.start)
        span.end = span.start;
    return span;
}

/* Whether a place stands in what is no text of the record at hand. */
static bool is_raw(const stet_worker *worker, const stet_place *place)
{
    const stet_record *record = worker->record;
    return record && place->field.len == 0 &&
           place->doc ==
               stet_document_number(record->piece->source->index, record->number, 0);
}

/* The bytes that such a place has, and what they are known by. */
static void show_raw(stet_worker *worker, const stet_rule *rule, stet_span span,
                     stet_located *located)
{
    const stet_record *record = worker->record;

    located->match = stet_arena_copy(&worker->result->arena,
                                     clip(stet_slice(record->raw, span), MATCH_SHOWN));
    if (!worker->engine->options.no_fingerprints)
        located->fingerprint = stet_fingerprint_of(rule->name, STET_STR(""),
                                                   record->raw, span, &worker->text);
    if (!worker->engine->options.excerpts)
        return;
    set_source(record, &worker->result->arena, located);
    set_excerpt(worker, located, record->raw, span);
}

/* A finding that a batch rule kept as a place: its document is gone. */
static void locate_place(stet_worker *worker, const stet_rule *rule,
                         const stet_finding *finding)
{
    const stet_place *place = finding->place;
    stet_pending *pending = new_pending(worker, rule, finding);
    stet_located *located = &pending->located;
    stet_arena *arena = &worker->result->arena;
    stet_engine_source source = stet_engine_source_of(worker->engine, place->doc);

    located->path = source.path;
    uint8_t level = level_in(worker, rule, source.inside);
    located->level = level_of(level);
    located->record = stet_document_record(place->doc);
    if (located->record > 0)
        located->field = place->field;
    located->id = stet_arena_copy(arena, place->id);
    located->start = place->start;
    located->end = place->end;
    located->order = place->doc;
    located->match = (stet_str){ "", 0 };
    bool raw = is_raw(worker, place);
    stet_span span = raw ? clamp(place->span, worker->record->raw.len) : place->span;
    stet_str match = raw ? stet_slice(worker->record->raw, span) : located->match;
    located->message =
        fill_message(worker, message_template(rule, finding), finding, match);
    uint64_t hash = stet_str_hash(rule->name, 0);
    hash = stet_str_hash(located->id, hash);
    located->fingerprint = stet_str_hash(located->message, hash);
    located->message = add_notice(worker, rule, level, located->message);
    if (raw)
        show_raw(worker, rule, span, located);
    set_related(worker, located, finding);
}

/* The document that is named, else the first. */
static stet_doc *document_of(stet_worker *worker, const stet_doc *doc, size_t *index)
{
    *index = doc ? stet_worker_find(worker, doc) : 0;
    return *index < worker->n_documents ? worker->documents[*index] : NULL;
}

void stet_locate(stet_worker *worker, const stet_rule *rule, const stet_unit *unit,
                 const stet_finding *finding)
{
    size_t index = 0;

    if (finding->place) {
        locate_place(worker, rule, finding);
        return;
    }
    stet_doc *doc = document_of(
        worker, finding->doc ? finding->doc : (unit ? unit->doc : NULL), &index);
    if (!doc)
        return;
    stet_str whole = finding->in_markup ? doc->markup : doc->text;
    stet_span span = clamp(finding->span, whole.len);
    stet_span markup =
        finding->in_markup ? span : stet_source_map_markup(&doc->map, span);
    const stet_record *record = worker->record;
    bool is_secret = rule->check->type->secret;

    if (is_secret)
        stet_secret_keep(worker, doc, span, finding->in_markup);
    bool is_marked = stet_marks_cover(
        &worker->marks[index], rule->variant_of ? rule->variant_of : rule, markup);
    if (is_marked) {
        worker->result->tally.suppressed++;
        if (!worker->engine->options.show_suppressed)
            return;
    }
    stet_arena *arena = &worker->result->arena;
    stet_pending *pending = new_pending(worker, rule, finding);
    stet_located *located = &pending->located;
    if (!is_marked)
        located->rivalry = stet_rivalry_of(rule, doc, span, finding->in_markup);
    located->path = worker->result->path;
    located->record = record->number;
    located->id = stet_arena_copy(arena, record->id);
    if (record->number > 0)
        located->field = doc->value->field->name;
    located->order = doc->number;
    stet_worker_points(worker, doc, span, finding->in_markup, &located->start,
                       &located->end);
    stet_str match = stet_slice(whole, span);
    if (is_secret)
        match = stet_secret_mask(worker, match);
    located->match = stet_arena_copy(arena, clip(match, MATCH_SHOWN));
    located->message =
        fill_message(worker, message_template(rule, finding), finding, match);
    located->message =
        add_notice(worker, rule, level_here(worker, rule), located->message);
    if (!worker->engine->options.no_fingerprints)
        located->fingerprint = stet_fingerprint_of(rule->name, doc->value->field->name,
                                                   doc->markup, markup, &worker->text);
    if (worker->engine->options.excerpts) {
        set_source(record, arena, located);
        set_excerpt(worker, located, doc->markup, markup);
    }
    set_fixes(worker, located, doc, finding);
    set_related(worker, located, finding);
}

static int by_place(const void *a, const void *b)
{
    const stet_pending *x = *(stet_pending *const *)a, *y = *(stet_pending *const *)b;
    const stet_located *s = &x->located, *t = &y->located;
    if (s->order != t->order)
        return s->order < t->order ? -1 : 1;
    if (s->start.byte != t->start.byte)
        return s->start.byte < t->start.byte ? -1 : 1;
    if (s->end.byte != t->end.byte)
        return s->end.byte < t->end.byte ? -1 : 1;
    if (s->rule->index != t->rule->index)
        return s->rule->index < t->rule->index ? -1 : 1;
    return (x->sequence > y->sequence) - (x->sequence < y->sequence);
}

/* The nth of the same in a record, or in a file when the batch speaks, has a
   fingerprint of its own, or one entry of a baseline would let all of them stand. */
static void number_equals(stet_worker *worker, stet_located *findings)
{
    size_t n_slots = 64;
    while (n_slots < worker->n_pending * 2)
        n_slots *= 2;
    struct slot {
        uint64_t hash, count;
    } *slots = stet_arena_zalloc(&worker->scratch, n_slots * sizeof *slots);

    for (size_t i = 0; i < worker->n_pending; i++) {
        stet_located *located = &findings[i];
        uint64_t hash = stet_str_hash(located->path, located->fingerprint) | 1;
        size_t k = (size_t)(hash >> 7) & (n_slots - 1);
        while (slots[k].hash != 0 && slots[k].hash != hash)
            k = (k + 1) & (n_slots - 1);
        slots[k].hash = hash;
        uint64_t nth = slots[k].count++;
        if (nth > 0)
            located->fingerprint = stet_str_hash(
                (stet_str){ (const char *)&nth, sizeof nth }, located->fingerprint | 1);
    }
    stet_arena_reset(&worker->scratch);
}

void stet_locate_flush(stet_worker *worker)
{
    stet_result *result = worker->result;

    stet_secrets_hide(worker);
    if (worker->n_pending == 0)
        return;
    /* Findings are large: what is sorted leads to them. */
    stet_pending **order =
        stet_arena_alloc(&worker->scratch, worker->n_pending * sizeof(stet_pending *));
    for (size_t i = 0; i < worker->n_pending; i++)
        order[i] = &worker->pending[i];
    qsort(order, worker->n_pending, sizeof(stet_pending *), by_place);
    stet_memory_grow((void **)&result->findings, &result->findings_capacity,
                     result->n_findings + worker->n_pending, sizeof *result->findings);
    stet_located *findings = result->findings + result->n_findings;
    for (size_t i = 0; i < worker->n_pending; i++)
        findings[i] = order[i]->located;
    result->n_findings += worker->n_pending;
    if (!worker->engine->options.no_fingerprints)
        number_equals(worker, findings);
    stet_rivals_settle(findings, worker->n_pending, &worker->scratch);
    stet_arena_reset(&worker->scratch);
    worker->n_pending = 0;
}
