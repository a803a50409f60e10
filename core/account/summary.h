/* SPDX-License-Identifier: Apache-2.0 */
/**
 * summary.h - what an audit says, as all reports print it.
 *
 * Reads a database that `stet audit` or `stet merge` left into plain structs: the
 * verdict, then rates with their intervals, then what was checked and what was not. The
 * writers of reports (text, CSV, Markdown, JSON, HTML) print these structs and work
 * nothing out, so they cannot differ.
 *
 * n of every share is *all* records, those that failed among them; a record that failed
 * has not been judged, so `failed` is told wherever `rejected` is. Findings of rules of
 * the whole batch count like others as soon as they have spoken.
 *
 * Strata (groups, sources) are ordered by the lower end of the interval of their
 * rejected share, the greatest first: those that are surely bad lead, and one rejected
 * record of one does not. They are not ranked where their intervals overlap: a stratum
 * has the ranks from `rank_first` to `rank_last`, which are 1 + the number of strata
 * whose interval lies wholly above its own, and the number of all less those wholly
 * below.
 *
 * Memory: bounded by the limits whatever the database holds, but for 24 bytes a group
 * and a source, twice that while it is read, and SQLite's page cache. What a list
 * leaves out is counted: `total` less `count` are "and n more", to be found in the
 * database. Texts are as in the database: of unknown origin, to be escaped by who
 * prints them. They live in the arena, until release. One thread; the database may be
 * closed after load.
 */
#ifndef STET_ACCOUNT_SUMMARY_H
#define STET_ACCOUNT_SUMMARY_H

#include "account/acceptance.h"
#include "account/interval.h"
#include "audit/database.h"

enum {
    STET_SUMMARY_LEVELS = 4, /**< By level: 1 suggestion, 2 warning, 3 error; 0: any. */
    STET_SUMMARY_STATES = 3, /**< By stet_audit_state. */
    STET_SUMMARY_TOP = 3,    /**< Rules that are named with a stratum. */
    STET_SUMMARY_EXAMPLES = 3,  /**< Findings that are shown with a rule. */
    STET_SUMMARY_BINS = 34,     /**< Of the distribution of lengths. */
    STET_SUMMARY_QUANTILES = 5, /**< 5, 25, 50, 75 and 95 %. */
};

/* ---- What is asked for -------------------------------------------------- */

/** How many of each are listed; the defaults are stet_audit_summary_limits. */
typedef struct stet_audit_limits {
    uint32_t rules, groups, sources;
    uint32_t failures;      /**< Different messages. */
    uint32_t gaps;          /**< Byte ranges that were not checked. */
    uint32_t samples;       /**< Records for people to read, of all strata. */
    uint32_t nonconforming; /**< Rejected records of the acceptance sample. */
    uint32_t examples;      /**< Of each rule, at most STET_SUMMARY_EXAMPLES. */
    uint32_t messages;      /**< Of each rule of the whole batch. */
    uint32_t sample_bytes;  /**< Texts of all samples together. */
} stet_audit_limits;

extern const stet_audit_limits stet_audit_summary_limits;

typedef struct stet_audit_summary_options {
    stet_audit_limits limits;
    stet_inspection_level inspection;
    const char *aql;     /**< As stet_acceptance_aql_at has it. */
    bool count_findings; /**< Nonconformities by 100 records, not nonconforming ones. */
    /** Of all records of the database, when somebody has made one; NULL: it is made. It
        serves one summary. */
    struct stet_audit_scan *scan;
} stet_audit_summary_options;

/* ---- The run ------------------------------------------------------------ */

typedef struct stet_audit_plugin {
    stet_str name, version;
} stet_audit_plugin;

/** What was done, with what. */
typedef struct stet_audit_run {
    stet_str path; /**< Of the database. */
    stet_str stet, rule_set, version, hash;
    const stet_audit_plugin *plugins;
    size_t n_plugins;
    stet_str day;      /**< YYYY-MM-DD. */
    stet_str fail_on;  /**< "error", "warning", "suggestion" or "never". */
    stet_str group_by; /**< The field; empty: no group was asked for. */
    bool redacted;     /**< Texts, matches and messages' texts were left out. */
    bool complete;    /**< All segments are here, and rules of the whole batch spoke. */
    uint32_t samples; /**< How many a stratum. */
    int64_t seed;
    uint64_t segments; /**< The batch has. */
    stet_str began;    /**< UTC, ISO 8601; empty: not told. */
    double seconds;    /**< NAN: not told. */
} stet_audit_run;

/* ---- The verdict -------------------------------------------------------- */

typedef enum stet_audit_outcome {
    STET_OUTCOME_ACCEPT,
    STET_OUTCOME_REJECT,
    STET_OUTCOME_OPEN, /**< It cannot be told: see `reason`. */
} stet_audit_outcome;

