/* SPDX-License-Identifier: Apache-2.0 */
/* Text and Markdown: the file is the record, and its only field is the text. */
#include "text/reader_p.h"

/** The text field of the layout; its name may be the rule set's. */
static const stet_layout_field *text_field(const stet_layout *layout)
{
    for (size_t i = 0; i < layout->n_fields; i++)
        if (layout->fields[i].text)
            return &layout->fields[i];
    return &stet_layout_plain(layout->reader)->fields[0];
}

static stet_read read_whole(stet_record_cursor *cursor, stet_arena *arena,
                            stet_record *record, stet_failure *failure)
{
    if (cursor->record > cursor->piece->record)
        return STET_READ_END;
    stet_str bytes = cursor->piece->bytes;
    uint32_t chars;
    bool is_text = stet_reader_check_text(cursor, bytes, &chars, arena, failure);
    if (is_text) {
        stet_value *value = stet_arena_alloc(arena, sizeof *value);
        *value = (stet_value){
            .field = text_field(cursor->piece->source->layout),
            .text = bytes,
            .raw = bytes,
            .encoding = STET_ENCODING_NONE,
            .is_string = true,
            .chars = chars,
        };
        *record = stet_reader_begin(cursor, bytes.len);
        record->values = value;
        record->n_values = 1;
    }
    cursor->at = bytes.len;
    cursor->record++;
    return is_text ? STET_READ_RECORD : STET_READ_FAILURE;
}

static const char *const text_extensions[] = { "txt", "text", NULL };
static const char *const markdown_extensions[] = {
    "md", "markdown", "mdown", "mkd", "mkdn", NULL,
};

const stet_reader stet_reader_text = {
    .name = "text",
    .summary = "plain text; the whole file is one text",
    .extensions = text_extensions,
    .next = read_whole,
};

const stet_reader stet_reader_markdown = {
    .name = "markdown",
    .summary = "Markdown (CommonMark, tables, task lists); the whole file is one text",
    .extensions = markdown_extensions,
    .next = read_whole,
};
