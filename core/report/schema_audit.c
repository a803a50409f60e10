/* SPDX-License-Identifier: Apache-2.0 */
/* What stet report and stet compare print: audit/report_json*.c, audit/compare_json.c.
 */
#include "report/schema.h"
#include "report/schema_p.h"

static const stet_schema_property report[] = {
    { "run", STET_SCHEMA_OBJECT, "run", false, "What was done, with what." },
    { "verdict", STET_SCHEMA_OBJECT, "verdict", false,
      "What a sampling plan of ISO 2859-1 decides." },
    { "totals", STET_SCHEMA_OBJECT, "rates", false, "Of all records." },
    { "rules", STET_SCHEMA_OBJECT, "rules", false,
      "By level, then by records with findings." },
    { "groups", STET_SCHEMA_OBJECT, "strata", false,
      "Those that are surely bad lead." },
    { "sources", STET_SCHEMA_OBJECT, "strata", false, "In the same order." },
    { "lengths", STET_SCHEMA_OBJECT, "all_lengths", false, "Words a record." },
    { "duplicates", STET_SCHEMA_OBJECT, "measure", true,
      "Records that others repeat, when a rule looked for them." },
    { "coverage", STET_SCHEMA_OBJECT, "coverage", false,
      "What was checked, and what was not." },
    { "samples", STET_SCHEMA_OBJECT, "samples", false, "Records for people to read." },
};

static const stet_schema_property run[] = {
    { "database", STET_SCHEMA_TEXT, NULL, false, "Path of the audit database." },
    { "stet", STET_SCHEMA_TEXT, NULL, false, "Version of stet." },
    { "rule_set", STET_SCHEMA_OBJECT, "rule_set", false, "The rule set." },
    { "plugins", STET_SCHEMA_LIST, "plugin", false, "The plugins that were loaded." },
    { "fail_on", STET_SCHEMA_TEXT, NULL, false,
      "The least level of a finding that rejects a record, or never." },
    { "group_by", STET_SCHEMA_TEXT, NULL, true,
      "The field by which records were told apart." },
    { "redacted", STET_SCHEMA_FLAG, NULL, false, "Texts were left out." },
    { "complete", STET_SCHEMA_FLAG, NULL, false,
      "All parts are here, and rules of the whole batch have spoken." },
    { "seed", STET_SCHEMA_INTEGER, NULL, false, "Of the samples." },
    { "began", STET_SCHEMA_TEXT, NULL, true,
      "When it began, in UTC, unless times were left out." },
    { "seconds", STET_SCHEMA_REAL, NULL, false, "How long it took." },
};

static const stet_schema_property rule_set[] = {
    { "name", STET_SCHEMA_TEXT, NULL, false, "Its name." },
    { "version", STET_SCHEMA_TEXT, NULL, false,
      "Of the specification that it states." },
    { "hash", STET_SCHEMA_TEXT, NULL, false, "Of everything that decides findings." },
    { "date", STET_SCHEMA_TEXT, NULL, false,
      "The day by which its rules hold; empty when that does not matter." },
};

static const stet_schema_property plugin[] = {
    { "name", STET_SCHEMA_TEXT, NULL, false, "Its name." },
    { "version", STET_SCHEMA_TEXT, NULL, false, "Its version." },
};

static const stet_schema_property verdict[] = {
    { "outcome", STET_SCHEMA_TEXT, NULL, false, "accept, reject or open." },
    { "open", STET_SCHEMA_TEXT, NULL, true,
      "Why it is open: empty, never, incomplete or failed." },
    { "counted", STET_SCHEMA_TEXT, NULL, false,
      "records (rejected ones) or findings." },
    { "plan", STET_SCHEMA_OBJECT, "plan", true, "The plan, when there are records." },
    { "drawn", STET_SCHEMA_COUNT, NULL, false, "Records in the sample." },
    { "nonconforming", STET_SCHEMA_COUNT, NULL, false,
      "Rejected records, or findings, in the sample." },
    { "failed", STET_SCHEMA_COUNT, NULL, false,
      "Records of the sample that could not be judged." },
    { "all_nonconforming", STET_SCHEMA_COUNT, NULL, false,
      "Rejected records, or findings, in all records." },
    { "all_percent", STET_SCHEMA_REAL, NULL, false, "The same by 100 records." },
    { "all_within", STET_SCHEMA_FLAG, NULL, false, "That is at most the AQL." },
    { "chance", STET_SCHEMA_REAL, NULL, false,
      "Of all samples of this batch, the share that would accept it; null when "
      "findings are counted." },
    { "records", STET_SCHEMA_OBJECT, "places", false,
      "The rejected records of the sample." },
};

