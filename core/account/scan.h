/* SPDX-License-Identifier: Apache-2.0 */
/**
 * scan.h - what a summary must know of each record, gathered in one pass over all.
 *
 *     rows of a finished database (summary_scan.c) ----> scan -> summary
 *     the records of an audit that ends (assembly.h) --'
 *
 * How long records are, who has any finding, and the sample that decides the verdict:
 * none of it is in the sums of a database. An audit that ends walks through all records
 * anyway, so who writes its report right after hands it a scan to fill, and the report
 * needs no pass of its own; what comes of both is the same.
 *
 * Life: init -> begin -> take each record, in order -> summary -> release. Memory: 8
 * bytes a group and source, and a sample of the largest plan. One thread at a time.
 */
#ifndef STET_ACCOUNT_SCAN_H
#define STET_ACCOUNT_SCAN_H

#include "account/lengths.h"
#include "audit/assembly.h"
#include "audit/sample.h"

/** Records with findings of any level, by number of the group or the source. */
typedef struct stet_summary_counts {
    uint64_t *items;
    size_t count; /**< The greatest number, and one. */
} stet_summary_counts;

/** Of a record in the sample. */
typedef struct stet_drawn_record {
    stet_audit_state state;
    uint64_t findings; /**< At `fail_on` or above. */
} stet_drawn_record;

typedef struct stet_audit_scan {
    unsigned fail_on; /**< Level; above error: never. */
    stet_summary_counts by_group, by_source;
    uint64_t with_any; /**< Records with a finding of any level. */
    uint64_t findings; /**< At `fail_on` or above, of all records. */
    stet_length_counts lengths[STET_SUMMARY_STATES];
    stet_draw draw;           /**< As many as the largest plan draws. */
    stet_drawn_record *drawn; /**< By slot. */
} stet_audit_scan;

/** `fail_on`: as stet_audit_level_of has it. */
void stet_audit_scan_init(stet_audit_scan *scan, int fail_on);
/** The greatest numbers of groups and sources. This and the next are a
    stet_audit_record_sink. */
void stet_audit_scan_begin(void *scan, size_t n_groups, size_t n_sources);
void stet_audit_scan_take(void *scan, const stet_audit_record *record);
void stet_audit_scan_release(stet_audit_scan *scan);

#endif
