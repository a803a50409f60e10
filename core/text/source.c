/* SPDX-License-Identifier: Apache-2.0 */
#include "text/source.h"

#include "base/memory.h"
#include "base/str.h"
#include "text/reader.h"
#include "text/source_p.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static stet_source *new_source(stet_str shown, const stet_layout *layout,
                               size_t max_record)
{
    stet_source *source = stet_memory_zalloc(1, sizeof *source);
    source->path = stet_arena_copy(&source->arena, shown);
    source->layout = layout;
    source->fd = -1;
    source->max_record =
        max_record < STET_MAX_RECORD_LIMIT ? max_record : STET_MAX_RECORD_LIMIT;
    source->at = STET_POINT_START;
    source->record = 1;
    source->failure = STET_ERROR_NONE;
    atomic_init(&source->references, 1);
    return source;
}

static void free_source(stet_source *source)
{
    if (source->has_file)
        stet_file_close(&source->file);
    if (source->fd > STDIN_FILENO)
        close(source->fd); /* Only read from: no error can matter. */
    free(source->owned);
    stet_buffer_release(&source->pending);
    stet_error_release(&source->failure);
    stet_arena_release(&source->arena);
    free(source);
}

/** Passes over a UTF-8 byte order mark; refuses UTF-16, which has one of its own,
   unless these bytes may be a broken line before good ones. */
static bool read_byte_order_mark(stet_source *source, stet_error *error)
{
    stet_str bytes = stet_source_rest(source);
    if (stet_str_starts(bytes, STET_STR("\xEF\xBB\xBF"))) {
        stet_source_pass(source, 3);
        source->at = STET_POINT_START;
        source->at.byte = 3;
    } else if (!source->layout->reader->answers_each &&
               (stet_str_starts(bytes, STET_STR("\xFF\xFE")) ||
                stet_str_starts(bytes, STET_STR("\xFE\xFF")))) {
        stet_error_set(error, "this is UTF-16; texts must be UTF-8");
        stet_error_hint(error, "convert it: iconv -f UTF-16 -t UTF-8");
        return false;
    }
    return true;
}

/** As many bytes as a byte order mark has, if one may begin here: a stream whose first
    line is shorter is not waited for. */
static bool fill_mark(stet_source *source, stet_error *error)
{
    if (!stet_source_fill(source, 1, error))
        return false;
    stet_str bytes = stet_source_rest(source);
    bool may_be = bytes.len && (unsigned char)bytes.ptr[0] >= 0xEF;
    return !may_be || stet_source_fill(source, 3, error);
}

/** The bytes that show what the source is: byte order mark, header. */
static bool read_front(stet_source *source, stet_error *error)
{
    if (!fill_mark(source, error) || !read_byte_order_mark(source, error))
        return false;
    const stet_reader *reader = source->layout->reader;
    if (!reader->header)
        return true;
    size_t length = 0;
    bool filled = true;
    if (reader->has_header_row)
        filled = stet_source_fill_record(source, error);
    else if (!reader->has_no_front)
        filled = stet_source_fill(source, STET_PIECE_SIZE, error);
    if (!filled || !reader->header(source, stet_source_rest(source), &length, error))
        return false;
    stet_source_pass(source, length);
    return true;
}

static stet_source *give_up(stet_source *source, stet_error *error)
{
    stet_error_at(error, source->path, error->position);
    free_source(source);
    return NULL;
}

stet_source *stet_source_begin(stet_source *source, stet_error *error)
{
    return read_front(source, error) ? source : give_up(source, error);
}

/** Opens standard input, a file, or a pipe, which is read as it comes. */
static bool open_file(stet_source *source, const char *path, stet_error *error)
{
    struct stat seen;
    if (strcmp(path, "-") == 0) {
        source->fd = STDIN_FILENO;
        return true;
    }
    if (!stet_file_look_at(path, &seen, error))
        return false;
    if (S_ISFIFO(seen.st_mode)) {
        source->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
        if (source->fd >= 0)
            return true;
    }
    source->has_file = stet_file_open_seen(&source->file, path, &seen, error);
    source->ended = source->has_file;
    source->end = source->file.bytes.len;
    return source->has_file;
}

stet_source *stet_source_open_unread(const char *path, stet_str shown,
                                     const stet_layout *layout, size_t max_record,
                                     stet_error *error)
{
    stet_source *source = new_source(shown, layout, max_record);
    return open_file(source, path, error) ? source : give_up(source, error);
}

stet_source *stet_source_open(const char *path, stet_str shown,
                              const stet_layout *layout, size_t max_record,
                              stet_error *error)
{
    stet_source *source =
        stet_source_open_unread(path, shown, layout, max_record, error);
    return source ? stet_source_begin(source, error) : NULL;
}

stet_source *stet_source_of_bytes(stet_str bytes, char *owned, stet_str shown,
                                  const stet_layout *layout, size_t max_record,
                                  stet_error *error)
{
    stet_source *source = new_source(shown, layout, max_record);
    source->file.bytes = bytes;
    source->end = bytes.len;
    source->owned = owned;
    source->ended = true;
    return stet_source_begin(source, error);
}

void stet_source_close(stet_source *source)
{
    if (source && atomic_fetch_sub(&source->references, 1) == 1)
        free_source(source);
}

void stet_piece_release(stet_piece *piece)
{
    free(piece->owned);
    piece->owned = NULL;
    stet_source_close(piece->source);
    piece->source = NULL;
}
