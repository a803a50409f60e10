/* SPDX-License-Identifier: Apache-2.0 */
/**
 * XML over expat, as maps and texts; plugin.h says how. Nothing outside of the text is
 * read, and entities cannot be declared, so that nothing expands. What a DTD says of
 * elements is not looked at.
 */
#include "base/map.h"
#include "base/memory.h"
#include "base/str.h"
#include "text/json.h"
#include "text/tree_p.h"

#include <expat.h>
#include <limits.h>
#include <stdlib.h>

/** The elements of one name that stand in another. */
typedef struct xml_name {
    stet_node *node;      /**< The element, or the list of them. */
    stet_node_list group; /**< What the list holds; empty: there is one element. */
} xml_name;

/** An element that is being read. */
typedef struct xml_frame {
    stet_node *node;
    stet_node_list children;
    stet_map names;   /**< Of the elements in it: their xml_name. */
    stet_buffer text; /**< That stands in it, elements inside left out. */
    stet_span place;  /**< From the first of that to its last. */
} xml_frame;

typedef struct xml_tree {
    stet_tree_builder builder;
    XML_Parser parser;
    uint32_t depth;                          /**< Of open elements. */
    xml_frame frames[STET_JSON_NESTING + 1]; /**< The first is the whole text's. */
} xml_tree;

/** The bytes of the event at hand. */
static stet_span span_of(const xml_tree *tree)
{
    XML_Index at = XML_GetCurrentByteIndex(tree->parser);
    uint32_t start = at > 0 ? (uint32_t)at : 0;
    return (stet_span){ start,
                        start + (uint32_t)XML_GetCurrentByteCount(tree->parser) };
}

STET_PRINTF(2, 3)
static void stop(xml_tree *tree, const char *format, ...)
{
    stet_buffer message = { 0 };
    va_list args;
    va_start(args, format);
    stet_buffer_vformat(&message, format, args);
    va_end(args);
    stet_tree_fail(&tree->builder, span_of(tree).start, "%s", message.ptr);
    stet_buffer_release(&message);
    XML_StopParser(tree->parser, XML_FALSE);
}

/** A node, or NULL when reading has ended. */
static stet_node *make_node(xml_tree *tree, stet_node_kind kind, stet_span span)
{
    stet_node *node = stet_tree_node(&tree->builder, kind, span);
    if (!node)
        XML_StopParser(tree->parser, XML_FALSE);
    return node;
}

/** Puts `key` before a text into what is read: "@id", "#text". */
static void add_text(xml_tree *tree, xml_frame *frame, stet_str key, stet_str text,
                     stet_span span)
{
    stet_node *node = make_node(tree, STET_NODE_TEXT, span);
    if (!node)
        return;
    node->key = key;
    node->text = stet_arena_copy(tree->builder.arena, text);
    node->name = span;
    stet_node_list_add(&frame->children, node);
}

static void XMLCALL on_start(void *user, const XML_Char *name,
                             const XML_Char **attributes)
{
    xml_tree *tree = user;
    stet_span tag = span_of(tree);
    if (tree->builder.failed)
        return;
    if (tree->depth == STET_JSON_NESTING) {
        stop(tree, "it is nested more than %d deep", STET_JSON_NESTING);
        return;
    }
    xml_frame *frame = &tree->frames[++tree->depth];
    *frame = (xml_frame){ .node = make_node(tree, STET_NODE_MAP, tag) };
    if (!frame->node)
        return;
    frame->node->key = stet_arena_copy(tree->builder.arena, stet_str_from(name));
    frame->node->name =
        (stet_span){ tag.start + 1, tag.start + 1 + (uint32_t)strlen(name) };
    for (; *attributes; attributes += 2)
        add_text(tree, frame,
                 stet_arena_format(tree->builder.arena, "@%s", attributes[0]),
                 stet_str_from(attributes[1]), tag);
}

static void XMLCALL on_text(void *user, const XML_Char *text, int len)
{
    xml_tree *tree = user;
    xml_frame *frame = &tree->frames[tree->depth];
    stet_str piece = { text, (size_t)len };
    if (stet_str_trim(piece).len > 0) {
        stet_span span = span_of(tree);
        if (frame->place.end == 0)
            frame->place.start = span.start;
        frame->place.end = span.end;
    }
    stet_buffer_add(&frame->text, piece);
}

/** The second element of a name makes a list of both, where the first stood. */
static void group(xml_tree *tree, xml_name *name, stet_node *node)
{
    stet_node *list = name->node;
    if (name->group.count == 0) {
        stet_node *first = make_node(tree, STET_NODE_LIST, list->span);
        if (!first)
            return;
        *first = *list;
        first->key = (stet_str){ NULL, 0 };
        first->next = NULL;
        stet_node_list_add(&name->group, first);
        list->kind = STET_NODE_LIST;
        list->text = (stet_str){ NULL, 0 };
    }
    node->key = (stet_str){ NULL, 0 };
    stet_node_list_add(&name->group, node);
    list->first = name->group.first;
    list->count = name->group.count;
    list->span.end = node->span.end;
}

static void add_element(xml_tree *tree, xml_frame *parent, stet_node *node)
{
    xml_name *name = stet_map_get(&parent->names, node->key);
    if (name) {
        group(tree, name, node);
        return;
    }
    name = stet_arena_zalloc(tree->builder.arena, sizeof *name);
    name->node = node;
    stet_map_set(&parent->names, node->key, name);
    stet_node_list_add(&parent->children, node);
}

