/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Both matchers on the same index: thousands of random queries of every kind
 * over several collections, which a publisher changes, deletes from, folds and
 * makes anew between rounds. For the same plan both find the same articles with
 * the same scores, whether the blocks are pruned or not. Half of the plans are
 * trees that no query asks for, and half of the blocks are others than the
 * publisher's: up to eight segments of any size.
 *
 * The articles of the sample corpus are part of the sources; others are not:
 * BACKFILE_TEST_DATA names their folder, else it is looked for beside the
 * checkout.
 *
 *     test_agreement [SEED [QUERIES]]
 *
 * runs with other random numbers, and so many queries a round.
 */

#include "agree_judge.h"
#include "records.h"

enum {
    SEED = 20140620,
    QUERIES = 140
};

/* One of so many articles changes before each round; 0: the blocks are made
 * anew. Small changes first, so that segments come together and are folded. */
static const uint32_t rounds[] = {0, 300, 200, 250, 12, 150, 3, 400, 0, 90};

enum {
    ROUNDS = sizeof rounds / sizeof *rounds
};

static uint64_t seed = SEED;
static unsigned queries = QUERIES;
static const char *scratch;
static agree_articles articles;

/* What was asked of a collection. */
typedef struct tally {
    unsigned asked;
    unsigned partial;
    unsigned found; /* queries that found something */
    size_t segments;
    size_t removed;
} tally;

static void count_parts(tally *sum, const bf_blocks *blocks)
{
    if (blocks->part_count > sum->segments) {
        sum->segments = blocks->part_count;
    }
    for (size_t i = 0; i < blocks->part_count; i++) {
        sum->removed += blocks->parts[i].removed_count;
    }
}

static const char *ask_one(agree_index *index, tally *sum)
{
    agree_question question;
    const char *wrong;
    bf_buf text;
    bf_buf_init(&text, SIZE_MAX);
    agree_add_query(&text, index->articles);
    question = agree_ask(bf_buf_str(&text), &index->articles->dice);
    wrong = agree_check(index, &question);
    sum->asked++;
    sum->partial += question.is_partial;
    sum->found += question.total > 0;
    bf_buf_fini(&text);
    return wrong;
}

/* False: something was wrong. */
static bool check_round(agree_index *index, unsigned round, tally *sum)
{
    const char *wrong = NULL;
    for (unsigned i = 0; i < queries && !wrong; i++) {
        wrong = ask_one(index, sum);
        if (wrong) {
            printf("# seed %ju, round %u, query %u, %zu segments: %s\n",
                   (uintmax_t)seed, round, i, index->blocks->part_count, wrong);
        }
    }
    return !wrong;
}

static void change(agree_index *index, unsigned round)
{
    if (rounds[round] > 0) {
        agree_publish(index, rounds[round]);
    } else if (round > 0) {
        agree_rebuild(index);
    }
    agree_refresh(index);
}

/* Ask the articles that were made or read, and forget them. */
static void check_collection(const char *name)
{
    agree_index index;
    tally sum = {0, 0, 0, 0, 0};
    bool agrees = true;
    unsigned round = 0;
    agree_index_begin(&index, &articles, scratch, name);
    for (; round < ROUNDS && agrees; round++) {
        change(&index, round);
        count_parts(&sum, index.blocks);
        count_parts(&sum, &index.parts->blocks);
        agrees = check_round(&index, round, &sum);
    }
    ok(agrees, "%s: %zu articles, %u rounds: the blocks answer as the records",
       name, articles.count, round);
    ok(sum.segments > 1 && sum.removed > 0,
       "%s: at most %zu segments at once, %zu articles removed in all rounds",
       name, sum.segments, sum.removed);
    ok(sum.found > sum.asked / 3 && sum.partial < sum.asked / 10,
       "%s: %u of %u queries found something, %u were too much for the records",
       name, sum.found, sum.asked, sum.partial);
    agree_index_end(&index);
    agree_articles_end(&articles);
}

static void check_real_articles(void)
{
    const char *data = getenv("BACKFILE_TEST_DATA");
    char folder[400];
    snprintf(folder, sizeof folder, "%s/articles",
             data ? data : "../shared/data");
    agree_articles_begin(&articles, seed);
    agree_read(&articles, folder, 11, 700);
    if (articles.count > 0) {
        check_collection("real-articles");
    } else {
        agree_articles_end(&articles);
        skip("no real articles; name their folder in BACKFILE_TEST_DATA");
    }
}

int main(int argc, char **argv)
{
    seed = argc > 1 ? strtoull(argv[1], NULL, 10) : SEED;
    queries = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : QUERIES;
    scratch = scratch_new();
    agree_articles_begin(&articles, seed);
    agree_make_few(&articles, 1200);
    check_collection("few-words");
    agree_articles_begin(&articles, seed);
    agree_make_tongues(&articles, 800);
    check_collection("languages");
    agree_articles_begin(&articles, seed);
    agree_make_long(&articles, 150);
    check_collection("long-articles");
    agree_articles_begin(&articles, seed);
    agree_read(&articles, "corpus", 1, AGREE_ARTICLES);
    check_collection("sample-corpus");
    check_real_articles();
    scratch_remove(scratch);
    return tap_done();
}
