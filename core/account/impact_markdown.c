/* SPDX-License-Identifier: Apache-2.0 */
/* For a merge request or a message: tables as GitHub has them. */
#include "account/impact_p.h"
#include "account/impact_report.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Whether the character could begin markup, HTML or, in an address, a link: GitHub
   makes one of https://, www. and names with @. */
static bool is_markup(const stet_buffer *text, size_t at)
{
    const char *here = text->ptr + at;

    if (*here == ':')
        return here[1] == '/';
    if (*here == '.')
        return at >= 3 && strncmp(here - 3, "www", 3) == 0;
    return strchr("\\`*_[]<>#|&~$@", *here) != NULL;
}

/* What was written so that it could be Markdown is only text, with backslashes:
   https://spec.commonmark.org/0.31.2/#backslash-escapes. Empties the buffer. */
static void add_escaped(stet_buffer *out, stet_buffer *text)
{
    for (size_t i = 0; i < text->len; i++) {
        if (is_markup(text, i))
            stet_buffer_add_char(out, '\\');
        stet_buffer_add_char(out, text->ptr[i]);
    }
    stet_buffer_clear(text);
}

static void add_text(stet_buffer *out, stet_str text)
{
    stet_buffer shown = { 0 };

    stet_impact_add_line(&shown, text);
    add_escaped(out, &shown);
    stet_buffer_release(&shown);
}

static void add_cell(stet_buffer *out, uint64_t n)
{
    stet_buffer_add_text(out, " ");
    stet_figure_count(out, n);
    stet_buffer_add_text(out, " |");
}

static void add_head(stet_buffer *out, const stet_impact *impact)
{
    static const char *const names[2] = { "Old", "New" };
    stet_buffer shown = { 0 };

    stet_buffer_add_text(out, "**");
    stet_impact_add_headline(out, impact);
    stet_buffer_add_text(out, "** In brackets: the 95 % interval of the share.\n\n");
    for (size_t side = 0; side < 2; side++) {
        stet_buffer_format(out, "- %s: ", names[side]);
        stet_impact_add_specification(&shown, &impact->sides[side]);
        add_escaped(out, &shown);
        stet_buffer_add_char(out, '\n');
    }
    stet_impact_add_notes(out, impact, "- ");
    stet_buffer_release(&shown);
}

static void add_states(stet_buffer *out, const stet_impact *impact)
{
    stet_buffer_add_text(out, "\n| old \\ new |");
    for (size_t is = 0; is < STET_IMPACT_STATES; is++)
        stet_buffer_format(out, " %s |", stet_wording_state((stet_audit_state)is));
    stet_buffer_add_text(out, "\n| --- | ---: | ---: | ---: |\n");
    for (size_t was = 0; was < STET_IMPACT_STATES; was++) {
        stet_buffer_format(out, "| %s |", stet_wording_state((stet_audit_state)was));
        for (size_t is = 0; is < STET_IMPACT_STATES; is++)
            add_cell(out, impact->states.records[was][is]);
        stet_buffer_add_char(out, '\n');
    }
}

/* Whether there are any. */
static bool add_changes(stet_buffer *out, const stet_impact *impact, uint32_t rule)
{
    const stet_impact_change *change;
    const char *before = "";
    size_t at = 0;

    while ((change = stet_impact_next_change(impact, rule, &at))) {
        stet_buffer_format(out, "%s%s: ", before, change->kind);
        add_text(out, change->text);
        before = "; ";
    }
    return *before != '\0';
}

static void add_rules(stet_buffer *out, const stet_impact *impact,
                      const stet_impact_list *rules)
{
    stet_buffer_add_text(out, "\n## By rule\n\n");
    if (!rules->count) {
        stet_buffer_add_text(out, "No rule rejects other records than before.\n");
        return;
    }
    stet_buffer_add_text(out, "| rule | rejects, old | new | newly rejected | alone | "
                              "newly accepted | alone | what changed |\n"
                              "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- "
                              "|\n");
    for (size_t i = 0; i < rules->count; i++) {
        const stet_impact_rule *rule = rules->items[i];
        stet_buffer_add_text(out, "| ");
        add_text(out, rule->name);
        stet_buffer_add_text(out, " |");
        add_cell(out, rule->rejects[STET_IMPACT_OLD]);
        add_cell(out, rule->rejects[STET_IMPACT_NEW]);
        add_cell(out, rule->turns[STET_IMPACT_NEW].records);
        add_cell(out, rule->turns[STET_IMPACT_NEW].alone);
        add_cell(out, rule->turns[STET_IMPACT_OLD].records);
        add_cell(out, rule->turns[STET_IMPACT_OLD].alone);
        stet_buffer_add_char(out, ' ');
        if (!add_changes(out, impact, (uint32_t)(rule - impact->rules)) &&
            !impact->of_audits)
            stet_buffer_add_text(out, STET_IMPACT_RIVALS);
        stet_buffer_add_text(out, " |\n");
    }
    stet_buffer_add_text(out, "\nAlone: no other rule rejects the record.\n");
}

