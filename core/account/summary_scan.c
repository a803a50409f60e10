/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over all records, in their order, beside one over the segments: how long
   they are, who has any finding, and the sample that decides the verdict. */
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

/* Of a record in the sample. */
typedef struct drawn_record {
    stet_audit_state state;
    uint64_t findings; /* At `fail_on` or above. */
} drawn_record;

typedef struct scan {
    sqlite3_stmt *segments;
    int64_t segment; /* At hand, and the source of it; 0: none. */
    int64_t source;
    uint64_t key;
    unsigned fail_on; /* Level; above error: never. */
    stet_draw draw;
    drawn_record *drawn; /* By slot. */
    uint64_t findings;   /* At `fail_on` or above, of all records. */
    stet_length_counts lengths[STET_SUMMARY_STATES];
} scan;

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
static bool find_segment(stet_summary_reader *reader, scan *at, int64_t segment)
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

static void count_one(stet_summary_counts *counts, int64_t number)
{
    if (number >= 0 && (uint64_t)number < counts->count)
        counts->items[number]++;
}

static bool take_record(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    scan *at = data;
    int64_t id = sqlite3_column_int64(row, 0);
    uint64_t state = stet_summary_count(row, 5);
    uint64_t any = 0;
    uint64_t findings = 0;

    if (!find_segment(reader, at, id >> STET_AUDIT_RECORD_BITS))
        return false;
    for (unsigned level = 1; level < STET_SUMMARY_LEVELS; level++) {
        uint64_t count = stet_summary_count(row, 5 + (int)level);
        any += count;
        findings += level >= at->fail_on ? count : 0;
    }
    state = state < STET_SUMMARY_STATES ? state : STET_AUDIT_FAILED;
    if (any > 0) {
        reader->with_any++;
        count_one(&reader->by_group, sqlite3_column_int64(row, 2));
        count_one(&reader->by_source, at->source);
    }
    at->findings += findings;
    stet_length_counts_add(&at->lengths[state], stet_summary_count(row, 3));
    int64_t rank = stet_sample_rank(at->key, (uint64_t)sqlite3_column_int64(row, 1),
                                    sqlite3_column_int64(row, 4));
    uint32_t slot = stet_draw_offer(&at->draw, rank, id);
    if (slot != STET_DRAW_NONE)
        at->drawn[slot] = (drawn_record){ (stet_audit_state)state, findings };
    return true;
}

static const char records_sql[] =
    "SELECT id, byte, grp, words, hash, state, suggestions, warnings, errors "
    "FROM records ORDER BY id";

static bool make_counts(stet_summary_reader *reader, const char *sql,
                        stet_summary_counts *counts)
{
    uint64_t most;

    if (!stet_summary_number(reader, sql, &most))
        return false;
    /* Numbers are positions: such a one is a fault, and room for it would be none. */
    if (most > MOST_NUMBERS)
        return damaged(reader, "numbers that are no positions");
    counts->count = (size_t)most + 1;
    counts->items = stet_memory_zalloc(counts->count, sizeof *counts->items);
    return true;
}

static bool pass(stet_summary_reader *reader, scan *at)
{
    if (!make_counts(reader, "SELECT max(id) FROM groups", &reader->by_group) ||
        !make_counts(reader, "SELECT max(id) FROM sources", &reader->by_source))
        return false;
    at->segments =
        stet_audit_database_prepare(reader->database, segments_sql, reader->error);
    return at->segments &&
           stet_summary_each(reader, records_sql, NULL, 0, take_record, at);
}

/* ---- Lengths ---- */

static void finish_lengths(stet_audit_summary *summary, scan *at)
{
    stet_length_counts all;

    stet_length_counts_init(&all);
    for (size_t i = 0; i < STET_SUMMARY_STATES; i++) {
        stet_length_counts_join(&all, &at->lengths[i]);
        summary->lengths_by_state[i] = stet_length_counts_finish(&at->lengths[i]);
    }
    summary->lengths = stet_length_counts_finish(&all);
    stet_length_counts_release(&all);
}

/* ---- The verdict ---- */

/* The rejected records of the sample, by rank. */
static bool list_rejected(stet_summary_reader *reader, const scan *at)
{
    stet_audit_place_list *list = &reader->summary->verdict.records;
    uint32_t limit = reader->options->limits.nonconforming;
    size_t most = at->draw.count < limit ? at->draw.count : limit;
    stet_audit_place *items =
        stet_arena_zalloc(&reader->summary->arena, (most + 1) * sizeof *items);

    list->items = items;
    for (size_t i = 0; i < at->draw.count; i++) {
        const stet_draw_entry *entry = &at->draw.entries[i];
        if (at->drawn[entry->slot].state != STET_AUDIT_REJECTED)
            continue;
        list->total++;
        if (list->count < most &&
            !stet_summary_read_place(reader, entry->record, &items[list->count++]))
            return false;
    }
    return true;
}

static void count_sample(stet_audit_verdict *verdict, const scan *at)
{
    verdict->drawn = at->draw.count;
    for (size_t i = 0; i < at->draw.count; i++) {
        const drawn_record *drawn = &at->drawn[at->draw.entries[i].slot];
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

static bool judge(stet_summary_reader *reader, scan *at)
{
    stet_audit_summary *summary = reader->summary;
    stet_audit_verdict *verdict = &summary->verdict;
    uint64_t rejected = summary->totals.states[STET_AUDIT_REJECTED].count;
    uint64_t records = summary->totals.records;

    stet_draw_finish(&at->draw);
    count_sample(verdict, at);
    verdict->all_nonconforming = verdict->count_findings ? at->findings : rejected;
    verdict->all_percent =
        records ? 100 * (double)verdict->all_nonconforming / (double)records : NAN;
    verdict->all_within = records && verdict->all_percent <= verdict->plan.percent;
    verdict->chance = verdict->count_findings || records == 0
                          ? NAN
                          : stet_acceptance_chance(&verdict->plan, rejected);
    decide(verdict, summary, at->fail_on >= STET_SUMMARY_LEVELS);
    return list_rejected(reader, at);
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
    scan at = { .fail_on =
                    (unsigned)stet_audit_level_of(reader->summary->run.fail_on) };

    if (!find_plan(reader))
        return false;
    const stet_acceptance_plan *plan = &reader->summary->verdict.plan;
    stet_draw_init(&at.draw, plan->n);
    at.drawn = stet_memory_zalloc(plan->n + 1, sizeof *at.drawn);
    for (size_t i = 0; i < STET_SUMMARY_STATES; i++)
        stet_length_counts_init(&at.lengths[i]);
    bool good = pass(reader, &at) && judge(reader, &at);
    finish_lengths(reader->summary, &at);
    for (size_t i = 0; i < STET_SUMMARY_STATES; i++)
        stet_length_counts_release(&at.lengths[i]);
    sqlite3_finalize(at.segments);
    stet_draw_release(&at.draw);
    free(at.drawn);
    return good;
}
