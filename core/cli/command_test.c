/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "base/str.h"
#include "cli/command_p.h"
#include "cli/context.h"
#include "rule/literal.h"

#include <inttypes.h>
#include <limits.h>
#include <unistd.h>

typedef struct test_options {
    bool shipped, strict;
} test_options;

static const stet_option options_table[] = {
    { .name = "shipped",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(test_options, shipped),
      .doc = "Test all rule sets that ship." },
    { .name = "strict",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(test_options, strict),
      .doc = "A rule without examples fails." },
};

/** How rare a literal must be (see stet_literal_weight) not to stand in nearly every
    text, and in nearly every page. */
enum { RARE_IN_TEXTS = 10 * 8, RARE_IN_PAGES = 15 * 8 };

/** The test of one rule set. */
typedef struct testing {
    stet_context *context;
    const test_options *options;
    const stet_rule_set *set;
    stet_engine *engine, *mender;
    stet_diagnostics found; /**< What is wrong, and notes. */
    uint64_t n_examples, n_failed, n_rules;
} testing;

static stet_str text_of(const stet_rule *rule)
{
    return rule->yaml && rule->yaml->file ? rule->yaml->file->bytes
                                          : (stet_str){ "", 0 };
}

static void fail_example(testing *t, const stet_rule *rule,
                         const stet_rule_example *example, const char *what)
{
    stet_diagnostics_add(&t->found, STET_SEVERITY_ERROR, rule->path, text_of(rule),
                         example->position, "%.*s: %s", (int)rule->name.len,
                         rule->name.ptr, what);
    t->n_failed++;
}

static void check(stet_engine *engine, const stet_rule *rule,
                  const stet_rule_example *example, stet_result *result)
{
    if (example->layout)
        stet_engine_check_records(engine, example->text, example->layout, rule, result);
    else
        stet_engine_check_text(engine, example->text, true, rule, result);
}

static void test_fix(testing *t, const stet_rule *rule,
                     const stet_rule_example *example)
{
    stet_result result = { 0 };
    check(t->mender, rule, example, &result);
    stet_str fixed = result.changed ? stet_buffer_str(&result.fixed) : example->text;
    if (!stet_str_equal(fixed, example->fixed)) {
        fail_example(t, rule, example, "this example is not mended as it should be");
        stet_diagnostics_hint(&t->found, "it becomes: %.*s", (int)fixed.len, fixed.ptr);
    }
    stet_result_release(&result);
}

static void test_example(testing *t, const stet_rule *rule,
                         const stet_rule_example *example)
{
    stet_result result = { 0 };
    check(t->engine, rule, example, &result);
    t->n_examples++;
    if (result.n_troubles) {
        fail_example(t, rule, example, "the rule could not be evaluated");
        stet_diagnostics_hint(&t->found, "%.*s", (int)result.troubles[0].message.len,
                              result.troubles[0].message.ptr);
    } else if (example->bad && !result.n_findings) {
        fail_example(t, rule, example, "this bad example is not found");
    } else if (!example->bad && result.n_findings) {
        fail_example(t, rule, example, "this good example is found");
        stet_diagnostics_hint(
            &t->found, "“%.*s”: %.*s", (int)result.findings[0].match.len,
            result.findings[0].match.ptr, (int)result.findings[0].message.len,
            result.findings[0].message.ptr);
    } else if (example->fixed.ptr) {
        test_fix(t, rule, example);
    }
    stet_result_release(&result);
}

/* A rule that no longer holds is dead weight, or its `until` was a slip. */
static void warn_of_end(testing *t, const stet_rule *rule)
{
    if (rule->term.state != STET_TERM_OVER)
        return;
    stet_buffer term = { 0 };
    stet_term_add(&term, &rule->term);
    stet_diagnostics_add(&t->found, STET_SEVERITY_WARNING, rule->path, text_of(rule),
                         rule->position, "%.*s holds no longer (%s)",
                         (int)rule->name.len, rule->name.ptr, term.ptr);
    stet_diagnostics_hint(&t->found, "take it out, or give it another `until`");
    stet_buffer_release(&term);
}

static void test_rule(testing *t, const stet_rule *rule)
{
    t->n_rules++;
    warn_of_end(t, rule);
    for (size_t i = 0; i < rule->n_examples; i++)
        test_example(t, rule, &rule->examples[i]);
    if (rule->n_examples)
        return;
    stet_diagnostics_add(&t->found,
                         t->options->strict ? STET_SEVERITY_ERROR : STET_SEVERITY_NOTE,
                         rule->path, text_of(rule), rule->position,
                         "%.*s has no examples", (int)rule->name.len, rule->name.ptr);
    t->n_failed += t->options->strict;
}

/* What of a pattern costs time in nearly every text, and what would help. */
typedef struct cost {
    const char *what, *help;
} cost;

static const cost costs[] = {
    { "requires no fixed piece of text",
      "it is tried in every paragraph, which costs time; a fixed word in it would make "
      "it cheap" },
    { "requires no more than a very short piece of text",
      "it is tried in nearly every text, which costs time; a longer fixed word in it "
      "would make it cheap" },
    { "requires a common piece of text only, and may begin anywhere before that",
      "nearly every paragraph is searched for it from the start, which costs time; say "
      "how far it may reach, as in \\w{1,20} for \\w+" },
    { "can match in too many ways at one place",
      "each of them is counted, which takes ten times as long; bounds that are nearer, "
      "{1,20}+ for {1,20} and words in groups of 32 at most make them fewer" },
};

/* How rare the commonest of its literals is: about -log2 of its frequency, in eighths
   of a bit; see rule/literal.h. */
