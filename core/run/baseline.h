/* SPDX-License-Identifier: Apache-2.0 */
/**
 * baseline.h - findings that are let stand, by fingerprint, with reasons.
 *
 * A JSON file that a person can read and review: {"version": 1, "entries": [...]}, one
 * entry a line, sorted by path, rule and fingerprint: {"fingerprint", "rule", "path",
 * "text", "reason", "by", "until"}. Fingerprint (16 hexadecimal digits), rule, path and
 * reason must be there; `by` and `until` are left out where they say nothing. An
 * entry holds for its path only, which is told from the folder of the baseline on,
 * wherever stet is started; `until` is the last day (YYYY-MM-DD) on which it does.
 * Loading checks every entry and reports all errors with line and byte. Entries that
 * nothing needed are known after the run (prune). Immutable while workers run but for
 * the `used` marks, which only the collecting thread writes, and nobody else reads.
 */
#ifndef STET_RUN_BASELINE_H
#define STET_RUN_BASELINE_H

#include "run/finding.h"

typedef struct stet_baseline_entry {
    uint64_t fingerprint;
    stet_str rule, path, text, reason, by, until;
    bool used;
} stet_baseline_entry;

typedef struct stet_baseline {
    stet_arena arena;
    stet_baseline_entry *items;
    size_t count, capacity;
    stet_map index;  /**< Fingerprint and path -> index + 1. */
    stet_str folder; /**< In which it lies, absolute; empty: not known, and paths stand
                          as reports show them. */
    stet_str here;   /**< The current folder when it began. */
} stet_baseline;

/** Says where an empty baseline lies or will lie; _load does that too. */
void stet_baseline_begin(stet_baseline *baseline, const char *path);
/** Reads a file into an empty baseline; false when `errors` got an error (two entries
    for one finding are a warning). */
bool stet_baseline_load(stet_baseline *baseline, const char *path,
                        stet_diagnostics *errors);
/** Appends the path that reports show of a source as entries have it. Any thread. */
void stet_baseline_add_path(const stet_baseline *baseline, stet_str shown,
                            stet_buffer *out);
/** Appends where the file of an entry is. */
void stet_baseline_add_place(const stet_baseline *baseline,
                             const stet_baseline_entry *entry, stet_buffer *out);
/** Whether an entry lets the finding stand today (`today` is YYYY-MM-DD). Any thread,
    as long as nobody adds or removes entries. */
bool stet_baseline_holds(const stet_baseline *baseline, const stet_located *finding,
                         stet_str today);
/** The same; marks the entry used. */
bool stet_baseline_covers(stet_baseline *baseline, const stet_located *finding,
                          stet_str today);
/** Adds an entry, which counts as used; one for the same finding is replaced. */
void stet_baseline_add(stet_baseline *baseline, const stet_located *finding,
                       stet_str reason, stet_str by, stet_str until);
/** Removes unused entries; returns how many. */
size_t stet_baseline_prune(stet_baseline *baseline);
/** Writes it, by replacement. */
bool stet_baseline_save(const stet_baseline *baseline, const char *path,
                        stet_error *error);
void stet_baseline_release(stet_baseline *baseline);

#endif
