/* SPDX-License-Identifier: MIT */
/**
 * stet/check.h - what a plugin offers: its descriptor, check types and parameters, and
 * what a check reports.
 *
 * All of it is constant data, tables with one row a line, that the core reads without
 * running any of the plugin's code. A part of <stet/plugin.h>, whose essay says when
 * each callback is called.
 */
#ifndef STET_CHECK_H
#define STET_CHECK_H

#include <stet/document.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Findings ---------------------------------------------------------- */

/** A value for one {name} of a message. */
typedef struct stet_arg {
    const char *name;
    stet_str text; /**< Used when `text.ptr` is set, */
    double number; /**< else this. */
} stet_arg;

typedef struct stet_edit {
    stet_span span;
    stet_str text;
} stet_edit;

/** A way to mend a finding; its edits are applied together or not at all. */
typedef struct stet_fix {
    const char *label;
    const stet_edit *edits;
    size_t n_edits;
    bool safe; /**< May be applied unseen: it cannot change the meaning. */
} stet_fix;

/** Copied by stet_report(): all of it may be on the caller's stack. */
typedef struct stet_finding {
    uint32_t message;        /**< Index into the check type's messages. */
    stet_span span;          /**< In `doc`: in its text, */
    bool in_markup;          /**< or, with the edits' spans, in its markup. */
    const stet_doc *doc;     /**< NULL: the unit's document. */
    const stet_place *place; /**< When set, used in place of span and doc. */
    const stet_place *related;
    size_t n_related;
    const stet_arg *args;
    size_t n_args;
    const stet_fix *fixes; /**< Best first. */
    size_t n_fixes;
} stet_finding;

/** A figure of the whole batch, such as an agreement: what a rule has worked out, be
    there a fault in it or not. Its words are the plugin's, never those of texts, and
    live as long as that. */
typedef struct stet_statistic {
    const char *name; /**< What it is: "nominal alpha". */
    double value;
    double low, high;  /**< The ends of its interval, and */
    double confidence; /**< its level, such as 0.95; 0: it has none. */
    uint64_t n;        /**< Of how many it is, */
    const char *of;    /**< and of what, in the plural: "items". */
} stet_statistic;

/* ---- Parameters -------------------------------------------------------- */

/** The type of a parameter, and of the option field that receives it. */
typedef enum stet_type {
    STET_T_BOOL = 1, /**< bool */
    STET_T_INT,      /**< int64_t */
    STET_T_REAL,     /**< double */
    STET_T_CHOICE,   /**< int, an index into `choices` */
    STET_T_TEXT,     /**< stet_str */
    STET_T_PATTERN,  /**< const stet_pattern *: a PCRE2 pattern */
    STET_T_PHRASE,   /**< const stet_pattern *: literal words, any case, at word
                          boundaries, any white space between them */
    STET_T_LIST,     /**< stet_list: `items` follow `sub` */
    STET_T_DATA,     /**< const stet_node *: any YAML, as data; a text that begins with
                          { or [ is read as JSON, another one names a file of JSON or
                          YAML beside the rule set; NULL when nothing is given. Its spans
                          mean nothing. */
} stet_type;

/**
 * What a parameter does when a rule is given more of it: a greater number, a longer
 * list, true where there was false. `stet diff` tells by it whether a specification
 * became stricter or looser. Only what is so in every case is one of the first two.
 */
typedef enum stet_effect {
    STET_OTHER,    /**< Neither, or not always: another value lets other texts pass. */
    STET_STRICTER, /**< What is found with less is found with more: a minimum, what is
                        banned, what is required. */
    STET_LOOSER,   /**< The other way round: a maximum, what is excepted. */
    STET_LIMIT,  /**< Looser, but the least number of its range and an empty list are no
                      limit at all. */
    STET_DEMAND, /**< Each value asks for something else, the preset for nothing. */
    STET_SAME,   /**< It changes messages and fixes, not which texts pass. */
} stet_effect;

/** A list of option structs, each `sub_size` bytes, as `sub` describes. */
typedef struct stet_list {
    const void *items;
    size_t count;
} stet_list;

/**
 * One parameter of a check type, and where its value goes.
 *
 * A field `max_words` is written `max-words` in YAML. A list whose `sub` holds a
 * single parameter takes plain values: `words: [very, quite]`. No parameter may be
 * called as what every rule has: check, level, in, at, when, since, until, grace,
 * message, why, evidence, url, examples. `at` is the core's for gates too: only hits
 * that stand there are given to the rule. A range with max < min has no upper end.
 */
