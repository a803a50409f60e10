/* SPDX-License-Identifier: Apache-2.0 */
#include "ratings.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

enum { NAME_SHOWN = 60, NUMBER_LEN = 40 };

/* What is known of a name hangs on its letters alone. */
static void join_name(stet_ctx *ctx, void *own, const void *other)
{
    rating_name *it = own;
    const rating_name *more = other;

    if (it->text.ptr)
        return;
    it->text = batch_keep_text(ctx, more->text, NAME_SHOWN);
    it->value = more->value;
    it->is_number = more->is_number;
}

static bool archive_name(stet_ctx *ctx, void *user, void *item)
{
    rating_name *it = item;
    uint64_t is_number = it->is_number;

    (void)user;
    if (!stet_archive_shown(ctx, &it->text) || !stet_archive_real(ctx, &it->value) ||
        !stet_archive_number(ctx, 1, &is_number))
        return false;
    it->is_number = is_number != 0;
    return isfinite(it->value) ||
           batch_refuse(ctx, "the value of a label is no number");
}

static const batch_table_kind name_kind = { sizeof(rating_name), join_name,
                                            archive_name };

void ratings_init(ratings *r, bool by_record)
{
    r->all.item_size = sizeof(rating);
    r->by_record = by_record;
    batch_table_init(&r->raters, &name_kind);
    batch_table_init(&r->labels, &name_kind);
}

static bool read_number(stet_str text, double *out)
{
    char digits[NUMBER_LEN + 1] = { 0 };
    char *end = NULL;

    if (text.len == 0 || text.len > NUMBER_LEN || !strchr("+-.0123456789", *text.ptr))
        return false;
    memcpy(digits, text.ptr, text.len);
    errno = 0;
    *out = strtod(digits, &end);
    return end == digits + text.len && isfinite(*out);
}

static rating_name *name_of(stet_ctx *ctx, batch_table *names, stet_str text)
{
    rating_name *it = batch_table_get(ctx, names, batch_hash_bytes(0, text));

    if (!it->text.ptr)
        it->text = batch_keep_text(ctx, text, NAME_SHOWN);
    return it;
}

/* The place of a label in the order; the count: it has none. */
static size_t rank_of(const stet_list *order, stet_str label)
{
    const batch_text *items = order->items;
    size_t i = 0;

    while (i < order->count && (items[i].text.len != label.len ||
                                memcmp(items[i].text.ptr, label.ptr, label.len) != 0))
        i++;
    return i;
}

bool ratings_add(stet_ctx *ctx, ratings *r, uint64_t item, stet_str rater,
                 stet_str label, const stet_list *order, const stet_place *place)
{
    size_t rank = rank_of(order, label);

    if (order->count > 0 && rank == order->count)
        return false;
    rating_name *name = name_of(ctx, &r->labels, label);
    name->is_number = read_number(label, &name->value);
    if (order->count > 0)
        name->value = (double)rank;
    rating *it = batch_pile_add(ctx, &r->all);
    *it = (rating){ .item = item,
                    .rater = name_of(ctx, &r->raters, rater)->head.key,
                    .label = name->head.key,
                    .place = place };
    return true;
}

void ratings_join(stet_ctx *ctx, ratings *r, ratings *from)
{
    batch_pile_join(&r->all, &from->all);
    batch_table_join(ctx, &r->raters, &from->raters);
    batch_table_join(ctx, &r->labels, &from->labels);
}

/* What stands between two ratings that are written or read. */
typedef struct rating_archive {
    const ratings *all;
    const stet_place *place; /* Of the one before: those of a record share it. */
} rating_archive;

static bool archive_rating_place(stet_ctx *ctx, rating_archive *a, rating *it)
{
    uint64_t is_same = a->place && it->place == a->place;

    if (!stet_archive_number(ctx, a->place ? 1 : 0, &is_same))
        return false;
    if (is_same)
        it->place = a->place;
    else if (!batch_archive_place(ctx, &it->place))
        return false;
    a->place = it->place;
    return true;
}

static bool archive_rating(stet_ctx *ctx, void *user, void *item)
{
    rating_archive *a = user;
    rating *it = item;

    if (!archive_rating_place(ctx, a, it) ||
        !stet_archive_number(ctx, UINT64_MAX, &it->rater) ||
        !stet_archive_number(ctx, UINT64_MAX, &it->label))
        return false;
    if (a->all->by_record)
        it->item = it->place->doc;
    else if (!stet_archive_number(ctx, UINT64_MAX, &it->item))
        return false;
    return (batch_table_find(&a->all->raters, it->rater) &&
            batch_table_find(&a->all->labels, it->label)) ||
           batch_refuse(ctx, "a rating has no rater or no label");
}

bool ratings_archive(stet_ctx *ctx, ratings *r)
{
    rating_archive a = { .all = r };

    return batch_table_archive(ctx, &r->raters) &&
           batch_table_archive(ctx, &r->labels) &&
           batch_pile_archive(ctx, &r->all, archive_rating, &a);
}

static int by_text(const void *a, const void *b)
{
    const rating_name *x = *(const rating_name *const *)a;
    const rating_name *y = *(const rating_name *const *)b;
    size_t len = x->text.len < y->text.len ? x->text.len : y->text.len;
    int order = memcmp(x->text.ptr, y->text.ptr, len);
    if (order != 0)
        return order;
    if (x->text.len != y->text.len)
        return x->text.len < y->text.len ? -1 : 1;
    return (x->head.key > y->head.key) - (x->head.key < y->head.key);
}

