/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "base/memory.h"
#include "base/str.h"
#include "cli/command_p.h"
#include "cli/context.h"
#include "rule/bundle.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct bundle_options {
    const char *output;
} bundle_options;

static const stet_option options_table[] = {
    { .name = "output",
      .letter = 'o',
      .type = STET_OPTION_TEXT,
      .offset = offsetof(bundle_options, output),
      .value = "FILE",
      .complete = STET_COMPLETE_FILE,
      .doc = "Where to write it (default: standard output)." },
};

/** A file that the rule set was made of. */
typedef struct part {
    stet_str path; /**< Absolute, or its name in a bundle. */
    stet_str bytes;
    bool inside;
} part;

/** A bundle that is being made. */
typedef struct making {
    stet_context *context;
    const char *output;
    stet_arena arena;
    stet_str folder; /**< The current one, for paths that are relative to it. */
    part *parts;     /**< In the order in which they were read: the rule set first. */
    size_t n_parts, parts_capacity;
    const stet_rule_set *set;
    stet_bundle bundle;
    stet_buffer out;
    stet_error error;
} making;

/* ---- What the rule set is made of ---- */

/** `folder` and a path without `.` and `x/..`, which may begin with some `..`. */
static stet_str make_absolute(making *m, stet_str path)
{
    stet_str folder = m->folder;
    if (path.len && path.ptr[0] == '/')
        return stet_arena_copy(&m->arena, path);
    while (stet_str_starts(path, STET_STR("../"))) {
        path = (stet_str){ path.ptr + 3, path.len - 3 };
        folder = stet_path_folder(folder);
    }
    stet_buffer joined = { 0 };
    stet_path_join(&joined, folder, path);
    stet_str copy = stet_arena_copy(&m->arena, stet_buffer_str(&joined));
    stet_buffer_release(&joined);
    return copy;
}

/** A file may be read several times: for several rules, and as a set that two extend.
 */
static void see(void *user, stet_str name, bool inside, stet_str bytes)
{
    making *m = user;
    stet_str path = inside ? stet_arena_copy(&m->arena, name) : make_absolute(m, name);
    for (size_t i = 0; i < m->n_parts; i++)
        if (m->parts[i].inside == inside && stet_str_equal(m->parts[i].path, path))
            return;
    stet_memory_grow((void **)&m->parts, &m->parts_capacity, m->n_parts + 1,
                     sizeof *m->parts);
    m->parts[m->n_parts++] = (part){ path, stet_arena_copy(&m->arena, bytes), inside };
}

static bool find_folder(making *m)
{
    char folder[PATH_MAX];
    if (!getcwd(folder, sizeof folder))
        return stet_error_set(&m->error, "the current folder is not there any more");
    m->folder = stet_arena_copy(&m->arena, stet_str_from(folder));
    return true;
}

/** How much of all paths is the folder above all files, its slash included. */
static size_t common_folder(const making *m)
{
    const part *first = NULL;
    size_t common = 0;
    for (size_t i = 0; i < m->n_parts; i++) {
        const part *p = &m->parts[i];
        if (p->inside)
            continue;
        if (!first) {
            first = p;
            common = p->path.len - stet_path_name(p->path).len;
        }
        size_t same = 0;
        size_t folder = 0;
        for (; same < common && same < p->path.len &&
               p->path.ptr[same] == first->path.ptr[same];
             same++)
            if (p->path.ptr[same] == '/')
                folder = same + 1;
        common = folder;
    }
    return common;
}

static bool check_name(making *m, stet_str name)
{
    bool bad = stet_str_starts(name, STET_STR(STET_BUNDLE_SHIPPED));
    for (size_t i = 0; i < name.len; i++)
        bad = bad || (unsigned char)name.ptr[i] < ' ';
    return !bad ||
           stet_error_set(&m->error,
                          "a file of the rule set has a name that no bundle can "
                          "hold: “%.*s”",
                          (int)name.len, name.ptr);
}

static bool add_files(making *m)
{
    size_t common = common_folder(m);
    for (size_t i = 0; i < m->n_parts; i++) {
        const part *p = &m->parts[i];
        stet_str name = p->path;
        if (!p->inside) {
            name = (stet_str){ name.ptr + common, name.len - common };
            if (!check_name(m, name))
                return false;
        }
        stet_bundle_add_file(&m->bundle, name, p->bytes);
    }
    return true;
}

/** Those whose checks some rule uses, in the order in which they were loaded. */
static void add_plugins(making *m)
{
    const stet_registry *registry = &m->context->registry;
    for (size_t i = 0; i < registry->n_plugins; i++) {
        const stet_plugin *plugin = registry->plugins[i].plugin;
        bool used = false;
        for (size_t r = 0; r < m->set->n_rules; r++)
            used = used || m->set->rules[r].check->plugin == plugin;
        if (used)
            stet_bundle_add_plugin(&m->bundle, stet_str_from(plugin->name),
                                   stet_str_from(plugin->version));
    }
}

/* ---- Whether it holds all ---- */

static bool read_made(void *user, const char *path, stet_buffer *out, stet_error *error)
{
    const making *m = user;
    (void)path;
    (void)error;
    stet_buffer_add(out, stet_buffer_str(&m->out));
    return true;
}

