/* SPDX-License-Identifier: Apache-2.0 */
#include "comparing/other.h"

#include "reading/reading.h"
#include "reading/view.h"

#include <string.h>

stet_status spec_other_check(stet_ctx *ctx, const spec_other_options *options)
{
    if ((options->with.len > 0) != (options->text.len > 0))
        return STET_OK;
    return options->with.len > 0
               ? stet_fail(ctx, "text", "give a field or a text, not both")
               : stet_fail(ctx, "with", "give the field that it is compared with");
}

static bool is_same(stet_str a, stet_str b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static stet_str quoted(stet_ctx *ctx, stet_str name)
{
    static const char open[] = "\xE2\x80\x9C", close[] = "\xE2\x80\x9D";
    char *out = stet_alloc(ctx, name.len + 6);

    memcpy(out, open, 3);
    memcpy(out + 3, name.ptr, name.len);
    memcpy(out + 3 + name.len, close, 3);
    return (stet_str){ out, name.len + 6 };
}

/* A fact of the record, if it has one of that name. */
static void find_fact(stet_ctx *ctx, const stet_record *record, stet_str name,
                      spec_other *other)
{
    char *key = stet_alloc(ctx, name.len + 1);

    memcpy(key, name.ptr, name.len);
    stet_str value = stet_meta(ctx, record, key);
    if (value.len > 0)
        other->parts[other->count++] = (spec_other_part){ NULL, value };
}

spec_other spec_other_find(stet_ctx *ctx, const stet_record *record,
                           const spec_other_options *options, bool markup)
{
    stet_field_array fields = stet_texts(ctx, record);
    spec_other other = {
        .parts = stet_alloc(ctx, (fields.count + 1) * sizeof(spec_other_part)),
    };

    if (options->with.len == 0) {
        other.name = (stet_str){ "the given text", 14 };
        other.parts[other.count++] = (spec_other_part){ NULL, options->text };
        return other;
    }
    other.name = quoted(ctx, options->with);
    for (size_t i = 0; i < fields.count; i++) {
        const stet_doc *doc = fields.items[i].doc;
        if (is_same(fields.items[i].name, options->with))
            other.parts[other.count++] =
                (spec_other_part){ doc, markup ? stet_markup(ctx, doc)
                                               : stet_text(ctx, doc) };
    }
    if (other.count == 0)
        find_fact(ctx, record, options->with, &other);
    return other;
}

void spec_other_change(stet_ctx *ctx, spec_other *other, const stet_list *transform,
                       int profile)
{
    for (size_t i = 0; transform->count > 0 && i < other->count; i++) {
        spec_other_part *part = &other->parts[i];
        if (!part->doc) {
            part->text = spec_view_text(ctx, transform, part->text);
            continue;
        }
        part->doc = spec_view_of(ctx, part->doc, transform, profile).doc;
        part->text = spec_is_literal(profile) ? stet_markup(ctx, part->doc)
                                              : stet_text(ctx, part->doc);
    }
}
