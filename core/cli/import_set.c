/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/import_set.h"

#include "base/memory.h"
#include "base/path.h"
#include "base/str.h"

#include <stdlib.h>

stet_import_group *stet_import_set_group(stet_import_set *set,
                                         const stet_import_row *row,
                                         const stet_import_values *values)
{
    stet_buffer name = { 0 };

    stet_buffer_format(&name, "%s ", row->instruction);
    stet_import_write_params(row, values, &name);
    stet_import_group *group = stet_map_get(&set->groups, stet_buffer_str(&name));
    if (!group) {
        stet_buffer text = { 0 };
        stet_str key = stet_arena_copy(&set->arena, stet_buffer_str(&name));
        size_t start = strlen(row->instruction) + 1;
        group = stet_arena_zalloc(&set->arena, sizeof *group);
        group->row = row;
        group->params = (stet_str){ key.ptr + start, key.len - start };
        stet_import_fill(row->says, values, true, &text);
        group->says = stet_arena_copy(&set->arena, stet_buffer_str(&text));
        stet_buffer_clear(&text);
        stet_import_fill(row->rules, values, false, &text);
        group->rules = stet_arena_copy(&set->arena, stet_buffer_str(&text));
        stet_buffer_release(&text);
        stet_map_set(&set->groups, key, group);
    }
    stet_buffer_release(&name);
    return group;
}

static void add_record(stet_import_group *group, const stet_import_identity *identity)
{
    void *records = group->records;

    if (group->n_records > 0 && group->records[group->n_records - 1] == identity)
        return; /* The same instruction twice. */
    stet_memory_grow(&records, &group->capacity, group->n_records + 1,
                     sizeof *group->records);
    group->records = records;
    group->records[group->n_records++] = identity;
}

static bool is_same_again(const stet_import_set *set, const stet_import_identity *known,
                          stet_str instructions, stet_error *error)
{
    if (stet_str_equal(known->instructions, instructions))
        return true;
    stet_error_set(error, "record %zu has the same %.*s “%.*s”, but other instructions",
                   known->record, (int)set->key.name.len, set->key.name.ptr,
                   (int)known->key.len, known->key.ptr);
    stet_error_hint(error, "name %s field by which they are told apart, with %s",
                    set->by.pointer.len ? "another" : "a second",
                    set->by.pointer.len ? "--key and --by" : "--by");
    return false;
}

bool stet_import_set_add(stet_import_set *set, stet_str key, stet_str by,
                         stet_import_group *const *groups, size_t n_groups,
                         stet_error *error)
{
    stet_buffer values = { 0 };
    stet_buffer list = { 0 };
    bool ok = true;

    set->n_records++;
    stet_buffer_format(&values, "%zu ", key.len);
    stet_buffer_add(&values, key);
    stet_buffer_add(&values, by);
    for (size_t i = 0; i < n_groups; i++)
        stet_buffer_append(&list, &groups[i], sizeof groups[i]);
    stet_import_identity *known =
        stet_map_get(&set->identities, stet_buffer_str(&values));
    if (known) {
        ok = is_same_again(set, known, stet_buffer_str(&list), error);
    } else {
        known = stet_arena_zalloc(&set->arena, sizeof *known);
        known->key = stet_arena_copy(&set->arena, key);
        known->by = stet_arena_copy(&set->arena, by);
        known->instructions = stet_arena_copy(&set->arena, stet_buffer_str(&list));
        known->record = set->n_records;
        stet_map_set(&set->identities,
                     stet_arena_copy(&set->arena, stet_buffer_str(&values)), known);
        for (size_t i = 0; i < n_groups; i++)
            add_record(groups[i], known);
    }
    stet_buffer_release(&list);
    stet_buffer_release(&values);
    return ok;
}

void stet_import_set_release(stet_import_set *set)
{
    for (size_t i = 0; i < set->groups.count; i++) {
        stet_import_group *group = set->groups.entries[i].value;
        free(group->records);
    }
    stet_map_release(&set->groups);
    stet_map_release(&set->identities);
    stet_arena_release(&set->arena);
}

