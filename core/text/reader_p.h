/* SPDX-License-Identifier: Apache-2.0 */
/**
 * reader_p.h - what the readers share: failures with their place, and whether a
 * record has what its layout asks for.
 */
#ifndef STET_TEXT_READER_P_H
#define STET_TEXT_READER_P_H

#include "text/reader.h"

/** A failure of the record that begins at the cursor: `at` is an offset in the piece,
    at or behind it. Returns STET_READ_FAILURE. */
STET_PRINTF(5, 6)
stet_read stet_reader_fail(const stet_record_cursor *cursor, size_t at,
                           stet_arena *arena, stet_failure *failure, const char *format,
                           ...);

/** The bytes of the piece from the cursor on. */
stet_str stet_reader_rest(const stet_record_cursor *cursor);
/** Moves the cursor, and its line and column, over bytes of the piece. */
void stet_reader_pass(stet_record_cursor *cursor, size_t len);
/** Begins a record of `raw.len` bytes at the cursor. */
stet_record stet_reader_begin(const stet_record_cursor *cursor, size_t len);

/** Whether raw text is UTF-8 without NUL; else a failure, and false. */
bool stet_reader_check_text(const stet_record_cursor *cursor, stet_str text,
                            uint32_t *chars, stet_arena *arena, stet_failure *failure);

/** What is known of a field when a record has been decoded. */
typedef struct stet_field_state {
    bool found;
    const char *wrong_kind; /**< "a number": what stands where text should; or NULL. */
} stet_field_state;

/** What the record lacks, as a message; empty: nothing. `states` has a row for each of
    the layout's fields. */
stet_str stet_reader_lack(const stet_layout *layout, const stet_field_state *states,
                          stet_arena *arena);
/** Hands out a record, or first what it lacks. */
stet_read stet_reader_give(stet_record_cursor *cursor, stet_str lack, stet_arena *arena,
                           stet_record *record, stet_failure *failure);

#endif
