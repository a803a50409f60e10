/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/twins.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/visible.h"

#include <stdlib.h>
#include <sys/stat.h>

static void tell(const stet_logger *log, stet_str path, stet_str first)
{
    stet_buffer message = { 0 };

    stet_visible_add(&message, path);
    stet_buffer_add_text(&message, " is the same file as ");
    stet_visible_add(&message, first);
    stet_buffer_add_text(&message, ", and counts once");
    stet_log_note(log, "%s", message.ptr);
    stet_buffer_release(&message);
}

void stet_twins_drop(stet_file_list *list, const stet_logger *log)
{
    enum { TOLD = 5 };
    stet_map seen = { 0 }; /* Device and number of a file -> its index + 1. */
    bool *kept = stet_memory_zalloc(list->count, sizeof *kept);
    size_t dropped = 0;

    for (size_t i = 0; i < list->count; i++) {
        const stet_listed_file *file = &list->items[i];
        struct stat status;
        uintptr_t first = 0;
        if (stat(file->path.ptr, &status) == 0) {
            stet_str key = stet_arena_format(&list->arena, "%llu:%llu",
                                             (unsigned long long)status.st_dev,
                                             (unsigned long long)status.st_ino);
            first = (uintptr_t)stet_map_get(&seen, key);
            if (!first)
                stet_map_set(&seen, key, (void *)(uintptr_t)(i + 1));
        }
        kept[i] = !first;
        if (first && dropped++ < TOLD && log)
            tell(log, file->shown, list->items[first - 1].shown);
    }
    if (dropped)
        stet_file_list_keep(list, kept);
    if (log && dropped > TOLD)
        stet_log_note(log, "and %zu more files that have two names", dropped - TOLD);
    stet_map_release(&seen);
    free(kept);
}
