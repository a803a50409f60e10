/* SPDX-License-Identifier: Apache-2.0 */
/* Words and marks as nltk.word_tokenize() cuts them. */
#include "reading/treebank_p.h"

void treebank_reserve(treebank_paper *out, size_t more)
{
    enum { FIRST = 1024 };
    size_t wanted = out->capacity ? out->capacity : FIRST;

    if (out->len + more <= out->capacity)
        return;
    while (wanted < out->len + more)
        wanted *= 2;
    char *text = stet_alloc(out->ctx, wanted);
    uint32_t *origins = stet_alloc(out->ctx, wanted * sizeof *origins);
    if (out->len > 0) {
        memcpy(text, out->text, out->len);
        memcpy(origins, out->origins, out->len * sizeof *origins);
    }
    out->text = text;
    out->origins = origins;
    out->capacity = wanted;
}

void treebank_copy(const treebank_paper *in, size_t at, size_t n, treebank_paper *out)
{
    if (n == 0)
        return;
    treebank_reserve(out, n);
    memcpy(out->text + out->len, in->text + at, n);
    memcpy(out->origins + out->len, in->origins + at, n * sizeof *out->origins);
    out->len += n;
}

void treebank_write(const char *text, const treebank_paper *in, size_t at,
                    treebank_paper *out)
{
    size_t n = strlen(text);

    treebank_reserve(out, n);
    for (size_t i = 0; i < n; i++) {
        out->present[(unsigned char)text[i]] = true;
        out->text[out->len] = text[i];
        out->origins[out->len++] = at < in->len ? in->origins[at] : 0;
    }
}

static void add_tokens(spec_spans *list, const treebank_paper *page)
{
    stet_str text = { page->text, page->len };
    size_t start = page->len;

    for (size_t at = 0; at < page->len;) {
        size_t next = at;
        bool blank = python_is_space(python_next(text, &next));
        if (!blank && start == page->len)
            start = at;
        if (blank && start < page->len) {
            spec_spans_add(list, page->origins[start], page->origins[at - 1] + 1);
            start = page->len;
        }
        at = next;
    }
}

/* A sentence onto the paper, as it stands. */
static void load(stet_str text, stet_span sentence, treebank_paper *page)
{
    page->len = 0;
    memset(page->present, 0, UCHAR_MAX + 1);
    treebank_reserve(page, sentence.end - sentence.start + 1);
    for (uint32_t at = sentence.start; at < sentence.end; at++) {
        page->present[(unsigned char)text.ptr[at]] = true;
        page->text[page->len] = text.ptr[at];
        page->origins[page->len++] = at;
    }
}

void python_split_tokens(spec_spans *list, stet_str text, stet_span within)
{
    bool present[UCHAR_MAX + 1];
    spec_spans sentences = { .ctx = list->ctx };
    treebank_paper pages[2] = { { .ctx = list->ctx, .present = present },
                                { .ctx = list->ctx, .present = present } };
    treebank_paper *in = &pages[0];
    treebank_paper *out = &pages[1];

    python_split_sentences(&sentences, text, within);
    for (size_t s = 0; s < sentences.count; s++) {
        load(text, sentences.items[s], in);
        in = treebank_change(in, &out);
        add_tokens(list, in);
    }
}
