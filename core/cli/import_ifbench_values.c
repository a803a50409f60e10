/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/import_ifbench.h"

#include "base/buffer.h"
#include "base/str.h"
#include "base/utf8.h"

#include <inttypes.h>

static int64_t number_of(const stet_import_values *values, const char *name)
{
    return stet_import_get(values, name)->number;
}

static stet_str text_of(const stet_import_values *values, const char *name)
{
    return stet_str_trim(stet_import_get(values, name)->text);
}

static void add_yaml(stet_import_values *values, const char *name, stet_str text)
{
    stet_import_add(values, name, STET_IMPORT_YAML)->text = text;
}

static bool is_from_one(const stet_import_values *values, const char *name,
                        stet_error *error)
{
    return number_of(values, name) > 0 ||
           stet_error_set(error, "`%s` counts from 1", name);
}

bool stet_import_ifbench_five_keywords(stet_import_values *values, stet_error *error)
{
    static const char *const names[][2] = {
        { "keyword1", "pattern1" }, { "keyword2", "pattern2" },
        { "keyword3", "pattern3" }, { "keyword4", "pattern4" },
        { "keyword5", "pattern5" },
    };

    (void)error;
    for (size_t i = 0; i < STET_LEN(names); i++)
        stet_import_add_text(
            values, names[i][1],
            stet_import_escape(values->arena, text_of(values, names[i][0])));
    return true;
}

bool stet_import_ifbench_word_bounds(stet_import_values *values, stet_error *error)
{
    int64_t min = number_of(values, "min_words");
    int64_t max = number_of(values, "max_words");

    (void)error;
    if (min > max)
        add_yaml(values, "bounds",
                 stet_arena_format(values->arena,
                                   STET_IMPORT_NEVER
                                   "message: At least %" PRId64 " and at most %" PRId64
                                   " words are asked for, which no text can have.",
                                   min, max));
    else
        add_yaml(values, "bounds",
                 stet_arena_format(values->arena, "min: %" PRId64 "\nmax: %" PRId64,
                                   min, max));
    return true;
}

bool stet_import_ifbench_every_one(stet_import_values *values, stet_error *error)
{
    return is_from_one(values, "N", error);
}

bool stet_import_ifbench_separator(stet_import_values *values, stet_error *error)
{
    (void)error;
    stet_import_add_text(
        values, "pattern",
        stet_import_escape(values->arena, stet_import_get(values, "sep")->text));
    return true;
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '_' || (unsigned char)c >= 0x80;
}

/* Whether a, b and c come first, each with what is no letter before it: choices that
   are letters must be answered to the letter. */
static bool are_letters(stet_str options)
{
    size_t at = 0;

    for (int letter = 'a'; letter <= 'c'; letter++) {
        while (at < options.len && !is_word(options.ptr[at]))
            at++;
        if (at == options.len || (options.ptr[at] | 0x20) != letter)
            return false;
        at++;
    }
    return true;
}

/* Where the next separator stands at or behind `at`; the end when there is none. */
static size_t find(stet_str text, size_t at, const char *separator)
{
    size_t len = strlen(separator);

    for (; at + len <= text.len; at++)
        if (memcmp(text.ptr + at, separator, len) == 0)
            return at;
    return text.len;
}

bool stet_import_ifbench_choices(stet_import_values *values, stet_error *error)
{
    stet_str options = stet_import_get(values, "options")->text;
    const char *separator = find(options, 0, "/") < options.len    ? "/"
                            : find(options, 0, "or") < options.len ? "or"
                                                                   : ",";
    stet_str *texts =
        stet_arena_alloc(values->arena, (options.len + 1) * sizeof *texts);
    size_t n = 0;

    (void)error;
    for (size_t at = 0; at <= options.len;) {
        size_t end = find(options, at, separator);
        texts[n++] = stet_str_trim((stet_str){ options.ptr + at, end - at });
        at = end + strlen(separator);
    }
    stet_import_value *choices = stet_import_add(values, "choices", STET_IMPORT_TEXTS);
    choices->texts = texts;
    choices->n_texts = n;
    add_yaml(values, "trim",
             stet_str_from(are_letters(options) ? "trim: nothing"
                                                : "trim: marks\nignore-case: true"));
    return true;
}

