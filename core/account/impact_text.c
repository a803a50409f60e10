/* SPDX-License-Identifier: Apache-2.0 */
#include "account/impact_p.h"
#include "account/impact_report.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/visible.h"

#include <inttypes.h>
#include <stdlib.h>

enum { NUMBER_WIDTH = 12, NAME_WIDTH = 28 };

/* Right-aligned in its column. */
static void add_cell(stet_buffer *out, uint64_t n)
{
    stet_buffer cell = { 0 };

    stet_figure_count(&cell, n);
    stet_buffer_format(out, "%*s", NUMBER_WIDTH, cell.ptr);
    stet_buffer_release(&cell);
}

/* How many columns a text takes, nearly: code points. */
static size_t width_of(stet_str text)
{
    size_t width = 0;

    for (size_t i = 0; i < text.len; i++)
        width += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return width;
}

/* The name, made visible, and blanks up to the column of numbers. */
static void add_name(stet_buffer *out, stet_str name)
{
    stet_buffer shown = { 0 };

    stet_visible_add(&shown, name);
    stet_buffer_add(out, stet_buffer_str(&shown));
    for (size_t n = width_of(stet_buffer_str(&shown)); n < NAME_WIDTH; n++)
        stet_buffer_add_char(out, ' ');
    stet_buffer_release(&shown);
}

static void add_states(stet_buffer *out, const stet_impact *impact)
{
    stet_buffer_format(out, "\n%-*s%*s", NAME_WIDTH, "", NUMBER_WIDTH, "new:");
    for (size_t is = 0; is < STET_IMPACT_STATES; is++)
        stet_buffer_format(out, "%*s", is ? NUMBER_WIDTH : NUMBER_WIDTH - 2,
                           stet_wording_state((stet_audit_state)is));
    stet_buffer_add_char(out, '\n');
    for (size_t was = 0; was < STET_IMPACT_STATES; was++) {
        stet_buffer_format(out, "%s%-*s",
                           was ? "     " : "old: ", NAME_WIDTH + NUMBER_WIDTH - 7,
                           stet_wording_state((stet_audit_state)was));
        for (size_t is = 0; is < STET_IMPACT_STATES; is++)
            add_cell(out, impact->states.records[was][is]);
        stet_buffer_add_char(out, '\n');
    }
}

/* Whether there are any. */
static bool add_changes(stet_buffer *out, const stet_impact *impact, uint32_t rule)
{
    const stet_impact_change *change;
    bool any = false;
    size_t at = 0;

    while ((change = stet_impact_next_change(impact, rule, &at))) {
        stet_buffer_format(out, "  %s: ", change->kind);
        stet_impact_add_line(out, change->text);
        stet_buffer_add_char(out, '\n');
        any = true;
    }
    return any;
}

static void add_rules(stet_buffer *out, const stet_impact *impact,
                      const stet_impact_list *rules)
{
    if (!rules->count) {
        stet_buffer_add_text(out, "\nNo rule rejects other records than before.\n");
        return;
    }
    stet_buffer_format(out, "\n%-*s%*s%*s%*s\n", NAME_WIDTH, "", 2 * NUMBER_WIDTH,
                       "records it rejects", 2 * NUMBER_WIDTH, "newly rejected",
                       2 * NUMBER_WIDTH, "newly accepted");
    stet_buffer_format(out, "%-*s", NAME_WIDTH, "rule");
    static const char *const heads[] = { "old", "new", "all", "alone", "all", "alone" };
    for (size_t i = 0; i < STET_LEN(heads); i++)
        stet_buffer_format(out, "%*s", NUMBER_WIDTH, heads[i]);
    stet_buffer_add_char(out, '\n');
    for (size_t i = 0; i < rules->count; i++) {
        const stet_impact_rule *rule = rules->items[i];
        add_name(out, rule->name);
        add_cell(out, rule->rejects[STET_IMPACT_OLD]);
        add_cell(out, rule->rejects[STET_IMPACT_NEW]);
        add_cell(out, rule->turns[STET_IMPACT_NEW].records);
        add_cell(out, rule->turns[STET_IMPACT_NEW].alone);
        add_cell(out, rule->turns[STET_IMPACT_OLD].records);
        add_cell(out, rule->turns[STET_IMPACT_OLD].alone);
        stet_buffer_add_char(out, '\n');
        if (!add_changes(out, impact, (uint32_t)(rule - impact->rules)) &&
            !impact->of_audits)
            stet_buffer_add_text(out, "  " STET_IMPACT_RIVALS "\n");
    }
    stet_buffer_add_text(out, "alone: no other rule rejects the record\n");
}

