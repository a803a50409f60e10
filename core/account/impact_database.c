/* SPDX-License-Identifier: Apache-2.0 */
#include "account/impact_database.h"

#include "account/impact_p.h"
#include "account/impact_reader.h"
#include "base/memory.h"
#include "base/str.h"
#include "rule/rule_set_diff.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

bool stet_impact_is_database(const char *path)
{
    /* https://www.sqlite.org/fileformat2.html, the first 16 bytes */
    static const char magic[16] = "SQLite format 3";
    char seen[sizeof magic];
    struct stat status;
    bool is_file = stat(path, &status) == 0 && S_ISREG(status.st_mode);
    FILE *file = is_file ? fopen(path, "r") : NULL;
    bool is = file && fread(seen, 1, sizeof seen, file) == sizeof seen &&
              memcmp(seen, magic, sizeof magic) == 0;

    if (file)
        fclose(file);
    return is;
}

/* ---- What both were made with ------------------------------------------- */

static bool refuse(const stet_impact_reader *reader, stet_error *error)
{
    stet_error_at(error, reader->database.path, STET_POSITION_NONE);
    return false;
}

static bool find_level(stet_impact *impact, const stet_impact_reader readers[2],
                       int asked, stet_error *error)
{
    stet_str was = readers[STET_IMPACT_OLD].facts.fail_on;
    stet_str is = readers[STET_IMPACT_NEW].facts.fail_on;

    impact->level = (uint32_t)asked;
    if (asked)
        return true;
    if (!stet_str_equal(was, is)) {
        stet_error_set(error,
                       "this audit rejects from “%.*s” on, and the old one from "
                       "“%.*s” on",
                       (int)is.len, is.ptr, (int)was.len, was.ptr);
        stet_error_hint(error, "say by which level both are read: --fail-on LEVEL");
        return refuse(&readers[STET_IMPACT_NEW], error);
    }
    impact->level = (uint32_t)stet_audit_level_of(is);
    return true;
}

static bool refuse_groups(const stet_impact_reader *reader, const char *asked,
                          stet_error *error)
{
    stet_str by = reader->facts.group_by;

    if (by.len)
        stet_error_set(error, "this audit is grouped by “%.*s”, not by “%s”",
                       (int)by.len, by.ptr, asked);
    else
        stet_error_set(error, "this audit has no groups");
    stet_error_hint(error, "audit the batch again with --group-by %s", asked);
    return refuse(reader, error);
}

/* Groups are those of the audits: they are in the database, or nowhere. An audit that
   is grouped by something else, or by nothing, leaves them to the other one. */
static bool find_groups(stet_impact *impact, const stet_impact_reader readers[2],
                        const char *asked, stet_error *error)
{
    stet_str was = readers[STET_IMPACT_OLD].facts.group_by;
    stet_str is = readers[STET_IMPACT_NEW].facts.group_by;
    stet_str by = is.len ? is : was;

    if (asked) {
        by = stet_str_is(was, asked) ? was : is;
        if (!stet_str_is(by, asked))
            return refuse_groups(&readers[is.len ? STET_IMPACT_NEW : STET_IMPACT_OLD],
                                 asked, error);
    } else if (was.len && is.len && !stet_str_equal(was, is)) {
        stet_error_set(error,
                       "this audit is grouped by “%.*s”, and the old one by “%.*s”",
                       (int)is.len, is.ptr, (int)was.len, was.ptr);
        stet_error_hint(error, "say whose groups are meant: --group-by FIELD");
        return refuse(&readers[STET_IMPACT_NEW], error);
    }
    impact->group_by = stet_arena_copy(&impact->arena, by);
    return true;
}

static void set_specification(stet_impact *impact, stet_impact_side side,
                              const stet_impact_reader *reader)
{
    const stet_audit_facts *facts = &reader->facts;
    stet_arena *arena = &impact->arena;

    impact->sides[side] = (stet_impact_specification){
        .name = stet_arena_copy(arena, facts->rule_set),
        .version = stet_arena_copy(arena, facts->version),
        .hash = stet_arena_copy(arena, facts->hash),
        .date = stet_arena_copy(arena, facts->day),
        .path = stet_arena_copy(arena, reader->database.path),
    };
}

/* ---- Rules -------------------------------------------------------------- */

static void set_rules(stet_impact *impact, const stet_impact_reader readers[2])
{
    size_t most = readers[0].n_rules + readers[1].n_rules + 1, n = 0;
    stet_str *names = stet_memory_zalloc(most, sizeof *names);

    names[n++] = STET_STR(STET_IMPACT_MARK_RULE);
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < readers[side].n_rules; i++)
            names[n++] = readers[side].rules[i].name;
    stet_impact_set_rules(impact, names, n);
    free(names);
}

