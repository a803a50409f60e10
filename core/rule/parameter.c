/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/parameter.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"
#include "rule/slip.h"

#include <inttypes.h>
#include <stdlib.h>

/** What one reading of a rule has at hand. */
typedef struct reading {
    const stet_check_type *type;
    const char *options; /**< Booleans and choices in it are read first. */
    const stet_parameter_target *target;
    bool in_list;    /**< What is read is an item of the list whose name it has. */
    uint32_t *gates; /**< On the heap until all are known. */
    size_t n_gates, gates_capacity;
} reading;

typedef bool (*read_function)(reading *r, const stet_param *param,
                              const stet_yaml *node, void *field);

static bool read_params(reading *r, const stet_param *params, size_t n_params,
                        const stet_yaml *mapping, char *fields, bool switches,
                        bool others);

/* ---- Names ---- */

static bool is_named(stet_str key, const char *name)
{
    size_t i = 0;
    for (; i < key.len && name[i]; i++)
        if (key.ptr[i] != (name[i] == '_' ? '-' : name[i]))
            return false;
    return i == key.len && name[i] == '\0';
}

const stet_yaml *stet_parameter_get(const stet_yaml *mapping, const stet_param *param)
{
    if (mapping->kind != STET_YAML_MAPPING)
        return NULL;
    for (size_t i = 0; i < mapping->count; i++)
        if (is_named(mapping->keys[i]->text, param->name))
            return mapping->items[i];
    return NULL;
}

stet_str stet_parameter_yaml_name(const stet_param *param, stet_arena *arena)
{
    size_t len = strlen(param->name);
    char *name = stet_arena_alloc(arena, len + 1);
    for (size_t i = 0; i <= len; i++)
        name[i] = param->name[i] == '_' ? '-' : param->name[i];
    return (stet_str){ name, len };
}

/* ---- Ranges ---- */

bool stet_parameter_has_range(const stet_param *param)
{
    return param->min < 0 || param->min > 0 || param->max < 0 || param->max > 0;
}

bool stet_parameter_has_max(const stet_param *param)
{
    return stet_parameter_has_range(param) && param->max >= param->min;
}

/** `unit` is what is counted, with a blank before it; "" for a value itself. */
static bool check_range(const reading *r, const stet_param *param,
                        const stet_yaml *node, double value, const char *unit)
{
    if (!stet_parameter_has_range(param))
        return true;
    bool low = value < param->min;
    if (!low && !(stet_parameter_has_max(param) && value > param->max))
        return true;
    double bound = low ? param->min : param->max;
    const char *verb = unit[0] ? "have" : "be";
    const char *plural = !unit[0] || (bound >= 1 && bound <= 1) ? "" : "s";
    const char *name = stet_parameter_yaml_name(param, r->target->arena).ptr;
    if (unit[0] && !(value > 0))
        stet_yaml_error(node, r->target->errors,
                        "%s`%s` is empty; it must have at least %.15g%s%s",
                        r->in_list ? "an item of " : "", name, bound, unit, plural);
    else
        stet_yaml_error(node, r->target->errors,
                        "`%s` must %s at %s %.15g%s%s, not %.15g", name, verb,
                        low ? "least" : "most", bound, unit, plural, value);
    return false;
}

/* ---- One function a type ---- */

static bool read_bool(reading *r, const stet_param *param, const stet_yaml *node,
                      void *field)
{
    (void)param;
    return stet_yaml_read_boolean(node, field, r->target->errors);
}

static bool read_int(reading *r, const stet_param *param, const stet_yaml *node,
                     void *field)
{
    int64_t *value = field;
    return stet_yaml_read_integer(node, value, r->target->errors) &&
           check_range(r, param, node, (double)*value, "");
}

static bool read_real(reading *r, const stet_param *param, const stet_yaml *node,
                      void *field)
{
    double *value = field;
    return stet_yaml_read_real(node, value, r->target->errors) &&
           check_range(r, param, node, *value, "");
}

static bool read_choice(reading *r, const stet_param *param, const stet_yaml *node,
                        void *field)
{
    stet_str text;
    if (!stet_yaml_read_text(node, &text, r->target->errors))
        return false;
    int n = 0;
    for (; param->choices[n]; n++)
        if (stet_str_is(text, param->choices[n])) {
            *(int *)field = n;
            return true;
        }
    stet_yaml_error(node, r->target->errors, "`%s` cannot be `%.*s`",
                    stet_parameter_yaml_name(param, r->target->arena).ptr,
                    stet_yaml_width(text), text.ptr);
    stet_yaml_hint_names(r->target->errors, text, param->choices, (size_t)n);
    return false;
}

