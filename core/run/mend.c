/* SPDX-License-Identifier: Apache-2.0 */
#include "run/mend.h"

#include "base/memory.h"
#include "run/engine.h"
#include "run/fix.h"

#include <stdlib.h>

/** After so many tries a pass looks no more at where it does harm: the fixes of the
    records that it harms are tried rule by rule, and then left out, all of them. */
enum { TRIES = 3 };

/* A version of the piece, and what was found in it. */
typedef struct version {
    stet_buffer bytes;
    stet_result result;
} version;

/* What a rule finds in a record, counted: findings that are to be expected after a
   pass, less those that are there. Below 0: there are more. */
typedef struct balance {
    uint64_t record;
    uint32_t rule;
    int64_t count;
} balance;

typedef struct balance_list {
    balance *items;
    size_t count, capacity;
} balance_list;

/** Stands for troubles, where a rule's number stands. */
#define TROUBLES UINT32_MAX

typedef struct mending {
    const stet_piece *piece;
    stet_mend_check check;
    void *user;
    bool unsafe;
    bool *skip, *mended; /* By finding of the version at hand. */
    stet_fix_pass pass;
    balance_list balances;
} mending;

static void look(const mending *m, version *v, bool last)
{
    stet_piece piece = *m->piece;
    piece.bytes = stet_buffer_str(&v->bytes);
    stet_result_release(&v->result);
    v->result.path = m->piece->source->path;
    m->check(m->user, &piece, last, &v->result);
}

static void version_release(version *v)
{
    stet_buffer_release(&v->bytes);
    stet_result_release(&v->result);
    *v = (version){ 0 };
}

static void add(balance_list *list, uint64_t record, uint32_t rule, int64_t count)
{
    stet_memory_grow((void **)&list->items, &list->capacity, list->count + 1,
                     sizeof *list->items);
    list->items[list->count++] = (balance){ record, rule, count };
}

static int by_record_and_rule(const void *a, const void *b)
{
    const balance *x = a;
    const balance *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    return (x->rule > y->rule) - (x->rule < y->rule);
}

/* Leaves in m->balances what there is more of in `next` than there was in `now` and was
   not mended. */
static void weigh(mending *m, const version *now, const version *next)
{
    balance_list *list = &m->balances;
    list->count = 0;
    for (size_t i = 0; i < now->result.n_findings; i++)
        if (!m->mended[i])
            add(list, now->result.findings[i].record,
                now->result.findings[i].rule->index, 1);
    for (size_t i = 0; i < next->result.n_findings; i++)
        add(list, next->result.findings[i].record, next->result.findings[i].rule->index,
            -1);
    for (size_t i = 0; i < now->result.n_troubles; i++)
        add(list, now->result.troubles[i].record, TROUBLES, 1);
    for (size_t i = 0; i < next->result.n_troubles; i++)
        add(list, next->result.troubles[i].record, TROUBLES, -1);
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, by_record_and_rule);
    size_t kept = 0;
    for (size_t i = 0, end; i < list->count; i = end) {
        balance sum = list->items[i];
        for (end = i + 1; end < list->count &&
                          by_record_and_rule(&list->items[i], &list->items[end]) == 0;
             end++)
            sum.count += list->items[end].count;
        if (sum.count < 0)
            list->items[kept++] = sum;
    }
    list->count = kept;
}

static bool blame(mending *m, size_t finding)
{
    bool news = !m->skip[finding];
    m->skip[finding] = true;
    return news;
}

/* The fixes whose new bytes a finding holds or touches. */
static bool blame_at(mending *m, const stet_located *finding)
{
    bool news = false;
    size_t low = 0;
    size_t high = m->pass.n_ranges;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->pass.ranges[middle].end < finding->start.byte)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < m->pass.n_ranges && m->pass.ranges[low].start <= finding->end.byte;
         low++)
        news = blame(m, m->pass.ranges[low].finding) || news;
    return news;
}

