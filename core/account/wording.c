/* SPDX-License-Identifier: Apache-2.0 */
#include "account/wording.h"

#include "account/figure.h"
#include "base/str.h"

#include <inttypes.h>
#include <math.h>

/* By stet_audit_outcome. */
static const char *const outcomes[] = { "accept", "reject", "open" };
static const char *const titles[] = { "The batch is accepted", "The batch is rejected",
                                      "There is no verdict yet" };
/* By stet_audit_reason. */
static const char *const reasons[] = { NULL,         "empty",  "never",
                                       "incomplete", "failed", "unread" };
static const char *const states[] = { "accepted", "rejected", "failed" };
static const char *const levels[] = { "any level", "suggestion", "warning", "error" };
/* By stet_inspection_level. */
static const char *const inspections[] = { "", "I", "II", "III" };

const char *stet_wording_outcome(stet_audit_outcome outcome)
{
    return outcomes[outcome];
}

const char *stet_wording_open(stet_audit_reason reason)
{
    return reasons[reason];
}

const char *stet_wording_state(stet_audit_state state)
{
    return states[state];
}

const char *stet_wording_level(uint32_t level)
{
    return levels[level < STET_SUMMARY_LEVELS ? level : 0];
}

stet_str stet_wording_visible(stet_str name)
{
    bool blank = name.len > 0 && stet_str_trim(name).len == 0;
    return blank ? STET_STR("(white space)") : name;
}

stet_str stet_wording_group(stet_str name)
{
    return name.len ? stet_wording_visible(name) : STET_STR("(none)");
}

void stet_wording_title(stet_buffer *out, const stet_audit_summary *summary)
{
    const stet_audit_verdict *verdict = &summary->verdict;

    if (verdict->reason == STET_OPEN_EMPTY)
        stet_buffer_add_text(out, "There are no records");
    else
        stet_buffer_add_text(out, titles[verdict->outcome]);
}

/* What is missing of an audit. */
static void add_missing(stet_buffer *out, const stet_audit_coverage *coverage)
{
    uint64_t missing = coverage->segments > coverage->segments_checked
                           ? coverage->segments - coverage->segments_checked
                           : 0;

    if (missing) {
        stet_figure_count(out, missing);
        stet_buffer_add_text(out, " of ");
        stet_figure_of(out, coverage->segments, "part", "parts");
        stet_buffer_add_text(out, missing == 1 ? " of the batch was not checked"
                                               : " of the batch were not checked");
    }
    if (coverage->rules_silent) {
        stet_buffer_add_text(out, missing ? ", and " : "");
        stet_figure_of(out, coverage->rules_silent,
                       "rule of the whole batch has not spoken",
                       "rules of the whole batch have not spoken");
    }
    if (!missing && !coverage->rules_silent)
        stet_buffer_add_text(out, "The audit is not complete");
    stet_buffer_add_text(out,
                         ". Go on with stet audit, or put the shards together with "
                         "stet merge.");
}

void stet_wording_reason(stet_buffer *out, const stet_audit_summary *summary)
{
    switch (summary->verdict.reason) {
    case STET_OPEN_NOT:
        break;
    case STET_OPEN_EMPTY:
        stet_buffer_add_text(out, "Nothing was there to be checked.");
        break;
    case STET_OPEN_NEVER:
        stet_buffer_add_text(out, "The audit was told that no finding rejects a record "
                                  "(--fail-on never).");
        break;
    case STET_OPEN_INCOMPLETE:
        add_missing(out, &summary->coverage);
        break;
    case STET_OPEN_FAILED:
        stet_figure_of(out, summary->verdict.failed, "record", "records");
        stet_buffer_format(out,
                           " of the sample could not be checked in full, and what %s "
                           "could turn the verdict. See the failures.",
                           summary->verdict.failed == 1 ? "it holds" : "they hold");
        break;
    case STET_OPEN_UNREAD:
        stet_figure_of(out, summary->coverage.sources_unread, "source", "sources");
        stet_buffer_format(out,
                           " could not be read at all, and what is in %s could turn "
                           "the verdict. See the failures.",
                           summary->coverage.sources_unread == 1 ? "it" : "them");
        break;
    }
}

static void add_plan(stet_buffer *out, const stet_acceptance_plan *plan, bool findings)
{
    stet_buffer_format(out,
                       " Plan: ISO 2859-1, single sampling, normal inspection, general "
                       "level %s, AQL %s "
                       "%s: code letter %c",
                       inspections[plan->level], plan->aql,
                       findings ? "findings by 100 records" : "% of the records",
                       plan->letter);
    if (plan->plan != plan->letter)
        stet_buffer_format(out, ", whose arrow leads to %c", plan->plan);
    stet_buffer_format(out, ", n = %u, Ac %u, Re %u.", (unsigned)plan->n,
                       (unsigned)plan->accept, (unsigned)plan->reject);
}

/* "7 rejected records" */
static void add_nonconforming(stet_buffer *out, const stet_audit_summary *summary,
                              uint64_t count)
{
    if (summary->verdict.count_findings)
        stet_figure_of(out, count, "finding", "findings");
    else
        stet_figure_of(out, count, "rejected record", "rejected records");
}

