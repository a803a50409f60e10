/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes of a saved state: what is written is read, through chunks of any size, and
   what was damaged is refused. */
#include "run/saved.h"

#include "rule/three_ways.h"

#include <float.h>
#include <math.h>

enum { VALUES = 300 };

typedef enum kind { NUMBER, REAL, TEXT, NAME, BYTES } kind;

typedef struct value {
    kind kind;
    uint64_t number;
    double real;
    stet_str text;
} value;

static const char *const texts[] = { "", "answer", "question", "caf\xC3\xA9", "\xFF" };

static value random_value(chance *c, stet_str large)
{
    static const double reals[] = { 0.0, -0.0, 1.0,      -3.25,   0.1,    DBL_MAX,
                                    NAN, 1e9,  INFINITY, DBL_MIN, 5e-324, -1e-300 };
    value it = { .kind = (kind)chance_below(c, 5) };
    unsigned bits = chance_below(c, 65);
    it.number =
        (uint64_t)chance_below(c, UINT32_MAX) << 32 | chance_below(c, UINT32_MAX);
    it.number = bits == 64 ? UINT64_MAX : it.number & ((UINT64_C(1) << bits) - 1);
    it.real = CHANCE_PICK(c, reals);
    it.text = chance_below(c, 100) ? stet_str_from(CHANCE_PICK(c, texts)) : large;
    return it;
}

static bool add_chunk(void *user, stet_str chunk)
{
    stet_buffer_add(user, chunk);
    return true;
}

static void write_values(stet_saved_writer *writer, const value *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const value *it = &values[i];
        if (it->kind == NUMBER)
            stet_saved_write_number(writer, it->number);
        else if (it->kind == REAL)
            stet_saved_write_real(writer, it->real);
        else if (it->kind == TEXT)
            stet_saved_write_text(writer, it->text);
        else if (it->kind == NAME)
            stet_saved_write_name(writer, it->text);
        else
            stet_saved_write_bytes(writer, it->text.ptr, it->text.len);
    }
}

static stet_buffer write_all(const value *values, size_t n)
{
    stet_buffer out = { 0 };
    stet_saved_writer writer;
    stet_saved_writer_init(&writer, add_chunk, &out);
    write_values(&writer, values, n);
    assert_true(stet_saved_write_end(&writer));
    stet_saved_writer_release(&writer);
    return out;
}

typedef struct input {
    chance *chance;
    stet_str rest;
} input;

static bool next_chunk(void *user, stet_str *chunk)
{
    input *in = user;
    size_t len = 1 + chance_below(in->chance, chance_below(in->chance, 2) ? 9 : 100000);
    if (len > in->rest.len)
        len = in->rest.len;
    *chunk = (stet_str){ in->rest.ptr, len };
    in->rest = (stet_str){ in->rest.ptr + len, in->rest.len - len };
    return len > 0;
}

static bool read_value(stet_saved_reader *reader, stet_arena *arena, const value *like,
                       value *out)
{
    *out = (value){ .kind = like->kind };
    if (like->kind == NUMBER)
        return stet_saved_read_number(reader, UINT64_MAX, &out->number);
    if (like->kind == REAL)
        return stet_saved_read_real(reader, &out->real);
    if (like->kind == TEXT)
        return stet_saved_read_text(reader, arena, &out->text);
    if (like->kind == NAME)
        return stet_saved_read_name(reader, arena, &out->text);
    char *bytes = stet_arena_alloc(arena, like->text.len + 1);
    out->text = (stet_str){ bytes, like->text.len };
    return stet_saved_read_bytes(reader, bytes, like->text.len);
}

static bool is_same(const value *a, const value *b)
{
    if (a->kind == NUMBER)
        return a->number == b->number;
    if (a->kind == REAL)
        return memcmp(&a->real, &b->real, sizeof a->real) == 0;
    return stet_str_equal(a->text, b->text);
}

/* Whether all of it is read, to the end, and is the same. */
static bool reads(chance *c, stet_str bytes, const value *values, size_t n)
{
    stet_saved_reader reader;
    stet_arena arena = { 0 };
    input in = { c, bytes };
    value it;
    bool good = true;
    stet_saved_reader_init(&reader, next_chunk, &in);
    good = stet_saved_read_start(&reader);
    for (size_t i = 0; i < n && good; i++)
        good = read_value(&reader, &arena, &values[i], &it) && is_same(&it, &values[i]);
    good = good && stet_saved_read_end(&reader);
    stet_saved_reader_release(&reader);
    stet_arena_release(&arena);
    return good;
}

