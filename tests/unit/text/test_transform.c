/* SPDX-License-Identifier: Apache-2.0 */
/* What each step makes of a text, and where that leads back to. */
#include "text/written.h"

static const stet_span_array nothing_fixed = { 0 };

static void test_steps(void **state)
{
    static const struct {
        stet_transform step;
        const char *text, *expected;
    } rows[] = {
        { STET_LOWER, "It's \xC3\x84 \xE1\xBA\x9E I", "it's \xC3\xA4 \xC3\x9F i" },
        { STET_UPPER, "it's \xC3\xA4 \xC3\xBF", "IT'S \xC3\x84 \xC5\xB8" },
        { STET_STRIP_ACCENTS, "re\xCC\x81sum\xC3\xA9 \xC3\xB8 \xE1\xBB\x87",
          "resume \xC3\xB8 e" },
        { STET_STRIP_ACCENTS, "\xCC\x81", "" },
        { STET_STRIP_ACCENTS, "\xE3\x81\x8C \xEA\xB0\x80",
          "\xE3\x81\x8C \xEA\xB0\x80" },
        { STET_COMPOSE, "re\xCC\x81s e\xCC\x81", "r\xC3\xA9s \xC3\xA9" },
        { STET_COMPOSE, "\xE2\x84\xAB \xE1\x84\x80\xE1\x85\xA1",
          "\xC3\x85 \xEA\xB0\x80" },
        { STET_STRIP_PUNCTUATION,
          "\xE2\x80\x9CIt's 3.14$\xE2\x80\x9D \xE2\x82\xAC\xE2\x80\xA6",
          "Its 314 \xE2\x82\xAC" },
        { STET_COLLAPSE_SPACE, " \t a \xC2\xA0 b \n c\n \n\n d \n", "a b\nc\n\nd" },
        { STET_COLLAPSE_SPACE, "a\xE2\x80\x8B b", "a\xE2\x80\x8B b" },
        { STET_COLLAPSE_SPACE, " \n ", "" },
        { STET_STRIP_MARKDOWN, "*a*", "*a*" },
    };
    stet_arena arena = { 0 };

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_str text = stet_str_from(rows[i].text);
        stet_changes it =
            stet_transform_apply(text, nothing_fixed, &rows[i].step, 1, &arena);
        assert_text(it.text, rows[i].expected);
        assert_int_equal(stet_transform_forward(&it, (uint32_t)text.len), it.text.len);
    }
    stet_arena_release(&arena);
}

static stet_str origin_of(const stet_changes *it, stet_str text, const char *found)
{
    size_t len = strlen(found);
    for (uint32_t at = 0; at + len <= it->text.len; at++)
        if (memcmp(it->text.ptr + at, found, len) == 0)
            return stet_slice(
                text, stet_transform_origin(it, (stet_span){ at, at + (uint32_t)len }));
    return STET_STR("not found");
}

/* Steps compose: what many made of it leads back to the first text. */
static void test_origins(void **state)
{
    static const stet_transform steps[] = { STET_STRIP_PUNCTUATION, STET_LOWER,
                                            STET_COMPOSE, STET_COLLAPSE_SPACE };
    stet_arena arena = { 0 };
    stet_str text = STET_STR("  \"Don't -- e\xCC\x81t \t X.Y!\"");

    (void)state;
    stet_changes it =
        stet_transform_apply(text, nothing_fixed, steps, STET_LEN(steps), &arena);
    assert_text(it.text, "dont \xC3\xA9t xy");
    assert_text(origin_of(&it, text, "dont"), "Don't");
    assert_text(origin_of(&it, text, "on"), "on");
    assert_text(origin_of(&it, text, "\xC3\xA9"), "e\xCC\x81");
    assert_text(origin_of(&it, text, "xy"), "X.Y");
    assert_text(origin_of(&it, text, " x"), " \t X");
    stet_span behind = stet_transform_origin(
        &it, (stet_span){ (uint32_t)it.text.len, (uint32_t)it.text.len });
    assert_true(behind.start == behind.end && behind.end <= text.len);
    stet_arena_release(&arena);
}

/* Nothing is left: all places are the one there is. */
static void test_nothing(void **state)
{
    stet_arena arena = { 0 };
    stet_transform step = STET_STRIP_PUNCTUATION;
    stet_changes it =
        stet_transform_apply(STET_STR("?!"), nothing_fixed, &step, 1, &arena);

    (void)state;
    assert_int_equal(it.text.len, 0);
    stet_span span = stet_transform_origin(&it, (stet_span){ 0, 0 });
    assert_true(span.start == span.end && span.end <= 2);
    assert_int_equal(stet_transform_forward(&it, 1), 0);
    stet_arena_release(&arena);
}

static void change(written *text, stet_doc *changed, const char *markup,
                   stet_transform step, bool raw, stet_arena *arena)
{
    written_set(text, stet_str_from(markup), true);
    stet_document_transform(changed, &text->doc, &step, 1, raw, arena);
    check_document(changed);
}

/* Marks of Markdown are none of the text: they stay, and so do code and addresses. */
static void test_markdown(void **state)
{
    static const char markup[] =
        "# \"A\"\n\n- **b.** \\*c\\* &amp; `d.e` <http://f.g>!\n"
        "  h-i\n\n***!***\n\n    j.k\n";
    stet_arena arena = { 0 };
    written text;
    stet_doc changed;

    (void)state;
    written_init(&text);
    stet_document_init(&changed, &text.forms);
    change(&text, &changed, markup, STET_STRIP_PUNCTUATION, false, &arena);
    assert_text(changed.text, "A\n\nb c  d.e http://f.g hi\n\n\n\nj.k");
    assert_text(changed.markup,
                "# A\n\n- **b** c  `d.e` <http://f.g>\n  hi\n\n******\n\n"
                "    j.k\n");
    assert_int_equal(changed.n_blocks, 4);
    assert_int_equal(changed.blocks[1].kind, STET_BLOCK_ITEM);
    change(&text, &changed, "**a** [b](c)", STET_STRIP_MARKDOWN, false, &arena);
    assert_text(changed.markup, "a b");
    stet_span span = { 2, 3 };
    bool in_markup = true;
    assert_true(stet_document_origin(&changed, &span, &in_markup) == &text.doc);
    assert_text(stet_slice(text.doc.text, span), "b");
    assert_false(in_markup);
    change(&text, &changed, "**A** `B`", STET_LOWER, true, &arena);
    assert_text(changed.text, "**a** `b`");
    stet_document_release(&changed);
    written_release(&text);
    stet_arena_release(&arena);
}

/* Markdown that could not be read is shown as it stands, and changed as it stands. */
static void test_unread(void **state)
{
    stet_transform step = STET_STRIP_PUNCTUATION;
    stet_arena arena = { 0 };
    written text;
    stet_doc changed;
    stet_span span = { 2, 3 };
    bool in_markup = false;

    (void)state;
    written_init(&text);
    stet_document_init(&changed, &text.forms);
    written_set(&text, STET_STR("**a** b."), false);
    text.doc.markdown = true;
    stet_document_transform(&changed, &text.doc, &step, 1, false, &arena);
    assert_text(changed.text, "a b");
    assert_text(changed.markup, "a b");
    assert_true(stet_document_origin(&changed, &span, &in_markup) == &text.doc);
    assert_text(stet_slice(text.doc.markup, span), "b");
    stet_document_release(&changed);
    written_release(&text);
    stet_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps),   cmocka_unit_test(test_origins),
        cmocka_unit_test(test_nothing), cmocka_unit_test(test_markdown),
        cmocka_unit_test(test_unread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
