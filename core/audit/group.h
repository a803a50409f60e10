/* SPDX-License-Identifier: Apache-2.0 */
/**
 * group.h - whose a record is: the field by which an audit tells people apart.
 *
 * `--group-by editor` names a field of the layout; where the layout has none of that
 * name, the key of a JSON record or the column of a table; with a slash in front, a
 * JSON Pointer. The layout then gets the field as a fact beside its texts, and records
 * without it belong to no group. A file that is itself the record has no groups.
 *
 * A layout is made once for each that is asked for, so that whoever compares layouts by
 * pointer still may. A value; what it gives lives as long as it does. One thread.
 */
#ifndef STET_AUDIT_GROUP_H
#define STET_AUDIT_GROUP_H

#include "base/arena.h"
#include "base/error.h"
#include "text/layout.h"

typedef struct stet_audit_groups {
    stet_str field; /**< The name of the field, for options.group; empty: no groups. */
    stet_str path;  /**< Of a JSON Pointer, itself; else empty. */
    const stet_layout **known; /**< Pairs: a layout, and what stands for it. */
    size_t n_known, capacity;
    stet_arena arena;
} stet_audit_groups;

/** Whether what --group-by says can lead to something: false, with the error, for a
    pointer that is none. NULL and empty are fine. */
bool stet_audit_groups_check(const char *by, stet_error *error);
/** `by`: what --group-by says; NULL or empty: no groups. */
void stet_audit_groups_init(stet_audit_groups *groups, const char *by);
/** The layout with the group's field. */
const stet_layout *stet_audit_groups_layout(stet_audit_groups *groups,
                                            const stet_layout *layout);
void stet_audit_groups_release(stet_audit_groups *groups);

#endif
