/* SPDX-License-Identifier: Apache-2.0 */
/**
 * probe.h - a plugin that shows what the engine does with checks, for its tests.
 *
 *     probe.word    reports a word wherever it stands, with a related place in the text
 *     probe.fail    does so too, and fails behind the first text that holds it
 *     probe.open    cannot be opened
 *     probe.batch   counts the texts of the batch; `finish` tells where the first was
 *     probe.mend    reports a word and takes it out; fails where it is written large
 *     probe.slow    takes 300 ms for a text with the word and finds nothing
 *     probe.early   asks for all there is where there is no text: in `create`
 *
 * What was called is counted, from any thread.
 */
#ifndef STET_TEST_PROBE_H
#define STET_TEST_PROBE_H

#include <stdatomic.h>
#include <stet/plugin.h>
#include <string.h>
#include <time.h>

static atomic_int probe_opened, probe_closed, probe_merged, probe_finished;

typedef struct probe_options {
    const stet_pattern *word;
} probe_options;

static const stet_param probe_params[] = {
    STET_PATTERN(probe_options, word, .preset = "nothing",
                 .doc = "What is looked for."),
};

static const stet_message probe_messages[] = { { "seen", "seen {records}" } };

static inline bool probe_report(stet_ctx *ctx, const probe_options *options,
                                const stet_unit *unit)
{
    stet_match match = { .n_groups = 0 };
    stet_str text = stet_text(ctx, unit->doc);
    bool found = false;
    for (uint32_t at = 0; stet_find(ctx, options->word, text, at, &match);
         at = match.group[0].end, found = true) {
        stet_place related = stet_place_of(ctx, unit->doc, (stet_span){ 0, 1 });
        stet_report(ctx, &(stet_finding){ .span = match.group[0],
                                          .related = &related,
                                          .n_related = 1 });
    }
    return found;
}

static inline stet_status probe_word_run(stet_ctx *ctx, const void *check, void *state,
                                         const stet_unit *unit)
{
    (void)state;
    probe_report(ctx, check, unit);
    return STET_OK;
}

static inline stet_status probe_fail_run(stet_ctx *ctx, const void *check, void *state,
                                         const stet_unit *unit)
{
    (void)state;
    return probe_report(ctx, check, unit) ? stet_fail(ctx, NULL, "it fails") : STET_OK;
}

static inline stet_status probe_fail_open(stet_ctx *ctx, const void *check,
                                          void **state)
{
    (void)check;
    (void)state;
    return stet_fail(ctx, NULL, "it cannot be opened");
}

static inline stet_status probe_mend_run(stet_ctx *ctx, const void *check, void *state,
                                         const stet_unit *unit)
{
    const probe_options *options = check;
    stet_match match;
    stet_str text = stet_text(ctx, unit->doc);
    (void)state;
    for (uint32_t at = 0; stet_find(ctx, options->word, text, at, &match);
         at = match.group[0].end) {
        stet_edit edit = { .span = match.group[0], .text = { "", 0 } };
        stet_fix fix = {
            .label = "Delete", .edits = &edit, .n_edits = 1, .safe = true
        };
        if (text.ptr[match.group[0].start] < 'a')
            return stet_fail(ctx, NULL, "it fails");
        stet_report(ctx, &(stet_finding){
                             .span = match.group[0], .fixes = &fix, .n_fixes = 1 });
    }
    return STET_OK;
}

static inline stet_status probe_slow_run(stet_ctx *ctx, const void *check, void *state,
                                         const stet_unit *unit)
{
    const probe_options *options = check;
    stet_match match;
    static const struct timespec time = { .tv_nsec = 300 * 1000 * 1000 };
    (void)state;
    if (stet_find(ctx, options->word, stet_text(ctx, unit->doc), 0, &match))
        nanosleep(&time, NULL);
    return STET_OK;
}

/** Patterns that are no parameters: case matters, and an empty match is one. */
static inline bool probe_compile(stet_ctx *ctx)
{
    stet_fault fault = { 0, { "", 0 } };
    const stet_pattern *good = stet_compile(ctx, (stet_str){ "^a*$", 4 }, &fault);
    return good && stet_matches(ctx, good, (stet_str){ "", 0 }) &&
           stet_matches(ctx, good, (stet_str){ "aa", 2 }) &&
           !stet_matches(ctx, good, (stet_str){ "A", 1 }) &&
           !stet_compile(ctx, (stet_str){ "a(", 2 }, &fault) && fault.at == 2 &&
           fault.why.len > 0;
}

