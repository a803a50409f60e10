/* SPDX-License-Identifier: Apache-2.0 */
#include "text/json.h"

#include "base/str.h"
#include "base/utf8.h"
#include "text/json_p.h"

#include <stdlib.h>
#include <yajl/yajl_parse.h>

enum {
    /** Up to so many keys an object's are compared each with each. */
    FEW_KEYS = 16,
    FIRST_KEYS = 64,
};

/** A key of an object that is still open. */
typedef struct json_key {
    stet_str text;
    size_t at; /**< Of its raw inside. */
} json_key;

/** An object or array that is still open. */
typedef struct json_frame {
    size_t start;
    size_t first_key;
    size_t n_items;
    bool is_array;
} json_frame;

struct stet_json_walker {
    stet_arena *arena;
    stet_json_memory memory;
    yajl_handle handle; /**< NULL: the last walk broke it off. */
    stet_str text;
    stet_json_visit visit;
    void *user;
    stet_error *error;
    size_t at;                      /**< Behind the last token reported. */
    size_t base;                    /**< Where that stands which yajl is being given. */
    const stet_json_inside *inside; /**< Of the string that yajl is given empty. */
    size_t n_values;                /**< At the top. */
    size_t depth;                   /**< Of open frames. */
    bool tail;                      /**< The blank behind the text is being parsed. */
    bool stopped;                   /**< By the visitor. */
    json_key *keys;                 /**< Of all open objects, the outermost first. */
    size_t n_keys;
    size_t keys_capacity;
    stet_json_step path[STET_JSON_NESTING];
    json_frame frames[STET_JSON_NESTING];
};

STET_PRINTF(3, 4)
static bool fail_at(stet_json_walker *w, size_t at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    stet_buffer message = { 0 };
    stet_buffer_vformat(&message, format, args);
    va_end(args);
    stet_error_set(w->error, "%s", message.ptr);
    w->error->position = stet_position_of(w->text, at);
    stet_buffer_release(&message);
    return false;
}

/** Where the token behind `at` begins: only blanks, commas and colons come before. */
static size_t token_start(stet_str text, size_t at, size_t limit)
{
    static const bool between[256] = {
        [' '] = true,  ['\t'] = true, ['\r'] = true,
        ['\n'] = true, [','] = true,  [':'] = true,
    };
    while (at < limit && between[(unsigned char)text.ptr[at]])
        at++;
    return at;
}

/** yajl takes form feed and vertical tab for blanks, JSON does not. */
static bool refuse_odd_blank(stet_json_walker *w, size_t at)
{
    char c = at < w->text.len ? w->text.ptr[at] : ' ';
    return (c != '\f' && c != '\v') ||
           fail_at(w, at, "0x%02X is not a blank of JSON", c);
}

/** Behind what yajl has read of the text. */
static size_t consumed_end(const stet_json_walker *w)
{
    return w->tail ? w->text.len : w->base + yajl_get_bytes_consumed(w->handle);
}

/** Takes the token that ends at `end`: where it begins. */
static bool take_token(stet_json_walker *w, size_t end, size_t *start)
{
    *start = token_start(w->text, w->at, end);
    w->at = end;
    return refuse_odd_blank(w, *start);
}

/** What is due before a value: its step in the path. False: it must not be here. */
static bool begin_value(stet_json_walker *w, size_t start)
{
    if (w->depth == 0) {
        if (w->n_values++)
            return fail_at(w, start, "a second value follows the first");
        return true;
    }
    json_frame *frame = &w->frames[w->depth - 1];
    if (frame->is_array)
        w->path[w->depth - 1] = (stet_json_step){ { NULL, 0 }, frame->n_items };
    frame->n_items++;
    return true;
}

static bool report(stet_json_walker *w, stet_json_kind kind, size_t start, size_t end,
                   bool escaped, uint32_t chars)
{
    stet_json_value value = {
        .kind = kind,
        .raw = { (uint32_t)start, (uint32_t)end },
        .escaped = escaped,
        .chars = chars,
    };
    if (w->visit(w->user, w->path, w->depth, &value))
        return true;
    w->stopped = true;
    return false;
}

static bool report_scalar(stet_json_walker *w, stet_json_kind kind)
{
    size_t start;
    size_t end = consumed_end(w);
    return take_token(w, end, &start) && begin_value(w, start) &&
           report(w, kind, start, end, false, 0);
}

static int on_null(void *user)
{
    return report_scalar(user, STET_JSON_NULL);
}

