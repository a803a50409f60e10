/* SPDX-License-Identifier: Apache-2.0 */
/* JSON Schema as spec.structure checks it: each keyword with data that it lets pass and
   data that it does not; what is no schema; and schemas that ask for too much. */
#include "base/str.h"
#include "run/engine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

extern const stet_plugin spec_LTX_stet_plugin;

static stet_registry registry;

static int begin(void **state)
{
    stet_error error = STET_ERROR_NONE;
    (void)state;
    return stet_registry_add(&registry, &spec_LTX_stet_plugin, STET_STR("(test)"),
                             &error)
               ? 0
               : -1;
}

static int end(void **state)
{
    (void)state;
    stet_registry_release(&registry);
    return 0;
}

static bool read_rules(void *user, const char *path, stet_buffer *out,
                       stet_error *error)
{
    (void)path, (void)error;
    stet_buffer_format(out,
                       "rules:\n  r:\n    check: spec.structure\n    parses: json\n"
                       "    schema: %s\n",
                       (const char *)user);
    return true;
}

/** A rule with one schema. */
typedef struct fixture {
    stet_rule_set *set;
    stet_engine *engine; /**< NULL: the schema was refused. */
    stet_diagnostics errors;
} fixture;

static void open_fixture(fixture *f, char *schema)
{
    stet_rule_set_options options = {
        .registry = &registry, .cache = STET_STR(""), .read = read_rules, .user = schema
    };
    const stet_engine_options run = { .jobs = 1 };
    *f = (fixture){ .engine = NULL };
    f->set = stet_rule_set_load(STET_STR("stet.yaml"), &options, &f->errors);
    f->engine = f->set ? stet_engine_new(f->set, &run, &f->errors) : NULL;
}

static void close_fixture(fixture *f)
{
    stet_engine_free(f->engine);
    if (f->set)
        stet_rule_set_free(f->set);
    stet_diagnostics_release(&f->errors);
}

/** Appends "byte-byte message" of each finding, with | between them. */
static size_t find(const fixture *f, const char *data, stet_buffer *found)
{
    stet_result result = { 0 };
    stet_buffer_add_text(found, "");
    stet_engine_check_text(f->engine, stet_str_from(data), true, NULL, &result);
    for (size_t k = 0; k < result.n_findings; k++) {
        const stet_located *item = &result.findings[k];
        stet_buffer_format(found, "%s%llu-%llu %.*s", k ? "|" : "",
                           (unsigned long long)item->start.byte,
                           (unsigned long long)item->end.byte, (int)item->message.len,
                           item->message.ptr);
    }
    size_t n_troubles = result.n_troubles;
    stet_result_release(&result);
    return n_troubles;
}

typedef struct sample {
    const char *schema;
    const char *data;
    const char *found; /**< See find(). */
} sample;

static char *own(const char *text)
{
    stet_buffer copy = { 0 };
    stet_buffer_add_text(&copy, text);
    return copy.ptr;
}

static void expect(const sample *samples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        fixture f;
        char *schema = own(samples[i].schema);
        stet_buffer found = { 0 };
        open_fixture(&f, schema);
        if (!f.engine)
            fail_msg("%s: %.*s", schema, (int)f.errors.items[0].message.len,
                     f.errors.items[0].message.ptr);
        assert_int_equal(find(&f, samples[i].data, &found), 0);
        if (strcmp(found.ptr, samples[i].found) != 0)
            fail_msg("%s on %s:\n\"%s\", not\n\"%s\"", schema, samples[i].data,
                     found.ptr, samples[i].found);
        stet_buffer_release(&found);
        close_fixture(&f);
        free(schema);
    }
}

