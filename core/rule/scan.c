/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/scan_p.h"

#include "base/map.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/str.h"
#include "rule/cache_file.h"

#include <inttypes.h>
#include <stdlib.h>

static const char cache_magic[] = "stetscan";

/** Rule sets whose scans are kept: more than anyone works with at a time. */
enum { SCANS_KEPT = 32 };

/** Which patterns use a literal, while that is gathered. */
struct use {
    uint32_t literal;
    const struct stet_pattern *pattern;
};

struct gathering {
    stet_scan *scan;
    stet_map numbers; /**< Traits and literal -> its number + 1. */
    size_t literals_capacity, traits_capacity;
    stet_buffer name; /**< Of a literal, in the map. */
    stet_arena names;
    struct use *uses;
    size_t n_uses, uses_capacity;
};

static stet_scan_traits traits_of(const struct stet_pattern *pattern)
{
    return (stet_scan_traits){ pattern->edges, pattern->sites,
                               pattern->sites ? pattern->block_kinds : 0 };
}

static uint32_t literal_number(struct gathering *gathering, stet_str literal,
                               stet_scan_traits traits)
{
    stet_scan *scan = gathering->scan;
    stet_buffer_clear(&gathering->name);
    stet_buffer_format(&gathering->name, "%u %u %u ", traits.edges, traits.sites,
                       traits.kinds);
    stet_buffer_add(&gathering->name, literal);
    stet_str name = stet_buffer_str(&gathering->name);
    uintptr_t number = (uintptr_t)stet_map_get(&gathering->numbers, name);
    if (number == 0) {
        stet_memory_grow((void **)&scan->literals, &gathering->literals_capacity,
                         scan->n_literals + 1, sizeof *scan->literals);
        stet_memory_grow((void **)&scan->traits, &gathering->traits_capacity,
                         scan->n_literals + 1, sizeof *scan->traits);
        scan->literals[scan->n_literals] = literal;
        scan->traits[scan->n_literals++] = traits;
        number = scan->n_literals;
        stet_map_set(&gathering->numbers, stet_arena_copy(&gathering->names, name),
                     (void *)number);
    }
    return (uint32_t)number - 1;
}

static void add_uses(struct gathering *gathering, const struct stet_pattern *pattern)
{
    for (uint32_t i = 0; i < pattern->n_literals; i++) {
        uint32_t number =
            literal_number(gathering, pattern->literals[i], traits_of(pattern));
        stet_memory_grow((void **)&gathering->uses, &gathering->uses_capacity,
                         gathering->n_uses + 1, sizeof *gathering->uses);
        gathering->uses[gathering->n_uses++] = (struct use){ number, pattern };
    }
}

/** Sorts the uses by literal: counts them, then puts each in its place. */
static void index_uses(const struct gathering *gathering)
{
    stet_scan *scan = gathering->scan;
    scan->first_user = stet_memory_zalloc(scan->n_literals + 2, sizeof(uint32_t));
    scan->users = stet_memory_zalloc(gathering->n_uses + 1, sizeof *scan->users);
    uint32_t *next = scan->first_user + 1;
    for (size_t i = 0; i < gathering->n_uses; i++) {
        next[gathering->uses[i].literal + 1]++;
    }
    for (size_t i = 1; i <= scan->n_literals; i++) {
        next[i] += next[i - 1];
    }
    /* Each end moves from its literal's start to its end, the next one's start. */
    for (size_t i = 0; i < gathering->n_uses; i++) {
        scan->users[next[gathering->uses[i].literal]++] = gathering->uses[i].pattern;
    }
}

/** Whether it can be told by its literals where the pattern may match. */
static bool has_literals(const struct stet_pattern *pattern)
{
    for (uint32_t i = 0; i < pattern->n_literals; i++) {
        if (!stet_scan_words_can(pattern->literals[i])) {
            return false;
        }
    }
    return pattern->n_literals > 0;
}

static void gather(stet_scan *scan, stet_scan_way way)
{
    struct gathering gathering = { .scan = scan };
    scan->always = stet_memory_zalloc(scan->n_patterns + 1, sizeof *scan->always);
    for (size_t i = 0; i < scan->n_patterns; i++) {
        const struct stet_pattern *pattern = scan->patterns->items[i];
        if (!pattern->gate || pattern->block_kinds == 0) {
            continue;
        }
        if (way == STET_SCAN_EVERYWHERE || !has_literals(pattern)) {
            scan->always[scan->n_always++] = pattern;
        } else {
            scan->kinds |= pattern->block_kinds;
            add_uses(&gathering, pattern);
        }
    }
    index_uses(&gathering);
    stet_map_release(&gathering.numbers);
    stet_buffer_release(&gathering.name);
    stet_arena_release(&gathering.names);
    free(gathering.uses);
}

