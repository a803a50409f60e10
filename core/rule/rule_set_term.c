/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "rule/rule_set_p.h"

enum { MOST_GRACE = 3650 /**< Days: who needs ten years needs another date. */ };

/** The version of the file that a node stands in; false after an error. */
static bool find_version(stet_rule_loader *loader, const stet_yaml *node, stet_str *out)
{
    const stet_yaml *version = stet_yaml_get(node->file->root, "version");
    if (!version || version->kind != STET_YAML_SCALAR) {
        stet_yaml_error(node, loader->errors,
                        "the rule set has no `version` to compare `%.*s` with",
                        stet_yaml_width(node->text), node->text.ptr);
        stet_yaml_hint(loader->errors, "add `version:`, or write a date: 2026-11-30");
        return false;
    }
    if (!stet_version_is_valid(version->text)) {
        stet_yaml_error(
            node, loader->errors,
            "`%.*s` cannot be compared with `%.*s`, the version of the rule "
            "set",
            stet_yaml_width(node->text), node->text.ptr, stet_yaml_width(version->text),
            version->text.ptr);
        stet_yaml_hint(loader->errors,
                       "a version that can be compared is numbers with dots between "
                       "them: 2026.11.3");
        return false;
    }
    *out = version->text;
    return true;
}

static void read_bound(stet_rule_loader *loader, const stet_yaml *node, const char *key,
                       stet_bound *out)
{
    stet_str text;
    if (!stet_yaml_read_text(node, &text, loader->errors))
        return;
    if (stet_date_read(text, &out->date)) {
        out->kind = STET_BOUND_DATE;
    } else if (!stet_version_is_valid(text)) {
        stet_yaml_error(node, loader->errors, "`%s` is a day or a version, not `%.*s`",
                        key, stet_yaml_width(text), text.ptr);
        stet_yaml_hint(loader->errors,
                       "write 2026-11-30, or numbers with dots as in 2026.11.3");
    } else if (find_version(loader, node, &out->compared)) {
        out->kind = STET_BOUND_VERSION;
        out->version = text;
    }
}

/** "14 days", "2 weeks". */
static bool parse_grace(stet_str text, int32_t *days)
{
    size_t at = 0;
    int32_t number = 0;
    for (; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++) {
        number = number * 10 + (text.ptr[at] - '0');
        if (number > MOST_GRACE)
            return false;
    }
    stet_str unit = stet_str_trim((stet_str){ text.ptr + at, text.len - at });
    bool weeks = stet_str_is(unit, "week") || stet_str_is(unit, "weeks");
    bool is_unit = weeks || stet_str_is(unit, "day") || stet_str_is(unit, "days");
    *days = number * (weeks ? 7 : 1);
    return is_unit && *days > 0 && *days <= MOST_GRACE;
}

static void read_grace(stet_rule_loader *loader, const stet_yaml *node,
                       const stet_yaml *since, stet_term *term)
{
    stet_str text;
    if (!stet_yaml_read_text(node, &text, loader->errors))
        return;
    if (!parse_grace(text, &term->grace)) {
        stet_yaml_error(node, loader->errors,
                        "`grace` is a number of days or weeks, not `%.*s`",
                        stet_yaml_width(text), text.ptr);
        stet_yaml_hint(loader->errors, "write 14 days; %d are the most", MOST_GRACE);
    } else if (!since || term->since.kind == STET_BOUND_VERSION) {
        stet_yaml_error(
            node, loader->errors,
            "`grace` needs a `since` that is a day: from then on it counts");
    }
}

static void check_order(stet_rule_loader *loader, const stet_yaml *until,
                        const stet_term *term)
{
    bool dates = term->since.kind == STET_BOUND_DATE &&
                 term->until.kind == STET_BOUND_DATE &&
                 term->since.date > term->until.date;
    bool versions = term->since.kind == STET_BOUND_VERSION &&
                    term->until.kind == STET_BOUND_VERSION &&
                    stet_version_compare(term->since.version, term->until.version) > 0;
    if (dates || versions)
        stet_yaml_error(until, loader->errors,
                        "`until` is before `since`: the rule would never hold");
}

void stet_rule_read_term(stet_rule_loader *loader, const stet_yaml *mapping,
                         stet_rule *rule)
{
    const stet_yaml *since = stet_yaml_get(mapping, "since");
    const stet_yaml *until = stet_yaml_get(mapping, "until");
    const stet_yaml *grace = stet_yaml_get(mapping, "grace");
    stet_rule_set *set = loader->set;
    stet_term *term = &rule->term;
    if (since)
        read_bound(loader, since, "since", &term->since);
    if (until)
        read_bound(loader, until, "until", &term->until);
    if (grace)
        read_grace(loader, grace, since, term);
    check_order(loader, until, term);
    term->state = stet_term_state_of(term, set->today);
    set->is_dated = set->is_dated || stet_term_is_dated(term);
}
