/* SPDX-License-Identifier: Apache-2.0 */
/* audit.c - makes an audit database of a given size, for tests and figures of reports.
 *
 *   bench_audit FILE [RECORDS [GROUPS [SOURCES [RULES [WORSE [SEED]]]]]]
 *
 * On standard input comes SQL that changes it before the totals are made; nothing is
 * read from a terminal.
 */
#include "account/handmade.h"
#include "base/file.h"
#include "base/memory.h"

#include <unistd.h>

static unsigned number(int argc, char **argv, int at, unsigned other)
{
    return at < argc ? (unsigned)strtoul(argv[at], NULL, 10) : other;
}

static void change(const stet_audit_database *database)
{
    stet_error error = STET_ERROR_NONE;
    stet_file file;

    if (isatty(STDIN_FILENO) ||
        !stet_file_read_fd(&file, STDIN_FILENO, "standard input", &error)) {
        stet_error_release(&error);
        return;
    }
    char *sql = stet_memory_text(file.bytes.ptr, file.bytes.len);
    handmade_do(database, sql);
    free(sql);
    stet_file_close(&file);
}

int main(int argc, char **argv)
{
    stet_audit_database database;
    handmade what = {
        .records = number(argc, argv, 2, 1000),
        .groups = number(argc, argv, 3, 4),
        .sources = number(argc, argv, 4, 2),
        .rules = number(argc, argv, 5, 6),
        .worse = number(argc, argv, 6, 0),
        .seed = number(argc, argv, 7, 1),
    };

    if (argc < 2 || what.sources == 0) {
        fputs("usage: bench_audit FILE [RECORDS [GROUPS [SOURCES [RULES [WORSE "
              "[SEED]]]]]]\n",
              stderr);
        return 2;
    }
    handmade_begin(&database, argv[1], &what);
    change(&database);
    handmade_end(&database);
    return 0;
}
