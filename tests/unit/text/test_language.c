/* SPDX-License-Identifier: Apache-2.0 */
/* The language of texts of some length, and the script of any. */
#include "text/language.h"

#include "base/str.h"
#include "text/script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *code, *script, *text;
} rows[] = {
    { "en", "latin",
      "The bakery at the harbour opens at six in the morning, and whoever comes late "
      "finds no bread, for people have been waiting in the street since five." },
    { "de", "latin",
      "Die Bäckerei am Hafen öffnet morgens um sechs, und wer zu spät kommt, findet "
      "kein Brot mehr, denn die Leute stehen schon vor fünf in der Straße." },
    { "fr", "latin",
      "La boulangerie du port ouvre à six heures du matin, et celui qui arrive en "
      "retard ne trouve plus de pain, car les gens attendent depuis cinq heures." },
    { "es", "latin",
      "La panadería del puerto abre a las seis de la mañana, y quien llega tarde ya no "
      "encuentra pan, porque la gente espera en la calle desde las cinco." },
    { "it", "latin",
      "Il forno del porto apre alle sei di mattina, e chi arriva tardi non trova più "
      "pane, perché la gente aspetta in strada già dalle cinque." },
    { "pl", "latin",
      "Piekarnia w porcie otwiera się o szóstej rano, a kto przyjdzie późno, nie "
      "znajdzie już chleba, bo ludzie czekają na ulicy od piątej." },
    { "ru", "cyrillic",
      "Пекарня у порта открывается в шесть часов утра, и тот, кто опоздает, уже не "
      "найдёт хлеба, потому что люди ждут на улице с пяти часов." },
    { "el", "greek",
      "Ο φούρνος στο λιμάνι ανοίγει στις έξι το πρωί, και όποιος αργεί δεν βρίσκει "
      "ψωμί, γιατί ο κόσμος περιμένει στον δρόμο από τις πέντε." },
    { "he", "hebrew",
      "המאפייה בנמל נפתחת בשש בבוקר, ומי שמאחר לא מוצא לחם, כי אנשים מחכים ברחוב מאז "
      "חמש." },
    { "ja", "japanese",
      "港のパン屋は朝六時に開きます。遅れて来る人はもうパンを見つけられません。" },
    { "zh", "han",
      "港口的面包店早上六点开门，来晚的人就买不到面包了，因为人们从五点开始就在街上"
      "等着。" },
    { "ko", "hangul",
      "항구의 빵집은 아침 여섯 시에 문을 열고 늦게 오는 사람은 빵을 살 수 없습니다." },
};

static void test_languages(void **state)
{
    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_language told = stet_language_detect(stet_str_from(rows[i].text));
        if (!stet_str_is(told.code, rows[i].code) || told.share < 0.9)
            fail_msg("%s is told as %.*s, %.2f", rows[i].code, (int)told.code.len,
                     told.code.ptr, told.share);
        if (!stet_str_is(told.script, rows[i].script) || told.script_share < 0.99)
            fail_msg("%s is written in %.*s, %.2f", rows[i].code, (int)told.script.len,
                     told.script.ptr, told.script_share);
        assert_true(told.letters > 50);
        assert_true(stet_language_is_known(told.code));
    }
}

static void test_nothing_is_told_of_nothing(void **state)
{
    static const char *const texts[] = { "", " ", "12 + 5 = 17", "…!?", "😀" };

    (void)state;
    for (size_t i = 0; i < STET_LEN(texts); i++) {
        stet_language told = stet_language_detect(stet_str_from(texts[i]));
        assert_int_equal(told.code.len, 0);
        assert_int_equal(told.script.len, 0);
        assert_int_equal(told.letters, 0);
    }
}

/* Half a text in another language takes its share. */
static void test_shares(void **state)
{
    char text[1024] = "";

    (void)state;
    memcpy(text, rows[0].text, strlen(rows[0].text));
    text[strlen(text)] = '\n';
    memcpy(text + strlen(text), rows[6].text, strlen(rows[6].text));
    stet_language told = stet_language_detect(stet_str_from(text));
    assert_true(told.share > 0.3 && told.share < 0.7);
    assert_true(told.script_share > 0.3 && told.script_share < 0.7);
}

/* The cut of a long text falls into a character of two bytes. */
static void test_long_texts_are_cut_between_characters(void **state)
{
    size_t len = 70000;
    char *text = malloc(len + 1);

    (void)state;
    assert_non_null(text);
    text[0] = 'x';
    for (size_t i = 1; i + 1 < len; i += 2)
        memcpy(text + i, "é", 2);
    text[len - 1] = 'x';
    stet_language told = stet_language_detect((stet_str){ text, len });
    assert_true(stet_str_is(told.script, "latin"));
    assert_int_equal(told.letters, 1 + 65534 / 2);
    free(text);
}

static void test_known_codes(void **state)
{
    static const char *const unknown[] = {
        "",   "eng",   "xx",
        "un", "EN",    "klingon",
        "iw", "en-GB", "a-very-long-code-of-nothing"
    };

    (void)state;
    assert_true(stet_language_is_known(stet_str_from("sw")));
    for (size_t i = 0; i < STET_LEN(unknown); i++)
        if (stet_language_is_known(stet_str_from(unknown[i])))
            fail_msg("“%s” is known", unknown[i]);
}

static void test_scripts(void **state)
{
    static const struct {
        uint32_t letter;
        stet_script script;
    } letters[] = {
        { 'a', STET_SCRIPT_LATIN },        { 'Z', STET_SCRIPT_LATIN },
        { '1', STET_SCRIPT_NONE },         { '[', STET_SCRIPT_NONE },
        { 0xE9, STET_SCRIPT_LATIN },       { 0xD7, STET_SCRIPT_NONE },
        { 0x1EBF, STET_SCRIPT_LATIN },     { 0x3B1, STET_SCRIPT_GREEK },
        { 0x1F00, STET_SCRIPT_GREEK },     { 0x430, STET_SCRIPT_CYRILLIC },
        { 0x5D0, STET_SCRIPT_HEBREW },     { 0x627, STET_SCRIPT_ARABIC },
        { 0x905, STET_SCRIPT_DEVANAGARI }, { 0xE01, STET_SCRIPT_THAI },
        { 0x10D0, STET_SCRIPT_GEORGIAN },  { 0x1200, STET_SCRIPT_ETHIOPIC },
        { 0x3042, STET_SCRIPT_KANA },      { 0x30A2, STET_SCRIPT_KANA },
        { 0x4E00, STET_SCRIPT_HAN },       { 0x20000, STET_SCRIPT_HAN },
        { 0xAC00, STET_SCRIPT_HANGUL },    { 0x301, STET_SCRIPT_NONE },
        { 0x13A0, STET_SCRIPT_OTHER },     { 0x2C00, STET_SCRIPT_OTHER },
        { 0x1F600, STET_SCRIPT_NONE },     { 0x10FFFF, STET_SCRIPT_NONE },
    };

    (void)state;
    for (size_t i = 0; i < STET_LEN(letters); i++)
        if (stet_script_of(letters[i].letter) != letters[i].script)
            fail_msg("U+%04X is %s", letters[i].letter,
                     stet_script_name(stet_script_of(letters[i].letter)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_nothing_is_told_of_nothing),
        cmocka_unit_test(test_shares),
        cmocka_unit_test(test_long_texts_are_cut_between_characters),
        cmocka_unit_test(test_known_codes),
        cmocka_unit_test(test_scripts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
