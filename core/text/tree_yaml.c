/* SPDX-License-Identifier: Apache-2.0 */
/**
 * YAML over libyaml's events: one document, its anchors and tags included. Keys are
 * scalars, and none stands twice; `<<` is a key like others. An alias shares what its
 * anchor holds. libyaml looks ahead by 1024 characters only, so that ending at the
 * first bracket that is too deep keeps it from its quadratic time.
 */
#include "base/map.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/tree_p.h"

#include <stdlib.h>
#include <yaml.h>

enum {
    YAML_SIZE = 16 * 1024 * 1024,
    /** Characters between two places that are known in bytes. */
    MARK_STRIDE = 64,
};

/** What an alias may stand for. */
typedef struct yaml_anchor {
    const stet_node *node;
    size_t n_values;
    uint32_t height;
    bool open; /**< It is being read: an alias to it would be within itself. */
} yaml_anchor;

/** A collection that is being read. */
typedef struct yaml_frame {
    stet_node *node;
    stet_node_list children;
    const stet_node *key; /**< Read, and waiting for its value. */
    stet_map names;
    yaml_anchor *anchor; /**< NULL: none. */
    size_t before;       /**< Values that were counted when it began. */
    uint32_t height;
} yaml_frame;

typedef struct yaml_tree {
    stet_tree_builder builder;
    yaml_parser_t parser;
    uint32_t *marks; /**< The byte of every MARK_STRIDE-th character; NULL: ASCII. */
    size_t n_marks;
    stet_map anchors;
    yaml_frame frames[STET_TREE_YAML_NESTING];
    uint32_t depth;
    size_t n_documents;
    stet_node *root;
} yaml_tree;

/* ---- Places ---- */

/** libyaml counts in characters. */
static void make_marks(yaml_tree *tree)
{
    stet_str text = tree->builder.text;
    if (stet_utf8_is_ascii(text))
        return;
    tree->marks = stet_memory_alloc((text.len / MARK_STRIDE + 1) * sizeof *tree->marks);
    size_t at = 0;
    for (size_t index = 0; at < text.len; index++) {
        if (index % MARK_STRIDE == 0)
            tree->marks[tree->n_marks++] = (uint32_t)at;
        stet_utf8_next(text.ptr, &at);
    }
}

static uint32_t byte_of(const yaml_tree *tree, size_t index)
{
    stet_str text = tree->builder.text;
    if (!tree->marks || index / MARK_STRIDE >= tree->n_marks)
        return (uint32_t)(!tree->marks && index < text.len ? index : text.len);
    size_t at = tree->marks[index / MARK_STRIDE];
    for (size_t i = index % MARK_STRIDE; i > 0 && at < text.len; i--)
        stet_utf8_next(text.ptr, &at);
    return (uint32_t)at;
}

static stet_span span_of(const yaml_tree *tree, const yaml_event_t *event)
{
    return (stet_span){ byte_of(tree, event->start_mark.index),
                        byte_of(tree, event->end_mark.index) };
}

/* ---- Scalars ---- */

static bool is_one_of(stet_str text, const char *const *words)
{
    while (*words && !stet_str_is(text, *words))
        words++;
    return *words != NULL;
}

static size_t skip(stet_str text, size_t at, const char *set)
{
    while (at < text.len && strchr(set, text.ptr[at]) && text.ptr[at])
        at++;
    return at;
}

#define DECIMAL "0123456789"

/** 0x1F and 0o17. */
static bool is_based(stet_str text)
{
    if (text.len < 3 || text.ptr[0] != '0')
        return false;
    if (text.ptr[1] == 'x')
        return skip(text, 2, DECIMAL "abcdefABCDEF") == text.len;
    return text.ptr[1] == 'o' && skip(text, 2, "01234567") == text.len;
}

