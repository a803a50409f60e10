/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"
#include "rule/rule_set_diff_p.h"
#include "rule/rule_set_p.h"

#include <stdlib.h>

/* ---- A value, however it is written ---- */

static int compare_keys(const void *a, const void *b)
{
    const stet_yaml *const *x = a;
    const stet_yaml *const *y = b;
    return stet_str_compare((*x)->text, (*y)->text);
}

static void write_plain(const stet_yaml *node, stet_buffer *out);

static void write_mapping(const stet_yaml *node, stet_buffer *out)
{
    stet_yaml **keys = stet_memory_zalloc(node->count + 1, sizeof *keys);
    for (size_t i = 0; i < node->count; i++)
        keys[i] = node->keys[i];
    qsort(keys, node->count, sizeof *keys, compare_keys);
    stet_buffer_add_char(out, '{');
    for (size_t i = 0; i < node->count; i++) {
        size_t n = 0;
        while (node->keys[n] != keys[i])
            n++;
        stet_buffer_add_text(out, i ? ", " : "");
        stet_buffer_add(out, keys[i]->text);
        stet_buffer_add_text(out, ": ");
        write_plain(node->items[n], out);
    }
    stet_buffer_add_char(out, '}');
    free(keys);
}

/** Without quotes, keys in their own order, a list of one as its item: what is the same
    to a rule reads the same. */
static void write_plain(const stet_yaml *node, stet_buffer *out)
{
    if (node->kind == STET_YAML_SCALAR) {
        stet_buffer_add(out, node->text);
    } else if (node->kind == STET_YAML_MAPPING) {
        write_mapping(node, out);
    } else if (node->kind == STET_YAML_SEQUENCE && node->count == 1) {
        write_plain(node->items[0], out);
    } else {
        stet_buffer_add_char(out, '[');
        for (size_t i = 0; i < node->count; i++) {
            stet_buffer_add_text(out, i ? ", " : "");
            write_plain(node->items[i], out);
        }
        stet_buffer_add_char(out, ']');
    }
}

static stet_str plain_text(const stet_yaml *node, stet_arena *arena)
{
    stet_buffer out = { 0 };
    write_plain(node, &out);
    stet_str text = stet_arena_copy(arena, stet_buffer_str(&out));
    stet_buffer_release(&out);
    return text;
}

/* ---- Lists ---- */

enum { ITEMS_SHOWN = 5, ITEM_SHOWN = 60 };

static stet_str clip(stet_str text)
{
    size_t len = ITEM_SHOWN;
    if (text.len <= len)
        return text;
    while (len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    return (stet_str){ text.ptr, len };
}

/** "2 more (a, b)": those of `items` that `others` has not; how many. */
static size_t write_missing(const stet_str *items, size_t count, const stet_map *others,
                            const char *what, stet_buffer *out)
{
    stet_buffer shown = { 0 };
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (stet_map_has(others, items[i]))
            continue;
        if (n < ITEMS_SHOWN) {
            stet_str text = clip(items[i]);
            stet_buffer_format(&shown, "%s“%.*s%s”", n ? ", " : "", (int)text.len,
                               text.ptr, text.len < items[i].len ? "…" : "");
        }
        n++;
    }
    if (n)
        stet_buffer_format(out, "%s%zu %s (%s%s)", out->len ? ", " : "", n, what,
                           shown.ptr, n > ITEMS_SHOWN ? ", …" : "");
    stet_buffer_release(&shown);
    return n;
}

static void fill_map(stet_map *map, const stet_str *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        stet_map_set(map, items[i], map);
}

stet_turn stet_diff_lists(const stet_str *before, size_t n_before,
                          const stet_str *after, size_t n_after, stet_buffer *out)
{
    stet_map old = { 0 };
    stet_map fresh = { 0 };
    stet_buffer text = { 0 };
    fill_map(&old, before, n_before);
    fill_map(&fresh, after, n_after);
    size_t n_more = write_missing(after, n_after, &old, "more", &text);
    size_t n_less = write_missing(before, n_before, &fresh, "less", &text);
    stet_buffer_add(out, stet_buffer_str(&text));
    stet_buffer_release(&text);
    stet_map_release(&old);
    stet_map_release(&fresh);
    return (stet_turn)((n_more ? STET_TURN_STRICTER : 0) |
                       (n_less ? STET_TURN_LOOSER : 0));
}

/* ---- One parameter ---- */

/** Two values of a parameter, with the preset in place of what is not given. */
typedef struct values {
    const stet_param *param;
    const stet_yaml *before, *after, *preset;
    stet_arena *arena;
} values;

static stet_turn turn_of_more(stet_effect effect)
{
    switch (effect) {
    case STET_STRICTER:
        return STET_TURN_STRICTER;
    case STET_LOOSER:
    case STET_LIMIT:
        return STET_TURN_LOOSER;
    case STET_SAME:
        return STET_TURN_NONE;
    default:
        return STET_TURN_ANY;
    }
}

static stet_turn turn_round(stet_turn turn)
{
    if (turn == STET_TURN_STRICTER)
        return STET_TURN_LOOSER;
    return turn == STET_TURN_LOOSER ? STET_TURN_STRICTER : turn;
}

