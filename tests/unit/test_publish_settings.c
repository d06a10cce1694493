/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings kept with an index: that both matchers go by them, that they change
 * what they are to change and no more, and that they last. */

#include "published.h"

#include <dirent.h>
#include <unistd.h>

enum {
    ARTICLES = 30,
    HITS = 40
};

static void open_publisher(void)
{
    const bf_blocks_options options = {.memory_bytes = 0};
    open_publisher_with(&options);
}

static void commit(void)
{
    small_require(bf_publisher_commit(publisher, &err), &err);
}

static bf_settings settings_of(const char *text)
{
    bf_settings made;
    small_require(bf_settings_read(&made, bf_str_of(text), NULL, NULL, &err),
                  &err);
    return made;
}

/* Those that the index has. */
static bf_settings kept_settings(void)
{
    bf_settings made;
    bf_searcher *searcher;
    small_require(bf_searcher_open(&searcher, path, &err), &err);
    small_require(bf_searcher_settings(&made, searcher, &err), &err);
    bf_searcher_free(searcher);
    return made;
}

static void put(unsigned number, const char *title, const char *body)
{
    char id[16];
    bool replaced;
    bf_article article;
    snprintf(id, sizeof id, "%u", number);
    article = small_article(id, title, body);
    small_require(bf_publisher_put(publisher, &replaced, &article, &err), &err);
}

static void put_all(void)
{
    put(0, "A phone", "It is red.");
    put(1, "A bell", "phone phone phone phone phone phone");
    for (unsigned i = 2; i < ARTICLES; i++) {
        put(i, i % 3 ? "Round" : "Red and round",
            i % 2 ? "A bell that rings, and rings, and is red."
                  : "It is not a phone, and nobody rings.");
    }
}

/* Answers ------------------------------------------------------------------ */

typedef struct answer {
    size_t count;
    int ids[HITS];
    double scores[HITS];
} answer;

static answer ask(const char *query, bf_search_matcher matcher)
{
    answer out = {0};
    bf_searcher *searcher;
    bf_search_request request;
    bf_results *results;
    bf_search_request_init(&request);
    request.query = bf_str_of(query);
    request.mode = BF_SEARCH_ANY;
    request.matcher = matcher;
    request.limit = HITS;
    request.exact_total = true;
    small_require(bf_searcher_open(&searcher, path, &err), &err);
    small_require(bf_search(&results, searcher, &request, &err), &err);
    for (; out.count < results->count; out.count++) {
        const bf_hit *hit = &results->hits[out.count];
        out.ids[out.count] = atoi(hit->article.id.data);
        out.scores[out.count] = hit->score;
    }
    bf_results_free(results);
    bf_searcher_free(searcher);
    return out;
}

/* Whether both matchers give the same articles the same scores. */
static bool agree(void)
{
    static const char *const queries[] = {"red", "phone bell", "title:red bell",
                                          "\"a bell\" phone", "round -bell"};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        const answer blocks = ask(queries[i], BF_MATCHER_BLOCKS);
        const answer records = ask(queries[i], BF_MATCHER_REFERENCE);
        if (blocks.count == 0 || blocks.count != records.count) {
            return false;
        }
        for (size_t j = 0; j < blocks.count; j++) {
            const double a = blocks.scores[j];
            const double b = records.scores[j];
            if (fabs(a - b) > 1e-9 * fabs(b)) {
                printf("# %s: %g and %g\n", queries[i], a, b);
                return false;
            }
        }
    }
    return true;
}

static int best(const char *query)
{
    return ask(query, BF_MATCHER_AUTO).ids[0];
}

/* Tests -------------------------------------------------------------------- */

static void test_defaults(void)
{
    bf_settings defaults;
    bf_settings kept;
    bf_settings_init(&defaults);
    open_publisher();
    ok(bf_settings_equal(bf_publisher_settings(publisher), &defaults),
       "a new index goes by the defaults");
    put_all();
    commit();
    close_publisher();
    kept = kept_settings();
    ok(bf_settings_equal(&kept, &defaults), "and keeps them");
    ok(agree(), "both matchers agree");
    is_int(best("phone"), 0, "a title counts for much");
}

typedef struct steps {
    unsigned count;
    unsigned fail_at;
} steps;

static bf_status count_step(void *payload, bf_error *error)
{
    steps *s = payload;
    return ++s->count == s->fail_at ? bf_fail(error, BF_ERR_QUERY, "enough")
                                    : BF_OK;
}

static unsigned set(const char *text)
{
    const bf_settings wanted = settings_of(text);
    steps s = {0, 0};
    open_publisher();
    small_require(
        bf_publisher_set_settings(publisher, &wanted, count_step, &s, &err),
        &err);
    return s.count;
}

