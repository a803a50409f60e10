/* SPDX-License-Identifier: Apache-2.0 */
/* Calls itself as another plugin does: refused, whichever comes second. */
#include <stet/plugin.h>

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    (void)ctx;
    (void)check;
    (void)state;
    (void)unit;
    return STET_OK;
}

static const stet_message messages[] = { { "never", "this is never reported" } };

static const stet_check_type nothing = {
    .name = "nothing",
    .summary = "Reports nothing",
    .doc = "Reports nothing.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    .run = run,
};

static const stet_check_type *const checks[] = { &nothing };

STET_PLUGIN(same_name) = {
    STET_HEADER, "good", "2.0", "A plugin with another's name", "", STET_CHECKS(checks),
};
