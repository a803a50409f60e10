/* SPDX-License-Identifier: Apache-2.0 */
/**
 * parts.h - rules of the whole batch, all check types that there are, and random
 * records in which each of them finds something.
 */
#ifndef STET_TEST_CLI_PARTS_H
#define STET_TEST_CLI_PARTS_H

#include "rule/plugin_loader.h"
#include "rule/rule_set.h"
#include "rule/three_ways.h"

static const char parts_rules[] =
    "name: parts\n"
    "texts:\n"
    "  - files: '*.jsonl'\n"
    "    id: /id\n"
    "    fields: {question: /question, answer: /answer, editor: /editor, key: /key,\n"
    "      item: /item, rater: /rater, label: /label, labels: /labels}\n"
    "    text: [question, answer]\n"
    "    optional: true\n"
    "overrides:\n"
    "  - files: ['sub/*.jsonl']\n"
    "    rules: {near: {level: error}, value: {level: suggestion}}\n"
    "  - files: ['c.jsonl']\n"
    "    rules: {rare: {common: 0.6}}\n"
    "rules:\n"
    "  same: {check: batch.duplicates, threshold: 1}\n"
    "  near: {check: batch.duplicates, threshold: 0.6}\n"
    "  together: {check: batch.duplicates, together: true, only-same: [editor]}\n"
    "  other-answer: {check: batch.duplicates, in: question, unless-same: [answer]}\n"
    "  opening: {check: batch.openings, words: 2, share: 0.05, min-count: 3}\n"
    "  opening-case: {check: batch.openings, words: 1, share: 0, min-count: 2,\n"
    "    ignore-case: false}\n"
    "  ids: {check: batch.unique}\n"
    "  keys: {check: batch.unique, of: [editor, key], ignore-case: true}\n"
    "  value: {check: batch.balance, of: editor, max-share: 0.2, min-records: 5}\n"
    "  named: {check: batch.balance, of: editor, values: [ann, nobody], min-share: "
    "0.3,\n"
    "    min-records: 5}\n"
    "  records: {check: batch.records, max: 3}\n"
    "  per-file: {check: batch.records, per: file, min: 3, max: 4}\n"
    "  raters: {check: batch.agreement, min: 1, min-items: 4}\n"
    "  labels: {check: batch.agreement, labels: labels, measure: alpha-ordinal,\n"
    "    order: [low, middle, high], min: 1, min-items: 4}\n"
    "  two: {check: batch.agreement, labels: labels, measure: cohen, min-items: 4}\n"
    "  rare: {check: record.drift, min-records: 6, depth: 3, lists: true, common: "
    "0.8,\n"
    "    rare: 0.2}\n"
    "  rare-all: {check: record.drift, min-records: 6, per: batch, places: 2,\n"
    "    common: 0.8, rare: 0.2}\n";

static inline bool parts_read_rules(void *user, const char *path, stet_buffer *out,
                                    stet_error *error)
{
    (void)user, (void)path, (void)error;
    stet_buffer_add_text(out, parts_rules);
    return true;
}

/** The rules, by the plugins that are in the program, or where the build has put them;
    NULL, and why is said. Both are released by who calls. */
static inline stet_rule_set *parts_load(stet_registry *registry)
{
    const stet_plugin_places places = { .installed =
                                            STET_TEST_BUILD "/lib/stet/plugins" };
    const stet_rule_set_options options = { .registry = registry,
                                            .cache = STET_STR(""),
                                            .read = parts_read_rules };
    stet_diagnostics errors = { 0 };
    stet_buffer all = { 0 };
    stet_plugin_loader_load(registry, &places, &errors);
    stet_rule_set *set = stet_rule_set_load(STET_STR("stet.yaml"), &options, &errors);
    stet_diagnostics_write(&errors, false, &all);
    fputs(all.ptr ? all.ptr : "", stderr);
    stet_buffer_release(&all);
    stet_diagnostics_release(&errors);
    return set;
}

static inline void parts_add_text(chance *c, stet_buffer *out)
{
    static const char *const texts[] = {
        "The mill was built in 1820 by two brothers who had come from the coast, and "
        "it ground the corn of the whole valley until the railway came.",
        "There are many ways to bake bread, and all of them need patience, warm water "
        "and a hot oven.",
        "Run this: `make all`, then look at what was written in the last line.",
        "How many people live in the city of Lima today?",
    };
    static const char *const changes[] = { "", "", "", " Indeed.", " **Mind** that!" };
    const char *text = CHANCE_PICK(c, texts);
    bool cut = chance_below(c, 4) == 0;
    for (const char *at = text; *at; at++) {
        if (cut && *at == ' ' && chance_below(c, 12) == 0)
            stet_buffer_format(out, " word%u", chance_below(c, 50));
        stet_buffer_add_char(out, chance_below(c, 200) == 0 && *at == 'm' ? 'M' : *at);
    }
    stet_buffer_add_text(out, CHANCE_PICK(c, changes));
}

static inline void parts_add_labels(chance *c, stet_buffer *out)
{
    static const char *const labels[] = { "low", "middle", "high", "none" };
    stet_buffer_format(out, ", \"labels\": {\"ann\": \"%s\", \"bob\": \"%s\"%s}",
                       CHANCE_PICK(c, labels), CHANCE_PICK(c, labels),
                       chance_below(c, 60) ? "" : ", \"cy\": \"low\"");
}

static inline void parts_add_record(chance *c, stet_buffer *out)
{
    static const char *const editors[] = { "ann", "bob", "Bob", "cy", "dee" };
    static const char *const ends[] = { "\n", "\n", "\r\n", "\n\n" };
    stet_buffer_format(out, "{\"id\": \"%u\", \"question\": \"", chance_below(c, 300));
    parts_add_text(c, out);
    stet_buffer_add_text(out, "\", \"answer\": \"");
    parts_add_text(c, out);
    stet_buffer_format(out, "\", \"editor\": \"%s\", \"key\": \"%u\"",
                       CHANCE_PICK(c, editors), chance_below(c, 40));
    if (chance_below(c, 3))
        stet_buffer_format(
            out, ", \"item\": \"%u\", \"rater\": \"%s\", \"label\": \"%u\"",
            chance_below(c, 20), CHANCE_PICK(c, editors), chance_below(c, 3));
    if (chance_below(c, 3))
        parts_add_labels(c, out);
    if (chance_below(c, 12) == 0)
        stet_buffer_format(out, ", \"extra\": [{\"a\": %s}, {\"b\": null}]",
                           chance_below(c, 2) ? "1" : "\"x\"");
    if (chance_below(c, 9))
        stet_buffer_format(out, ", \"score\": %s", chance_below(c, 9) ? "3" : "\"3\"");
    stet_buffer_format(out, "}%s", CHANCE_PICK(c, ends));
}

#endif
