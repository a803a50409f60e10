/* SPDX-License-Identifier: Apache-2.0 */
/* The table of findings: a part of them, spread evenly over those of each rule. */
#include "account/html_p.h"
#include "account/wording.h"
#include "base/memory.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdlib.h>

enum {
    MESSAGE_LENGTH = 300, /**< Bytes that are shown. */
    MATCH_LENGTH = 200,
    PLACE_LENGTH = 120,
    ROW_SIZE = 1000, /**< Bytes that a row takes, generously: most take half of it. */
};

/* One rule at one level: what it has, and how many of that are shown. */
typedef struct share_of_rule {
    int64_t rule;
    int level;
    uint64_t findings, shown;
} share_of_rule;

typedef struct choice {
    share_of_rule *items;
    size_t count, capacity;
    uint64_t findings, shown;
} choice;

static uint64_t count_findings(const stet_html *html)
{
    return html->summary->totals.levels[0].findings.findings;
}

static bool is_present(const stet_html *html)
{
    return count_findings(html) > 0;
}

/* ---- Which findings ---- */

static bool read_totals(stet_html *html, choice *chosen)
{
    int step;
    sqlite3_stmt *rows = stet_audit_database_prepare(
        html->database,
        "SELECT rule, level, SUM(findings) FROM finding_totals GROUP BY rule, level "
        "ORDER BY level DESC, rule",
        html->error);
    if (!rows)
        return false;
    while ((step = stet_audit_database_step(html->database, rows, html->error)) ==
           SQLITE_ROW) {
        stet_memory_grow((void **)&chosen->items, &chosen->capacity, chosen->count + 1,
                         sizeof *chosen->items);
        share_of_rule *item = &chosen->items[chosen->count++];
        *item = (share_of_rule){ .rule = sqlite3_column_int64(rows, 0),
                                 .level = sqlite3_column_int(rows, 1),
                                 .findings = (uint64_t)sqlite3_column_int64(rows, 2) };
        chosen->findings += item->findings;
    }
    sqlite3_finalize(rows);
    return step == SQLITE_DONE;
}

static uint64_t sum_of(const choice *chosen, uint64_t each)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < chosen->count; i++)
        sum += chosen->items[i].findings < each ? chosen->items[i].findings : each;
    return sum;
}

/* The same number for each rule, as large as it can be: rare rules are shown in full.
   Where there are more rules than rows, the gravest are shown. */
static void share_out(choice *chosen, uint64_t rows)
{
    uint64_t low = 1;
    uint64_t high = rows + 1;
    while (low + 1 < high) {
        uint64_t each = (low + high) / 2;
        if (sum_of(chosen, each) <= rows)
            low = each;
        else
            high = each;
    }
    for (size_t i = 0; i < chosen->count; i++) {
        share_of_rule *item = &chosen->items[i];
        item->shown = item->findings < low ? item->findings : low;
        if (chosen->shown + item->shown > rows)
            item->shown = 0;
        chosen->shown += item->shown;
    }
}

/* ---- A row ---- */

enum {
    COLUMN_NAME,
    COLUMN_PATH,
    COLUMN_RECORD,
    COLUMN_LINE,
    COLUMN_COLUMN,
    COLUMN_GROUP,
    COLUMN_FIELD,
    COLUMN_RULE,
    COLUMN_LEVEL,
    COLUMN_MESSAGE,
    COLUMN_MATCH,
};

static const char row_query[] =
    "SELECT name, path, record, line, \"column\", grp, field, rule, level, message, "
    "match FROM finding_list WHERE id = ?";

static uint32_t level_of(stet_str word)
{
    uint32_t level = STET_SUMMARY_LEVELS - 1;
    while (level > 1 && !stet_str_is(word, stet_html_level_word(level)))
        level--;
    return level;
}

