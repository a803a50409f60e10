/* SPDX-License-Identifier: Apache-2.0 */
/**
 * assembly_p.h - what the steps of an assembly hand on.
 */
#ifndef STET_AUDIT_ASSEMBLY_P_H
#define STET_AUDIT_ASSEMBLY_P_H

#include "audit/assembly.h"
#include "base/map.h"

/** A segment as an input has it. */
typedef struct stet_assembly_segment {
    uint64_t number, part; /**< Without a part: itself. */
    uint64_t records, lines;
    int64_t hash;
    uint64_t source, start, end;
} stet_assembly_segment;

typedef struct stet_assembly_input {
    const char *path;
    stet_audit_facts facts;
    stet_assembly_segment *segments; /**< By number. */
    size_t n_segments, capacity;
    int64_t *groups; /**< Its number of a group -> the one in the output. */
    size_t n_groups;
    uint64_t names; /**< A hash of its rules, and of where sources and rules are. */
} stet_assembly_input;

/** Segments in a row that one input gives. */
typedef struct stet_assembly_run {
    uint64_t from, to; /**< Numbers, half-open. */
    const stet_assembly_input *input;
} stet_assembly_run;

/** A segment of the output, by number. */
typedef struct stet_assembly_choice {
    const stet_assembly_input *input; /**< NULL: it is missing. */
    const stet_assembly_segment *segment;
    uint64_t first_record, first_line; /**< 0: not known. */
    uint64_t n_walked;                 /**< Records of it that the survey saw. */
} stet_assembly_choice;

/** A finding of a rule of the whole batch. */
typedef struct stet_assembly_told {
    int64_t record;
    int level;
} stet_assembly_told;

typedef struct stet_assembly {
    const stet_audit_assembly_options *options;
    stet_assembly_input *inputs; /**< In an order that hangs on what they hold. */
    size_t n_inputs;
    const stet_assembly_input *whole; /**< One that is complete; NULL: none is. */
    const stet_assembly_input *alike; /**< That of the least `names`, which the output
                                           has: rules may have been read elsewhere. */
    stet_assembly_choice *choices;    /**< By number, from 1. */
    stet_assembly_run *runs;
    size_t n_runs, runs_capacity;
    uint64_t n_segments, n_missing;
    stet_map groups; /**< All names. */
    stet_arena arena;
    bool attached;   /**< One input gives all that it has: `out` knows it as "input". */
    bool has_states; /**< Rules of the whole batch have gathered something. */
    bool has_spoken; /**< They spoke in this assembly: told_findings and the like
                          of `temp` have the rows, */
    stet_assembly_told *told; /**< and this, by record, what records are to count. */
    size_t n_told, told_capacity;
    int fail_on;                         /**< The least stet_level that rejects. */
    struct stet_assembly_survey *survey; /**< From its beginning to its end. */
    stet_audit_database out;
    stet_audit_assembled *assembled;
} stet_assembly;

/** Reads what inputs are and have, and chooses. */
bool stet_assembly_choose(stet_assembly *assembly, stet_error *error);
/** Writes what the rows of records and findings name: sources, rules, groups, segments.
 */
bool stet_assembly_copy_names(stet_assembly *assembly, stet_error *error);
/** Lets rules of the whole batch speak, if it is time: see `has_spoken`. */
bool stet_assembly_speak(stet_assembly *assembly, stet_error *error);
/** Writes all other rows that inputs have. */
bool stet_assembly_copy(stet_assembly *assembly, stet_error *error);
/** Sums, and samples; what came of it into `assembled`. Begun before the rows are
    copied, so that another thread may sum while they are, and ended after; released on
    every way. */
bool stet_assembly_survey_begin(stet_assembly *assembly, stet_error *error);
bool stet_assembly_survey_end(stet_assembly *assembly, stet_error *error);
void stet_assembly_survey_release(stet_assembly *assembly);
/** The number in the output of an input's group; 0: it has no such group. */
int64_t stet_assembly_group_of(const stet_assembly_input *input, int64_t group);
/** Gathers the texts of samples that inputs have, for the calls that follow. */
bool stet_assembly_gather_texts(const stet_assembly *assembly, stet_error *error);
/** Adds the text of a record for people to read: the one that was gathered, else from
    its source; nothing when texts are left out, or it cannot be had. */
bool stet_assembly_text(const stet_assembly *assembly, int64_t record, stet_buffer *out,
                        stet_error *error);
/** The choice that a record's or finding's number names; NULL: none. */
const stet_assembly_choice *stet_assembly_choice_of(const stet_assembly *assembly,
                                                    int64_t id);

#endif
