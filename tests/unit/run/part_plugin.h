/* SPDX-License-Identifier: Apache-2.0 */
/**
 * part_plugin.h - a plugin whose check counts records: one that can save what it has
 * gathered, another that can, and one that cannot. It fails where a test wants it to.
 */
#ifndef STET_TEST_PART_PLUGIN_H
#define STET_TEST_PART_PLUGIN_H

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/** Where the check fails, or does what it should not. */
typedef enum slip {
    NO_SLIP,
    SLIP_IN_RUN,
    SLIP_IN_SAVE,
    SLIP_IN_LOAD,
    READS_TOO_LITTLE,
    READS_IN_RUN,
    REPORTS_IN_SAVE,
} slip;
static slip slipping;
static int n_closed;

typedef struct count {
    uint64_t n_records;
    int64_t sum; /* Negative. */
    double share;
    stet_str text;
    stet_place last;
} count;

static inline stet_status open_count(stet_ctx *ctx, const void *check, void **state)
{
    (void)check;
    *state = stet_keep(ctx, sizeof(count));
    return STET_OK;
}

static inline void close_count(const void *check, void *state)
{
    (void)check;
    ((count *)state)->n_records = 1000000;
    n_closed++;
}

static inline stet_status fail_when(stet_ctx *ctx, slip it)
{
    return slipping == it ? stet_fail(ctx, NULL, "not today") : STET_OK;
}

static inline stet_status run_count(stet_ctx *ctx, const void *check, void *state,
                                    const stet_unit *unit)
{
    count *own = state;
    stet_field_array fields = stet_fields(ctx, unit->record);
    uint64_t number = 0;
    (void)check;
    if (slipping == READS_IN_RUN && !stet_get_number(ctx, UINT64_MAX, &number))
        return STET_FAILED;
    stet_put_number(ctx, 7); /* Goes nowhere. */
    stet_word_array words = stet_words(ctx, fields.items[0].doc);
    own->n_records++;
    own->sum -= stet_memos(ctx)[words.items[0].form]++;
    own->share += 0.25;
    own->last = stet_place_of(ctx, fields.items[0].doc, (stet_span){ 0, 4 });
    return fail_when(ctx, SLIP_IN_RUN);
}

static inline void add(count *own, const count *other)
{
    if (own->n_records == 0 || own->last.doc < other->last.doc)
        own->last = other->last;
    own->n_records += other->n_records;
    own->sum += other->sum;
    own->share += other->share;
}

static inline stet_status merge_count(stet_ctx *ctx, const void *check, void *into,
                                      void *from)
{
    (void)check;
    (void)ctx;
    add(into, from);
    return STET_OK;
}

static inline stet_status save_count(stet_ctx *ctx, const void *check, void *state)
{
    const count *own = state;
    (void)check;
    if (slipping == REPORTS_IN_SAVE)
        stet_report(ctx, &(stet_finding){ .place = &own->last });
    assert_false(stet_loads(ctx));
    stet_put_number(ctx, own->n_records);
    stet_put_signed(ctx, own->sum);
    stet_put_real(ctx, own->share);
    stet_put_text(ctx, (stet_str){ "text", 4 });
    stet_put_place(ctx, &own->last);
    return fail_when(ctx, SLIP_IN_SAVE);
}

static inline stet_status load_count(stet_ctx *ctx, const void *check, void *state)
{
    count read = { 0 };
    (void)check;
    assert_true(stet_loads(ctx));
    if (slipping == READS_TOO_LITTLE)
        return STET_OK;
    if (!stet_get_number(ctx, UINT64_MAX, &read.n_records) ||
        !stet_get_signed(ctx, &read.sum) || !stet_get_real(ctx, &read.share) ||
        !stet_get_text(ctx, &read.text) || !stet_get_place(ctx, &read.last))
        return STET_FAILED;
    add(state, &read);
    return fail_when(ctx, SLIP_IN_LOAD);
}

static inline stet_status finish_count(stet_ctx *ctx, const void *check, void *state)
{
    const count *own = state;
    const stet_arg args[] = {
        { .name = "n", .number = (double)own->n_records },
        { .name = "sum", .number = (double)own->sum },
        { .name = "share", .number = own->share },
        { .name = "origin", .text = stet_place_origin(ctx, &own->last) },
    };
    (void)check;
    stet_report(ctx, &(stet_finding){
                         .place = &own->last, .args = args, .n_args = STET_LEN(args) });
    return STET_OK;
}

static const stet_message messages[] = {
    { "count", "{n} records, {sum}, {share}, the last in {origin}" },
};

#define COUNT(called)                                                       \
    .name = called, .summary = "Counts records", .scope = STET_SCOPE_BATCH, \
    .level = STET_WARNING, STET_MESSAGES(messages), .open = open_count,     \
    .run = run_count, .merge = merge_count, .finish = finish_count,         \
    .close = close_count

static const stet_check_type count_type = { COUNT("count"), .save = save_count,
                                            .load = load_count };
static const stet_check_type other_type = { COUNT("other"), .save = save_count,
                                            .load = load_count };
static const stet_check_type old_type = { COUNT("old") };
static const stet_check_type *const checks[] = { &count_type, &other_type, &old_type };
static const stet_plugin plugin = { STET_HEADER, "part", "1.0",
                                    "Counts",    "",     STET_CHECKS(checks) };
static const stet_plugin newer_plugin = { STET_HEADER, "part", "1.1",
                                          "Counts",    "",     STET_CHECKS(checks) };

#endif
