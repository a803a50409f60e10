/* SPDX-License-Identifier: Apache-2.0 */
/**
 * reading.h - reads bytes through a layout and writes down what came, line by line:
 *
 *     record 1 1:1 id=q-1 question=[...] answer=[...]
 *     failure 2 3:4 byte 57: not JSON: ...
 *     error 1:1: ...; hint
 *
 * Every reading is done twice, of bytes at hand and of a pipe that gives a few bytes at
 * a time, and both must come to the same.
 */
#ifndef STET_TEST_READING_H
#define STET_TEST_READING_H

#include "base/file.h"
#include "base/str.h"
#include "text/reader.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static inline void reading_add_record(stet_buffer *out, const stet_record *record)
{
    stet_buffer_format(out, "record %llu %u:%u", (unsigned long long)record->number,
                       record->line, record->before + 1);
    if (record->id.len)
        stet_buffer_format(out, " id=%.*s", (int)record->id.len, record->id.ptr);
    for (size_t i = 0; i < record->n_values; i++) {
        const stet_value *value = &record->values[i];
        assert_true(value->raw.ptr >= record->raw.ptr &&
                    value->raw.ptr + value->raw.len <=
                        record->raw.ptr + record->raw.len);
        stet_buffer_format(out, " %.*s=[", (int)value->field->name.len,
                           value->field->name.ptr);
        stet_buffer_add(out, value->text);
        stet_buffer_add_text(out, "]");
    }
    stet_buffer_add_text(out, "\n");
}

static inline void reading_add_failure(stet_buffer *out, const stet_failure *failure)
{
    stet_buffer_format(out, "failure %llu %u:%u byte %llu: %.*s\n",
                       (unsigned long long)failure->record, failure->point.line,
                       failure->point.column, (unsigned long long)failure->point.byte,
                       (int)failure->message.len, failure->message.ptr);
}

static inline void reading_add_error(stet_buffer *out, const stet_error *error)
{
    stet_buffer_format(out, "error %u:%u: %s", error->position.line,
                       error->position.column, error->message);
    if (error->hint)
        stet_buffer_format(out, "; %s", error->hint);
    stet_buffer_add_text(out, "\n");
}

/** Reads all of the source and closes it; NULL adds the error. */
static inline void reading_of_source(stet_source *source, stet_error *error,
                                     stet_buffer *out)
{
    stet_arena arena = { 0 };
    stet_piece piece;
    while (source && stet_source_next(source, &piece, error)) {
        assert_true(source->pending.capacity <=
                    4 * (source->max_record + STET_PIECE_SIZE));
        assert_true(piece.bytes.len <= source->max_record + 2 * STET_PIECE_SIZE);
        stet_record_cursor cursor = stet_record_begin(&piece);
        stet_record record;
        stet_failure failure;
        stet_read read;
        while ((read = stet_record_next(&cursor, &arena, &record, &failure)) !=
               STET_READ_END) {
            if (read == STET_READ_RECORD)
                reading_add_record(out, &record);
            else
                reading_add_failure(out, &failure);
        }
        stet_arena_reset(&arena);
        stet_piece_release(&piece);
    }
    if (error->message)
        reading_add_error(out, error);
    stet_error_release(error);
    stet_source_close(source);
    stet_arena_release(&arena);
}

static inline void reading_of_bytes(const stet_layout *layout, size_t max_record,
                                    stet_str bytes, stet_buffer *out)
{
    stet_error error = STET_ERROR_NONE;
    stet_source *source = stet_source_of_bytes(bytes, NULL, STET_STR("bytes"), layout,
                                               max_record, &error);
    reading_of_source(source, &error, out);
}

/** What the other end of a pipe writes. */
typedef struct reading_feed {
    const char *path;
    stet_str bytes;
    size_t chunk;
} reading_feed;

static inline void *reading_write_feed(void *user)
{
    const reading_feed *feed = user;
    FILE *pipe = fopen(feed->path, "wb");
    setvbuf(pipe, NULL, _IONBF, 0);
    for (size_t at = 0; at < feed->bytes.len; at += feed->chunk) {
        size_t rest = feed->bytes.len - at;
        fwrite(feed->bytes.ptr + at, 1, rest < feed->chunk ? rest : feed->chunk, pipe);
    }
    fclose(pipe);
    return NULL;
}

static inline void reading_of_pipe(const stet_layout *layout, size_t max_record,
                                   stet_str bytes, size_t chunk, stet_buffer *out)
{
    char folder[] = STET_TEST_BUILD "/reading-XXXXXX";
    assert_non_null(mkdtemp(folder));
    stet_buffer path = { 0 };
    stet_path_join(&path, stet_str_from(folder), STET_STR("pipe"));
    assert_int_equal(mkfifo(path.ptr, 0600), 0);
    reading_feed feed = { path.ptr, bytes, chunk };
    pthread_t writer;
    assert_int_equal(pthread_create(&writer, NULL, reading_write_feed, &feed), 0);
    stet_error error = STET_ERROR_NONE;
    stet_source *source =
        stet_source_open(path.ptr, STET_STR("pipe"), layout, max_record, &error);
    if (source)
        assert_true(source->fd >= 0);
    reading_of_source(source, &error, out);
    pthread_join(writer, NULL);
    unlink(path.ptr);
    rmdir(folder);
    stet_buffer_release(&path);
}

static inline void expect_reading_of(const stet_layout *layout, size_t max_record,
                                     stet_str bytes, const char *expected)
{
    stet_buffer at_hand = { 0 };
    stet_buffer piped = { 0 };
    stet_buffer_add_text(&at_hand, "");
    stet_buffer_add_text(&piped, "");
    reading_of_bytes(layout, max_record, bytes, &at_hand);
    reading_of_pipe(layout, max_record, bytes, 7, &piped);
    assert_string_equal(at_hand.ptr, expected);
    assert_string_equal(piped.ptr, expected);
    stet_buffer_release(&at_hand);
    stet_buffer_release(&piped);
}

static inline void expect_reading(const stet_layout *layout, const char *text,
                                  const char *expected)
{
    expect_reading_of(layout, STET_MAX_RECORD, stet_str_from(text), expected);
}

#endif
