/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "base/json_writer.h"
#include "base/memory.h"
#include "base/str.h"
#include "run/baseline_p.h"
#include "run/reason.h"
#include "text/json.h"

#include <inttypes.h>
#include <stdlib.h>

enum { FINGERPRINT_DIGITS = 16 };

/** The texts of an entry, in the order in which they are written. */
static const struct {
    const char *key;
    size_t offset; /**< In stet_baseline_entry. */
    bool required;
    bool may_be_empty; /**< Then it is not written. */
} fields[] = {
    { "rule", offsetof(stet_baseline_entry, rule), true, false },
    { "path", offsetof(stet_baseline_entry, path), true, false },
    { "text", offsetof(stet_baseline_entry, text), false, true },
    { "reason", offsetof(stet_baseline_entry, reason), true, false },
    { "by", offsetof(stet_baseline_entry, by), false, true },
    { "until", offsetof(stet_baseline_entry, until), false, true },
};

static const char *const keys[] = { "fingerprint", "rule", "path", "text",
                                    "reason",      "by",   "until" };

/** A file under way. */
typedef struct loader {
    stet_baseline *baseline;
    stet_diagnostics *errors;
    stet_str path;
    stet_str bytes;
    bool has_version, has_entries;
    stet_baseline_entry entry; /**< The one at hand. */
    bool has_fingerprint;
    bool is_broken; /**< An error in it was told. */
} loader;

STET_PRINTF(3, 4)
static void add_error(loader *l, size_t at, const char *format, ...)
{
    stet_buffer message = { 0 };
    va_list args;
    va_start(args, format);
    stet_buffer_vformat(&message, format, args);
    va_end(args);
    stet_diagnostics_add(l->errors, STET_SEVERITY_ERROR, l->path, l->bytes,
                         stet_position_of(l->bytes, at), "%s", message.ptr);
    stet_buffer_release(&message);
    l->is_broken = true;
}

static const char *kind_name(stet_json_kind kind)
{
    static const char *const names[] = {
        [STET_JSON_NULL] = "null",     [STET_JSON_BOOLEAN] = "true or false",
        [STET_JSON_NUMBER] = "number", [STET_JSON_STRING] = "text",
        [STET_JSON_OBJECT] = "object", [STET_JSON_ARRAY] = "array",
    };
    return names[kind];
}

static bool read_fingerprint(stet_str text, uint64_t *out)
{
    if (text.len != FINGERPRINT_DIGITS)
        return false;
    uint64_t number = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        unsigned digit = 0;
        if (c >= '0' && c <= '9')
            digit = (unsigned)(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = (unsigned)(c - 'a') + 10;
        else
            return false;
        number = number << 4 | digit;
    }
    *out = number;
    return true;
}

static stet_str *field_of(stet_baseline_entry *entry, size_t i)
{
    return (stet_str *)(void *)((char *)entry + fields[i].offset);
}

static const stet_str *field_in(const stet_baseline_entry *entry, size_t i)
{
    return (const stet_str *)(const void *)((const char *)entry + fields[i].offset);
}

static void take_unknown_key(loader *l, stet_str key, size_t at,
                             const char *const *known, size_t n_known)
{
    const char *near = stet_str_nearest(key, known, n_known);
    add_error(l, at, "there is no key “%.*s” here", (int)key.len, key.ptr);
    if (near)
        stet_diagnostics_hint(l->errors, "did you mean “%s”?", near);
}

/* A value of an entry. */
static void take_value(loader *l, stet_str key, const stet_json_value *value)
{
    size_t at = value->raw.start;
    bool is_fingerprint = stet_str_is(key, "fingerprint");
    size_t i = 0;
    while (!is_fingerprint && i < STET_LEN(fields) && !stet_str_is(key, fields[i].key))
        i++;
    if (i == STET_LEN(fields)) {
        take_unknown_key(l, key, at, keys, STET_LEN(keys));
        return;
    }
    if (value->kind != STET_JSON_STRING) {
        add_error(l, at, "“%.*s” must be text, and this is: %s", (int)key.len, key.ptr,
                  kind_name(value->kind));
        return;
    }
    stet_arena *arena = &l->baseline->arena;
    stet_str text = stet_json_decode(stet_slice(l->bytes, value->raw), arena);
    if (!is_fingerprint) {
        *field_of(&l->entry, i) = text;
        return;
    }
    l->has_fingerprint = true;
    if (!read_fingerprint(text, &l->entry.fingerprint))
        add_error(l, at, "a fingerprint is 16 digits of 0-9 and a-f");
}

static void check_entry(loader *l, size_t at)
{
    const stet_baseline_entry *entry = &l->entry;
    if (!l->has_fingerprint)
        add_error(l, at, "the entry has no “fingerprint”");
    for (size_t i = 0; i < STET_LEN(fields); i++)
        if (fields[i].required && !field_in(entry, i)->len)
            add_error(l, at, "the entry has no “%s”", fields[i].key);
    if (entry->reason.len && !stet_reason_is_given(entry->reason))
        add_error(l, at, "the reason holds no word: say why the finding may stand");
    if (entry->until.len && !stet_reason_is_day(entry->until))
        add_error(l, at, "“until” must be a day, written as 2027-01-31");
}

