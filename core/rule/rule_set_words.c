/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "base/path.h"
#include "base/str.h"
#include "base/utf8.h"
#include "rule/rule_set_p.h"

#include <stdlib.h>

/** What the word lists hold, while they are read. */
typedef struct word_list {
    stet_str *words;
    size_t n_words, words_capacity;
    stet_str *paths;
    size_t n_paths, paths_capacity;
} word_list;

static void add(stet_str **items, size_t *count, size_t *capacity, stet_str text)
{
    void *grown = *items;
    stet_memory_grow(&grown, capacity, *count + 1, sizeof **items);
    *items = grown;
    (*items)[(*count)++] = text;
}

/** Without the comment: a # at the start, or behind a blank (so C# is a word). */
static stet_str cut_comment(stet_str line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] == '#' &&
            (i == 0 || line.ptr[i - 1] == ' ' || line.ptr[i - 1] == '\t'))
            return (stet_str){ line.ptr, i };
    return line;
}

bool stet_word_file_next(const stet_yaml_file *file, stet_position *at, stet_str *word,
                         stet_position *where)
{
    stet_str rest = { file->bytes.ptr + at->byte, file->bytes.len - at->byte };
    stet_str line;
    while (stet_str_cut(&rest, '\n', &line)) {
        stet_position start = *at;
        at->byte = file->bytes.len - rest.len;
        at->line++;
        *word = stet_str_trim(cut_comment(line));
        if (!word->len)
            continue;
        size_t before = (size_t)(word->ptr - line.ptr);
        *where =
            (stet_position){ start.line, (uint32_t)before + 1, start.byte + before };
        return true;
    }
    return false;
}

stet_position stet_word_file_start(const stet_yaml_file *file)
{
    bool marked = stet_str_starts(file->bytes, STET_STR("\xEF\xBB\xBF"));
    return (stet_position){ 1, 1, marked ? 3 : 0 };
}

bool stet_word_file_read(const stet_rule_loader *loader, const stet_rule_layer *layer,
                         const stet_yaml *name, stet_yaml_file *out)
{
    stet_buffer path = { 0 };
    stet_buffer bytes = { 0 };
    stet_error error = STET_ERROR_NONE;
    uint32_t chars = 0;
    stet_path_join(&path, layer->folder, name->text);
    bool ok = stet_rule_loader_read(loader, path.ptr, layer->shipped, &bytes, &error);
    stet_arena *arena = &loader->set->arena;
    if (ok) {
        *out = (stet_yaml_file){ .path = stet_arena_copy(arena, stet_buffer_str(&path)),
                                 .bytes =
                                     stet_arena_copy(arena, stet_buffer_str(&bytes)) };
        size_t invalid = stet_utf8_check(out->bytes, &chars);
        if (invalid != STET_UTF8_VALID) {
            stet_yaml_error_at(out, stet_position_of(out->bytes, invalid),
                               loader->errors, "byte 0x%02X is not UTF-8",
                               (unsigned)(unsigned char)out->bytes.ptr[invalid]);
            stet_yaml_hint(loader->errors, "save the file as UTF-8");
            out->bytes.len = 0;
        } else if (memchr(out->bytes.ptr, '\0', out->bytes.len)) {
            const char *nul = memchr(out->bytes.ptr, '\0', out->bytes.len);
            stet_yaml_error_at(
                out, stet_position_of(out->bytes, (size_t)(nul - out->bytes.ptr)),
                loader->errors, "a NUL byte: this is no list of words");
            stet_yaml_hint(loader->errors, "save the file as UTF-8");
            out->bytes.len = 0;
        }
    } else {
        stet_yaml_error(name, loader->errors, "cannot read the word list: %s",
                        error.message);
        stet_yaml_hint(loader->errors,
                       "its path is relative to the folder of this file");
        stet_error_release(&error);
    }
    stet_buffer_release(&bytes);
    stet_buffer_release(&path);
    return ok;
}

static void read_list(stet_rule_loader *loader, const stet_rule_layer *layer,
                      const stet_yaml *node, word_list *list)
{
    stet_str name, word;
    stet_yaml_file file;
    stet_position where;
    if (!stet_yaml_read_text(node, &name, loader->errors) ||
        !stet_word_file_read(loader, layer, node, &file))
        return;
    stet_position at = stet_word_file_start(&file);
    while (stet_word_file_next(&file, &at, &word, &where))
        add(&list->words, &list->n_words, &list->words_capacity, word);
    add(&list->paths, &list->n_paths, &list->paths_capacity, file.path);
}

static const stet_str *keep(stet_arena *arena, stet_str *items, size_t count)
{
    stet_str *kept = stet_arena_zalloc(arena, (count + 1) * sizeof *kept);
    for (size_t i = 0; i < count; i++)
        kept[i] = items[i];
    free(items);
    return kept;
}

/** Letters, digits, - and _: a language becomes part of a file's name. */
static bool is_language(stet_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '_' || c == '-')))
            return false;
    }
    return text.len > 0;
}

static void read_language(stet_rule_loader *loader, const stet_yaml *node)
{
    stet_str text;
    if (!stet_yaml_read_text(node, &text, loader->errors))
        return;
    if (is_language(text)) {
        loader->set->language = text;
        return;
    }
    stet_yaml_error(node, loader->errors, "`%.*s` is not a language",
                    stet_yaml_width(text), text.ptr);
    stet_yaml_hint(loader->errors, "write it as dictionaries are named: en_US, en_GB, "
                                   "de_DE");
}

void stet_rule_set_read_words(stet_rule_loader *loader)
{
    stet_rule_set *set = loader->set;
    word_list list = { 0 };
    set->language = STET_STR("en_US");
    for (size_t i = 0; i < loader->n_layers; i++) {
        const stet_rule_layer *layer = &loader->layers[i];
        const stet_yaml *language = stet_yaml_get(layer->file->root, "language");
        const stet_yaml *dictionary = stet_yaml_get(layer->file->root, "dictionary");
        if (language)
            read_language(loader, language);
        for (size_t n = 0; dictionary && n < stet_yaml_length(dictionary); n++)
            read_list(loader, layer, stet_yaml_item(dictionary, n), &list);
    }
    set->n_words = list.n_words;
    set->words = keep(&set->arena, list.words, list.n_words);
    set->n_dictionaries = list.n_paths;
    set->dictionaries = keep(&set->arena, list.paths, list.n_paths);
}
