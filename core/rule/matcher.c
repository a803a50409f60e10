/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/matcher_p.h"

#include "base/lanes.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "rule/pattern_p.h"

#include <stdlib.h>
#include <time.h>

enum {
    /** Of JIT code; what needs more is left to the interpreter. */
    JIT_STACK_START = 32 * 1024,
    JIT_STACK_END = 1024 * 1024,
    /** PCRE2's own limit: beyond what a watched match may do. */
    PCRE2_STEPS = 200 * 1000 * 1000,
    /** Subjects are cut somewhere in the last quarter of STET_SUBJECT_SIZE. */
    CUT_ROOM = STET_SUBJECT_SIZE / 4,
    CUT_STRIDE = STET_SUBJECT_SIZE - CUT_ROOM,
    /** Steps between two looks at the clock. */
    CLOCK_STEPS = 256,
    /** Characters that cost as much as one step, when one item passes over them. */
    BYTES_A_STEP = 16,
    /** Matches between two looks at the clock: many take less time than a look. */
    CLOCK_MATCHES = 32,
};

struct stet_matcher {
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    bool jit;
    bool has_deadline;
    struct timespec deadline; /**< By the clock on the wall, which is read quickly. */
    bool is_past;             /**< It has passed; what counts now is the next. */
    struct timespec own_deadline; /**< By the thread's own time. */
    bool is_stopped;              /**< Both have passed: nothing is matched any more. */
    unsigned milliseconds;
    unsigned n_matches; /**< Since the deadline began. */
    uint64_t steps;     /**< Of the match under way. */
    uint64_t limit;
    uint64_t next_clock; /**< The step at which the clock is looked at. */
    size_t position;     /**< Of the last step, in the subject. */
};

static bool has_passed(clockid_t clock, const struct timespec *deadline)
{
    struct timespec now;
    return clock_gettime(clock, &now) == 0 &&
           (now.tv_sec > deadline->tv_sec ||
            (now.tv_sec == deadline->tv_sec && now.tv_nsec >= deadline->tv_nsec));
}

static bool set_deadline(clockid_t clock, unsigned milliseconds,
                         struct timespec *deadline)
{
    if (clock_gettime(clock, deadline) != 0) {
        return false;
    }
    deadline->tv_sec += (time_t)(milliseconds / 1000);
    deadline->tv_nsec += (long)(milliseconds % 1000) * 1000000;
    if (deadline->tv_nsec >= 1000000000) {
        deadline->tv_nsec -= 1000000000;
        deadline->tv_sec++;
    }
    return true;
}

/** On a machine that is busy with other things the time may pass while this thread
    stands still: when it has, the thread gets as much again of its own. */
static bool is_late(stet_matcher *matcher)
{
    if (!matcher->has_deadline) {
        return false;
    }
    if (!matcher->is_past) {
        if (!has_passed(CLOCK_MONOTONIC, &matcher->deadline)) {
            return false;
        }
        matcher->is_past = true;
        matcher->has_deadline = set_deadline(
            CLOCK_THREAD_CPUTIME_ID, matcher->milliseconds, &matcher->own_deadline);
    }
    return matcher->has_deadline &&
           has_passed(CLOCK_THREAD_CPUTIME_ID, &matcher->own_deadline);
}

/** Whether the deadline was over when the clock was last looked at, or is now. */
static bool is_stopped(stet_matcher *matcher)
{
    if (!matcher->is_stopped && matcher->n_matches++ % CLOCK_MATCHES == 0) {
        matcher->is_stopped = is_late(matcher);
    }
    return matcher->is_stopped;
}

/** Counts one step of a watched pattern, and the way that the last item went. */
static int count_step(pcre2_callout_block *block, void *user)
{
    stet_matcher *matcher = user;
    size_t position = block->current_position;
    if (position > matcher->position) {
        matcher->steps += (position - matcher->position) / BYTES_A_STEP;
    }
    matcher->position = position;
    if (++matcher->steps > matcher->limit) {
        return PCRE2_ERROR_CALLOUT;
    }
    if (matcher->steps >= matcher->next_clock) {
        matcher->next_clock = matcher->steps + CLOCK_STEPS;
        matcher->is_stopped = is_late(matcher);
        return matcher->is_stopped ? PCRE2_ERROR_CALLOUT : 0;
    }
    return 0;
}

/** PCRE2 is out of memory: end as base/memory.h does. */
static void *need(void *ptr)
{
    if (ptr == NULL) {
        stet_memory_end();
    }
    return ptr;
}

stet_matcher *stet_matcher_new(void)
{
    stet_matcher *matcher = stet_memory_zalloc(1, sizeof *matcher);
    matcher->jit = true;
    matcher->data = need(pcre2_match_data_create(STET_GROUPS, NULL));
    matcher->context = need(pcre2_match_context_create(NULL));
    matcher->stack = need(pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_END, NULL));
    pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
    pcre2_set_callout(matcher->context, count_step, matcher);
    pcre2_set_match_limit(matcher->context, PCRE2_STEPS);
    pcre2_set_depth_limit(matcher->context, PCRE2_STEPS);
    pcre2_set_heap_limit(matcher->context, STET_HEAP_LIMIT_KIB);
    return matcher;
}

