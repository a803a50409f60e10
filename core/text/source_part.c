/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of a file: where they may begin, and how they are opened. */
#include "text/reader.h"
#include "text/source_p.h"

#include <string.h>

static uint64_t next_line(stet_str bytes, size_t near)
{
    size_t before = near - 1; /* A line that ends just before begins here. */
    const char *end = memchr(bytes.ptr + before, '\n', bytes.len - before);

    return end ? (uint64_t)(end - bytes.ptr) + 1 : bytes.len;
}

static uint64_t next_record(const stet_source *source, stet_str bytes, size_t at,
                            size_t near)
{
    while (at < near && at < bytes.len) {
        stet_scan_state scan = { 0, 0 };
        source->layout->reader->split(bytes, &at, &scan);
    }
    return at;
}

uint64_t stet_source_boundary(const stet_source *source, uint64_t known, uint64_t near)
{
    stet_str bytes = source->file.bytes;
    size_t front = (size_t)source->at.byte;

    if (near >= bytes.len)
        return bytes.len;
    if (near <= known || near <= front)
        return known;
    if (source->layout->reader->cut == STET_CUT_LINES)
        return next_line(bytes, (size_t)near);
    return next_record(source, bytes, known > front ? (size_t)known : front,
                       (size_t)near);
}

bool stet_source_same_file(const struct stat *now, const struct stat *seen)
{
    return now->st_size == seen->st_size && now->st_ino == seen->st_ino &&
           now->st_mtim.tv_sec == seen->st_mtim.tv_sec &&
           now->st_mtim.tv_nsec == seen->st_mtim.tv_nsec;
}

bool stet_source_refuse_changed(stet_str shown, stet_error *error)
{
    stet_error_set(error, "it was changed while it was being read");
    stet_error_hint(error, "start again when nobody writes to it any more");
    stet_error_at(error, shown, STET_POSITION_NONE);
    return false;
}

stet_source *stet_source_open_part(const char *path, stet_str shown,
                                   const stet_layout *layout, size_t max_record,
                                   uint64_t from, uint64_t to, const struct stat *seen,
                                   bool *unreadable, stet_error *error)
{
    stet_source *source =
        stet_source_open_unread(path, shown, layout, max_record, error);

    *unreadable = false;
    if (!source)
        return NULL;
    if (!source->has_file || !stet_source_same_file(&source->file.seen, seen)) {
        stet_source_refuse_changed(shown, error);
        stet_source_close(source);
        return NULL;
    }
    source = stet_source_begin(source, error);
    *unreadable = !source;
    if (source)
        stet_source_narrow(source, from, to);
    return source;
}

void stet_source_narrow(stet_source *source, uint64_t from, uint64_t to)
{
    if (from > source->at.byte)
        source->at = (stet_point){ from, 1, 1, 1, 1 };
    source->end = to > source->at.byte ? (size_t)to : (size_t)source->at.byte;
}
