/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/audit_outputs.h"

#include "account/html.h"
#include "audit/replay.h"
#include "audit/split.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/str.h"
#include "run/leavings.h"

#include <stdlib.h>

bool stet_audit_outputs_has(const char *folder, stet_str path)
{
    if (!stet_leavings_has_name(stet_path_name(path)))
        return false;
    stet_str above = stet_path_folder(path);
    char *of = stet_memory_text(above.ptr, above.len);
    bool found = stet_file_is_same(of, folder);
    free(of);
    return found;
}

/* Whether the run will write the file of this name. */
static bool is_asked_for(const stet_audit_command *options, const char *name)
{
    if (stet_str_ends(stet_str_from(name), STET_STR(".csv")))
        return options->csv;
    if (stet_str_ends(stet_str_from(name), STET_STR(".sarif")))
        return options->sarif;
    return options->split || stet_str_ends(stet_str_from(name), STET_STR(".html"));
}

/* A file that is read would be lost when it is written: also one that another path
   leads to. */
static bool spares_batch(const char *path, const stet_file_list *list,
                         stet_error *error)
{
    for (size_t i = 0; i < list->count; i++)
        if (stet_file_is_same(path, list->items[i].path.ptr)) {
            stet_error_set(error, "it is a file of the batch, and the audit would "
                                  "write over it");
            stet_error_hint(error, "name another folder with --out");
            stet_error_at(error, list->items[i].shown, STET_POSITION_NONE);
            return false;
        }
    return true;
}

/* What has such a name and is of no audit is somebody's. */
static bool spares_others(const stet_audit_command *options, const char *path,
                          stet_error *error)
{
    struct stat status;

    if (options->restart || lstat(path, &status) != 0 ||
        stet_leavings_has_audit(options->folder))
        return true;
    stet_error_set(error, "it is there already, beside no audit, and an audit's own "
                          "file has this name");
    stet_error_hint(error, "name another folder with --out, or have it replaced with "
                           "--restart");
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    return false;
}

bool stet_audit_outputs_check(const stet_audit_command *options,
                              const stet_file_list *list, stet_error *error)
{
    stet_buffer path = { 0 };
    const char *name;
    bool good = true;

    for (size_t i = 0; (name = stet_leavings_name(i)) && good; i++) {
        stet_buffer_clear(&path);
        stet_buffer_format(&path, "%s/%s", options->folder, name);
        good = (!is_asked_for(options, name) || spares_batch(path.ptr, list, error)) &&
               spares_others(options, path.ptr, error);
    }
    stet_buffer_release(&path);
    return good;
}

static bool write_page(void *ctx, stet_str bytes, stet_error *error)
{
    return stet_replacement_write(ctx, bytes, error);
}

static bool write_html(const stet_audit_database *database,
                       const stet_audit_command *options, stet_audit_scan *scan,
                       stet_error *error)
{
    const stet_audit_summary_options asked = {
        .limits = stet_audit_summary_limits,
        .inspection = STET_INSPECTION_II,
        .aql = options->aql ? options->aql : STET_ACCEPTANCE_AQL,
        .scan = scan,
    };
    stet_audit_summary summary = { 0 };
    stet_buffer path = { 0 };

    stet_buffer_format(&path, "%s/report.html", options->folder);
    stet_replacement *file = stet_replacement_open(path.ptr, NULL, error);
    stet_audit_sink sink = { write_page, file };
    bool good = file && stet_audit_summary_load(&summary, database, &asked, error) &&
                stet_audit_html_write(&summary, database, &sink, error);
    if (good)
        good = stet_replacement_finish(file, NULL, error);
    else if (file)
        stet_replacement_abandon(file);
    stet_audit_summary_release(&summary);
    stet_buffer_release(&path);
    return good;
}

static bool write_findings(const stet_audit_database *database,
                           const stet_rule_set *set, const stet_registry *registry,
                           const char *folder, const char *format, stet_error *error)
{
    stet_run_info info = {
        .version = STET_VERSION, .sets = &set, .n_sets = 1, .registry = registry
    };
    stet_outputs outputs = { 0 };
    stet_buffer argument = { 0 };

    stet_buffer_format(&argument, "%s:%s/findings.%s", format, folder, format);
    bool good = stet_outputs_add(&outputs, argument.ptr, error) &&
                stet_outputs_begin(&outputs, &info, error) &&
                stet_audit_replay(database, set, &outputs, error);
    stet_outputs_release(&outputs);
    stet_buffer_release(&argument);
    return good;
}

bool stet_audit_outputs_write(const stet_audit_command *options,
                              const stet_rule_set *set, const stet_registry *registry,
                              const char *path, stet_audit_scan *scan,
                              stet_error *error)
{
    const char *folder = options->folder;
    stet_audit_database database;

    if (!stet_audit_database_open(&database, path, error))
        return false;
    stet_file_clean_folder(folder);
    bool good = write_html(&database, options, scan, error);
    if (good && options->csv)
        good = write_findings(&database, set, registry, folder, "csv", error);
    if (good && options->sarif)
        good = write_findings(&database, set, registry, folder, "sarif", error);
    if (good && options->split)
        good = stet_audit_split(&database, folder, error);
    stet_audit_database_close(&database, NULL);
    return good;
}
