/* SPDX-License-Identifier: Apache-2.0 */
#include "text/source_map.h"

#include "base/memory.h"
#include "text/json_p.h"
#include "text/point.h"

#include <stdlib.h>

/* Bytes of markup from one milestone to the next: what is counted again for a place
   that comes out of order. */
enum { MILESTONE = 1024 };

void stet_source_map_begin(stet_source_map *map, const stet_record *record,
                           const stet_value *value)
{
    map->count = 0;
    map->record = record;
    map->value = value;
    map->n_milestones = 0;
    map->here = (stet_milestone){ 0, 0, stet_record_start(record) };
}

void stet_source_map_add(stet_source_map *map, stet_segment segment)
{
    stet_memory_grow((void **)&map->segments, &map->capacity, map->count + 1,
                     sizeof *map->segments);
    map->segments[map->count++] = segment;
}

void stet_source_map_release(stet_source_map *map)
{
    free(map->segments);
    free(map->milestones);
    *map = (stet_source_map){ 0 };
}

/* Text and markup. */

/** The last segment that begins at or before `text`, or NULL. */
static const stet_segment *segment_of_text(const stet_source_map *map, uint32_t text)
{
    size_t low = 0;
    size_t high = map->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (map->segments[middle].text <= text)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &map->segments[low - 1] : NULL;
}

/** The same by markup. */
static const stet_segment *segment_of_markup(const stet_source_map *map,
                                             uint32_t markup)
{
    size_t low = 0;
    size_t high = map->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (map->segments[middle].markup <= markup)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &map->segments[low - 1] : NULL;
}

static uint32_t end_of(const stet_segment *segment)
{
    return segment->markup + segment->length;
}

/** Where the character at `text` begins in the markup. */
static uint32_t markup_start(const stet_source_map *map, uint32_t text)
{
    const stet_segment *segment = segment_of_text(map, text);
    if (!segment)
        return map->count ? map->segments[0].markup : text;
    uint32_t offset = text - segment->text;
    if (segment->made) /* Behind the last segment there is only the end of the text. */
        return offset && segment == &map->segments[map->count - 1] ? end_of(segment)
                                                                   : segment->markup;
    return offset < segment->length ? segment->markup + offset : end_of(segment);
}

/** Where the character before `text` (not 0) ends in the markup. */
static uint32_t markup_end(const stet_source_map *map, uint32_t text)
{
    const stet_segment *segment = segment_of_text(map, text - 1);
    if (!segment)
        return map->count ? map->segments[0].markup : text;
    uint32_t offset = text - segment->text;
    return segment->made || offset > segment->length ? end_of(segment)
                                                     : segment->markup + offset;
}

stet_span stet_source_map_markup(const stet_source_map *map, stet_span text)
{
    uint32_t start = markup_start(map, text.start);
    if (text.end <= text.start)
        return (stet_span){ start, start };
    /* Inside a made segment whose markup is empty the end can be before the start. */
    uint32_t last = text.end - 1;
    const stet_segment *segment = segment_of_text(map, last);
    if (segment && segment == segment_of_text(map, text.start) && segment->made)
        return (stet_span){ segment->markup, end_of(segment) };
    uint32_t end = markup_end(map, text.end);
    return (stet_span){ start, end < start ? start : end };
}

uint32_t stet_source_map_text(const stet_source_map *map, uint32_t markup)
{
    if (!map->count)
        return markup;
    const stet_segment *segment = segment_of_markup(map, markup);
    if (!segment)
        return map->segments[0].text;
    if (markup < end_of(segment))
        return segment->made ? segment->text
                             : segment->text + (markup - segment->markup);
    const stet_segment *behind = segment + 1;
    if (behind < map->segments + map->count)
        return behind->text;
    return segment->made ? segment->text + 1 : segment->text + segment->length;
}

/* Markup and source. */

/** Where a decoding of the value stands. */
typedef struct decoding {
    uint32_t markup;
    uint32_t raw;
} decoding;

static char mark_of(stet_encoding encoding)
{
    return encoding == STET_ENCODING_JSON ? '\\' : '"';
}

/** Length of the escape at `at`; `*made` gets the length of what it stands for. */
static size_t escape_at(const stet_value *value, size_t at, size_t *made)
{
    if (value->encoding == STET_ENCODING_JSON) {
        char bytes[4];
        return stet_json_escape(value->raw, at, bytes, made);
    }
    *made = 1;
    return 2;
}

/** Goes on to where markup byte `to` is made: to the escape that makes it, if one
    does and `to` is not its first byte: before it, or, `over`, behind it. */
