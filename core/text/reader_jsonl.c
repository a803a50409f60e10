/* SPDX-License-Identifier: Apache-2.0 */
/* JSON Lines: a line is a record; blank lines are none. Where each line has an answer,
   they are counted all the same. */
#include "base/str.h"
#include "text/json_record.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool prepare(stet_source *source, stet_str bytes, size_t *length,
                    stet_error *error)
{
    (void)bytes;
    *length = 0;
    source->header = stet_json_layout_compile(source, error);
    return source->header != NULL;
}

/** Behind the blank lines that begin at `at`, and all blanks if nothing follows. */
static size_t skip_blank_lines(stet_str bytes, size_t at)
{
    size_t line = at;
    for (; at < bytes.len && is_blank(bytes.ptr[at]); at++)
        if (bytes.ptr[at] == '\n')
            line = at + 1;
    return at == bytes.len ? at : line;
}

static stet_split split(stet_str bytes, size_t *at, stet_scan_state *scan)
{
    if (!scan->state) {
        size_t line = skip_blank_lines(bytes, *at);
        if (line != *at) {
            *at = line;
            return STET_SPLIT_BLANK;
        }
        scan->state = 1;
    }
    const char *end = memchr(bytes.ptr + *at, '\n', bytes.len - *at);
    *at = end ? (size_t)(end - bytes.ptr) + 1 : bytes.len;
    return end ? STET_SPLIT_RECORD : STET_SPLIT_OPEN;
}

/** Moves behind a line: the next one begins at its first column. */
static void pass_line(stet_record_cursor *cursor, size_t len)
{
    cursor->at += len;
    cursor->line++;
    cursor->before = 0;
    cursor->before_utf16 = 0;
    cursor->before_utf8 = 0;
}

static stet_read read_line(stet_record_cursor *cursor, stet_arena *arena,
                           stet_record *record, stet_failure *failure)
{
    stet_str bytes = cursor->piece->bytes;
    stet_reader_pass(cursor, skip_blank_lines(bytes, cursor->at) - cursor->at);
    stet_str rest = stet_reader_rest(cursor);
    if (!rest.len)
        return STET_READ_END;
    const char *end = memchr(rest.ptr, '\n', rest.len);
    size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
    size_t used = end ? len + 1 : len;
    if (len && rest.ptr[len - 1] == '\r')
        len--;
    if (!cursor->state)
        cursor->state = stet_json_decoder_new(cursor->piece->source, arena);
    stet_read result =
        stet_json_decoder_read(cursor->state, cursor, len, arena, record, failure);
    pass_line(cursor, used);
    cursor->record++;
    return result;
}

static stet_split split_line(stet_str bytes, size_t *at, stet_scan_state *scan)
{
    scan->state = 1;
    if (*at == bytes.len)
        return STET_SPLIT_OPEN;
    const char *end = memchr(bytes.ptr + *at, '\n', bytes.len - *at);
    *at = end ? (size_t)(end - bytes.ptr) + 1 : bytes.len;
    return end ? STET_SPLIT_RECORD : STET_SPLIT_OPEN;
}

static stet_read read_counted(stet_record_cursor *cursor, stet_arena *arena,
                              stet_record *record, stet_failure *failure)
{
    stet_str rest = stet_reader_rest(cursor);
    size_t end;
    while ((end = stet_str_find(rest, STET_STR("\n"), 0)) != SIZE_MAX &&
           stet_str_trim((stet_str){ rest.ptr, end }).len == 0) {
        pass_line(cursor, end + 1);
        cursor->record++;
        rest = stet_reader_rest(cursor);
    }
    return read_line(cursor, arena, record, failure);
}

static const char *const extensions[] = { "jsonl", "ndjson", NULL };
static const char *const no_extensions[] = { NULL };

const stet_reader stet_reader_jsonl = {
    .name = "jsonl",
    .summary = "JSON Lines; each line is a record",
    .extensions = extensions,
    .has_records = true,
    .has_no_front = true,
    .header = prepare,
    .split = split,
    .cut = STET_CUT_LINES,
    .next = read_line,
};

const stet_reader stet_reader_lines = {
    .name = "lines",
    .summary = "JSON Lines; each line has a number",
    .extensions = no_extensions,
    .has_records = true,
    .answers_each = true,
    .has_no_front = true,
    .header = prepare,
    .split = split_line,
    .cut = STET_CUT_LINES,
    .next = read_counted,
};
