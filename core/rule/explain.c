/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "base/utf8.h"
#include "rule/rule_set_p.h"

/* ---- A value as YAML, on one line ---- */

/** Plain where it would be read back as the same text. */
static bool needs_quotes(const stet_yaml *node)
{
    static const char special[] = " \t\n,[]{}:#&*!|>'\"%@`?-";
    stet_str text = node->text;
    if (text.len == 0 || node->quoted)
        return true;
    for (size_t i = 0; i < text.len; i++)
        if (memchr(special, text.ptr[i], sizeof special - 1) &&
            !(text.ptr[i] == '-' && text.len > 1))
            return true;
    return false;
}

static void write_text(const stet_yaml *node, stet_buffer *out)
{
    if (!needs_quotes(node)) {
        stet_buffer_add(out, node->text);
        return;
    }
    stet_buffer_add_char(out, '\'');
    for (size_t i = 0; i < node->text.len; i++) {
        if (node->text.ptr[i] == '\'')
            stet_buffer_add_char(out, '\'');
        stet_buffer_add_char(out, node->text.ptr[i] == '\n' ? ' ' : node->text.ptr[i]);
    }
    stet_buffer_add_char(out, '\'');
}

void stet_yaml_write(const stet_yaml *node, stet_buffer *out)
{
    if (node->kind == STET_YAML_NULL) {
        stet_buffer_add_char(out, '~');
    } else if (node->kind == STET_YAML_SCALAR) {
        write_text(node, out);
    } else {
        bool mapping = node->kind == STET_YAML_MAPPING;
        stet_buffer_add_char(out, mapping ? '{' : '[');
        for (size_t i = 0; i < node->count; i++) {
            stet_buffer_add_text(out, i ? ", " : "");
            if (mapping) {
                stet_yaml_write(node->keys[i], out);
                stet_buffer_add_text(out, ": ");
            }
            stet_yaml_write(node->items[i], out);
        }
        stet_buffer_add_char(out, mapping ? '}' : ']');
    }
}

/* ---- Paragraphs ---- */

enum { WIDTH = 78, VALUE_SHOWN = 60 };

/** A line of text, broken at blanks so that it fits; `indent` before each line. */
static void write_wrapped(stet_buffer *out, const char *indent, stet_str line)
{
    size_t room = WIDTH - strlen(indent);
    size_t column = 0;
    stet_str word;
    stet_buffer_add_text(out, indent);
    while (stet_str_cut(&line, ' ', &word)) {
        size_t width = stet_utf8_length(word);
        if (column && column + 1 + width > room) {
            stet_buffer_format(out, "\n%s", indent);
            column = 0;
        } else if (column) {
            stet_buffer_add_char(out, ' ');
            column++;
        }
        stet_buffer_add(out, word);
        column += width;
    }
    stet_buffer_add_char(out, '\n');
}

/** Lines stay lines: a doc may hold a list or a piece of code. */
static void write_paragraphs(stet_buffer *out, const char *indent, stet_str text)
{
    stet_str line;
    text = stet_str_trim(text);
    while (stet_str_cut(&text, '\n', &line)) {
        if (stet_str_trim(line).len == 0)
            stet_buffer_add_char(out, '\n');
        else if (line.ptr[0] == ' ')
            stet_buffer_format(out, "%s%.*s\n", indent, (int)line.len, line.ptr);
        else
            write_wrapped(out, indent, line);
    }
}

static void write_section(stet_buffer *out, const char *title, stet_str text)
{
    if (!text.len)
        return;
    stet_buffer_format(out, "\n%s\n", title);
    write_paragraphs(out, "  ", text);
}

/* ---- Parameters ---- */

static void write_range(stet_buffer *out, const stet_param *param)
{
    if (!stet_parameter_has_range(param))
        return;
    bool counted = param->type >= STET_T_TEXT;
    const char *what = !counted                     ? ""
                       : param->type == STET_T_LIST ? "items "
                                                    : "characters ";
    stet_buffer_format(out, "; %sfrom %.15g", what, param->min);
    if (stet_parameter_has_max(param))
        stet_buffer_format(out, " to %.15g", param->max);
}

/** "phrases: list of phrases; default []", and its sentence below. */
static void write_param(stet_buffer *out, const stet_param *param, const char *indent,
                        stet_arena *arena)
{
    stet_buffer head = { 0 };
    stet_buffer_format(&head, "%s: %s", stet_parameter_yaml_name(param, arena).ptr,
                       stet_parameter_type_name(param, arena).ptr);
    write_range(&head, param);
    if (param->preset)
        stet_buffer_format(&head, "; default %s", param->preset);
    else
        stet_buffer_add_text(&head, "; must be given");
    write_wrapped(out, indent, stet_buffer_str(&head));
    stet_buffer_release(&head);
    stet_str deeper = stet_arena_format(arena, "%s    ", indent);
    write_wrapped(out, deeper.ptr, stet_str_from(param->doc));
    if (param->type == STET_T_LIST && param->n_sub > 1)
        for (size_t i = 0; i < param->n_sub; i++)
            write_param(out, &param->sub[i], deeper.ptr, arena);
}

