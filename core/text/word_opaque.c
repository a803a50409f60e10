/* SPDX-License-Identifier: Apache-2.0 */
#include "text/word_p.h"

#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_SCHEME = 16,
    LONGEST_LOCAL = 64, /* RFC 5321: what stands before the @. */
    LONGEST_PATH = 512, /* Further than this no path is looked for. */
};

/* What a name with one dot ends with, if it is the name of a host or of a file.
   Those that are English words (in, me, so ...) are left out. Sorted. */
static const char *const endings[] = {
    "ai",  "app",  "asp",   "avi",  "bat",  "biz",  "bmp", "ca",   "cfg",   "ch",
    "cn",  "co",   "com",   "conf", "cpp",  "cs",   "css", "csv",  "db",    "de",
    "dev", "dll",  "doc",   "docx", "edu",  "env",  "eu",  "exe",  "fr",    "gif",
    "gov", "gz",   "hpp",   "htm",  "html", "info", "ini", "io",   "ipynb", "java",
    "jp",  "jpeg", "jpg",   "js",   "json", "jsx",  "kt",  "lock", "log",   "md",
    "mil", "mkv",  "mov",   "mp3",  "mp4",  "net",  "org", "pdf",  "php",   "png",
    "ppt", "pptx", "ps1",   "py",   "rar",  "rb",   "rs",  "rtf",  "ru",    "sh",
    "sql", "svg",  "swift", "tar",  "toml", "ts",   "tsv", "tsx",  "tv",    "txt",
    "uk",  "wav",  "webp",  "wiki", "xls",  "xlsx", "xml", "yaml", "yml",   "zip",
};

