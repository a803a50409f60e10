/* SPDX-License-Identifier: Apache-2.0 */
/* JUnit's XML: a suite a source, a failed test case a finding. Counts come before the
   cases, so everything is kept until the end. A report without findings holds one case
   that passed, because CI systems take a report without cases for a broken one. */
#include "base/map.h"
#include "base/visible.h"
#include "report/writer_p.h"
#include "report/xml.h"

#include <inttypes.h>

struct suite {
    stet_str path;
    stet_kept_list cases;
    uint64_t failures, errors;
};

typedef struct junit_state {
    stet_map suites; /**< By path. */
    uint64_t failures, errors;
} junit_state;

static void begin(stet_writer *writer)
{
    writer->state = stet_arena_zalloc(&writer->arena, sizeof(junit_state));
}

static struct suite *suite_of(stet_writer *writer, stet_str path)
{
    junit_state *state = writer->state;
    struct suite *suite = stet_map_get(&state->suites, path);
    if (suite)
        return suite;
    suite = stet_arena_zalloc(&writer->arena, sizeof *suite);
    suite->path = stet_arena_copy(&writer->arena, path);
    stet_map_set(&state->suites, suite->path, suite);
    return suite;
}

/** What a test case says. */
struct fault {
    const char *element; /**< "failure": a finding; "error": not evaluated. */
    const char *level;
    stet_str rule;
    stet_str message;
    stet_str path;
    const stet_point *point;
    stet_str record; /**< As stet_writer_add_record() says it. */
};

static void keep_case(stet_writer *writer, struct suite *suite,
                      const struct fault *fault)
{
    stet_buffer out = { 0 };
    stet_buffer_add_text(&out, "    <testcase name=\"");
    stet_xml_add(&out, fault->rule);
    if (fault->point->line)
        stet_buffer_format(&out, " (%" PRIu32 ":%" PRIu32 ")", fault->point->line,
                           fault->point->column);
    stet_buffer_add_char(&out, '"');
    stet_xml_attribute(&out, "classname", fault->path);
    stet_buffer_add_text(&out, " time=\"0\">\n");
    stet_buffer_format(&out, "      <%s", fault->element);
    stet_xml_attribute(&out, "type", stet_str_from(fault->level));
    stet_xml_attribute(&out, "message", fault->message);
    stet_buffer_add_char(&out, '>');
    stet_buffer text = { 0 };
    stet_writer_add_place(&text, fault->path, fault->point);
    stet_buffer_format(&text, ": %s: ", fault->level);
    stet_visible_add(&text, fault->message);
    stet_buffer_add(&text, fault->record);
    stet_xml_add(&out, stet_buffer_str(&text));
    stet_buffer_release(&text);
    stet_buffer_format(&out, "</%s>\n    </testcase>\n", fault->element);
    stet_kept_take(&suite->cases, &writer->arena, &out);
    stet_buffer_release(&out);
}

static void finding(stet_writer *writer, const stet_located *f)
{
    junit_state *state = writer->state;
    struct suite *suite = suite_of(writer, f->path);
    stet_buffer record = { 0 };
    stet_writer_add_record(&record, f->record, f->id, f->field);
    keep_case(writer, suite,
              &(struct fault){ "failure", stet_level_name(f->level), f->rule->name,
                               f->message, f->path, &f->start,
                               stet_buffer_str(&record) });
    stet_buffer_release(&record);
    suite->failures++;
    state->failures++;
}

static void trouble(stet_writer *writer, const stet_trouble *t)
{
    junit_state *state = writer->state;
    struct suite *suite = suite_of(writer, t->path);
    stet_buffer record = { 0 };
    stet_writer_add_record(&record, t->record, (stet_str){ 0 }, (stet_str){ 0 });
    keep_case(writer, suite,
              &(struct fault){ "error", STET_FAILURE_NAME,
                               t->rule.len ? t->rule : STET_STR("stet"), t->message,
                               t->path, &t->point, stet_buffer_str(&record) });
    stet_buffer_release(&record);
    suite->errors++;
    state->errors++;
}

