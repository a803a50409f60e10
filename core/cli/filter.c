/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/filter.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/str.h"
#include "run/file_list.h"
#include "text/reader.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- How a line is read ---- */

/** What globs see of a stream that has no name. */
static const char no_name[] = "stdin.jsonl";

static bool is_of_lines(const stet_layout *layout)
{
    return layout && layout->reader == &stet_reader_jsonl;
}

/** Names the entries of `texts` among which nobody can choose. */
static bool refuse_to_choose(stet_filter *filter)
{
    const stet_rule_set *set = filter->set;
    stet_buffer globs = { 0 };
    for (size_t i = 0; i < set->n_texts; i++)
        for (size_t n = 0;
             is_of_lines(&set->texts[i].layout) && n < set->texts[i].n_files; n++)
            stet_buffer_format(&globs, "%s%s", globs.len ? ", " : "",
                               set->texts[i].files[n].ptr);
    stet_error_set(&filter->error,
                   "the rule set reads JSON Lines in several ways, for: %s", globs.ptr);
    stet_error_hint(&filter->error,
                    "say which with --stdin-filename and a name that one of them fits");
    stet_buffer_release(&globs);
    return false;
}

/** The layout of a stream without a name: that for any JSON Lines, else the only one of
    the rule set, else the usual one. */
static bool choose_layout(stet_filter *filter)
{
    const stet_rule_set *set = filter->set;
    const stet_layout *only = NULL;
    size_t count = 0;
    const stet_layout *usual = stet_layout_plain(&stet_reader_jsonl);
    const stet_layout *found = stet_rule_set_layout(set, stet_str_from(no_name));
    for (size_t i = 0; i < set->n_texts; i++)
        if (is_of_lines(&set->texts[i].layout)) {
            only = &set->texts[i].layout;
            count++;
        }
    if (is_of_lines(found) && found != usual)
        filter->layout = *found;
    else if (count > 1)
        return refuse_to_choose(filter);
    else
        filter->layout = count ? *only : *usual;
    return true;
}

static bool read_name(stet_filter *filter)
{
    const char *name = filter->options->stdin_filename;
    stet_listed_file file;
    stet_file_list_describe(&file, stet_str_from(name ? name : "-"), true,
                            &filter->context.store, &filter->arena);
    if (stet_context_tell(&filter->context) || !file.set)
        return false;
    filter->set = file.set;
    filter->shown = name ? file.shown : STET_STR("<stdin>");
    filter->inside = name ? file.inside : stet_str_from(no_name);
    if (!name)
        return choose_layout(filter);
    if (!is_of_lines(file.layout))
        return stet_error_set(&filter->error,
                              "a line is read as JSON Lines, and “%s” is %s", name,
                              file.layout ? file.layout->reader->name : "left out");
    filter->layout = *file.layout;
    return true;
}

/* ---- What cannot be said ---- */

static void tell_silent_rules(const stet_filter *filter)
{
    const stet_rule_set *set = filter->set;
    uint8_t *levels = stet_memory_zalloc(set->n_rules + 1, 1);
    stet_buffer names = { 0 };
    stet_rule_set_levels(set, filter->inside, levels);
    for (size_t r = 0; r < set->n_named; r++)
        if (levels[r] && set->rules[r].check->type->scope == STET_SCOPE_BATCH)
            stet_buffer_format(&names, "%s%s", names.len ? ", " : "",
                               set->rules[r].name.ptr);
    if (names.len)
        stet_log_note(&filter->context.cli->log,
                      "rules that look at the whole batch cannot speak in a filter, "
                      "which knows one line at a time: %s",
                      names.ptr);
    stet_buffer_release(&names);
    free(levels);
}

bool stet_filter_prepare(stet_filter *filter)
{
    if (!read_name(filter))
        return false;
    if (!filter->layout.n_fields) {
        const stet_layout *usual = stet_layout_plain(&stet_reader_jsonl);
        filter->layout.fields = usual->fields;
        filter->layout.n_fields = usual->n_fields;
    }
    filter->layout.reader = &stet_reader_lines;
    tell_silent_rules(filter);
    if (filter->set->n_overrides && !filter->options->stdin_filename)
        stet_log_note(&filter->context.cli->log,
                      "the rule set has overrides for files: name the stream with "
                      "--stdin-filename so that they apply");
    return true;
}

/* ---- Lines and their answers ---- */

/** Where a walk through a result stands. */
typedef struct place {
    size_t finding, trouble, record;
} place;

/** What is told of no line: a stream that cannot be read. */
static void tell_rest(stet_filter *filter, const stet_result *result)
{
    for (size_t i = 0; i < result->n_troubles; i++) {
        const stet_trouble *trouble = &result->troubles[i];
        filter->in_trouble = filter->in_trouble || !trouble->record;
        if (!trouble->record)
            stet_log_error(&filter->context.cli->log, "%.*s: %.*s",
                           (int)trouble->path.len, trouble->path.ptr,
                           (int)trouble->message.len, trouble->message.ptr);
    }
}