/** [-+]?(digits[.digits]|.digits)([eE][-+]?digits)? */
static bool is_decimal(stet_str text)
{
    size_t at = text.ptr[0] == '-' || text.ptr[0] == '+';
    size_t end = skip(text, at, DECIMAL);
    size_t n_digits = end - at;
    if (end < text.len && text.ptr[end] == '.') {
        at = end + 1;
        end = skip(text, at, DECIMAL);
        n_digits += end - at;
    }
    if (n_digits == 0 || end == text.len || (text.ptr[end] | 0x20) != 'e')
        return n_digits > 0 && end == text.len;
    at = end + 1;
    at += at < text.len && (text.ptr[at] == '-' || text.ptr[at] == '+');
    return at < text.len && skip(text, at, DECIMAL) == text.len;
}

stet_node_kind stet_tree_plain_kind(stet_str scalar)
{
    static const char *const nulls[] = { "~", "null", "Null", "NULL", NULL };
    static const char *const booleans[] = { "true",  "True",  "TRUE", "false",
                                            "False", "FALSE", NULL };
    static const char *const numbers[] = { ".inf",  ".Inf",  ".INF",  "+.inf", "+.Inf",
                                           "+.INF", "-.inf", "-.Inf", "-.INF", ".nan",
                                           ".NaN",  ".NAN",  NULL };
    if (scalar.len == 0 || is_one_of(scalar, nulls))
        return STET_NODE_NULL;
    if (is_one_of(scalar, booleans))
        return STET_NODE_BOOLEAN;
    if (is_decimal(scalar) || is_based(scalar) || is_one_of(scalar, numbers))
        return STET_NODE_NUMBER;
    return STET_NODE_TEXT;
}

/** A tag of YAML's own decides; what others mean is not known here. */
static stet_node_kind kind_of(const yaml_event_t *event, stet_str text)
{
    static const char *const typed[] = { YAML_NULL_TAG, YAML_BOOL_TAG, YAML_INT_TAG,
                                         YAML_FLOAT_TAG, NULL };
    const char *tag = (const char *)event->data.scalar.tag;
    if (tag && (strcmp(tag, YAML_STR_TAG) == 0 || strcmp(tag, "!") == 0))
        return STET_NODE_TEXT;
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    return plain || (tag && is_one_of(stet_str_from(tag), typed))
               ? stet_tree_plain_kind(text)
               : STET_NODE_TEXT;
}

/* ---- Building ---- */

static bool take_key(yaml_tree *tree, yaml_frame *frame, const stet_node *key)
{
    if (key->kind >= STET_NODE_LIST)
        return stet_tree_fail(&tree->builder, key->span.start,
                              "a key must be a text, not a list or a map");
    if (stet_map_has(&frame->names, key->text))
        return stet_tree_fail(
            &tree->builder, key->span.start, "the key `%.*s` stands twice in one map",
            (int)(key->text.len < 100 ? key->text.len : 100), key->text.ptr);
    stet_map_set(&frame->names, key->text, frame);
    frame->key = key;
    return true;
}

/** A node is whole: it belongs to the collection that is being read. */
static bool add_node(yaml_tree *tree, stet_node *node, uint32_t height)
{
    if (tree->depth == 0) {
        tree->root = node;
        return true;
    }
    yaml_frame *frame = &tree->frames[tree->depth - 1];
    if (frame->node->kind == STET_NODE_MAP && !frame->key)
        return take_key(tree, frame, node);
    if (frame->key) {
        node->key = frame->key->text;
        node->name = frame->key->span;
        frame->key = NULL;
    }
    if (height >= frame->height)
        frame->height = height + 1;
    stet_node_list_add(&frame->children, node);
    return true;
}

static yaml_anchor *add_anchor(yaml_tree *tree, const yaml_char_t *name,
                               const stet_node *node)
{
    if (!name)
        return NULL;
    yaml_anchor *anchor = stet_arena_zalloc(tree->builder.arena, sizeof *anchor);
    anchor->node = node;
    anchor->n_values = 1;
    stet_map_set(
        &tree->anchors,
        stet_arena_copy(tree->builder.arena, stet_str_from((const char *)name)),
        anchor);
    return anchor;
}

