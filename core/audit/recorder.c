/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/recorder.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

/* What was found in a record. */
typedef struct stet_audit_count {
    uint32_t of_level[STET_ERROR + 1];
    bool failed; /* A rule could not be evaluated in it. */
} count;

static const struct {
    size_t offset;
    const char *table, *values;
    bool told; /* What is kept apart for a while has such a table, too. */
} statements[] = {
    { offsetof(stet_audit_recorder, add_record), "records",
      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?", false },
    { offsetof(stet_audit_recorder, add_finding), "findings",
      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?", true },
    { offsetof(stet_audit_recorder, add_failure), "failures",
      "?, nullif(?, 0), ?, ?, ?, ?, ?", true },
    { offsetof(stet_audit_recorder, add_segment), "segments",
      "?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL", false },
    { offsetof(stet_audit_recorder, add_group), "groups", "?, ?", false },
    { offsetof(stet_audit_recorder, add_secret), "secrets", "?, ?, ?, ?", false },
    { offsetof(stet_audit_recorder, add_statistic), "statistics",
      "?, ?, ?, ?, ?, ?, ?, ?, ?", true },
};

static sqlite3_stmt **statement_at(stet_audit_recorder *recorder, size_t i)
{
    return (sqlite3_stmt **)(void *)((char *)recorder + statements[i].offset);
}

static void remember_group(stet_audit_recorder *recorder, stet_str name, int64_t number)
{
    stet_map_set(&recorder->groups, stet_arena_copy(&recorder->arena, name),
                 (void *)(uintptr_t)number);
}

static bool read_groups(stet_audit_recorder *recorder, stet_error *error)
{
    const stet_audit_database *database = recorder->database;
    sqlite3_stmt *read =
        stet_audit_database_prepare(database, "SELECT id, name FROM groups", error);
    int code = read ? SQLITE_ROW : SQLITE_ERROR;

    while (code == SQLITE_ROW) {
        code = stet_audit_database_step(database, read, error);
        if (code == SQLITE_ROW)
            remember_group(recorder, stet_audit_column_text(read, 1),
                           sqlite3_column_int64(read, 0));
    }
    sqlite3_finalize(read);
    return code == SQLITE_DONE;
}

static bool prepare(stet_audit_recorder *recorder, bool told, stet_error *error)
{
    stet_buffer sql = { 0 };
    bool good = true;

    for (size_t i = 0; i < STET_LEN(statements) && good; i++) {
        sqlite3_stmt **statement = statement_at(recorder, i);
        if (told && !statements[i].told)
            continue;
        stet_buffer_clear(&sql);
        stet_buffer_format(&sql, "INSERT INTO %s%s VALUES(%s)",
                           told ? "temp.told_" : "", statements[i].table,
                           statements[i].values);
        *statement = stet_audit_database_prepare(recorder->database, sql.ptr, error);
        good = *statement != NULL;
    }
    stet_buffer_release(&sql);
    return good;
}

bool stet_audit_recorder_open(stet_audit_recorder *recorder,
                              const stet_audit_database *database,
                              const stet_rule_set *set, int fail_on, bool redacted,
                              stet_error *error)
{
    *recorder = (stet_audit_recorder){
        .database = database, .set = set, .fail_on = fail_on, .redacted = redacted
    };
    if (prepare(recorder, false, error) && read_groups(recorder, error))
        return true;
    stet_audit_recorder_close(recorder);
    return false;
}

bool stet_audit_recorder_open_told(stet_audit_recorder *recorder,
                                   const stet_audit_database *database,
                                   const stet_rule_set *set, bool redacted,
                                   stet_error *error)
{
    *recorder =
        (stet_audit_recorder){ .database = database, .set = set, .redacted = redacted };
    if (prepare(recorder, true, error))
        return true;
    stet_audit_recorder_close(recorder);
    return false;
}

void stet_audit_recorder_close(stet_audit_recorder *recorder)
{
    for (size_t i = 0; i < STET_LEN(statements); i++)
        sqlite3_finalize(*statement_at(recorder, i));
    stet_map_release(&recorder->groups);
    stet_arena_release(&recorder->arena);
    free(recorder->counts);
    *recorder = (stet_audit_recorder){ 0 };
}

/* ---- Rules ---- */

static bool add_rule(const stet_audit_recorder *recorder, sqlite3_stmt *add,
                     const stet_rule *rule, stet_error *error)
{
    const stet_check_type *type = rule->check->type;

    sqlite3_bind_int64(add, 1, (int64_t)rule->index + 1);
    stet_audit_bind_text(add, 2, rule->name);
    stet_audit_bind_text(add, 3, rule->check->name);
    sqlite3_bind_int64(add, 4, rule->level);
    stet_audit_bind_text(add, 5, stet_str_from(type->summary));
    stet_audit_bind_text(add, 6, rule->why);
    stet_audit_bind_text(add, 7, rule->path);
    sqlite3_bind_int64(add, 8, rule->position.line);
    sqlite3_bind_int64(add, 9, type->scope == STET_SCOPE_BATCH);
    sqlite3_bind_int64(add, 10, type->secret);
    return stet_audit_database_do(recorder->database, add, error);
}

bool stet_audit_recorder_add_rules(stet_audit_recorder *recorder, stet_error *error)
{
    const stet_rule_set *set = recorder->set;
    sqlite3_stmt *add = stet_audit_database_prepare(
        recorder->database,
        "INSERT OR IGNORE INTO rules VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", error);
    bool good = add != NULL;

    for (size_t r = 0; r < set->n_named && good; r++)
        if (set->rules[r].level > 0 || set->n_overrides > 0)
            good = add_rule(recorder, add, &set->rules[r], error);
    sqlite3_finalize(add);
    return good;
}

/* The rule as people know it: its versions for some files are the same to them. */
static const stet_rule *named(const stet_rule *rule)
{
    return rule->variant_of ? rule->variant_of : rule;
}

/* ---- Rows ---- */

static int64_t number_of(uint64_t segment, uint64_t nth)
{
    return (int64_t)(segment << STET_AUDIT_RECORD_BITS | nth);
}

static bool find_group(stet_audit_recorder *recorder, stet_str name, int64_t *number,
                       stet_error *error)
{
    *number = (int64_t)(uintptr_t)stet_map_get(&recorder->groups, name);
    if (*number)
        return true;
    if (recorder->groups.count == STET_AUDIT_MOST_GROUPS) {
        stet_error_set(error, "there are more than %d groups: “%.*s” would be one more",
                       STET_AUDIT_MOST_GROUPS, (int)name.len, name.ptr);
        stet_error_hint(error, "group by what several records share, such as their "
                               "editor");
        return false;
    }
    *number = (int64_t)recorder->groups.count + 1;
    remember_group(recorder, name, *number);
    sqlite3_bind_int64(recorder->add_group, 1, *number);
    stet_audit_bind_text(recorder->add_group, 2, name);
    return stet_audit_database_do(recorder->database, recorder->add_group, error);
}

bool stet_audit_recorder_add_finding(stet_audit_recorder *recorder, int64_t id,
                                     int64_t record, const stet_located *finding,
                                     stet_error *error)
{
    static const stet_str nothing = { "", 0 };
    sqlite3_stmt *add = recorder->add_finding;
    const stet_rule *rule = named(finding->rule);
    bool redacted = recorder->redacted;

    sqlite3_bind_int64(add, 1, id);
    sqlite3_bind_int64(add, 2, record);
    sqlite3_bind_int64(add, 3, (int64_t)rule->index + 1);
    sqlite3_bind_int64(add, 4, finding->level);
    stet_audit_bind_text(add, 5, finding->field);
    sqlite3_bind_int64(add, 6, (int64_t)finding->start.byte);
    sqlite3_bind_int64(add, 7, (int64_t)finding->end.byte);
    sqlite3_bind_int64(add, 8, finding->start.line);
    sqlite3_bind_int64(add, 9, finding->start.column);
    sqlite3_bind_int64(add, 10, finding->start.utf16);
    sqlite3_bind_int64(add, 11, finding->end.line);
    sqlite3_bind_int64(add, 12, finding->end.column);
    sqlite3_bind_int64(add, 13, finding->end.utf16);
    stet_audit_bind_text(add, 14,
                         redacted ? stet_str_from(rule->check->type->summary)
                                  : finding->message);
    stet_audit_bind_text(add, 15, redacted ? nothing : finding->match);
    sqlite3_bind_int64(add, 16, (int64_t)finding->fingerprint);
    return stet_audit_database_do(recorder->database, add, error);
}

/* What a message quotes of a text stands in “ ”; a text may have such marks, too, so
   all from the first to the last is left out. */
static void add_without_quotes(stet_buffer *out, stet_str message)
{
    static const stet_str opens = { "“", sizeof "“" - 1 };
    static const stet_str closes = { "”", sizeof "”" - 1 };
    size_t begin = stet_str_find(message, opens, 0);
    size_t end = begin;

    for (size_t at = begin; at != SIZE_MAX; at = stet_str_find(message, closes, at + 1))
        end = at;
    if (begin == SIZE_MAX) {
        stet_buffer_add(out, message);
        return;
    }
    stet_buffer_add(out, (stet_str){ message.ptr, begin });
    stet_buffer_add_text(out, "“…");
    if (end > begin)
        stet_buffer_add(out, (stet_str){ message.ptr + end, message.len - end });
}

bool stet_audit_recorder_add_failure(stet_audit_recorder *recorder, int64_t id,
                                     int64_t record, const stet_trouble *trouble,
                                     stet_error *error)
{
    sqlite3_stmt *add = recorder->add_failure;
    const stet_point *point = &trouble->point;

    sqlite3_bind_int64(add, 1, id);
    sqlite3_bind_int64(add, 2, record);
    stet_audit_bind_text(add, 3, trouble->rule);
    for (int i = 4; i <= 6 && !point->line; i++)
        sqlite3_bind_null(add, i);
    if (point->line) {
        sqlite3_bind_int64(add, 4, (int64_t)point->byte);
        sqlite3_bind_int64(add, 5, point->line);
        sqlite3_bind_int64(add, 6, point->column);
    }
    stet_buffer kept = { 0 };
    if (recorder->redacted)
        add_without_quotes(&kept, trouble->message);
    stet_audit_bind_text(
        add, 7, recorder->redacted ? stet_buffer_str(&kept) : trouble->message);
    bool good = stet_audit_database_do(recorder->database, add, error);
    stet_buffer_release(&kept);
    return good;
}

bool stet_audit_recorder_add_statistic(stet_audit_recorder *recorder, int64_t id,
                                       const stet_rule_statistic *statistic,
                                       stet_error *error)
{
    sqlite3_stmt *add = recorder->add_statistic;
    const stet_statistic *told = &statistic->told;

    sqlite3_bind_int64(add, 1, id);
    sqlite3_bind_int64(add, 2, (int64_t)statistic->rule->index + 1);
    stet_audit_bind_text(add, 3, stet_str_from(told->name));
    sqlite3_bind_double(add, 4, told->value);
    for (int i = 5; i <= 7 && told->confidence <= 0; i++)
        sqlite3_bind_null(add, i);
    if (told->confidence > 0) {
        sqlite3_bind_double(add, 5, told->low);
        sqlite3_bind_double(add, 6, told->high);
        sqlite3_bind_double(add, 7, told->confidence);
    }
    sqlite3_bind_int64(add, 8, (int64_t)told->n);
    stet_audit_bind_text(add, 9, stet_str_from(told->of));
    return stet_audit_database_do(recorder->database, add, error);
}

static int state_of(const stet_audit_recorder *recorder, const stet_record_fact *fact,
                    const count *found)
{
    for (int level = recorder->fail_on; level <= STET_ERROR; level++)
        if (found->of_level[level] > 0)
            return STET_AUDIT_REJECTED;
    return fact->failed || found->failed ? STET_AUDIT_FAILED : STET_AUDIT_ACCEPTED;
}

static bool add_record(stet_audit_recorder *recorder, const stet_record_fact *fact,
                       const count *found, stet_error *error)
{
    static const stet_str nothing = { "", 0 };
    sqlite3_stmt *add = recorder->add_record;
    int64_t group = 0;

    if (!find_group(recorder, fact->group, &group, error))
        return false;
    sqlite3_bind_int64(add, 1, number_of(recorder->segment, fact->number));
    sqlite3_bind_int64(add, 2, (int64_t)fact->byte);
    sqlite3_bind_int64(add, 3, (int64_t)fact->length);
    stet_audit_bind_text(add, 4, recorder->redacted ? nothing : fact->id);
    sqlite3_bind_int64(add, 5, group);
    sqlite3_bind_int64(add, 6, (int64_t)fact->words);
    sqlite3_bind_int64(add, 7, (int64_t)fact->hash);
    sqlite3_bind_int64(add, 8, state_of(recorder, fact, found));
    sqlite3_bind_int64(add, 9, found->of_level[STET_ERROR]);
    sqlite3_bind_int64(add, 10, found->of_level[STET_WARNING]);
    sqlite3_bind_int64(add, 11, found->of_level[STET_SUGGESTION]);
    return stet_audit_database_do(recorder->database, add, error);
}

/* Samples are made of records, and are not to show it. */
static bool add_secret(stet_audit_recorder *recorder, const stet_secret_place *secret,
                       stet_error *error)
{
    sqlite3_stmt *add = recorder->add_secret;

    sqlite3_bind_int64(add, 1, number_of(recorder->segment, ++recorder->n_secrets));
    sqlite3_bind_int64(add, 2, number_of(recorder->segment, secret->record));
    sqlite3_bind_int64(add, 3, (int64_t)secret->start);
    sqlite3_bind_int64(add, 4, (int64_t)secret->end);
    return stet_audit_database_do(recorder->database, add, error);
}

/* ---- Results ---- */

/* Records of a result have numbers in a row; NULL: it is none of them. */
static count *count_of(const stet_audit_recorder *recorder, const stet_result *result,
                       uint64_t record)
{
    if (result->n_records == 0 || record < result->records[0].number ||
        record - result->records[0].number >= result->n_records)
        return NULL;
    return &recorder->counts[record - result->records[0].number];
}

static void count_all(stet_audit_recorder *recorder, const stet_result *result)
{
    stet_memory_grow((void **)&recorder->counts, &recorder->counts_capacity,
                     result->n_records + 1, sizeof *recorder->counts);
    memset(recorder->counts, 0, (result->n_records + 1) * sizeof *recorder->counts);
    for (size_t i = 0; i < result->n_findings; i++) {
        count *of = count_of(recorder, result, result->findings[i].record);
        if (of)
            of->of_level[result->findings[i].level]++;
    }
    for (size_t i = 0; i < result->n_troubles; i++) {
        count *of = count_of(recorder, result, result->troubles[i].record);
        if (of)
            of->failed = true;
    }
}

static void begin_segment(stet_audit_recorder *recorder, uint64_t number)
{
    recorder->segment = number;
    recorder->n_records = recorder->n_findings = recorder->n_failures = 0;
    recorder->n_secrets = recorder->hash = 0;
}

static bool end_segment(stet_audit_recorder *recorder,
                        const stet_audit_segment *segment, const stet_result *result,
                        stet_error *error)
{
    sqlite3_stmt *add = recorder->add_segment;
    /* The lines of a header belong to the segment that has it, not to empty ones before
       its end; a file that could not be read has none. */
    bool has_lines = segment->from < segment->to && result->next_line > 0;

    sqlite3_bind_int64(add, 1, (int64_t)segment->number);
    sqlite3_bind_int64(add, 2, (int64_t)segment->source + 1);
    sqlite3_bind_int64(add, 3, (int64_t)segment->from);
    sqlite3_bind_int64(add, 4, (int64_t)segment->to);
    sqlite3_bind_int64(add, 5, (int64_t)recorder->n_records);
    sqlite3_bind_int64(add, 6, has_lines ? (int64_t)result->next_line - 1 : 0);
    sqlite3_bind_int64(add, 7, (int64_t)recorder->hash);
    return stet_audit_database_do(recorder->database, add, error);
}

bool stet_audit_recorder_take(stet_audit_recorder *recorder,
                              const stet_audit_segment *segment,
                              const stet_result *result, stet_error *error)
{
    bool good = true;

    if (result->first)
        begin_segment(recorder, segment->number);
    count_all(recorder, result);
    for (size_t i = 0; i < result->n_records && good; i++)
        good = add_record(recorder, &result->records[i], &recorder->counts[i], error);
    if (!good && !error->path)
        stet_error_at(error, segment->file->listed->shown, STET_POSITION_NONE);
    for (size_t i = 0; i < result->n_findings && good; i++)
        good = stet_audit_recorder_add_finding(
            recorder, number_of(segment->number, ++recorder->n_findings),
            number_of(segment->number, result->findings[i].record),
            &result->findings[i], error);
    for (size_t i = 0; i < result->n_troubles && good; i++) {
        const stet_trouble *trouble = &result->troubles[i];
        bool of_record = count_of(recorder, result, trouble->record) != NULL;
        good = stet_audit_recorder_add_failure(
            recorder, number_of(segment->number, ++recorder->n_failures),
            of_record ? number_of(segment->number, trouble->record) : 0, trouble,
            error);
    }
    for (size_t i = 0; i < result->n_secrets && good && !recorder->redacted; i++)
        good = add_secret(recorder, &result->secrets[i], error);
    recorder->n_records += result->n_records;
    recorder->all_records += result->n_records;
    recorder->all_bytes += result->tally.bytes;
    recorder->hash = recorder->hash * 0x9E3779B97F4A7C15u + result->hash;
    return good && (!result->last || end_segment(recorder, segment, result, error));
}
