/* SPDX-License-Identifier: Apache-2.0 */
/**
 * grid.h - the files of a batch, cut into segments that are numbered once for all.
 *
 *     files in order -> segments 1, 2, 3 ... -> a shard's run of them -> sources
 *
 * A segment is what is recorded whole or not at all, what a shard takes, and what a
 * merge puts together: whole records of one file, 4 KiB to 1 MiB, the larger the
 * batch. Where it begins hangs on the sizes of the files and on where their records
 * end, and on nothing else, so every process that sees the same files has the same
 * segments. A file that cannot be cut (Markdown, text, JSON) is one segment; so is one
 * that cannot be read at all (UTF-16, a table without columns), which is a failure of
 * the batch and does not end it.
 *
 * Life: zero -> add each file -> close -> seek -> next, open ... -> release. The file
 * at hand is opened anew for each segment, so that no more of it stays mapped than is
 * being read: its end is looked for in what is then its source. That the file changed
 * meanwhile is an error. One thread.
 */
#ifndef STET_AUDIT_GRID_H
#define STET_AUDIT_GRID_H

#include "run/file_list.h"
#include "text/source.h"

typedef struct stet_audit_file {
    const stet_listed_file *listed; /**< Outlives the grid. */
    const stet_layout *layout;      /**< How it is read; with the group's field. */
    struct stat seen;               /**< As it was when the grid was made. */
    uint64_t first;                 /**< Number of its first segment. */
    uint64_t n_segments;            /**< At least 1. */
} stet_audit_file;

typedef struct stet_audit_segment {
    uint64_t number;             /**< In the batch, from 1. */
    const stet_audit_file *file; /**< Of the grid. */
    size_t source;               /**< Index of the file. */
    uint64_t from, to;           /**< Bytes, both at boundaries of records. */
} stet_audit_segment;

typedef struct stet_audit_grid {
    stet_audit_file *files;
    size_t count, capacity;
    uint64_t n_bytes;    /**< In all files. */
    uint64_t size;       /**< Of a segment, about. */
    uint64_t n_segments; /**< In all. */
    size_t max_record;
    /* Where the walk stands: */
    uint64_t next;     /**< Number of the segment that comes next. */
    size_t at;         /**< The file that it is of. */
    bool has_boundary; /**< The file at hand has been looked into: */
    uint64_t boundary; /**< where the next segment begins, */
    uint64_t ahead;    /**< and ends. */
    stet_source *open; /**< The file, in which that was seen; NULL: it was not. */
} stet_audit_grid;

/** Adds a file that is there, and can be read; an empty one, too. */
bool stet_audit_grid_add(stet_audit_grid *grid, const stet_listed_file *listed,
                         const stet_layout *layout, stet_error *error);
/** Numbers the segments, when all files are added; the walk stands at the first. */
void stet_audit_grid_close(stet_audit_grid *grid);
/** Moves the walk to a segment. */
void stet_audit_grid_seek(stet_audit_grid *grid, uint64_t number);
/** The next segment. False: there is none, or an error. */
bool stet_audit_grid_next(stet_audit_grid *grid, stet_audit_segment *segment,
                          stet_error *error);
/** The bytes of the segment that came last, as a source. `*unreadable`: the file is
   what it was, and its content cannot be read at all (see stet_source_open_part). */
stet_source *stet_audit_grid_open(stet_audit_grid *grid,
                                  const stet_audit_segment *segment, bool *unreadable,
                                  stet_error *error);
/** Whether it is still what it was when the grid was made; else the error says so. */
bool stet_audit_file_unchanged(const stet_audit_file *file, stet_error *error);
void stet_audit_grid_release(stet_audit_grid *grid);

#endif
