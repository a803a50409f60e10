/* SPDX-License-Identifier: Apache-2.0 */
/**
 * transform.h - a text changed as a rule asks, and the way back to what it was made of.
 *
 *     text --step, step ...--> text + runs
 *
 * A step (stet_transform of stet/plugin.h) changes, drops or joins characters, from
 * left to right. What comes of it leads back by runs: so many bytes that were made from
 * so many, in the order of both. Where both are as many the run is the same length byte
 * for byte and may be cut at any character; else it is one thing and never cut. Runs
 * compose, so after many steps there is one list, from the last text to the first.
 *
 * Spans that are *fixed* come through all steps as they stand: code, addresses.
 *
 * Time and memory are linear in the text; nearly all texts have few runs. All of it
 * lives in the arena given. Pure functions, any thread.
 */
#ifndef STET_TEXT_TRANSFORM_H
#define STET_TEXT_TRANSFORM_H

#include "base/arena.h"

/** Bytes [at, at + length) were made from `from`. */
typedef struct stet_run {
    uint32_t at, length;
    stet_span from;
} stet_run;

typedef struct stet_run_list {
    stet_run *items;
    size_t count, capacity;
} stet_run_list;

typedef struct stet_changes {
    stet_str text;
    const stet_run *runs;
    size_t n_runs;
    uint32_t end; /**< How long the first text was. */
} stet_changes;

/** Adds a run behind the last one, or makes that longer; the list is on the heap. */
void stet_run_add(stet_run_list *list, uint32_t at, uint32_t length, stet_span from);

/** Valid text through all steps, in their order; STET_STRIP_MARKDOWN does nothing here,
    for what is markup only a document knows. `fixed` is in order and does not overlap.
 */
stet_changes stet_transform_apply(stet_str text, stet_span_array fixed,
                                  const stet_transform *steps, size_t n_steps,
                                  stet_arena *arena);
/** What a span was made from: from the start of its first character's to the end of
    its last one's; an empty one stays empty. */
stet_span stet_transform_origin(const stet_changes *it, stet_span span);
/** Where that stands, or would, which stood at `from` of the first text. */
uint32_t stet_transform_forward(const stet_changes *it, uint32_t from);

#endif
