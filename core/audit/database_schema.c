/* SPDX-License-Identifier: Apache-2.0 */
/* What an audit's database holds: docs/audit-database.md says it to people. */
#include "audit/database_p.h"

#include <stddef.h>

/* Tables that make places and totals, in the order in which they are made. */
const char *const stet_audit_tables[] = {
    /* One row: what was done, with what. */
    "CREATE TABLE run(one INTEGER PRIMARY KEY CHECK(one = 1), stet TEXT NOT NULL, "
    "rule_set TEXT NOT NULL, version TEXT NOT NULL, hash TEXT NOT NULL, "
    "plugins TEXT NOT NULL, day TEXT NOT NULL, fail_on TEXT NOT NULL, "
    "group_by TEXT NOT NULL, redacted INTEGER NOT NULL, samples INTEGER NOT NULL, "
    "seed INTEGER NOT NULL, max_record INTEGER NOT NULL DEFAULT 67108864, "
    "segments INTEGER NOT NULL, complete INTEGER NOT NULL, "
    "began TEXT, seconds REAL)",
    /* All files of the batch, in order. */
    "CREATE TABLE sources(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, "
    "format TEXT NOT NULL, size INTEGER NOT NULL)",
    /* Where a source is in the rule set's folder, when that is another path. */
    "CREATE TABLE insides(source INTEGER PRIMARY KEY, path TEXT NOT NULL)",
    /* The parts of them that were checked. */
    "CREATE TABLE segments(id INTEGER PRIMARY KEY, "
    "source INTEGER NOT NULL REFERENCES sources(id), start INTEGER NOT NULL, "
    "end INTEGER NOT NULL, records INTEGER NOT NULL, lines INTEGER NOT NULL, "
    "hash INTEGER NOT NULL, first_record INTEGER, first_line INTEGER, part INTEGER)",
    "CREATE TABLE groups(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    "CREATE TABLE rules(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, "
    "\"check\" TEXT NOT NULL, level INTEGER NOT NULL, summary TEXT NOT NULL, "
    "why TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL, "
    "whole_batch INTEGER NOT NULL, secret INTEGER NOT NULL)",
    "CREATE TABLE records(id INTEGER PRIMARY KEY, byte INTEGER NOT NULL, "
    "length INTEGER NOT NULL, name TEXT NOT NULL, grp INTEGER NOT NULL, "
    "words INTEGER NOT NULL, hash INTEGER NOT NULL, state INTEGER NOT NULL, "
    "errors INTEGER NOT NULL, warnings INTEGER NOT NULL, "
    "suggestions INTEGER NOT NULL)",
    "CREATE TABLE findings(id INTEGER PRIMARY KEY, record INTEGER NOT NULL, "
    "rule INTEGER NOT NULL, level INTEGER NOT NULL, field TEXT NOT NULL, "
    "start INTEGER NOT NULL, end INTEGER NOT NULL, line INTEGER NOT NULL, "
    "column INTEGER NOT NULL, utf16 INTEGER NOT NULL, end_line INTEGER NOT NULL, "
    "end_column INTEGER NOT NULL, end_utf16 INTEGER NOT NULL, message TEXT NOT NULL, "
    "match TEXT NOT NULL, fingerprint INTEGER NOT NULL)",
    /* What could not be read or evaluated. */
    "CREATE TABLE failures(id INTEGER PRIMARY KEY, record INTEGER, rule TEXT NOT NULL, "
    "byte INTEGER, line INTEGER, column INTEGER, message TEXT NOT NULL)",
    /* Where a record has what samples of it are not to show, whether a finding tells of
       it, another one speaks there, or a mark lets it stand. */
    "CREATE TABLE secrets(id INTEGER PRIMARY KEY, record INTEGER NOT NULL, "
    "start INTEGER NOT NULL, end INTEGER NOT NULL)",
    /* What rules of the whole batch have worked out, whether or not it is a fault. */
    "CREATE TABLE statistics(id INTEGER PRIMARY KEY, rule INTEGER NOT NULL, "
    "name TEXT NOT NULL, value REAL NOT NULL, low REAL, high REAL, confidence REAL, "
    "n INTEGER NOT NULL, of TEXT NOT NULL)",
    /* Records for people to read, chosen by a keyed hash: kind 0 of all, 1 of a rule,
       2 of a group. */
    "CREATE TABLE samples(kind INTEGER NOT NULL, stratum INTEGER NOT NULL, "
    "rank INTEGER NOT NULL, record INTEGER NOT NULL, text TEXT NOT NULL, "
    "PRIMARY KEY(kind, stratum, rank, record)) WITHOUT ROWID",
    /* What rules of the whole batch have gathered, while parts are missing: of the
       segments up to `segment` behind the one before, in chunks. */
    "CREATE TABLE states(rule INTEGER NOT NULL, segment INTEGER NOT NULL, "
    "chunk INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY(rule, segment, chunk))",
    /* Sums, from which every rate of a report comes. */
    "CREATE TABLE record_totals(source INTEGER NOT NULL, grp INTEGER NOT NULL, "
    "state INTEGER NOT NULL, records INTEGER NOT NULL, words INTEGER NOT NULL, "
    "bytes INTEGER NOT NULL, with_errors INTEGER NOT NULL, "
    "with_warnings INTEGER NOT NULL, with_suggestions INTEGER NOT NULL, "
    "errors INTEGER NOT NULL, warnings INTEGER NOT NULL, "
    "suggestions INTEGER NOT NULL, PRIMARY KEY(source, grp, state)) WITHOUT ROWID",
    "CREATE TABLE finding_totals(source INTEGER NOT NULL, grp INTEGER NOT NULL, "
    "rule INTEGER NOT NULL, level INTEGER NOT NULL, findings INTEGER NOT NULL, "
    "records INTEGER NOT NULL, PRIMARY KEY(source, grp, rule, level)) WITHOUT ROWID",
    NULL,
};

/* With the numbers that people count by: those of whole files, where they are known. */
const char *const stet_audit_views[] = {
    "CREATE VIEW record_list AS SELECT r.id, s.path, "
    "CASE WHEN r.id & 4294967295 = 0 THEN 0 "
    "ELSE g.first_record + (r.id & 4294967295) - 1 END AS record, "
    "r.name, gr.name AS grp, r.byte, r.length, r.words, "
    "CASE r.state WHEN 0 THEN 'accepted' WHEN 1 THEN 'rejected' ELSE 'failed' END "
    "AS state, r.errors, r.warnings, r.suggestions, r.hash FROM records r "
    "JOIN segments g ON g.id = r.id >> 32 JOIN sources s ON s.id = g.source "
    "LEFT JOIN groups gr ON gr.id = r.grp",
    "CREATE VIEW finding_list AS SELECT f.id, s.path, "
    "CASE WHEN f.record & 4294967295 = 0 THEN 0 "
    "ELSE g.first_record + (f.record & 4294967295) - 1 END AS record, "
    "r.name, gr.name AS grp, f.field, u.name AS rule, "
    "CASE f.level WHEN 3 THEN 'error' WHEN 2 THEN 'warning' ELSE 'suggestion' END "
    "AS level, g.first_line + f.line - 1 AS line, f.column, f.utf16, f.start, "
    "g.first_line + f.end_line - 1 AS end_line, f.end_column, f.end_utf16, f.end, "
    "f.message, f.match, f.fingerprint FROM findings f "
    "LEFT JOIN records r ON r.id = f.record "
    "LEFT JOIN segments g ON g.id = f.record >> 32 "
    "LEFT JOIN sources s ON s.id = g.source JOIN rules u ON u.id = f.rule "
    "LEFT JOIN groups gr ON gr.id = r.grp",
    NULL,
};

/* Made when all rows are there: so they cost one sort each. Of one group, an index
   would lead to every record. */
const stet_audit_index stet_audit_indexes[] = {
    { "CREATE INDEX findings_by_record ON findings(record)", NULL },
    { "CREATE INDEX findings_by_rule ON findings(rule, level)", NULL },
    { "CREATE INDEX records_by_group ON records(grp, state)",
      "SELECT count(*) > 1 FROM groups" },
    { NULL, NULL },
};
