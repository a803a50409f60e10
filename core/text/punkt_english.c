/* SPDX-License-Identifier: Apache-2.0 */
/* The abbreviations, collocations and sentence starters of NLTK's English Punkt model,
   which the algorithm found in newspaper text. They are facts about that text, and are
   kept as they are, oddities included: the reference counts by them. */
#include "text/sentence_p.h"

/* clang-format off */
static const char *const abbreviations[] = {
    ". . ", "a.a", "a.c", "a.d", "a.g", "a.h", "a.m", "a.m.e", "a.s", "a.t", "adm",
    "ala", "ariz", "aug", "ave", "b.f", "b.v", "bros", "c", "c.i.t", "c.o.m.b", "c.v",
    "calif", "chg", "cie", "co", "col", "colo", "conn", "corp", "cos", "ct", "d", "d.c",
    "d.h", "d.w", "dec", "dr", "e", "e.f", "e.h", "e.l", "e.m", "f", "f.g", "f.j",
    "feb", "fla", "fri", "ft", "g", "g.d", "g.f", "g.k", "ga", "gen", "h", "h.c", "h.f",
    "h.m", "i.m.s", "ill", "inc", "j.b", "j.c", "j.j", "j.k", "j.p", "j.r", "jan", "jr",
    "k", "kan", "ky", "l", "l.a", "l.f", "l.p", "lt", "ltd", "m", "m.b.a", "m.d.c",
    "m.j", "maj", "messrs", "mg", "mich", "minn", "mr", "mrs", "ms", "n", "n.c", "n.d",
    "n.h", "n.j", "n.m", "n.v", "n.y", "nev", "nov", "oct", "ok", "okla", "ore", "p",
    "p.a.m", "p.m", "pa", "ph.d", "prof", "r", "r.a", "r.h", "r.i", "r.j", "r.k", "r.t",
    "rep", "reps", "s", "s.a", "s.a.y", "s.c", "s.g", "s.p.a", "s.s", "sen", "sep",
    "sept", "sr", "st", "sw", "t", "t.j", "tenn", "tues", "u.k", "u.n", "u.s", "u.s.a",
    "u.s.s.r", "v", "va", "vs", "vt", "w", "w.c", "w.r", "w.va", "w.w", "wash", "wed",
    "wis", "yr",
};

static const stet_punkt_pair collocations[] = {
    { STET_PUNKT_NUMBER, "abreast" },
    { STET_PUNKT_NUMBER, "aes" },
    { STET_PUNKT_NUMBER, "business" },
    { STET_PUNKT_NUMBER, "cbot" },
    { STET_PUNKT_NUMBER, "colgate" },
    { STET_PUNKT_NUMBER, "commodities" },
    { STET_PUNKT_NUMBER, "cooper" },
    { STET_PUNKT_NUMBER, "corrections" },
    { STET_PUNKT_NUMBER, "credit" },
    { STET_PUNKT_NUMBER, "dividend" },
    { STET_PUNKT_NUMBER, "financing" },
    { STET_PUNKT_NUMBER, "genentech" },
    { STET_PUNKT_NUMBER, "henley" },
    { STET_PUNKT_NUMBER, "insider" },
    { STET_PUNKT_NUMBER, "international" },
    { STET_PUNKT_NUMBER, "leisure" },
    { STET_PUNKT_NUMBER, "letters" },
    { STET_PUNKT_NUMBER, "notable" },
    { STET_PUNKT_NUMBER, "pay-fone" },
    { STET_PUNKT_NUMBER, "pegasus" },
    { STET_PUNKT_NUMBER, "pepper" },
    { STET_PUNKT_NUMBER, "review" },
    { STET_PUNKT_NUMBER, "rj" },
    { STET_PUNKT_NUMBER, "wedgestone" },
    { STET_PUNKT_NUMBER, "who" },
    { STET_PUNKT_NUMBER, "zimmer" },
    { "b", "edelman" },
    { "b", "levine" },
    { "b", "smith" },
    { "b", "stewart" },
    { "b", "wigton" },
    { "i", "magnin" },
    { "i", "toussie" },
    { "j", "aron" },
    { "j", "fialka" },
    { "j", "walter" },
    { "o", "ludcke" },
};

static const char *const starters[] = {
    "according", "although", "among", "both", "but", "despite", "even", "he", "however",
    "i", "if", "in", "indeed", "instead", "it", "many", "meanwhile", "moreover", "most",
    "nevertheless", "nonetheless", "nor", "sales", "separately", "similarly", "since",
    "so", "some", "the", "there", "these", "they", "this", "though", "thus", "under",
    "when", "while", "yet",
};
/* clang-format on */

const stet_punkt stet_punkt_english = {
    .abbreviations = abbreviations,
    .n_abbreviations = STET_LEN(abbreviations),
    .letters = { 1,   15,  18,  32,  38,  43,  50,  56,  60,  63,  71,  74,  80, 92,
                 102, 106, 112, 112, 121, 134, 138, 143, 147, 155, 155, 156, 156 },
    .seconds = { 0x320808, 0x20000, 0x84181, 0x20010,   0x0,      0xA0810,  0x11,
                 0x0,      0x2800,  0x20001, 0x1000001, 0x80000,  0x60151,  0x4010,
                 0x20404,  0x20081, 0x0,     0x10,      0x4A0010, 0x100010, 0x0,
                 0xC0001,  0x111,   0x0,     0x20000,   0x0 },
    .longest = 9, /* Seven, and two for a capital of three bytes: the Kelvin sign. */
    .collocations = collocations,
    .n_collocations = STET_LEN(collocations),
    .starters = starters,
    .n_starters = STET_LEN(starters),
};
