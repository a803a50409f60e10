/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Patterns and phrases looked for in a text: by words and by the database the hits are
 * those of trying each in every block.
 *
 * Up to an empty line each line is a pattern, or a phrase when it begins with `=`; case
 * does not matter to either. The rest is Markdown.
 */
#include "base/str.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "rule/scan.h"
#include "text/document.h"

#include <stdlib.h>

enum { LARGEST = 4000, PATTERNS = 16, ALL_KINDS = 0x7F };

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void add_patterns(stet_pattern_list *list, stet_str *rest)
{
    stet_str line;
    while (list->count < PATTERNS && stet_str_cut(rest, '\n', &line) && line.len > 0) {
        bool phrase = line.ptr[0] == '=';
        stet_str source = { line.ptr + phrase, line.len - phrase };
        struct stet_pattern *pattern =
            stet_pattern_add(list, source, phrase, true, phrase, true);
        stet_error error = STET_ERROR_NONE;
        pattern->block_kinds = stet_pattern_check(pattern, &error) ? ALL_KINDS : 0;
        stet_error_release(&error);
    }
}

static void set_document(stet_doc *doc, stet_str text)
{
    static stet_source source;
    static stet_piece piece;
    static stet_layout_field field = { .text = true, .markdown = true };
    static stet_value value;
    static stet_record record;
    piece = (stet_piece){ .source = &source, .bytes = text, .line = 1 };
    value = (stet_value){ .field = &field, .text = text, .raw = text };
    record = (stet_record){
        .piece = &piece, .raw = text, .line = 1, .values = &value, .n_values = 1
    };
    stet_document_set(doc, &record, &value, 1);
}

static bool is_limited(const stet_scanner *scanner, uint32_t pattern)
{
    size_t count;
    const uint32_t *limited = stet_scanner_limited(scanner, &count);
    for (size_t i = 0; i < count; i++)
        if (limited[i] == pattern)
            return true;
    return false;
}

/* Takes the next hit whose pattern no limit has stopped in the oracle, which tries it
   in more places. */
static const stet_scan_hit *next_hit(const stet_scanner *oracle,
                                     const stet_scan_hit *hits, size_t n, size_t *at)
{
    while (*at < n && is_limited(oracle, hits[*at].pattern))
        ++*at;
    return *at < n ? &hits[(*at)++] : NULL;
}

static void compare(stet_scanner *oracle, stet_scanner *scanner,
                    const stet_scan_input *plain, const stet_scan_input *input)
{
    size_t n_wanted, n_found, i = 0, k = 0;
    const stet_scan_hit *wanted = stet_scanner_run(oracle, plain, &n_wanted);
    const stet_scan_hit *found = stet_scanner_run(scanner, input, &n_found);
    for (;;) {
        const stet_scan_hit *a = next_hit(oracle, wanted, n_wanted, &i);
        const stet_scan_hit *b = next_hit(oracle, found, n_found, &k);
        demand((a == NULL) == (b == NULL));
        if (!a)
            return;
        stet_match left = stet_scan_hit_match(a), right = stet_scan_hit_match(b);
        demand(a->pattern == b->pattern && a->block == b->block);
        demand(memcmp(&left, &right, sizeof left) == 0);
    }
}

static stet_scan *make_scan(const stet_pattern_list *list, stet_scan_way way)
{
    stet_error error = STET_ERROR_NONE;
    bool was_cached;
    stet_scan *scan = stet_scan_new(list, STET_STR(""), way, &was_cached, &error);
    demand(scan != NULL);
    return scan;
}

static void look(const stet_pattern_list *list, stet_doc *doc)
{
    stet_scan *scans[] = { make_scan(list, STET_SCAN_EVERYWHERE),
                           make_scan(list, STET_SCAN_FASTEST) };
    stet_scanner *oracle = stet_scanner_new(scans[0]);
    stet_scanner *scanner = stet_scanner_new(scans[1]);
    stet_site_bounds bounds;
    stet_scan_input plain = { .text = doc->text,
                              .blocks = { doc->blocks, doc->n_blocks },
                              .bounds = &bounds };
    stet_site_bounds_find(&bounds, plain.text, plain.blocks);
    compare(oracle, scanner, &plain, &plain);
    stet_scan_input input = plain;
    input.words = stet_document_scan_words(doc);
    compare(oracle, scanner, &plain, &input);
    stet_scanner_free(oracle);
    stet_scanner_free(scanner);
    stet_scan_free(scans[0]);
    stet_scan_free(scans[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static stet_forms forms;
    static stet_doc doc;
    uint32_t chars;
    stet_str rest = { (const char *)data, size };
    stet_pattern_list list = { .items = NULL };
    if (!doc.forms) {
        stet_forms_init(&forms);
        stet_document_init(&doc, &forms);
    }
    if (size > LARGEST || stet_utf8_check(rest, &chars) != STET_UTF8_VALID)
        return 0;
    add_patterns(&list, &rest);
    set_document(&doc, rest);
    look(&list, &doc);
    stet_pattern_list_release(&list);
    return 0;
}