static uint64_t cache_key(const stet_scan *scan)
{
    uint64_t key = stet_pattern_list_hash(scan->patterns);
    for (size_t i = 0; i < scan->n_literals; i++) {
        key = stet_str_hash(scan->literals[i], key);
    }
    uint64_t platform = stet_scan_database_platform();
    return stet_str_hash((stet_str){ (const char *)&platform, sizeof platform }, key);
}

static void cache_path(stet_str folder, uint64_t key, stet_buffer *path)
{
    stet_buffer_add(path, folder);
    stet_buffer_format(path, "/scan-%016" PRIx64 ".db", key);
}

static bool read_cached(stet_scan *scan, const char *path, uint64_t key)
{
    stet_file file;
    stet_str payload;
    if (!stet_cache_file_open(&file, path, cache_magic, key, &payload)) {
        return false;
    }
    scan->database = stet_scan_database_read(payload);
    stet_file_close(&file);
    return scan->database != NULL;
}

/** A cached scan says that its patterns are valid, so they have to be. */
static bool all_valid(const stet_pattern_list *patterns)
{
    bool valid = true;
    for (size_t i = 0; i < patterns->count && valid; i++) {
        stet_error error = STET_ERROR_NONE;
        valid = stet_pattern_check(patterns->items[i], &error);
        stet_error_release(&error);
    }
    return valid;
}

static void write_cached(const stet_scan *scan, const char *path, uint64_t key)
{
    stet_str folder = stet_path_folder(stet_str_from(path));
    stet_buffer payload = { 0 };
    if (all_valid(scan->patterns) &&
        stet_scan_database_write(scan->database, &payload)) {
        char *name = stet_memory_text(folder.ptr, folder.len);
        stet_cache_file_write(path, cache_magic, key, stet_buffer_str(&payload));
        stet_cache_file_prune(name, "scan-", SCANS_KEPT);
        free(name);
    }
    stet_buffer_release(&payload);
}

/** Reads the database from the cache, or compiles it and puts it there. */
static bool make_database(stet_scan *scan, stet_str cache, bool *was_cached,
                          stet_error *error)
{
    uint64_t key = cache_key(scan);
    stet_buffer path = { 0 };
    if (cache.len > 0) {
        cache_path(cache, key, &path);
        *was_cached = read_cached(scan, path.ptr, key);
    }
    if (!*was_cached) {
        scan->database =
            stet_scan_database_new(scan->literals, scan->n_literals, error);
    }
    if (scan->database != NULL && !*was_cached && cache.len > 0) {
        write_cached(scan, path.ptr, key);
    }
    stet_buffer_release(&path);
    return scan->database != NULL;
}

stet_scan *stet_scan_new(const stet_pattern_list *patterns, stet_str cache,
                         stet_scan_way way, bool *was_cached, stet_error *error)
{
    stet_scan *scan = stet_memory_zalloc(1, sizeof *scan);
    scan->patterns = patterns;
    scan->n_patterns = patterns->count;
    *was_cached = false;
    gather(scan, way);
    if (scan->n_literals == 0) {
        return scan;
    }
    scan->words = stet_scan_words_new(scan->literals, scan->traits, scan->n_literals);
    bool has_database = way != STET_SCAN_WORDS && stet_scan_database_works();
    if (has_database && !make_database(scan, cache, was_cached, error)) {
        stet_scan_free(scan);
        return NULL;
    }
    return scan;
}

bool stet_scan_wants_words(const stet_scan *scan)
{
    return scan->n_literals > 0 && scan->database == NULL;
}

void stet_scan_free(stet_scan *scan)
{
    if (scan == NULL) {
        return;
    }
    if (scan->database != NULL) {
        stet_scan_database_free(scan->database);
    }
    stet_scan_words_free(scan->words);
    free(scan->literals);
    free(scan->traits);
    free(scan->first_user);
    free(scan->users);
    free(scan->always);
    free(scan);
}
