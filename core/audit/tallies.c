/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/tallies.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Keys order rows by group first; see the primary keys of the tables. */
enum { STATE_BITS = 2, LEVEL_BITS = 2, RULE_BITS = 24 };

static size_t slot_of(const stet_tally_table *table, uint64_t key)
{
    size_t at = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32);

    for (;; at++) {
        at &= table->capacity - 1;
        if (table->rows[at].key == key || !table->rows[at].key)
            return at;
    }
}

static void grow(stet_tally_table *table)
{
    stet_tally_table larger = { .capacity =
                                    table->capacity ? table->capacity * 2 : 64 };

    larger.rows = stet_memory_zalloc(larger.capacity, sizeof *larger.rows);
    for (size_t i = 0; i < table->capacity; i++)
        if (table->rows[i].key)
            larger.rows[slot_of(&larger, table->rows[i].key)] = table->rows[i];
    larger.count = table->count;
    free(table->rows);
    *table = larger;
}

static stet_tally_row *row_of(stet_tally_table *table, uint64_t key)
{
    if ((table->count + 1) * 2 > table->capacity)
        grow(table);
    stet_tally_row *row = &table->rows[slot_of(table, key + 1)];
    table->count += !row->key;
    row->key = key + 1;
    return row;
}

void stet_tallies_add_record(stet_tallies *tallies, int64_t group, int64_t state,
                             int64_t words, int64_t bytes, const int64_t of_level[3])
{
    uint64_t key = (uint64_t)group << STATE_BITS | (uint64_t)state;
    int64_t *counts = row_of(&tallies->records, key)->counts;

    counts[0]++;
    counts[1] += words;
    counts[2] += bytes;
    for (int i = 0; i < 3; i++) {
        counts[3 + i] += of_level[i] > 0;
        counts[6 + i] += of_level[i];
    }
}

void stet_tallies_add_findings(stet_tallies *tallies, int64_t group, int64_t rule,
                               int64_t level, int64_t findings)
{
    uint64_t key =
        ((uint64_t)group << RULE_BITS | (uint64_t)rule) << LEVEL_BITS | (uint64_t)level;
    int64_t *counts = row_of(&tallies->findings, key)->counts;

    counts[0] += findings;
    counts[1]++;
}

static int by_key(const void *a, const void *b)
{
    const stet_tally_row *x = a, *y = b;

    return (x->key > y->key) - (x->key < y->key);
}

/* Brings the rows in use to the front, sorted. */
static void sort(stet_tally_table *table)
{
    size_t n = 0;

    for (size_t i = 0; i < table->capacity; i++)
        if (table->rows[i].key)
            table->rows[n++] = table->rows[i];
    if (n > 0)
        qsort(table->rows, n, sizeof *table->rows, by_key);
}

static void forget(stet_tally_table *table)
{
    if (table->rows)
        memset(table->rows, 0, table->capacity * sizeof *table->rows);
    table->count = 0;
}

static void bind_record_key(sqlite3_stmt *add, uint64_t key)
{
    sqlite3_bind_int64(add, 2, (int64_t)(key >> STATE_BITS));
    sqlite3_bind_int64(add, 3, (int64_t)(key & ((1 << STATE_BITS) - 1)));
}

static void bind_finding_key(sqlite3_stmt *add, uint64_t key)
{
    uint64_t rest = key >> LEVEL_BITS;

    sqlite3_bind_int64(add, 2, (int64_t)(rest >> RULE_BITS));
    sqlite3_bind_int64(add, 3, (int64_t)(rest & ((1 << RULE_BITS) - 1)));
    sqlite3_bind_int64(add, 4, (int64_t)(key & ((1 << LEVEL_BITS) - 1)));
}

/* How a table's rows are written. */
typedef struct table_form {
    const char *sql;
    void (*bind_key)(sqlite3_stmt *add, uint64_t key);
    int first_count; /* Its parameter, */
    int n_counts;    /* and how many there are. */
} table_form;

static const table_form record_form = {
    "INSERT INTO record_totals VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    bind_record_key, 4, 9
};
static const table_form finding_form = {
    "INSERT INTO finding_totals VALUES(?, ?, ?, ?, ?, ?)", bind_finding_key, 5, 2
};

static bool flush(stet_tally_table *table, const table_form *form,
                  const stet_audit_database *database, int64_t source,
                  stet_error *error)
{
    sqlite3_stmt *add = stet_audit_database_prepare(database, form->sql, error);
    bool good = add != NULL;

    sort(table);
    for (size_t i = 0; i < table->count && good; i++) {
        const stet_tally_row *row = &table->rows[i];
        sqlite3_bind_int64(add, 1, source);
        form->bind_key(add, row->key - 1);
        for (int n = 0; n < form->n_counts; n++)
            sqlite3_bind_int64(add, form->first_count + n, row->counts[n]);
        good = stet_audit_database_do(database, add, error);
    }
    sqlite3_finalize(add);
    forget(table);
    return good;
}

bool stet_tallies_flush(stet_tallies *tallies, const stet_audit_database *database,
                        int64_t source, stet_error *error)
{
    return flush(&tallies->records, &record_form, database, source, error) &&
           flush(&tallies->findings, &finding_form, database, source, error);
}

void stet_tallies_release(stet_tallies *tallies)
{
    free(tallies->records.rows);
    free(tallies->findings.rows);
    *tallies = (stet_tallies){ 0 };
}
