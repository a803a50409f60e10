/* SPDX-License-Identifier: Apache-2.0 */
/* One object a line, for other programs; the last line is the summary. */
#include "report/finding_json.h"
#include "report/writer_p.h"

static void finding(stet_writer *writer, const stet_located *f)
{
    stet_json_writer json;
    stet_json_init(&json, writer->out, false);
    stet_finding_json_finding(&json, f);
    stet_buffer_add_char(writer->out, '\n');
}

static void trouble(stet_writer *writer, const stet_trouble *t)
{
    stet_json_writer json;
    stet_json_init(&json, writer->out, false);
    stet_finding_json_failure(&json, t);
    stet_buffer_add_char(writer->out, '\n');
}

static void end(stet_writer *writer, const stet_tally *tally)
{
    stet_json_writer json;
    stet_json_init(&json, writer->out, false);
    stet_finding_json_summary(&json, writer->run, tally);
    stet_buffer_add_char(writer->out, '\n');
}

const stet_format stet_format_jsonl = {
    .name = "jsonl",
    .summary = "one JSON object a line, as `stet schema findings` describes it",
    .fingerprints = true,
    .finding = finding,
    .trouble = trouble,
    .end = end,
};
