/* SPDX-License-Identifier: Apache-2.0 */
/* Markup, texts and numbers on their way into the page. */
#include "account/html_p.h"
#include "account/wording.h"

#include "base/str.h"
#include "report/xml.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

enum { FLUSH_AT = 64 * 1024 };

void stet_html_flush(stet_html *html)
{
    if (!html->failed && html->out.len > 0)
        html->failed = !html->sink->write(html->sink->ctx, stet_buffer_str(&html->out),
                                          html->error);
    html->written += html->out.len;
    stet_buffer_clear(&html->out);
}

uint64_t stet_html_room(const stet_html *html)
{
    uint64_t used = html->written + html->out.len;
    return html->failed || used >= html->end ? 0 : html->end - used;
}

static void settle(stet_html *html)
{
    if (html->out.len >= FLUSH_AT)
        stet_html_flush(html);
}

void stet_html_add(stet_html *html, const char *markup)
{
    stet_buffer_add_text(&html->out, markup);
    settle(html);
}

void stet_html_format(stet_html *html, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    stet_buffer_vformat(&html->out, format, args);
    va_end(args);
    settle(html);
}

void stet_html_text(stet_html *html, stet_str text)
{
    stet_xml_add(&html->out, text);
    settle(html);
}

void stet_html_text_cut(stet_html *html, stet_str text, size_t length)
{
    size_t end = length;
    if (text.len <= length) {
        stet_html_text(html, text);
        return;
    }
    while (end > 0 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
        end--;
    stet_html_text(html, (stet_str){ text.ptr, end });
    stet_html_add(html, "…");
}

void stet_html_name(stet_html *html, stet_str name)
{
    stet_html_add(html, "<bdi>");
    stet_html_text_cut(html, stet_wording_visible(name), STET_HTML_NAME);
    stet_html_add(html, "</bdi>");
}

const char *stet_html_show_count(uint64_t count, char shown[STET_HTML_NUMBER])
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%" PRIu64, count);
    size_t out = 0;
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            shown[out++] = ',';
        shown[out++] = digits[i];
    }
    shown[out] = '\0';
    return shown;
}

/* Small rates need more digits, and a rate that is nearly none or all says so. */
const char *stet_html_show_share(double share, char shown[STET_HTML_NUMBER])
{
    double percent = share * 100;
    const char *word = isnan(share)       ? "–"
                       : percent <= 0     ? "0%"
                       : percent < 0.005  ? "&lt;0.01%"
                       : percent >= 100   ? "100%"
                       : percent >= 99.95 ? "&gt;99.9%"
                                          : NULL;
    if (word)
        snprintf(shown, STET_HTML_NUMBER, "%s", word);
    else
        snprintf(shown, STET_HTML_NUMBER, "%.*f%%", percent < 1 ? 2 : 1, percent);
    return shown;
}

const char *stet_html_show_density(double rate, char shown[STET_HTML_NUMBER])
{
    int digits = rate < 0.01 ? 4 : rate < 0.1 ? 3 : rate < 10 ? 2 : rate < 100 ? 1 : 0;
    const char *word = isnan(rate)      ? "–"
                       : isinf(rate)    ? "∞"
                       : rate <= 0      ? "0"
                       : rate < 0.00005 ? "&lt;0.0001"
                                        : NULL;
    if (word)
        snprintf(shown, STET_HTML_NUMBER, "%s", word);
    else
        snprintf(shown, STET_HTML_NUMBER, "%.*f", digits, rate);
    return shown;
}

/* The unit once, where both ends have it. */
const char *stet_html_show_range(double low, double high, char shown[STET_HTML_RANGE])
{
    char first[STET_HTML_NUMBER];
    char second[STET_HTML_NUMBER];
    stet_html_show_share(low, first);
    stet_html_show_share(high, second);
    size_t len = strlen(first);
    if (first[0] != '&' && second[0] != '&' && first[len - 1] == '%')
        first[len - 1] = '\0';
    snprintf(shown, STET_HTML_RANGE, "%s–%s", first, second);
    return shown;
}

void stet_html_count(stet_html *html, uint64_t count)
{
    char shown[STET_HTML_NUMBER];
    stet_html_add(html, stet_html_show_count(count, shown));
}

void stet_html_number_of(stet_html *html, uint64_t count, const char *one,
                         const char *many)
{
    stet_html_count(html, count);
    stet_html_format(html, " %s", count == 1 ? one : many);
}

void stet_html_more(stet_html *html, uint64_t shown, uint64_t all)
{
    if (shown >= all)
        return;
    stet_html_add(html, "<p class=\"note\">And ");
    stet_html_count(html, all - shown);
    stet_html_add(html, " more, in the database.</p>\n");
}