static void test_what_is_written_is_read(void **state)
{
    chance c;
    value values[VALUES];
    stet_buffer large = { 0 };
    (void)state;
    for (int i = 0; i < 30000; i++)
        stet_buffer_format(&large, "%d, ", i);
    for (unsigned round = chance_rounds(&c, 100); round > 0; round--) {
        size_t n = chance_below(&c, VALUES);
        for (size_t i = 0; i < n; i++)
            values[i] = random_value(&c, stet_buffer_str(&large));
        stet_buffer out = write_all(values, n);
        assert_true(reads(&c, stet_buffer_str(&out), values, n));
        stet_buffer_release(&out);
    }
    stet_buffer_release(&large);
}

static void test_any_damage_is_refused(void **state)
{
    chance c;
    value values[40];
    (void)state;
    chance_rounds(&c, 1);
    for (size_t i = 0; i < STET_LEN(values); i++)
        values[i] = random_value(&c, STET_STR("a text"));
    stet_buffer out = write_all(values, STET_LEN(values));
    stet_str bytes = stet_buffer_str(&out);
    for (size_t len = 0; len < bytes.len; len++)
        assert_false(reads(&c, (stet_str){ bytes.ptr, len }, values, STET_LEN(values)));
    for (size_t i = 0; i < bytes.len; i++)
        for (unsigned bit = 0; bit < 8; bit++) {
            out.ptr[i] = (char)(out.ptr[i] ^ 1 << bit);
            assert_false(reads(&c, bytes, values, STET_LEN(values)));
            out.ptr[i] = (char)(out.ptr[i] ^ 1 << bit);
        }
    stet_buffer_add_char(&out, 'x');
    assert_false(reads(&c, stet_buffer_str(&out), values, STET_LEN(values)));
    stet_buffer_release(&out);
}

static bool keeps_none(void *user, stet_str chunk)
{
    (void)chunk;
    ++*(int *)user;
    return false;
}

static void test_a_sink_that_stops_is_not_asked_again(void **state)
{
    stet_saved_writer writer;
    int n_asked = 0;
    (void)state;
    stet_saved_writer_init(&writer, keeps_none, &n_asked);
    for (uint64_t i = 0; i < 200000; i++)
        stet_saved_write_number(&writer, i);
    assert_false(stet_saved_write_end(&writer));
    assert_int_equal(n_asked, 1);
    stet_saved_writer_release(&writer);
}

typedef struct refused {
    const char *what;
    stet_str bytes;
    uint64_t most; /* Of a number that is read. */
    const char *why;
} refused;

static void test_says_what_is_wrong(void **state)
{
    static const refused all[] = {
        { "another file", { "SQLite", 6 }, 0, "it does not begin as a saved state" },
        { "another version", { "STET\2", 5 }, 0, "it was saved by another version" },
        { "cut off", { "STET\1", 5 }, 9, "it ends too early" },
        { "a number that goes on", { "STET\1\xFF", 6 }, 9, "it ends too early" },
        { "over the bound", { "STET\1\x0A", 6 }, 9, "a number is too large" },
        { "over 64 bits",
          { "STET\1\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02", 15 },
          UINT64_MAX,
          "a number is too large" },
        { "eleven bytes",
          { "STET\1\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", 16 },
          UINT64_MAX,
          "a number is too large" },
        { "no end", { "STET\1\1\2", 7 }, 9, "it does not end where it should" },
    };
    chance c;
    (void)state;
    chance_rounds(&c, 1);
    for (size_t i = 0; i < STET_LEN(all); i++) {
        stet_saved_reader reader;
        input in = { &c, all[i].bytes };
        uint64_t number;
        stet_saved_reader_init(&reader, next_chunk, &in);
        bool good = stet_saved_read_start(&reader) &&
                    stet_saved_read_number(&reader, all[i].most, &number) &&
                    stet_saved_read_end(&reader);
        if (good || !reader.why || !strstr(reader.why, all[i].why))
            fail_msg("%s: %s", all[i].what, reader.why ? reader.why : "is read");
        stet_saved_reader_release(&reader);
    }
}

/* A text that says it is longer than anything must not take memory for that. */
static void test_a_length_is_not_believed(void **state)
{
    static const stet_str bytes = { "STET\1\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x3Fshort",
                                    19 };
    chance c;
    stet_saved_reader reader;
    stet_arena arena = { 0 };
    stet_str text = { NULL, 0 };
    (void)state;
    chance_rounds(&c, 1);
    input in = { &c, bytes };
    stet_saved_reader_init(&reader, next_chunk, &in);
    assert_true(stet_saved_read_start(&reader));
    assert_false(stet_saved_read_text(&reader, &arena, &text));
    assert_string_equal(reader.why, "it ends too early");
    assert_int_equal(reader.at, bytes.len);
    stet_saved_reader_release(&reader);
    stet_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_written_is_read),
        cmocka_unit_test(test_any_damage_is_refused),
        cmocka_unit_test(test_a_sink_that_stops_is_not_asked_again),
        cmocka_unit_test(test_says_what_is_wrong),
        cmocka_unit_test(test_a_length_is_not_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
