/* SPDX-License-Identifier: Apache-2.0 */
/* A dictionary of a few words, what the project adds, and what is kept on disk. */
#include "base/str.h"
#include "rule/dictionary_p.h"

#include <pthread.h>
#include <sys/stat.h>

#include "base/scratch.h"

static const char aff[] = "SET UTF-8\n"
                          "TRY esianrtolcdugmphbyfvkwz'\n"
                          "SFX S Y 1\n"
                          "SFX S 0 s .\n";
static const char dic[] = "6\nanswer/S\nbook/S\nParis\ndon't\nna\xC3\xAFve\nword/S\n";

static void make_dictionary(scratch *folder)
{
    scratch_make(folder);
    scratch_write(folder, "xx_XX.aff", aff);
    scratch_write(folder, "xx_XX.dic", dic);
}

static stet_dictionary *open_dictionary(scratch *folder, const stet_str *words,
                                        size_t n_words, bool cached)
{
    stet_error error = STET_ERROR_NONE;
    stet_str cache = stet_str_from(cached ? folder->path : "");
    stet_dictionary *dictionary = stet_dictionary_open(STET_STR("xx_XX"), folder->path,
                                                       words, n_words, cache, &error);
    assert_non_null(dictionary);
    return dictionary;
}

static bool knows(stet_speller *speller, const char *word)
{
    return stet_speller_knows(speller, stet_str_from(word));
}

static void test_hunspell_decides(void **state)
{
    (void)state;
    scratch folder;
    make_dictionary(&folder);
    stet_dictionary *dictionary = open_dictionary(&folder, NULL, 0, false);
    stet_speller *speller = stet_speller_open(dictionary);
    assert_false(stet_speller_has_loaded(speller));
    assert_true(knows(speller, "answer"));
    assert_true(stet_speller_has_loaded(speller));
    assert_true(knows(speller, "Answers"));
    assert_true(knows(speller, "PARIS"));
    assert_false(knows(speller, "paris"));
    assert_false(knows(speller, "anwser"));
    assert_true(knows(speller, "na\xC3\xAFve"));
    assert_true(knows(speller, "don't"));
    assert_true(knows(speller, "don\xE2\x80\x99t"));
    assert_true(knows(speller, "don\xCA\xBCt"));
    assert_true(knows(speller, "an\xC2\xADswer"));
    stet_speller_close(speller);
    stet_dictionary_close(dictionary);
    scratch_remove(&folder);
}

static void test_words_that_no_dictionary_can_hold(void **state)
{
    (void)state;
    scratch folder;
    make_dictionary(&folder);
    stet_dictionary *dictionary = open_dictionary(&folder, NULL, 0, false);
    stet_speller *speller = stet_speller_open(dictionary);
    char text[4096];
    memset(text, 'a', sizeof text);
    assert_false(stet_speller_knows(speller, (stet_str){ text, sizeof text }));
    assert_false(stet_speller_knows(speller, (stet_str){ "an\0swer", 7 }));
    assert_true(knows(speller, ""));
    stet_arena arena = { 0 };
    assert_int_equal(
        stet_speller_suggest(speller, (stet_str){ text, sizeof text }, &arena).count,
        0);
    assert_int_equal(stet_speller_suggest(speller, STET_STR(""), &arena).count, 0);
    assert_false(stet_speller_has_loaded(speller));
    stet_arena_release(&arena);
    stet_speller_close(speller);
    stet_dictionary_close(dictionary);
    scratch_remove(&folder);
}

static void test_the_projects_words_are_known(void **state)
{
    (void)state;
    scratch folder;
    make_dictionary(&folder);
    const stet_str words[] = { STET_STR("stet"), STET_STR("PostgreSQL"),
                               STET_STR("Zo\xC3\xAB"), STET_STR("y'all") };
    stet_dictionary *dictionary = open_dictionary(&folder, words, 4, false);
    stet_speller *speller = stet_speller_open(dictionary);
    assert_true(knows(speller, "stet"));
    assert_true(knows(speller, "Stet"));
    assert_true(knows(speller, "STET"));
    assert_true(knows(speller, "PostgreSQL"));
    assert_true(knows(speller, "Zo\xC3\xAB"));
    assert_true(knows(speller, "ZO\xC3\x8B"));
    assert_true(knows(speller, "y\xE2\x80\x99"
                               "all"));
    assert_false(stet_speller_has_loaded(speller));
    assert_false(knows(speller, "sTet"));
    assert_false(knows(speller, "postgresql"));
    assert_false(knows(speller, "zo\xC3\xAB"));
    stet_speller_close(speller);
    stet_dictionary_close(dictionary);
    scratch_remove(&folder);
}