/** "  max: 350" or "  unit: words (default)". */
static void write_value(stet_buffer *out, const stet_param *param,
                        const stet_yaml *rule, stet_arena *arena)
{
    const stet_yaml *node = stet_parameter_get(rule, param);
    stet_str name = stet_parameter_yaml_name(param, arena);
    stet_buffer value = { 0 };
    if (node)
        stet_yaml_write(node, &value);
    else
        stet_buffer_add_text(&value, param->preset ? param->preset : "");
    if (node && param->type == STET_T_DATA && value.len > VALUE_SHOWN) {
        stet_buffer_clear(&value);
        stet_buffer_format(&value, "line %u of %.*s", (unsigned)node->position.line,
                           (int)node->file->path.len, node->file->path.ptr);
    } else if (node && node->kind == STET_YAML_SEQUENCE && node->count > 1 &&
               value.len > VALUE_SHOWN) {
        stet_buffer_clear(&value);
        stet_yaml_write(node->items[0], &value);
        stet_buffer_format(&value, " and %zu more", node->count - 1);
    }
    stet_buffer_format(out, "  %s: %s%s\n", name.ptr, stet_buffer_str(&value).ptr,
                       node ? "" : " (default)");
    stet_buffer_release(&value);
}

/* ---- A rule ---- */

static void write_kinds(stet_buffer *out, const char *before, uint32_t all)
{
    for (size_t i = 0; i < stet_n_kind_words; i++) {
        uint32_t kinds = stet_kind_words[i].value;
        bool one = (kinds & (kinds - 1)) == 0;
        if (one && (all & kinds)) {
            stet_buffer_format(out, "%s%s", before, stet_kind_words[i].word);
            before = ", ";
        }
    }
}

static void write_places(stet_buffer *out, const stet_rule *rule)
{
    stet_buffer_add_text(out, "  looks in: ");
    for (size_t i = 0; i < rule->n_fields; i++)
        stet_buffer_format(out, "%s%.*s", i ? ", " : "", (int)rule->fields[i].len,
                           rule->fields[i].ptr);
    if (rule->n_fields == 0)
        stet_buffer_add_text(out, "every text");
    write_kinds(out, " (", rule->block_kinds);
    stet_buffer_add_text(out, ")\n");
}

static void write_sites(stet_buffer *out, const stet_rule *rule)
{
    const char *before = "  at: ";
    for (size_t i = 0; i < stet_n_site_words; i++)
        if (rule->sites & stet_site_words[i].value) {
            stet_buffer_format(out, "%s%s", before, stet_site_words[i].word);
            before = ", ";
        }
    if (rule->sites)
        stet_buffer_add_char(out, '\n');
}

static void write_when(stet_buffer *out, const stet_rule *rule)
{
    if (!rule->n_conditions)
        return;
    stet_buffer_add_text(out, "  when: ");
    stet_rule_write_when(rule, out);
    stet_buffer_add_char(out, '\n');
}

static void write_term(stet_buffer *out, const stet_rule *rule)
{
    if (!stet_term_has_bounds(&rule->term))
        return;
    stet_buffer_add_text(out, "  term: ");
    stet_term_add(out, &rule->term);
    stet_buffer_add_char(out, '\n');
}

static void write_messages(stet_buffer *out, const stet_check_type *type)
{
    for (size_t i = 0; i < type->n_messages; i++)
        stet_buffer_format(out, "  %s: %s\n", type->messages[i].id,
                           type->messages[i].text);
}

/** A field a paragraph. */
static void write_fields(stet_buffer *out, const stet_yaml *record)
{
    stet_buffer field = { 0 };
    for (size_t i = 0; i < record->count; i++) {
        const stet_yaml *value = record->items[i];
        stet_buffer_clear(&field);
        stet_buffer_format(&field, "%.*s: ", (int)record->keys[i]->text.len,
                           record->keys[i]->text.ptr);
        if (value->kind == STET_YAML_SCALAR)
            stet_buffer_add(&field, value->text);
        else
            stet_yaml_write(value, &field);
        write_paragraphs(out, "    ", stet_buffer_str(&field));
    }
    stet_buffer_release(&field);
}

/** A record, or a batch of them, each parted from the next by a line. */
static void write_record(stet_buffer *out, const stet_yaml *record)
{
    if (record->kind == STET_YAML_MAPPING)
        write_fields(out, record);
    for (size_t i = 0; record->kind == STET_YAML_SEQUENCE && i < record->count; i++) {
        if (i > 0)
            stet_buffer_add_text(out, "    --\n");
        if (record->items[i]->kind == STET_YAML_MAPPING)
            write_fields(out, record->items[i]);
        else
            write_paragraphs(out, "    ", record->items[i]->text);
    }
}

