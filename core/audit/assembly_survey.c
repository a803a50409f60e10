/* SPDX-License-Identifier: Apache-2.0 */
/* One walk over all records and findings, in the order of the batch: sums by source,
   group and rule, and the samples. What is kept meanwhile are the sums of one source,
   the findings of one record, and the draws. */
#include "audit/assembly_p.h"
#include "audit/sample_set.h"
#include "audit/tallies.h"
#include "base/memory.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdlib.h>

/* Columns of the statements that are walked through. */
enum { R_ID, R_BYTE, R_LENGTH, R_GROUP, R_WORDS, R_HASH, R_STATE, R_ERRORS };
enum { F_RECORD, F_RULE, F_LEVEL };

/* Findings by record: those of the segments come so; what rules of the whole batch have
   told comes behind, and is sorted. */
enum { OF_SEGMENTS, OF_BATCH, N_STREAMS };

typedef struct stream {
    sqlite3_stmt *read;
    int code; /* Of the row at hand. */
} stream;

typedef struct found {
    int64_t rule, level, count;
} found;

typedef struct survey {
    stet_assembly *assembly;
    stet_tallies tallies; /* Of the source at hand, */
    stet_tallies strays;  /* and of findings that no record has. */
    stet_sample_set samples;
    int64_t seed;
    uint64_t key;   /* Of the source at hand, for ranks. */
    int64_t source; /* 0: none yet. */
    stream streams[N_STREAMS];
    found *found; /* In the record at hand, by rule and level. */
    size_t n_found, found_capacity;
} survey;

static bool advance(survey *s, stream *from, stet_error *error)
{
    from->code = stet_audit_database_step(&s->assembly->out, from->read, error);
    return from->code == SQLITE_ROW || from->code == SQLITE_DONE;
}

static bool open_streams(survey *s, stet_error *error)
{
    int64_t behind = (int64_t)((s->assembly->n_segments + 1) << STET_AUDIT_RECORD_BITS);
    bool good = true;

    for (int i = 0; i < N_STREAMS && good; i++) {
        stet_buffer sql = { 0 };
        stet_buffer_add_text(&sql, "SELECT record, rule, level FROM findings WHERE ");
        stet_buffer_format(&sql,
                           i == OF_SEGMENTS ? "id < %" PRId64 " ORDER BY id"
                                            : "id >= %" PRId64 " ORDER BY record",
                           behind);
        s->streams[i].read =
            stet_audit_database_prepare(&s->assembly->out, sql.ptr, error);
        good = s->streams[i].read && advance(s, &s->streams[i], error);
        stet_buffer_release(&sql);
    }
    return good;
}

static void add_found(survey *s, int64_t rule, int64_t level)
{
    for (size_t i = 0; i < s->n_found; i++)
        if (s->found[i].rule == rule && s->found[i].level == level) {
            s->found[i].count++;
            return;
        }
    stet_memory_grow((void **)&s->found, &s->found_capacity, s->n_found + 1,
                     sizeof *s->found);
    s->found[s->n_found++] = (found){ rule, level, 1 };
}

/* The findings of a record; those before it have none. */
static bool gather(survey *s, int64_t record, stet_error *error)
{
    bool good = true;

    s->n_found = 0;
    for (int i = 0; i < N_STREAMS; i++) {
        stream *from = &s->streams[i];
        while (good && from->code == SQLITE_ROW &&
               sqlite3_column_int64(from->read, F_RECORD) <= record) {
            int64_t rule = sqlite3_column_int64(from->read, F_RULE);
            int64_t level = sqlite3_column_int64(from->read, F_LEVEL);
            if (sqlite3_column_int64(from->read, F_RECORD) == record)
                add_found(s, rule, level);
            else
                stet_tallies_add_findings(&s->strays, 0, rule, level, 1);
            good = advance(s, from, error);
        }
    }
    return good;
}

/* Records of another source follow: its sums begin, and its ranks have another key. */
static bool enter_source(survey *s, int64_t source, stet_error *error)
{
    const stet_audit_database *out = &s->assembly->out;

    if (source == s->source)
        return true;
    if (s->source && !stet_tallies_flush(&s->tallies, out, s->source, error))
        return false;
    s->source = source;
    sqlite3_stmt *read = stet_audit_database_prepare(
        out, "SELECT path FROM sources WHERE id = ?", error);
    if (!read)
        return false;
    sqlite3_bind_int64(read, 1, source);
    if (stet_audit_database_step(out, read, error) == SQLITE_ROW)
        s->key = stet_sample_key(s->seed, stet_audit_column_text(read, 0));
    sqlite3_finalize(read);
    return !error->message;
}

static void offer(survey *s, sqlite3_stmt *row, int64_t id, int64_t group)
{
    int64_t rank = stet_sample_rank(s->key, (uint64_t)sqlite3_column_int64(row, R_BYTE),
                                    sqlite3_column_int64(row, R_HASH));

    stet_sample_set_offer(&s->samples, STET_SAMPLE_ALL, 0, rank, id);
    stet_sample_set_offer(&s->samples, STET_SAMPLE_GROUP, (size_t)group, rank, id);
    for (size_t i = 0; i < s->n_found; i++) {
        bool again = false; /* The same rule at another level. */
        for (size_t k = 0; k < i; k++)
            again = again || s->found[k].rule == s->found[i].rule;
        if (!again)
            stet_sample_set_offer(&s->samples, STET_SAMPLE_RULE,
                                  (size_t)s->found[i].rule, rank, id);
    }
}

