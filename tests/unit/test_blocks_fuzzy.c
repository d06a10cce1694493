/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terms within some edits of a word, beside the whole matrix of distances for
 * each term. */

#include <backfile/blocks.h>

#include "lib/blocks/segment.h"
#include "segment_encode.h"
#include "tap.h"

enum {
    MAX_LETTERS = 256,
    NOT_UTF8 = 1000
};

static model m;
static bf_segment *segment;
static encoded sections;
static bf_buf file;

static void open_model(void)
{
    bf_error err;
    model_finish(&m);
    encode_begin(&sections, &m);
    bf_buf_init(&file, SIZE_MAX);
    encode_file(&file, &sections);
    if (bfi_segment_over(&segment, bfi_bytes_of(bf_buf_str(&file)), "test",
                         false, &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
}

static void close_model(void)
{
    bf_segment_free(segment);
    bf_buf_fini(&file);
    encode_end(&sections);
    model_end(&m);
}

static void add_term(bf_str term)
{
    const model_style style = {.kind = BF_TERM_FILTER, .documents = 1};
    (void)model_add(&m, term, &style);
}

/* The whole matrix ------------------------------------------------------- */

static size_t decode(uint32_t letters[MAX_LETTERS], bf_str text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.size;) {
        size_t size;
        letters[count++] =
            bf_utf8_next(text.data + at, text.data + text.size, &size);
        at += size;
    }
    return count;
}

static unsigned smaller(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned distance(bf_str a, bf_str b)
{
    static unsigned rows[MAX_LETTERS + 1][MAX_LETTERS + 1];
    uint32_t x[MAX_LETTERS];
    uint32_t y[MAX_LETTERS];
    const size_t rows_count = decode(x, a);
    const size_t count = decode(y, b);
    if (!bf_utf8_valid(a, NULL)) {
        return NOT_UTF8;
    }
    for (size_t i = 0; i <= rows_count; i++) {
        for (size_t j = 0; j <= count; j++) {
            unsigned edits = i == 0 ? (unsigned)j : (unsigned)i;
            if (i > 0 && j > 0) {
                edits = smaller(rows[i - 1][j], rows[i][j - 1]) + 1;
                edits =
                    smaller(edits, rows[i - 1][j - 1] + (x[i - 1] != y[j - 1]));
            }
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] &&
                x[i - 2] == y[j - 1]) {
                edits = smaller(edits, rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = edits;
        }
    }
    return rows[rows_count][count];
}

/* Beside it -------------------------------------------------------------- */

typedef struct expected {
    const bf_fuzzy *fuzzy;
    size_t place; /* of the next term of the model that may come */
    unsigned found;
    unsigned wrong;
} expected;

/* The edits of a term of the model; NOT_UTF8 for one that is passed over. */
static unsigned edits_of(const bf_fuzzy *fuzzy, bf_str term)
{
    const size_t size = fuzzy->prefix.size;
    if (term.size < size ||
        (size > 0 && memcmp(term.data, fuzzy->prefix.data, size) != 0) ||
        (size == 0 && term.data[0] >= 'A' && term.data[0] <= 'Z')) {
        return NOT_UTF8;
    }
    return distance((bf_str){term.data + size, term.size - size}, fuzzy->word);
}

/* Move on to the next term that should be found; its edits. */
static unsigned next_expected(expected *e)
{
    for (; e->place < m.term_count; e->place++) {
        const unsigned edits = edits_of(e->fuzzy, m.terms[e->place].term);
        if (edits <= e->fuzzy->edits) {
            return edits;
        }
    }
    return NOT_UTF8;
}

static bf_status compare(void *payload, bf_str term, unsigned edits,
                         const bf_term_entry *entry)
{
    expected *e = payload;
    const unsigned should = next_expected(e);
    e->wrong += e->place == m.term_count || edits != should ||
                !bf_str_equal(term, m.terms[e->place].term) ||
                entry->documents != m.terms[e->place].count;
    e->place++;
    e->found++;
    return e->wrong ? BF_ERR_INTERNAL : BF_OK;
}

/* Whether all that is found is what should be; counts it. */
static bool agrees(bf_str prefix, bf_str word, unsigned edits, unsigned *found)
{
    const bf_fuzzy fuzzy = {prefix, word, edits, UINT32_MAX};
    expected e = {&fuzzy, 0, 0, 0};
    bf_error err;
    bool complete;
    bf_status status =
        bf_segment_fuzzy(&complete, segment, &fuzzy, compare, &e, &err);
    *found += e.found;
    if (status || !complete || e.wrong || next_expected(&e) != NOT_UTF8) {
        printf("# \"%.*s\", %u edits, after \"%.*s\": term %zu\n",
               (int)word.size, word.data, edits, (int)prefix.size, prefix.data,
               e.place);
        return false;
    }
    return true;
}

static bf_str random_word(char room[64], const char *const *letters,
                          uint32_t count, uint32_t most)
{
    const uint32_t size = 1 + model_below(&m, most);
    size_t end = 0;
    for (uint32_t i = 0; i < size; i++) {
        const char *letter = letters[model_below(&m, count)];
        memcpy(room + end, letter, strlen(letter));
        end += strlen(letter);
    }
    return (bf_str){room, end};
}

/* Words of few letters, so that many are near each other. */
static void test_random(uint32_t letters, uint32_t most, unsigned words)
{
    static const char *const all[] = {"a",
                                      "b",
                                      "c",
                                      "\xc3\xa9",
                                      "\xe4\xb8\xad",
                                      "\xf0\x9f\x98\x80",
                                      "z",
                                      "d",
                                      "A",
                                      "S",
                                      "\xff",
                                      "\xf4\x8f\xbf\xbf",
                                      "\xee\x80\x80",
                                      "\x7f"};
    unsigned wrong = 0;
    unsigned found = 0;
    char room[64];
    model_begin(&m, letters * 100 + most, 1);
    for (unsigned i = 0; i < words; i++) {
        add_term(random_word(room, all, letters, most));
    }
    open_model();
    for (unsigned i = 0; i < 300; i++) {
        const bf_str word = random_word(room, all, letters, most);
        const bf_str prefix = {i % 3 == 0 ? "S" : "a", i % 4 == 0};
        if (bf_utf8_valid(word, NULL)) {
            wrong += !agrees(prefix, word, 1 + i % 2, &found);
        }
    }
    ok(wrong == 0 && found > 0,
       "%u letters, words of up to %u: %u terms found, %u words wrong",
       (unsigned)letters, (unsigned)most, found, wrong);
    close_model();
}

static bf_status list(void *payload, bf_str term, unsigned edits,
                      const bf_term_entry *entry)
{
    bf_buf *out = payload;
    (void)entry;
    bf_buf_printf(out, "%.*s:%u ", (int)term.size, term.data, edits);
    return BF_OK;
}

static bf_status fail_at_once(void *payload, bf_str term, unsigned edits,
                              const bf_term_entry *entry)
{
    (void)payload;
    (void)term;
    (void)edits;
    (void)entry;
    return BF_ERR_LIMIT;
}

static bf_status nothing(void *payload, bf_str term, unsigned edits,
                         const bf_term_entry *entry)
{
    ++*(unsigned *)payload;
    (void)term;
    (void)edits;
    (void)entry;
    return BF_OK;
}

static void test_known(void)
{
    static const char *const words[] = {
        "phone", "phones",       "phoen",
        "hpone", "phonetic",     "Sphone",
        "bone",  "ph\xc3\xb6ne", "ph\xe2\x82\xacne",
        "pone",  "telephone",    "phono"};
    bf_fuzzy fuzzy = {{NULL, 0}, bf_str_of("phone"), 1, 1000};
    bf_buf out;
    bf_error err;
    bool complete;
    bf_buf_init(&out, 1000);
    model_begin(&m, 1, 1);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        add_term(bf_str_of(words[i]));
    }
    open_model();
    is_status(bf_segment_fuzzy(&complete, segment, &fuzzy, list, &out, &err),
              BF_OK, &err, "a word is looked for");
    is_str(bf_buf_str(&out),
           "hpone:1 phoen:1 phone:0 phones:1 phono:1 ph\xc3\xb6ne:1 "
           "ph\xe2\x82\xacne:1 pone:1 ",
           "letters are edited, not bytes; a field's prefix is no edit");
    ok(complete, "all was looked at");
    bf_buf_reset(&out);
    fuzzy.prefix = bf_str_of("S");
    is_status(bf_segment_fuzzy(&complete, segment, &fuzzy, list, &out, &err),
              BF_OK, &err, "in a field");
    is_str(bf_buf_str(&out), "Sphone:0 ", "the words of that field are found");
    fuzzy.prefix.size = 0;
    is_status(
        bf_segment_fuzzy(&complete, segment, &fuzzy, fail_at_once, NULL, &err),
        BF_ERR_LIMIT, &err, "a failure ends it");
    fuzzy.edits = 3;
    is_status(bf_segment_fuzzy(&complete, segment, &fuzzy, list, &out, &err),
              BF_ERR_INVALID, &err, "three edits are too many");
    fuzzy.edits = 1;
    fuzzy.word = bf_str_of("\xff");
    is_status(bf_segment_fuzzy(&complete, segment, &fuzzy, list, &out, &err),
              BF_ERR_INVALID, &err, "a word that is not UTF-8");
    bf_buf_fini(&out);
    close_model();
}

/* A long word, long terms, and a cap on what is looked at. */
static void test_limits(void)
{
    char room[BF_MAX_INDEX_TERM_BYTES];
    bf_fuzzy fuzzy = {{NULL, 0}, {room, BF_MAX_TERM_BYTES}, 2, UINT32_MAX};
    unsigned found = 0;
    bool complete;
    bf_error err;
    memset(room, 'w', sizeof room);
    model_begin(&m, 1, 1);
    for (size_t size = 1; size <= sizeof room; size++) {
        add_term((bf_str){room, size});
    }
    open_model();
    is_status(
        bf_segment_fuzzy(&complete, segment, &fuzzy, nothing, &found, &err),
        BF_OK, &err, "the longest word");
    is_int(found, 5, "has terms of five sizes near it");
    fuzzy.word.size++;
    is_status(
        bf_segment_fuzzy(&complete, segment, &fuzzy, nothing, &found, &err),
        BF_ERR_INVALID, &err, "a longer one is refused");
    fuzzy.word.size = 3;
    fuzzy.prefix = (bf_str){room, 240};
    found = 0;
    is_status(
        bf_segment_fuzzy(&complete, segment, &fuzzy, nothing, &found, &err),
        BF_OK, &err, "behind a long prefix");
    is_int(found, 5, "there are terms as well");
    fuzzy.prefix.size = 0;
    fuzzy.looks = 3;
    found = 0;
    is_status(
        bf_segment_fuzzy(&complete, segment, &fuzzy, nothing, &found, &err),
        BF_OK, &err, "three looks");
    ok(found == 3 && !complete, "find no more, and say so");
    close_model();
    model_begin(&m, 1, 1);
    open_model();
    is_status(
        bf_segment_fuzzy(&complete, segment, &fuzzy, nothing, &found, &err),
        BF_OK, &err, "a segment without terms");
    ok(complete, "has none near a word");
    close_model();
}

int main(void)
{
    test_known();
    test_limits();
    test_random(2, 6, 2000);
    test_random(3, 8, 3000);
    test_random(5, 5, 3000);
    test_random(8, 6, 3000);
    test_random(14, 5, 4000);
    return tap_done();
}
