/* SPDX-License-Identifier: Apache-2.0 */
#include "account/impact_spool.h"

#include "base/memory.h"
#include "base/str.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* An outcome in the file: this, then its causes, then all texts in this order. It is
   read by the run that wrote it, so it is laid out as the machine has it. */
typedef struct head {
    uint64_t len; /* Of all that follows the head. */
    uint64_t source, byte, hash, key, number;
    uint32_t state, n_causes, id_len, group_len;
} head;

typedef struct cause {
    uint64_t line;
    uint32_t rule, column, field_len, message_len, match_len;
    uint32_t nothing; /* Or it would be padding, with whatever stood there. */
} cause;

static bool fail(const stet_impact_spool *spool, const char *what, stet_error *error)
{
    stet_error_set(error, "the temporary file cannot be %s: %s", what, strerror(errno));
    stet_error_hint(error,
                    "set TMPDIR to a folder that can be written and has room for about "
                    "100 bytes a record and 300 a rejection");
    stet_error_at(error, stet_str_from(spool->folder), STET_POSITION_NONE);
    return false;
}

bool stet_impact_spool_open(stet_impact_spool *spool, const char *folder,
                            stet_error *error)
{
    stet_buffer path = { 0 };
    bool opened = false;

    *spool = (stet_impact_spool){ .folder = folder };
    stet_buffer_format(&path, "%s/stet-impact-XXXXXX", folder);
    int fd = mkstemp(path.ptr);
    if (fd >= 0) {
        unlink(path.ptr);
        spool->file = fdopen(fd, "w+");
        opened = spool->file != NULL;
    }
    if (!opened)
        fail(spool, "made", error);
    if (!opened && fd >= 0)
        close(fd);
    stet_buffer_release(&path);
    return opened;
}

static void add_cause(stet_buffer *out, const stet_impact_cause *added)
{
    cause written = { .line = added->line,
                      .rule = added->rule,
                      .column = added->column,
                      .field_len = (uint32_t)added->field.len,
                      .message_len = (uint32_t)added->message.len,
                      .match_len = (uint32_t)added->match.len };
    stet_buffer_append(out, &written, sizeof written);
}

bool stet_impact_spool_write(stet_impact_spool *spool,
                             const stet_impact_outcome *outcome, stet_error *error)
{
    stet_buffer *out = &spool->entry;
    head written = { .source = outcome->source,
                     .byte = outcome->byte,
                     .hash = outcome->hash,
                     .key = outcome->key,
                     .number = outcome->number,
                     .state = outcome->state,
                     .n_causes = (uint32_t)outcome->n_causes,
                     .id_len = (uint32_t)outcome->id.len,
                     .group_len = (uint32_t)outcome->group.len };

    stet_buffer_clear(out);
    for (size_t i = 0; i < outcome->n_causes; i++)
        add_cause(out, &outcome->causes[i]);
    stet_buffer_add(out, outcome->id);
    stet_buffer_add(out, outcome->group);
    for (size_t i = 0; i < outcome->n_causes; i++) {
        stet_buffer_add(out, outcome->causes[i].field);
        stet_buffer_add(out, outcome->causes[i].message);
        stet_buffer_add(out, outcome->causes[i].match);
    }
    written.len = out->len;
    if (fwrite(&written, sizeof written, 1, spool->file) == 1 &&
        fwrite(out->ptr ? out->ptr : "", 1, out->len, spool->file) == out->len)
        return true;
    return fail(spool, "written", error);
}

bool stet_impact_spool_rewind(stet_impact_spool *spool, stet_error *error)
{
    if (fflush(spool->file) != 0)
        return fail(spool, "written", error);
    rewind(spool->file);
    return true;
}

/* The next `len` bytes of the texts, which end where the entry does. */
static stet_str take(const char **at, uint32_t len)
{
    stet_str text = { *at, len };

    *at += len;
    return text;
}

static void read_causes(stet_impact_spool *spool, size_t n_causes, const char *texts)
{
    for (size_t i = 0; i < n_causes; i++) {
        cause read;
        memcpy(&read, spool->entry.ptr + i * sizeof read, sizeof read);
        spool->causes[i] = (stet_impact_cause){ .line = read.line,
                                                .rule = read.rule,
                                                .column = read.column };
        spool->causes[i].field = take(&texts, read.field_len);
        spool->causes[i].message = take(&texts, read.message_len);
        spool->causes[i].match = take(&texts, read.match_len);
    }
}

bool stet_impact_spool_read(stet_impact_spool *spool, stet_impact_outcome *out,
                            stet_error *error)
{
    stet_buffer *entry = &spool->entry;
    head read;

    if (fread(&read, sizeof read, 1, spool->file) != 1) {
        if (ferror(spool->file))
            fail(spool, "read", error);
        return false;
    }
    stet_buffer_clear(entry);
    stet_buffer_reserve(entry, read.len);
    if (fread(entry->ptr, 1, read.len, spool->file) != read.len)
        return fail(spool, "read", error);
    stet_memory_grow((void **)&spool->causes, &spool->causes_capacity,
                     read.n_causes + (size_t)1, sizeof *spool->causes);
    const char *texts = entry->ptr + read.n_causes * sizeof(cause);
    *out = (stet_impact_outcome){ .source = read.source,
                                  .byte = read.byte,
                                  .hash = read.hash,
                                  .key = read.key,
                                  .number = read.number,
                                  .state = (stet_audit_state)read.state,
                                  .causes = spool->causes,
                                  .n_causes = read.n_causes };
    out->id = take(&texts, read.id_len);
    out->group = take(&texts, read.group_len);
    read_causes(spool, read.n_causes, texts);
    return true;
}

void stet_impact_spool_close(stet_impact_spool *spool)
{
    if (spool->file)
        fclose(spool->file); /* Nobody reads it any more: no error can matter. */
    stet_buffer_release(&spool->entry);
    free(spool->causes);
    *spool = (stet_impact_spool){ 0 };
}
