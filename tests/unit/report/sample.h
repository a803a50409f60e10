/* SPDX-License-Identifier: Apache-2.0 */
/**
 * sample.h - hand-made results with nasty texts, and the report of them in a format.
 *
 * Two sources: a Markdown file with a finding that has fixes, and a data file with a
 * finding in a record, a record that could not be read and a rule that could not be
 * evaluated.
 */
#ifndef STET_TEST_REPORT_SAMPLE_H
#define STET_TEST_REPORT_SAMPLE_H

#include "base/buffer.h"
#include "base/str.h"
#include "report/writer.h"

static const stet_check_type sample_type = {
    .name = "banned",
    .summary = "words that must not be used",
    .level = STET_ERROR,
};

static const stet_check_type *const sample_types[] = { &sample_type };

static const stet_plugin sample_plugin = {
    STET_HEADER,          .name = "phrasing",     .version = "1.2.0",
    .summary = "wording", .checks = sample_types, .n_checks = 1,
};

static stet_registered_plugin sample_registered[] = {
    { &sample_plugin, { "(built in)", 10 } },
};

static stet_registered_check sample_check = { { "phrasing.banned", 15 },
                                              &sample_type,
                                              &sample_plugin };

static const stet_registry sample_registry = {
    .plugins = sample_registered,
    .n_plugins = 1,
    .checks = &sample_check,
    .n_checks = 1,
};

/* The second rule belongs to no check type, as the one about marks does. */
static const stet_rule sample_rules[] = {
    { .name = { "no-disclaimer", 13 },
      .check = &sample_check,
      .level = STET_ERROR,
      .why = { "It says nothing.", 16 },
      .url = { "https://example.org/why", 23 } },
    { .name = { "stet-mark", 9 },
      .level = STET_SUGGESTION,
      .url = { "not an address", 14 } },
};

static const stet_rule_set sample_set = {
    .name = { "music", 5 },
    .version = { "2026.11.3", 9 },
    .hash = "0123456789abcdef",
    .rules = sample_rules,
    .n_rules = 2,
};

static const stet_rule_set *const sample_sets[] = { &sample_set };

static const stet_source_edit sample_delete[] = {
    { 27, 29, { "", 0 }, { 27, 3, 6, 6, 6 }, { 29, 3, 8, 8, 8 } },
};
static const stet_source_edit sample_both[] = {
    { 20, 21, { "\"x\"", 3 }, { 20, 3, 1, 1, 1 }, { 21, 3, 2, 2, 2 } },
    { 27, 27, { "<b>", 3 }, { 0 }, { 0 } },
};
static const stet_source_fix sample_fixes[] = {
    { { "Delete it", 9 }, true, sample_delete, 1 },
    { { "Write both", 10 }, false, sample_both, 2 },
};

static const stet_related sample_related[] = {
    { { "b.md", 4 }, 0, { 0, 1, 1, 1, 1 }, { 4, 1, 5, 5, 5 } },
};

/** Quotes, what ends CDATA, a command of GitHub, a line end, an escape sequence, a bidi
    control, a character that XML does not have, a byte that is not UTF-8. */
#define SAMPLE_MESSAGE                   \
    "take \"out\" <a> & 'b' ]]> | 50%, " \
    "ok\n::error::x\x1b[31m\xe2\x80\xae\xef\xbf\xbe\xff"

static const stet_located sample_findings[] = {
    { .rule = &sample_rules[0],
      .level = STET_ERROR,
      .path = { "docs/a,b: c.md", 14 },
      .message = { SAMPLE_MESSAGE, sizeof SAMPLE_MESSAGE - 1 },
      .match = { "ve", 2 },
      .start = { 27, 3, 6, 6, 6 },
      .end = { 29, 3, 8, 8, 8 },
      .excerpt = { "\tverywide text", 14 },
      .excerpt_start = 3,
      .excerpt_end = 5,
      .fingerprint = 0xABC,
      .fixes = sample_fixes,
      .n_fixes = 2,
      .related = sample_related,
      .n_related = 1 },
    { .rule = &sample_rules[1],
      .level = STET_SUGGESTION,
      .path = { "=logs/a.jsonl", 13 },
      .record = 42,
      .id = { "@q\"17", 5 },
      .field = { "answer", 6 },
      .message = { "+1 for it", 9 },
      .match = { "a\tb", 3 },
      .start = { 1042, 42, 118, 119, 120 },
      .end = { 1064, 43, 4, 4, 5 },
      .excerpt = { "one two", 7 },
      .excerpt_start = 4,
      .excerpt_end = 7,
      .fingerprint = 0xFFFFFFFFFFFFFFFF },
};

static const stet_trouble sample_troubles[] = {
    { .path = { "=logs/a.jsonl", 13 },
      .record = 44,
      .point = { 2000, 44, 7, 7, 7 },
      .message = { "this line is not JSON: \x01", 24 } },
    { .path = { "=logs/a.jsonl", 13 },
      .rule = { "no-disclaimer", 13 },
      .message = { "the pattern gave up", 19 } },
};

static const stet_tally sample_tally = {
    .sources = 2,
    .records = 44,
    .bytes = 2100,
    .errors = 1,
    .suggestions = 1,
    .failed = 2,
    .suppressed = 3,
    .fixed = 4,
};

/** The sample in a format; release it. `empty`: nothing was found. */
static inline stet_buffer sample_report(const char *name, bool color, unsigned width,
                                        bool empty)
{
    const stet_run_info run = {
        .version = "9.8.7",
        .sets = sample_sets,
        .n_sets = 1,
        .registry = &sample_registry,
        .color = color,
        .width = width,
    };
    const stet_tally none = { .sources = 2 };
    const stet_format *format = stet_format_find(stet_str_from(name));
    stet_buffer out = { 0 };
    stet_writer writer = { .run = &run, .out = &out };
    if (format->begin)
        format->begin(&writer);
    if (!empty) {
        format->finding(&writer, &sample_findings[0]);
        format->finding(&writer, &sample_findings[1]);
        format->trouble(&writer, &sample_troubles[0]);
        format->trouble(&writer, &sample_troubles[1]);
    }
    if (format->end)
        format->end(&writer, empty ? &none : &sample_tally);
    if (format->release)
        format->release(&writer);
    stet_arena_release(&writer.arena);
    return out;
}

#endif