static unsigned rarity_of(const struct stet_pattern *pattern)
{
    unsigned rarity = UINT_MAX;
    for (uint32_t i = 0; i < pattern->n_literals; i++) {
        unsigned weight = stet_literal_weight(pattern->literals[i]);
        rarity = weight < rarity ? weight : rarity;
    }
    return rarity;
}

static const cost *cost_of(const struct stet_pattern *pattern)
{
    bool has_bound = pattern->before != STET_BEFORE_ANY || pattern->phrase;
    if (pattern->gate && pattern->many_ways)
        return &costs[3];
    if (!pattern->gate || (pattern->at_start && pattern->n_literals > 0))
        return NULL;
    if (pattern->n_literals == 0)
        return &costs[0];
    if (rarity_of(pattern) < RARE_IN_TEXTS)
        return &costs[1];
    return has_bound || rarity_of(pattern) >= RARE_IN_PAGES ? NULL : &costs[2];
}

/* Patterns that cost time in nearly every text are worth knowing of to who writes them:
   those of sets that this one extends are told of when these are tested. */
static void note_cost(testing *t, const struct stet_pattern *pattern)
{
    const cost *why = cost_of(pattern);
    if (!why || !stet_str_equal(pattern->path, t->set->path))
        return;
    stet_diagnostics_add(&t->found, STET_SEVERITY_NOTE, pattern->path, STET_STR(""),
                         pattern->position, "the pattern “%.*s” %s",
                         (int)pattern->source.len, pattern->source.ptr, why->what);
    stet_diagnostics_hint(&t->found, "%s", why->help);
}

static bool make_engines(testing *t)
{
    stet_engine_options options = stet_context_engine_options(t->context);
    t->engine = stet_engine_new(t->set, &options, &t->context->errors);
    options.fix = STET_FIX_ALL;
    if (t->engine)
        t->mender = stet_engine_new(t->set, &options, &t->context->errors);
    stet_context_tell(t->context);
    return t->engine && t->mender;
}

static stet_exit write_result(testing *t)
{
    const stet_cli *cli = t->context->cli;
    stet_buffer out = { 0 };
    stet_diagnostics_write(&t->found, cli->color_stdout, &out);
    stet_exit status = stet_cli_write(cli, &out);
    stet_buffer_format(&out,
                       "%.*s: %" PRIu64 " of %" PRIu64 " examples of %" PRIu64
                       " rules as they should be\n",
                       (int)t->set->name.len, t->set->name.ptr,
                       t->n_examples -
                           (t->n_failed < t->n_examples ? t->n_failed : t->n_examples),
                       t->n_examples, t->n_rules);
    if (!t->context->common->quiet)
        stet_file_write_fd(STDERR_FILENO, stet_buffer_str(&out));
    stet_buffer_release(&out);
    if (status == STET_EXIT_CLEAN && t->n_failed)
        status = STET_EXIT_FINDINGS;
    return status;
}

static stet_exit test_set(stet_context *context, const test_options *options,
                          const char *name)
{
    testing t = { .context = context, .options = options };
    stet_exit status = STET_EXIT_TROUBLE;
    context->store.options.try_all = true;
    t.set = stet_context_rule_set(context, name);
    if (t.set && make_engines(&t)) {
        for (size_t i = 0; i < t.set->n_named && !*context->cli->stop; i++)
            test_rule(&t, &t.set->rules[i]);
        for (size_t i = 0; i < t.set->patterns.count; i++)
            note_cost(&t, t.set->patterns.items[i]);
        status = write_result(&t);
    }
    stet_diagnostics_release(&t.found);
    stet_engine_free(t.mender);
    stet_engine_free(t.engine);
    return status;
}

static stet_exit test_shipped(stet_context *context, const test_options *options)
{
    stet_arena arena = { 0 };
    stet_exit worst = STET_EXIT_CLEAN;
    const char *const *names = stet_rule_set_shipped(context->rules.ptr, &arena);
    for (size_t i = 0; names[i]; i++) {
        stet_str name = stet_arena_format(&arena, "stet:%s", names[i]);
        stet_exit status = test_set(context, options, name.ptr);
        worst = status > worst ? status : worst;
    }
    stet_arena_release(&arena);
    return worst;
}

static stet_exit test_all(stet_context *context, const test_options *options)
{
    const stet_cli *cli = context->cli;
    stet_exit worst = STET_EXIT_CLEAN;
    if (options->shipped)
        worst = test_shipped(context, options);
    else if (!cli->n_arguments)
        worst = test_set(context, options, NULL);
    for (size_t i = 0; i < cli->n_arguments; i++) {
        stet_exit status = test_set(context, options, cli->arguments[i]);
        worst = status > worst ? status : worst;
    }
    return worst;
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    stet_context context;
    stet_exit status = STET_EXIT_TROUBLE;
    if (stet_context_open(&context, cli, common))
        status = test_all(&context, options);
    stet_context_close(&context);
    return status;
}

const stet_command stet_command_test = {
    .name = "test",
    .summary = "run the examples that are written beside each rule",
    .arguments = "[RULESET...]",
    .doc =
        "Runs the examples of every rule: a bad one must be found by its rule, a good "
        "one must not, and one with a fixed text must be mended into it. Notes tell of "
        "rules without examples, of patterns that cost time and of rules that hold no "
        "longer.\n"
        "Exit status 1: an example is not as it should be.",
    .one = "An example is not as it should be.",
    .complete = STET_COMPLETE_RULE_SET,
    .options = options_table,
    .n_options = STET_LEN(options_table),
    .options_size = sizeof(test_options),
    .loads = true,
    .run = run,
};
