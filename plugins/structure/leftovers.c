/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <string.h>

typedef struct leftover_item {
    const stet_pattern *pattern;
} leftover_item;

typedef struct leftover_options {
    stet_list patterns; /* leftover_item */
    stet_list labels;   /* leftover_item */
    stet_list turns;    /* leftover_item */
} leftover_options;

static const stet_param item_params[] = {
    STET_PATTERN(leftover_item, pattern, .gate = true, .doc = "A PCRE2 pattern."),
};

/* Control tokens of common chat templates (ChatML, Llama 2 and 3, Mistral, Gemma, Phi,
   Qwen, Command, DeepSeek, GLM, Harmony), the citation marks that chat programs leave
   when a text is copied out of them, and the speakers of prompts (Alpaca, Vicuna).
   Their names are facts of those formats. */
static const stet_param params[] = {
    STET_LIST(
        leftover_options, patterns, leftover_item, item_params, .more = STET_STRICTER,
        .preset = "['<\\|(?:im_start|start|start_header_id|start_of_role)\\|>"
                  "(?:(?:system|developer|user|assistant|tool)\\b)?', "
                  "'<\\|channel\\|>(?:(?:analysis|commentary|final)\\b)?', "
                  "'<\\|/?[A-Za-z][A-Za-z_]{1,40}\\d{0,3}\\|>', "
                  "'<｜[^｜<>\\n]{2,40}｜>', '<[BE]OS_TOKEN>', "
                  "'\\[/?INST\\]', '<</?SYS>>', "
                  "'\\[/?(?:AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|SYSTEM_PROMPT)"
                  "\\]', '\\[gMASK\\]', "
                  "'</?(?:start|end)_of_turn>(?:(?:user|model)\\b)?', "
                  "'</?(?:tool|function)_calls?>', "
                  "'<fim_(?:prefix|middle|suffix)>', '<extra_id_\\d{1,3}>', "
                  "'\\[(?:end of text|EOS|BOS|PAD)\\]', "
                  "':?contentReference\\[oaicite:\\d+\\]\\{index=\\d+\\}', "
                  "'oaicite', 'oai_citation', 'attributableIndex', "
                  "'grok_render_citation', "
                  "'\\[cite_start\\]', '\\[cite: ?\\d+(?:, ?\\d+)*\\]', "
                  "'\\[(?:web|citation|attached_file|generated_image):\\d+\\]', "
                  "'【[^】\\n]{0,40}†[^】\\n]{0,60}】', "
                  "'\\[\\d{1,3}†[^\\]\\n]{1,40}\\]', "
                  "'(?:file)?(?:cite)?(?:turn\\d{1,3}[a-z]{3,12}\\d{1,3})+']",
        .min = 1, .max = 1000,
        .doc = "What is left over wherever it stands; PCRE2 patterns, matched in "
               "each paragraph."),
    STET_LIST(
        leftover_options, labels, leftover_item, item_params, .more = STET_STRICTER,
        .preset = "['\\A(?:Response|Instruction|Assistant) ?:(?=\\s|\\z)']", .min = 1,
        .max = 1000,
        .doc = "What is left over of a prompt when a text begins with it, or when "
               "it is all of a heading; PCRE2 patterns."),
    STET_LIST(leftover_options, turns, leftover_item, item_params,
              .more = STET_STRICTER, .preset = "['\\A(?:Human|Assistant) ?:(?=\\s)']",
              .min = 0, .max = 1000,
              .doc = "What is left over when a heading begins with it, whatever stands "
                     "behind it; PCRE2 patterns."),
};

static const stet_message messages[] = {
    { "leftover", "“{match}” is left over from the model or its prompt" },
};

static bool is_listed(const stet_list *list, const stet_pattern *pattern)
{
    const leftover_item *items = list->items;

    for (size_t i = 0; i < list->count; i++)
        if (items[i].pattern == pattern)
            return true;
    return false;
}

/* "Response:" is a word like others but at the start of a text, or as a heading;
   "### Human: What is it?" is a turn of a prompt. */
