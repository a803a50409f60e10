/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "base/str.h"
#include "cli/command_p.h"
#include "cli/import_set.h"
#include "text/json_pointer.h"
#include "text/tree.h"

#include <stdlib.h>

typedef struct import_options {
    const char *key, *by, *response, *instructions, *kwargs;
    stet_option_list skip;
    bool skip_unknown;
} import_options;

static const stet_option options_table[] = {
    { .name = "key",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(import_options, key),
      .value = "FIELD",
      .doc = "The field by which records are known: its name, or a path such as "
             "/prompt/key (default: key)." },
    { .name = "by",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(import_options, by),
      .value = "FIELD",
      .doc = "A second one, where records with the same key have other instructions." },
    { .name = "response",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(import_options, response),
      .value = "FIELD",
      .doc = "The text that is checked (default: response)." },
    { .name = "instructions",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(import_options, instructions),
      .value = "FIELD",
      .doc = "The list of instructions (default: instruction_id_list)." },
    { .name = "kwargs",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(import_options, kwargs),
      .value = "FIELD",
      .doc = "The list of their parameters (default: kwargs)." },
    { .name = "skip",
      .type = STET_OPTION_LIST,
      .offset = offsetof(import_options, skip),
      .value = "INSTRUCTION",
      .doc = "Leave this instruction out; a * at its end stands for any ending." },
    { .name = "skip-unknown",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(import_options, skip_unknown),
      .doc = "Leave out instructions that stet does not know, and say how many, in "
             "place of an error." },
};

/* What one import has at hand. */
typedef struct import {
    stet_import_set set;
    const import_options *options;
    stet_str instructions, kwargs; /* Pointers. */
    stet_str bytes;                /* Of the file. */
    stet_str record;               /* The one being read. */
    stet_arena scratch;            /* Of one record. */
    stet_error error;
} import;

/* "answer" is "/answer"; a path is called by its last part. */
static stet_import_field field_of(import *it, const char *name, const char *preset)
{
    stet_str text = stet_str_from(name ? name : preset);
    stet_buffer pointer = { 0 };
    stet_import_field field = { text, text };

    if (text.len > 0 && text.ptr[0] == '/') {
        for (size_t i = 0; i < text.len; i++)
            if (text.ptr[i] == '/')
                field.name = (stet_str){ text.ptr + i + 1, text.len - i - 1 };
        return field;
    }
    stet_buffer_add_char(&pointer, '/');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '~' || c == '/')
            stet_buffer_add_text(&pointer, c == '~' ? "~0" : "~1");
        else
            stet_buffer_add_char(&pointer, c);
    }
    field.pointer = stet_arena_copy(&it->set.arena, stet_buffer_str(&pointer));
    stet_buffer_release(&pointer);
    return field;
}

/* What a pointer leads to in a record; NULL: nothing. */
static const stet_node *follow(import *it, const stet_node *node, stet_str text)
{
    stet_json_pointer pointer;
    stet_error error = STET_ERROR_NONE;

    if (!stet_json_pointer_parse(&pointer, text, &it->scratch, &error)) {
        stet_error_release(&error);
        return NULL;
    }
    for (size_t i = 0; node && i < pointer.n_parts; i++) {
        const stet_json_part *part = &pointer.parts[i];
        const stet_node *next = node->first;
        if (node->kind == STET_NODE_MAP)
            while (next && !stet_str_equal(next->key, part->key))
                next = next->next;
        else
            for (size_t n = part->index; next && n > 0; n--)
                next = next->next;
        node = next;
    }
    return node;
}

/* An error in the record; where, unless it is known, at `node` or the record's start.
 */
static bool fail(import *it, const stet_node *node)
{
    size_t at = it->error.position.byte;
    stet_buffer message = { 0 };
    stet_buffer hint = { 0 };

    if (at == SIZE_MAX)
        at = node ? node->span.start : 0;
    stet_buffer_format(&message, "record %zu: %s", it->set.n_records + 1,
                       it->error.message);
    stet_buffer_add_text(&hint, it->error.hint ? it->error.hint : "");
    stet_error_set(&it->error, "%s", message.ptr);
    if (hint.len > 0)
        stet_error_hint(&it->error, "%s", hint.ptr);
    stet_error_at(
        &it->error, it->set.path,
        stet_position_of(it->bytes, (size_t)(it->record.ptr - it->bytes.ptr) + at));
    stet_buffer_release(&message);
    stet_buffer_release(&hint);
    return false;
}