/** Why a verdict is open. */
typedef enum stet_audit_reason {
    STET_OPEN_NOT,        /**< It is not. */
    STET_OPEN_EMPTY,      /**< There are no records. */
    STET_OPEN_NEVER,      /**< `fail_on` is never: no record is rejected. */
    STET_OPEN_INCOMPLETE, /**< Segments are missing, or rules of the batch to speak. */
    STET_OPEN_FAILED,     /**< Failed records of the sample could turn it. */
    STET_OPEN_UNREAD,     /**< Nothing could be read of a source. */
} stet_audit_reason;

/** Where a record is, for people. */
typedef struct stet_audit_place {
    int64_t id;    /**< In the database. */
    stet_str path; /**< Of its source. */
    uint64_t
        record; /**< Number in its source, from 1; 0: the file itself, or not known. */
    stet_str name; /**< Its own id; empty: none. */
    uint64_t byte, length;
    stet_str group; /**< Empty: none. */
    stet_audit_state state;
} stet_audit_place;

typedef struct stet_audit_place_list {
    const stet_audit_place *items;
    size_t count;
    uint64_t total;
} stet_audit_place_list;

/** What an inspector would decide who draws the plan's sample, and by what. */
typedef struct stet_audit_verdict {
    stet_audit_outcome outcome;
    stet_audit_reason reason;
    bool count_findings;
    stet_acceptance_plan plan; /**< All zero when there are no records. */
    uint64_t drawn;            /**< Records in the sample: plan.n or the whole lot. */
    uint64_t nonconforming;    /**< In the sample: rejected records, or findings. */
    uint64_t failed;           /**< In the sample: records that were not judged. */
    stet_audit_place_list records; /**< The rejected ones in the sample, by rank. */
    uint64_t all_nonconforming;    /**< In all records. */
    double all_percent; /**< By 100 records: to be held against plan.percent. */
    bool all_within;    /**< all_percent is at most the AQL. */
    double chance;      /**< That the plan accepts this very batch, over all
                             samples; NAN when findings are counted. */
} stet_audit_verdict;

/* ---- Rates -------------------------------------------------------------- */

/** Records with such findings, of all records, and such findings by 1,000 words. */
typedef struct stet_audit_measure {
    stet_share records;
    stet_density findings;
} stet_audit_measure;

/** Sums and rates of all records, or of a stratum. */
typedef struct stet_audit_rates {
    uint64_t records, words, bytes;
    stet_share states[STET_SUMMARY_STATES];         /**< By stet_audit_state. */
    stet_audit_measure levels[STET_SUMMARY_LEVELS]; /**< 0: of any level. */
} stet_audit_rates;

/** A finding that is shown. */
typedef struct stet_audit_example {
    stet_audit_place place;
    stet_str rule; /**< Its name. */
    uint32_t level;
    stet_str field, message, match;
    uint64_t start, end;   /**< Bytes in the source. */
    uint64_t line, column; /**< In the source, from 1; line 0: not known. */
} stet_audit_example;

/** What a rule of the whole batch has worked out, be it a fault or not. */
typedef struct stet_audit_statistic {
    stet_str name; /**< What it is, and */
    stet_str of;   /**< of what: "items". */
    double value;
    double low, high, confidence; /**< NAN: it has no interval. */
    uint64_t n;
} stet_audit_statistic;

typedef struct stet_audit_rule {
    int64_t id;
    stet_str name, check;
    uint32_t level; /**< As the rule set has it; an override may tell another. */
    stet_str summary, why, path;
    uint32_t line;
    bool whole_batch;
    bool silent; /**< Of the whole batch, and it has not spoken yet. */
    uint64_t findings_at[STET_SUMMARY_LEVELS]; /**< By level; 0: all. */
    stet_audit_measure measure;
    uint64_t failures; /**< How often it could not be evaluated. */
    stet_audit_example examples[STET_SUMMARY_EXAMPLES]; /**< The first, one a record. */
    size_t n_examples;
    const stet_str *messages; /**< Of a rule of the whole batch: what it says. */
    size_t n_messages;
    const stet_audit_statistic
        *statistics; /**< Likewise; in the order of its report. */
    size_t n_statistics;
} stet_audit_rule;

/** By level, the gravest first, then by records with findings, then by name; all that
   the rule set has, those that found nothing too. */
typedef struct stet_audit_rule_list {
    const stet_audit_rule *items;
    size_t count;
    uint64_t total;
} stet_audit_rule_list;

/** A rule in a stratum. */
typedef struct stet_audit_top {
    int64_t rule; /**< Its number. */
    stet_str name;
    uint64_t findings, records;
} stet_audit_top;

/** A group, or a source. */
typedef struct stet_audit_stratum {
    int64_t id;
    stet_str name; /**< A source's path; '' is the group of records that name none. */
    stet_audit_rates rates;
    uint64_t rank_first, rank_last; /**< By rejected share; equal: nobody is tied. */
    stet_audit_top top[STET_SUMMARY_TOP]; /**< Its rules with most records. */
    size_t n_top;
    stet_str format;        /**< Of a source. */
    uint64_t size, checked; /**< Of a source: bytes it has, bytes that were checked. */
} stet_audit_stratum;

