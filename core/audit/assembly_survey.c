/* SPDX-License-Identifier: Apache-2.0 */
/* One walk over all records and findings, in the order of the batch: sums by source,
   group and rule, and the samples. What is kept meanwhile are the sums of one source,
   the findings of one record, and the draws.

   The rows are those of the output; or, while another thread copies them, those of the
   input that they are copied from, which then holds the sums, too, in temporary tables
   of the same names. */
#include "audit/assembly_p.h"
#include "audit/sample_set.h"
#include "audit/tallies.h"
#include "base/memory.h"
#include "base/str.h"

#include <inttypes.h>
#include <pthread.h>
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

struct stet_assembly_survey {
    stet_assembly *assembly;
    const stet_audit_database *rows; /* That are walked through. */
    const stet_assembly_input *from; /* Whose they are; NULL: the output's. */
    stet_audit_database input;       /* Then this is open. */
    pthread_t thread;                /* It walks through them, */
    bool running;
    bool walked;          /* and did so to the end, */
    stet_error error;     /* or says why not. */
    stet_tallies tallies; /* Of the source at hand, */
    stet_tallies strays;  /* and of findings that no record has. */
    stet_sample_set samples;
    int64_t seed;
    uint64_t key;   /* Of the source at hand, for ranks. */
    int64_t source; /* 0: none yet. */
    stream streams[N_STREAMS];
    found *found; /* In the record at hand, by rule and level. */
    size_t n_found, found_capacity;
};

typedef struct stet_assembly_survey survey;

static bool advance(survey *s, stream *from, stet_error *error)
{
    from->code = stet_audit_database_step(s->rows, from->read, error);
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
        s->streams[i].read = stet_audit_database_prepare(s->rows, sql.ptr, error);
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

/* A finding of the batch as a whole: no record has it. */
static void add_stray(survey *s, int64_t rule, int64_t level)
{
    stet_tallies_add_findings(&s->strays, 0, rule, level, 1, 0);
    s->assembly->assembled->n_findings++;
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
                add_stray(s, rule, level);
            good = advance(s, from, error);
        }
    }
    return good;
}

/* Records of another source follow: its sums begin, and its ranks have another key. */
static bool enter_source(survey *s, int64_t source, stet_error *error)
{
    if (source == s->source)
        return true;
    if (s->source && !stet_tallies_flush(&s->tallies, s->rows, s->source, error))
        return false;
    s->source = source;
    sqlite3_stmt *read = stet_audit_database_prepare(
        s->rows, "SELECT path FROM sources WHERE id = ?", error);
    if (!read)
        return false;
    sqlite3_bind_int64(read, 1, source);
    if (stet_audit_database_step(s->rows, read, error) == SQLITE_ROW)
        s->key = stet_sample_key(s->seed, stet_audit_column_text(read, 0));
    sqlite3_finalize(read);
    return !error->message;
}

static void offer(survey *s, const stet_audit_record *record)
{
    int64_t rank = record->rank, id = record->id;

    stet_sample_set_offer(&s->samples, STET_SAMPLE_ALL, 0, rank, id);
    stet_sample_set_offer(&s->samples, STET_SAMPLE_GROUP, (size_t)record->group, rank,
                          id);
    for (size_t i = 0; i < s->n_found; i++) {
        bool again = false; /* The same rule at another level. */
        for (size_t k = 0; k < i; k++)
            again = again || s->found[k].rule == s->found[i].rule;
        if (!again)
            stet_sample_set_offer(&s->samples, STET_SAMPLE_RULE,
                                  (size_t)s->found[i].rule, rank, id);
    }
}

/* To samples, and to who else sees all records. */
static void show(survey *s, sqlite3_stmt *row, stet_audit_record *record)
{
    const stet_audit_record_sink *sink = &s->assembly->options->records;

    if (!s->samples.most && !sink->take)
        return;
    record->source = s->source;
    record->rank = stet_sample_rank(s->key, (uint64_t)sqlite3_column_int64(row, R_BYTE),
                                    sqlite3_column_int64(row, R_HASH));
    if (s->samples.most)
        offer(s, record);
    if (sink->take)
        sink->take(sink->user, record);
}

