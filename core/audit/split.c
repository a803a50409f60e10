/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/split.h"

#include "base/file.h"
#include "base/json_writer.h"
#include "base/str.h"
#include "rule/rule_set.h"

#include <inttypes.h>

enum { ACCEPTED, REJECTED, REASONS, N_FILES };
static const char *const names[N_FILES] = { "accepted.jsonl", "rejected.jsonl",
                                            "reasons.jsonl" };
/* How much is gathered before it is written. */
enum { FLUSH = 1 << 20 };

enum { R_ID, R_BYTE, R_LENGTH, R_NAME, R_GROUP, R_HASH, R_STATE, R_SOURCE, R_NUMBER };

typedef struct split {
    const stet_audit_database *database;
    stet_replacement *files[N_FILES];
    stet_buffer buffers[N_FILES];
    sqlite3_stmt *findings, *failures;
    int64_t source; /* Whose file is open; 0: none. */
    stet_file file;
    stet_str path;
    stet_arena arena;
} split;

static bool open_files(split *s, const char *folder, stet_error *error)
{
    bool good = true;

    for (size_t i = 0; i < N_FILES && good; i++) {
        stet_buffer path = { 0 };
        stet_buffer_format(&path, "%s/%s", folder, names[i]);
        s->files[i] = stet_replacement_open(path.ptr, NULL, error);
        good = s->files[i] != NULL;
        stet_buffer_release(&path);
    }
    return good;
}

static bool flush(split *s, size_t file, size_t least, stet_error *error)
{
    stet_buffer *buffer = &s->buffers[file];
    bool good = buffer->len < least ||
                stet_replacement_write(s->files[file], stet_buffer_str(buffer), error);

    if (buffer->len >= least)
        stet_buffer_clear(buffer);
    return good;
}

static bool finish_files(split *s, stet_error *error)
{
    bool good = true;

    for (size_t i = 0; i < N_FILES && good; i++)
        good = flush(s, i, 0, error);
    for (size_t i = 0; i < N_FILES && good; i++) {
        good = stet_replacement_finish(s->files[i], NULL, error);
        s->files[i] = NULL;
    }
    return good;
}

/* ---- Sources ---- */

static bool open_source(split *s, int64_t source, stet_error *error)
{
    if (source == s->source)
        return true;
    if (s->source)
        stet_file_close(&s->file);
    s->source = 0;
    sqlite3_stmt *read = stet_audit_database_prepare(
        s->database, "SELECT path, format FROM sources WHERE id = ?", error);
    if (!read)
        return false;
    sqlite3_bind_int64(read, 1, source);
    bool good = stet_audit_database_step(s->database, read, error) == SQLITE_ROW;
    if (good) {
        s->path = stet_arena_copy(&s->arena, stet_audit_column_text(read, 0));
        good = stet_str_is(stet_audit_column_text(read, 1), "jsonl");
        if (!good) {
            stet_error_set(error, "only JSON Lines can be split: its records are no "
                                  "lines");
            stet_error_hint(error, "the states of its records are in the database");
            stet_error_at(error, s->path, STET_POSITION_NONE);
        }
    }
    sqlite3_finalize(read);
    good = good && stet_file_open(&s->file, s->path.ptr, error);
    s->source = good ? source : 0;
    return good;
}