static bool take_record(survey *s, sqlite3_stmt *row, stet_error *error)
{
    stet_audit_assembled *assembled = s->assembly->assembled;
    int64_t id = sqlite3_column_int64(row, R_ID);
    int64_t group = sqlite3_column_int64(row, R_GROUP);
    int64_t state = sqlite3_column_int64(row, R_STATE);
    int64_t of_level[3];
    const stet_assembly_choice *choice = stet_assembly_choice_of(s->assembly, id);

    for (int i = 0; i < 3; i++)
        of_level[i] = sqlite3_column_int64(row, R_ERRORS + i);
    if (!choice || !enter_source(s, (int64_t)choice->segment->source, error) ||
        !gather(s, id, error))
        return false;
    stet_tallies_add_record(&s->tallies, group, state,
                            sqlite3_column_int64(row, R_WORDS),
                            sqlite3_column_int64(row, R_LENGTH), of_level);
    for (size_t i = 0; i < s->n_found; i++) {
        stet_tallies_add_findings(&s->tallies, group, s->found[i].rule,
                                  s->found[i].level, s->found[i].count);
        assembled->n_findings += (uint64_t)s->found[i].count;
    }
    if (s->samples.most)
        offer(s, row, id, group);
    assembled->n_records++;
    if (state >= 0 && (size_t)state < STET_LEN(assembled->n_of_state))
        assembled->n_of_state[state]++;
    return true;
}

static bool walk(survey *s, stet_error *error)
{
    const stet_audit_database *out = &s->assembly->out;
    sqlite3_stmt *read = stet_audit_database_prepare(
        out,
        "SELECT id, byte, length, grp, words, hash, state, errors, warnings, "
        "suggestions FROM records ORDER BY id",
        error);
    int code = SQLITE_DONE;
    bool good = read && open_streams(s, error);

    while (good && (code = stet_audit_database_step(out, read, error)) == SQLITE_ROW)
        good = take_record(s, read, error);
    good = good && code == SQLITE_DONE && gather(s, INT64_MAX, error);
    sqlite3_finalize(read);
    if (good && s->source)
        good = stet_tallies_flush(&s->tallies, out, s->source, error);
    return good && stet_tallies_flush(&s->strays, out, 0, error);
}

/* ---- Texts of samples ---- */

/* The text that an input has for a record; so shards bring theirs along. */
static bool find_text(const stet_assembly_input *input, int64_t record,
                      stet_buffer *out, stet_error *error)
{
    stet_audit_database from;

    if (!stet_audit_database_open(&from, input->path, error))
        return false;
    sqlite3_stmt *read = stet_audit_database_prepare(
        &from, "SELECT text FROM samples WHERE record = ? AND text <> '' LIMIT 1",
        error);
    int code = SQLITE_ERROR;
    if (read) {
        sqlite3_bind_int64(read, 1, record);
        code = stet_audit_database_step(&from, read, error);
        if (code == SQLITE_ROW)
            stet_buffer_add(out, stet_audit_column_text(read, 0));
    }
    sqlite3_finalize(read);
    stet_audit_database_close(&from, NULL);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

static bool read_source(const stet_assembly *assembly,
                        const stet_assembly_choice *choice, int64_t record,
                        stet_buffer *out, stet_error *error)
{
    const stet_audit_assembly_options *options = assembly->options;
    sqlite3_stmt *read = stet_audit_database_prepare(
        &assembly->out, "SELECT byte, length, hash FROM records WHERE id = ?", error);
    bool good = read != NULL;

    if (!good)
        return false;
    sqlite3_bind_int64(read, 1, record);
    if (stet_audit_database_step(&assembly->out, read, error) == SQLITE_ROW)
        options->read(options->read_user, (size_t)choice->segment->source - 1,
                      (uint64_t)sqlite3_column_int64(read, 0),
                      (uint64_t)sqlite3_column_int64(read, 1),
                      sqlite3_column_int64(read, 2), out);
    sqlite3_finalize(read);
    return !error->message;
}

static bool text_of(void *user, int64_t record, stet_buffer *out, stet_error *error)
{
    const survey *s = user;
    const stet_assembly *assembly = s->assembly;
    const stet_assembly_choice *choice = stet_assembly_choice_of(assembly, record);

    if (!choice || assembly->inputs[0].facts.redacted)
        return true;
    if (!find_text(choice->input, record, out, error))
        return false;
    return out->len > 0 || !assembly->options->read ||
           read_source(assembly, choice, record, out, error);
}

/* ---- All of it ---- */

static int64_t count_rows(const stet_audit_database *out, const char *sql,
                          stet_error *error)
{
    sqlite3_stmt *read = stet_audit_database_prepare(out, sql, error);
    int64_t n = 0;

    if (read && stet_audit_database_step(out, read, error) == SQLITE_ROW)
        n = sqlite3_column_int64(read, 0);
    sqlite3_finalize(read);
    return n;
}

bool stet_assembly_survey(stet_assembly *assembly, stet_error *error)
{
    const stet_audit_database *out = &assembly->out;
    survey s = { .assembly = assembly, .seed = assembly->inputs[0].facts.seed };
    int64_t n_rules = count_rows(out, "SELECT coalesce(max(id), 0) FROM rules", error);

    assembly->assembled->n_failures =
        (uint64_t)count_rows(out, "SELECT count(*) FROM failures", error);
    stet_sample_set_init(&s.samples, (size_t)assembly->inputs[0].facts.n_samples,
                         (size_t)n_rules, assembly->groups.count);
    bool good = !error->message && walk(&s, error) &&
                stet_sample_set_write(&s.samples, out, text_of, &s, error);
    for (int i = 0; i < N_STREAMS; i++)
        sqlite3_finalize(s.streams[i].read);
    stet_sample_set_release(&s.samples);
    stet_tallies_release(&s.tallies);
    stet_tallies_release(&s.strays);
    free(s.found);
    return good;
}
