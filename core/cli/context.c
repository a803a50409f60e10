/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/context.h"

#include "base/file.h"
#include "base/path.h"
#include "base/str.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

static bool is_folder(const char *path)
{
    struct stat there;
    return stat(path, &there) == 0 && S_ISDIR(there.st_mode);
}

void stet_context_find_folder(const char *program, const char *installed,
                              stet_buffer *out)
{
    stet_str prefix = stet_path_folder(stet_path_folder(stet_str_from(program)));
    for (const char *tail = installed; (tail = strchr(tail, '/')); tail++) {
        stet_buffer_clear(out);
        stet_buffer_add(out, prefix);
        stet_buffer_add_text(out, tail);
        if (is_folder(out->ptr))
            return;
    }
    stet_buffer_clear(out);
    stet_buffer_add_text(out, installed);
}

static void load_plugins(stet_context *context)
{
    const stet_common *common = context->common;
    stet_context_find_folder(context->cli->program, STET_PLUGIN_FOLDER,
                             &context->plugins);
    const stet_plugin_places places = {
        .files = common->plugins.items,
        .n_files = common->plugins.count,
        .folders = common->plugin_paths.items,
        .n_folders = common->plugin_paths.count,
        .environment = getenv("STET_PLUGIN_PATH"),
        .installed = context->plugins.ptr,
    };
    stet_plugin_loader_load(&context->registry, &places, &context->errors);
}

/* The day of a build that is to be made again the same: seconds in UTC, as
   https://reproducible-builds.org/specs/source-date-epoch/ has it. */
static bool read_epoch(const char *text, stet_date *out, stet_error *error)
{
    char *end;
    errno = 0;
    unsigned long long seconds = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end || errno)
        return stet_error_set(
            error, "SOURCE_DATE_EPOCH is a number of seconds, not “%s”", text);
    *out = stet_date_of_seconds(seconds);
    return true;
}

static bool find_today(stet_context *context, stet_error *error)
{
    const char *given = context->common->date;
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (given && !stet_date_read(stet_str_from(given), &context->today))
        return stet_error_set(error, "--date takes a day, YYYY-MM-DD, not “%s”", given);
    if (given)
        return true;
    if (epoch && *epoch)
        return read_epoch(epoch, &context->today, error);
    context->today = stet_date_today();
    return true;
}

/* What a script's empty variable makes of it must not be another rule set. */
static bool check_config(const stet_common *common, stet_error *error)
{
    if (!common->config || *common->config)
        return true;
    stet_error_set(error, "--config names no file");
    stet_error_hint(error, "without the option the nearest stet.yaml is taken");
    return false;
}

bool stet_context_open(stet_context *context, stet_cli *cli, const stet_common *common)
{
    stet_error error = STET_ERROR_NONE;
    *context = (stet_context){ .cli = cli, .common = common };
    if (!find_today(context, &error) || !check_config(common, &error)) {
        stet_cli_fail(cli, &error);
        return false;
    }
    if (!common->no_cache)
        stet_file_cache_folder(&context->cache);
    load_plugins(context);
    stet_context_find_folder(cli->program, STET_RULES_FOLDER, &context->rules);
    context->store = (stet_rule_set_store){
        .options = { .registry = &context->registry,
                     .shipped = context->rules.ptr,
                     .cache = stet_buffer_str(&context->cache),
                     .today = context->today },
        .config = stet_str_from(common->config),
        .errors = &context->errors,
    };
    return !stet_context_tell(context);
}

bool stet_context_tell(stet_context *context)
{
    stet_buffer text = { 0 };
    size_t n_errors = context->errors.n_errors;
    if (!context->common->quiet || n_errors)
        stet_diagnostics_write(&context->errors, context->cli->color_stderr, &text);
    stet_file_write_fd(context->cli->log.fd, stet_buffer_str(&text));
    stet_buffer_release(&text);
    stet_diagnostics_release(&context->errors);
    context->n_errors += n_errors;
    return n_errors != 0;
}

const stet_rule_set *stet_context_rule_set(stet_context *context, const char *argument)
{
    stet_rule_set_store *store = &context->store;
    stet_str before = store->config;
    stet_str folder = STET_STR("");
    if (argument && is_folder(argument))
        folder = stet_str_from(argument);
    if (argument) {
        store->config = folder.len ? (stet_str){ 0 } : stet_str_from(argument);
        /* What was found so far was found by other means. */
        stet_map_release(&store->by_folder);
    }
    const stet_rule_set *set = stet_rule_set_store_get(store, folder);
    if (argument)
        stet_map_release(&store->by_folder);
    store->config = before;
    stet_context_tell(context);
    return set;
}

stet_engine_options stet_context_engine_options(const stet_context *context)
{
    return (stet_engine_options){
        .jobs = 1,
        .log = &context->cli->log,
        .dictionary_folders = context->common->dictionary_path,
        .cache = stet_buffer_str(&context->cache),
    };
}

void stet_context_close(stet_context *context)
{
    stet_rule_set_store_release(&context->store);
    stet_registry_release(&context->registry);
    stet_plugin_loader_close();
    stet_diagnostics_release(&context->errors);
    stet_buffer_release(&context->cache);
    stet_buffer_release(&context->plugins);
    stet_buffer_release(&context->rules);
}