/* All but what hangs on its source. A state that is none counts as failed. */
static stet_audit_record read_record(const survey *s, sqlite3_stmt *row)
{
    int64_t state = sqlite3_column_int64(row, R_STATE);
    stet_audit_record record = {
        .id = sqlite3_column_int64(row, R_ID),
        .group = sqlite3_column_int64(row, R_GROUP),
        .words = (uint64_t)sqlite3_column_int64(row, R_WORDS),
        .state = state >= 0 && state <= STET_AUDIT_FAILED ? (stet_audit_state)state
                                                          : STET_AUDIT_FAILED,
    };

    if (s->from)
        record.group = stet_assembly_group_of(s->from, record.group);
    for (int level = STET_SUGGESTION; level <= STET_ERROR; level++)
        record.findings[level] =
            (uint64_t)sqlite3_column_int64(row, R_ERRORS + STET_ERROR - level);
    return record;
}

/* Of rows that cannot belong together: a damaged page may leave out some, or put others
   in their place, and still be read without an error. */
static bool refuse_rows(const stet_assembly_input *input, const char *what,
                        stet_error *error)
{
    stet_error_set(error, "this audit database holds %s", what);
    stet_error_hint(error, "the file is damaged: audit again, or take a copy");
    stet_error_at(error, stet_str_from(input->path), STET_POSITION_NONE);
    return false;
}

/* Whether the findings at hand are those that the record was counted with. */
static bool has_its_findings(const survey *s, const stet_audit_record *record)
{
    uint64_t of_level[STET_ERROR + 1] = { 0 };
    bool same = true;

    for (size_t i = 0; i < s->n_found; i++) {
        int64_t level = s->found[i].level;
        if (level < STET_SUGGESTION || level > STET_ERROR)
            return false;
        of_level[level] += (uint64_t)s->found[i].count;
    }
    for (int level = STET_SUGGESTION; level <= STET_ERROR; level++)
        same = same && of_level[level] == record->findings[level];
    return same;
}

/* Whether all records of the segments were there. */
static bool has_all_records(const stet_assembly *assembly, stet_error *error)
{
    for (uint64_t i = 1; i <= assembly->n_segments; i++) {
        const stet_assembly_choice *choice = &assembly->choices[i];
        if (choice->input && choice->n_walked != choice->segment->records)
            return refuse_rows(choice->input,
                               "another number of records of a part than it says",
                               error);
    }
    return true;
}

static bool take_record(survey *s, sqlite3_stmt *row, stet_error *error)
{
    stet_audit_assembled *assembled = s->assembly->assembled;
    stet_audit_record record = read_record(s, row);
    const stet_assembly_choice *choice =
        stet_assembly_choice_of(s->assembly, record.id);

    /* Rows of several inputs are taken by their segments; of one, all that it has. */
    if (!choice)
        return refuse_rows(s->assembly->runs[0].input,
                           "records of a part that it does not list", error);
    if (!enter_source(s, (int64_t)choice->segment->source, error) ||
        !gather(s, record.id, error))
        return false;
    if (!has_its_findings(s, &record))
        return refuse_rows(choice->input,
                           "other findings of a record than it was counted with",
                           error);
    s->assembly->choices[(uint64_t)record.id >> STET_AUDIT_RECORD_BITS].n_walked++;
    const int64_t of_level[3] = { (int64_t)record.findings[STET_ERROR],
                                  (int64_t)record.findings[STET_WARNING],
                                  (int64_t)record.findings[STET_SUGGESTION] };
    stet_tallies_add_record(&s->tallies, record.group, (int64_t)record.state,
                            (int64_t)record.words, sqlite3_column_int64(row, R_LENGTH),
                            of_level);
    for (size_t i = 0; i < s->n_found; i++) {
        stet_tallies_add_findings(&s->tallies, record.group, s->found[i].rule,
                                  s->found[i].level, s->found[i].count, 1);
        assembled->n_findings += (uint64_t)s->found[i].count;
    }
    show(s, row, &record);
    assembled->n_records++;
    assembled->n_of_state[record.state]++;
    return true;
}

