/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/pattern.h"

#include "base/map.h"
#include "base/memory.h"
#include "base/str.h"
#include "rule/literal.h"
#include "rule/pattern_p.h"

#include <stdlib.h>

enum {
    COMPILE_OPTIONS =
        PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT
};

/** Bits of a pattern's identity, beside its source. */
enum { KEY_PHRASE = 1, KEY_IGNORE_CASE = 2, KEY_WHOLE_WORDS = 4, KEY_GATE = 8 };

/** What a list keeps for adding: equal patterns, and memory for reading syntax. */
struct pattern_index {
    stet_map equal;
    stet_arena scratch;
};

static char switches(bool phrase, bool ignore_case, bool whole_words)
{
    return (char)('0' + (phrase ? KEY_PHRASE : 0) +
                  (ignore_case ? KEY_IGNORE_CASE : 0) +
                  (whole_words ? KEY_WHOLE_WORDS : 0));
}

/** Keeps the literals; what was made while they were found goes. */
static void take_literals(struct stet_pattern *pattern, const stet_literals *literals,
                          stet_arena *arena)
{
    for (uint32_t i = 0; i < literals->count; i++) {
        pattern->literals[i] = stet_arena_copy(arena, literals->items[i]);
    }
    pattern->n_literals = literals->count;
    pattern->before = literals->before;
    pattern->edges = literals->edges;
    pattern->at_start = literals->at_start;
}

static void read_phrase(struct stet_pattern *pattern, stet_arena *arena,
                        stet_arena *scratch)
{
    struct stet_pattern_code *code = pattern->code;
    stet_literals literals;
    stet_phrase_init(&code->phrase, pattern->source, pattern->ignore_case,
                     pattern->whole_words, arena);
    stet_literals_of_phrase(code->phrase.points, code->phrase.n_points,
                            pattern->whole_words, scratch, &literals, &code->anchor);
    take_literals(pattern, &literals, arena);
    stet_arena_reset(scratch);
}

/** Whether \z or \Z stands there; it may be said of a pattern that only quotes it. */
static bool holds_end(stet_str source)
{
    for (size_t i = 0; i + 1 < source.len; i++) {
        if (source.ptr[i] == '\\' && (source.ptr[++i] | 0x20) == 'z') {
            return true;
        }
    }
    return false;
}

static void read_syntax(struct stet_pattern *pattern, stet_arena *arena,
                        stet_arena *scratch)
{
    stet_literals literals;
    stet_literals_of_pattern(pattern->source, scratch, &literals);
    take_literals(pattern, &literals, arena);
    if (literals.watched.ptr != NULL) {
        pattern->code->watched = stet_arena_copy(arena, literals.watched);
    }
    pattern->many_ways = literals.watch_all;
    pattern->is_empty = literals.is_empty;
    pattern->code->sees_end = holds_end(pattern->source);
    stet_arena_reset(scratch);
}

/** A pattern and what is behind it; its source must live in the list's arena. */
static struct stet_pattern *make_pattern(stet_pattern_list *list, stet_str source,
                                         char key)
{
    struct stet_pattern *pattern = stet_arena_zalloc(&list->arena, sizeof *pattern);
    unsigned bits = (unsigned)(key - '0');
    pattern->id = (uint32_t)list->count;
    pattern->phrase = (bits & KEY_PHRASE) != 0;
    pattern->ignore_case = (bits & KEY_IGNORE_CASE) != 0;
    pattern->whole_words = (bits & KEY_WHOLE_WORDS) != 0;
    pattern->source = source;
    pattern->position = STET_POSITION_NONE;
    pattern->code = stet_arena_zalloc(&list->arena, sizeof *pattern->code);
    pthread_mutex_init(&pattern->code->lock, NULL);
    return pattern;
}

struct stet_pattern *stet_pattern_add(stet_pattern_list *list, stet_str source,
                                      bool phrase, bool ignore_case, bool whole_words,
                                      bool gate)
{
    if (list->index == NULL) {
        list->index = stet_memory_zalloc(1, sizeof(struct pattern_index));
    }
    struct pattern_index *index = list->index;
    char key = switches(phrase, ignore_case, whole_words);
    stet_buffer name = { 0 };
    stet_buffer_add_char(&name, key);
    stet_buffer_add(&name, source);
    struct stet_pattern *pattern = stet_map_get(&index->equal, stet_buffer_str(&name));
    if (pattern == NULL) {
        stet_str kept = stet_arena_copy(&list->arena, stet_buffer_str(&name));
        stet_str own = { kept.ptr + 1, kept.len - 1 };
        pattern = make_pattern(list, own, key);
        if (phrase) {
            read_phrase(pattern, &list->arena, &index->scratch);
        } else {
            read_syntax(pattern, &list->arena, &index->scratch);
        }
        stet_map_set(&index->equal, kept, pattern);
        stet_memory_grow((void **)&list->items, &list->capacity, list->count + 1,
                         sizeof(struct stet_pattern *));
        list->items[list->count++] = pattern;
    }
    stet_buffer_release(&name);
    pattern->gate = pattern->gate || gate;
    return pattern;
}