static const stet_schema_property plan[] = {
    { "standard", STET_SCHEMA_TEXT, NULL, false,
      "ISO 2859-1: single sampling, normal inspection." },
    { "level", STET_SCHEMA_TEXT, NULL, false,
      "The general inspection level: I, II or III." },
    { "aql", STET_SCHEMA_TEXT, NULL, false, "As the standard writes it." },
    { "lot", STET_SCHEMA_COUNT, NULL, false, "Records in the batch." },
    { "letter", STET_SCHEMA_TEXT, NULL, false, "The code letter of the lot." },
    { "plan", STET_SCHEMA_TEXT, NULL, false, "The letter to which arrows led." },
    { "n", STET_SCHEMA_COUNT, NULL, false, "Sample size." },
    { "accept", STET_SCHEMA_COUNT, NULL, false, "Acceptance number." },
    { "reject", STET_SCHEMA_COUNT, NULL, false, "Rejection number." },
};

static const stet_schema_property places[] = {
    { "total", STET_SCHEMA_COUNT, NULL, false, "How many there are." },
    { "items", STET_SCHEMA_LIST, "place", false, "As many of them as are listed." },
};

static const stet_schema_property place[] = {
    { "source", STET_SCHEMA_TEXT, NULL, false, "Path of the source." },
    { "record", STET_SCHEMA_NUMBER, NULL, true, "Number of the record in it." },
    { "id", STET_SCHEMA_TEXT, NULL, true, "The record's own id." },
    { "group", STET_SCHEMA_TEXT, NULL, true, "Its group." },
    { "byte", STET_SCHEMA_COUNT, NULL, false, "Where it begins in the source." },
    { "length", STET_SCHEMA_COUNT, NULL, false, "Bytes that it has." },
    { "state", STET_SCHEMA_TEXT, NULL, false, "accepted, rejected or failed." },
};

static const stet_schema_property rates[] = {
    { "records", STET_SCHEMA_COUNT, NULL, false, "Records," },
    { "words", STET_SCHEMA_COUNT, NULL, false, "their words," },
    { "bytes", STET_SCHEMA_COUNT, NULL, false, "and their bytes." },
    { "accepted", STET_SCHEMA_OBJECT, "share", false, "Records that were accepted," },
    { "rejected", STET_SCHEMA_OBJECT, "share", false, "rejected," },
    { "failed", STET_SCHEMA_OBJECT, "share", false, "or could not be judged." },
    { "levels", STET_SCHEMA_OBJECT, "levels", false, "Findings by level." },
};

static const stet_schema_property levels[] = {
    { "any", STET_SCHEMA_OBJECT, "measure", false, "Of any level." },
    { "suggestion", STET_SCHEMA_OBJECT, "measure", false, "Suggestions." },
    { "warning", STET_SCHEMA_OBJECT, "measure", false, "Warnings." },
    { "error", STET_SCHEMA_OBJECT, "measure", false, "Errors." },
};

static const stet_schema_property measure[] = {
    { "records", STET_SCHEMA_OBJECT, "share", false, "Records with such findings." },
    { "by_1000_words", STET_SCHEMA_OBJECT, "density", false,
      "Such findings by 1,000 words." },
};

static const stet_schema_property share[] = {
    { "count", STET_SCHEMA_COUNT, NULL, false, "Records that have it," },
    { "n", STET_SCHEMA_COUNT, NULL, false, "of so many." },
    { "share", STET_SCHEMA_REAL, NULL, false,
      "count / n; null when there are no records." },
    { "low", STET_SCHEMA_SHARE, NULL, false,
      "Of its Wilson 95 % interval, the lower end" },
    { "high", STET_SCHEMA_SHARE, NULL, false, "and the upper one." },
};

