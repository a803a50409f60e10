/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "rule/rule_set_p.h"

/* ---- Where in the YAML an offset of a pattern stands ---- */

/** In single quotes only '' is another text than it looks. The offset in the file of
    byte `at` of the text, SIZE_MAX when it cannot be told. */
static size_t find_in_quotes(stet_str bytes, size_t start, stet_str source, size_t at)
{
    size_t byte = start + 1;
    for (size_t i = 0; i < at; i++) {
        if (byte >= bytes.len || bytes.ptr[byte] != source.ptr[i])
            return SIZE_MAX;
        byte += bytes.ptr[byte] == '\'' ? 2 : 1;
    }
    return byte;
}

/** Text in double quotes and block scalars is not counted through: the error then
    stands at the beginning, and its message tells the offset. */
static size_t find_offset(stet_str bytes, const struct stet_pattern *pattern, size_t at)
{
    size_t start = pattern->position.byte;
    stet_str source = pattern->source;
    if (start >= bytes.len || at > source.len)
        return SIZE_MAX;
    if (bytes.ptr[start] == '\'')
        return find_in_quotes(bytes, start, source, at);
    stet_str rest = { bytes.ptr + start, bytes.len - start };
    return stet_str_starts(rest, source) ? start + at : SIZE_MAX;
}

static const stet_yaml_file *find_file(const stet_rule_set *set, stet_str path)
{
    for (size_t i = 0; i < set->n_files; i++)
        if (stet_str_equal(set->files[i]->path, path))
            return set->files[i];
    return NULL;
}

static void add_pattern_error(stet_rule_loader *loader,
                              const struct stet_pattern *pattern,
                              const stet_error *error)
{
    const stet_yaml_file *file = find_file(loader->set, pattern->path);
    size_t at = error->position.byte == SIZE_MAX ? 0 : error->position.byte;
    size_t byte = file ? find_offset(file->bytes, pattern, at) : SIZE_MAX;
    stet_position position =
        byte == SIZE_MAX ? pattern->position : stet_position_of(file->bytes, byte);
    stet_yaml_error_at(file, position, loader->errors,
                       "the pattern cannot be used: %s, at its byte %zu",
                       error->message, at);
    if (error->hint)
        stet_yaml_hint(loader->errors, "%s", error->hint);
}

/** Of a pattern of anchors and lookarounds. What a rule finds is text, so it would
   never find anything, or always miss it. */
static void add_empty_error(stet_rule_loader *loader,
                            const struct stet_pattern *pattern)
{
    stet_yaml_error_at(find_file(loader->set, pattern->path), pattern->position,
                       loader->errors,
                       "the pattern matches a place and no text: it finds nothing");
    stet_yaml_hint(loader->errors,
                   "let it match the text that is looked for; for two things that must "
                   "both be there give two patterns");
}

/* ---- Checking and building ---- */

static void check_patterns(stet_rule_loader *loader)
{
    const stet_pattern_list *patterns = &loader->set->patterns;
    for (size_t i = 0; i < patterns->count; i++) {
        const struct stet_pattern *pattern = patterns->items[i];
        stet_error error = STET_ERROR_NONE;
        if (!pattern->phrase && !stet_pattern_check(pattern, &error))
            add_pattern_error(loader, pattern, &error);
        else if (!pattern->phrase && pattern->gate && pattern->is_empty)
            add_empty_error(loader, pattern);
        stet_error_release(&error);
    }
}

/** Whether some file may have the rule on: by itself, or because an override says so of
    it or of another version of it. */
static bool may_be_on(const stet_rule_set *set, const stet_rule *rule)
{
    const stet_rule *base = rule->variant_of ? rule->variant_of : rule;
    if (base == rule && rule->level > 0)
        return true;
    for (size_t i = 0; i < set->n_overrides; i++)
        for (size_t n = 0; n < set->overrides[i].n_changes; n++)
            if (&set->rules[set->overrides[i].changes[n].rule] == base &&
                set->overrides[i].changes[n].level > 0)
                return true;
    return false;
}

/** A pattern is looked for wherever one of its rules looks; those of rules that are off
    nowhere. */
static void join_kinds(stet_rule_set *set, bool all)
{
    for (size_t i = 0; i < set->n_rules; i++) {
        const stet_rule *rule = &set->rules[i];
        if (!all && (stet_term_is_silent(&rule->term) || !may_be_on(set, rule)))
            continue;
        for (size_t n = 0; n < rule->n_gates; n++)
            set->patterns.items[rule->gates[n]]->block_kinds |= rule->block_kinds;
    }
}

/** And only where a hit counts to one of them; which block is the first and which the
    last is another matter for each choice of kinds. */
static void join_sites(stet_rule_set *set)
{
    const uint32_t anywhere = 1u << 31;
    for (size_t i = 0; i < set->n_rules; i++) {
        const stet_rule *rule = &set->rules[i];
        set->has_sites |= rule->sites != 0;
        for (size_t n = 0; n < rule->n_gates; n++) {
            struct stet_pattern *pattern = set->patterns.items[rule->gates[n]];
            bool same = rule->sites && !(rule->sites & STET_SITE_ANY_BLOCK) &&
                        rule->block_kinds == pattern->block_kinds;
            pattern->sites |= same ? rule->sites : anywhere;
        }
    }
    for (size_t i = 0; i < set->patterns.count; i++)
        if (set->patterns.items[i]->sites & anywhere)
            set->patterns.items[i]->sites = 0;
}

static bool has_errors(const stet_rule_loader *loader)
{
    return loader->errors->n_errors > loader->errors_before;
}

void stet_rule_set_build_scan(stet_rule_loader *loader)
{
    stet_rule_set *set = loader->set;
    bool was_cached = false;
    join_kinds(set, loader->options->try_all);
    join_sites(set);
    if (has_errors(loader)) {
        check_patterns(loader);
        return;
    }
    stet_error error = STET_ERROR_NONE;
    set->scan = stet_scan_new(&set->patterns, loader->options->cache,
                              loader->options->force_slow ? STET_SCAN_EVERYWHERE
                                                          : STET_SCAN_FASTEST,
                              &was_cached, &error);
    if (!set->scan)
        stet_diagnostics_take(loader->errors, &error);
    else if (!was_cached)
        check_patterns(loader);
    if (set->scan && has_errors(loader)) {
        stet_scan_free(set->scan);
        set->scan = NULL;
    }
    stet_error_release(&error);
}
