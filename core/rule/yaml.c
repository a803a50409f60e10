/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/yaml.h"

#include "base/map.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/** Walks the bytes along with libyaml, which counts in characters. */
typedef struct cursor {
    size_t index; /**< In characters, as libyaml counts. */
    stet_position at;
} cursor;

/** A collection that is being read. Its arrays serve the next one of this depth. */
typedef struct frame {
    stet_yaml *node;
    stet_yaml **items;
    stet_yaml **keys;
    size_t items_capacity, keys_capacity, count;
    stet_yaml *key;   /**< Read, and waiting for its value. */
    bool drop;        /**< The pair at hand has an error: it is left out. */
    stet_map by_name; /**< Key text -> its node. */
} frame;

typedef struct builder {
    stet_yaml_file *file;
    stet_diagnostics *errors;
    yaml_parser_t parser;
    cursor starts, ends; /**< Apart, because each only moves on. */
    size_t first;        /**< Byte of the first character: behind a BOM. */
    frame frames[STET_YAML_NESTING];
    size_t depth;
    size_t n_documents;
    stet_yaml *root;
} builder;

static void cursor_begin(cursor *c, size_t first)
{
    *c = (cursor){ .at = { 1, 1, first } };
}

static stet_position cursor_seek(const builder *b, cursor *c, size_t index)
{
    if (index < c->index)
        cursor_begin(c, b->first);
    stet_str bytes = b->file->bytes;
    cursor to = *c;
    while (to.index < index && to.at.byte < bytes.len) {
        unsigned char lead = (unsigned char)bytes.ptr[to.at.byte++];
        if (lead >= 0xC0) /* The file is valid UTF-8: tails follow. */
            to.at.byte += 1u + (lead >= 0xE0) + (lead >= 0xF0);
        to.index++;
        to.at.column++;
        if (lead == '\n') {
            to.at.line++;
            to.at.column = 1;
        }
    }
    *c = to;
    return c->at;
}

/* ---- What libyaml refuses ---- */

/** What people are told, when libyaml's reason alone does not say what to do. */
static const struct {
    const char *problem;
    const char *hint;
} hints[] = {
    { "mapping values are not allowed", "text that holds a colon and a space must "
                                        "stand in quotes; a key is indented like "
                                        "the others beside it, and a space stands "
                                        "behind its colon" },
    { "block sequence entries are not allowed",
      "the first item stands on a line of its own, or all stand in brackets: [a, b]" },
    { "did not find expected node content",
      "a bracket is not closed, or something is missing behind a comma" },
    { "did not find expected '-' indicator",
      "each item of a list begins with a hyphen and a space, all indented alike" },
    { "found character that cannot start any token",
      "indent with spaces, not tabs, and put text that starts with @ ` or % in "
      "quotes" },
    { "did not find expected key",
      "look for a line that is indented more or less than "
      "its neighbours, or for a quote that is not closed" },
    { "did not find expected alphabetic or numeric character",
      "text that starts with * or & must stand in quotes" },
    { "could not find expected ':'",
      "a key is followed by a colon and a space, and a hyphen in a list by a space" },
    { "found unknown escape character",
      "in double quotes a backslash is written \\\\; patterns stand best in single "
      "quotes" },
    { "found unexpected end of stream", "a quote or a bracket is not closed" },
    { "control characters are not allowed",
      "write the character as \\uXXXX in double quotes" },
    { "did not find expected ',' or",
      "a bracket is not closed, or a comma is missing" },
};

static void hint_at_problem(builder *b)
{
    for (size_t i = 0; i < STET_LEN(hints); i++)
        if (strstr(b->parser.problem, hints[i].problem)) {
            stet_yaml_hint(b->errors, "%s", hints[i].hint);
            return;
        }
}

static void add_parser_error(builder *b)
{
    const yaml_parser_t *parser = &b->parser;
    if (!parser->problem) {
        stet_yaml_error_at(b->file, STET_POSITION_NONE, b->errors,
                           "cannot read the YAML");
        return;
    }
    cursor c;
    cursor_begin(&c, b->first);
    stet_position position = cursor_seek(b, &c, parser->problem_mark.index);
    if (parser->error == YAML_READER_ERROR)
        position = stet_position_of(b->file->bytes, b->first + parser->problem_offset);
    size_t line = parser->context_mark.line + 1;
    if (parser->context && line != position.line)
        stet_yaml_error_at(b->file, position, b->errors,
                           "%s %s that begins in line %zu", parser->problem,
                           parser->context, line);
    else if (parser->context)
        stet_yaml_error_at(b->file, position, b->errors, "%s %s", parser->problem,
                           parser->context);
    else
        stet_yaml_error_at(b->file, position, b->errors, "%s", parser->problem);
    hint_at_problem(b);
}

/* ---- Building the tree ---- */

