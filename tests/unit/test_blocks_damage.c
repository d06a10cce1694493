/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Damaged segments. Each bit is changed once, with the checksums as they were:
 * the segment does not open, or its check finds it; and with checksums that fit
 * the damage: nothing that is read makes a function misbehave.
 */

#include <backfile/blocks.h>

#include "lib/blocks/lists.h"
#include "lib/blocks/pack.h"
#include "lib/blocks/segment.h"
#include "segment_encode.h"
#include "segment_exercise.h"
#include "segment_match.h"
#include "tap.h"

static model m;

/* A small segment that has all there is: full blocks and tails of all kinds,
 * forms, columns. */
static void make(encoded *e)
{
    const model_style filter = {.kind = BF_TERM_FILTER, .documents = 130};
    const model_style weighted = {
        .kind = BF_TERM_WEIGHTED, .documents = 129, .occurrences = 3};
    const model_style text = {.kind = BF_TERM_TEXT,
                              .documents = 131,
                              .occurrences = 3,
                              .forms = 3,
                              .counts_differ = true};
    const model_style rare = {.kind = BF_TERM_TEXT, .documents = 2, .forms = 1};
    char name[] = "b0";
    model_begin(&m, 5, 140);
    (void)model_add(&m, bf_str_of("a"), &filter);
    (void)model_add(&m, bf_str_of("aw"), &weighted);
    (void)model_add(&m, bf_str_of("b"), &text);
    for (; name[1] < '8'; name[1]++) {
        model_style style = rare;
        style.kind = (bf_term_kind)(name[1] % 3);
        style.documents = 1 + name[1] % 2;
        (void)model_add(&m, (bf_str){name, 2}, &style);
    }
    for (name[0]++, name[1] = '0'; name[1] < '8'; name[1]++) {
        (void)model_add(&m, (bf_str){name, 2}, &filter);
    }
    model_add_times(&m, BF_SLOT_PUBLISHED, 100, 1000, 2);
    model_add_keywords(&m, BF_FIELD_SECTION, 3, 1);
    model_add_keywords(&m, BF_FIELD_TAGS, 5, 2);
    model_finish(&m);
    encode_begin(e, &m);
}

/* Open what is in `file`, call everything; whether anything was found. */
static bool is_refused(const bf_buf *file, bool is_verified)
{
    bf_segment *segment;
    bf_error err;
    bf_status status = bfi_segment_over(
        &segment, bfi_bytes_of(bf_buf_str(file)), "test", false, &err);
    if (!status) {
        exercise_segment(segment);
        if (is_verified) {
            status = bf_segment_verify(segment, &err);
        }
        bf_segment_free(segment);
    }
    return status != BF_OK;
}

static void test_bits(void)
{
    encoded e;
    bf_buf file;
    size_t missed = 0;
    make(&e);
    bf_buf_init(&file, SIZE_MAX);
    encode_file(&file, &e);
    ok(!is_refused(&file, true), "the segment is in order: %zu bytes",
       file.size);
    for (size_t i = 0; i < 8 * file.size; i++) {
        file.data[i / 8] ^= (char)(1 << i % 8);
        missed += !is_refused(&file, true);
        file.data[i / 8] ^= (char)(1 << i % 8);
    }
    is_int(missed, 0, "each changed bit is found");
    bf_buf_fini(&file);
    encode_end(&e);
    model_end(&m);
}

/* Every byte of every section becomes others, checksums fit. What the check
 * does not find is what could have been written so. */
static void test_bytes(void)
{
    static const unsigned char others[] = {0, 0x80, 0xff};
    encoded e;
    size_t found = 0;
    size_t tried = 0;
    make(&e);
    for (size_t s = 0; s < e.count; s++) {
        bf_buf *bytes = &e.sections[s].bytes;
        for (size_t i = 0; i < bytes->size * sizeof others; i++) {
            const char was = bytes->data[i / sizeof others];
            bf_buf file;
            bytes->data[i / sizeof others] = (char)others[i % sizeof others];
            bf_buf_init(&file, SIZE_MAX);
            encode_file(&file, &e);
            found += is_refused(&file, true);
            tried++;
            bf_buf_fini(&file);
            bytes->data[i / sizeof others] = was;
        }
    }
    ok(found > tried / 2, "%zu of %zu changed bytes are found by structure",
       found, tried);
    encode_end(&e);
    model_end(&m);
}