/* The rule on each side, by its index here. */
static const stet_impact_known_rule **know_rules(stet_impact *impact,
                                                 const stet_impact_reader *reader,
                                                 stet_impact_side side)
{
    const stet_impact_known_rule **known =
        stet_memory_zalloc(impact->n_rules + 1, sizeof(stet_impact_known_rule *));

    for (size_t i = 0; i < reader->n_rules; i++) {
        uint32_t rule = stet_impact_rule_of(impact, reader->rules[i].name);
        known[rule] = &reader->rules[i];
        impact->rules[rule].is_in[side] = true;
        impact->rules[rule].levels[side] = reader->rules[i].level;
    }
    return known;
}

/* Neither side knows the rule of the core. */
static void add_change(stet_impact *impact, uint32_t rule,
                       const stet_impact_known_rule *was,
                       const stet_impact_known_rule *is)
{
    const stet_impact_known_rule *known = is ? is : was;
    stet_change_kind kind = STET_CHANGE_LEVEL;
    stet_buffer text = { 0 };

    if (!known)
        return;
    if (!was || !is || !stet_str_equal(was->check, is->check)) {
        kind = !was ? STET_CHANGE_ADDED : !is ? STET_CHANGE_REMOVED : STET_CHANGE_OTHER;
        stet_buffer_add(&text, known->check);
        stet_buffer_format(&text, ", %s: ", stet_level_name(known->level));
        stet_buffer_add(&text, known->summary);
    } else if (was->level != is->level) {
        if (!was->level || !is->level)
            kind = is->level ? STET_CHANGE_ON : STET_CHANGE_OFF;
        stet_buffer_format(&text, "%s, was %s", stet_level_name(is->level),
                           stet_level_name(was->level));
    }
    if (text.len)
        stet_impact_add_change(impact, rule, stet_change_name(kind),
                               stet_buffer_str(&text));
    stet_buffer_release(&text);
}

/* What an audit knows of its rules is less than what the rule sets say. */
static void set_changes(stet_impact *impact, const stet_impact_reader readers[2])
{
    const stet_impact_known_rule **was =
        know_rules(impact, &readers[STET_IMPACT_OLD], STET_IMPACT_OLD);
    const stet_impact_known_rule **is =
        know_rules(impact, &readers[STET_IMPACT_NEW], STET_IMPACT_NEW);

    for (uint32_t i = 0; i < impact->n_rules; i++)
        add_change(impact, i, was[i], is[i]);
    free((void *)(uintptr_t)was);
    free((void *)(uintptr_t)is);
}

/* ---- Failures ----------------------------------------------------------- */

static const char first_failures[] =
    "SELECT coalesce(p.path, ''), CASE WHEN f.record & 4294967295 = 0 THEN 0 "
    "ELSE p.first_record + (f.record & 4294967295) - 1 END, "
    "p.first_line + f.line - 1, f.column, f.rule, f.message FROM failures f "
    "LEFT JOIN parts p ON p.segment = f.id >> 32 ORDER BY f.id";

static bool add_failures(stet_impact *impact, stet_impact_side side,
                         const stet_impact_reader *reader, stet_error *error)
{
    sqlite3_stmt *read =
        stet_audit_database_prepare(&reader->database, first_failures, error);
    int code = read ? SQLITE_ROW : SQLITE_ERROR;

    while (code == SQLITE_ROW) {
        code = stet_audit_database_step(&reader->database, read, error);
        if (code != SQLITE_ROW)
            break;
        stet_impact_failure failure = {
            .path = stet_audit_column_text(read, 0),
            .record = (uint64_t)sqlite3_column_int64(read, 1),
            .line = (uint64_t)sqlite3_column_int64(read, 2),
            .column = (uint32_t)sqlite3_column_int(read, 3),
            .rule = stet_audit_column_text(read, 4),
            .message = stet_audit_column_text(read, 5),
        };
        stet_impact_add_failure(impact, side, &failure);
    }
    sqlite3_finalize(read);
    return code == SQLITE_DONE;
}

/* ---- Records without a match in their place ----------------------------- */

/* Both sides' are noted in a temporary table of the old one's connection. */
typedef struct left {
    stet_impact *impact;
    stet_impact_reader *readers;
    sqlite3_stmt *add;
} left;

static const char make_left[] =
    "CREATE TEMP TABLE left_over(name TEXT, side INTEGER, record INTEGER)";