static bool is_skipped(const import_options *options, stet_str instruction)
{
    for (size_t i = 0; i < options->skip.count; i++) {
        stet_str skip = stet_str_from(options->skip.items[i]);
        bool any = stet_str_ends(skip, STET_STR("*"));
        if (any ? stet_str_starts(instruction, (stet_str){ skip.ptr, skip.len - 1 })
                : stet_str_equal(instruction, skip))
            return true;
    }
    return false;
}

static bool fail_unknown(import *it, const stet_node *node)
{
    const stet_import_table *table = it->set.table;
    const char **names = stet_arena_alloc(&it->scratch, table->n_rows * sizeof *names);

    for (size_t i = 0; i < table->n_rows; i++)
        names[i] = table->rows[i].instruction;
    const char *nearest = stet_str_nearest(node->text, names, table->n_rows);
    stet_error_set(&it->error, "%s has no instruction `%.*s`", table->name,
                   (int)node->text.len, node->text.ptr);
    if (nearest)
        stet_error_hint(&it->error, "did you mean `%s`?", nearest);
    else
        stet_error_hint(&it->error, "leave it out with --skip or --skip-unknown");
    return fail(it, node);
}

/* The group of one instruction; *group NULL: it is left out. */
static bool read_instruction(import *it, const stet_node *name, const stet_node *kwargs,
                             stet_import_group **group)
{
    *group = NULL;
    if (name->kind != STET_NODE_TEXT) {
        stet_error_set(&it->error, "the name of an instruction must be a text");
        return fail(it, name);
    }
    const stet_import_row *row = stet_import_row_of(it->set.table, name->text);
    if (is_skipped(it->options, name->text) || (!row && it->options->skip_unknown)) {
        it->set.n_skipped++;
        return true;
    }
    if (!row)
        return fail_unknown(it, name);
    stet_import_values values = { .arena = &it->scratch };
    if (!stet_import_read(row, kwargs, &values, &it->error))
        return fail(it, name);
    *group = stet_import_set_group(&it->set, row, &values);
    return true;
}

/* A value that can be compared, as it is written. */
static bool read_value(import *it, const stet_node *root,
                       const stet_import_field *field, const char *option,
                       stet_str *text)
{
    const stet_node *node = follow(it, root, field->pointer);

    *text = STET_STR("");
    if (field->pointer.len == 0)
        return true;
    if (node && node->kind != STET_NODE_LIST && node->kind != STET_NODE_MAP &&
        node->kind != STET_NODE_NULL) {
        *text = node->text;
        return true;
    }
    stet_error_set(&it->error, "it has no %.*s (%.*s), or none that is one value",
                   (int)field->name.len, field->name.ptr, (int)field->pointer.len,
                   field->pointer.ptr);
    stet_error_hint(&it->error, "name a field that each record has, with --%s", option);
    return fail(it, root);
}

static bool read_lists(import *it, const stet_node *root, const stet_node **names,
                       const stet_node **kwargs)
{
    *names = follow(it, root, it->instructions);
    *kwargs = follow(it, root, it->kwargs);
    if (!*names || (*names)->kind != STET_NODE_LIST)
        stet_error_set(&it->error, "it has no list of instructions (%.*s)",
                       (int)it->instructions.len, it->instructions.ptr);
    else if (!*kwargs || (*kwargs)->kind != STET_NODE_LIST)
        stet_error_set(&it->error, "it has no list of parameters (%.*s)",
                       (int)it->kwargs.len, it->kwargs.ptr);
    else if ((*names)->count != (*kwargs)->count)
        stet_error_set(&it->error, "it has %u instruction%s, but parameters for %u",
                       (unsigned)(*names)->count, (*names)->count == 1 ? "" : "s",
                       (unsigned)(*kwargs)->count);
    else
        return true;
    return fail(it, *names ? *names : root);
}

static bool read_record(import *it)
{
    const stet_node *root =
        stet_tree_parse(STET_SYNTAX_JSON, it->record, &it->scratch, &it->error);
    const stet_node *names;
    const stet_node *kwargs;
    stet_str key;
    stet_str by;
    size_t n = 0;

    if (!root)
        return fail(it, NULL);
    if (!read_lists(it, root, &names, &kwargs) ||
        !read_value(it, root, &it->set.key, "key", &key) ||
        !read_value(it, root, &it->set.by, "by", &by))
        return false;
    stet_import_group **groups =
        stet_arena_alloc(&it->scratch, (names->count + 1) * sizeof *groups);
    const stet_node *params = kwargs->first;
    for (const stet_node *name = names->first; name; name = name->next) {
        if (!read_instruction(it, name, params, &groups[n]))
            return false;
        n += groups[n] != NULL;
        params = params->next;
    }
    if (stet_import_set_add(&it->set, key, by, groups, n, &it->error))
        return true;
    it->set.n_records--;
    return fail(it, root);
}