/* ---- Writing ---- */

/* A rule set's or a rule's name: small letters, digits and hyphens, a letter first. */
static void add_name(stet_str text, stet_buffer *out)
{
    size_t start = out->len;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        bool letter = c >= 'a' && c <= 'z';
        if (letter || (c >= '0' && c <= '9' && out->len > start))
            stet_buffer_add_char(out, c);
        else if (out->len > start && out->ptr[out->len - 1] != '-')
            stet_buffer_add_char(out, '-');
    }
    while (out->len > start && out->ptr[out->len - 1] == '-')
        out->len--;
    if (out->len == start)
        stet_buffer_add_text(out, "import");
}

/* What needs no quotes goes without: letters, digits, _ - and /, a letter or / first.
 */
static void add_word(stet_str text, stet_buffer *out)
{
    static const char *const words[] = { "true", "false", "null" };
    bool simple = text.len > 0 && (text.ptr[0] == '/' || (text.ptr[0] | 0x20) >= 'a');

    for (size_t i = 0; simple && i < text.len; i++) {
        char c = text.ptr[i];
        simple = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                 (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '/';
    }
    for (size_t i = 0; simple && i < STET_LEN(words); i++)
        simple = !stet_str_equal_nocase(text, stet_str_from(words[i]));
    if (simple)
        stet_buffer_add(out, text);
    else
        stet_import_write_scalar(text, out);
}

static void add_field(const stet_import_field *field, stet_buffer *out)
{
    add_word(field->name, out);
    stet_buffer_add_text(out, ": ");
    add_word(field->pointer, out);
}

static void write_head(const stet_import_set *set, stet_buffer *out)
{
    stet_str file = stet_path_name(set->path);
    stet_str stem = file;

    for (size_t i = stem.len; i > 1; i--)
        if (stem.ptr[i - 1] == '.') {
            stem.len = i - 1;
            break;
        }
    stet_buffer_format(out,
                       "# The instructions of a data set, as rules: written by stet "
                       "import %s.\n# Each rule holds for the records that `when` "
                       "names. Above it stands what the data set says.\nname: ",
                       set->table->name);
    add_name(stem, out);
    stet_buffer_add_text(out, "\ntexts:\n  - files: ");
    if (stet_str_ends(file, STET_STR(".jsonl")))
        stet_buffer_add_text(out, "'**/*.jsonl'");
    else
        stet_buffer_add_text(out, "'**'");
    stet_buffer_add_text(out, "\n    format: jsonl\n    markdown: off\n    id: ");
    add_word(set->key.pointer, out);
    stet_buffer_add_text(out, "\n    fields: {");
    add_field(&set->key, out);
    stet_buffer_add_text(out, ", ");
    if (set->by.pointer.len) {
        add_field(&set->by, out);
        stet_buffer_add_text(out, ", ");
    }
    add_field(&set->response, out);
    stet_buffer_add_text(out, "}\n    text: ");
    add_word(set->response.name, out);
    stet_buffer_format(out,
                       "\n\nrules:\n  response-not-blank:\n    check: spec.count\n    "
                       "unit: text\n    profile: %s\n    min: 1\n"
                       "    message: The response is blank, so it follows nothing.\n",
                       set->table->name);
}

/* Values in brackets, in lines that can be read. */
static void add_values(stet_str field, const stet_str *values, size_t n_values,
                       stet_buffer *out)
{
    enum { WIDTH = 100 };
    size_t line = out->len;

    stet_buffer_add_text(out, "      ");
    add_word(field, out);
    stet_buffer_add_text(out, ": [");
    for (size_t i = 0; i < n_values; i++) {
        stet_buffer_add_text(out, i ? "," : "");
        if (out->len - line > WIDTH) {
            line = out->len + 1;
            stet_buffer_add_text(out, "\n        ");
        } else if (i) {
            stet_buffer_add_char(out, ' ');
        }
        stet_import_write_scalar(values[i], out);
    }
    stet_buffer_add_text(out, "]\n");
}

/* Texts in an arena. */
typedef struct text_list {
    stet_str *items;
    size_t count, capacity;
} text_list;

static void add_text(text_list *list, stet_str text, stet_arena *arena)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 4;
        stet_str *items = stet_arena_alloc(arena, capacity * sizeof *items);
        if (list->count)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = text;
}

