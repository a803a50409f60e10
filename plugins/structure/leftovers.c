/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

typedef struct leftover_item {
    const stet_pattern *pattern;
} leftover_item;

typedef struct leftover_options {
    stet_list patterns; /* leftover_item */
} leftover_options;

static const stet_param item_params[] = {
    STET_PATTERN(leftover_item, pattern, .gate = true, .doc = "A PCRE2 pattern."),
};

/* Control tokens and prompt headings of common chat templates (ChatML, Llama 2 and 3,
   Mistral, Gemma, Alpaca, Vicuna), and the citation marks that ChatGPT leaves when a
   text is copied out of it. */
static const stet_param params[] = {
    STET_LIST(
        leftover_options, patterns, leftover_item, item_params,
        .preset =
            "['<\\|[a-z][a-z0-9_]{1,30}\\|>', '\\[/?INST\\]', '<</?SYS>>', "
            "'</?(?:start|end)_of_turn>', '\\[(?:end of text|EOS|BOS|SEP|PAD)\\]', "
            "'oaicite', 'contentReference', '【\\d+(?::\\d+)?†[^】]{0,80}】', "
            "'\\bturn\\d+(?:search|view|news|image|file)\\d+\\b', "
            "'\\A(?:#{1,6} ?)?(?:Response|Instruction|Human|Assistant|USER|ASSISTANT) "
            "?:"
            "(?:\\s|\\z)']",
        .min = 1, .max = 1000,
        .doc = "What is left over; PCRE2 patterns, matched in each paragraph."),
};

static const stet_message messages[] = {
    { "leftover", "“{match}” is left over from the model or its prompt" },
};

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    uint32_t cursor = 0;
    stet_hit hit;

    (void)check, (void)state, (void)unit;
    while (stet_next_hit(ctx, &cursor, &hit))
        stet_report(ctx, &(stet_finding){ .span = hit.match.group[0] });
    return STET_OK;
}

const stet_check_type structure_leftover = {
    .name = "leftover",
    .summary = "Markup or control tokens of a model are left in the text",
    .doc =
        "Finds control tokens of chat templates (`<|im_end|>`, `[INST]`), headings of "
        "prompts (`### Response:`) and citation marks (`oaicite`). Code is not looked "
        "at "
        "unless the rule's `in` names it.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(leftover_options, params),
    .run = run,
};
