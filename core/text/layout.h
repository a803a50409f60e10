/* SPDX-License-Identifier: Apache-2.0 */
/**
 * layout.h - how a file becomes records, and a record documents.
 *
 * A layout is made from an entry of a rule set's `texts`, or is one of the named
 * ones (chat, alpaca, sharegpt, preference: rows of a table), or the plain one of
 * a format (a whole file is one record with one text field, "text"). It is
 * immutable, owned by the rule set or static, and shared by all workers.
 *
 * A field's path is a JSON Pointer (RFC 6901) for JSON, in which a part `*`
 * stands for every element of an array, and a column name for CSV and TSV. A
 * filter keeps only the elements whose sibling has a value:
 * "messages", any element, "content", where `role` is `assistant`. A path may lead to
 * several values: each is a document of its own, all of the same field name.
 *
 * Fields of the same name are alternatives: one of them must have a value, unless
 * one of them is optional. Null and an empty array are no value. A text may be given in
 * parts, [{"type": "text", "text": ...}, ...], as chats do: the text of each is a
 * value, and parts without one (an image) are passed over. A text field whose value is
 * something else than a string is a failure, or, when it is optional, no value. A
 * layout without fields has those of its format's plain layout.
 */
#ifndef STET_TEXT_LAYOUT_H
#define STET_TEXT_LAYOUT_H

#include <stdbool.h>
#include <stet/plugin.h>

typedef struct stet_layout_field {
    stet_str name;        /**< "answer" */
    stet_str path;        /**< "/messages/1/content", or a column */
    stet_str where_key;   /**< "role"; empty: no filter */
    stet_str where_value; /**< "assistant" */
    bool text;            /**< Prose, which the rules look at. */
    bool markdown;        /**< Of a text field: it is Markdown. */
    bool optional;        /**< A record without it is not a failure. */
} stet_layout_field;

typedef struct stet_layout {
    stet_str name;                    /**< "chat"; empty: none. */
    const struct stet_reader *reader; /**< The format. */
    stet_str id;                      /**< Path of a record's id; empty: none. */
    const stet_layout_field *fields;
    size_t n_fields;
    bool optional; /**< No field has to be there: rules tell what a record lacks. */
    bool usual;    /**< The fields are usual names: columns are found in any case. */
    const stet_layout_field
        *aside; /**< Of the fields, one that was asked for beside the
                     layout: a record that has no other has none. */
} stet_layout;

/** The named layout ("chat", ...), or NULL. All of them are for JSON and JSONL: a copy
    whose `reader` is the JSON one reads JSON. */
const stet_layout *stet_layout_find(stet_str name);
/** The n-th named layout, for listings; NULL behind the last. */
const stet_layout *stet_layout_at(size_t n);
/** The plain layout of a format: all of a text file; of data, the usual text fields
    ("text", "answer", "response" ...), of which a record must have one. */
const stet_layout *stet_layout_plain(const struct stet_reader *reader);
/** The layout of a file that a walk has found, by its extension: Markdown, text,
    JSONL. NULL: most likely not a text; JSON and CSV hold anything, so they are read
    only where a rule set or a person says so. */
const stet_layout *stet_layout_for_path(stet_str path);
/** The layout of a file that a person has named: by its extension, JSON, CSV and TSV
    too; whatever is not known is text. Never NULL. */
const stet_layout *stet_layout_for_file(stet_str path);

#endif
