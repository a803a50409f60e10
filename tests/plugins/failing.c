/* SPDX-License-Identifier: Apache-2.0 */
/* Fails where its rule says: every callback can be seen to be contained. */
#include <stet/plugin.h>

enum where { IN_CREATE, IN_OPEN, IN_RUN, IN_MERGE, IN_FINISH };

typedef struct failing {
    int where;
} failing;

static const char *const places[] = {
    "create", "open", "run", "merge", "finish", NULL
};

static const stet_param params[] = {
    STET_CHOICE(failing, where, .preset = "run", .choices = places,
                .doc = "The callback that fails."),
};

static const stet_message messages[] = { { "ran", "the check ran" } };

static stet_status fail_at(stet_ctx *ctx, const failing *options, enum where here)
{
    if (options->where == (int)here) {
        return stet_fail(ctx, here == IN_CREATE ? "where" : NULL,
                         "%s fails because the rule says so", places[here]);
    }
    return STET_OK;
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    failing *own = stet_keep(ctx, sizeof *own);
    *own = *(const failing *)options;
    *check = own;
    return fail_at(ctx, own, IN_CREATE);
}

static stet_status open_state(stet_ctx *ctx, const void *check, void **state)
{
    *state = stet_keep(ctx, 1);
    return fail_at(ctx, check, IN_OPEN);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    (void)state;
    (void)unit;
    stet_report(ctx, &(stet_finding){ .message = 0, .span = { 0, 0 } });
    return fail_at(ctx, check, IN_RUN);
}

static stet_status merge(stet_ctx *ctx, const void *check, void *into, void *from)
{
    (void)into;
    (void)from;
    return fail_at(ctx, check, IN_MERGE);
}

static stet_status finish(stet_ctx *ctx, const void *check, void *state)
{
    (void)state;
    return fail_at(ctx, check, IN_FINISH);
}

static const stet_check_type in_text = {
    .name = "in-text",
    .summary = "Fails while it looks at a text",
    .doc = "Fails in `create`, `open` or `run`.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(failing, params),
    .create = create,
    .open = open_state,
    .run = run,
};

static const stet_check_type in_batch = {
    .name = "in-batch",
    .summary = "Fails while it looks at a batch",
    .doc = "Fails in any callback.",
    .scope = STET_SCOPE_BATCH,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(failing, params),
    .create = create,
    .open = open_state,
    .run = run,
    .merge = merge,
    .finish = finish,
};

static const stet_check_type *const checks[] = { &in_text, &in_batch };

STET_PLUGIN(failing) = {
    STET_HEADER, "failing", "1.0", "A plugin that fails", "", STET_CHECKS(checks),
};
