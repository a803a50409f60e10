/* SPDX-License-Identifier: Apache-2.0 */
#include "text/reader.h"

#include "base/str.h"
#include "base/utf8.h"
#include "text/point.h"
#include "text/reader_p.h"

static const stet_reader *const readers[] = {
    &stet_reader_text, &stet_reader_markdown, &stet_reader_jsonl,
    &stet_reader_json, &stet_reader_csv,      &stet_reader_tsv,
};

const stet_reader *stet_reader_at(size_t n)
{
    return n < STET_LEN(readers) ? readers[n] : NULL;
}

const stet_reader *stet_reader_find(stet_str name)
{
    for (size_t i = 0; i < STET_LEN(readers); i++)
        if (stet_str_is(name, readers[i]->name))
            return readers[i];
    return NULL;
}

stet_record_cursor stet_record_begin(const stet_piece *piece)
{
    return (stet_record_cursor){
        .piece = piece,
        .record = piece->record,
        .line = piece->line,
        .before = piece->before,
        .before_utf16 = piece->before_utf16,
        .before_utf8 = piece->before_utf8,
    };
}

stet_read stet_record_next(stet_record_cursor *cursor, stet_arena *arena,
                           stet_record *record, stet_failure *failure)
{
    const stet_piece *piece = cursor->piece;
    if (cursor->pending) {
        *record = *cursor->pending;
        cursor->pending = NULL;
        return STET_READ_RECORD;
    }
    if (!piece->n_too_long)
        return piece->source->layout->reader->next(cursor, arena, record, failure);
    if (cursor->record > piece->record)
        return STET_READ_END;
    stet_reader_fail(cursor, 0, arena, failure,
                     "a record of %llu bytes is over the limit of %zu and is left out "
                     "(see --max-record)",
                     (unsigned long long)piece->n_too_long, piece->source->max_record);
    cursor->record++;
    return STET_READ_FAILURE;
}

stet_point stet_record_start(const stet_record *record)
{
    const stet_piece *piece = record->piece;
    return (stet_point){
        .byte = piece->byte + (uint64_t)(record->raw.ptr - piece->bytes.ptr),
        .line = record->line,
        .column = record->before + 1,
        .utf16 = record->before_utf16 + 1,
        .utf8 = record->before_utf8 + 1,
    };
}

void stet_record_points(const stet_record *record, stet_span span,
                        stet_record_mark *mark, stet_point *start, stet_point *end)
{
    stet_str raw = record->raw;
    size_t last = span.end < raw.len ? span.end : raw.len;
    size_t first = span.start < last ? span.start : last;
    if (mark->point.line == 0 || mark->at > first)
        *mark = (stet_record_mark){ 0, stet_record_start(record) };
    stet_point_pass(&mark->point, (stet_str){ raw.ptr + mark->at, first - mark->at });
    mark->at = first;
    *start = mark->point;
    *end = *start;
    stet_point_pass(end, (stet_str){ raw.ptr + first, last - first });
}

const stet_value *stet_record_value(const stet_record *record, stet_str name)
{
    for (size_t i = 0; i < record->n_values; i++)
        if (stet_str_equal(record->values[i].field->name, name))
            return &record->values[i];
    return NULL;
}

const stet_layout *stet_reader_layout(const stet_source *source)
{
    const stet_layout *layout = source->layout;
    return layout->n_fields ? layout : stet_layout_plain(layout->reader);
}

stet_str stet_reader_rest(const stet_record_cursor *cursor)
{
    stet_str bytes = cursor->piece->bytes;
    return (stet_str){ bytes.ptr + cursor->at, bytes.len - cursor->at };
}

/** The point of the cursor. */
static stet_point point_of(const stet_record_cursor *cursor)
{
    return (stet_point){
        .byte = cursor->piece->byte + cursor->at,
        .line = cursor->line,
        .column = cursor->before + 1,
        .utf16 = cursor->before_utf16 + 1,
        .utf8 = cursor->before_utf8 + 1,
    };
}

void stet_reader_pass(stet_record_cursor *cursor, size_t len)
{
    stet_point point = point_of(cursor);
    stet_point_pass(&point, (stet_str){ stet_reader_rest(cursor).ptr, len });
    cursor->at += len;
    cursor->line = point.line;
    cursor->before = point.column - 1;
    cursor->before_utf16 = point.utf16 - 1;
    cursor->before_utf8 = point.utf8 - 1;
}

stet_record stet_reader_begin(const stet_record_cursor *cursor, size_t len)
{
    const stet_piece *piece = cursor->piece;
    return (stet_record){
        .piece = piece,
        .number = piece->source->layout->reader->has_records ? cursor->record : 0,
        .id = { "", 0 },
        .raw = { piece->bytes.ptr + cursor->at, len },
        .line = cursor->line,
        .before = cursor->before,
        .before_utf16 = cursor->before_utf16,
        .before_utf8 = cursor->before_utf8,
    };
}

stet_read stet_reader_fail(const stet_record_cursor *cursor, size_t at,
                           stet_arena *arena, stet_failure *failure, const char *format,
                           ...)
{
    stet_point point = point_of(cursor);
    stet_point_pass(&point,
                    (stet_str){ stet_reader_rest(cursor).ptr, at - cursor->at });
    va_list args;
    va_start(args, format);
    *failure = (stet_failure){
        .record = stet_reader_begin(cursor, 0).number,
        .point = point,
        .message = stet_arena_vformat(arena, format, args),
    };
    va_end(args);
    return STET_READ_FAILURE;
}

bool stet_reader_check_text(const stet_record_cursor *cursor, stet_str text,
                            uint32_t *chars, stet_arena *arena, stet_failure *failure)
{
    size_t base = (size_t)(text.ptr - cursor->piece->bytes.ptr);
    size_t bad = stet_utf8_check(text, chars);
    if (bad != STET_UTF8_VALID) {
        stet_reader_fail(cursor, base + bad, arena, failure, "byte 0x%02X is not UTF-8",
                         (unsigned)(unsigned char)text.ptr[bad]);
        return false;
    }
    const char *nul =
        *chars & STET_CHARS_CONTROL ? memchr(text.ptr, 0, text.len) : NULL;
    if (nul) {
        stet_reader_fail(cursor, base + (size_t)(nul - text.ptr), arena, failure,
                         "a NUL byte: this is not text");
        return false;
    }
    return true;
}

static bool has_own_value(const stet_record *record, const stet_layout_field *aside)
{
    for (size_t i = 0; i < record->n_values; i++)
        if (record->values[i].field != aside)
            return true;
    return false;
}

stet_read stet_reader_give(stet_record_cursor *cursor, stet_str lack, stet_arena *arena,
                           stet_record *record, stet_failure *failure)
{
    if (!lack.len)
        return STET_READ_RECORD;
    size_t at = (size_t)(record->raw.ptr - cursor->piece->bytes.ptr);
    stet_reader_fail(cursor, at, arena, failure, "%.*s", (int)lack.len, lack.ptr);
    failure->lacks = true;
    if (has_own_value(record, cursor->piece->source->layout->aside)) {
        stet_record *pending = stet_arena_alloc(arena, sizeof *pending);
        *pending = *record;
        cursor->pending = pending;
    }
    return STET_READ_FAILURE;
}
