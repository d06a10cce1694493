/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Publishing: that records and blocks say the same, whatever happened. */

#include "lib/blocks/segment.h"
#include "published.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

enum {
    ARTICLES = 40,
    PATH_BYTES = 400
};

static void open_publisher(void)
{
    const bf_blocks_options options = BF_BLOCKS_OPTIONS_DEFAULT;
    open_publisher_with(&options);
}

static void is_whole(const char *what)
{
    const char *trouble = bf_publisher_trouble(publisher);
    ok(!trouble, "%s: %s", what, trouble ? trouble : "whole");
}

static bool put(unsigned number, const char *body)
{
    char id[16];
    bool replaced;
    bf_article article;
    snprintf(id, sizeof id, "%u", number);
    article = small_article(id, number % 2 ? "A red phone" : "Phones", body);
    small_require(bf_publisher_put(publisher, &replaced, &article, &err), &err);
    return replaced;
}

static bool delete (unsigned number)
{
    char id[16];
    bool existed;
    snprintf(id, sizeof id, "%u", number);
    small_require(bf_publisher_delete(publisher, &existed, bf_str_of(id), &err),
                  &err);
    return existed;
}

static void commit(void)
{
    small_require(bf_publisher_commit(publisher, &err), &err);
}

/* Answers ------------------------------------------------------------------ */

/* How often each article is found; and by which status if the search fails. */
typedef struct answer {
    bf_status status;
    uint64_t total;
    unsigned found[ARTICLES + 10];
} answer;

static answer ask(bf_searcher *searcher, const char *query,
                  bf_search_matcher matcher)
{
    answer out = {.status = BF_OK};
    bf_search_request request;
    bf_results *results;
    bf_search_request_init(&request);
    request.query = bf_str_of(query);
    request.mode = BF_SEARCH_ANY;
    request.matcher = matcher;
    request.limit = BF_MAX_PAGE;
    request.exact_total = true;
    out.status = bf_search(&results, searcher, &request, &err);
    if (!out.status) {
        out.total = results->total;
        for (size_t i = 0; i < results->count; i++) {
            out.found[atoi(results->hits[i].article.id.data)]++;
        }
        bf_results_free(results);
    }
    return out;
}

/* Whether both matchers find the same articles. */
static bool agree(void)
{
    static const char *const queries[] = {"red", "phone bell", "\"red phone\"",
                                          "title:red bell", "round -bell"};
    bf_searcher *searcher;
    bool same = true;
    small_require(bf_searcher_open(&searcher, path, &err), &err);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        const answer blocks = ask(searcher, queries[i], BF_MATCHER_BLOCKS);
        const answer records = ask(searcher, queries[i], BF_MATCHER_REFERENCE);
        if (blocks.status || records.status || blocks.total != records.total ||
            memcmp(blocks.found, records.found, sizeof blocks.found) != 0) {
            printf("# %s: %ju and %ju articles\n", queries[i],
                   (uintmax_t)blocks.total, (uintmax_t)records.total);
            same = false;
        }
    }
    bf_searcher_free(searcher);
    return same;
}

/* Files -------------------------------------------------------------------- */

static void folder_path(char out[PATH_BYTES], const char *name)
{
    if (snprintf(out, PATH_BYTES, "%s/g000001/%s", path, name) >= PATH_BYTES) {
        exit(1);
    }
}

/* Count the files with an ending; the last one's path goes to `out`. */
static unsigned count_files(char out[PATH_BYTES], const char *ending)
{
    unsigned count = 0;
    DIR *folder;
    const struct dirent *entry;
    folder_path(out, "");
    folder = opendir(out);
    while (folder && (entry = readdir(folder)) != NULL) {
        const char *found = strstr(entry->d_name, ending);
        if (found && strcmp(found, ending) == 0) {
            folder_path(out, entry->d_name);
            count++;
        }
    }
    if (folder) {
        closedir(folder);
    }
    return count;
}

static unsigned count_segments(void)
{
    char file[PATH_BYTES];
    return count_files(file, BF_SEGMENT_ENDING);
}

/* Tests -------------------------------------------------------------------- */

static void test_empty(void)
{
    open_publisher();
    is_whole("a new index");
    commit();
    is_int(count_segments(), 0, "nothing needs no segment");
    ok(agree(), "nothing is found");
    close_publisher();
}

static void test_first(void)
{
    unsigned replaced = 0;
    open_publisher();
    for (unsigned i = 0; i < ARTICLES; i++) {
        replaced += put(i, i % 3 ? "A bell." : "The red one.");
    }
    is_int(replaced, 0, "all are new");
    is_int(bf_publisher_count(publisher), ARTICLES, "and counted");
    commit();
    is_int(count_segments(), 1, "one segment");
    ok(agree(), "both find the same");
    close_publisher();
}