/* The line of a record, with its end. */
static bool find_line(split *s, sqlite3_stmt *row, stet_str *line, stet_error *error)
{
    uint64_t byte = (uint64_t)sqlite3_column_int64(row, R_BYTE);
    uint64_t length = (uint64_t)sqlite3_column_int64(row, R_LENGTH);
    stet_str bytes = s->file.bytes;
    bool there = bytes.ptr && byte <= bytes.len && length <= bytes.len - byte;
    /* A record that was too long has not been looked at, nor hashed. */
    int64_t hash = sqlite3_column_int64(row, R_HASH);

    if (there) {
        *line = (stet_str){ bytes.ptr + byte, (size_t)length };
        there = !hash || (int64_t)stet_str_hash(*line, 0) == hash;
    }
    if (!there) {
        stet_error_set(error,
                       "it is not what it was when it was audited, at byte "
                       "%" PRIu64,
                       byte);
        stet_error_hint(error, "audit it again");
        stet_error_at(error, s->path, STET_POSITION_NONE);
        return false;
    }
    /* A record that was too long has its line end in it. */
    size_t known = length > 0 ? (size_t)length - 1 : 0;
    const char *end = memchr(line->ptr + known, '\n', bytes.len - (size_t)byte - known);
    line->len = end ? (size_t)(end - line->ptr) + 1 : bytes.len - (size_t)byte;
    return true;
}

/* ---- Reasons ---- */

static void write_reason(stet_json_writer *json, stet_str rule, const char *level,
                         stet_str field, stet_str message)
{
    stet_json_begin_object(json);
    stet_json_key(json, "rule");
    stet_json_string(json, rule);
    stet_json_key(json, "level");
    stet_json_text(json, level);
    if (field.len) {
        stet_json_key(json, "field");
        stet_json_string(json, field);
    }
    stet_json_key(json, "message");
    stet_json_string(json, message);
    stet_json_end_object(json);
}

static bool write_findings(split *s, stet_json_writer *json, int64_t record,
                           stet_error *error)
{
    sqlite3_stmt *read = s->findings;
    int code;

    sqlite3_bind_int64(read, 1, record);
    while ((code = stet_audit_database_step(s->database, read, error)) == SQLITE_ROW)
        write_reason(json, stet_audit_column_text(read, 0),
                     stet_level_name((uint32_t)sqlite3_column_int(read, 1)),
                     stet_audit_column_text(read, 2), stet_audit_column_text(read, 3));
    sqlite3_reset(read);
    return code == SQLITE_DONE;
}

static bool write_failures(split *s, stet_json_writer *json, int64_t record,
                           stet_error *error)
{
    static const stet_str nothing = { "", 0 };
    sqlite3_stmt *read = s->failures;
    int code;

    sqlite3_bind_int64(read, 1, record);
    while ((code = stet_audit_database_step(s->database, read, error)) == SQLITE_ROW)
        write_reason(json, stet_audit_column_text(read, 0), "failure", nothing,
                     stet_audit_column_text(read, 1));
    sqlite3_reset(read);
    return code == SQLITE_DONE;
}

static bool write_reasons(split *s, sqlite3_stmt *row, stet_error *error)
{
    stet_buffer *out = &s->buffers[REASONS];
    int64_t record = sqlite3_column_int64(row, R_ID);
    stet_json_writer json;

    stet_json_init(&json, out, false);
    stet_json_begin_object(&json);
    stet_json_key(&json, "source");
    stet_json_string(&json, s->path);
    stet_json_key(&json, "record");
    if (sqlite3_column_type(row, R_NUMBER) == SQLITE_NULL)
        stet_json_null(&json); /* What stands before it is missing. */
    else
        stet_json_integer(&json, sqlite3_column_int64(row, R_NUMBER));
    stet_json_key(&json, "byte");
    stet_json_integer(&json, sqlite3_column_int64(row, R_BYTE));
    stet_json_key(&json, "id");
    stet_json_string(&json, stet_audit_column_text(row, R_NAME));
    stet_json_key(&json, "group");
    stet_json_string(&json, stet_audit_column_text(row, R_GROUP));
    stet_json_key(&json, "state");
    stet_json_text(&json, sqlite3_column_int(row, R_STATE) == STET_AUDIT_FAILED
                              ? "failed"
                              : "rejected");
    stet_json_key(&json, "reasons");
    stet_json_begin_array(&json);
    bool good = write_findings(s, &json, record, error) &&
                write_failures(s, &json, record, error);
    stet_json_end_array(&json);
    stet_json_end_object(&json);
    stet_buffer_add_char(out, '\n');
    return good && flush(s, REASONS, FLUSH, error);
}