static int on_boolean(void *user, int value)
{
    (void)value;
    return report_scalar(user, STET_JSON_BOOLEAN);
}

static int on_number(void *user, const char *ptr, size_t len)
{
    (void)ptr;
    (void)len;
    return report_scalar(user, STET_JSON_NUMBER);
}

/** Checks the inside of a string: UTF-8 and surrogates. */
static bool check_string(stet_json_walker *w, stet_str raw, const stet_json_inside *in,
                         uint32_t *chars)
{
    size_t base = (size_t)(raw.ptr - w->text.ptr);
    size_t bad = in->plain ? STET_UTF8_VALID : stet_utf8_check(raw, chars);
    if (bad != STET_UTF8_VALID)
        return fail_at(w, base + bad, "byte 0x%02X is not UTF-8",
                       (unsigned)(unsigned char)raw.ptr[bad]);
    bad = in->has_units ? stet_json_lone_surrogate(raw) : SIZE_MAX;
    if (bad != SIZE_MAX)
        return fail_at(w, base + bad,
                       "%.6s is one half of a surrogate pair, not a "
                       "character",
                       raw.ptr + bad);
    return true;
}

/** A string token: its place, its inside, and what is known of that. */
typedef struct json_string {
    size_t start; /**< Of the quote. */
    stet_str raw;
    bool escaped;
    uint32_t chars;
} json_string;

/** The string token just read, checked. `len` is its length decoded, when yajl has
    seen its inside. */
static bool take_string(stet_json_walker *w, size_t len, json_string *string)
{
    stet_json_inside in = { .end = consumed_end(w) - 1, .has_units = true };
    if (w->inside)
        in = *w->inside;
    if (!take_token(w, in.end + 1, &string->start))
        return false;
    size_t inside = string->start + 1;
    string->raw = (stet_str){ w->text.ptr + inside, in.end - inside };
    if (!w->inside)
        in.escaped = string->raw.len != len;
    string->escaped = in.escaped;
    string->chars = 0;
    return check_string(w, string->raw, &in, &string->chars);
}

static int on_string(void *user, const unsigned char *ptr, size_t len)
{
    (void)ptr;
    stet_json_walker *w = user;
    json_string s;
    return take_string(w, len, &s) && begin_value(w, s.start) &&
           report(w, STET_JSON_STRING, s.start + 1, s.start + 1 + s.raw.len, s.escaped,
                  s.chars);
}

static void add_key(stet_json_walker *w, json_key key)
{
    if (w->n_keys == w->keys_capacity) {
        size_t capacity = w->keys_capacity ? w->keys_capacity * 2 : FIRST_KEYS;
        json_key *keys =
            stet_json_memory_resize(&w->memory, w->keys, capacity * sizeof *keys);
        w->keys = keys;
        w->keys_capacity = capacity;
    }
    w->keys[w->n_keys++] = key;
}

static int on_key(void *user, const unsigned char *ptr, size_t len)
{
    (void)ptr;
    stet_json_walker *w = user;
    json_string s;
    if (!take_string(w, len, &s))
        return 0;
    stet_str key = s.escaped ? stet_json_decode(s.raw, w->arena) : s.raw;
    w->path[w->depth - 1] = (stet_json_step){ key, 0 };
    add_key(w, (json_key){ key, s.start });
    return 1;
}

static bool begin_container(stet_json_walker *w, bool is_array)
{
    size_t start;
    if (!take_token(w, consumed_end(w), &start) || !begin_value(w, start))
        return false;
    if (w->depth == STET_JSON_NESTING)
        return fail_at(w, start, "it is nested more than %d deep", STET_JSON_NESTING);
    w->frames[w->depth++] = (json_frame){ start, w->n_keys, 0, is_array };
    return true;
}

static int on_start_map(void *user)
{
    return begin_container(user, false);
}

static int on_start_array(void *user)
{
    return begin_container(user, true);
}

