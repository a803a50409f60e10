/* SPDX-License-Identifier: Apache-2.0 */
/**
 * saved.h - the bytes of a saved state: what is written, and read again elsewhere.
 *
 *     "STET" 1   whose it is (texts)   numbers, reals, texts, names ...   the end
 *
 * The same on every machine. A number takes 7 bits a byte, the low ones first, and the
 * high bit says that more follow (LEB128, as in DWARF 5, 7.6); a real is its eight
 * bytes (IEEE 754), turned round so that the many that end in zeros are short numbers.
 * A text is its length and its bytes. A name is a text that comes often, such as that
 * of a field: 0 and the text where it comes first, then the number that it had. The end
 * is a byte of its own and a checksum (FNV-1a, 64 bits) of all before, so that what was
 * damaged where it was kept is told, even when it can be read.
 *
 * A writer hands on chunks of some 64 KiB as they fill, a reader takes chunks of any
 * size and holds one: neither has all of a state. What is read is not believed: a
 * length is held against the bytes that are there before memory is taken for it. The
 * first fault stops a reader: nothing more can be read from it, and `why` has the
 * reason.
 *
 * Values; one owner, one thread. Release frees what they hold.
 */
#ifndef STET_RUN_SAVED_H
#define STET_RUN_SAVED_H

#include "base/arena.h"
#include "base/buffer.h"

#include <stdbool.h>

/** Takes a chunk, valid during the call. False: stop, it could not be kept. */
typedef bool (*stet_saved_write)(void *user, stet_str chunk);
/** Gives the next chunk, valid until the next call. False: there is none. */
typedef bool (*stet_saved_read)(void *user, stet_str *chunk);

/** Names by number, in the order in which they came. */
typedef struct stet_saved_names {
    stet_str *items;
    size_t count, capacity;
} stet_saved_names;

typedef struct stet_saved_writer {
    stet_saved_write write;
    void *user;
    stet_buffer chunk;
    uint64_t checksum;
    stet_saved_names names;
    bool stopped; /**< A chunk could not be kept; nothing is written any more. */
} stet_saved_writer;

void stet_saved_writer_init(stet_saved_writer *writer, stet_saved_write write,
                            void *user);
void stet_saved_write_number(stet_saved_writer *writer, uint64_t number);
void stet_saved_write_real(stet_saved_writer *writer, double number);
/** The bytes alone. */
void stet_saved_write_bytes(stet_saved_writer *writer, const void *bytes, size_t size);
void stet_saved_write_text(stet_saved_writer *writer, stet_str text);
/** `name` must live as long as the writer. */
void stet_saved_write_name(stet_saved_writer *writer, stet_str name);
/** Writes the end and hands on the last chunk. False: stopped. */
bool stet_saved_write_end(stet_saved_writer *writer);
void stet_saved_writer_release(stet_saved_writer *writer);

typedef struct stet_saved_reader {
    stet_saved_read read;
    void *user;
    stet_str rest; /**< Of the chunk at hand. */
    uint64_t at;   /**< Bytes read so far. */
    uint64_t checksum;
    stet_saved_names names;
    const char *why; /**< What is wrong at `at`; NULL: nothing. A constant. */
} stet_saved_reader;

void stet_saved_reader_init(stet_saved_reader *reader, stet_saved_read read,
                            void *user);
/** Whether nothing at all was saved. */
bool stet_saved_is_empty(stet_saved_reader *reader);
/** Whether it begins as a saved state of this version does. */
bool stet_saved_read_start(stet_saved_reader *reader);
/** A number of at most `most`. */
bool stet_saved_read_number(stet_saved_reader *reader, uint64_t most, uint64_t *number);
bool stet_saved_read_real(stet_saved_reader *reader, double *number);
bool stet_saved_read_bytes(stet_saved_reader *reader, void *bytes, size_t size);
/** The text is copied into the arena. */
bool stet_saved_read_text(stet_saved_reader *reader, stet_arena *arena, stet_str *text);
/** Copied when it comes first; the arena must live as long as the reader. */
bool stet_saved_read_name(stet_saved_reader *reader, stet_arena *arena, stet_str *name);
/** Whether all was read, and is as it was written. */
bool stet_saved_read_end(stet_saved_reader *reader);
/** Notes what is wrong, unless something was before; false. */
bool stet_saved_refuse(stet_saved_reader *reader, const char *why);
void stet_saved_reader_release(stet_saved_reader *reader);

#endif
