/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/assembly.h"

#include "audit/assembly_p.h"
#include "base/memory.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* When the first of the inputs began, and how long all took together. */
static void add_times(const stet_assembly *assembly, stet_audit_facts *facts)
{
    const stet_audit_assembly_options *options = assembly->options;

    facts->began = (stet_str){ "", 0 };
    facts->seconds = -1;
    if (options->no_time)
        return;
    for (size_t i = 0; i < assembly->n_inputs; i++) {
        const stet_audit_facts *theirs = &assembly->inputs[i].facts;
        if (theirs->began.len &&
            (!facts->began.len || stet_str_compare(theirs->began, facts->began) < 0))
            facts->began = theirs->began;
        if (theirs->seconds >= 0)
            facts->seconds =
                (facts->seconds < 0 ? 0 : facts->seconds) + theirs->seconds;
    }
    if (options->seconds >= 0)
        facts->seconds = options->seconds;
}

static bool write_facts(const stet_assembly *assembly, stet_error *error)
{
    stet_audit_facts facts = assembly->inputs[0].facts;

    facts.complete = assembly->n_missing == 0;
    add_times(assembly, &facts);
    return stet_audit_facts_write(&facts, &assembly->out, error);
}

/* When all comes from one input, as at the end of an audit, and is all that it has. */
static bool attach_input(stet_assembly *assembly, stet_error *error)
{
    const stet_audit_database *out = &assembly->out;
    uint64_t n_taken = 0;

    for (size_t i = 0; i < assembly->n_runs; i++) {
        if (assembly->runs[i].input != assembly->runs[0].input)
            return true;
        n_taken += assembly->runs[i].to - assembly->runs[i].from;
    }
    if (!n_taken || n_taken != assembly->runs[0].input->n_segments)
        return true;
    sqlite3_stmt *attach = stet_audit_database_prepare(out, "ATTACH ? AS input", error);
    if (!attach)
        return false;
    stet_audit_bind_text(attach, 1, stet_str_from(assembly->runs[0].input->path));
    assembly->attached = stet_audit_database_do(out, attach, error);
    sqlite3_finalize(attach);
    return assembly->attached;
}

static bool fill(stet_assembly *assembly, stet_error *error)
{
    return attach_input(assembly, error) &&
           stet_audit_database_run(&assembly->out, "BEGIN", error) &&
           write_facts(assembly, error) && stet_assembly_copy_names(assembly, error) &&
           stet_assembly_speak(assembly, error) &&
           stet_assembly_survey_begin(assembly, error) &&
           stet_assembly_copy(assembly, error) &&
           stet_assembly_survey_end(assembly, error) &&
           stet_audit_database_index(&assembly->out, error) &&
           stet_audit_database_run(&assembly->out, "COMMIT", error);
}

static bool fail(const char *path, const char *what, stet_error *error)
{
    stet_error_set(error, "%s: %s", what, strerror(errno));
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    return false;
}

/* Some file systems cannot sync a folder, and say so: no harm is done. */
static bool sync_path(const char *path, stet_error *error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP);

    if (!good)
        fail(path, "cannot be written to the disk", error);
    if (fd >= 0)
        close(fd);
    return good;
}

/* Puts the whole new file in the old one's place. */
static bool publish(const char *from, const char *path, stet_error *error)
{
    stet_buffer folder = { 0 };
    stet_str name = stet_str_from(path);
    size_t slash = name.len;

    while (slash > 0 && name.ptr[slash - 1] != '/')
        slash--;
    if (slash)
        stet_buffer_append(&folder, name.ptr, slash);
    else
        stet_buffer_add_text(&folder, ".");
    bool good = sync_path(from, error);
    if (good && rename(from, path) != 0)
        good = fail(path, "cannot be replaced", error);
    good = good && sync_path(folder.ptr, error);
    stet_buffer_release(&folder);
    return good;
}

/* Whether the file at `path` is still the one that is locked. */
static bool is_ours(const char *path, int lock)
{
    struct stat at, made;

    return stat(path, &at) == 0 && fstat(lock, &made) == 0 &&
           at.st_ino == made.st_ino && at.st_dev == made.st_dev;
}

