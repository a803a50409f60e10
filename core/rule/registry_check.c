/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "base/utf8.h"
#include "rule/message.h"
#include "rule/parameter.h"
#include "rule/registry_p.h"

const char *const stet_rule_keys[] = { "check",   "level", "in",       "at",
                                       "when",    "since", "until",    "grace",
                                       "message", "why",   "evidence", "url",
                                       "examples" };
const size_t stet_n_rule_keys = STET_LEN(stet_rule_keys);

/* ---- Names and texts ---- */

/** [a-z][a-z0-9]*, with `joiner` inside. */
static bool is_identifier(stet_str name, char joiner)
{
    if (!name.len || name.ptr[0] < 'a' || name.ptr[0] > 'z')
        return false;
    for (size_t i = 1; i < name.len; i++) {
        char c = name.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == joiner))
            return false;
    }
    return true;
}

bool stet_name_is_valid(stet_str name)
{
    return is_identifier(name, '-');
}

/** Valid UTF-8, not empty, without control characters; line feeds where `lines`. */
static bool is_text(const char *text, bool lines)
{
    uint32_t chars = 0;
    stet_str s = stet_str_from(text);
    return s.len && stet_utf8_check(s, &chars) == STET_UTF8_VALID &&
           !(chars & (STET_CHARS_CONTROL | STET_CHARS_CR)) &&
           (lines || !strchr(text, '\n'));
}

/* ---- Tables of another size ---- */

/** Smaller than the first released row of each kind cannot be a row at all. */
enum {
    SMALLEST_PLUGIN = offsetof(stet_plugin, n_checks) + sizeof(size_t),
    SMALLEST_CHECK = offsetof(stet_check_type, destroy) + sizeof(void (*)(void *)),
    SMALLEST_PARAM = offsetof(stet_param, doc) + sizeof(const char *),
    SMALLEST_MESSAGE = offsetof(stet_message, text) + sizeof(const char *),
    LARGEST_ROW = 4096,
    LARGEST_OPTIONS = 1 << 20, /**< Of an options struct: more is a wrong number. */
};

static bool check_row(const char *what, uint32_t size, size_t smallest,
                      stet_error *error)
{
    if (size >= smallest && size <= LARGEST_ROW && size % sizeof(void *) == 0)
        return true;
    return stet_error_set(error, "a row of its table of %s has %u bytes: not a plugin",
                          what, (unsigned)size);
}

static bool check_header(const stet_header *h, stet_error *error)
{
    if (h->abi != STET_ABI) {
        stet_error_set(error, "built for plugin ABI %u; this stet has ABI %u",
                       (unsigned)h->abi, (unsigned)STET_ABI);
        stet_error_hint(error, "build the plugin again with this version's "
                               "<stet/plugin.h>");
        return false;
    }
    return check_row("plugins", h->plugin_size, SMALLEST_PLUGIN, error) &&
           check_row("checks", h->check_size, SMALLEST_CHECK, error) &&
           check_row("parameters", h->param_size, SMALLEST_PARAM, error) &&
           check_row("messages", h->message_size, SMALLEST_MESSAGE, error);
}

static bool is_our_size(const stet_header *h)
{
    return h->plugin_size == sizeof(stet_plugin) &&
           h->check_size == sizeof(stet_check_type) &&
           h->param_size == sizeof(stet_param) &&
           h->message_size == sizeof(stet_message);
}

/** A table of rows of `from` bytes as one of rows of `to` bytes. */
static void *widen_rows(const void *rows, size_t count, size_t from, size_t to,
                        stet_arena *arena)
{
    if (!rows || count > STET_PARAM_COUNT)
        return NULL;
    char *wide = stet_arena_zalloc(arena, count * to + 1);
    for (size_t i = 0; i < count; i++)
        memcpy(wide + i * to, (const char *)rows + i * from, from < to ? from : to);
    return wide;
}

static stet_param *widen_params(const stet_param *params, size_t count, size_t size,
                                unsigned depth, stet_arena *arena)
{
    stet_param *wide = depth > STET_PARAM_NESTING
                           ? NULL
                           : widen_rows(params, count, size, sizeof(stet_param), arena);
    for (size_t i = 0; wide && i < count; i++)
        if (wide[i].sub)
            wide[i].sub =
                widen_params(wide[i].sub, wide[i].n_sub, size, depth + 1, arena);
    return wide;
}

