/* SPDX-License-Identifier: Apache-2.0 */
/**
 * source_map.h - from a byte of a document's text back to its bytes in the source.
 *
 *     text --segments--> markup (the decoded value) --encoding--> source
 *
 * Two steps. Markdown leaves a list of segments: where a run of text begins in
 * the text and in the markup. Escapes, entities and line breaks make segments
 * whose text is not their markup: such a one is never cut, a place inside it leads to
 * all of its markup. Plain text has no segments: text and markup are the same
 * bytes. The second step has no list at all: the raw bytes of a JSON string or a
 * CSV cell are decoded again up to the place; a cursor and
 * milestones behind it make places cheap in any order.
 *
 * Spans: the start of a span maps to the first source byte of its first
 * character, the end to behind the last source byte of its last one; an empty span
 * stays empty. Every source range so found decodes to exactly the text of the span
 * whenever the span does not cut a made segment (property-tested).
 *
 * One owner (a document); a lookup moves the cursor, so it is not for two threads.
 */
#ifndef STET_TEXT_SOURCE_MAP_H
#define STET_TEXT_SOURCE_MAP_H

#include "text/reader.h"

typedef struct stet_segment {
    uint32_t text;   /**< Where it begins in the text, */
    uint32_t markup; /**< and in the markup. */
    uint32_t length; /**< Of its markup. */
    uint32_t made;   /**< 1: its text is not its markup. */
} stet_segment;

/** A place of which markup offset, raw offset and point are known. */
typedef struct stet_milestone {
    uint32_t markup;
    uint32_t raw;
    stet_point point;
} stet_milestone;

typedef struct stet_source_map {
    stet_segment *segments; /**< In text order; empty: text is markup. */
    size_t count;
    size_t capacity;
    const stet_record *record;
    const stet_value *value;
    stet_milestone here;        /**< Where the last place looked up is. */
    stet_milestone *milestones; /**< Passed on the way, in order. */
    size_t n_milestones;
    size_t milestones_capacity;
} stet_source_map;

/** Begins a map for a value; keeps the memory of the one before. */
void stet_source_map_begin(stet_source_map *map, const stet_record *record,
                           const stet_value *value);
void stet_source_map_add(stet_source_map *map, stet_segment segment);
void stet_source_map_release(stet_source_map *map);

/** Text span -> markup span. */
stet_span stet_source_map_markup(const stet_source_map *map, stet_span text);
/** Markup offset -> text offset of the character there, or of the next one that is
 * text. */
uint32_t stet_source_map_text(const stet_source_map *map, uint32_t markup);
/** Markup span -> both ends in the source: byte, line, column, utf16. */
void stet_source_map_points(stet_source_map *map, stet_span markup, stet_point *start,
                            stet_point *end);
/** The bytes to write in the source so that `text` stands in the value: JSON
    escapes, doubled quotes; a cell without quotes gets an error when it would need
   them. */
bool stet_source_map_encode(const stet_source_map *map, stet_str text,
                            stet_buffer *out);

#endif
