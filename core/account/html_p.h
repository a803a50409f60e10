/* SPDX-License-Identifier: Apache-2.0 */
/**
 * html_p.h - what the sections of an audit's page share.
 *
 * Two ways lead into the page: stet_html_add and stet_html_format take markup of ours,
 * stet_html_text takes everything that comes from a person or a text, and escapes it.
 * So a section is safe when each stet_str in it goes through stet_html_text. None of
 * them fails: after an error of the sink nothing more is written, and html.c tells it.
 */
#ifndef STET_ACCOUNT_HTML_P_H
#define STET_ACCOUNT_HTML_P_H

#include "account/html.h"

typedef struct stet_html {
    const stet_audit_summary *summary;
    const stet_audit_database *database;
    const stet_comparison *drift; /**< NULL: no earlier audit was given. */
    const stet_audit_sink *sink;
    stet_error *error;
    stet_buffer out;  /**< Not yet handed to the sink. */
    uint64_t written; /**< Bytes that were. */
    uint64_t end;     /**< At so many bytes the section's lists end. */
    bool failed;      /**< The error is set. */
} stet_html;

/** A section of the page; one row of the table in html.c. */
typedef struct stet_html_section {
    const char *id, *title;
    bool (*present)(const stet_html *html);   /**< NULL: always. */
    uint64_t (*count)(const stet_html *html); /**< Of things; NULL: none. */
    void (*write)(stet_html *html);
    uint32_t end; /**< Its lists end when the page has so many kilobytes. */
} stet_html_section;

/* ---- html_text.c: markup, text, numbers --------------------------------- */

/** Markup of ours, as it is. */
void stet_html_add(stet_html *html, const char *markup);
STET_PRINTF(2, 3) void stet_html_format(stet_html *html, const char *format, ...);
/** A text of any origin, escaped: for elements and for attributes in double quotes. */
void stet_html_text(stet_html *html, stet_str text);
/** The same, cut to `length` bytes or a little less, with an ellipsis. */
void stet_html_text_cut(stet_html *html, stet_str text, size_t length);
/** Bytes of a name that are shown: more is no name. */
enum { STET_HTML_NAME = 300 };
/** A text that is set apart from what stands around it, whatever its direction. */
void stet_html_name(stet_html *html, stet_str name);
/** Bytes that the section's lists may still fill; 0 too when the page has failed. */
uint64_t stet_html_room(const stet_html *html);
/** "And 12 more, in the database.", where a list has more than was shown. */
void stet_html_more(stet_html *html, uint64_t shown, uint64_t all);
/** Hands what there is to the sink. */
void stet_html_flush(stet_html *html);

enum {
    STET_HTML_NUMBER = 40,
    STET_HTML_RANGE = 2 * STET_HTML_NUMBER + 4,
};
/** A number as people read it, NUL-terminated, in `shown`, which it returns. */
const char *stet_html_show_count(uint64_t count, char shown[STET_HTML_NUMBER]);
/** "43.1%"; NAN: a dash. */
const char *stet_html_show_share(double share, char shown[STET_HTML_NUMBER]);
/** By 1,000 words, without the unit; NAN: a dash. */
const char *stet_html_show_density(double rate, char shown[STET_HTML_NUMBER]);

/** "67.4–69.5%". */
const char *stet_html_show_range(double low, double high, char shown[STET_HTML_RANGE]);

/** "8,050". */
void stet_html_count(stet_html *html, uint64_t count);
/** "1 record", "8,050 records". */
void stet_html_number_of(stet_html *html, uint64_t count, const char *one,
                         const char *many);
/** "43.1% (42.0–44.2%)". */
void stet_html_share(stet_html *html, const stet_share *share);

/** Of how many records and words the rates of a table are. */
void stet_html_bases(stet_html *html);
/** Cells of a table: a number that can be sorted by; a rate and its interval. */
void stet_html_cell_count(stet_html *html, uint64_t count);
void stet_html_cell_share(stet_html *html, const stet_share *share);
void stet_html_cell_density(stet_html *html, const stet_density *density);

/** "error": level from 1 to 3. */
const char *stet_html_level_word(uint32_t level);
/** "rejected". */
const char *stet_html_state_word(stet_audit_state state);
/** The word with its sign; the part of the page that filters look at. */
void stet_html_level(stet_html *html, uint32_t level);
/** A record's name, where it is, and its group. */
void stet_html_place(stet_html *html, const stet_audit_place *place);
/** Begins a table that scrolls on its own where it is too wide: `label` of ours. */
void stet_html_table_begin(stet_html *html, const char *label, const char *classes);
void stet_html_table_end(stet_html *html);

/* ---- The page's own style and script, by lines --------------------------- */

extern const char *const stet_html_style[];
extern const char *const stet_html_script[];
/** Lines put together, as they stand in the page and are hashed. */
void stet_html_join(stet_buffer *out, const char *const *lines);

/* ---- Sections ------------------------------------------------------------ */

/** Masthead, verdict and figures. */
void stet_html_head(stet_html *html);
extern const stet_html_section stet_html_drift;
extern const stet_html_section stet_html_acceptance;
extern const stet_html_section stet_html_levels;
extern const stet_html_section stet_html_groups;
extern const stet_html_section stet_html_sources;
extern const stet_html_section stet_html_rules;
extern const stet_html_section stet_html_batch;
extern const stet_html_section stet_html_lengths;
extern const stet_html_section stet_html_samples;
extern const stet_html_section stet_html_findings;
extern const stet_html_section stet_html_coverage;

#endif