static bool walk(survey *s, stet_error *error)
{
    sqlite3_stmt *read = stet_audit_database_prepare(
        s->rows,
        "SELECT id, byte, length, grp, words, hash, state, errors, warnings, "
        "suggestions FROM records ORDER BY id",
        error);
    int code = SQLITE_DONE;
    bool good = read && open_streams(s, error);

    while (good &&
           (code = stet_audit_database_step(s->rows, read, error)) == SQLITE_ROW)
        good = take_record(s, read, error);
    good = good && code == SQLITE_DONE && gather(s, INT64_MAX, error) &&
           has_all_records(s->assembly, error);
    sqlite3_finalize(read);
    if (good && s->source)
        good = stet_tallies_flush(&s->tallies, s->rows, s->source, error);
    return good && stet_tallies_flush(&s->strays, s->rows, 0, error);
}

static bool text_of(void *user, int64_t record, stet_buffer *out, stet_error *error)
{
    const survey *s = user;

    return stet_assembly_text(s->assembly, record, out, error);
}

/* ---- Beside the copying ---- */

static void *walk_input(void *user)
{
    survey *s = user;

    s->walked = walk(s, &s->error);
    return NULL;
}

/* Rows are read once, from first to last: a small cache is enough. */
static bool open_input(survey *s, stet_error *error)
{
    static const char tables[] =
        "PRAGMA cache_size = -256;"
        "CREATE TEMP TABLE record_totals AS SELECT * FROM main.record_totals LIMIT 0;"
        "CREATE TEMP TABLE finding_totals AS SELECT * FROM main.finding_totals LIMIT 0";

    s->from = s->assembly->runs[0].input;
    if (!stet_audit_database_open(&s->input, s->from->path, error))
        return false;
    s->rows = &s->input;
    stet_audit_database_heed(&s->input, s->assembly->options->stop);
    return stet_audit_database_run(&s->input, tables, error);
}

/* The sums of one source, or all that are left (0). */
static bool move_sums(survey *s, stream *from, sqlite3_stmt *add, int64_t source,
                      stet_error *error)
{
    bool good = true;

    while (good && from->code == SQLITE_ROW &&
           (!source || sqlite3_column_int64(from->read, 0) == source)) {
        for (int i = 0; i < sqlite3_column_count(from->read); i++)
            sqlite3_bind_value(add, i + 1, sqlite3_column_value(from->read, i));
        good = stet_audit_database_do(&s->assembly->out, add, error) &&
               advance(s, from, error);
    }
    return good;
}

/* In the order in which they were made, so that the output is the same file. */
static bool move_all_sums(survey *s, stet_error *error)
{
    enum { OF_RECORDS, OF_FINDINGS, N_SUMS };
    static const struct {
        const char *read, *add;
    } sql[N_SUMS] = {
        { "SELECT * FROM temp.record_totals ORDER BY rowid",
          "INSERT INTO record_totals VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" },
        { "SELECT * FROM temp.finding_totals ORDER BY rowid",
          "INSERT INTO finding_totals VALUES(?, ?, ?, ?, ?, ?)" },
    };
    stream from[N_SUMS] = { { NULL, SQLITE_DONE }, { NULL, SQLITE_DONE } };
    sqlite3_stmt *add[N_SUMS] = { NULL, NULL };
    bool good = true;

    for (int i = 0; i < N_SUMS && good; i++) {
        add[i] = stet_audit_database_prepare(&s->assembly->out, sql[i].add, error);
        from[i].read = stet_audit_database_prepare(s->rows, sql[i].read, error);
        good = add[i] && from[i].read && advance(s, &from[i], error);
    }
    while (good && from[OF_RECORDS].code == SQLITE_ROW) {
        int64_t source = sqlite3_column_int64(from[OF_RECORDS].read, 0);
        for (int i = 0; i < N_SUMS && good; i++)
            good = move_sums(s, &from[i], add[i], source, error);
    }
    good = good && move_sums(s, &from[OF_FINDINGS], add[OF_FINDINGS], 0, error);
    for (int i = 0; i < N_SUMS; i++) {
        sqlite3_finalize(from[i].read);
        sqlite3_finalize(add[i]);
    }
    return good;
}