/** What was found in the line; the troubles of no line are behind the others. */
static void take_findings(stet_answer *answer, const stet_result *result, place *at)
{
    size_t first = at->finding;
    while (at->finding < result->n_findings &&
           result->findings[at->finding].record == answer->number)
        at->finding++;
    answer->findings = result->findings + first;
    answer->n_findings = at->finding - first;
    first = at->trouble;
    while (at->trouble < result->n_troubles &&
           result->troubles[at->trouble].record == answer->number)
        at->trouble++;
    answer->troubles = result->troubles + first;
    answer->n_troubles = at->trouble - first;
    if (at->record < result->n_records &&
        result->records[at->record].number == answer->number)
        answer->id = result->records[at->record++].id;
}

/** A rule that could not be evaluated is a matter of the rule set, not of the line
    alone; and a failure that goes out with no line is told here. */
static void tell_failures(stet_filter *filter, const stet_answer *answer)
{
    for (size_t i = 0; i < answer->n_troubles; i++) {
        const stet_trouble *trouble = &answer->troubles[i];
        const stet_logger *log = &filter->context.cli->log;
        if (trouble->rule.len && !filter->in_trouble)
            stet_log_error(log,
                           "line %" PRIu64 ": %.*s (other lines may fail so too: each "
                           "says so)",
                           answer->number, (int)trouble->message.len,
                           trouble->message.ptr);
        else if (filter->form->selects && !trouble->rule.len)
            stet_log_warning(log, "line %" PRIu64 " is not accepted: %.*s",
                             answer->number, (int)trouble->message.len,
                             trouble->message.ptr);
        filter->in_trouble = filter->in_trouble || trouble->rule.len;
    }
}

static void give(stet_filter *filter, const stet_result *result, stet_answer *answer,
                 place *at)
{
    take_findings(answer, result, at);
    stet_answer_judge(answer, filter->form, filter->key, filter->rejects);
    filter->verdicts[answer->verdict]++;
    tell_failures(filter, answer);
    filter->form->write(answer, filter->key, &filter->out);
}

static void give_lines(stet_filter *filter, const stet_result *result)
{
    stet_str rest = result->bytes;
    place at = { 0 };
    for (uint64_t number = result->record; rest.len; number++) {
        size_t end = stet_str_find(rest, STET_STR("\n"), 0);
        size_t len = end == SIZE_MAX ? rest.len : end;
        stet_answer answer = {
            .line = { rest.ptr, len },
            .end = { rest.ptr + len, end == SIZE_MAX ? 0 : 1 },
            .number = number,
            .byte = result->byte + (uint64_t)(rest.ptr - result->bytes.ptr),
            .id = STET_STR(""),
        };
        give(filter, result, &answer, &at);
        len += answer.end.len;
        rest = (stet_str){ rest.ptr + len, rest.len - len };
    }
}

/* Lines of UTF-16 fail one by one, like any that are broken; that all of them will is a
   matter of the stream. JSON begins with a character of ASCII, which has a zero byte.
 */
static void tell_encoding(stet_filter *filter, const stet_result *result)
{
    stet_str bytes = result->bytes;
    bool is_little =
        stet_str_starts(bytes, STET_STR("\xFF\xFE")) && bytes.len > 3 && !bytes.ptr[3];
    bool is_big = stet_str_starts(bytes, STET_STR("\xFE\xFF\0"));

    if (result->byte || (!is_little && !is_big))
        return;
    stet_log_error(&filter->context.cli->log,
                   "%.*s: this is UTF-16; texts must be UTF-8; convert it: iconv -f "
                   "UTF-16 -t UTF-8",
                   (int)filter->shown.len, filter->shown.ptr);
    filter->in_trouble = true;
}

static bool take(void *user, stet_result *result)
{
    stet_filter *filter = user;
    tell_rest(filter, result);
    tell_encoding(filter, result);
    if (result->n_too_long) {
        stet_answer answer = { .line = STET_STR(""),
                               .end = STET_STR("\n"),
                               .number = result->record,
                               .byte = result->byte,
                               .is_too_long = true,
                               .id = STET_STR("") };
        give(filter, result, &answer, &(place){ 0 });
    } else {
        give_lines(filter, result);
    }
    bool written = stet_file_write_fd(STDOUT_FILENO, stet_buffer_str(&filter->out));
    /* That nobody reads any more is no trouble. */
    if (!written && errno != EPIPE)
        stet_error_set(&filter->error, "standard output cannot be written: %s",
                       strerror(errno));
    stet_buffer_clear(&filter->out);
    return written;
}

static stet_source *feed(void *user, stet_error *trouble)
{
    stet_filter *filter = user;
    if (filter->is_open)
        return NULL;
    filter->is_open = true;
    stet_source *source = stet_source_open("-", filter->shown, &filter->layout,
                                           filter->max_record, trouble);
    if (!source)
        return NULL;
    source->inside = filter->inside;
    source->live = true;
    return source;
}

bool stet_filter_run(stet_filter *filter)
{
    stet_engine_options options = stet_context_engine_options(&filter->context);
    options.jobs = (unsigned)filter->options->jobs;
    options.records = true;
    options.no_words = true;
    options.alone = true;
    options.no_fingerprints = filter->form->selects;
    stet_engine *engine =
        stet_engine_new(filter->set, &options, &filter->context.errors);
    stet_context_tell(&filter->context);
    bool going = engine &&
                 stet_engine_run(engine, feed, take, filter, filter->context.cli->stop);
    stet_engine_free(engine);
    return going;
}