/** What must be known of all strata to tell the ranks of any. */
typedef struct stet_stratum_ends {
    const double *lows,
        *highs; /**< Of the intervals of those that have records; sorted. */
    size_t count;
    const uint64_t *with_any; /**< Records with a finding of any level, by number. */
    size_t n_with_any;
} stet_stratum_ends;

typedef struct stet_audit_stratum_list {
    const stet_audit_stratum *items;
    size_t count;
    uint64_t total; /**< account/strata.h goes through all of them. */
    stet_stratum_ends ends;
} stet_audit_stratum_list;

/* ---- Lengths ------------------------------------------------------------ */

/** Words a record. Quantiles are exact up to 4,095 words, and within 0.05 % above. */
typedef struct stet_audit_lengths {
    uint64_t records;
    uint64_t least, most;
    double mean; /**< NAN when there are no records. */
    uint64_t quantiles[STET_SUMMARY_QUANTILES];
    uint64_t bins[STET_SUMMARY_BINS]; /**< Records from an edge to the next. */
} stet_audit_lengths;

/** Lower edges of the bins, in words: 0, 1, 2, 3, 5, 7, 10, 15, 20, 30 ...; the last
   has no end. */
extern const uint64_t stet_audit_length_edges[STET_SUMMARY_BINS];
/** Which quantiles are told: 0.05 ... */
extern const double stet_audit_length_quantiles[STET_SUMMARY_QUANTILES];

/* ---- What was checked, and what not ------------------------------------- */

/** Bytes of a source that no segment here holds; half-open. */
typedef struct stet_audit_gap {
    stet_str path;
    uint64_t start, end;
} stet_audit_gap;

typedef struct stet_audit_gap_list {
    const stet_audit_gap *items;
    size_t count;
    uint64_t total;
} stet_audit_gap_list;

/** Failures of one message. */
typedef struct stet_audit_failure {
    stet_str rule; /**< Empty: none. */
    stet_str message;
    uint64_t count;
    stet_str path;         /**< Where the first of them is; empty: nowhere. */
    uint64_t byte;         /**< UINT64_MAX: not known. */
    uint64_t line, column; /**< 0: not known. */
} stet_audit_failure;

typedef struct stet_audit_failure_list {
    const stet_audit_failure *items; /**< The most frequent first. */
    size_t count;
    uint64_t total;    /**< Different messages. */
    uint64_t failures; /**< All failures. */
} stet_audit_failure_list;

typedef struct stet_audit_coverage {
    uint64_t sources;       /**< Of the batch. */
    uint64_t sources_whole; /**< Checked from end to end. */
    uint64_t
        sources_unread; /**< Of which nothing could be read: failures of their own. */
    uint64_t bytes, bytes_checked;
    uint64_t segments, segments_checked;
    uint64_t rules, rules_silent; /**< Of the whole batch, that have not spoken yet. */
    uint64_t rules_failed;        /**< That could not be evaluated somewhere. */
    stet_audit_gap_list gaps;
    stet_audit_failure_list failures;
} stet_audit_coverage;

/* ---- Rules of the whole batch ------------------------------------------- */

/** What `batch.duplicates` found; what batch rules say is with the rules. */
typedef struct stet_audit_duplicates {
    bool looked; /**< There is such a rule, and it has spoken. */
    stet_audit_measure measure;
} stet_audit_duplicates;

/* ---- Samples ------------------------------------------------------------ */

typedef struct stet_audit_field {
    stet_str name, text;
} stet_audit_field;

/** A record for people to read. */
typedef struct stet_audit_sample {
    stet_sample_kind kind;
    stet_str stratum; /**< Name of the rule or the group; empty for all. */
    stet_audit_place place;
    const stet_audit_field *fields;
    size_t n_fields;
    bool left_out; /**< Its texts: redacted, or beyond limits.sample_bytes. */
    const stet_audit_example *findings; /**< In the record's order, at most 20. */
    size_t n_findings;
    uint64_t all_findings;
} stet_audit_sample;

/** Of all, then by rule and by group, in the order of their numbers. */
typedef struct stet_audit_sample_list {
    const stet_audit_sample *items;
    size_t count;
    uint64_t total;
} stet_audit_sample_list;

/* ---- All of it ---------------------------------------------------------- */

typedef struct stet_audit_summary {
    stet_arena arena;
    stet_audit_run run;
    stet_audit_verdict verdict;
    stet_audit_rates totals;
    stet_audit_rule_list rules;
    stet_audit_stratum_list groups; /**< Empty when no group was asked for. */
    stet_audit_stratum_list sources;
    stet_audit_lengths lengths; /**< Of all records. */
    stet_audit_lengths lengths_by_state[STET_SUMMARY_STATES];
    stet_audit_duplicates duplicates;
    stet_audit_coverage coverage;
    stet_audit_sample_list samples;
} stet_audit_summary;

/** Reads all of it. False and the error: release is allowed, not needed. */
bool stet_audit_summary_load(stet_audit_summary *summary,
                             const stet_audit_database *database,
                             const stet_audit_summary_options *options,
                             stet_error *error);
void stet_audit_summary_release(stet_audit_summary *summary);

#endif
