/* SPDX-License-Identifier: Apache-2.0 */
/* Rules with their rates, and what those of the whole batch say. */
#include "account/summary_p.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/str.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct rule_table {
    stet_audit_rule *items; /* By number, and then in order. */
    size_t count, capacity;
    stet_map names; /* Name to rule. */
} rule_table;

static const char rules_sql[] =
    "SELECT id, name, \"check\", level, summary, why, path, "
    "line, whole_batch FROM rules ORDER BY id";

static bool take_rule(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    rule_table *table = data;
    bool whole_batch = sqlite3_column_int(row, 8) != 0;

    stet_memory_grow((void **)&table->items, &table->capacity, table->count + 1,
                     sizeof *table->items);
    table->items[table->count++] = (stet_audit_rule){
        .id = sqlite3_column_int64(row, 0),
        .name = stet_summary_text(reader, row, 1),
        .check = stet_summary_text(reader, row, 2),
        .level = (uint32_t)stet_summary_count(row, 3),
        .summary = stet_summary_text(reader, row, 4),
        .why = stet_summary_text(reader, row, 5),
        .path = stet_summary_text(reader, row, 6),
        .line = (uint32_t)stet_summary_count(row, 7),
        .whole_batch = whole_batch,
        .silent = whole_batch && !reader->summary->run.complete,
    };
    return true;
}

static int compare_number(const void *key, const void *item)
{
    int64_t number = *(const int64_t *)key;
    int64_t other = ((const stet_audit_rule *)item)->id;

    return (number > other) - (number < other);
}

/* Sums of a rule and level. */
static bool take_findings(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    (void)reader;
    rule_table *table = data;
    int64_t number = sqlite3_column_int64(row, 0);
    uint64_t level = stet_summary_count(row, 1);
    stet_audit_rule *rule = table->count ? bsearch(&number, table->items, table->count,
                                                   sizeof *rule, compare_number)
                                         : NULL;

    if (!rule)
        return true;
    uint64_t findings = stet_summary_count(row, 2);
    rule->findings_at[0] += findings;
    if (level > 0 && level < STET_SUMMARY_LEVELS)
        rule->findings_at[level] += findings;
    rule->measure.records.count += stet_summary_count(row, 3);
    return true;
}

static bool take_failures(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    rule_table *table = data;
    stet_audit_rule *rule = stet_map_get(&table->names, stet_audit_column_text(row, 0));

    reader->summary->coverage.rules_failed++;
    if (rule)
        rule->failures = stet_summary_count(row, 1);
    return true;
}

static bool read_sums(stet_summary_reader *reader, rule_table *table)
{
    bool good =
        stet_summary_each(reader, rules_sql, NULL, 0, take_rule, table) &&
        stet_summary_each(reader,
                          "SELECT rule, level, sum(findings), sum(records) FROM "
                          "finding_totals GROUP BY rule, level",
                          NULL, 0, take_findings, table);
    for (size_t i = 0; i < table->count; i++)
        stet_map_set(&table->names, table->items[i].name, &table->items[i]);
    return good && stet_summary_each(reader,
                                     "SELECT rule, count(*) FROM failures WHERE rule "
                                     "<> '' GROUP BY rule",
                                     NULL, 0, take_failures, table);
}

static stet_audit_measure measure_of(const stet_audit_rates *totals, uint64_t records,
                                     uint64_t findings)
{
    uint64_t with = records < totals->records ? records : totals->records;

    return (stet_audit_measure){
        .records = stet_share_of(with, totals->records),
        .findings = stet_density_of(findings, with, totals->words),
    };
}

static int compare_rules(const void *a, const void *b)
{
    const stet_audit_rule *x = a;
    const stet_audit_rule *y = b;

    if (x->level != y->level)
        return x->level > y->level ? -1 : 1;
    if (x->measure.records.count != y->measure.records.count)
        return x->measure.records.count > y->measure.records.count ? -1 : 1;
    return stet_str_compare(x->name, y->name);
}

/* ---- Findings that are shown ---- */

/* The level at which most of its findings are: by rule and level they are in order. */
static uint32_t main_level(const stet_audit_rule *rule)
{
    uint32_t most = 1;

    for (uint32_t level = 2; level < STET_SUMMARY_LEVELS; level++)
        if (rule->findings_at[level] >= rule->findings_at[most])
            most = level;
    return most;
}

/* The first ones, one a record. */
static bool read_examples(stet_summary_reader *reader, stet_audit_rule *rule)
{
    const int64_t values[] = { rule->id, main_level(rule) };
    stet_summary_findings findings = { .items = rule->examples,
                                       .most = reader->options->limits.examples,
                                       .one_a_record = true };
    bool good = rule->findings_at[0] == 0 || findings.most == 0 ||
                stet_summary_read_findings(
                    reader, "f.rule = ? AND f.level = ? ORDER BY f.id LIMIT 200",
                    values, STET_LEN(values), &findings);

    rule->n_examples = findings.count;
    return good;
}

