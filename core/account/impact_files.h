/* SPDX-License-Identifier: Apache-2.0 */
/**
 * impact_files.h - the impact of one rule set after another, over files.
 *
 *     files -> engine of the old set -> spool -\
 *                                               merge -> impact
 *     files -> engine of the new set -> spool -/
 *
 * The files are checked twice, once under each set, with all workers each time: so
 * neither set waits for the other, whatever they cost. A file must be one that can be
 * read twice, and must not change meanwhile: where a record's bytes differ between both
 * runs, that is told as a failure, and the record is not compared. Rules of the whole
 * batch count: what they find at the end is laid over the outcomes that wait in the
 * spool (impact_spool.h). Memory is bounded by engines, and by what those rules find.
 *
 * A file that one of the sets does not read (its `exclude`, its `texts`) is checked
 * under the other alone; its records have no match, and are counted as such.
 */
#ifndef STET_ACCOUNT_IMPACT_FILES_H
#define STET_ACCOUNT_IMPACT_FILES_H

#include "account/impact.h"
#include "run/engine.h"
#include "run/file_list.h"

/** A file, as each side reads it. */
typedef struct stet_impact_file {
    stet_str path;  /**< To open it; NUL-terminated. */
    stet_str shown; /**< For reports. */
    stet_str inside[2];
    const stet_layout *layouts[2]; /**< NULL: this side does not read it. */
} stet_impact_file;

typedef struct stet_impact_files {
    const stet_rule_set *sets[2];
    const stet_impact_file *files; /**< In the order in which they are checked. */
    size_t n_files;
    stet_engine_options engine; /**< Of both; what an impact needs is set. */
    size_t max_record;
    const char *temporary; /**< A folder for spools. */
    const atomic_int *stop;
    /** Is told of bytes that were checked, each twice in all; NULL: nobody asks. */
    void (*progress)(void *user, uint64_t bytes);
    void *user;
} stet_impact_files;

/** Puts two lists of the same arguments together, in their order; free() the array. */
stet_impact_file *stet_impact_pair_files(const stet_file_list *before,
                                         const stet_file_list *after, size_t *count);

/** Fills an impact of which `level`, `group_by` and `n_examples` are set. False: the
    error, faults that only making checks finds in `errors`, or it was stopped. */
bool stet_impact_of_files(stet_impact *impact, const stet_impact_files *files,
                          stet_diagnostics *errors, stet_error *error);

#endif