/* Ids that are left once on either side: the numbers of both records. */
static const char pairs_of_left[] =
    "SELECT min(record) FILTER (WHERE side = 0), min(record) FILTER (WHERE side = 1) "
    "FROM left_over WHERE name <> '' GROUP BY name "
    "HAVING count(*) = 2 AND sum(side) = 1 ORDER BY 1";

static bool leave(void *user, stet_impact_side side, const stet_impact_outcome *outcome,
                  stet_error *error)
{
    left *l = user;

    stet_audit_bind_text(l->add, 1, outcome->id);
    sqlite3_bind_int64(l->add, 2, side);
    sqlite3_bind_int64(l->add, 3, (int64_t)outcome->key);
    return stet_audit_database_do(&l->readers[STET_IMPACT_OLD].database, l->add, error);
}

/* They were counted as left; now they are compared. */
static bool compare_pair(left *l, uint64_t was, uint64_t is, stet_error *error)
{
    stet_impact_outcome before, after;

    if (!stet_impact_reader_find(&l->readers[STET_IMPACT_OLD], was, &before, error) ||
        !stet_impact_reader_find(&l->readers[STET_IMPACT_NEW], is, &after, error))
        return false;
    for (size_t side = 0; side < 2; side++) {
        l->impact->sides[side].n_records--;
        l->impact->sides[side].n_left--;
    }
    l->impact->n_by_id++;
    stet_impact_compare(l->impact, &before, &after);
    return true;
}

static bool compare_left(left *l, const atomic_int *stop, stet_error *error)
{
    const stet_audit_database *database = &l->readers[STET_IMPACT_OLD].database;
    sqlite3_stmt *pairs = stet_audit_database_prepare(database, pairs_of_left, error);
    int code = pairs ? SQLITE_ROW : SQLITE_ERROR;

    while (code == SQLITE_ROW && !(stop && *stop)) {
        code = stet_audit_database_step(database, pairs, error);
        if (code == SQLITE_ROW &&
            !compare_pair(l, (uint64_t)sqlite3_column_int64(pairs, 0),
                          (uint64_t)sqlite3_column_int64(pairs, 1), error))
            code = SQLITE_ERROR;
    }
    sqlite3_finalize(pairs);
    return code == SQLITE_DONE;
}

/* ---- All of it ---------------------------------------------------------- */

static bool merge(stet_impact *impact, stet_impact_reader readers[2],
                  const atomic_int *stop, stet_error *error)
{
    const stet_audit_database *database = &readers[STET_IMPACT_OLD].database;
    const stet_impact_stream streams[2] = {
        { stet_impact_reader_next, &readers[STET_IMPACT_OLD] },
        { stet_impact_reader_next, &readers[STET_IMPACT_NEW] },
    };
    left l = { .impact = impact, .readers = readers };
    bool done = stet_audit_database_run(database, make_left, error);

    if (done)
        l.add = stet_audit_database_prepare(
            database, "INSERT INTO left_over VALUES(?, ?, ?)", error);
    done = l.add && stet_impact_merge(impact, streams, leave, &l, stop, error) &&
           compare_left(&l, stop, error);
    sqlite3_finalize(l.add);
    return done;
}

static bool compare(stet_impact *impact, stet_impact_reader readers[2],
                    const stet_impact_databases *databases, stet_error *error)
{
    bool done = find_level(impact, readers, databases->level, error) &&
                find_groups(impact, readers, databases->group_by, error);

    if (!done)
        return false;
    set_rules(impact, readers);
    set_changes(impact, readers);
    for (size_t side = 0; side < 2 && done; side++) {
        set_specification(impact, (stet_impact_side)side, &readers[side]);
        done = stet_impact_reader_start(&readers[side], impact, error) &&
               add_failures(impact, (stet_impact_side)side, &readers[side], error);
    }
    return done && merge(impact, readers, databases->stop, error);
}

bool stet_impact_of_databases(stet_impact *impact,
                              const stet_impact_databases *databases, stet_error *error)
{
    stet_impact_reader readers[2] = { { .all = NULL } };
    bool done = true;

    impact->of_audits = true;
    for (size_t side = 0; side < 2 && done; side++)
        done = stet_impact_reader_open(&readers[side], databases->paths[side],
                                       databases->partial, error);
    done = done && compare(impact, readers, databases, error);
    stet_impact_reader_close(&readers[STET_IMPACT_OLD]);
    stet_impact_reader_close(&readers[STET_IMPACT_NEW]);
    return done;
}
