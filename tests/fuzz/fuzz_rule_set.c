/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "base/str.h"
#include "rule/fake_plugin.h"
#include "rule/rule_set.h"
#include "rule/rule_set_diff.h"

#include <stdlib.h>

/** The set itself, and one that it may extend; there are no other files. */
static bool read_file(void *user, const char *path, stet_buffer *out, stet_error *error)
{
    static const char base[] = "rules:\n  length: {check: fake.count, max: 9}\n"
                               "  words: {check: fake.banned, phrases: [a, b]}\n";
    const stet_str *bytes = user;
    if (strcmp(path, "stet.yaml") == 0)
        stet_buffer_add(out, *bytes);
    else if (strcmp(path, "base.yaml") == 0)
        stet_buffer_add_text(out, base);
    else
        return stet_error_set(error, "there is no such file");
    return true;
}

static void use(const stet_rule_set *set)
{
    uint8_t *levels = calloc(set->n_rules + 1, 1);
    stet_buffer out = { 0 };
    stet_rule_set_levels(set, STET_STR("drafts/a.md"), levels);
    stet_rule_set_layout(set, STET_STR("logs/a.jsonl"));
    for (size_t i = 0; i < set->n_rules; i++) {
        stet_explain_rule(&set->rules[i], &out);
        if ((levels[i] & ~STET_LEVEL_GRACE) > STET_ERROR || set->rules[i].index != i ||
            !stet_rule_set_find(set, set->rules[i].name))
            abort();
    }
    stet_buffer_release(&out);
    free(levels);
}

/** Between a set and itself nothing changed; between it and none every rule did. */
static void compare(const stet_rule_set *set)
{
    static const stet_rule_set none = { .language = { "en_US", 5 } };
    stet_rule_set_diff same = { .items = NULL };
    stet_rule_set_diff added = { .items = NULL };
    stet_rule_set_diff_make(&same, set, set, STET_SUGGESTION);
    stet_rule_set_diff_make(&added, &none, set, STET_SUGGESTION);
    if (same.count || same.may_fail || same.may_pass ||
        added.n_of_kind[STET_CHANGE_ADDED] != set->n_named)
        abort();
    stet_rule_set_diff_release(&same);
    stet_rule_set_diff_release(&added);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    stet_registry registry = { 0 };
    stet_diagnostics errors = { 0 };
    stet_error error = STET_ERROR_NONE;
    stet_str bytes = { (const char *)data, size };
    if (!stet_registry_add(&registry, &fake_plugin, STET_STR("(fuzz)"), &error))
        abort();
    stet_rule_set_options options = { .registry = &registry,
                                      .cache = STET_STR(""),
                                      .today = 20787,
                                      .force_slow = true,
                                      .keep_going = true,
                                      .read = read_file,
                                      .user = &bytes };
    stet_rule_set *set = stet_rule_set_load(STET_STR("stet.yaml"), &options, &errors);
    if (!set || (!set->scan && errors.n_errors == 0))
        abort();
    use(set);
    compare(set);
    stet_rule_set_free(set);
    stet_diagnostics_release(&errors);
    stet_registry_release(&registry);
    return 0;
}
