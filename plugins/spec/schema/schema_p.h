/* SPDX-License-Identifier: Apache-2.0 */
/**
 * schema_p.h - what a schema is made of, for its own files.
 *
 *     schema.c          makes it: reads keywords, follows references
 *     schema_keyword.c  the table of keywords
 *     schema_check.c    walks schema and data together
 *     schema_map.c, schema_list.c, schema_value.c, schema_form.c
 *                       one function a keyword: maps; lists; texts and numbers; what
 *                       combines other schemas
 *     schema_unevaluated.c  what all of them together have not looked at
 *     schema_reference.c  where a $ref leads; schema_uri.c  by the names of schemas
 *     schema_equal.c    equality; schema_number.c numbers; schema_format.c formats;
 *     schema_pattern.c  patterns; schema_text.c what is told
 */
#ifndef STET_SPEC_SCHEMA_P_H
#define STET_SPEC_SCHEMA_P_H

#include "schema/schema.h"

/** What must stand behind a keyword. */
typedef enum spec_shape {
    SPEC_SHAPE_NOTE,   /**< Anything: it decides nothing. */
    SPEC_SHAPE_ANY,    /**< Anything, which is compared. */
    SPEC_SHAPE_VALUES, /**< A list of that, not an empty one. */
    SPEC_SHAPE_BOOLEAN,
    SPEC_SHAPE_NUMBER,
    SPEC_SHAPE_COUNT, /**< A whole number from 0. */
    SPEC_SHAPE_TEXT,
    SPEC_SHAPE_PATTERN,
    SPEC_SHAPE_FORMAT,
    SPEC_SHAPE_TYPES, /**< The name of a type, or a list of them. */
    SPEC_SHAPE_NAMES, /**< A list of texts. */
    SPEC_SHAPE_SCHEMA,
    SPEC_SHAPE_SCHEMAS,  /**< A list of them, not an empty one. */
    SPEC_SHAPE_ITEMS,    /**< One or a list of them. */
    SPEC_SHAPE_MEMBERS,  /**< A map of names to schemas. */
    SPEC_SHAPE_PATTERNS, /**< A map of patterns to schemas. */
    SPEC_SHAPE_NEEDS,    /**< A map of names to schemas or lists of names. */
    SPEC_SHAPE_REFERENCE,
    SPEC_SHAPE_REFUSED, /**< Known, but not here. */
} spec_shape;

/** Keywords that other keywords look at, when they stand beside them. */
typedef enum spec_role {
    SPEC_ROLE_NONE,
    SPEC_ROLE_PROPERTIES,
    SPEC_ROLE_PATTERNS,
    SPEC_ROLE_ITEMS,
    SPEC_ROLE_PREFIX,
    SPEC_ROLE_THEN,
    SPEC_ROLE_ELSE,
    SPEC_ROLE_MIN_CONTAINS,
    SPEC_ROLE_MAX_CONTAINS,
    SPEC_ROLE_REFERENCE,
} spec_role;

typedef struct spec_keyword spec_keyword;
typedef struct spec_checking spec_checking;

/** A value under way, and the way to it. */
typedef struct spec_spot {
    const stet_node *node;
    const struct spec_spot *up; /**< The list or map that it is in; NULL: the whole. */
    size_t index;               /**< In a list. */
} spec_spot;

/** Whether the value is as the keyword says; what is wrong is told. */
typedef bool spec_keyword_check(spec_checking *c, const spec_schema *schema,
                                const spec_keyword *keyword, const spec_spot *spot);

/** A row of the table. */
typedef struct spec_keyword_type {
    const char *name;
    spec_shape shape;
    spec_keyword_check *check; /**< NULL: nothing by itself. */
    uint32_t kinds; /**< Bits 1 << stet_node_kind that it looks at; 0: all. */
    spec_role role;
    const char *instead; /**< Of one that is refused: what to do. */
} spec_keyword_type;

extern const spec_keyword_type spec_keyword_types[];
extern const size_t spec_n_keyword_types;

/** A schema under a name or a pattern. */
typedef struct spec_member {
    stet_str name;
    const stet_pattern *pattern;
    const spec_schema *schema; /**< NULL: `names` stands there. */
    const stet_node *names;    /**< The first of a list. */
} spec_member;

struct spec_keyword {
    const spec_keyword_type *type;
    const stet_node *value; /**< As it is written. */
    double number;
    uint32_t kinds; /**< Of `type`: bits 1 << stet_node_kind, */
    bool whole;     /**< and only whole numbers of the numbers. */
    const stet_pattern *pattern;
    const struct spec_format *format;
    const spec_schema *schema;  /**< The one, or that to which it refers. */
    const spec_member *members; /**< By name; of a list of schemas in its order. */
    size_t n_members;
    bool is_list; /**< Of items: `members` stands there. */
};

struct spec_schema {
    const stet_node *source;
    bool never; /**< The schema `false`. */
    spec_keyword *keywords;
    size_t n_keywords;
};

/* ---- Checking ---- */

struct spec_checking {
    stet_ctx *ctx;
    spec_violation_sink *sink;
    void *user;
    uint64_t steps; /**< That are left. */
    unsigned depth;
    unsigned quiet;  /**< More than 0: what is wrong is not told, */
    stet_str *first; /**< but the first of it is kept here, unless NULL. */
    bool failed;     /**< A limit was passed. */
};

