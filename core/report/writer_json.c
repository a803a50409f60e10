/* SPDX-License-Identifier: Apache-2.0 */
/* The objects of jsonl in one document: findings as they come, then the failures, which
   are kept until the findings end, then the summary. */
#include "report/finding_json.h"
#include "report/writer_p.h"

typedef struct json_state {
    stet_json_writer json;
    stet_kept_list failures;
} json_state;

static void begin(stet_writer *writer)
{
    json_state *state = stet_arena_zalloc(&writer->arena, sizeof *state);
    writer->state = state;
    stet_json_init(&state->json, writer->out, true);
    stet_json_begin_object(&state->json);
    stet_json_key(&state->json, "findings");
    stet_json_begin_array(&state->json);
}

static void finding(stet_writer *writer, const stet_located *f)
{
    json_state *state = writer->state;
    stet_finding_json_finding(&state->json, f);
}

static void trouble(stet_writer *writer, const stet_trouble *t)
{
    json_state *state = writer->state;
    stet_buffer text = { 0 };
    stet_json_writer json;
    stet_json_init(&json, &text, false);
    stet_finding_json_failure(&json, t);
    stet_kept_take(&state->failures, &writer->arena, &text);
    stet_buffer_release(&text);
}

static void end(stet_writer *writer, const stet_tally *tally)
{
    json_state *state = writer->state;
    stet_json_end_array(&state->json);
    stet_json_key(&state->json, "failures");
    stet_json_begin_array(&state->json);
    for (const stet_kept *kept = state->failures.first; kept; kept = kept->next)
        stet_json_raw(&state->json, kept->text);
    stet_json_end_array(&state->json);
    stet_json_key(&state->json, "summary");
    stet_finding_json_summary(&state->json, writer->run, tally);
    stet_json_end_object(&state->json);
    stet_buffer_add_char(writer->out, '\n');
}

const stet_format stet_format_json = {
    .name = "json",
    .summary = "one JSON document: findings, failures, summary",
    .fingerprints = true,
    .begin = begin,
    .finding = finding,
    .trouble = trouble,
    .end = end,
};
