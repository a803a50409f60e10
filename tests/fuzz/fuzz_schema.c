/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON Schema in the first line, and data behind it: what is no schema is refused,
   and each finding stands in the data. */
#include "base/str.h"
#include "fuzz.h"
#include "rule/plugin_loader.h"
#include "run/engine.h"

#include <stdio.h>
#include <stdlib.h>

static void demand(bool holds)
{
    if (!holds)
        abort();
}

/** The rule set around a schema. */
static bool read_rules(void *user, const char *path, stet_buffer *out,
                       stet_error *error)
{
    const stet_str *schema = user;
    (void)path;
    (void)error;
    stet_buffer_add_text(out, "name: fuzz\nrules:\n  r:\n    check: spec.structure\n"
                              "    parses: json\n    schema: |\n      ");
    stet_buffer_add(out, *schema);
    stet_buffer_add_char(out, '\n');
    return true;
}

/* The plugins are in the program, or where the build has put them. */
static stet_registry *open_registry(void)
{
    static stet_registry registry;
    stet_diagnostics errors = { 0 };
    const stet_plugin_places places = { .installed =
                                            STET_TEST_BUILD "/lib/stet/plugins" };
    stet_plugin_loader_load(&registry, &places, &errors);
    if (!stet_registry_find(&registry, STET_STR("spec.structure"))) {
        stet_buffer out = { 0 };
        stet_diagnostics_write(&errors, false, &out);
        fputs(out.len ? out.ptr : "there is no check spec.structure\n", stderr);
        abort();
    }
    stet_diagnostics_release(&errors);
    return &registry;
}

static void check_data(stet_engine *engine, stet_str data)
{
    stet_result result = { 0 };
    uint64_t before = 0;
    stet_engine_check_text(engine, data, false, NULL, &result);
    for (size_t i = 0; i < result.n_findings; i++) {
        const stet_located *found = &result.findings[i];
        demand(found->start.byte <= found->end.byte && found->end.byte <= data.len);
        demand(found->start.byte >= before && found->message.len > 0);
        before = found->start.byte;
    }
    stet_result_release(&result);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static stet_registry *registry;
    stet_str all = { (const char *)data, size };
    stet_str schema;
    if (!registry)
        registry = open_registry();
    if (size == 0 || data[0] != '{' || !stet_str_cut(&all, '\n', &schema))
        return 0;
    const stet_rule_set_options options = {
        .registry = registry, .cache = STET_STR(""), .read = read_rules, .user = &schema
    };
    const stet_engine_options run = { .jobs = 1 };
    stet_diagnostics errors = { 0 };
    stet_rule_set *set = stet_rule_set_load(STET_STR("stet.yaml"), &options, &errors);
    stet_engine *engine = set ? stet_engine_new(set, &run, &errors) : NULL;
    demand(engine || errors.n_errors > 0);
    if (engine)
        check_data(engine, all);
    stet_engine_free(engine);
    if (set)
        stet_rule_set_free(set);
    stet_diagnostics_release(&errors);
    return 0;
}
