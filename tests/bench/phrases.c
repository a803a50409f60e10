/* SPDX-License-Identifier: Apache-2.0 */
/* phrases ANSWERS.jsonl N LIST RULES

   Makes a list of N phrases, one a line, and a rule set that bans them, ten a rule. Of
   the first 500 every other one stands in the corpus: a run of two to four words from
   anywhere in it. The others are its words, put together from two places, so that their
   parts are seen but they themselves hardly ever; of those behind the first 500 one in
   twenty is not so. Lists that people keep are like that: the longer, the more of it
   matches nowhere. The same phrases in every run; those of a small N are the first of a
   larger one. */
#include "base/map.h"
#include "base/memory.h"
#include "corpus.h"
#include "random.h"

#include <stdlib.h>

enum { RULE_SIZE = 10, LEAST = 9, MOST = 40, FIRST = 500 };

typedef struct corpus {
    stet_buffer text;
    uint32_t *words; /* Where words start. */
    size_t n_words, capacity;
} corpus;

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool take(void *user, stet_str answer)
{
    corpus *all = user;
    size_t at = all->text.len;
    stet_buffer_add(&all->text, answer);
    stet_buffer_add_char(&all->text, '\n');
    for (; at < all->text.len; at++) {
        if (!is_letter(all->text.ptr[at]))
            continue;
        stet_memory_grow((void **)&all->words, &all->capacity, all->n_words + 1,
                         sizeof *all->words);
        all->words[all->n_words++] = (uint32_t)at;
        while (is_letter(all->text.ptr[at]))
            at++;
    }
    return all->text.len < UINT32_MAX / 2;
}

/* Adds `n` words that stand side by side, in small letters; false: they do not. */
static bool add_run(const corpus *all, size_t word, uint32_t n, stet_buffer *out)
{
    const char *text = all->text.ptr + all->words[word];
    for (uint32_t i = 0; i < n; i++, text++) {
        if (!is_letter(*text))
            return false;
        for (; is_letter(*text); text++)
            stet_buffer_add_char(out, (char)(*text | 0x20));
        stet_buffer_add_char(out, ' ');
        if (*text != ' ' && i + 1 < n)
            return false;
    }
    return true;
}

/* The next phrase that is none of those before. */
static void make_phrase(const corpus *all, uint64_t *seed, bool mixed, stet_buffer *out)
{
    bool good;
    do {
        uint32_t n = 2 + bench_below(seed, 3);
        size_t word = bench_below(seed, (uint32_t)(all->n_words - 8));
        stet_buffer_clear(out);
        good = add_run(all, word, mixed ? 1 + n / 3 : n, out) &&
               (!mixed || add_run(all, bench_below(seed, (uint32_t)(all->n_words - 8)),
                                  n - n / 3, out));
        if (good)
            out->len--; /* The space behind the last word. */
        good = good && out->len >= LEAST && out->len <= MOST;
    } while (!good);
}

static void write_phrase(FILE *list, FILE *rules, size_t n, stet_str phrase)
{
    fprintf(list, "%.*s\n", (int)phrase.len, phrase.ptr);
    if (n % RULE_SIZE == 0)
        fprintf(rules, "  phrases-%05zu:\n    check: phrasing.banned\n    phrases:\n",
                n);
    fprintf(rules, "      - \"%.*s\"\n", (int)phrase.len, phrase.ptr);
}

static void write_phrases(const corpus *all, size_t n_phrases, FILE *list, FILE *rules)
{
    stet_map seen = { 0 };
    stet_arena arena = { 0 };
    stet_buffer phrase = { 0 };
    uint64_t seed = 2;
    fputs("name: phrases\ntexts:\n  - files: [\"*.jsonl\"]\n    format: jsonl\n"
          "    id: /id\n    fields: {answer: /answer}\n    text: [answer]\nrules:\n",
          rules);
    for (size_t n = 0; n < n_phrases;) {
        make_phrase(all, &seed, n % (n < FIRST ? 2 : 20) != 0, &phrase);
        if (stet_map_get(&seen, stet_buffer_str(&phrase)))
            continue;
        stet_map_set(&seen, stet_arena_copy(&arena, stet_buffer_str(&phrase)), &seen);
        write_phrase(list, rules, n++, stet_buffer_str(&phrase));
    }
    stet_map_release(&seen);
    stet_arena_release(&arena);
    stet_buffer_release(&phrase);
}

int main(int argc, char **argv)
{
    corpus all = { 0 };
    if (argc != 5) {
        fputs("usage: phrases ANSWERS.jsonl N LIST RULES\n", stderr);
        return 2;
    }
    FILE *list = fopen(argv[3], "w"), *rules = fopen(argv[4], "w");
    if (!list || !rules) {
        perror(list ? argv[4] : argv[3]);
        return 2;
    }
    if (!bench_answers(argv[1], take, &all) || all.n_words < 100)
        return 2;
    write_phrases(&all, (size_t)strtoull(argv[2], NULL, 10), list, rules);
    stet_buffer_release(&all.text);
    free(all.words);
    return fclose(list) == 0 && fclose(rules) == 0 ? 0 : 2;
}