/* Files of which the end is missing, and which go on behind it. */
static void test_sizes(void)
{
    encoded e;
    bf_buf file;
    size_t missed = 0;
    make(&e);
    bf_buf_init(&file, SIZE_MAX);
    encode_file(&file, &e);
    bf_buf_add_byte(&file, 0);
    ok(is_refused(&file, false), "a byte too many");
    while (file.size > 1) {
        bf_buf_truncate(&file, file.size - 2);
        missed += !is_refused(&file, false);
        bf_buf_add_byte(&file, 0);
    }
    is_int(missed, 0, "no file that is too short opens");
    bf_buf_fini(&file);
    encode_end(&e);
    model_end(&m);
}

/* A section that is shorter, or longer, than it was. */
static void test_sections(void)
{
    encoded e;
    make(&e);
    for (size_t s = 0; s < e.count; s++) {
        bf_buf *bytes = &e.sections[s].bytes;
        const size_t size = bytes->size;
        size_t missed = 0;
        for (size_t i = 0; i <= size; i++) {
            char kept[16] = "";
            const size_t cut = i < sizeof kept ? i : sizeof kept;
            bf_buf file;
            memcpy(kept, bytes->data + size - cut, cut);
            bf_buf_truncate(bytes, size - cut);
            if (i == 0) {
                bf_buf_add(bytes, "\0\0\0\0\0\0\0\0", 8);
            }
            bf_buf_init(&file, SIZE_MAX);
            encode_file(&file, &e);
            missed += !is_refused(&file, true);
            bf_buf_fini(&file);
            bf_buf_truncate(bytes, size - cut);
            bf_buf_add(bytes, kept, cut);
            if (i == sizeof kept) {
                break;
            }
        }
        is_int(missed, 0, "section %u.%u of another size",
               (unsigned)e.sections[s].kind, (unsigned)e.sections[s].number);
    }
    encode_end(&e);
    model_end(&m);
}

/* Sections that this build does not know. */
static void test_unknown(void)
{
    encoded e;
    bf_buf file;
    bf_segment *segment;
    bf_error err;
    make(&e);
    bf_buf_init(&file, SIZE_MAX);
    bf_buf_add_text(&encode_section(&e, 256, 7)->bytes, "something");
    encode_file(&file, &e);
    ok(!is_refused(&file, true), "a section of a kind from 256 on is passed "
                                 "over");
    e.sections[e.count - 1].kind = 200;
    bf_buf_reset(&file);
    encode_file(&file, &e);
    is_status(bfi_segment_over(&segment, bfi_bytes_of(bf_buf_str(&file)),
                               "test", false, &err),
              BF_ERR_FORMAT, &err, "one of a kind below is not");
    e.sections[e.count - 1].kind = 256;
    bf_buf_reset(&file);
    encode_file(&file, &e);
    file.data[8] = 2;
    is_status(bfi_segment_over(&segment, bfi_bytes_of(bf_buf_str(&file)),
                               "test", false, &err),
              BF_ERR_FORMAT, &err, "nor is another version");
    bf_buf_fini(&file);
    encode_end(&e);
    model_end(&m);
}

/* What the check says of `file`. */
static void says(const bf_buf *file, const char *what, const char *name)
{
    bf_segment *segment;
    bf_error err = {BF_OK, ""};
    bf_status status = bfi_segment_over(
        &segment, bfi_bytes_of(bf_buf_str(file)), "test", false, &err);
    if (!status) {
        status = bf_segment_verify(segment, &err);
        bf_segment_free(segment);
    }
    ok(status == BF_ERR_CORRUPT && strstr(err.text, what), "%s: %s", name,
       err.text);
}

/* The check says where the damage is. */
static void test_messages(void)
{
    static const struct {
        uint32_t kind;
        size_t at;
        const char *sum; /* of other bytes */
        const char *deep;
    } places[] = {
        {BFI_LENGTHS, 0, "lengths (2.0)", "lengths have another sum"},
        {BFI_POSTINGS, 0, "postings (5.0)", "term \"a\": its postings"},
        {BFI_POSITIONS, 0, "positions (6.0)", "term \"b\": its positions"},
        {BFI_FORMS, 0, "forms (7.0)", "term \"b\": its forms"},
        {BFI_TIMES, 16, "column of times (16.5)", "column 16.5"},
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        encoded e;
        bf_buf file;
        bf_buf spoilt;
        bf_buf *section;
        make(&e);
        bf_buf_init(&file, SIZE_MAX);
        bf_buf_init(&spoilt, SIZE_MAX);
        section = section_of(&e, places[i].kind);
        encode_file(&file, &e);
        section->data[places[i].at] ^= 0x55;
        encode_file(&spoilt, &e);
        says(&spoilt, places[i].deep, "checksums fit");
        memcpy(spoilt.data, file.data, 64 + 32 * e.count);
        says(&spoilt, places[i].sum, "checksums are as they were");
        bf_buf_fini(&file);
        bf_buf_fini(&spoilt);
        encode_end(&e);
        model_end(&m);
    }
}