static void join(survey *s)
{
    if (s->running)
        pthread_join(s->thread, NULL);
    s->running = false;
}

static bool take_sums(survey *s, stet_error *error)
{
    join(s);
    if (s->walked)
        return move_all_sums(s, error);
    *error = s->error;
    s->error = STET_ERROR_NONE;
    return false;
}

/* ---- All of it ---- */

bool stet_assembly_survey_begin(stet_assembly *assembly, stet_error *error)
{
    const stet_audit_facts *facts = &assembly->inputs[0].facts;
    survey *s = stet_memory_zalloc(1, sizeof *s);
    const stet_audit_record_sink *sink = &assembly->options->records;
    int64_t n_rules = 0, n_sources = 0;

    *s = (survey){ .assembly = assembly, .rows = &assembly->out, .seed = facts->seed };
    s->error = STET_ERROR_NONE;
    assembly->survey = s;
    if (!stet_audit_database_number(&assembly->out, "SELECT max(id) FROM rules",
                                    &n_rules, error) ||
        !stet_audit_database_number(&assembly->out, "SELECT max(id) FROM sources",
                                    &n_sources, error))
        return false;
    if (sink->begin)
        sink->begin(sink->user, assembly->groups.count, (size_t)n_sources);
    stet_sample_set_init(&s->samples, (size_t)facts->n_samples, (size_t)n_rules,
                         assembly->groups.count);
    if (!assembly->options->beside || !assembly->attached || assembly->has_spoken)
        return true;
    if (!open_input(s, error))
        return false;
    s->running = pthread_create(&s->thread, NULL, walk_input, s) == 0;
    if (!s->running)
        walk_input(s);
    return true;
}

bool stet_assembly_survey_end(stet_assembly *assembly, stet_error *error)
{
    survey *s = assembly->survey;
    const stet_audit_database *out = &assembly->out;
    int64_t n_failures = 0;
    bool good = s->from ? take_sums(s, error) : walk(s, error);

    good = good &&
           stet_audit_database_number(out, "SELECT count(*) FROM failures", &n_failures,
                                      error) &&
           (!s->samples.most || stet_assembly_gather_texts(assembly, error)) &&
           stet_sample_set_write(&s->samples, out, text_of, s, error);
    assembly->assembled->n_failures = (uint64_t)n_failures;
    stet_assembly_survey_release(assembly);
    return good;
}

void stet_assembly_survey_release(stet_assembly *assembly)
{
    survey *s = assembly->survey;

    if (!s)
        return;
    /* Whatever went wrong while it was at work, nobody waits for its sums. */
    if (s->running)
        sqlite3_interrupt(s->input.handle);
    join(s);
    for (int i = 0; i < N_STREAMS; i++)
        sqlite3_finalize(s->streams[i].read);
    if (s->input.handle)
        stet_audit_database_close(&s->input, NULL);
    stet_error_release(&s->error);
    stet_sample_set_release(&s->samples);
    stet_tallies_release(&s->tallies);
    stet_tallies_release(&s->strays);
    free(s->found);
    free(s);
    assembly->survey = NULL;
}
