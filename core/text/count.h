/* SPDX-License-Identifier: Apache-2.0 */
/**
 * count.h - how much a text holds, in units that need only its characters.
 *
 * docs/units.md says what each unit means; words, sentences and paragraphs are
 * counted by the document, which has them. Pure functions of valid UTF-8, any thread.
 */
#ifndef STET_TEXT_COUNT_H
#define STET_TEXT_COUNT_H

#include <stdbool.h>
#include <stdint.h>
#include <stet/plugin.h>

/** Code points. */
uint64_t stet_count_characters(stet_str text);
/** Code points of the general category L: letters of any script, without marks. */
uint64_t stet_count_letters(stet_str text);
/** Lines that hold something else than white space. */
uint64_t stet_count_lines(stet_str markup);
/** Runs of letters, numbers (N*) and underscores: what Python's re.findall(r"\w+")
    returns for a str. */
uint64_t stet_count_word_runs(stet_str markup);

#endif
