/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/rule_set_diff.h"

#include "base/memory.h"
#include "base/str.h"
#include "rule/rule_set_diff_p.h"

#include <stdlib.h>

const char *stet_change_name(stet_change_kind kind)
{
    static const char *const names[] = {
        [STET_CHANGE_ADDED] = "added",       [STET_CHANGE_REMOVED] = "removed",
        [STET_CHANGE_ON] = "switched-on",    [STET_CHANGE_OFF] = "switched-off",
        [STET_CHANGE_STRICTER] = "stricter", [STET_CHANGE_LOOSER] = "looser",
        [STET_CHANGE_OTHER] = "changed",     [STET_CHANGE_LEVEL] = "re-levelled",
        [STET_CHANGE_APPLIES] = "applies",   [STET_CHANGE_MESSAGE] = "reworded",
    };
    return names[kind];
}

/* ---- Adding ---- */

void stet_diff_add(stet_rule_set_diff *diff, const stet_change *change)
{
    stet_memory_grow((void **)&diff->items, &diff->capacity, diff->count + 1,
                     sizeof *diff->items);
    stet_change *added = &diff->items[diff->count++];
    *added = *change;
    added->key = stet_arena_copy(&diff->arena, change->key);
    added->text = stet_arena_copy(&diff->arena, change->text);
    diff->n_of_kind[change->kind]++;
    diff->may_fail = diff->may_fail || change->may_fail;
    diff->may_pass = diff->may_pass || change->may_pass;
}

void stet_diff_add_turn(stet_rule_set_diff *diff, const stet_rule_pair *pair,
                        stet_change_kind kind, stet_turn turn, stet_str key,
                        const stet_buffer *text)
{
    stet_buffer whole = { 0 };
    stet_buffer_add_text(&whole, pair->where);
    stet_buffer_add(&whole, stet_buffer_str(text));
    stet_diff_add(diff, &(stet_change){
                            .kind = kind,
                            .before = pair->before,
                            .after = pair->after,
                            .key = key,
                            .text = stet_buffer_str(&whole),
                            .may_fail = pair->counts && (turn & STET_TURN_STRICTER),
                            .may_pass = pair->counted && (turn & STET_TURN_LOOSER),
                        });
    stet_buffer_release(&whole);
}

/* ---- Levels ---- */

/** What is over does not come back; what is not yet will come. */
static uint32_t level_of(const stet_rule *rule, uint32_t level)
{
    return rule->term.state == STET_TERM_OVER ? 0 : level;
}

bool stet_diff_counts(const stet_rule_set_diff *diff, const stet_rule *rule,
                      uint32_t level)
{
    return level_of(rule, level) >= diff->level;
}

void stet_diff_level(stet_rule_set_diff *diff, const stet_rule_pair *pair,
                     uint32_t before, uint32_t after)
{
    stet_buffer text = { 0 };
    stet_change_kind kind = STET_CHANGE_LEVEL;
    stet_turn turn = before < after ? STET_TURN_STRICTER : STET_TURN_LOOSER;
    before = level_of(pair->before, before);
    after = level_of(pair->after, after);
    if (before == after)
        return;
    if (!before || !after)
        kind = after ? STET_CHANGE_ON : STET_CHANGE_OFF;
    if (before)
        stet_buffer_format(&text, "%s, was %s", after ? stet_level_name(after) : "off",
                           stet_level_name(before));
    else
        stet_buffer_format(&text, "%s", stet_level_name(after));
    if (!after && pair->after->term.state == STET_TERM_OVER)
        stet_buffer_add_text(&text, ", since it is over");
    /* What counts on both sides is told to another person, but fails as it did. */
    stet_rule_pair of = *pair;
    of.counted = pair->counted && !pair->counts;
    of.counts = pair->counts && !pair->counted;
    stet_diff_add_turn(diff, &of, kind, turn, STET_STR("level"), &text);
    stet_buffer_release(&text);
}

/* ---- A rule that both have ---- */

static void diff_message(stet_rule_set_diff *diff, const stet_rule_pair *pair)
{
    stet_str before = pair->before->message;
    stet_str after = pair->after->message;
    stet_buffer text = { 0 };
    if (stet_str_equal(before, after))
        return;
    if (after.len)
        stet_buffer_format(&text, "“%.*s”", (int)after.len, after.ptr);
    else
        stet_buffer_add_text(&text, "in the words of its check");
    if (before.len)
        stet_buffer_format(&text, ", was “%.*s”", (int)before.len, before.ptr);
    stet_diff_add_turn(diff, pair, STET_CHANGE_MESSAGE, STET_TURN_NONE,
                       STET_STR("message"), &text);
    stet_buffer_release(&text);
}

