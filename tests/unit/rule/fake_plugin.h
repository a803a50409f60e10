/* SPDX-License-Identifier: Apache-2.0 */
/**
 * fake_plugin.h - a plugin that looks for nothing, for the tests of the rule room.
 *
 * Its three check types have parameters of every type, with and without defaults,
 * ranges and gates. Each test program has its own copy.
 */
#ifndef STET_TEST_FAKE_PLUGIN_H
#define STET_TEST_FAKE_PLUGIN_H

#include <stet/plugin.h>

typedef struct fake_phrase {
    const stet_pattern *phrase;
} fake_phrase;

typedef struct fake_banned {
    stet_list phrases;
    stet_list patterns;
    bool ignore_case;
    bool whole_words;
} fake_banned;

typedef struct fake_count {
    int unit;
    int64_t min;
    int64_t max;
    double share;
    stet_str note;
    bool strict_mode;
} fake_count;

typedef struct fake_word {
    stet_str word;
} fake_word;

typedef struct fake_pair {
    const stet_pattern *from;
    stet_list to;
    int64_t weight;
} fake_pair;

typedef struct fake_prefer {
    stet_list pairs;
} fake_prefer;

static const stet_param fake_phrase_params[] = {
    STET_PHRASE(fake_phrase, phrase, .gate = true, .ignore_case = "ignore_case",
                .doc = "Words as they stand in a text."),
};

static const stet_param fake_pattern_params[] = {
    STET_PATTERN(fake_phrase, phrase, .gate = true, .ignore_case = "ignore_case",
                 .whole_words = "whole_words", .doc = "A PCRE2 pattern."),
};

static const stet_param fake_banned_params[] = {
    STET_LIST(fake_banned, phrases, fake_phrase, fake_phrase_params, .preset = "[]",
              .doc = "What must not be written."),
    STET_LIST(fake_banned, patterns, fake_phrase, fake_pattern_params, .preset = "[]",
              .doc = "The same as patterns."),
    STET_BOOL(fake_banned, ignore_case, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
    STET_BOOL(fake_banned, whole_words, .preset = "false",
              .doc = "Whether patterns match whole words only."),
};

static const char *const fake_units[] = { "words", "sentences", "characters", NULL };

static const stet_param fake_count_params[] = {
    STET_CHOICE(fake_count, unit, .preset = "words", .choices = fake_units,
                .doc = "What is counted."),
    STET_INT(fake_count, min, .preset = "0", .min = 0, .max = 1000,
             .doc = "The least that is right."),
    STET_INT(fake_count, max, .min = 1, .doc = "The most that is right."),
    STET_REAL(fake_count, share, .preset = "0.5", .min = 0, .max = 1,
              .doc = "A part of the whole."),
    STET_TEXT(fake_count, note, .preset = "''", .min = 0, .max = 10,
              .doc = "A short text."),
    STET_BOOL(fake_count, strict_mode, .preset = "false", .doc = "A switch."),
};

static const stet_param fake_word_params[] = {
    STET_TEXT(fake_word, word, .doc = "A word to write in its place."),
};

static const stet_param fake_pair_params[] = {
    STET_PHRASE(fake_pair, from, .gate = true, .doc = "What is written."),
    STET_LIST(fake_pair, to, fake_word, fake_word_params, .min = 1, .max = 3,
              .doc = "What to write."),
    STET_INT(fake_pair, weight, .preset = "1", .doc = "How much it counts."),
};

static const stet_param fake_prefer_params[] = {
    STET_LIST(fake_prefer, pairs, fake_pair, fake_pair_params, .min = 1, .max = 1e6,
              .doc = "Pairs of phrases."),
};

static const stet_message fake_messages[] = {
    { "found", "take out “{match}”" },
    { "missing", "“{match}” is not there" },
};

static stet_status fake_run(stet_ctx *ctx, const void *check, void *state,
                            const stet_unit *unit)
{
    (void)ctx;
    (void)check;
    (void)state;
    (void)unit;
    return STET_OK;
}

static const stet_check_type fake_banned_type = {
    .name = "banned",
    .summary = "A banned phrase is used",
    .doc =
        "Finds phrases.\n\nThey may stand anywhere:\n  - at the start\n  - at the end",
    .scope = STET_SCOPE_BLOCK,
    .level = STET_WARNING,
    STET_MESSAGES(fake_messages),
    STET_PARAMS(fake_banned, fake_banned_params),
    .run = fake_run,
};

static const stet_check_type fake_count_type = {
    .name = "count",
    .summary = "There is too much or too little of something",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(fake_messages),
    STET_PARAMS(fake_count, fake_count_params),
    .run = fake_run,
};

static const stet_check_type fake_prefer_type = {
    .name = "prefer",
    .summary = "There is a better phrase",
    .scope = STET_SCOPE_BLOCK,
    .level = STET_SUGGESTION,
    STET_MESSAGES(fake_messages),
    STET_PARAMS(fake_prefer, fake_prefer_params),
    .run = fake_run,
};

static const stet_check_type *const fake_checks[] = { &fake_banned_type,
                                                      &fake_count_type,
                                                      &fake_prefer_type };

static const stet_plugin fake_plugin = {
    STET_HEADER,
    "fake",
    "1.0",
    "Checks for tests",
    "https://example.org/",
    STET_CHECKS(fake_checks),
};

#endif
