/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Manifests: changes, bytes, and bytes that are not one. */

#include <backfile/manifest.h>

#include "tap.h"

#include <stdlib.h>

static bf_manifest *manifest;

static bf_segment_info segment(char letter, uint32_t documents, bf_docnum first,
                               bf_docnum last)
{
    bf_segment_info info = {.bytes = 1000u * documents,
                            .documents = documents,
                            .first = first,
                            .last = last,
                            .length = 77};
    memset(info.name, letter, sizeof info.name - 1);
    return info;
}

static bf_status append(char letter, uint32_t documents, bf_docnum first,
                        bf_docnum last)
{
    const bf_segment_info info = segment(letter, documents, first, last);
    return bf_manifest_append(manifest, &info, NULL);
}

static void start(void)
{
    bf_manifest_free(manifest);
    if (bf_manifest_new(&manifest, NULL)) {
        exit(1);
    }
}

/* Segments of 100, 10 and 1 documents, some of them removed. */
static void start_three(void)
{
    start();
    is_int(append('a', 100, 1, 200), BF_OK, "a segment");
    is_int(append('b', 10, 300, 309), BF_OK, "a second one");
    is_int(append('c', 1, 310, 310), BF_OK, "a third one");
    is_int(bf_manifest_remove(manifest, 200, NULL), BF_OK, "its last one");
    is_int(bf_manifest_remove(manifest, 1, NULL), BF_OK, "its first one");
    is_int(bf_manifest_remove(manifest, 7, NULL), BF_OK, "another one");
    is_int(bf_manifest_remove(manifest, 310, NULL), BF_OK, "the third's");
}

static void test_changes(void)
{
    size_t count;
    const bf_docnum *removed;
    start_three();
    is_int(bf_manifest_count(manifest), 3, "three segments");
    is_int(bf_manifest_documents(manifest), 107, "with so many documents");
    removed = bf_manifest_removed(manifest, 0, &count);
    is_int(count, 3, "three are removed");
    ok(removed[0] == 1 && removed[1] == 7 && removed[2] == 200, "by number");
    is_int(bf_manifest_remove(manifest, 250, NULL), BF_ERR_NOT_FOUND,
           "a number between segments");
    is_int(bf_manifest_remove(manifest, 311, NULL), BF_ERR_NOT_FOUND,
           "a number behind all");
    is_int(bf_manifest_remove(manifest, 310, NULL), BF_ERR_NOT_FOUND,
           "more than there are");
    is_int(append('d', 1, 310, 310), BF_ERR_INVALID, "documents that overlap");
    is_int(append('d', 3, 400, 401), BF_ERR_INVALID, "too many documents");
    is_int(append('d', 0, 400, 401), BF_ERR_INVALID, "no documents");
    is_int(bf_manifest_count(manifest), 3, "change nothing");
}

