/* SPDX-License-Identifier: Apache-2.0 */
/* What a rule of the whole batch is told that it saved, with the right name at the
   front and the right checksum at the end: it is refused, or what comes of it can be
   told and saved again, and then the same is told. The first byte is the rule's number.
 */
#include "fuzz.h"

#include "cli/parts.h"
#include "run/state.h"

enum { SOURCES = 4, CHUNK = 100 };

static void demand(bool holds)
{
    if (!holds)
        abort();
}

/** What is told, and what was saved. */
typedef struct looking {
    stet_buffer told;
    stet_buffer saved;
} looking;

static stet_engine *open_engine(const stet_rule_set *set)
{
    const stet_engine_options options = { .jobs = 1 };
    stet_diagnostics errors = { 0 };
    stet_engine *engine = stet_engine_new(set, &options, &errors);
    demand(engine != NULL);
    stet_diagnostics_release(&errors);
    for (uint64_t key = 0; key < SOURCES; key++)
        stet_engine_name_source(engine, key < 2 ? STET_STR("a.jsonl") : STET_STR("b"),
                                STET_STR(""), key);
    return engine;
}

static bool find(void *user, uint64_t key, stet_state_origin *origin)
{
    (void)user;
    *origin = (stet_state_origin){ .source = (uint32_t)key };
    return key < SOURCES;
}

static bool give(void *user, stet_str *chunk)
{
    stet_str *rest = user;
    size_t len = rest->len < CHUNK ? rest->len : CHUNK;
    *chunk = (stet_str){ rest->ptr, len };
    *rest = (stet_str){ rest->ptr + len, rest->len - len };
    return len > 0;
}

static bool keep(void *user, stet_str chunk)
{
    stet_buffer_add(user, chunk);
    return true;
}

static bool tell(void *user, stet_result *result)
{
    stet_buffer *out = user;
    for (size_t i = 0; i < result->n_findings; i++) {
        const stet_located *it = &result->findings[i];
        stet_buffer_format(out, "%016llx %u-%u", (unsigned long long)it->fingerprint,
                           it->start.line, it->end.line);
        stet_buffer_add(out, it->path);
        stet_buffer_add(out, it->message);
    }
    for (size_t i = 0; i < result->n_troubles; i++)
        stet_buffer_add(out, result->troubles[i].message);
    return true;
}

/* Whether it is loaded. */
static bool look(const stet_rule_set *set, uint32_t rule, stet_str bytes, looking *out)
{
    static const stet_state_origins origins = { find, NULL };
    stet_engine *engine = open_engine(set);
    stet_error error = STET_ERROR_NONE;
    stet_str rest = bytes;
    bool loaded = stet_engine_load(engine, rule, give, &rest, &origins, &error);
    demand(loaded == (error.message == NULL));
    stet_error_release(&error);
    stet_engine_finish(engine, tell, &out->told);
    demand(loaded || out->told.len == 0);
    error = STET_ERROR_NONE;
    demand(stet_engine_save(engine, rule, keep, &out->saved, &error));
    demand(out->saved.len > 0 || bytes.len == 0);
    stet_engine_free(engine);
    return loaded;
}

static void add_text(stet_buffer *out, stet_str text)
{
    stet_buffer_add_char(out, (char)text.len);
    stet_buffer_add(out, text);
}

/* As saved.h has it, but for what is to be tried. */
static void write_state(const stet_rule *rule, stet_str body, stet_buffer *out)
{
    uint64_t checksum = UINT64_C(14695981039346656037);
    stet_buffer_add_text(out, "STET\1");
    add_text(out, rule->check->name);
    add_text(out, stet_str_from(rule->check->plugin->version));
    add_text(out, rule->name);
    stet_buffer_add_char(out, 0);
    stet_buffer_add(out, body);
    stet_buffer_add_char(out, (char)0xE5);
    for (size_t i = 0; i < out->len; i++)
        checksum = (checksum ^ (unsigned char)out->ptr[i]) * UINT64_C(1099511628211);
    for (unsigned i = 0; i < 8; i++)
        stet_buffer_add_char(out, (char)(checksum >> 8 * i & 0xFF));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static stet_registry registry;
    static const stet_rule_set *set;
    looking first = { .told = { 0 } }, second = { .told = { 0 } };
    stet_buffer bytes = { 0 };
    if (!set)
        set = parts_load(&registry);
    demand(set != NULL);
    if (size == 0)
        return 0;
    uint32_t rule = data[0] % (uint32_t)set->n_named;
    write_state(&set->rules[rule], (stet_str){ (const char *)data + 1, size - 1 },
                &bytes);
    if (look(set, rule, stet_buffer_str(&bytes), &first)) {
        demand(look(set, rule, stet_buffer_str(&first.saved), &second));
        demand(stet_str_equal(stet_buffer_str(&first.told),
                              stet_buffer_str(&second.told)));
    }
    stet_buffer_release(&bytes);
    stet_buffer_release(&first.told);
    stet_buffer_release(&first.saved);
    stet_buffer_release(&second.told);
    stet_buffer_release(&second.saved);
    return 0;
}
