/* SPDX-License-Identifier: Apache-2.0 */
#include "run/mark.h"

#include "base/str.h"
#include "run/tree.h"

static const stet_plugin phrasing = { .name = "phrasing" };
static const stet_plugin grammar = { .name = "grammar" };
static const stet_registered_check banned = { .name = { "phrasing.banned", 15 },
                                              .plugin = &phrasing };
static const stet_registered_check limit = { .name = { "phrasing.limit", 14 },
                                             .plugin = &phrasing };
static const stet_registered_check article = { .name = { "grammar.article", 15 },
                                               .plugin = &grammar };

/** By name, as rule sets have them; the last one is an override's version. */
static const stet_rule rules[] = {
    { .name = { "article", 7 }, .index = 0, .check = &article },
    { .name = { "few-adverbs", 11 }, .index = 1, .check = &limit },
    { .name = { "no-cliche", 9 }, .index = 2, .check = &banned },
    { .name = { "no-disclaimer", 13 }, .index = 3, .check = &banned },
    { .name = { "no-disclaimer", 13 },
      .index = 4,
      .check = &banned,
      .variant_of = &rules[3] },
};
static const stet_rule *const a_article = &rules[0];
static const stet_rule *const few_adverbs = &rules[1];
static const stet_rule *const no_cliche = &rules[2];
static const stet_rule *const no_disclaimer = &rules[3];
static const stet_rule *const stricter = &rules[4];

static const stet_rule_set set = { .rules = rules,
                                   .n_rules = STET_LEN(rules),
                                   .n_named = STET_LEN(rules) - 1 };

/** A document and its marks. */
typedef struct fixture {
    stet_forms forms;
    stet_doc doc;
    stet_layout_field field;
    stet_value value;
    stet_piece piece;
    stet_record record;
    stet_marks marks;
    stet_arena arena;
} fixture;

static fixture f;

static int setup(void **state)
{
    (void)state;
    f = (fixture){ 0 };
    stet_forms_init(&f.forms);
    stet_document_init(&f.doc, &f.forms);
    f.field =
        (stet_layout_field){ .name = STET_STR("text"), .text = true, .markdown = true };
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    stet_marks_release(&f.marks);
    stet_arena_release(&f.arena);
    stet_document_release(&f.doc);
    stet_forms_release(&f.forms);
    return 0;
}

static void read_text(const char *markup)
{
    f.value = (stet_value){ .field = &f.field,
                            .text = stet_str_from(markup),
                            .raw = stet_str_from(markup),
                            .is_string = true };
    f.piece = (stet_piece){ .bytes = f.value.raw, .line = 1 };
    f.record.piece = &f.piece;
    f.record.values = &f.value;
    f.record.n_values = 1;
    f.record.raw = f.value.raw;
    f.record.line = 1;
    stet_document_set(&f.doc, &f.record, &f.value, 0);
    stet_marks_find(&f.marks, &f.doc, &set, &f.arena);
}

/* Whether the rule may stand where `needle` first stands in the markup. */
static bool covers(const stet_rule *rule, const char *needle)
{
    size_t at = stet_str_find(f.doc.markup, stet_str_from(needle), 0);
    assert_true(at != SIZE_MAX);
    stet_span span = { (uint32_t)at, (uint32_t)(at + strlen(needle)) };
    return stet_marks_cover(&f.marks, rule, span);
}

static void expect_no_fault(void)
{
    if (f.marks.n_faults)
        fail_msg("%s", f.marks.faults[0].message.ptr);
}

/* The fault says `message`, and its place begins with `at`. */
static void expect_fault(size_t n, const char *message, const char *at)
{
    assert_true(n < f.marks.n_faults);
    const stet_mark_fault *fault = &f.marks.faults[n];
    if (!strstr(fault->message.ptr, message))
        fail_msg("“%s” is not in “%s”", message, fault->message.ptr);
    stet_str there = stet_slice(f.doc.markup, fault->span);
    if (!stet_str_starts(there, stet_str_from(at)) ||
        !stet_str_ends(there, STET_STR("-->")))
        fail_msg("%.*s", (int)there.len, there.ptr);
}