/* Which records the plan looks at. */
static void add_drawn(stet_buffer *out, const stet_audit_summary *summary)
{
    const stet_audit_verdict *verdict = &summary->verdict;

    if (verdict->plan.whole_lot && verdict->plan.lot == 1) {
        stet_buffer_add_text(out, "The plan asks for the one record: it holds ");
        return;
    }
    stet_buffer_add_text(out, verdict->plan.whole_lot ? "The plan asks for all of the "
                                                      : "Of the ");
    stet_figure_of(out, verdict->plan.lot, "record", "records");
    if (!verdict->plan.whole_lot) {
        stet_buffer_add_text(out, ", ");
        stet_figure_count(out, verdict->drawn);
        stet_buffer_format(out, " were drawn (seed %" PRId64 ")", summary->run.seed);
    }
    stet_buffer_add_text(out, ": they hold ");
}

void stet_wording_plan(stet_buffer *out, const stet_audit_summary *summary)
{
    const stet_audit_verdict *verdict = &summary->verdict;

    if (verdict->plan.lot == 0)
        return;
    add_drawn(out, summary);
    add_nonconforming(out, summary, verdict->nonconforming);
    if (verdict->failed) {
        stet_buffer_add_text(out, " and ");
        stet_figure_of(out, verdict->failed, "that could not be judged",
                       "that could not be judged");
    }
    stet_buffer_format(out, ", and at most %u may be.", (unsigned)verdict->plan.accept);
    add_plan(out, &verdict->plan, verdict->count_findings);
}

void stet_wording_all(stet_buffer *out, const stet_audit_summary *summary)
{
    const stet_audit_verdict *verdict = &summary->verdict;
    const stet_share *rejected = &summary->totals.states[STET_AUDIT_REJECTED];

    if (verdict->plan.lot == 0)
        return;
    stet_buffer_add_text(out, "All records together: ");
    add_nonconforming(out, summary, verdict->all_nonconforming);
    stet_buffer_add_text(out, ", ");
    if (verdict->count_findings) {
        stet_figure_rate(out, verdict->all_percent, 2);
        stet_buffer_add_text(out, " by 100 records");
    } else {
        stet_figure_share(out, rejected);
        stet_buffer_add_text(out, " of ");
        stet_figure_of(out, rejected->n, "record", "records");
    }
    stet_buffer_format(out, "; that is %s the AQL of %s.",
                       verdict->all_within ? "within" : "above", verdict->plan.aql);
    if (!isnan(verdict->chance) && !verdict->plan.whole_lot) {
        stet_buffer_add_text(out,
                             " Of all samples that could be drawn from this batch, ");
        stet_figure_percent(out, verdict->chance);
        stet_buffer_add_text(out, " would accept it.");
    }
}

/* Lines are split from whole batches that can be read, and not where texts are kept
   secret. */
void stet_wording_return(stet_buffer *out, const stet_audit_summary *summary)
{
    uint64_t back = summary->totals.states[STET_AUDIT_REJECTED].count +
                    summary->totals.states[STET_AUDIT_FAILED].count;

    if (back == 0 || summary->run.redacted || !summary->run.complete ||
        summary->coverage.sources_unread > 0)
        return;
    stet_buffer_add_text(out, "To hand back what was not accepted, run the same stet "
                              "audit again with --split: it checks nothing a second "
                              "time, and writes the ");
    stet_figure_of(out, back, "record", "records");
    stet_buffer_add_text(out, " to rejected.jsonl, and why to reasons.jsonl.");
}

void stet_wording_worth(stet_buffer *out, const stet_audit_summary *summary)
{
    if (summary->verdict.plan.lot == 0)
        return;
    stet_buffer_add_text(
        out,
        "Every record was checked, so the sample is not needed to know the rate: "
        "the plan says what an inspector would decide who draws that many and goes "
        "by automatic findings alone. What no rule looks for is in none of these "
        "numbers.");
}

void stet_wording_ranks(stet_buffer *out)
{
    stet_buffer_add_text(
        out, "Those that are surely bad lead: they stand by the lower end of the 95 % "
             "interval of their rejected share. Where intervals overlap there is no "
             "order: a rank from 2 to 5 means that one is surely worse, and that three "
             "others may be either.");
}

void stet_wording_rank(stet_buffer *out, const stet_audit_stratum *stratum)
{
    if (stratum->rank_first == 0) {
        stet_buffer_add_char(out, '-');
        return;
    }
    stet_figure_count(out, stratum->rank_first);
    if (stratum->rank_last == stratum->rank_first)
        return;
    stet_buffer_add_text(out, " to ");
    stet_figure_count(out, stratum->rank_last);
}

void stet_wording_statistic(stet_buffer *out, const stet_audit_statistic *statistic)
{
    stet_buffer_add(out, statistic->name);
    stet_buffer_add_char(out, ' ');
    stet_figure_estimate(out, statistic->value, statistic->low, statistic->high);
    stet_buffer_add_text(out, ", of ");
    stet_figure_count(out, statistic->n);
    stet_buffer_add_char(out, ' ');
    stet_buffer_add(out, statistic->of);
}
