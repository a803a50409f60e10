/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/sample_set.h"

#include "base/memory.h"

#include <stdlib.h>

static void init_strata(stet_sample_strata *strata, size_t count)
{
    strata->count = count;
    strata->draws = stet_memory_zalloc(count, sizeof *strata->draws);
    strata->begun = stet_memory_zalloc(count, sizeof *strata->begun);
}

void stet_sample_set_init(stet_sample_set *set, size_t most, size_t n_rules,
                          size_t n_groups)
{
    *set = (stet_sample_set){ .most = most };
    if (!most)
        return;
    init_strata(&set->kinds[STET_SAMPLE_ALL], 1);
    init_strata(&set->kinds[STET_SAMPLE_RULE], n_rules + 1);
    init_strata(&set->kinds[STET_SAMPLE_GROUP], n_groups + 1);
}

void stet_sample_set_offer(stet_sample_set *set, stet_sample_kind kind, size_t stratum,
                           int64_t rank, int64_t record)
{
    stet_sample_strata *strata = &set->kinds[kind];

    if (stratum >= strata->count)
        return;
    if (!strata->begun[stratum])
        stet_draw_init(&strata->draws[stratum], set->most);
    strata->begun[stratum] = true;
    stet_draw_offer(&strata->draws[stratum], rank, record);
}

static bool write_draw(stet_draw *draw, int kind, size_t stratum,
                       const stet_audit_database *database, sqlite3_stmt *add,
                       stet_sample_text text, void *user, stet_error *error)
{
    stet_buffer out = { 0 };
    bool good = true;

    stet_draw_finish(draw);
    for (size_t i = 0; i < draw->count && good; i++) {
        stet_buffer_clear(&out);
        good = text(user, draw->entries[i].record, &out, error);
        sqlite3_bind_int64(add, 1, kind);
        sqlite3_bind_int64(add, 2, (int64_t)stratum);
        sqlite3_bind_int64(add, 3, draw->entries[i].rank);
        sqlite3_bind_int64(add, 4, draw->entries[i].record);
        stet_audit_bind_text(add, 5, stet_buffer_str(&out));
        good = good && stet_audit_database_do(database, add, error);
    }
    stet_buffer_release(&out);
    return good;
}

bool stet_sample_set_write(stet_sample_set *set, const stet_audit_database *database,
                           stet_sample_text text, void *user, stet_error *error)
{
    sqlite3_stmt *add = stet_audit_database_prepare(
        database, "INSERT INTO samples VALUES(?, ?, ?, ?, ?)", error);
    bool good = add != NULL;

    for (int kind = 0; kind < STET_SAMPLE_KINDS; kind++) {
        stet_sample_strata *strata = &set->kinds[kind];
        for (size_t i = 0; i < strata->count && good; i++)
            if (strata->begun[i])
                good = write_draw(&strata->draws[i], kind, i, database, add, text, user,
                                  error);
    }
    sqlite3_finalize(add);
    return good;
}

void stet_sample_set_release(stet_sample_set *set)
{
    for (int kind = 0; kind < STET_SAMPLE_KINDS; kind++) {
        stet_sample_strata *strata = &set->kinds[kind];
        for (size_t i = 0; i < strata->count; i++)
            if (strata->begun[i])
                stet_draw_release(&strata->draws[i]);
        free(strata->draws);
        free(strata->begun);
    }
    *set = (stet_sample_set){ 0 };
}
