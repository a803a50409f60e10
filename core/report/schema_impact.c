/* SPDX-License-Identifier: Apache-2.0 */
/* What stet impact prints: audit/impact_json.c. */
#include "report/schema.h"
#include "report/schema_p.h"

static const stet_schema_property impact[] = {
    { "old", STET_SCHEMA_OBJECT, "side", false, "The old specification." },
    { "new", STET_SCHEMA_OBJECT, "side", false, "The new one." },
    { "fail_on", STET_SCHEMA_LEVEL, NULL, true,
      "The least level of a finding that rejects a record; without it, none does." },
    { "group_by", STET_SCHEMA_TEXT, NULL, true,
      "The field that names a record's group." },
    { "matched_by_id", STET_SCHEMA_COUNT, NULL, false,
      "Records of two audits that were matched by their ids, not by their places." },
    { "newly_rejected", STET_SCHEMA_OBJECT, "turned", false,
      "Records that were accepted and are rejected now." },
    { "newly_accepted", STET_SCHEMA_OBJECT, "turned", false,
      "Records that were rejected and are accepted now." },
    { "states", STET_SCHEMA_LIST, "state", false,
      "Records by their state under both, all nine pairs." },
    { "set_changes", STET_SCHEMA_LIST, "changed", false,
      "What changed in the set itself." },
    { "rules", STET_SCHEMA_LIST, "impact_rule", false,
      "Rules that reject other records than before, then those that changed without "
      "an effect." },
    { "groups", STET_SCHEMA_LIST, "group", false,
      "All groups, when they were asked for." },
    { "failures", STET_SCHEMA_LIST, "impact_failure", false,
      "What could not be read or evaluated: the first of either side." },
};

static const stet_schema_property side[] = {
    { "name", STET_SCHEMA_TEXT, NULL, false, "Name of the rule set." },
    { "version", STET_SCHEMA_TEXT, NULL, false,
      "Of the specification that it states." },
    { "hash", STET_SCHEMA_TEXT, NULL, false, "Of everything that decides findings." },
    { "date", STET_SCHEMA_TEXT, NULL, true,
      "The day by which its rules hold, when that decides." },
    { "path", STET_SCHEMA_TEXT, NULL, false, "Of the rule set, or of the audit." },
    { "records", STET_SCHEMA_COUNT, NULL, false, "Records that it has judged." },
    { "unmatched", STET_SCHEMA_COUNT, NULL, false,
      "Of them, those that the other side does not have: they are not compared." },
    { "failures", STET_SCHEMA_COUNT, NULL, false, "Failures, all of them." },
};

static const stet_schema_property turned[] = {
    { "records", STET_SCHEMA_COUNT, NULL, false, "How many have turned," },
    { "of", STET_SCHEMA_COUNT, NULL, false, "of so many that could." },
    { "share", STET_SCHEMA_SHARE, NULL, true, "records / of, unless there are none." },
    { "low", STET_SCHEMA_SHARE, NULL, true,
      "Of its Wilson 95 % interval, the lower end" },
    { "high", STET_SCHEMA_SHARE, NULL, true, "and the upper one." },
};

static const stet_schema_property state[] = {
    { "old", STET_SCHEMA_TEXT, NULL, false, "accepted, rejected or failed." },
    { "new", STET_SCHEMA_TEXT, NULL, false, "Likewise, under the new specification." },
    { "records", STET_SCHEMA_COUNT, NULL, false, "How many records." },
};

static const stet_schema_property changed[] = {
    { "kind", STET_SCHEMA_TEXT, NULL, false, "As in a change of stet diff." },
    { "text", STET_SCHEMA_TEXT, NULL, false, "The change in words." },
};