static const stet_schema_property density[] = {
    { "findings", STET_SCHEMA_COUNT, NULL, false, "Findings" },
    { "words", STET_SCHEMA_COUNT, NULL, false, "in so many words." },
    { "rate", STET_SCHEMA_REAL, NULL, false,
      "Findings by 1,000 words; null when there are no words." },
    { "low", STET_SCHEMA_REAL, NULL, false, "Of its 95 % interval, the lower end" },
    { "high", STET_SCHEMA_REAL, NULL, false,
      "and the upper one; null when it has no end." },
};

static const stet_schema_property rules[] = {
    { "total", STET_SCHEMA_COUNT, NULL, false, "How many there are." },
    { "items", STET_SCHEMA_LIST, "rule", false, "All of them." },
};

static const stet_schema_property rule[] = {
    { "name", STET_SCHEMA_TEXT, NULL, false, "Its name." },
    { "check", STET_SCHEMA_TEXT, NULL, false, "The check type behind it." },
    { "level", STET_SCHEMA_LEVEL, NULL, false, "As the rule set has it." },
    { "summary", STET_SCHEMA_TEXT, NULL, false, "What it looks for." },
    { "why", STET_SCHEMA_TEXT, NULL, true, "Why." },
    { "path", STET_SCHEMA_TEXT, NULL, false, "Where it was written." },
    { "line", STET_SCHEMA_NUMBER, NULL, true, "From 1." },
    { "whole_batch", STET_SCHEMA_FLAG, NULL, false, "It looks at the whole batch." },
    { "silent", STET_SCHEMA_FLAG, NULL, false, "It has not spoken yet." },
    { "suggestion", STET_SCHEMA_COUNT, NULL, false,
      "Findings that were told as suggestions," },
    { "warning", STET_SCHEMA_COUNT, NULL, false, "warnings" },
    { "error", STET_SCHEMA_COUNT, NULL, false, "and errors." },
    { "failures", STET_SCHEMA_COUNT, NULL, false,
      "How often it could not be evaluated." },
    { "rates", STET_SCHEMA_OBJECT, "measure", false, "Of any level." },
    { "examples", STET_SCHEMA_LIST, "example", false,
      "The first findings, one a record." },
    { "messages", STET_SCHEMA_TEXTS, NULL, true,
      "What a rule of the whole batch says." },
    { "statistics", STET_SCHEMA_LIST, "statistic", true,
      "What it has worked out, be it a fault or not." },
};

static const stet_schema_property statistic[] = {
    { "name", STET_SCHEMA_TEXT, NULL, false, "What it is." },
    { "value", STET_SCHEMA_REAL, NULL, false, "The figure," },
    { "low", STET_SCHEMA_REAL, NULL, false, "of its interval the lower end" },
    { "high", STET_SCHEMA_REAL, NULL, false, "and the upper one," },
    { "confidence", STET_SCHEMA_REAL, NULL, false,
      "and its level of confidence, such as 0.95; null: it has no interval." },
    { "n", STET_SCHEMA_COUNT, NULL, false, "Of how many it is" },
    { "of", STET_SCHEMA_TEXT, NULL, false, "and of what: items." },
};

static const stet_schema_property example[] = {
    { "rule", STET_SCHEMA_TEXT, NULL, false, "Name of the rule." },
    { "level", STET_SCHEMA_LEVEL, NULL, false, "How much it matters." },
    { "place", STET_SCHEMA_OBJECT, "place", false, "Its record." },
    { "field", STET_SCHEMA_TEXT, NULL, true, "The field that holds the text." },
    { "line", STET_SCHEMA_NUMBER, NULL, true,
      "In the source, from 1, where that is known." },
    { "column", STET_SCHEMA_COUNT, NULL, false, "In Unicode code points, from 1." },
    { "start", STET_SCHEMA_COUNT, NULL, false, "Byte offset in the source." },
    { "end", STET_SCHEMA_COUNT, NULL, false, "Behind its last byte." },
    { "message", STET_SCHEMA_TEXT, NULL, false, "What was found." },
    { "match", STET_SCHEMA_TEXT, NULL, false, "The text that was found." },
};

