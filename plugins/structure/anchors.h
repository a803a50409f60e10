/* SPDX-License-Identifier: Apache-2.0 */
/**
 * anchors.h - what a target such as #storage may lead to in its own text.
 *
 * Headings make anchors, as GitHub, GitLab and many others make them: small letters,
 * blanks to hyphens, marks left out. So do id="storage", name='storage' and {#storage}.
 * Both are collected in one pass, when the first link asks, and sorted: a text of ten
 * thousand headings may have as many links to them. In the callback's memory.
 */
#ifndef STET_STRUCTURE_ANCHORS_H
#define STET_STRUCTURE_ANCHORS_H

#include <stet/plugin.h>

typedef struct structure_anchors {
    stet_str markup;
    stet_str *headings; /**< Made of headings, in bytewise order. */
    stet_str *names;    /**< What stands where one may be written out, in bytewise
                             order: the name, and what is behind it. */
    size_t n_headings, n_names;
} structure_anchors;

/** The anchors of a text. */
structure_anchors structure_anchors_of(stet_ctx *ctx, const stet_doc *doc);

/** Whether a target without its # leads to one of them. Behind the anchor of a heading
    may stand -1 and so on, of one that is there more than once. */
bool structure_anchors_have(stet_ctx *ctx, const structure_anchors *anchors,
                            stet_str target);

#endif
