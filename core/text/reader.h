/* SPDX-License-Identifier: Apache-2.0 */
/**
 * reader.h - the table of input formats: one row and one file a format.
 *
 * A reader is two pure functions over bytes, and for some a header. `split` is
 * called by the feeding thread and only finds where records end; `next` is called
 * by a worker and decodes one record. A record that lacks a field is told as a
 * failure, and then comes, with what it has. What cannot be read is a failure with its
 * place; the reader then stands behind the broken record and goes on.
 *
 *     text      a whole file, plain            markdown  a whole file
 *     jsonl     a line a record                json      an array of records, or one
 *     csv, tsv  a row a record, RFC 4180, with a header
 *
 * Bytes that need no decoding are not copied: a value points into the piece. What
 * must be decoded goes into the worker's arena. No map is made while decoding:
 * a value keeps its raw bytes, and text/source_map.h decodes them again, up to
 * the place that is asked for, when there is a finding.
 */
#ifndef STET_TEXT_READER_H
#define STET_TEXT_READER_H

#include "base/arena.h"
#include "base/error.h"
#include "text/source.h"

typedef enum stet_encoding {
    STET_ENCODING_NONE, /**< The raw bytes are the text. */
    STET_ENCODING_JSON, /**< The inside of a JSON string, escapes in it or not. */
    STET_ENCODING_CSV,  /**< The inside of a quoted cell: "" stands for ". */
    STET_ENCODING_CELL, /**< A cell without quotes: the raw bytes are the text, but not
                             every text can be written there. */
} stet_encoding;

/** A named value of a record, decoded. */
typedef struct stet_value {
    const stet_layout_field *field;
    stet_str text; /**< Valid UTF-8. For a number, true, null ...: as it is written. */
    stet_str raw;  /**< Its bytes in the piece, without quotes. */
    stet_encoding encoding;
    bool is_string; /**< Else `raw` is a JSON number, object ..., as it stands. */
    uint32_t chars; /**< STET_CHARS_ of `text`. */
} stet_value;

/** One record, valid until the worker's arena is reset. */
struct stet_record {
    const stet_piece *piece;
    uint64_t number; /**< From 1, blank lines not counted; 0: the source is one. */
    stet_str id;     /**< Empty: none. */
    stet_str raw;    /**< All of its bytes in the piece, without the line end. */
    uint32_t line;   /**< Of the first byte of `raw`. */
    uint32_t before; /**< Code points that stand before it on its line, */
    uint32_t before_utf16;    /**< UTF-16 code units, */
    uint32_t before_utf8;     /**< and bytes: not 0 only in a JSON array. */
    const stet_value *values; /**< In source order; text fields and others. */
    size_t n_values;
};

/** A point of a record that has been counted. */
typedef struct stet_record_mark {
    size_t at;        /**< In its `raw`. */
    stet_point point; /**< Line 0: none. */
} stet_record_mark;

/** Something that could not be read: never silence. */
typedef struct stet_failure {
    uint64_t record; /**< 0: none. */
    stet_point point;
    stet_str message; /**< In the worker's arena. */
    bool lacks;       /**< The record can be read, but is not what its layout says. */
} stet_failure;

/** Where a worker stands in a piece. The arena must be the same, and not be reset,
    until the piece is at its end. */
typedef struct stet_record_cursor {
    const stet_piece *piece;
    size_t at;       /**< Offset in the piece's bytes. */
    uint64_t record; /**< Number of the next one. */
    uint32_t line;
    uint32_t before; /**< As in a record. */
    uint32_t before_utf16;
    uint32_t before_utf8;
    void *state;                /**< The reader's own, in the arena. */
    const stet_record *pending; /**< What is wrong with it has been told: it is next. */
} stet_record_cursor;

typedef enum stet_read { STET_READ_END, STET_READ_RECORD, STET_READ_FAILURE } stet_read;

typedef enum stet_split {
    STET_SPLIT_RECORD, /**< A record ends at `*at`. */
    STET_SPLIT_BLANK,  /**< What `*at` has moved over stands between records. */
    STET_SPLIT_OPEN,   /**< The bytes end within a record; `*at` is their end. */
} stet_split;

typedef enum stet_cut {
    STET_CUT_NOWHERE,
    STET_CUT_RECORDS, /**< Behind each record; where that is, only `split` can tell. */
    STET_CUT_LINES,   /**< Behind each line feed. */
} stet_cut;

typedef struct stet_reader {
    const char *name;
    const char *summary;
    const char *const *extensions; /**< NULL-terminated, without the dot. */
    bool has_records;              /**< Findings name a record number. */
    bool has_header_row; /**< The first record is not one, but names the columns. */
    bool has_no_front;   /**< `header` looks at the layout alone, and at no bytes: they
                              are not waited for. */
    bool answers_each; /**< Each line has an answer: what the first one begins with says
                            nothing of the others, and refuses no source. */
    /** Gets the source ready: checks its layout, and reads the header off the front
        of `bytes` (when `has_header_row`, they hold a record, unless that is over
        the limit); sets the source's `header` and `*length`. NULL: nothing to do. */
    bool (*header)(stet_source *source, stet_str bytes, size_t *length,
                   stet_error *error);
    /** Moves `*at` behind the record that begins there, or goes on there when `scan`
        is not zero. NULL: the whole source is one record. */
    stet_split (*split)(stet_str bytes, size_t *at, stet_scan_state *scan);
    /** Where a file may be cut in parts that are read by themselves. */
    stet_cut cut;
    /** Decodes the record at the cursor and moves behind it. */
    stet_read (*next)(stet_record_cursor *cursor, stet_arena *arena,
                      stet_record *record, stet_failure *failure);
} stet_reader;

/** JSON Lines of which each line has an answer: a blank one is no record, but has a
    number. Not in the table: a stream is read so, not a file (cli/filter.h). */
extern const stet_reader stet_reader_lines;
extern const stet_reader stet_reader_text, stet_reader_markdown, stet_reader_jsonl,
    stet_reader_json, stet_reader_csv, stet_reader_tsv;

/** By name; NULL: none. */
const stet_reader *stet_reader_find(stet_str name);
/** The n-th of the table; NULL behind the last. */
const stet_reader *stet_reader_at(size_t n);

/** The layout of the source, or the plain one of the format if it has no fields. */
const stet_layout *stet_reader_layout(const stet_source *source);

/** A cursor at the front of a piece. */
stet_record_cursor stet_record_begin(const stet_piece *piece);
/** The next record of the piece, or a failure, or the end. A raw text that is not
    UTF-8, or holds NUL, is a failure too. */
stet_read stet_record_next(stet_record_cursor *cursor, stet_arena *arena,
                           stet_record *record, stet_failure *failure);
/** The point of a record's first byte. */
stet_point stet_record_start(const stet_record *record);
/** Both ends of a span of a record's `raw`, cut to what there is. Lines and columns are
    counted on from the mark if that stands before the span, and the mark moves there.
 */
void stet_record_points(const stet_record *record, stet_span span,
                        stet_record_mark *mark, stet_point *start, stet_point *end);
/** The value of a field by name, the first if there are several; NULL: none. */
const stet_value *stet_record_value(const stet_record *record, stet_str name);

#endif
