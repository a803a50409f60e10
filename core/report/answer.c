/* SPDX-License-Identifier: Apache-2.0 */
#include "report/answer.h"

#include "base/str.h"
#include "report/finding_json.h"
#include "text/json.h"

/** How much of a line that cannot be handed on is shown. */
enum { SHOWN = 200 };

static const char not_an_object[] =
    "the line is no JSON object, so nothing can be added to it";
static const char has_the_key[] = "the record has a member of this name already: name "
                                  "another one with --key";

/* ---- What may be added to a record ---- */

/** The key at hand, and whether it was found. */
typedef struct key_search {
    stet_str key;
    bool found;
} key_search;

static bool visit(void *user, const stet_json_step *path, size_t depth,
                  const stet_json_value *value)
{
    (void)value;
    key_search *search = user;
    search->found = search->found || (depth == 1 && path[0].key.ptr &&
                                      stet_str_equal(path[0].key, search->key));
    return !search->found;
}

static unsigned hex_digit(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)((c | 0x20) - 'a' + 10);
}

/** Whether a character of the key is written as an escape somewhere: "\u0073". */
static bool is_escaped(stet_str line, stet_str key)
{
    static const stet_str escape = { "\\u00", 4 };
    size_t at = 0;
    while ((at = stet_str_find(line, escape, at)) != SIZE_MAX && at + 6 <= line.len) {
        unsigned c = hex_digit(line.ptr[at + 4]) * 16 + hex_digit(line.ptr[at + 5]);
        if (memchr(key.ptr, (int)c, key.len))
            return true;
        at += 6;
    }
    return false;
}

/** Whether a record that was read may have the key at all, as it is quoted or with
    escapes: most need not be walked again. A key is of letters, digits, - and _. */
static bool may_hold(stet_str line, stet_str key)
{
    stet_buffer quoted = { 0 };
    stet_json_quote(&quoted, key);
    bool may = stet_str_find(line, stet_buffer_str(&quoted), 0) != SIZE_MAX;
    stet_buffer_release(&quoted);
    return may || is_escaped(line, key);
}

static const char *find_refusal(const stet_answer *answer, stet_str key)
{
    stet_str object = stet_str_trim(answer->line);
    if (!object.len || object.ptr[0] != '{')
        return not_an_object;
    key_search search = { .key = key };
    stet_error error = STET_ERROR_NONE;
    if (may_hold(object, key))
        stet_json_walk(object, visit, &search, &error);
    stet_error_release(&error);
    return search.found ? has_the_key : NULL;
}

/* ---- The verdict ---- */

static bool is_unread(const stet_answer *answer)
{
    for (size_t i = 0; i < answer->n_troubles; i++)
        if (!answer->troubles[i].lacks && !answer->troubles[i].rule.len)
            return true;
    return false;
}

static bool is_rejected(const stet_answer *answer, uint32_t rejects)
{
    for (size_t i = 0; i < answer->n_findings && rejects; i++)
        if ((uint32_t)answer->findings[i].level >= rejects)
            return true;
    return false;
}

void stet_answer_judge(stet_answer *answer, const stet_answer_form *form, stet_str key,
                       uint32_t rejects)
{
    answer->refusal = NULL;
    answer->verdict = STET_ANSWER_ACCEPTED;
    if (!answer->is_too_long && !stet_str_trim(answer->line).len) {
        answer->verdict = STET_ANSWER_BLANK;
        return;
    }
    if (form->annotates && !answer->is_too_long && !is_unread(answer))
        answer->refusal = find_refusal(answer, key);
    if (answer->n_troubles || answer->refusal)
        answer->verdict = STET_ANSWER_FAILED;
    else if (is_rejected(answer, rejects))
        answer->verdict = STET_ANSWER_REJECTED;
}

const char *stet_answer_verdict_name(stet_answer_verdict verdict)
{
    static const char *const names[] = { "accepted", "rejected", "failed", "" };
    return names[verdict];
}

/* ---- What is written ---- */

static void write_failures(stet_json_writer *json, const stet_answer *answer)
{
    if (!answer->n_troubles && !answer->refusal)
        return;
    stet_json_key(json, "failures");
    stet_json_begin_array(json);
    for (size_t i = 0; i < answer->n_troubles; i++)
        stet_finding_json_failure_within(json, &answer->troubles[i], answer->byte);
    if (answer->refusal) {
        const stet_trouble refusal = { .message = stet_str_from(answer->refusal) };
        stet_finding_json_failure_within(json, &refusal, answer->byte);
    }
    stet_json_end_array(json);
}