/** With a dash in front of its first line. */
static void write_example(stet_buffer *out, const stet_rule_example *example)
{
    size_t start = out->len;
    if (example->record)
        write_record(out, example->record);
    else
        write_paragraphs(out, "    ", example->text);
    if (out->len == start)
        stet_buffer_add_text(out, "    (nothing)\n");
    out->ptr[start + 2] = '-';
    if (example->fixed.ptr) {
        stet_buffer_add_text(out, "    mended:\n");
        write_paragraphs(out, "    ", example->fixed);
    }
}

static void write_examples(stet_buffer *out, const stet_rule *rule, bool bad)
{
    const char *title = bad ? "\nBad\n" : "\nGood\n";
    for (size_t i = 0; i < rule->n_examples; i++) {
        if (rule->examples[i].bad != bad)
            continue;
        stet_buffer_add_text(out, title);
        title = "";
        write_example(out, &rule->examples[i]);
    }
}

static void write_parameters(stet_buffer *out, const stet_rule *rule)
{
    const stet_check_type *type = rule->check->type;
    stet_arena arena = { 0 };
    if (type->n_params)
        stet_buffer_add_text(out, "\nParameters\n");
    for (size_t i = 0; i < type->n_params; i++)
        write_value(out, &type->params[i], rule->yaml, &arena);
    stet_arena_release(&arena);
}

void stet_explain_rule(const stet_rule *rule, stet_buffer *out)
{
    const stet_check_type *type = rule->check->type;
    stet_buffer_format(out, "%.*s: %s\n\n", (int)rule->name.len, rule->name.ptr,
                       type->summary);
    stet_buffer_format(out, "  level: %s\n", stet_level_name(rule->level));
    stet_buffer_format(out, "  check: %s\n", rule->check->name.ptr);
    write_places(out, rule);
    write_sites(out, rule);
    write_when(out, rule);
    write_term(out, rule);
    stet_buffer_format(out, "  written: %.*s:%u:%u", (int)rule->path.len,
                       rule->path.ptr, (unsigned)rule->position.line,
                       (unsigned)rule->position.column);
    stet_buffer_format(out, ", first in %.*s\n", (int)rule->set.len, rule->set.ptr);
    if (rule->message.len)
        stet_buffer_format(out, "  message: %.*s\n", (int)rule->message.len,
                           rule->message.ptr);
    write_section(out, "Why", rule->why);
    if (!rule->why.len)
        write_section(out, "What it finds", stet_str_from(type->doc));
    write_section(out, "Evidence", rule->evidence);
    write_parameters(out, rule);
    write_examples(out, rule, true);
    write_examples(out, rule, false);
    write_section(out, "Read more", rule->url);
    stet_buffer_format(out, "\nTo let it stand\n  <!-- stet %.*s: reason -->\n",
                       (int)rule->name.len, rule->name.ptr);
}

/* ---- A check type ---- */

static const char *const scopes[] = {
    [STET_SCOPE_SENTENCE] = "a sentence", [STET_SCOPE_BLOCK] = "a block",
    [STET_SCOPE_DOCUMENT] = "a text",     [STET_SCOPE_RECORD] = "a record",
    [STET_SCOPE_BATCH] = "all records",
};

void stet_explain_check(const stet_registered_check *check, stet_buffer *out)
{
    const stet_check_type *type = check->type;
    stet_arena arena = { 0 };
    stet_buffer_format(out, "%s: %s\n\n", check->name.ptr, type->summary);
    stet_buffer_format(out, "  plugin: %s %s\n", check->plugin->name,
                       check->plugin->version);
    stet_buffer_format(out, "  level: %s, unless a rule says otherwise\n",
                       stet_level_name(type->level));
    stet_buffer_format(out, "  looks at: %s at a time\n", scopes[type->scope]);
    if (type->kinds) {
        write_kinds(out, "  in: ", type->kinds);
        stet_buffer_add_text(out, ", unless a rule says otherwise\n");
    }
    write_section(out, "What it finds", stet_str_from(type->doc));
    if (type->n_params)
        stet_buffer_add_text(out, "\nParameters\n");
    for (size_t i = 0; i < type->n_params; i++)
        write_param(out, &type->params[i], "  ", &arena);
    stet_buffer_add_text(out, "\nMessages\n");
    write_messages(out, type);
    stet_buffer_format(out, "\nAs a rule\n  rules:\n    my-rule:\n      check: %s\n",
                       check->name.ptr);
    for (size_t i = 0; i < type->n_params; i++)
        if (!type->params[i].preset)
            stet_buffer_format(out, "      %s: ...\n",
                               stet_parameter_yaml_name(&type->params[i], &arena).ptr);
    stet_arena_release(&arena);
}
