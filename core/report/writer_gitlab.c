/* SPDX-License-Identifier: Apache-2.0 */
/* GitLab's Code Quality report: one JSON array. GitLab drops an entry whose fingerprint
   it has seen, so ours, which do not know the file, are made unique in the report. */
#include "base/json_writer.h"
#include "base/map.h"
#include "base/visible.h"
#include "report/writer_p.h"

#include <inttypes.h>

typedef struct gitlab_state {
    stet_json_writer json;
    stet_map seen;
} gitlab_state;

/** An entry before it has its fingerprint. */
struct entry {
    stet_str description;
    stet_str check;
    const char *severity;
    stet_str path;
    uint32_t first, last;
    uint64_t fingerprint;
};

static void begin(stet_writer *writer)
{
    gitlab_state *state = stet_arena_zalloc(&writer->arena, sizeof *state);
    writer->state = state;
    stet_json_init(&state->json, writer->out, true);
    stet_json_begin_array(&state->json);
}

/* The n-th of equal ones gets a number that depends on n only, not on its line. */
static stet_str unique_fingerprint(stet_writer *writer, const struct entry *entry)
{
    gitlab_state *state = writer->state;
    uint64_t hash = stet_str_hash(entry->path, entry->fingerprint);
    stet_str text;
    do {
        text = stet_arena_format(&writer->arena, "%016" PRIx64, hash);
        hash = stet_str_hash(text, hash);
    } while (stet_map_has(&state->seen, text));
    stet_map_set(&state->seen, text, state);
    return text;
}

static void write_text(stet_json_writer *json, const char *key, stet_str value)
{
    stet_json_key(json, key);
    stet_json_string(json, value);
}

static void write_entry(stet_writer *writer, const struct entry *entry)
{
    gitlab_state *state = writer->state;
    stet_json_writer *json = &state->json;
    stet_json_begin_object(json);
    write_text(json, "description", entry->description);
    write_text(json, "check_name", entry->check);
    write_text(json, "fingerprint", unique_fingerprint(writer, entry));
    write_text(json, "severity", stet_str_from(entry->severity));
    stet_json_key(json, "location");
    stet_json_begin_object(json);
    write_text(json, "path", entry->path);
    stet_json_key(json, "lines");
    stet_json_begin_object(json);
    stet_json_key(json, "begin");
    stet_json_integer(json, entry->first);
    stet_json_key(json, "end");
    stet_json_integer(json, entry->last);
    stet_json_end_object(json);
    stet_json_end_object(json);
    stet_json_end_object(json);
}

static void finding(stet_writer *writer, const stet_located *f)
{
    static const char *const severities[] = {
        [STET_SUGGESTION] = "info",
        [STET_WARNING] = "minor",
        [STET_ERROR] = "major",
    };
    stet_buffer description = { 0 };
    stet_visible_add(&description, f->message);
    stet_writer_add_record(&description, f->record, f->id, f->field);
    write_entry(writer, &(struct entry){
                            .description = stet_buffer_str(&description),
                            .check = f->rule->name,
                            .severity = severities[f->level],
                            .path = f->path,
                            .first = f->start.line,
                            .last = f->end.line,
                            .fingerprint = stet_str_hash(f->id, f->fingerprint),
                        });
    stet_buffer_release(&description);
}

static void trouble(stet_writer *writer, const stet_trouble *t)
{
    stet_buffer description = { 0 };
    stet_visible_add(&description, t->message);
    stet_writer_add_record(&description, t->record, (stet_str){ 0 }, (stet_str){ 0 });
    uint32_t line = t->point.line ? t->point.line : 1;
    write_entry(writer, &(struct entry){
                            .description = stet_buffer_str(&description),
                            .check = t->rule.len ? t->rule : STET_STR("stet-failure"),
                            .severity = "critical",
                            .path = t->path,
                            .first = line,
                            .last = line,
                            .fingerprint = stet_str_hash(t->message, 1),
                        });
    stet_buffer_release(&description);
}

static void end(stet_writer *writer, const stet_tally *tally)
{
    (void)tally;
    gitlab_state *state = writer->state;
    stet_json_end_array(&state->json);
    stet_buffer_add_char(writer->out, '\n');
}

static void release(stet_writer *writer)
{
    gitlab_state *state = writer->state;
    stet_map_release(&state->seen);
}

const stet_format stet_format_gitlab = {
    .name = "gitlab",
    .summary = "GitLab's Code Quality report",
    .fingerprints = true,
    .begin = begin,
    .finding = finding,
    .trouble = trouble,
    .end = end,
    .release = release,
};