static void expect_suggestion(stet_speller *speller, const char *word,
                              const char *first)
{
    stet_arena arena = { 0 };
    stet_str_array list = stet_speller_suggest(speller, stet_str_from(word), &arena);
    assert_in_range(list.count, 1, 5);
    assert_string_equal(list.items[0].ptr, first);
    stet_arena_release(&arena);
}

static void test_suggestions(void **state)
{
    (void)state;
    scratch folder;
    make_dictionary(&folder);
    stet_dictionary *dictionary = open_dictionary(&folder, NULL, 0, false);
    stet_speller *speller = stet_speller_open(dictionary);
    expect_suggestion(speller, "anwser", "answer");
    expect_suggestion(speller, "anwser", "answer");
    expect_suggestion(speller, "dno't", "don't");
    expect_suggestion(speller, "dno\xE2\x80\x99t", "don\xE2\x80\x99t");
    expect_suggestion(speller, "naive", "na\xC3\xAFve");
    stet_speller_close(speller);
    stet_dictionary_close(dictionary);
    scratch_remove(&folder);
}

/** Asks for known and unknown words; whether Hunspell had to be loaded. */
static bool ask(scratch *folder)
{
    stet_dictionary *dictionary = open_dictionary(folder, NULL, 0, true);
    stet_speller *speller = stet_speller_open(dictionary);
    assert_true(knows(speller, "book"));
    assert_true(knows(speller, "Paris"));
    assert_false(knows(speller, "boook"));
    expect_suggestion(speller, "boook", "book");
    bool loaded = stet_speller_has_loaded(speller);
    stet_speller_close(speller);
    stet_dictionary_close(dictionary);
    return loaded;
}

static void test_with_a_warm_cache_hunspell_is_not_loaded(void **state)
{
    (void)state;
    scratch folder;
    make_dictionary(&folder);
    assert_true(ask(&folder));
    assert_false(ask(&folder));
    assert_false(ask(&folder));
    assert_int_equal(scratch_count(&folder), 3);
    scratch_write(&folder, "xx_XX.dic", "2\nbook\nParis\n");
    assert_true(ask(&folder)); /* Another dictionary: its verdicts are its own. */
    assert_int_equal(scratch_count(&folder), 4);
    scratch_remove(&folder);
}

/** The name of the one file that the cache made. */
static const char *cache_file(scratch *folder)
{
    DIR *entries = opendir(folder->path);
    char name[256] = "";
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        if (strncmp(entry->d_name, "spell-", 6) == 0) {
            snprintf(name, sizeof name, "%s", entry->d_name);
        }
    }
    closedir(entries);
    assert_true(name[0] != '\0');
    return scratch_file(folder, name);
}

static void change_byte(const char *path, long at)
{
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, at, at < 0 ? SEEK_END : SEEK_SET), 0);
    int c = getc(file);
    assert_int_equal(fseek(file, at, at < 0 ? SEEK_END : SEEK_SET), 0);
    assert_int_equal(putc(c ^ 0x5A, file), c ^ 0x5A);
    assert_int_equal(fclose(file), 0);
}

static void test_a_bad_cache_file_is_a_miss(void **state)
{
    (void)state;
    scratch folder;
    make_dictionary(&folder);
    assert_true(ask(&folder));
    const long places[] = { 0, 8, 16, 24, 32, 40, 48, 56, -1 };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        change_byte(cache_file(&folder), places[i]);
        assert_true(ask(&folder));
        assert_false(ask(&folder));
    }
    assert_int_equal(truncate(cache_file(&folder), 50), 0);
    assert_true(ask(&folder));
    assert_int_equal(chmod(cache_file(&folder), 0666), 0);
    assert_true(ask(&folder));
    assert_false(ask(&folder));
    scratch_remove(&folder);
}

