/* SPDX-License-Identifier: Apache-2.0 */
/**
 * import_ifbench.h - what the rules of IFBench's instructions need besides their
 * parameters: patterns, choices and bounds, made as its reference makes them.
 *
 * Each function is the `derive` of a row (import.h): it adds values, or refuses those
 * that the reference cannot use. Numbers count from where the reference counts: words
 * and sentences from 1, characters of a prompt from 0.
 */
#ifndef STET_CLI_IMPORT_IFBENCH_H
#define STET_CLI_IMPORT_IFBENCH_H

#include "cli/import.h"

/** `pattern1` to `pattern5`: the keywords as they stand, in any case. */
bool stet_import_ifbench_five_keywords(stet_import_values *values, stet_error *error);
/** `bounds`: from `min_words` to `max_words`; where none is between, what cannot be. */
bool stet_import_ifbench_word_bounds(stet_import_values *values, stet_error *error);
/** Refuses an `N` of 0. */
bool stet_import_ifbench_every_one(stet_import_values *values, stet_error *error);
/** `pattern`: the separator `sep` as it stands. */
bool stet_import_ifbench_separator(stet_import_values *values, stet_error *error);
/** `choices` and `trim` of `options`, which are parted by / or "or" or commas. */
bool stet_import_ifbench_choices(stet_import_values *values, stet_error *error);
/** `share`: `percentage` in a hundred. */
bool stet_import_ifbench_share(stet_import_values *values, stet_error *error);
/** `bounds`: shares from `percentage` less two to two more, in a hundred; below
   nothing, what cannot be. */
bool stet_import_ifbench_overlap(stet_import_values *values, stet_error *error);
/** `span`: the characters `n_start` to `n_end` of `prompt_to_repeat`. */
bool stet_import_ifbench_span(stet_import_values *values, stet_error *error);
/** `order`: the step `small_n`; of 0, equal. */
bool stet_import_ifbench_increment(stet_import_values *values, stet_error *error);
/** `pattern` of `word`, and `nth`: sentence `N`, of 0 the last. */
bool stet_import_ifbench_sentence_keyword(stet_import_values *values,
                                          stet_error *error);
/** `word` of `keyword`; refuses an `n` or `m` of 0. */
bool stet_import_ifbench_position(stet_import_values *values, stet_error *error);
/** `word` of `keyword`. */
bool stet_import_ifbench_keyword(stet_import_values *values, stet_error *error);

#endif