/** Of values that are neither more nor less: away from the preset something is asked.
 */
static stet_turn turn_of_demand(bool was_preset, bool is_preset)
{
    if (was_preset)
        return STET_TURN_STRICTER;
    return is_preset ? STET_TURN_LOOSER : STET_TURN_ANY;
}

static bool is_preset(const values *v, stet_str text)
{
    return v->preset && stet_str_equal(plain_text(v->preset, v->arena), text);
}

static double number_of(const stet_yaml *node)
{
    double number = 0;
    stet_diagnostics errors = { 0 };
    stet_yaml_read_real(node, &number, &errors);
    stet_diagnostics_release(&errors);
    return number;
}

/** Whether a limit is none. */
static bool is_open(const stet_param *param, double number)
{
    return param->more == STET_LIMIT && number <= param->min;
}

static stet_turn turn_of_numbers(const values *v)
{
    double before = number_of(v->before);
    double after = number_of(v->after);
    bool was_open = is_open(v->param, before);
    if (was_open || is_open(v->param, after))
        return was_open ? STET_TURN_STRICTER : STET_TURN_LOOSER;
    stet_turn more = turn_of_more(v->param->more);
    return before < after ? more : turn_round(more);
}

static stet_turn turn_of_scalar(const values *v, stet_str before, stet_str after)
{
    stet_effect effect = v->param->more;
    if (effect == STET_SAME)
        return STET_TURN_NONE;
    if (effect == STET_DEMAND)
        return turn_of_demand(is_preset(v, before), is_preset(v, after));
    if (v->param->type == STET_T_INT || v->param->type == STET_T_REAL)
        return turn_of_numbers(v);
    if (v->param->type != STET_T_BOOL)
        return STET_TURN_ANY;
    stet_turn more = turn_of_more(effect);
    return stet_str_is(after, "true") ? more : turn_round(more);
}

/** 7 and 7.0 are the same number; of a pattern every byte counts. */
static bool is_same_scalar(const values *v, stet_str before, stet_str after)
{
    bool number = v->param->type == STET_T_INT || v->param->type == STET_T_REAL;
    if (stet_str_equal(before, after))
        return true;
    double x = number ? number_of(v->before) : 0;
    double y = number ? number_of(v->after) : 1;
    return x <= y && x >= y;
}

/** A value as a reader of the change wants it: what asks for nothing is none. */
static void write_value(const values *v, const stet_yaml *node, stet_buffer *out)
{
    stet_str text = plain_text(node, v->arena);
    bool is_number = v->param->type == STET_T_INT || v->param->type == STET_T_REAL;
    bool quotes = v->param->type >= STET_T_TEXT;
    bool none = (v->param->more == STET_DEMAND && is_preset(v, text)) ||
                (is_number && is_open(v->param, number_of(node)));
    stet_buffer_add_text(out, quotes && !none ? "“" : "");
    stet_buffer_add(out, none ? STET_STR("none") : text);
    stet_buffer_add_text(out, quotes && !none ? "”" : "");
}

static stet_turn diff_scalar(const values *v, stet_str name, stet_buffer *text)
{
    stet_str before = plain_text(v->before, v->arena);
    stet_str after = plain_text(v->after, v->arena);
    if (is_same_scalar(v, before, after))
        return STET_TURN_NONE;
    stet_buffer_format(text, "%s is ", name.ptr);
    write_value(v, v->after, text);
    stet_buffer_add_text(text, ", was ");
    write_value(v, v->before, text);
    return turn_of_scalar(v, before, after);
}

/** Data, such as a schema: only that it is another, since what that means for texts
    cannot be told. Its file may have changed under the same name. */
static stet_turn diff_data(const values *v, const stet_rule_pair *pair, stet_str name,
                           stet_buffer *text)
{
    stet_str before = plain_text(v->before, v->arena);
    stet_str after = plain_text(v->after, v->arena);
    if (!stet_str_equal(before, after)) {
        bool is = !is_preset(v, after);
        stet_buffer_format(text, "%s is %s", name.ptr,
                           !is                    ? "none"
                           : is_preset(v, before) ? "given, was none"
                                                  : "another");
        return turn_of_demand(is_preset(v, before), !is);
    }
    if (pair->before->files == pair->after->files || is_preset(v, after))
        return STET_TURN_NONE;
    stet_buffer_format(text, "%s: the file holds something else", name.ptr);
    return STET_TURN_ANY;
}

static const stet_str *items_of(const stet_yaml *node, size_t *count, stet_arena *arena)
{
    *count = node->kind == STET_YAML_NULL ? 0 : stet_yaml_length(node);
    stet_str *items = stet_arena_zalloc(arena, (*count + 1) * sizeof *items);
    for (size_t i = 0; i < *count; i++)
        items[i] = plain_text(stet_yaml_item(node, i), arena);
    return items;
}

static bool is_in_order(const stet_str *a, const stet_str *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!stet_str_equal(a[i], b[i]))
            return false;
    return true;
}