typedef struct stet_param {
    const char *name;
    stet_type type;
    size_t offset;              /**< Of the field in the options struct. */
    const char *preset;         /**< The default, as YAML; NULL: it must be given. */
    double min, max;            /**< Of the value, or of its length; 0, 0: any. */
    const char *const *choices; /**< NULL-terminated. */
    const struct stet_param *sub;
    size_t n_sub;
    size_t sub_size;
    const char *ignore_case; /**< Of a pattern or phrase: names the boolean parameter
                          of the same check type that says whether case matters
                          not; NULL, or none of that name: it does not matter. */
    const char *whole_words; /**< Of the same: the boolean parameter that asks for a
                          word boundary at both ends; NULL, or none of that
                          name: a phrase does, a pattern does not. */
    bool gate;       /**< A pattern or phrase without which the rule has nothing to
                          say: `run` is called only for a unit in which a gate of
                          the rule matched. All gates of all rules are looked for in
                          one scan, so cost follows what is found, not how many
                          rules there are. */
    const char *doc; /**< One sentence. */
    bool field;      /**< Of a text: it names a field, or is empty; of a list of texts:
                          each does. The core refuses names that no texts of the
                          rule set have. */
    const char
        *gate_unless; /**< Of a gate: names parameters of the same check type, parted by
                        blanks, with which it is none: a choice whenever that is not its
                        first one, a list of choices when it is not empty. `run` is
                        always called then, and looks itself. */
    stet_effect more; /**< What more of it does; expect values not listed yet. */
    const char *turned_by; /**< Names the choice or boolean of the same check type that
                          turns that round unless it has its preset, as `need: any` does
                          for a list of what is required; NULL: none. */
    const char
        *unless; /**< Names one with which nothing can be said unless it has its
                   preset, as `only: true` lets stand what is required; NULL: none. */
} stet_param;

#define STET_LEN(array) (sizeof(array) / sizeof *(array))