static inline stet_status probe_early_create(stet_ctx *ctx, const void *options,
                                             void **check)
{
    uint32_t form = stet_intern(ctx, (stet_str){ "word", 4 });
    stet_match match;
    *check = stet_keep(ctx, 1);
    stet_memos(ctx)[form] = 1;
    stet_find(ctx, ((const probe_options *)options)->word, (stet_str){ "word", 4 }, 0,
              &match);
    if (stet_form(ctx, form)->text.len > 0 ||
        stet_suggest(ctx,
                     match.n_groups ? (stet_str){ "wrod", 4 } : (stet_str){ "", 0 })
                .count > 0 ||
        !stet_spell(ctx, (stet_str){ "wrod", 4 }))
        return stet_fail(ctx, NULL, "there is no text here");
    return probe_compile(ctx) ? STET_OK : stet_fail(ctx, NULL, "patterns differ");
}

typedef struct probe_state {
    int64_t n_records; /**< Texts of them that the rule looks at. */
    stet_place first;
} probe_state;

static inline stet_status probe_batch_open(stet_ctx *ctx, const void *check,
                                           void **state)
{
    (void)check;
    *state = stet_keep(ctx, sizeof(probe_state));
    atomic_fetch_add(&probe_opened, 1);
    return STET_OK;
}

static inline void probe_note(probe_state *state, const stet_place *place)
{
    if (!state->n_records || place->doc < state->first.doc)
        state->first = *place;
}

static inline stet_status probe_batch_run(stet_ctx *ctx, const void *check, void *state,
                                          const stet_unit *unit)
{
    probe_state *own = state;
    (void)check;
    stet_field_array fields = stet_fields(ctx, unit->record);
    if (!fields.count)
        return STET_OK;
    stet_place place = stet_place_of(ctx, fields.items[0].doc, (stet_span){ 0, 0 });
    probe_note(own, &place);
    own->n_records += (int64_t)fields.count;
    return STET_OK;
}

static inline stet_status probe_batch_merge(stet_ctx *ctx, const void *check,
                                            void *into, void *from)
{
    probe_state *own = into;
    const probe_state *other = from;
    (void)ctx;
    (void)check;
    atomic_fetch_add(&probe_merged, 1);
    if (other->n_records)
        probe_note(own, &other->first);
    own->n_records += other->n_records;
    return STET_OK;
}

static inline stet_status probe_batch_finish(stet_ctx *ctx, const void *check,
                                             void *state)
{
    const probe_state *own = state;
    stet_arg arg = { .name = "records", .number = (double)own->n_records };
    (void)check;
    atomic_fetch_add(&probe_finished, 1);
    stet_report(ctx,
                &(stet_finding){ .place = &own->first, .args = &arg, .n_args = 1 });
    return STET_OK;
}

static inline void probe_close(const void *check, void *state)
{
    (void)check;
    ((probe_state *)state)->n_records = -1;
    atomic_fetch_add(&probe_closed, 1);
}

static const stet_check_type probe_word = {
    .name = "word",
    .summary = "Reports a word",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(probe_messages),
    STET_PARAMS(probe_options, probe_params),
    .run = probe_word_run,
};

static const stet_check_type probe_fail = {
    .name = "fail",
    .summary = "Fails behind a word",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(probe_messages),
    STET_PARAMS(probe_options, probe_params),
    .run = probe_fail_run,
};

static const stet_check_type probe_open = {
    .name = "open",
    .summary = "Cannot be opened",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(probe_messages),
    STET_PARAMS(probe_options, probe_params),
    .open = probe_fail_open,
    .run = probe_word_run,
    .close = probe_close,
};

static const stet_check_type probe_slow = {
    .name = "slow",
    .summary = "Takes its time",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(probe_messages),
    STET_PARAMS(probe_options, probe_params),
    .run = probe_slow_run,
};

static const stet_check_type probe_mend = {
    .name = "mend",
    .summary = "Takes a word out",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(probe_messages),
    STET_PARAMS(probe_options, probe_params),
    .run = probe_mend_run,
};

static const stet_check_type probe_early = {
    .name = "early",
    .summary = "Asks before there is a text",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(probe_messages),
    STET_PARAMS(probe_options, probe_params),
    .create = probe_early_create,
    .run = probe_slow_run,
};

static const stet_check_type probe_batch = {
    .name = "batch",
    .summary = "Counts records",
    .scope = STET_SCOPE_BATCH,
    .level = STET_WARNING,
    STET_MESSAGES(probe_messages),
    .open = probe_batch_open,
    .run = probe_batch_run,
    .merge = probe_batch_merge,
    .finish = probe_batch_finish,
    .close = probe_close,
};

static const stet_check_type *const probe_checks[] = {
    &probe_word, &probe_fail,  &probe_open,  &probe_slow,
    &probe_mend, &probe_early, &probe_batch,
};

static const stet_plugin probe_plugin = {
    STET_HEADER, "probe", "1.0", "Shows what is called", "", STET_CHECKS(probe_checks),
};

#endif