static void close_frame(xml_frame *frame)
{
    stet_map_release(&frame->names);
    stet_buffer_release(&frame->text);
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    xml_tree *tree = user;
    xml_frame *frame = &tree->frames[tree->depth];
    stet_node *node = frame->node;
    (void)name;
    if (tree->builder.failed)
        return;
    node->span.end = span_of(tree).end;
    stet_str text = stet_buffer_str(&frame->text);
    if (frame->children.count == 0) {
        node->kind = STET_NODE_TEXT;
        node->text = stet_arena_copy(tree->builder.arena, text);
    } else if (stet_str_trim(text).len > 0) {
        add_text(tree, frame, STET_STR("#text"), stet_str_trim(text), frame->place);
    }
    node->first = frame->children.first;
    node->count = frame->children.count;
    close_frame(frame);
    tree->depth--;
    add_element(tree, &tree->frames[tree->depth], node);
}

static void XMLCALL on_entity(void *user, const XML_Char *name, int is_parameter,
                              const XML_Char *value, int len, const XML_Char *base,
                              const XML_Char *system, const XML_Char *public,
                              const XML_Char *notation)
{
    (void)is_parameter;
    (void)value;
    (void)len;
    (void)base;
    (void)system;
    (void)public;
    (void)notation;
    stop(user, "the entity `%.100s` is declared here; write its text where it is used",
         name);
}

static void XMLCALL on_skipped(void *user, const XML_Char *name, int is_parameter)
{
    (void)is_parameter;
    stop(user, "the entity &%.100s; is not known; write the character itself", name);
}

/** What expat says, and what is told. */
static const struct {
    enum XML_Error code;
    const char *said;
} reasons[] = {
    { XML_ERROR_INVALID_TOKEN, "this has no place here; values of attributes stand in "
                               "quotes, and in a text < is "
                               "written &lt; and & is written &amp;" },
    { XML_ERROR_UNCLOSED_TOKEN, "what begins here is not closed" },
    { XML_ERROR_UNCLOSED_CDATA_SECTION, "what begins here is not closed" },
    { XML_ERROR_DUPLICATE_ATTRIBUTE, "an attribute stands twice in this element" },
    { XML_ERROR_UNDEFINED_ENTITY,
      "this entity is not known; write the character itself" },
    { XML_ERROR_JUNK_AFTER_DOC_ELEMENT,
      "this stands behind the end of the first element, which must hold all others" },
    { XML_ERROR_SYNTAX, "an element must begin here: <name>" },
    { XML_ERROR_BAD_CHAR_REF, "XML can hold no such character" },
    { XML_ERROR_MISPLACED_XML_PI, "<?xml may stand at the very start only" },
};

static void fail_as_expat_says(xml_tree *tree)
{
    enum XML_Error code = XML_GetErrorCode(tree->parser);
    const stet_node *open = tree->depth ? tree->frames[tree->depth].node : NULL;
    size_t at = span_of(tree).start;
    const char *said = XML_ErrorString(code);
    for (size_t i = 0; i < STET_LEN(reasons); i++)
        said = reasons[i].code == code ? reasons[i].said : said;
    if (code == XML_ERROR_TAG_MISMATCH && open)
        stet_tree_fail(&tree->builder, at,
                       "<%.100s> is open here: it must be closed before another",
                       open->key.ptr);
    else if (code == XML_ERROR_NO_ELEMENTS && open)
        stet_tree_fail(&tree->builder, at, "it ends before <%.100s> is closed",
                       open->key.ptr);
    else if (code == XML_ERROR_NO_ELEMENTS)
        stet_tree_fail(&tree->builder, at, "there is no element");
    else
        stet_tree_fail(&tree->builder, at, "%s", said);
}

static void parse(xml_tree *tree)
{
    stet_str text = tree->builder.text;
    XML_SetUserData(tree->parser, tree);
    XML_SetElementHandler(tree->parser, on_start, on_end);
    XML_SetCharacterDataHandler(tree->parser, on_text);
    XML_SetEntityDeclHandler(tree->parser, on_entity);
    XML_SetSkippedEntityHandler(tree->parser, on_skipped);
    if (XML_Parse(tree->parser, text.ptr, (int)text.len, XML_TRUE) != XML_STATUS_OK &&
        !tree->builder.failed)
        fail_as_expat_says(tree);
    XML_ParserFree(tree->parser);
}

const stet_node *stet_tree_of_xml(stet_str text, stet_arena *arena, stet_error *error)
{
    xml_tree *tree = stet_memory_zalloc(1, sizeof *tree);
    tree->builder = (stet_tree_builder){ .text = text, .arena = arena, .error = error };
    if (text.len > INT_MAX) {
        stet_tree_fail(&tree->builder, 0, "%zu bytes are too many to be read as XML",
                       text.len);
    } else {
        tree->parser = XML_ParserCreate("UTF-8");
        if (!tree->parser)
            stet_memory_end();
        parse(tree);
    }
    stet_node *root = tree->builder.failed
                          ? NULL
                          : stet_tree_node(&tree->builder, STET_NODE_MAP,
                                           (stet_span){ 0, (uint32_t)text.len });
    if (root) {
        root->first = tree->frames[0].children.first;
        root->count = tree->frames[0].children.count;
    }
    for (uint32_t i = 0; i <= tree->depth; i++)
        close_frame(&tree->frames[i]);
    free(tree);
    return root;
}
