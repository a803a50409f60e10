/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "base/str.h"
#include "rule/rule_set_diff_p.h"
#include "rule/rule_set_p.h"

/* ---- What looking at more does ---- */

/** What a rule does when it looks at more places of a text: when every hit is a fault,
    it finds more; when one is asked for, less. */
static stet_turn turn_of_places(const stet_check_type *type)
{
    stet_effect effect = STET_OTHER;
    bool gated = false;
    if (type->whole)
        return STET_TURN_ANY;
    for (size_t i = 0; i < type->n_params; i++) {
        const stet_param *param = &type->params[i];
        if (!stet_parameter_has_gate(param, 1))
            continue;
        if (gated && param->more != effect)
            return STET_TURN_ANY;
        gated = true;
        effect = param->more;
    }
    if (!gated)
        return type->scope <= STET_SCOPE_BLOCK ? STET_TURN_STRICTER : STET_TURN_ANY;
    return effect == STET_STRICTER ? STET_TURN_STRICTER
           : effect == STET_LOOSER ? STET_TURN_LOOSER
                                   : STET_TURN_ANY;
}

static stet_turn turn_round(stet_turn turn)
{
    if (turn == STET_TURN_STRICTER)
        return STET_TURN_LOOSER;
    return turn == STET_TURN_LOOSER ? STET_TURN_STRICTER : turn;
}

/** What it does when it looks at some that it did not look at, and not at others. */
static stet_turn turn_of_change(stet_turn places, bool more, bool less)
{
    return stet_turn_join(more ? places : STET_TURN_NONE,
                          less ? turn_round(places) : STET_TURN_NONE);
}

static void add_joined(stet_buffer *out, const char *before, stet_str name)
{
    stet_buffer_add_text(out, before);
    stet_buffer_add(out, name);
}

/* ---- in ---- */

static bool has_field(const stet_rule *rule, stet_str name)
{
    for (size_t i = 0; i < rule->n_fields; i++)
        if (stet_str_equal(rule->fields[i], name))
            return true;
    return false;
}

/** The fields of `rule` that `other` does not name; how many. */
static size_t write_fields(const stet_rule *rule, const stet_rule *other,
                           const char *first, stet_buffer *out)
{
    size_t n = 0;
    for (size_t i = 0; i < rule->n_fields; i++)
        if (!has_field(other, rule->fields[i]))
            add_joined(out, n++ ? ", " : first, rule->fields[i]);
    return n;
}

static void diff_fields(stet_rule_set_diff *diff, const stet_rule_pair *pair)
{
    const stet_rule *a = pair->before;
    const stet_rule *b = pair->after;
    static const stet_rule none = { .n_fields = 0 };
    stet_buffer text = { 0 };
    bool more = a->n_fields > 0;
    bool less = b->n_fields > 0;
    if (a->n_fields && b->n_fields) {
        more = write_fields(b, a, "looks also at the field ", &text) > 0;
        less = write_fields(a, b,
                            more ? ", no longer at " : "looks no longer at the field ",
                            &text) > 0;
    } else if (less) {
        write_fields(b, &none, "looks only at the field ", &text);
    } else if (more) {
        stet_buffer_add_text(&text, "looks at every text");
        write_fields(a, &none, ", was only at ", &text);
    }
    bool each = b->check->type->scope <= STET_SCOPE_DOCUMENT;
    stet_turn places = each ? STET_TURN_STRICTER : STET_TURN_ANY;
    if (text.len)
        stet_diff_add_turn(diff, pair, STET_CHANGE_APPLIES,
                           turn_of_change(places, more, less), STET_STR("in"), &text);
    stet_buffer_release(&text);
}

static bool write_words(const stet_rule_word *words, size_t count, uint32_t bits,
                        const char *first, stet_buffer *out)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t value = words[i].value;
        if ((bits & value) && (value & (value - 1)) == 0)
            add_joined(out, n++ ? ", " : first, stet_str_from(words[i].word));
    }
    return n > 0;
}

