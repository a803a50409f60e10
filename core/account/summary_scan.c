/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over all records, in their order, beside one over the segments; and what
   follows from it. */
#include "account/lengths.h"
#include "account/summary_p.h"
#include "audit/facts.h"
#include "audit/sample.h"
#include "base/memory.h"
#include "base/str.h"

#include <math.h>
#include <stdlib.h>

/* Groups and sources; a batch has fewer. */
enum { MOST_NUMBERS = 100 * 1000 * 1000 };

typedef struct pass {
    sqlite3_stmt *segments;
    int64_t segment; /* At hand, and the source of it; 0: none. */
    int64_t source;
    uint64_t key;
} pass;

/* ---- The pass ---- */

static const char segments_sql[] = "SELECT g.id, g.source, s.path FROM segments g JOIN "
                                   "sources s ON s.id = g.source ORDER BY g.id";

static bool damaged(stet_summary_reader *reader, const char *what)
{
    stet_error_set(reader->error, "this audit database holds %s", what);
    stet_error_hint(reader->error, "the file is damaged: audit again, or take a copy");
    stet_error_at(reader->error, reader->database->path, STET_POSITION_NONE);
    return false;
}

/* Steps on to the segment of a record; a record of none is a fault of the file. */
static bool find_segment(stet_summary_reader *reader, pass *at, int64_t segment)
{
    while (at->segment < segment) {
        int code =
            stet_audit_database_step(reader->database, at->segments, reader->error);
        if (code == SQLITE_DONE)
            break;
        if (code != SQLITE_ROW)
            return false;
        at->segment = sqlite3_column_int64(at->segments, 0);
        at->source = sqlite3_column_int64(at->segments, 1);
        at->key = stet_sample_key(reader->summary->run.seed,
                                  stet_audit_column_text(at->segments, 2));
    }
    if (at->segment == segment)
        return true;
    return damaged(reader, "records of a part that it does not list");
}

static bool take_record(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    pass *at = data;
    uint64_t state = stet_summary_count(row, 5);
    stet_audit_record record = {
        .id = sqlite3_column_int64(row, 0),
        .group = sqlite3_column_int64(row, 2),
        .words = stet_summary_count(row, 3),
        .state =
            state < STET_SUMMARY_STATES ? (stet_audit_state)state : STET_AUDIT_FAILED,
    };

    if (!find_segment(reader, at, record.id >> STET_AUDIT_RECORD_BITS))
        return false;
    record.source = at->source;
    record.rank = stet_sample_rank(at->key, (uint64_t)sqlite3_column_int64(row, 1),
                                   sqlite3_column_int64(row, 4));
    for (int level = STET_SUGGESTION; level <= STET_ERROR; level++)
        record.findings[level] = stet_summary_count(row, 5 + level);
    stet_audit_scan_take(reader->scan, &record);
    return true;
}

static const char records_sql[] =
    "SELECT id, byte, grp, words, hash, state, suggestions, warnings, errors "
    "FROM records ORDER BY id";

/* Numbers are positions: a very great one is a fault, and room for it would be none. */
static bool read_most(stet_summary_reader *reader, const char *sql, uint64_t *most)
{
    return stet_summary_number(reader, sql, most) &&
           (*most <= MOST_NUMBERS || damaged(reader, "numbers that are no positions"));
}

static bool make_scan(stet_summary_reader *reader)
{
    pass at = { 0 };
    uint64_t n_groups, n_sources;

    stet_audit_scan_init(reader->scan,
                         stet_audit_level_of(reader->summary->run.fail_on));
    if (!read_most(reader, "SELECT max(id) FROM groups", &n_groups) ||
        !read_most(reader, "SELECT max(id) FROM sources", &n_sources))
        return false;
    stet_audit_scan_begin(reader->scan, (size_t)n_groups, (size_t)n_sources);
    at.segments =
        stet_audit_database_prepare(reader->database, segments_sql, reader->error);
    bool good = at.segments &&
                stet_summary_each(reader, records_sql, NULL, 0, take_record, &at);
    sqlite3_finalize(at.segments);
    return good;
}

/* ---- Lengths ---- */

static void finish_lengths(stet_audit_summary *summary, const stet_audit_scan *scan)
{
    stet_length_counts all;

    stet_length_counts_init(&all);
    for (size_t i = 0; i < STET_SUMMARY_STATES; i++) {
        stet_length_counts_join(&all, &scan->lengths[i]);
        summary->lengths_by_state[i] = stet_length_counts_finish(&scan->lengths[i]);
    }
    summary->lengths = stet_length_counts_finish(&all);
    stet_length_counts_release(&all);
}

/* ---- The verdict ---- */

