/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/check_mend.h"

#include "base/map.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/visible.h"
#include "cli/moved.h"
#include "run/diff.h"
#include "text/point.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

/** A source that was opened and whose last result has not come. */
typedef struct open_file {
    struct open_file *next;
    char *path;     /**< "-": standard input. */
    stet_str shown; /**< What its results are called; the list's. */
    stet_file file;
    stet_error refusal; /**< Why it cannot be replaced, if its source is kept. */
} open_file;

struct stet_check_mend {
    bool diff;
    bool visible; /**< The diff goes to a terminal. */
    open_file *first, *last;
    open_file *done; /**< Its last result came; the engine may still hold its pieces. */
    /* Of the first open file: */
    stet_buffer bytes;   /**< What it is to be, as far as its results came. */
    size_t copied;       /**< Bytes of the old file that are in there, or replaced. */
    stet_point was, now; /**< Where `copied` is in the old file and in the new one. */
    uint64_t fixed;      /**< Fixes in it. */
    bool changed;
    bool refused;          /**< It would have changed, but is kept. */
    stet_diff_part *parts; /**< Changed pieces, for the diff. */
    size_t n_parts, parts_capacity;
    stet_map shown;   /**< Files whose diff was shown, by what the system calls them, */
    stet_arena arena; /**< and these names. */
    stet_moved moved; /**< What is behind pieces that have grown, of all files. */
    stet_buffer out;  /**< For standard output. */
    size_t n_changed;
};

static void begin_file(stet_check_mend *mend)
{
    mend->copied = 0;
    mend->was = mend->now = STET_POINT_START;
    mend->fixed = 0;
    mend->changed = false;
    mend->refused = false;
    mend->n_parts = 0;
}

stet_check_mend *stet_check_mend_new(bool diff)
{
    stet_check_mend *mend = stet_memory_zalloc(1, sizeof *mend);
    mend->diff = diff;
    mend->visible = isatty(STDOUT_FILENO);
    begin_file(mend);
    return mend;
}

static void close_file(open_file *file)
{
    if (!file)
        return;
    stet_file_close(&file->file);
    stet_error_release(&file->refusal);
    free(file->path);
    free(file);
}

static bool is_stdin(const open_file *file)
{
    return strcmp(file->path, "-") == 0;
}

stet_source *stet_check_mend_open(stet_check_mend *mend, const stet_listed_file *listed,
                                  size_t max_record, stet_error *trouble)
{
    open_file *file = stet_memory_zalloc(1, sizeof *file);
    file->path = stet_memory_text(listed->path.ptr, listed->path.len);
    file->shown = listed->shown;
    file->refusal = STET_ERROR_NONE;
    if (!stet_file_open(&file->file, file->path, trouble)) {
        free(file->path);
        free(file);
        return NULL;
    }
    stet_source *source = stet_source_of_bytes(file->file.bytes, NULL, listed->shown,
                                               listed->layout, max_record, trouble);
    if (!source) {
        close_file(file);
        return NULL;
    }
    source->kept = !mend->diff && !is_stdin(file) &&
                   !stet_file_can_replace(file->path, &file->file.seen, &file->refusal);
    if (mend->last)
        mend->last->next = file;
    else
        mend->first = file;
    mend->last = file;
    return source;
}

static void copy_old(stet_check_mend *mend, size_t to)
{
    stet_str old = mend->first->file.bytes;
    stet_str part = { old.ptr + mend->copied, to - mend->copied };
    stet_buffer_add(&mend->bytes, part);
    stet_point_pass(&mend->was, part);
    stet_point_pass(&mend->now, part);
    mend->copied = to;
}

static void note_part(stet_check_mend *mend, size_t old_len, size_t new_len)
{
    stet_memory_grow((void **)&mend->parts, &mend->parts_capacity, mend->n_parts + 1,
                     sizeof *mend->parts);
    mend->parts[mend->n_parts++] = (stet_diff_part){
        .before = mend->copied,
        .before_end = mend->copied + old_len,
        .after = mend->bytes.len,
        .after_end = mend->bytes.len + new_len,
    };
}

static void take_piece(stet_check_mend *mend, const stet_result *result)
{
    stet_str old = mend->first->file.bytes;
    if (!result->original.ptr || result->original.ptr < old.ptr ||
        result->original.ptr > old.ptr + old.len)
        return;
    copy_old(mend, (size_t)(result->original.ptr - old.ptr));
    stet_str fixed =
        result->changed ? stet_buffer_str(&result->fixed) : result->original;
    if (result->changed && mend->diff)
        note_part(mend, result->original.len, fixed.len);
    stet_buffer_add(&mend->bytes, fixed);
    stet_point_pass(&mend->was, result->original);
    stet_point_pass(&mend->now, fixed);
    mend->copied += result->original.len;
    mend->changed = mend->changed || result->changed;
    mend->refused = mend->refused || result->refused;
    mend->fixed += result->tally.fixed;
}

/* Whether a diff of the file was shown under another name. */
static bool was_shown(stet_check_mend *mend, const stet_file *file)
{
    stet_str name =
        stet_arena_format(&mend->arena, "%ju %ju", (uintmax_t)file->seen.st_dev,
                          (uintmax_t)file->seen.st_ino);
    return stet_map_set(&mend->shown, name, mend) != NULL;
}

/* What a patch calls the file: it goes through no links. From the current folder on, if
   the file is in there. */