static int by_value(const void *a, const void *b)
{
    const rating_name *x = *(const rating_name *const *)a;
    const rating_name *y = *(const rating_name *const *)b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return by_text(a, b);
}

/* The names in order, each of which then knows its number. */
static const rating_name **sort_names(stet_ctx *ctx, const batch_table *names,
                                      int (*order)(const void *, const void *))
{
    size_t n = names->pile.count;
    void **items = batch_pile_items(ctx, &names->pile);
    const rating_name **sorted = stet_alloc(ctx, (n + 1) * sizeof *sorted);

    for (size_t i = 0; i < n; i++)
        sorted[i] = items[i];
    qsort(sorted, n, sizeof *sorted, order);
    for (uint32_t i = 0; i < n; i++) {
        rating_name *own = batch_table_find(names, sorted[i]->head.key);
        own->number = i;
    }
    return sorted;
}

static int by_item(const void *a, const void *b)
{
    const rating *x = *(const rating *const *)a, *y = *(const rating *const *)b;
    if (x->item != y->item)
        return x->item < y->item ? -1 : 1;
    if (x->place->doc != y->place->doc)
        return x->place->doc < y->place->doc ? -1 : 1;
    if (x->rater != y->rater)
        return x->rater < y->rater ? -1 : 1;
    return (x->label > y->label) - (x->label < y->label);
}

/* The ratings of one item, in the sorted list. */
typedef struct run_of {
    size_t start, end;
    uint64_t doc, item;
} run_of;

static int by_first_place(const void *a, const void *b)
{
    const run_of *x = a, *y = b;
    if (x->doc != y->doc)
        return x->doc < y->doc ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static run_of *find_items(stet_ctx *ctx, const rating *const *sorted, size_t n,
                          size_t *n_items)
{
    run_of *items = stet_alloc(ctx, (n + 1) * sizeof *items);

    *n_items = 0;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || sorted[i]->item != sorted[i - 1]->item)
            items[(*n_items)++] = (run_of){ .start = i,
                                            .doc = sorted[i]->place->doc,
                                            .item = sorted[i]->item };
        items[*n_items - 1].end = i + 1;
    }
    qsort(items, *n_items, sizeof *items, by_first_place);
    return items;
}

/* Where the cells of the table are written. `last` has for each rater the last item
   that it labelled, and 0: none. */
typedef struct cell_writer {
    const ratings *from;
    agreement_cell *cells;
    size_t n_cells;
    uint32_t *last;
} cell_writer;

static void write_item(cell_writer *w, ratings_table *out, const rating *const *sorted,
                       const run_of *run, size_t item)
{
    for (size_t i = run->start; i < run->end; i++) {
        const rating_name *rater = batch_table_find(&w->from->raters, sorted[i]->rater);
        const rating_name *label = batch_table_find(&w->from->labels, sorted[i]->label);
        if (w->last[rater->number] == item + 1) {
            out->twice[out->n_twice++] = sorted[i];
            continue;
        }
        w->last[rater->number] = (uint32_t)(item + 1);
        w->cells[w->n_cells++] = (agreement_cell){ rater->number, label->number };
    }
}

static void write_items(stet_ctx *ctx, ratings_table *out, const ratings *r,
                        const rating *const *sorted)
{
    size_t n = r->all.count, n_items = 0;
    const run_of *items = find_items(ctx, sorted, n, &n_items);
    uint32_t *starts = stet_alloc(ctx, (n_items + 1) * sizeof *starts);
    cell_writer w = { .from = r };

    w.cells = stet_alloc(ctx, (n + 1) * sizeof *w.cells);
    w.last = stet_alloc(ctx, (out->table.n_raters + 1) * sizeof *w.last);
    out->twice = stet_alloc(ctx, (n + 1) * sizeof *out->twice);
    out->places = stet_alloc(ctx, (n_items + 1) * sizeof *out->places);
    for (size_t i = 0; i < n_items; i++) {
        out->places[i] = sorted[items[i].start]->place;
        write_item(&w, out, sorted, &items[i], i);
        starts[i + 1] = (uint32_t)w.n_cells;
    }
    out->table.n_items = n_items;
    out->table.starts = starts;
    out->table.cells = w.cells;
}

ratings_table ratings_tabulate(stet_ctx *ctx, const ratings *r)
{
    ratings_table out = { .all_numbers = true };
    size_t n = r->all.count, n_labels = r->labels.pile.count;
    void **items = batch_pile_items(ctx, &r->all);
    const rating **sorted = stet_alloc(ctx, (n + 1) * sizeof *sorted);
    double *values = stet_alloc(ctx, (n_labels + 1) * sizeof *values);

    for (size_t i = 0; i < n; i++)
        sorted[i] = items[i];
    qsort(sorted, n, sizeof *sorted, by_item);
    out.raters = sort_names(ctx, &r->raters, by_text);
    out.labels = sort_names(ctx, &r->labels, by_value);
    for (size_t i = 0; i < n_labels; i++) {
        values[i] = out.labels[i]->value;
        out.all_numbers = out.all_numbers && out.labels[i]->is_number;
    }
    out.table.n_raters = r->raters.pile.count;
    out.table.n_labels = n_labels;
    out.table.values = values;
    write_items(ctx, &out, r, sorted);
    return out;
}
