/* SPDX-License-Identifier: Apache-2.0 */
/**
 * phrasing.h - the check types of the phrasing plugin, and what they share.
 *
 * Each check type is a file that defines one stet_check_type; the table that lists
 * them is in phrasing.c. All of them look for phrases and patterns that a rule set
 * gives, so nearly all are gated: they are called only for texts in which one of theirs
 * stands. What a text quotes as code, or names in an address, is not phrasing:
 * hits inside OPAQUE words are left out by phrasing_next_hit().
 */
#ifndef STET_PHRASING_H
#define STET_PHRASING_H

#include <stet/plugin.h>

/** A list element that is one phrase, or one pattern. */
typedef struct phrasing_item {
    const stet_pattern *pattern;
} phrasing_item;

/** A list element that is one text. */
typedef struct phrasing_text {
    stet_str text;
} phrasing_text;

/** The parameters of those elements; `gated` ones are looked for by the core's scan. */
extern const stet_param phrasing_gate_phrase[1], phrasing_gate_pattern[1];
extern const stet_param phrasing_plain_phrase[1], phrasing_plain_pattern[1];
/** A gate that may end inside a word, unless `exact` of the check type holds. */
extern const stet_param phrasing_gate_stem[1];
/** A pattern for which `ignore_case` of the check type holds. */
extern const stet_param phrasing_plain_cased[1];
/** A phrase for which `ignore_case` and `whole_words` of the check type hold. */
extern const stet_param phrasing_plain_worded[1];
extern const stet_param phrasing_plain_text[1];

/** The parameters `except` and `except_patterns` of options S, which are read into the
    two lists of phrasing_item that begin at S.lists; `text` says what they are for. */
#define PHRASING_EXCEPT(S, lists, text)                                               \
    { .name = "except",                                                               \
      .type = STET_T_LIST,                                                            \
      .offset = offsetof(S, lists[0]),                                                \
      .preset = "[]",                                                                 \
      .sub = phrasing_plain_phrase,                                                   \
      .n_sub = 1,                                                                     \
      .sub_size = sizeof(phrasing_item),                                              \
      .more = STET_LOOSER,                                                            \
      .doc = (text) },                                                                \
    {                                                                                 \
        .name = "except_patterns", .type = STET_T_LIST,                               \
        .offset = offsetof(S, lists[1]), .preset = "[]",                              \
        .sub = phrasing_plain_pattern, .n_sub = 1, .sub_size = sizeof(phrasing_item), \
        .more = STET_LOOSER, .doc = "The same as PCRE2 patterns."                     \
    }

extern const stet_check_type phrasing_banned, phrasing_prefer, phrasing_limit,
    phrasing_consistent, phrasing_repeated_opening, phrasing_terms, phrasing_density,
    phrasing_conditional, phrasing_capitalization, phrasing_sequence,
    phrasing_synonym_chain, phrasing_occurrence, phrasing_inside;

/** The next hit that is language, not code or an address. */
bool phrasing_next_hit(stet_ctx *ctx, uint32_t *cursor, stet_hit *hit);

/** How many hits the unit has, code and addresses included. */
size_t phrasing_count_hits(stet_ctx *ctx);

/** The index of the last word that starts at or before `at`; words are sorted. */
size_t phrasing_word_at(stet_word_array words, uint32_t at);

/** Whether two texts are the same, byte by byte. */
bool phrasing_is_same(stet_str a, stet_str b);

/** The other case of a letter of ASCII or of the Latin-1 letters (U+00C0 to U+00FE), in
    place; false for others. */
bool phrasing_turn(char *letter, size_t len);

/** `text` in the case of `match`: capitals throughout, a capital at the front (but for
    names such as iPhone), or as it is written. In the callback's memory. */
stet_str phrasing_keep_case(stet_ctx *ctx, stet_str match, stet_str text);

/** `to` with $1 to $9 filled in from a match in `text`, $$ for a dollar sign. Without
    any, `to` itself; else in the callback's memory. */
stet_str phrasing_fill_groups(stet_ctx *ctx, stet_str to, stet_str text,
                              const stet_match *match);

#endif