static void add_patch_name(const open_file *file, stet_buffer *out)
{
    struct stat seen;
    char here[PATH_MAX];
    char real[PATH_MAX];
    if (lstat(file->path, &seen) != 0 || !S_ISLNK(seen.st_mode) ||
        !realpath(file->path, real) || !getcwd(here, sizeof here)) {
        stet_buffer_add(out, file->shown);
        return;
    }
    size_t len = strlen(here);
    bool inside = strncmp(real, here, len) == 0 && real[len] == '/';
    stet_buffer_add_text(out, inside ? real + len + 1 : real);
}

/* The whole file's, so that its hunks have the lines of other pieces around them. */
static void add_diff(stet_check_mend *mend)
{
    const open_file *file = mend->first;
    stet_buffer diff = { 0 };
    stet_buffer name = { 0 };
    add_patch_name(file, &name);
    stet_diff_write(stet_buffer_str(&name), file->file.bytes,
                    stet_buffer_str(&mend->bytes), mend->parts, mend->n_parts, &diff);
    stet_str rest = stet_buffer_str(&diff);
    for (stet_str line; mend->visible && stet_str_cut(&rest, '\n', &line);) {
        stet_visible_add(&mend->out, line);
        stet_buffer_add_char(&mend->out, '\n');
    }
    if (!mend->visible)
        stet_buffer_add(&mend->out, rest);
    stet_buffer_release(&diff);
    stet_buffer_release(&name);
}

static void add_trouble(stet_result *result, const stet_error *error)
{
    stet_memory_grow((void **)&result->troubles, &result->troubles_capacity,
                     result->n_troubles + 1, sizeof *result->troubles);
    result->troubles[result->n_troubles++] = (stet_trouble){
        .path = result->path,
        .message =
            stet_arena_format(&result->arena, "%s%s%s", error->message,
                              error->hint ? "; " : "", error->hint ? error->hint : ""),
    };
}

/* Whether the file holds that already: two names may lead to it. */
static bool holds(const char *path, stet_str bytes)
{
    stet_file now;
    stet_error ignored = STET_ERROR_NONE;
    bool opened = stet_file_open(&now, path, &ignored);
    bool same = opened && stet_str_equal(now.bytes, bytes);
    if (opened)
        stet_file_close(&now);
    stet_error_release(&ignored);
    return same;
}

/* Those of earlier pieces are counted already: the sum, modulo 2^64, is right. */
static void leave_unchanged(stet_check_mend *mend, stet_result *result)
{
    result->tally.fixed -= mend->fixed;
    mend->changed = false;
}

static void end_source(stet_check_mend *mend, stet_result *result)
{
    open_file *file = mend->first;
    stet_error error = STET_ERROR_NONE;
    copy_old(mend, file->file.bytes.len);
    stet_str bytes = stet_buffer_str(&mend->bytes);
    if (mend->diff && mend->changed && was_shown(mend, &file->file))
        leave_unchanged(mend, result);
    else if (mend->diff && mend->changed)
        add_diff(mend);
    if (mend->refused)
        add_trouble(result, &file->refusal);
    if (is_stdin(file) && !mend->diff)
        stet_buffer_add(&mend->out, bytes);
    else if (mend->changed && !mend->diff &&
             !stet_file_replace(file->path, bytes, &file->file.seen, &error)) {
        if (!holds(file->path, bytes))
            add_trouble(result, &error);
        stet_error_release(&error);
        leave_unchanged(mend, result);
    }
    mend->n_changed += mend->changed;
}

/* The result still points into the file, so it is closed when the next one comes. */
static void leave_source(stet_check_mend *mend)
{
    close_file(mend->done);
    mend->done = mend->first;
    mend->first = mend->first->next;
    if (!mend->first)
        mend->last = NULL;
    stet_buffer_release(&mend->bytes);
    begin_file(mend);
}

static bool flush(stet_check_mend *mend, bool *closed, stet_error *error)
{
    bool done = stet_file_write_fd(STDOUT_FILENO, stet_buffer_str(&mend->out));
    int cause = errno;
    stet_buffer_clear(&mend->out);
    *closed = !done && cause == EPIPE;
    if (done || *closed)
        return !*closed;
    return stet_error_set(error, "standard output cannot be written: %s",
                          strerror(cause));
}

/* A result may belong to no open file: one that could not be opened has its own, and
   the findings of the whole batch have one, which are about files that are written. */
bool stet_check_mend_take(stet_check_mend *mend, stet_result *result, bool *closed,
                          stet_error *error)
{
    bool is_open = mend->first && stet_str_equal(result->path, mend->first->shown);
    *closed = false;
    if (is_open)
        stet_moved_add(&mend->moved, mend->first->shown, result->record, &mend->was,
                       &mend->now);
    stet_moved_apply(&mend->moved, result);
    if (!is_open)
        return true;
    take_piece(mend, result);
    if (result->last) {
        end_source(mend, result);
        leave_source(mend);
    }
    return flush(mend, closed, error);
}

size_t stet_check_mend_changed(const stet_check_mend *mend)
{
    return mend->n_changed;
}

void stet_check_mend_free(stet_check_mend *mend)
{
    if (!mend)
        return;
    close_file(mend->done);
    while (mend->first) {
        open_file *next = mend->first->next;
        close_file(mend->first);
        mend->first = next;
    }
    stet_buffer_release(&mend->bytes);
    stet_buffer_release(&mend->out);
    stet_moved_release(&mend->moved);
    stet_map_release(&mend->shown);
    stet_arena_release(&mend->arena);
    free(mend->parts);
    free(mend);
}
