/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/import.h"

#include "base/str.h"
#include "base/utf8.h"
#include "rule/pattern.h"

#include <inttypes.h>
#include <stdio.h>

const char *const stet_import_names[] = { "ifeval", "ifbench", NULL };
static const stet_import_table *const tables[] = { &stet_import_ifeval,
                                                   &stet_import_ifbench };

const stet_import_table *stet_import_find(stet_str name)
{
    for (size_t i = 0; i < STET_LEN(tables); i++)
        if (stet_str_is(name, tables[i]->name))
            return tables[i];
    return NULL;
}

const stet_import_row *stet_import_row_of(const stet_import_table *table,
                                          stet_str instruction)
{
    for (size_t i = 0; i < table->n_rows; i++)
        if (stet_str_is(instruction, table->rows[i].instruction))
            return &table->rows[i];
    return NULL;
}

/* ---- Values ---- */

const stet_import_value *stet_import_get(const stet_import_values *values,
                                         const char *name)
{
    for (size_t i = 0; i < values->count; i++)
        if (strcmp(values->items[i].name, name) == 0)
            return &values->items[i];
    return NULL;
}

stet_import_value *stet_import_add(stet_import_values *values, const char *name,
                                   stet_import_type type)
{
    stet_import_value *value = &values->items[values->count++];

    *value = (stet_import_value){ .name = name, .type = type };
    return value;
}

void stet_import_add_text(stet_import_values *values, const char *name, stet_str text)
{
    stet_import_add(values, name, STET_IMPORT_TEXT)->text =
        stet_arena_copy(values->arena, text);
}

bool stet_import_add_bounds(stet_import_values *values, const char *relation,
                            const char *number, stet_error *error)
{
    stet_str is = stet_import_get(values, relation)->text;
    int64_t n = stet_import_get(values, number)->number;
    stet_str text;

    if (stet_str_is(is, "at least"))
        text = stet_arena_format(values->arena, "min: %" PRId64, n);
    else if (!stet_str_is(is, "less than"))
        return stet_error_set(error,
                              "`%s` is “%.*s”; it can be “at least” or “less than”",
                              relation, (int)is.len, is.ptr);
    else if (n > 0)
        text = stet_arena_format(values->arena, "max: %" PRId64, n - 1);
    else
        text = stet_arena_format(values->arena,
                                 STET_IMPORT_NEVER "message: Less than %" PRId64
                                                   " are asked for, which "
                                                   "no text can have.",
                                 n);
    stet_import_add(values, "bounds", STET_IMPORT_YAML)->text = text;
    return true;
}

stet_str stet_import_escape(stet_arena *arena, stet_str text)
{
    stet_buffer out = { 0 };

    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] && strchr("\\^$.[]|()?*+{}", text.ptr[i]))
            stet_buffer_add_char(&out, '\\');
        stet_buffer_add_char(&out, text.ptr[i]);
    }
    stet_str copy = stet_arena_copy(arena, stet_buffer_str(&out));
    stet_buffer_release(&out);
    return copy;
}

/* ---- Reading ---- */

STET_PRINTF(3, 4)
static bool refuse(stet_error *error, const stet_node *node, const char *format, ...)
{
    stet_buffer message = { 0 };
    va_list args;

    va_start(args, format);
    stet_buffer_vformat(&message, format, args);
    va_end(args);
    stet_error_set(error, "%s", message.ptr);
    if (node)
        error->position.byte = node->span.start;
    stet_buffer_release(&message);
    return false;
}

/* A whole number; 5.0 is one, for tables of data make numbers with a point of all. */
static bool read_number(const stet_node *node, bool is_signed, int64_t *number)
{
    enum { MOST_DIGITS = 12 };
    stet_str text = node->text;
    size_t at = 0;

    *number = 0;
    if (node->kind != STET_NODE_NUMBER)
        return false;
    bool negative = is_signed && text.ptr[0] == '-';
    if (negative)
        text = (stet_str){ text.ptr + 1, text.len - 1 };
    for (; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++) {
        if (at == MOST_DIGITS)
            return false;
        *number = *number * 10 + (text.ptr[at] - '0');
    }
    if (at == 0)
        return false;
    if (at < text.len && text.ptr[at] == '.')
        for (at++; at < text.len && text.ptr[at] == '0';)
            at++;
    if (negative)
        *number = -*number;
    return at == text.len;
}

static bool is_text(const stet_node *node)
{
    return node->kind == STET_NODE_TEXT && stet_str_trim(node->text).len > 0;
}

static bool read_texts(const stet_node *node, stet_arena *arena,
                       stet_import_value *value)
{
    if (node->kind != STET_NODE_LIST || node->count == 0)
        return false;
    stet_str *texts = stet_arena_alloc(arena, node->count * sizeof *texts);
    for (const stet_node *item = node->first; item; item = item->next) {
        if (!is_text(item))
            return false;
        texts[value->n_texts++] = stet_arena_copy(arena, item->text);
    }
    value->texts = texts;
    return true;
}