static void test_two_dictionaries_write_one_after_the_other(void **state)
{
    (void)state;
    scratch folder;
    make_dictionary(&folder);
    stet_dictionary *first = open_dictionary(&folder, NULL, 0, true);
    stet_dictionary *second = open_dictionary(&folder, NULL, 0, true);
    stet_speller *a = stet_speller_open(first);
    stet_speller *b = stet_speller_open(second);
    assert_true(knows(a, "word"));
    assert_false(knows(b, "wrod"));
    stet_speller_close(a);
    stet_speller_close(b);
    stet_dictionary_close(first);
    stet_dictionary_close(second);
    stet_dictionary *third = open_dictionary(&folder, NULL, 0, true);
    stet_speller *c = stet_speller_open(third);
    assert_true(knows(c, "word"));
    assert_false(knows(c, "wrod"));
    assert_false(stet_speller_has_loaded(c));
    stet_speller_close(c);
    stet_dictionary_close(third);
    scratch_remove(&folder);
}

static void *ask_many(void *dictionary)
{
    stet_speller *speller = stet_speller_open(dictionary);
    char word[32];
    for (int i = 0; i < 2000; i++) {
        snprintf(word, sizeof word, i % 2 ? "word%d" : "words", i);
        assert_int_equal(knows(speller, word), i % 2 == 0);
    }
    stet_speller_close(speller);
    return NULL;
}

static void test_threads_have_spellers_of_their_own(void **state)
{
    (void)state;
    scratch folder;
    make_dictionary(&folder);
    for (int round = 0; round < 2; round++) {
        stet_dictionary *dictionary = open_dictionary(&folder, NULL, 0, true);
        pthread_t threads[4];
        for (int i = 0; i < 4; i++) {
            assert_int_equal(pthread_create(&threads[i], NULL, ask_many, dictionary),
                             0);
        }
        for (int i = 0; i < 4; i++) {
            assert_int_equal(pthread_join(threads[i], NULL), 0);
        }
        stet_dictionary_close(dictionary);
    }
    scratch_remove(&folder);
}

static void test_other_encodings_are_converted(void **state)
{
    (void)state;
    scratch folder;
    scratch_make(&folder);
    scratch_write(&folder, "xx_XX.aff", "SET ISO8859-1\nTRY aeiou\xE9\n");
    scratch_write(&folder, "xx_XX.dic", "2\ncaf\xE9\nthe\n");
    stet_dictionary *dictionary = open_dictionary(&folder, NULL, 0, false);
    stet_speller *speller = stet_speller_open(dictionary);
    assert_true(knows(speller, "caf\xC3\xA9"));
    assert_false(knows(speller, "cafe"));
    assert_false(knows(speller, "\xD0\xBA\xD0\xB0\xD0\xBA"));
    expect_suggestion(speller, "cafe", "caf\xC3\xA9");
    stet_speller_close(speller);
    stet_dictionary_close(dictionary);
    scratch_remove(&folder);
}

static void expect_error(const char *language, const char *folder, const char *part)
{
    stet_error error = STET_ERROR_NONE;
    assert_null(stet_dictionary_open(stet_str_from(language), folder, NULL, 0,
                                     STET_STR(""), &error));
    assert_non_null(strstr(error.message, part));
    stet_error_release(&error);
}

static void test_what_cannot_be_opened_is_said(void **state)
{
    (void)state;
    scratch folder;
    make_dictionary(&folder);
    expect_error("yy_YY", folder.path, "no dictionary for the language \"yy_YY\"");
    expect_error("../xx_XX", folder.path, "no dictionary");
    expect_error("", folder.path, "no dictionary");
    scratch_write(&folder, "zz.aff", "SET no-such-encoding\n");
    scratch_write(&folder, "zz.dic", "1\nword\n");
    expect_error("zz", folder.path, "the encoding \"no-such-encoding\"");
    stet_error error = STET_ERROR_NONE;
    assert_null(
        stet_dictionary_open(STET_STR("de_AT"), "", NULL, 0, STET_STR(""), &error));
    assert_non_null(strstr(error.hint, "apt install hunspell-de-at"));
    stet_error_release(&error);
    scratch_remove(&folder);
}

