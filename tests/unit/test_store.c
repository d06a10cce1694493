/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing and reading: what a commit makes visible, and what it does not. */

#include "records.h"
#include "tap.h"

static char index_path[300];

static bf_writer *open_writer(bf_writer_mode mode)
{
    bf_writer *writer;
    bf_error err;
    if (bf_writer_open(&writer, index_path, mode, &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
    return writer;
}

static void put(bf_writer *writer, const char *id, const char *text)
{
    bf_error err;
    record made = record_of(id, text);
    if (record_put(writer, &made, &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
}

static void commit(bf_writer *writer)
{
    bf_error err;
    if (bf_writer_commit(writer, &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
}

/* What a listing of ids gives: "a,b,c". */
typedef struct listing {
    char text[256];
    bf_entry last;
    char hash[BF_HASH_BYTES];
    char origin[64];
    size_t stop_after; /* entries; then fail */
    size_t count;
} listing;

static bf_status list_one(void *payload, const bf_entry *entry)
{
    listing *to = (listing *)payload;
    size_t size = strlen(to->text);
    snprintf(to->text + size, sizeof to->text - size, "%s%.*s", size ? "," : "",
             (int)entry->id.size, entry->id.data);
    to->last = *entry;
    memcpy(to->hash, entry->hash.data, sizeof to->hash);
    snprintf(to->origin, sizeof to->origin, "%.*s", (int)entry->origin.size,
             entry->origin.data);
    to->count++;
    return to->count == to->stop_after ? BF_ERR_LIMIT : BF_OK;
}

static void test_create(void)
{
    bf_error err;
    bf_reader *reader;
    bf_writer *writer;
    bf_writer *second;
    is_status(bf_writer_open(&writer, index_path, BF_WRITER_EXISTING, &err),
              BF_ERR_NOT_FOUND, &err, "there is nothing to write to");
    ok(!writer, "no writer");
    is_status(bf_reader_open(&reader, index_path, &err), BF_ERR_NOT_FOUND, &err,
              "there is nothing to read");
    ok(!reader, "no reader");

    writer = open_writer(BF_WRITER_CREATE);
    put(writer, "a", "red phone");
    is_int(bf_writer_count(writer), 1, "the writer counts its own changes");
    is_status(bf_reader_open(&reader, index_path, &err), BF_ERR_NOT_FOUND, &err,
              "nothing is visible before the commit");
    is_status(bf_writer_open(&second, index_path, BF_WRITER_CREATE, &err),
              BF_ERR_LOCKED, &err, "one writer at a time");
    ok(!second, "no second writer");
    ok(strstr(err.text, index_path) != NULL, "the message names the index");
    bf_writer_free(writer);
    is_status(bf_reader_open(&reader, index_path, &err), BF_ERR_NOT_FOUND, &err,
              "never committed: no index");
    is_status(bf_writer_open(&writer, index_path, BF_WRITER_EXISTING, &err),
              BF_ERR_NOT_FOUND, &err, "nor one to write to");
    ok(!run_command("test -e '%s/g000001'", index_path),
       "what was not committed is gone");
}

static void test_first_commit(void)
{
    bf_error err;
    bf_reader *reader;
    bf_reader_info info;
    bf_writer *writer = open_writer(BF_WRITER_CREATE);
    put(writer, "a", "red phone");
    put(writer, "b", "back channel back");
    commit(writer);
    is_status(bf_reader_open(&reader, index_path, &err), BF_OK, &err,
              "readable while the writer is open");
    bf_writer_free(writer);
    is_status(bf_reader_get_info(&info, reader, &err), BF_OK, &err, "info");
    is_int(info.documents, 2, "two articles");
    is_int(info.change, 1, "the first change");
    is_int(info.format, BF_INDEX_FORMAT, "the format");
    is_near(info.average_length, 2.5, 1e-12, "the average length");
    is_str(bf_str_of(info.generation), "g000001", "the generation");
    bf_reader_free(reader);
}

static void test_read(void)
{
    bf_error err;
    bf_reader *reader;
    bf_arena *arena;
    bf_article article;
    bf_docnum docnum;
    uint32_t frequency;
    is_status(bf_arena_new(&arena, 1 << 24, &err), BF_OK, &err, "arena");
    is_status(bf_reader_open(&reader, index_path, &err), BF_OK, &err, "open");
    is_status(bf_reader_find(&docnum, reader, bf_str_of("b"), &err), BF_OK,
              &err, "find b");
    is_status(bf_reader_article(&article, reader, docnum, arena, &err), BF_OK,
              &err, "read b");
    is_str(article.id, "b", "its id");
    is_str(article.body, "back channel back", "its text");
    is_status(bf_reader_find(&docnum, reader, bf_str_of("c"), &err),
              BF_ERR_NOT_FOUND, &err, "c is not there");
    is_int(docnum, 0, "no number");
    is_status(bf_reader_find(&docnum, reader, bf_str_of(""), &err),
              BF_ERR_NOT_FOUND, &err, "nor is the empty id");
    is_status(bf_reader_article(&article, reader, 99, arena, &err),
              BF_ERR_NOT_FOUND, &err, "no article 99");
    is_status(bf_reader_article(&article, reader, 0, arena, &err),
              BF_ERR_NOT_FOUND, &err, "no article 0");
    is_status(bf_reader_frequency(&frequency, reader, bf_str_of("back"), &err),
              BF_OK, &err, "frequency");
    is_int(frequency, 1, "articles with a word");
    is_status(bf_reader_frequency(&frequency, reader, bf_str_of("x"), &err),
              BF_OK, &err, "frequency of an unknown word");
    is_int(frequency, 0, "none");
    is_status(bf_reader_frequency(&frequency, reader, bf_str_of(""), &err),
              BF_OK, &err, "frequency of an empty term");
    is_int(frequency, 0, "none, and not all");
    bf_reader_free(reader);
    bf_arena_free(arena);
}

typedef struct term_list {
    char text[256];
    bf_status result;
} term_list;

static bf_status list_term(void *payload, bf_str term, uint32_t frequency)
{
    term_list *to = (term_list *)payload;
    size_t size = strlen(to->text);
    snprintf(to->text + size, sizeof to->text - size, "%.*s=%u ",
             (int)term.size, term.data, frequency);
    return to->result;
}

static void test_terms(void)
{
    bf_error err;
    bf_reader *reader;
    term_list list = {"", BF_OK};
    is_status(bf_reader_open(&reader, index_path, &err), BF_OK, &err, "open");
    is_status(bf_reader_terms(reader, bf_str_of("XF"), list_term, &list, &err),
              BF_OK, &err, "terms by prefix");
    is_str(bf_str_of(list.text), "XFback=1 XFchannel=1 XFphone=1 XFred=1 ",
           "in order, with frequencies");
    list = (term_list){"", BF_ERR_LIMIT};
    is_status(bf_reader_terms(reader, bf_str_of(""), list_term, &list, &err),
              BF_ERR_LIMIT, &err, "a failure of the callback comes back");
    list = (term_list){"", BF_OK};
    is_status(bf_reader_terms(reader, bf_str_of("zz"), list_term, &list, &err),
              BF_OK, &err, "a prefix of nothing");
    is_str(bf_str_of(list.text), "", "no terms");
    bf_reader_free(reader);
}

static void test_list(void)
{
    bf_error err;
    bf_reader *reader;
    bf_writer *writer = open_writer(BF_WRITER_EXISTING);
    listing list = {.text = ""};
    record other = record_of("c", "cable");
    other.source = "wire";
    other.visibility = (bf_visibility){-5, 1000};
    is_status(record_put(writer, &other, &err), BF_OK, &err,
              "an article of another source");
    is_status(bf_writer_list(writer, bf_str_of("site"), list_one, &list, &err),
              BF_OK, &err, "list one source");
    is_str(bf_str_of(list.text), "a,b", "its articles");
    list = (listing){.text = ""};
    is_status(bf_writer_list(writer, bf_str_of("wire"), list_one, &list, &err),
              BF_OK, &err, "list the other");
    is_str(bf_str_of(list.text), "", "not committed: not listed");
    commit(writer);
    is_status(bf_writer_list(writer, bf_str_of("wire"), list_one, &list, &err),
              BF_OK, &err, "list it after the commit");
    is_str(bf_str_of(list.text), "c", "listed");
    is_int(list.last.visibility.from, -5, "visible from");
    is_int(list.last.visibility.until, 1000, "visible until");
    is_str(bf_str_of(list.origin), "c.txt", "origin");
    bf_writer_free(writer);

    is_status(bf_reader_open(&reader, index_path, &err), BF_OK, &err, "open");
    list = (listing){.text = ""};
    is_status(bf_reader_list(reader, (bf_str){NULL, 0}, list_one, &list, &err),
              BF_OK, &err, "list all");
    is_str(bf_str_of(list.text), "a,b,c", "all articles");
    list = (listing){.stop_after = 2};
    is_status(bf_reader_list(reader, (bf_str){NULL, 0}, list_one, &list, &err),
              BF_ERR_LIMIT, &err, "the callback's failure ends the listing");
    is_int(list.count, 2, "at once");
    list = (listing){.text = ""};
    is_status(bf_reader_list(reader, bf_str_of("sit"), list_one, &list, &err),
              BF_OK, &err, "part of a name is no source");
    is_int(list.count, 0, "nothing listed");
    bf_reader_free(reader);
}

static void test_replace_and_delete(void)
{
    bf_error err;
    bf_reader *reader;
    bf_docnum before;
    bf_docnum after;
    bf_docnum old;
    bool changed;
    bf_reader_info info;
    bf_writer *writer = open_writer(BF_WRITER_EXISTING);
    is_status(bf_reader_open(&reader, index_path, &err), BF_OK, &err, "open");
    is_status(bf_reader_find(&before, reader, bf_str_of("a"), &err), BF_OK,
              &err, "find a");
    put(writer, "a", "red telephone");
    put(writer, "a", "red telephone again");
    is_int(bf_writer_count(writer), 3, "replacing adds nothing");
    is_status(bf_writer_delete(writer, &old, bf_str_of("b"), &err), BF_OK, &err,
              "delete b");
    is_int(old, 2, "it was there");
    is_status(bf_writer_delete(writer, &old, bf_str_of("b"), &err), BF_OK, &err,
              "delete b again");
    is_int(old, 0, "it was not");
    is_status(bf_writer_delete(writer, NULL, bf_str_of("x"), &err), BF_OK, &err,
              "delete x without asking");
    is_status(bf_reader_reopen(reader, &changed, &err), BF_OK, &err, "reopen");
    ok(!changed, "nothing has changed yet");
    commit(writer);
    is_status(bf_reader_find(&after, reader, bf_str_of("b"), &err), BF_OK, &err,
              "the reader keeps its state");
    is_status(bf_reader_reopen(reader, &changed, &err), BF_OK, &err, "reopen");
    ok(changed, "now it has changed");
    is_status(bf_reader_find(&after, reader, bf_str_of("b"), &err),
              BF_ERR_NOT_FOUND, &err, "b is gone");
    is_status(bf_reader_find(&after, reader, bf_str_of("a"), &err), BF_OK, &err,
              "a is there");
    ok(after > before, "under a new number");
    is_status(bf_reader_get_info(&info, reader, &err), BF_OK, &err, "info");
    is_int(info.documents, 2, "two articles");
    is_int(info.change, 3, "the third change");
    bf_writer_free(writer);
    bf_reader_free(reader);
}

static void test_discard(void)
{
    bf_error err;
    bf_reader *reader;
    bf_docnum docnum;
    bf_writer *writer = open_writer(BF_WRITER_CREATE);
    put(writer, "d", "discarded");
    bf_writer_free(writer);
    is_status(bf_reader_open(&reader, index_path, &err), BF_OK, &err, "open");
    is_status(bf_reader_find(&docnum, reader, bf_str_of("d"), &err),
              BF_ERR_NOT_FOUND, &err, "free without commit changes nothing");
    bf_reader_free(reader);
}

static void test_metadata(void)
{
    bf_error err;
    bf_reader *reader;
    bf_buf value;
    bf_writer *writer = open_writer(BF_WRITER_CREATE);
    char longest[66];
    memset(longest, 'k', sizeof longest);
    longest[64] = '\0';
    bf_buf_init(&value, 1000);
    is_status(bf_writer_set_meta(writer, "k", (bf_str){"a\0b", 3}, &err), BF_OK,
              &err, "set a value with a NUL");
    is_status(bf_writer_set_meta(writer, longest, bf_str_of("v"), &err), BF_OK,
              &err, "the longest key");
    longest[64] = 'k';
    longest[65] = '\0';
    is_status(bf_writer_set_meta(writer, longest, bf_str_of("v"), &err),
              BF_ERR_INVALID, &err, "a longer one is refused");
    is_status(bf_writer_set_meta(writer, "", bf_str_of("v"), &err),
              BF_ERR_INVALID, &err, "no key is refused");
    is_status(bf_writer_set_meta(writer, "caf\xc3\xa9", bf_str_of("v"), &err),
              BF_ERR_INVALID, &err, "not ASCII is refused");
    is_status(
        bf_writer_set_meta(writer, "backfile.format", bf_str_of("9"), &err),
        BF_ERR_INVALID, &err, "a reserved key is refused");
    commit(writer);
    is_status(bf_reader_open(&reader, index_path, &err), BF_OK, &err, "open");
    is_status(bf_reader_get_meta(&value, reader, "k", &err), BF_OK, &err,
              "read it");
    ok(bf_str_equal(bf_buf_str(&value), (bf_str){"a\0b", 3}), "its value");
    is_status(bf_writer_set_meta(writer, "k", bf_str_of(""), &err), BF_OK, &err,
              "remove it");
    commit(writer);
    is_status(bf_reader_reopen(reader, NULL, &err), BF_OK, &err, "reopen");
    bf_buf_reset(&value);
    is_status(bf_reader_get_meta(&value, reader, "k", &err), BF_OK, &err,
              "read what is not set");
    is_int(value.size, 0, "nothing");
    bf_buf_fini(&value);
    bf_writer_free(writer);
    bf_reader_free(reader);
}

static void test_bad_terms(void)
{
    bf_error err;
    char nuls[123] = {0};
    char letters[246];
    bf_document_term term = {{letters, sizeof letters}, 1};
    bf_document document = {.id = bf_str_of("t"),
                            .data = bf_str_of("t"),
                            .terms = &term,
                            .term_count = 1};
    bf_writer *writer = open_writer(BF_WRITER_CREATE);
    uint64_t before = bf_writer_count(writer);
    memset(letters, 'x', sizeof letters);
    put(writer, "e", "early");
    is_status(bf_writer_put(writer, NULL, NULL, &document, &err), BF_ERR_LIMIT,
              &err, "a term of 246 bytes is refused");
    term.term = (bf_str){nuls, sizeof nuls};
    is_status(bf_writer_put(writer, NULL, NULL, &document, &err), BF_ERR_LIMIT,
              &err, "so is one of 123 NULs, each stored as two");
    term.term = bf_str_of("");
    is_status(bf_writer_put(writer, NULL, NULL, &document, &err),
              BF_ERR_INVALID, &err, "so is an empty one");
    is_int(bf_writer_count(writer), before + 1, "and the rest is kept");
    term.term = (bf_str){nuls, 122};
    is_status(bf_writer_put(writer, NULL, NULL, &document, &err), BF_OK, &err,
              "122 NULs are accepted");
    is_status(bf_writer_commit(writer, &err), BF_OK, &err, "and committed");
    bf_writer_free(writer);
}

/* A reader that is two commits behind may find that it is, once it needs a
 * block that it has not read yet. */
static void test_stale(void)
{
    bf_error err;
    bf_reader *reader;
    bf_writer *writer = open_writer(BF_WRITER_EXISTING);
    bf_status status = BF_OK;
    bf_docnum docnum;
    bool changed;
    char id[16];
    for (int i = 0; i < 1000; i++) {
        snprintf(id, sizeof id, "s%d", i);
        put(writer, id, "stale");
    }
    commit(writer);
    is_status(bf_reader_open(&reader, index_path, &err), BF_OK, &err, "open");
    for (int i = 0; i < 1000 && !status; i += 20) {
        snprintf(id, sizeof id, "s%d", i);
        status = bf_reader_find(&docnum, reader, bf_str_of(id), &err);
        put(writer, id, "stale again");
        commit(writer);
    }
    is_status(status, BF_ERR_STALE, &err, "commits made the reader stale");
    is_status(bf_reader_reopen(reader, &changed, &err), BF_OK, &err, "reopen");
    ok(changed, "it moved");
    is_status(bf_reader_find(&docnum, reader, bf_str_of(id), &err), BF_OK, &err,
              "and can be read again");
    bf_writer_free(writer);
    bf_reader_free(reader);
}

static void test_replaced_index(const char *scratch)
{
    bf_error err;
    bf_reader *reader;
    bf_docnum docnum;
    bool changed;
    bf_writer *writer;
    is_status(bf_reader_open(&reader, index_path, &err), BF_OK, &err, "open");
    ok(run_command("mv '%s' '%s/old'", index_path, scratch), "move it away");
    is_status(bf_reader_reopen(reader, &changed, &err), BF_ERR_NOT_FOUND, &err,
              "there is none any more");
    is_status(bf_reader_find(&docnum, reader, bf_str_of("a"), &err),
              BF_ERR_STALE, &err, "then it can only be reopened");
    writer = open_writer(BF_WRITER_CREATE);
    put(writer, "new", "another index");
    commit(writer);
    bf_writer_free(writer);
    is_status(bf_reader_reopen(reader, &changed, &err), BF_OK, &err,
              "another index in its place is opened");
    ok(changed, "and known to be another");
    is_status(bf_reader_find(&docnum, reader, bf_str_of("new"), &err), BF_OK,
              &err, "its article is found");
    ok(run_command("rm -r '%s' && mv '%s/old' '%s'", index_path, scratch,
                   index_path),
       "put the first one back");
    is_status(bf_reader_reopen(reader, &changed, &err), BF_OK, &err, "reopen");
    ok(changed, "it is another again");
    is_status(bf_reader_find(&docnum, reader, bf_str_of("a"), &err), BF_OK,
              &err, "its article is found");
    bf_reader_free(reader);
}

static void test_copy(const char *scratch)
{
    bf_error err;
    bf_reader *reader;
    bf_reader *copy;
    bf_reader_info first;
    bf_reader_info second;
    char path[400];
    snprintf(path, sizeof path, "%s/else where", scratch);
    ok(run_command("cp -r '%s' '%s'", index_path, path), "copy the folder");
    is_status(bf_reader_open(&reader, index_path, &err), BF_OK, &err, "open");
    is_status(bf_reader_open(&copy, path, &err), BF_OK, &err, "open the copy");
    is_status(bf_reader_get_info(&first, reader, &err), BF_OK, &err, "info");
    is_status(bf_reader_get_info(&second, copy, &err), BF_OK, &err, "info");
    is_int(first.documents, second.documents, "as many articles");
    is_int(first.change, second.change, "the same change");
    bf_reader_free(reader);
    bf_reader_free(copy);
}

int main(void)
{
    const char *scratch = scratch_new();
    snprintf(index_path, sizeof index_path, "%s/index", scratch);
    test_create();
    test_first_commit();
    test_read();
    test_terms();
    test_list();
    test_replace_and_delete();
    test_discard();
    test_metadata();
    test_bad_terms();
    test_stale();
    test_replaced_index(scratch);
    test_copy(scratch);
    scratch_remove(scratch);
    bf_writer_free(NULL);
    bf_reader_free(NULL);
    bf_matches_free(NULL);
    return tap_done();
}
