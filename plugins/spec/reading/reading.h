/* SPDX-License-Identifier: Apache-2.0 */
/**
 * reading.h - how a text is read: the units that it is made of, under a profile.
 *
 * A unit is what a specification counts in: words, sentences, bullets, placeholders.
 * docs/units.md has the meaning of each. A profile is a whole way to read. The first,
 * `stet`, has the meanings of docs/units.md, which take Markdown and Unicode as readers
 * do. The others (`ifeval` ...) have the literal meaning of a reference that others'
 * results were made with, quirks included; they read the raw markup.
 *
 * A reading is a list of spans, in order, and the text that they index: the document's
 * text, or its markup (spec_reading.in_markup; give it to stet_finding.in_markup). A
 * span may be blank: it keeps its place among the units, for what asks for the nth of
 * them, but spec_amount() does not count it.
 *
 * Whoever adds a profile writes one file with a constant spec_profile, and one row in
 * the table of reading.c. A profile that has no meaning for a unit leaves its row NULL;
 * a rule that asks for it is refused when the rule set is loaded (spec_reads()), so a
 * unit that is not known never counts as none. Whoever adds a unit adds a name in
 * spec_unit, a row in the table of reading_plain.c, and its meaning to docs/units.md.
 *
 * Everything lives until the callback returns. Nothing here is shared between threads.
 */
#ifndef STET_SPEC_READING_H
#define STET_SPEC_READING_H

#include <stet/plugin.h>

typedef enum spec_unit {
    SPEC_TEXT, /**< All of it is one. */
    SPEC_WORDS,
    SPEC_WORD_RUNS, /**< Runs of \w. */
    SPEC_TOKENS,    /**< As the Penn Treebank cuts words and marks. */
    SPEC_CHUNKS,    /**< What white space parts. */
    SPEC_SENTENCES,
    SPEC_PARAGRAPHS,
    SPEC_LINES,
    SPEC_PARTS, /**< What stands between separators: spec_how.separator. */
    SPEC_CHARACTERS,
    SPEC_LETTERS,
    SPEC_BYTES,
    SPEC_ITEMS,
    SPEC_BULLETS,
    SPEC_NUMBERED_ITEMS,
    SPEC_TASKS,
    SPEC_HEADINGS,
    SPEC_SECTIONS,
    SPEC_QUOTES,
    SPEC_CODE_BLOCKS,
    SPEC_TABLES,
    SPEC_LINKS,
    SPEC_IMAGES,
    SPEC_CODE_SPANS,
    SPEC_BOLD,
    SPEC_ITALIC,
    SPEC_HIGHLIGHTS,
    SPEC_PLACEHOLDERS,
    SPEC_TITLES,
    SPEC_NUMBERS,
    SPEC_EMOJI,
    SPEC_STATEMENTS,
    SPEC_QUESTIONS,
    SPEC_EXCLAMATIONS,
    SPEC_BRACKET_LEVELS, /**< How deep brackets are nested: one a level. */
    SPEC_QUOTE_LEVELS,
    SPEC_RECORDS, /**< Of the data in it. */
    SPEC_UNITS,   /**< How many there are. */
} spec_unit;

/** Their names in rule sets, and the names of the profiles; NULL-terminated: the
   choices of a parameter. */
#define spec_unit_names (&spec_counted_names[1])
/** The same behind `auto`, of which a subject (subject.h) makes a unit. */
extern const char *const spec_counted_names[SPEC_UNITS + 2];
extern const char *const spec_profile_names[];
enum { SPEC_PROFILE_STET };

/** How a rule reads. */
typedef struct spec_how {
    int profile;        /**< An index of spec_profile_names. */
    int unit;           /**< A spec_unit. */
    stet_str separator; /**< Of SPEC_PARTS. */
} spec_how;

typedef struct spec_reading {
    stet_str text; /**< What the spans index. */
    bool in_markup;
    const stet_span *items; /**< In order of their starts. */
    size_t count;
} spec_reading;

/** A list of spans that grows, in the callback's memory. */
typedef struct spec_spans {
    stet_ctx *ctx;
    stet_span *items;
    size_t count, capacity;
} spec_spans;
void spec_spans_add(spec_spans *list, size_t start, size_t end);
/** By their starts; what has been found in several searches. */
void spec_spans_sort(spec_spans *list);

/** Adds the units that stand in text[within] to the list. `text` is all of the markup.
 */
typedef void spec_split(spec_spans *list, stet_str text, stet_span within,
                        const spec_how *how);

/** A way to read the raw markup. */
typedef struct spec_profile {
    const char *name;
    spec_split *split[SPEC_UNITS]; /**< NULL: it has no such unit. */
    /** What of the text counts when something must stand at its start, or end with a
        text to the letter; NULL: all but the white space at its ends. */
    stet_span (*ends)(stet_str text);
} spec_profile;
extern const spec_profile spec_profile_ifeval, spec_profile_ifbench;

/** The profile; NULL: `stet`, which is none of the raw markup. */
const spec_profile *spec_profile_of(int profile);
/** Whether the profile has the unit. Where not, fails the rule on account of `param`:
    to be asked in `create`. */
bool spec_reads(stet_ctx *ctx, const char *param, int profile, int unit);
/** Whether the profile reads the raw markup. */
bool spec_is_literal(int profile);

/** All units of a document. */
spec_reading spec_read(stet_ctx *ctx, const stet_doc *doc, spec_how how);
/** How many are not blank. What the host knows without spans costs no spans. */
uint64_t spec_amount(stet_ctx *ctx, const stet_doc *doc, spec_how how);

/** Whether blank ones of this unit count too: characters and bytes. */
bool spec_counts_blanks(int unit);
/** How many of what was read are not blank; of characters and bytes, all. */
uint64_t spec_amount_of(const spec_reading *reading, int unit);

/** Units inside units: the words of each sentence. */
typedef struct spec_nest {
    stet_ctx *ctx;
    const stet_doc *doc;
    spec_how how;
    const spec_reading *outer;
    spec_reading all; /**< Where units stand in the text whatever they stand in. */
} spec_nest;
spec_nest spec_nest_in(stet_ctx *ctx, const stet_doc *doc, spec_how how,
                       const spec_reading *outer);
/** What stands in outer->items[i]; its spans may index another text than the outer
   ones, see spec_reading.in_markup. Literal profiles cut that unit as if it were a text
   of its own, as their references do. */
spec_reading spec_nest_at(spec_nest *nest, size_t i);

/** Whether a span holds nothing but white space. */
bool spec_is_blank(stet_str text, stet_span span);
/** The span without white space at its ends: ASCII's, and no-break and other spaces. */
stet_span spec_trim_span(stet_str text, stet_span span);

/* How the profile `stet` reads: reading_plain.c. */
bool spec_plain_has(int unit);
spec_reading spec_plain_read(stet_ctx *ctx, const stet_doc *doc, spec_how how);
uint64_t spec_plain_amount(stet_ctx *ctx, const stet_doc *doc, spec_how how);

#endif
