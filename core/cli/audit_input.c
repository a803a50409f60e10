/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/audit_input.h"

#include <sys/stat.h>

/* Steps of SQLite's machine between two looks: a millisecond or so. */
enum { STEPS = 100 * 1000 };

static int is_stopped(void *data)
{
    const stet_cli *cli = data;

    return cli->stop && atomic_load(cli->stop) != 0;
}

void stet_audit_input_find(const char *path, stet_buffer *file)
{
    struct stat seen;

    stet_buffer_add_text(file, path);
    if (stat(path, &seen) == 0 && S_ISDIR(seen.st_mode))
        stet_buffer_add_text(file, "/audit.db");
}

bool stet_audit_input_open(stet_audit_database *database, const stet_cli *cli,
                           const char *path, stet_error *error)
{
    stet_buffer file = { 0 };

    stet_audit_input_find(path, &file);
    bool good = stet_audit_database_open(database, file.ptr, error);
    if (good)
        sqlite3_progress_handler(database->handle, STEPS, is_stopped,
                                 (void *)(uintptr_t)cli);
    stet_buffer_release(&file);
    return good;
}