static bool take_scalar(yaml_tree *tree, const yaml_event_t *event)
{
    stet_str text = { (const char *)event->data.scalar.value,
                      event->data.scalar.length };
    stet_node *node =
        stet_tree_node(&tree->builder, kind_of(event, text), span_of(tree, event));
    if (!node)
        return false;
    node->text = stet_arena_copy(tree->builder.arena, text);
    add_anchor(tree, event->data.scalar.anchor, node);
    return add_node(tree, node, 0);
}

static bool take_alias(yaml_tree *tree, const yaml_event_t *event)
{
    const char *name = (const char *)event->data.alias.anchor;
    const yaml_anchor *anchor = stet_map_get(&tree->anchors, stet_str_from(name));
    stet_span span = span_of(tree, event);
    if (!anchor)
        return stet_tree_fail(&tree->builder, span.start,
                              "no anchor &%.100s stands before this alias", name);
    if (anchor->open)
        return stet_tree_fail(&tree->builder, span.start,
                              "the alias *%.100s stands within what it names", name);
    if (tree->depth + anchor->height > STET_TREE_YAML_NESTING)
        return stet_tree_fail(&tree->builder, span.start,
                              "with this alias it is nested more than %d deep",
                              STET_TREE_YAML_NESTING);
    if (!stet_tree_count(&tree->builder, anchor->n_values, span.start))
        return false;
    stet_node *node = stet_arena_alloc(tree->builder.arena, sizeof *node);
    *node = *anchor->node;
    node->span = span;
    node->key = (stet_str){ NULL, 0 };
    node->name = (stet_span){ 0, 0 };
    node->next = NULL;
    return add_node(tree, node, anchor->height);
}

static bool open_collection(yaml_tree *tree, const yaml_event_t *event)
{
    bool list = event->type == YAML_SEQUENCE_START_EVENT;
    stet_span span = span_of(tree, event);
    size_t before = tree->builder.n_values;
    if (tree->depth == STET_TREE_YAML_NESTING)
        return stet_tree_fail(&tree->builder, span.start,
                              "it is nested more than %d deep", STET_TREE_YAML_NESTING);
    stet_node *node =
        stet_tree_node(&tree->builder, list ? STET_NODE_LIST : STET_NODE_MAP, span);
    if (!node)
        return false;
    yaml_frame *frame = &tree->frames[tree->depth++];
    *frame = (yaml_frame){ .node = node, .before = before };
    frame->anchor = add_anchor(tree,
                               list ? event->data.sequence_start.anchor
                                    : event->data.mapping_start.anchor,
                               node);
    if (frame->anchor)
        frame->anchor->open = true;
    return true;
}

/* A block collection's end event stands where the next thing begins; its true end is
   that of its last item. */
static bool close_collection(yaml_tree *tree, const yaml_event_t *event)
{
    yaml_frame *frame = &tree->frames[--tree->depth];
    stet_node *node = frame->node;
    node->first = frame->children.first;
    node->count = frame->children.count;
    if (event->end_mark.index > event->start_mark.index)
        node->span.end = byte_of(tree, event->end_mark.index);
    else if (frame->children.last)
        node->span.end = frame->children.last->span.end;
    if (frame->anchor) {
        frame->anchor->open = false;
        frame->anchor->height = frame->height;
        frame->anchor->n_values = tree->builder.n_values - frame->before;
    }
    stet_map_release(&frame->names);
    return add_node(tree, node, frame->height);
}

/* ---- Events ---- */

/** What libyaml says, and what is told: where it noticed, or where that begins of which
    it was reading the rest. */
