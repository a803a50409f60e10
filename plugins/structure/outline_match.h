/* SPDX-License-Identifier: Apache-2.0 */
/**
 * outline_match.h - whether a row of parts follows an outline: steps in order, each of
 * which so many parts may fit, as in a simple regular expression (a{1,1} b{0,3} c{1,}).
 *
 * All ways at once: what is kept is the set of places in the outline that the parts so
 * far can lead to, so there is no going back, and the time is that of parts by places.
 * A part that leads nowhere is where the text leaves the outline; the farthest place
 * before it says what was wanted there.
 *
 * Pure: what fits is asked for, memory is the caller's.
 */
#ifndef STET_STRUCTURE_OUTLINE_MATCH_H
#define STET_STRUCTURE_OUTLINE_MATCH_H

#include <stet/plugin.h>

typedef struct structure_outline_step {
    uint32_t min;
    uint32_t max; /**< At least min; 0: any number from min on. */
} structure_outline_step;

typedef struct structure_outline {
    const structure_outline_step *steps;
    size_t n_steps;
    size_t n_parts;
    /** Whether a part fits a step. */
    bool (*fits)(void *user, size_t part, size_t step);
    void *user;
} structure_outline;

/** Where the parts leave the outline. */
typedef struct structure_outline_end {
    bool followed; /**< They do not. */
    size_t part; /**< The first that does not fit; n_parts: the end comes too early. */
    size_t step; /**< What is wanted there; n_steps: nothing may follow. */
} structure_outline_end;

/** Bytes that the matcher needs for the steps. */
size_t structure_outline_room(const structure_outline_step *steps, size_t n_steps);

/** Follows the outline; `room` is as large as structure_outline_room() says. */
structure_outline_end structure_outline_match(const structure_outline *outline,
                                              uint8_t *room);

#endif
