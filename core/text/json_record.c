/* SPDX-License-Identifier: Apache-2.0 */
#include "text/json_record.h"

#include "base/str.h"
#include "text/json_p.h"

/** A value that a path led to. */
typedef struct json_match {
    stet_json_value value;
    size_t field;
    bool kept;
} json_match;

/** What is known of a filtered field in the parent that is open. */
typedef struct json_filter {
    bool passed;            /**< The sibling has the value. */
    size_t first_match;     /**< Of this parent. */
    const char *wrong_kind; /**< What stands there in place of text. */
} json_filter;

/** What has been seen of the array at a field's place, while it is open. */
typedef enum json_parts {
    PARTS_NONE,
    PARTS_ONLY,  /**< Objects that say what they are: {"type": "text", "text": ...} */
    PARTS_MIXED, /**< Something else stands among them. */
} json_parts;

struct stet_json_decoder {
    const stet_json_layout *layout;
    stet_json_walker *walker;
    stet_arena *arena;
    stet_str raw; /**< Of the record being walked. */
    json_match *matches;
    size_t n_matches;
    size_t capacity;
    json_filter *filters;     /**< One a field. */
    stet_field_state *states; /**< One a field. */
    json_parts *parts;        /**< One a field. */
    stet_json_value id;
    bool has_id;
};

stet_json_layout *stet_json_layout_compile(stet_source *source, stet_error *error)
{
    stet_arena *arena = &source->arena;
    const stet_layout *layout = stet_reader_layout(source);
    stet_json_layout *compiled = stet_arena_zalloc(arena, sizeof *compiled);
    stet_json_pointer *paths =
        stet_arena_zalloc(arena, layout->n_fields * sizeof *paths);
    compiled->layout = layout;
    compiled->paths = paths;
    compiled->has_id = layout->id.len != 0;
    if (!stet_json_pointer_parse(&compiled->id, layout->id, arena, error))
        return NULL;
    for (size_t i = 0; i < layout->n_fields; i++)
        if (!stet_json_pointer_parse(&paths[i], layout->fields[i].path, arena, error))
            return NULL;
    return compiled;
}

stet_json_decoder *stet_json_decoder_new(const stet_source *source, stet_arena *arena)
{
    stet_json_decoder *d = stet_arena_zalloc(arena, sizeof *d);
    d->layout = source->header;
    d->walker = stet_json_walker_new(arena);
    d->arena = arena;
    size_t n_fields = d->layout->layout->n_fields;
    d->filters = stet_arena_alloc(arena, n_fields * sizeof *d->filters);
    d->states = stet_arena_alloc(arena, n_fields * sizeof *d->states);
    d->parts = stet_arena_alloc(arena, n_fields * sizeof *d->parts);
    return d;
}

static stet_str raw_of(const stet_json_decoder *d, const stet_json_value *value)
{
    return (stet_str){ d->raw.ptr + value->raw.start,
                       value->raw.end - value->raw.start };
}

static stet_str text_of(const stet_json_decoder *d, const stet_json_value *value)
{
    stet_str raw = raw_of(d, value);
    return value->escaped ? stet_json_decode(raw, d->arena) : raw;
}

static const char *name_of_kind(stet_json_kind kind)
{
    switch (kind) {
    case STET_JSON_NULL:
        return "null";
    case STET_JSON_BOOLEAN:
        return "a boolean";
    case STET_JSON_NUMBER:
        return "a number";
    case STET_JSON_OBJECT:
        return "an object";
    case STET_JSON_ARRAY:
        return "an array";
    case STET_JSON_STRING:
        break;
    }
    return "a string";
}

/** Whether an array is no wrong value for a text: it is empty, or of parts, whose texts
    have been taken. */
static bool is_parts(const stet_json_decoder *d, size_t field,
                     const stet_json_value *value)
{
    if (value->kind != STET_JSON_ARRAY || d->parts[field] == PARTS_MIXED)
        return false;
    stet_str raw = raw_of(d, value);
    stet_str inside = { raw.ptr + 1, raw.len - 2 };
    return d->parts[field] == PARTS_ONLY || stet_str_trim(inside).len == 0;
}

/** Keeps a value for a field, unless it is of the wrong kind for it. */
static void add_match(stet_json_decoder *d, size_t field, const stet_json_value *value)
{
    const stet_layout_field *f = &d->layout->layout->fields[field];
    if (value->kind == STET_JSON_NULL || (f->text && is_parts(d, field, value)))
        return;
    if (f->text && value->kind != STET_JSON_STRING) {
        const char *kind = name_of_kind(value->kind);
        if (f->where_key.len)
            d->filters[field].wrong_kind = kind;
        else
            d->states[field].wrong_kind = kind;
        return;
    }
    if (d->n_matches == d->capacity) {
        size_t capacity = d->capacity ? d->capacity * 2 : 16;
        json_match *matches = stet_arena_alloc(d->arena, capacity * sizeof *matches);
        if (d->n_matches)
            memcpy(matches, d->matches, d->n_matches * sizeof *matches);
        d->matches = matches;
        d->capacity = capacity;
    }
    bool kept = f->where_key.len == 0;
    d->matches[d->n_matches++] = (json_match){ *value, field, kept };
    d->states[field].found = d->states[field].found || kept;
}

/** Looks whether the value is the sibling that a filter asks for. */
static void look_at_sibling(stet_json_decoder *d, size_t field,
                            const stet_json_step *path, size_t depth,
                            const stet_json_value *value)
{
    const stet_layout_field *f = &d->layout->layout->fields[field];
    if (stet_str_equal(path[depth - 1].key, f->where_key) &&
        stet_json_pointer_leads(&d->layout->paths[field], path, depth - 1))
        d->filters[field].passed = stet_str_equal(text_of(d, value), f->where_value);
}

