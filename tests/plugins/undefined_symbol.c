/* SPDX-License-Identifier: Apache-2.0 */
/* Needs a function that nobody has: it must be refused when it is opened, not die when
   it is first called. */
#include <stet/plugin.h>

extern stet_status stet_test_nobody_has_this(stet_ctx *ctx);

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    (void)check;
    (void)state;
    (void)unit;
    return stet_test_nobody_has_this(ctx);
}

static const stet_message messages[] = { { "never", "this is never reported" } };

static const stet_check_type broken = {
    .name = "broken",
    .summary = "Cannot run",
    .doc = "Cannot run.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    .run = run,
};

static const stet_check_type *const checks[] = { &broken };

STET_PLUGIN(undefined_symbol) = {
    STET_HEADER, "undefined-symbol",  "1.0", "A plugin that misses a function",
    "",          STET_CHECKS(checks),
};