static const stet_schema_property strata[] = {
    { "total", STET_SCHEMA_COUNT, NULL, false, "How many there are." },
    { "items", STET_SCHEMA_LIST, "stratum", false, "All of them." },
};

static const stet_schema_property stratum[] = {
    { "name", STET_SCHEMA_TEXT, NULL, false, "A group's name or a source's path." },
    { "rank_first", STET_SCHEMA_NUMBER, NULL, true,
      "The rank by rejected share, 1 the worst: from this one" },
    { "rank_last", STET_SCHEMA_NUMBER, NULL, true, "to this one." },
    { "format", STET_SCHEMA_TEXT, NULL, true, "Of a source." },
    { "size", STET_SCHEMA_COUNT, NULL, true, "Bytes of a source." },
    { "checked", STET_SCHEMA_COUNT, NULL, true, "Bytes of it that were checked." },
    { "rates", STET_SCHEMA_OBJECT, "rates", false, "Of its records." },
    { "top", STET_SCHEMA_LIST, "top", false, "The rules with most records in it." },
};

static const stet_schema_property top[] = {
    { "rule", STET_SCHEMA_TEXT, NULL, false, "Name of the rule." },
    { "findings", STET_SCHEMA_COUNT, NULL, false, "Its findings" },
    { "records", STET_SCHEMA_COUNT, NULL, false, "and the records that hold them." },
};

static const stet_schema_property all_lengths[] = {
    { "edges", STET_SCHEMA_COUNTS, NULL, false,
      "Lower edges of the bins, in words; the last has no end." },
    { "all", STET_SCHEMA_OBJECT, "lengths", false, "Of all records," },
    { "accepted", STET_SCHEMA_OBJECT, "lengths", false, "of accepted," },
    { "rejected", STET_SCHEMA_OBJECT, "lengths", false, "rejected" },
    { "failed", STET_SCHEMA_OBJECT, "lengths", false, "and failed ones." },
};

static const stet_schema_property lengths[] = {
    { "records", STET_SCHEMA_COUNT, NULL, false, "Records." },
    { "least", STET_SCHEMA_COUNT, NULL, false, "Words of the shortest." },
    { "p5", STET_SCHEMA_COUNT, NULL, false, "That 5 % do not exceed," },
    { "p25", STET_SCHEMA_COUNT, NULL, false, "25 %," },
    { "median", STET_SCHEMA_COUNT, NULL, false, "50 %," },
    { "p75", STET_SCHEMA_COUNT, NULL, false, "75 %" },
    { "p95", STET_SCHEMA_COUNT, NULL, false, "and 95 %." },
    { "most", STET_SCHEMA_COUNT, NULL, false, "Words of the longest." },
    { "mean", STET_SCHEMA_REAL, NULL, false, "Words a record." },
    { "bins", STET_SCHEMA_COUNTS, NULL, false, "Records from an edge to the next." },
};

static const stet_schema_property coverage[] = {
    { "sources", STET_SCHEMA_COUNT, NULL, false, "Sources of the batch." },
    { "sources_whole", STET_SCHEMA_COUNT, NULL, false,
      "Of them, checked from end to end." },
    { "sources_unread", STET_SCHEMA_COUNT, NULL, false,
      "Of them, those of which nothing could be read." },
    { "bytes", STET_SCHEMA_COUNT, NULL, false, "Bytes of all sources." },
    { "bytes_checked", STET_SCHEMA_COUNT, NULL, false, "Of them, checked." },
    { "segments", STET_SCHEMA_COUNT, NULL, false, "Parts of the batch." },
    { "segments_checked", STET_SCHEMA_COUNT, NULL, false, "Of them, checked." },
    { "rules", STET_SCHEMA_COUNT, NULL, false, "Rules of the rule set." },
    { "rules_silent", STET_SCHEMA_COUNT, NULL, false,
      "Of them, those of the whole batch that have not spoken yet." },
    { "rules_failed", STET_SCHEMA_COUNT, NULL, false,
      "Of them, those that could not be evaluated somewhere." },
    { "gaps", STET_SCHEMA_OBJECT, "gaps", false, "What was not checked." },
    { "failed", STET_SCHEMA_COUNT, NULL, false, "Failures, all of them." },
    { "failures", STET_SCHEMA_OBJECT, "failures", false,
      "By message, the most frequent first." },
};