static void test_values(void **state)
{
    static const sample samples[] = {
        { "{type: number}", "1.5", "" },
        { "{type: number}", "\"1\"", "0-3 the data: must be a number, is a text" },
        { "{type: integer}", "1.0", "" },
        { "{type: integer}", "1.5", "0-3 the data: must be a whole number, is 1.5" },
        { "{type: [string, 'null']}", "null", "" },
        { "{type: [string, null]}", "null", "" },
        { "{type: [integer, number]}", "1.5", "" },
        { "{type: [object, array]}", "true",
          "0-4 the data: must be a list or a map, is true" },
        { "{type: boolean}", "[]", "0-2 the data: must be true or false, is a list" },
        { "{enum: [a, 1, null, [2]]}", "[2.0]", "" },
        { "{enum: [a, 1]}", "\"b\"", "0-3 the data: must be one of “a”, 1; is “b”" },
        { "{const: {a: [1, x], b: 2}}", "{\"b\": 2, \"a\": [1, \"x\"]}", "" },
        { "{const: 'é'}", "\"\\u00e9\"", "" },
        { "{const: 9007199254740993}", "9007199254740992",
          "0-16 the data: must be 9007199254740993, is 9007199254740992" },
        { "{minimum: 2, maximum: 3}", "[1]", "" },
        { "{minimum: 2}", "1.9", "0-3 the data: must be at least 2, is 1.9" },
        { "{maximum: 2}", "2.1", "0-3 the data: must be at most 2, is 2.1" },
        { "{exclusiveMinimum: 2}", "2", "0-1 the data: must be more than 2, is 2" },
        { "{exclusiveMaximum: 2}", "2", "0-1 the data: must be less than 2, is 2" },
        { "{multipleOf: 0.0001}", "0.0075", "" },
        { "{multipleOf: 0.01}", "19.99", "" },
        { "{multipleOf: 5}", "7", "0-1 the data: must be a multiple of 5, is 7" },
        { "{minLength: 2, maxLength: 3}", "\"né\"", "" },
        { "{minLength: 2}", "\"é\"",
          "0-4 the data: must have at least 2 characters, has 1" },
        { "{maxLength: 1}", "\"ab\"",
          "0-4 the data: must have at most 1 character, has 2" },
        { "{pattern: '^\\d+$'}", "\"12\"", "" },
        { "{pattern: '^\\d+$'}", "\"12\\n\"",
          "0-6 the data: must match the pattern ^\\d+$, is “12 ”" },
        { "{pattern: '^[\\w.]*$'}", "\"\"", "" },
        { "{pattern: '^[^\\W]$'}", "\"\\u00e9\"",
          "0-8 the data: must match the pattern ^[^\\W]$, is “é”" },
        { "{pattern: '^[\\D]\\u0061$'}", "\"xa\"", "" },
    };
    (void)state;
    expect(samples, STET_LEN(samples));
}

static void test_maps(void **state)
{
    static const sample samples[] = {
        { "{required: [a, b]}", "{\"a\": 1}", "0-1 the data: the key “b” is missing" },
        { "{required: [a]}", "[]", "" },
        { "{properties: {a: {type: number}}}", "{\"a\": \"x\", \"b\": 1}",
          "6-9 /a: must be a number, is a text" },
        { "{properties: {a: false}}", "{\"a\": 1}", "6-7 /a: must not be there" },
        { "{properties: {a~/b: {type: 'null'}}}", "{\"a~/b\": 1}",
          "9-10 /a~0~1b: must be null, is 1" },
        { "{properties: {amount: {}}, additionalProperties: false}", "{\"amuont\" : 1}",
          "1-9 the data: the key “amuont” is not allowed; did you mean “amount”?" },
        { "{patternProperties: {'^x': {type: number}}, additionalProperties: {const: "
          "1}}",
          "{\"x1\": \"a\", \"y\": 2}",
          "7-10 /x1: must be a number, is a text|17-18 /y: must be 1, is 2" },
        { "{propertyNames: {maxLength: 1}}", "{\"ab\": 1}",
          "1-5 the data: the key “ab” must have at most 1 character, has "
          "2" },
        { "{minProperties: 1, maxProperties: 1}", "{}",
          "0-1 the data: must have at least 1 key, has 0" },
        { "{maxProperties: 1}", "{\"a\": {}, \"b\": 1}",
          "0-1 the data: must have at most 1 key, has 2" },
        { "{dependencies: {a: [b], c: {required: [d]}}}", "{\"a\": 1, \"c\": 1}",
          "0-1 the data: the key “b” is missing: it must be there when “a” is|"
          "0-1 the data: the key “d” is missing" },
        { "{dependentRequired: {a: [b]}, dependentSchemas: {b: {maxProperties: 1}}}",
          "{\"b\": 1}", "" },
    };
    (void)state;
    expect(samples, STET_LEN(samples));
}

