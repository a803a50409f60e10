/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "cli/check.h"
#include "cli/command_p.h"
#include "cli/filter.h"

#include <inttypes.h>

static const stet_option options_table[] = {
    { .name = "annotate",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_filter_options, annotate),
      .doc = "Each record with what was found as a further member, its own bytes as "
             "they came (the default)." },
    { .name = "findings",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_filter_options, findings),
      .doc = "For each record an object of its own: line, id, verdict and findings." },
    { .name = "accept",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_filter_options, accept),
      .doc = "Only the lines that are accepted, as they came." },
    { .name = "reject",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_filter_options, reject),
      .doc = "Only the other lines, as they came: rejected or failed." },
    { .name = "key",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(stet_filter_options, key),
      .value = "NAME",
      .doc = "The name of the member that --annotate adds (default: stet)." },
    { .name = "fail-on",
      .type = STET_OPTION_CHOICE,
      .offset = offsetof(stet_filter_options, fail_on),
      .value = "LEVEL",
      .choices = stet_check_levels,
      .doc = "The least level of a finding that rejects a record: error (the default), "
             "warning, suggestion or never." },
    STET_OPTION_ROW_JOBS(stet_filter_options),
    { .name = "stdin-filename",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(stet_filter_options, stdin_filename),
      .value = "NAME",
      .complete = STET_COMPLETE_FILE,
      .doc = "Treat standard input as a file of this name: it decides how records are "
             "read, and which overrides apply." },
    STET_OPTION_ROW_MAX_RECORD(stet_filter_options),
};

static bool is_key(stet_str key)
{
    for (size_t i = 0; i < key.len; i++) {
        char c = key.ptr[i];
        bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    (c >= '0' && c <= '9') || c == '_' || c == '-';
        if (!good)
            return false;
    }
    return key.len > 0;
}

static bool read_form(stet_filter *filter)
{
    const stet_filter_options *options = filter->options;
    const struct {
        bool given;
        const char *name;
    } forms[] = { { options->annotate, "annotate" },
                  { options->findings, "findings" },
                  { options->accept, "accept" },
                  { options->reject, "reject" } };
    const char *chosen = NULL;
    for (size_t i = 0; i < STET_LEN(forms); i++) {
        if (forms[i].given && chosen)
            return stet_error_set(&filter->error,
                                  "--%s and --%s: one line cannot be both", chosen,
                                  forms[i].name);
        chosen = forms[i].given ? forms[i].name : chosen;
    }
    filter->form = stet_answer_form_find(chosen ? chosen : "annotate");
    return true;
}

static bool read_options(stet_filter *filter)
{
    static const uint32_t levels[] = { STET_ERROR, STET_WARNING, STET_SUGGESTION, 0 };
    const stet_filter_options *options = filter->options;
    const stet_cli *cli = filter->context.cli;
    if (cli->n_arguments) {
        stet_error_set(&filter->error, "stet filter reads standard input: it takes no "
                                       "paths");
        stet_error_hint(&filter->error, "run: stet filter <%s", cli->arguments[0]);
        return false;
    }
    filter->rejects = levels[options->fail_on];
    filter->key = options->key ? stet_str_from(options->key) : STET_STR("stet");
    filter->max_record = STET_MAX_RECORD;
    if (!is_key(filter->key))
        return stet_error_set(
            &filter->error, "--key takes a name of letters, digits, - and _, not “%s”",
            options->key);
    if (options->max_record &&
        !stet_check_read_size(options->max_record, &filter->max_record, &filter->error))
        return false;
    return read_form(filter);
}

static void summarize(const stet_filter *filter)
{
    const uint64_t *verdicts = filter->verdicts;
    uint64_t sum = verdicts[STET_ANSWER_ACCEPTED] + verdicts[STET_ANSWER_REJECTED] +
                   verdicts[STET_ANSWER_FAILED];
    stet_log_note(&filter->context.cli->log,
                  "%" PRIu64 " record%s: %" PRIu64 " accepted, %" PRIu64
                  " rejected, %" PRIu64 " failed",
                  sum, sum == 1 ? "" : "s", verdicts[STET_ANSWER_ACCEPTED],
                  verdicts[STET_ANSWER_REJECTED], verdicts[STET_ANSWER_FAILED]);
}

static stet_exit filter_all(stet_filter *filter)
{
    bool going =
        read_options(filter) && stet_filter_prepare(filter) && stet_filter_run(filter);
    if (filter->error.message)
        return stet_cli_fail(filter->context.cli, &filter->error);
    if (filter->context.n_errors)
        return STET_EXIT_TROUBLE;
    if (going)
        summarize(filter);
    return filter->in_trouble ? STET_EXIT_TROUBLE : STET_EXIT_CLEAN;
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    stet_filter filter = { .options = options, .error = STET_ERROR_NONE };
    stet_exit status = STET_EXIT_TROUBLE;
    if (stet_context_open(&filter.context, cli, common))
        status = filter_all(&filter);
    stet_buffer_release(&filter.out);
    stet_arena_release(&filter.arena);
    stet_error_release(&filter.error);
    stet_context_close(&filter.context);
    return status;
}

const stet_command stet_command_filter = {
    .name = "filter",
    .summary = "check a stream of JSON Lines: a line in, a line out",
    .arguments = "",
    .doc =
        "Reads JSON Lines from standard input, and writes for each line exactly one, "
        "in "
        "the same order. A line is answered as soon as nothing more is at hand, so "
        "another program may hold a conversation with it. It needs no working "
        "directory, no home, no cache and no network: this is how an engine for big "
        "data runs stet on many machines.\n"
        "With --annotate, each record comes out with a member more, \"stet\": "
        "{\"verdict\": "
        "\"accepted\", \"findings\": []}; its own bytes stay as they are. The verdict "
        "is "
        "accepted, rejected (a finding of the level of --fail-on) or failed. A line "
        "that "
        "cannot be read, is too long or is no object becomes an object that holds this "
        "member alone, with the failures. Places count from the start of the line, so "
        "that the answer is the same wherever the stream is cut. With --findings each "
        "line is an object of what was found; a blank line stays blank.\n"
        "With --accept or --reject there are fewer lines: those of one kind, byte for "
        "byte. Failed lines are not accepted; blank ones are left out. A line over "
        "--max-record cannot be handed on: --reject tells of it by an object.\n"
        "Findings and broken lines are no failure: the status is 0. It is 2 when "
        "something kept lines from being checked: a rule set with errors, a rule that "
        "could not be evaluated, a failed read or write. Rules that look at the whole "
        "batch cannot speak here; they are named on standard error, unless --quiet.",
    .options = options_table,
    .n_options = STET_LEN(options_table),
    .options_size = sizeof(stet_filter_options),
    .loads = true,
    .run = run,
};
