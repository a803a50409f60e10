/* SPDX-License-Identifier: Apache-2.0 */
/* The frame of the page: its policy, its masthead, its contents, its sections. */
#include "account/html.h"

#include "account/html_p.h"
#include "base/sha256.h"
#include "run/leavings.h"

static const stet_html_section *const sections[] = {
    &stet_html_drift,   &stet_html_levels,   &stet_html_groups,   &stet_html_rules,
    &stet_html_sources, &stet_html_lengths,  &stet_html_batch,    &stet_html_acceptance,
    &stet_html_samples, &stet_html_findings, &stet_html_coverage,
};

enum { N_SECTIONS = sizeof sections / sizeof *sections };

static bool is_present(const stet_html *html, const stet_html_section *section)
{
    return !section->present || section->present(html);
}

static void add_hash(stet_html *html, const char *directive, const stet_buffer *code)
{
    stet_sha256 hash;
    uint8_t digest[STET_SHA256_SIZE];
    stet_sha256_init(&hash);
    stet_sha256_update(&hash, stet_buffer_str(code));
    stet_sha256_finish(&hash, digest);
    stet_html_format(html, "%s 'sha256-", directive);
    stet_sha256_base64(&html->out, digest);
    stet_html_add(html, "'; ");
}

/* Nothing is fetched, nothing runs but the style and the script below, nothing is sent,
   and no text ever becomes markup in the browser. The policy comes before all that it
   is about. */
static void add_policy(stet_html *html, const stet_buffer *style,
                       const stet_buffer *script)
{
    stet_html_add(html, "<meta http-equiv=\"Content-Security-Policy\" "
                        "content=\"default-src 'none'; ");
    add_hash(html, "style-src", style);
    add_hash(html, "script-src", script);
    stet_html_add(html,
                  "base-uri 'none'; form-action 'none'; "
                  "require-trusted-types-for 'script'; trusted-types 'none'\">\n");
}

static void add_title(stet_html *html)
{
    const stet_audit_run *run = &html->summary->run;
    stet_html_add(html, "<title>Audit: ");
    stet_html_text(html, run->rule_set);
    stet_html_add(html, " ");
    stet_html_text(html, run->version);
    stet_html_add(html, "</title>\n");
}

static void add_contents(stet_html *html)
{
    stet_html_add(html, "<nav class=\"contents\" aria-label=\"Contents\">\n<ol>\n");
    for (size_t i = 0; i < N_SECTIONS; i++) {
        const stet_html_section *section = sections[i];
        if (!is_present(html, section))
            continue;
        stet_html_format(html, "<li><a href=\"#%s\">%s", section->id, section->title);
        if (section->count) {
            stet_html_add(html, " <span class=\"count\">");
            stet_html_count(html, section->count(html));
            stet_html_add(html, "</span>");
        }
        stet_html_add(html, "</a></li>\n");
    }
    stet_html_add(html, "</ol>\n</nav>\n");
}

static void add_section(stet_html *html, const stet_html_section *section)
{
    stet_html_format(html,
                     "<section id=\"%s\" aria-labelledby=\"%s-head\">\n"
                     "<h2 id=\"%s-head\">%s</h2>\n",
                     section->id, section->id, section->id, section->title);
    html->end = section->end * UINT64_C(1000);
    section->write(html);
    stet_html_add(html, "</section>\n");
}

/* The page stands beside its database, wherever the two are. */
static stet_str name_of(stet_str path)
{
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    return (stet_str){ path.ptr + at, path.len - at };
}

static void add_foot(stet_html *html)
{
    stet_html_add(html, "<footer class=\"foot\"><p>Made by stet ");
    stet_html_text(html, html->summary->run.stet);
    stet_html_add(html, " from <code>");
    stet_html_name(html, name_of(html->summary->run.path));
    stet_html_add(html,
                  "</code>, which holds everything that this page leaves out. The page "
                  "fetches nothing and sends nothing.</p></footer>\n");
}

static void add_body(stet_html *html)
{
    stet_html_add(html, "<body>\n<a class=\"skip\" href=\"#main\">Skip to the "
                        "report</a>\n<div class=\"page\">\n");
    stet_html_head(html);
    stet_html_add(html, "<div class=\"columns\">\n");
    add_contents(html);
    stet_html_add(html, "<main id=\"main\" tabindex=\"-1\">\n");
    for (size_t i = 0; i < N_SECTIONS; i++)
        if (is_present(html, sections[i]))
            add_section(html, sections[i]);
    add_foot(html);
    stet_html_add(html, "</main>\n</div>\n</div>\n");
}

static void add_page(stet_html *html, const stet_buffer *style,
                     const stet_buffer *script)
{
    stet_html_add(html, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta "
                        "charset=\"utf-8\">\n" STET_LEAVINGS_MARK "\n");
    add_policy(html, style, script);
    stet_html_add(html, "<meta name=\"viewport\" content=\"width=device-width, "
                        "initial-scale=1\">\n<meta name=\"referrer\" "
                        "content=\"no-referrer\">\n");
    add_title(html);
    stet_html_add(html, "<style>");
    stet_html_add(html, style->ptr);
    stet_html_add(html, "</style>\n</head>\n");
    add_body(html);
    stet_html_add(html, "<script>");
    stet_html_add(html, script->ptr);
    stet_html_add(html, "</script>\n</body>\n</html>\n");
    stet_html_flush(html);
}

bool stet_audit_html_write(const stet_audit_summary *summary,
                           const stet_audit_database *database,
                           const stet_audit_sink *sink, stet_error *error)
{
    return stet_audit_html_write_drift(summary, database, NULL, sink, error);
}

bool stet_audit_html_write_drift(const stet_audit_summary *summary,
                                 const stet_audit_database *database,
                                 const stet_comparison *drift,
                                 const stet_audit_sink *sink, stet_error *error)
{
    stet_html html = { .summary = summary,
                       .database = database,
                       .drift = drift,
                       .sink = sink,
                       .error = error };
    stet_buffer style = { 0 };
    stet_buffer script = { 0 };
    stet_html_join(&style, stet_html_style);
    stet_html_join(&script, stet_html_script);
    add_page(&html, &style, &script);
    stet_buffer_release(&style);
    stet_buffer_release(&script);
    stet_buffer_release(&html.out);
    return !html.failed;
}
