/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/record_text.h"

#include "base/json_writer.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/reader.h"

/* The front of a text, cut before a character that would be cut in two. */
static stet_str front(stet_str text)
{
    size_t len = text.len;

    if (len > STET_RECORD_TEXT_MOST) {
        len = STET_RECORD_TEXT_MOST;
        while (len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
            len--;
    }
    return (stet_str){ text.ptr, len };
}

static void write_values(const stet_record *record, stet_buffer *out)
{
    stet_buffer cut = { 0 };
    stet_json_writer json;

    stet_json_init(&json, out, false);
    stet_json_begin_object(&json);
    for (size_t i = 0; i < record->n_values; i++) {
        const stet_value *value = &record->values[i];
        if (!value->field->text)
            continue;
        stet_buffer_clear(&cut);
        stet_buffer_add(&cut, front(value->text));
        if (cut.len < value->text.len)
            stet_buffer_add_text(&cut, " \xE2\x80\xA6");
        stet_json_key_str(&json, value->field->name);
        stet_json_string(&json, stet_buffer_str(&cut));
    }
    stet_json_end_object(&json);
    stet_buffer_release(&cut);
}

static bool is_same(const stet_piece *piece, uint64_t length, int64_t hash)
{
    stet_str raw = { piece->bytes.ptr, (size_t)length };

    return length <= piece->bytes.len && (int64_t)stet_str_hash(raw, 0) == hash;
}

static void read_record(const stet_piece *piece, stet_buffer *out)
{
    stet_arena arena = { 0 };
    stet_record_cursor cursor = stet_record_begin(piece);
    stet_record record = { 0 };
    stet_failure failure = { 0 };
    stet_read read = stet_record_next(&cursor, &arena, &record, &failure);

    /* What a record lacks is told first, and then it comes. */
    if (read == STET_READ_FAILURE)
        read = stet_record_next(&cursor, &arena, &record, &failure);
    if (read == STET_READ_RECORD)
        write_values(&record, out);
    stet_arena_release(&arena);
}

void stet_audit_record_text(void *user, size_t source, uint64_t byte, uint64_t length,
                            int64_t hash, stet_buffer *out)
{
    const stet_audit_grid *grid = user;
    stet_error ignored = STET_ERROR_NONE;

    if (source >= grid->count)
        return;
    const stet_audit_file *file = &grid->files[source];
    stet_source *open = stet_source_open_part(
        file->listed->path.ptr, file->listed->shown, file->layout, grid->max_record,
        byte, byte + length, &file->seen, &ignored);
    stet_piece piece;
    if (open && stet_source_next(open, &piece, &ignored)) {
        if (is_same(&piece, length, hash))
            read_record(&piece, out);
        stet_piece_release(&piece);
    }
    if (open)
        stet_source_close(open);
    stet_error_release(&ignored);
}