static void add_idle_changes(stet_buffer *out, const stet_impact *impact)
{
    uint32_t last = 0;
    bool any = false;

    for (size_t i = 0; i < impact->n_changes; i++) {
        const stet_impact_change *change = &impact->changes[i];
        bool is_set = change->rule == UINT32_MAX;
        if ((!is_set && stet_impact_has_effect(&impact->rules[change->rule])) ||
            (any && change->rule == last))
            continue;
        if (!any)
            stet_buffer_add_text(out,
                                 "\n## Changed, without an effect of its own here\n\n");
        stet_buffer_add_text(out, "- ");
        add_text(out, is_set ? STET_STR("the set itself")
                             : impact->rules[change->rule].name);
        stet_buffer_add_text(out, ": ");
        add_changes(out, impact, change->rule);
        stet_buffer_add_char(out, '\n');
        any = true;
        last = change->rule;
    }
}

static void add_share_cell(stet_buffer *out, const stet_impact_states *states,
                           stet_impact_side side)
{
    stet_buffer_add_char(out, ' ');
    stet_impact_add_share(out, stet_impact_turned(states, side),
                          stet_impact_turnable(states, side), "");
    stet_buffer_add_text(out, " |");
}

static void add_groups(stet_buffer *out, const stet_impact *impact)
{
    stet_impact_list groups = stet_impact_list_groups(impact);

    stet_buffer_add_text(out, "\n## By ");
    add_text(out, impact->group_by);
    stet_buffer_add_text(out, "\n\n| group | newly rejected, of those accepted | newly "
                              "accepted, of those rejected |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < groups.count && i < STET_IMPACT_GROUPS_TOLD; i++) {
        const stet_impact_group *group = groups.items[i];
        stet_buffer_add_text(out, "| ");
        if (group == impact->others)
            stet_buffer_add_text(out, "(all others)");
        else if (group->name.len)
            add_text(out, group->name);
        else
            stet_buffer_add_text(out, "(none)");
        stet_buffer_add_text(out, " |");
        add_share_cell(out, &group->states, STET_IMPACT_NEW);
        add_share_cell(out, &group->states, STET_IMPACT_OLD);
        stet_buffer_add_char(out, '\n');
    }
    if (groups.count > STET_IMPACT_GROUPS_TOLD) {
        stet_buffer_add_text(out, "\nAnd ");
        stet_figure_count(out, groups.count - STET_IMPACT_GROUPS_TOLD);
        stet_buffer_add_text(out, " more, with fewer; `--format json` has all.\n");
    }
    free((void *)(uintptr_t)groups.items);
}

static void add_example(stet_buffer *out, const stet_impact_example *example)
{
    stet_buffer shown = { 0 };

    stet_buffer_add_text(out, "- ");
    stet_impact_add_place(&shown, example);
    add_escaped(out, &shown);
    stet_buffer_add_text(out, example->alone ? ": " : ", with other rules: ");
    add_text(out, example->cause.message);
    if (example->cause.match.len) {
        stet_buffer_add_text(out, " “");
        stet_impact_add_match(&shown, example->cause.match);
        add_escaped(out, &shown);
        stet_buffer_add_text(out, "”");
    }
    stet_buffer_add_char(out, '\n');
    stet_buffer_release(&shown);
}

static void add_examples(stet_buffer *out, const stet_impact_list *rules,
                         stet_impact_side side)
{
    for (size_t i = 0; i < rules->count; i++) {
        const stet_impact_rule *rule = rules->items[i];
        if (!rule->n_examples[side])
            continue;
        stet_buffer_add_text(out, side == STET_IMPACT_NEW ? "\n## Newly rejected by "
                                                          : "\n## Newly accepted: ");
        add_text(out, rule->name);
        stet_buffer_format(out, "\n\n%" PRIu32 " of ", rule->n_examples[side]);
        stet_figure_count(out, rule->turns[side].records);
        stet_buffer_add_text(out, ":\n\n");
        for (uint32_t n = 0; n < rule->n_examples[side]; n++)
            add_example(out, &rule->examples[side][n]);
    }
}

void stet_impact_write_markdown(const stet_impact *impact, stet_buffer *out)
{
    stet_impact_list rules = stet_impact_list_rules(impact);

    add_head(out, impact);
    add_states(out, impact);
    add_rules(out, impact, &rules);
    add_idle_changes(out, impact);
    if (impact->n_groups)
        add_groups(out, impact);
    add_examples(out, &rules, STET_IMPACT_NEW);
    add_examples(out, &rules, STET_IMPACT_OLD);
    free((void *)(uintptr_t)rules.items);
}
