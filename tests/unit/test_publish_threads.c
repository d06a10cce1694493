/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks made anew by several threads, and cut where sections get too large:
 * that how many threads there are changes nothing. */

#include "damage.h"
#include "published.h"

enum {
    ARTICLES = 300,
    BODY_BYTES = 4096,
    MOST_SEGMENTS = BF_MAX_SEGMENTS,
    /* Less than a section of some articles, so that blocks are cut. */
    SMALL_SECTION = 8192
};

static const size_t much = BF_DEFAULT_BLOCKS_BYTES;

/* What is published: the names of its segments. */
typedef struct state {
    size_t count;
    char names[MOST_SEGMENTS][BF_SEGMENT_NAME_BYTES];
} state;

static void open_publisher(unsigned threads, uint64_t section_bytes)
{
    const bf_blocks_options options = {.memory_bytes = much,
                                       .no_sync = true,
                                       .threads = threads,
                                       .section_bytes = section_bytes};
    open_publisher_with(&options);
}

/* Articles ----------------------------------------------------------------- */

static bf_article article_of(unsigned number, unsigned words)
{
    static char id[16];
    static char title[32];
    static char body[BODY_BYTES];
    size_t size = 0;
    bf_article article;
    snprintf(id, sizeof id, "n%u", number);
    snprintf(title, sizeof title, "Phones of %u", number % 17);
    body[0] = '\0';
    for (unsigned i = 0; i < words; i++) {
        size +=
            (size_t)snprintf(body + size, sizeof body - size, "%s%u ",
                             i % 3 ? "phone" : "bell", number * (i + 7) % 193);
    }
    article = small_article(id, title, body);
    article.published = (bf_time)number * 86400;
    article.section = bf_str_of(number % 2 ? "News" : "Views");
    return article;
}

static void put(unsigned number, unsigned words)
{
    bool replaced;
    const bf_article article = article_of(number, words);
    small_require(bf_publisher_put(publisher, &replaced, &article, &err), &err);
}

static void put_all(void)
{
    for (unsigned i = 0; i < ARTICLES; i++) {
        put(i, 5 + i % 60);
    }
}

static void commit(void)
{
    small_require(bf_publisher_commit(publisher, &err), &err);
}

/* What is published ------------------------------------------------------- */

static state published(void)
{
    state out = {.count = 0};
    bf_reader *reader;
    bf_manifest *manifest;
    bf_buf bytes;
    bf_buf_init(&bytes, SIZE_MAX);
    small_require(bf_reader_open(&reader, path, &err), &err);
    small_require(bf_reader_get_manifest(&bytes, reader, &err), &err);
    small_require(bf_manifest_decode(&manifest, bf_buf_str(&bytes), &err),
                  &err);
    out.count = bf_manifest_count(manifest);
    for (size_t i = 0; i < out.count; i++) {
        memcpy(out.names[i], bf_manifest_segment(manifest, i)->name,
               BF_SEGMENT_NAME_BYTES);
    }
    bf_manifest_free(manifest);
    bf_reader_free(reader);
    bf_buf_fini(&bytes);
    return out;
}

static bool same(const state *a, const state *b)
{
    return a->count == b->count &&
           memcmp(a->names, b->names, sizeof a->names) == 0;
}

static void is_whole(const char *what)
{
    const char *trouble;
    small_require(bf_publisher_check(publisher, &err), &err);
    trouble = bf_publisher_trouble(publisher);
    ok(!trouble, "%s: %s", what, trouble ? trouble : "whole");
    is_int(count_found("phones", 10), ARTICLES, "%s: all are found", what);
    ok(count_found("bell16 phone24", 10) >= 0, "%s: and some", what);
}

static state rebuild(unsigned threads, uint64_t section_bytes)
{
    open_publisher(threads, section_bytes);
    is_status(bf_publisher_rebuild(publisher, NULL, NULL, &err), BF_OK, &err,
              "%u threads make blocks", threads);
    is_whole("made anew");
    close_publisher();
    return published();
}

/* Threads ----------------------------------------------------------------- */

static void test_threads(void)
{
    static const unsigned threads[] = {1, 2, 3, 7, 0};
    state first;
    open_publisher(1, 0);
    put_all();
    commit();
    close_publisher();
    first = published();
    is_int((int)first.count, 1, "one segment");
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        const state now = rebuild(threads[i], 0);
        ok(same(&now, &first), "%u threads: the same bytes", threads[i]);
    }
}