static void blame_record(mending *m, const version *now, uint64_t record)
{
    for (size_t i = 0; i < now->result.n_findings; i++)
        if (now->result.findings[i].record == record)
            blame(m, i);
}

/* Applies what is not left out to `now`, and looks. Returns how many findings are
   mended; what is worse is in m->balances. */
static size_t try_pass(mending *m, const bool *skip, const version *now, version *next)
{
    m->pass.skip = skip;
    m->pass.mended = m->mended;
    m->balances.count = 0;
    size_t n = stet_fix_apply(stet_buffer_str(&now->bytes), m->piece->byte,
                              now->result.findings, now->result.n_findings, m->unsafe,
                              &m->pass, &next->bytes);
    if (n > 0) {
        look(m, next, false);
        weigh(m, now, next);
    }
    return n;
}

/* Blames the fixes of finding `i`'s rule in its record when they do harm beside those
   of the rules before it, which are kept: `out` are left out. */
static void try_rule(mending *m, const version *now, version *next, size_t i, bool *out)
{
    const stet_located *findings = now->result.findings;
    size_t n_findings = now->result.n_findings;
    for (size_t j = i; j < n_findings; j++)
        if (findings[j].record == findings[i].record &&
            findings[j].rule == findings[i].rule)
            out[j] = m->skip[j];
    if (try_pass(m, out, now, next) == 0 || m->balances.count == 0)
        return;
    for (size_t j = i; j < n_findings; j++)
        if (!out[j] && findings[j].record == findings[i].record &&
            findings[j].rule == findings[i].rule) {
            blame(m, j);
            out[j] = true;
        }
}

/* What a fix harms may stand far from it: a mark taken out, and all that follows is a
   list; or words, and the share of what is said twice grows. So the fixes of the rules
   in the record are tried one rule after the other, each beside those that did no
   harm. */
static void blame_rules(mending *m, const version *now, version *next, uint64_t record)
{
    const stet_result *result = &now->result;
    bool *out = stet_memory_zalloc(result->n_findings + 1, sizeof *out);
    for (size_t i = 0; i < result->n_findings; i++)
        out[i] = true;
    for (size_t i = 0; i < result->n_findings; i++) {
        const stet_located *finding = &result->findings[i];
        if (out[i] && !m->skip[i] && finding->record == record && finding->n_fixes)
            try_rule(m, now, next, i, out);
    }
    free(out);
}

/* Finds out which fixes made things worse, and leaves them out of the next try: those
   where the findings are that are too many; where that says nothing, those of a rule,
   or all of the record. */
static void blame_all(mending *m, const version *now, version *next, int try)
{
    size_t n_lost = 0;
    uint64_t *lost = stet_memory_zalloc(m->balances.count, sizeof *lost); /* Records. */
    for (size_t b = 0; b < m->balances.count; b++) {
        const balance *worse = &m->balances.items[b];
        bool news = false;
        for (size_t i = 0; i < next->result.n_findings && try < TRIES; i++) {
            const stet_located *finding = &next->result.findings[i];
            if (finding->record == worse->record && finding->rule->index == worse->rule)
                news = blame_at(m, finding) || news;
        }
        if (!news && (n_lost == 0 || lost[n_lost - 1] != worse->record))
            lost[n_lost++] = worse->record;
    }
    for (size_t i = 0; i < n_lost; i++)
        if (try <= TRIES)
            blame_rules(m, now, next, lost[i]);
        else
            blame_record(m, now, lost[i]);
    free(lost);
}

/* Where a byte of the old source is in the new one; false: it was replaced. What is put
   in at a start stands before it, at an end behind it. */
static bool move(const stet_fix_pass *pass, uint64_t *byte, bool is_start)
{
    int64_t grown = 0;
    size_t low = 0;
    size_t high = pass->n_ranges;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const stet_fix_range *range = &pass->ranges[middle];
        if (range->old_start < *byte || (is_start && range->old_end == *byte))
            low = middle + 1;
        else
            high = middle;
    }
    if (low > 0) {
        const stet_fix_range *before = &pass->ranges[low - 1];
        if (before->old_end > *byte)
            return false;
        grown = (int64_t)before->end - (int64_t)before->old_end;
    }
    *byte = (uint64_t)((int64_t)*byte + grown);
    return true;
}

