/* SPDX-License-Identifier: Apache-2.0 */
/* Records for people to read: as many of each stratum as the limit lets through, the
   same number of all, so that no stratum is left out for another's sake. */
#include "account/summary_p.h"
#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

enum { MOST_FINDINGS = 20 };

typedef struct sample_reading {
    stet_audit_sample *items;
    size_t most;
    uint64_t *by_rank; /* How many strata have an n-th sample; n from 0. */
    size_t n_ranks;
    uint64_t each;  /* Samples of a stratum that are listed. */
    uint64_t bytes; /* Of texts, so far. */
} sample_reading;

/* ---- How many of each ---- */

static bool take_size(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    sample_reading *reading = data;
    uint64_t count = stet_summary_count(row, 0);

    reader->summary->samples.total += count;
    for (size_t i = 0; i < count && i < reading->n_ranks; i++)
        reading->by_rank[i]++;
    return true;
}

static void choose_each(const stet_audit_sample_list *list, sample_reading *reading)
{
    uint64_t sum = 0;

    while (reading->each < reading->n_ranks &&
           sum + reading->by_rank[reading->each] <= reading->most)
        sum += reading->by_rank[reading->each++];
    if (reading->each == 0 && list->total > 0)
        reading->each = 1;
}

/* ---- Texts and findings ---- */

typedef struct field_list {
    stet_audit_field *items;
    size_t count, most;
} field_list;

static bool take_field(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    field_list *list = data;

    if (list->count < list->most)
        list->items[list->count++] = (stet_audit_field){
            .name = stet_summary_text(reader, row, 0),
            .text = stet_summary_text(reader, row, 1),
        };
    return true;
}

static bool read_fields(stet_summary_reader *reader, sqlite3_stmt *row,
                        stet_audit_sample *sample)
{
    enum { MOST_FIELDS = 64 };
    const int64_t values[] = { sample->kind, sqlite3_column_int64(row, 1),
                               sqlite3_column_int64(row, 2), sample->place.id };
    field_list list = {
        .items = stet_arena_zalloc(&reader->summary->arena,
                                   MOST_FIELDS * sizeof *list.items),
        .most = MOST_FIELDS,
    };
    bool good = stet_summary_each(
        reader,
        "SELECT e.key, e.value FROM samples s, json_each(s.text) e WHERE s.kind = ? "
        "AND s.stratum = ? AND s.rank = ? AND s.record = ?",
        values, STET_LEN(values), take_field, &list);

    sample->fields = list.items;
    sample->n_fields = list.count;
    return good;
}

static bool take_count(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    (void)reader;
    *(uint64_t *)data = stet_summary_count(row, 0);
    return true;
}

static bool read_sample_findings(stet_summary_reader *reader, stet_audit_sample *sample)
{
    stet_audit_example *items =
        stet_arena_zalloc(&reader->summary->arena, MOST_FINDINGS * sizeof *items);
    stet_summary_findings findings = { .items = items, .most = MOST_FINDINGS };

    if (!stet_summary_each(reader, "SELECT count(*) FROM findings WHERE record = ?",
                           &sample->place.id, 1, take_count, &sample->all_findings) ||
        !stet_summary_read_findings(reader, "f.record = ? ORDER BY f.id LIMIT 20",
                                    &sample->place.id, 1, &findings))
        return false;
    sample->findings = items;
    sample->n_findings = findings.count;
    return true;
}

static bool take_sample(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    sample_reading *reading = data;
    stet_audit_sample_list *list = &reader->summary->samples;
    uint64_t bytes = stet_summary_count(row, 5);
    stet_sample_kind kind = (stet_sample_kind)stet_summary_count(row, 0);

    if (list->count == reading->most || kind > STET_SAMPLE_GROUP)
        return true;
    stet_audit_sample *sample = &reading->items[list->count++];
    sample->kind = kind;
    sample->stratum = stet_summary_text(reader, row, 4);
    if (!stet_summary_read_place(reader, sqlite3_column_int64(row, 3),
                                 &sample->place) ||
        !read_sample_findings(reader, sample))
        return false;
    sample->left_out = reader->summary->run.redacted || bytes == 0 ||
                       reading->bytes + bytes > reader->options->limits.sample_bytes;
    if (sample->left_out)
        return true;
    reading->bytes += bytes;
    return read_fields(reader, row, sample);
}

/* ---- All of it ---- */

static const char samples_sql[] =
    "SELECT kind, stratum, rank, record, name, bytes FROM (SELECT s.kind, s.stratum, "
    "s.rank, s.record, length(CAST(s.text AS BLOB)) AS bytes, CASE s.kind WHEN 1 THEN "
    "u.name WHEN 2 THEN g.name ELSE '' END AS name, row_number() OVER (PARTITION BY "
    "s.kind, s.stratum ORDER BY s.rank, s.record) AS n FROM samples s "
    "LEFT JOIN rules u ON s.kind = 1 AND u.id = s.stratum "
    "LEFT JOIN groups g ON s.kind = 2 AND g.id = s.stratum) WHERE n <= ? "
    "ORDER BY kind, stratum, rank, record";

bool stet_summary_read_samples(stet_summary_reader *reader)
{
    stet_audit_sample_list *list = &reader->summary->samples;
    sample_reading reading = { .most = reader->options->limits.samples };

    reading.n_ranks = reading.most + 1;
    reading.by_rank = stet_memory_zalloc(reading.n_ranks, sizeof *reading.by_rank);
    reading.items = stet_arena_zalloc(&reader->summary->arena,
                                      (reading.most + 1) * sizeof *reading.items);
    list->items = reading.items;
    bool good =
        stet_summary_each(reader, "SELECT count(*) FROM samples GROUP BY kind, stratum",
                          NULL, 0, take_size, &reading);
    choose_each(list, &reading);
    const int64_t each = (int64_t)reading.each;
    good =
        good && stet_summary_each(reader, samples_sql, &each, 1, take_sample, &reading);
    free(reading.by_rank);
    return good;
}