static void test_ranking(void)
{
    static const char text[] = "ranking: {k1: 0, b: 0}";
    const bf_settings wanted = settings_of(text);
    bf_settings kept;
    answer found;
    is_int(set(text), 0, "ranking needs nothing indexed anew");
    close_publisher();
    kept = kept_settings();
    ok(!bf_settings_equal(&kept, &wanted), "not committed, not kept");
    set(text);
    commit();
    ok(!bf_publisher_trouble(publisher), "the blocks are there still");
    close_publisher();
    kept = kept_settings();
    ok(bf_settings_equal(&kept, &wanted), "committed, kept");
    found = ask("phone", BF_MATCHER_BLOCKS);
    ok(found.count > 2 &&
           fabs(found.scores[0] - found.scores[found.count - 1]) < 1e-9,
       "how often a word stands there does not count");
    ok(agree(), "both matchers agree");
}

static void test_weights(void)
{
    static const char text[] = "fields: {title: {weight: 1}}\n"
                               "ranking: {k1: 3, b: 0.2}";
    is_int(set(text), ARTICLES, "weights have all indexed anew");
    commit();
    is_int(bf_publisher_count(publisher), ARTICLES, "each once");
    close_publisher();
    is_int(best("phone"), 1, "a title counts as a body");
    ok(agree(), "both matchers agree");
    open_publisher();
    ok(!bf_publisher_trouble(publisher), "the blocks are whole");
    put(ARTICLES, "A late phone", "It is blue.");
    commit();
    close_publisher();
    is_int(best("phone"), 1, "a later run goes by them");
    ok(agree(), "both matchers agree");
    is_int(set(text), 0, "the same again change nothing");
    close_publisher();
}

/* In the run that sets them. */
static void test_changes_after(void)
{
    bool existed;
    set("fields: {title: {weight: 16}}");
    put(1, "A bell", "phone phone, changed");
    put(ARTICLES + 1, "Another phone", "It is new.");
    small_require(
        bf_publisher_delete(publisher, &existed, bf_str_of("2"), &err), &err);
    ok(existed, "one is deleted");
    commit();
    /* Removed articles count in the statistics of blocks as long as they are
     * in a segment. */
    small_require(bf_publisher_rebuild(publisher, NULL, NULL, &err), &err);
    close_publisher();
    ok(agree(), "both matchers agree");
    is_int(ask("changed", BF_MATCHER_BLOCKS).count, 1, "one was changed");
    is_int(ask("new", BF_MATCHER_BLOCKS).count, 1, "one came");
    open_publisher();
    ok(!bf_publisher_trouble(publisher), "the blocks are whole");
    is_int(bf_publisher_count(publisher), ARTICLES + 1, "so many there are");
    close_publisher();
}

static void test_refusals(void)
{
    const bf_settings wanted = settings_of("fields: {body: {weight: 9}}");
    steps s = {0, 3};
    open_publisher();
    is_int(bf_publisher_set_settings(publisher, &wanted, count_step, &s, &err),
           BF_ERR_QUERY, "it can be stopped: %s", err.text);
    is_int(s.count, 3, "at once");
    close_publisher();
    ok(agree(), "and nothing happened");
    open_publisher();
    put(0, "A phone", "It is green.");
    is_int(bf_publisher_set_settings(publisher, &wanted, NULL, NULL, &err),
           BF_ERR_INVALID, "not after changes: %s", err.text);
    close_publisher();
}

static void test_broken_blocks(void)
{
    small_index index;
    bf_article article = small_article("48", "A red phone", "x");
    small_index_begin(&index, path);
    small_index_add(&index, &article);
    small_index_commit(&index);
    small_index_end(&index);
    set("fields: {body: {weight: 2}}");
    ok(!bf_publisher_trouble(publisher), "blocks begin anew");
    commit();
    close_publisher();
    ok(agree(), "both matchers agree");
}

static void test_damaged(void)
{
    const bf_blocks_options options = BF_BLOCKS_OPTIONS_DEFAULT;
    bf_writer *writer;
    bf_searcher *searcher;
    bf_settings kept;
    small_require(bf_writer_open(&writer, path, BF_WRITER_EXISTING, &err),
                  &err);
    small_require(
        bf_writer_set_settings(writer, bf_str_of("index: thin"), &err), &err);
    small_require(bf_writer_commit(writer, &err), &err);
    bf_writer_free(writer);
    is_int(
        bf_publisher_open(&publisher, path, BF_WRITER_EXISTING, &options, &err),
        BF_ERR_CORRUPT, "the publisher: %s", err.text);
    small_require(bf_searcher_open(&searcher, path, &err), &err);
    is_int(bf_searcher_settings(&kept, searcher, &err), BF_ERR_CORRUPT,
           "the searcher: %s", err.text);
    bf_searcher_free(searcher);
}

/* Lean records --------------------------------------------------------------
 */