static bool read_value(const stet_node *node, stet_arena *arena,
                       stet_import_value *value)
{
    switch (value->type) {
    case STET_IMPORT_NUMBER:
    case STET_IMPORT_SIGNED:
        return read_number(node, value->type == STET_IMPORT_SIGNED, &value->number);
    case STET_IMPORT_TEXT:
        value->text = stet_arena_copy(arena, node->text);
        return is_text(node);
    case STET_IMPORT_TEXTS:
        return read_texts(node, arena, value);
    case STET_IMPORT_YAML:
        break;
    }
    return false;
}

static size_t count_params(const stet_import_row *row)
{
    size_t n = 0;
    while (n < STET_IMPORT_PARAMS && row->params[n].name)
        n++;
    return n;
}

static bool is_param(const stet_import_row *row, stet_str name)
{
    for (size_t i = 0; i < count_params(row); i++)
        if (stet_str_is(name, row->params[i].name))
            return true;
    return false;
}

static bool check_names(const stet_import_row *row, const stet_node *kwargs,
                        stet_error *error)
{
    if (kwargs && kwargs->kind != STET_NODE_MAP && kwargs->kind != STET_NODE_NULL)
        return refuse(error, kwargs, "the parameters of `%s` are no object",
                      row->instruction);
    const stet_node *it =
        kwargs && kwargs->kind == STET_NODE_MAP ? kwargs->first : NULL;
    for (; it; it = it->next)
        if (it->kind != STET_NODE_NULL && !is_param(row, it->key))
            return refuse(error, it, "`%s` has no parameter `%.*s`", row->instruction,
                          (int)it->key.len, it->key.ptr);
    return true;
}

static bool check_pattern(stet_str text, stet_error *error)
{
    stet_pattern_list list = { 0 };
    stet_error why = STET_ERROR_NONE;
    bool is_one = stet_pattern_check(
        stet_pattern_add(&list, text, false, true, false, false), &why);

    if (!is_one)
        stet_error_set(error, "“%.*s” is no pattern: %s", (int)text.len, text.ptr,
                       why.message);
    stet_error_release(&why);
    stet_pattern_list_release(&list);
    return is_one;
}

/* The values that the rules take for patterns: better told here than when the rule set
   is loaded. */
static bool check_patterns(const stet_import_row *row, const stet_import_values *values,
                           stet_error *error)
{
    for (size_t i = 0; i < values->count; i++) {
        const stet_import_value *value = &values->items[i];
        char list[64];
        char single[64];
        snprintf(list, sizeof list, "patterns: {%s}", value->name);
        snprintf(single, sizeof single, "patterns: [{%s}]", value->name);
        if (strstr(row->rules, single) && !check_pattern(value->text, error))
            return false;
        for (size_t n = 0; n < value->n_texts && strstr(row->rules, list); n++)
            if (!check_pattern(value->texts[n], error))
                return false;
    }
    return true;
}

bool stet_import_read(const stet_import_row *row, const stet_node *kwargs,
                      stet_import_values *values, stet_error *error)
{
    static const char *const types[] = {
        [STET_IMPORT_NUMBER] = "a whole number, 0 or more",
        [STET_IMPORT_SIGNED] = "a whole number",
        [STET_IMPORT_TEXT] = "a text that is not empty",
        [STET_IMPORT_TEXTS] = "a list of texts that are not empty",
        [STET_IMPORT_YAML] = "nothing: it is derived",
    };

    if (!check_names(row, kwargs, error))
        return false;
    for (size_t i = 0; i < count_params(row); i++) {
        const stet_import_param *param = &row->params[i];
        const stet_node *node = stet_member(kwargs, param->name);
        if (node && node->kind == STET_NODE_NULL)
            node = NULL;
        if (!node && param->optional)
            continue;
        if (!node)
            return refuse(error, kwargs, "`%s` needs `%s`, %s", row->instruction,
                          param->name, types[param->type]);
        if (!read_value(node, values->arena,
                        stet_import_add(values, param->name, param->type)))
            return refuse(error, node, "`%s` of `%s` must be %s", param->name,
                          row->instruction, types[param->type]);
    }
    if ((!row->derive || row->derive(values, error)) &&
        check_patterns(row, values, error))
        return true;
    if (kwargs && error->position.byte == SIZE_MAX)
        error->position.byte = kwargs->span.start;
    return false;
}

/* ---- Writing ---- */

/* Characters that YAML wants escaped, or that would not be seen. */
static bool is_plain(uint32_t c)
{
    return c >= ' ' && c != 0x7F && !(c >= 0x80 && c < 0xA0) && c != 0xFEFF &&
           c != 0x2028 && c != 0x2029 && c != 0xFFFE && c != 0xFFFF;
}

