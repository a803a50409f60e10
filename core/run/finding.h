/* SPDX-License-Identifier: Apache-2.0 */
/**
 * finding.h - a finding as it leaves the engine: resolved, located, owned.
 *
 * A plugin's stet_finding (stet/plugin.h) holds spans of a document that is gone a
 * moment later. The worker resolves it at once into a stet_located: message written
 * out, level decided, both ends as points of the source, edits as byte ranges of the
 * source with the bytes to put there. All of its texts live in the arena of its result.
 *
 * A result is what one piece of a source gave: findings in source order, failures
 * in source order, counts. Workers fill results; the collecting thread hands them
 * on in the order of the batch, so that output is the same for any number of workers.
 */
#ifndef STET_RUN_FINDING_H
#define STET_RUN_FINDING_H

#include "rule/rule_set.h"

/** An edit in the source. */
typedef struct stet_source_edit {
    uint64_t start, end; /**< Bytes of the source, half-open. */
    stet_str text;       /**< The bytes to put there, encoded for the place. */
    stet_point from, to; /**< The same range as points; line 0: not worked out. */
} stet_source_edit;

typedef struct stet_source_fix {
    stet_str label;
    bool safe;
    const stet_source_edit *edits; /**< In source order, not overlapping. */
    size_t n_edits;
} stet_source_fix;

typedef struct stet_related {
    stet_str path;
    uint64_t record; /**< As in a finding. */
    stet_point start, end;
} stet_related;

/** What a finding may be silenced by: see rival.h. */
typedef enum stet_rivalry {
    STET_RIVAL_NONE,
    STET_RIVAL_EQUAL,   /**< Findings with the same span. */
    STET_RIVAL_OVERLAP, /**< These, and its like that it overlaps. */
} stet_rivalry;

typedef struct stet_located {
    const stet_rule *rule;
    stet_level level;
    stet_str path;    /**< Of the source, as shown. */
    uint64_t record;  /**< From 1; 0: the source has no records. */
    stet_str id;      /**< Empty: none. */
    stet_str field;   /**< Empty: the source has no records. */
    stet_str message; /**< With the values filled in. */
    stet_str message_id;
    stet_str match; /**< The text of the span, at most 200 bytes of it. */
    /** What stands between start and end in the source, with its escapes, when that is
        wanted (options.excerpts) and no longer; else empty. */
    stet_str source;
    stet_point start, end;
    stet_str excerpt; /**< The line of the markup around the start, at most 240 bytes,
                         cut at characters; empty unless the engine was asked for it. */
    uint32_t excerpt_start, excerpt_end; /**< The match in the excerpt, bytes. */
    uint64_t fingerprint; /**< Of rule, field, text, context, nth: not of lines. When
                             mending, of the text as it was. */
    bool stands;          /**< When mending: it may stand, so it is not mended. */
    stet_rivalry rivalry;
    bool silent; /**< A rival speaks: taken out before the sink sees the result. */
    const stet_source_fix *fixes; /**< Best first. */
    size_t n_fixes;
    const stet_related *related;
    size_t n_related;
    uint64_t order; /**< Position of its document in the batch. */
} stet_located;

/** Why something was not done: unreadable input, a rule that could not be evaluated. */
typedef struct stet_trouble {
    stet_str path;
    uint64_t record;  /**< 0: none. */
    stet_point point; /**< line 0: none. */
    stet_str rule;    /**< Empty: not a rule's. */
    stet_str message;
    bool lacks; /**< Of a record, what it lacks: see stet_failure. */
} stet_trouble;

/** What a record was, for who keeps records and not findings alone. */
typedef struct stet_record_fact {
    uint64_t number;       /**< As in a finding; 0: the source is one. */
    uint64_t byte, length; /**< Of its bytes in the source, without the line end; of one
                              that was too long, with it. */
    stet_str id;           /**< Empty: none. */
    stet_str group;        /**< The value of options.group; empty: none. */
    uint64_t words;        /**< In all of its texts; 0 with options.no_words. */
    uint64_t hash;         /**< Of its bytes: see stet_str_hash. */
    bool failed;           /**< It could not be read, or lacks something. */
} stet_record_fact;

/** Bytes of a source that reports must not repeat: a key, an address. */
typedef struct stet_secret_place {
    uint64_t record;     /**< As in a finding. */
    uint64_t start, end; /**< In the source. */
} stet_secret_place;

/** A figure that a rule of the whole batch has worked out. */
typedef struct stet_rule_statistic {
    const stet_rule *rule;
    stet_statistic told;
} stet_rule_statistic;

/** What was seen, for the summary. */
typedef struct stet_tally {
    uint64_t sources, records, bytes;
    uint64_t errors, warnings, suggestions;
    uint64_t failed;     /**< Troubles. */
    uint64_t suppressed; /**< By marks and the baseline. */
    uint64_t fixed;
} stet_tally;

typedef struct stet_result {
    stet_located *findings;
    size_t n_findings, findings_capacity;
    stet_trouble *troubles;
    size_t n_troubles, troubles_capacity;
    stet_rule_statistic *statistics; /**< In the last result of a batch alone. */
    size_t n_statistics, statistics_capacity;
    stet_tally tally; /**< Of this piece; levels are counted by the collector. */
    /* When options.records: its records, in order, those that could not be read, too;
       the secrets in them, whether a finding tells of them or another one speaks there;
       a hash of its bytes; and, in the last result of a source, which line would
       come next. */
    stet_record_fact *records;
    size_t n_records, records_capacity;
    stet_secret_place *secrets;
    size_t n_secrets, secrets_capacity;
    uint64_t hash;
    uint32_t next_line;
    stet_str path;    /**< Of the source. */
    uint64_t record;  /**< Number of the piece's first record. */
    bool first, last; /**< Of its source. */
    /* The piece itself, while the sink looks: */
    stet_str bytes;      /**< Its bytes, which are the source's; */
    uint64_t byte;       /**< their offset in the source; */
    uint64_t n_too_long; /**< as in stet_piece. */
    /* In fix mode: how many rules were silent because they failed in earlier pieces,
       when the look began; the piece as it was and as it is now, and what that shifts.
     */
    size_t n_silent;
    stet_buffer fixed;
    stet_str original;
    bool changed;
    bool refused; /**< Something would have been mended, were the source not kept. */
    stet_arena arena;
} stet_result;

#endif