/* The lowest of those that were drawn are the sample of a smaller plan. */
static size_t sample_size(const stet_audit_verdict *verdict,
                          const stet_audit_scan *scan)
{
    return scan->draw.count < verdict->plan.n ? scan->draw.count : verdict->plan.n;
}

/* The rejected records of the sample, by rank. */
static bool list_rejected(stet_summary_reader *reader)
{
    const stet_audit_scan *scan = reader->scan;
    stet_audit_verdict *verdict = &reader->summary->verdict;
    stet_audit_place_list *list = &verdict->records;
    size_t n = sample_size(verdict, scan);
    uint32_t limit = reader->options->limits.nonconforming;
    size_t most = n < limit ? n : limit;
    stet_audit_place *items =
        stet_arena_zalloc(&reader->summary->arena, (most + 1) * sizeof *items);

    list->items = items;
    for (size_t i = 0; i < n; i++) {
        const stet_draw_entry *entry = &scan->draw.entries[i];
        if (scan->drawn[entry->slot].state != STET_AUDIT_REJECTED)
            continue;
        list->total++;
        if (list->count < most &&
            !stet_summary_read_place(reader, entry->record, &items[list->count++]))
            return false;
    }
    return true;
}

static void count_sample(stet_audit_verdict *verdict, const stet_audit_scan *scan)
{
    verdict->drawn = sample_size(verdict, scan);
    for (size_t i = 0; i < verdict->drawn; i++) {
        const stet_drawn_record *drawn = &scan->drawn[scan->draw.entries[i].slot];
        verdict->failed += drawn->state == STET_AUDIT_FAILED;
        verdict->nonconforming += verdict->count_findings
                                      ? drawn->findings
                                      : drawn->state == STET_AUDIT_REJECTED;
    }
}

/* What is not known can turn acceptance, and no rejection but that of a part. */
static void decide(stet_audit_verdict *verdict, const stet_audit_summary *summary,
                   bool never)
{
    bool reject =
        verdict->plan.lot > 0 && verdict->nonconforming >= verdict->plan.reject;

    verdict->outcome = STET_OUTCOME_OPEN;
    if (verdict->plan.lot == 0 && summary->run.complete &&
        summary->coverage.sources_unread == 0)
        verdict->reason = STET_OPEN_EMPTY;
    else if (never)
        verdict->reason = STET_OPEN_NEVER;
    else if (!summary->run.complete)
        verdict->reason = STET_OPEN_INCOMPLETE;
    else if (!reject && verdict->failed > 0 &&
             (verdict->count_findings ||
              verdict->nonconforming + verdict->failed >= verdict->plan.reject))
        verdict->reason = STET_OPEN_FAILED;
    else if (!reject && summary->coverage.sources_unread > 0)
        verdict->reason = STET_OPEN_UNREAD;
    else
        verdict->outcome = reject ? STET_OUTCOME_REJECT : STET_OUTCOME_ACCEPT;
}

static bool judge(stet_summary_reader *reader)
{
    stet_audit_scan *scan = reader->scan;
    stet_audit_summary *summary = reader->summary;
    stet_audit_verdict *verdict = &summary->verdict;
    uint64_t rejected = summary->totals.states[STET_AUDIT_REJECTED].count;
    uint64_t records = summary->totals.records;

    stet_draw_finish(&scan->draw);
    count_sample(verdict, scan);
    verdict->all_nonconforming = verdict->count_findings ? scan->findings : rejected;
    verdict->all_percent =
        records ? 100 * (double)verdict->all_nonconforming / (double)records : NAN;
    verdict->all_within = records && verdict->all_percent <= verdict->plan.percent;
    verdict->chance = verdict->count_findings || records == 0
                          ? NAN
                          : stet_acceptance_chance(&verdict->plan, rejected);
    decide(verdict, summary, scan->fail_on >= STET_SUMMARY_LEVELS);
    return list_rejected(reader);
}

/* ---- All of it ---- */

static bool find_plan(stet_summary_reader *reader)
{
    const stet_audit_summary_options *options = reader->options;
    stet_audit_verdict *verdict = &reader->summary->verdict;
    uint64_t lot = reader->summary->totals.records;

    verdict->count_findings = options->count_findings;
    if (stet_acceptance_find(&verdict->plan, lot, options->inspection, options->aql) ||
        lot == 0)
        return true;
    return stet_error_set(reader->error, "“%s” is no AQL of ISO 2859-1", options->aql);
}

bool stet_summary_scan(stet_summary_reader *reader)
{
    if (!find_plan(reader) || (!reader->options->scan && !make_scan(reader)) ||
        !judge(reader))
        return false;
    finish_lengths(reader->summary, reader->scan);
    return true;
}