static void test_replace(void)
{
    bf_segment_info info = segment('x', 10, 300, 309);
    const bf_segment_info none = {.name = ""};
    size_t count;
    start_three();
    is_int(bf_manifest_replace(manifest, 1, 2, &none, NULL), BF_ERR_INVALID,
           "nothing for documents that are left");
    info.documents = 11;
    is_int(bf_manifest_replace(manifest, 1, 2, &info, NULL), BF_ERR_INVALID,
           "more documents than are left");
    info = segment('x', 10, 300, 311);
    is_int(bf_manifest_replace(manifest, 1, 2, &info, NULL), BF_ERR_INVALID,
           "other documents");
    info.last = 309;
    is_int(bf_manifest_replace(manifest, 1, 3, &info, NULL), BF_ERR_INVALID,
           "segments that are not there");
    is_int(bf_manifest_replace(manifest, 1, 2, &info, NULL), BF_OK,
           "two become one");
    is_int(bf_manifest_count(manifest), 2, "two are left");
    is_str(bf_str_of(bf_manifest_segment(manifest, 1)->name),
           "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "this one");
    bf_manifest_removed(manifest, 1, &count);
    is_int(count, 0, "without removed documents");
    bf_manifest_removed(manifest, 0, &count);
    is_int(count, 3, "the first one has its own");
}

static void test_replace_by_nothing(void)
{
    const bf_segment_info none = {.name = ""};
    start_three();
    is_int(bf_manifest_replace(manifest, 2, 1, &none, NULL), BF_OK,
           "all were removed");
    is_int(bf_manifest_count(manifest), 2, "two are left");
    is_int(append('d', 1, 310, 310), BF_OK, "and room for its numbers");
}

/* Bytes -------------------------------------------------------------------- */

static bf_buf bytes;

static void encode(bf_manifest *what)
{
    bf_buf_reset(&bytes);
    bf_manifest_encode(&bytes, what);
}

static void test_bytes(void)
{
    static const char expected[] =
        "\x01\x02"
        "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"
        "\xd0\x0f\x02\x05\x02\x4d\x01\x02"
        "\xbb\xbb\xbb\xbb\xbb\xbb\xbb\xbb\xbb\xbb\xbb\xbb\xbb\xbb\xbb\xbb"
        "\xe8\x07\x01\x02\x00\x4d\x00";
    bf_manifest *back;
    bf_buf again;
    start();
    if (append('a', 2, 5, 7) || append('b', 1, 9, 9) ||
        bf_manifest_remove(manifest, 7, NULL)) {
        exit(1);
    }
    encode(manifest);
    ok(bf_str_equal(bf_buf_str(&bytes),
                    (bf_str){expected, sizeof expected - 1}),
       "the bytes that docs/index-format.md shows");
    is_int(bf_manifest_decode(&back, bf_buf_str(&bytes), NULL), BF_OK,
           "are read back");
    bf_buf_init(&again, 4096);
    bf_manifest_encode(&again, back);
    ok(bf_str_equal(bf_buf_str(&again), bf_buf_str(&bytes)), "as they were");
    bf_buf_fini(&again);
    bf_manifest_free(back);
}

static void test_empty(void)
{
    bf_manifest *back;
    is_int(bf_manifest_decode(&back, (bf_str){NULL, 0}, NULL), BF_OK,
           "no manifest");
    is_int(bf_manifest_count(back), 0, "has no segments");
    bf_manifest_free(back);
    start();
    encode(manifest);
    is_int(bf_manifest_decode(&back, bf_buf_str(&bytes), NULL), BF_OK,
           "an empty one");
    is_int(bf_manifest_documents(back), 0, "has no documents");
    bf_manifest_free(back);
}

/* Whether bytes that were tampered with are refused or give a manifest that
 * holds together. */
static bool is_harmless(bf_str text)
{
    bf_manifest *back;
    bool sound = true;
    if (bf_manifest_decode(&back, text, NULL)) {
        return !back;
    }
    for (size_t i = 0; i < bf_manifest_count(back); i++) {
        const bf_segment_info *info = bf_manifest_segment(back, i);
        size_t count;
        const bf_docnum *removed = bf_manifest_removed(back, i, &count);
        for (size_t j = 0; j < count; j++) {
            sound = sound && removed[j] >= info->first &&
                    removed[j] <= info->last &&
                    (j == 0 || removed[j] > removed[j - 1]);
        }
    }
    bf_manifest_free(back);
    return sound;
}

static void test_damage(void)
{
    bf_manifest *back;
    bf_error err;
    unsigned wrong = 0;
    start_three();
    encode(manifest);
    for (size_t size = 1; size < bytes.size; size++) {
        wrong += bf_manifest_decode(&back, (bf_str){bytes.data, size}, NULL) !=
                 BF_ERR_CORRUPT;
    }
    is_int(wrong, 0, "every part of one is damage");
    for (size_t bit = 0; bit < 8 * bytes.size; bit++) {
        bytes.data[bit / 8] ^= (char)(1 << bit % 8);
        wrong += !is_harmless(bf_buf_str(&bytes));
        bytes.data[bit / 8] ^= (char)(1 << bit % 8);
    }
    is_int(wrong, 0, "every flipped bit is met");
    bf_buf_add_byte(&bytes, '\0');
    is_int(bf_manifest_decode(&back, bf_buf_str(&bytes), NULL), BF_ERR_CORRUPT,
           "a byte too many");
    bytes.data[0] = 2;
    is_int(bf_manifest_decode(&back, bf_buf_str(&bytes), &err), BF_ERR_FORMAT,
           "a newer format: %s", err.text);
    ok(!back, "gives none");
}

static void test_most_segments(void)
{
    start();
    for (uint32_t i = 0; i < BF_MAX_SEGMENTS; i++) {
        if (append('a', 1, i + 1, i + 1)) {
            exit(1);
        }
    }
    is_int(append('a', 1, BF_MAX_SEGMENTS + 1, BF_MAX_SEGMENTS + 1),
           BF_ERR_LIMIT, "one segment too many");
    encode(manifest);
    ok(is_harmless(bf_buf_str(&bytes)), "as many as allowed are read back");
}

/* More removed documents than its first room. */
static void test_many_removed(void)
{
    bf_manifest *back;
    size_t count;
    start();
    if (append('a', 100000, 1, 100000)) {
        exit(1);
    }
    for (bf_docnum docnum = 100000; docnum > 0; docnum -= 2) {
        if (bf_manifest_remove(manifest, docnum, NULL)) {
            exit(1);
        }
    }
    encode(manifest);
    is_int(bf_manifest_decode(&back, bf_buf_str(&bytes), NULL), BF_OK,
           "half of a segment is removed");
    is_int(bf_manifest_removed(back, 0, &count)[49999], 100000, "to the last");
    is_int(count, 50000, "all of them");
    bf_manifest_free(back);
}

int main(void)
{
    bf_buf_init(&bytes, 1 << 20);
    test_changes();
    test_replace();
    test_replace_by_nothing();
    test_bytes();
    test_empty();
    test_damage();
    test_most_segments();
    test_many_removed();
    bf_manifest_free(manifest);
    bf_buf_fini(&bytes);
    return tap_done();
}
