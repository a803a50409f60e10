/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* dladdr */
#include "rule/dictionary_p.h"

#include "base/memory.h"
#include "base/path.h"
#include "base/str.h"

#include <dlfcn.h>
#include <hunspell.h>
#include <iconv.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

/** Where systems put dictionaries, as Hunspell's own program looks for them. */
static const char system_folders[] =
    "/usr/share/hunspell:/usr/share/myspell:/usr/share/myspell/dicts:"
    "/usr/local/share/hunspell:/usr/local/share/myspell:/opt/homebrew/share/hunspell";

/** Names of encodings that .aff files use and iconv does not know. */
static const struct {
    const char *name;
    const char *iconv_name;
} encodings[] = {
    { "microsoft-cp1251", "CP1251" },
    { "ISCII-DEVANAGARI", "ISCII-DEV" },
    { "TIS620-2533", "TIS-620" },
};

/* ---- Finding the files ---- */

static bool is_language(stet_str language)
{
    for (size_t i = 0; i < language.len; i++) {
        char c = language.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              (c >= '0' && c <= '9') || c == '_' || c == '-')) {
            return false;
        }
    }
    return language.len > 0;
}

/** folder/language.extension, when it can be read; free() it. */
static char *find_file(stet_str folder, stet_str language, const char *extension)
{
    stet_buffer path = { 0 };
    stet_path_join(&path, folder, language);
    stet_buffer_add_text(&path, extension);
    if (access(path.ptr, R_OK) == 0) {
        return path.ptr;
    }
    stet_buffer_release(&path);
    return NULL;
}

static bool find_files(stet_dictionary *dictionary, stet_str language,
                       const char *folders)
{
    stet_str rest = stet_str_from(folders);
    stet_str folder;
    while (stet_str_cut(&rest, ':', &folder)) {
        if (folder.len == 0) {
            continue;
        }
        dictionary->aff = find_file(folder, language, ".aff");
        dictionary->dic = find_file(folder, language, ".dic");
        if (dictionary->aff != NULL && dictionary->dic != NULL) {
            return true;
        }
        free(dictionary->aff);
        free(dictionary->dic);
        dictionary->aff = dictionary->dic = NULL;
    }
    return false;
}

/** Debian's name of a language's package: hunspell-en-us for en_US. */
static void add_package(stet_buffer *out, stet_str language)
{
    stet_buffer_add_text(out, "hunspell-");
    for (size_t i = 0; i < language.len; i++) {
        char c = language.ptr[i];
        c = c == '_' ? '-' : c;
        stet_buffer_add_char(out, c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c);
    }
}

static void say_missing(stet_str language, const char *folders, stet_error *error)
{
    stet_buffer package = { 0 };
    add_package(&package, language);
    stet_error_set(error, "there is no dictionary for the language \"%.*s\"",
                   (int)language.len, language.ptr);
    stet_error_hint(error,
                    "install one (on Debian: apt install %s), or name the folder of "
                    "%.*s.aff and %.*s.dic with --dictionary-path; looked in %s",
                    package.ptr, (int)language.len, language.ptr, (int)language.len,
                    language.ptr, folders);
    stet_buffer_release(&package);
}

/* ---- What decides verdicts ---- */

/** What tells one state of a file from another without reading it: changing it makes
    its times new, and nobody can set the time of a change. */
static uint64_t file_hash(const struct stat *seen, uint64_t seed)
{
    const int64_t known[] = {
        (int64_t)seen->st_dev, (int64_t)seen->st_ino, seen->st_size,
        seen->st_mtim.tv_sec,  seen->st_mtim.tv_nsec, seen->st_ctim.tv_sec,
        seen->st_ctim.tv_nsec,
    };
    return stet_str_hash((stet_str){ (const char *)known, sizeof known }, seed);
}

/** The file that Hunspell's code is in: the shared library, or this program. */
static uint64_t library_hash(void)
{
    const union {
        Hunhandle *(*function)(const char *, const char *);
        void *address;
    } code = { .function = Hunspell_create };
    Dl_info info;
    struct stat seen;
    if (dladdr(code.address, &info) == 0 || info.dli_fname == NULL ||
        stat(info.dli_fname, &seen) != 0) {
        return 0;
    }
    return file_hash(&seen, stet_str_hash(stet_str_from(info.dli_fname), 1));
}

