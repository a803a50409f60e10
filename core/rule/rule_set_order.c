/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "rule/rule_set_p.h"

#include <stdlib.h>

/* A set is laid down once, where it is met first, so that two sets which build on the
   same third one do not undo each other's changes of it. But a file that names a set
   behind one that had brought it already means it: it is laid down again, with all that
   it builds on, over what the earlier one changed. */

/** The layers that one walk has laid down; a walk for each set that is laid again. */
typedef struct order_walk {
    stet_rule_loader *loader;
    bool *laid; /* By layer. */
    bool again;
} order_walk;

static bool lay(stet_rule_loader *loader, size_t layer, bool again)
{
    void *steps = loader->steps;
    if (loader->n_steps == STET_EXTENDS_STEPS)
        return false;
    stet_memory_grow(&steps, &loader->steps_capacity, loader->n_steps + 1,
                     sizeof *loader->steps);
    loader->steps = steps;
    loader->steps[loader->n_steps++] = (stet_rule_step){ layer, again };
    return true;
}

/* Marks a layer and all that it builds on. */
static void cover(const stet_rule_loader *loader, size_t layer, bool *covered)
{
    if (covered[layer])
        return;
    covered[layer] = true;
    for (size_t i = 0; i < loader->layers[layer].n_bases; i++)
        cover(loader, loader->layers[layer].bases[i], covered);
}

static bool walk(const order_walk *w, size_t layer);

static bool walk_again(stet_rule_loader *loader, size_t layer)
{
    order_walk w = { loader, stet_memory_zalloc(loader->n_layers, 1), true };
    bool done = walk(&w, layer);
    free(w.laid);
    return done;
}

static bool walk(const order_walk *w, size_t layer)
{
    const stet_rule_layer *it = &w->loader->layers[layer];
    if (w->laid[layer])
        return true;
    w->laid[layer] = true;
    bool *covered = stet_memory_zalloc(w->loader->n_layers, 1);
    bool done = true;
    for (size_t i = 0; i < it->n_bases && done; i++) {
        size_t base = it->bases[i];
        if (!covered[base])
            done = walk(w, base);
        else if (base != it->bases[i - 1])
            done = walk_again(w->loader, base);
        cover(w->loader, base, covered);
    }
    free(covered);
    return done && lay(w->loader, layer, w->again);
}

void stet_rule_set_order_layers(stet_rule_loader *loader)
{
    if (loader->n_layers == 0)
        return;
    order_walk w = { loader, stet_memory_zalloc(loader->n_layers, 1), false };
    if (!walk(&w, loader->n_layers - 1))
        stet_yaml_error_at(loader->layers[loader->n_layers - 1].file,
                           STET_POSITION_NONE, loader->errors,
                           "the rule sets that are extended name each other again more "
                           "than %d times",
                           STET_EXTENDS_STEPS);
    free(w.laid);
}
