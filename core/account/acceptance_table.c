/* SPDX-License-Identifier: Apache-2.0 */
/* ISO 2859-1:1999, Sampling procedures for inspection by attributes - Part 1, tables 1
   (sample size code letters, general levels) and 2-A (single sampling plans for normal
   inspection); the same numbers as in ANSI/ASQ Z1.4 and MIL-STD-105E, tables I and
   II-A. The rejection number is the acceptance number and one. */
#include "account/acceptance_p.h"

#include <stddef.h>

const char *const stet_acceptance_aqls[STET_ACCEPTANCE_AQLS + 1] = {
    "0.010", "0.015", "0.025", "0.040", "0.065", "0.10", "0.15", "0.25", "0.40",
    "0.65",  "1.0",   "1.5",   "2.5",   "4.0",   "6.5",  "10",   "15",   "25",
    "40",    "65",    "100",   "150",   "250",   "400",  "650",  "1000", NULL,
};

const double stet_acceptance_percents[STET_ACCEPTANCE_AQLS] = {
    0.010, 0.015, 0.025, 0.040, 0.065, 0.10, 0.15, 0.25, 0.40, 0.65, 1.0, 1.5, 2.5,
    4.0,   6.5,   10,    15,    25,    40,   65,   100,  150,  250,  400, 650, 1000,
};

/* The last letter takes every larger lot. */
const stet_acceptance_lot stet_acceptance_lots[STET_ACCEPTANCE_LOTS] = {
    { 8, "AAB" },      { 15, "ABC" },     { 25, "BCD" },         { 50, "CDE" },
    { 90, "CEF" },     { 150, "DFG" },    { 280, "EGH" },        { 500, "FHJ" },
    { 1200, "GJK" },   { 3200, "HKL" },   { 10000, "JLM" },      { 35000, "KMN" },
    { 150000, "LNP" }, { 500000, "MPQ" }, { UINT64_MAX, "NQR" },
};

/* Arrows: up, and down. */
enum { U = STET_ACCEPTANCE_UP, D = STET_ACCEPTANCE_DOWN };

/* clang-format off */
/* Columns: the AQLs above, by 26. */
const stet_acceptance_row stet_acceptance_rows[STET_ACCEPTANCE_ROWS] = {
    { 'A',    2, {  D,  D,  D,  D,  D,  D,  D,  D,  D,  D,  D,  D,  D,  D,  0,  D,  D,  1,  2,  3,  5,  7, 10, 14, 21, 30 } },
    { 'B',    3, {  D,  D,  D,  D,  D,  D,  D,  D,  D,  D,  D,  D,  D,  0,  U,  D,  1,  2,  3,  5,  7, 10, 14, 21, 30, 44 } },
    { 'C',    5, {  D,  D,  D,  D,  D,  D,  D,  D,  D,  D,  D,  D,  0,  U,  D,  1,  2,  3,  5,  7, 10, 14, 21, 30, 44,  U } },
    { 'D',    8, {  D,  D,  D,  D,  D,  D,  D,  D,  D,  D,  D,  0,  U,  D,  1,  2,  3,  5,  7, 10, 14, 21, 30, 44,  U,  U } },
    { 'E',   13, {  D,  D,  D,  D,  D,  D,  D,  D,  D,  D,  0,  U,  D,  1,  2,  3,  5,  7, 10, 14, 21, 30, 44,  U,  U,  U } },
    { 'F',   20, {  D,  D,  D,  D,  D,  D,  D,  D,  D,  0,  U,  D,  1,  2,  3,  5,  7, 10, 14, 21,  U,  U,  U,  U,  U,  U } },
    { 'G',   32, {  D,  D,  D,  D,  D,  D,  D,  D,  0,  U,  D,  1,  2,  3,  5,  7, 10, 14, 21,  U,  U,  U,  U,  U,  U,  U } },
    { 'H',   50, {  D,  D,  D,  D,  D,  D,  D,  0,  U,  D,  1,  2,  3,  5,  7, 10, 14, 21,  U,  U,  U,  U,  U,  U,  U,  U } },
    { 'J',   80, {  D,  D,  D,  D,  D,  D,  0,  U,  D,  1,  2,  3,  5,  7, 10, 14, 21,  U,  U,  U,  U,  U,  U,  U,  U,  U } },
    { 'K',  125, {  D,  D,  D,  D,  D,  0,  U,  D,  1,  2,  3,  5,  7, 10, 14, 21,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U } },
    { 'L',  200, {  D,  D,  D,  D,  0,  U,  D,  1,  2,  3,  5,  7, 10, 14, 21,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U } },
    { 'M',  315, {  D,  D,  D,  0,  U,  D,  1,  2,  3,  5,  7, 10, 14, 21,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U } },
    { 'N',  500, {  D,  D,  0,  U,  D,  1,  2,  3,  5,  7, 10, 14, 21,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U } },
    { 'P',  800, {  D,  0,  U,  D,  1,  2,  3,  5,  7, 10, 14, 21,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U } },
    { 'Q', 1250, {  0,  U,  D,  1,  2,  3,  5,  7, 10, 14, 21,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U } },
    { 'R', 2000, {  U,  U,  1,  2,  3,  5,  7, 10, 14, 21,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U,  U } },
};
/* clang-format on */
