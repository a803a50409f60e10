/* SPDX-License-Identifier: Apache-2.0 */
#include "report/writer.h"

#include "expect.h"

/* The sample's message after stet_visible_add(). */
#define VISIBLE(line_end)                                                            \
    "take \"out\" <a> & 'b' ]]> | 50%, ok" line_end "::error::x<U+001B>[31m<U+202E>" \
    "\xef\xbf\xbe<0xFF>"

static void table_finds_every_row_by_its_name(void **state)
{
    (void)state;
    size_t n = 0;
    for (const stet_format *format; (format = stet_format_at(n)); n++) {
        assert_ptr_equal(stet_format_find(stet_str_from(format->name)), format);
        assert_true(strlen(format->summary) > 10);
        assert_non_null(format->finding);
        assert_non_null(format->trouble);
    }
    assert_int_equal(n, 11);
    assert_null(stet_format_find(STET_STR("jso")));
    assert_null(stet_format_find(STET_STR("")));
}

static void text_is_one_line_a_finding(void **state)
{
    (void)state;
    expect_report(
        sample_report("text", false, 0, false),
        "docs/a,b: c.md:3:6: error: " VISIBLE(
            "<U+000A>") " [no-disclaimer]\n"
                        "=logs/a.jsonl:42:118: suggestion: +1 for it (record 42, id "
                        "@q\"17, "
                        "field answer) [stet-mark]\n"
                        "=logs/a.jsonl:44:7: failure: this line is not JSON: <U+0001> "
                        "(record 44)\n"
                        "=logs/a.jsonl: failure: the pattern gave up "
                        "[no-disclaimer]\n");
    expect_report(sample_report("text", false, 0, true), "");
}

static void github_escapes_what_would_end_a_command(void **state)
{
    (void)state;
    expect_report(
        sample_report("github", false, 0, false),
        "::debug::stet 9.8.7; rule set music 2026.11.3, hash 0123456789abcdef; "
        "plugins phrasing 1.2.0\n"
        "::error file=docs/a%2Cb%3A c.md,line=3,endLine=3,col=6,endColumn=8,"
        "title=no-disclaimer::take \"out\" <a> & 'b' ]]> | 50%25, "
        "ok%0A::error::x<U+001B>"
        "[31m<U+202E>\xef\xbf\xbe<0xFF>\n"
        "::notice file==logs/a.jsonl,line=42,endLine=43,col=118,title=stet-mark::+1 "
        "for "
        "it (record 42, id @q\"17, field answer)\n"
        "::error file==logs/a.jsonl,line=44,col=7,title=stet failure::this line is not "
        "JSON: <U+0001> (record 44)\n"
        "::error file==logs/a.jsonl,title=stet failure of no-disclaimer::the pattern "
        "gave "
        "up\n");
}

static void csv_quotes_and_defuses_formulas(void **state)
{
    (void)state;
    expect_report(
        sample_report("csv", false, 0, false),
        "source,line,column,byte,end_line,end_column,end_byte,level,rule,check,message,"
        "match,record,id,field,fingerprint,rule_set,rule_set_version,rule_set_hash,"
        "plugin_version\r\n"
        "\"docs/a,b: c.md\",3,6,27,3,8,29,error,no-disclaimer,phrasing.banned,\"take "
        "\"\"out\"\" <a> & 'b' ]]> | 50%, "
        "ok\n::error::x<U+001B>[31m<U+202E>\xef\xbf\xbe"
        "<0xFF>\",ve,,,,0000000000000abc,music,2026.11.3,"
        "0123456789abcdef,1.2.0\r\n"
        "'=logs/a.jsonl,42,118,1042,43,4,1064,suggestion,stet-mark,stet-mark,'+1 for "
        "it,"
        "a\tb,42,\"'@q\"\"17\",answer,ffffffffffffffff,music,2026.11.3,"
        "0123456789abcdef,\r\n"
        "'=logs/a.jsonl,44,7,2000,,,,failure,,,this line is not JSON: "
        "<U+0001>,,44,,,,music,2026.11.3,0123456789abcdef,\r\n"
        "'=logs/a.jsonl,,,,,,,failure,no-disclaimer,,the pattern gave up,,,,,,"
        "music,2026.11.3,0123456789abcdef,\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_finds_every_row_by_its_name),
        cmocka_unit_test(text_is_one_line_a_finding),
        cmocka_unit_test(github_escapes_what_would_end_a_command),
        cmocka_unit_test(csv_quotes_and_defuses_formulas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