/** Loads what was made, as another machine will. */
static bool prove(making *m)
{
    stet_context *context = m->context;
    stet_rule_set_options options = context->store.options;
    options.read = read_made;
    options.user = m;
    options.seen = NULL;
    stet_rule_set *set = stet_rule_set_load(m->output ? stet_str_from(m->output)
                                                      : STET_STR("the bundle"),
                                            &options, &context->errors);
    stet_rule_set_free(set);
    stet_context_tell(context);
    return set != NULL;
}

/** What would be lost are files that people wrote, with their comments. */
static bool spares_parts(making *m)
{
    for (size_t i = 0; m->output && i < m->n_parts; i++) {
        if (m->parts[i].inside || !stet_file_is_same(m->output, m->parts[i].path.ptr))
            continue;
        stet_error_set(&m->error, "it is a file of the rule set, and the bundle would "
                                  "take its place");
        stet_error_hint(&m->error, "name another file with --output");
        stet_error_at(&m->error, stet_str_from(m->output), STET_POSITION_NONE);
        return false;
    }
    return true;
}

static bool make(making *m)
{
    stet_context *context = m->context;
    const stet_cli *cli = context->cli;
    context->store.options.seen = see;
    context->store.options.seen_user = m;
    m->set = find_folder(m) ? stet_context_rule_set(
                                  context, cli->n_arguments ? cli->arguments[0] : NULL)
                            : NULL;
    if (!m->set)
        return false;
    m->bundle.name = m->set->name;
    m->bundle.version = m->set->version;
    m->bundle.hash = stet_str_from(m->set->hash);
    m->bundle.language = m->set->language;
    m->bundle.maker = STET_STR(STET_VERSION);
    add_plugins(m);
    if (!add_files(m))
        return false;
    stet_bundle_write(&m->bundle, &m->out);
    return spares_parts(m) && prove(m);
}

static void tell_what_is_not_in_it(const making *m)
{
    stet_buffer plugins = { 0 };
    for (size_t i = 0; i < m->bundle.n_plugins; i++)
        stet_buffer_format(&plugins, "%s%s %s", i ? ", " : "",
                           m->bundle.plugins[i].name.ptr,
                           m->bundle.plugins[i].version.ptr);
    stet_log_note(
        &m->context->cli->log,
        "%zu file%s in the bundle; each machine needs of its own: stet with %s, "
        "and the dictionary %.*s if a rule asks for spelling",
        m->bundle.n_files, m->bundle.n_files == 1 ? "" : "s",
        plugins.len ? plugins.ptr : "no plugin", (int)m->set->language.len,
        m->set->language.ptr);
    stet_buffer_release(&plugins);
}

static stet_exit write_bundle(making *m)
{
    stet_exit status = STET_EXIT_CLEAN;
    if (!m->output)
        status = stet_cli_write(m->context->cli, &m->out);
    else if (!stet_file_replace(m->output, stet_buffer_str(&m->out), NULL, &m->error))
        status = stet_cli_fail(m->context->cli, &m->error);
    if (status == STET_EXIT_CLEAN)
        tell_what_is_not_in_it(m);
    return status;
}

static stet_exit bundle(stet_context *context, const bundle_options *options)
{
    bool is_file = options->output && strcmp(options->output, "-") != 0;
    making m = { .context = context,
                 .output = is_file ? options->output : NULL,
                 .error = STET_ERROR_NONE };
    stet_exit status = STET_EXIT_TROUBLE;
    if (make(&m))
        status = write_bundle(&m);
    else if (m.error.message)
        stet_cli_fail(context->cli, &m.error);
    stet_error_release(&m.error);
    stet_bundle_release(&m.bundle);
    stet_buffer_release(&m.out);
    stet_arena_release(&m.arena);
    free(m.parts);
    return status;
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    stet_context context;
    stet_exit status = STET_EXIT_TROUBLE;
    if (stet_context_open(&context, cli, common))
        status = bundle(&context, options);
    stet_context_close(&context);
    return status;
}

const stet_command stet_command_bundle = {
    .name = "bundle",
    .summary = "put a rule set and all that it reads into one file",
    .arguments = "[FOLDER|RULESET]",
    .doc =
        "Writes the rule set that governs a folder (. when none is given), or the one "
        "that is named, as one file: with the sets that it extends, those that ship "
        "among them, its word lists, and the data that its rules name. --config takes "
        "such a file wherever it takes a rule set, and finds the same with it; "
        "messages "
        "name the files that are inside. The same rule set gives the same bytes, which "
        "hold nothing of this machine.\n"
        "Not in it: the dictionary of the language, which comes from each machine's "
        "system, and plugins, which are native code. It lists the plugins that its "
        "rules "
        "need, and is refused where they are of another version, or where the rule set "
        "would read otherwise for another reason, and when it was cut off or changed. "
        "Files must be named by paths relative to the file that names them.",
    .complete = STET_COMPLETE_RULE_SET,
    .options = options_table,
    .n_options = STET_LEN(options_table),
    .options_size = sizeof(bundle_options),
    .loads = true,
    .run = run,
};