static void test_the_file_stays_bounded(void **state)
{
    (void)state;
    scratch folder;
    scratch_make(&folder);
    const char *path = scratch_file(&folder, "verdicts");
    stet_new_verdicts fresh = { 0 };
    for (uint64_t i = 0; i < STET_VERDICTS; i++) {
        stet_new_verdicts_add(&fresh, i << 20, i % 4 == 0);
    }
    assert_true(stet_verdicts_write(path, 7, &fresh));
    stet_new_verdicts_release(&fresh);
    stet_new_verdicts_add(&fresh, (uint64_t)1 << 60, false);
    assert_true(stet_verdicts_write(path, 7, &fresh));
    stet_new_verdicts_release(&fresh);
    stet_verdicts verdicts;
    bool known = true;
    stet_verdicts_open(&verdicts, path, 7);
    assert_int_equal(verdicts.n_words, STET_VERDICTS / 4 + 1);
    assert_true(stet_verdicts_find(&verdicts, (uint64_t)1 << 60, &known));
    assert_false(known);
    assert_true(stet_verdicts_find(&verdicts, (uint64_t)4 << 20, &known));
    assert_true(known);
    assert_false(stet_verdicts_find(&verdicts, (uint64_t)1 << 20, &known));
    stet_verdicts_close(&verdicts);
    stet_verdicts_open(&verdicts, path, 8);
    assert_false(verdicts.open);
    stet_verdicts_close(&verdicts);
    scratch_remove(&folder);
}

struct writer {
    const char *path;
    uint64_t first;
};

static void *write_often(void *argument)
{
    const struct writer *writer = argument;
    for (uint64_t i = 0; i < 20; i++) {
        stet_new_verdicts fresh = { 0 };
        stet_new_verdicts_add(&fresh, (writer->first + i) << 8, true);
        stet_new_verdicts_suggest(&fresh, writer->first + i, STET_STR("one\ntwo\n"));
        assert_true(stet_verdicts_write(writer->path, 3, &fresh));
        stet_new_verdicts_release(&fresh);
    }
    return NULL;
}

static void test_writers_at_the_same_time_leave_a_whole_file(void **state)
{
    (void)state;
    scratch folder;
    pthread_t threads[3];
    struct writer writers[3];
    scratch_make(&folder);
    const char *path = scratch_file(&folder, "verdicts");
    for (uint64_t i = 0; i < 3; i++) {
        writers[i] = (struct writer){ path, 1000 * i };
        assert_int_equal(pthread_create(&threads[i], NULL, write_often, &writers[i]),
                         0);
    }
    for (int i = 0; i < 3; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    stet_verdicts verdicts;
    stet_str text;
    stet_verdicts_open(&verdicts, path, 3);
    assert_true(verdicts.open);
    assert_in_range(verdicts.n_words, 1, 60);
    assert_int_equal(verdicts.n_suggestions, verdicts.n_words);
    assert_true(stet_verdicts_suggest(&verdicts, verdicts.suggestions[0], &text));
    assert_true(stet_str_is(text, "one\ntwo\n"));
    stet_verdicts_close(&verdicts);
    assert_int_equal(scratch_count(&folder), 1);
    scratch_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hunspell_decides),
        cmocka_unit_test(test_words_that_no_dictionary_can_hold),
        cmocka_unit_test(test_the_projects_words_are_known),
        cmocka_unit_test(test_suggestions),
        cmocka_unit_test(test_with_a_warm_cache_hunspell_is_not_loaded),
        cmocka_unit_test(test_a_bad_cache_file_is_a_miss),
        cmocka_unit_test(test_two_dictionaries_write_one_after_the_other),
        cmocka_unit_test(test_threads_have_spellers_of_their_own),
        cmocka_unit_test(test_other_encodings_are_converted),
        cmocka_unit_test(test_what_cannot_be_opened_is_said),
        cmocka_unit_test(test_the_file_stays_bounded),
        cmocka_unit_test(test_writers_at_the_same_time_leave_a_whole_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
