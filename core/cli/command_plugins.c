/* SPDX-License-Identifier: Apache-2.0 */
#include "base/visible.h"
#include "cli/command_p.h"
#include "cli/context.h"

static void write_plugin(const stet_registered_plugin *registered, stet_buffer *out)
{
    const stet_plugin *plugin = registered->plugin;
    stet_buffer_format(out, "%s %s - %s\n  ", plugin->name, plugin->version,
                       plugin->summary);
    stet_visible_add(out, registered->path);
    stet_buffer_add_char(out, '\n');
    for (size_t i = 0; i < plugin->n_checks; i++)
        stet_buffer_format(out, "  %s.%s - %s\n", plugin->name, plugin->checks[i]->name,
                           plugin->checks[i]->summary);
}

static stet_exit list(const stet_context *context)
{
    stet_buffer out = { 0 };
    for (size_t i = 0; i < context->registry.n_plugins; i++)
        write_plugin(&context->registry.plugins[i], &out);
    if (!context->registry.n_plugins)
        stet_log_warning(&context->cli->log, "no plugin is loaded; looked in %s",
                         context->plugins.ptr);
    stet_exit status = stet_cli_write(context->cli, &out);
    stet_buffer_release(&out);
    return status;
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    (void)options;
    stet_context context;
    stet_exit status = STET_EXIT_TROUBLE;
    if (stet_context_open(&context, cli, common))
        status = list(&context);
    stet_context_close(&context);
    return status;
}

const stet_command stet_command_plugins = {
    .name = "plugins",
    .summary = "list the plugins that are loaded, and their check types",
    .doc =
        "Lists plugins: name, version, where it was loaded from, and what it can look "
        "for. None of their code is run for it.\n"
        "Plugins are native code. They are looked for where --plugin, --plugin-path "
        "and "
        "STET_PLUGIN_PATH say, and in the folder that was installed with stet; never "
        "where a rule set says.",
    .loads = true,
    .run = run,
};