typedef struct message_list {
    stet_str *items;
    size_t count;
} message_list;

static bool take_message(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    message_list *list = data;

    list->items[list->count++] = stet_summary_text(reader, row, 0);
    return true;
}

/* The last ones: what such a rule says of the batch stands behind what it says of
   records. */
static bool read_messages(stet_summary_reader *reader, stet_audit_rule *rule)
{
    uint32_t most = reader->options->limits.messages;
    const int64_t values[] = { rule->id, main_level(rule), most };
    message_list list = {
        .items = stet_arena_zalloc(&reader->summary->arena,
                                   ((size_t)most + 1) * sizeof *list.items),
    };

    if (!stet_summary_each(
            reader,
            "SELECT message FROM (SELECT id, message FROM findings WHERE "
            "rule = ? AND level = ? ORDER BY id DESC LIMIT ?) ORDER BY id",
            values, STET_LEN(values), take_message, &list))
        return false;
    rule->messages = list.items;
    rule->n_messages = list.count;
    return true;
}

/* A rule has one or a few; a file that has more is not believed. */
enum { MOST_STATISTICS = 100 };

typedef struct statistic_list {
    stet_audit_statistic items[MOST_STATISTICS];
    size_t count;
} statistic_list;

static double real_of(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL
               ? (double)NAN
               : sqlite3_column_double(row, column);
}

static bool take_statistic(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    statistic_list *list = data;

    list->items[list->count++] = (stet_audit_statistic){
        .name = stet_summary_text(reader, row, 0),
        .value = real_of(row, 1),
        .low = real_of(row, 2),
        .high = real_of(row, 3),
        .confidence = real_of(row, 4),
        .n = stet_summary_count(row, 5),
        .of = stet_summary_text(reader, row, 6),
    };
    return true;
}

static bool read_statistics(stet_summary_reader *reader, stet_audit_rule *rule)
{
    const int64_t values[] = { rule->id, MOST_STATISTICS };
    statistic_list list = { .count = 0 };

    if (!stet_summary_each(reader,
                           "SELECT name, value, low, high, confidence, n, of FROM "
                           "statistics WHERE rule = ? ORDER BY id LIMIT ?",
                           values, STET_LEN(values), take_statistic, &list))
        return false;
    size_t size = list.count * sizeof *list.items;
    void *kept = stet_arena_zalloc(&reader->summary->arena, size + 1);
    memcpy(kept, list.items, size);
    rule->statistics = kept;
    rule->n_statistics = list.count;
    return true;
}

/* What a rule of the whole batch says, beside its findings one by one. */
static bool read_sayings(stet_summary_reader *reader, stet_audit_rule *rule)
{
    if (!rule->whole_batch || reader->options->limits.messages == 0)
        return true;
    return read_messages(reader, rule) && read_statistics(reader, rule);
}

static void add_duplicates(stet_audit_summary *summary, const rule_table *table)
{
    uint64_t records = 0;
    uint64_t findings = 0;

    for (size_t i = 0; i < table->count; i++) {
        const stet_audit_rule *rule = &table->items[i];
        if (!stet_str_is(rule->check, "batch.duplicates") || rule->silent)
            continue;
        summary->duplicates.looked = true;
        records += rule->measure.records.count;
        findings += rule->findings_at[0];
    }
    summary->duplicates.measure = measure_of(&summary->totals, records, findings);
}

/* ---- All of it ---- */

static bool finish(stet_summary_reader *reader, rule_table *table)
{
    stet_audit_summary *summary = reader->summary;
    stet_audit_rule_list *list = &summary->rules;
    uint32_t limit = reader->options->limits.rules;

    for (size_t i = 0; i < table->count; i++) {
        stet_audit_rule *rule = &table->items[i];
        rule->measure = measure_of(&summary->totals, rule->measure.records.count,
                                   rule->findings_at[0]);
        summary->coverage.rules_silent += rule->silent;
    }
    add_duplicates(summary, table);
    if (table->count)
        qsort(table->items, table->count, sizeof *table->items, compare_rules);
    summary->coverage.rules = list->total = table->count;
    list->count = table->count < limit ? table->count : limit;
    stet_audit_rule *items =
        stet_arena_zalloc(&summary->arena, (list->count + 1) * sizeof *items);
    list->items = items;
    for (size_t i = 0; i < list->count; i++) {
        items[i] = table->items[i];
        if (!read_examples(reader, &items[i]) || !read_sayings(reader, &items[i]))
            return false;
    }
    return true;
}

bool stet_summary_read_rules(stet_summary_reader *reader)
{
    rule_table table = { 0 };
    bool good = read_sums(reader, &table) && finish(reader, &table);

    stet_map_release(&table.names);
    free(table.items);
    return good;
}