void stet_html_share(stet_html *html, const stet_share *share)
{
    char value[STET_HTML_NUMBER];
    char range[STET_HTML_RANGE];
    stet_html_format(html, "%s (%s)", stet_html_show_share(share->share, value),
                     stet_html_show_range(share->low, share->high, range));
}

void stet_html_bases(stet_html *html)
{
    const stet_audit_rates *totals = &html->summary->totals;
    if (totals->records == 0)
        return;
    stet_html_add(html, "Shares are of ");
    stet_html_number_of(html, totals->records, "record", "records");
    stet_html_add(html, ", rates by 1,000 words of ");
    stet_html_number_of(html, totals->words, "word", "words");
    stet_html_add(html, ".");
}

void stet_html_cell_count(stet_html *html, uint64_t count)
{
    char shown[STET_HTML_NUMBER];
    stet_html_format(html, "<td class=\"n\" data-v=\"%" PRIu64 "\">%s</td>", count,
                     stet_html_show_count(count, shown));
}

/* A rate of nothing is not known, nor its interval; it is sorted behind all others. */
static void add_unknown_cells(stet_html *html)
{
    stet_html_add(html, "<td class=\"n\" data-v=\"NaN\">–</td>"
                        "<td class=\"n range\" data-v=\"NaN\">–</td>");
}

void stet_html_cell_share(stet_html *html, const stet_share *share)
{
    char shown[STET_HTML_NUMBER];
    char range[STET_HTML_RANGE];
    if (isnan(share->share)) {
        add_unknown_cells(html);
        return;
    }
    stet_html_format(html, "<td class=\"n\" data-v=\"%.9g\">%s</td>", share->share,
                     stet_html_show_share(share->share, shown));
    stet_html_format(html, "<td class=\"n range\" data-v=\"%.9g\">%s</td>", share->low,
                     stet_html_show_range(share->low, share->high, range));
}

void stet_html_cell_density(stet_html *html, const stet_density *density)
{
    char shown[STET_HTML_NUMBER];
    char high[STET_HTML_NUMBER];
    if (isnan(density->rate)) {
        add_unknown_cells(html);
        return;
    }
    stet_html_format(html, "<td class=\"n\" data-v=\"%.9g\">%s</td>", density->rate,
                     stet_html_show_density(density->rate, shown));
    stet_html_format(html, "<td class=\"n range\" data-v=\"%.9g\">%s–%s</td>",
                     density->low, stet_html_show_density(density->low, shown),
                     stet_html_show_density(density->high, high));
}

const char *stet_html_level_word(uint32_t level)
{
    static const char *const words[STET_SUMMARY_LEVELS] = { "finding", "suggestion",
                                                            "warning", "error" };
    return words[level < STET_SUMMARY_LEVELS ? level : 0];
}

const char *stet_html_state_word(stet_audit_state state)
{
    static const char *const words[STET_SUMMARY_STATES] = { "accepted", "rejected",
                                                            "failed" };
    return words[(size_t)state < STET_SUMMARY_STATES ? state : STET_AUDIT_FAILED];
}

void stet_html_level(stet_html *html, uint32_t level)
{
    const char *word = stet_html_level_word(level);
    stet_html_format(
        html, "<span class=\"level %s\"><span data-is=\"level\">%s</span></span>", word,
        word);
}

void stet_html_place(stet_html *html, const stet_audit_place *place)
{
    bool named = place->name.len > 0;
    if (named) {
        stet_html_add(html, "<b>");
        stet_html_name(html, place->name);
        stet_html_add(html, "</b> ");
    }
    if (place->path.len > 0) {
        stet_html_add(html, named ? "<small>" : "<b>");
        stet_html_name(html, place->path);
        if (place->record > 0) {
            stet_html_add(html, ", record ");
            stet_html_count(html, place->record);
        }
        stet_html_add(html, named ? "</small>" : "</b>");
    }
}

void stet_html_table_begin(stet_html *html, const char *label, const char *classes)
{
    stet_html_format(html,
                     "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" "
                     "tabindex=\"0\">\n<table class=\"%s\">\n",
                     label, classes);
}

void stet_html_table_end(stet_html *html)
{
    stet_html_add(html, "</tbody>\n</table>\n</div>\n");
}

void stet_html_join(stet_buffer *out, const char *const *lines)
{
    for (; *lines; lines++) {
        stet_buffer_add_text(out, *lines);
        stet_buffer_add_char(out, '\n');
    }
}
