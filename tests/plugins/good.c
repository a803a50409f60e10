/* SPDX-License-Identifier: Apache-2.0 */
/* The smallest plugin that does something: it reports every text. */
#include <stet/plugin.h>

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    (void)check;
    (void)state;
    (void)unit;
    stet_report(ctx, &(stet_finding){ .message = 0, .span = { 0, 0 } });
    return STET_OK;
}

static const stet_message messages[] = { { "text", "here is a text" } };

static const stet_check_type text = {
    .name = "text",
    .summary = "Reports every text",
    .doc = "Reports every text, so that a test sees that it ran.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    .run = run,
};

static const stet_check_type *const checks[] = { &text };

STET_PLUGIN(good) = {
    STET_HEADER, "good", "1.0", "A plugin that works", "", STET_CHECKS(checks),
};