/** By text, then by place. */
static int compare_keys(const void *a, const void *b)
{
    const json_key *x = a;
    const json_key *y = b;
    int order = stet_str_compare(x->text, y->text);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

/** The first key that stands a second time, or NULL. Sorts many keys in place. */
static const json_key *find_duplicate(json_key *keys, size_t n)
{
    if (n <= FEW_KEYS) {
        for (size_t i = 1; i < n; i++)
            for (size_t j = 0; j < i; j++)
                if (stet_str_equal(keys[i].text, keys[j].text))
                    return &keys[i];
        return NULL;
    }
    qsort(keys, n, sizeof *keys, compare_keys);
    const json_key *first = NULL;
    for (size_t i = 1; i < n; i++)
        if (stet_str_equal(keys[i].text, keys[i - 1].text) &&
            (!first || keys[i].at < first->at))
            first = &keys[i];
    return first;
}

/* As much of a key as a message has room for: whole characters. */
static stet_str shown_key(stet_str key)
{
    enum { MOST = 100 };
    if (key.len <= MOST)
        return key;
    size_t len = MOST;
    while (len > 0 && ((unsigned char)key.ptr[len] & 0xC0) == 0x80)
        len--;
    return (stet_str){ key.ptr, len };
}

static bool refuse_twice(stet_json_walker *w, const json_key *key)
{
    stet_str shown = shown_key(key->text);
    return fail_at(w, key->at, "the key “%.*s” stands twice in one object",
                   (int)shown.len, shown.ptr);
}

static bool end_container(stet_json_walker *w, stet_json_kind kind)
{
    size_t start;
    size_t end = consumed_end(w);
    if (!take_token(w, end, &start))
        return false;
    const json_frame *frame = &w->frames[w->depth - 1];
    size_t n_keys = w->n_keys - frame->first_key;
    const json_key *duplicate =
        n_keys ? find_duplicate(w->keys + frame->first_key, n_keys) : NULL;
    if (duplicate)
        return refuse_twice(w, duplicate);
    w->n_keys = frame->first_key;
    w->depth--;
    return report(w, kind, frame->start, end, false, 0);
}

static int on_end_map(void *user)
{
    return end_container(user, STET_JSON_OBJECT);
}

static int on_end_array(void *user)
{
    return end_container(user, STET_JSON_ARRAY);
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_start_map,
    .yajl_map_key = on_key,
    .yajl_end_map = on_end_map,
    .yajl_start_array = on_start_array,
    .yajl_end_array = on_end_array,
};

/** Makes a handle that reads one value after the other. UTF-8 is checked here:
    yajl lets overlong forms pass. */
static void open_handle(stet_json_walker *w)
{
    yajl_alloc_funcs functions = {
        .malloc = stet_json_memory_alloc,
        .realloc = stet_json_memory_resize,
        .free = stet_json_memory_free,
        .ctx = &w->memory,
    };
    w->handle = yajl_alloc(&callbacks, &functions, w);
    yajl_config(w->handle, yajl_dont_validate_strings, 1);
    yajl_config(w->handle, yajl_allow_multiple_values, 1);
}

static void drop_handle(stet_json_walker *w)
{
    yajl_free(w->handle);
    w->handle = NULL;
}

/** What yajl says that can be said better. */
static const struct reason {
    const char *said;
    const char *message;
    bool behind; /**< yajl stands behind the byte that it complains of. */
} reasons[] = {
    { "invalid char in json text", "no value begins with this character", true },
    { "invalid string in json text", "it is none of true, false and null", false },
    { "unallowed token at this point in JSON text", "this has no place here", false },
    { "invalid character inside string", "a control character inside a string", false },
    { "probable comment found in input text, comments are not enabled",
      "JSON has no comments", false },
    { "invalid object key (must be a string)",
      "a key in double quotes must stand here; behind the last value there is no comma",
      false },
    { "object key and value must be separated by a colon (':')",
      "a colon is missing between the key and this", false },
    { "after key and value, inside map, I expect ',' or '}'",
      "a comma or } is missing before this", false },
    { "after array element, I expect ',' or ']'", "a comma or ] is missing before this",
      false },
};

/** Where yajl stopped: behind the token if the grammar refused it, else in it. */
static size_t error_place(const stet_json_walker *w, bool is_lexical, bool behind)
{
    size_t consumed = consumed_end(w);
    if (w->tail)
        return consumed;
    if (!is_lexical)
        return token_start(w->text, w->at, consumed - 1);
    return behind ? consumed - 1 : consumed;
}

/** Puts yajl's reason into the error: "lexical error: REASON.", and its place. */
static bool fail_as_yajl_says(stet_json_walker *w)
{
    unsigned char *said = yajl_get_error(w->handle, 0, NULL, 0);
    stet_str rest = stet_str_trim(stet_str_from((const char *)said));
    stet_str kind;
    stet_str_cut(&rest, ':', &kind);
    rest = stet_str_trim(rest);
    if (stet_str_ends(rest, STET_STR(".")))
        rest.len--;
    bool behind = false;
    for (size_t i = 0; i < STET_LEN(reasons); i++)
        if (stet_str_is(rest, reasons[i].said)) {
            rest = stet_str_from(reasons[i].message);
            behind = reasons[i].behind;
            break;
        }
    size_t at = error_place(w, stet_str_is(kind, "lexical error"), behind);
    if (w->depth == 0 && w->n_values > 0 && !w->tail && w->text.ptr[at] == ':')
        rest = STET_STR("a key and its value must stand in braces: { before, } behind");
    fail_at(w, at, "%.*s", (int)rest.len, rest.ptr);
    yajl_free_error(w->handle, said);
    return false;
}

static yajl_status give(stet_json_walker *w, size_t start, size_t end)
{
    w->base = start;
    return yajl_parse(w->handle, (const unsigned char *)w->text.ptr + start,
                      end - start);
}

/** Gives yajl a string without its inside, which has been looked at. */
static yajl_status give_empty(stet_json_walker *w, size_t quote,
                              const stet_json_inside *inside)
{
    w->base = quote;
    w->inside = inside;
    yajl_status status = yajl_parse(w->handle, (const unsigned char *)"\"\"", 2);
    w->inside = NULL;
    return status;
}

/** Gives yajl the text; from a string on that is broken, all that is left, so that it
    says what is wrong. */
static yajl_status give_all(stet_json_walker *w)
{
    yajl_status status = yajl_status_ok;
    size_t at = 0;
    while (status == yajl_status_ok && at < w->text.len) {
        const char *found = memchr(w->text.ptr + at, '"', w->text.len - at);
        size_t quote = found ? (size_t)(found - w->text.ptr) : w->text.len;
        stet_json_inside inside;
        if (!found || !stet_json_look_inside(w->text, quote + 1, &inside))
            return give(w, at, w->text.len);
        if (at < quote)
            status = give(w, at, quote);
        if (status == yajl_status_ok)
            status = give_empty(w, quote, &inside);
        at = inside.end + 1;
    }
    return status;
}

/** Parses the text and, where a token may still be open, a blank behind it. */
static yajl_status parse(stet_json_walker *w)
{
    yajl_status status = give_all(w);
    if (status == yajl_status_ok &&
        token_start(w->text, w->at, w->text.len) < w->text.len) {
        w->tail = true;
        status = yajl_parse(w->handle, (const unsigned char *)" ", 1);
    }
    return status;
}

/** Whether all of the text was one value. */
static bool is_complete(stet_json_walker *w, yajl_status status)
{
    if (status == yajl_status_error && !(w->tail && w->depth))
        return fail_as_yajl_says(w);
    if (status == yajl_status_client_canceled)
        return false; /* The callback has said why. */
    if (w->depth)
        return fail_at(w, w->text.len, "it ends inside an %s",
                       w->frames[w->depth - 1].is_array ? "array" : "object");
    size_t end = token_start(w->text, w->at, w->text.len);
    if (!refuse_odd_blank(w, end))
        return false;
    if (end < w->text.len) /* A blank behind it would have ended any other token. */
        return fail_at(w, w->text.len, "it ends inside a string");
    if (!w->n_values)
        return fail_at(w, end, "there is no value");
    return true;
}

stet_json_walker *stet_json_walker_new(stet_arena *arena)
{
    stet_json_walker *w = stet_arena_alloc(arena, sizeof *w);
    w->arena = arena;
    w->memory = (stet_json_memory){ .arena = arena };
    w->handle = NULL;
    w->keys = NULL;
    w->keys_capacity = 0;
    return w;
}

bool stet_json_walker_run(stet_json_walker *w, stet_str text, stet_json_visit visit,
                          void *user, stet_error *error)
{
    w->text = text;
    w->visit = visit;
    w->user = user;
    w->error = error;
    w->at = 0;
    w->base = 0;
    w->inside = NULL;
    w->n_values = 0;
    w->depth = 0;
    w->tail = false;
    w->stopped = false;
    w->n_keys = 0;
    if (text.len > UINT32_MAX)
        return fail_at(w, 0, "it is longer than 4 GiB");
    if (!w->handle)
        open_handle(w);
    bool complete = is_complete(w, parse(w));
    if (!complete)
        drop_handle(w);
    return complete || w->stopped;
}

bool stet_json_walk(stet_str text, stet_json_visit visit, void *user, stet_error *error)
{
    stet_arena arena = { 0 };
    stet_json_walker *walker = stet_json_walker_new(&arena);
    bool ok = stet_json_walker_run(walker, text, visit, user, error);
    stet_arena_release(&arena);
    return ok;
}
