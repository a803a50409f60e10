/* SPDX-License-Identifier: Apache-2.0 */
#include "account/summary_p.h"

#include <math.h>
#include <stdlib.h>

const stet_audit_limits stet_audit_summary_limits = {
    .rules = 2000,
    .groups = 1000,
    .sources = 1000,
    .failures = 100,
    .gaps = 100,
    .samples = 500,
    .nonconforming = 50,
    .examples = STET_SUMMARY_EXAMPLES,
    .messages = 20,
    .sample_bytes = 2 * 1024 * 1024,
};

/* ---- Statements ---- */

bool stet_summary_each(stet_summary_reader *reader, const char *sql,
                       const int64_t *values, size_t n_values, stet_summary_row row,
                       void *data)
{
    sqlite3_stmt *statement =
        stet_audit_database_prepare(reader->database, sql, reader->error);
    bool good = statement != NULL;

    for (size_t i = 0; good && i < n_values; i++)
        sqlite3_bind_int64(statement, (int)i + 1, values[i]);
    while (good) {
        int code = stet_audit_database_step(reader->database, statement, reader->error);
        if (code == SQLITE_DONE)
            break;
        good = code == SQLITE_ROW && row(reader, statement, data);
    }
    sqlite3_finalize(statement);
    return good;
}

bool stet_summary_number(stet_summary_reader *reader, const char *sql, uint64_t *number)
{
    int64_t read;
    bool good = stet_audit_database_number(reader->database, sql, &read, reader->error);

    *number = read > 0 ? (uint64_t)read : 0;
    return good;
}

stet_str stet_summary_text(stet_summary_reader *reader, sqlite3_stmt *row, int column)
{
    return stet_arena_copy(&reader->summary->arena,
                           stet_audit_column_text(row, column));
}

/* A negative number would be a fault of who wrote the database. */
uint64_t stet_summary_count(sqlite3_stmt *row, int column)
{
    int64_t number = sqlite3_column_int64(row, column);

    return number > 0 ? (uint64_t)number : 0;
}

/* ---- The run ---- */

static bool take_plugin(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    stet_audit_run *run = &reader->summary->run;
    stet_audit_plugin *plugins = data;

    plugins[run->n_plugins++] = (stet_audit_plugin){
        .name = stet_summary_text(reader, row, 0),
        .version = stet_summary_text(reader, row, 1),
    };
    return true;
}

static bool read_plugins(stet_summary_reader *reader)
{
    stet_audit_summary *summary = reader->summary;
    uint64_t count;

    if (!stet_summary_number(reader, "SELECT count(*) FROM run, json_each(run.plugins)",
                             &count))
        return false;
    stet_audit_plugin *plugins =
        stet_arena_zalloc(&summary->arena, (size_t)(count + 1) * sizeof *plugins);
    summary->run.plugins = plugins;
    return stet_summary_each(reader,
                             "SELECT key, value FROM run, json_each(run.plugins) "
                             "ORDER BY key",
                             NULL, 0, take_plugin, plugins);
}

static const char run_sql[] =
    "SELECT stet, rule_set, version, hash, day, fail_on, group_by, redacted, complete, "
    "samples, seed, segments, began, seconds FROM run";

static bool take_run(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    (void)data;
    reader->summary->run = (stet_audit_run){
        .path = stet_arena_copy(&reader->summary->arena, reader->database->path),
        .stet = stet_summary_text(reader, row, 0),
        .rule_set = stet_summary_text(reader, row, 1),
        .version = stet_summary_text(reader, row, 2),
        .hash = stet_summary_text(reader, row, 3),
        .day = stet_summary_text(reader, row, 4),
        .fail_on = stet_summary_text(reader, row, 5),
        .group_by = stet_summary_text(reader, row, 6),
        .redacted = sqlite3_column_int(row, 7) != 0,
        .complete = sqlite3_column_int(row, 8) != 0,
        .samples = (uint32_t)stet_summary_count(row, 9),
        .seed = sqlite3_column_int64(row, 10),
        .segments = stet_summary_count(row, 11),
        .began = stet_summary_text(reader, row, 12),
        .seconds = sqlite3_column_type(row, 13) == SQLITE_NULL
                       ? NAN
                       : sqlite3_column_double(row, 13),
    };
    return true;
}