/** Where more is neither stricter nor looser, the order may count as well. */
static stet_turn diff_order(const values *v, stet_str name, const stet_str *before,
                            size_t n_before, const stet_str *after, size_t n_after,
                            stet_buffer *text)
{
    if (v->param->more != STET_OTHER ||
        (n_before == n_after && is_in_order(before, after, n_after)))
        return STET_TURN_NONE;
    stet_buffer_format(text, "%s stand in another order", name.ptr);
    return STET_TURN_ANY;
}

static stet_turn diff_list(const values *v, stet_str name, stet_buffer *text)
{
    size_t n_before;
    size_t n_after;
    const stet_str *before = items_of(v->before, &n_before, v->arena);
    const stet_str *after = items_of(v->after, &n_after, v->arena);
    stet_buffer words = { 0 };
    stet_turn lists = stet_diff_lists(before, n_before, after, n_after, &words);
    if (words.len)
        stet_buffer_format(text, "%s: %s", name.ptr, words.ptr);
    stet_buffer_release(&words);
    if (lists == STET_TURN_NONE)
        return diff_order(v, name, before, n_before, after, n_after, text);
    stet_effect effect = v->param->more;
    bool empties = effect == STET_LIMIT || effect == STET_DEMAND;
    if (empties && (n_before == 0 || n_after == 0))
        return n_before == 0 ? STET_TURN_STRICTER : STET_TURN_LOOSER;
    stet_turn more = turn_of_more(effect);
    return lists == STET_TURN_LOOSER                          ? turn_round(more)
           : lists == STET_TURN_ANY && more != STET_TURN_NONE ? STET_TURN_ANY
                                                              : more;
}

/* ---- All parameters ---- */

static const stet_yaml *value_of(const stet_yaml *rule, const stet_param *param,
                                 stet_arena *arena)
{
    static const stet_yaml nothing = { .kind = STET_YAML_NULL };
    const stet_yaml *given = stet_parameter_get(rule, param);
    stet_diagnostics errors = { 0 };
    if (!given)
        given = stet_parameter_preset(param, arena, &errors);
    stet_diagnostics_release(&errors);
    return given ? given : &nothing;
}

static const stet_param *find_param(const stet_check_type *type, const char *name)
{
    for (size_t i = 0; name && i < type->n_params; i++)
        if (strcmp(type->params[i].name, name) == 0)
            return &type->params[i];
    return NULL;
}

/** Another parameter may turn this one round: then what it is decides, and when it
    changed too, nothing can be said. */
static stet_turn turn_by_other(const stet_rule_pair *pair, const stet_param *param,
                               stet_turn turn, stet_arena *arena)
{
    const stet_param *by = find_param(pair->after->check->type, param->turned_by);
    stet_diagnostics errors = { 0 };
    const stet_yaml *preset = by ? stet_parameter_preset(by, arena, &errors) : NULL;
    stet_diagnostics_release(&errors);
    if (!preset || turn == STET_TURN_NONE)
        return turn;
    stet_str before = plain_text(value_of(pair->before->yaml, by, arena), arena);
    stet_str after = plain_text(value_of(pair->after->yaml, by, arena), arena);
    if (!stet_str_equal(before, after))
        return STET_TURN_ANY;
    bool turned = !stet_str_equal(after, plain_text(preset, arena));
    return turned ? turn_round(turn) : turn;
}

static stet_change_kind kind_of(stet_turn turn)
{
    static const stet_change_kind kinds[] = {
        [STET_TURN_NONE] = STET_CHANGE_MESSAGE,
        [STET_TURN_STRICTER] = STET_CHANGE_STRICTER,
        [STET_TURN_LOOSER] = STET_CHANGE_LOOSER,
        [STET_TURN_ANY] = STET_CHANGE_OTHER,
    };
    return kinds[turn];
}

static void diff_param(stet_rule_set_diff *diff, const stet_rule_pair *pair,
                       const stet_param *param, stet_arena *arena)
{
    values v = { .param = param, .arena = arena };
    stet_diagnostics errors = { 0 };
    stet_buffer text = { 0 };
    stet_str name = stet_parameter_yaml_name(param, arena);
    v.before = value_of(pair->before->yaml, param, arena);
    v.after = value_of(pair->after->yaml, param, arena);
    v.preset = stet_parameter_preset(param, arena, &errors);
    stet_turn turn = param->type == STET_T_LIST   ? diff_list(&v, name, &text)
                     : param->type == STET_T_DATA ? diff_data(&v, pair, name, &text)
                                                  : diff_scalar(&v, name, &text);
    if (text.len) {
        turn = turn_by_other(pair, param, turn, arena);
        stet_diff_add_turn(diff, pair, kind_of(turn), turn, name, &text);
    }
    stet_buffer_release(&text);
    stet_diagnostics_release(&errors);
}

void stet_diff_parameters(stet_rule_set_diff *diff, const stet_rule_pair *pair)
{
    const stet_check_type *type = pair->after->check->type;
    stet_arena arena = { 0 };
    for (size_t i = 0; i < type->n_params; i++)
        diff_param(diff, pair, &type->params[i], &arena);
    stet_arena_release(&arena);
}
