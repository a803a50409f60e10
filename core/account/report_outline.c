/* SPDX-License-Identifier: Apache-2.0 */
#include "account/report_outline.h"

#include "account/figure.h"
#include "account/wording.h"
#include "base/str.h"

#include <inttypes.h>

/* How many of each are shown; the rest is in the other formats and the database. */
enum { RULES = 30, STRATA = 20, EXAMPLE_RULES = 10, EXAMPLES = 2, MESSAGES = 5 };

void stet_report_outline_more(stet_outline *outline, uint64_t total, uint64_t shown,
                              stet_buffer *text)
{
    if (total <= shown)
        return;
    stet_buffer_add_text(text, "and ");
    stet_figure_count(text, total - shown);
    stet_buffer_add_text(text, " more");
    stet_outline_say(outline, STET_OUTLINE_TEXT, text);
}

static void add_where(stet_buffer *text, const stet_audit_place *place, uint64_t line)
{
    stet_buffer_add(text, place->path);
    if (line)
        stet_buffer_format(text, ":%" PRIu64, line);
    else if (place->record)
        stet_buffer_format(text, ", record %" PRIu64, place->record);
    if (place->name.len) {
        stet_buffer_add_text(text, " (");
        stet_buffer_add(text, place->name);
        stet_buffer_add_char(text, ')');
    }
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void cell_count(stet_outline *outline, uint64_t count, stet_buffer *text)
{
    stet_figure_count(text, count);
    stet_outline_cell(outline, text);
}

static void cell_share(stet_outline *outline, const stet_share *share,
                       stet_buffer *text)
{
    stet_figure_share(text, share);
    stet_outline_cell(outline, text);
}

static void cell_density(stet_outline *outline, const stet_density *density,
                         stet_buffer *text)
{
    stet_figure_density(text, density);
    stet_outline_cell(outline, text);
}

/* ---- The verdict ---- */

static void add_verdict(stet_outline *outline, const stet_audit_summary *summary,
                        stet_buffer *text)
{
    static void (*const sentences[])(stet_buffer *, const stet_audit_summary *) = {
        stet_wording_reason,
        stet_wording_plan,
        stet_wording_all,
        stet_wording_worth,
    };

    stet_wording_title(text, summary);
    stet_outline_say(outline, STET_OUTLINE_TITLE, text);
    for (size_t i = 0; i < STET_LEN(sentences); i++) {
        sentences[i](text, summary);
        stet_outline_say(outline, STET_OUTLINE_TEXT, text);
    }
}

/* ---- Rates ---- */

static void add_states(stet_outline *outline, const stet_audit_summary *summary,
                       stet_buffer *text)
{
    static const stet_outline_column columns[] = { { "records", false },
                                                   { "count", true },
                                                   { "share (95 %)", true } };

    stet_outline_say_text(outline, STET_OUTLINE_HEADING, "Records");
    stet_outline_table(outline, columns, STET_LEN(columns));
    for (size_t i = 0; i < STET_SUMMARY_STATES; i++) {
        const stet_share *share = &summary->totals.states[i];
        stet_outline_cell_str(outline,
                              stet_str_from(stet_wording_state((stet_audit_state)i)));
        cell_count(outline, share->count, text);
        cell_share(outline, share, text);
    }
    stet_outline_cell_str(outline, STET_STR("all"));
    cell_count(outline, summary->totals.records, text);
    stet_outline_cell_str(outline, STET_STR(""));
}

static void cell_measure(stet_outline *outline, const stet_audit_measure *measure,
                         stet_buffer *text)
{
    cell_count(outline, measure->findings.findings, text);
    cell_density(outline, &measure->findings, text);
    cell_count(outline, measure->records.count, text);
    cell_share(outline, &measure->records, text);
}

static void add_levels(stet_outline *outline, const stet_audit_summary *summary,
                       stet_buffer *text)
{
    static const stet_outline_column columns[] = {
        { "level", false },       { "findings", true },     { "by 1,000 words", true },
        { "records with", true }, { "share (95 %)", true },
    };

    stet_outline_say_text(outline, STET_OUTLINE_HEADING, "Findings by level");
    stet_outline_table(outline, columns, STET_LEN(columns));
    for (uint32_t i = STET_SUMMARY_LEVELS; i-- > 0;) {
        stet_outline_cell_str(outline, stet_str_from(stet_wording_level(i)));
        cell_measure(outline, &summary->totals.levels[i], text);
    }
}

static void add_rules(stet_outline *outline, const stet_audit_summary *summary,
                      stet_buffer *text)
{
    static const stet_outline_column columns[] = {
        { "rule", false },          { "level", false },       { "findings", true },
        { "by 1,000 words", true }, { "records with", true }, { "share (95 %)", true },
    };
    const stet_audit_rule_list *rules = &summary->rules;
    size_t shown = 0;
    uint64_t found = 0;

    stet_outline_say_text(outline, STET_OUTLINE_HEADING, "Rules");
    stet_outline_table(outline, columns, STET_LEN(columns));
    for (size_t i = 0; i < rules->count; i++) {
        const stet_audit_rule *rule = &rules->items[i];
        if (rule->findings_at[0] == 0)
            continue;
        found++;
        if (shown == RULES)
            continue;
        shown++;
        stet_outline_cell_str(outline, rule->name);
        stet_outline_cell_str(outline, stet_str_from(stet_wording_level(rule->level)));
        cell_measure(outline, &rule->measure, text);
    }
    stet_report_outline_more(outline, found, shown, text);
    if (rules->total > found) {
        stet_figure_of(text, rules->total - found, "rule", "rules");
        stet_buffer_add_text(text, " found nothing.");
        stet_outline_say(outline, STET_OUTLINE_TEXT, text);
    }
}

/* ---- Groups and sources ---- */

static void cell_top(stet_outline *outline, const stet_audit_stratum *item,
                     stet_buffer *text)
{
    for (size_t i = 0; i < item->n_top; i++) {
        stet_buffer_add_text(text, i ? ", " : "");
        stet_buffer_add(text, item->top[i].name);
        stet_buffer_add_char(text, ' ');
        stet_figure_count(text, item->top[i].records);
    }
    stet_outline_cell(outline, text);
}

static void add_strata(stet_outline *outline, const stet_audit_stratum_list *list,
                       const stet_outline_column *columns, size_t n_columns,
                       stet_buffer *text)
{
    size_t shown = least(list->count, STRATA);

    stet_outline_table(outline, columns, n_columns);
    for (size_t i = 0; i < shown; i++) {
        const stet_audit_stratum *item = &list->items[i];
        stet_wording_rank(text, item);
        stet_outline_cell(outline, text);
        stet_outline_cell_str(outline, stet_wording_group(item->name));
        cell_count(outline, item->rates.records, text);
        cell_count(outline, item->rates.states[STET_AUDIT_REJECTED].count, text);
        cell_share(outline, &item->rates.states[STET_AUDIT_REJECTED], text);
        cell_density(outline, &item->rates.levels[0].findings, text);
        cell_top(outline, item, text);
    }
    stet_report_outline_more(outline, list->total, shown, text);
}

static void add_groups(stet_outline *outline, const stet_audit_summary *summary,
                       stet_buffer *text)
{
    static const stet_outline_column columns[] = {
        { "rank", true },
        { "group", false },
        { "records", true },
        { "rejected", true },
        { "share (95 %)", true },
        { "findings by 1,000 words", true },
        { "most found (records)", false },
    };

    if (summary->groups.total == 0)
        return;
    stet_buffer_add_text(text, "By ");
    stet_buffer_add(text, summary->run.group_by);
    stet_outline_say(outline, STET_OUTLINE_HEADING, text);
    stet_wording_ranks(text);
    stet_outline_say(outline, STET_OUTLINE_TEXT, text);
    add_strata(outline, &summary->groups, columns, STET_LEN(columns), text);
}

static void add_sources(stet_outline *outline, const stet_audit_summary *summary,
                        stet_buffer *text)
{
    static const stet_outline_column columns[] = {
        { "rank", true },
        { "source", false },
        { "records", true },
        { "rejected", true },
        { "share (95 %)", true },
        { "findings by 1,000 words", true },
        { "most found (records)", false },
    };

    if (summary->sources.total < 2)
        return;
    stet_outline_say_text(outline, STET_OUTLINE_HEADING, "By source");
    add_strata(outline, &summary->sources, columns, STET_LEN(columns), text);
}

/* ---- Lengths ---- */

static void add_lengths(stet_outline *outline, const stet_audit_summary *summary,
                        stet_buffer *text)
{
    static const stet_outline_column columns[] = {
        { "words a record", false },
        { "records", true },
        { "least", true },
        { "5 %", true },
        { "25 %", true },
        { "median", true },
        { "75 %", true },
        { "95 %", true },
        { "most", true },
        { "mean", true },
    };

    if (summary->lengths.records == 0)
        return;
    stet_outline_say_text(outline, STET_OUTLINE_HEADING, "Lengths");
    stet_outline_table(outline, columns, STET_LEN(columns));
    for (size_t i = 0; i <= STET_SUMMARY_STATES; i++) {
        const stet_audit_lengths *lengths =
            i < STET_SUMMARY_STATES ? &summary->lengths_by_state[i] : &summary->lengths;
        if (lengths->records == 0)
            continue;
        stet_outline_cell_str(
            outline, stet_str_from(i < STET_SUMMARY_STATES
                                       ? stet_wording_state((stet_audit_state)i)
                                       : "all"));
        cell_count(outline, lengths->records, text);
        cell_count(outline, lengths->least, text);
        for (size_t k = 0; k < STET_SUMMARY_QUANTILES; k++)
            cell_count(outline, lengths->quantiles[k], text);
        cell_count(outline, lengths->most, text);
        stet_buffer_format(text, "%.1f", lengths->mean);
        stet_outline_cell(outline, text);
    }
}

/* ---- Rules of the whole batch, and examples ---- */

static void add_duplicates(stet_outline *outline, const stet_audit_summary *summary,
                           stet_buffer *text)
{
    const stet_audit_measure *measure = &summary->duplicates.measure;

    if (!summary->duplicates.looked)
        return;
    stet_buffer_add_text(text, "Duplicates: ");
    stet_figure_of(text, measure->records.count, "record", "records");
    stet_buffer_add_text(text, ", ");
    stet_figure_share(text, &measure->records);
    stet_buffer_add_char(text, '.');
    stet_outline_say(outline, STET_OUTLINE_TEXT, text);
}

static void add_batch(stet_outline *outline, const stet_audit_summary *summary,
                      stet_buffer *text)
{
    static const stet_outline_column columns[] = { { "rule", false },
                                                   { "what it says", false } };
    bool any = false;

    for (size_t i = 0; i < summary->rules.count; i++) {
        const stet_audit_rule *rule = &summary->rules.items[i];
        if (!rule->whole_batch)
            continue;
        if (!any) {
            stet_outline_say_text(outline, STET_OUTLINE_HEADING,
                                  "The batch as a whole");
            add_duplicates(outline, summary, text);
            stet_outline_table(outline, columns, STET_LEN(columns));
        }
        any = true;
        for (size_t k = 0; k < rule->n_statistics; k++) {
            stet_outline_cell_str(outline, rule->name);
            stet_wording_statistic(text, &rule->statistics[k]);
            stet_outline_cell(outline, text);
        }
        size_t shown = least(rule->n_messages, MESSAGES);
        for (size_t k = rule->n_messages - shown; k < rule->n_messages; k++) {
            stet_outline_cell_str(outline, rule->name);
            stet_outline_cell_str(outline, rule->messages[k]);
        }
        if (shown + rule->n_statistics == 0) {
            stet_outline_cell_str(outline, rule->name);
            stet_outline_cell_str(outline, rule->silent
                                               ? STET_STR("(has not spoken yet)")
                                               : STET_STR("(found nothing)"));
        }
    }
}

static void add_examples(stet_outline *outline, const stet_audit_summary *summary,
                         stet_buffer *text)
{
    static const stet_outline_column columns[] = { { "rule", false },
                                                   { "where", false },
                                                   { "what", false } };
    size_t rules = 0;

    for (size_t i = 0; i < summary->rules.count && rules < EXAMPLE_RULES; i++) {
        const stet_audit_rule *rule = &summary->rules.items[i];
        if (rule->n_examples == 0)
            continue;
        if (rules++ == 0) {
            stet_outline_say_text(outline, STET_OUTLINE_HEADING, "Examples");
            stet_outline_table(outline, columns, STET_LEN(columns));
        }
        for (size_t k = 0; k < least(rule->n_examples, EXAMPLES); k++) {
            const stet_audit_example *example = &rule->examples[k];
            stet_outline_cell_str(outline, rule->name);
            add_where(text, &example->place, example->line);
            stet_outline_cell(outline, text);
            stet_outline_cell_str(outline, example->message);
        }
    }
}

void stet_report_outline(stet_outline *outline, const stet_audit_summary *summary)
{
    stet_buffer text = { 0 };

    add_verdict(outline, summary, &text);
    if (summary->totals.records) {
        add_states(outline, summary, &text);
        add_levels(outline, summary, &text);
        add_rules(outline, summary, &text);
        add_groups(outline, summary, &text);
        add_sources(outline, summary, &text);
        add_lengths(outline, summary, &text);
        add_batch(outline, summary, &text);
        add_examples(outline, summary, &text);
    }
    stet_report_outline_coverage(outline, summary, &text);
    stet_buffer_release(&text);
}