bool stet_summary_read_run(stet_summary_reader *reader)
{
    if (!stet_summary_each(reader, run_sql, NULL, 0, take_run, NULL))
        return false;
    if (reader->summary->run.stet.ptr)
        return read_plugins(reader);
    stet_error_set(reader->error, "this audit was begun and not finished");
    stet_error_hint(reader->error, "start the same stet audit again: it goes on where "
                                   "it stopped");
    stet_error_at(reader->error, reader->database->path, STET_POSITION_NONE);
    return false;
}

/* ---- Sums ---- */

const char stet_summary_sum_columns[] =
    "state, sum(records), sum(words), sum(bytes), sum(with_suggestions), "
    "sum(with_warnings), sum(with_errors), sum(suggestions), sum(warnings), "
    "sum(errors)";

void stet_summary_add_sums(stet_summary_sums *sums, sqlite3_stmt *row, int column)
{
    uint64_t state = stet_summary_count(row, column++);
    uint64_t records = stet_summary_count(row, column++);

    sums->records += records;
    if (state < STET_SUMMARY_STATES)
        sums->states[state] += records;
    sums->words += stet_summary_count(row, column++);
    sums->bytes += stet_summary_count(row, column++);
    for (size_t level = 1; level < STET_SUMMARY_LEVELS; level++)
        sums->with[level] += stet_summary_count(row, column++);
    for (size_t level = 1; level < STET_SUMMARY_LEVELS; level++) {
        uint64_t findings = stet_summary_count(row, column++);
        sums->findings[level] += findings;
        sums->findings[0] += findings;
    }
}

/* A database that was tampered with may count more findings' records than records. */
static uint64_t at_most(uint64_t count, uint64_t most)
{
    return count < most ? count : most;
}

stet_audit_rates stet_summary_rates(const stet_summary_sums *sums, uint64_t with_any)
{
    stet_audit_rates rates = { .records = sums->records,
                               .words = sums->words,
                               .bytes = sums->bytes };

    for (size_t i = 0; i < STET_SUMMARY_STATES; i++)
        rates.states[i] =
            stet_share_of(at_most(sums->states[i], sums->records), sums->records);
    for (size_t i = 0; i < STET_SUMMARY_LEVELS; i++) {
        uint64_t with = at_most(i ? sums->with[i] : with_any, sums->records);
        rates.levels[i].records = stet_share_of(with, sums->records);
        rates.levels[i].findings =
            stet_density_of(sums->findings[i], with, sums->words);
    }
    return rates;
}

static bool take_sums(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    (void)reader;
    stet_summary_add_sums(data, row, 0);
    return true;
}

bool stet_summary_read_sums(stet_summary_reader *reader, stet_summary_sums *sums)
{
    stet_buffer sql = { 0 };

    *sums = (stet_summary_sums){ 0 };
    stet_buffer_format(&sql, "SELECT %s FROM record_totals GROUP BY state",
                       stet_summary_sum_columns);
    bool good = stet_summary_each(reader, sql.ptr, NULL, 0, take_sums, sums);
    stet_buffer_release(&sql);
    return good;
}

static bool read_totals(stet_summary_reader *reader)
{
    stet_summary_sums sums;
    bool good = stet_summary_read_sums(reader, &sums);

    reader->summary->totals = stet_summary_rates(&sums, 0);
    /* The pass over all records is bounded by what the totals say. */
    good = good && stet_summary_scan(reader);
    reader->summary->totals = stet_summary_rates(&sums, reader->scan->with_any);
    return good;
}

/* ---- All of it ---- */

bool stet_audit_summary_load(stet_audit_summary *summary,
                             const stet_audit_database *database,
                             const stet_audit_summary_options *options,
                             stet_error *error)
{
    stet_audit_scan own = { 0 };
    stet_summary_reader reader = { .summary = summary,
                                   .database = database,
                                   .options = options,
                                   .error = error,
                                   .scan = options->scan ? options->scan : &own };

    *summary = (stet_audit_summary){ 0 };
    bool good = stet_summary_read_run(&reader) && stet_summary_count_unread(&reader) &&
                read_totals(&reader) && stet_summary_read_rules(&reader) &&
                stet_summary_read_strata(&reader) &&
                stet_summary_read_coverage(&reader) &&
                stet_summary_read_samples(&reader);
    stet_audit_scan_release(&own);
    if (!good)
        stet_audit_summary_release(summary);
    return good;
}

void stet_audit_summary_release(stet_audit_summary *summary)
{
    stet_arena_release(&summary->arena);
    *summary = (stet_audit_summary){ 0 };
}