static const stet_check_type *widen_check(const stet_check_type *type,
                                          const stet_header *h, stet_arena *arena)
{
    stet_check_type *wide =
        type ? widen_rows(type, 1, h->check_size, sizeof *wide, arena) : NULL;
    if (wide) {
        wide->messages = widen_rows(wide->messages, wide->n_messages, h->message_size,
                                    sizeof(stet_message), arena);
        wide->params =
            widen_params(wide->params, wide->n_params, h->param_size, 0, arena);
    }
    return wide;
}

const stet_plugin *stet_descriptor_widen(const stet_plugin *plugin, stet_arena *arena,
                                         stet_error *error)
{
    const stet_header *h = &plugin->header;
    if (!check_header(h, error))
        return NULL;
    if (is_our_size(h))
        return plugin;
    stet_plugin *wide = widen_rows(plugin, 1, h->plugin_size, sizeof *wide, arena);
    const stet_check_type **checks =
        widen_rows(wide->checks, wide->n_checks, sizeof *checks, sizeof *checks, arena);
    for (size_t i = 0; checks && i < wide->n_checks; i++)
        checks[i] = widen_check(checks[i], h, arena);
    wide->checks = checks;
    return wide;
}

/* ---- Tables without holes ---- */

/** What a parameter asks of another one must be a boolean. A table of items may
   serve several check types, so not each has the other. */
static bool check_asked(const stet_check_type *type, const stet_param *param,
                        const char *name, stet_error *error)
{
    for (size_t i = 0; name && i < type->n_params; i++)
        if (type->params[i].name && strcmp(type->params[i].name, name) == 0 &&
            type->params[i].type != STET_T_BOOL)
            return stet_error_set(error,
                                  "parameter `%s` asks `%s`, which is no boolean",
                                  param->name, name);
    return true;
}

/** What makes a gate none must be a choice, or a list of choices. */
static bool check_gate_unless(const stet_check_type *type, const stet_param *param,
                              stet_error *error)
{
    for (size_t i = 0; param->gate_unless && i < type->n_params; i++) {
        const stet_param *other = &type->params[i];
        bool list = other->type == STET_T_LIST && other->n_sub == 1 && other->sub &&
                    other->sub->type == STET_T_CHOICE;
        if (other->name && stet_parameter_is_asked(param, other->name) && !list &&
            other->type != STET_T_CHOICE)
            return stet_error_set(error, "parameter `%s` asks `%s`, which is no choice",
                                  param->name, other->name);
    }
    return true;
}

/** What turns a parameter round, or leaves it open, must be there to be asked. */
static bool check_other(const stet_check_type *type, const stet_param *param,
                        const char *name, stet_error *error)
{
    for (size_t i = 0; name && i < type->n_params; i++)
        if (type->params[i].name && strcmp(type->params[i].name, name) == 0)
            return true;
    return !name ||
           stet_error_set(error, "parameter `%s` depends on `%s`, which there is not",
                          param->name, name);
}

static bool is_pattern(const stet_param *param)
{
    return param->type == STET_T_PATTERN || param->type == STET_T_PHRASE;
}

/** Where a value goes: into its struct, and where a field of its type can stand there.
    A struct of items is one of an array. */
static bool check_place(const stet_param *param, size_t struct_size, stet_error *error)
{
    size_t size = stet_parameter_field_size(param->type);
    if (size == 0)
        return stet_error_set(error, "parameter `%s` has the unknown type %d",
                              param->name, (int)param->type);
    if (struct_size > LARGEST_OPTIONS)
        return stet_error_set(error,
                              "the options struct of parameter `%s` has %zu bytes: "
                              "more than the %d that are allowed",
                              param->name, struct_size, LARGEST_OPTIONS);
    if (param->offset > struct_size || size > struct_size - param->offset)
        return stet_error_set(
            error, "parameter `%s` does not lie in its options struct", param->name);
    size_t alignment = size < sizeof(void *) ? size : sizeof(void *);
    if (param->offset % alignment || struct_size % alignment)
        return stet_error_set(
            error, "parameter `%s` lies where no field of its type can stand",
            param->name);
    return true;
}

