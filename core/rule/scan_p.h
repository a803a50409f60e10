/* SPDX-License-Identifier: Apache-2.0 */
/**
 * scan_p.h - the parts of a scan.
 *
 *     scan.c           which literals belong to which patterns; the cache on disk
 *     scan_database.c  the literal database: all that touches Vectorscan
 *     scan_text.c      the copy of the text that the database reads, and the way back
 *     scan_words_p.h   which literals stand around the words of a text: three files
 *     scan_plain.c     many short texts looked for in a short one
 *     scanner.c        a worker's run: literals found, by one way or the other
 *     scan_confirm.c   from literals to hits: phrases compared, PCRE2 run around them
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

/** The texts, in lower case and not empty, must outlive it. */
stet_scan_plain *stet_scan_plain_new(const stet_str *texts, size_t count);
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

/* ---- By words ------------------------------------------------------------ */

/** What is true of a literal for all of its patterns. Literals that differ in it are
    two. */
typedef struct stet_scan_traits {
    uint8_t edges;  /**< STET_EDGE_ bits. */
    uint32_t sites; /**< STET_SITE_ bits; 0: anywhere. */
    uint32_t kinds; /**< Of blocks, for the sites. */
} stet_scan_traits;

/** The anchors of all literals: made when they are first needed, immutable then. See
    scan_words_p.h. */
typedef struct stet_scan_words stet_scan_words;

/** Whether a literal has a piece that can be its anchor. */
bool stet_scan_words_can(stet_str literal);
/** Each literal must have one. All arrays must outlive the index. */
stet_scan_words *stet_scan_words_new(const stet_str *literals,
                                     const stet_scan_traits *traits, size_t count);
void stet_scan_words_free(stet_scan_words *words);

/** What a worker knows of the forms that it has met: which anchors stand in each. */
typedef struct stet_scan_forms {
    uint32_t *spots_of; /**< By form: 0 not known yet, else 1 + index in `spots`. */
    size_t n_forms;
    struct stet_scan_spot *spots;
    size_t n_spots, spots_capacity;
    struct stet_scan_spot *of_sites; /**< Of a form that is met. */
    size_t n_of_sites, of_sites_capacity;
    stet_scan_text copy;
} stet_scan_forms;

void stet_scan_forms_release(stet_scan_forms *forms);

/** Calls `found` with each literal that stands in a block, and the byte of the text
    where its first letter or mark does (what is white space before it is passed over).
    With `words`, the words of the block are looked at, else its text. */
typedef void stet_scan_take(void *user, uint32_t literal, uint32_t at, uint32_t block);
void stet_scan_words_run(stet_scan_words *words, stet_scan_forms *forms,
                         const stet_scan_input *input, uint32_t block,
                         stet_scan_take *take, void *user);

/* ---- The scan ---------------------------------------------------------- */

struct stet_scan {
    const stet_pattern_list *patterns;
    size_t n_patterns;
    stet_scan_database *database; /**< NULL: words are always looked at. */
    stet_scan_words *words;       /**< NULL: there are no literals. */
    stet_str *literals;
    stet_scan_traits *traits; /**< By literal. */
    size_t n_literals;
    /** Patterns of literal i: users[first_user[i]] to users[first_user[i + 1]]. */
    uint32_t *first_user;
    const struct stet_pattern **users;
    const struct stet_pattern **always; /**< Those that are tried in every block. */
    size_t n_always;
    uint32_t kinds; /**< Of blocks in which any literal is looked for: bits. */
};

/* ---- Confirming ---------------------------------------------------------- */

/** A place where a pattern matches (a phrase), or may begin to match (PCRE2). */
typedef struct stet_scan_candidate {
    uint32_t pattern;
    uint32_t block;
    stet_span span; /**< Of the phrase; or from the first to behind the last place where
                         a match may begin. */
} stet_scan_candidate;

/** The candidates of a pattern. */
typedef struct stet_scan_chain {
    uint32_t run;  /**< The run of the scanner that they are of. */
    uint32_t last; /**< The index of the last one. */
    uint32_t count;
    uint32_t end;     /**< Where its next one goes, while they are brought together. */
    bool is_unsorted; /**< They are not in the order of their starts. */
} stet_scan_chain;

struct stet_scanner {
    const stet_scan *scan;
    stet_scan_scratch *scratch;
    stet_matcher *matcher;
    stet_scan_text copy;
    stet_scan_forms forms;
    uint32_t run;            /**< Counts the runs, so that nothing need be cleared. */
    stet_scan_chain *chains; /**< By pattern. */
    uint64_t *is_touched;    /**< By pattern, a bit: it has candidates. */
    uint32_t *touched;       /**< These patterns, in order; made when all are known. */
    size_t n_touched;
    stet_scan_candidate *candidates;
    size_t n_candidates, candidates_capacity;
    stet_scan_candidate *sorted; /**< The same, those of one pattern side by side. */
    size_t sorted_capacity;
    stet_scan_hit *hits;
    stet_arena groups; /**< Of the hits. */
    size_t n_hits, hits_capacity;
    uint32_t *limited;
    size_t n_limited, limited_capacity;
    stet_scan_input input; /**< The document at hand. */
    stet_span part;        /**< Of a long block: the one that was asked for last. */
    uint32_t part_block;
};

/** Adds a phrase that matches there. */
void stet_scanner_add_phrase(stet_scanner *scanner, const struct stet_pattern *pattern,
                             stet_span span, uint32_t block);
/** A PCRE2 pattern is to be tried where a match can hold its literal, which stands at
    byte `at` of the text. */
void stet_scanner_add_literal(stet_scanner *scanner, const struct stet_pattern *pattern,
                              uint32_t at, uint32_t literal, uint32_t block);
/** A PCRE2 pattern is to be tried all over a block. */
void stet_scanner_add_block(stet_scanner *scanner, const struct stet_pattern *pattern,
                            uint32_t block);
/** Turns all candidates into hits. */
void stet_scanner_confirm(stet_scanner *scanner);

#endif
