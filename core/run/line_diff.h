/* SPDX-License-Identifier: Apache-2.0 */
/**
 * line_diff.h - which lines went and which came between two versions of a text.
 *
 * Lines at both ends that are the same are set aside. Of the rest, lines that stand
 * once in either version and in the same order are taken as anchors (Bram Cohen's
 * patience diff), and what lies between two anchors is aligned by the greedy
 * algorithm of E. Myers, "An O(ND) Difference Algorithm and Its Variations",
 * Algorithmica 1, 1986. Where that would need more than STET_LINE_DIFF_EDITS edits
 * between two anchors, all lines there count as replaced: a larger diff, but time stays
 * lines x edits and memory edits squared, whatever the texts.
 *
 * A line holds its line end, so a last line without one differs from one with it. A
 * value: init, read, release; the lines point into the two texts.
 */
#ifndef STET_RUN_LINE_DIFF_H
#define STET_RUN_LINE_DIFF_H

#include <stdbool.h>
#include <stdint.h>
#include <stet/plugin.h>

enum { STET_LINE_DIFF_EDITS = 400 };

typedef struct stet_line_diff {
    stet_str *before;
    bool *gone; /**< Of each line before: it is not in the text after. */
    size_t n_before;
    stet_str *after;
    bool *come; /**< Of each line after: it was not in the text before. */
    size_t n_after;
} stet_line_diff;

/** The lines not marked are the same in both, and in the same order. */
void stet_line_diff_init(stet_line_diff *diff, stet_str before, stet_str after);
void stet_line_diff_release(stet_line_diff *diff);

#endif
