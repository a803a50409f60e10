/* SPDX-License-Identifier: Apache-2.0 */
#include "expect.h"
#include "report/writer.h"
#include "report/xml.h"

/* The sample's message as XML has it: U+FFFE cannot be written. */
#define MESSAGE(line_end)                                                        \
    "take &quot;out&quot; &lt;a&gt; &amp; &#39;b&#39; ]]&gt; | 50%, ok" line_end \
    "::error::x&lt;U+001B&gt;[31m&lt;U+202E&gt;\xef\xbf\xbd&lt;0xFF&gt;"

#define MAKERS                                         \
    "<!-- stet 9.8.7; rule set music 2026.11.3, hash " \
    "0123456789abcdef; plugins phrasing 1.2.0 -->\n"

#define PROPERTIES                                                          \
    "    <properties>\n"                                                    \
    "      <property name=\"stet\" value=\"9.8.7\"/>\n"                     \
    "      <property name=\"rule-set.name\" value=\"music\"/>\n"            \
    "      <property name=\"rule-set.version\" value=\"2026.11.3\"/>\n"     \
    "      <property name=\"rule-set.hash\" value=\"0123456789abcdef\"/>\n" \
    "      <property name=\"plugin.phrasing\" value=\"1.2.0\"/>\n"          \
    "    </properties>\n"

static void checkstyle_opens_each_file_once(void **state)
{
    (void)state;
    expect_report(
        sample_report("checkstyle", false, 0, false),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" MAKERS
        "<checkstyle version=\"4.3\">\n"
        "  <file name=\"docs/a,b: c.md\">\n"
        "    <error line=\"3\" column=\"6\" severity=\"error\" message=\"" MESSAGE(
            "&#10;") "\" source=\"stet.no-disclaimer\"/>\n"
                     "  </file>\n"
                     "  <file name=\"=logs/a.jsonl\">\n"
                     "    <error line=\"42\" column=\"118\" severity=\"info\" "
                     "message=\"+1 for it "
                     "(record 42, id @q&quot;17, field answer)\" "
                     "source=\"stet.stet-mark\"/>\n"
                     "    <error line=\"44\" column=\"7\" severity=\"error\" "
                     "message=\"this line is not "
                     "JSON: &lt;U+0001&gt; (record 44)\" source=\"stet.failure\"/>\n"
                     "    <error line=\"0\" severity=\"error\" message=\"the pattern "
                     "gave up\" "
                     "source=\"stet.no-disclaimer\"/>\n"
                     "  </file>\n"
                     "</checkstyle>\n");
    expect_report(sample_report("checkstyle", false, 0, true),
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" MAKERS
                  "<checkstyle version=\"4.3\">\n</checkstyle>\n");
}

static void junit_counts_before_it_lists(void **state)
{
    (void)state;
    expect_report(
        sample_report("junit", false, 0, false),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites name=\"stet\" tests=\"4\" failures=\"2\" errors=\"2\" "
        "time=\"0\">\n"
        "  <testsuite name=\"docs/a,b: c.md\" tests=\"1\" failures=\"1\" errors=\"0\" "
        "time=\"0\">\n" PROPERTIES
        "    <testcase name=\"no-disclaimer (3:6)\" classname=\"docs/a,b: c.md\" "
        "time=\"0\">\n"
        "      <failure type=\"error\" message=\"" MESSAGE(
            "&#10;") "\">docs/a,b: "
                     "c.md:3:6: error: " MESSAGE(
                         "&lt;U+000A&gt;") "</failure>\n"
                                           "    </testcase>\n"
                                           "  </testsuite>\n"
                                           "  <testsuite name=\"=logs/a.jsonl\" "
                                           "tests=\"3\" failures=\"1\" errors=\"2\" "
                                           "time=\"0\">\n" PROPERTIES
                                           "    <testcase name=\"stet-mark (42:118)\" "
                                           "classname=\"=logs/a.jsonl\" "
                                           "time=\"0\">\n"
                                           "      <failure type=\"suggestion\" "
                                           "message=\"+1 for "
                                           "it\">=logs/a.jsonl:42:118: "
                                           "suggestion: +1 for it (record 42, id "
                                           "@q&quot;17, field answer)</failure>\n"
                                           "    </testcase>\n"
                                           "    <testcase name=\"stet (44:7)\" "
                                           "classname=\"=logs/a.jsonl\" time=\"0\">\n"
                                           "      <error type=\"failure\" "
                                           "message=\"this line is not JSON: "
                                           "&lt;U+0001&gt;\">"
                                           "=logs/a.jsonl:44:7: failure: this line is "
                                           "not JSON: &lt;U+0001&gt; (record 44)"
                                           "</error>\n"
                                           "    </testcase>\n"
                                           "    <testcase name=\"no-disclaimer\" "
                                           "classname=\"=logs/a.jsonl\" time=\"0\">\n"
                                           "      <error type=\"failure\" "
                                           "message=\"the pattern gave "
                                           "up\">=logs/a.jsonl: "
                                           "failure: the pattern gave up</error>\n"
                                           "    </testcase>\n"
                                           "  </testsuite>\n"
                                           "</testsuites>\n");
}

static void junit_without_findings_holds_a_case_that_passed(void **state)
{
    (void)state;
    expect_report(
        sample_report("junit", false, 0, true),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites name=\"stet\" tests=\"1\" failures=\"0\" errors=\"0\" "
        "time=\"0\">\n"
        "  <testsuite name=\"stet\" tests=\"1\" failures=\"0\" errors=\"0\" "
        "time=\"0\">\n" PROPERTIES
        "    <testcase name=\"2 sources without findings\" classname=\"stet\" "
        "time=\"0\"/>\n"
        "  </testsuite>\n"
        "</testsuites>\n");
}

static void every_character_becomes_one_that_xml_has(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        stet_buffer in = { 0 };
        stet_buffer out = { 0 };
        stet_buffer_add_code_point(&in, c);
        stet_xml_add(&out, stet_buffer_str(&in));
        assert_true(out.len > 0);
        for (size_t i = 0; i < out.len; i++) {
            assert_true((unsigned char)out.ptr[i] >= 0x20);
            assert_null(memchr("<>\"'", out.ptr[i], 4));
        }
        assert_null(strstr(out.ptr, "\xef\xbf\xbe"));
        assert_null(strstr(out.ptr, "\xef\xbf\xbf"));
        stet_buffer_release(&in);
        stet_buffer_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checkstyle_opens_each_file_once),
        cmocka_unit_test(junit_counts_before_it_lists),
        cmocka_unit_test(junit_without_findings_holds_a_case_that_passed),
        cmocka_unit_test(every_character_becomes_one_that_xml_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