static void write_counts(stet_buffer *out, stet_str name, uint64_t failures,
                         uint64_t errors, uint64_t passed)
{
    stet_xml_attribute(out, "name", name);
    stet_xml_number(out, "tests", failures + errors + passed);
    stet_xml_number(out, "failures", failures);
    stet_xml_number(out, "errors", errors);
    stet_buffer_add_text(out, " time=\"0\">\n");
}

static void write_property(stet_buffer *out, stet_str name, stet_str value)
{
    stet_buffer_add_text(out, "      <property");
    stet_xml_attribute(out, "name", name);
    stet_xml_attribute(out, "value", value);
    stet_buffer_add_text(out, "/>\n");
}

/* "rule-set.name" of the first, "rule-set-2.name" of the second: readers keep one value
   a name. */
static void write_rule_set(stet_writer *writer, size_t n)
{
    const stet_rule_set *set = writer->run->sets[n];
    stet_arena *arena = &writer->arena;
    char date[STET_DATE_TEXT];
    stet_date_write(set->today, date);
    stet_str prefix =
        n ? stet_arena_format(arena, "rule-set-%zu", n + 1) : STET_STR("rule-set");
    const struct {
        const char *name;
        stet_str value;
    } facts[] = {
        { "name", set->name },
        { "version", set->version },
        { "hash", stet_str_from(set->hash) },
        { "date", stet_str_from(set->is_dated ? date : "") },
    };
    for (size_t i = 0; i < STET_LEN(facts); i++)
        if (facts[i].value.len)
            write_property(writer->out,
                           stet_arena_format(arena, "%s.%s", prefix.ptr, facts[i].name),
                           facts[i].value);
}

/* What made the report: in each suite, since readers take them apart, and since only
   there the format has a place for it. */
static void write_properties(stet_writer *writer)
{
    const stet_run_info *run = writer->run;
    stet_buffer *out = writer->out;
    stet_buffer_add_text(out, "    <properties>\n");
    write_property(out, STET_STR("stet"), stet_str_from(run->version));
    for (size_t i = 0; i < run->n_sets; i++)
        write_rule_set(writer, i);
    for (size_t i = 0; run->registry && i < run->registry->n_plugins; i++) {
        const stet_plugin *plugin = run->registry->plugins[i].plugin;
        write_property(out,
                       stet_arena_format(&writer->arena, "plugin.%s", plugin->name),
                       stet_str_from(plugin->version));
    }
    stet_buffer_add_text(out, "    </properties>\n");
}

static void write_suite(stet_writer *writer, const struct suite *suite)
{
    stet_buffer *out = writer->out;
    stet_buffer_add_text(out, "  <testsuite");
    write_counts(out, suite->path, suite->failures, suite->errors, 0);
    write_properties(writer);
    for (const stet_kept *kept = suite->cases.first; kept; kept = kept->next)
        stet_buffer_add(out, kept->text);
    stet_buffer_add_text(out, "  </testsuite>\n");
}

static void end(stet_writer *writer, const stet_tally *tally)
{
    junit_state *state = writer->state;
    stet_buffer *out = writer->out;
    bool clean = !state->suites.count;
    stet_buffer_add_text(out,
                         "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
    write_counts(out, STET_STR("stet"), state->failures, state->errors, clean);
    for (size_t i = 0; i < state->suites.count; i++)
        write_suite(writer, state->suites.entries[i].value);
    if (clean) {
        stet_buffer_add_text(out, "  <testsuite");
        write_counts(out, STET_STR("stet"), 0, 0, 1);
        write_properties(writer);
        stet_buffer_format(
            out,
            "    <testcase name=\"%" PRIu64
            " sources without findings\" classname=\"stet\" time=\"0\"/>\n"
            "  </testsuite>\n",
            tally->sources);
    }
    stet_buffer_add_text(out, "</testsuites>\n");
}

static void release(stet_writer *writer)
{
    junit_state *state = writer->state;
    stet_map_release(&state->suites);
}

const stet_format stet_format_junit = {
    .name = "junit",
    .summary = "JUnit's XML: a suite a source, a failed case a finding",
    .begin = begin,
    .finding = finding,
    .trouble = trouble,
    .end = end,
    .release = release,
};
