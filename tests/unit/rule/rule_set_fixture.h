/* SPDX-License-Identifier: Apache-2.0 */
/**
 * rule_set_fixture.h - rule sets from texts, for the tests of the rule room.
 *
 * A test gives its files as a table of path and text; they are read through the
 * loader's callback, so nothing is written to disk.
 */
#ifndef STET_TEST_RULE_SET_FIXTURE_H
#define STET_TEST_RULE_SET_FIXTURE_H

#include "base/str.h"
#include "fake_plugin.h"
#include "rule/rule_set.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct fixture_file {
    const char *path;
    const char *text;
} fixture_file;

/** The files end with a path of NULL; the first one is loaded. */
typedef struct fixture {
    stet_registry registry;
    stet_diagnostics errors;
    stet_rule_set_options options;
    stet_rule_set *set;
} fixture;

static inline bool fixture_read(void *user, const char *path, stet_buffer *out,
                                stet_error *error)
{
    for (const fixture_file *file = user; file->path; file++)
        if (strcmp(file->path, path) == 0) {
            stet_buffer_add_text(out, file->text);
            return true;
        }
    return stet_error_set(error, "there is no such file");
}

static inline void fixture_load_files(fixture *f, fixture_file *files)
{
    stet_error error = STET_ERROR_NONE;
    assert_true(
        stet_registry_add(&f->registry, &fake_plugin, STET_STR("(test)"), &error));
    f->options.registry = &f->registry;
    f->options.cache = STET_STR("");
    f->options.read = fixture_read;
    f->options.user = files;
    f->set = stet_rule_set_load(stet_str_from(files[0].path), &f->options, &f->errors);
}

static inline void fixture_load(fixture *f, const char *yaml)
{
    fixture_file files[] = { { "stet.yaml", yaml }, { NULL, NULL } };
    fixture_load_files(f, files);
}

static inline void fixture_release(fixture *f)
{
    stet_rule_set_free(f->set);
    stet_diagnostics_release(&f->errors);
    stet_registry_release(&f->registry);
    *f = (fixture){ 0 };
}

static inline void assert_text(stet_str text, const char *expected)
{
    if (!stet_str_is(text, expected))
        fail_msg("`%.*s` is not `%s`", (int)text.len, text.ptr, expected);
}

/** Fails with the errors themselves, so that they can be read. */
static inline void assert_loaded(const fixture *f)
{
    if (f->set && f->errors.count == 0)
        return;
    stet_buffer all = { 0 };
    stet_diagnostics_write(&f->errors, false, &all);
    fail_msg("not loaded:\n%s", all.ptr ? all.ptr : "(no reason)");
}

/** The n-th error, exactly: "path:line:column: message", and its hint if not NULL. */
static inline void assert_error(const fixture *f, size_t n, const char *expected,
                                const char *hint)
{
    assert_true(n < f->errors.count);
    const stet_diagnostic *d = &f->errors.items[n];
    stet_buffer text = { 0 };
    stet_buffer_format(&text, "%.*s:%u:%u: %.*s", (int)d->path.len, d->path.ptr,
                       (unsigned)d->position.line, (unsigned)d->position.column,
                       (int)d->message.len, d->message.ptr);
    assert_string_equal(text.ptr, expected);
    stet_buffer_release(&text);
    if (hint)
        assert_text(d->hint, hint);
}

/** A file that has exactly this error. */
static inline void refuses(const char *yaml, const char *expected, const char *hint)
{
    fixture f = { 0 };
    fixture_load(&f, yaml);
    assert_null(f.set);
    assert_error(&f, 0, expected, hint);
    assert_int_equal(f.errors.n_errors, 1);
    fixture_release(&f);
}

#endif
