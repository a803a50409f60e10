/* SPDX-License-Identifier: Apache-2.0 */
#include "fields.h"

#include <stdlib.h>

static const stet_message messages[] = {
    [FIELDS_RECORD] = { "record", "a record must be an object, not {kind}" },
    [FIELDS_MISSING] = { "missing", "the record has no “{path}”" },
    [FIELDS_KIND] = { "kind", "“{path}” must be {wanted}, not {kind}" },
    [FIELDS_BLANK] = { "blank", "“{path}” is empty" },
    [FIELDS_UNDER] = { "under", "“{path}” is {match}; it must be at least {min}" },
    [FIELDS_OVER] = { "over", "“{path}” is {match}; it must be at most {max}" },
    [FIELDS_SHORT] = { "short", "“{path}” has {count} {unit}; it must have at least "
                                "{min}" },
    [FIELDS_LONG] = { "long",
                      "“{path}” has {count} {unit}; it must have at most {max}" },
    [FIELDS_ONE_OF] = { "one-of", "“{path}” is {match}; it must be one of {values}" },
    [FIELDS_AS_MANY] = { "as-many", "“{path}” has {count} elements and “{other}” has "
                                    "{others}; they "
                                    "belong together" },
    [FIELDS_ONLY] = { "only",
                      "the key “{key}” is none that may stand here; rename it, or "
                      "take it out" },
};

typedef struct fields_options {
    stet_list fields; /* record_field */
    bool only;
    stet_list also; /* record_text */
    stet_list tell, pass;
} fields_options;

/* A field with its paths; the object of a field that is first to name it is looked at
   for other keys. */
typedef struct field {
    const record_field *wanted;
    record_path path, other, parent;
    const char *key;     /* Of stet_meta(): the path as a C string. */
    bool is_first_there; /* No field before it has the same parent. */
} field;

typedef struct fields_check {
    const fields_options *options;
    field *fields;
    size_t n_fields;
    uint64_t mask;
} fields_check;

static const stet_param field_params[] = {
    STET_TEXT(record_field, path, .min = 1, .max = 0,
              .doc = "Where it stands: a key, or a path such as meta.editor, "
                     "/messages/0/content, /scores/*."),
    STET_LIST(record_field, type, record_kind, record_kind_params, .preset = "[any]",
              .doc = "What it may be."),
    STET_BOOL(record_field, optional, .preset = "false",
              .doc = "Whether it may be missing."),
    STET_BOOL(record_field, blank, .preset = "false",
              .doc = "Whether a text may be blank, a list or an object empty."),
    STET_REAL(record_field, min, .preset = "-" RECORD_UNBOUND,
              .min = -RECORD_BOUND_LIMIT, .max = RECORD_BOUND_LIMIT,
              .doc = "The least number, or the fewest characters or elements."),
    STET_REAL(record_field, max, .preset = RECORD_UNBOUND, .min = -RECORD_BOUND_LIMIT,
              .max = RECORD_BOUND_LIMIT,
              .doc = "The greatest number, or the most characters or elements."),
    STET_LIST(record_field, one_of, record_text, record_text_params, .preset = "[]",
              .doc = "The values that it may have; none: any."),
    STET_TEXT(record_field, as_many_as, .preset = "''",
              .doc = "The path of a list that must have as many elements."),
};

static const stet_param params[] = {
    STET_LIST(fields_options, fields, record_field, field_params, .min = 1, .max = 0,
              .doc = "What a record must have: a list of {path: ..., type: ..., ...}."),
    STET_BOOL(fields_options, only, .more = STET_STRICTER, .preset = "false",
              .doc = "Whether other keys are forbidden beside these."),
    STET_LIST(fields_options, also, record_text, record_text_params,
              .more = STET_LOOSER, .preset = "[]",
              .doc = "With `only`: other keys that a record may have."),
    RECORD_TELL_PARAMS(fields_options),
};

/* ---- Making ---- */

static bool same_path(const record_path *a, const record_path *b)
{
    if (a->n_parts != b->n_parts)
        return false;
    for (size_t i = 0; i < a->n_parts; i++)
        if (!record_equal(a->parts[i], b->parts[i]))
            return false;
    return true;
}