static void search_fails(const char *what, bf_search_matcher matcher,
                         bf_status expected)
{
    bf_searcher *searcher;
    bf_search_request request;
    bf_results *results;
    bf_search_request_init(&request);
    request.query = bf_str_of("phone");
    request.matcher = matcher;
    small_require(bf_searcher_open(&searcher, path, &err), &err);
    is_int(bf_search(&results, searcher, &request, &err), expected, "%s: %s",
           what, err.text);
    ok(!results, "%s: no answer", what);
    bf_searcher_free(searcher);
}

/* How many articles the records have `term` for. */
static uint32_t in_records(const char *term)
{
    bf_reader *reader;
    uint32_t frequency;
    small_require(bf_reader_open(&reader, path, &err), &err);
    small_require(
        bf_reader_frequency(&frequency, reader, bf_str_of(term), &err), &err);
    bf_reader_free(reader);
    return frequency;
}

static double average_length(void)
{
    bf_searcher *searcher;
    bf_reader_info info;
    small_require(bf_searcher_open(&searcher, path, &err), &err);
    small_require(bf_searcher_info(&info, searcher, &err), &err);
    bf_searcher_free(searcher);
    return info.average_length;
}

static void delete_segments(void)
{
    char folder[320];
    DIR *stream;
    const struct dirent *entry;
    snprintf(folder, sizeof folder, "%s/g000001", path);
    stream = opendir(folder);
    while (stream && (entry = readdir(stream)) != NULL) {
        if (strstr(entry->d_name, BF_SEGMENT_ENDING)) {
            (void)unlinkat(dirfd(stream), entry->d_name, 0);
        }
    }
    if (stream) {
        closedir(stream);
    }
}

static bool same_answer(const answer *a, const char *query)
{
    const answer b = ask(query, BF_MATCHER_BLOCKS);
    bool same = a->count == b.count;
    for (size_t i = 0; same && i < b.count; i++) {
        same = a->ids[i] == b.ids[i] && a->scores[i] == b.scores[i];
    }
    return same;
}

static void test_lean(void)
{
    static const char query[] = "red \"a bell\" phone";
    const answer before = ask(query, BF_MATCHER_BLOCKS);
    const double length = average_length();
    is_int(set("index: {records: lean}\nfields: {body: {weight: 2}}"),
           bf_publisher_count(publisher), "lean records are written anew");
    commit();
    close_publisher();
    ok(same_answer(&before, query), "the blocks answer as before");
    ok(average_length() == length, "lengths are known");
    is_int(in_records("phone"), 0, "the records have no words");
    is_int(in_records("Sphone"), 0, "nor those of titles");
    ok(in_records("Len") > 0, "but languages");
    is_int(in_records("Q1"), 1, "and ids");
    search_fails("the reference matcher", BF_MATCHER_REFERENCE, BF_ERR_INVALID);
}

static void test_lean_damage(void)
{
    bf_searcher *searcher;
    bf_reader_info info;
    const answer before = ask("phone", BF_MATCHER_AUTO);
    delete_segments();
    search_fails("without blocks", BF_MATCHER_AUTO, BF_ERR_UNAVAILABLE);
    search_fails("without blocks", BF_MATCHER_BLOCKS, BF_ERR_UNAVAILABLE);
    small_require(bf_searcher_open(&searcher, path, &err), &err);
    is_int(bf_searcher_info(&info, searcher, &err), BF_ERR_UNAVAILABLE,
           "it can be asked for: %s", err.text);
    ok(info.documents > 0, "and what the index is");
    open_publisher();
    ok(bf_publisher_trouble(publisher), "the next writer sees it");
    small_require(bf_publisher_rebuild(publisher, NULL, NULL, &err), &err);
    close_publisher();
    is_int(bf_searcher_info(&info, searcher, &err), BF_OK,
           "whoever had it open sees that it is mended");
    bf_searcher_free(searcher);
    ok(same_answer(&before, "phone"), "and all is as before");
}

static void test_lean_changes(void)
{
    open_publisher();
    put(ARTICLES + 5, "A lean phone", "It is thin.");
    commit();
    close_publisher();
    is_int(ask("thin", BF_MATCHER_AUTO).count, 1, "an article comes");
    is_int(in_records("thin"), 0, "lean");
    ok(set("fields: {body: {weight: 2}}") > 0, "complete again");
    commit();
    close_publisher();
    is_int(in_records("thin"), 1, "with words");
    ok(agree(), "both matchers agree");
}

int main(void)
{
    const char *folder = scratch_new();
    snprintf(path, sizeof path, "%s/index", folder);
    test_defaults();
    test_ranking();
    test_weights();
    test_changes_after();
    test_refusals();
    test_broken_blocks();
    test_lean();
    test_lean_damage();
    test_lean_changes();
    test_damaged();
    scratch_remove(folder);
    return tap_done();
}
