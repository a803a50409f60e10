/* SPDX-License-Identifier: Apache-2.0 */
#include "report/output.h"

#include "base/memory.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_FORMATS = 32 };

static bool unknown_format(stet_str name, stet_error *error)
{
    const char *names[MOST_FORMATS];
    size_t n = 0;
    stet_buffer all = { 0 };
    for (const stet_format *f; n < MOST_FORMATS && (f = stet_format_at(n)); n++) {
        names[n] = f->name;
        stet_buffer_format(&all, "%s%s", n ? ", " : "", f->name);
    }
    const char *nearest = stet_str_nearest(name, names, n);
    stet_error_set(error, "there is no output format “%.*s”", (int)name.len, name.ptr);
    if (nearest)
        stet_error_hint(error, "did you mean “%s”?", nearest);
    else
        stet_error_hint(error, "the formats are: %s", all.ptr);
    stet_buffer_release(&all);
    return false;
}

static bool check_place(const stet_outputs *outputs, const char *path,
                        stet_error *error)
{
    for (size_t i = 0; i < outputs->count; i++) {
        const char *other = outputs->items[i].path;
        if (!path && !other) {
            stet_error_set(error, "two formats would be written to standard output");
            stet_error_hint(error,
                            "give one of them a file, as in --format sarif:FILE");
            return false;
        }
        if (path && other && strcmp(path, other) == 0)
            return stet_error_set(error, "two formats would be written to “%s”", path);
    }
    return true;
}

bool stet_outputs_add(stet_outputs *outputs, const char *argument, stet_error *error)
{
    stet_str rest = stet_str_from(argument);
    const char *colon = strchr(argument, ':');
    stet_str name = { argument, colon ? (size_t)(colon - argument) : rest.len };
    const char *path = colon ? colon + 1 : NULL;
    const stet_format *format = stet_format_find(name);
    if (!format)
        return unknown_format(name, error);
    if (path && !*path)
        return stet_error_set(error, "“%s” names no file behind the colon", argument);
    if (path && strcmp(path, "-") == 0)
        path = NULL;
    if (!check_place(outputs, path, error))
        return false;
    stet_memory_grow((void **)&outputs->items, &outputs->capacity, outputs->count + 1,
                     sizeof *outputs->items);
    outputs->items[outputs->count++] = (stet_output){
        .format = format,
        .path = path ? stet_memory_text(path, strlen(path)) : NULL,
        .fd = -1,
    };
    return true;
}

/* A device, a pipe or a terminal cannot be replaced: it is written to as it is. */
static bool open_place(stet_output *output, stet_error *error)
{
    struct stat there;
    if (!output->path) {
        output->fd = STDOUT_FILENO;
        return true;
    }
    bool exists = stat(output->path, &there) == 0;
    if (exists && !S_ISREG(there.st_mode) && !S_ISDIR(there.st_mode)) {
        output->fd = open(output->path, O_WRONLY | O_CLOEXEC);
        if (output->fd >= 0)
            return true;
        stet_error_set(error, "cannot be written: %s", strerror(errno));
        stet_error_at(error, stet_str_from(output->path), STET_POSITION_NONE);
        return false;
    }
    output->replacement = stet_replacement_open(output->path, NULL, error);
    return output->replacement != NULL;
}

static bool write_failed(stet_output *output, int cause, stet_error *error)
{
    if (cause == EPIPE) {
        output->closed_pipe = true;
        return true;
    }
    const char *name = output->path ? output->path : "standard output";
    return stet_error_set(error, "the report cannot be written to %s: %s", name,
                          strerror(cause));
}

static bool flush(stet_output *output, stet_error *error)
{
    stet_str bytes = stet_buffer_str(&output->buffer);
    bool done = true;
    if (!output->closed_pipe && output->replacement)
        done = stet_replacement_write(output->replacement, bytes, error);
    else if (!output->closed_pipe && !stet_file_write_fd(output->fd, bytes))
        done = write_failed(output, errno, error);
    stet_buffer_clear(&output->buffer);
    return done;
}