static stet_status read_field(stet_ctx *ctx, const record_field *wanted, field *out)
{
    if (wanted->min > wanted->max)
        return stet_fail(ctx, "fields", "of “%.*s”, max is less than min",
                         (int)wanted->path.len, wanted->path.ptr);
    out->wanted = wanted;
    if (record_path_read(ctx, "fields", wanted->path, &out->path) != STET_OK ||
        record_path_read(ctx, "fields", wanted->as_many_as, &out->other) != STET_OK)
        return STET_FAILED;
    out->parent = out->path;
    if (out->parent.n_parts > 0)
        out->parent.n_parts--;
    char *key = stet_keep(ctx, wanted->path.len + 1);
    memcpy(key, wanted->path.ptr, wanted->path.len);
    out->key = key[0] == '/' ? key + 1 : key;
    return STET_OK;
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const fields_options *o = options;
    const record_field *wanted = o->fields.items;
    fields_check *made = stet_keep(ctx, sizeof *made);

    if (o->also.count > 0 && !o->only)
        return stet_fail(ctx, "also", "`also` goes with `only: true`");
    made->options = o;
    made->n_fields = o->fields.count;
    made->fields = stet_keep(ctx, (made->n_fields + 1) * sizeof *made->fields);
    *check = made;
    for (size_t i = 0; i < made->n_fields; i++) {
        field *it = &made->fields[i];
        if (read_field(ctx, &wanted[i], it) != STET_OK)
            return STET_FAILED;
        it->is_first_there = true;
        for (size_t k = 0; k < i && it->is_first_there; k++)
            it->is_first_there = !same_path(&it->parent, &made->fields[k].parent);
    }
    return record_mask(ctx, &o->tell, &o->pass, messages, STET_LEN(messages),
                       &made->mask);
}

/* ---- Objects ---- */

/* One field in one record. */
typedef struct field_look {
    const fields_check *check;
    const field *field;
    record_view *view;
} field_look;

static void check_count(const field_look *look, const stet_node *value)
{
    const stet_node *other = record_path_find(&look->field->other, look->view->root);

    if (look->field->other.n_parts == 0 || !other || other->kind != value->kind ||
        value->kind != STET_NODE_LIST || other->count == value->count)
        return;
    stet_arg args[] = {
        { .name = "path", .text = look->field->wanted->path },
        { .name = "other", .text = look->field->wanted->as_many_as },
        { .name = "count", .number = value->count },
        { .name = "others", .number = other->count },
    };
    record_tell(look->view, FIELDS_AS_MANY, record_opening(value), args,
                STET_LEN(args));
}

static bool may_be_null(const record_field *wanted)
{
    return record_field_may_be(wanted, STET_NODE_NULL);
}

/* Where something is missing in what is neither an object nor a list, that is told of
   the field above it. */
static void look_at(void *user, const stet_node *value, const stet_node *parent,
                    size_t missing)
{
    const field_look *look = user;
    const record_field *wanted = look->field->wanted;
    bool none = !value || (value->kind == STET_NODE_NULL && !may_be_null(wanted));

    if (none) {
        bool open = parent->kind == STET_NODE_MAP || parent->kind == STET_NODE_LIST;
        /* A way that ends before the object that should hold it. */
        bool far = !value && missing + 1 < look->field->path.n_parts;
        if (!wanted->optional && (value || (open && !far)))
            record_tell_with(look->view, FIELDS_MISSING,
                             value ? value->span : record_opening(parent), "path",
                             wanted->path);
        return;
    }
    record_field_check(look->view, wanted, value);
    check_count(look, value);
}

/* Whether a field of the rule is this key of this object. */
static bool is_named(const field_look *look, stet_str key)
{
    const fields_check *c = look->check;

    for (size_t i = 0; i < c->n_fields; i++) {
        const record_path *path = &c->fields[i].path;
        if (path->n_parts > 0 &&
            same_path(&c->fields[i].parent, &look->field->parent) &&
            record_equal(path->parts[path->n_parts - 1], key))
            return true;
    }
    /* What holds objects that other fields lead into is named by their paths. */
    for (size_t i = 0; i < c->n_fields; i++) {
        const record_path *path = &c->fields[i].path;
        size_t n = look->field->parent.n_parts;
        record_path front = { path->source, path->parts, n };
        if (path->n_parts > n && same_path(&front, &look->field->parent) &&
            record_equal(path->parts[n], key))
            return true;
    }
    return look->field->parent.n_parts == 0 && record_is_one_of(&c->options->also, key);
}

