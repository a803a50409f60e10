/* SPDX-License-Identifier: Apache-2.0 */
/* texts ANSWERS.jsonl FOLDER [SHARE]

   Makes of a corpus what the benchmarks read: big.jsonl, the corpus repeated to 300 MB;
   text/, 100 files of 1 MB of plain text; md/, 5,000 Markdown files of an answer each;
   one.md, 5 kB of Markdown. SHARE, such as 0.1, makes that much of each. */
#include "base/memory.h"
#include "corpus.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { N_TEXTS = 100, N_MARKDOWN = 5000, TEXT_SIZE = 1000 * 1000, ONE_SIZE = 5000 };
#define JSONL_SIZE ((size_t)300 * 1000 * 1000)

/* All answers, one after the other, and where each ends. */
typedef struct corpus {
    stet_buffer text;
    size_t *ends;
    size_t n_ends, capacity;
} corpus;

static bool take(void *user, stet_str answer)
{
    corpus *all = user;
    stet_buffer_add(&all->text, answer);
    stet_buffer_add_text(&all->text, "\n\n");
    stet_memory_grow((void **)&all->ends, &all->capacity, all->n_ends + 1,
                     sizeof *all->ends);
    all->ends[all->n_ends++] = all->text.len;
    return true;
}

static stet_str answer_at(const corpus *all, size_t n)
{
    n %= all->n_ends;
    size_t start = n > 0 ? all->ends[n - 1] : 0;
    return (stet_str){ all->text.ptr + start, all->ends[n] - start - 1 };
}

static FILE *make(const char *folder, const char *name)
{
    stet_buffer path = { 0 };
    stet_buffer_format(&path, "%s/%s", folder, name);
    FILE *file = fopen(path.ptr, "w");
    if (!file)
        perror(path.ptr);
    stet_buffer_release(&path);
    if (!file)
        exit(2);
    return file;
}

static void finish(FILE *file)
{
    bool failed = ferror(file) != 0;
    if (fclose(file) != 0 || failed) {
        perror("a text cannot be written");
        exit(2);
    }
}

static void make_folder(const char *folder, const char *name)
{
    stet_buffer path = { 0 };
    stet_buffer_format(&path, "%s/%s", folder, name);
    if (mkdir(path.ptr, 0777) != 0 && errno != EEXIST) {
        perror(path.ptr);
        exit(2);
    }
    stet_buffer_release(&path);
}

/* A file of answers, from the n-th on, until it has `size` bytes; the next one. */
static size_t write_answers(const corpus *all, FILE *file, size_t n, size_t size)
{
    size_t written = 0;
    while (written < size) {
        stet_str answer = answer_at(all, n++);
        fwrite(answer.ptr, 1, answer.len, file);
        fputc('\n', file);
        written += answer.len + 1;
    }
    finish(file);
    return n;
}

/* 5 kB of answers, to the last whole block. */
static void write_one(const corpus *all, FILE *file)
{
    size_t size = all->text.len < ONE_SIZE ? all->text.len : ONE_SIZE;
    while (size > 2 && strncmp(all->text.ptr + size - 2, "\n\n", 2) != 0)
        size--;
    fwrite(all->text.ptr, 1, size - 1, file);
    finish(file);
}

static void write_texts(const corpus *all, const char *folder, double share)
{
    char name[64];
    size_t n = 0;
    make_folder(folder, "text");
    make_folder(folder, "md");
    for (int i = 0; i < N_TEXTS * share; i++) {
        snprintf(name, sizeof name, "text/%03d.txt", i);
        n = write_answers(all, make(folder, name), n, TEXT_SIZE);
    }
    for (int i = 0; i < N_MARKDOWN * share; i++) {
        snprintf(name, sizeof name, "md/%04d.md", i);
        write_answers(all, make(folder, name), (size_t)i, 1);
    }
    write_one(all, make(folder, "one.md"));
}

static void repeat(const char *path, const char *folder, double share)
{
    stet_error error = STET_ERROR_NONE;
    stet_file file;
    if (!stet_file_open(&file, path, &error)) {
        fprintf(stderr, "%s: %s\n", path, error.message);
        exit(2);
    }
    FILE *out = make(folder, "big.jsonl");
    size_t most = (size_t)((double)JSONL_SIZE * share);
    for (size_t written = 0; written < most; written += file.bytes.len)
        fwrite(file.bytes.ptr, 1, file.bytes.len, out);
    finish(out);
    stet_file_close(&file);
}

int main(int argc, char **argv)
{
    corpus all = { 0 };
    if (argc < 3) {
        fputs("usage: texts ANSWERS.jsonl FOLDER [SHARE]\n", stderr);
        return 2;
    }
    double share = argc > 3 ? strtod(argv[3], NULL) : 1;
    if (!bench_answers(argv[1], take, &all) || all.n_ends == 0)
        return 2;
    write_texts(&all, argv[2], share);
    repeat(argv[1], argv[2], share);
    stet_buffer_release(&all.text);
    free(all.ends);
    return 0;
}
