/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/schema_p.h"

#include "base/str.h"

#include <math.h>

/* ---- Small pieces ---- */

void stet_schema_text(stet_schema *s, const char *key, const char *value)
{
    stet_json_key(&s->json, key);
    stet_json_text(&s->json, value);
}

void stet_schema_begin(stet_schema *s, const char *key)
{
    stet_json_key(&s->json, key);
    stet_json_begin_object(&s->json);
}

void stet_schema_begin_list(stet_schema *s, const char *key)
{
    stet_json_key(&s->json, key);
    stet_json_begin_array(&s->json);
}

/** "type": ["string", "number"] */
void stet_schema_text_type(stet_schema *s)
{
    stet_schema_begin_list(s, "type");
    stet_json_text(&s->json, "string");
    stet_json_text(&s->json, "number");
    stet_json_end_array(&s->json);
}

void stet_schema_closed(stet_schema *s, const char *description)
{
    stet_schema_text(s, "type", "object");
    stet_schema_text(s, "description", description);
    stet_json_key(&s->json, "additionalProperties");
    stet_json_boolean(&s->json, false);
}

void stet_schema_required(stet_schema *s, const char *const *names)
{
    stet_schema_begin_list(s, "required");
    for (; *names; names++)
        stet_json_text(&s->json, *names);
    stet_json_end_array(&s->json);
}

/* ---- Parameters ---- */

/** Lengths must be written as integers. */
static void write_bound(stet_schema *s, const char *key, double value)
{
    enum { EXACT = 1 << 30 };
    stet_json_key(&s->json, key);
    if (fabs(value) < EXACT && floor(value) >= value)
        stet_json_integer(&s->json, (int64_t)value);
    else
        stet_json_real(&s->json, value);
}

static void write_bounds(stet_schema *s, const stet_param *param, const char *min,
                         const char *max)
{
    if (!stet_parameter_has_range(param))
        return;
    write_bound(s, min, param->min);
    if (stet_parameter_has_max(param))
        write_bound(s, max, param->max);
}

static void write_text_param(stet_schema *s, const stet_param *param)
{
    stet_schema_text_type(s);
    if (stet_parameter_has_range(param)) {
        write_bounds(s, param, "minLength", "maxLength");
    } else if (param->type != STET_T_TEXT) {
        stet_json_key(&s->json, "minLength");
        stet_json_integer(&s->json, 1);
    }
}

/** The type's own keywords of a value that is not a list. */
static void write_scalar_type(stet_schema *s, const stet_param *param)
{
    switch (param->type) {
    case STET_T_BOOL:
        stet_schema_text(s, "type", "boolean");
        break;
    case STET_T_INT:
    case STET_T_REAL:
        stet_schema_text(s, "type", param->type == STET_T_INT ? "integer" : "number");
        write_bounds(s, param, "minimum", "maximum");
        break;
    case STET_T_CHOICE:
        stet_schema_begin_list(s, "enum");
        for (size_t i = 0; param->choices[i]; i++)
            stet_json_text(&s->json, param->choices[i]);
        stet_json_end_array(&s->json);
        break;
    default:
        write_text_param(s, param);
    }
}

static void write_sub_object(stet_schema *s, const stet_param *list)
{
    stet_schema_closed(s, list->doc);
    stet_schema_begin(s, "properties");
    for (size_t i = 0; i < list->n_sub; i++) {
        stet_json_key_str(&s->json, stet_parameter_yaml_name(&list->sub[i], &s->arena));
        stet_schema_param(s, &list->sub[i]);
    }
    stet_json_end_object(&s->json);
    stet_schema_begin_list(s, "required");
    for (size_t i = 0; i < list->n_sub; i++)
        if (!list->sub[i].preset)
            stet_json_string(&s->json,
                             stet_parameter_yaml_name(&list->sub[i], &s->arena));
    stet_json_end_array(&s->json);
}

static void write_item(stet_schema *s, const stet_param *list)
{
    if (list->n_sub == 1) {
        stet_schema_param(s, list->sub);
        return;
    }
    stet_json_begin_object(&s->json);
    write_sub_object(s, list);
    stet_json_end_object(&s->json);
}

/** {file: words.txt} */
static void write_word_file(stet_schema *s)
{
    static const char *const required[] = { "file", NULL };
    stet_json_begin_object(&s->json);
    stet_schema_closed(s, "The words of a file, one a line.");
    stet_schema_begin(s, "properties");
    stet_schema_begin(s, "file");
    stet_schema_text(s, "type", "string");
    stet_json_end_object(&s->json);
    stet_json_end_object(&s->json);
    stet_schema_required(s, required);
    stet_json_end_object(&s->json);
}

/** What an item may be; of words also a file of them. */
static void write_items(stet_schema *s, const stet_param *param)
{
    if (!stet_parameter_holds_words(param)) {
        write_item(s, param);
        return;
    }
    stet_json_begin_object(&s->json);
    stet_schema_begin_list(s, "anyOf");
    write_item(s, param);
    write_word_file(s);
    stet_json_end_array(&s->json);
    stet_json_end_object(&s->json);
}

/** A list, or one value for a list of one. */
static void write_list_type(stet_schema *s, const stet_param *param)
{
    stet_schema_begin_list(s, "anyOf");
    stet_json_begin_object(&s->json);
    stet_schema_text(s, "type", "array");
    write_bounds(s, param, "minItems", "maxItems");
    stet_json_key(&s->json, "items");
    write_items(s, param);
    stet_json_end_object(&s->json);
    write_items(s, param);
    stet_json_end_array(&s->json);
}

static void write_default(stet_schema *s, const stet_param *param,
                          const stet_yaml *node)
{
    bool bare = param->type == STET_T_BOOL || param->type == STET_T_INT;
    if (node->kind == STET_YAML_SEQUENCE) {
        stet_json_begin_array(&s->json);
        for (size_t i = 0; param->n_sub == 1 && i < node->count; i++)
            write_default(s, param->sub, node->items[i]);
        stet_json_end_array(&s->json);
    } else if (bare) {
        stet_json_raw(&s->json, node->text);
    } else if (param->type == STET_T_REAL) {
        double number = 0;
        stet_diagnostics errors = { 0 };
        stet_yaml_read_real(node, &number, &errors);
        stet_diagnostics_release(&errors);
        stet_json_real(&s->json, number);
    } else {
        stet_json_string(&s->json, node->text);
    }
}

void stet_schema_param(stet_schema *s, const stet_param *param)
{
    stet_json_begin_object(&s->json);
    stet_schema_text(s, "description", param->doc);
    if (param->type == STET_T_LIST)
        write_list_type(s, param);
    else if (param->type != STET_T_DATA) /* Which may be anything. */
        write_scalar_type(s, param);
    stet_diagnostics errors = { 0 };
    const stet_yaml *preset = stet_parameter_preset(param, &s->arena, &errors);
    if (preset && preset->kind != STET_YAML_NULL && preset->kind != STET_YAML_MAPPING) {
        stet_json_key(&s->json, "default");
        write_default(s, param, preset);
    }
    stet_diagnostics_release(&errors);
    stet_json_end_object(&s->json);
}
