/* SPDX-License-Identifier: Apache-2.0 */
/**
 * reported.h - runs the program and reads back what it reports as JSON lines.
 *
 * STET names the program. Places are counted again, from the bytes of the source alone.
 * To be used inside of a tree (run/tree.h). Failures end the test.
 */
#ifndef STET_TEST_CLI_REPORTED_H
#define STET_TEST_CLI_REPORTED_H

#include "base/buffer.h"
#include "base/memory.h"
#include "base/str.h"
#include "text/json.h"

/* cmocka comes with it, and must stand behind the headers of stet. */
#include "run/tree.h"

enum { REPORTED_EDITS = 8 };

typedef struct reported_edit {
    uint64_t start, end;
    stet_str text;
} reported_edit;

typedef struct reported {
    stet_str source, field, rule, match;
    uint64_t record;
    stet_point start, end;
    reported_edit edits[REPORTED_EDITS]; /**< Of the first fix. */
    size_t n_edits, n_fixes;
    bool is_finding;
} reported;

typedef struct report {
    reported *items; /**< Findings and failures. */
    size_t count, capacity, n_failures;
    stet_arena arena;
    char *bytes;
    stet_str line; /**< The one that is read. */
} report;

static inline uint64_t reported_number(const report *r, const stet_json_value *value)
{
    char digits[24];
    stet_str raw = stet_slice(r->line, value->raw);
    assert_true(raw.len < sizeof digits);
    memcpy(digits, raw.ptr, raw.len);
    digits[raw.len] = '\0';
    return strtoull(digits, NULL, 10);
}

static inline bool reported_is(const stet_json_step *path, size_t depth, size_t n,
                               const char *const *keys)
{
    if (depth != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (keys[i] && (!path[i].key.ptr || !stet_str_is(path[i].key, keys[i])))
            return false;
    return true;
}

/** Takes the numbers of a point: "byte", "line", "column", "utf16". */
static inline void reported_take_point(const report *r, stet_point *point, stet_str key,
                                       const stet_json_value *value)
{
    uint64_t number = reported_number(r, value);
    if (stet_str_is(key, "byte"))
        point->byte = number;
    else if (stet_str_is(key, "line"))
        point->line = (uint32_t)number;
    else if (stet_str_is(key, "column"))
        point->column = (uint32_t)number;
    else
        point->utf16 = (uint32_t)number;
}

static inline void reported_take_edit(report *r, reported *item,
                                      const stet_json_step *path,
                                      const stet_json_value *value)
{
    size_t n = path[3].index;
    assert_true(n < REPORTED_EDITS);
    if (path[1].index != 0)
        return;
    item->n_edits = n + 1;
    if (stet_str_is(path[4].key, "start"))
        item->edits[n].start = reported_number(r, value);
    else if (stet_str_is(path[4].key, "end"))
        item->edits[n].end = reported_number(r, value);
    else
        item->edits[n].text = stet_arena_copy(
            &r->arena, stet_json_decode(stet_slice(r->line, value->raw), &r->arena));
}

static inline bool reported_visit(void *user, const stet_json_step *path, size_t depth,
                                  const stet_json_value *value)
{
    static const char *const start[] = { "start", NULL };
    static const char *const end[] = { "end", NULL };
    static const char *const fix[] = { "fixes", NULL };
    static const char *const edit[] = { "fixes", NULL, "edits", NULL, NULL };
    report *r = user;
    reported *item = &r->items[r->count];
    if (reported_is(path, depth, 2, start))
        reported_take_point(r, &item->start, path[1].key, value);
    else if (reported_is(path, depth, 2, end))
        reported_take_point(r, &item->end, path[1].key, value);
    else if (reported_is(path, depth, 2, fix))
        item->n_fixes++;
    else if (reported_is(path, depth, 5, edit))
        reported_take_edit(r, item, path, value);
    if (depth != 1)
        return true;
    if (stet_str_is(path[0].key, "record"))
        item->record = reported_number(r, value);
    if (value->kind != STET_JSON_STRING)
        return true;
    stet_str text = stet_arena_copy(
        &r->arena, stet_json_decode(stet_slice(r->line, value->raw), &r->arena));
    if (stet_str_is(path[0].key, "type"))
        item->is_finding = stet_str_is(text, "finding");
    else if (stet_str_is(path[0].key, "source"))
        item->source = text;
    else if (stet_str_is(path[0].key, "field"))
        item->field = text;
    else if (stet_str_is(path[0].key, "rule"))
        item->rule = text;
    else if (stet_str_is(path[0].key, "match"))
        item->match = text;
    return true;
}

static inline void report_read(report *r, const char *path)
{
    size_t len;
    *r = (report){ .bytes = tree_read(path, &len) };
    stet_str rest = { r->bytes, len };
    size_t n_lines = 0;
    while (stet_str_cut(&rest, '\n', &r->line)) {
        void *items = r->items;
        stet_memory_grow(&items, &r->capacity, r->count + 1, sizeof *r->items);
        r->items = items;
        r->items[r->count] = (reported){ 0 };
        stet_error error = STET_ERROR_NONE;
        assert_true(stet_json_walk(r->line, reported_visit, r, &error));
        n_lines++;
        if (rest.len) { /* The last line is the summary. */
            r->n_failures += !r->items[r->count].is_finding;
            r->count++;
        }
    }
    assert_true(n_lines > 0);
}

static inline void report_release(report *r)
{
    free(r->items);
    free(r->bytes);
    stet_arena_release(&r->arena);
}

/** Runs the program with these arguments (NULL-terminated) in the current folder, its
    standard output to a file; returns its exit status. */
static inline int report_run(const char *const *arguments, const char *output)
{
    const char *program = getenv("STET");
    char *words[TREE_ARGUMENTS];
    size_t count = 0;
    assert_non_null(program);
    words[count++] = strdup(program);
    for (; *arguments; arguments++) {
        assert_true(count + 1 < TREE_ARGUMENTS);
        words[count++] = strdup(*arguments);
    }
    words[count] = NULL;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC,
                                     0600);
    pid_t pid;
    assert_int_equal(posix_spawn(&pid, program, &actions, NULL, words, environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    for (size_t i = 0; i < count; i++)
        free(words[i]);
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/** Counts through a source; quick for places that come in order. */
typedef struct place_counter {
    stet_str bytes;
    stet_point at;
} place_counter;

static inline void expect_place(place_counter *counter, const stet_point *point)
{
    stet_point *at = &counter->at;
    assert_true(point->byte <= counter->bytes.len);
    if (at->line == 0 || point->byte < at->byte)
        *at = (stet_point){ 0, 1, 1, 1, 1 };
    for (; at->byte < point->byte; at->byte++) {
        unsigned char c = (unsigned char)counter->bytes.ptr[at->byte];
        if (c == '\n') {
            at->line++;
            at->column = at->utf16 = 1;
        } else if ((c & 0xC0) != 0x80) {
            at->column++;
            at->utf16 += c >= 0xF0 ? 2 : 1;
        }
    }
    assert_int_equal(point->line, at->line);
    assert_int_equal(point->column, at->column);
    assert_int_equal(point->utf16, at->utf16);
}

#endif
