/* SPDX-License-Identifier: Apache-2.0 */
/**
 * repeats.h - what many records of a file lack is not told of each of them.
 *
 * A wrong path in a rule set makes every record of a file a failure, with the same
 * words. Of failures that say of a record what it lacks, the first
 * STET_REPEATS_TOLD of the same words in a file are told; of the others the last
 * one, which says how many there are. Results come in the order of the batch, so what
 * is told is the same for any number of workers. Who counts failures does so before. A
 * value, zeros at first; one thread.
 */
#ifndef STET_CLI_REPEATS_H
#define STET_CLI_REPEATS_H

#include "run/finding.h"

enum { STET_REPEATS_TOLD = 3 };

/** Failures of the same words in the file at hand. */
typedef struct stet_repeat {
    stet_trouble last; /**< Its strings are in the arena. */
    uint64_t count;
} stet_repeat;

typedef struct stet_repeats {
    stet_str path; /**< Of the file at hand. */
    stet_repeat *items;
    size_t count, capacity;
    stet_arena arena;
} stet_repeats;

/** Takes what has been told already out of the result; puts the last ones into that
    with which the file ends. */
void stet_repeats_fold(stet_repeats *repeats, stet_result *result);
void stet_repeats_release(stet_repeats *repeats);

#endif