static bool read_all(import *it)
{
    stet_str rest = it->bytes;

    if (stet_str_starts(rest, STET_STR("\xEF\xBB\xBF")))
        rest = (stet_str){ rest.ptr + 3, rest.len - 3 };
    while (stet_str_cut(&rest, '\n', &it->record)) {
        it->record = stet_str_trim(it->record);
        if (it->record.len == 0)
            continue;
        bool read = read_record(it);
        stet_arena_reset(&it->scratch);
        if (!read)
            return false;
    }
    if (it->set.n_records > 0)
        return true;
    stet_error_set(&it->error, "there are no records in it");
    stet_error_at(&it->error, it->set.path, STET_POSITION_NONE);
    return false;
}

static void open_import(import *it, const import_options *options)
{
    it->options = options;
    it->set.key = field_of(it, options->key, "key");
    if (options->by)
        it->set.by = field_of(it, options->by, "");
    it->set.response = field_of(it, options->response, "response");
    it->instructions =
        field_of(it, options->instructions, "instruction_id_list").pointer;
    it->kwargs = field_of(it, options->kwargs, "kwargs").pointer;
}

static stet_exit write_set(const stet_cli *cli, const import *it)
{
    stet_buffer out = { 0 };
    size_t n_rules = stet_import_set_write(&it->set, &out);
    stet_exit status = stet_cli_write(cli, &out);

    stet_buffer_release(&out);
    stet_log_note(&cli->log, "%zu rule%s for %zu record%s", n_rules,
                  n_rules == 1 ? "" : "s", it->set.n_records,
                  it->set.n_records == 1 ? "" : "s");
    if (it->set.n_skipped > 0)
        stet_log_warning(&cli->log, "%zu instruction%s left out", it->set.n_skipped,
                         it->set.n_skipped == 1 ? " was" : "s were");
    return status;
}

static bool find_table(const stet_cli *cli, import *it)
{
    if (cli->n_arguments != 2)
        return stet_error_set(&it->error,
                              "stet import takes what to import and one file");
    stet_str name = stet_str_from(cli->arguments[0]);
    it->set.table = stet_import_find(name);
    it->set.path = stet_str_from(cli->arguments[1]);
    if (it->set.table)
        return true;
    size_t n = 0;
    while (stet_import_names[n])
        n++;
    const char *nearest = stet_str_nearest(name, stet_import_names, n);
    stet_error_set(&it->error, "stet cannot import “%s”", cli->arguments[0]);
    stet_error_hint(&it->error, nearest ? "did you mean %s?" : "it can import %s",
                    nearest ? nearest : stet_import_names[0]);
    return false;
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
import it = {.error = STET_ERROR_NONE };
    stet_file file = { 0 };
    stet_exit status = STET_EXIT_TROUBLE;

    (void)common;
    bool opened =
        find_table(cli, &it) && stet_file_open(&file, cli->arguments[1], &it.error);
    if (opened) {
        it.bytes = file.bytes;
        open_import(&it, options);
        if (read_all(&it))
            status = write_set(cli, &it);
        stet_file_close(&file);
    }
    if (it.error.message)
        status = stet_cli_fail(cli, &it.error);
    stet_import_set_release(&it.set);
    stet_arena_release(&it.scratch);
    return status;
}

const stet_command stet_command_import = {
    .name = "import",
    .summary = "write the instructions of a data set as a rule set",
    .arguments = "ifeval|ifbench FILE",
    .doc =
        "Reads a data set of prompts with verifiable instructions, one JSON object a "
        "line, and writes a rule set to standard output: a rule for each different "
        "instruction, which holds for the records that have it. Then stet check "
        "--config RULES FILE checks the responses.\n"
        "A record has a list of instructions (instruction_id_list), a list of their "
        "parameters (kwargs), a key, and the response. An instruction that stet does "
        "not know, or parameters that are wrong, are an error that names the record.",
    .complete = STET_COMPLETE_WORDS,
    .words = stet_import_names,
    .options = options_table,
    .n_options = STET_LEN(options_table),
    .options_size = sizeof(import_options),
    .run = run,
};
