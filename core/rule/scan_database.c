/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/scan_p.h"

#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

#if defined(STET_VECTORSCAN)

#include <hs/hs.h>

/* The two types are Vectorscan's own under our names. */
static hs_database_t *as_database(stet_scan_database *database)
{
    return (hs_database_t *)database;
}

static const hs_database_t *as_const_database(const stet_scan_database *database)
{
    return (const hs_database_t *)database;
}

bool stet_scan_database_works(void)
{
    return hs_valid_platform() == HS_SUCCESS;
}

/* A literal that stands in no copy of a text (white space is a blank there, see
   scan_text.c) and makes scans faster. Where all literals are long, Vectorscan 5.4
   looks at every fourth byte only; each literal then fills its table four times over,
   so that most of its time goes into places where nothing stands. A literal of two
   bytes makes it look at every byte: 500 phrases at 1,100 MB/s instead of 400, 2,000 at
   410 instead of 370; 50 are as before. */
static const stet_str pace = { "\t\t", 2 };

uint64_t stet_scan_database_platform(void)
{
    hs_platform_info_t platform;
    uint64_t hash = stet_str_hash(stet_str_from(hs_version()), stet_str_hash(pace, 0));
    if (hs_populate_platform(&platform) != HS_SUCCESS) {
        return hash;
    }
    const unsigned long long known[] = { platform.tune, platform.cpu_features };
    return stet_str_hash((stet_str){ (const char *)known, sizeof known }, hash);
}

static hs_database_t *compile(const stet_str *literals, size_t count, stet_error *error)
{
    const char **texts = stet_memory_zalloc(count + 1, sizeof *texts);
    size_t *lengths = stet_memory_zalloc(count + 1, sizeof *lengths);
    unsigned *ids = stet_memory_zalloc(count + 1, sizeof *ids);
    unsigned *flags = stet_memory_zalloc(count + 1, sizeof *flags);
    for (size_t i = 0; i <= count; i++) {
        stet_str literal = i < count ? literals[i] : pace;
        texts[i] = literal.ptr;
        lengths[i] = literal.len;
        ids[i] = (unsigned)i;
        flags[i] = HS_FLAG_CASELESS;
    }
    hs_database_t *database = NULL;
    hs_compile_error_t *reason = NULL;
    if (hs_compile_lit_multi(texts, flags, ids, lengths, (unsigned)count + 1,
                             HS_MODE_BLOCK, NULL, &database, &reason) != HS_SUCCESS) {
        stet_error_set(error, "the patterns cannot be compiled into one scan: %s",
                       reason != NULL ? reason->message : "no reason given");
        hs_free_compile_error(reason);
        database = NULL;
    }
    free(texts);
    free(lengths);
    free(ids);
    free(flags);
    return database;
}

stet_scan_database *stet_scan_database_new(const stet_str *literals, size_t count,
                                           stet_error *error)
{
    return (stet_scan_database *)compile(literals, count, error);
}

stet_scan_database *stet_scan_database_read(stet_str bytes)
{
    hs_database_t *database = NULL;
    return hs_deserialize_database(bytes.ptr, bytes.len, &database) == HS_SUCCESS
               ? (stet_scan_database *)database
               : NULL;
}

bool stet_scan_database_write(const stet_scan_database *database, stet_buffer *out)
{
    char *bytes = NULL;
    size_t length = 0;
    if (hs_serialize_database(as_const_database(database), &bytes, &length) !=
        HS_SUCCESS) {
        return false;
    }
    stet_buffer_append(out, bytes, length);
    free(bytes);
    return true;
}

void stet_scan_database_free(stet_scan_database *database)
{
    hs_free_database(as_database(database));
}

stet_scan_scratch *stet_scan_scratch_new(const stet_scan_database *database)
{
    hs_scratch_t *scratch = NULL;
    if (hs_alloc_scratch(as_const_database(database), &scratch) != HS_SUCCESS) {
        stet_memory_end(); /* It fails for want of memory alone. */
    }
    return (stet_scan_scratch *)scratch;
}

void stet_scan_scratch_free(stet_scan_scratch *scratch)
{
    hs_free_scratch((hs_scratch_t *)scratch);
}

struct receiver {
    stet_scan_found *found;
    void *user;
};

static int receive(unsigned id, unsigned long long from, unsigned long long to,
                   unsigned flags, void *context)
{
    const struct receiver *receiver = context;
    (void)from;
    (void)flags;
    receiver->found(receiver->user, id, (size_t)to);
    return 0;
}

void stet_scan_database_run(const stet_scan_database *database,
                            stet_scan_scratch *scratch, stet_str text,
                            stet_scan_found *found, void *user)
{
    struct receiver receiver = { found, user };
    if (hs_scan(as_const_database(database), text.ptr, (unsigned)text.len, 0,
                (hs_scratch_t *)scratch, receive, &receiver) != HS_SUCCESS) {
        abort(); /* Only wrong use fails: no answer is better than a wrong one. */
    }
}

#else

bool stet_scan_database_works(void)
{
    return false;
}

uint64_t stet_scan_database_platform(void)
{
    return 0;
}

stet_scan_database *stet_scan_database_new(const stet_str *literals, size_t count,
                                           stet_error *error)
{
    (void)literals;
    (void)count;
    stet_error_set(error, "this stet was built without Vectorscan");
    return NULL;
}

stet_scan_database *stet_scan_database_read(stet_str bytes)
{
    (void)bytes;
    return NULL;
}

bool stet_scan_database_write(const stet_scan_database *database, stet_buffer *out)
{
    (void)database;
    (void)out;
    return false;
}

void stet_scan_database_free(stet_scan_database *database)
{
    (void)database;
}

stet_scan_scratch *stet_scan_scratch_new(const stet_scan_database *database)
{
    (void)database;
    return NULL;
}

void stet_scan_scratch_free(stet_scan_scratch *scratch)
{
    (void)scratch;
}

void stet_scan_database_run(const stet_scan_database *database,
                            stet_scan_scratch *scratch, stet_str text,
                            stet_scan_found *found, void *user)
{
    (void)database;
    (void)scratch;
    (void)text;
    (void)found;
    (void)user;
}

#endif