/* Less memory than one thread needs is enough for many. */
static void test_least_memory(void)
{
    const bf_blocks_options options = {
        .memory_bytes = BF_MIN_BLOCKS_BYTES, .no_sync = true, .threads = 64};
    const state before = published();
    state after;
    small_require(
        bf_publisher_open(&publisher, path, BF_WRITER_EXISTING, &options, &err),
        &err);
    is_status(bf_publisher_rebuild(publisher, NULL, NULL, &err), BF_OK, &err,
              "with the least memory");
    close_publisher();
    after = published();
    ok(same(&before, &after), "the same bytes");
}

/* Ended -------------------------------------------------------------------- */

static bf_status refuse(void *payload, bf_error *why)
{
    unsigned *left = payload;
    return --*left > 0 ? BF_OK : bf_fail(why, BF_ERR_IO, "interrupted");
}

static void test_ended(void)
{
    const state before = published();
    for (unsigned threads = 1; threads <= 4; threads += 3) {
        /* Of several threads any may do most of it. */
        unsigned left = threads == 1 ? 100 : 1;
        state after;
        open_publisher(threads, 0);
        is_int(bf_publisher_rebuild(publisher, refuse, &left, &err), BF_ERR_IO,
               "%u threads: ended", threads);
        is_str(bf_str_of(err.text), "interrupted", "for that reason");
        is_int((int)left, 0, "and at once");
        close_publisher();
        after = published();
        ok(same(&before, &after), "what was published stays");
    }
}

/* Lost --------------------------------------------------------------------- */

typedef struct told {
    char ids[200];
} told;

static void on_lost(void *payload, bf_str id)
{
    told *to = payload;
    const size_t size = strlen(to->ids);
    snprintf(to->ids + size, sizeof to->ids - size, "%.*s ", (int)id.size,
             id.data);
}

static void test_lost(void)
{
    static const unsigned lost[] = {3, 111, 112, 298};
    told to = {""};
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
        const bf_article article = article_of(lost[i], 5 + lost[i] % 60);
        damage_record(path, &article);
    }
    open_publisher(7, 0);
    bf_publisher_on_lost(publisher, on_lost, &to);
    is_status(bf_publisher_rebuild(publisher, NULL, NULL, &err), BF_OK, &err,
              "damaged records in several threads");
    is_str(bf_str_of(to.ids), "n3 n111 n112 n298 ", "all are told of");
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
        put(lost[i], 5 + lost[i] % 60);
    }
    commit();
    is_whole("indexed again");
    close_publisher();
}

/* Sections ----------------------------------------------------------------- */

static void test_cut(void)
{
    const state one = rebuild(1, SMALL_SECTION);
    ok(one.count > 3, "small sections: %zu segments", one.count);
    for (unsigned threads = 2; threads <= 7; threads += 5) {
        const state now = rebuild(threads, SMALL_SECTION);
        ok(same(&now, &one), "%u threads: the same", threads);
    }
}

/* What would not fit into one segment is not folded. */
static void test_not_folded(void)
{
    state before = published();
    state after;
    open_publisher(1, SMALL_SECTION);
    put(ARTICLES - 1, 20);
    commit();
    is_whole("one more");
    close_publisher();
    after = published();
    ok(after.count + 1 >= before.count, "%zu segments are left", after.count);
    open_publisher(1, 0);
    put(ARTICLES - 1, 21);
    commit();
    is_whole("and another");
    close_publisher();
    after = published();
    is_int((int)after.count, 1, "folded to one, where they fit");
}

/* A run cuts as well. */
static void test_cut_run(void)
{
    state now;
    open_publisher(1, SMALL_SECTION);
    put_all();
    put_all();
    commit();
    is_whole("a run");
    close_publisher();
    now = published();
    ok(now.count > 3, "a run: %zu segments", now.count);
}

/* An article that no section has room for is named, and all is as before. */
static void test_too_large(void)
{
    const state before = published();
    for (unsigned threads = 1; threads <= 4; threads += 3) {
        state after;
        open_publisher(threads, 200);
        is_int(bf_publisher_rebuild(publisher, NULL, NULL, &err), BF_ERR_LIMIT,
               "%u threads: too large", threads);
        ok(strstr(err.text, "too large for a segment") && err.text[0] == 'n',
           "by name: %s", err.text);
        close_publisher();
        after = published();
        ok(same(&before, &after), "what was published stays");
    }
}

int main(void)
{
    const char *folder = scratch_new();
    snprintf(path, sizeof path, "%s/index", folder);
    test_threads();
    test_least_memory();
    test_ended();
    test_lost();
    test_cut();
    test_not_folded();
    test_cut_run();
    test_too_large();
    scratch_remove(folder);
    return tap_done();
}
