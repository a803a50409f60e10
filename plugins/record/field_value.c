/* SPDX-License-Identifier: Apache-2.0 */
#include "fields.h"
#include "wording.h"

#include <math.h>

enum kind {
    KIND_ANY,
    KIND_TEXT,
    KIND_NUMBER,
    KIND_INTEGER,
    KIND_BOOLEAN,
    KIND_LIST,
    KIND_MAP,
    KIND_NULL
};

static const char *const kind_choices[] = { "any",     "text",    "number",
                                            "integer", "boolean", "list",
                                            "map",     "null",    NULL };

/* The same for messages. */
static const char *const kind_names[] = { "anything",       "a text",        "a number",
                                          "a whole number", "true or false", "a list",
                                          "an object",      "null" };

static const uint32_t kind_nodes[] = {
    [KIND_TEXT] = STET_NODE_TEXT,      [KIND_NUMBER] = STET_NODE_NUMBER,
    [KIND_INTEGER] = STET_NODE_NUMBER, [KIND_BOOLEAN] = STET_NODE_BOOLEAN,
    [KIND_LIST] = STET_NODE_LIST,      [KIND_MAP] = STET_NODE_MAP,
    [KIND_NULL] = STET_NODE_NULL,
};

const stet_param record_kind_params[1] = {
    STET_CHOICE(record_kind, kind, .choices = kind_choices,
                .doc = "What a value may be."),
};

static bool is_whole(double number)
{
    return number == floor(number);
}

static bool is_of_kind(const record_field *field, const stet_node *value)
{
    const record_kind *kinds = field->type.items;

    for (size_t i = 0; i < field->type.count; i++) {
        int kind = kinds[i].kind;
        if (kind == KIND_ANY)
            return true;
        if (kind_nodes[kind] == value->kind &&
            (kind != KIND_INTEGER || is_whole(record_number(value))))
            return true;
    }
    return field->type.count == 0;
}

bool record_field_may_be(const record_field *field, stet_node_kind kind)
{
    const record_kind *kinds = field->type.items;
    for (size_t i = 0; i < field->type.count; i++)
        if (kinds[i].kind != KIND_ANY && kind_nodes[kinds[i].kind] == (uint32_t)kind)
            return true;
    return false;
}

/* "a text or null" */
static stet_str kinds_wanted(stet_ctx *ctx, const record_field *field)
{
    enum { LONGEST = 20 };
    const record_kind *kinds = field->type.items;
    char *out = stet_alloc(ctx, field->type.count * LONGEST + 1);
    size_t len = 0;

    for (size_t i = 0; i < field->type.count; i++) {
        stet_str name = record_str(kind_names[kinds[i].kind]);
        stet_str joint = record_str(i == 0 ? "" : " or ");
        memcpy(out + len, joint.ptr, joint.len);
        memcpy(out + len + joint.len, name.ptr, name.len);
        len += joint.len + name.len;
    }
    return (stet_str){ out, len };
}

/* What a value is, said against what it should be: where numbers may stand, a number is
   shown, since it is no whole one. */
static stet_str kind_found(const record_field *field, const stet_node *value)
{
    bool number =
        value->kind == STET_NODE_NUMBER && record_field_may_be(field, STET_NODE_NUMBER);
    return number ? value->text : record_kind_name(value);
}

static stet_str unit_of(bool text, double count)
{
    bool one = count == 1;

    if (text)
        return record_str(one ? "character" : "characters");
    return record_str(one ? "element" : "elements");
}

static void tell(record_view *view, record_fields_message message,
                 const record_field *field, const stet_node *value, double count)
{
    bool text = value->kind == STET_NODE_TEXT;
    stet_arg args[] = {
        { .name = "path", .text = field->path },
        { .name = "kind", .text = kind_found(field, value) },
        { .name = "wanted", .text = kinds_wanted(view->ctx, field) },
        { .name = "min", .number = field->min },
        { .name = "max", .number = field->max },
        { .name = "count", .number = count },
        { .name = "unit", .text = unit_of(text, count) },
        { .name = "values", .text = record_join(view->ctx, &field->one_of) },
    };
    record_tell(view, message, value->span, args, STET_LEN(args));
}

static void check_bounds(record_view *view, const record_field *field,
                         const stet_node *value)
{
    bool number = value->kind == STET_NODE_NUMBER;

    if (value->kind == STET_NODE_NULL || value->kind == STET_NODE_BOOLEAN ||
        (field->min <= -RECORD_BOUND_LIMIT && field->max >= RECORD_BOUND_LIMIT))
        return;
    double size = record_size(value);
    if (size < field->min)
        tell(view, number ? FIELDS_UNDER : FIELDS_SHORT, field, value, size);
    else if (size > field->max)
        tell(view, number ? FIELDS_OVER : FIELDS_LONG, field, value, size);
}

static bool is_empty(const stet_node *value)
{
    if (value->kind == STET_NODE_TEXT)
        return record_is_blank(value->text);
    return (value->kind == STET_NODE_LIST || value->kind == STET_NODE_MAP) &&
           value->count == 0;
}

void record_field_check(record_view *view, const record_field *field,
                        const stet_node *value)
{
    if (!is_of_kind(field, value))
        tell(view, FIELDS_KIND, field, value, 0);
    else if (!field->blank && is_empty(value))
        tell(view, FIELDS_BLANK, field, value, 0);
    else if (field->one_of.count > 0 && value->kind < STET_NODE_LIST &&
             value->kind != STET_NODE_NULL &&
             !record_is_one_of(&field->one_of, value->text))
        tell(view, FIELDS_ONE_OF, field, value, 0);
    else
        check_bounds(view, field, value);
}
