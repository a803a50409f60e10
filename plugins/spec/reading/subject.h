/* SPDX-License-Identifier: Apache-2.0 */
/**
 * subject.h - what a rule counts or looks at: units, or phrases and patterns.
 *
 * The subject of a rule is a unit (reading.h), or what phrases and patterns find in
 * place of one; then only those units that are among given words, or written in some
 * case; then each different one once. SPEC_SUBJECT_PARAMS puts these parameters into
 * the table of a check type whose options hold a spec_subject, so that all check types
 * say them alike.
 *
 * In the profile `stet` phrases and patterns are looked for in each block that the rule
 * looks at; a literal profile looks for them in all of the raw markup, as if it were
 * one. What `transform` does to the text before is view.h's.
 */
#ifndef STET_SPEC_SUBJECT_H
#define STET_SPEC_SUBJECT_H

#include "reading/reading.h"
#include "reading/view.h"
#include "spec.h"

enum { SPEC_WRITTEN_ANY, SPEC_WRITTEN_UPPER, SPEC_WRITTEN_LOWER };
extern const char *const spec_written_choices[];

typedef struct spec_subject {
    int unit; /**< A spec_unit; before it is prepared, a row of spec_counted_names. */
    stet_str separator;          /**< Of parts. */
    stet_list phrases, patterns; /**< spec_item: in place of the unit. */
    stet_list among;             /**< spec_text: only units that are one of these. */
    int written;                 /**< SPEC_WRITTEN_...: only units written so. */
    bool distinct;               /**< Each different one once. */
    stet_str what;               /**< How messages call it; "": by its unit. */
} spec_subject;

/** Rows for a table of parameters: `S` has the spec_subject as its member `m`, which
   must be a plain member, and a boolean parameter `ignore_case`. */
#define SPEC_SUBJECT_PARAMS(S, m)                                                      \
    { .name = "unit",                                                                  \
      .type = STET_T_CHOICE,                                                           \
      .offset = offsetof(S, m.unit),                                                   \
      .preset = "auto",                                                                \
      .choices = spec_counted_names,                                                   \
      .doc = "What is counted; docs/units.md has the meaning of each. auto: what "     \
             "phrases and patterns find, without any words." },                        \
        { .name = "separator",                                                         \
          .type = STET_T_TEXT,                                                         \
          .offset = offsetof(S, m.separator),                                          \
          .preset = "''",                                                              \
          .doc = "What parts the unit `parts`: a line that is this text; without it, " \
                 "a thematic break." },                                                \
        { .name = "phrases",                                                           \
          .type = STET_T_LIST,                                                         \
          .offset = offsetof(S, m.phrases),                                            \
          .preset = "[]",                                                              \
          .sub = spec_gate_phrase_params,                                              \
          .n_sub = 1,                                                                  \
          .sub_size = sizeof(spec_item),                                               \
          .doc = "In place of a unit: these words, as they stand." },                  \
        { .name = "patterns",                                                          \
          .type = STET_T_LIST,                                                         \
          .offset = offsetof(S, m.patterns),                                           \
          .preset = "[]",                                                              \
          .sub = spec_gate_pattern_params,                                             \
          .n_sub = 1,                                                                  \
          .sub_size = sizeof(spec_item),                                               \
          .doc = "The same as PCRE2 patterns." },                                      \
        { .name = "among",                                                             \
          .type = STET_T_LIST,                                                         \
          .offset = offsetof(S, m.among),                                              \
          .preset = "[]",                                                              \
          .sub = spec_text_params,                                                     \
          .n_sub = 1,                                                                  \
          .sub_size = sizeof(spec_text),                                               \
          .doc = "Only units that are one of these, such as words of a list." },       \
        { .name = "written",                                                           \
          .type = STET_T_CHOICE,                                                       \
          .offset = offsetof(S, m.written),                                            \
          .preset = "any",                                                             \
          .choices = spec_written_choices,                                             \
          .doc = "Only units that are written in capitals, or in small letters." },    \
        { .name = "distinct",                                                          \
          .type = STET_T_BOOL,                                                         \
          .offset = offsetof(S, m.distinct),                                           \
          .preset = "false",                                                           \
          .doc = "Whether equal ones count once." },                                   \
    {                                                                                  \
        .name = "what", .type = STET_T_TEXT, .offset = offsetof(S, m.what),            \
        .preset = "''", .doc = "How messages call what is counted."                    \
    }

/** The parameter that says how case counts, and the profile. */
#define SPEC_PROFILE_PARAM(S, f)                                                      \
    STET_CHOICE(S, f, .preset = "stet", .choices = spec_profile_names,                \
                .doc = "How the text is read: `stet` as docs/units.md says, or with " \
                       "the literal meaning of a reference.")

/** To be asked in `create`: whether the profile has the unit. Fails the rule if not. */
bool spec_subject_is_known(stet_ctx *ctx, const spec_subject *subject, int profile);
/** Makes a subject of parameters ready, in `create`: `auto` becomes a unit, texts go
    through the steps of `transform`. Fails the rule where they do not go together. */
bool spec_subject_prepare(stet_ctx *ctx, spec_subject *subject, int profile,
                          bool ignore_case, const stet_list *transform);
/** Whether something is looked for in place of units. */
bool spec_subject_is_found(const spec_subject *subject);
/** All of it, in order; a unit that is blank only where nothing else is asked of it. */
spec_reading spec_subject_read(const spec_view *view, const spec_subject *subject,
                               bool ignore_case);
/** How many, and which: `all` is what was read for that, or is without text where the
   host knew the number. */
uint64_t spec_subject_tally(const spec_view *view, const spec_subject *subject,
                            bool ignore_case, spec_reading *all);
/** How many; blank units do not count. */
uint64_t spec_subject_amount(const spec_view *view, const spec_subject *subject,
                             bool ignore_case);
/** "words", "word" for one of them. */
stet_str spec_subject_name(stet_ctx *ctx, const spec_subject *subject, uint64_t amount);

/** Every match of two lists of spec_item that are gates of the rule, in order of their
    starts. */
spec_reading spec_find_all(const spec_view *view, const stet_list *first,
                           const stet_list *second);
/** How many of a list of gates match nowhere; these are left in `missing`, which has
   room for all. */
size_t spec_find_missing(const spec_view *view, const stet_list *list,
                         spec_item *missing);

#endif
