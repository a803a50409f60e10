/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/grid.h"

#include "base/memory.h"
#include "text/reader.h"

#include <stdlib.h>

/* A thousand segments a batch, so that a shard of many has its share of a small one,
   too; but none so small that opening it costs more than checking it, nor so large
   that much is done again after a kill. */
enum { SEGMENTS_WANTED = 1024 };
static const uint64_t least_size = 4 * 1024, most_size = 1024 * 1024;

bool stet_audit_grid_add(stet_audit_grid *grid, const stet_listed_file *listed,
                         const stet_layout *layout, stet_error *error)
{
    stet_audit_file file = { .listed = listed, .layout = layout };

    if (!stet_file_look_at(listed->path.ptr, &file.seen, error)) {
        stet_error_at(error, listed->shown, STET_POSITION_NONE);
        return false;
    }
    if (!S_ISREG(file.seen.st_mode)) {
        stet_error_set(error, "an audit reads files, which it can go back to");
        stet_error_hint(error, "check a stream with stet filter");
        stet_error_at(error, listed->shown, STET_POSITION_NONE);
        return false;
    }
    stet_memory_grow((void **)&grid->files, &grid->capacity, grid->count + 1,
                     sizeof *grid->files);
    grid->files[grid->count++] = file;
    grid->n_bytes += (uint64_t)file.seen.st_size;
    return true;
}

/* The file, open at its front. */
static stet_source *open_front(const stet_audit_grid *grid, const stet_audit_file *file,
                               bool *unreadable, stet_error *error)
{
    return stet_source_open_part(
        file->listed->path.ptr, file->listed->shown, file->layout, grid->max_record, 0,
        (uint64_t)file->seen.st_size, &file->seen, unreadable, error);
}

/* Whether it is cut at all. What cannot be read is one segment, so that this is told
   once. */
static bool has_parts(const stet_audit_grid *grid, const stet_audit_file *file)
{
    stet_error ignored = STET_ERROR_NONE;
    bool unreadable;

    if (file->layout->reader->cut == STET_CUT_NOWHERE ||
        (uint64_t)file->seen.st_size <= grid->size)
        return false;
    stet_source *source = open_front(grid, file, &unreadable, &ignored);
    if (source)
        stet_source_close(source);
    stet_error_release(&ignored);
    return !unreadable;
}

void stet_audit_grid_close(stet_audit_grid *grid)
{
    grid->size = least_size;
    while (grid->size < most_size && grid->n_bytes / grid->size > SEGMENTS_WANTED)
        grid->size *= 2;
    grid->n_segments = 0;
    for (size_t i = 0; i < grid->count; i++) {
        stet_audit_file *file = &grid->files[i];
        uint64_t size = (uint64_t)file->seen.st_size;
        file->first = grid->n_segments + 1;
        file->n_segments =
            has_parts(grid, file) ? (size + grid->size - 1) / grid->size : 1;
        grid->n_segments += file->n_segments;
    }
    stet_audit_grid_seek(grid, 1);
}

static void close_file(stet_audit_grid *grid)
{
    if (grid->open)
        stet_source_close(grid->open);
    grid->open = NULL;
}

void stet_audit_grid_seek(stet_audit_grid *grid, uint64_t number)
{
    close_file(grid);
    grid->has_boundary = false;
    grid->next = number;
    grid->at = 0;
    while (grid->at < grid->count &&
           number >= grid->files[grid->at].first + grid->files[grid->at].n_segments)
        grid->at++;
}

/* Where segments of the file at hand end: moves `boundary` on by one. */
static bool move_boundary(stet_audit_grid *grid, stet_error *error)
{
    const stet_audit_file *file = &grid->files[grid->at];
    uint64_t index = grid->next - file->first;
    bool unreadable;

    grid->open = open_front(grid, file, &unreadable, error);
    if (!grid->open)
        return false;
    if (!grid->has_boundary)
        grid->boundary = stet_source_boundary(grid->open, 0, index * grid->size);
    grid->has_boundary = true;
    grid->ahead =
        stet_source_boundary(grid->open, grid->boundary, (index + 1) * grid->size);
    return true;
}

bool stet_audit_grid_next(stet_audit_grid *grid, stet_audit_segment *segment,
                          stet_error *error)
{
    close_file(grid);
    if (grid->at < grid->count &&
        grid->next == grid->files[grid->at].first + grid->files[grid->at].n_segments) {
        grid->has_boundary = false;
        grid->at++;
    }
    if (grid->at == grid->count)
        return false;
    const stet_audit_file *file = &grid->files[grid->at];
    uint64_t size = (uint64_t)file->seen.st_size;
    *segment = (stet_audit_segment){
        .number = grid->next, .file = file, .source = grid->at, .to = size
    };
    if (file->n_segments > 1) {
        if (!move_boundary(grid, error))
            return false;
        segment->from = grid->boundary;
        segment->to = grid->ahead;
        grid->boundary = grid->ahead;
    }
    grid->next++;
    return true;
}

stet_source *stet_audit_grid_open(stet_audit_grid *grid,
                                  const stet_audit_segment *segment, bool *unreadable,
                                  stet_error *error)
{
    stet_source *source = grid->open;

    *unreadable = false;
    if (!source)
        source = open_front(grid, segment->file, unreadable, error);
    grid->open = NULL;
    if (!source)
        return NULL;
    stet_source_narrow(source, segment->from, segment->to);
    source->inside = segment->file->listed->inside;
    return source;
}

bool stet_audit_file_unchanged(const stet_audit_file *file, stet_error *error)
{
    const stet_listed_file *listed = file->listed;
    struct stat now;

    if (!stet_file_look_at(listed->path.ptr, &now, error)) {
        stet_error_at(error, listed->shown, STET_POSITION_NONE);
        return false;
    }
    return stet_source_same_file(&now, &file->seen) ||
           stet_source_refuse_changed(listed->shown, error);
}

void stet_audit_grid_release(stet_audit_grid *grid)
{
    close_file(grid);
    free(grid->files);
    *grid = (stet_audit_grid){ 0 };
}
