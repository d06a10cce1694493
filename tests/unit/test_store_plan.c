/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The way of a query through the real parts: articles as the indexer makes
 * them, plans as the planner does. */

#include "records.h"
#include "tap.h"

static bf_reader *reader;

static bf_status put(bf_writer *writer, bf_indexing *indexing, const char *id,
                     const char *title, const char *body, bf_error *err)
{
    const bf_document *document;
    bf_article article;
    bf_status status;
    bf_article_init(&article);
    article.id = bf_str_of(id);
    article.title = bf_str_of(title);
    article.body = bf_str_of(body);
    article.lang = bf_str_of("en");
    article.source = bf_str_of("Site");
    status = bf_indexing_document(&document, indexing, &article, err);
    return status ? status : bf_writer_put(writer, NULL, NULL, document, err);
}

static bf_status make_index(const char *path, bf_error *err)
{
    bf_writer *writer;
    bf_indexing *indexing = NULL;
    bf_status status = bf_writer_open(&writer, path, BF_WRITER_CREATE, err);
    if (!status) {
        status = bf_indexing_new(&indexing, err);
    }
    if (!status) {
        status = put(writer, indexing, "phone", "The red phone",
                     "No red telephone ever rang. It was a teleprinter.", err);
    }
    if (!status) {
        status = put(writer, indexing, "channel", "A back channel",
                     "The channel at the back door. Phones were red.", err);
    }
    if (!status) {
        status = bf_writer_commit(writer, err);
    }
    bf_indexing_free(indexing);
    bf_writer_free(writer);
    return status;
}

static bf_status frequency(void *context, uint32_t *out, bf_str term,
                           bf_error *err)
{
    return bf_reader_frequency(out, (bf_reader *)context, term, err);
}

static bf_status expand(void *context, bf_str prefix,
                        bf_status (*each)(void *payload, bf_str term,
                                          uint32_t count),
                        void *payload, bf_error *err)
{
    return bf_reader_terms((bf_reader *)context, prefix, each, payload, err);
}

static bf_status run(bf_matches **out, const char *text, bf_mode mode,
                     bf_error *err)
{
    static const char *const languages[] = {"en"};
    bf_plan_index index = {.context = reader,
                           .languages = languages,
                           .language_count = 1,
                           .frequency = frequency,
                           .expand = expand};
    bf_match_request request = {.limit = 10, .now = 1};
    bf_reader_info info;
    bf_query *query = NULL;
    bf_plan *plan = NULL;
    bf_status status = bf_reader_get_info(&info, reader, err);
    index.stats.documents = info.documents;
    index.stats.average_length = info.average_length;
    *out = NULL;
    if (!status) {
        status =
            bf_query_parse(&query, bf_str_of(text), BF_QUERY_AS_TYPED, err);
    }
    if (!status) {
        status = bf_plan_build(&plan, query, &index, mode, false, err);
    }
    if (!status) {
        status = bf_reader_match(out, reader, plan, &request, err);
    }
    bf_plan_free(plan);
    bf_query_free(query);
    return status;
}

/* The ids that a query finds, best first, are the numbers `expected`. */
static void finds(const char *text, bf_mode mode, const char *expected)
{
    bf_matches *page;
    bf_error err;
    char found[64] = "";
    bf_status status = run(&page, text, mode, &err);
    for (size_t i = 0; !status && i < page->count; i++) {
        size_t size = strlen(found);
        snprintf(found + size, sizeof found - size, "%u ",
                 page->items[i].docnum);
    }
    is_status(status, BF_OK, &err, "%s", text);
    is_str(bf_str_of(found), expected, "%s: what it finds", text);
    bf_matches_free(page);
}

/* More articles than a chunk of Xapian's list of documents has, with gaps
 * between their numbers, and a term that all of them have. */
static bf_status make_uniform(const char *path, bf_error *err)
{
    bf_writer *writer;
    bf_indexing *indexing = NULL;
    bf_status status = bf_writer_open(&writer, path, BF_WRITER_CREATE, err);
    if (!status) {
        status = bf_indexing_new(&indexing, err);
    }
    for (int i = 0; !status && i < 1500; i++) {
        char id[16];
        snprintf(id, sizeof id, "a%d", i);
        status = put(writer, indexing, id, "Phone", i % 2 ? "red" : "", err);
    }
    for (int i = 0; !status && i < 1500; i += 100) {
        char id[16];
        snprintf(id, sizeof id, "a%d", i);
        status = bf_writer_delete(writer, NULL, bf_str_of(id), err);
    }
    if (!status) {
        status = bf_writer_commit(writer, err);
    }
    bf_indexing_free(indexing);
    bf_writer_free(writer);
    return status;
}

static void finds_number(const char *text, int expected)
{
    bf_matches *page;
    bf_error err;
    const bf_status status = run(&page, text, BF_MODE_ALL, &err);
    is_status(status, BF_OK, &err, "%s", text);
    is_int(page ? (int)page->total : -1, expected, "%s: how many it finds",
           text);
    bf_matches_free(page);
}

static void test_uniform(const char *index)
{
    bf_error err;
    is_status(make_uniform(index, &err), BF_OK, &err, "make another");
    is_status(bf_reader_open(&reader, index, &err), BF_OK, &err, "open it");
    if (reader) {
        finds_number("lang:en", 1485);
        finds_number("phone", 1485);
        finds_number("lang:en red", 750);
        finds_number("red -lang:en", 0);
        /* Here the list is read on by itself, and not from the numbers that
         * others have: the one that fails when Xapian is asked for the term. */
        finds_number("(lang:en -red) OR red", 1485);
        finds_number("-red -phone", 0);
        finds_number("title:phone -red", 735);
    }
    bf_reader_free(reader);
}

int main(void)
{
    bf_error err;
    char index[300];
    const char *scratch = scratch_new();
    snprintf(index, sizeof index, "%s/index", scratch);
    is_status(make_index(index, &err), BF_OK, &err, "make an index");
    is_status(bf_reader_open(&reader, index, &err), BF_OK, &err, "open it");
    if (reader) {
        finds("red phone", BF_MODE_ALL, "1 2 ");
        finds("\"red phone\"", BF_MODE_ALL, "1 ");
        finds("back channel", BF_MODE_ALL, "2 ");
        finds("\"channel back\"", BF_MODE_ALL, "");
        finds("teleprinter channel", BF_MODE_ALL, "");
        finds("red -teleprinter", BF_MODE_ALL, "2 ");
        finds("-\"red phone\" phone", BF_MODE_ALL, "2 ");
        finds("title:red", BF_MODE_ALL, "1 ");
        finds("telep*", BF_MODE_ALL, "1 ");
        finds("nowhere", BF_MODE_ANY, "");
        finds("", BF_MODE_ALL, "");
    }
    bf_reader_free(reader);
    snprintf(index, sizeof index, "%s/uniform", scratch);
    test_uniform(index);
    scratch_remove(scratch);
    return tap_done();
}
