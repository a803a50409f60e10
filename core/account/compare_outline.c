/* SPDX-License-Identifier: Apache-2.0 */
#include "account/compare_outline.h"

#include "account/figure.h"
#include "account/wording.h"
#include "base/str.h"

enum { RULES = 40, GROUPS = 20, NAMES = 20 };

/* ---- What it is worth ---- */

/* What happened to the rejected share leads: whether the batch got better or worse. */
static void add_rejected(stet_buffer *text, const stet_drift_list *states)
{
    const stet_drift *rejected = &states->items[0];

    if (!rejected->beyond)
        stet_buffer_add_text(text, "The rejected share did not drift; ");
    else
        stet_buffer_add_text(text, rejected->difference.value > 0
                                       ? "More records are rejected; "
                                       : "Fewer records are rejected; ");
}

static void add_title(stet_outline *outline, const stet_comparison *comparison,
                      stet_buffer *text)
{
    if (comparison->compared == 0) {
        stet_buffer_add_text(text, "Nothing can be compared");
    } else if (comparison->beyond == 0) {
        stet_buffer_add_text(text, "Nothing drifted by more than chance");
    } else {
        add_rejected(text, &comparison->states);
        stet_figure_count(text, comparison->beyond);
        stet_buffer_add_text(text, " of ");
        stet_figure_of(text, comparison->compared, "rate", "rates");
        stet_buffer_add_text(text, " drifted by more than chance");
    }
    stet_outline_say(outline, STET_OUTLINE_TITLE, text);
}

static void add_side(stet_buffer *text, const char *which,
                     const stet_audit_summary *side)
{
    stet_buffer_add_text(text, which);
    stet_buffer_add(text, side->run.path);
    stet_buffer_add_text(text, ", ");
    stet_figure_of(text, side->totals.records, "record", "records");
    stet_buffer_add_text(text, ", rule set ");
    stet_buffer_add(text, side->run.rule_set);
    if (side->run.version.len) {
        stet_buffer_add_char(text, ' ');
        stet_buffer_add(text, side->run.version);
    }
    stet_buffer_add_text(text, side->run.complete ? ". " : ", not complete. ");
}

/* What makes the numbers doubtful. */
static void add_doubts(stet_outline *outline, const stet_comparison *comparison,
                       stet_buffer *text)
{
    const stet_audit_run *before = &comparison->before.run;
    const stet_audit_run *after = &comparison->after.run;

    if (!comparison->same_rules)
        stet_buffer_add_text(text,
                             "The rule sets differ: a rule of the same name may "
                             "look for something else now; stet diff tells what "
                             "changed, and stet impact what it does to records. ");
    if (!stet_str_equal(before->fail_on, after->fail_on))
        stet_buffer_add_text(text, "Records are not rejected by the same level. ");
    if (!comparison->same_groups && (before->group_by.len || after->group_by.len))
        stet_buffer_add_text(text, "Groups are not compared: they are not by the same "
                                   "field. ");
    if (!before->complete || !after->complete)
        stet_buffer_add_text(text, "Of an audit that is not complete only a part is "
                                   "compared. ");
    stet_outline_say(outline, STET_OUTLINE_TEXT, text);
    if (comparison->same == 0)
        return;
    stet_figure_count(text, comparison->same);
    stet_buffer_add_text(text, " of ");
    stet_figure_of(text, comparison->parts, "part", "parts");
    stet_buffer_add_text(text,
                         " of the later batch were in the earlier one: what is more "
                         "than chance between two batches says little of the same "
                         "records. stet impact compares those one by one.");
    stet_outline_say(outline, STET_OUTLINE_TEXT, text);
}

static void add_worth(stet_outline *outline, const stet_comparison *comparison,
                      stet_buffer *text)
{
    if (comparison->compared == 0) {
        stet_buffer_add_text(text, "No rate is in both: one of the two, if not "
                                   "both, has no records.");
        stet_outline_say(outline, STET_OUTLINE_TEXT, text);
        return;
    }
    stet_buffer_add_text(text, "Differences are in percent points, with their 95 % "
                               "interval. ");
    stet_figure_of(text, comparison->compared, "comparison was", "comparisons were");
    stet_buffer_add_text(
        text,
        " made, of which some differ by chance; those marked are more than chance "
        "with a false discovery rate of 5 %. It takes the two audits for two "
        "batches, drawn apart from each other.");
    stet_outline_say(outline, STET_OUTLINE_TEXT, text);
}

/* ---- Tables ---- */

