/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/term.h"

#include "base/str.h"

bool stet_version_is_valid(stet_str version)
{
    bool digit = false;
    for (size_t i = 0; i < version.len; i++) {
        char c = version.ptr[i];
        if (c == '.' ? !digit : c < '0' || c > '9')
            return false;
        digit = c != '.';
    }
    return digit;
}

/** The next part without the zeros in front: its length and its bytes are its order. */
static stet_str cut_part(stet_str *rest)
{
    stet_str part = STET_STR("");
    stet_str_cut(rest, '.', &part);
    while (part.len && part.ptr[0] == '0')
        part = (stet_str){ part.ptr + 1, part.len - 1 };
    return part;
}

int stet_version_compare(stet_str a, stet_str b)
{
    int order = 0;
    while (order == 0 && (a.len || b.len)) {
        stet_str x = cut_part(&a);
        stet_str y = cut_part(&b);
        order = (x.len > y.len) - (x.len < y.len);
        if (order == 0)
            order = stet_str_compare(x, y);
    }
    return order;
}

/** Where today, or the version, is: before the bound (-1), on it or behind it. */
static int side_of(const stet_bound *bound, stet_date today)
{
    if (bound->kind == STET_BOUND_VERSION)
        return stet_version_compare(bound->compared, bound->version);
    return (today > bound->date) - (today < bound->date);
}

stet_date stet_term_grace_end(const stet_term *term)
{
    return term->since.date + term->grace;
}

stet_term_state stet_term_state_of(const stet_term *term, stet_date today)
{
    if (term->since.kind != STET_BOUND_NONE && side_of(&term->since, today) < 0)
        return STET_TERM_NOT_YET;
    if (term->until.kind != STET_BOUND_NONE && side_of(&term->until, today) > 0)
        return STET_TERM_OVER;
    if (term->grace > 0 && today < stet_term_grace_end(term))
        return STET_TERM_GRACE;
    return STET_TERM_IN_FORCE;
}

static void add_bound(stet_buffer *out, const char *name, const stet_bound *bound)
{
    char date[STET_DATE_TEXT];
    if (bound->kind == STET_BOUND_NONE)
        return;
    stet_buffer_format(out, "%s%s ", out->ptr[out->len - 1] == ':' ? " " : ", ", name);
    if (bound->kind == STET_BOUND_VERSION) {
        stet_buffer_add_text(out, "version ");
        stet_buffer_add(out, bound->version);
    } else {
        stet_date_write(bound->date, date);
        stet_buffer_add_text(out, date);
    }
}

void stet_term_add(stet_buffer *out, const stet_term *term)
{
    static const char *const states[] = {
        [STET_TERM_IN_FORCE] = "in force:",
        [STET_TERM_NOT_YET] = "not yet:",
        [STET_TERM_GRACE] = "grace:",
        [STET_TERM_OVER] = "over:",
    };
    if (!stet_term_has_bounds(term))
        return;
    stet_buffer_add_text(out, states[term->state]);
    add_bound(out, "since", &term->since);
    if (term->grace)
        stet_buffer_format(out, ", grace %d day%s", (int)term->grace,
                           term->grace == 1 ? "" : "s");
    add_bound(out, "until", &term->until);
}
