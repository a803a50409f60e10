/* SPDX-License-Identifier: Apache-2.0 */
/* Texts without marks and accents, and the classes of characters. */
#include "plain_ctx.h"
#include "reading/character.h"
#include "reading/property.h"

static void expect(stet_str found, const char *expected)
{
    assert_int_equal(found.len, strlen(expected));
    assert_memory_equal(found.ptr, expected, found.len);
}

static void test_bare(void **state)
{
    plain_ctx it = PLAIN_CTX;

    (void)state;
    expect(spec_bare(&it.ctx, plain_str("plain")), "plain");
    expect(spec_bare(&it.ctx, plain_str("it's (well-known)!")), "its wellknown");
    expect(spec_bare(&it.ctx, plain_str("“ÿ—")), "“ÿ—");
    expect(spec_bare(&it.ctx, plain_str("...")), "");
    stet_arena_release(&it.arena);
}

static void test_fold(void **state)
{
    plain_ctx it = PLAIN_CTX;

    (void)state;
    expect(spec_fold(&it.ctx, plain_str("plain")), "plain");
    expect(spec_fold(&it.ctx, plain_str("São Tomé, Chișinău, Hà Nội")),
           "Sao Tome, Chisinau, Ha Noi");
    expect(spec_fold(&it.ctx, plain_str("a\xC2\xA0"
                                        "b")),
           "a b");
    expect(spec_fold(&it.ctx, plain_str("Ørsted “ß”")), "rsted ");
    stet_arena_release(&it.arena);
}

static void test_transcribe(void **state)
{
    plain_ctx it = PLAIN_CTX;

    (void)state;
    expect(spec_transcribe(&it.ctx, plain_str("plain"), true), "plain");
    expect(spec_transcribe(&it.ctx, plain_str("Misérables"), true), "Miserables");
    expect(spec_transcribe(&it.ctx, plain_str("Łódź"), false), "Lodz");
    expect(spec_transcribe(&it.ctx, plain_str("Zoe\xCC\x88"), false), "Zoe");
    expect(spec_transcribe(&it.ctx, plain_str("Müßig"), false), "Mussig");
    expect(spec_transcribe(&it.ctx, plain_str("Müßig"), true), "Muessig");
    expect(spec_transcribe(&it.ctx, plain_str("ÆØÞ"), false), "AeOTh");
    expect(spec_transcribe(&it.ctx, plain_str("Москва 東京"), true), "Москва 東京");
    stet_arena_release(&it.arena);
}

static void test_classes(void **state)
{
    (void)state;
    assert_true(spec_is_emoji(0x1F600) && spec_is_emoji(0x2764) && spec_is_emoji(0xA9));
    assert_false(spec_is_emoji('#') || spec_is_emoji('1') || spec_is_emoji(0xFE0F));
    assert_false(spec_is_emoji(0x1F700) || spec_is_emoji(0x10FFFF));
    assert_true(spec_is_japanese(0x3042) && spec_is_japanese(0x72AC));
    assert_false(spec_is_japanese(0xAC00) || spec_is_japanese('a'));
    assert_true(spec_is_mark('~') && spec_is_mark('!') && !spec_is_mark(0));
    assert_int_equal(spec_length(plain_str("aé犬😀")), 4);
}

static void test_verbs(void **state)
{
    static const char *const verbs[] = { "write", "add", "introducing", "moved", "is" };
    static const char *const others[] = { "the", "during", "red", "king", "ing", "" };

    (void)state;
    for (size_t i = 0; i < STET_LEN(verbs); i++)
        if (!spec_is_verb(plain_str(verbs[i])))
            fail_msg("%s is a verb", verbs[i]);
    for (size_t i = 0; i < STET_LEN(others); i++)
        if (spec_is_verb(plain_str(others[i])))
            fail_msg("%s is no verb", others[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bare),       cmocka_unit_test(test_fold),
        cmocka_unit_test(test_transcribe), cmocka_unit_test(test_classes),
        cmocka_unit_test(test_verbs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
