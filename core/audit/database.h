/* SPDX-License-Identifier: Apache-2.0 */
/**
 * database.h - the file that an audit leaves: SQLite, with a schema that others read.
 *
 * docs/audit-database.md is the contract: tables, numbers of records, views. This file
 * opens and makes such files, and turns what SQLite says into errors that name the file
 * and what to do: one that is no database, another program's, a newer stet's, cut off,
 * or locked by another run. Who reads goes on with SQLite's own interface through
 * `handle`, by statements from stet_audit_database_prepare.
 *
 * A database is written once, from front to end, and never changed after; so it is made
 * beside its place and put there when it is whole (audit/assembly.h). Life: open or
 * create -> statements -> close. One thread; memory is SQLite's page cache, 64 MiB at
 * most.
 */
#ifndef STET_AUDIT_DATABASE_H
#define STET_AUDIT_DATABASE_H

#include "base/error.h"

#include <sqlite3.h>
#include <stdatomic.h>

/** `PRAGMA user_version` of what this program writes and reads. */
enum { STET_AUDIT_VERSION = 4 };
/** `PRAGMA application_id`: "stet". */
enum { STET_AUDIT_APPLICATION = 0x73746574 };
/** A record's number is its segment's times 2^32, and its own in the segment. */
enum { STET_AUDIT_RECORD_BITS = 32 };

typedef enum stet_audit_state {
    STET_AUDIT_ACCEPTED = 0,
    STET_AUDIT_REJECTED = 1,
    STET_AUDIT_FAILED = 2,
} stet_audit_state;

/** `kind` of table samples. */
typedef enum stet_sample_kind {
    STET_SAMPLE_ALL = 0,
    STET_SAMPLE_RULE = 1,
    STET_SAMPLE_GROUP = 2,
    STET_SAMPLE_KINDS,
} stet_sample_kind;

typedef struct stet_audit_database {
    sqlite3 *handle;
    stet_str path; /**< As given; NUL-terminated, owned. */
    int lock; /**< Of one that was created: a descriptor of the file, locked, plus 1,
                   which goes when it is closed. 0: none. */
} stet_audit_database;

/** Once a process, before the first database and the first thread: SQLite is to keep no
    account of its memory, for which all connections would wait for each other at every
    block that they take. */
void stet_audit_database_set_up(void);
/** Opens a database to be read; it may lie in a folder that cannot be written. */
bool stet_audit_database_open(stet_audit_database *database, const char *path,
                              stet_error *error);
/** Makes a new one with empty tables, in place of any file at `path`. `durable`: it is
    committed to bit by bit, and what is committed outlives a kill; else it is thrown
    away unless it is finished. Locked for other programs while it is open. */
bool stet_audit_database_create(stet_audit_database *database, const char *path,
                                bool durable, stet_error *error);
/** Whether nothing is there, or what a kill left before the first commit. */
bool stet_audit_database_is_blank(const char *path, bool *blank, stet_error *error);
/** Opens one that create left, to go on. */
bool stet_audit_database_reopen(stet_audit_database *database, const char *path,
                                stet_error *error);
/** Views and indexes, behind the last row. */
bool stet_audit_database_index(stet_audit_database *database, stet_error *error);
/** Closes it; after writing, an error is one of the last write. NULL: it does not
    matter. */
bool stet_audit_database_close(stet_audit_database *database, stet_error *error);

/** A statement, or NULL and the error. Its texts are of this program: a fault in one is
    told like any other error. Finalize it with sqlite3_finalize. */
sqlite3_stmt *stet_audit_database_prepare(const stet_audit_database *database,
                                          const char *sql, stet_error *error);
/** Runs statements that give no rows. */
bool stet_audit_database_run(const stet_audit_database *database, const char *sql,
                             stet_error *error);
/** Steps a statement that gives no row, and resets it. */
bool stet_audit_database_do(const stet_audit_database *database,
                            sqlite3_stmt *statement, stet_error *error);
/** The next row: SQLITE_ROW, SQLITE_DONE, or an error's code and the error. */
int stet_audit_database_step(const stet_audit_database *database,
                             sqlite3_stmt *statement, stet_error *error);
/** The number that a statement gives; NULL and no row are 0. */
bool stet_audit_database_number(const stet_audit_database *database, const char *sql,
                                int64_t *number, stet_error *error);
/** From here on whatever it is doing ends with an error when `*stop` is not 0; NULL:
    nobody stops it. */
void stet_audit_database_heed(const stet_audit_database *database,
                              const atomic_int *stop);
/** Says what SQLite said last, with the file's path; false. */
bool stet_audit_database_fail(const stet_audit_database *database, stet_error *error);

/** The text of a column; empty for NULL; valid until the next step. */
stet_str stet_audit_column_text(sqlite3_stmt *statement, int column);
/** Binds a text that stays where it is until the statement is reset. */
void stet_audit_bind_text(sqlite3_stmt *statement, int parameter, stet_str text);

#endif
