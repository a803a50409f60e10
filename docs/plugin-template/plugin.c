/* SPDX-License-Identifier: MIT */
/* A whole plugin, to rename and carry on from: it finds blocks of text that shout. */
#include <stet/plugin.h>

typedef struct shouting_options {
    int64_t max;
} shouting_options;

static const stet_param params[] = {
    STET_INT(shouting_options, max, .preset = "1", .max = 100,
             .doc = "How many exclamation marks a block may hold."),
};
static const stet_message messages[] = { { "shouting", "{count} exclamation marks" } };

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const shouting_options *options = check;
    stet_str text = stet_slice(stet_text(ctx, unit->doc), unit->block->span);
    int64_t count = 0;
    (void)state;
    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == '!';
    stet_arg arg = { .name = "count", .number = (double)count };
    stet_finding found = { .span = unit->block->span, .args = &arg, .n_args = 1 };
    if (count > options->max)
        stet_report(ctx, &found);
    return STET_OK;
}

static const stet_check_type shouting = { .name = "shouting",
                                          .summary = "A block shouts",
                                          .doc = "Counts exclamation marks.",
                                          .scope = STET_SCOPE_BLOCK,
                                          .level = STET_WARNING,
                                          STET_MESSAGES(messages),
                                          STET_PARAMS(shouting_options, params),
                                          .run = run };
static const stet_check_type *const checks[] = { &shouting };
STET_PLUGIN(tone) = { STET_HEADER, "tone", "0.1", "Tone", "", STET_CHECKS(checks) };