void stet_matcher_free(stet_matcher *matcher)
{
    if (matcher != NULL) {
        pcre2_match_data_free(matcher->data);
        pcre2_match_context_free(matcher->context);
        pcre2_jit_stack_free(matcher->stack);
        free(matcher);
    }
}

void stet_matcher_set_jit(stet_matcher *matcher, bool jit)
{
    matcher->jit = jit;
}

void stet_matcher_start(stet_matcher *matcher, unsigned milliseconds)
{
    matcher->milliseconds = milliseconds;
    matcher->is_past = false;
    matcher->is_stopped = false;
    matcher->n_matches = 0;
    matcher->has_deadline =
        set_deadline(CLOCK_MONOTONIC, milliseconds, &matcher->deadline);
}

static bool is_continuation(char c)
{
    return (c & 0xC0) == 0x80;
}

/** Where the subject is cut at or before byte `limit`: behind the last white space
    there, else between two characters. */
static size_t cut_before(stet_str subject, size_t limit)
{
    for (size_t at = limit; at > limit - CUT_ROOM; at -= sizeof(stet_lanes)) {
        stet_lanes bytes = stet_lanes_load(subject.ptr + at - sizeof bytes);
        uint32_t spaces =
            stet_lanes_bits((stet_lanes)((bytes == ' ') | (bytes == '\n') |
                                         (bytes == '\t') | (bytes == '\r')));
        if (spaces != 0) {
            size_t behind = 31 - (size_t)__builtin_clz(spaces);
            return at - sizeof bytes + behind + 1;
        }
    }
    size_t at = limit;
    while (at > limit - 4 && is_continuation(subject.ptr[at])) {
        at--;
    }
    return at;
}

/** The start of part `index`. */
static size_t part_start(stet_str subject, size_t index)
{
    if (index == 0 || subject.len <= STET_SUBJECT_SIZE) {
        return 0;
    }
    size_t limit = index * CUT_STRIDE;
    return limit >= subject.len ? subject.len : cut_before(subject, limit);
}

stet_span stet_matcher_part(const struct stet_pattern *pattern, stet_str subject,
                            size_t at)
{
    if (subject.len <= STET_SUBJECT_SIZE || pattern->code->sees_end) {
        return (stet_span){ 0, (uint32_t)subject.len };
    }
    size_t index = at / CUT_STRIDE;
    size_t start = part_start(subject, index);
    size_t end = part_start(subject, index + 1);
    if (at >= end && end < subject.len) {
        start = end;
        end = part_start(subject, index + 2);
    }
    return (stet_span){ (uint32_t)start, (uint32_t)end };
}

/** What PCRE2 sees when it looks for matches that begin in a part. */
static stet_str seen_from(stet_str subject, stet_span part)
{
    size_t end = part.end + (size_t)STET_SUBJECT_CONTEXT;
    if (part.end >= subject.len || end >= subject.len) {
        return subject;
    }
    while (is_continuation(subject.ptr[end])) {
        end--;
    }
    return (stet_str){ subject.ptr, end };
}

/** What PCRE2 is asked. */
struct question {
    const struct stet_pattern_code *pattern;
    pcre2_code *code;
    stet_str text;
    stet_span part;   /**< Of the text. */
    stet_span starts; /**< Where a match may begin. */
    bool takes_empty; /**< An empty match is one, too. */
    uint32_t options;
};

static int run_once(stet_matcher *matcher, const struct question *asked, bool jit)
{
    stet_str text = asked->text;
    PCRE2_SPTR bytes = (PCRE2_SPTR)text.ptr;
    size_t from = asked->starts.start;
    matcher->steps = 0;
    matcher->next_clock = CLOCK_STEPS;
    matcher->position = from;
    matcher->limit = STET_MATCH_LIMIT +
                     (uint64_t)STET_MATCH_LIMIT_BYTE * (text.len - asked->part.start);
    pcre2_set_offset_limit(matcher->context, asked->starts.end - 1);
    if (jit) {
        return pcre2_jit_match(asked->code, bytes, text.len, from, asked->options,
                               matcher->data, matcher->context);
    }
    return pcre2_match(asked->code, bytes, text.len, from,
                       asked->options | PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT,
                       matcher->data, matcher->context);
}

/** Runs PCRE2 on a part of the subject; its result. Where the subject was cut, it does
    not end. JIT code that runs out of stack leaves the answer to the interpreter, which
    has more room. */
static int run(stet_matcher *matcher, struct question *asked, stet_str subject)
{
    asked->text = seen_from(subject, asked->part);
    asked->options = (asked->takes_empty ? 0 : PCRE2_NOTEMPTY) |
                     (asked->text.len < subject.len ? PCRE2_NOTEOL : 0);
    bool jit = matcher->jit && asked->pattern->jit;
    int result = run_once(matcher, asked, jit);
    return result == PCRE2_ERROR_JIT_STACKLIMIT ? run_once(matcher, asked, false)
                                                : result;
}

