/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/audit_input.h"

#include "base/str.h"

#include <sys/stat.h>

static bool is_begun(const char *folder)
{
    stet_buffer work = { 0 };
    struct stat seen;

    stet_buffer_format(&work, "%s/audit.work", folder);
    bool begun = stat(work.ptr, &seen) == 0;
    stet_buffer_release(&work);
    return begun;
}

bool stet_audit_input_find(const char *path, stet_buffer *file, stet_error *error)
{
    struct stat seen;

    stet_buffer_add_text(file, path);
    if (stat(path, &seen) != 0 || !S_ISDIR(seen.st_mode))
        return true;
    stet_buffer_add_text(file, "/audit.db");
    if (stat(file->ptr, &seen) == 0 || !is_begun(path))
        return true;
    stet_error_set(error, "the audit in this folder is not finished");
    stet_error_hint(error, "start the same stet audit again: it goes on where it "
                           "stopped");
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    return false;
}

bool stet_audit_input_open(stet_audit_database *database, const stet_cli *cli,
                           const char *path, stet_error *error)
{
    stet_buffer file = { 0 };

    bool good = stet_audit_input_find(path, &file, error) &&
                stet_audit_database_open(database, file.ptr, error);
    if (good)
        stet_audit_database_heed(database, cli->stop);
    stet_buffer_release(&file);
    return good;
}
