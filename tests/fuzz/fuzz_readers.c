/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Every reader, over bytes at hand and over a pipe, which must come to the same; and
 * the source map of every text. The first byte says the format, the second the limit
 * of a record.
 */
#include "base/str.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "text/reader.h"
#include "text/source_map.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/** What fits into a pipe that nobody reads yet. */
enum { PIPE_ROOM = 60000 };

static void demand(bool holds)
{
    if (!holds)
        abort();
}

/** Some spans of the text: their source is in order and inside the value. */
static void map_value(const stet_record *record, const stet_value *value,
                      stet_source_map *map)
{
    uint64_t base =
        record->piece->byte + (uint64_t)(value->raw.ptr - record->piece->bytes.ptr);
    stet_source_map_begin(map, record, value);
    uint32_t before = 0;
    for (size_t at = 0; at < value->text.len;) {
        stet_utf8_next(value->text.ptr, &at);
        stet_point start;
        stet_point end;
        stet_source_map_points(map, (stet_span){ before, (uint32_t)at }, &start, &end);
        demand(start.byte >= base && start.byte < end.byte);
        demand(end.byte <= base + value->raw.len);
        demand(end.line >= start.line);
        /* Now and then a leap, so that not every place follows the one before. */
        size_t leap = at + 20;
        if (at % 5 == 0 && leap < value->text.len &&
            ((unsigned char)value->text.ptr[leap] & 0xC0) != 0x80)
            at = leap;
        before = (uint32_t)at;
    }
}

static void look_at_record(const stet_record *record, stet_source_map *map,
                           stet_buffer *out)
{
    stet_buffer_format(out, "%llu %u %u\n", (unsigned long long)record->number,
                       record->line, record->before);
    for (size_t i = 0; i < record->n_values; i++) {
        const stet_value *value = &record->values[i];
        uint32_t chars;
        demand(stet_utf8_check(value->text, &chars) == STET_UTF8_VALID);
        demand(!value->field->text || chars == value->chars);
        demand(value->raw.ptr >= record->raw.ptr &&
               value->raw.ptr + value->raw.len <= record->raw.ptr + record->raw.len);
        map_value(record, value, map);
        stet_buffer_add(out, value->text);
    }
}

static void read_all(stet_source *source, stet_error *error, stet_buffer *out)
{
    stet_arena arena = { 0 };
    stet_source_map map = { 0 };
    stet_piece piece;
    while (source && stet_source_next(source, &piece, error)) {
        stet_record_cursor cursor = stet_record_begin(&piece);
        stet_record record;
        stet_failure failure;
        stet_read read;
        while ((read = stet_record_next(&cursor, &arena, &record, &failure)) !=
               STET_READ_END) {
            if (read == STET_READ_RECORD)
                look_at_record(&record, &map, out);
            else
                stet_buffer_format(out, "%llu %u:%u %.*s\n",
                                   (unsigned long long)failure.point.byte,
                                   failure.point.line, failure.point.column,
                                   (int)failure.message.len, failure.message.ptr);
        }
        stet_arena_reset(&arena);
        stet_piece_release(&piece);
    }
    if (error->message)
        stet_buffer_add_text(out, error->message);
    stet_error_release(error);
    stet_source_map_release(&map);
    stet_source_close(source);
    stet_arena_release(&arena);
}

/** Puts the bytes into standard input, as a pipe that has ended. */
static void pipe_in(stet_str bytes)
{
    int ends[2];
    demand(pipe(ends) == 0);
    demand(stet_file_write_fd(ends[1], bytes));
    close(ends[1]);
    demand(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
    close(ends[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > PIPE_ROOM)
        return 0;
    const stet_layout *layout;
    size_t n = data[0] % 10;
    layout = n < 6 ? stet_layout_plain(stet_reader_at(n)) : stet_layout_at(n - 6);
    size_t max_record = data[1] < 128 ? data[1] : STET_MAX_RECORD;
    stet_str bytes = { (const char *)data + 2, size - 2 };
    stet_buffer at_hand = { 0 };
    stet_buffer piped = { 0 };
    stet_error error = STET_ERROR_NONE;
    read_all(
        stet_source_of_bytes(bytes, NULL, STET_STR("fuzz"), layout, max_record, &error),
        &error, &at_hand);
    pipe_in(bytes);
    read_all(stet_source_open("-", STET_STR("fuzz"), layout, max_record, &error),
             &error, &piped);
    demand(stet_str_equal(stet_buffer_str(&at_hand), stet_buffer_str(&piped)));
    stet_buffer_release(&at_hand);
    stet_buffer_release(&piped);
    return 0;
}
