/* SPDX-License-Identifier: Apache-2.0 */
#include "expression.h"

#include <math.h>
#include <string.h>

typedef struct parser {
    stet_str source;
    size_t at;
    const char *const *names;
    size_t n_names;
    uint32_t depth;
    structure_expression *out;
    structure_expression_error *error;
} parser;

static bool parse_sum(parser *p);

/* The first error is the one that is told. */
static bool refuse(parser *p, size_t at, const char *message)
{
    if (!p->error->message) {
        p->error->at = at;
        p->error->message = message;
    }
    return false;
}

static char peek(parser *p)
{
    while (p->at < p->source.len && strchr(" \t\r\n", p->source.ptr[p->at]))
        p->at++;
    return p->at < p->source.len ? p->source.ptr[p->at] : '\0';
}

static bool add(parser *p, structure_step step)
{
    if (p->out->n_steps == STRUCTURE_EXPRESSION_STEPS)
        return refuse(p, p->at, "the expression is too long");
    p->out->steps[p->out->n_steps++] = step;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool parse_number(parser *p)
{
    double number = 0, unit = 1;
    size_t start = p->at, n_digits = 0;
    bool fraction = false;

    for (; p->at < p->source.len; p->at++) {
        char c = p->source.ptr[p->at];
        if (c == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (!is_digit(c))
            break;
        n_digits++;
        number = number * 10 + (c - '0');
        unit *= fraction ? 10 : 1;
    }
    if (n_digits == 0 || !isfinite(number) || !isfinite(unit))
        return refuse(p, start, "this is not a number");
    return add(p, (structure_step){ .op = 'n', .number = number / unit });
}

/* How many letters must be put in, taken out or changed to make one name the other. */
static size_t distance(stet_str a, const char *b)
{
    enum { MOST = 32 };
    size_t row[MOST + 1], len = strlen(b);

    if (a.len > MOST || len > MOST)
        return MOST;
    for (size_t j = 0; j <= len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= len; j++) {
            size_t changed = corner + (a.ptr[i - 1] != b[j - 1]);
            size_t least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
            corner = row[j];
            row[j] = changed < least ? changed : least;
        }
    }
    return row[len];
}

static const char *find_nearest(const parser *p, stet_str name)
{
    size_t best = name.len / 2 + 1;
    const char *nearest = NULL;

    for (size_t i = 0; i < p->n_names; i++) {
        size_t d = distance(name, p->names[i]);
        if (d < best) {
            best = d;
            nearest = p->names[i];
        }
    }
    return nearest;
}

static bool parse_group(parser *p)
{
    size_t start = p->at++;

    if (++p->depth > STRUCTURE_EXPRESSION_DEPTH)
        return refuse(p, start, "too many brackets and minus signs in each other");
    if (!parse_sum(p))
        return false;
    p->depth--;
    if (peek(p) != ')')
        return refuse(p, start, "this bracket is not closed");
    p->at++;
    return true;
}

static bool parse_name(parser *p)
{
    size_t start = p->at, end = start;
    const char *source = p->source.ptr;

    while (end < p->source.len && (is_letter(source[end]) || is_digit(source[end]) ||
                                   source[end] == '-' || source[end] == '_'))
        end++;
    while (source[end - 1] == '-')
        end--;
    stet_str name = { source + start, end - start };
    p->at = end;
    for (size_t i = 0; i < p->n_names; i++)
        if (strlen(p->names[i]) == name.len &&
            memcmp(p->names[i], name.ptr, name.len) == 0) {
            p->out->names |= UINT32_C(1) << i;
            return add(p, (structure_step){ .op = 'v', .index = (uint8_t)i });
        }
    if (name.len == 4 && memcmp(name.ptr, "sqrt", 4) == 0) {
        if (peek(p) != '(')
            return refuse(p, p->at, "sqrt needs its number in brackets");
        return parse_group(p) && add(p, (structure_step){ .op = 'r' });
    }
    p->error->name = name;
    p->error->nearest = find_nearest(p, name);
    return refuse(p, start, "this is not a count of a text");
}

static bool parse_factor(parser *p)
{
    char c = peek(p);

    if (c == '-') {
        size_t start = p->at++;
        if (++p->depth > STRUCTURE_EXPRESSION_DEPTH)
            return refuse(p, start, "too many brackets and minus signs in each other");
        bool ok = parse_factor(p) && add(p, (structure_step){ .op = '~' });
        p->depth--;
        return ok;
    }
    if (c == '(')
        return parse_group(p);
    if (is_digit(c) || c == '.')
        return parse_number(p);
    if (is_letter(c))
        return parse_name(p);
    return refuse(p, p->at,
                  c == '\0' ? "something is missing at the end"
                            : "a number, a count or a bracket is wanted");
}

static bool parse_product(parser *p)
{
    if (!parse_factor(p))
        return false;
    for (char c = peek(p); c == '*' || c == '/'; c = peek(p)) {
        p->at++;
        if (!parse_factor(p) || !add(p, (structure_step){ .op = c }))
            return false;
    }
    return true;
}

static bool parse_sum(parser *p)
{
    if (!parse_product(p))
        return false;
    for (char c = peek(p); c == '+' || c == '-'; c = peek(p)) {
        p->at++;
        if (!parse_product(p) || !add(p, (structure_step){ .op = c }))
            return false;
    }
    return true;
}

bool structure_expression_parse(stet_str source, const char *const *names,
                                size_t n_names, structure_expression *out,
                                structure_expression_error *error)
{
    parser p = {
        .source = source, .names = names, .n_names = n_names, .out = out, .error = error
    };

    *out = (structure_expression){ .n_steps = 0 };
    *error = (structure_expression_error){ .message = NULL };
    if (!parse_sum(&p))
        return false;
    char rest = peek(&p);
    if (rest == ')')
        return refuse(&p, p.at, "no bracket is open here");
    return rest == '\0' || refuse(&p, p.at, "one of + - * / is wanted here");
}

static double compute(char op, double a, double b)
{
    switch (op) {
    case '+':
        return a + b;
    case '-':
        return a - b;
    case '*':
        return a * b;
    default:
        return b < 0 || b > 0 ? a / b : NAN;
    }
}

static size_t operands(char op)
{
    if (op == 'n' || op == 'v')
        return 0;
    return op == '~' || op == 'r' ? 1 : 2;
}

double structure_expression_value(const structure_expression *expression,
                                  const double *values)
{
    double stack[STRUCTURE_EXPRESSION_STEPS] = { 0 };
    size_t n = 0;

    for (uint32_t i = 0; i < expression->n_steps; i++) {
        const structure_step *step = &expression->steps[i];
        if (n < operands(step->op) || n >= STRUCTURE_EXPRESSION_STEPS)
            return NAN; /* The parser makes none of these. */
        switch (step->op) {
        case 'n':
            stack[n++] = step->number;
            break;
        case 'v':
            stack[n++] = values[step->index];
            break;
        case '~':
            stack[n - 1] = -stack[n - 1];
            break;
        case 'r':
            stack[n - 1] = stack[n - 1] >= 0 ? sqrt(stack[n - 1]) : NAN;
            break;
        default:
            n--;
            stack[n - 1] = compute(step->op, stack[n - 1], stack[n]);
        }
    }
    return n == 1 && isfinite(stack[0]) ? stack[0] : NAN;
}