static const struct {
    const char *problem;
    const char *said;
    bool at_begin;
} reasons[] = {
    { "mapping values are not allowed",
      "a key and its colon have no place here; put text that holds a colon and a "
      "blank in quotes",
      false },
    { "found character that cannot start any token",
      "no value begins with this character; put the text in quotes, and indent with "
      "blanks, not tabs",
      false },
    { "did not find expected key",
      "a key must stand here; look for a line with other indentation, or a quote that "
      "is not closed",
      false },
    { "could not find expected ':'", "this line must be a key, a colon and a blank",
      true },
    { "found unknown escape character",
      "this escape is not known; in double quotes a backslash is written twice",
      false },
    { "found unexpected end of stream", "the quote that opens here is never closed",
      true },
    { "found unexpected document indicator",
      "the quote that opens here is never closed", true },
    { "did not find expected ',' or",
      "a comma or the closing bracket is missing before this", false },
    { "did not find expected '-' indicator",
      "a dash must stand here; look for a line with other indentation", false },
    { "control characters are not allowed", "a control character", false },
};

static void fail_as_libyaml_says(yaml_tree *tree)
{
    const yaml_parser_t *parser = &tree->parser;
    const char *said = parser->problem ? parser->problem : "it cannot be read";
    size_t index = parser->problem_mark.index;
    for (size_t i = 0; i < STET_LEN(reasons); i++)
        if (strstr(said, reasons[i].problem)) {
            said = reasons[i].said;
            index = reasons[i].at_begin ? parser->context_mark.index : index;
            break;
        }
    size_t at = parser->error == YAML_READER_ERROR ? parser->problem_offset
                                                   : byte_of(tree, index);
    stet_tree_fail(&tree->builder,
                   at < tree->builder.text.len ? at : tree->builder.text.len, "%s",
                   said);
}

static bool begin_document(yaml_tree *tree, const yaml_event_t *event)
{
    return tree->n_documents++ == 0 ||
           stet_tree_fail(&tree->builder, byte_of(tree, event->start_mark.index),
                          "a second document begins here; a text holds one");
}

/** False when reading ends. */
static bool take_event(yaml_tree *tree, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return begin_document(tree, event);
    case YAML_SCALAR_EVENT:
        return take_scalar(tree, event);
    case YAML_ALIAS_EVENT:
        return take_alias(tree, event);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return open_collection(tree, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_collection(tree, event);
    case YAML_STREAM_END_EVENT:
        return false;
    default:
        return true;
    }
}

static void read_events(yaml_tree *tree)
{
    stet_str text = tree->builder.text;
    yaml_parser_set_encoding(&tree->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&tree->parser, (const unsigned char *)text.ptr,
                                 text.len);
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&tree->parser, &event)) {
            fail_as_libyaml_says(tree);
            return;
        }
        more = take_event(tree, &event);
        yaml_event_delete(&event);
    }
}

static bool check_bytes(stet_tree_builder *builder)
{
    uint32_t chars = 0;
    size_t bad = stet_utf8_check(builder->text, &chars);
    if (builder->text.len > YAML_SIZE)
        return stet_tree_fail(builder, 0, "%zu bytes are too many to be read as YAML",
                              builder->text.len);
    return bad == STET_UTF8_VALID ||
           stet_tree_fail(builder, bad, "byte 0x%02X is not UTF-8",
                          (unsigned)(unsigned char)builder->text.ptr[bad]);
}

const stet_node *stet_tree_of_yaml(stet_str text, stet_arena *arena, stet_error *error)
{
    yaml_tree *tree = stet_memory_zalloc(1, sizeof *tree);
    tree->builder = (stet_tree_builder){ .text = text, .arena = arena, .error = error };
    if (check_bytes(&tree->builder)) {
        if (!yaml_parser_initialize(&tree->parser))
            stet_memory_end();
        make_marks(tree);
        read_events(tree);
        yaml_parser_delete(&tree->parser);
    }
    if (!tree->root && !tree->builder.failed)
        stet_tree_fail(&tree->builder, text.len, "there is no value");
    const stet_node *root = tree->builder.failed ? NULL : tree->root;
    for (size_t i = 0; i < STET_TREE_YAML_NESTING; i++)
        stet_map_release(&tree->frames[i].names);
    stet_map_release(&tree->anchors);
    free(tree->marks);
    free(tree);
    return root;
}
