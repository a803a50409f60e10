/* SPDX-License-Identifier: Apache-2.0 */
#include "counts.h"
#include "expression.h"
#include "structure.h"

#define UNBOUND "1000000000000"

typedef struct metric_options {
    stet_str expression, measure;
    double min, max;
    int64_t min_words;
} metric_options;

typedef struct metric_check {
    const metric_options *options;
    structure_expression expression;
} metric_check;

static const stet_param params[] = {
    STET_TEXT(metric_options, expression,
              .doc = "What is measured: numbers and counts with + - * / ( ) and "
                     "sqrt(...)."),
    STET_TEXT(metric_options, measure, .more = STET_SAME, .preset = "''",
              .doc = "What messages call it; the expression when nothing is said."),
    STET_REAL(metric_options, min, .more = STET_STRICTER, .preset = "-" UNBOUND,
              .min = -1e12, .max = 1e12, .doc = "The least value that is allowed."),
    STET_REAL(metric_options, max, .more = STET_LOOSER, .preset = UNBOUND, .min = -1e12,
              .max = 1e12, .doc = "The greatest value that is allowed."),
    STET_INT(metric_options, min_words, .more = STET_LOOSER, .preset = "0", .min = 0,
             .max = 1e9, .doc = "Texts of fewer words are not judged."),
};

static const stet_message messages[] = {
    { "low", "{measure} is {value}; at least {min} is wanted" },
    { "high", "{measure} is {value}; at most {max} is wanted" },
};

_Static_assert(STRUCTURE_N_UNITS <= 32, "a bit for each unit");

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const metric_options *o = options;
    structure_expression_error error;
    metric_check *made = stet_keep(ctx, sizeof *made);

    if (!structure_expression_parse(o->expression, structure_unit_names,
                                    STRUCTURE_N_UNITS, &made->expression, &error)) {
        if (error.name.len > 0 && error.nearest)
            return stet_fail(ctx, "expression",
                             "%s: `%.*s`, at byte %zu of the expression; did you mean "
                             "`%s`? (a minus behind a name needs a blank before it)",
                             error.message, (int)error.name.len, error.name.ptr,
                             error.at, error.nearest);
        return stet_fail(ctx, "expression", "%s, at byte %zu of the expression",
                         error.message, error.at);
    }
    if (o->min <= -1e12 && o->max >= 1e12)
        return stet_fail(ctx, "min", "give min or max");
    if (o->min > o->max)
        return stet_fail(ctx, "min", "min is larger than max");
    made->options = o;
    *check = made;
    return STET_OK;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const metric_check *metric = check;
    const metric_options *o = metric->options;
    structure_counts counts;

    (void)state;
    if (o->min_words > 0 &&
        stet_count(ctx, unit->doc, STET_COUNT_WORDS) < (uint64_t)o->min_words)
        return STET_OK;
    structure_count(ctx, unit->doc, metric->expression.names, &counts);
    double value = structure_expression_value(&metric->expression, counts.of);
    bool high = value > o->max;
    if (!high && !(value < o->min))
        return STET_OK;
    stet_arg args[] = {
        { .name = "measure", .text = o->measure.len > 0 ? o->measure : o->expression },
        { .name = "value", .number = value },
        { .name = "min", .number = o->min },
        { .name = "max", .number = o->max },
    };
    stet_report(ctx, &(stet_finding){ .message = high,
                                      .span = structure_start(ctx, unit->doc),
                                      .args = args,
                                      .n_args = STET_LEN(args) });
    return STET_OK;
}

const stet_check_type structure_metric = {
    .name = "metric",
    .summary = "A number made of a text's counts is too small or too large",
    .doc =
        "Works out an expression, as `100 * links / words`, over these counts: words, "
        "sentences, syllables, strokes (letters and digits of words), letters, "
        "long-words (more than six letters), polysyllables (words of three syllables "
        "or more), complex-words (as the Gunning fog index counts them), "
        "lettered-words "
        "(those with a letter), in the blocks that `in` selects; and of the whole text "
        "characters, lines, paragraphs, "
        "headings, items, bullets, numbered-items, quotes, code-blocks, tables, links, "
        "images, code-spans, bold, italic; prose-lines (lines that are no code, table "
        "or "
        "rule), and of them bullet-lines, ellipsis-lines (ending in ...), ended-lines "
        "(ending in . ! ? or a quotation mark) and short-lines (30 characters at "
        "most); hashes (#) and ellipses. A text that would divide by zero is not "
        "judged. Points to the text's first word.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    .whole = true,
    STET_MESSAGES(messages),
    STET_PARAMS(metric_options, params),
    .create = create,
    .run = run,
};
