/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Documents of any article that passes the check. The lines of the input are
 * language, title, section, an author, two tags, summary and body, which is
 * the rest.
 */

#include <backfile/document.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bf_str take_line(bf_str *rest)
{
    const char *end = rest->size ? memchr(rest->data, '\n', rest->size) : NULL;
    const size_t size = end ? (size_t)(end - rest->data) : rest->size;
    const bf_str line = {rest->data, size};
    rest->data += size + (end ? 1 : 0);
    rest->size -= size + (end ? 1 : 0);
    return line;
}

static int compare_terms(const void *a, const void *b)
{
    const bf_str x = ((const bf_document_term *)a)->term;
    const bf_str y = ((const bf_document_term *)b)->term;
    const size_t size = x.size < y.size ? x.size : y.size;
    const int order = memcmp(x.data, y.data, size);
    return order ? order : (x.size > y.size) - (x.size < y.size);
}

/* What Xapian needs for a term: a NUL takes two bytes. */
static size_t key_bytes(bf_str term)
{
    size_t size = term.size;
    for (size_t i = 0; i < term.size; i++) {
        size += term.data[i] == '\0';
    }
    return size;
}

/* A word has no capital in front and counts; a term with a prefix has one
 * and does not. */
static void check_term(const bf_document_term *term)
{
    const bool has_prefix = term->term.size > 0 && term->term.data[0] >= 'A' &&
                            term->term.data[0] <= 'Z';
    require(term->term.size > 0);
    require(key_bytes(term->term) <= BF_MAX_INDEX_TERM_BYTES);
    require(has_prefix == (term->frequency == 0));
}

static void check_terms(const bf_document *document)
{
    bf_document_term *sorted;
    uint64_t length = 0;
    require(document->term_count > 0);
    sorted = malloc(document->term_count * sizeof *sorted);
    require(sorted);
    memcpy(sorted, document->terms, document->term_count * sizeof *sorted);
    qsort(sorted, document->term_count, sizeof *sorted, compare_terms);
    for (size_t i = 0; i < document->term_count; i++) {
        check_term(&sorted[i]);
        length += sorted[i].frequency;
        require(i == 0 || compare_terms(&sorted[i - 1], &sorted[i]) < 0);
    }
    require(length == document->length);
    free(sorted);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bf_str rest = {(const char *)data, size};
    bf_str tags[2];
    bf_str author;
    bf_article article;
    bf_indexing *indexing;
    const bf_document *document;
    bf_article_init(&article);
    article.id = bf_str_of("id");
    article.lang = take_line(&rest);
    article.title = take_line(&rest);
    article.section = take_line(&rest);
    author = take_line(&rest);
    article.authors = (bf_str_list){&author, 1};
    tags[0] = take_line(&rest);
    tags[1] = take_line(&rest);
    article.tags = (bf_str_list){tags, 2};
    article.summary = take_line(&rest);
    article.body = rest;
    if (bf_article_check(&article, NULL) || bf_indexing_new(&indexing, NULL)) {
        return 0;
    }
    require(!bf_indexing_document(&document, indexing, &article, NULL));
    check_terms(document);
    bf_indexing_free(indexing);
    return 0;
}
