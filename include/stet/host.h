/* SPDX-License-Identifier: MIT */
/**
 * stet/host.h - what stet does for a plugin: one wrapper a function of the table.
 *
 * Call them in callbacks only, with the context that was given. What they return lives
 * until the callback returns, unless it says otherwise. A part of <stet/plugin.h>.
 */
#ifndef STET_HOST_H
#define STET_HOST_H

#include <stdarg.h>
#include <stet/api.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/** All of a document, markup removed. Spans index it. */
static inline stet_str stet_text(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->text(ctx, doc);
}

/** The part of `text` that `span` covers. */
static inline stet_str stet_slice(stet_str text, stet_span span)
{
    stet_str s = { text.ptr + span.start, span.end - span.start };
    return s;
}

/* Each analysis is made when first asked for, and once for all checks. */

static inline stet_block_array stet_blocks(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->blocks(ctx, doc);
}

static inline stet_sentence_array stet_sentences(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->sentences(ctx, doc);
}

static inline stet_word_array stet_words(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->words(ctx, doc);
}

/** The texts of a record, in source order: to a check of scope record or batch those
    that the rule's `in` selects, to others all. */
static inline stet_field_array stet_fields(stet_ctx *ctx, const stet_record *record)
{
    return ctx->api->fields(ctx, record);
}

/** All texts of a record, in source order, whatever the rule's `in` says: for what a
    text is compared with. To a check of scope record or batch only. */
static inline stet_field_array stet_texts(stet_ctx *ctx, const stet_record *record)
{
    return ctx->api->texts(ctx, record);
}

/** A record's other values, such as its "model"; empty when there is none. */
static inline stet_str stet_meta(stet_ctx *ctx, const stet_record *record,
                                 const char *key)
{
    return ctx->api->meta(ctx, record, key);
}

/** A span as a place, to keep in a batch state. */
static inline stet_place stet_place_of(stet_ctx *ctx, const stet_doc *doc,
                                       stet_span span)
{
    return ctx->api->place(ctx, doc, span);
}

/** The first match at or after `from`, never empty; spans index `subject`. */
static inline bool stet_find(stet_ctx *ctx, const stet_pattern *pattern,
                             stet_str subject, uint32_t from, stet_match *out)
{
    return ctx->api->match(ctx, pattern, subject, from, out);
}

/** The unit's next hit of the rule's gates, in text order; `*cursor` begins at 0. */
static inline bool stet_next_hit(stet_ctx *ctx, uint32_t *cursor, stet_hit *out)
{
    return ctx->api->next_hit(ctx, cursor, out);
}

/** What is known of a word form; of a number that is none, an empty text. */
static inline const stet_form_info *stet_form(stet_ctx *ctx, uint32_t form)
{
    return ctx->api->form(ctx, form);
}

/** The form of `letters`: to compare words with, or to index stet_memos(). */
static inline uint32_t stet_intern(stet_ctx *ctx, stet_str letters)
{
    return ctx->api->intern(ctx, letters);
}

/**
 * The rule's own table by word form, for this worker: a number for each form
 * that can occur, 0 until the rule writes it. What is true of a form is worked
 * out when it is first seen and looked up from then on. Ask again in each call
 * of `run`, after the words and after all that you intern: the table grows and
 * moves as forms are met.
 */
static inline uint32_t *stet_memos(stet_ctx *ctx)
{
    return ctx->api->memos(ctx);
}

/** All of a document as its author wrote it: decoded to UTF-8, markup left in. */
static inline stet_str stet_markup(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->markup(ctx, doc);
}

/** Where a span of the text stands in the markup. */
static inline stet_span stet_to_markup(stet_ctx *ctx, const stet_doc *doc,
                                       stet_span span)
{
    return ctx->api->to_markup(ctx, doc, span);
}

/** The lines of the markup. */
static inline stet_line_array stet_lines(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->lines(ctx, doc);
}

/** Links, emphasis and the like, in text order. */
static inline stet_inline_array stet_inlines(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->inlines(ctx, doc);
}