static void take_groups(const stet_matcher *matcher, uint32_t n_groups, stet_match *out)
{
    const size_t *pairs = pcre2_get_ovector_pointer(matcher->data);
    out->n_groups = n_groups;
    for (uint32_t i = 0; i < STET_GROUPS; i++) {
        bool set = i < n_groups && pairs[2 * i] != PCRE2_UNSET;
        out->group[i].start = set ? (uint32_t)pairs[2 * i] : 1;
        out->group[i].end = set ? (uint32_t)pairs[2 * i + 1] : 0;
    }
}

/** Where each match begins with one mark: moves to the first of them; false: there is
    none. PCRE2 would do the same, but a call costs more than most windows are long. */
static bool skip_to_first(int mark, stet_str subject, stet_span *starts)
{
    size_t end = starts->end < subject.len ? starts->end : subject.len;
    if (mark < 0 || starts->start >= end) {
        return true;
    }
    const char *at = memchr(subject.ptr + starts->start, mark, end - starts->start);
    if (at == NULL) {
        return false;
    }
    starts->start = (uint32_t)(at - subject.ptr);
    return true;
}

static stet_match_status ask(stet_matcher *matcher, const struct stet_pattern *pattern,
                             stet_str subject, struct question *asked)
{
    asked->pattern = pattern->code;
    asked->code = stet_pattern_compiled(pattern);
    if (asked->code == NULL || is_stopped(matcher)) {
        return STET_MATCH_LIMITED;
    }
    if (!skip_to_first(pattern->code->first, subject, &asked->starts)) {
        return STET_MATCH_NONE;
    }
    int result = run(matcher, asked, subject);
    if (result >= 0) {
        return STET_MATCH_FOUND;
    }
    return result == PCRE2_ERROR_NOMATCH ? STET_MATCH_NONE : STET_MATCH_LIMITED;
}

stet_match_status stet_matcher_find_in(stet_matcher *matcher,
                                       const struct stet_pattern *pattern,
                                       stet_str subject, stet_span part,
                                       stet_span starts, stet_match *out)
{
    struct question asked = { .part = part, .starts = starts };
    stet_match_status status = ask(matcher, pattern, subject, &asked);
    if (status == STET_MATCH_FOUND) {
        take_groups(matcher, pattern->code->n_groups, out);
    }
    return status;
}

stet_match stet_matcher_whole(stet_span span)
{
    stet_match match = { .n_groups = 1 };
    match.group[0] = span;
    for (uint32_t i = 1; i < STET_GROUPS; i++) {
        match.group[i] = (stet_span){ 1, 0 };
    }
    return match;
}

static stet_match_status find_phrase(const struct stet_pattern *pattern,
                                     stet_str subject, uint32_t from, stet_match *out)
{
    stet_span span;
    if (!stet_phrase_find(&pattern->code->phrase, subject, from, &span)) {
        return STET_MATCH_NONE;
    }
    *out = stet_matcher_whole(span);
    return STET_MATCH_FOUND;
}

/** Cuts an incomplete character off the end, which NO_UTF_CHECK would run over. */
static stet_str complete(stet_str subject)
{
    size_t start = subject.len;
    if (start > 0 && (subject.ptr[start - 1] & 0x80) != 0) {
        do {
            start--;
        } while (start > 0 && is_continuation(subject.ptr[start]));
        unsigned char lead = (unsigned char)subject.ptr[start];
        size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        subject.len = subject.len - start < length ? start : subject.len;
    }
    return subject;
}

stet_match_status stet_matcher_find(stet_matcher *matcher,
                                    const struct stet_pattern *pattern,
                                    stet_str subject, uint32_t from, stet_match *out)
{
    subject = complete(subject);
    while (from < subject.len && is_continuation(subject.ptr[from])) {
        from++;
    }
    if (from > subject.len || (subject.len > 0 && is_continuation(subject.ptr[0]))) {
        return STET_MATCH_NONE;
    }
    if (pattern->phrase) {
        return find_phrase(pattern, subject, from, out);
    }
    for (;;) {
        stet_span part = stet_matcher_part(pattern, subject, from);
        stet_span starts = { from, part.end < subject.len ? part.end
                                                          : (uint32_t)subject.len + 1 };
        stet_match_status status =
            stet_matcher_find_in(matcher, pattern, subject, part, starts, out);
        if (status != STET_MATCH_NONE || part.end >= subject.len) {
            return status;
        }
        from = part.end;
    }
}

stet_match_status stet_matcher_matches(stet_matcher *matcher,
                                       const struct stet_pattern *pattern,
                                       stet_str subject)
{
    subject = complete(subject);
    if (pattern->phrase) {
        stet_match match;
        return find_phrase(pattern, subject, 0, &match);
    }
    uint32_t from = 0;
    for (;;) {
        stet_span part = stet_matcher_part(pattern, subject, from);
        struct question asked = {
            .part = part,
            .starts = { from,
                        part.end < subject.len ? part.end : (uint32_t)subject.len + 1 },
            .takes_empty = true,
        };
        stet_match_status status = ask(matcher, pattern, subject, &asked);
        if (status != STET_MATCH_NONE || part.end >= subject.len) {
            return status;
        }
        from = part.end;
    }
}