static void test_lists(void **state)
{
    static const sample samples[] = {
        { "{items: {type: number}}", "[1, \"2\", [3]]",
          "4-7 /1: must be a number, is a text|9-12 /2: must be a number, is a list" },
        { "{items: [{type: number}, {}], additionalItems: false}", "[1, 2, 3]",
          "7-8 /2: must not be there" },
        { "{prefixItems: [{const: 1}], items: {const: 2}}", "[2, 2, 1]",
          "1-2 /0: must be 1, is 2|7-8 /2: must be 2, is 1" },
        { "{additionalItems: false}", "[1]", "" },
        { "{contains: {const: 1}}", "[2]",
          "0-1 the data: must hold at least 1 item of the form that `contains` states, "
          "holds 0" },
        { "{contains: {const: 1}, minContains: 0, maxContains: 1}", "[1, 1]",
          "0-1 the data: must hold at most 1 item of the form that `contains` states, "
          "holds 2" },
        { "{minItems: 2}", "[1]", "0-1 the data: must have at least 2 items, has 1" },
        { "{maxItems: 0}", "[1]", "0-1 the data: must have at most 0 items, has 1" },
        { "{uniqueItems: true}", "[1, {\"a\": 1, \"b\": 2}, {\"b\": 2.0, \"a\": 1}, 1]",
          "22-40 /2: is the same as item 1; each item must be another|"
          "42-43 /3: is the same as item 0; each item must be another" },
        { "{uniqueItems: true}", "[1, true, \"1\", [1], null, 0, false]", "" },
        { "{uniqueItems: false}", "[1, 1]", "" },
    };
    (void)state;
    expect(samples, STET_LEN(samples));
}

static void test_forms(void **state)
{
    static const sample samples[] = {
        { "{allOf: [{minimum: 2}, {maximum: 0}]}", "1",
          "0-1 the data: must be at least 2, is 1|0-1 the data: must be at most 0, is "
          "1" },
        { "{anyOf: [{type: string}, {minimum: 2}]}", "2", "" },
        { "{properties: {a: {anyOf: [{type: string}, {items: {const: 1}}]}}}",
          "{\"a\": [2]}",
          "6-9 /a: fits none of the 2 forms that it may have: 1) must be a text, is a "
          "list; 2) /0 must be 1, is 2" },
        { "{oneOf: [{minimum: 2}, {maximum: 5}]}", "1", "" },
        { "{oneOf: [{minimum: 2}, true, {maximum: 5}]}", "3",
          "0-1 the data: fits the forms 1 and 2 of the 3 that it may have; it must fit "
          "one alone" },
        { "{not: {type: string}}", "\"a\"",
          "0-3 the data: has the form that `not` forbids in the schema" },
        { "{if: {minimum: 5}, then: {multipleOf: 2}, else: {const: 1}}", "7",
          "0-1 the data: must be a multiple of 2, is 7" },
        { "{if: {minimum: 5}, then: false, else: {const: 1}}", "1", "" },
        { "{then: false, else: false}", "1", "" },
        { "true", "1", "" },
        { "false", "1", "0-1 the data: must not be there" },
    };
    (void)state;
    expect(samples, STET_LEN(samples));
}