static stet_yaml *make_node(builder *b, stet_yaml_kind kind, const yaml_event_t *event)
{
    stet_yaml *node = stet_arena_zalloc(&b->file->arena, sizeof *node);
    node->kind = kind;
    node->file = b->file;
    node->position = cursor_seek(b, &b->starts, event->start_mark.index);
    node->end = cursor_seek(b, &b->ends, event->end_mark.index);
    return node;
}

static bool is_null(const yaml_event_t *event, stet_str text)
{
    return event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
           (text.len == 0 || stet_str_is(text, "~") || stet_str_is(text, "null"));
}

static stet_yaml *make_scalar(builder *b, const yaml_event_t *event)
{
    stet_yaml *node = make_node(b, STET_YAML_SCALAR, event);
    stet_str text = { (const char *)event->data.scalar.value,
                      event->data.scalar.length };
    if (is_null(event, text))
        node->kind = STET_YAML_NULL;
    else
        node->text = stet_arena_copy(&b->file->arena, text);
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return node;
}

static void take_key(builder *b, frame *f, stet_yaml *key)
{
    f->key = key;
    if (key->kind != STET_YAML_SCALAR) {
        stet_yaml_error(key, b->errors, "a key must be text, not %s",
                        stet_yaml_kind_name(key));
        f->drop = true;
        return;
    }
    const stet_yaml *before = stet_map_get(&f->by_name, key->text);
    if (before) {
        stet_yaml_error(key, b->errors, "the key `%.*s` stands here a second time",
                        stet_yaml_width(key->text), key->text.ptr);
        stet_yaml_hint(b->errors,
                       "the first one is in line %u: put both together, or "
                       "rename one",
                       (unsigned)before->position.line);
        f->drop = true;
        return;
    }
    stet_map_set(&f->by_name, key->text, key);
}

static void append(stet_yaml ***items, size_t *capacity, size_t count, stet_yaml *node)
{
    void *grown = *items;
    stet_memory_grow(&grown, capacity, count + 1, sizeof **items);
    *items = grown;
    (*items)[count] = node;
}

/** A node is whole: it belongs to the collection that is being read. */
static void add_node(builder *b, stet_yaml *node)
{
    if (b->depth == 0) {
        if (!b->root)
            b->root = node;
        return;
    }
    frame *f = &b->frames[b->depth - 1];
    if (f->node->kind == STET_YAML_MAPPING && !f->key) {
        take_key(b, f, node);
        return;
    }
    if (!f->drop) {
        if (f->key)
            append(&f->keys, &f->keys_capacity, f->count, f->key);
        append(&f->items, &f->items_capacity, f->count, node);
        f->count++;
    }
    f->key = NULL;
    f->drop = false;
}

static bool open_collection(builder *b, stet_yaml *node)
{
    if (b->depth == STET_YAML_NESTING) {
        stet_yaml_error(node, b->errors, "nested more than %d levels deep",
                        STET_YAML_NESTING);
        return false;
    }
    frame *f = &b->frames[b->depth++];
    f->node = node;
    f->count = 0;
    f->key = NULL;
    f->drop = false;
    return true;
}

static stet_yaml **keep_array(builder *b, stet_yaml **items, size_t count)
{
    if (count == 0)
        return NULL;
    stet_yaml **kept = stet_arena_alloc(&b->file->arena, count * sizeof *kept);
    memcpy(kept, items, count * sizeof *kept);
    return kept;
}

/* A block collection's end event stands where the next thing begins; its true end is
   that of its last item. */
static void close_collection(builder *b, const yaml_event_t *event)
{
    frame *f = &b->frames[b->depth - 1];
    stet_yaml *node = f->node;
    node->count = f->count;
    node->items = keep_array(b, f->items, f->count);
    if (node->kind == STET_YAML_MAPPING)
        node->keys = keep_array(b, f->keys, f->count);
    stet_map_release(&f->by_name);
    bool flow = event->end_mark.index > event->start_mark.index;
    if (flow)
        node->end = cursor_seek(b, &b->ends, event->end_mark.index);
    else if (node->count)
        node->end = node->items[node->count - 1]->end;
    b->depth--;
    add_node(b, node);
}

/* ---- Events ---- */

static void refuse_properties(builder *b, const stet_yaml *node,
                              const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor) {
        stet_yaml_error(node, b->errors, "anchors (&%s) are not used in rule sets",
                        (const char *)anchor);
        stet_yaml_hint(b->errors, "text that starts with & must stand in quotes; what "
                                  "rules share is written in a set they extend");
    }
    if (tag) {
        stet_yaml_error(node, b->errors, "tags (!) are not used in rule sets");
        stet_yaml_hint(b->errors, "text that starts with ! must stand in quotes");
    }
}

