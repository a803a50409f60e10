/* SPDX-License-Identifier: Apache-2.0 */
#include "expect.h"
#include "report/writer.h"

static void shows_place_excerpt_fix_and_rule(void **state)
{
    (void)state;
    expect_report(sample_report("full", false, 0, false),
                  "error: take \"out\" <a> & 'b' ]]> | 50%, "
                  "ok<U+000A>::error::x<U+001B>[31m<U+202E>"
                  "\xef\xbf\xbe<0xFF>\n"
                  " --> docs/a,b: c.md:3:6\n"
                  "  |\n"
                  "3 |     verywide text\n"
                  "  |       ^^\n"
                  "help: Delete it\n"
                  "3 -     verywide text\n"
                  "3 +     vewide text\n"
                  "  = or: Write both (by --unsafe-fixes)\n"
                  "  = rule: no-disclaimer (phrasing.banned)\n"
                  "  = see: b.md:1:1\n"
                  "\n"
                  "suggestion: +1 for it\n"
                  "  --> =logs/a.jsonl:42:118 (record 42, id @q\"17, field answer)\n"
                  "   |\n"
                  "42 | one two\n"
                  "   |     ^^^\n"
                  "   = rule: stet-mark\n"
                  "\n"
                  "failure: this line is not JSON: <U+0001>\n"
                  "  --> =logs/a.jsonl:44:7 (record 44)\n"
                  "\n"
                  "failure: the pattern gave up\n"
                  " --> =logs/a.jsonl\n"
                  "  = rule: no-disclaimer\n"
                  "\n");
}

static stet_buffer report_one(const stet_located *finding, bool color, unsigned width)
{
    const stet_run_info run = { .version = "1", .color = color, .width = width };
    stet_buffer out = { 0 };
    stet_writer writer = { .run = &run, .out = &out };
    stet_format_find(STET_STR("full"))->finding(&writer, finding);
    stet_arena_release(&writer.arena);
    return out;
}

static void colours_every_part_and_ends_each(void **state)
{
    (void)state;
    stet_located finding = sample_findings[1];
    expect_report(report_one(&finding, true, 0),
                  "\033[1;36msuggestion\033[0m\033[1m: +1 for it\033[0m\n"
                  "\033[1;34m  --> \033[0m=logs/a.jsonl:42:118 (record 42, id @q\"17, "
                  "field answer)\n"
                  "\033[1;34m   |\033[0m\n"
                  "\033[1;34m42 |\033[0m one two\n"
                  "\033[1;34m   |\033[0m \033[1;36m    ^^^\033[0m\n"
                  "\033[1;34m   =\033[0m \033[1mrule\033[0m: stet-mark\n\n");
}

/* In a record, bytes that the format may have escaped make the place of an edit in the
   excerpt uncertain: the fix is named, and not drawn at a wrong place. */
static void draws_a_fix_in_a_record_only_where_it_is_sure(void **state)
{
    (void)state;
    const stet_source_edit edit = { .start = 104, .end = 107, .text = { "2", 1 } };
    const stet_source_fix fix = { { "Use digits", 10 }, true, &edit, 1 };
    stet_located finding = sample_findings[1];
    finding.start.byte = 104;
    finding.end.byte = 107;
    finding.fixes = &fix;
    finding.n_fixes = 1;
    stet_buffer drawn = report_one(&finding, false, 0);
    assert_non_null(strstr(drawn.ptr, "help: Use digits\n42 - one two\n42 + one 2\n"));
    stet_buffer_release(&drawn);

    finding.excerpt = (stet_str){ "one \"wo", 7 };
    stet_buffer named = report_one(&finding, false, 0);
    assert_non_null(strstr(named.ptr, "help: Use digits: “2”\n   = rule"));
    stet_buffer_release(&named);
}

static void a_fix_outside_of_the_excerpt_is_only_named(void **state)
{
    (void)state;
    const stet_source_edit edits[] = {
        { .start = 1, .end = 2 },
        { .start = 27, .end = 29 },
    };
    const stet_source_edit behind[] = { { .start = 27, .end = 290 } };
    stet_source_fix fix = { { "Cut", 3 }, true, edits, 2 };
    stet_located finding = sample_findings[0];
    finding.fixes = &fix;
    finding.n_fixes = 1;
    stet_buffer before = report_one(&finding, false, 0);
    assert_non_null(strstr(before.ptr, "help: Cut\n  = rule"));
    stet_buffer_release(&before);

    fix = (stet_source_fix){ { "Cut", 3 }, true, behind, 1 };
    stet_buffer after = report_one(&finding, false, 0);
    assert_non_null(strstr(after.ptr, "help: Cut\n  = rule"));
    stet_buffer_release(&after);
}

static void keeps_to_the_width(void **state)
{
    (void)state;
    char line[201];
    memset(line, 'x', 200);
    memcpy(line + 120, "HERE", 4);
    stet_located finding = sample_findings[1];
    finding.excerpt = (stet_str){ line, 200 };
    finding.excerpt_start = 120;
    finding.excerpt_end = 124;
    stet_buffer report = report_one(&finding, false, 45);
    assert_non_null(strstr(report.ptr, "42 | …xxxxxxxxxxxxHERExxxxxxxxxxxxxxxxxxxxxx…\n"
                                       "   |              ^^^^\n"));
    stet_buffer_release(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_place_excerpt_fix_and_rule),
        cmocka_unit_test(colours_every_part_and_ends_each),
        cmocka_unit_test(draws_a_fix_in_a_record_only_where_it_is_sure),
        cmocka_unit_test(a_fix_outside_of_the_excerpt_is_only_named),
        cmocka_unit_test(keeps_to_the_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
