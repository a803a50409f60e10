/* SPDX-License-Identifier: Apache-2.0 */
/**
 * literal_p.h - sets of literals, shared by the parts of literal.h.
 *
 * A node stands for a part of a pattern. Either it is exact: its set lists all that the
 * part can match, as the scan's copy shows it. Or its set is a need: one of the list
 * stands in whatever the part matches, and an empty list says nothing.
 */
#ifndef STET_RULE_LITERAL_P_H
#define STET_RULE_LITERAL_P_H

#include "rule/literal.h"

/** Of widths: no bound is known. */
#define STET_LITERAL_ENDLESS STET_BEFORE_ANY

enum {
    STET_LITERAL_SIZE = 48,      /**< Longer ones are no rarer. Bytes. */
    STET_LITERAL_WAYS = 1 << 20, /**< Ways to match at one place: more, or no bound. */
    STET_LITERAL_REPEATS = 4,    /**< An item that may stand more often is watched. */
    STET_LITERAL_FEW_CHARACTERS = 64,
    STET_LITERAL_MARKS = 128,    /**< Two for each watched item of a pattern. */
    STET_LITERAL_ENOUGH = 40 * 8 /**< Eighths of a bit: a literal that is rarer than
                                    this gains nothing. */
};

typedef struct stet_literal_node {
    bool exact;
    uint32_t count;
    const stet_str *items;
    uint32_t ways;   /**< To match at one place, between two watched items; at most. */
    uint32_t width;  /**< Characters of text that it matches, at most. */
    uint32_t before; /**< Of a need: characters of its match before an item, at most. */
    uint8_t edges;   /**< STET_EDGE_ bits: true of every item where it stands. */
    bool is_edge;    /**< \b: matches the empty text at an end of a word. */
    bool at_start;   /**< Its match begins where the subject begins. */
    bool is_long;    /**< It may match a long text at once: a back reference. */
} stet_literal_node;

/** Matches the empty text only: an anchor, a lookaround. */
stet_literal_node stet_literal_empty(void);
/** Matches one character that the copy shows as `c`. */
stet_literal_node stet_literal_char(stet_arena *arena, char c);
/** Matches one code point, in any case. */
stet_literal_node stet_literal_point_node(stet_arena *arena, uint32_t point);
/** Matches one character, any of many. */
stet_literal_node stet_literal_any(void);
/** Matches something of which nothing is known. */
stet_literal_node stet_literal_unknown(uint32_t ways);
/** The same, and it may match a long text at once. */
stet_literal_node stet_literal_long(void);
/** a|b */
stet_literal_node stet_literal_either(stet_arena *arena, stet_literal_node a,
                                      stet_literal_node b);

/** A concatenation while it is read: what is known so far, and the run at its end. */
typedef struct stet_literal_sequence {
    stet_arena *arena;
    stet_literal_node run;  /**< Exact: all that the last items can match. */
    stet_literal_node need; /**< The best need so far. */
    bool cut;               /**< The run does not reach back to the first item. */
    bool at_start;
    uint32_t ways;
    uint32_t width;      /**< Characters of all items so far, at most. */
    uint32_t run_before; /**< Characters before the run, at most. */
} stet_literal_sequence;

/* Of sets; see literal_set.c. */

/** Every text of `a` followed by every one of `b`; false when that is too much. */
bool stet_literal_cross(stet_arena *arena, stet_literal_node a, stet_literal_node b,
                        stet_literal_node *out);
/** Both sets as one; false when that is too many. */
bool stet_literal_join(stet_arena *arena, stet_literal_node a, stet_literal_node b,
                       stet_literal_node *out);
/** The rarity of a need: of its likeliest item, less what the others add to it. */
unsigned stet_literal_node_weight(stet_literal_node need);
/** The rarer one; where both are rare enough, the one with fewer items. */
stet_literal_node stet_literal_better(stet_literal_node a, stet_literal_node b);
/** Sums and products of widths. */
uint32_t stet_literal_sum(uint32_t a, uint32_t b);
uint32_t stet_literal_times(uint32_t a, uint32_t b);

void stet_literal_sequence_begin(stet_literal_sequence *sequence, stet_arena *arena);
/** Adds an item that stands `min` to `max` times (UINT32_MAX: any number). How often is
    counted apart when it is watched. */
void stet_literal_sequence_add(stet_literal_sequence *sequence, stet_literal_node item,
                               uint32_t min, uint32_t max, bool watched);
stet_literal_node stet_literal_sequence_end(stet_literal_sequence *sequence);

/** The need of any node: an exact one's is its set. */
stet_literal_node stet_literal_need(stet_literal_node node);

/** The place of a parser in its pattern; shared by the reader of character classes. */
typedef struct stet_literal_cursor {
    const unsigned char *start;
    const unsigned char *at;
    const unsigned char *end;
    stet_arena *arena;
    unsigned depth;
    bool extended;      /**< (?x) */
    bool extended_more; /**< (?xx) */
    bool multiline;     /**< (?m) stands somewhere before: ^ is the start of a line. */
    bool failed;        /**< Not understood: no conclusion may be drawn. */
    bool unmarked;      /**< A watched item could not be marked. */
    size_t marks[STET_LITERAL_MARKS]; /**< Offsets before and behind watched items. */
    size_t n_marks;
} stet_literal_cursor;

/** Reads a whole pattern; false when nothing may be concluded from it. */
bool stet_literal_parse(stet_literal_cursor *cursor, stet_str source, stet_arena *arena,
                        stet_literal_node *out);

/** Marks a place of the pattern; NULL: it cannot be marked. */
void stet_literal_mark(stet_literal_cursor *cursor, const unsigned char *at);
/** The pattern with a callout at each mark. */
stet_str stet_literal_watched(stet_literal_cursor *cursor, stet_arena *arena);

bool stet_literal_at_end(const stet_literal_cursor *cursor);
bool stet_literal_next_is(const stet_literal_cursor *cursor, const char *text);
/** Steps over `text` when it stands here. */
bool stet_literal_take(stet_literal_cursor *cursor, const char *text);
/** Steps behind the next `c`; when there is none, the pattern is not understood. */
void stet_literal_skip_behind(stet_literal_cursor *cursor, char c);
/** Reads an escape, the cursor behind its backslash. */
stet_literal_node stet_literal_escape(stet_literal_cursor *cursor);
/** Reads a class, the cursor behind its [; stands behind its ] then. */
stet_literal_node stet_literal_class(stet_literal_cursor *cursor);
/** Reads \x.. and \N{U+..}, the cursor behind the x or N; false: not a code point. */
bool stet_literal_hex(stet_literal_cursor *cursor, char kind, uint32_t *code_point);
/** Reads one code point; valid UTF-8 is not taken for granted. */
uint32_t stet_literal_next(stet_literal_cursor *cursor);
/** All code points that are equal to `point` but for case; 0: that is not certain. */
enum { STET_LITERAL_CASES = 4 };
uint32_t stet_literal_cases(uint32_t point, uint32_t cases[STET_LITERAL_CASES]);

#endif
