/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Building segments: the same bytes whatever the memory was, what is refused,
 * and what is left over. */

#include <backfile/blocks.h>

#include "fabricate.h"
#include "scratch.h"
#include "tap.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *folder;
static fabricated made_up;

static bf_blocks_builder *begin(size_t memory_bytes)
{
    const bf_blocks_options options = {.memory_bytes = memory_bytes,
                                       .no_sync = true};
    bf_blocks_builder *builder;
    bf_error err;
    if (bf_blocks_builder_new(&builder, folder, &options, &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
    return builder;
}

static void add(bf_blocks_builder *builder, bf_docnum docnum,
                const bf_document *document)
{
    bf_error err;
    if (bf_blocks_builder_add(builder, docnum, document, &err)) {
        ok(false, "document %u: %s", (unsigned)docnum, err.text);
    }
}

static bf_segment_info finish(bf_blocks_builder *builder)
{
    bf_segment_info made;
    bf_error err;
    is_status(bf_blocks_builder_finish(&made, builder, &err), BF_OK, &err,
              "finished");
    return made;
}

/* How many files there are. */
static int count_files(void)
{
    int count = 0;
    DIR *files = opendir(folder);
    const struct dirent *entry;
    while (files && (entry = readdir(files)) != NULL) {
        count += entry->d_name[0] != '.';
    }
    if (files) {
        closedir(files);
    }
    return count;
}

static void delete_file(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s" BF_SEGMENT_ENDING, folder, name);
    ok(unlink(path) == 0, "the file is there");
}

/* Open a segment, verify it, delete its file. */
static bf_segment *take(const char *name)
{
    bf_segment *segment;
    bf_error err;
    if (bf_segment_open(&segment, folder, name, &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
    is_status(bf_segment_verify(segment, &err), BF_OK, &err, "it is in order");
    delete_file(name);
    return segment;
}

/* Memory ------------------------------------------------------------------ */

static bf_segment_info build_many(size_t memory_bytes, uint32_t count)
{
    bf_blocks_builder *builder = begin(memory_bytes);
    bf_segment_info made;
    for (uint32_t i = 1; i <= count; i++) {
        add(builder, 2 * i, fabricate(&made_up, i, 190));
    }
    made = finish(builder);
    bf_blocks_builder_free(builder);
    return made;
}

/* With the least memory some ten runs are written. */
static void test_memory(void)
{
    const uint32_t count = 20000;
    const bf_segment_info little = build_many(BF_MIN_BLOCKS_BYTES, count);
    const bf_segment_info much = build_many(BF_DEFAULT_BLOCKS_BYTES, count);
    ok(strcmp(little.name, much.name) == 0 && little.bytes == much.bytes,
       "the same bytes with little memory and with much");
    is_int(little.documents, count, "documents");
    is_int(little.first, 2, "the first");
    is_int(little.last, 2 * count, "the last");
    bf_segment_free(take(much.name));
    is_int(count_files(), 0, "and nothing else");
}

/* So many values of keywords that they are put aside as well. */
static bf_segment_info build_keywords(size_t memory_bytes)
{
    bf_blocks_builder *builder = begin(memory_bytes);
    bf_segment_info made;
    for (uint32_t i = 1; i <= 30000; i++) {
        char folded[16];
        char shown[16];
        bf_document_keyword keywords[2] = {{.field = BF_FIELD_TAGS},
                                           {.field = BF_FIELD_TAGS}};
        bf_document document = {.keywords = keywords,
                                .keyword_count = 1 + i % 2};
        snprintf(folded, sizeof folded, "tag%u", (unsigned)(i * 31 % 20000));
        snprintf(shown, sizeof shown, "Tag%u", (unsigned)i);
        keywords[0].folded = bf_str_of(folded);
        keywords[0].shown = bf_str_of(shown);
        keywords[1].folded = keywords[1].shown = bf_str_of("often");
        add(builder, i, &document);
    }
    made = finish(builder);
    bf_blocks_builder_free(builder);
    return made;
}

static void test_keywords(void)
{
    const bf_segment_info little = build_keywords(BF_MIN_BLOCKS_BYTES);
    const bf_segment_info much = build_keywords(BF_DEFAULT_BLOCKS_BYTES);
    bf_segment *segment;
    bf_keyword_column column;
    uint32_t ordinals[2];
    bf_str folded;
    bf_str shown;
    ok(strcmp(little.name, much.name) == 0,
       "many keywords: the same bytes with little memory and with much");
    segment = take(much.name);
    bf_segment_keywords(&column, segment, BF_FIELD_TAGS);
    is_int(column.value_count, 20001, "all values");
    is_int(bf_keyword_column_at(&column, 20000, ordinals, 2), 2,
           "document 20001 has two");
    ok(bf_keyword_value(&column, ordinals[1], &folded, &shown),
       "one of them is there");
    is_str(folded, "tag31", "folded");
    is_str(shown, "Tag1", "and shown as the first document has it");
    bf_segment_free(segment);
}

/* Joining ----------------------------------------------------------------- */

/* Join `count` builders that have documents up to 20,000, one of which has
 * none, and see that the bytes are those of one builder. */
static void check_joined(uint32_t count, const bf_segment_info *whole)
{
    bf_blocks_builder *all = begin(BF_DEFAULT_BLOCKS_BYTES);
    bf_segment_info made;
    bf_error err;
    uint32_t next = 1;
    for (uint32_t i = 0; i <= count; i++) {
        bf_blocks_builder *one = begin(BF_MIN_BLOCKS_BYTES);
        for (; i != 1 && next <= 20000 * (i + 1) / (count + 1); next++) {
            add(one, 2 * next, fabricate(&made_up, next, 190));
        }
        is_status(bf_blocks_builder_spill(one, &err), BF_OK, &err, "spilled");
        is_status(bf_blocks_builder_join(all, one, &err), BF_OK, &err,
                  "joined");
        bf_blocks_builder_free(one);
    }
    made = finish(all);
    ok(strcmp(made.name, whole->name) == 0, "the same bytes of %u builders",
       (unsigned)count);
    bf_blocks_builder_free(all);
}

static void test_joined(void)
{
    const bf_segment_info whole = build_many(BF_DEFAULT_BLOCKS_BYTES, 20000);
    check_joined(2, &whole);
    check_joined(7, &whole);
    delete_file(whole.name);
}

/* A builder goes on after others were joined to it, or failed to. */
static void test_joined_between(void)
{
    bf_blocks_builder *all = begin(BF_MIN_BLOCKS_BYTES);
    bf_blocks_builder *other = begin(BF_MIN_BLOCKS_BYTES);
    bf_segment_info joined;
    bf_segment_info made;
    bf_error err;
    add(all, 1, fabricate(&made_up, 1, 90));
    add(other, 1, fabricate(&made_up, 2, 90));
    is_int(bf_blocks_builder_join(all, other, &err), BF_ERR_INVALID,
           "a number that is there already");
    made = finish(other);
    delete_file(made.name);
    add(other, 3, fabricate(&made_up, 3, 90));
    is_int(bf_blocks_builder_join(all, other, &err), BF_OK, "one behind it");
    is_str(bf_str_of(finish(other).name), "", "which leaves none");
    add(all, 4, fabricate(&made_up, 4, 90));
    joined = finish(all);
    add(other, 1, fabricate(&made_up, 1, 90));
    add(other, 3, fabricate(&made_up, 3, 90));
    add(other, 4, fabricate(&made_up, 4, 90));
    made = finish(other);
    ok(strcmp(made.name, joined.name) == 0, "as if all came to one");
    bf_blocks_builder_free(all);
    bf_blocks_builder_free(other);
    delete_file(made.name);
}

/* Segments, one after the other -------------------------------------------- */

static void test_again(void)
{
    bf_blocks_builder *builder = begin(BF_MIN_BLOCKS_BYTES);
    bf_segment_info one = finish(builder);
    bf_segment_info other;
    bf_segment_info two;
    is_str(bf_str_of(one.name), "", "no document, no segment");
    is_int(count_files(), 0, "and no file");
    add(builder, 5, fabricate(&made_up, 5, 50));
    one = finish(builder);
    add(builder, 3, fabricate(&made_up, 3, 50));
    other = finish(builder);
    add(builder, 5, fabricate(&made_up, 5, 50));
    two = finish(builder);
    ok(strcmp(one.name, two.name) == 0, "a builder begins anew");
    is_int(count_files(), 2, "equal segments are one file");
    add(builder, 7, fabricate(&made_up, 7, 50));
    bf_blocks_builder_free(builder);
    is_int(count_files(), 2, "what was not finished leaves nothing");
    bf_blocks_builder_free(NULL);
    delete_file(two.name);
    delete_file(other.name);
}

/* What is refused -----------------------------------------------------------
 */

typedef void spoil(bf_document *document);

static bf_document_term terms[3];
static bf_document_form forms[2];
static bf_document_token tokens[2];
static bf_document_value values[1];
static bf_document_keyword keywords[1];
static char long_text[200000];

/* A document with which nothing is wrong. */
static bf_document sound(void)
{
    terms[0] = (bf_document_term){bf_str_of("a"), 1};
    terms[1] = (bf_document_term){bf_str_of("b"), 2};
    terms[2] = (bf_document_term){bf_str_of("Len"), 0};
    forms[0] = (bf_document_form){bf_str_of("a"), 0, 1};
    forms[1] = (bf_document_form){bf_str_of("bs"), 1, 1};
    tokens[0] = (bf_document_token){0, 10};
    tokens[1] = (bf_document_token){1, 10};
    values[0] = (bf_document_value){BF_SLOT_UPDATED, bf_str_of("12345678")};
    keywords[0] =
        (bf_document_keyword){BF_FIELD_LANG, bf_str_of("en"), bf_str_of("en")};
    return (bf_document){.terms = terms,
                         .term_count = 3,
                         .forms = forms,
                         .form_count = 2,
                         .tokens = tokens,
                         .token_count = 2,
                         .values = values,
                         .value_count = 1,
                         .keywords = keywords,
                         .keyword_count = 1,
                         .length = 3};
}

static void spoil_nothing(bf_document *document)
{
    document->length++;
}
static void spoil_twice(bf_document *document)
{
    (void)document;
    terms[2] = terms[0];
}
static void spoil_empty(bf_document *document)
{
    (void)document;
    terms[1].term.size = 0;
}
static void spoil_long(bf_document *document)
{
    (void)document;
    terms[1].term = (bf_str){long_text, BF_MAX_INDEX_TERM_BYTES + 1};
}
static void spoil_frequency(bf_document *document)
{
    (void)document;
    terms[1].frequency = 1u << 30;
}
static void spoil_form_term(bf_document *document)
{
    (void)document;
    forms[1].term = 3;
}
static void spoil_form_word(bf_document *document)
{
    (void)document;
    forms[1].word = (bf_str){long_text, BF_MAX_INDEX_TERM_BYTES + 1};
}
static void spoil_no_word(bf_document *document)
{
    (void)document;
    forms[1].word.size = 0;
}
static void spoil_token(bf_document *document)
{
    (void)document;
    tokens[1].form = 2;
}
static void spoil_order(bf_document *document)
{
    (void)document;
    tokens[1].position = 9;
}
static void spoil_position(bf_document *document)
{
    (void)document;
    tokens[1].position = BF_MAX_POSITIONS + 1;
}
static void spoil_filter(bf_document *document)
{
    (void)document;
    forms[1].term = 2;
}
static void spoil_time(bf_document *document)
{
    (void)document;
    values[0].data.size = 7;
}
static void spoil_keyword(bf_document *document)
{
    (void)document;
    keywords[0].folded = (bf_str){long_text, sizeof long_text};
}
static void spoil_shown(bf_document *document)
{
    (void)document;
    keywords[0].shown = (bf_str){long_text, sizeof long_text};
}
static void spoil_title(bf_document *document)
{
    document->field_starts[BF_FIELD_TITLE] = 1;
}
static void spoil_fields(bf_document *document)
{
    document->field_starts[BF_FIELD_BODY] = 7;
}

static const struct {
    const char *what;
    spoil *spoil;
} spoilt[] = {
    {"a term twice", spoil_twice},
    {"an empty term", spoil_empty},
    {"too long a term", spoil_long},
    {"too frequent a term", spoil_frequency},
    {"a form of no term", spoil_form_term},
    {"too long a form", spoil_form_word},
    {"an empty form", spoil_no_word},
    {"a token of no form", spoil_token},
    {"tokens out of order", spoil_order},
    {"a position beyond the last", spoil_position},
    {"a token of a filter", spoil_filter},
    {"half a time", spoil_time},
    {"too long a keyword", spoil_keyword},
    {"too long a keyword to show", spoil_shown},
    {"a title that does not come first", spoil_title},
    {"fields out of order", spoil_fields},
};

static bf_segment_info build_sound(bool with_spoilt)
{
    bf_blocks_builder *builder = begin(BF_MIN_BLOCKS_BYTES);
    bf_segment_info made;
    bf_document document = sound();
    bf_error err;
    add(builder, 4, &document);
    for (size_t i = 0; with_spoilt && i < sizeof spoilt / sizeof *spoilt; i++) {
        document = sound();
        spoilt[i].spoil(&document);
        is_status(bf_blocks_builder_add(builder, 5, &document, &err),
                  BF_ERR_INVALID, &err, "%s: refused", spoilt[i].what);
    }
    document = sound();
    spoil_nothing(&document);
    if (with_spoilt) {
        is_status(bf_blocks_builder_add(builder, 4, &document, &err),
                  BF_ERR_INVALID, &err, "a number twice: refused");
        is_status(bf_blocks_builder_add(builder, 0, &document, &err),
                  BF_ERR_INVALID, &err, "no number: refused");
    }
    add(builder, 5, &document);
    made = finish(builder);
    bf_blocks_builder_free(builder);
    return made;
}

static void test_refused(void)
{
    bf_segment_info plain;
    bf_segment_info made;
    memset(long_text, 'x', sizeof long_text);
    plain = build_sound(false);
    made = build_sound(true);
    ok(strcmp(plain.name, made.name) == 0,
       "documents that were refused leave no trace");
    bf_segment_free(take(made.name));
}

static void test_options(void)
{
    bf_blocks_options options = {.memory_bytes = BF_MIN_BLOCKS_BYTES - 1,
                                 .no_sync = true};
    bf_blocks_builder *builder;
    bf_error err;
    is_status(bf_blocks_builder_new(&builder, folder, &options, &err),
              BF_ERR_LIMIT, &err, "too little memory");
    ok(!builder, "gives nothing");
    options.memory_bytes++;
    is_status(
        bf_blocks_builder_new(&builder, "/nowhere/at/all", &options, &err),
        BF_ERR_IO, &err, "no folder");
    ok(!builder, "gives nothing");
}

/* Limits ------------------------------------------------------------------- */

/* The largest of everything that a document may have. */
static void test_largest(void)
{
    bf_blocks_builder *builder = begin(BF_MIN_BLOCKS_BYTES);
    bf_document document = sound();
    bf_segment *segment;
    bf_segment_info made;
    bf_term_entry entry;
    bf_str longest = {long_text, BF_MAX_INDEX_TERM_BYTES};
    memset(long_text, 'x', sizeof long_text);
    terms[0].term = longest;
    terms[0].frequency = (1u << 30) - 1;
    forms[0].word = longest;
    tokens[1].position = BF_MAX_POSITIONS;
    document.length = UINT32_MAX;
    add(builder, UINT32_MAX, &document);
    made = finish(builder);
    bf_blocks_builder_free(builder);
    segment = take(made.name);
    ok(bf_segment_find(segment, longest, &entry) && entry.documents == 1,
       "the longest term is found");
    is_int(bf_segment_lengths(segment)[0], UINT32_MAX, "the greatest length");
    is_int(bf_segment_docnum(segment, 0), UINT32_MAX, "the greatest number");
    bf_segment_free(segment);
}

/* A term that is of one kind here and of another there. */
static void test_kinds(void)
{
    bf_blocks_builder *builder = begin(BF_MIN_BLOCKS_BYTES);
    bf_document document = sound();
    bf_segment *segment;
    bf_segment_info made;
    bf_term_entry entry;
    add(builder, 1, &document);
    document.token_count = 1;
    terms[0].frequency = 0;
    document.tokens = tokens + 1;
    add(builder, 2, &document);
    document.token_count = 0;
    terms[0].frequency = 1;
    add(builder, 3, &document);
    made = finish(builder);
    bf_blocks_builder_free(builder);
    segment = take(made.name);
    ok(bf_segment_find(segment, bf_str_of("a"), &entry) &&
           entry.kind == BF_TERM_FILTER && entry.documents == 3,
       "text, filter and weighted: a filter");
    ok(bf_segment_find(segment, bf_str_of("b"), &entry) &&
           entry.kind == BF_TERM_WEIGHTED && entry.documents == 3,
       "text, text and weighted: weighted");
    bf_segment_free(segment);
}

/* Times are as wide as they must be. */
static void check_times(bf_time a, bf_time b, unsigned width)
{
    bf_blocks_builder *builder = begin(BF_MIN_BLOCKS_BYTES);
    bf_document document = sound();
    unsigned char key[BF_TIME_KEY_BYTES];
    bf_time_column column;
    bf_segment *segment;
    bf_segment_info made;
    document.value_count = 0;
    add(builder, 1, &document);
    document.value_count = 1;
    values[0].data = (bf_str){(const char *)key, sizeof key};
    bf_time_key(key, a);
    add(builder, 2, &document);
    bf_time_key(key, b);
    add(builder, 3, &document);
    made = finish(builder);
    bf_blocks_builder_free(builder);
    segment = take(made.name);
    bf_segment_times(&column, segment, BF_SLOT_UPDATED);
    ok(column.width == width && bf_time_column_at(&column, 0) == BF_TIME_NONE &&
           bf_time_column_at(&column, 1) == a &&
           bf_time_column_at(&column, 2) == b,
       "times %jd and %jd", (intmax_t)a, (intmax_t)b);
    bf_segment_free(segment);
}

static void test_times(void)
{
    check_times(5, 5 + (bf_time)UINT32_MAX - 2, 4);
    check_times(5, 5 + (bf_time)UINT32_MAX - 1, 8);
    check_times(INT64_MAX, INT64_MAX, 4);
    check_times(INT64_MAX, INT64_MIN + 1, 4);
    check_times(INT64_MAX - 1, INT64_MIN + 1, 8);
}

int main(void)
{
    folder = scratch_new();
    if (!folder) {
        printf("Bail out! no folder\n");
        return 1;
    }
    test_again();
    test_memory();
    test_joined();
    test_joined_between();
    test_keywords();
    test_refused();
    test_options();
    test_largest();
    test_kinds();
    test_times();
    ok(rmdir(folder) == 0, "nothing is left over");
    return tap_done();
}