static void test_references(void **state)
{
    static const sample samples[] = {
        { "{$defs: {n: {type: number}}, items: {$ref: '#/$defs/n'}}", "[1, \"a\"]",
          "4-7 /1: must be a number, is a text" },
        { "{properties: {next: {$ref: '#'}}, required: [v]}",
          "{\"v\": 1, \"next\": {\"next\": {\"v\": 2}}}",
          "17-18 /next: the key “v” is missing" },
        { "{$ref: '#/properties/a', properties: {a: {$ref: '#x'}, "
          "b: {$anchor: x, type: number}}}",
          "[]", "0-2 the data: must be a number, is a list" },
        { "{definitions: {'a/b%': {const: 1}}, $ref: '#/definitions/a~1b%25'}", "2",
          "0-1 the data: must be 1, is 2" },
        { "{$ref: '#/$defs/a', maximum: 1, $defs: {a: {}}}", "2",
          "0-1 the data: must be at most 1, is 2" },
        { "{$schema: 'http://json-schema.org/draft-07/schema#', $ref: "
          "'#/definitions/a', maximum: 1, definitions: {a: {}}}",
          "2", "" },
        { "{$id: 'http://a.example/b', $defs: {c: {$id: 'http://a.example/c', $defs: "
          "{d: {const: 1}}, $ref: '#/$defs/d'}}, $ref: 'http://a.example/c'}",
          "2", "0-1 the data: must be 1, is 2" },
        { "{$id: 'http://a.example/s/order.json', $ref: item.json, $defs: {i: {$id: "
          "/s/item.json, const: 1}}}",
          "2", "0-1 the data: must be 1, is 2" },
        { "{$id: 'http://a.example/s/order.json', $ref: '../t/./item#/$defs/n', $defs: "
          "{i: {$id: '/t/item', $defs: {n: {const: 1}}}}}",
          "2", "0-1 the data: must be 1, is 2" },
        { "{$id: 'http://a.example/s/', $defs: {i: {$id: i/, $defs: {j: {$id: j, "
          "const: "
          "1}}, $ref: j}, j: {$id: j, const: 2}}, $ref: 'i/'}",
          "2", "0-1 the data: must be 1, is 2" },
        { "{$id: 'urn:a:order', $defs: {i: {$id: 'urn:a:item', const: 1}}, $ref: "
          "'urn:a:item'}",
          "2", "0-1 the data: must be 1, is 2" },
        { "{$id: 'http://a.example/s', properties: {a: {$ref: s}}, required: [b]}",
          "{\"b\": 1, \"a\": {}}", "14-15 /a: the key “b” is missing" },
        { "{$id: order, $ref: '?v=2', $defs: {i: {$id: 'order?v=2', const: 1}}}", "2",
          "0-1 the data: must be 1, is 2" },
        { "{$defs: {b: {$id: 'http://a.example/b', $defs: {c: {$anchor: n, const: "
          "1}}}, "
          "c: {$anchor: n, const: 2}}, $ref: '#n'}",
          "1", "0-1 the data: must be 2, is 1" },
    };
    (void)state;
    expect(samples, STET_LEN(samples));
}