bool stet_outputs_begin(stet_outputs *outputs, const stet_run_info *run,
                        stet_error *error)
{
    for (size_t i = 0; i < outputs->count; i++) {
        stet_output *output = &outputs->items[i];
        if (!open_place(output, error))
            return false;
        output->run = *run;
        if (output->path) {
            output->run.color = false;
            output->run.width = 0;
        }
        output->writer = (stet_writer){ .run = &output->run, .out = &output->buffer };
    }
    /* The array does not move any more: what points into it may be used from here on.
     */
    for (size_t i = 0; i < outputs->count; i++) {
        stet_output *output = &outputs->items[i];
        if (output->format->begin)
            output->format->begin(&output->writer);
    }
    return true;
}

/* Troubles without a point stand before the findings: they are about all of the piece.
 */
static bool comes_first(const stet_trouble *trouble, const stet_located *finding)
{
    return !trouble->point.line || trouble->point.byte <= finding->start.byte;
}

static void write_result(stet_output *output, const stet_result *result)
{
    size_t next = 0;
    for (size_t i = 0; i < result->n_findings; i++) {
        const stet_located *finding = &result->findings[i];
        while (next < result->n_troubles &&
               comes_first(&result->troubles[next], finding))
            output->format->trouble(&output->writer, &result->troubles[next++]);
        output->format->finding(&output->writer, finding);
    }
    while (next < result->n_troubles)
        output->format->trouble(&output->writer, &result->troubles[next++]);
}

bool stet_outputs_result(stet_outputs *outputs, const stet_result *result,
                         stet_error *error)
{
    for (size_t i = 0; i < outputs->count; i++) {
        stet_output *output = &outputs->items[i];
        write_result(output, result);
        bool now = output->buffer.len >= STET_OUTPUT_FLUSH || output->run.width;
        if (now && !flush(output, error))
            return false;
    }
    return true;
}

static bool close_place(stet_output *output, stet_error *error)
{
    bool done = true;
    if (output->replacement)
        done = stet_replacement_finish(output->replacement, NULL, error);
    else if (output->path && close(output->fd) != 0)
        done = write_failed(output, errno, error);
    output->replacement = NULL;
    output->fd = -1;
    return done;
}

bool stet_outputs_end(stet_outputs *outputs, const stet_tally *tally, stet_error *error)
{
    for (size_t i = 0; i < outputs->count; i++) {
        stet_output *output = &outputs->items[i];
        if (output->format->end)
            output->format->end(&output->writer, tally);
        if (!flush(output, error) || !close_place(output, error))
            return false;
    }
    return true;
}

bool stet_outputs_want_excerpts(const stet_outputs *outputs)
{
    for (size_t i = 0; i < outputs->count; i++)
        if (outputs->items[i].format->excerpts)
            return true;
    return false;
}

bool stet_outputs_want_fingerprints(const stet_outputs *outputs)
{
    for (size_t i = 0; i < outputs->count; i++)
        if (outputs->items[i].format->fingerprints)
            return true;
    return outputs->count == 0;
}

bool stet_outputs_closed(const stet_outputs *outputs)
{
    for (size_t i = 0; i < outputs->count; i++)
        if (!outputs->items[i].closed_pipe)
            return false;
    return outputs->count > 0;
}

void stet_outputs_release(stet_outputs *outputs)
{
    for (size_t i = 0; i < outputs->count; i++) {
        stet_output *output = &outputs->items[i];
        if (output->replacement)
            stet_replacement_abandon(output->replacement);
        if (output->path && output->fd >= 0)
            close(output->fd);
        free(output->path);
        if (output->writer.state && output->format->release)
            output->format->release(&output->writer);
        stet_buffer_release(&output->buffer);
        stet_arena_release(&output->writer.arena);
    }
    free(outputs->items);
    *outputs = (stet_outputs){ 0 };
}