static void test_changes(void)
{
    open_publisher();
    is_whole("opened again");
    ok(put(3, "A bell, round."), "an article is replaced");
    ok(put(3, "A bell, round, again."), "and replaced again");
    ok(!put(ARTICLES, "Round."), "one is added");
    ok(!put(ARTICLES + 1, "Soon gone, round."), "another one");
    ok(delete (ARTICLES + 1), "and deleted before anybody saw it");
    ok(delete (0), "one of the old ones is deleted");
    ok(!delete (0), "once");
    commit();
    ok(agree(), "both find the same");
    close_publisher();
    open_publisher();
    is_whole("opened again");
    close_publisher();
}

static void test_nothing_committed(void)
{
    char file[PATH_BYTES];
    open_publisher();
    put(5, "Never seen, round.");
    close_publisher();
    ok(agree(), "what was not committed is not found");
    is_int(count_files(file, BF_SEGMENT_TEMPORARY), 0, "and leaves nothing");
}

/* Many small commits keep segments few, and lose nothing. */
static void test_folding(void)
{
    unsigned most = 0;
    bool same = true;
    open_publisher();
    for (unsigned round = 0; round < 3 * ARTICLES; round++) {
        char body[64];
        unsigned segments;
        snprintf(body, sizeof body, "Round %u of a bell.", round);
        put(round * 7 % ARTICLES, body);
        commit();
        segments = count_segments();
        most = segments > most ? segments : most;
        if (round % 10 == 0) {
            same = same && agree();
        }
    }
    close_publisher();
    ok(most <= 3, "at most %u segments", most);
    ok(same, "both find the same at all times");
}

static void test_all_deleted(void)
{
    open_publisher();
    for (unsigned i = 0; i < ARTICLES + 10; i++) {
        (void)delete (i);
    }
    commit();
    ok(agree(), "nothing is found");
    is_int(count_segments(), 0, "and nothing kept");
    close_publisher();
    test_first();
}

static void corrupt_file(const char *file, off_t at)
{
    int fd = open(file, O_RDWR | O_CLOEXEC);
    unsigned char byte = 0;
    if (fd < 0 || pread(fd, &byte, 1, at) != 1) {
        exit(1);
    }
    byte ^= 0xff;
    if (pwrite(fd, &byte, 1, at) != 1 || close(fd) != 0) {
        exit(1);
    }
}

/* Whether the reference matcher answers, and the blocks say what is wrong. */
static void is_in_trouble(const char *what)
{
    bf_searcher *searcher;
    answer found;
    small_require(bf_searcher_open(&searcher, path, &err), &err);
    found = ask(searcher, "phone", BF_MATCHER_AUTO);
    is_int(found.total, ARTICLES, "%s: all are found nevertheless", what);
    found = ask(searcher, "phone", BF_MATCHER_BLOCKS);
    ok(found.status, "%s: %s", what, err.text);
    bf_searcher_free(searcher);
    open_publisher();
    ok(bf_publisher_trouble(publisher), "%s: %s", what,
       bf_publisher_trouble(publisher) ? bf_publisher_trouble(publisher)
                                       : "no trouble");
}

static void is_mended(const char *what)
{
    is_whole(what);
    close_publisher();
    ok(agree(), "%s: both find the same", what);
    is_int(count_segments(), 1, "%s: in one segment", what);
}

static void test_missing(void)
{
    char file[PATH_BYTES];
    if (count_files(file, BF_SEGMENT_ENDING) == 0 || unlink(file) != 0) {
        exit(1);
    }
    is_in_trouble("a missing segment");
    put(1, "A bell.");
    commit();
    is_mended("a missing segment");
}

static void test_damaged(void)
{
    char file[PATH_BYTES];
    if (count_files(file, BF_SEGMENT_ENDING) == 0) {
        exit(1);
    }
    corrupt_file(file, 20);
    is_in_trouble("a damaged header");
    small_require(bf_publisher_rebuild(publisher, NULL, NULL, &err), &err);
    is_mended("a damaged header");
}

static void test_cut_short(void)
{
    char file[PATH_BYTES];
    if (count_files(file, BF_SEGMENT_ENDING) == 0 || truncate(file, 100)) {
        exit(1);
    }
    is_in_trouble("a segment cut short");
    small_require(bf_publisher_rebuild(publisher, NULL, NULL, &err), &err);
    is_mended("a segment cut short");
}

/* Damage that opening does not see: it holds up no article, and checksums tell
 * of it. */
