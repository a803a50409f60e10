/* SPDX-License-Identifier: Apache-2.0 */
#include "account/acceptance.h"

#include "account/acceptance_p.h"
#include "account/probability.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

const char *stet_acceptance_aql_at(unsigned n)
{
    return n < STET_ACCEPTANCE_AQLS ? stet_acceptance_aqls[n] : NULL;
}

/* The column of an AQL, -1: there is none. Two ways to write a number of the table read
   as the same double. */
static int find_column(const char *aql)
{
    char *end;
    double percent = strtod(aql, &end);

    if (end == aql || *end != '\0')
        return -1;
    for (int i = 0; i < STET_ACCEPTANCE_AQLS; i++)
        if (fabs(percent - stet_acceptance_percents[i]) < 1e-9)
            return i;
    return -1;
}

char stet_acceptance_letter(uint64_t lot, stet_inspection_level level)
{
    size_t row = 0;

    while (lot > stet_acceptance_lots[row].most)
        row++;
    return stet_acceptance_lots[row].letters[level - STET_INSPECTION_I];
}

static int find_row(char letter)
{
    int row = 0;

    while (stet_acceptance_rows[row].letter != letter)
        row++;
    return row;
}

bool stet_acceptance_find(stet_acceptance_plan *plan, uint64_t lot,
                          stet_inspection_level level, const char *aql)
{
    int column = find_column(aql);

    *plan = (stet_acceptance_plan){ 0 };
    if (column < 0 || lot == 0)
        return false;
    char letter = stet_acceptance_letter(lot, level);
    int row = find_row(letter);
    while (stet_acceptance_rows[row].accept[column] < 0)
        row +=
            stet_acceptance_rows[row].accept[column] == STET_ACCEPTANCE_DOWN ? 1 : -1;
    const stet_acceptance_row *found = &stet_acceptance_rows[row];
    *plan = (stet_acceptance_plan){
        .level = level,
        .aql = stet_acceptance_aqls[column],
        .percent = stet_acceptance_percents[column],
        .lot = lot,
        .letter = letter,
        .plan = found->letter,
        .n = found->n,
        .accept = (uint32_t)found->accept[column],
        .reject = (uint32_t)found->accept[column] + 1,
        .whole_lot = found->n >= lot,
    };
    return true;
}

double stet_acceptance_chance(const stet_acceptance_plan *plan, uint64_t nonconforming)
{
    uint64_t drawn = plan->whole_lot ? plan->lot : plan->n;
    double chance = 0;

    if (nonconforming <= plan->accept) /* Certain, where a sum would be nearly so. */
        return 1;
    for (uint64_t k = 0; k <= plan->accept; k++)
        chance += stet_probability_hypergeometric(k, drawn, nonconforming, plan->lot);
    return chance < 1 ? chance : 1;
}

bool stet_acceptance_check(const char *aql, stet_inspection_level level, bool findings,
                           stet_error *error)
{
    stet_acceptance_plan plan;

    if (!stet_acceptance_find(&plan, 1, level, aql)) {
        stet_buffer known = { 0 };
        for (unsigned i = 0; stet_acceptance_aql_at(i); i++)
            stet_buffer_format(&known, "%s%s", i ? ", " : "",
                               stet_acceptance_aql_at(i));
        stet_error_set(error, "“%s” is no AQL of ISO 2859-1", aql);
        stet_error_hint(error, "take one of %s", known.ptr);
        stet_buffer_release(&known);
        return false;
    }
    if (plan.percent <= 10 || findings)
        return true;
    stet_error_set(error,
                   "an AQL of %s is not of records: the standard ends at 10 %% of "
                   "them",
                   plan.aql);
    stet_error_hint(error, "with --count findings it is findings by 100 records");
    return false;
}