/** STET_CHARS_...: which kinds of character the markup holds. Costs nothing. */
static inline uint32_t stet_chars(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->chars(ctx, doc);
}

/** How many of `unit` a document holds, all of it. */
static inline uint64_t stet_count(stet_ctx *ctx, const stet_doc *doc,
                                  stet_count_unit unit)
{
    return ctx->api->count(ctx, doc, unit);
}

/** Whether the rule's `in` selects this block: for checks that walk the blocks. */
static inline bool stet_selected(stet_ctx *ctx, const stet_block *block)
{
    return ctx->api->selected(ctx, block);
}

/** Whether a document is Markdown, not plain text. */
static inline bool stet_is_markdown(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->is_markdown(ctx, doc);
}

/** Whether the rule set's dictionaries know a word, as it is written. */
static inline bool stet_spell(stet_ctx *ctx, stet_str word)
{
    return ctx->api->spell(ctx, word);
}

/** What the dictionaries would write for it, best first, five at most. Slow:
    for words that are reported. Lives until the callback returns. */
static inline stet_str_array stet_suggest(stet_ctx *ctx, stet_str word)
{
    return ctx->api->suggest(ctx, word);
}

/** Reads data, white space around it aside; NULL: `*fault` says what is wrong. The tree
    lives until the callback returns, and points to `text` where it can. All of a
   record's stet_raw() is read once as JSON, for however many rules. */
static inline const stet_node *stet_parse(stet_ctx *ctx, stet_syntax syntax,
                                          stet_str text, stet_fault *fault)
{
    return ctx->api->parse(ctx, syntax, text, fault);
}

/** The value of a key in a map; NULL: there is none, or `map` is something else. */
static inline const stet_node *stet_member(const stet_node *map, const char *key)
{
    const stet_node *it = map && map->kind == STET_NODE_MAP ? map->first : NULL;
    for (; it; it = it->next) {
        if (strlen(key) == it->key.len && memcmp(key, it->key.ptr, it->key.len) == 0)
            break;
    }
    return it;
}

/** A record as it stands in its source: a line of JSONL, a row of a table, a file. */
static inline stet_str stet_raw(stet_ctx *ctx, const stet_record *record)
{
    return ctx->api->raw(ctx, record);
}

/** A span of that as a place: for findings in what is no text, such as a key. */
static inline stet_place stet_raw_place(stet_ctx *ctx, const stet_record *record,
                                        stet_span span)
{
    return ctx->api->raw_place(ctx, record, span);
}

/** The file that a record stands in, as reports call it; lives as long as the batch. */
static inline stet_str stet_origin(stet_ctx *ctx, const stet_record *record)
{
    return ctx->api->origin(ctx, record);
}

/** Compiles a PCRE2 pattern that stands inside other data, such as a schema; case
    matters. NULL: `*fault` says what is wrong. In create only; it lives as long as the
    check. What can be a parameter should be one: that is part of the common scan. */
static inline const stet_pattern *stet_compile(stet_ctx *ctx, stet_str pattern,
                                               stet_fault *fault)
{
    return ctx->api->compile(ctx, pattern, fault);
}

/** Whether a pattern matches anywhere in `subject`; here an empty match is one. */
static inline bool stet_matches(stet_ctx *ctx, const stet_pattern *pattern,
                                stet_str subject)
{
    return ctx->api->matches(ctx, pattern, subject);
}

/** What a relative path leads to from the folder of the document's file; nothing is
    read. Of standard input and of the rows of a file it is not known. */
static inline stet_reach stet_reach_of(stet_ctx *ctx, const stet_doc *doc,
                                       stet_str path)
{
    return ctx->api->reach(ctx, doc, path);
}

/** The sentences of any text, as if all of it were one block: Punkt, literally. For
    specifications that count so; the sentences of a document are stet_sentences(). */
static inline stet_span_array stet_split_sentences(stet_ctx *ctx, stet_str text)
{
    return ctx->api->split_sentences(ctx, text);
}

