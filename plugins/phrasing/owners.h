/* SPDX-License-Identifier: Apache-2.0 */
/**
 * owners.h - which entry of a rule a hit's pattern belongs to.
 *
 * A hit carries the very pointer of the options, so an entry is found by address: a
 * sorted array, made once with the check, and a table of where each address stands in
 * it, since a rule of hundreds of phrases asks at every hit. Immutable then.
 */
#ifndef STET_PHRASING_OWNERS_H
#define STET_PHRASING_OWNERS_H

#include <stet/plugin.h>

typedef struct phrasing_owner {
    const stet_pattern *pattern;
    const void *owner;
} phrasing_owner;

typedef struct phrasing_owners {
    phrasing_owner *items;
    size_t count;
    uint32_t *slots; /**< Index in `items` + 1 of the first of its pattern; 0: free. */
    size_t n_slots;  /**< A power of two. */
} phrasing_owners;

/** Room for `capacity` of them, in memory that lives as long as the check. */
void phrasing_owners_init(stet_ctx *ctx, phrasing_owners *owners, size_t capacity);
/** Adds the patterns of a list of phrasing_item; no more in all than there is room. */
void phrasing_owners_add(phrasing_owners *owners, const stet_list *patterns,
                         const void *owner);
/** To be called once, when all are added. */
void phrasing_owners_sort(phrasing_owners *owners);
/** Where a pattern stands in `items`; SIZE_MAX: nowhere. Of several equal ones the one
    whose owner was added first. */
size_t phrasing_owners_index(const phrasing_owners *owners,
                             const stet_pattern *pattern);
/** The owner of a pattern, or NULL; of several, the one added first. */
const void *phrasing_owners_find(const phrasing_owners *owners,
                                 const stet_pattern *pattern);

#endif
