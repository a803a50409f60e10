/* SPDX-License-Identifier: Apache-2.0 */
#include "run/git_blobs.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/str.h"
#include "run/git_process.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

/** An object, and once its answer has come, its content. */
typedef struct blob {
    char *object;
    char *bytes; /**< NULL: there is none. */
    size_t len;
} blob;

typedef struct blob_queue {
    blob items[STET_GIT_BLOBS_KEPT];
    size_t count;
} blob_queue;

struct stet_git_blobs {
    stet_git_process process;
    bool running;
    blob_queue asked; /**< The oldest first. */
    size_t asked_bytes;
    blob_queue kept;
    stet_buffer input; /**< What was read from git, */
    size_t input_at;   /**< and how much of it was used. */
};

static size_t find(const blob_queue *queue, stet_str object)
{
    size_t i = 0;
    while (i < queue->count && !stet_str_is(object, queue->items[i].object))
        i++;
    return i;
}

static blob take(blob_queue *queue, size_t i)
{
    blob taken = queue->items[i];
    queue->count--;
    memmove(&queue->items[i], &queue->items[i + 1],
            (queue->count - i) * sizeof *queue->items);
    return taken;
}

static void free_blob(blob b)
{
    free(b.object);
    free(b.bytes);
}

stet_git_blobs *stet_git_blobs_open(stet_error *error)
{
    static const char *const arguments[] = { "cat-file", "--batch", NULL };
    stet_git_blobs *blobs = stet_memory_zalloc(1, sizeof *blobs);
    blobs->running = stet_git_process_start(&blobs->process, arguments, true, error);
    if (blobs->running)
        return blobs;
    free(blobs);
    return NULL;
}

void stet_git_blobs_close(stet_git_blobs *blobs)
{
    if (!blobs)
        return;
    if (blobs->running) {
        /* It may be writing what nobody will read; that is no failure now. */
        stet_error ignored = STET_ERROR_NONE;
        stet_git_process_finish(&blobs->process, &ignored);
        stet_error_release(&ignored);
    }
    while (blobs->asked.count)
        free_blob(take(&blobs->asked, 0));
    while (blobs->kept.count)
        free_blob(take(&blobs->kept, 0));
    stet_buffer_release(&blobs->input);
    free(blobs);
}

/* git has ended, or does not say what it should. */
static bool fail(stet_git_blobs *blobs, stet_error *error)
{
    if (!blobs->running)
        return stet_error_set(error, "git cat-file is not running any more");
    blobs->running = false;
    if (stet_git_process_finish(&blobs->process, error))
        stet_error_set(error, "git cat-file ended before its last answer");
    return false;
}

bool stet_git_blobs_ask(stet_git_blobs *blobs, stet_str object)
{
    bool alone = blobs->asked.count == 0;
    if (!alone && (blobs->asked.count == STET_GIT_BLOBS_KEPT ||
                   blobs->asked_bytes + object.len + 1 > PIPE_BUF))
        return false;
    char *line = stet_memory_text(object.ptr, object.len);
    line[object.len] = '\n';
    if (blobs->running)
        stet_file_write_fd(blobs->process.input, (stet_str){ line, object.len + 1 });
    line[object.len] = '\0'; /* A failed write shows when the answer is read. */
    blobs->asked.items[blobs->asked.count++] = (blob){ line, NULL, 0 };
    blobs->asked_bytes += object.len + 1;
    return true;
}

/* Reads some of `size` bytes; 0 at the end or on failure. */
static size_t read_some(stet_git_blobs *blobs, char *into, size_t size)
{
    if (!blobs->running)
        return 0;
    for (;;) {
        ssize_t got = read(blobs->process.output, into, size);
        if (got >= 0)
            return (size_t)got;
        if (errno != EINTR)
            return 0;
    }
}

/* The head of an answer, without its line end; valid until the next read. */
static bool read_head(stet_git_blobs *blobs, stet_str *head)
{
    enum { CHUNK = 16 * 1024 };
    stet_buffer *input = &blobs->input;
    size_t seen = blobs->input_at;
    for (;;) {
        const char *end = input->len > seen
                              ? memchr(input->ptr + seen, '\n', input->len - seen)
                              : NULL;
        if (end) {
            size_t start = blobs->input_at;
            *head =
                (stet_str){ input->ptr + start, (size_t)(end - input->ptr) - start };
            blobs->input_at += head->len + 1;
            return true;
        }
        if (blobs->input_at) { /* Moves what is left to the front. */
            input->len -= blobs->input_at;
            memmove(input->ptr, input->ptr + blobs->input_at, input->len);
            blobs->input_at = 0;
        }
        seen = input->len;
        stet_buffer_reserve(input, CHUNK);
        size_t got = read_some(blobs, input->ptr + input->len, CHUNK);
        if (!got)
            return false;
        input->len += got;
    }
}

