/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buffer.h"
#include "base/str.h"
#include "text/reader_p.h"

/** The alternatives that share a name. */
typedef struct field_group {
    bool found;
    bool optional;
    const char *wrong_kind;
} field_group;

static field_group group_of(const stet_layout *layout, const stet_field_state *states,
                            size_t field)
{
    field_group group = { 0 };
    for (size_t i = 0; i < layout->n_fields; i++) {
        if (!stet_str_equal(layout->fields[i].name, layout->fields[field].name))
            continue;
        group.found = group.found || states[i].found;
        group.optional = group.optional || layout->fields[i].optional;
        if (!group.wrong_kind)
            group.wrong_kind = states[i].wrong_kind;
    }
    return group;
}

static bool is_first_of_name(const stet_layout *layout, size_t field)
{
    for (size_t i = 0; i < field; i++)
        if (stet_str_equal(layout->fields[i].name, layout->fields[field].name))
            return false;
    return true;
}

/** `no "answer" (/messages/1/content)`, or what it is in place of text. */
static void add_field(stet_buffer *out, const stet_layout_field *field,
                      const char *wrong_kind)
{
    stet_buffer_add_text(out, out->len ? ", " : "the record has ");
    if (wrong_kind)
        stet_buffer_format(out, "%s in place of text as", wrong_kind);
    else
        stet_buffer_add_text(out, "no");
    stet_buffer_format(out, " \"%.*s\" (%.*s", (int)field->name.len, field->name.ptr,
                       (int)field->path.len, field->path.ptr);
    if (field->where_key.len)
        stet_buffer_format(out, " where %.*s is %.*s", (int)field->where_key.len,
                           field->where_key.ptr, (int)field->where_value.len,
                           field->where_value.ptr);
    stet_buffer_add_text(out, ")");
}

/** What is wrong with a record that has no text although none is demanded: the first
    fields that could be one, and how many more. */
static void add_no_text(stet_buffer *out, const stet_layout *layout)
{
    enum { MOST_NAMED = 4 };
    size_t n = 0;
    stet_buffer_add_text(out, "the record has none of the text fields");
    for (size_t i = 0; i < layout->n_fields; i++) {
        const stet_layout_field *field = &layout->fields[i];
        if (!field->text || !is_first_of_name(layout, i))
            continue;
        if (n++ < MOST_NAMED)
            stet_buffer_format(out, "%s%.*s", n > 1 ? ", " : " ", (int)field->name.len,
                               field->name.ptr);
    }
    if (n > MOST_NAMED)
        stet_buffer_format(out, " and %zu more", n - MOST_NAMED);
    stet_buffer_add_text(out, "; name its fields in the rule set's \"texts\"");
}

/** Whether something stands where a text is wanted, beside what was found or not. */
static bool is_wrong(const stet_layout *layout, const stet_field_state *states,
                     size_t field)
{
    return states[field].wrong_kind && !layout->fields[field].optional;
}

/** Whether there is a text and no field is missing or wrong, alternatives left aside:
    so it is for nearly every record. */
static bool has_all(const stet_layout *layout, const stet_field_state *states)
{
    bool has_text = layout->optional;
    for (size_t i = 0; i < layout->n_fields; i++) {
        has_text = has_text || (states[i].found && layout->fields[i].text);
        if ((!states[i].found && !layout->fields[i].optional) ||
            is_wrong(layout, states, i))
            return false;
    }
    return has_text;
}

stet_str stet_reader_lack(const stet_layout *layout, const stet_field_state *states,
                          stet_arena *arena)
{
    if (has_all(layout, states))
        return (stet_str){ "", 0 };
    stet_buffer message = { 0 };
    bool has_text = layout->optional;
    bool wants_text = false;
    for (size_t i = 0; i < layout->n_fields; i++) {
        has_text = has_text || (states[i].found && layout->fields[i].text);
        wants_text = wants_text || layout->fields[i].text;
        if (states[i].found && is_wrong(layout, states, i))
            add_field(&message, &layout->fields[i], states[i].wrong_kind);
        if (states[i].found || !is_first_of_name(layout, i))
            continue;
        field_group group = group_of(layout, states, i);
        if (!group.found && !group.optional)
            add_field(&message, &layout->fields[i], group.wrong_kind);
    }
    if (!message.len && wants_text && !has_text)
        add_no_text(&message, layout);
    stet_str copy = message.len ? stet_arena_copy(arena, stet_buffer_str(&message))
                                : (stet_str){ "", 0 };
    stet_buffer_release(&message);
    return copy;
}