/** Compiles without JIT; NULL, and PCRE2's number and offset of the error. */
static pcre2_code *compile(const struct stet_pattern *pattern, stet_str source,
                           int *number, size_t *offset)
{
    uint32_t options = COMPILE_OPTIONS | (pattern->ignore_case ? PCRE2_CASELESS : 0) |
                       (pattern->many_ways ? PCRE2_AUTO_CALLOUT : 0);
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (context != NULL && pattern->whole_words) {
        pcre2_set_compile_extra_options(context, PCRE2_EXTRA_MATCH_WORD);
    }
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)source.ptr, source.len, options,
                                     number, offset, context);
    pcre2_compile_context_free(context);
    return code;
}

/** Compiles what is matched with: the watched form, unless that is too large. */
static pcre2_code *compile_watched(const struct stet_pattern *pattern)
{
    int number;
    size_t offset;
    pcre2_code *code = NULL;
    if (pattern->code->watched.ptr != NULL) {
        code = compile(pattern, pattern->code->watched, &number, &offset);
    }
    return code != NULL ? code : compile(pattern, pattern->source, &number, &offset);
}

bool stet_pattern_check(const struct stet_pattern *pattern, stet_error *error)
{
    if (pattern->phrase) {
        if (pattern->code->phrase.n_points > 0) {
            return true;
        }
        stet_error_set(error, "a phrase needs at least one word");
        stet_error_at(error, pattern->path, pattern->position);
        error->position.byte = 0;
        return false;
    }
    if (atomic_load(&pattern->code->valid)) {
        return true;
    }
    int number = 0;
    size_t offset = 0;
    pcre2_code *code = compile(pattern, pattern->source, &number, &offset);
    if (code == NULL) {
        PCRE2_UCHAR reason[256];
        pcre2_get_error_message(number, reason, sizeof reason);
        stet_error_set(error, "%s", (const char *)reason);
        stet_error_at(error, pattern->path, pattern->position);
        error->position.byte = offset;
        return false;
    }
    pcre2_code_free(code);
    atomic_store(&pattern->code->valid, true);
    return true;
}

/** The mark with which each match begins; letters may have two cases. */
static int first_mark(const pcre2_code *code)
{
    uint32_t type = 0;
    uint32_t unit = 0;
    pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODETYPE, &type);
    pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODEUNIT, &unit);
    bool mark = type == 1 && unit > ' ' && unit < 0x7F &&
                !((unit | 0x20) >= 'a' && (unit | 0x20) <= 'z');
    return mark ? (int)unit : -1;
}

pcre2_code *stet_pattern_compiled(const struct stet_pattern *pattern)
{
    struct stet_pattern_code *behind = pattern->code;
    pcre2_code *code = atomic_load_explicit(&behind->code, memory_order_acquire);
    if (code != NULL) {
        return code;
    }
    pthread_mutex_lock(&behind->lock);
    code = atomic_load_explicit(&behind->code, memory_order_relaxed);
    if (code == NULL) {
        code = compile_watched(pattern);
        if (code != NULL) {
            uint32_t n_captures = 0;
            pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &n_captures);
            behind->n_groups =
                n_captures + 1 < STET_GROUPS ? n_captures + 1 : STET_GROUPS;
            behind->first = first_mark(code);
            if (!pattern->many_ways) {
                behind->jit = pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) == 0;
            }
            atomic_store_explicit(&behind->code, code, memory_order_release);
        }
    }
    pthread_mutex_unlock(&behind->lock);
    return code;
}

void stet_pattern_list_release(stet_pattern_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct stet_pattern_code *code = list->items[i]->code;
        pcre2_code_free(atomic_load(&code->code));
        pthread_mutex_destroy(&code->lock);
    }
    free(list->items);
    struct pattern_index *index = list->index;
    if (index != NULL) {
        stet_map_release(&index->equal);
        stet_arena_release(&index->scratch);
        free(index);
    }
    stet_arena_release(&list->arena);
    *list = (stet_pattern_list){ .items = NULL };
}

uint64_t stet_pattern_list_hash(const stet_pattern_list *list)
{
    uint64_t hash = list->count;
    for (size_t i = 0; i < list->count; i++) {
        const struct stet_pattern *pattern = list->items[i];
        char key =
            switches(pattern->phrase, pattern->ignore_case, pattern->whole_words);
        key = (char)(key + (pattern->gate ? KEY_GATE : 0));
        hash = stet_str_hash((stet_str){ &key, 1 }, hash);
        hash = stet_str_hash(pattern->source, hash);
    }
    return hash;
}