/* Frequencies ------------------------------------------------------------- */

/* Where the bits of the frequencies of the first block of `t` are. */
static unsigned char *freqs_of(const bf_segment *segment, bf_str term)
{
    uint32_t numbers[BFI_GROUP + 8];
    bf_postings postings;
    bf_term_entry entry;
    size_t used;
    if (!bf_segment_find(segment, term, &entry)) {
        return NULL;
    }
    bf_postings_open(&postings, segment, &entry);
    used = bfi_unpack(numbers, postings.data + 1,
                      (size_t)(postings.end - postings.data) - 1);
    return (unsigned char *)(uintptr_t)postings.data + 1 + used;
}

/* How many of the matches of the term alone, of it and others, and of others or
 * it, do not say that there is damage. */
static size_t count_missed(const bf_segment *segment, bf_str term)
{
    static const bf_plan_kind kinds[] = {BF_PLAN_AND, BF_PLAN_OR, BF_PLAN_OR,
                                         BF_PLAN_AT_LEAST};
    segment_terms t;
    bf_plan_node merged;
    bf_plan_node tree;
    size_t missed = 0;
    match_choose(&t, segment);
    for (size_t i = 0; i < t.count; i++) {
        if (bf_str_equal(t.terms[i], term)) {
            const bf_str first = t.terms[0];
            t.terms[0] = t.terms[i];
            t.terms[i] = first;
        }
    }
    missed += 4 - match_requests(&t, segment, &t.nodes[0]);
    merged = (bf_plan_node){.kind = BF_PLAN_TERM,
                            .weight = 1,
                            .terms = t.terms,
                            .term_count = t.count};
    missed += 4 - match_requests(&t, segment, &merged);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        tree = match_parent(&t, kinds[i], 0, 2 + i % 2);
        missed += 4 - match_requests(&t, segment, &tree);
    }
    return missed;
}

/* Frequencies that cannot be read: no match answers as if they were right. */
static void test_frequencies(void)
{
    const bf_str term = bf_str_of("b");
    encoded e;
    bf_buf file;
    bf_segment *segment;
    bf_error err;
    make(&e);
    bf_buf_init(&file, SIZE_MAX);
    encode_file(&file, &e);
    is_status(bfi_segment_over(&segment, bfi_bytes_of(bf_buf_str(&file)),
                               "test", false, &err),
              BF_OK, &err, "a segment in order");
    is_int(count_missed(segment, term), 24, "no match sees damage");
    segment_match(segment, (match_share){0, 0});
    *freqs_of(segment, term) = 0xff;
    is_int(count_missed(segment, term), 0, "each match sees broken ones");
    segment_match(segment, (match_share){0, 0});
    bf_segment_free(segment);
    bf_buf_fini(&file);
    encode_end(&e);
    model_end(&m);
}

/* Every byte of the postings becomes others, and plans are run. */
static void test_matches(void)
{
    encoded e;
    bf_buf *bytes;
    size_t opened = 0;
    make(&e);
    bytes = section_of(&e, BFI_POSTINGS);
    for (size_t i = 0; i < bytes->size; i++) {
        const char was = bytes->data[i];
        bf_segment *segment;
        bf_error err;
        bf_buf file;
        bytes->data[i] = i % 2 ? (char)0xff : (char)0x80;
        bf_buf_init(&file, SIZE_MAX);
        encode_file(&file, &e);
        if (!bfi_segment_over(&segment, bfi_bytes_of(bf_buf_str(&file)), "test",
                              false, &err)) {
            segment_match(segment, (match_share){0, 0});
            bf_segment_free(segment);
            opened++;
        }
        bf_buf_fini(&file);
        bytes->data[i] = was;
    }
    ok(opened > 0, "plans run over %zu damaged segments", opened);
    encode_end(&e);
    model_end(&m);
}

int main(void)
{
    test_messages();
    test_frequencies();
    test_matches();
    test_bits();
    test_bytes();
    test_sizes();
    test_sections();
    test_unknown();
    return tap_done();
}
