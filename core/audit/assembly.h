/* SPDX-License-Identifier: Apache-2.0 */
/**
 * assembly.h - one database out of several: of an audit under way, of shards.
 *
 *     inputs -> facts agree, parts chosen -> rows in the order of the batch
 *            -> rules of the whole batch speak -> totals, samples, indexes -> rename
 *
 * What `stet audit` does with its own work at the end and `stet merge` with shards is
 * the same thing, and its outcome hangs on what was checked alone: it is written from
 * front to end in the order of the batch, so that any grouping and order of merges,
 * and any number of kills before, give the same bytes (with no_time).
 *
 * A segment that several inputs have is taken from one of them: that is how a shard
 * that ran twice counts once. Refused, with the reason, are inputs made with something
 * else (facts.h), with other files, with other bytes in the same segment, and parts
 * that overlap without being the same when rules of the whole batch have gathered
 * something over them, which cannot be taken apart.
 *
 * Of one input that gives all it has, as at the end of an audit, rows may be summed up
 * while they are copied: by a thread of its own (assembly_survey.c), which has its own
 * connection to the input and shares nothing else that changes. The rest is one thread.
 *
 * Memory: some 50 bytes a segment and input, and what rules of the whole batch gather.
 * One input is open at a time.
 */
#ifndef STET_AUDIT_ASSEMBLY_H
#define STET_AUDIT_ASSEMBLY_H

#include "audit/facts.h"
#include "audit/record_text.h"
#include "run/engine.h"

/** A record of the output. */
typedef struct stet_audit_record {
    int64_t id, group, source; /**< Their numbers there. */
    int64_t rank;              /**< See sample.h. */
    uint64_t words;
    stet_audit_state state;
    uint64_t findings[STET_ERROR + 1]; /**< By level. */
} stet_audit_record;

/** Who sees all records, in their order. Called by one thread, which need not be that
   of the assembly, until the assembly has ended. */
typedef struct stet_audit_record_sink {
    /** The greatest numbers of groups and sources, before the first record. */
    void (*begin)(void *user, size_t n_groups, size_t n_sources);
    void (*take)(void *user, const stet_audit_record *record);
    void *user;
} stet_audit_record_sink;

/** An engine for rules of the whole batch; see the options. */
typedef stet_engine *(*stet_audit_engine)(void *user, const stet_audit_facts *facts,
                                          stet_error *error);

typedef struct stet_audit_assembly_options {
    const char *const *inputs;
    size_t n_inputs;
    const char *output; /**< Replaced when the new one is whole. */
    bool no_time;
    double seconds; /**< That it took, when an audit ends; below 0: not told. */
    stet_audit_read_text read; /**< NULL: texts are those that inputs have. */
    void *read_user;
    /** Asked for when all segments are here and rules of the whole batch have gathered
        something: an engine of the rule set that the facts name, in which they speak;
        NULL and the error: there is none. */
    stet_audit_engine engine;
    void *engine_user;
    stet_audit_record_sink records; /**< All NULL: nobody does. */
    bool beside;                    /**< Another thread may be at it, too. */
    const atomic_int *stop; /**< Not 0: it ends with an error, and nothing is left. */
} stet_audit_assembly_options;

/** What came of it, for who says so. */
typedef struct stet_audit_assembled {
    uint64_t n_segments, n_missing; /**< Of the batch; that no input has. */
    uint64_t n_records, n_findings, n_failures;
    uint64_t n_of_state[3]; /**< Records by stet_audit_state. */
} stet_audit_assembled;

/** "8050 records: 5967 accepted, ... : PATH", and what is missing; one line. */
void stet_audit_assembled_write(const stet_audit_assembled *assembled, const char *path,
                                stet_buffer *out);

bool stet_audit_assemble(const stet_audit_assembly_options *options,
                         stet_audit_assembled *assembled, stet_error *error);

#endif
