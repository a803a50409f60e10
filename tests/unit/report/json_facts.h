/* SPDX-License-Identifier: Apache-2.0 */
/**
 * json_facts.h - what stands at a place of a JSON text, found by our own strict reader.
 *
 * A place is written as in JSON Pointer, without escapes: "/runs/0/tool". To be
 * included after cmocka.h.
 */
#ifndef STET_TEST_REPORT_JSON_FACTS_H
#define STET_TEST_REPORT_JSON_FACTS_H

#include "base/buffer.h"
#include "base/str.h"
#include "text/json.h"

typedef struct json_search {
    stet_str text;
    const char *place;
    bool found;
    stet_buffer value;
    stet_arena arena;
} json_search;

static inline bool json_is_at(const json_search *search, const stet_json_step *path,
                              size_t depth)
{
    stet_buffer place = { 0 };
    for (size_t i = 0; i < depth; i++) {
        stet_buffer_add_char(&place, '/');
        if (path[i].key.ptr)
            stet_buffer_add(&place, path[i].key);
        else
            stet_buffer_format(&place, "%zu", path[i].index);
    }
    bool same = stet_str_is(stet_buffer_str(&place), search->place);
    stet_buffer_release(&place);
    return same;
}

static inline bool json_visit(void *user, const stet_json_step *path, size_t depth,
                              const stet_json_value *value)
{
    json_search *search = user;
    if (!json_is_at(search, path, depth))
        return true;
    stet_str raw = stet_slice(search->text, value->raw);
    if (value->kind == STET_JSON_STRING)
        raw = stet_json_decode(raw, &search->arena);
    stet_buffer_add(&search->value, raw);
    search->found = true;
    return true;
}

/** Whether `text` is JSON, and at `place` stands `expected` (a string decoded, anything
    else as it is written; NULL: nothing stands there). */
static inline bool json_holds(stet_str text, const char *place, const char *expected)
{
    json_search search = { .text = text, .place = place };
    stet_error error = STET_ERROR_NONE;
    bool valid = stet_json_walk(text, json_visit, &search, &error);
    if (!valid)
        print_error("not JSON: %s\n", error.message);
    bool holds = search.found == (expected != NULL);
    if (search.found && expected)
        holds = stet_str_is(stet_buffer_str(&search.value), expected);
    if (!holds)
        print_error("%s holds: %s\n", place,
                    search.found ? search.value.ptr : "(nothing)");
    stet_error_release(&error);
    stet_buffer_release(&search.value);
    stet_arena_release(&search.arena);
    return valid && holds;
}

#endif
