/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/group.h"

#include "base/memory.h"
#include "base/str.h"
#include "text/json_pointer.h"
#include "text/reader.h"

#include <stdlib.h>

bool stet_audit_groups_check(const char *by, stet_error *error)
{
    stet_arena arena = { 0 };
    stet_json_pointer pointer;
    bool good = !by || by[0] != '/' ||
                stet_json_pointer_parse(&pointer, stet_str_from(by), &arena, error);

    stet_arena_release(&arena);
    return good;
}

void stet_audit_groups_init(stet_audit_groups *groups, const char *by)
{
    *groups = (stet_audit_groups){ .field = { "", 0 }, .path = { "", 0 } };
    if (!by || !*by)
        return;
    groups->field = stet_arena_copy(&groups->arena, stet_str_from(by));
    if (by[0] == '/')
        groups->path = groups->field;
}

static bool has_field(const stet_layout *layout, stet_str name)
{
    for (size_t i = 0; i < layout->n_fields; i++)
        if (stet_str_equal(layout->fields[i].name, name))
            return true;
    return false;
}

/* A column is named as it is, a key of JSON by its pointer. */
static stet_str path_of(stet_audit_groups *groups, const stet_layout *layout)
{
    bool is_table = layout->reader->has_header_row;
    stet_buffer path = { 0 };

    if (groups->path.len || is_table)
        return groups->field;
    stet_buffer_add_char(&path, '/');
    for (size_t i = 0; i < groups->field.len; i++) {
        char c = groups->field.ptr[i];
        if (c == '~' || c == '/')
            stet_buffer_add_text(&path, c == '~' ? "~0" : "~1");
        else
            stet_buffer_add_char(&path, c);
    }
    stet_str kept = stet_arena_copy(&groups->arena, stet_buffer_str(&path));
    stet_buffer_release(&path);
    return kept;
}

static const stet_layout *make(stet_audit_groups *groups, const stet_layout *layout)
{
    const stet_layout *from =
        layout->n_fields ? layout : stet_layout_plain(layout->reader);

    if (!layout->reader->has_records || has_field(from, groups->field))
        return layout;
    size_t n = from->n_fields;
    stet_layout_field *fields =
        stet_arena_alloc(&groups->arena, (n + 1) * sizeof *fields);
    memcpy(fields, from->fields, n * sizeof *fields);
    fields[n] = (stet_layout_field){ .name = groups->field,
                                     .path = path_of(groups, from),
                                     .where_key = { "", 0 },
                                     .where_value = { "", 0 },
                                     .optional = true };
    stet_layout *made = stet_arena_alloc(&groups->arena, sizeof *made);
    *made = *from;
    if (!layout->n_fields && layout->id.len)
        made->id = layout->id;
    made->fields = fields;
    made->n_fields = n + 1;
    made->aside = &fields[n];
    return made;
}

const stet_layout *stet_audit_groups_layout(stet_audit_groups *groups,
                                            const stet_layout *layout)
{
    if (!groups->field.len)
        return layout;
    for (size_t i = 0; i < groups->n_known; i += 2)
        if (groups->known[i] == layout)
            return groups->known[i + 1];
    void *known = (void *)(uintptr_t)groups->known;
    stet_memory_grow(&known, &groups->capacity, groups->n_known + 2,
                     sizeof *groups->known);
    groups->known = known;
    groups->known[groups->n_known] = layout;
    groups->known[groups->n_known + 1] = make(groups, layout);
    groups->n_known += 2;
    return groups->known[groups->n_known - 1];
}

void stet_audit_groups_release(stet_audit_groups *groups)
{
    free((void *)(uintptr_t)groups->known);
    stet_arena_release(&groups->arena);
    *groups = (stet_audit_groups){ 0 };
}
