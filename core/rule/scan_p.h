/* SPDX-License-Identifier: Apache-2.0 */
/**
 * scan_p.h - the parts of a scan.
 *
 *     scan.c           which literals belong to which patterns; the cache on disk
 *     scan_database.c  the literal database: all that touches Vectorscan
 *     scan_plain.c     the same without a library, slower
 *     scan_text.c      the copy of the text that the database reads, and the way back
 *     scanner.c        a worker's run: candidates, confirmed and sorted
 */
#ifndef STET_RULE_SCAN_P_H
#define STET_RULE_SCAN_P_H

#include "rule/scan.h"

/* ---- The database ------------------------------------------------------ */

typedef struct stet_scan_database stet_scan_database;
typedef struct stet_scan_scratch stet_scan_scratch;

/** Whether there is a library, and a processor that it runs on. */
bool stet_scan_database_works(void);
/** A hash of the library's version, of what it knows of the processor, and of what is
    compiled besides the literals. */
uint64_t stet_scan_database_platform(void);
/** Compiles literals (not empty); their index is their name. */
stet_scan_database *stet_scan_database_new(const stet_str *literals, size_t count,
                                           stet_error *error);
/** Reads what stet_scan_database_write wrote; NULL when it does not fit here. */
stet_scan_database *stet_scan_database_read(stet_str bytes);
bool stet_scan_database_write(const stet_scan_database *database, stet_buffer *out);
void stet_scan_database_free(stet_scan_database *database);

/** What one thread needs to run it. */
stet_scan_scratch *stet_scan_scratch_new(const stet_scan_database *database);
void stet_scan_scratch_free(stet_scan_scratch *scratch);

/** Vectorscan 5.4 misses some literals that stand in the last 31 bytes (seen where a
    set has few of them, so that it looks for pairs of characters first): so many line
    feeds are put behind what is scanned, and no literal stands there. */
enum { STET_SCAN_TAIL = 64 };

/** Calls `found` with each literal that stands in `text`, and where it ends. The text
    ends with STET_SCAN_TAIL line feeds. */
typedef void stet_scan_found(void *user, uint32_t literal, size_t end);
void stet_scan_database_run(const stet_scan_database *database,
                            stet_scan_scratch *scratch, stet_str text,
                            stet_scan_found *found, void *user);

/* ---- Without a library --------------------------------------------------- */

typedef struct stet_scan_plain stet_scan_plain;

/** The literals must outlive it. */
stet_scan_plain *stet_scan_plain_new(const stet_str *literals, size_t count);
void stet_scan_plain_free(stet_scan_plain *plain);
/** As stet_scan_database_run; a tail does no harm. */
void stet_scan_plain_run(const stet_scan_plain *plain, stet_str text,
                         stet_scan_found *found, void *user);

/* ---- The copy ---------------------------------------------------------- */

/** From here on, up to the next one, copy and text are as far apart. */
typedef struct stet_scan_segment {
    uint32_t copy;
    uint32_t text;
    uint32_t block;
} stet_scan_segment;

typedef struct stet_scan_text {
    stet_buffer copy;
    stet_scan_segment *segments;
    size_t n_segments;
    size_t capacity;
    size_t cursor; /**< Of the way back: the segment that was used last. */
} stet_scan_text;

void stet_scan_text_clear(stet_scan_text *scan_text);
void stet_scan_text_release(stet_scan_text *scan_text);
/** Adds a block; a literal never reaches from one into the next. */
void stet_scan_text_add(stet_scan_text *scan_text, stet_str text, stet_span span,
                        uint32_t block);
/** Where byte `at` of the copy stands in the text. */
uint32_t stet_scan_text_origin(stet_scan_text *scan_text, size_t at, uint32_t *block);

/* ---- The scan ---------------------------------------------------------- */

struct stet_scan {
    const stet_pattern_list *patterns;
    size_t n_patterns;
    stet_scan_database *database; /**< NULL: there are no literals, or `plain` is. */
    stet_scan_plain *plain;
    stet_str *literals;
    size_t n_literals;
    /** Patterns of literal i: users[first_user[i]] to users[first_user[i + 1]]. */
    uint32_t *first_user;
    const struct stet_pattern **users;
    const struct stet_pattern **always; /**< Those that are tried in every block. */
    size_t n_always;
    uint32_t kinds; /**< Of blocks in which any literal is looked for: bits. */
};

#endif