static void add_where(stet_html *html, sqlite3_stmt *row)
{
    stet_str name = stet_audit_column_text(row, COLUMN_NAME);
    uint64_t record = (uint64_t)sqlite3_column_int64(row, COLUMN_RECORD);
    uint64_t line = (uint64_t)sqlite3_column_int64(row, COLUMN_LINE);
    stet_html_add(html, "<td class=\"where\"><bdi>");
    stet_html_text_cut(html, name, PLACE_LENGTH);
    stet_html_add(html, name.len > 0 ? "</bdi><small><bdi>" : "</bdi><bdi>");
    stet_html_text_cut(html, stet_audit_column_text(row, COLUMN_PATH), PLACE_LENGTH);
    stet_html_add(html, "</bdi>");
    if (line > 0)
        stet_html_format(html, ":%" PRIu64 ":%" PRIu64, line,
                         (uint64_t)sqlite3_column_int64(row, COLUMN_COLUMN));
    else if (record > 0)
        stet_html_format(html, ", record %" PRIu64, record);
    stet_html_add(html, name.len > 0 ? "</small></td>" : "</td>");
}

static void add_group(stet_html *html, sqlite3_stmt *row)
{
    stet_html_add(html, "<td class=\"where\"><bdi data-is=\"group\">");
    stet_html_text_cut(html,
                       stet_wording_visible(stet_audit_column_text(row, COLUMN_GROUP)),
                       STET_HTML_NAME);
    stet_html_add(html, "</bdi></td>");
}

static void add_finding(stet_html *html, sqlite3_stmt *row)
{
    stet_str field = stet_audit_column_text(row, COLUMN_FIELD);
    stet_str match = stet_audit_column_text(row, COLUMN_MATCH);
    stet_html_add(html, "<td dir=\"auto\"><p>");
    stet_html_text_cut(html, stet_audit_column_text(row, COLUMN_MESSAGE),
                       MESSAGE_LENGTH);
    stet_html_add(html, "</p>");
    if (match.len > 0) {
        stet_html_add(html, "<bdi class=\"match\">“");
        stet_html_text_cut(html, match, MATCH_LENGTH);
        stet_html_add(html, "”</bdi>");
    }
    if (field.len > 0) {
        stet_html_add(html, " <small>in ");
        stet_html_name(html, field);
        stet_html_add(html, "</small>");
    }
    stet_html_add(html, "</td>");
}

static void add_row(stet_html *html, sqlite3_stmt *row)
{
    uint32_t level = level_of(stet_audit_column_text(row, COLUMN_LEVEL));
    stet_html_format(html, "<tr><td data-v=\"%" PRIu32 "\">", level);
    stet_html_level(html, level);
    stet_html_add(html, "</td><td class=\"where\"><bdi data-is=\"rule\">");
    stet_html_text_cut(html, stet_audit_column_text(row, COLUMN_RULE), STET_HTML_NAME);
    stet_html_add(html, "</bdi></td>");
    if (html->summary->groups.total > 0)
        add_group(html, row);
    add_where(html, row);
    add_finding(html, row);
    stet_html_add(html, "</tr>\n");
}

/* ---- All rows ---- */

/* Every so many-th of a rule's findings, by their numbers in the index. */
static int add_of_rule(stet_html *html, sqlite3_stmt *ids, sqlite3_stmt *row,
                       const share_of_rule *item, uint64_t *written)
{
    uint64_t taken = 0;
    int step = SQLITE_DONE;
    sqlite3_reset(ids);
    sqlite3_bind_int64(ids, 1, item->rule);
    sqlite3_bind_int(ids, 2, item->level);
    for (uint64_t at = 0; taken < item->shown && stet_html_room(html) > 0; at++) {
        step = stet_audit_database_step(html->database, ids, html->error);
        if (step != SQLITE_ROW)
            return step;
        if (at * item->shown < taken * item->findings)
            continue;
        sqlite3_reset(row);
        sqlite3_bind_int64(row, 1, sqlite3_column_int64(ids, 0));
        step = stet_audit_database_step(html->database, row, html->error);
        if (step != SQLITE_ROW)
            return step;
        add_row(html, row);
        taken++;
        ++*written;
    }
    return SQLITE_DONE;
}

