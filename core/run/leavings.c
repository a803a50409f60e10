/* SPDX-License-Identifier: Apache-2.0 */
#include "run/leavings.h"

#include "base/buffer.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const names[] = { "accepted.jsonl", "rejected.jsonl",
                                     "reasons.jsonl",  "findings.csv",
                                     "findings.sarif", "report.html" };

const char *stet_leavings_name(size_t n)
{
    return n < STET_LEN(names) ? names[n] : NULL;
}

bool stet_leavings_has_name(stet_str name)
{
    for (size_t i = 0; i < STET_LEN(names); i++)
        if (stet_str_is(name, names[i]))
            return true;
    return false;
}

/* Where SQLite keeps a file's application id, and the one of audits (docs of the
   database have it: "stet"). */
static bool is_audit(const char *path)
{
    static const char id[] = { 's', 't', 'e', 't' };
    enum { PLACE = 68 };
    char found[sizeof id];
    struct stat status;

    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool good = pread(fd, found, sizeof found, PLACE) == (ssize_t)sizeof found &&
                memcmp(found, id, sizeof id) == 0;
    close(fd);
    return good;
}

bool stet_leavings_has_audit(const char *folder)
{
    static const char *const databases[] = { "audit.db", "audit.work" };
    stet_buffer path = { 0 };
    bool found = false;

    for (size_t i = 0; i < STET_LEN(databases) && !found; i++) {
        stet_buffer_clear(&path);
        stet_buffer_format(&path, "%s/%s", folder, databases[i]);
        found = is_audit(path.ptr);
    }
    stet_buffer_release(&path);
    return found;
}
