/* SPDX-License-Identifier: Apache-2.0 */
/**
 * pattern.h - what rules look for: phrases and PCRE2 patterns, and their literals.
 *
 * A pattern belongs to a rule set. A phrase is compared by our own code: its words
 * as they stand, any white space between them, ' and ’ alike, case folded unless its
 * rule says otherwise. A PATTERN is PCRE2 (UTF, UCP, JIT) and is compiled when a text
 * first holds its required literal (once, under a lock); its syntax is checked when the
 * rule set is loaded, unless a cached scan of the same patterns shows that it was.
 *
 * The required literal is a run of ASCII that every match must hold; it is found by
 * reading the pattern's syntax (an alternation gives one literal for each branch).
 * A pattern without one costs a PCRE2 pass over every text: `stet test` says so.
 *
 * Immutable after the rule set is built, but for the compiled code behind its lock.
 */
#ifndef STET_RULE_PATTERN_H
#define STET_RULE_PATTERN_H

#include "base/error.h"

#include <stet/plugin.h>

/**
 * Limits of one match, so that no pattern can hang. A step is one item of the pattern
 * tried at one place, or 16 bytes that one item passes over; a match may take so many,
 * and so many more for each byte of its subject: about 50 ms at the worst, the same
 * with JIT and without. The heap is the interpreter's, and more than what JIT code may
 * use, so that falling back from one to the other settles a match.
 */
enum {
    STET_MATCH_LIMIT = 1000000,
    STET_MATCH_LIMIT_BYTE = 64,
    STET_HEAP_LIMIT_KIB = 32 * 1024,
    STET_LITERALS = 32,
};
/**
 * A larger subject is searched in parts, cut at white space, of at most so many bytes,
 * so that a match that runs far costs no more than a part. A match begins in one part;
 * it sees all that stands before it, and so many bytes behind the part: it may end
 * there. Only a pattern with \z or \Z is tried on the whole.
 */
enum { STET_SUBJECT_SIZE = 64 * 1024, STET_SUBJECT_CONTEXT = 4 * 1024 };

/** Where a word ends beside a literal, whenever it stands in a match. */
enum { STET_EDGE_LEFT = 1, STET_EDGE_RIGHT = 2 };
/** A literal may stand anywhere in its match. */
#define STET_BEFORE_ANY UINT32_MAX

struct stet_pattern {
    uint32_t id; /**< Index in its list. */
    bool phrase; /**< Else PCRE2. */
    bool ignore_case;
    bool whole_words;
    bool gate;       /**< Part of the scan; else only stet_find() uses it. */
    bool at_start;   /**< Its matches begin where their block does. */
    bool is_empty;   /**< All its matches are empty, so a scan finds none. */
    bool many_ways;  /**< To match at one place: every step is counted, without JIT. */
    uint8_t edges;   /**< STET_EDGE_ bits, of the literals. */
    uint32_t before; /**< Characters of a match before its literal, at most. */
    uint32_t
        block_kinds; /**< Bits 1 << stet_block_kind: where any rule looks for it. */
    uint32_t sites; /**< STET_SITE_ bits: the only blocks where hits count to any of its
                       rules, which look at the same kinds then; 0: all blocks. None of
                       those that any block may have. */
    uint32_t n_literals;            /**< 0: none is required. */
    struct stet_pattern_code *code; /**< Owned by the list. */
    stet_str source;                /**< As written. */
    stet_str path;                  /**< Where it was written. */
    stet_position position;
    stet_str
        literals[STET_LITERALS]; /**< Lower case; one of them stands in each match. */
};

typedef struct stet_pattern_list {
    stet_arena arena;
    struct stet_pattern **items; /**< Never move: options point to them. */
    size_t count;
    size_t capacity;
    void *index; /**< To find equal ones: they are one pattern. */
} stet_pattern_list;

/** Adds a pattern, or finds the equal one. */
struct stet_pattern *stet_pattern_add(stet_pattern_list *list, stet_str source,
                                      bool phrase, bool ignore_case, bool whole_words,
                                      bool gate);
/** Compiles a PCRE2 pattern only to see whether it is one; `error` gets PCRE2's reason,
    and position.byte the offset in `source`. */
bool stet_pattern_check(const struct stet_pattern *pattern, stet_error *error);
void stet_pattern_list_release(stet_pattern_list *list);
/** A hash of all patterns, in order, with their switches. */
uint64_t stet_pattern_list_hash(const stet_pattern_list *list);

typedef enum stet_match_status {
    STET_MATCH_NONE,
    STET_MATCH_FOUND,
    STET_MATCH_LIMITED, /**< A limit or a deadline stopped it: not evaluated. */
} stet_match_status;

/** What one worker needs to match: PCRE2 match data, context, JIT stack. */
typedef struct stet_matcher stet_matcher;
stet_matcher *stet_matcher_new(void);
void stet_matcher_free(stet_matcher *matcher);
/** Starts the deadline of a document: milliseconds from now for all its matches, and
    when they have passed as many again that the calling thread itself works. */
void stet_matcher_start(stet_matcher *matcher, unsigned milliseconds);
/** The first match at or after `from`, never empty; spans index `subject`. A
    lookbehind sees the subject before `from`. Same answers with JIT and without. */
stet_match_status stet_matcher_find(stet_matcher *matcher,
                                    const struct stet_pattern *pattern,
                                    stet_str subject, uint32_t from, stet_match *out);
/** Whether it matches anywhere in `subject`; here an empty match is one. */
stet_match_status stet_matcher_matches(stet_matcher *matcher,
                                       const struct stet_pattern *pattern,
                                       stet_str subject);

/** A match without groups. */
stet_match stet_matcher_whole(stet_span span);

#endif
