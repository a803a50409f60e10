/* SPDX-License-Identifier: Apache-2.0 */
/** acceptance_p.h - the tables of the standard, as it prints them. */
#ifndef STET_ACCOUNT_ACCEPTANCE_P_H
#define STET_ACCOUNT_ACCEPTANCE_P_H

#include <stdint.h>

enum {
    STET_ACCEPTANCE_AQLS = 26,
    STET_ACCEPTANCE_LOTS = 15,
    STET_ACCEPTANCE_ROWS = 16,
    /** Arrows of the table, in place of an acceptance number. */
    STET_ACCEPTANCE_UP = -1,
    STET_ACCEPTANCE_DOWN = -2,
};

/** Lots up to a size, and their code letter at levels I, II and III. */
typedef struct stet_acceptance_lot {
    uint64_t most;
    char letters[4];
} stet_acceptance_lot;

/** A code letter, its sample size, and the acceptance number or the arrow by AQL. */
typedef struct stet_acceptance_row {
    char letter;
    uint16_t n;
    int8_t accept[STET_ACCEPTANCE_AQLS];
} stet_acceptance_row;

extern const char *const stet_acceptance_aqls[STET_ACCEPTANCE_AQLS + 1];
extern const double stet_acceptance_percents[STET_ACCEPTANCE_AQLS];
extern const stet_acceptance_lot stet_acceptance_lots[STET_ACCEPTANCE_LOTS];
extern const stet_acceptance_row stet_acceptance_rows[STET_ACCEPTANCE_ROWS];

#endif