static void test_formats(void **state)
{
    static const struct {
        const char *format;
        const char *good[6];
        const char *bad[10];
    } rows[] = {
        { "date",
          { "2024-02-29", "2000-02-29", "0000-01-01" },
          { "2026-11-31", "2026-1-01", "1900-02-29", "2026-11-26T", "٢٠٢٦-01-01" } },
        { "time",
          { "23:59:60Z", "00:00:00+00:00", "12:30:00.25-05:30", "15:59:60-08:00" },
          { "24:00:00Z", "12:00:60Z", "12:00:00", "12:00Z", "12:00:00.Z", "1:2:3Z",
            "12:00:00+24:00" } },
        { "date-time",
          { "2026-11-26T14:30:00Z", "2026-11-26t14:30:00.5+01:00" },
          { "2026-11-26", "2026-11-26 14:30:00Z", "2026-11-26T14:30:00" } },
        { "email",
          { "a.b+c@example.org", "\"a b\"@example.org", "a@[192.0.2.1]",
            "a@[IPv6:::1]" },
          { "a", "a@", "@a", ".a@b.org", "a..b@c.org", "a b@c.org", "a@-b.org",
            "a@[300.0.0.1]" } },
        { "hostname",
          { "localhost", "a-b.example", "1.example" },
          { "", "a..b", "-a", "a-", "a_b", "a." } },
        { "ipv4",
          { "0.0.0.0", "255.255.255.255" },
          { "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.1.1.1", "1.2.3.", "0x7f.1.1.1" } },
        { "ipv6",
          { "::", "::1", "1::", "2001:db8::1", "1:2:3:4:5:6:7:8", "::ffff:192.0.2.1" },
          { "", ":", ":1", "1:2:3:4:5:6:7", "1::2::3", "12345::", "1:2:3:4:5:6:7:8:9",
            "::1:", "1:2:3:4:5:6:7::8", "::g" } },
        { "uri",
          { "https://example.org/a?b#c", "mailto:a@b.org", "urn:x:y",
            "http://[::1]:80/", "http://u@h:1" },
          { "example.org", "//a/b", "http://a b", "http://a/%zz", "http://a/{b}",
            "http://a:b/", "http://[x]/", "a:#b#c" } },
        { "uri-reference", { "a/b", "#c", "//h/p", "" }, { "a b", "1:2", "\\a" } },
        { "uuid",
          { "2EB8AA08-aa98-11ea-b4aa-73b441d16380" },
          { "2eb8aa08aa9811eab4aa73b441d16380",
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638" } },
        { "json-pointer", { "", "/", "/a~0~1/0" }, { "a", "#/a", "/a~", "/a~2" } },
    };
    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_buffer schema = { 0 };
        fixture f;
        stet_buffer_format(&schema, "{format: %s}", rows[i].format);
        open_fixture(&f, schema.ptr);
        for (size_t n = 0; n < 16; n++) {
            const char *text = n < 6 ? rows[i].good[n] : rows[i].bad[n - 6];
            stet_buffer data = { 0 };
            stet_buffer found = { 0 };
            if (!text)
                continue;
            stet_buffer_add_char(&data, '"');
            for (const char *c = text; *c; c++)
                stet_buffer_format(&data, *c == '"' || *c == '\\' ? "\\%c" : "%c", *c);
            stet_buffer_add_char(&data, '"');
            find(&f, data.ptr, &found);
            if ((found.len == 0) != (n < 6))
                fail_msg("%s: %s: \"%s\"", rows[i].format, text, found.ptr);
            stet_buffer_release(&data);
            stet_buffer_release(&found);
        }
        close_fixture(&f);
        stet_buffer_release(&schema);
    }
}

/* Keys and items that nothing beside, or behind, has looked at. */
static void test_unevaluated(void **state)
{
#define ADDRESS "{$defs: {a: {properties: {street: true}}}, "
    static const sample samples[] = {
        { ADDRESS "$ref: '#/$defs/a', properties: {name: true}, "
                  "unevaluatedProperties: false}",
          "{\"street\": 1, \"name\": 2}", "" },
        { ADDRESS "$ref: '#/$defs/a', properties: {name: true}, "
                  "unevaluatedProperties: false}",
          "{\"street\": 1, \"nmae\": 2}",
          "14-20 the data: the key “nmae” is not allowed; did you mean “name”?" },
        { "{allOf: [{patternProperties: {'^x': true}}, {properties: {a: true}}], "
          "unevaluatedProperties: {type: number}}",
          "{\"x1\": \"\", \"a\": \"\", \"b\": 1}", "" },
        { "{allOf: [{properties: {a: true}}], unevaluatedProperties: {type: number}}",
          "{\"b\": \"\"}", "6-8 /b: must be a number, is a text" },
        { "{anyOf: [{properties: {a: {const: 1}}, required: [a]}, "
          "{properties: {b: true}, required: [b]}], unevaluatedProperties: false}",
          "{\"a\": 2, \"b\": 1}", "1-4 the data: the key “a” is not allowed" },
        { "{oneOf: [{properties: {a: {const: 1}}, required: [a]}, "
          "{properties: {a: {const: 2}, b: true}}], unevaluatedProperties: false}",
          "{\"a\": 2, \"b\": 1}", "" },
        { "{if: {properties: {k: {const: 1}}}, then: {properties: {a: true}}, "
          "else: {properties: {b: true}}, unevaluatedProperties: false}",
          "{\"k\": 1, \"a\": 1}", "" },
        { "{if: {properties: {k: {const: 1}}}, then: {properties: {a: true}}, "
          "else: {properties: {b: true}}, unevaluatedProperties: false}",
          "{\"k\": 2, \"b\": 1}", "1-4 the data: the key “k” is not allowed" },
        { "{dependentSchemas: {a: {properties: {b: true}}}, properties: {a: true}, "
          "unevaluatedProperties: false}",
          "{\"a\": 1, \"b\": 1}", "" },
        { "{dependentSchemas: {a: {properties: {b: true}}}, "
          "unevaluatedProperties: false}",
          "{\"b\": 1}", "1-4 the data: the key “b” is not allowed" },
        { "{allOf: [{additionalProperties: true}], unevaluatedProperties: false}",
          "{\"a\": 1}", "" },
        { "{allOf: [{unevaluatedProperties: true}], unevaluatedProperties: false}",
          "{\"a\": 1}", "" },
        { "{not: {properties: {a: {const: 2}}, required: [a]}, "
          "unevaluatedProperties: false}",
          "{\"a\": 1}", "1-4 the data: the key “a” is not allowed" },
        { "{unevaluatedProperties: false}", "[1]", "" },
        { "{prefixItems: [true], unevaluatedItems: false}", "[1]", "" },
        { "{prefixItems: [true], unevaluatedItems: false}", "[1, 2]",
          "4-5 /1: must not be there" },
        { "{allOf: [{prefixItems: [true, true]}], prefixItems: [true], "
          "unevaluatedItems: {type: string}}",
          "[1, 2, \"c\", 4]", "12-13 /3: must be a text, is 4" },
        { "{contains: {type: string}, unevaluatedItems: {type: number}}",
          "[\"a\", 1, null]", "9-13 /2: must be a number, is null" },
        { "{items: [true], unevaluatedItems: false}", "[1, 2]",
          "4-5 /1: must not be there" },
        { "{items: [true], additionalItems: true, unevaluatedItems: false}", "[1, 2]",
          "" },
        { "{anyOf: [{items: {type: number}}, true], unevaluatedItems: false}", "[1]",
          "" },
        { "{$defs: {a: {$ref: '#/$defs/a'}}, anyOf: [true], "
          "unevaluatedProperties: false}",
          "{}", "" },
    };
    (void)state;
    expect(samples, STET_LEN(samples));
#undef ADDRESS
}

static void test_what_is_no_schema(void **state)
{
    static const struct {
        const char *schema, *error;
    } rows[] = {
        { "{requird: [a]}",
          "JSON Schema has no keyword `requird`; did you mean `required`?" },
        { "{properties: {a: {x: 1}}}",
          "/properties/a: JSON Schema has no keyword `x`" },
        { "[a]", "a schema is a map, this is a list" },
        { "{type: text}", "the type “text” is not one of" },
        { "{type: []}", "`type` must be the name of a type" },
        { "{minimum: '1'}", "`minimum` must be a number, is a text" },
        { "{minLength: 1.5}", "`minLength` must be a whole number from 0" },
        { "{multipleOf: 0}", "`multipleOf` must be more than 0" },
        { "{required: a}", "`required` must be a list of keys, is a text" },
        { "{required: [1]}", "a key must be a text, is a number" },
        { "{items: 1}", "`items` must be a schema" },
        { "{properties: {a: 1}}", "/properties/a: here must be a schema" },
        { "{pattern: '('}", "the pattern '(' is not one: missing closing parenthesis" },
        { "{patternProperties: {'[': {}}}", "the pattern '[' is not one" },
        { "{format: telephone}", "stet cannot check the format `telephone`; it knows: "
                                 "date," },
        { "{$dynamicRef: '#a'}", "stet cannot check `$dynamicRef`" },
        { "{$ref: '#/$defs/a'}", "`$ref: #/$defs/a` leads to no schema" },
        { "{$ref: 'other.json'}", "`$ref: other.json` leads to no schema" },
        { "{$id: 'http://a.example/s/a', $ref: b, $defs: {b: {$id: '../b'}}}",
          "`$ref: b` leads to no schema" },
        { "{items: [{}], prefixItems: [{}]}", "`items` must be one schema" },
        { "'{\"type\": }'", "the JSON, line 1, column 10" },
        { "some text", "`some text` is no data" },
        { "", "expected data, found nothing" },
    };
    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        fixture f;
        char *schema = own(rows[i].schema);
        stet_buffer told = { 0 };
        open_fixture(&f, schema);
        assert_null(f.engine);
        stet_diagnostics_write(&f.errors, false, &told);
        if (!strstr(told.ptr, rows[i].error))
            fail_msg("%s: %s", schema, told.ptr);
        stet_buffer_release(&told);
        stet_diagnostics_release(&f.errors);
        if (f.set)
            stet_rule_set_free(f.set);
        free(schema);
    }
}