/** STET_CLASS_...: what a character is. */
static inline uint32_t stet_char_class(stet_ctx *ctx, uint32_t code_point)
{
    return ctx->api->char_class(ctx, code_point);
}

/** A text with each letter in lower case (Unicode's simple mapping); lives until the
    callback returns. */
static inline stet_str stet_lower(stet_ctx *ctx, stet_str text)
{
    return ctx->api->lower(ctx, text);
}

/** The language of a text, by its words; give prose alone, names and quotations left
    out. Under a hundred letters it is a guess; what is told nothing of may be anything.
 */
static inline stet_language stet_language_of(stet_ctx *ctx, stet_str text)
{
    return ctx->api->language(ctx, text);
}

/** Whether stet_language_of() can tell this language: to refuse others in create. */
static inline bool stet_knows_language(stet_ctx *ctx, stet_str code)
{
    return ctx->api->knows_language(ctx, code);
}

/** The file that a place stands in, as stet_origin() has it: there is no need to keep
    that beside a place. */
static inline stet_str stet_place_origin(stet_ctx *ctx, const stet_place *place)
{
    return ctx->api->place_origin(ctx, place);
}

/**
 * A document as it is after some changes, in their order, with words, sentences and all
 * else made of what it has become; `raw`: of its markup as if that were plain text.
 * Blocks and inlines of Markdown stay, and code, addresses and raw HTML as they are. It
 * has no hits. Findings (`doc` names it) and places in it are told where the original
 * has what it was made from; their fixes are left out. It lives until the callback
 * returns; each call makes one.
 */
static inline const stet_doc *stet_transformed(stet_ctx *ctx, const stet_doc *doc,
                                               const stet_transform *steps,
                                               size_t n_steps, bool raw)
{
    return ctx->api->transformed(ctx, doc, steps, n_steps, raw);
}

/** The same of any plain text, such as an option; until the callback returns. */
static inline stet_str stet_transform_text(stet_ctx *ctx, stet_str text,
                                           const stet_transform *steps, size_t n_steps)
{
    return ctx->api->transform_text(ctx, text, steps, n_steps);
}

/** A phrase or a pattern as it is written in the rule set. */
static inline stet_str stet_written(stet_ctx *ctx, const stet_pattern *pattern)
{
    return ctx->api->written(ctx, pattern);
}

/** The language that the rule set is for, as it is written there: "en_US". */
static inline stet_str stet_own_language(stet_ctx *ctx)
{
    return ctx->api->own_language(ctx);
}

/** Reports a finding. One that cannot be told fails the rule: a message that there is
    not, a text that is gone, no place in finish. A span is cut to the text. */
static inline void stet_report(stet_ctx *ctx, const stet_finding *finding)
{
    ctx->api->report(ctx, finding);
}

/** Reports a figure of the whole batch, in finish: an audit shows it with the rule,
    whether or not there is a finding. */
static inline void stet_report_statistic(stet_ctx *ctx, const stet_statistic *statistic)
{
    ctx->api->report_statistic(ctx, statistic);
}

/** Zeroed memory that lives until the callback returns. */
static inline void *stet_alloc(stet_ctx *ctx, size_t size)
{
    return ctx->api->alloc(ctx, size);
}

/** Zeroed memory that lives as long as the check or the state. */
static inline void *stet_keep(stet_ctx *ctx, size_t size)
{
    return ctx->api->keep(ctx, size);
}

/** Fails; in create, `param` (or NULL) says which parameter is to blame. What the
   message quotes of a text stands in “ ”: an audit that keeps no text leaves it out. */
STET_PRINTF(3, 4)
static inline stet_status stet_fail(stet_ctx *ctx, const char *param,
                                    const char *format, ...)
{
    va_list args;
    va_start(args, format);
    ctx->api->fail(ctx, param, format, args);
    va_end(args);
    return STET_FAILED;
}

/** A line for `stet --verbose`. */
STET_PRINTF(2, 3)
static inline void stet_log(stet_ctx *ctx, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    ctx->api->log(ctx, format, args);
    va_end(args);
}

#ifdef __cplusplus
}
#endif

#endif
