/* SPDX-License-Identifier: Apache-2.0 */
/**
 * moved.h - where places are when the pieces before them have grown or shrunk.
 *
 * A worker mends a piece without knowing what becomes of the ones before it, so its
 * places are right only up to that. Who puts the pieces together notes, for each piece,
 * by how much it has moved, and moves the places of results by it; those of the whole
 * batch too, which come when all pieces are through. A file without records is one
 * piece, and nothing in it moves. A value, zeros: nothing has moved. One thread.
 */
#ifndef STET_CLI_MOVED_H
#define STET_CLI_MOVED_H

#include "base/map.h"
#include "run/finding.h"

/** From this record of the file on, up to the next entry. */
typedef struct stet_move {
    stet_str path;
    uint64_t record;
    int64_t bytes, lines;
    /** The line on which the piece begins, and how far columns on it have moved. */
    uint32_t line;
    int32_t column, utf16, utf8;
} stet_move;

typedef struct stet_moved {
    stet_move *items; /**< File by file, in order of the records. */
    size_t count, capacity;
    stet_map files; /**< Path -> index of its first entry + 1. */
} stet_moved;

/** Notes a piece that begins with `record`, at the point `was`, which is `now` by what
    was mended before it; the path must outlive this. Pieces of a file come one after
   the other. */
void stet_moved_add(stet_moved *moved, stet_str path, uint64_t record,
                    const stet_point *was, const stet_point *now);
/** Moves all places of a result. */
void stet_moved_apply(const stet_moved *moved, stet_result *result);
void stet_moved_release(stet_moved *moved);

#endif