/** Schemas that lead in circles or fan out are not evaluated, and say so. */
static void test_limits(void **state)
{
    static const char *const schemas[] = {
        "{$ref: '#'}",
        "{anyOf: [{properties: {a: {$ref: '#'}}, required: [b]}, "
        "{properties: {a: {$ref: '#'}}, required: [c]}]}",
    };
    stet_buffer data = { 0 };
    (void)state;
    for (int i = 0; i < 500; i++)
        stet_buffer_add_text(&data, "{\"a\":");
    stet_buffer_add_text(&data, "1");
    for (int i = 0; i < 500; i++)
        stet_buffer_add_text(&data, "}");
    for (size_t i = 0; i < STET_LEN(schemas); i++) {
        fixture f;
        char *schema = own(schemas[i]);
        stet_buffer found = { 0 };
        open_fixture(&f, schema);
        assert_non_null(f.engine);
        assert_int_equal(find(&f, data.ptr, &found), 1);
        assert_string_equal(found.ptr, "");
        stet_buffer_release(&found);
        close_fixture(&f);
        free(schema);
    }
    stet_buffer_release(&data);
}

/** Long lists and large maps take no quadratic time. */
static void test_large_data(void **state)
{
    enum { MANY = 200000 };
    fixture f;
    char schema[] =
        "{uniqueItems: true, items: {additionalProperties: {type: number}}}";
    stet_buffer data = { 0 };
    stet_buffer found = { 0 };
    (void)state;
    stet_buffer_add_text(&data, "[");
    for (int i = 0; i < MANY; i++)
        stet_buffer_format(&data, "%d,", i);
    for (int list = 0; list < 2; list++) {
        stet_buffer_add_text(&data, "{");
        for (int i = 0; i < MANY; i++)
            stet_buffer_format(&data, "\"%d\":1%s", list ? MANY - 1 - i : i,
                               i + 1 < MANY ? "," : "}");
        stet_buffer_add_text(&data, list ? "]" : ",");
    }
    open_fixture(&f, schema);
    assert_int_equal(find(&f, data.ptr, &found), 0);
    assert_non_null(strstr(found.ptr, " /200001: is the same as item 200000; "));
    stet_buffer_release(&found);
    stet_buffer_release(&data);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),      cmocka_unit_test(test_maps),
        cmocka_unit_test(test_lists),       cmocka_unit_test(test_forms),
        cmocka_unit_test(test_references),  cmocka_unit_test(test_formats),
        cmocka_unit_test(test_unevaluated), cmocka_unit_test(test_what_is_no_schema),
        cmocka_unit_test(test_limits),      cmocka_unit_test(test_large_data),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