static void a_mark_covers_the_next_block_only(void **state)
{
    (void)state;
    read_text(
        "before it\n\n<!-- stet no-disclaimer: a quotation -->\nthe next\nblock\n\n"
        "after it\n");
    expect_no_fault();
    assert_int_equal(f.marks.count, 1);
    assert_false(f.marks.items[0].used);
    assert_false(covers(no_disclaimer, "before"));
    assert_false(covers(no_disclaimer, "after"));
    assert_false(covers(no_cliche, "next"));
    assert_false(f.marks.items[0].used);
    assert_true(covers(no_disclaimer, "next"));
    assert_true(covers(no_disclaimer, "block"));
    assert_true(f.marks.items[0].used);
    assert_true(covers(stricter, "next"));
    stet_marks_finish(&f.marks, &f.arena);
    expect_no_fault();
}

static void a_finding_counts_where_it_begins(void **state)
{
    (void)state;
    static const char text[] = "<!-- stet article: so -->\n\n# a title\n\nmore\n";
    read_text(text);
    uint32_t start = (uint32_t)(strstr(text, "# a") - text);
    uint32_t end = (uint32_t)(strstr(text, "title") + strlen("title") - text);
    uint32_t all = (uint32_t)strlen(text);
    assert_true(stet_marks_cover(&f.marks, a_article, (stet_span){ start, all }));
    assert_true(stet_marks_cover(&f.marks, a_article, (stet_span){ end - 1, end }));
    assert_false(stet_marks_cover(&f.marks, a_article, (stet_span){ 0, all }));
    assert_false(stet_marks_cover(&f.marks, a_article, (stet_span){ all - 2, all }));
}

static void the_next_block_holds_what_it_encloses(void **state)
{
    (void)state;
    read_text(
        "<!-- stet article: so -->\n\n- one\n\n  more of one\n\n  - inner\n\n- two\n\n"
        "<!-- stet article: so -->\n\n| h1 | h2 |\n|----|----|\n| c1 | c2 |\n\nend\n");
    expect_no_fault();
    assert_true(covers(a_article, "one"));
    assert_true(covers(a_article, "more of"));
    assert_true(covers(a_article, "inner"));
    assert_false(covers(a_article, "two"));
    assert_true(covers(a_article, "h1"));
    assert_true(covers(a_article, "c2"));
    assert_false(covers(a_article, "end"));
}

static void markup_between_is_passed_over(void **state)
{
    (void)state;
    read_text("<!-- stet no-cliche: one -->\n<!-- stet article: two -->\n\n<br>\n\n"
              "```\ncode\n```\n\nend\n");
    expect_no_fault();
    assert_true(covers(no_cliche, "code"));
    assert_true(covers(a_article, "code"));
    assert_false(covers(a_article, "end"));
    assert_false(covers(no_cliche, "<br>"));
}

static void a_range_goes_from_off_to_on(void **state)
{
    (void)state;
    read_text("first\n\n<!-- stet-off no-cliche: a parody -->\n\nsecond\n\nthird\n\n"
              "<!-- stet-on no-cliche -->\n\nfourth\n");
    expect_no_fault();
    assert_false(covers(no_cliche, "first"));
    assert_true(covers(no_cliche, "second"));
    assert_true(covers(no_cliche, "third"));
    assert_false(covers(no_cliche, "fourth"));
}

static void ranges_may_cross(void **state)
{
    (void)state;
    read_text("<!-- stet-off no-cliche, article: both -->\n\none\n\n<!-- stet-on "
              "no-cliche -->"
              "\n\ntwo\n\n<!-- stet-on article: enough -->\n\nthree\n");
    expect_no_fault();
    assert_true(covers(no_cliche, "one"));
    assert_true(covers(a_article, "one"));
    assert_false(covers(no_cliche, "two"));
    assert_true(covers(a_article, "two"));
    assert_false(covers(a_article, "three"));
}

static void a_file_mark_counts_from_anywhere(void **state)
{
    (void)state;
    read_text("one\n\n<!-- stet-file few-adverbs: a list of them -->\n\ntwo\n");
    expect_no_fault();
    assert_true(covers(few_adverbs, "one"));
    assert_true(covers(few_adverbs, "two"));
    uint32_t len = (uint32_t)f.doc.markup.len;
    assert_true(stet_marks_cover(&f.marks, few_adverbs, (stet_span){ 0, len }));
    assert_true(stet_marks_cover(&f.marks, few_adverbs, (stet_span){ len, len }));
}