/** Two values cannot go to the same bytes. */
static bool check_apart(const stet_param *param, const stet_param *other,
                        stet_error *error)
{
    size_t end = param->offset + stet_parameter_field_size(param->type);
    size_t other_end = other->offset + stet_parameter_field_size(other->type);
    return end <= other->offset || other_end <= param->offset ||
           stet_error_set(error, "parameters `%s` and `%s` lie in the same field",
                          other->name, param->name);
}

static bool check_choices(const stet_param *param, stet_error *error)
{
    if (!param->choices || !param->choices[0])
        return stet_error_set(error, "parameter `%s` has no choices", param->name);
    for (size_t i = 0; param->choices[i]; i++) {
        if (!is_text(param->choices[i], false))
            return stet_error_set(error, "choice %zu of parameter `%s` is no text",
                                  i + 1, param->name);
        for (size_t j = 0; j < i; j++)
            if (strcmp(param->choices[i], param->choices[j]) == 0)
                return stet_error_set(error, "parameter `%s` has the choice `%s` twice",
                                      param->name, param->choices[i]);
    }
    return true;
}

static bool is_text_or_texts(const stet_param *param)
{
    bool list = param->type == STET_T_LIST && param->n_sub == 1;
    return (list ? param->sub->type : param->type) == STET_T_TEXT;
}

static bool check_field(const stet_param *param, size_t struct_size, stet_error *error)
{
    if (!check_place(param, struct_size, error))
        return false;
    if (param->type == STET_T_CHOICE && !check_choices(param, error))
        return false;
    if (param->type == STET_T_LIST &&
        (!param->sub || !param->n_sub || !param->sub_size))
        return stet_error_set(error, "the list `%s` has no table for its items",
                              param->name);
    if (param->gate && !is_pattern(param))
        return stet_error_set(
            error, "parameter `%s` is a gate, but no pattern or phrase", param->name);
    if (param->field && !is_text_or_texts(param))
        return stet_error_set(error,
                              "parameter `%s` names a field, but is no text and no "
                              "list of texts",
                              param->name);
    return true;
}

/** `-` where a name has `_`, as in YAML. */
static bool is_reserved(const char *name)
{
    for (size_t i = 0; i < stet_n_rule_keys; i++)
        if (strcmp(stet_rule_keys[i], name) == 0)
            return true;
    return false;
}

static bool check_param(const stet_check_type *type, const stet_param *params, size_t n,
                        size_t struct_size, bool top, stet_error *error)
{
    const stet_param *param = &params[n];
    if (!is_identifier(stet_str_from(param->name), '_'))
        return stet_error_set(
            error, "parameter %zu has no name of the form [a-z][a-z0-9_]*", n + 1);
    if (top && is_reserved(param->name))
        return stet_error_set(error, "parameter `%s` has a name that every rule has",
                              param->name);
    for (size_t i = 0; i < n; i++)
        if (strcmp(params[i].name, param->name) == 0)
            return stet_error_set(error, "two parameters are called `%s`", param->name);
    if (!is_text(param->doc, false))
        return stet_error_set(error, "parameter `%s` has no sentence that describes it",
                              param->name);
    if (!check_field(param, struct_size, error))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!check_apart(param, &params[i], error))
            return false;
    return check_asked(type, param, param->ignore_case, error) &&
           check_asked(type, param, param->whole_words, error) &&
           check_gate_unless(type, param, error) &&
           (!top || (check_other(type, param, param->turned_by, error) &&
                     check_other(type, param, param->unless, error)));
}

static bool check_params(const stet_check_type *type, const stet_param *params,
                         size_t n_params, size_t struct_size, unsigned depth,
                         stet_error *error)
{
    if (n_params > STET_PARAM_COUNT || depth > STET_PARAM_NESTING ||
        (n_params && !params))
        return stet_error_set(error, "its parameters are not a table, or too deep");
    for (size_t i = 0; i < n_params; i++) {
        if (!check_param(type, params, i, struct_size, depth == 0, error))
            return false;
        if (params[i].type == STET_T_LIST &&
            !check_params(type, params[i].sub, params[i].n_sub, params[i].sub_size,
                          depth + 1, error))
            return false;
    }
    return true;
}

