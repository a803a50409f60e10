/* SPDX-License-Identifier: Apache-2.0 */
#include "account/scan.h"

#include "account/acceptance.h"
#include "base/memory.h"

#include <stdlib.h>

void stet_audit_scan_init(stet_audit_scan *scan, int fail_on)
{
    *scan = (stet_audit_scan){ .fail_on = (unsigned)fail_on };
    for (size_t i = 0; i < STET_SUMMARY_STATES; i++)
        stet_length_counts_init(&scan->lengths[i]);
    stet_draw_init(&scan->draw, STET_ACCEPTANCE_MOST);
    scan->drawn = stet_memory_zalloc(STET_ACCEPTANCE_MOST, sizeof *scan->drawn);
}

static void make_counts(stet_summary_counts *counts, size_t most)
{
    counts->count = most + 1;
    counts->items = stet_memory_zalloc(counts->count, sizeof *counts->items);
}

void stet_audit_scan_begin(void *user, size_t n_groups, size_t n_sources)
{
    stet_audit_scan *scan = user;

    make_counts(&scan->by_group, n_groups);
    make_counts(&scan->by_source, n_sources);
}

static void count_one(stet_summary_counts *counts, int64_t number)
{
    if (number >= 0 && (uint64_t)number < counts->count)
        counts->items[number]++;
}

void stet_audit_scan_take(void *user, const stet_audit_record *record)
{
    stet_audit_scan *scan = user;
    uint64_t any = 0, findings = 0;

    for (unsigned level = STET_SUGGESTION; level <= STET_ERROR; level++) {
        any += record->findings[level];
        findings += level >= scan->fail_on ? record->findings[level] : 0;
    }
    if (any > 0) {
        scan->with_any++;
        count_one(&scan->by_group, record->group);
        count_one(&scan->by_source, record->source);
    }
    scan->findings += findings;
    stet_length_counts_add(&scan->lengths[record->state], record->words);
    uint32_t slot = stet_draw_offer(&scan->draw, record->rank, record->id);
    if (slot != STET_DRAW_NONE)
        scan->drawn[slot] = (stet_drawn_record){ record->state, findings };
}

void stet_audit_scan_release(stet_audit_scan *scan)
{
    for (size_t i = 0; i < STET_SUMMARY_STATES; i++)
        stet_length_counts_release(&scan->lengths[i]);
    stet_draw_release(&scan->draw);
    free(scan->drawn);
    free(scan->by_group.items);
    free(scan->by_source.items);
    *scan = (stet_audit_scan){ 0 };
}
