/* SPDX-License-Identifier: Apache-2.0 */
#include "run/host_report.h"

#include "base/memory.h"
#include "run/engine_p.h"
#include "run/worker.h"

#include <inttypes.h>
#include <math.h>

STET_PRINTF(2, 3)
static void blame_report(stet_host *host, const char *format, ...)
{
    va_list args;

    stet_buffer_clear(&host->failure);
    va_start(args, format);
    stet_buffer_vformat(&host->failure, format, args);
    va_end(args);
    host->failed = true;
}

static bool is_changed(const stet_worker *worker, const stet_doc *doc)
{
    for (size_t i = 0; i < worker->n_changed; i++)
        if (worker->changed[i] == doc)
            return true;
    return false;
}

/* A place that stet has made has lines, which begin at 1. */
static bool is_place(const stet_place *place)
{
    return place->start.line > 0 && place->end.line > 0;
}

static bool are_places(const stet_finding *finding)
{
    for (size_t i = 0; i < finding->n_related; i++)
        if (!is_place(&finding->related[i]))
            return false;
    return !finding->place || is_place(finding->place);
}

/* A finding that cannot be told must not be lost without a word. What a plugin names as
   a document is looked at only when it is one: it may be gone. */
static bool can_be_told(stet_host *host, const stet_finding *finding)
{
    const stet_check_type *type = host->rule->check->type;
    stet_worker *worker = host->worker;

    if (finding->message >= type->n_messages) {
        blame_report(host, "its plugin reports message %u, and has %zu",
                     (unsigned)finding->message, type->n_messages);
        return false;
    }
    if (!are_places(finding)) {
        blame_report(host,
                     "its plugin reports an empty place; stet_place_of() makes one");
        return false;
    }
    if (finding->place)
        return true;
    if (finding->doc && stet_worker_find(worker, finding->doc) == worker->n_documents &&
        !is_changed(worker, finding->doc)) {
        blame_report(host,
                     "its plugin reports something in a text that is not at hand");
        return false;
    }
    if (worker->n_documents == 0) {
        blame_report(host, "its plugin reports something without a place where there "
                           "is no text");
        return false;
    }
    return true;
}

/* What was found in a changed document is told in the one that it was made from; a fix
   of what does not stand there is none. */
void stet_host_report(stet_ctx *ctx, const stet_finding *finding)
{
    stet_host *host = (stet_host *)ctx;
    stet_finding told = *finding;

    /* What is saved or loaded has no result to be told in. */
    if (!host->worker || !host->worker->result || !can_be_told(host, finding))
        return;
    if (told.doc && told.doc->origin) {
        told.doc = stet_document_origin(told.doc, &told.span, &told.in_markup);
        told.n_fixes = 0;
    }
    stet_locate(host->worker, host->rule, host->unit, &told);
}

/* ---- Figures of the whole batch ---- */

static bool is_statistic(const stet_statistic *statistic)
{
    bool has_interval = statistic->confidence > 0;

    return statistic->name && *statistic->name && statistic->of &&
           isfinite(statistic->value) &&
           (!has_interval || (isfinite(statistic->low) && isfinite(statistic->high)));
}

void stet_host_report_statistic(stet_ctx *ctx, const stet_statistic *statistic)
{
    stet_host *host = (stet_host *)ctx;

    if (!host->worker || !host->worker->result)
        return;
    stet_result *result = host->worker->result;
    if (host->unit) {
        blame_report(host, "its plugin reports a statistic before the batch has ended");
        return;
    }
    if (!is_statistic(statistic)) {
        blame_report(host, "its plugin reports a statistic without a name or a value");
        return;
    }
    if (host->engine->options.log)
        stet_log_verbose(host->engine->options.log, "%.*s: %s %.4f, of %" PRIu64 " %s",
                         (int)host->rule->name.len, host->rule->name.ptr,
                         statistic->name, statistic->value, statistic->n,
                         statistic->of);
    stet_memory_grow((void **)&result->statistics, &result->statistics_capacity,
                     result->n_statistics + 1, sizeof *result->statistics);
    result->statistics[result->n_statistics++] =
        (stet_rule_statistic){ .rule = host->rule, .told = *statistic };
}