static bool add_rows(stet_html *html, const choice *chosen, uint64_t *written)
{
    int step = SQLITE_DONE;
    sqlite3_stmt *row =
        stet_audit_database_prepare(html->database, row_query, html->error);
    sqlite3_stmt *ids = stet_audit_database_prepare(
        html->database,
        "SELECT id FROM findings WHERE rule = ? AND level = ? ORDER BY id",
        row ? html->error : NULL);
    for (size_t i = 0; row && ids && step == SQLITE_DONE && i < chosen->count; i++)
        step = add_of_rule(html, ids, row, &chosen->items[i], written);
    sqlite3_finalize(row);
    sqlite3_finalize(ids);
    return row && ids && step == SQLITE_DONE;
}

static void add_words(stet_html *html, const choice *chosen)
{
    if (chosen->findings == 1) {
        stet_html_add(html, "<p>It is the only one.</p>\n");
        return;
    }
    if (chosen->shown == chosen->findings) {
        stet_html_add(html, "<p>All ");
        stet_html_number_of(html, chosen->findings, "finding", "findings");
        stet_html_add(html, ", the gravest first.</p>\n");
        return;
    }
    stet_html_add(html, "<p>Of ");
    stet_html_number_of(html, chosen->findings, "finding", "findings");
    stet_html_add(html, " this table has ");
    stet_html_count(html, chosen->shown);
    stet_html_add(html,
                  ", as many of each rule as there is room for, spread evenly over "
                  "the batch. Counts of rows here say nothing about rates. "
                  "<b>All findings are in the database</b>, in the view "
                  "<code>finding_list</code>.</p>\n");
}

/* Without a script there is nothing to choose by: the script shows it. */
static void add_filters(stet_html *html)
{
    stet_html_add(
        html, "<form id=\"filters\" class=\"filters\" hidden>\n"
              "<label>Level <select name=\"level\"><option>Any level</option></select>"
              "</label>\n<label>Rule <select name=\"rule\"><option>Any rule</option>"
              "</select></label>\n");
    if (html->summary->groups.total > 0)
        stet_html_add(html, "<label>Group <select name=\"group\"><option>Any group"
                            "</option></select></label>\n");
    stet_html_add(html, "<label>Words <input type=\"search\" autocomplete=\"off\" "
                        "spellcheck=\"false\"></label>\n<button class=\"button\" "
                        "type=\"reset\">Clear</button>\n</form>\n"
                        "<p id=\"shown\" class=\"note\" role=\"status\"></p>\n");
}

static void write_table(stet_html *html, const choice *chosen)
{
    uint64_t written = 0;
    add_filters(html);
    stet_html_table_begin(html, "Table of findings", "sortable findings");
    stet_html_format(html,
                     "<thead><tr><th>Level</th><th>Rule</th>%s<th>Record</th>"
                     "<th>Finding</th></tr></thead>\n<tbody>\n",
                     html->summary->groups.total > 0 ? "<th>Group</th>" : "");
    if (!html->failed && !add_rows(html, chosen, &written))
        html->failed = true;
    stet_html_table_end(html);
    stet_html_add(html,
                  "<div id=\"more\" class=\"more\" hidden><button class=\"button\" "
                  "type=\"button\">Show 100 more</button><button "
                  "class=\"button\" type=\"button\">Show all</button></div>\n");
    if (written < chosen->shown) {
        stet_html_add(html, "<p class=\"note\">The table ends after ");
        stet_html_count(html, written);
        stet_html_add(html, " rows: the page would grow too large.</p>\n");
    }
}

static void write_section(stet_html *html)
{
    choice chosen = { 0 };
    if (html->failed)
        return;
    if (read_totals(html, &chosen)) {
        uint64_t rows = stet_html_room(html) / ROW_SIZE;
        share_out(&chosen,
                  rows < STET_AUDIT_HTML_FINDINGS ? rows : STET_AUDIT_HTML_FINDINGS);
        add_words(html, &chosen);
        write_table(html, &chosen);
    } else {
        html->failed = true;
    }
    free(chosen.items);
}

const stet_html_section stet_html_findings = {
    .id = "findings",
    .title = "Findings",
    .present = is_present,
    .count = count_findings,
    .write = write_section,
    .end = 4500,
};