/* The set itself, and rules that reject the same records as before. */
static void add_idle_changes(stet_buffer *out, const stet_impact *impact)
{
    uint32_t last = 0;
    bool any = false;

    for (size_t i = 0; i < impact->n_changes; i++) {
        const stet_impact_change *change = &impact->changes[i];
        bool is_set = change->rule == UINT32_MAX;
        if (!is_set && stet_impact_has_effect(&impact->rules[change->rule]))
            continue;
        if (!any)
            stet_buffer_add_text(out,
                                 "\nChanged, without an effect of its own here:\n");
        if (!any || change->rule != last) {
            stet_visible_add(out, is_set ? STET_STR("the set itself")
                                         : impact->rules[change->rule].name);
            stet_buffer_add_char(out, '\n');
            add_changes(out, impact, change->rule);
        }
        any = true;
        last = change->rule;
    }
}

static void add_group(stet_buffer *out, const stet_impact *impact,
                      const stet_impact_group *group)
{
    const stet_impact_states *states = &group->states;
    stet_buffer share = { 0 };

    add_name(out, group == impact->others ? STET_STR("(all others)")
                  : group->name.len       ? group->name
                                          : STET_STR("(none)"));
    for (size_t i = 0; i < 2; i++) {
        stet_impact_side side = i ? STET_IMPACT_OLD : STET_IMPACT_NEW;
        stet_buffer_clear(&share);
        stet_impact_add_share(&share, stet_impact_turned(states, side),
                              stet_impact_turnable(states, side), "");
        stet_buffer_format(out, "  %-*s", i ? 0 : 3 * NUMBER_WIDTH, share.ptr);
    }
    stet_buffer_add_char(out, '\n');
    stet_buffer_release(&share);
}

static void add_groups(stet_buffer *out, const stet_impact *impact)
{
    stet_buffer head = { 0 };
    stet_impact_list groups = stet_impact_list_groups(impact);

    stet_buffer_add_text(&head, "by ");
    stet_buffer_add(&head, impact->group_by);
    stet_buffer_add_char(out, '\n');
    add_name(out, stet_buffer_str(&head));
    stet_buffer_format(out, "  %-*s  %s\n", 3 * NUMBER_WIDTH,
                       "newly rejected, of those accepted",
                       "newly accepted, of those rejected");
    for (size_t i = 0; i < groups.count && i < STET_IMPACT_GROUPS_TOLD; i++)
        add_group(out, impact, groups.items[i]);
    if (groups.count > STET_IMPACT_GROUPS_TOLD)
        stet_buffer_format(out, "and %zu more, with fewer; --format json has all\n",
                           groups.count - STET_IMPACT_GROUPS_TOLD);
    free((void *)(uintptr_t)groups.items);
    stet_buffer_release(&head);
}

static void add_example(stet_buffer *out, const stet_impact *impact,
                        const stet_impact_example *example)
{
    stet_buffer_add_text(out, "  ");
    stet_impact_add_place(out, example);
    if (impact->group_by.len && example->group.len) {
        stet_buffer_add_text(out, ", ");
        stet_visible_add(out, example->group);
    }
    stet_buffer_add_text(out, example->alone ? "\n    " : ", with other rules\n    ");
    stet_impact_add_line(out, example->cause.message);
    stet_buffer_add_char(out, '\n');
    if (!example->cause.match.len)
        return;
    stet_buffer_add_text(out, "    “");
    stet_impact_add_match(out, example->cause.match);
    stet_buffer_add_text(out, "”\n");
}

static void add_examples(stet_buffer *out, const stet_impact *impact,
                         const stet_impact_list *rules, stet_impact_side side)
{
    for (size_t i = 0; i < rules->count; i++) {
        const stet_impact_rule *rule = rules->items[i];
        if (!rule->n_examples[side])
            continue;
        stet_buffer_add_char(out, '\n');
        stet_visible_add(out, rule->name);
        stet_buffer_add_text(out, side == STET_IMPACT_NEW ? ", newly rejected, "
                                                          : ", newly accepted, ");
        stet_buffer_format(out, "%" PRIu32 " of ", rule->n_examples[side]);
        stet_figure_count(out, rule->turns[side].records);
        stet_buffer_add_text(out, ":\n");
        for (uint32_t n = 0; n < rule->n_examples[side]; n++)
            add_example(out, impact, &rule->examples[side][n]);
    }
}

void stet_impact_write_text(const stet_impact *impact, stet_buffer *out)
{
    stet_impact_list rules = stet_impact_list_rules(impact);

    stet_impact_add_headline(out, impact);
    stet_buffer_add_text(out,
                         "\nIn brackets: the 95 % interval of the share.\n\nold: ");
    stet_impact_add_specification(out, &impact->sides[STET_IMPACT_OLD]);
    stet_buffer_add_text(out, "\nnew: ");
    stet_impact_add_specification(out, &impact->sides[STET_IMPACT_NEW]);
    stet_buffer_add_char(out, '\n');
    add_states(out, impact);
    stet_impact_add_notes(out, impact, "");
    add_rules(out, impact, &rules);
    add_idle_changes(out, impact);
    if (impact->group_by.len)
        add_groups(out, impact);
    add_examples(out, impact, &rules, STET_IMPACT_NEW);
    add_examples(out, impact, &rules, STET_IMPACT_OLD);
    free((void *)(uintptr_t)rules.items);
}