static const stet_schema_property impact_rule[] = {
    { "rule", STET_SCHEMA_TEXT, NULL, false, "Name of the rule." },
    { "old_level", STET_SCHEMA_TEXT, NULL, true,
      "Its level, or off, in the old specification, if it is there," },
    { "new_level", STET_SCHEMA_TEXT, NULL, true, "and in the new one." },
    { "old_rejects", STET_SCHEMA_COUNT, NULL, false,
      "Records that it rejects, with others or alone, under the old specification" },
    { "new_rejects", STET_SCHEMA_COUNT, NULL, false, "and under the new one;" },
    { "only_old_rejects", STET_SCHEMA_COUNT, NULL, false,
      "of them, under the old one only" },
    { "only_new_rejects", STET_SCHEMA_COUNT, NULL, false,
      "and under the new one only." },
    { "newly_rejected", STET_SCHEMA_COUNT, NULL, false,
      "Records that were accepted and that it rejects now, with others or alone;" },
    { "newly_rejected_alone", STET_SCHEMA_COUNT, NULL, false,
      "of them, those that no other rule rejects." },
    { "newly_accepted", STET_SCHEMA_COUNT, NULL, false,
      "Records that it rejected, with others or alone, and that are accepted now;" },
    { "newly_accepted_alone", STET_SCHEMA_COUNT, NULL, false,
      "of them, those that no other rule rejected." },
    { "changes", STET_SCHEMA_LIST, "changed", false, "What changed in it." },
    { "examples", STET_SCHEMA_LIST, "example", false,
      "Records that it turns; the same in every run." },
};

static const stet_schema_property example[] = {
    { "newly", STET_SCHEMA_TEXT, NULL, false, "rejected or accepted." },
    { "source", STET_SCHEMA_TEXT, NULL, false, "Path of the source." },
    { "byte", STET_SCHEMA_COUNT, NULL, false, "Offset of the record in the source." },
    { "record", STET_SCHEMA_NUMBER, NULL, true, "Number of the record." },
    { "id", STET_SCHEMA_TEXT, NULL, true, "The record's own id." },
    { "group", STET_SCHEMA_TEXT, NULL, true, "The record's group." },
    { "field", STET_SCHEMA_TEXT, NULL, true, "The field that holds the text." },
    { "line", STET_SCHEMA_NUMBER, NULL, true,
      "Where the rule's first finding begins." },
    { "column", STET_SCHEMA_NUMBER, NULL, true, "In Unicode code points." },
    { "message", STET_SCHEMA_TEXT, NULL, false, "What it says." },
    { "match", STET_SCHEMA_TEXT, NULL, false, "The text that was found." },
    { "alone", STET_SCHEMA_FLAG, NULL, false, "No other rule rejects the record." },
};

static const stet_schema_property group[] = {
    { "group", STET_SCHEMA_TEXT, NULL, false,
      "Its name; empty: the records that name none." },
    { "all_others", STET_SCHEMA_FLAG, NULL, true,
      "It is no group, but all that came behind the first 65,536." },
    { "newly_rejected", STET_SCHEMA_OBJECT, "turned", false, "As of all records." },
    { "newly_accepted", STET_SCHEMA_OBJECT, "turned", false, "As of all records." },
    { "states", STET_SCHEMA_LIST, "state", false, "As of all records." },
};

static const stet_schema_property impact_failure[] = {
    { "source", STET_SCHEMA_TEXT, NULL, false, "Path of the source." },
    { "record", STET_SCHEMA_NUMBER, NULL, true, "Number of the record." },
    { "line", STET_SCHEMA_NUMBER, NULL, true,
      "Where in the source, if that is known." },
    { "column", STET_SCHEMA_COUNT, NULL, true, "In Unicode code points." },
    { "rule", STET_SCHEMA_TEXT, NULL, true, "The rule that could not be evaluated." },
    { "message", STET_SCHEMA_TEXT, NULL, false, "What could not be done and why." },
    { "old", STET_SCHEMA_FLAG, NULL, false, "It is so under the old specification." },
    { "new", STET_SCHEMA_FLAG, NULL, false, "It is so under the new one." },
};

static const stet_schema_object impact_objects[] = {
    { "impact", false, impact, STET_LEN(impact) },
    { "side", false, side, STET_LEN(side) },
    { "turned", false, turned, STET_LEN(turned) },
    { "state", false, state, STET_LEN(state) },
    { "changed", false, changed, STET_LEN(changed) },
    { "impact_rule", false, impact_rule, STET_LEN(impact_rule) },
    { "example", false, example, STET_LEN(example) },
    { "group", false, group, STET_LEN(group) },
    { "impact_failure", false, impact_failure, STET_LEN(impact_failure) },
};

void stet_schema_write_impact(stet_buffer *out)
{
    stet_schema_write_objects("What stet impact --format json prints", impact_objects,
                              STET_LEN(impact_objects), out);
}
