/* SPDX-License-Identifier: Apache-2.0 */
#include "run/mend.h"

#include "base/memory.h"
#include "run/engine.h"
#include "run/fix.h"

#include <stdlib.h>
#include <string.h>

/* A version of the piece, and what was found in it. */
typedef struct version {
    stet_buffer bytes;
    stet_result result;
} version;

typedef struct mending {
    const stet_piece *piece;
    stet_mend_check check;
    void *user;
    bool unsafe;
    bool *skip; /* By rule: its fixes make findings. */
    size_t n_rules;
    size_t *before, *after; /* Findings by rule. */
} mending;

static void look(const mending *m, version *v)
{
    stet_piece piece = *m->piece;
    piece.bytes = stet_buffer_str(&v->bytes);
    v->result.path = m->piece->source->path;
    m->check(m->user, &piece, &v->result);
}

static void count(const mending *m, const stet_result *result, size_t *counts)
{
    memset(counts, 0, (m->n_rules + 1) * sizeof *counts);
    for (size_t i = 0; i < result->n_findings; i++) {
        size_t rule = result->findings[i].rule->index;
        counts[rule < m->n_rules ? rule : m->n_rules]++;
    }
}

static bool is_worse(const mending *m, const version *now, const version *next)
{
    if (next->result.n_troubles > now->result.n_troubles)
        return true;
    count(m, &now->result, m->before);
    count(m, &next->result, m->after);
    for (size_t r = 0; r <= m->n_rules; r++)
        if (m->after[r] > m->before[r])
            return true;
    return false;
}

static void version_release(version *v)
{
    stet_buffer_release(&v->bytes);
    stet_result_release(&v->result);
    *v = (version){ 0 };
}

/* Makes `next` from `now` with the fixes of the rules not skipped; 0: there were none.
 */
static size_t step(const mending *m, const version *now, const bool *skip,
                   version *next)
{
    version_release(next);
    size_t n = stet_fix_apply(stet_buffer_str(&now->bytes), m->piece->byte,
                              now->result.findings, now->result.n_findings, m->unsafe,
                              skip, &next->bytes);
    if (n > 0)
        look(m, next);
    return n;
}

static void swap(version *a, version *b)
{
    version t = *a;
    *a = *b;
    *b = t;
}

/* The pass made something worse: find out by rule, and leave out those that do. */
static size_t step_by_rule(const mending *m, version *now, version *next)
{
    bool *only = stet_memory_zalloc(m->n_rules + 1, sizeof *only);
    size_t n_fixed = 0;

    for (size_t r = 0; r < m->n_rules; r++) {
        if (m->skip[r])
            continue;
        memset(only, true, (m->n_rules + 1) * sizeof *only);
        only[r] = false;
        size_t n = step(m, now, only, next);
        if (n == 0)
            continue;
        if (is_worse(m, now, next)) {
            m->skip[r] = true;
            continue;
        }
        swap(now, next);
        n_fixed += n;
    }
    free(only);
    return n_fixed;
}

void stet_mend(const stet_piece *piece, bool unsafe, size_t n_rules,
               stet_mend_check check, void *user, stet_result *result)
{
    mending m = { .piece = piece,
                  .check = check,
                  .user = user,
                  .unsafe = unsafe,
                  .skip = stet_memory_zalloc(n_rules + 1, sizeof(bool)),
                  .n_rules = n_rules,
                  .before = stet_memory_zalloc(n_rules + 1, sizeof(size_t)),
                  .after = stet_memory_zalloc(n_rules + 1, sizeof(size_t)) };
    version now = { 0 }, next = { 0 };
    bool first = result->first, last = result->last;
    uint64_t sources = result->tally.sources;
    size_t n_fixed = 0;

    stet_buffer_add(&now.bytes, piece->bytes);
    look(&m, &now);
    for (int pass = 0; pass < STET_FIX_PASSES; pass++) {
        size_t n = step(&m, &now, m.skip, &next);
        if (n == 0)
            break;
        if (!is_worse(&m, &now, &next)) {
            swap(&now, &next);
            n_fixed += n;
            continue;
        }
        n = step_by_rule(&m, &now, &next);
        n_fixed += n;
        if (n == 0)
            break;
    }
    stet_result_release(result);
    *result = now.result;
    result->first = first;
    result->last = last;
    result->tally.sources = sources;
    result->tally.bytes = piece->bytes.len;
    result->tally.fixed = n_fixed;
    result->fixed = now.bytes;
    result->original = piece->bytes;
    result->changed = n_fixed > 0;
    version_release(&next);
    free(m.skip);
    free(m.before);
    free(m.after);
}