/* What SQLite says of an attached file it says of the new one, which is not damaged,
   and holds only what the other one gives. */
static void blame_input(const stet_assembly *assembly, stet_error *error)
{
    int code = sqlite3_errcode(assembly->out.handle) & 0xFF;

    if (assembly->attached && (code == SQLITE_CORRUPT || code == SQLITE_CONSTRAINT))
        stet_error_at(error, stet_str_from(assembly->runs[0].input->path),
                      STET_POSITION_NONE);
}

/* The whole new file is put in its place, or removed; `lock`: its own. */
static bool finish(const char *path, const char *output, int lock, bool good,
                   stet_error *error)
{
    bool ours = is_ours(path, lock);

    if (good && !ours) {
        stet_error_set(error, "another run has replaced it");
        stet_error_hint(error, "wait until that has ended, and start again");
        stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
        good = false;
    }
    good = good && publish(path, output, error);
    if (!good && ours)
        unlink(path);
    return good;
}

static bool write_output(stet_assembly *assembly, stet_error *error)
{
    stet_buffer path = { 0 };
    stet_audit_database *out = &assembly->out;

    stet_buffer_format(&path, "%s-new", assembly->options->output);
    bool good = stet_audit_database_create(out, path.ptr, false, error);
    if (good) {
        int lock = out->lock - 1;
        stet_audit_database_heed(out, assembly->options->stop);
        good = fill(assembly, error);
        if (!good)
            blame_input(assembly, error);
        stet_assembly_survey_release(assembly);
        out->lock = 0; /* It is kept until the file is in its place. */
        if (!stet_audit_database_close(out, good ? error : NULL))
            good = false;
        good = finish(path.ptr, assembly->options->output, lock, good, error);
        close(lock);
    }
    stet_buffer_release(&path);
    return good;
}

static void release(stet_assembly *assembly)
{
    for (size_t i = 0; i < assembly->n_inputs; i++) {
        stet_audit_facts_release(&assembly->inputs[i].facts);
        free(assembly->inputs[i].segments);
        free(assembly->inputs[i].groups);
    }
    free(assembly->inputs);
    free(assembly->choices);
    free(assembly->runs);
    free(assembly->told);
    stet_map_release(&assembly->groups);
    stet_arena_release(&assembly->arena);
}

void stet_audit_assembled_write(const stet_audit_assembled *assembled, const char *path,
                                stet_buffer *out)
{
    stet_buffer_format(out,
                       "%" PRIu64 " record%s: %" PRIu64 " accepted, %" PRIu64
                       " rejected, %" PRIu64 " failed; %" PRIu64 " finding%s",
                       assembled->n_records, assembled->n_records == 1 ? "" : "s",
                       assembled->n_of_state[STET_AUDIT_ACCEPTED],
                       assembled->n_of_state[STET_AUDIT_REJECTED],
                       assembled->n_of_state[STET_AUDIT_FAILED], assembled->n_findings,
                       assembled->n_findings == 1 ? "" : "s");
    if (assembled->n_missing)
        stet_buffer_format(out, "; %" PRIu64 " of %" PRIu64 " segments are missing",
                           assembled->n_missing, assembled->n_segments);
    stet_buffer_format(out, ": %s\n", path);
}

bool stet_audit_assemble(const stet_audit_assembly_options *options,
                         stet_audit_assembled *assembled, stet_error *error)
{
    stet_assembly assembly = { .options = options,
                               .n_inputs = options->n_inputs,
                               .assembled = assembled };

    *assembled = (stet_audit_assembled){ 0 };
    assembly.inputs = stet_memory_zalloc(options->n_inputs, sizeof *assembly.inputs);
    for (size_t i = 0; i < options->n_inputs; i++)
        assembly.inputs[i].path = options->inputs[i];
    bool good =
        stet_assembly_choose(&assembly, error) && write_output(&assembly, error);
    assembled->n_segments = assembly.n_segments;
    assembled->n_missing = assembly.n_missing;
    release(&assembly);
    return good;
}