static bool is_in_place(const leftover_options *o, const stet_block *block,
                        const stet_hit *hit)
{
    stet_span span = hit->match.group[0];
    bool at_start = span.start == block->span.start;
    bool heading = block->kind == STET_BLOCK_HEADING && span.end == block->span.end;

    if (is_listed(&o->turns, hit->pattern))
        return at_start && block->kind == STET_BLOCK_HEADING;
    return at_start &&
           (heading || (hit->block == 0 && block->kind != STET_BLOCK_HEADING &&
                        block->kind != STET_BLOCK_ITEM));
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* A label with the marks of emphasis around it and the blanks behind it; when nothing
   else stands in its line, with the line, its mark as a heading and the empty lines
   behind it. In the markup. */
static stet_span label_cut(stet_str markup, stet_span label)
{
    uint32_t start = label.start, end = label.end;

    while (start > 0 && end < markup.len && markup.ptr[start - 1] == markup.ptr[end] &&
           (markup.ptr[end] == '*' || markup.ptr[end] == '_')) {
        start--;
        end++;
    }
    uint32_t line = start;
    while (line > 0 && (is_blank(markup.ptr[line - 1]) || markup.ptr[line - 1] == '#'))
        line--;
    while (end < markup.len && is_blank(markup.ptr[end]))
        end++;
    if (end < markup.len && markup.ptr[end] != '\n')
        return (stet_span){ start, end };
    if (line > 0 && markup.ptr[line - 1] != '\n')
        return label;
    for (uint32_t at = end; at < markup.len; at++)
        if (markup.ptr[at] == '\n')
            end = at + 1;
        else if (!is_blank(markup.ptr[at]))
            break;
    return (stet_span){ line, end };
}

/* A token with a blank beside it that would be one too many without it. */
static stet_span token_cut(stet_str text, stet_span block, stet_span token)
{
    stet_span cut = token;
    char behind = token.end < block.end ? text.ptr[token.end] : '\n';

    if (token.start == block.start)
        while (cut.end < block.end && is_blank(text.ptr[cut.end]))
            cut.end++;
    else if (behind == '\n' || is_blank(behind) || strchr(".,;:!?", behind))
        while (cut.start > block.start && is_blank(text.ptr[cut.start - 1]))
            cut.start--;
    return cut;
}

static bool is_letter(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Whether a sentence or a word would begin right behind another when the tokens between
   them go, of which the first begins at `start`: "What?<|im_end|>It". */
static bool joins_words(stet_str text, stet_span block, uint32_t start, uint32_t end)
{
    if (start == block.start || end >= block.end || !is_letter(text.ptr[end]))
        return false;
    char before = text.ptr[start - 1];
    return is_letter(before) || strchr(".,;:!?", before) != NULL;
}

/* `start` is that of the first of the tokens that stand without a gap up to this one.
 */
static void report(stet_ctx *ctx, const stet_doc *doc, stet_span block, stet_span span,
                   uint32_t start, bool label)
{
    stet_str text = stet_text(ctx, doc);
    stet_span at = stet_to_markup(ctx, doc, span);
    stet_span cut =
        label ? label_cut(stet_markup(ctx, doc), at) : token_cut(text, block, span);
    bool joins = !label && cut.start == span.start && cut.end == span.end &&
                 joins_words(text, block, start, span.end);
    stet_edit edit = { cut, { " ", joins } };
    stet_fix fix = { "Delete", &edit, 1, false };

    stet_report(ctx, &(stet_finding){ .span = label ? at : span,
                                      .in_markup = label,
                                      .fixes = &fix,
                                      .n_fixes = 1 });
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const leftover_options *o = check;
    stet_block_array blocks = stet_blocks(ctx, unit->doc);
    uint32_t cursor = 0, told_to = 0, start = 0;
    stet_hit hit;

    (void)state;
    while (stet_next_hit(ctx, &cursor, &hit)) {
        stet_span span = hit.match.group[0];
        bool label =
            is_listed(&o->labels, hit.pattern) || is_listed(&o->turns, hit.pattern);
        if (span.start < told_to || structure_is_code(ctx, unit->doc, span) ||
            (label && !is_in_place(o, &blocks.items[hit.block], &hit)))
            continue;
        if (span.start != told_to)
            start = span.start;
        report(ctx, unit->doc, blocks.items[hit.block].span, span, start, label);
        told_to = span.end;
    }
    return STET_OK;
}

const stet_check_type structure_leftover = {
    .name = "leftover",
    .summary = "Control tokens of a model are left in the text",
    .doc =
        "Finds control tokens of chat templates (`<|im_end|>`, `[INST]`), citation "
        "marks of chat programs (`oaicite`), and labels of prompts (`### Response:`) "
        "where a text begins with them or has them as a heading. Code is not looked at "
        "unless the rule's `in` names it; code spans never are.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(leftover_options, params),
    .run = run,
};