/* One `when`: all of the keys, with any of the other values. */
typedef struct condition {
    text_list keys, others;
} condition;

static stet_str join_keys(const text_list *keys, stet_arena *arena)
{
    stet_buffer joined = { 0 };

    for (size_t i = 0; i < keys->count; i++) {
        stet_buffer_format(&joined, "%zu ", keys->items[i].len);
        stet_buffer_add(&joined, keys->items[i]);
    }
    stet_str copy = stet_arena_copy(arena, stet_buffer_str(&joined));
    stet_buffer_release(&joined);
    return copy;
}

/* The keys that each other value stands with; values that stand with the same keys
   share a condition. */
static void add_conditions(const stet_import_group *group, stet_arena *arena,
                           stet_map *conditions)
{
    stet_map by = { 0 }; /* The other values, each with its keys. */

    for (size_t i = 0; i < group->n_records; i++) {
        condition *it = stet_map_get(&by, group->records[i]->by);
        if (!it) {
            it = stet_arena_zalloc(arena, sizeof *it);
            stet_map_set(&by, group->records[i]->by, it);
        }
        add_text(&it->keys, group->records[i]->key, arena);
    }
    for (size_t i = 0; i < by.count; i++) {
        condition *it = by.entries[i].value;
        stet_str joined = join_keys(&it->keys, arena);
        condition *same = stet_map_get(conditions, joined);
        if (!same) {
            same = it;
            stet_map_set(conditions, joined, same);
        }
        add_text(&same->others, by.entries[i].key, arena);
    }
    stet_map_release(&by);
}

/* The rules of a group under one condition; `*n` numbers the rules of the instruction.
 */
static void write_rules(const stet_import_set *set, const stet_import_group *group,
                        const condition *when, size_t *n, stet_buffer *out)
{
    stet_str rest = group->rules;
    stet_str line;
    bool begun = false;

    for (bool more = true; more;) {
        more = stet_str_cut(&rest, '\n', &line);
        if (more && !stet_str_is(line, "---")) {
            if (!begun) {
                stet_buffer_add_text(out, "  ");
                add_name(stet_str_from(group->row->instruction), out);
                stet_buffer_format(out, "-%zu:\n", ++*n);
                begun = true;
            }
            stet_buffer_add_text(out, "    ");
            stet_buffer_add(out, line);
            stet_buffer_add_char(out, '\n');
            continue;
        }
        if (begun) {
            stet_buffer_add_text(out, "    when:\n");
            add_values(set->key.name, when->keys.items, when->keys.count, out);
            if (set->by.pointer.len)
                add_values(set->by.name, when->others.items, when->others.count, out);
        }
        begun = false;
    }
}

size_t stet_import_set_write(const stet_import_set *set, stet_buffer *out)
{
    size_t *numbers = stet_memory_zalloc(set->table->n_rows, sizeof *numbers);
    stet_arena arena = { 0 };
    size_t n_rules = 0;

    write_head(set, out);
    for (size_t i = 0; i < set->groups.count; i++) {
        const stet_import_group *group = set->groups.entries[i].value;
        stet_map conditions = { 0 };
        if (group->n_records == 0)
            continue;
        add_conditions(group, &arena, &conditions);
        stet_buffer_format(out, "\n  # %.*s\n  # %s %.*s\n", (int)group->says.len,
                           group->says.ptr, group->row->instruction,
                           (int)group->params.len, group->params.ptr);
        for (size_t c = 0; c < conditions.count; c++)
            write_rules(set, group, conditions.entries[c].value,
                        &numbers[group->row - set->table->rows], out);
        stet_map_release(&conditions);
        stet_arena_reset(&arena);
    }
    for (size_t i = 0; i < set->table->n_rows; i++)
        n_rules += numbers[i];
    stet_arena_release(&arena);
    free(numbers);
    return n_rules + 1;
}