/** Whether the value is as the schema says; what is wrong is told. */
bool spec_check(spec_checking *c, const spec_schema *schema, const spec_spot *spot);
/** The same, but nothing is told; `first` (or NULL) gets the first that is wrong. */
bool spec_fits(spec_checking *c, const spec_schema *schema, const spec_spot *spot,
               stet_str *first);
/** The keyword of this role in the schema, or NULL. */
const spec_keyword *spec_beside(const spec_schema *schema, spec_role role);
/** The member of this name, or NULL. */
const spec_member *spec_member_of(const spec_keyword *keyword, stet_str name);
/** Takes steps for work that is done elsewhere; false: there are none left. */
bool spec_spend(spec_checking *c, uint64_t steps);

/** Where a violation is told. */
typedef enum spec_part { SPEC_WHOLE, SPEC_BEGIN, SPEC_KEY } spec_part;
/** Tells what is wrong; returns false. */
STET_PRINTF(4, 5)
bool spec_tell(spec_checking *c, const spec_spot *spot, spec_part part,
               const char *format, ...);

spec_keyword_check spec_check_type, spec_check_enum, spec_check_const,
    spec_check_minimum, spec_check_maximum, spec_check_exclusive_minimum,
    spec_check_exclusive_maximum, spec_check_multiple, spec_check_min_length,
    spec_check_max_length, spec_check_pattern, spec_check_format;
spec_keyword_check spec_check_required, spec_check_properties, spec_check_patterns,
    spec_check_additional, spec_check_names, spec_check_min_keys, spec_check_max_keys,
    spec_check_needs;
spec_keyword_check spec_check_items, spec_check_prefix, spec_check_additional_items,
    spec_check_contains, spec_check_min_items, spec_check_max_items, spec_check_unique;
spec_keyword_check spec_check_unevaluated_keys, spec_check_unevaluated_items;
/** Whether a pattern of `patternProperties` (NULL: there are none) matches the key. */
bool spec_matches_any(spec_checking *c, const spec_keyword *patterns, stet_str key);
/** Tells that a key is not allowed, and which of `properties` it may be a slip for. */
bool spec_tell_unknown(spec_checking *c, const spec_keyword *properties,
                       const spec_spot *child);
/** Goes into a schema at the same value; false: a limit was passed. */
bool spec_enter(spec_checking *c);
void spec_leave(spec_checking *c);
spec_keyword_check spec_check_reference, spec_check_all, spec_check_any, spec_check_one,
    spec_check_not, spec_check_if;

/* ---- Texts ---- */

/** Formatted, in the callback's memory. */
STET_PRINTF(2, 3) stet_str spec_format_text(stet_ctx *ctx, const char *format, ...);
/** The way to a spot as a JSON pointer; "" is the whole. */
stet_str spec_path(stet_ctx *ctx, const spec_spot *spot);
/** "a number", "a list": what a value is, with its article. */
const char *spec_kind_name(const stet_node *node);
const char *spec_kind_word(uint32_t kind);
/** A value as it is shown in a message, cut when it is long. */
stet_str spec_shown(stet_ctx *ctx, const stet_node *node);
/** Bytes of a text that a message shows, for "%.*s". */
int spec_width(stet_str text);
/** "s", or "" for 1. */
const char *spec_plural(double number);
bool spec_is(stet_str a, const char *b);
bool spec_equal_texts(stet_str a, stet_str b);
/** Of `n` names that of the least distance, when it is near; else an empty text. */
stet_str spec_nearest(stet_str name, const stet_str *names, size_t n);
/** Code points. */
size_t spec_schema_length(stet_str text);

/* ---- Values ---- */

/** The value of a number's text, of JSON or YAML. */
double spec_number(stet_str text);
bool spec_is_whole(double number);
/** Whether one number is a whole multiple of another, as they are written. */
bool spec_is_multiple(stet_str number, stet_str of);
/** Equal as JSON Schema has it: 1 and 1.0 are; the order of keys does not matter. */
bool spec_equal(stet_ctx *ctx, const stet_node *a, const stet_node *b);
/** The same for equal values. */
uint64_t spec_schema_hash(const stet_node *node);

/** A format: a name that a schema gives to the form of a text. */
typedef struct spec_format {
    const char *name;
    bool (*fits)(stet_str text);
    const char *what; /**< "a date, such as 2026-11-26" */
} spec_format;
/** NULL: it is not known. */
const spec_format *spec_format_named(stet_str name);
/** All names, for a message. */
stet_str spec_format_names(stet_ctx *ctx);

/** A pattern of ECMAScript, compiled; NULL: `fault` has what is wrong. In create. */
const stet_pattern *spec_pattern_make(stet_ctx *ctx, stet_str pattern,
                                      stet_fault *fault);

/* ---- Making, in create ---- */

/** A reference that is not followed yet. */
typedef struct spec_reference {
    spec_keyword *keyword;
    const stet_node *base; /**< What # stands for. */
    stet_str where;        /**< The schema it stands in, for messages. */
    struct spec_reference *next;
} spec_reference;

/** A reference against the base it stands in, without its fragment. */
stet_str spec_uri_resolve(stet_ctx *ctx, stet_str base, stet_str text);

/** NULL: it leads nowhere. */
const stet_node *spec_reference_find(stet_ctx *ctx, const stet_node *root,
                                     const stet_node *base, stet_str reference);

#endif