/** The encoding that a line `SET name` of the .aff declares; Hunspell's default is
    Latin-1. In the arena. */
static const char *find_encoding(stet_str aff, stet_arena *arena)
{
    stet_str line;
    while (stet_str_cut(&aff, '\n', &line)) {
        if (!stet_str_starts(line, STET_STR("SET ")) &&
            !stet_str_starts(line, STET_STR("SET\t"))) {
            continue;
        }
        stet_str name = stet_str_trim((stet_str){ line.ptr + 4, line.len - 4 });
        for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
            if (stet_str_is(name, encodings[i].name)) {
                return encodings[i].iconv_name;
            }
        }
        return stet_arena_copy(arena, name).ptr;
    }
    return "ISO8859-1";
}

static bool take_encoding(stet_dictionary *dictionary, stet_str aff, stet_error *error)
{
    const char *encoding = find_encoding(aff, &dictionary->arena);
    if (stet_str_equal_nocase(stet_str_from(encoding), STET_STR("UTF-8"))) {
        return true;
    }
    iconv_t converter = iconv_open(encoding, "UTF-8");
    if (converter == (iconv_t)-1) {
        stet_error_set(error, "the encoding \"%s\" of this dictionary is not known",
                       encoding);
        stet_error_at(error, stet_str_from(dictionary->aff), STET_POSITION_NONE);
        return false;
    }
    iconv_close(converter);
    dictionary->encoding = encoding;
    return true;
}

/** The .dic is large, and not read here: Hunspell reads it, if it is asked at all. */
static bool read_files(stet_dictionary *dictionary, stet_error *error)
{
    struct stat dic;
    stet_file aff;
    if (!stet_file_look_at(dictionary->dic, &dic, error) ||
        !stet_file_open(&aff, dictionary->aff, error)) {
        return false;
    }
    uint64_t hash = stet_str_hash(aff.bytes, library_hash());
    dictionary->key = file_hash(&dic, hash);
    bool understood = take_encoding(dictionary, aff.bytes, error);
    stet_file_close(&aff);
    return understood;
}

/* ---- Life ---- */

static void open_verdicts(stet_dictionary *dictionary, stet_str cache)
{
    if (cache.len > 0) {
        stet_buffer_add(&dictionary->path, cache);
        stet_buffer_format(&dictionary->path, "/spell-%016" PRIx64 ".db",
                           dictionary->key);
        stet_verdicts_open(&dictionary->verdicts, dictionary->path.ptr,
                           dictionary->key);
    }
}

static void release(stet_dictionary *dictionary)
{
    stet_verdicts_close(&dictionary->verdicts);
    stet_new_verdicts_release(&dictionary->fresh);
    stet_buffer_release(&dictionary->path);
    stet_map_release(&dictionary->words);
    stet_arena_release(&dictionary->arena);
    pthread_mutex_destroy(&dictionary->lock);
    free(dictionary->aff);
    free(dictionary->dic);
    free(dictionary);
}

stet_dictionary *stet_dictionary_open(stet_str language, const char *folders,
                                      const stet_str *words, size_t n_words,
                                      stet_str cache, stet_error *error)
{
    folders = folders != NULL ? folders : system_folders;
    stet_dictionary *dictionary = stet_memory_zalloc(1, sizeof *dictionary);
    pthread_mutex_init(&dictionary->lock, NULL);
    if (!is_language(language) || !find_files(dictionary, language, folders)) {
        say_missing(language, folders, error);
        release(dictionary);
        return NULL;
    }
    if (!read_files(dictionary, error)) {
        release(dictionary);
        return NULL;
    }
    for (size_t i = 0; i < n_words; i++) {
        stet_str word = stet_arena_copy(&dictionary->arena, words[i]);
        stet_map_set(&dictionary->words, word, dictionary);
    }
    open_verdicts(dictionary, cache);
    return dictionary;
}

void stet_dictionary_close(stet_dictionary *dictionary)
{
    if (dictionary == NULL) {
        return;
    }
    const stet_new_verdicts *fresh = &dictionary->fresh;
    if (dictionary->path.len > 0 && (fresh->n_words > 0 || fresh->n_suggestions > 0)) {
        stet_verdicts_write(dictionary->path.ptr, dictionary->key, &dictionary->fresh);
    }
    release(dictionary);
}