static void diff_kinds(stet_rule_set_diff *diff, const stet_rule_pair *pair)
{
    uint32_t a = pair->before->block_kinds;
    uint32_t b = pair->after->block_kinds;
    stet_buffer text = { 0 };
    bool more = write_words(stet_kind_words, stet_n_kind_words, b & ~a,
                            "looks also at blocks of kind ", &text);
    bool less = write_words(
        stet_kind_words, stet_n_kind_words, a & ~b,
        more ? ", no longer at " : "looks no longer at blocks of kind ", &text);
    stet_turn places = turn_of_places(pair->after->check->type);
    if (text.len)
        stet_diff_add_turn(diff, pair, STET_CHANGE_APPLIES,
                           turn_of_change(places, more, less), STET_STR("in"), &text);
    stet_buffer_release(&text);
}

/* ---- at ---- */

static void write_sites(uint32_t sites, stet_buffer *out)
{
    if (!write_words(stet_site_words, stet_n_site_words, sites, "", out))
        stet_buffer_add_text(out, "anywhere");
}

static void diff_sites(stet_rule_set_diff *diff, const stet_rule_pair *pair)
{
    uint32_t a = pair->before->sites;
    uint32_t b = pair->after->sites;
    stet_buffer text = { 0 };
    if (a == b)
        return;
    bool more = b == 0 || (a != 0 && (b & ~a) != 0);
    bool less = a == 0 || (b != 0 && (a & ~b) != 0);
    stet_buffer_add_text(&text, "what it looks for counts at ");
    write_sites(b, &text);
    stet_buffer_add_text(&text, ", was ");
    write_sites(a, &text);
    stet_diff_add_turn(
        diff, pair, STET_CHANGE_APPLIES,
        turn_of_change(turn_of_places(pair->after->check->type), more, less),
        STET_STR("at"), &text);
    stet_buffer_release(&text);
}

/* ---- when ---- */

/** A condition as it is written: the set that a rule belongs to numbers its values, so
    two sets are compared by their texts. */
typedef struct condition {
    const stet_str *values;
    size_t count;
    bool negated, given;
} condition;

static condition read_condition(const stet_rule *rule, stet_str field,
                                stet_arena *arena)
{
    const stet_yaml *when = stet_yaml_get(rule->yaml, "when");
    condition it = { .given = false };
    for (size_t i = 0; rule->n_conditions && i < when->count; i++) {
        if (!stet_str_equal(when->keys[i]->text, field))
            continue;
        const stet_yaml *values = when->items[i];
        it.given = true;
        it.negated = values->kind == STET_YAML_MAPPING;
        if (it.negated)
            values = stet_yaml_get(values, "not");
        it.count = stet_yaml_length(values);
        stet_str *texts = stet_arena_zalloc(arena, (it.count + 1) * sizeof *texts);
        for (size_t n = 0; n < it.count; n++)
            texts[n] = stet_yaml_item(values, n)->text;
        it.values = texts;
    }
    return it;
}

/** What becomes of a field that both have a condition for. */
static stet_turn diff_values(const condition *a, const condition *b, stet_str field,
                             stet_buffer *out)
{
    stet_buffer words = { 0 };
    stet_turn turn = stet_diff_lists(a->values, a->count, b->values, b->count, &words);
    if (turn != STET_TURN_NONE)
        stet_buffer_format(out, "%s%.*s%s: %s", out->len ? "; " : "for ",
                           (int)field.len, field.ptr, b->negated ? ", but not" : "",
                           words.ptr);
    stet_buffer_release(&words);
    return b->negated ? turn_round(turn) : turn;
}

/** The conditions of `rule`, for fields that `other` asks nothing of. */
static bool write_lone(const stet_rule *rule, const stet_rule *other, const char *words,
                       stet_arena *arena, stet_buffer *out)
{
    const stet_yaml *when = stet_yaml_get(rule->yaml, "when");
    bool found = false;
    for (size_t i = 0; rule->n_conditions && i < when->count; i++) {
        if (read_condition(other, when->keys[i]->text, arena).given)
            continue;
        found = true;
        stet_buffer_format(out, "%s%s", out->len ? "; " : "", words);
        stet_rule_write_condition(when, i, out);
    }
    return found;
}

