/* SPDX-License-Identifier: Apache-2.0 */
/**
 * impact_case.h - outcomes of records that a test writes down, as streams.
 *
 * To be included after cmocka.h.
 */
#ifndef STET_TEST_AUDIT_IMPACT_CASE_H
#define STET_TEST_AUDIT_IMPACT_CASE_H

#include "account/impact.h"
#include "base/str.h"

#include <stdlib.h>

enum { CASE_RULES = 3 };

/** A record: `rules` has a letter for each rule that rejects it, "ac"; "!": it failed.
 */
typedef struct case_record {
    const char *path;
    uint64_t byte;
    const char *text; /**< Its bytes, for the hash. */
    const char *rules;
    const char *group;
} case_record;

/** A side: its records, and where reading stands. */
typedef struct case_side {
    const case_record *records;
    size_t count, next;
    stet_impact_cause causes[CASE_RULES];
} case_side;

/** What was left over: "old:text new:text ". */
typedef struct case_left {
    stet_buffer told;
} case_left;

static inline stet_impact_outcome case_outcome(const case_record *record,
                                               stet_impact_cause *causes)
{
    stet_impact_outcome out = {
        .path = stet_str_from(record->path),
        .byte = record->byte,
        .hash = stet_str_hash(stet_str_from(record->text), 0),
        .id = stet_str_from(record->text),
        .group = stet_str_from(record->group ? record->group : ""),
        .causes = causes,
    };

    if (strcmp(record->rules, "!") == 0) {
        out.state = STET_AUDIT_FAILED;
        return out;
    }
    for (const char *rule = record->rules; *rule; rule++) {
        causes[out.n_causes] = (stet_impact_cause){ .rule = (uint32_t)(*rule - 'a'),
                                                    .message = STET_STR("no") };
        out.n_causes++;
        out.state = STET_AUDIT_REJECTED;
    }
    return out;
}

static inline bool case_next(void *user, stet_impact_outcome *out, stet_error *error)
{
    case_side *side = user;

    (void)error;
    if (side->next == side->count)
        return false;
    *out = case_outcome(&side->records[side->next++], side->causes);
    return true;
}

static inline bool case_leave(void *user, stet_impact_side side,
                              const stet_impact_outcome *outcome, stet_error *error)
{
    case_left *left = user;

    (void)error;
    stet_buffer_format(&left->told, "%s:%.*s ", side ? "new" : "old",
                       (int)outcome->id.len, outcome->id.ptr);
    return true;
}

/** An empty impact with the rules a, b and c. */
static inline stet_impact case_impact(uint32_t n_examples)
{
    static const stet_str names[] = { { "c", 1 }, { "a", 1 }, { "b", 1 }, { "a", 1 } };
    stet_impact impact = { .level = 3,
                           .n_examples = n_examples,
                           .group_by = STET_STR("editor") };

    stet_impact_set_rules(&impact, names, STET_LEN(names));
    return impact;
}

/** The impact of `after` on `before`; what is left is told in `left`. */
static inline stet_impact case_merge(const case_record *before, size_t n_before,
                                     const case_record *after, size_t n_after,
                                     uint32_t n_examples, case_left *left)
{
    case_side sides[2] = { { .records = before, .count = n_before },
                           { .records = after, .count = n_after } };
    const stet_impact_stream streams[2] = { { case_next, &sides[0] },
                                            { case_next, &sides[1] } };
    stet_impact impact = case_impact(n_examples);
    stet_error error = STET_ERROR_NONE;

    assert_true(stet_impact_merge(&impact, streams, case_leave, left, NULL, &error));
    return impact;
}

#endif
