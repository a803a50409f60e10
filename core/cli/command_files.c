/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "base/visible.h"
#include "cli/command_p.h"
#include "cli/context.h"
#include "run/file_list.h"
#include "text/reader.h"

typedef struct files_options {
    bool names;
} files_options;

static const stet_option options_table[] = {
    { .name = "names",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(files_options, names),
      .doc = "Only the paths of the files that would be checked." },
};

static void write_file(const stet_listed_file *file, bool names, stet_buffer *out)
{
    if (names && !file->layout)
        return;
    stet_visible_add(out, file->shown);
    if (!names && !file->layout) {
        stet_buffer_add_text(out, ": left out: ");
        stet_visible_add(out, file->reason);
    } else if (!names) {
        const stet_layout *layout = file->layout;
        stet_buffer_format(out, ": %s", layout->reader->name);
        if (layout->name.len)
            stet_buffer_format(out, ", layout %.*s", (int)layout->name.len,
                               layout->name.ptr);
        stet_buffer_format(out, ", rule set %.*s", (int)file->set->name.len,
                           file->set->name.ptr);
    }
    stet_buffer_add_char(out, '\n');
}

static stet_exit list(stet_context *context, const files_options *options)
{
    static const char *const here[] = { "." };
    const stet_cli *cli = context->cli;
    stet_file_list files = { 0 };
    stet_buffer out = { 0 };
    stet_file_list_collect(&files, cli->n_arguments ? cli->arguments : here,
                           cli->n_arguments ? cli->n_arguments : STET_LEN(here),
                           !options->names, &context->store, &context->errors);
    stet_context_tell(context);
    for (size_t i = 0; i < files.count; i++)
        write_file(&files.items[i], options->names, &out);
    stet_exit status = stet_cli_write(cli, &out);
    stet_buffer_release(&out);
    stet_file_list_release(&files);
    return context->n_errors ? STET_EXIT_TROUBLE : status;
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    stet_context context;
    stet_exit status = STET_EXIT_TROUBLE;
    if (stet_context_open(&context, cli, common))
        status = list(&context, options);
    stet_context_close(&context);
    return status;
}

const stet_command stet_command_files = {
    .name = "files",
    .summary = "list which files would be checked, and why not the others",
    .arguments = "[PATH...]",
    .doc = "Lists what stet check would do with each file: its format and rule set, or "
           "the "
           "reason why it is left out.",
    .complete = STET_COMPLETE_FILE,
    .options = options_table,
    .n_options = STET_LEN(options_table),
    .options_size = sizeof(files_options),
    .loads = true,
    .run = run,
};
