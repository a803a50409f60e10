/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/facts.h"

#include "base/date.h"
#include "base/json_writer.h"
#include "base/str.h"

#include <inttypes.h>

/* The texts of the row, in the order of its columns, and what people call them. */
static const struct {
    size_t offset;
    const char *name;
} texts[] = {
    { offsetof(stet_audit_facts, stet), "another version of stet" },
    { offsetof(stet_audit_facts, rule_set), "another rule set" },
    { offsetof(stet_audit_facts, version), "another version of the rule set" },
    { offsetof(stet_audit_facts, hash), "a rule set of another content" },
    { offsetof(stet_audit_facts, plugins), "other plugins" },
    { offsetof(stet_audit_facts, day), "the rules of another day" },
    { offsetof(stet_audit_facts, fail_on), "another --fail-on" },
    { offsetof(stet_audit_facts, group_by), "another --group-by" },
};

/* Likewise numbers, behind them. */
enum { REDACTED, SAMPLES, SEED, MAX_RECORD, SEGMENTS, COMPLETE, N_NUMBERS };
enum { BEGAN = STET_LEN(texts) + N_NUMBERS, SECONDS };

static stet_str *text_at(const stet_audit_facts *facts, size_t i)
{
    return (stet_str *)(uintptr_t)((const char *)facts + texts[i].offset);
}

static stet_str write_plugins(stet_audit_facts *facts, const stet_registry *registry)
{
    stet_buffer out = { 0 };
    stet_json_writer json;

    stet_json_init(&json, &out, false);
    stet_json_begin_object(&json);
    for (size_t i = 0; i < registry->n_plugins; i++) {
        stet_json_key(&json, registry->plugins[i].plugin->name);
        stet_json_text(&json, registry->plugins[i].plugin->version);
    }
    stet_json_end_object(&json);
    stet_str kept = stet_arena_copy(&facts->arena, stet_buffer_str(&out));
    stet_buffer_release(&out);
    return kept;
}

void stet_audit_facts_init(stet_audit_facts *facts, const stet_rule_set *set,
                           const stet_registry *registry)
{
    char day[STET_DATE_TEXT];

    *facts = (stet_audit_facts){ .stet = STET_STR(STET_VERSION), .seconds = -1 };
    for (size_t i = 1; i < STET_LEN(texts); i++)
        *text_at(facts, i) = (stet_str){ "", 0 };
    facts->began = (stet_str){ "", 0 };
    facts->rule_set = set->name;
    facts->version = set->version;
    facts->hash = stet_str_from(set->hash);
    facts->plugins = write_plugins(facts, registry);
    if (!set->is_dated)
        return;
    stet_date_write(set->today, day);
    facts->day = stet_arena_copy(&facts->arena, stet_str_from(day));
}

bool stet_audit_facts_read(stet_audit_facts *facts, const stet_audit_database *database,
                           stet_error *error)
{
    sqlite3_stmt *read = stet_audit_database_prepare(
        database,
        "SELECT stet, rule_set, version, hash, plugins, day, fail_on, group_by, "
        "redacted, samples, seed, max_record, segments, complete, began, seconds FROM "
        "run",
        error);
    int first = (int)STET_LEN(texts);
    int code = read ? stet_audit_database_step(database, read, error) : SQLITE_ERROR;

    *facts = (stet_audit_facts){ .seconds = -1 };
    if (code == SQLITE_DONE) {
        stet_error_set(error, "no audit has begun in this database");
        stet_error_at(error, database->path, STET_POSITION_NONE);
    }
    for (size_t i = 0; i < STET_LEN(texts) && code == SQLITE_ROW; i++)
        *text_at(facts, i) =
            stet_arena_copy(&facts->arena, stet_audit_column_text(read, (int)i));
    if (code == SQLITE_ROW) {
        facts->redacted = sqlite3_column_int(read, first + REDACTED) != 0;
        facts->n_samples = sqlite3_column_int64(read, first + SAMPLES);
        facts->seed = sqlite3_column_int64(read, first + SEED);
        facts->max_record = sqlite3_column_int64(read, first + MAX_RECORD);
        facts->n_segments = sqlite3_column_int64(read, first + SEGMENTS);
        facts->complete = sqlite3_column_int(read, first + COMPLETE) != 0;
        facts->began =
            stet_arena_copy(&facts->arena, stet_audit_column_text(read, BEGAN));
        if (sqlite3_column_type(read, SECONDS) != SQLITE_NULL)
            facts->seconds = sqlite3_column_double(read, SECONDS);
    }
    sqlite3_finalize(read);
    return code == SQLITE_ROW;
}

