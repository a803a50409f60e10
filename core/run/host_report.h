/* SPDX-License-Identifier: Apache-2.0 */
/**
 * host_report.h - what a plugin reports, on its way to a finding.
 *
 * Part of the table of functions in host.c. What cannot be told (a message that the
 * check type does not have, a text that is gone, no place at all) fails the rule by
 * name, so that the author of the plugin hears of it; a span that leaves its text is
 * cut to it. Calls come from the thread of the worker.
 */
#ifndef STET_RUN_HOST_REPORT_H
#define STET_RUN_HOST_REPORT_H

#include <stet/plugin.h>

/** See stet_report(). */
void stet_host_report(stet_ctx *ctx, const stet_finding *finding);

/** See stet_report_statistic(). One without a name or a value, or that comes before the
    batch has ended, fails the rule likewise. */
void stet_host_report_statistic(stet_ctx *ctx, const stet_statistic *statistic);

#endif