static void add_escaped(uint32_t c, stet_buffer *out)
{
    if (c == '\n')
        stet_buffer_add_text(out, "\\n");
    else if (c == '\t')
        stet_buffer_add_text(out, "\\t");
    else if (c == '"' || c == '\\')
        stet_buffer_format(out, "\\%c", (char)c);
    else if (!is_plain(c))
        stet_buffer_format(out, "\\u%04" PRIX32, c);
    else
        stet_buffer_add_code_point(out, c);
}

static void add_quoted(stet_str text, stet_buffer *out)
{
    stet_buffer_add_char(out, '"');
    for (size_t at = 0; at < text.len;)
        add_escaped(stet_utf8_next(text.ptr, &at), out);
    stet_buffer_add_char(out, '"');
}

/* In single quotes, where nothing is special, as far as that is possible. */
void stet_import_write_scalar(stet_str text, stet_buffer *out)
{
    for (size_t at = 0; at < text.len;)
        if (!is_plain(stet_utf8_next(text.ptr, &at))) {
            add_quoted(text, out);
            return;
        }
    stet_buffer_add_char(out, '\'');
    for (size_t at = 0; at < text.len; at++) {
        stet_buffer_add_char(out, text.ptr[at]);
        if (text.ptr[at] == '\'')
            stet_buffer_add_char(out, '\'');
    }
    stet_buffer_add_char(out, '\'');
}

/* Words of a comment: one line, not too long. */
static void add_plain(stet_str text, stet_buffer *out)
{
    enum { MOST = 60 };
    size_t n = 0;

    for (size_t at = 0; at < text.len; n++) {
        if (n == MOST) {
            stet_buffer_add_text(out, "…");
            return;
        }
        uint32_t c = stet_utf8_next(text.ptr, &at);
        stet_buffer_add_code_point(out, is_plain(c) ? c : ' ');
    }
}

static void add_texts(const stet_import_value *value, bool plain, stet_buffer *out)
{
    if (!plain)
        stet_buffer_add_char(out, '[');
    for (size_t i = 0; i < value->n_texts; i++) {
        stet_buffer_add_text(out, i ? ", " : "");
        if (plain)
            add_plain(value->texts[i], out);
        else
            stet_import_write_scalar(value->texts[i], out);
    }
    if (!plain)
        stet_buffer_add_char(out, ']');
}

static void add_value(const stet_import_value *value, bool plain, stet_buffer *out)
{
    if (value->type == STET_IMPORT_NUMBER || value->type == STET_IMPORT_SIGNED)
        stet_buffer_format(out, "%" PRId64, value->number);
    else if (value->type == STET_IMPORT_TEXTS)
        add_texts(value, plain, out);
    else if (value->type == STET_IMPORT_YAML)
        stet_buffer_add(out, value->text);
    else if (plain)
        add_plain(value->text, out);
    else
        stet_import_write_scalar(value->text, out);
}

/* The value whose name stands at `text`, up to a brace; NULL: it is no hole. */
static const stet_import_value *hole(const char *text, const stet_import_values *values,
                                     size_t *len)
{
    for (size_t i = 0; i < values->count; i++) {
        *len = strlen(values->items[i].name);
        if (strncmp(text, values->items[i].name, *len) == 0 && text[*len] == '}')
            return &values->items[i];
    }
    return NULL;
}

void stet_import_fill(const char *text, const stet_import_values *values, bool plain,
                      stet_buffer *out)
{
    for (; *text; text++) {
        size_t len = 0;
        const stet_import_value *value =
            *text == '{' ? hole(text + 1, values, &len) : NULL;
        if (!value) {
            stet_buffer_add_char(out, *text);
            continue;
        }
        add_value(value, plain, out);
        text += len + 1;
    }
}

void stet_import_write_params(const stet_import_row *row,
                              const stet_import_values *values, stet_buffer *out)
{
    bool first = true;

    stet_buffer_add_char(out, '{');
    for (size_t i = 0; i < count_params(row); i++) {
        const stet_import_value *value = stet_import_get(values, row->params[i].name);
        if (!value)
            continue;
        stet_buffer_format(out, "%s\"%s\": ", first ? "" : ", ", value->name);
        first = false;
        if (value->type == STET_IMPORT_NUMBER || value->type == STET_IMPORT_SIGNED)
            stet_buffer_format(out, "%" PRId64, value->number);
        else if (value->type == STET_IMPORT_TEXT)
            add_quoted(value->text, out);
        for (size_t n = 0; n < value->n_texts; n++) {
            stet_buffer_add_text(out, n ? ", " : "[");
            add_quoted(value->texts[n], out);
        }
        if (value->type == STET_IMPORT_TEXTS)
            stet_buffer_add_char(out, ']');
    }
    stet_buffer_add_char(out, '}');
}