bool stet_audit_facts_write(const stet_audit_facts *facts,
                            const stet_audit_database *database, stet_error *error)
{
    sqlite3_stmt *add =
        stet_audit_database_prepare(database,
                                    "INSERT OR REPLACE INTO run VALUES(1, ?, ?, ?, ?, "
                                    "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                                    "nullif(?, ''), ?)",
                                    error);
    int first = (int)STET_LEN(texts) + 1;

    if (!add)
        return false;
    for (size_t i = 0; i < STET_LEN(texts); i++)
        stet_audit_bind_text(add, (int)i + 1, *text_at(facts, i));
    sqlite3_bind_int64(add, first + REDACTED, facts->redacted);
    sqlite3_bind_int64(add, first + SAMPLES, facts->n_samples);
    sqlite3_bind_int64(add, first + SEED, facts->seed);
    sqlite3_bind_int64(add, first + MAX_RECORD, facts->max_record);
    sqlite3_bind_int64(add, first + SEGMENTS, facts->n_segments);
    sqlite3_bind_int64(add, first + COMPLETE, facts->complete);
    stet_audit_bind_text(add, BEGAN + 1, facts->began);
    if (facts->seconds >= 0)
        sqlite3_bind_double(add, SECONDS + 1, facts->seconds);
    bool good = stet_audit_database_do(database, add, error);
    sqlite3_finalize(add);
    return good;
}

static bool differ(stet_str path, const char *what, stet_str ours, stet_str theirs,
                   stet_error *error)
{
    stet_error_set(error, "it was made with %s: “%.*s”, not “%.*s”", what,
                   (int)theirs.len, theirs.ptr, (int)ours.len, ours.ptr);
    stet_error_hint(error,
                    "its records met other rules or were told apart otherwise: "
                    "audit them in the same way first, in a folder of their own");
    stet_error_at(error, path, STET_POSITION_NONE);
    return false;
}

static bool differ_number(stet_str path, const char *what, int64_t ours, int64_t theirs,
                          stet_error *error)
{
    char a[24], b[24];

    snprintf(a, sizeof a, "%" PRId64, ours);
    snprintf(b, sizeof b, "%" PRId64, theirs);
    return differ(path, what, stet_str_from(a), stet_str_from(b), error);
}

bool stet_audit_facts_same(const stet_audit_facts *ours, const stet_audit_facts *theirs,
                           stet_str path, stet_error *error)
{
    for (size_t i = 0; i < STET_LEN(texts); i++)
        if (!stet_str_equal(*text_at(ours, i), *text_at(theirs, i)))
            return differ(path, texts[i].name, *text_at(ours, i), *text_at(theirs, i),
                          error);
    if (ours->redacted != theirs->redacted)
        return differ_number(path, "another --redact", ours->redacted, theirs->redacted,
                             error);
    if (ours->n_samples != theirs->n_samples)
        return differ_number(path, "another --sample", ours->n_samples,
                             theirs->n_samples, error);
    if (ours->seed != theirs->seed)
        return differ_number(path, "another --seed", ours->seed, theirs->seed, error);
    if (ours->max_record != theirs->max_record)
        return differ_number(path, "another --max-record", ours->max_record,
                             theirs->max_record, error);
    return ours->n_segments == theirs->n_segments ||
           differ_number(path, "another number of segments, so of other files",
                         ours->n_segments, theirs->n_segments, error);
}

void stet_audit_facts_release(stet_audit_facts *facts)
{
    stet_arena_release(&facts->arena);
    *facts = (stet_audit_facts){ 0 };
}

int stet_audit_level_of(stet_str fail_on)
{
    for (int level = STET_SUGGESTION; level <= STET_ERROR; level++)
        if (stet_str_is(fail_on, stet_level_name((uint32_t)level)))
            return level;
    return STET_ERROR + 1;
}