static bool read_exactly(stet_git_blobs *blobs, char *into, size_t size)
{
    size_t there = blobs->input.len - blobs->input_at;
    size_t at = there < size ? there : size;
    if (at)
        memcpy(into, blobs->input.ptr + blobs->input_at, at);
    blobs->input_at += at;
    while (at < size) {
        size_t got = read_some(blobs, into + at, size - at);
        if (!got)
            return false;
        at += got;
    }
    return true;
}

/* The type and the size of "ID TYPE SIZE". */
static bool read_size(stet_str head, bool *is_blob, size_t *size)
{
    stet_str id;
    stet_str type;
    if (!stet_str_cut(&head, ' ', &id) || !stet_str_cut(&head, ' ', &type) || !head.len)
        return false;
    *is_blob = stet_str_is(type, "blob");
    *size = 0;
    for (size_t i = 0; i < head.len; i++) {
        if (head.ptr[i] < '0' || head.ptr[i] > '9' || *size > SIZE_MAX / 100)
            return false;
        *size = *size * 10 + (size_t)(head.ptr[i] - '0');
    }
    return true;
}

/* "OBJECT missing": no id begins like that, whatever the name of a path. */
static bool says_missing(stet_str head, const char *object)
{
    stet_str name = stet_str_from(object);
    return stet_str_starts(head, name) && (stet_str_ends(head, STET_STR(" missing")) ||
                                           stet_str_ends(head, STET_STR(" ambiguous")));
}

/* Reads the answer to the oldest request. */
static bool read_answer(stet_git_blobs *blobs, blob *out, stet_error *error)
{
    *out = take(&blobs->asked, 0);
    blobs->asked_bytes -= strlen(out->object) + 1;
    stet_str head;
    if (!read_head(blobs, &head))
        return fail(blobs, error);
    if (says_missing(head, out->object))
        return true;
    bool is_blob;
    if (!read_size(head, &is_blob, &out->len))
        return fail(blobs, error);
    out->bytes = stet_memory_alloc(out->len + 1);
    if (!read_exactly(blobs, out->bytes, out->len + 1))
        return fail(blobs, error);
    out->bytes[out->len] = '\0'; /* Over the line feed that ends an answer. */
    if (!is_blob) {
        free(out->bytes);
        out->bytes = NULL;
    }
    return true;
}

static void keep(stet_git_blobs *blobs, blob b)
{
    if (blobs->kept.count == STET_GIT_BLOBS_KEPT)
        free_blob(take(&blobs->kept, 0));
    blobs->kept.items[blobs->kept.count++] = b;
}

/* Reads answers up to that of `object`, or all of them. */
static bool read_up_to(stet_git_blobs *blobs, stet_str object, blob *out,
                       stet_error *error)
{
    bool found = false;
    *out = (blob){ 0 };
    while (!found && blobs->asked.count) {
        blob b;
        if (!read_answer(blobs, &b, error)) {
            free_blob(b);
            return false;
        }
        found = stet_str_is(object, b.object);
        if (found)
            *out = b;
        else
            keep(blobs, b);
    }
    return true;
}

bool stet_git_blobs_read(stet_git_blobs *blobs, stet_str object, char **bytes,
                         size_t *len, stet_error *error)
{
    blob b = { 0 };
    size_t kept = find(&blobs->kept, object);
    if (kept < blobs->kept.count) {
        b = take(&blobs->kept, kept);
    } else {
        if (find(&blobs->asked, object) == blobs->asked.count &&
            !stet_git_blobs_ask(blobs, object)) {
            if (!read_up_to(blobs, STET_STR(""), &b, error))
                return false;
            stet_git_blobs_ask(blobs, object);
        }
        if (!read_up_to(blobs, object, &b, error))
            return false;
    }
    free(b.object);
    *bytes = b.bytes;
    *len = b.len;
    return true;
}