static size_t first_from(const stet_result *result, uint64_t byte)
{
    size_t low = 0;
    size_t high = result->n_findings;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (result->findings[middle].start.byte < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What stood still stands, where the pass has moved it. */
static void keep_standing(const mending *m, const version *now, version *next)
{
    for (size_t i = 0; i < now->result.n_findings; i++) {
        const stet_located *old = &now->result.findings[i];
        uint64_t start = old->start.byte;
        uint64_t end = old->end.byte;
        if (!old->stands || !move(&m->pass, &start, true) ||
            !move(&m->pass, &end, false))
            continue;
        for (size_t at = first_from(&next->result, start); at < next->result.n_findings;
             at++) {
            stet_located *it = &next->result.findings[at];
            if (it->start.byte != start)
                break;
            if (it->end.byte != end || it->rule != old->rule)
                continue;
            it->stands = true;
            it->fingerprint = old->fingerprint;
        }
    }
}

/* Makes `next` from `now` with all fixes that make nothing worse. Returns how many
   findings were mended; 0: `next` is of no use. */
static size_t step(mending *m, const version *now, version *next)
{
    size_t n_findings = now->result.n_findings;
    m->skip = stet_memory_zalloc(n_findings + 1, sizeof *m->skip);
    m->mended = stet_memory_zalloc(n_findings + 1, sizeof *m->mended);
    size_t n = 0;
    for (size_t i = 0; i < n_findings; i++)
        m->skip[i] = now->result.findings[i].stands || now->result.findings[i].silent;
    for (int try = 0; try <= TRIES + 2; try++) {
        n = try_pass(m, m->skip, now, next);
        if (n == 0 || m->balances.count == 0)
            break;
        blame_all(m, now, next, try);
        n = 0;
    }
    free(m->skip);
    free(m->mended);
    return n;
}

static void swap(version *a, version *b)
{
    version t = *a;
    *a = *b;
    *b = t;
}

/* The same bytes, once more. */
static void look_again_at(mending *m, version *now, version *next)
{
    stet_buffer_clear(&next->bytes);
    stet_buffer_add(&next->bytes, stet_buffer_str(&now->bytes));
    m->pass.n_ranges = 0;
    look(m, next, true);
    keep_standing(m, now, next);
    swap(now, next);
}

void stet_mend(const stet_piece *piece, bool unsafe, bool look_again,
               stet_mend_check check, void *user, stet_result *result)
{
    mending m = { .piece = piece, .check = check, .user = user, .unsafe = unsafe };
    version now = { 0 }, next = { 0 };
    bool first = result->first, last = result->last;
    uint64_t sources = result->tally.sources, record = result->record;
    size_t n_fixed = 0;
    bool refused = false;

    stet_buffer_add(&now.bytes, piece->bytes);
    look(&m, &now, false);
    for (int pass = 0; pass < STET_FIX_PASSES; pass++) {
        size_t n = step(&m, &now, &next);
        refused = n > 0 && piece->source->kept;
        if (n == 0 || refused)
            break;
        keep_standing(&m, &now, &next);
        swap(&now, &next);
        n_fixed += n;
    }
    if (look_again)
        look_again_at(&m, &now, &next);
    stet_result_release(result);
    *result = now.result;
    result->record = record;
    result->first = first;
    result->last = last;
    result->tally.sources = sources;
    result->tally.bytes = piece->bytes.len;
    result->tally.fixed = n_fixed;
    result->fixed = now.bytes;
    result->original = piece->bytes;
    result->changed = n_fixed > 0;
    result->refused = refused;
    version_release(&next);
    stet_fix_pass_release(&m.pass);
    free(m.balances.items);
}