static void diff_check(stet_rule_set_diff *diff, const stet_rule_pair *pair)
{
    stet_buffer text = { 0 };
    stet_buffer_format(&text, "looks for something else: %s, was %s",
                       pair->after->check->name.ptr, pair->before->check->name.ptr);
    stet_diff_add_turn(diff, pair, STET_CHANGE_OTHER, STET_TURN_ANY, STET_STR("check"),
                       &text);
    stet_buffer_release(&text);
}

void stet_diff_pair(stet_rule_set_diff *diff, const stet_rule_pair *pair,
                    uint32_t level_before, uint32_t level_after)
{
    stet_diff_level(diff, pair, level_before, level_after);
    if (stet_str_equal(pair->before->check->name, pair->after->check->name))
        stet_diff_parameters(diff, pair);
    else
        diff_check(diff, pair);
    stet_diff_scope(diff, pair);
    diff_message(diff, pair);
}

static void diff_both(stet_rule_set_diff *diff, const stet_rule *before,
                      const stet_rule *after)
{
    stet_rule_pair pair = { before, after,
                            stet_diff_counts(diff, before, before->level),
                            stet_diff_counts(diff, after, after->level), "" };
    stet_diff_pair(diff, &pair, before->level, after->level);
    stet_diff_overrides(diff, before, after);
}

/* ---- A rule that one has ---- */

/** The highest level that the rule has in any file. */
static uint32_t reach_of(const stet_rule_set *set, const stet_rule *rule)
{
    uint32_t level = level_of(rule, rule->level);
    for (size_t i = 0; i < set->n_overrides; i++)
        for (size_t n = 0; n < set->overrides[i].n_changes; n++) {
            uint32_t other = set->overrides[i].changes[n].level;
            const stet_rule *used = &set->rules[set->overrides[i].changes[n].variant];
            if (set->overrides[i].changes[n].rule == rule->index &&
                level_of(used, other) > level)
                level = other;
        }
    return level;
}

static void diff_one(stet_rule_set_diff *diff, const stet_rule_set *set,
                     const stet_rule *rule, bool added)
{
    bool counts = reach_of(set, rule) >= diff->level;
    stet_buffer text = { 0 };
    stet_buffer_format(&text, "%s, %s: %s", rule->check->name.ptr,
                       stet_level_name(rule->level), rule->check->type->summary);
    if (rule->n_conditions) {
        stet_buffer_add_text(&text, "; when ");
        stet_rule_write_when(rule, &text);
    }
    if (stet_term_has_bounds(&rule->term)) {
        stet_buffer_add_text(&text, "; ");
        stet_term_add(&text, &rule->term);
    }
    stet_diff_add(diff, &(stet_change){
                            .kind = added ? STET_CHANGE_ADDED : STET_CHANGE_REMOVED,
                            .before = added ? NULL : rule,
                            .after = added ? rule : NULL,
                            .key = STET_STR(""),
                            .text = stet_buffer_str(&text),
                            .may_fail = counts && added,
                            .may_pass = counts && !added,
                        });
    stet_buffer_release(&text);
}

/* ---- All ---- */

/* Both are sorted by name. */
static void diff_rules(stet_rule_set_diff *diff)
{
    const stet_rule_set *a = diff->before;
    const stet_rule_set *b = diff->after;
    size_t i = 0;
    size_t k = 0;
    while (i < a->n_named || k < b->n_named) {
        int order = i == a->n_named ? 1
                    : k == b->n_named
                        ? -1
                        : stet_str_compare(a->rules[i].name, b->rules[k].name);
        if (order < 0)
            diff_one(diff, a, &a->rules[i++], false);
        else if (order > 0)
            diff_one(diff, b, &b->rules[k++], true);
        else
            diff_both(diff, &a->rules[i++], &b->rules[k++]);
    }
}

void stet_rule_set_diff_make(stet_rule_set_diff *diff, const stet_rule_set *before,
                             const stet_rule_set *after, uint32_t level)
{
    diff->before = before;
    diff->after = after;
    diff->level = level;
    stet_diff_set(diff);
    diff_rules(diff);
}

void stet_rule_set_diff_release(stet_rule_set_diff *diff)
{
    free(diff->items);
    stet_arena_release(&diff->arena);
    *diff = (stet_rule_set_diff){ .items = NULL };
}