static int compare_ending(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

static bool is_ending(const char *ptr, uint32_t len)
{
    char name[8];
    if (len < 2 || len >= sizeof name)
        return false;
    for (uint32_t i = 0; i < len; i++)
        name[i] = ptr[i] >= 'A' && ptr[i] <= 'Z' ? (char)(ptr[i] + 32) : ptr[i];
    name[len] = '\0';
    return bsearch(name, endings, STET_LEN(endings), sizeof *endings, compare_ending);
}

static bool is_alnum(const stet_word_scanner *scanner, uint32_t at)
{
    return stet_word_class(scanner, at) & (STET_BYTE_LETTER | STET_BYTE_DIGIT);
}

static bool is_letter(const stet_word_scanner *scanner, uint32_t at)
{
    return stet_word_class(scanner, at) & STET_BYTE_LETTER;
}

/* The set is short, and most often the answer is no. */
static inline bool is_one_of(char c, const char *set)
{
    for (; *set; set++)
        if (*set == c)
            return true;
    return false;
}

/* Whether the characters from `at` are those of `text`, in any case. */
static bool stands(const stet_word_scanner *scanner, uint32_t at, const char *text)
{
    for (; *text; text++, at++)
        if (at >= scanner->end || (scanner->ptr[at] | 0x20) != (*text | 0x20))
            return false;
    return true;
}

/* Takes off what closes the sentence around a URL, not the URL: full stops, quotes,
   a bracket that was not opened in it. */
static uint32_t trim_url(const stet_word_scanner *scanner, uint32_t start, uint32_t end)
{
    int32_t depth = 0;
    for (uint32_t i = start; i < end; i++)
        depth += (scanner->ptr[i] == '(') - (scanner->ptr[i] == ')');
    while (end > start) {
        char c = scanner->ptr[end - 1];
        if (c == ')' && depth < 0)
            depth++;
        else if (!is_one_of(c, ".,;:!?'*_~]}|"))
            break;
        end--;
    }
    return end;
}

/* Behind what can stand in a URL. Quotes, angles and white space end it. */
static uint32_t url_body_end(const stet_word_scanner *scanner, uint32_t start)
{
    uint32_t at = start;
    while (at < scanner->end) {
        uint32_t class = stet_word_class(scanner, at);
        uint32_t next = at + 1;
        if (class & STET_BYTE_HIGH) {
            uint32_t c = stet_word_character(scanner, at, &next);
            if (!(stet_utf8_class(c) & (STET_CHAR_LETTER | STET_CHAR_DIGIT)))
                break;
        } else if (class & (STET_BYTE_SPACE | STET_BYTE_CONTROL) ||
                   is_one_of(scanner->ptr[at], "<>\"`\\^{}")) {
            break;
        }
        at = next;
    }
    return trim_url(scanner, start, at);
}

uint32_t stet_word_url_end(const stet_word_scanner *scanner, uint32_t start)
{
    uint32_t at = start;
    if (stands(scanner, start, "www.") && is_alnum(scanner, start + 4))
        return url_body_end(scanner, start);
    if (stands(scanner, start, "mailto:") && is_alnum(scanner, start + 7))
        return url_body_end(scanner, start);
    while (at - start < LONGEST_SCHEME &&
           (is_alnum(scanner, at) ||
            (at > start && at < scanner->end && is_one_of(scanner->ptr[at], "+-."))))
        at++;
    if (at == start || !stands(scanner, at, "://"))
        return 0;
    uint32_t end = url_body_end(scanner, at + 3);
    return end > at + 3 ? end : 0;
}

/* Behind a host name with at least one dot in it, or 0. */
static uint32_t host_end(const stet_word_scanner *scanner, uint32_t start)
{
    uint32_t at = start;
    uint32_t end = 0;
    while (is_alnum(scanner, at)) {
        uint32_t label = at;
        while (is_alnum(scanner, at) ||
               (at > label && at + 1 < scanner->end && scanner->ptr[at] == '-' &&
                is_alnum(scanner, at + 1)))
            at++;
        if (label > start && at - label >= 2 && is_letter(scanner, at - 1))
            end = at;
        if (at >= scanner->end || scanner->ptr[at] != '.')
            break;
        at++;
    }
    return end;
}

uint32_t stet_word_address_end(const stet_word_scanner *scanner, uint32_t start)
{
    uint32_t at = start;
    while (at - start < LONGEST_LOCAL && at < scanner->end &&
           (is_alnum(scanner, at) || is_one_of(scanner->ptr[at], "._%+-")))
        at++;
    if (at == start || at >= scanner->end || scanner->ptr[at] != '@')
        return 0;
    return host_end(scanner, at + 1);
}

typedef struct path_shape {
    uint32_t n_slashes;
    uint32_t last_slash;
    bool has_mark; /* Something in it that no alternative such as and/or has. */
} path_shape;

static uint32_t read_path(const stet_word_scanner *scanner, uint32_t start, char slash,
                          path_shape *shape)
{
    uint32_t at = start;
    for (; at < scanner->end && at - start < LONGEST_PATH; at++) {
        char c = scanner->ptr[at];
        if (c == slash) {
            shape->n_slashes++;
            shape->last_slash = at;
        } else if (is_one_of(c, "_~@")) {
            shape->has_mark = true;
        } else if (!is_alnum(scanner, at) && !is_one_of(c, ".+-%")) {
            break;
        }
    }
    while (at > start && is_one_of(scanner->ptr[at - 1], ".,;:!?-+%"))
        at--;
    return at;
}

/* Whether the last part of a path has a file's extension: a known one, or a few small
   letters and digits. */
static bool has_extension(const stet_word_scanner *scanner, const path_shape *shape,
                          uint32_t end)
{
    enum { LONGEST = 4 };
    uint32_t dot = end - 1;
    bool is_small = true;
    for (; dot > shape->last_slash && scanner->ptr[dot] != '.'; dot--)
        is_small = is_small && (scanner->ptr[dot] < 'A' || scanner->ptr[dot] > 'Z');
    uint32_t len = end - dot - 1;
    return dot > shape->last_slash + 1 && len > 0 &&
           ((is_small && len <= LONGEST) || is_ending(scanner->ptr + dot + 1, len));
}

uint32_t stet_word_path_end(stet_word_scanner *scanner, uint32_t start)
{
    if (start < scanner->plain_until)
        return 0;
    bool drive = is_letter(scanner, start) && stands(scanner, start + 1, ":\\");
    bool rooted = drive || stands(scanner, start, "/") ||
                  stands(scanner, start, "./") || stands(scanner, start, "../") ||
                  stands(scanner, start, "~/");
    if (!rooted && !is_alnum(scanner, start))
        return 0;
    path_shape shape = { 0 };
    uint32_t body = drive ? start + 2 : start;
    uint32_t end = read_path(scanner, body, drive ? '\\' : '/', &shape);
    bool is_path = shape.n_slashes > 0 && end > body + 1 &&
                   (drive || (rooted && shape.n_slashes > 1) || shape.has_mark ||
                    has_extension(scanner, &shape, end));
    if (is_path)
        return end;
    scanner->plain_until = end;
    return 0;
}

uint32_t stet_word_dotted_end(const stet_word_scanner *scanner, uint32_t start,
                              uint32_t dot)
{
    uint32_t at = dot;
    uint32_t n_dots = 0;
    uint32_t last = dot;
    bool small = true;
    while (at + 1 < scanner->end && scanner->ptr[at] == '.' &&
           is_letter(scanner, at + 1)) {
        n_dots++;
        last = ++at;
        small = small && scanner->ptr[at] >= 'a';
        while (is_alnum(scanner, at) || (at < scanner->end && scanner->ptr[at] == '_'))
            at++;
    }
    bool called = at < scanner->end && scanner->ptr[at] == '(' && small;
    bool named = is_ending(scanner->ptr + last, at - last) && dot - start > 1;
    if (!named && !called && (n_dots < 2 || !small))
        return 0;
    if (at < scanner->end && scanner->ptr[at] == '/' && named)
        return url_body_end(scanner, at) > at ? url_body_end(scanner, at) : at;
    return at;
}

uint32_t stet_word_name_end(const stet_word_scanner *scanner, uint32_t start)
{
    char c = scanner->ptr[start];
    if (c == '\\') {
        uint32_t at = start + 1;
        while (is_letter(scanner, at))
            at++;
        return at > start + 1 ? at : 0;
    }
    if ((c != '@' && c != '#') || !is_letter(scanner, start + 1))
        return 0;
    if (start > scanner->start && is_alnum(scanner, start - 1))
        return 0;
    uint32_t at = start + 1;
    while (is_alnum(scanner, at) || (at < scanner->end && scanner->ptr[at] == '_') ||
           (at + 1 < scanner->end && scanner->ptr[at] == '-' &&
            is_letter(scanner, at + 1)))
        at++;
    return at;
}