/* The reference compares a share times a hundred with a percentage, in binary: where
   that is more, or less, than it was, a share of exactly so much is too much, or too
   little. */
static stet_str at_most(stet_arena *arena, int64_t percentage)
{
    double share = (double)percentage / 100;

    return share * 100 > (double)percentage
               ? stet_arena_format(arena, "%.12f", share - 1e-10)
               : stet_arena_format(arena, "%.2f", share);
}

static stet_str at_least(stet_arena *arena, int64_t percentage)
{
    double share = (double)percentage / 100;

    return share * 100 < (double)percentage
               ? stet_arena_format(arena, "%.12f", share + 1e-10)
               : stet_arena_format(arena, "%.2f", share);
}

bool stet_import_ifbench_share(stet_import_values *values, stet_error *error)
{
    (void)error;
    add_yaml(values, "share", at_most(values->arena, number_of(values, "percentage")));
    return true;
}

bool stet_import_ifbench_overlap(stet_import_values *values, stet_error *error)
{
    enum { ABOUT = 2 };
    int64_t percentage = number_of(values, "percentage");
    stet_str max = at_most(values->arena, percentage + ABOUT);
    stet_str min = at_least(values->arena, percentage > ABOUT ? percentage - ABOUT : 0);

    (void)error;
    if (percentage + ABOUT < 0) {
        add_yaml(values, "bounds", STET_STR("min: 2"));
        return true;
    }
    add_yaml(values, "bounds",
             stet_arena_format(values->arena, "min: %.*s\nmax: %.*s", (int)min.len,
                               min.ptr, (int)max.len, max.ptr));
    return true;
}

/* The offset of the character number `n`; the end where there are fewer. */
static size_t offset_of(stet_str text, int64_t n)
{
    size_t at = 0;

    for (; n > 0 && at < text.len; n--)
        stet_utf8_next(text.ptr, &at);
    return at;
}

bool stet_import_ifbench_span(stet_import_values *values, stet_error *error)
{
    stet_str prompt = stet_import_get(values, "prompt_to_repeat")->text;
    size_t start = offset_of(prompt, number_of(values, "n_start"));
    size_t end = offset_of(prompt, number_of(values, "n_end") + 1);

    (void)error;
    if (end < start)
        end = start;
    stet_import_add_text(values, "span", (stet_str){ prompt.ptr + start, end - start });
    return true;
}

bool stet_import_ifbench_increment(stet_import_values *values, stet_error *error)
{
    int64_t step = number_of(values, "small_n");

    (void)error;
    add_yaml(values, "order",
             step == 0 ? STET_STR("order: equal")
                       : stet_arena_format(values->arena, "step: %" PRId64, step));
    return true;
}

bool stet_import_ifbench_sentence_keyword(stet_import_values *values, stet_error *error)
{
    int64_t n = number_of(values, "N");
    stet_str word =
        stet_import_escape(values->arena, stet_import_get(values, "word")->text);

    (void)error;
    stet_import_add_text(
        values, "pattern",
        stet_arena_format(values->arena, "\\b%.*s\\b", (int)word.len, word.ptr));
    add_yaml(values, "nth",
             stet_arena_format(values->arena, "%" PRId64, n == 0 ? -1 : n));
    return true;
}

bool stet_import_ifbench_keyword(stet_import_values *values, stet_error *error)
{
    (void)error;
    stet_import_add_text(values, "word", text_of(values, "keyword"));
    return true;
}

bool stet_import_ifbench_position(stet_import_values *values, stet_error *error)
{
    return is_from_one(values, "n", error) && is_from_one(values, "m", error) &&
           stet_import_ifbench_keyword(values, error);
}