static const stet_schema_property gaps[] = {
    { "total", STET_SCHEMA_COUNT, NULL, false, "How many there are." },
    { "items", STET_SCHEMA_LIST, "gap", false, "As many of them as are listed." },
};

static const stet_schema_property gap[] = {
    { "source", STET_SCHEMA_TEXT, NULL, false, "Path of the source." },
    { "start", STET_SCHEMA_COUNT, NULL, false, "From this byte" },
    { "end", STET_SCHEMA_COUNT, NULL, false, "to this one." },
};

static const stet_schema_property failures[] = {
    { "total", STET_SCHEMA_COUNT, NULL, false, "How many there are." },
    { "items", STET_SCHEMA_LIST, "failure", false, "As many of them as are listed." },
};

static const stet_schema_property failure[] = {
    { "count", STET_SCHEMA_COUNT, NULL, false, "How often." },
    { "message", STET_SCHEMA_TEXT, NULL, false, "What could not be done and why." },
    { "rule", STET_SCHEMA_TEXT, NULL, true, "The rule that could not be evaluated." },
    { "source", STET_SCHEMA_TEXT, NULL, true, "Where the first of them is." },
    { "byte", STET_SCHEMA_COUNT, NULL, true, "In the source." },
    { "line", STET_SCHEMA_NUMBER, NULL, true, "From 1." },
    { "column", STET_SCHEMA_NUMBER, NULL, true, "In Unicode code points, from 1." },
};

static const stet_schema_property samples[] = {
    { "total", STET_SCHEMA_COUNT, NULL, false, "How many there are." },
    { "items", STET_SCHEMA_LIST, "sample", false, "As many of them as are listed." },
};

static const stet_schema_property sample[] = {
    { "of", STET_SCHEMA_TEXT, NULL, false, "all, rule or group." },
    { "stratum", STET_SCHEMA_TEXT, NULL, true, "Name of the rule or group." },
    { "place", STET_SCHEMA_OBJECT, "place", false, "Where it is." },
    { "left_out", STET_SCHEMA_FLAG, NULL, false, "Its texts are not here." },
    { "fields", STET_SCHEMA_MAP, NULL, false, "Its texts by field." },
    { "all_findings", STET_SCHEMA_COUNT, NULL, false, "How many findings it has." },
    { "findings", STET_SCHEMA_LIST, "example", false, "The first of them." },
};

static const stet_schema_object report_objects[] = {
    { "report", false, report, STET_LEN(report) },
    { "run", false, run, STET_LEN(run) },
    { "rule_set", false, rule_set, STET_LEN(rule_set) },
    { "plugin", false, plugin, STET_LEN(plugin) },
    { "verdict", false, verdict, STET_LEN(verdict) },
    { "plan", false, plan, STET_LEN(plan) },
    { "places", false, places, STET_LEN(places) },
    { "place", false, place, STET_LEN(place) },
    { "rates", false, rates, STET_LEN(rates) },
    { "levels", false, levels, STET_LEN(levels) },
    { "measure", false, measure, STET_LEN(measure) },
    { "share", false, share, STET_LEN(share) },
    { "density", false, density, STET_LEN(density) },
    { "rules", false, rules, STET_LEN(rules) },
    { "rule", false, rule, STET_LEN(rule) },
    { "statistic", false, statistic, STET_LEN(statistic) },
    { "example", false, example, STET_LEN(example) },
    { "strata", false, strata, STET_LEN(strata) },
    { "stratum", false, stratum, STET_LEN(stratum) },
    { "top", false, top, STET_LEN(top) },
    { "all_lengths", false, all_lengths, STET_LEN(all_lengths) },
    { "lengths", false, lengths, STET_LEN(lengths) },
    { "coverage", false, coverage, STET_LEN(coverage) },
    { "gaps", false, gaps, STET_LEN(gaps) },
    { "gap", false, gap, STET_LEN(gap) },
    { "failures", false, failures, STET_LEN(failures) },
    { "failure", false, failure, STET_LEN(failure) },
    { "samples", false, samples, STET_LEN(samples) },
    { "sample", false, sample, STET_LEN(sample) },
};