static stet_turn diff_fields_of_both(const stet_rule_pair *pair, stet_arena *arena,
                                     stet_buffer *text)
{
    const stet_yaml *when = stet_yaml_get(pair->after->yaml, "when");
    stet_turn turn = STET_TURN_NONE;
    for (size_t i = 0; pair->after->n_conditions && i < when->count; i++) {
        stet_str field = when->keys[i]->text;
        condition a = read_condition(pair->before, field, arena);
        condition b = read_condition(pair->after, field, arena);
        if (!a.given)
            continue;
        if (a.negated == b.negated) {
            turn = stet_turn_join(turn, diff_values(&a, &b, field, text));
            continue;
        }
        stet_buffer_add_text(text, text->len ? "; now for " : "now for ");
        stet_rule_write_condition(when, i, text);
        turn = STET_TURN_ANY;
    }
    return turn;
}

static void diff_when(stet_rule_set_diff *diff, const stet_rule_pair *pair)
{
    stet_buffer text = { 0 };
    stet_arena arena = { 0 };
    stet_turn turn = diff_fields_of_both(pair, &arena, &text);
    if (write_lone(pair->after, pair->before, "only for ", &arena, &text))
        turn = stet_turn_join(turn, STET_TURN_LOOSER);
    if (write_lone(pair->before, pair->after, "no longer only for ", &arena, &text))
        turn = stet_turn_join(turn, STET_TURN_STRICTER);
    if (turn != STET_TURN_NONE && pair->after->check->type->scope == STET_SCOPE_BATCH)
        turn = STET_TURN_ANY;
    if (text.len)
        stet_diff_add_turn(diff, pair, STET_CHANGE_APPLIES, turn, STET_STR("when"),
                           &text);
    stet_buffer_release(&text);
    stet_arena_release(&arena);
}

/* ---- since, until, grace ---- */

/** Whether the second bound comes later (1) or earlier (-1). One that is not there lies
    at the `end` of time: before all days (-1) or behind them (1). */
static int compare_bounds(const stet_bound *a, const stet_bound *b, int end)
{
    bool was = a->kind != STET_BOUND_NONE;
    bool is = b->kind != STET_BOUND_NONE;
    if (!was || !is)
        return was == is ? 0 : was ? end : -end;
    if (a->kind == STET_BOUND_DATE)
        return (b->date > a->date) - (b->date < a->date);
    return stet_version_compare(b->version, a->version);
}

/** `later`: what a bound does that comes later. */
static stet_turn diff_bound(const stet_bound *a, const stet_bound *b, stet_turn later,
                            int end)
{
    if (a->kind && b->kind && a->kind != b->kind)
        return STET_TURN_ANY;
    int order = compare_bounds(a, b, end);
    if (order == 0)
        return STET_TURN_NONE;
    return order > 0 ? later : turn_round(later);
}

static void write_term(const stet_rule *rule, stet_buffer *out)
{
    if (stet_term_has_bounds(&rule->term))
        stet_term_add(out, &rule->term);
    else
        stet_buffer_add_text(out, "always");
}

static void diff_term(stet_rule_set_diff *diff, const stet_rule_pair *pair)
{
    const stet_term *a = &pair->before->term;
    const stet_term *b = &pair->after->term;
    stet_turn turn = diff_bound(&a->since, &b->since, STET_TURN_LOOSER, -1);
    turn =
        stet_turn_join(turn, diff_bound(&a->until, &b->until, STET_TURN_STRICTER, 1));
    if (a->grace != b->grace)
        turn = stet_turn_join(turn, a->grace < b->grace ? STET_TURN_LOOSER
                                                        : STET_TURN_STRICTER);
    if (turn == STET_TURN_NONE)
        return;
    stet_buffer text = { 0 };
    stet_buffer_add_text(&text, "holds ");
    write_term(pair->after, &text);
    stet_buffer_add_text(&text, "; was ");
    write_term(pair->before, &text);
    stet_diff_add_turn(diff, pair, STET_CHANGE_APPLIES, turn, STET_STR("since"), &text);
    stet_buffer_release(&text);
}

void stet_diff_scope(stet_rule_set_diff *diff, const stet_rule_pair *pair)
{
    diff_fields(diff, pair);
    diff_kinds(diff, pair);
    diff_sites(diff, pair);
    diff_when(diff, pair);
    diff_term(diff, pair);
}