/* An entry has ended. */
static void take_entry(loader *l, const stet_json_value *value)
{
    size_t at = value->raw.start;
    if (value->kind != STET_JSON_OBJECT)
        add_error(l, at, "an entry must be an object, and this is: %s",
                  kind_name(value->kind));
    else if (!l->is_broken)
        check_entry(l, at);
    if (!l->is_broken) {
        l->entry.path = stet_baseline_written_path(l->baseline, l->entry.path);
        if (stet_baseline_find(l->baseline, l->entry.fingerprint, l->entry.path))
            stet_diagnostics_add(l->errors, STET_SEVERITY_WARNING, l->path, l->bytes,
                                 stet_position_of(l->bytes, at),
                                 "an entry above is for the same finding");
        else
            stet_baseline_insert(l->baseline, &l->entry);
    }
    l->entry = (stet_baseline_entry){ 0 };
    l->has_fingerprint = l->is_broken = false;
}

static void take_top_value(loader *l, stet_str key, const stet_json_value *value)
{
    static const char *const known[] = { "version", "entries" };
    size_t at = value->raw.start;
    if (stet_str_is(key, "version")) {
        l->has_version = true;
        if (!stet_str_is(stet_slice(l->bytes, value->raw), "1"))
            add_error(l, at, "“version” must be 1: this stet reads no other");
    } else if (stet_str_is(key, "entries")) {
        l->has_entries = true;
        if (value->kind != STET_JSON_ARRAY)
            add_error(l, at, "“entries” must be an array, and this is: %s",
                      kind_name(value->kind));
    } else {
        take_unknown_key(l, key, at, known, STET_LEN(known));
    }
    l->is_broken = false;
}

static void take_whole(loader *l, const stet_json_value *value)
{
    size_t at = value->raw.start;
    if (value->kind != STET_JSON_OBJECT) {
        add_error(l, at, "a baseline is an object with “version” and “entries”");
        return;
    }
    if (!l->has_version)
        add_error(l, at, "the baseline has no “version”: write \"version\": 1");
    if (!l->has_entries)
        add_error(l, at, "the baseline has no “entries”");
}

/* Values come before what holds them. What lies deeper than it should is passed over
   here, and told when its holder comes. */
static bool visit(void *user, const stet_json_step *path, size_t depth,
                  const stet_json_value *value)
{
    enum { WHOLE, TOP, ENTRY, VALUE };
    loader *l = user;
    if (depth == WHOLE)
        take_whole(l, value);
    else if (!path[0].key.ptr)
        return true; /* The whole is an array. */
    else if (depth == TOP)
        take_top_value(l, path[0].key, value);
    else if (!stet_str_is(path[0].key, "entries") || path[1].key.ptr)
        return true;
    else if (depth == ENTRY)
        take_entry(l, value);
    else if (depth == VALUE && path[2].key.ptr)
        take_value(l, path[2].key, value);
    return true;
}

bool stet_baseline_load(stet_baseline *baseline, const char *path,
                        stet_diagnostics *errors)
{
    stet_error error = STET_ERROR_NONE;
    stet_file file;
    size_t before = errors->n_errors;
    if (!stet_file_open(&file, path, &error)) {
        stet_diagnostics_take(errors, &error);
        return false;
    }
    stet_baseline_begin(baseline, path);
    loader l = { .baseline = baseline,
                 .errors = errors,
                 .path = stet_str_from(path),
                 .bytes = file.bytes };
    if (!stet_json_walk(file.bytes, visit, &l, &error)) {
        add_error(&l, error.position.byte, "%s", error.message);
        stet_error_release(&error);
    }
    stet_file_close(&file);
    return errors->n_errors == before;
}

static int by_place(const void *a, const void *b)
{
    const stet_baseline_entry *left = *(const stet_baseline_entry *const *)a;
    const stet_baseline_entry *right = *(const stet_baseline_entry *const *)b;
    int order = stet_str_compare(left->path, right->path);
    if (order == 0)
        order = stet_str_compare(left->rule, right->rule);
    if (order == 0)
        order = (left->fingerprint > right->fingerprint) -
                (left->fingerprint < right->fingerprint);
    return order;
}

static void write_entry(const stet_baseline_entry *entry, stet_buffer *out)
{
    char digits[FINGERPRINT_DIGITS + 1];
    snprintf(digits, sizeof digits, "%016" PRIx64, entry->fingerprint);
    stet_json_writer json;
    stet_json_init(&json, out, false);
    stet_json_begin_object(&json);
    stet_json_key(&json, "fingerprint");
    stet_json_text(&json, digits);
    for (size_t i = 0; i < STET_LEN(fields); i++) {
        const stet_str *text = field_in(entry, i);
        if (!text->len && fields[i].may_be_empty)
            continue;
        stet_json_key(&json, fields[i].key);
        stet_json_string(&json, *text);
    }
    stet_json_end_object(&json);
}

bool stet_baseline_save(const stet_baseline *baseline, const char *path,
                        stet_error *error)
{
    const stet_baseline_entry **sorted =
        stet_memory_zalloc(baseline->count + 1, sizeof *sorted);
    for (size_t i = 0; i < baseline->count; i++)
        sorted[i] = &baseline->items[i];
    qsort(sorted, baseline->count, sizeof *sorted, by_place);
    stet_buffer out = { 0 };
    stet_buffer_add_text(&out, "{\"version\": 1, \"entries\": [");
    for (size_t i = 0; i < baseline->count; i++) {
        stet_buffer_add_text(&out, i ? ",\n" : "\n");
        write_entry(sorted[i], &out);
    }
    stet_buffer_add_text(&out, "\n]}\n");
    bool ok = stet_file_replace(path, stet_buffer_str(&out), NULL, error);
    stet_buffer_release(&out);
    free(sorted);
    return ok;
}