#ifndef __cplusplus
/** The offset of S.f; does not compile unless the field has type T. */
#define STET_AT(S, f, T)                                                            \
    (offsetof(S, f) + 0 * sizeof(struct {                                           \
                          int unused;                                               \
                          _Static_assert(_Generic(((S *)0)->f, T : 1, default : 0), \
                                         #f " must have type " #T);                 \
                      }))

#define STET_BOOL(S, f, ...)   STET_PARAM_(S, f, BOOL, bool, __VA_ARGS__)
#define STET_INT(S, f, ...)    STET_PARAM_(S, f, INT, int64_t, __VA_ARGS__)
#define STET_REAL(S, f, ...)   STET_PARAM_(S, f, REAL, double, __VA_ARGS__)
#define STET_CHOICE(S, f, ...) STET_PARAM_(S, f, CHOICE, int, __VA_ARGS__)
#define STET_TEXT(S, f, ...)   STET_PARAM_(S, f, TEXT, stet_str, __VA_ARGS__)
#define STET_PATTERN(S, f, ...) \
    STET_PARAM_(S, f, PATTERN, const stet_pattern *, __VA_ARGS__)
#define STET_PHRASE(S, f, ...) \
    STET_PARAM_(S, f, PHRASE, const stet_pattern *, __VA_ARGS__)
#define STET_DATA(S, f, ...) STET_PARAM_(S, f, DATA, const stet_node *, __VA_ARGS__)
#define STET_LIST(S, f, Sub, table, ...)                                       \
    STET_PARAM_(S, f, LIST, stet_list, .sub = table, .n_sub = STET_LEN(table), \
                .sub_size = sizeof(Sub), __VA_ARGS__)
#define STET_PARAM_(S, f, t, T, ...)                                            \
    {                                                                           \
        .name = #f, .type = STET_T_##t, .offset = STET_AT(S, f, T), __VA_ARGS__ \
    }
#endif

/* ---- Check types ------------------------------------------------------- */

/** How much of the input one call of `run` sees. */
typedef enum stet_scope {
    STET_SCOPE_SENTENCE = 1,
    STET_SCOPE_BLOCK,
    STET_SCOPE_DOCUMENT,
    STET_SCOPE_RECORD,
    STET_SCOPE_BATCH, /**< Called once a record, then merged and finished. */
} stet_scope;

typedef enum stet_level {
    STET_SUGGESTION = 1,
    STET_WARNING,
    STET_ERROR,
} stet_level;

/** A message; a rule set may reword it, keeping the {names}. */
typedef struct stet_message {
    const char *id;
    const char *text;
} stet_message;

typedef struct stet_check_type {
    const char *name;    /**< "repeated-word"; used as "grammar.repeated-word". */
    const char *summary; /**< One line, no full stop. */
    const char *doc;     /**< Markdown: what it finds, why, its limits. */
    stet_scope scope;
    stet_level level; /**< Unless the rule says otherwise. */

    const stet_message *messages;
    size_t n_messages;
    const stet_param *params;
    size_t n_params;
    size_t options_size;

    /** Makes a check of valid options. NULL: the options are the check. */
    stet_status (*create)(stet_ctx *ctx, const void *options, void **check);
    stet_status (*open)(stet_ctx *ctx, const void *check, void **state);
    stet_status (*run)(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit);
    /** Must not care about order: merge(a, b) and merge(b, a) tell the same. */
    stet_status (*merge)(stet_ctx *ctx, const void *check, void *into, void *from);
    stet_status (*finish)(stet_ctx *ctx, const void *check, void *state);
    void (*close)(const void *check, void *state);
    void (*destroy)(void *check);

    /** Its findings say something of a text as a whole (a number, a density), though
        they point to one place. Of findings of several rules in one place stet tells
        one; these neither silence others nor are silenced. */
    bool whole;
    /** The kinds of block, bits 1 << stet_block_kind, that a rule looks at whose `in`
        names none; 0: all that are prose. */
    uint32_t kinds;
    /** `run` is called where no gate matched, too, for what is missing has something to
        say: gates are then only a way to have all matches from the common scan. Of
       scope document and record. */
    bool anyway;

    /** Writes all that a state holds by stet_put_number() and what stands beside it;
       the order is its own. Both or neither; a state must be mergeable. */
    stet_status (*save)(stet_ctx *ctx, const void *check, void *state);
    /** Reads by stet_get_number() and its like, in the same order, what `save` wrote,
       all of it, and adds it to what the state holds already: many are loaded one after
       the other, and must not care about order. What is read may be damaged: a check is
        left out when load fails, and must not crash later when it did not. */
    stet_status (*load)(stet_ctx *ctx, const void *check, void *state);

    /** What it finds is nobody's business but the author's: a key, a number of an
       account. No report repeats it, of whatever rule; the ends are shown, as its own
       messages should, too. Of findings that have a span. */
    bool secret;
} stet_check_type;

#define STET_PARAMS(S, table) \
    .params = table, .n_params = STET_LEN(table), .options_size = sizeof(S)
#define STET_MESSAGES(table) .messages = table, .n_messages = STET_LEN(table)

/* ---- The plugin -------------------------------------------------------- */

/** What the plugin was compiled against; lets the tables grow. */
typedef struct stet_header {
    uint32_t abi, plugin_size, check_size, param_size, message_size;
} stet_header;

#define STET_HEADER                                                                 \
    {                                                                               \
        STET_ABI, sizeof(stet_plugin), sizeof(stet_check_type), sizeof(stet_param), \
            sizeof(stet_message)                                                    \
    }

typedef struct stet_plugin {
    stet_header header; /**< STET_HEADER */
    const char *name;   /**< Lower case; the prefix of its check types. */
    const char *version;
    const char *summary;                  /**< One line, no full stop. */
    const char *url;                      /**< Where to report a bug. */
    const stet_check_type *const *checks; /**< One file a check type, one row here. */
    size_t n_checks;
} stet_plugin;

#define STET_CHECKS(table) .checks = table, .n_checks = STET_LEN(table)

/**
 * Begins the descriptor: `STET_PLUGIN(grammar) = { STET_HEADER, ... };`
 *
 * `module` is the file name without its extension. It is part of the symbol, as
 * libltdl expects, so that plugins can also be linked into one program.
 */
#define STET_PLUGIN(module)                                        \
    STET_EXPORT extern const stet_plugin module##_LTX_stet_plugin; \
    const stet_plugin module##_LTX_stet_plugin

#ifdef __cplusplus
}
#endif

#endif
