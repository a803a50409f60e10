/* SPDX-License-Identifier: Apache-2.0 */
/**
 * json_record.h - a JSON value becomes a record: what JSONL and JSON share.
 *
 * A layout's paths are compiled once a source, into its arena, when it is opened;
 * all workers share that. A decoder has one owner, walks record after record and
 * takes the values that the paths lead to. Which elements a filter keeps is known
 * only when their parent ends, for the sibling may stand behind the text.
 */
#ifndef STET_TEXT_JSON_RECORD_H
#define STET_TEXT_JSON_RECORD_H

#include "text/json_pointer.h"
#include "text/reader_p.h"

/** The header of a source of JSON or JSONL. */
typedef struct stet_json_layout {
    const stet_layout *layout;
    const stet_json_pointer *paths; /**< One a field. */
    stet_json_pointer id;
    bool has_id;
    bool is_array; /**< Of JSON: the source is an array of records. */
} stet_json_layout;

typedef struct stet_json_decoder stet_json_decoder;

/** Compiles the source's layout. NULL: a path is not a JSON Pointer. */
stet_json_layout *stet_json_layout_compile(stet_source *source, stet_error *error);

/** A decoder for records of the source; all of it is in `arena`. */
stet_json_decoder *stet_json_decoder_new(const stet_source *source, stet_arena *arena);
/** Decodes the record at the cursor, of which `raw` is what is JSON; a failure if it
    is none, or lacks something. Does not move the cursor. */
stet_read stet_json_decoder_read(stet_json_decoder *decoder, stet_record_cursor *cursor,
                                 size_t length, stet_arena *arena, stet_record *record,
                                 stet_failure *failure);

#endif