static decoding decode_to(const stet_value *value, decoding d, uint32_t to, bool over)
{
    stet_str raw = value->raw;
    if (value->text.ptr == raw.ptr) /* Nothing had to be decoded. */
        return (decoding){ to, to };
    while (d.markup < to && d.raw < raw.len) {
        size_t run = to - d.markup;
        if (run > raw.len - d.raw)
            run = raw.len - d.raw;
        const char *start = raw.ptr + d.raw;
        const char *mark = memchr(start, mark_of(value->encoding), run);
        if (mark)
            run = (size_t)(mark - start);
        d.markup += (uint32_t)run;
        d.raw += (uint32_t)run;
        if (!mark)
            continue;
        size_t made;
        size_t length = escape_at(value, d.raw, &made);
        if (d.markup + made > to && !over)
            break;
        d.markup += (uint32_t)made;
        d.raw += (uint32_t)length;
    }
    return d;
}

/** Moves a point of the record on to byte `at` of the record. */
static void move_point(const stet_record *record, stet_point *point, size_t at)
{
    size_t stands = (size_t)(point->byte - stet_record_start(record).byte);
    stet_point_pass(point, (stet_str){ record->raw.ptr + stands, at - stands });
}

/** The last milestone at or before `markup`; the first is at the value's start. */
static const stet_milestone *milestone_before(const stet_source_map *map,
                                              uint32_t markup)
{
    size_t low = 1;
    size_t high = map->n_milestones;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (map->milestones[middle].markup <= markup)
            low = middle + 1;
        else
            high = middle;
    }
    return &map->milestones[low - 1];
}

/** Sets a milestone where the cursor stands, unless there is one near. */
static void set_milestone(stet_source_map *map)
{
    size_t n = map->n_milestones;
    if (n && map->here.markup < map->milestones[n - 1].markup + MILESTONE / 2)
        return;
    stet_memory_grow((void **)&map->milestones, &map->milestones_capacity, n + 1,
                     sizeof *map->milestones);
    map->milestones[map->n_milestones++] = map->here;
}

/** Moves the cursor on to where markup byte `to` is made; false when an escape that
    makes more than that byte keeps it where it is. */
static bool move_here(stet_source_map *map, uint32_t to)
{
    stet_milestone *here = &map->here;
    size_t base = (size_t)(map->value->raw.ptr - map->record->raw.ptr);
    uint32_t stood = here->markup;
    decoding d = decode_to(map->value, (decoding){ stood, here->raw }, to, false);
    here->markup = d.markup;
    here->raw = d.raw;
    move_point(map->record, &here->point, base + d.raw);
    return d.markup != stood;
}

/** Moves the cursor to where markup byte `to` is made, from the nearest place before
    it that is known. */
static void go_to(stet_source_map *map, uint32_t to)
{
    if (!map->n_milestones) {
        move_here(map, 0);
        set_milestone(map);
    }
    const stet_milestone *near = milestone_before(map, to);
    if (to < map->here.markup || near->markup > map->here.markup)
        map->here = *near;
    while (to - map->here.markup > MILESTONE &&
           move_here(map, map->here.markup + MILESTONE))
        set_milestone(map);
    move_here(map, to);
}

void stet_source_map_points(stet_source_map *map, stet_span markup, stet_point *start,
                            stet_point *end)
{
    const stet_value *value = map->value;
    size_t base = (size_t)(value->raw.ptr - map->record->raw.ptr);
    go_to(map, markup.start);
    *start = map->here.point;
    *end = *start;
    if (markup.end <= markup.start)
        return;
    decoding d = { map->here.markup, map->here.raw };
    d = decode_to(value, d, markup.end, true);
    move_point(map->record, end, base + d.raw);
}

/* Writing. */

static void encode_json(stet_str text, stet_buffer *out)
{
    static const char shorts[][3] = {
        ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n",  ['\f'] = "\\f",
        ['\r'] = "\\r", ['"'] = "\\\"", ['\\'] = "\\\\",
    };
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < STET_LEN(shorts) && shorts[c][0])
            stet_buffer_append(out, shorts[c], 2);
        else if (c < 0x20)
            stet_buffer_format(out, "\\u%04x", c);
        else
            stet_buffer_add_char(out, text.ptr[i]);
    }
}

static void encode_quoted_cell(stet_str text, stet_buffer *out)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            stet_buffer_add_char(out, '"');
        stet_buffer_add_char(out, text.ptr[i]);
    }
}

/** Whether a cell without quotes can hold the text. */
static bool fits_bare_cell(const stet_record *record, stet_str text)
{
    const stet_reader *reader = record->piece->source->layout->reader;
    char delimiter = reader == &stet_reader_tsv ? '\t' : ',';
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == delimiter || text.ptr[i] == '"' || text.ptr[i] == '\n' ||
            text.ptr[i] == '\r')
            return false;
    return true;
}

bool stet_source_map_encode(const stet_source_map *map, stet_str text, stet_buffer *out)
{
    switch (map->value->encoding) {
    case STET_ENCODING_JSON:
        encode_json(text, out);
        return true;
    case STET_ENCODING_CSV:
        encode_quoted_cell(text, out);
        return true;
    case STET_ENCODING_CELL:
        if (!fits_bare_cell(map->record, text))
            return false;
        break;
    case STET_ENCODING_NONE:
        break;
    }
    stet_buffer_add(out, text);
    return true;
}
