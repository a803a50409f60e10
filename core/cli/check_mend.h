/* SPDX-License-Identifier: Apache-2.0 */
/**
 * check_mend.h - what becomes of mended texts: files replaced, or a diff.
 *
 * A source is read whole (mapped), so that what the reader passed over, such as a byte
 * order mark or a record that is too long, is still there when the new file is put
 * together: mended pieces in their places, every other byte as it was. A file is
 * replaced only if something changed, and only if it still is what was read. One that
 * cannot be replaced is kept: what is told of it is what it holds. (What goes wrong
 * only while it is written, on a full disk, leaves findings of the text that was not.)
 * Standard input is written to standard output. With a diff nothing is written.
 *
 * Findings that are left are told at their places in the mended file: what earlier
 * pieces grew or shrank is added to them.
 *
 * Used by the thread that feeds and collects. Files are opened ahead of the results, so
 * they wait in a queue.
 */
#ifndef STET_CLI_CHECK_MEND_H
#define STET_CLI_CHECK_MEND_H

#include "run/engine.h"
#include "run/file_list.h"

typedef struct stet_check_mend stet_check_mend;

/** `diff`: write a diff to standard output instead. */
stet_check_mend *stet_check_mend_new(bool diff);
/** Opens a file for the engine and remembers it. */
stet_source *stet_check_mend_open(stet_check_mend *mend, const stet_listed_file *file,
                                  size_t max_record, stet_error *trouble);
/** Takes a piece's result: moves its places, gathers its bytes, and with the last one
   of a source writes. What cannot be written becomes a trouble of the result, and its
    fixes count as not applied; false with `error` when standard output cannot be
    written (`*closed`: its reader has gone). */
bool stet_check_mend_take(stet_check_mend *mend, stet_result *result, bool *closed,
                          stet_error *error);
/** How many sources were changed, or would be. */
size_t stet_check_mend_changed(const stet_check_mend *mend);
void stet_check_mend_free(stet_check_mend *mend);

#endif