static bool read_text(reading *r, const stet_param *param, const stet_yaml *node,
                      void *field)
{
    stet_str *text = field;
    return stet_yaml_read_text(node, text, r->target->errors) &&
           check_range(r, param, node, (double)stet_utf8_length(*text), " character");
}

bool stet_parameter_is_asked(const stet_param *param, const char *name)
{
    size_t len = strlen(name);
    const char *at = param->gate_unless;
    while (at && (at = strstr(at, name))) {
        bool starts = at == param->gate_unless || at[-1] == ' ';
        if (starts && (at[len] == ' ' || at[len] == '\0'))
            return true;
        at += len;
    }
    return false;
}

/** Patterns have a syntax of their own, in which # is no comment. */
bool stet_parameter_holds_words(const stet_param *param)
{
    return param->type == STET_T_LIST && param->n_sub == 1 &&
           (param->sub->type == STET_T_TEXT || param->sub->type == STET_T_PHRASE);
}

static const stet_param *find_param(const stet_check_type *type, const char *name)
{
    for (size_t i = 0; i < type->n_params; i++)
        if (strcmp(type->params[i].name, name) == 0)
            return &type->params[i];
    return NULL;
}

/** The boolean parameter `name` of the check type; `otherwise` when there is none. */
static bool get_switch(const reading *r, const char *name, bool otherwise)
{
    const stet_param *param = name ? find_param(r->type, name) : NULL;
    bool value = otherwise;
    if (param)
        memcpy(&value, r->options + param->offset, sizeof value);
    return value;
}

/** A choice that is not the first one, or a list that is not empty. */
static bool is_set(const reading *r, const stet_param *param)
{
    int choice = 0;
    stet_list list = { 0 };
    if (param->type == STET_T_CHOICE)
        memcpy(&choice, r->options + param->offset, sizeof choice);
    else if (param->type == STET_T_LIST)
        memcpy(&list, r->options + param->offset, sizeof list);
    return choice != 0 || list.count > 0;
}

/** Whether the parameter is a gate in this rule. */
static bool is_gate(const reading *r, const stet_param *param)
{
    for (size_t i = 0; param->gate_unless && i < r->type->n_params; i++)
        if (stet_parameter_is_asked(param, r->type->params[i].name) &&
            is_set(r, &r->type->params[i]))
            return false;
    return param->gate;
}

static void add_gate(reading *r, uint32_t id)
{
    void *gates = r->gates;
    stet_memory_grow(&gates, &r->gates_capacity, r->n_gates + 1, sizeof *r->gates);
    r->gates = gates;
    r->gates[r->n_gates++] = id;
}

static bool add_pattern(reading *r, const stet_param *param, const stet_yaml *node,
                        bool phrase, void *field)
{
    stet_str text;
    if (!stet_yaml_read_text(node, &text, r->target->errors))
        return false;
    if ((phrase ? stet_str_trim(text) : text).len == 0) {
        stet_yaml_error(node, r->target->errors,
                        "%s is empty: it would match everywhere",
                        phrase ? "the phrase" : "the pattern");
        return false;
    }
    if (!check_range(r, param, node, (double)stet_utf8_length(text), " character") ||
        (phrase && stet_slip_in_quotes(node, r->target->errors)))
        return false;
    struct stet_pattern *pattern = stet_pattern_add(
        r->target->patterns, text, phrase, get_switch(r, param->ignore_case, true),
        get_switch(r, param->whole_words, phrase), is_gate(r, param));
    if (pattern->path.len == 0 && node->file) {
        pattern->path = node->file->path;
        pattern->position = node->position;
    }
    if (is_gate(r, param))
        add_gate(r, pattern->id);
    *(const stet_pattern **)field = pattern;
    return true;
}

static bool read_pattern(reading *r, const stet_param *param, const stet_yaml *node,
                         void *field)
{
    return add_pattern(r, param, node, false, field);
}

static bool read_phrase(reading *r, const stet_param *param, const stet_yaml *node,
                        void *field)
{
    return add_pattern(r, param, node, true, field);
}

