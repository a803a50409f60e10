/* SPDX-License-Identifier: Apache-2.0 */
/**
 * source.h - a file or standard input, and the pieces that workers take.
 *
 *     source --split--> pieces --reader--> records --> documents
 *
 * A source is opened by the thread that feeds the workers. A file is mapped; a
 * stream (stdin, a pipe) is read as it comes. It is cut into pieces: a piece is a
 * run of whole records (a whole Markdown file; some 256 KiB of JSONL lines), it is
 * the unit of work, and knows where it stands: byte offset, line, record number.
 * Feeding holds no more of a stream than one piece; a record over `max_record` bytes is
 * passed over and told as a failure, and the rest goes on.
 *
 * A stream may be live: whoever writes it waits for what was said of the line before.
 * Then a piece is what whole records are at hand, and no more is waited for; whether
 * there is one can be asked without waiting (stet_source_ready).
 *
 * Life: open -> next piece ... -> close; pieces of a mapped file point into it,
 * so a source is counted: each piece holds a reference (atomic), the last one
 * closes it. Pieces of a stream own their bytes. A source is immutable to workers.
 */
#ifndef STET_TEXT_SOURCE_H
#define STET_TEXT_SOURCE_H

#include "base/error.h"
#include "base/file.h"
#include "text/layout.h"
#include "text/point.h"

#include <stdatomic.h>

enum { STET_PIECE_SIZE = 256 * 1024 };
/** A record larger than this is a failure unless --max-record says otherwise. */
#define STET_MAX_RECORD ((size_t)64 * 1024 * 1024)
/** No record may be larger: spans are 32 bits wide. */
#define STET_MAX_RECORD_LIMIT ((size_t)1 << 31)

/** How far a record has been looked through, so that one that comes bit by bit is
    looked through once. Zero at its start. */
typedef struct stet_scan_state {
    uint32_t state; /**< The reader's own. */
    uint32_t depth;
} stet_scan_state;

typedef struct stet_source {
    stet_str path;   /**< As the user wrote it or found it; shown in reports. */
    stet_str inside; /**< Relative to the rule set's folder: what overrides see. Whoever
                          opens the source sets it; empty: no override applies. */
    uint32_t index;  /**< Position in the batch, from 0. */
    uint64_t key;    /**< What it is known by in other processes; see run/state.h. */
    bool kept;       /**< It cannot be mended, whoever opens it says so. */
    const stet_layout *layout; /**< How it becomes records; outlives the source. */
    stet_file file;            /**< Its bytes, when it could be mapped or was given, */
    size_t end;                /**< and how many of them are read: all, or a part. */
    bool has_file;             /**< `file` is to be closed. */
    int fd;                    /**< A stream's descriptor, else -1. */
    size_t max_record;
    const void *header; /**< The reader's, e.g. a CSV's column numbers; immutable. */
    stet_arena arena;   /**< Holds the path and the header. */
    char *owned;        /**< To be freed with the source; NULL: none. */
    atomic_uint references;
    /* Where feeding stands: */
    stet_point at;       /**< The first byte not yet cut off, BOM included in `byte`. */
    uint64_t record;     /**< Number that the next record gets, from 1. */
    stet_buffer pending; /**< Of a stream: read, not yet cut off. */
    bool ended;          /**< There is nothing more to be read. */
    /* Of a live stream; whoever opens the source says that it is one. */
    bool live;
    bool whole;           /**< A record at the front of `pending` is all there; */
    size_t looked;        /**< until then, so much has been looked through, */
    stet_scan_state scan; /**< and so it was left. */
    stet_error failure;   /**< Of a read that was made ahead; told by the next piece. */
} stet_source;

/** A run of whole records. */
typedef struct stet_piece {
    stet_source *source; /**< Referenced. */
    stet_str bytes;
    char *owned;           /**< Free it with the piece: bytes of a stream. */
    uint64_t byte;         /**< Offset of `bytes` in the source. */
    uint64_t record;       /**< Number of its first record. */
    uint32_t line;         /**< Of its first byte, from 1. */
    uint32_t before;       /**< Code points that stand before it on its line, */
    uint32_t before_utf16; /**< UTF-16 code units, */
    uint32_t before_utf8;  /**< and bytes. */
    bool last;             /**< Nothing follows in the source. */
    uint64_t n_too_long;   /**< Not 0: no records, but this many bytes of one that is
                                over the limit, at `byte`. */
} stet_piece;

/** Opens `path` ("-": standard input). `shown` is its name in reports. Reads the
    header, if its format has one. On error nothing is left open: NULL. */
stet_source *stet_source_open(const char *path, stet_str shown,
                              const stet_layout *layout, size_t max_record,
                              stet_error *error);
/** A source over bytes that someone has already, e.g. a blob of the git index; they
    must outlive it unless `owned` (then free() takes them at the end, or on error). */
stet_source *stet_source_of_bytes(stet_str bytes, char *owned, stet_str shown,
                                  const stet_layout *layout, size_t max_record,
                                  stet_error *error);
/** A part of a file: whole records from one boundary to another (see
    stet_source_boundary). Lines and records are counted from its beginning, bytes from
    that of the file. `seen`: what the file must still be, when it was found to have
    these boundaries; else it is an error. `*unreadable`: that it is, and the error is
    of what it holds (UTF-16, no header), so that it will be the same next time. */
stet_source *stet_source_open_part(const char *path, stet_str shown,
                                   const stet_layout *layout, size_t max_record,
                                   uint64_t from, uint64_t to, const struct stat *seen,
                                   bool *unreadable, stet_error *error);
/** Leaves of a file that is open at its front a part, from boundary to boundary;
   nothing was read of it yet. */
void stet_source_narrow(stet_source *source, uint64_t from, uint64_t to);
/** Whether a file is what it was: its size, time of change and inode. */
bool stet_source_same_file(const struct stat *now, const struct stat *seen);
/** The error that it is not; false. */
bool stet_source_refuse_changed(stet_str shown, stet_error *error);
/** Where the first record begins that begins at byte `near` or behind it; the size of
    the file when none does. `known`: a boundary at or before `near`, from which formats
    that are not cut at lines are looked through. Of a mapped file. */
uint64_t stet_source_boundary(const stet_source *source, uint64_t known, uint64_t near);
/** The next piece; false at the end, or when `error` is set (a read error). An
    empty file gives one piece of no bytes when its format is one record a file. */
bool stet_source_next(stet_source *source, stet_piece *piece, stet_error *error);
/** Whether stet_source_next would answer without waiting for whoever writes a live
    stream; reads what is at hand. True of any other source. */
bool stet_source_ready(stet_source *source);
/** Gives back one reference, of a piece or of the opener. */
void stet_source_close(stet_source *source);
void stet_piece_release(stet_piece *piece);

#endif
