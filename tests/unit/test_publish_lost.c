/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Damaged records: that they hold up nothing, take nothing with them, are told
 * of, and come back when their articles are indexed again. */

#include "damage.h"
#include "published.h"

enum {
    ARTICLES = 20,
    LOST = 7 /* the number of the article that is damaged */
};

/* Who was told of. */
typedef struct told {
    unsigned count;
    char last[64];
} told;

static told lost;

static void on_lost(void *payload, bf_str id)
{
    told *to = payload;
    to->count++;
    snprintf(to->last, sizeof to->last, "%.*s", (int)id.size, id.data);
}

static void open_publisher(void)
{
    const bf_blocks_options options = {.memory_bytes = 0};
    open_publisher_with(&options);
    lost = (told){.count = 0};
    bf_publisher_on_lost(publisher, on_lost, &lost);
}

static bf_article article_of(unsigned number)
{
    static char ids[ARTICLES][16];
    static char bodies[ARTICLES][400];
    size_t size = 0;
    snprintf(ids[number], sizeof ids[number], "n%u", number);
    /* Long enough for its stored form to be packed. */
    for (unsigned i = 0; i < 30; i++) {
        size += (size_t)snprintf(bodies[number] + size,
                                 sizeof bodies[number] - size, "phone%u ",
                                 number * i % 97);
    }
    return small_article(ids[number], "A red phone", bodies[number]);
}

static bool put(unsigned number)
{
    bool replaced;
    const bf_article article = article_of(number);
    small_require(bf_publisher_put(publisher, &replaced, &article, &err), &err);
    return replaced;
}

static void commit(void)
{
    small_require(bf_publisher_commit(publisher, &err), &err);
}

static void is_whole(const char *what)
{
    const char *trouble = bf_publisher_trouble(publisher);
    ok(!trouble, "%s: %s", what, trouble ? trouble : "whole");
}

static void damage_one(void)
{
    const bf_article article = article_of(LOST);
    damage_record(path, &article);
}

/* After it was replaced: all is as before but for the one. */
static void is_replaced(const char *what)
{
    is_int((int)lost.count, 1, "%s: one is told of", what);
    is_str(bf_str_of(lost.last), "n7", "%s: by its id", what);
    is_whole(what);
    is_int((int)bf_publisher_count(publisher), ARTICLES, "%s: none is gone",
           what);
    close_publisher();
    is_int(count_found("red", ARTICLES), ARTICLES - 1, "%s: others are found",
           what);
}

static void test_rebuild(void)
{
    open_publisher();
    for (unsigned i = 0; i < ARTICLES; i++) {
        put(i);
    }
    commit();
    close_publisher();
    is_int(count_found("red", ARTICLES), ARTICLES, "all are found");
    damage_one();
    open_publisher();
    is_status(bf_publisher_rebuild(publisher, NULL, NULL, &err), BF_OK, &err,
              "blocks are made anew nevertheless");
    is_replaced("made anew");
}

typedef struct search {
    bf_str id;
    bool found;
    unsigned char hash[BF_HASH_BYTES];
    bool hidden;
} search;

static bf_status find_one(void *payload, const bf_entry *entry)
{
    search *s = payload;
    if (entry->id.size == s->id.size &&
        memcmp(entry->id.data, s->id.data, s->id.size) == 0) {
        s->found = true;
        s->hidden = !bf_visible_at(entry->visibility, 0);
        memcpy(s->hash, entry->hash.data, BF_HASH_BYTES);
    }
    return BF_OK;
}

/* The next run meets the article in its source. */
static void test_indexed_again(void)
{
    const bf_article article = article_of(LOST);
    unsigned char hash[BF_HASH_BYTES];
    search s = {.id = article.id};
    open_publisher();
    small_require(
        bf_publisher_list(publisher, article.source, find_one, &s, &err), &err);
    small_require(bf_article_hash(hash, &article, &err), &err);
    ok(s.found, "its source still has it");
    ok(s.hidden, "hidden");
    ok(memcmp(s.hash, hash, sizeof hash) != 0, "and takes it for changed");
    ok(put(LOST), "it is replaced");
    commit();
    is_int((int)lost.count, 0, "nobody is lost");
    is_whole("indexed again");
    close_publisher();
    is_int(count_found("red", ARTICLES), ARTICLES, "and found again");
}

/* A commit that has to make the blocks anew. */
static void test_commit(void)
{
    small_index index;
    damage_one();
    small_index_begin(&index, path); /* blocks are left behind */
    small_require(bf_writer_set_meta(index.writer, "x", bf_str_of("y"), &err),
                  &err);
    small_index_commit(&index);
    small_index_end(&index);
    open_publisher();
    ok(bf_publisher_trouble(publisher), "blocks of another commit");
    put(1);
    commit();
    is_replaced("a commit");
    test_indexed_again();
}

static void set(const char *text)
{
    bf_settings settings;
    open_publisher();
    small_require(
        bf_settings_read(&settings, bf_str_of(text), NULL, NULL, &err), &err);
    is_status(bf_publisher_set_settings(publisher, &settings, NULL, NULL, &err),
              BF_OK, &err, "settings: %s", text);
    commit();
}

static void test_settings(void)
{
    damage_one();
    set("fields: {title: {weight: 9}}");
    is_replaced("other weights");
    test_indexed_again();
    damage_one();
    set("index: {records: lean}");
    is_int((int)lost.count, 1, "lean records: one is told of");
    is_whole("lean records");
    put(LOST);
    commit();
    is_int((int)bf_publisher_count(publisher), ARTICLES, "none is gone");
    close_publisher();
}

static void test_deleted(void)
{
    bool existed;
    damage_one();
    open_publisher();
    is_status(bf_publisher_rebuild(publisher, NULL, NULL, &err), BF_OK, &err,
              "lean blocks are made anew");
    small_require(
        bf_publisher_delete(publisher, &existed, bf_str_of("n7"), &err), &err);
    ok(existed, "what is lost can be deleted");
    commit();
    is_whole("deleted");
    small_require(bf_publisher_rebuild(publisher, NULL, NULL, &err), &err);
    is_int((int)lost.count, 1, "and is not lost again");
    close_publisher();
}

int main(void)
{
    const char *folder = scratch_new();
    snprintf(path, sizeof path, "%s/index", folder);
    test_rebuild();
    test_indexed_again();
    test_commit();
    test_settings();
    test_deleted();
    scratch_remove(folder);
    return tap_done();
}
