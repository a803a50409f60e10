/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"
#include "rule/slip.h"
#include "rule/yaml.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

/* ---- Messages ---- */

int stet_yaml_width(stet_str text)
{
    enum { SHOWN = 60 };
    size_t len = text.len < SHOWN ? text.len : SHOWN;
    if (len < text.len)
        while (len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
            len--;
    return (int)len;
}

/** Whether the next error is still shown; those behind the limit are only counted. */
static bool count_error(stet_diagnostics *errors)
{
    if (errors->n_errors < STET_YAML_ERRORS)
        return true;
    errors->n_errors++;
    return false;
}

STET_PRINTF(4, 0)
static void add_error(const stet_yaml_file *file, stet_position position,
                      stet_diagnostics *errors, const char *format, va_list args)
{
    if (!count_error(errors))
        return;
    stet_buffer text = { 0 };
    stet_buffer_vformat(&text, format, args);
    stet_diagnostics_add(errors, STET_SEVERITY_ERROR, file ? file->path : STET_STR(""),
                         file ? file->bytes : STET_STR(""), position, "%s", text.ptr);
    stet_buffer_release(&text);
}

void stet_yaml_error(const stet_yaml *node, stet_diagnostics *errors,
                     const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_error(node->file, node->position, errors, format, args);
    va_end(args);
}

void stet_yaml_error_at(const stet_yaml_file *file, stet_position position,
                        stet_diagnostics *errors, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_error(file, position, errors, format, args);
    va_end(args);
}

void stet_yaml_hint(stet_diagnostics *errors, const char *format, ...)
{
    if (errors->n_errors > STET_YAML_ERRORS)
        return;
    stet_buffer text = { 0 };
    va_list args;
    va_start(args, format);
    stet_buffer_vformat(&text, format, args);
    va_end(args);
    stet_diagnostics_hint(errors, "%s", text.ptr);
    stet_buffer_release(&text);
}

void stet_yaml_hint_names(stet_diagnostics *errors, stet_str wrong,
                          const char *const *names, size_t n_names)
{
    enum { FEW = 24 };
    if (errors->n_errors > STET_YAML_ERRORS)
        return;
    const char *near = stet_str_nearest(wrong, names, n_names);
    if (near) {
        stet_yaml_hint(errors, "did you mean `%s`?", near);
        return;
    }
    if (n_names == 0 || n_names > FEW)
        return;
    stet_buffer list = { 0 };
    for (size_t i = 0; i < n_names; i++)
        stet_buffer_format(&list, "%s%s", i ? ", " : "", names[i]);
    stet_yaml_hint(errors, "known here: %s", list.ptr);
    stet_buffer_release(&list);
}

const char *stet_yaml_kind_name(const stet_yaml *node)
{
    switch (node->kind) {
    case STET_YAML_NULL:
        return "nothing";
    case STET_YAML_SCALAR:
        return "text";
    case STET_YAML_SEQUENCE:
        return "a list";
    case STET_YAML_MAPPING:
        return "a mapping";
    }
    return "something else";
}

/* ---- Looking into the tree ---- */

const stet_yaml *stet_yaml_get(const stet_yaml *mapping, const char *key)
{
    if (!mapping || mapping->kind != STET_YAML_MAPPING)
        return NULL;
    for (size_t i = 0; i < mapping->count; i++)
        if (stet_str_is(mapping->keys[i]->text, key))
            return mapping->items[i];
    return NULL;
}

const stet_yaml *stet_yaml_item(const stet_yaml *node, size_t n)
{
    return node->kind == STET_YAML_SEQUENCE ? node->items[n] : node;
}

size_t stet_yaml_length(const stet_yaml *node)
{
    return node->kind == STET_YAML_SEQUENCE ? node->count : 1;
}

void stet_yaml_check_keys(const stet_yaml *mapping, const char *what,
                          const char *const *known, size_t n_known,
                          stet_diagnostics *errors)
{
    for (size_t i = 0; i < mapping->count; i++) {
        const stet_yaml *key = mapping->keys[i];
        size_t n = 0;
        while (n < n_known && !stet_str_is(key->text, known[n]))
            n++;
        if (n < n_known)
            continue;
        stet_yaml_error(key, errors, "%s has no key `%.*s`", what,
                        stet_yaml_width(key->text), key->text.ptr);
        if (stet_str_starts(key->text, STET_STR("\xC2\xA0")))
            stet_yaml_hint(errors,
                           "it begins with a no-break space, as copied texts have "
                           "them: indent with plain spaces");
        else
            stet_yaml_hint_names(errors, key->text, known, n_known);
    }
}

/* ---- Typed readings ---- */

/** "expected X, found Y". */
static bool refuse(const stet_yaml *node, const char *expected,
                   stet_diagnostics *errors)
{
    if (node->kind != STET_YAML_SCALAR) {
        stet_yaml_error(node, errors, "expected %s, found %s", expected,
                        stet_yaml_kind_name(node));
        if (node->kind == STET_YAML_NULL && node->end.byte > node->position.byte)
            stet_yaml_hint(errors, "null and ~ are nothing; in quotes they are text");
        return false;
    }
    stet_yaml_error(node, errors, "expected %s, found `%.*s`", expected,
                    stet_yaml_width(node->text), node->text.ptr);
    if (node->quoted)
        stet_yaml_hint(errors, "what stands in quotes is text: take them off");
    return false;
}

static bool is_plain(const stet_yaml *node)
{
    return node->kind == STET_YAML_SCALAR && !node->quoted;
}

bool stet_yaml_read_boolean(const stet_yaml *node, bool *out, stet_diagnostics *errors)
{
    bool is_true = is_plain(node) && stet_str_is(node->text, "true");
    if (!is_true && !(is_plain(node) && stet_str_is(node->text, "false")))
        return refuse(node, "true or false", errors);
    *out = is_true;
    return true;
}

static size_t skip_digits(stet_str text, size_t at)
{
    while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9')
        at++;
    return at;
}

static size_t skip_sign(stet_str text, size_t at)
{
    return at < text.len && (text.ptr[at] == '-' || text.ptr[at] == '+') ? at + 1 : at;
}

static bool is_integer(stet_str text)
{
    size_t first = skip_sign(text, 0);
    return first < text.len && skip_digits(text, first) == text.len;
}

bool stet_yaml_read_integer(const stet_yaml *node, int64_t *out,
                            stet_diagnostics *errors)
{
    if (!is_plain(node) || !is_integer(node->text))
        return refuse(node, "a whole number", errors);
    char *text = stet_memory_text(node->text.ptr, node->text.len);
    errno = 0;
    *out = strtoimax(text, NULL, 10);
    bool fits = errno == 0;
    free(text);
    return fits ? true : refuse(node, "a whole number of at most 18 digits", errors);
}

/** Digits, a point, an exponent: what strtod also takes (nan, hexadecimal) is not. */
static bool is_real(stet_str text)
{
    size_t at = skip_sign(text, 0);
    size_t digits = skip_digits(text, at) - at;
    at += digits;
    if (at < text.len && text.ptr[at] == '.') {
        size_t fraction = skip_digits(text, at + 1) - (at + 1);
        at += 1 + fraction;
        digits += fraction;
    }
    if (digits == 0)
        return false;
    if (at < text.len && (text.ptr[at] == 'e' || text.ptr[at] == 'E')) {
        size_t first = skip_sign(text, at + 1);
        at = skip_digits(text, first);
        if (at == first)
            return false;
    }
    return at == text.len;
}

bool stet_yaml_read_real(const stet_yaml *node, double *out, stet_diagnostics *errors)
{
    if (!is_plain(node) || !is_real(node->text))
        return refuse(node, "a number", errors);
    char *text = stet_memory_text(node->text.ptr, node->text.len);
    *out = strtod(text, NULL);
    free(text);
    return isfinite(*out) ? true
                          : refuse(node, "a number that is not so large", errors);
}

bool stet_yaml_read_text(const stet_yaml *node, stet_str *out, stet_diagnostics *errors)
{
    if (node->kind != STET_YAML_SCALAR)
        return refuse(node, "text", errors);
    *out = node->text;
    return true;
}

bool stet_yaml_read_texts(const stet_yaml *node, const stet_str **out, size_t *n_out,
                          stet_arena *arena, stet_diagnostics *errors)
{
    size_t count = stet_yaml_length(node);
    stet_str *texts = stet_arena_zalloc(arena, (count ? count : 1) * sizeof *texts);
    bool ok = !stet_slip_in_list(node, false, errors);
    for (size_t i = 0; i < count; i++)
        ok = stet_yaml_read_text(stet_yaml_item(node, i), &texts[i], errors) && ok;
    *out = texts;
    *n_out = count;
    return ok;
}
