/* SPDX-License-Identifier: Apache-2.0 */
/* What the first bytes of a file say of it, before SQLite opens it. */
#include "audit/database_p.h"
#include "base/str.h"

#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static uint32_t read_big_endian(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
           (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Where things stand in the header of a database (SQLite's file format, 1.3). */
enum { HEADER = 100, PAGE_SIZE = 16, N_PAGES = 28, APPLICATION = 68 };

static bool read_header(const char *path, unsigned char header[HEADER])
{
    static const char magic[16] = "SQLite format 3";
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0)
        return false;
    ssize_t n = read(fd, header, HEADER);
    close(fd);
    return n == HEADER && memcmp(header, magic, sizeof magic) == 0;
}

/* How long the file is to be, by its header; 0: it has none. */
static uint64_t length_of(const char *path)
{
    unsigned char header[HEADER];

    if (!read_header(path, header))
        return 0;
    uint64_t page = (uint64_t)header[PAGE_SIZE] << 8 | header[PAGE_SIZE + 1];
    return (page == 1 ? 65536 : page) * read_big_endian(header + N_PAGES);
}

/* A copy that did not come through is told as such, before SQLite calls it damaged. */
bool stet_audit_header_check(const char *path, stet_error *error)
{
    uint64_t length = length_of(path);
    struct stat seen;

    if (stat(path, &seen) != 0 || (uint64_t)seen.st_size >= length)
        return true;
    stet_error_set(error,
                   "the file is cut off: it has %" PRIu64 " of %" PRIu64 " bytes",
                   (uint64_t)seen.st_size, length);
    stet_error_hint(error, "take a whole copy, or audit again with --restart");
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    return false;
}

bool stet_audit_database_may_replace(const char *path, stet_error *error)
{
    unsigned char header[HEADER];
    struct stat seen;

    if (stat(path, &seen) != 0 || (S_ISREG(seen.st_mode) && seen.st_size == 0))
        return true;
    if (!S_ISREG(seen.st_mode)) {
        stet_error_set(error, "cannot be replaced: this is not a regular file");
    } else if (!read_header(path, header) ||
               read_big_endian(header + APPLICATION) != STET_AUDIT_APPLICATION) {
        stet_error_set(error, "it is there already, and is no audit database");
        stet_error_hint(error, "name another file with --out, or remove this one");
    } else {
        return true;
    }
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    return false;
}