static const stet_outline_column columns[] = {
    { "", false },
    { "before", true },
    { "after", true },
    { "difference", true },
    { "", false },
    { "before, by 1,000 words", true },
    { "after, by 1,000 words", true },
};
enum { SHARE_COLUMNS = 5, ALL_COLUMNS = 7 };

static const char *mark_of(const stet_drift *drift)
{
    if (!drift->compared)
        return "not compared";
    if (!drift->beyond)
        return "";
    return drift->difference.value > 0 ? "more" : "less";
}

static void add_row(stet_outline *outline, const stet_drift *drift, bool densities,
                    stet_buffer *text)
{
    stet_outline_cell_str(outline, stet_wording_group(drift->name));
    stet_figure_share(text, &drift->before);
    stet_outline_cell(outline, text);
    stet_figure_share(text, &drift->after);
    stet_outline_cell(outline, text);
    if (drift->compared)
        stet_figure_difference(text, drift->difference.value, drift->difference.low,
                               drift->difference.high);
    stet_outline_cell(outline, text);
    stet_outline_cell_str(outline, stet_str_from(mark_of(drift)));
    if (!densities)
        return;
    stet_figure_density(text, &drift->density_before);
    stet_outline_cell(outline, text);
    stet_figure_density(text, &drift->density_after);
    stet_outline_cell(outline, text);
}

/* What is more than chance leads; then what else is in both. */
static void add_list(stet_outline *outline, const char *heading,
                     const stet_drift_list *list, size_t most, bool densities,
                     stet_buffer *text)
{
    size_t shown = 0;

    if (list->both == 0)
        return;
    stet_outline_say_text(outline, STET_OUTLINE_HEADING, heading);
    stet_outline_table(outline, columns, densities ? ALL_COLUMNS : SHARE_COLUMNS);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < list->count && shown < most; i++) {
            const stet_drift *drift = &list->items[i];
            if (!drift->in_before || !drift->in_after || drift->beyond != (pass == 0))
                continue;
            add_row(outline, drift, densities, text);
            shown++;
        }
    }
    if (list->both > shown) {
        stet_buffer_add_text(text, "and ");
        stet_figure_count(text, list->both - shown);
        stet_buffer_add_text(text, " more");
        stet_outline_say(outline, STET_OUTLINE_TEXT, text);
    }
}

/* Names of those that one audit alone has. */
static void add_alone(stet_outline *outline, const stet_drift_list *list,
                      const char *what, bool before, stet_buffer *text)
{
    uint64_t all = before ? list->before_only : list->after_only;
    uint64_t named = 0;

    for (size_t i = 0; i < list->count && named < NAMES; i++) {
        const stet_drift *drift = &list->items[i];
        if (before ? drift->in_after : drift->in_before)
            continue;
        if (named++ == 0)
            stet_buffer_format(text, "%s in %s alone: ", what,
                               before ? "the earlier audit" : "the later audit");
        else
            stet_buffer_add_text(text, ", ");
        stet_buffer_add(text, stet_wording_group(drift->name));
    }
    if (all > named) {
        stet_buffer_add_text(text, " and ");
        stet_figure_count(text, all - named);
        stet_buffer_add_text(text, " more");
    }
    if (all)
        stet_buffer_add_char(text, '.');
    stet_outline_say(outline, STET_OUTLINE_TEXT, text);
}

void stet_comparison_outline(stet_outline *outline, const stet_comparison *comparison)
{
    stet_buffer text = { 0 };

    add_title(outline, comparison, &text);
    add_side(&text, "Before: ", &comparison->before);
    add_side(&text, "After: ", &comparison->after);
    stet_outline_say(outline, STET_OUTLINE_TEXT, &text);
    add_doubts(outline, comparison, &text);
    add_worth(outline, comparison, &text);
    add_list(outline, "Records", &comparison->states, SIZE_MAX, false, &text);
    add_list(outline, "Records with findings, by level", &comparison->levels, SIZE_MAX,
             true, &text);
    add_list(outline, "Records with findings, by rule", &comparison->rules, RULES, true,
             &text);
    add_alone(outline, &comparison->rules, "Rules", true, &text);
    add_alone(outline, &comparison->rules, "Rules", false, &text);
    add_list(outline, "Rejected records, by group", &comparison->groups, GROUPS, false,
             &text);
    add_alone(outline, &comparison->groups, "Groups", true, &text);
    add_alone(outline, &comparison->groups, "Groups", false, &text);
    stet_buffer_release(&text);
}
