/* SPDX-License-Identifier: Apache-2.0 */
#include "run/saved.h"

#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

enum { CHUNK = 64 * 1024, NUMBER_BYTES = 10, CHECKSUM_BYTES = 8 };

/* So many bytes are written, and of a text read on trust, at once. */
enum { STEP = 16 * 1024 };

static const stet_str start = { "STET\1", 5 };
static const unsigned char end_byte = 0xE5;

/* http://www.isthe.com/chongo/tech/comp/fnv/: offset basis and prime of 64 bits. */
#define CHECKSUM_BASIS UINT64_C(14695981039346656037)
#define CHECKSUM_PRIME UINT64_C(1099511628211)

static uint64_t sum(uint64_t checksum, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        checksum = (checksum ^ (unsigned char)bytes[i]) * CHECKSUM_PRIME;
    return checksum;
}

/* Byte order turned round: the end of a number first. */
static uint64_t turn_round(uint64_t number)
{
    uint64_t turned = 0;

    for (unsigned i = 0; i < 8; i++)
        turned = turned << 8 | (number >> 8 * i & 0xFF);
    return turned;
}

/* ---- Names ---- */

static void add_name(stet_saved_names *names, stet_str name)
{
    stet_memory_grow((void **)&names->items, &names->capacity, names->count + 1,
                     sizeof *names->items);
    names->items[names->count++] = name;
}

/* There are as many as fields of a layout: few. */
static size_t find_name(const stet_saved_names *names, stet_str name)
{
    size_t i = 0;
    while (i < names->count && !stet_str_equal(names->items[i], name))
        i++;
    return i;
}

/* ---- Writing ---- */

void stet_saved_writer_init(stet_saved_writer *writer, stet_saved_write write,
                            void *user)
{
    *writer =
        (stet_saved_writer){ .write = write, .user = user, .checksum = CHECKSUM_BASIS };
    stet_buffer_reserve(&writer->chunk, CHUNK);
    stet_buffer_add(&writer->chunk, start);
}

static void hand_on(stet_saved_writer *writer)
{
    stet_str chunk = stet_buffer_str(&writer->chunk);

    writer->checksum = sum(writer->checksum, chunk.ptr, chunk.len);
    if (!writer->stopped && chunk.len > 0)
        writer->stopped = !writer->write(writer->user, chunk);
    stet_buffer_clear(&writer->chunk);
}

/* Room for so many bytes, of which a chunk holds more. */
static char *make_room(stet_saved_writer *writer, size_t len)
{
    if (writer->chunk.len + len > CHUNK)
        hand_on(writer);
    return writer->chunk.ptr + writer->chunk.len;
}

void stet_saved_write_number(stet_saved_writer *writer, uint64_t number)
{
    char *at = make_room(writer, NUMBER_BYTES);

    for (; number >= 0x80; number >>= 7)
        *at++ = (char)(number | 0x80);
    *at++ = (char)number;
    writer->chunk.len = (size_t)(at - writer->chunk.ptr);
}

void stet_saved_write_bytes(stet_saved_writer *writer, const void *bytes, size_t size)
{
    const char *from = bytes;

    while (size > 0) {
        size_t len = size < STEP ? size : STEP;
        memcpy(make_room(writer, len), from, len);
        writer->chunk.len += len;
        from += len;
        size -= len;
    }
}

void stet_saved_write_real(stet_saved_writer *writer, double number)
{
    uint64_t bits;

    _Static_assert(sizeof bits == sizeof number, "a double has 64 bits");
    memcpy(&bits, &number, sizeof bits);
    stet_saved_write_number(writer, turn_round(bits));
}

void stet_saved_write_text(stet_saved_writer *writer, stet_str text)
{
    stet_saved_write_number(writer, text.len);
    stet_saved_write_bytes(writer, text.ptr, text.len);
}

void stet_saved_write_name(stet_saved_writer *writer, stet_str name)
{
    size_t i = find_name(&writer->names, name);

    if (i < writer->names.count) {
        stet_saved_write_number(writer, i + 1);
        return;
    }
    stet_saved_write_number(writer, 0);
    stet_saved_write_text(writer, name);
    add_name(&writer->names, name);
}

bool stet_saved_write_end(stet_saved_writer *writer)
{
    char bytes[CHECKSUM_BYTES];

    stet_saved_write_bytes(writer, &end_byte, 1);
    hand_on(writer);
    for (unsigned i = 0; i < CHECKSUM_BYTES; i++)
        bytes[i] = (char)(writer->checksum >> 8 * i & 0xFF);
    stet_saved_write_bytes(writer, bytes, sizeof bytes);
    hand_on(writer);
    return !writer->stopped;
}

void stet_saved_writer_release(stet_saved_writer *writer)
{
    stet_buffer_release(&writer->chunk);
    free(writer->names.items);
    *writer = (stet_saved_writer){ .stopped = true };
}

/* ---- Reading ---- */

void stet_saved_reader_init(stet_saved_reader *reader, stet_saved_read read, void *user)
{
    *reader = (stet_saved_reader){
        .read = read, .user = user, .rest = { "", 0 }, .checksum = CHECKSUM_BASIS
    };
}

bool stet_saved_refuse(stet_saved_reader *reader, const char *why)
{
    if (!reader->why)
        reader->why = why;
    return false;
}

