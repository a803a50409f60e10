/* SPDX-License-Identifier: Apache-2.0 */
/**
 * JSON: an array of records, or one record.
 *
 * Feeding only pairs brackets and quotes, so that an array of any size is cut into
 * pieces; what stands between records (commas, the last bracket) is checked by the
 * worker. A piece begins behind a record, or is the first.
 */
#include "text/json_record.h"

#include <string.h>

/** What may come next at the top. */
typedef enum json_place {
    PLACE_FIRST,  /**< The first record. */
    PLACE_RECORD, /**< A record: a comma stands before. */
    PLACE_BEHIND, /**< A comma or the end: a record stands before. */
    PLACE_CLOSED, /**< Nothing. */
} json_place;

typedef struct json_state {
    stet_json_decoder *decoder;
    json_place place;
    size_t counted; /**< Up to here the cursor's `before` has been counted. */
    bool gave_up;   /**< What is wrong with the end has been told. */
} json_state;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t skip_blanks(stet_str bytes, size_t at)
{
    while (at < bytes.len && is_blank(bytes.ptr[at]))
        at++;
    return at;
}

static bool prepare(stet_source *source, stet_str bytes, size_t *length,
                    stet_error *error)
{
    stet_json_layout *layout = stet_json_layout_compile(source, error);
    if (!layout)
        return false;
    size_t at = skip_blanks(bytes, 0);
    if (at == bytes.len && source->ended)
        return stet_error_set(error, "not JSON: there is no value in it");
    layout->is_array = at < bytes.len && bytes.ptr[at] == '[';
    *length = layout->is_array ? at + 1 : 0;
    if (layout->is_array && source->ended && skip_blanks(bytes, at + 1) == bytes.len)
        return stet_error_set(error, "not JSON: the array ends without ]");
    source->header = layout;
    return true;
}

/* Where a value that begins or goes on stands: the bits of scan->state. */
enum { SCAN_STARTED = 1, SCAN_STRING = 2, SCAN_ESCAPE = 4, SCAN_SCALAR = 8 };

/** Behind what stands between records; a bracket there can only be the last. */
static size_t skip_separators(stet_str bytes, size_t at)
{
    while (at < bytes.len &&
           (is_blank(bytes.ptr[at]) || bytes.ptr[at] == ',' || bytes.ptr[at] == ']'))
        at++;
    return at;
}

/** Whether the byte at `at` is escaped: an odd number of backslashes stands before it,
    of which the first is not before `start`. */
static bool is_escaped(stet_str bytes, size_t start, size_t at)
{
    size_t n = 0;
    while (at - n > start && bytes.ptr[at - n - 1] == '\\')
        n++;
    return n % 2 != 0;
}

/** Goes through the inside of a string; false: it does not end in these bytes. */
static bool scan_string(stet_str bytes, size_t *at, stet_scan_state *scan)
{
    size_t start = *at + (scan->state & SCAN_ESCAPE ? 1 : 0);
    size_t i = start;
    scan->state &= ~(uint32_t)SCAN_ESCAPE;
    while (i < bytes.len) {
        const char *quote = memchr(bytes.ptr + i, '"', bytes.len - i);
        if (!quote)
            break;
        i = (size_t)(quote - bytes.ptr) + 1;
        if (!is_escaped(bytes, start, i - 1)) {
            scan->state &= ~(uint32_t)SCAN_STRING;
            *at = i;
            return true;
        }
    }
    if (is_escaped(bytes, start, bytes.len))
        scan->state |= SCAN_ESCAPE;
    *at = bytes.len;
    return false;
}

/** Takes one byte outside of strings. True: the value ends, behind it or, of a number
    and the like, before it. */
static bool scan_byte(char c, size_t *at, stet_scan_state *scan)
{
    if (scan->state & SCAN_SCALAR && (is_blank(c) || memchr(",:[]{}\"", c, 7)))
        return true;
    ++*at;
    switch (c) {
    case '"':
        scan->state |= SCAN_STRING;
        return false;
    case '{':
    case '[':
        scan->depth++;
        return false;
    case '}':
    case ']':
        if (scan->depth)
            scan->depth--;
        return scan->depth == 0;
    default:
        if (!scan->depth)
            scan->state |= SCAN_SCALAR;
        return false;
    }
}

static stet_split split(stet_str bytes, size_t *at, stet_scan_state *scan)
{
    if (!scan->state) {
        size_t start = skip_separators(bytes, *at);
        if (start != *at) {
            *at = start;
            return STET_SPLIT_BLANK;
        }
        scan->state = SCAN_STARTED;
    }
    while (*at < bytes.len) {
        bool ends;
        if (scan->state & SCAN_STRING)
            ends = scan_string(bytes, at, scan) && !scan->depth;
        else
            ends = scan_byte(bytes.ptr[*at], at, scan);
        if (ends)
            return STET_SPLIT_RECORD;
    }
    return STET_SPLIT_OPEN;
}

static const stet_json_layout *header_of(const stet_record_cursor *cursor)
{
    return cursor->piece->source->header;
}