static void test_damaged_within(void)
{
    char file[PATH_BYTES];
    if (count_files(file, BF_SEGMENT_ENDING) == 0) {
        exit(1);
    }
    corrupt_file(file, 700);
    open_publisher();
    is_whole("damage within is not seen at once");
    put(1, "A bell that rings.");
    is_status(bf_publisher_check(publisher, &err), BF_ERR_INVALID, &err,
              "what is not committed is in the way of checking");
    commit();
    is_status(bf_publisher_check(publisher, &err), BF_OK, &err,
              "damage is no failure");
    small_require(bf_publisher_rebuild(publisher, NULL, NULL, &err), &err);
    is_mended("damage within");
}

/* Flip a bit of the only segment at a place that is valid still, of what `find`
 * gives. */
static void flip_bit(const bfi_bytes *(*find)(const bf_segment *segment),
                     size_t at)
{
    char file[PATH_BYTES];
    char folder[PATH_BYTES];
    char name[BF_SEGMENT_NAME_BYTES] = "";
    bf_segment *segment;
    off_t place;
    int fd;
    unsigned char byte;
    is_int(count_files(file, BF_SEGMENT_ENDING), 1, "there is one segment");
    memcpy(name, strrchr(file, '/') + 1, sizeof name - 1);
    folder_path(folder, "");
    small_require(bf_segment_open(&segment, folder, name, &err), &err);
    place = find(segment)->data - segment->file.data + (off_t)at;
    bf_segment_free(segment);
    fd = open(file, O_RDWR | O_CLOEXEC);
    if (fd < 0 || pread(fd, &byte, 1, place) != 1) {
        exit(1);
    }
    byte ^= 1;
    if (pwrite(fd, &byte, 1, place) != 1 || close(fd) != 0) {
        exit(1);
    }
}

static const bfi_bytes *lengths_of(const bf_segment *segment)
{
    return &segment->lengths;
}

static const bfi_bytes *docnums_of(const bf_segment *segment)
{
    return &segment->docnums;
}

/* Folding does not hand on what is damaged. */
static void test_damaged_fold(const bfi_bytes *(*find)(const bf_segment *),
                              const char *what)
{
    char folded[PATH_BYTES];
    char anew[PATH_BYTES];
    open_publisher();
    small_require(bf_publisher_rebuild(publisher, NULL, NULL, &err), &err);
    close_publisher();
    flip_bit(find, 40);
    open_publisher();
    is_whole("it is not seen at once");
    for (unsigned i = 0; i < ARTICLES / 4; i++) {
        put(i, "A bell, folded.");
    }
    is_status(bf_publisher_commit(publisher, &err), BF_OK, &err, "%s", what);
    is_whole(what);
    is_int(count_files(folded, BF_SEGMENT_ENDING), 1, "%s: folded", what);
    small_require(bf_publisher_rebuild(publisher, NULL, NULL, &err), &err);
    is_int(count_files(anew, BF_SEGMENT_ENDING), 1, "%s: made anew", what);
    is_str(bf_str_of(folded), anew, "%s: the same as from the records", what);
    is_mended(what);
}

/* Change the records, and leave the manifest as it was. */
static void change_behind(void)
{
    small_index index;
    bf_buf manifest;
    bf_article article = small_article("48", "A red phone", "x");
    bf_buf_init(&manifest, SIZE_MAX);
    small_index_begin(&index, path);
    small_require(bf_writer_get_manifest(&manifest, index.writer, &err), &err);
    small_index_add(&index, &article);
    small_require(bf_writer_delete(index.writer, NULL, bf_str_of("1"), &err),
                  &err);
    small_require(
        bf_writer_set_manifest(index.writer, bf_buf_str(&manifest), &err),
        &err);
    small_index_commit(&index);
    small_index_end(&index);
    bf_buf_fini(&manifest);
}

/* What was given to the blocks before they turned out to be of no use does not
 * come up again. */
static void test_trouble_within(void)
{
    change_behind();
    open_publisher();
    is_whole("a change that nothing tells of");
    put(2, "A bell.");
    commit();
    put(ARTICLES + 1, "A bell, round.");
    ok(delete (ARTICLES + 1), "an article that comes and goes");
    put(ARTICLES + 2, "A bell, round.");
    ok(delete (48), "what no segment has is deleted");
    ok(bf_publisher_trouble(publisher), "which is found then");
    commit();
    is_whole("made anew");
    put(4, "A bell that rings.");
    is_status(bf_publisher_commit(publisher, &err), BF_OK, &err,
              "the next commit of the same publisher");
    close_publisher();
    ok(agree(), "both find the same");
    open_publisher();
    ok(delete (ARTICLES + 2), "back to what was");
    put(1, "A bell.");
    commit();
    small_require(bf_publisher_rebuild(publisher, NULL, NULL, &err), &err);
    is_mended("back to what was");
}