static bool begin_document(builder *b, const yaml_event_t *event)
{
    stet_position position = cursor_seek(b, &b->starts, event->start_mark.index);
    if (b->n_documents++) {
        stet_yaml_error_at(b->file, position, b->errors,
                           "a second document begins here; a file holds one");
        stet_yaml_hint(b->errors, "take out the line `---` or `...`");
        return false;
    }
    if (event->data.document_start.version_directive ||
        event->data.document_start.tag_directives.start !=
            event->data.document_start.tag_directives.end)
        stet_yaml_error_at(b->file, position, b->errors,
                           "directives (%%YAML, %%TAG) are not used in rule sets");
    return true;
}

static bool begin_collection(builder *b, const yaml_event_t *event)
{
    bool list = event->type == YAML_SEQUENCE_START_EVENT;
    stet_yaml *node =
        make_node(b, list ? STET_YAML_SEQUENCE : STET_YAML_MAPPING, event);
    refuse_properties(
        b, node,
        list ? event->data.sequence_start.anchor : event->data.mapping_start.anchor,
        list ? event->data.sequence_start.tag : event->data.mapping_start.tag);
    return open_collection(b, node);
}

static void take_scalar(builder *b, const yaml_event_t *event)
{
    stet_yaml *node = make_scalar(b, event);
    refuse_properties(b, node, event->data.scalar.anchor, event->data.scalar.tag);
    add_node(b, node);
}

static void take_alias(builder *b, const yaml_event_t *event)
{
    stet_yaml *node = make_node(b, STET_YAML_NULL, event);
    stet_yaml_error(node, b->errors, "aliases (*%s) are not used in rule sets",
                    (const char *)event->data.alias.anchor);
    stet_yaml_hint(b->errors, "text that starts with * must stand in quotes");
    add_node(b, node);
}

/** False when reading must end here. */
static bool take_event(builder *b, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return begin_document(b, event);
    case YAML_SCALAR_EVENT:
        take_scalar(b, event);
        return true;
    case YAML_ALIAS_EVENT:
        take_alias(b, event);
        return true;
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return begin_collection(b, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_collection(b, event);
        return true;
    case YAML_STREAM_END_EVENT:
        return false;
    default:
        return true;
    }
}

/** Whether all of the stream was read. */
static bool read_events(builder *b)
{
    for (;;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&b->parser, &event)) {
            add_parser_error(b);
            return false;
        }
        bool more = take_event(b, &event);
        bool ended = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
        if (!more)
            return ended;
    }
}

static void release_frames(builder *b)
{
    for (size_t i = 0; i < STET_YAML_NESTING; i++) {
        free(b->frames[i].items);
        free(b->frames[i].keys);
        stet_map_release(&b->frames[i].by_name);
    }
}

/** An empty file is a tree of nothing. */
static stet_yaml *empty_root(stet_yaml_file *file)
{
    stet_yaml *node = stet_arena_zalloc(&file->arena, sizeof *node);
    node->kind = STET_YAML_NULL;
    node->file = file;
    node->position = node->end = (stet_position){ 1, 1, 0 };
    return node;
}

static void parse(stet_yaml_file *file, stet_diagnostics *errors)
{
    builder *b = stet_memory_zalloc(1, sizeof *b);
    b->file = file;
    b->errors = errors;
    b->first = stet_str_starts(file->bytes, STET_STR("\xEF\xBB\xBF")) ? 3 : 0;
    cursor_begin(&b->starts, b->first);
    cursor_begin(&b->ends, b->first);
    if (yaml_parser_initialize(&b->parser)) {
        yaml_parser_set_encoding(&b->parser, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&b->parser,
                                     (const unsigned char *)file->bytes.ptr + b->first,
                                     file->bytes.len - b->first);
        if (read_events(b))
            file->root = b->root ? b->root : empty_root(file);
        yaml_parser_delete(&b->parser);
    } else {
        stet_yaml_error_at(file, STET_POSITION_NONE, errors, "cannot start libyaml");
    }
    release_frames(b);
    free(b);
}

void stet_yaml_file_init(stet_yaml_file *file, stet_str path, stet_str bytes,
                         stet_diagnostics *errors)
{
    *file = (stet_yaml_file){ 0 };
    file->path = stet_arena_copy(&file->arena, path);
    if (bytes.len > STET_YAML_SIZE) {
        stet_yaml_error_at(file, STET_POSITION_NONE, errors,
                           "%zu bytes are too many: a rule set has at most %d",
                           bytes.len, STET_YAML_SIZE);
        return;
    }
    file->bytes = stet_arena_copy(&file->arena, bytes);
    uint32_t chars = 0;
    size_t invalid = stet_utf8_check(file->bytes, &chars);
    if (invalid == STET_UTF8_VALID) {
        parse(file, errors);
        return;
    }
    stet_yaml_error_at(file, stet_position_of(file->bytes, invalid), errors,
                       "byte 0x%02X is not UTF-8",
                       (unsigned)(unsigned char)file->bytes.ptr[invalid]);
    stet_yaml_hint(errors, "save the file as UTF-8");
}

void stet_yaml_file_release(stet_yaml_file *file)
{
    stet_arena_release(&file->arena);
    *file = (stet_yaml_file){ 0 };
}