/* ---- All of it ---- */

/* A last line without an end gets one: others follow it. */
static bool take_record(split *s, sqlite3_stmt *row, stet_error *error)
{
    bool accepted = sqlite3_column_int(row, R_STATE) == STET_AUDIT_ACCEPTED;
    size_t file = accepted ? ACCEPTED : REJECTED;
    stet_str line;

    if (!open_source(s, sqlite3_column_int64(row, R_SOURCE), error) ||
        !find_line(s, row, &line, error))
        return false;
    stet_buffer_add(&s->buffers[file], line);
    if (!line.len || line.ptr[line.len - 1] != '\n')
        stet_buffer_add_char(&s->buffers[file], '\n');
    return flush(s, file, FLUSH, error) && (accepted || write_reasons(s, row, error));
}

static bool walk(split *s, stet_error *error)
{
    const stet_audit_database *database = s->database;
    sqlite3_stmt *read = stet_audit_database_prepare(
        database,
        "SELECT r.id, r.byte, r.length, r.name, g.name, r.hash, r.state, e.source, "
        "e.first_record + (r.id & 4294967295) - 1 FROM records r "
        "JOIN segments e ON e.id = r.id >> 32 LEFT JOIN groups g ON g.id = r.grp "
        "ORDER BY r.id",
        error);
    int code = SQLITE_ERROR;
    bool good = read != NULL;

    while (good &&
           (code = stet_audit_database_step(database, read, error)) == SQLITE_ROW)
        good = take_record(s, read, error);
    sqlite3_finalize(read);
    return good && code == SQLITE_DONE;
}

/* Lines of a file that could not be read at all would be in none of the files. */
static bool refuse_unread(split *s, stet_error *error)
{
    sqlite3_stmt *read = stet_audit_database_prepare(
        s->database,
        "SELECT s.path, f.message FROM failures f JOIN segments g ON g.id = f.id >> 32 "
        "JOIN sources s ON s.id = g.source WHERE f.record IS NULL ORDER BY f.id LIMIT "
        "1",
        error);
    int code = read ? stet_audit_database_step(s->database, read, error) : SQLITE_ERROR;

    if (code == SQLITE_ROW) {
        stet_str message = stet_audit_column_text(read, 1);
        stet_error_set(error, "it cannot be split: %.*s", (int)message.len,
                       message.ptr);
        stet_error_hint(error, "mend the file, or leave it out, and audit again");
        stet_error_at(error, stet_audit_column_text(read, 0), STET_POSITION_NONE);
    }
    sqlite3_finalize(read);
    return code == SQLITE_DONE;
}

static bool prepare(split *s, stet_error *error)
{
    s->findings = stet_audit_database_prepare(
        s->database,
        "SELECT u.name, f.level, f.field, f.message FROM findings f "
        "JOIN rules u ON u.id = f.rule WHERE f.record = ? ORDER BY f.level DESC, f.id",
        error);
    s->failures = s->findings
                      ? stet_audit_database_prepare(
                            s->database,
                            "SELECT rule, message FROM failures WHERE record = ? "
                            "ORDER BY id",
                            error)
                      : NULL;
    return s->failures != NULL;
}

bool stet_audit_split(const stet_audit_database *database, const char *folder,
                      stet_error *error)
{
    split s = { .database = database };
    bool good = prepare(&s, error) && refuse_unread(&s, error) &&
                open_files(&s, folder, error) && walk(&s, error) &&
                finish_files(&s, error);

    for (size_t i = 0; i < N_FILES; i++) {
        if (s.files[i])
            stet_replacement_abandon(s.files[i]);
        stet_buffer_release(&s.buffers[i]);
    }
    if (s.source)
        stet_file_close(&s.file);
    sqlite3_finalize(s.findings);
    sqlite3_finalize(s.failures);
    stet_arena_release(&s.arena);
    return good;
}