static void checks_and_plugins_stand_for_their_rules(void **state)
{
    (void)state;
    read_text("<!-- stet-file phrasing.banned: so -->\n\none\n");
    expect_no_fault();
    assert_true(covers(no_cliche, "one"));
    assert_true(covers(no_disclaimer, "one"));
    assert_true(covers(stricter, "one"));
    assert_false(covers(few_adverbs, "one"));
    read_text("<!-- stet-file phrasing: so -->\n\none\n");
    expect_no_fault();
    assert_true(covers(no_cliche, "one"));
    assert_true(covers(few_adverbs, "one"));
    assert_false(covers(a_article, "one"));
}

static void a_mark_may_stand_in_a_line_or_a_quote(void **state)
{
    (void)state;
    read_text(
        "some <!-- stet article: so --> text\n\nnext\n\n"
        "> quoted\n>\n> <!-- stet no-cliche:\n> over two lines -->\n>\n> inside\n");
    expect_no_fault();
    assert_false(covers(a_article, "some"));
    assert_false(covers(a_article, "text"));
    assert_true(covers(a_article, "next"));
    assert_false(covers(no_cliche, "quoted"));
    assert_true(covers(no_cliche, "inside"));
}

static void several_marks_may_stand_in_a_line(void **state)
{
    (void)state;
    read_text("<!-- stet article: one --> <!-- stet no-cliche: two -->\n\nnext\n");
    expect_no_fault();
    assert_true(covers(a_article, "next"));
    assert_true(covers(no_cliche, "next"));
}

static void what_is_no_mark_is_left_alone(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "<!-- a comment about stet: nothing -->\n\nx\n",
        "<!-- stettin: a town -->\n\nx\n",
        "<!---->\n\n<!-->\n\n<!-- -->\n\nx\n",
        "```\n<!-- stet article -->\n```\n",
        "    <!-- stet article -->\n",
        "`<!-- stet article -->`\n",
        "---\ntitle: <!-- stet article -->\n---\n\nx\n",
        "\\<!-- stet article -->\n",
    };
    for (size_t i = 0; i < STET_LEN(texts); i++) {
        read_text(texts[i]);
        expect_no_fault();
        assert_int_equal(f.marks.count, 0);
    }
}

static void mistakes_are_faults_and_let_nothing_stand(void **state)
{
    (void)state;
    static const struct {
        const char *comment;
        const char *message;
    } rows[] = {
        { "<!-- stet -->", "names no rule" },
        { "<!-- stet: because -->", "names no rule" },
        { "<!-- stet-on -->", "names no rule" },
        { "<!-- stet article -->", "gives no reason" },
        { "<!-- stet article: -->", "gives no reason" },
        { "<!-- stet article: 42! -->", "gives no reason" },
        { "<!-- stet-file article -->", "gives no reason" },
        { "<!-- stet-of article: so -->", "“stet-of” is not a mark" },
        { "<!-- stet artcle: so -->", "did you mean “article”?" },
        { "<!-- stet phrasing.baned: so -->", "did you mean “phrasing.banned”?" },
        { "<!-- stet gramar: so -->", "did you mean “grammar”?" },
        { "<!-- stet zzzzzzzzzz: so -->", "no rule “zzzzzzzzzz”" },
        { "<!-- stet article no-cliche: so -->", "no rule “article no-cliche”" },
        { "<!-- stet , article: so -->", "missing between" },
        { "<!-- stet-on article -->", "nothing to end" },
    };
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        char text[256];
        snprintf(text, sizeof text, "before\n\n%s\n\nnext\n", rows[i].comment);
        read_text(text);
        assert_int_equal(f.marks.n_faults, 1);
        expect_fault(0, rows[i].message, rows[i].comment);
        assert_int_equal(f.marks.count, strstr(rows[i].comment, ", article") ? 1 : 0);
    }
}

static void a_reason_may_hold_anything(void **state)
{
    (void)state;
    read_text(
        "<!--stet article:see https://example.org: \xD7\xA9, no-cliche-->\n\nnext\n");
    expect_no_fault();
    assert_int_equal(f.marks.count, 1);
    assert_true(covers(a_article, "next"));
    assert_false(covers(no_cliche, "next"));
}

static void a_mark_needs_a_block_behind_it(void **state)
{
    (void)state;
    read_text("text\n\n<!-- stet article: so -->\n\n<br>\n");
    assert_int_equal(f.marks.n_faults, 1);
    expect_fault(0, "no block follows", "<!-- stet article");
    assert_int_equal(f.marks.count, 0);
}