static bool read_data(reading *r, const stet_param *param, const stet_yaml *node,
                      void *field)
{
    (void)param;
    return stet_parameter_read_data(node, field, r->target);
}

static bool read_list(reading *r, const stet_param *param, const stet_yaml *node,
                      void *field);

/** What is known of a type: how it is called, how much room it takes, how it is read.
 */
static const struct {
    const char *one, *many;
    size_t size;
    read_function read;
} types[] = {
    [STET_T_BOOL] = { "true or false", "truth values", sizeof(bool), read_bool },
    [STET_T_INT] = { "whole number", "whole numbers", sizeof(int64_t), read_int },
    [STET_T_REAL] = { "number", "numbers", sizeof(double), read_real },
    [STET_T_CHOICE] = { "choice", "choices", sizeof(int), read_choice },
    [STET_T_TEXT] = { "text", "texts", sizeof(stet_str), read_text },
    [STET_T_PATTERN] = { "pattern", "patterns", sizeof(stet_pattern *), read_pattern },
    [STET_T_PHRASE] = { "phrase", "phrases", sizeof(stet_pattern *), read_phrase },
    [STET_T_LIST] = { "list", "lists", sizeof(stet_list), read_list },
    [STET_T_DATA] = { "data, or a file of it", "data", sizeof(stet_node *), read_data },
};

size_t stet_parameter_field_size(uint32_t type)
{
    return type < STET_LEN(types) ? types[type].size : 0;
}

/* ---- Lists ---- */

static void check_item_keys(reading *r, const stet_param *list, const stet_yaml *item)
{
    const char **known =
        stet_arena_alloc(r->target->arena, list->n_sub * sizeof *known);
    for (size_t i = 0; i < list->n_sub; i++)
        known[i] = stet_parameter_yaml_name(&list->sub[i], r->target->arena).ptr;
    stet_buffer what = { 0 };
    stet_buffer_format(&what, "an item of `%s`",
                       stet_parameter_yaml_name(list, r->target->arena).ptr);
    stet_yaml_check_keys(item, what.ptr, known, list->n_sub, r->target->errors);
    stet_buffer_release(&what);
}

static bool read_item(reading *r, const stet_param *list, const stet_yaml *item,
                      char *fields)
{
    if (list->n_sub == 1) {
        /* Nobody writes the one name within: messages call it by the list's. */
        stet_param only = *list->sub;
        only.name = list->name;
        r->in_list = true;
        bool ok = types[only.type].read(r, &only, item, fields + only.offset);
        r->in_list = false;
        return ok;
    }
    if (item->kind != STET_YAML_MAPPING) {
        stet_yaml_error(item, r->target->errors, "an item of `%s` is a mapping, not %s",
                        stet_parameter_yaml_name(list, r->target->arena).ptr,
                        stet_yaml_kind_name(item));
        stet_str type = stet_parameter_type_name(list, r->target->arena);
        stet_yaml_hint(r->target->errors, "expected a %s", type.ptr);
        return false;
    }
    size_t before = r->target->errors->n_errors;
    check_item_keys(r, list, item);
    bool ok = read_params(r, list->sub, list->n_sub, item, fields, true, true);
    return ok && r->target->errors->n_errors == before;
}

static bool read_list(reading *r, const stet_param *param, const stet_yaml *node,
                      void *field)
{
    if (node->kind == STET_YAML_NULL) {
        stet_yaml_error(node, r->target->errors,
                        "expected a list, found nothing; an empty list is []");
        return false;
    }
    bool phrases = param->n_sub == 1 && param->sub->type == STET_T_PHRASE;
    bool texts = stet_parameter_holds_words(param) ||
                 (param->n_sub == 1 && param->sub->type == STET_T_PATTERN);
    if (texts && stet_slip_in_list(node, phrases, r->target->errors))
        return false;
    size_t count = stet_yaml_length(node);
    if (!check_range(r, param, node, (double)count, " item"))
        return false;
    char *items = stet_arena_zalloc(r->target->arena, (count + 1) * param->sub_size);
    bool ok = true;
    for (size_t i = 0; i < count; i++)
        ok =
            read_item(r, param, stet_yaml_item(node, i), items + i * param->sub_size) &&
            ok;
    *(stet_list *)field = (stet_list){ items, count };
    return ok;
}