static bool check_messages(const stet_check_type *type, stet_error *error)
{
    if (!type->n_messages || type->n_messages > STET_PARAM_COUNT || !type->messages)
        return stet_error_set(error, "it has no messages");
    for (size_t i = 0; i < type->n_messages; i++) {
        const stet_message *message = &type->messages[i];
        size_t at = 0;
        if (!stet_name_is_valid(stet_str_from(message->id)))
            return stet_error_set(
                error, "message %zu has no id of the form [a-z][a-z0-9-]*", i + 1);
        if (!is_text(message->text, false))
            return stet_error_set(error, "message `%s` has no text", message->id);
        const char *fault = stet_message_check(stet_str_from(message->text), &at);
        if (fault)
            return stet_error_set(error, "message `%s`: %s", message->id, fault);
        for (size_t j = 0; j < i; j++)
            if (strcmp(type->messages[j].id, message->id) == 0)
                return stet_error_set(error, "two messages are called `%s`",
                                      message->id);
    }
    return true;
}

/** What a batch check keeps in its states must be foldable; others have no batch. */
static bool check_callbacks(const stet_check_type *type, stet_error *error)
{
    if (!type->run)
        return stet_error_set(error, "it has no `run`");
    if (type->scope != STET_SCOPE_BATCH && (type->merge || type->finish))
        return stet_error_set(error, "it has `merge` or `finish`, but its scope is not "
                                     "the batch");
    if (type->finish && type->open && !type->merge)
        return stet_error_set(error, "it has states and a `finish`, but no `merge`");
    if (!type->save != !type->load)
        return stet_error_set(error, "it has one of `save` and `load`, but not both");
    if (type->save && (!type->finish || !type->merge))
        return stet_error_set(error, "it has `save`, but nothing to tell of what is "
                                     "loaded again: no `merge`, or no `finish`");
    if (type->create && !type->options_size && type->n_params)
        return stet_error_set(error, "it has parameters, but options_size is 0");
    return true;
}

static bool check_type(const stet_check_type *type, stet_error *error)
{
    if (!is_text(type->summary, false) || (type->doc && !is_text(type->doc, true)))
        return stet_error_set(error, "it has no summary of one line, or a broken doc");
    if (type->scope < STET_SCOPE_SENTENCE || type->scope > STET_SCOPE_BATCH)
        return stet_error_set(error, "it has no scope");
    if (type->anyway && type->scope < STET_SCOPE_DOCUMENT)
        return stet_error_set(error, "it is called `anyway`, but its scope is neither "
                                     "the document nor more");
    if (type->level < STET_SUGGESTION || type->level > STET_ERROR)
        return stet_error_set(error, "it has no level");
    if (type->kinds >> (STET_BLOCK_MARKUP + 1))
        return stet_error_set(error, "it looks at kinds of block that there are not");
    return check_callbacks(type, error) && check_messages(type, error) &&
           check_params(type, type->params, type->n_params, type->options_size, 0,
                        error) &&
           stet_parameter_check_presets(type, error);
}

/** "check `x`: " before what is wrong with it. */
static bool blame(const stet_check_type *type, stet_error *error)
{
    stet_buffer reason = { 0 };
    stet_buffer_add_text(&reason, error->message);
    stet_error_set(error, "check `%s`: %s", type->name, reason.ptr);
    stet_buffer_release(&reason);
    return false;
}

bool stet_descriptor_check(const stet_plugin *plugin, stet_error *error)
{
    if (!stet_name_is_valid(stet_str_from(plugin->name)))
        return stet_error_set(error,
                              "the plugin has no name of the form [a-z][a-z0-9-]*");
    if (!is_text(plugin->version, false) || !is_text(plugin->summary, false))
        return stet_error_set(error,
                              "the plugin has no version, or no summary of a line");
    if (!plugin->checks || !plugin->n_checks || plugin->n_checks > STET_PARAM_COUNT)
        return stet_error_set(error, "the plugin has no checks");
    for (size_t i = 0; i < plugin->n_checks; i++) {
        const stet_check_type *type = plugin->checks[i];
        if (!type || !stet_name_is_valid(stet_str_from(type->name)))
            return stet_error_set(
                error, "check %zu has no name of the form [a-z][a-z0-9-]*", i + 1);
        for (size_t j = 0; j < i; j++)
            if (strcmp(plugin->checks[j]->name, type->name) == 0)
                return stet_error_set(error, "two checks are called `%s`", type->name);
        if (!check_type(type, error))
            return blame(type, error);
    }
    return true;
}