static void look_for_others(void *user, const stet_node *value, const stet_node *parent,
                            size_t missing)
{
    const field_look *look = user;

    (void)parent;
    (void)missing;
    if (!value || value->kind != STET_NODE_MAP)
        return;
    for (const stet_node *it = value->first; it; it = it->next)
        if (!is_named(look, it->key))
            record_tell_with(look->view, FIELDS_ONLY, it->name, "key", it->key);
}

static void check_object(const fields_check *c, record_view *view)
{
    if (view->root->kind != STET_NODE_MAP) {
        record_tell_with(view, FIELDS_RECORD, view->root->span, "kind",
                         record_kind_name(view->root));
        return;
    }
    for (size_t i = 0; i < c->n_fields; i++) {
        field_look look = { c, &c->fields[i], view };
        record_path_walk(&look.field->path, view->root, look_at, &look);
        if (c->options->only && look.field->is_first_there)
            record_path_walk(&look.field->parent, view->root, look_for_others, &look);
    }
}

/* ---- Rows ---- */

static bool is_number(stet_str text)
{
    enum { LONGEST = 60 };
    char digits[LONGEST + 1];
    char *end;

    if (text.len == 0 || text.len > LONGEST || strchr(" \t+", text.ptr[0]))
        return false;
    memcpy(digits, text.ptr, text.len);
    digits[text.len] = '\0';
    (void)strtod(digits, &end);
    return *end == '\0' && strspn(digits, "0123456789.-eE+") == text.len;
}

/* A cell as a value: what it is follows what it should be. */
static stet_node read_cell(const record_view *view, const record_field *wanted,
                           stet_str text)
{
    stet_node node = { .kind = STET_NODE_TEXT,
                       .span = { 0, (uint32_t)view->raw.len },
                       .text = text };
    bool truth = record_equal(text, record_str("true")) ||
                 record_equal(text, record_str("false"));

    if (text.ptr >= view->raw.ptr &&
        text.ptr + text.len <= view->raw.ptr + view->raw.len) {
        node.span.start = (uint32_t)(text.ptr - view->raw.ptr);
        node.span.end = node.span.start + (uint32_t)text.len;
    }
    if (truth && record_field_may_be(wanted, STET_NODE_BOOLEAN))
        node.kind = STET_NODE_BOOLEAN;
    else if (is_number(text) && record_field_may_be(wanted, STET_NODE_NUMBER))
        node.kind = STET_NODE_NUMBER;
    return node;
}

/* Whether the record is one text, such as a Markdown file, and no row. */
static bool is_text(const record_view *view)
{
    stet_field_array fields = stet_fields(view->ctx, view->record);
    if (fields.count != 1)
        return false;
    stet_str text = stet_markup(view->ctx, fields.items[0].doc);
    return text.ptr == view->raw.ptr && text.len == view->raw.len;
}

static void check_row(const fields_check *c, record_view *view)
{
    for (size_t i = 0; i < c->n_fields; i++) {
        const field *it = &c->fields[i];
        stet_str text = stet_meta(view->ctx, view->record, it->key);
        if (text.len > 0) {
            stet_node cell = read_cell(view, it->wanted, text);
            record_field_check(view, it->wanted, &cell);
        } else if (!it->wanted->optional && !it->wanted->blank) {
            record_tell_with(view, FIELDS_MISSING, (stet_span){ 0, 1 }, "path",
                             it->wanted->path);
        }
    }
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const fields_check *c = check;
    record_view view;

    (void)state;
    if (record_view_open(&view, ctx, unit, c->mask))
        check_object(c, &view);
    else if (view.raw.len > 0 && !is_text(&view))
        check_row(c, &view);
    return STET_OK;
}

const stet_check_type record_fields = {
    .name = "fields",
    .summary = "A record lacks a field, or a field is not what it must be",
    .doc =
        "Says which fields a record must have, what each may be (a text, a number, a "
        "whole number, true or false, a list, an object, null), that it is not blank, "
        "in which bounds a number or a length lies, and which values are allowed; "
        "with `only`, no other key may stand beside them. A path leads into lists "
        "and objects: `meta.editor`, `/messages/0/content`, `scores.*` for each "
        "element. What lacks the object that should hold a field is told of that "
        "object, if it is a field too.\n\n"
        "Rows of a table are looked at by the names that the rule set gives to their "
        "columns; an empty cell is missing, and `only` has no meaning there. Texts "
        "that are no data are passed over.",
    .scope = STET_SCOPE_RECORD,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(fields_options, params),
    .create = create,
    .run = run,
};
