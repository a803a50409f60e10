/* SPDX-License-Identifier: Apache-2.0 */
/* Changed documents for a callback: the worker keeps them, and uses them again. */
#include "base/memory.h"
#include "run/worker.h"

static stet_host *host_of(stet_ctx *ctx)
{
    return (stet_host *)ctx;
}

static stet_doc *take_document(stet_worker *worker)
{
    if (worker->n_changed == worker->changed_capacity) {
        size_t before = worker->changed_capacity;
        stet_memory_grow((void **)&worker->changed, &worker->changed_capacity,
                         worker->n_changed + 1, sizeof(stet_doc *));
        for (size_t i = before; i < worker->changed_capacity; i++) {
            worker->changed[i] = stet_memory_alloc(sizeof **worker->changed);
            stet_document_init(worker->changed[i], &worker->forms);
        }
    }
    return worker->changed[worker->n_changed++];
}

const stet_doc *stet_host_transformed(stet_ctx *ctx, const stet_doc *doc,
                                      const stet_transform *steps, size_t n_steps,
                                      bool raw)
{
    stet_host *host = host_of(ctx);

    if (!host->worker || doc->origin)
        return doc;
    stet_doc *changed = take_document(host->worker);
    stet_document_transform(changed, doc, steps, n_steps, raw, host->scratch);
    return changed;
}

stet_str stet_host_transform_text(stet_ctx *ctx, stet_str text,
                                  const stet_transform *steps, size_t n_steps)
{
    stet_span_array none = { 0 };
    return stet_transform_apply(text, none, steps, n_steps, host_of(ctx)->scratch).text;
}