static json_state *state_of(stet_record_cursor *cursor, stet_arena *arena)
{
    if (!cursor->state) {
        json_state *state = stet_arena_zalloc(arena, sizeof *state);
        state->decoder = stet_json_decoder_new(cursor->piece->source, arena);
        state->place = PLACE_FIRST;
        if (cursor->piece->record > 1)
            state->place = header_of(cursor)->is_array ? PLACE_BEHIND : PLACE_CLOSED;
        cursor->state = state;
    }
    return cursor->state;
}

/** Moves over bytes. Columns are only counted where something is told or begins, and
    from the last line end on: see count_column. */
static void pass(stet_record_cursor *cursor, json_state *state, size_t len)
{
    const char *start = cursor->piece->bytes.ptr;
    size_t end = cursor->at + len;
    const char *lf;
    while (cursor->at < end &&
           (lf = memchr(start + cursor->at, '\n', end - cursor->at))) {
        cursor->at = (size_t)(lf - start) + 1;
        cursor->line++;
        cursor->before = 0;
        cursor->before_utf16 = 0;
        cursor->before_utf8 = 0;
        state->counted = cursor->at;
    }
    cursor->at = end;
}

/** Makes the cursor's column right. */
static void count_column(stet_record_cursor *cursor, json_state *state)
{
    size_t len = cursor->at - state->counted;
    cursor->at = state->counted;
    stet_reader_pass(cursor, len);
    state->counted = cursor->at;
}

/** Takes a comma or the last bracket; returns what is wrong with it, or NULL. */
static const char *take_separator(json_state *state, char c)
{
    json_place place = state->place;
    if (c == ',') {
        state->place = PLACE_RECORD;
        return place == PLACE_BEHIND ? NULL
                                     : "not JSON: no value stands before this comma";
    }
    state->place = PLACE_CLOSED;
    return place == PLACE_RECORD ? "not JSON: no value stands behind the last comma"
                                 : NULL;
}

/** At the end of a piece: the last one must have closed the array. */
static stet_read end_piece(stet_record_cursor *cursor, json_state *state,
                           stet_arena *arena, stet_failure *failure)
{
    if (!cursor->piece->last || state->gave_up || !header_of(cursor)->is_array ||
        state->place == PLACE_CLOSED)
        return STET_READ_END;
    state->gave_up = true;
    count_column(cursor, state);
    return stet_reader_fail(cursor, cursor->at, arena, failure,
                            "not JSON: the array ends without ]");
}

/** Something behind the end: told once, the rest of the piece is left. */
static stet_read leave_rest(stet_record_cursor *cursor, json_state *state,
                            stet_arena *arena, stet_failure *failure)
{
    stet_reader_fail(cursor, cursor->at, arena, failure,
                     "not JSON: this stands behind the end of the value");
    cursor->at = cursor->piece->bytes.len;
    state->gave_up = true;
    return STET_READ_FAILURE;
}

static stet_read read_value(stet_record_cursor *cursor, json_state *state,
                            stet_arena *arena, stet_record *record,
                            stet_failure *failure)
{
    stet_scan_state scan = { 0, 0 };
    size_t end = cursor->at;
    char first = cursor->piece->bytes.ptr[cursor->at];
    /* A number may end where the bytes do; all else is broken, and that is told. */
    if (split(cursor->piece->bytes, &end, &scan) == STET_SPLIT_OPEN)
        state->gave_up = first == '{' || first == '[' || first == '"';
    size_t len = end - cursor->at;
    stet_read result =
        stet_json_decoder_read(state->decoder, cursor, len, arena, record, failure);
    pass(cursor, state, len);
    cursor->record++;
    state->place = header_of(cursor)->is_array ? PLACE_BEHIND : PLACE_CLOSED;
    return result;
}

static stet_read read_record(stet_record_cursor *cursor, stet_arena *arena,
                             stet_record *record, stet_failure *failure)
{
    json_state *state = state_of(cursor, arena);
    for (;;) {
        stet_str bytes = cursor->piece->bytes;
        pass(cursor, state, skip_blanks(bytes, cursor->at) - cursor->at);
        if (cursor->at == bytes.len)
            return end_piece(cursor, state, arena, failure);
        char c = bytes.ptr[cursor->at];
        bool is_separator = header_of(cursor)->is_array && (c == ',' || c == ']');
        if (state->place == PLACE_CLOSED || !is_separator)
            break;
        const char *wrong = take_separator(state, c);
        if (wrong) {
            count_column(cursor, state);
            stet_reader_fail(cursor, cursor->at, arena, failure, "%s", wrong);
        }
        pass(cursor, state, 1);
        if (wrong)
            return STET_READ_FAILURE;
    }
    count_column(cursor, state);
    if (state->place == PLACE_CLOSED)
        return leave_rest(cursor, state, arena, failure);
    if (state->place == PLACE_BEHIND) {
        state->place = PLACE_RECORD;
        return stet_reader_fail(cursor, cursor->at, arena, failure,
                                "not JSON: no comma stands before this value");
    }
    return read_value(cursor, state, arena, record, failure);
}

static const char *const extensions[] = { "json", NULL };

const stet_reader stet_reader_json = {
    .name = "json",
    .summary = "JSON; each element of the array is a record, or all of it is one",
    .extensions = extensions,
    .has_records = true,
    .header = prepare,
    .split = split,
    .next = read_record,
};