/** The parent of a filtered field has ended: its matches are kept or not. */
static void end_parent(stet_json_decoder *d, size_t field)
{
    json_filter *filter = &d->filters[field];
    for (size_t i = filter->first_match; i < d->n_matches; i++) {
        if (d->matches[i].field != field)
            continue;
        d->matches[i].kept = filter->passed;
        d->states[field].found = d->states[field].found || filter->passed;
    }
    if (filter->passed && filter->wrong_kind)
        d->states[field].wrong_kind = filter->wrong_kind;
    *filter = (json_filter){ false, d->n_matches, NULL };
}

/** A text may be given in parts: [{"type": "text", "text": "..."}, ...]; each is a
   value of the field. Other parts, such as images, have no text. */
static void visit_part(stet_json_decoder *d, size_t field, const stet_json_step *path,
                       size_t depth, const stet_json_value *value)
{
    const stet_json_pointer *pointer = &d->layout->paths[field];
    if (!d->layout->layout->fields[field].text || path[pointer->n_parts].key.ptr ||
        !stet_json_pointer_leads(pointer, path, pointer->n_parts))
        return;
    if (depth == pointer->n_parts + 1) {
        if (value->kind != STET_JSON_OBJECT)
            d->parts[field] = PARTS_MIXED;
        return;
    }
    stet_str key = path[depth - 1].key;
    bool is_text = key.ptr && stet_str_is(key, "text");
    if (d->parts[field] == PARTS_NONE &&
        (is_text || (key.ptr && stet_str_is(key, "type"))))
        d->parts[field] = PARTS_ONLY;
    if (is_text && value->kind == STET_JSON_ARRAY)
        d->parts[field] = PARTS_MIXED;
    else if (is_text)
        add_match(d, field, value);
}

static void visit_field(stet_json_decoder *d, size_t field, const stet_json_step *path,
                        size_t depth, const stet_json_value *value)
{
    const stet_json_pointer *pointer = &d->layout->paths[field];
    bool filtered = d->layout->layout->fields[field].where_key.len != 0;
    if (depth == pointer->n_parts) {
        if (filtered && depth)
            look_at_sibling(d, field, path, depth, value);
        if (stet_json_pointer_leads(pointer, path, depth)) {
            add_match(d, field, value);
            d->parts[field] = PARTS_NONE;
        }
    } else if (depth == pointer->n_parts + 1 || depth == pointer->n_parts + 2) {
        visit_part(d, field, path, depth, value);
    } else if (depth + 1 == pointer->n_parts && filtered &&
               stet_json_pointer_leads(pointer, path, depth)) {
        end_parent(d, field);
    }
}

static bool visit(void *user, const stet_json_step *path, size_t depth,
                  const stet_json_value *value)
{
    stet_json_decoder *d = user;
    for (size_t i = 0; i < d->layout->layout->n_fields; i++)
        visit_field(d, i, path, depth, value);
    if (d->layout->has_id && depth == d->layout->id.n_parts && !d->has_id &&
        stet_json_pointer_leads(&d->layout->id, path, depth)) {
        d->id = *value;
        d->has_id = value->kind != STET_JSON_NULL;
    }
    return true;
}

static stet_value make_value(const stet_json_decoder *d, const json_match *match)
{
    bool is_string = match->value.kind == STET_JSON_STRING;
    stet_str raw = raw_of(d, &match->value);
    stet_value value = {
        .field = &d->layout->layout->fields[match->field],
        .text = raw,
        .raw = raw,
        .encoding = is_string ? STET_ENCODING_JSON : STET_ENCODING_NONE,
        .is_string = is_string,
        .chars = match->value.chars,
    };
    if (match->value.escaped)
        value.text = stet_json_decode_told(raw, d->arena, &value.chars);
    return value;
}

/** The values that were kept, in source order: only an object or array, told when it
    ends, can be behind what follows its start. */
static void take_values(const stet_json_decoder *d, stet_arena *arena,
                        stet_record *record)
{
    stet_value *values = stet_arena_alloc(arena, d->n_matches * sizeof *values);
    size_t n = 0;
    for (size_t i = 0; i < d->n_matches; i++) {
        if (!d->matches[i].kept)
            continue;
        stet_value value = make_value(d, &d->matches[i]);
        size_t at = n++;
        for (; at && values[at - 1].raw.ptr > value.raw.ptr; at--)
            values[at] = values[at - 1];
        values[at] = value;
    }
    record->values = values;
    record->n_values = n;
}

stet_read stet_json_decoder_read(stet_json_decoder *d, stet_record_cursor *cursor,
                                 size_t length, stet_arena *arena, stet_record *record,
                                 stet_failure *failure)
{
    const stet_layout *layout = d->layout->layout;
    *record = stet_reader_begin(cursor, length);
    d->raw = record->raw;
    d->n_matches = 0;
    d->has_id = false;
    for (size_t i = 0; i < layout->n_fields; i++) {
        d->filters[i] = (json_filter){ false, 0, NULL };
        d->states[i] = (stet_field_state){ false, NULL };
        d->parts[i] = PARTS_NONE;
    }
    stet_error error = STET_ERROR_NONE;
    if (!stet_json_walker_run(d->walker, d->raw, visit, d, &error)) {
        stet_reader_fail(cursor, cursor->at + error.position.byte, arena, failure,
                         "not JSON: %s", error.message);
        stet_error_release(&error);
        return STET_READ_FAILURE;
    }
    take_values(d, arena, record);
    if (d->has_id)
        record->id = text_of(d, &d->id);
    stet_str lack = stet_reader_lack(layout, d->states, arena);
    return stet_reader_give(cursor, lack, arena, record, failure);
}