/* A document behind all segments, which no segment turns out to have. */
static void test_trouble_at_commit(void)
{
    change_behind();
    open_publisher();
    is_whole("a change that nothing tells of");
    ok(delete (48), "what no segment has is deleted");
    is_whole("which may be of this run");
    is_status(bf_publisher_commit(publisher, &err), BF_OK, &err,
              "it does not hold up the commit");
    is_whole("made anew");
    put(1, "A bell.");
    commit();
    small_require(bf_publisher_rebuild(publisher, NULL, NULL, &err), &err);
    is_mended("back to what was");
}

/* Blocks that cannot be made anew. */
static void test_not_mended(void)
{
    const bf_blocks_options too_little = {.memory_bytes = 1};
    char file[PATH_BYTES];
    bf_reader *reader;
    bf_buf manifest;
    bf_buf_init(&manifest, SIZE_MAX);
    if (count_files(file, BF_SEGMENT_ENDING) == 0 || unlink(file) != 0) {
        exit(1);
    }
    small_require(bf_publisher_open(&publisher, path, BF_WRITER_EXISTING,
                                    &too_little, &err),
                  &err);
    ok(delete (5), "an article is deleted");
    is_status(bf_publisher_commit(publisher, &err), BF_OK, &err,
              "which is published");
    ok(bf_publisher_trouble(publisher) &&
           strstr(bf_publisher_trouble(publisher), "too few"),
       "the trouble is why there are no blocks");
    is_int(bf_publisher_rebuild(publisher, NULL, NULL, &err), BF_ERR_LIMIT,
           "it cannot be mended: %s", err.text);
    close_publisher();
    small_require(bf_reader_open(&reader, path, &err), &err);
    is_status(bf_reader_get_manifest(&manifest, reader, &err), BF_OK, &err,
              "the manifest can be read");
    is_int((int)manifest.size, 0, "the index says that it has no blocks");
    bf_reader_free(reader);
    bf_buf_fini(&manifest);
    open_publisher();
    ok(bf_publisher_trouble(publisher), "and the next one mends it");
    put(5, "A bell.");
    commit();
    is_mended("a later run");
}

/* Records that were written without blocks. */
static void test_foreign_change(void)
{
    small_index index;
    bf_article article = small_article("48", "A red phone", "x");
    small_index_begin(&index, path);
    small_index_add(&index, &article);
    small_index_commit(&index);
    small_require(bf_writer_delete(index.writer, NULL, bf_str_of("1"), &err),
                  &err);
    small_index_commit(&index);
    small_index_end(&index);
    open_publisher();
    ok(bf_publisher_trouble(publisher), "%s",
       bf_publisher_trouble(publisher) ? bf_publisher_trouble(publisher)
                                       : "no trouble");
    commit();
    is_mended("a change by somebody else");
}

static void test_rebuild(void)
{
    open_publisher();
    put(7, "A bell.");
    is_int(bf_publisher_rebuild(publisher, NULL, NULL, &err), BF_ERR_INVALID,
           "not with changes: %s", err.text);
    commit();
    small_require(bf_publisher_rebuild(publisher, NULL, NULL, &err), &err);
    is_mended("a rebuild");
}

static void test_sweep(void)
{
    static const char *const names[] = {"left" BF_SEGMENT_TEMPORARY,
                                        "0123" BF_SEGMENT_ENDING};
    char file[PATH_BYTES];
    for (size_t i = 0; i < 2; i++) {
        FILE *stream;
        folder_path(file, names[i]);
        stream = fopen(file, "w");
        if (!stream || fclose(stream)) {
            exit(1);
        }
    }
    open_publisher();
    close_publisher();
    for (size_t i = 0; i < 2; i++) {
        folder_path(file, names[i]);
        ok(access(file, F_OK) != 0, "%s is swept", names[i]);
    }
    ok(agree(), "and nothing else");
}

int main(void)
{
    const char *folder = scratch_new();
    snprintf(path, sizeof path, "%s/index", folder);
    test_empty();
    test_first();
    test_changes();
    test_nothing_committed();
    test_folding();
    test_all_deleted();
    test_missing();
    test_damaged();
    test_cut_short();
    test_damaged_within();
    test_damaged_fold(lengths_of, "a damaged length");
    test_damaged_fold(docnums_of, "a damaged number");
    test_trouble_within();
    test_trouble_at_commit();
    test_not_mended();
    test_rebuild();
    test_sweep();
    test_foreign_change();
    scratch_remove(folder);
    return tap_done();
}