static void a_range_that_never_ends_is_a_fault_and_counts(void **state)
{
    (void)state;
    read_text("<!-- stet-off article: so -->\n\nnext\n");
    assert_int_equal(f.marks.n_faults, 1);
    expect_fault(0, "write <!-- stet-on article -->", "<!-- stet-off");
    assert_true(covers(a_article, "next"));
}

static void a_comment_that_never_ends_is_a_fault(void **state)
{
    (void)state;
    read_text("text\n\n<!-- stet article: so\n\nnext\n");
    assert_int_equal(f.marks.n_faults, 1);
    assert_non_null(strstr(f.marks.faults[0].message.ptr, "never closed"));
    assert_int_equal(f.marks.count, 0);
}

static void each_name_that_nothing_needed_is_a_fault(void **state)
{
    (void)state;
    read_text("<!-- stet article, no-cliche: so -->\n\nnext\n\n"
              "<!-- stet-file few-adverbs: so -->\n");
    expect_no_fault();
    assert_true(covers(no_cliche, "next"));
    stet_marks_finish(&f.marks, &f.arena);
    assert_int_equal(f.marks.n_faults, 2);
    expect_fault(0, "nothing here needs the mark for “article”", "<!-- stet article");
    expect_fault(1, "nothing here needs the mark for “few-adverbs”", "<!-- stet-file");
}

static void only_markdown_files_carry_marks(void **state)
{
    (void)state;
    static const char text[] = "<!-- stet article: so -->\n\nnext\n";
    f.record.number = 3;
    read_text(text);
    assert_int_equal(f.marks.count, 0);
    f.record.number = 0;
    read_text(text);
    assert_int_equal(f.marks.count, 1);
    f.field.markdown = false;
    read_text(text);
    assert_int_equal(f.marks.count, 0);
    assert_int_equal(f.marks.n_faults, 0);
}

static void marks_are_forgotten_with_their_document(void **state)
{
    (void)state;
    read_text("<!-- stet article: so -->\n\nnext\n\n<!-- stet -->\n");
    assert_int_equal(f.marks.count, 1);
    assert_int_equal(f.marks.n_faults, 1);
    read_text("next\n");
    assert_int_equal(f.marks.count, 0);
    assert_int_equal(f.marks.n_faults, 0);
    assert_false(covers(a_article, "next"));
}

static void a_flood_of_marks_is_bounded(void **state)
{
    (void)state;
    enum { MARKS = STET_MARKS_MAX + 500 };
    stet_buffer text = { 0 };
    for (int i = 0; i < MARKS; i++)
        stet_buffer_add_text(&text, "<!-- stet-file phrasing: so -->\n");
    stet_buffer_add_text(&text, "\nnext\n");
    read_text(text.ptr);
    assert_int_equal(f.marks.count, STET_MARKS_MAX);
    assert_int_equal(f.marks.n_faults, 1);
    expect_fault(0, "more than 4096 marks", "<!-- stet-file");
    assert_true(covers(no_cliche, "next"));
    stet_buffer_release(&text);
}

int main(void)
{
#define WITH_DOCUMENT(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        WITH_DOCUMENT(a_mark_covers_the_next_block_only),
        WITH_DOCUMENT(a_finding_counts_where_it_begins),
        WITH_DOCUMENT(the_next_block_holds_what_it_encloses),
        WITH_DOCUMENT(markup_between_is_passed_over),
        WITH_DOCUMENT(a_range_goes_from_off_to_on),
        WITH_DOCUMENT(ranges_may_cross),
        WITH_DOCUMENT(a_file_mark_counts_from_anywhere),
        WITH_DOCUMENT(checks_and_plugins_stand_for_their_rules),
        WITH_DOCUMENT(a_mark_may_stand_in_a_line_or_a_quote),
        WITH_DOCUMENT(several_marks_may_stand_in_a_line),
        WITH_DOCUMENT(what_is_no_mark_is_left_alone),
        WITH_DOCUMENT(mistakes_are_faults_and_let_nothing_stand),
        WITH_DOCUMENT(a_reason_may_hold_anything),
        WITH_DOCUMENT(a_mark_needs_a_block_behind_it),
        WITH_DOCUMENT(a_range_that_never_ends_is_a_fault_and_counts),
        WITH_DOCUMENT(a_comment_that_never_ends_is_a_fault),
        WITH_DOCUMENT(each_name_that_nothing_needed_is_a_fault),
        WITH_DOCUMENT(only_markdown_files_carry_marks),
        WITH_DOCUMENT(marks_are_forgotten_with_their_document),
        WITH_DOCUMENT(a_flood_of_marks_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