/* Sees to it that a byte is at hand; false: there is none. */
static bool has_more(stet_saved_reader *reader)
{
    while (reader->rest.len == 0 && reader->read)
        if (!reader->read(reader->user, &reader->rest)) {
            reader->rest = (stet_str){ "", 0 };
            reader->read = NULL;
        }
    return reader->rest.len > 0;
}

bool stet_saved_is_empty(stet_saved_reader *reader)
{
    return reader->at == 0 && !has_more(reader);
}

/* The next bytes, as many of them as are at hand and no more than `most`; 0: none. */
static stet_str take(stet_saved_reader *reader, size_t most)
{
    stet_str taken = { "", 0 };

    if (reader->why)
        return taken;
    if (!has_more(reader)) {
        stet_saved_refuse(reader, "it ends too early");
        return taken;
    }
    taken = reader->rest;
    if (taken.len > most)
        taken.len = most;
    reader->rest.ptr += taken.len;
    reader->rest.len -= taken.len;
    reader->at += taken.len;
    reader->checksum = sum(reader->checksum, taken.ptr, taken.len);
    return taken;
}

bool stet_saved_read_start(stet_saved_reader *reader)
{
    for (size_t i = 0; i < start.len; i++) {
        stet_str byte = take(reader, 1);
        if (byte.len == 0 || *byte.ptr != start.ptr[i])
            return stet_saved_refuse(
                reader, i + 1 < start.len ? "it does not begin as a saved state"
                                          : "it was saved by another version of stet");
    }
    return true;
}

bool stet_saved_read_bytes(stet_saved_reader *reader, void *bytes, size_t size)
{
    for (char *to = bytes; size > 0;) {
        stet_str taken = take(reader, size);
        if (taken.len == 0)
            return false;
        memcpy(to, taken.ptr, taken.len);
        to += taken.len;
        size -= taken.len;
    }
    return true;
}

bool stet_saved_read_number(stet_saved_reader *reader, uint64_t most, uint64_t *number)
{
    uint64_t value = 0;

    for (unsigned shift = 0;; shift += 7) {
        stet_str taken = take(reader, 1);
        if (taken.len == 0)
            return false;
        uint64_t low = *(const unsigned char *)taken.ptr & 0x7F;
        if (shift > 63 || (low << shift) >> shift != low)
            return stet_saved_refuse(reader, "a number is too large");
        value |= low << shift;
        if ((*taken.ptr & 0x80) == 0)
            break;
    }
    if (value > most)
        return stet_saved_refuse(reader, "a number is too large");
    *number = value;
    return true;
}

bool stet_saved_read_real(stet_saved_reader *reader, double *number)
{
    uint64_t bits = 0;

    if (!stet_saved_read_number(reader, UINT64_MAX, &bits))
        return false;
    bits = turn_round(bits);
    memcpy(number, &bits, sizeof bits);
    return true;
}

/* A text that goes over the end of a chunk: gathered as its bytes come. */
static bool read_over(stet_saved_reader *reader, uint64_t len, stet_arena *arena,
                      stet_str *text)
{
    stet_buffer all = { 0 };

    while (all.len < len && !reader->why) {
        uint64_t left = len - all.len;
        stet_buffer_add(&all, take(reader, left < STEP ? (size_t)left : STEP));
    }
    if (!reader->why)
        *text = stet_arena_copy(arena, stet_buffer_str(&all));
    stet_buffer_release(&all);
    return !reader->why;
}

bool stet_saved_read_text(stet_saved_reader *reader, stet_arena *arena, stet_str *text)
{
    uint64_t len = 0;

    if (!stet_saved_read_number(reader, SIZE_MAX / 2, &len))
        return false;
    if (len > reader->rest.len)
        return read_over(reader, len, arena, text);
    *text = len > 0 ? stet_arena_copy(arena, take(reader, (size_t)len))
                    : (stet_str){ "", 0 };
    return true;
}

bool stet_saved_read_name(stet_saved_reader *reader, stet_arena *arena, stet_str *name)
{
    uint64_t number = 0;

    if (!stet_saved_read_number(reader, reader->names.count, &number))
        return false;
    if (number > 0) {
        *name = reader->names.items[number - 1];
        return true;
    }
    if (!stet_saved_read_text(reader, arena, name))
        return false;
    add_name(&reader->names, *name);
    return true;
}

bool stet_saved_read_end(stet_saved_reader *reader)
{
    stet_str byte = take(reader, 1);
    uint64_t checksum = reader->checksum, written = 0;

    if (byte.len == 0 || (unsigned char)*byte.ptr != end_byte)
        return stet_saved_refuse(reader, "it does not end where it should");
    for (unsigned i = 0; i < CHECKSUM_BYTES; i++) {
        byte = take(reader, 1);
        if (byte.len > 0)
            written |= (uint64_t)(unsigned char)*byte.ptr << 8 * i;
    }
    if (!reader->why && has_more(reader))
        return stet_saved_refuse(reader, "something stands behind its end");
    if (!reader->why && written != checksum)
        return stet_saved_refuse(reader, "its checksum is wrong");
    return !reader->why;
}

void stet_saved_reader_release(stet_saved_reader *reader)
{
    free(reader->names.items);
    *reader = (stet_saved_reader){ .why = "it was closed" };
}