static const stet_schema_property compare[] = {
    { "before", STET_SCHEMA_OBJECT, "run", false, "The earlier audit." },
    { "after", STET_SCHEMA_OBJECT, "run", false, "The later one." },
    { "same_rules", STET_SCHEMA_FLAG, NULL, false,
      "Their rule sets have the same hash." },
    { "same_groups", STET_SCHEMA_FLAG, NULL, false,
      "Both have groups, by the same field." },
    { "parts", STET_SCHEMA_COUNT, NULL, false, "Parts of the later batch," },
    { "same_parts", STET_SCHEMA_COUNT, NULL, false,
      "and those of them that the earlier one has too." },
    { "compared", STET_SCHEMA_COUNT, NULL, false, "Comparisons that were made." },
    { "beyond_chance", STET_SCHEMA_COUNT, NULL, false, "Of them, more than chance." },
    { "false_discovery_rate", STET_SCHEMA_SHARE, NULL, false,
      "What share of those may be chance after all." },
    { "states", STET_SCHEMA_OBJECT, "drifts", false,
      "Records that were rejected, or failed." },
    { "levels", STET_SCHEMA_OBJECT, "drifts", false,
      "Records with findings, by level." },
    { "rules", STET_SCHEMA_OBJECT, "drifts", false, "Records with findings, by rule." },
    { "groups", STET_SCHEMA_OBJECT, "drifts", false,
      "Rejected records by group, the least chances first." },
};

static const stet_schema_property drifts[] = {
    { "total", STET_SCHEMA_COUNT, NULL, false, "How many there are." },
    { "items", STET_SCHEMA_LIST, "drift", false, "All of them." },
};

static const stet_schema_property drift[] = {
    { "kind", STET_SCHEMA_TEXT, NULL, false, "state, level, rule or group." },
    { "name", STET_SCHEMA_TEXT, NULL, false, "Of what." },
    { "level", STET_SCHEMA_LEVEL, NULL, true, "Of a level or a rule." },
    { "before", STET_SCHEMA_OBJECT, "drift_side", true,
      "As it was, if the earlier audit has it." },
    { "after", STET_SCHEMA_OBJECT, "drift_side", true,
      "As it is, if the later audit has it." },
    { "compared", STET_SCHEMA_FLAG, NULL, false, "Both have it, and records." },
    { "difference", STET_SCHEMA_REAL, NULL, true, "After less before, from -1 to 1." },
    { "low", STET_SCHEMA_REAL, NULL, true,
      "Of its 95 % interval (Newcombe), the lower end" },
    { "high", STET_SCHEMA_REAL, NULL, true, "and the upper one." },
    { "p", STET_SCHEMA_SHARE, NULL, true,
      "The chance of a difference as large where there is none." },
    { "beyond_chance", STET_SCHEMA_FLAG, NULL, true,
      "It is more than chance, all comparisons considered." },
};

static const stet_schema_property drift_side[] = {
    { "records", STET_SCHEMA_OBJECT, "share", false, "Such records." },
    { "by_1000_words", STET_SCHEMA_OBJECT, "density", true,
      "Findings by 1,000 words, of a level or a rule." },
};

static const stet_schema_object compare_objects[] = {
    { "compare", false, compare, STET_LEN(compare) },
    { "drifts", false, drifts, STET_LEN(drifts) },
    { "drift", false, drift, STET_LEN(drift) },
    { "drift_side", false, drift_side, STET_LEN(drift_side) },
    { "run", false, run, STET_LEN(run) },
    { "rule_set", false, rule_set, STET_LEN(rule_set) },
    { "plugin", false, plugin, STET_LEN(plugin) },
    { "share", false, share, STET_LEN(share) },
    { "density", false, density, STET_LEN(density) },
};

void stet_schema_write_report(stet_buffer *out)
{
    stet_schema_write_objects("What stet report --json prints", report_objects,
                              STET_LEN(report_objects), out);
}

void stet_schema_write_compare(stet_buffer *out)
{
    stet_schema_write_objects("What stet compare --json prints", compare_objects,
                              STET_LEN(compare_objects), out);
}
