/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/rule_set.h"

#include "base/memory.h"
#include "base/path.h"
#include "base/str.h"
#include "rule/rule_set_p.h"

#include <stdlib.h>

/** The file's own name and version; a set without a name is called as its file. */
static void read_title(stet_rule_loader *loader, stet_str path)
{
    stet_rule_set *set = loader->set;
    stet_str file = stet_path_name(set->path);
    stet_str extension = stet_path_extension(set->path);
    set->name = stet_arena_copy(&set->arena, path);
    if (!stet_str_starts(path, STET_STR("stet:")))
        set->name =
            (stet_str){ file.ptr, file.len - extension.len - (extension.len ? 1 : 0) };
    set->version = STET_STR("");
    if (loader->n_layers == 0)
        return;
    const stet_yaml *root = loader->layers[loader->n_layers - 1].file->root;
    const stet_yaml *name = stet_yaml_get(root, "name");
    const stet_yaml *version = stet_yaml_get(root, "version");
    if (name && name->kind == STET_YAML_SCALAR)
        set->name = name->text;
    if (version && version->kind == STET_YAML_SCALAR)
        set->version = version->text;
}

static void note_hidden_errors(stet_diagnostics *errors)
{
    if (errors->n_errors > STET_YAML_ERRORS)
        stet_diagnostics_add(errors, STET_SEVERITY_NOTE, STET_STR(""), STET_STR(""),
                             STET_POSITION_NONE, "%zu more errors are not shown",
                             errors->n_errors - STET_YAML_ERRORS);
}

static void release_loader(stet_rule_loader *loader)
{
    stet_rule_bundle_close(loader);
    free(loader->layers);
    free(loader->steps);
    free(loader->sources);
    free(loader->fields);
    free(loader->facts);
    stet_map_release(&loader->visited);
    stet_map_release(&loader->word_files);
    stet_map_release(&loader->sources_by_name);
}

stet_rule_set *stet_rule_set_load(stet_str path, const stet_rule_set_options *options,
                                  stet_diagnostics *errors)
{
    stet_rule_set *set = stet_memory_zalloc(1, sizeof *set);
    stet_rule_loader loader = { .options = options,
                                .errors = errors,
                                .errors_before = errors->n_errors,
                                .set = set };
    set->today = options->today;
    stet_rule_set_read_layers(&loader, path);
    read_title(&loader, path);
    stet_rule_set_order_layers(&loader);
    stet_rule_set_merge_rules(&loader);
    stet_rule_set_read_texts(&loader);
    stet_rule_set_compile_rules(&loader);
    stet_rule_set_read_overrides(&loader);
    stet_rule_set_list_conditions(&loader);
    stet_rule_set_read_words(&loader);
    stet_rule_set_build_scan(&loader);
    stet_rule_set_compute_hash(set);
    stet_rule_bundle_check(&loader);
    release_loader(&loader);
    if (errors->n_errors == loader.errors_before)
        return set;
    note_hidden_errors(errors);
    if (options->keep_going)
        return set;
    stet_rule_set_free(set);
    return NULL;
}

void stet_rule_set_free(stet_rule_set *set)
{
    if (!set)
        return;
    if (set->scan)
        stet_scan_free(set->scan);
    stet_pattern_list_release(&set->patterns);
    stet_conditions_release(&set->conditions);
    for (size_t i = 0; i < set->n_files; i++) {
        stet_yaml_file_release(set->files[i]);
        free(set->files[i]);
    }
    free(set->files);
    stet_arena_release(&set->arena);
    free(set);
}

const stet_rule *stet_rule_set_find(const stet_rule_set *set, stet_str name)
{
    size_t low = 0;
    size_t high = set->n_named;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = stet_str_compare(name, set->rules[middle].name);
        if (order == 0)
            return &set->rules[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const stet_layout *stet_rule_set_layout(const stet_rule_set *set, stet_str path)
{
    for (size_t i = 0; i < set->n_texts; i++)
        for (size_t n = 0; n < set->texts[i].n_files; n++)
            if (stet_path_match(set->texts[i].files[n], path))
                return &set->texts[i].layout;
    return stet_layout_for_path(path);
}