/** The keys of an answer, without the braces. */
static void write_facts(stet_json_writer *json, const stet_answer *answer)
{
    stet_json_key(json, "verdict");
    stet_json_text(json, stet_answer_verdict_name(answer->verdict));
    stet_json_key(json, "findings");
    stet_json_begin_array(json);
    for (size_t i = 0; i < answer->n_findings; i++)
        stet_finding_json_finding_within(json, &answer->findings[i], answer->byte);
    stet_json_end_array(json);
    write_failures(json, answer);
}

static void write_line(const stet_answer *answer, stet_buffer *out)
{
    stet_buffer_add(out, answer->line);
    stet_buffer_add(out, answer->end);
}

/** How a line that is not handed on begins, cut between characters. */
static void write_beginning(stet_json_writer *json, stet_str line)
{
    stet_str shown = stet_str_trim(line);
    if (shown.len > SHOWN) {
        shown.len = SHOWN;
        while (shown.len && ((unsigned char)shown.ptr[shown.len] & 0xC0) == 0x80)
            shown.len--;
    }
    if (!shown.len)
        return;
    stet_json_key(json, "text");
    stet_json_string(json, shown);
}

/** In place of a record to which nothing can be added. */
static void write_object(const stet_answer *answer, stet_str key, stet_buffer *out)
{
    stet_json_writer json;
    stet_json_init(&json, out, false);
    stet_json_begin_object(&json);
    stet_json_key_str(&json, key);
    stet_json_begin_object(&json);
    write_facts(&json, answer);
    write_beginning(&json, answer->line);
    stet_json_end_object(&json);
    stet_json_end_object(&json);
    stet_buffer_add_char(out, '\n');
}

/** The record as it came, and before its last brace what was found. */
static void annotate(const stet_answer *answer, stet_str key, stet_buffer *out)
{
    stet_str line = answer->line;
    if (answer->verdict == STET_ANSWER_BLANK) {
        write_line(answer, out);
        return;
    }
    if (answer->is_too_long || answer->refusal || is_unread(answer)) {
        write_object(answer, key, out);
        return;
    }
    size_t brace = line.len;
    while (line.ptr[--brace] != '}')
        continue;
    stet_str before = stet_str_trim((stet_str){ line.ptr, brace });
    stet_buffer_append(out, line.ptr, brace);
    if (before.ptr[before.len - 1] != '{' || before.len > 1)
        stet_buffer_add_char(out, ',');
    stet_json_quote(out, key);
    stet_buffer_add_char(out, ':');
    stet_json_writer json;
    stet_json_init(&json, out, false);
    stet_json_begin_object(&json);
    write_facts(&json, answer);
    stet_json_end_object(&json);
    stet_buffer_append(out, line.ptr + brace, line.len - brace);
    stet_buffer_add(out, answer->end);
}

static void write_findings(const stet_answer *answer, stet_str key, stet_buffer *out)
{
    (void)key;
    if (answer->verdict != STET_ANSWER_BLANK) {
        stet_json_writer json;
        stet_json_init(&json, out, false);
        stet_json_begin_object(&json);
        stet_json_key(&json, "line");
        stet_json_integer(&json, (int64_t)answer->number);
        if (answer->id.len) {
            stet_json_key(&json, "id");
            stet_json_string(&json, answer->id);
        }
        write_facts(&json, answer);
        stet_json_end_object(&json);
    }
    stet_buffer_add_char(out, '\n');
}

static void write_accepted(const stet_answer *answer, stet_str key, stet_buffer *out)
{
    (void)key;
    if (answer->verdict == STET_ANSWER_ACCEPTED)
        write_line(answer, out);
}

static void write_rejected(const stet_answer *answer, stet_str key, stet_buffer *out)
{
    if (answer->is_too_long)
        write_object(answer, key, out);
    else if (answer->verdict == STET_ANSWER_REJECTED ||
             answer->verdict == STET_ANSWER_FAILED)
        write_line(answer, out);
}

static const stet_answer_form forms[] = {
    { "annotate", true, false, annotate },
    { "findings", false, false, write_findings },
    { "accept", false, true, write_accepted },
    { "reject", false, true, write_rejected },
};

const stet_answer_form *stet_answer_form_find(const char *name)
{
    for (size_t i = 0; i < STET_LEN(forms); i++)
        if (strcmp(forms[i].name, name) == 0)
            return &forms[i];
    return NULL;
}
