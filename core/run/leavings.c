/* SPDX-License-Identifier: Apache-2.0 */
#include "run/leavings.h"

#include "base/buffer.h"

#include <fcntl.h>
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

/* What tells a file of an audit from others of its name. */
static const struct {
    const char *name, *text;
    size_t from, to; /* Bytes in which the text stands. */
} marks[] = {
    /* SQLite's application id, docs/audit-database.md. */
    { "audit.db", "stet", 68, 72 },
    { "audit.work", "stet", 68, 72 },
    { "report.html", STET_LEAVINGS_MARK, 0, 200 },
};

static bool has_mark(const char *path, size_t n)
{
    char bytes[256];
    struct stat status;

    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t len = pread(fd, bytes, marks[n].to - marks[n].from, (off_t)marks[n].from);
    close(fd);
    return len > 0 && stet_str_find((stet_str){ bytes, (size_t)len },
                                    stet_str_from(marks[n].text), 0) != SIZE_MAX;
}

bool stet_leavings_has_audit(const char *folder)
{
    stet_buffer path = { 0 };
    bool found = false;

    for (size_t i = 0; i < STET_LEN(marks) && !found; i++) {
        stet_buffer_clear(&path);
        stet_buffer_format(&path, "%s/%s", folder, marks[i].name);
        found = has_mark(path.ptr, i);
    }
    stet_buffer_release(&path);
    return found;
}