/* ---- Presets ---- */

/** Nearly all presets are plain words and numbers: those need no parser. */
static bool is_simple(const char *preset)
{
    static const char simple[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "0123456789_.";
    return preset[0] && strspn(preset, simple) == strlen(preset) &&
           strcmp(preset, "null") != 0;
}

static stet_yaml *simple_node(const stet_param *param, stet_arena *arena)
{
    stet_yaml *node = stet_arena_zalloc(arena, sizeof *node);
    node->kind = STET_YAML_SCALAR;
    node->position = node->end = STET_POSITION_NONE;
    node->text = stet_str_from(param->preset);
    if (strcmp(param->preset, "[]") == 0) {
        node->kind = STET_YAML_SEQUENCE;
    } else if (strcmp(param->preset, "''") == 0) {
        node->quoted = true;
        node->text = STET_STR("");
    }
    return node;
}

const stet_yaml *stet_parameter_preset(const stet_param *param, stet_arena *arena,
                                       stet_diagnostics *errors)
{
    if (!param->preset)
        return NULL;
    if (is_simple(param->preset) || strcmp(param->preset, "[]") == 0 ||
        strcmp(param->preset, "''") == 0)
        return simple_node(param, arena);
    stet_yaml_file *file = stet_arena_alloc(arena, sizeof *file);
    stet_yaml_file_init(file, STET_STR(""), stet_str_from(param->preset), errors);
    stet_arena_join(arena, &file->arena);
    return file->root;
}

/* ---- The walk over a table ---- */

static bool read_param(reading *r, const stet_param *param, const stet_yaml *mapping,
                       char *fields)
{
    const stet_yaml *node = stet_parameter_get(mapping, param);
    if (!node && param->preset)
        node = stet_parameter_preset(param, r->target->arena, r->target->errors);
    else if (!node)
        stet_yaml_error(mapping, r->target->errors, "`%s` must be given: %s",
                        stet_parameter_yaml_name(param, r->target->arena).ptr,
                        param->doc ? param->doc : "it has no default");
    return node && types[param->type].read(r, param, node, fields + param->offset);
}

/** What others ask for while they are read. */
static bool is_switch(const stet_param *param)
{
    bool choices = param->type == STET_T_LIST && param->n_sub == 1 &&
                   param->sub->type == STET_T_CHOICE;
    return choices || param->type == STET_T_BOOL || param->type == STET_T_CHOICE;
}

static bool read_params(reading *r, const stet_param *params, size_t n_params,
                        const stet_yaml *mapping, char *fields, bool switches,
                        bool others)
{
    bool ok = true;
    for (size_t i = 0; i < n_params; i++)
        if (is_switch(&params[i]) ? switches : others)
            ok = read_param(r, &params[i], mapping, fields) && ok;
    return ok;
}

static void check_rule_keys(const stet_check_type *type, const stet_yaml *rule,
                            const char *const *reserved, size_t n_reserved,
                            const stet_parameter_target *target)
{
    size_t n_known = type->n_params + n_reserved;
    const char **known = stet_arena_alloc(target->arena, (n_known + 1) * sizeof *known);
    for (size_t i = 0; i < type->n_params; i++)
        known[i] = stet_parameter_yaml_name(&type->params[i], target->arena).ptr;
    for (size_t i = 0; i < n_reserved; i++)
        known[type->n_params + i] = reserved[i];
    stet_str what =
        stet_arena_format(target->arena, "a rule of check `%s`", type->name);
    stet_yaml_check_keys(rule, what.ptr, known, n_known, target->errors);
}

static int compare_ids(const void *a, const void *b)
{
    const uint32_t *x = a;
    const uint32_t *y = b;
    return (*x > *y) - (*x < *y);
}

/** Sorted, each once, in the arena. */
bool stet_parameter_has_gate(const stet_param *params, size_t n_params)
{
    for (size_t i = 0; i < n_params; i++)
        if (params[i].gate || (params[i].type == STET_T_LIST &&
                               stet_parameter_has_gate(params[i].sub, params[i].n_sub)))
            return true;
    return false;
}

static void keep_gates(reading *r, uint32_t **gates, size_t *n_gates)
{
    *n_gates = 0;
    *gates = stet_arena_alloc(r->target->arena, (r->n_gates + 1) * sizeof **gates);
    if (r->n_gates)
        qsort(r->gates, r->n_gates, sizeof *r->gates, compare_ids);
    for (size_t i = 0; i < r->n_gates; i++)
        if (i == 0 || r->gates[i] != r->gates[i - 1])
            (*gates)[(*n_gates)++] = r->gates[i];
    free(r->gates);
}

bool stet_parameter_read(const stet_check_type *type, const stet_yaml *rule,
                         const char *const *reserved, size_t n_reserved, void *options,
                         uint32_t **gates, size_t *n_gates,
                         const stet_parameter_target *target)
{
    size_t before = target->errors->n_errors;
    reading r = { .type = type, .options = options, .target = target };
    check_rule_keys(type, rule, reserved, n_reserved, target);
    bool ok = read_params(&r, type->params, type->n_params, rule, options, true, false);
    ok =
        read_params(&r, type->params, type->n_params, rule, options, false, true) && ok;
    keep_gates(&r, gates, n_gates);
    return ok && target->errors->n_errors == before;
}

/* ---- For the registry, and for people ---- */

static bool check_presets(reading *r, const stet_param *params, size_t n_params,
                          char *fields, const char **culprit)
{
    for (size_t i = 0; i < n_params; i++) {
        const stet_param *param = &params[i];
        *culprit = param->name;
        const stet_yaml *node =
            stet_parameter_preset(param, r->target->arena, r->target->errors);
        if (!node && param->preset)
            return false;
        if (node && !types[param->type].read(r, param, node, fields + param->offset))
            return false;
        if (param->type != STET_T_LIST)
            continue;
        char *item = stet_arena_zalloc(r->target->arena, param->sub_size);
        if (!check_presets(r, param->sub, param->n_sub, item, culprit))
            return false;
    }
    return true;
}

bool stet_parameter_check_presets(const stet_check_type *type, stet_error *error)
{
    stet_arena arena = { 0 };
    stet_pattern_list patterns = { 0 };
    stet_diagnostics errors = { 0 };
    stet_parameter_target target = { .arena = &arena,
                                     .patterns = &patterns,
                                     .errors = &errors };
    char *options = stet_arena_zalloc(&arena, type->options_size + 1);
    reading r = { .type = type, .options = options, .target = &target };
    const char *culprit = "";
    bool ok = check_presets(&r, type->params, type->n_params, options, &culprit);
    if (!ok)
        stet_error_set(error, "the default of parameter `%s` cannot be read: %.*s",
                       culprit, errors.count ? (int)errors.items[0].message.len : 0,
                       errors.count ? errors.items[0].message.ptr : "");
    free(r.gates);
    stet_diagnostics_release(&errors);
    stet_pattern_list_release(&patterns);
    stet_arena_release(&arena);
    return ok;
}

static void write_choices(const stet_param *param, const char *what, stet_buffer *out)
{
    stet_buffer_add_text(out, what);
    for (size_t i = 0; param->choices[i]; i++)
        stet_buffer_format(out, "%s%s", i ? ", " : "", param->choices[i]);
}

static void write_list_type(const stet_param *param, stet_arena *arena,
                            stet_buffer *out)
{
    if (param->n_sub == 1 && param->sub->type == STET_T_CHOICE) {
        write_choices(param->sub, "list of: ", out);
        return;
    }
    if (param->n_sub == 1) {
        stet_buffer_format(out, "list of %s", types[param->sub->type].many);
        if (stet_parameter_holds_words(param))
            stet_buffer_add_text(out, ", or {file: NAME}");
        return;
    }
    stet_buffer_add_text(out, "list of mappings {");
    for (size_t i = 0; i < param->n_sub; i++)
        stet_buffer_format(out, "%s%s", i ? ", " : "",
                           stet_parameter_yaml_name(&param->sub[i], arena).ptr);
    stet_buffer_add_char(out, '}');
}

stet_str stet_parameter_type_name(const stet_param *param, stet_arena *arena)
{
    stet_buffer out = { 0 };
    if (param->type == STET_T_CHOICE)
        write_choices(param, "one of: ", &out);
    else if (param->type == STET_T_LIST)
        write_list_type(param, arena, &out);
    else
        stet_buffer_add_text(&out, types[param->type].one);
    stet_str name = stet_arena_copy(arena, stet_buffer_str(&out));
    stet_buffer_release(&out);
    return name;
}
