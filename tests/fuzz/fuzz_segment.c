/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Segments. After a first byte `r` comes a file as it is. Any other first byte
 * chooses a segment that is in order, and what follows changes its sections,
 * six bytes a change, before its checksums are made: a fuzzer that had to get
 * those right would see little of what reads the sections.
 */

#include <backfile/blocks.h>

#include "lib/blocks/segment.h"
#include "segment_encode.h"
#include "segment_exercise.h"
#include "segment_match.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Only the program that replays seeds has it. */
extern const bool fuzz_is_replay __attribute__((weak));

enum {
    /* Of so many questions a fuzzer asks one: another input asks others, and
     * ten times as many inputs see more than all questions of one. */
    ONE_OF = 24,
    SEGMENTS = 8,
    MAX_BYTES = 64 * 1024,
    CHANGE_BYTES = 6,
    MAX_CHANGES = 64
};

/* Segments in order, made once. */
static const encoded *get_segment(unsigned number)
{
    static model models[SEGMENTS];
    static encoded made[SEGMENTS];
    static const uint32_t documents[SEGMENTS] = {1,   3,   40,  130,
                                                 300, 150, 600, 257};
    model *m = &models[number];
    if (made[number].count == 0) {
        model_begin(m, number, documents[number]);
        model_add_words(m, number == 0 ? 3 : 20 + number);
        if (number % 2 == 1) {
            model_add_times(m, BF_SLOT_PUBLISHED, 1000, 5000, 2);
            model_add_times(m, BF_SLOT_UPDATED, 1000, UINT64_C(1) << 40, 2);
            model_add_keywords(m, BF_FIELD_SECTION, 3, 1);
            model_add_keywords(m, BF_FIELD_TAGS, 300, 4);
        }
        model_finish(m);
        encode_begin(&made[number], m);
    }
    return &made[number];
}

/* Replace what `section` has from `at` on by `put`, `cut` bytes of it. */
static void splice(bf_buf *section, size_t at, size_t cut, bf_str put)
{
    bf_buf changed;
    const size_t left = section->size - at;
    cut = cut < left ? cut : left;
    bf_buf_init(&changed, SIZE_MAX);
    bf_buf_add(&changed, section->data, at);
    bf_buf_add(&changed, put.data, put.size);
    bf_buf_add(&changed, section->data + at + cut, left - cut);
    bf_buf_fini(section);
    *section = changed;
}

/* Make one change: section, place (of two bytes), how, and two bytes. */
static void change(encoded *e, const uint8_t *how)
{
    bf_buf *section = &e->sections[how[0] % e->count].bytes;
    const char *bytes = (const char *)how + 4;
    const size_t place = how[1] | (size_t)how[2] << 8;
    const size_t at = section->size > 0 ? place % section->size : 0;
    const char far[4] = {bytes[0], bytes[1], bytes[1], bytes[1]};
    switch (how[3] % 8) {
    case 0:
        splice(section, at, 1, (bf_str){bytes, 1});
        break;
    case 1:
        splice(section, at, 2, (bf_str){bytes, 2});
        break;
    case 2:
        splice(section, at & ~(size_t)3, 4, (bf_str){far, 4});
        break;
    case 3:
        splice(section, at, how[4], (bf_str){"", 0});
        break;
    case 4:
        splice(section, at, 0, (bf_str){bytes, 2});
        break;
    case 5:
        splice(section, at, SIZE_MAX, (bf_str){"", 0});
        break;
    case 6:
        splice(section, at, 4, (bf_str){"\xff\xff\xff\xff\x0f", 5});
        break;
    default:
        e->model->documents += how[4];
        break;
    }
}

static void make_file(bf_buf *file, const uint8_t *data, size_t size)
{
    const encoded *from = get_segment(data[0] % SEGMENTS);
    const uint32_t documents = from->model->documents;
    encoded e = *from;
    for (size_t i = 0; i < e.count; i++) {
        bf_buf_init(&e.sections[i].bytes, SIZE_MAX);
        put_buf(&e.sections[i].bytes, &from->sections[i].bytes);
    }
    for (size_t i = 0; i < MAX_CHANGES && (i + 1) * CHANGE_BYTES < size; i++) {
        change(&e, data + 1 + i * CHANGE_BYTES);
    }
    encode_file(file, &e);
    encode_end(&e);
    e.model->documents = documents;
}

static match_share share_of(bf_str input)
{
    unsigned char hash[BF_HASH_BYTES];
    bf_hash_128(hash, input);
    return (match_share){hash[0], &fuzz_is_replay ? 0 : ONE_OF};
}

static void read_file(const bf_buf *file, match_share share)
{
    /* Exactly as large as it is, so that nothing behind it is read. */
    char *bytes = malloc(file->size > 0 ? file->size : 1);
    bf_segment *segment;
    bf_error err;
    bf_status status;
    exercise_require(bytes != NULL);
    memcpy(bytes, bf_buf_str(file).data, file->size);
    status =
        bfi_segment_over(&segment, bfi_bytes_of((bf_str){bytes, file->size}),
                         "fuzz", false, &err);
    exercise_require(!status || status == BF_ERR_CORRUPT ||
                     status == BF_ERR_FORMAT);
    if (!status) {
        exercise_segment(segment);
        segment_match(segment, share);
        status = bf_segment_verify(segment, &err);
        exercise_require(!status || status == BF_ERR_CORRUPT);
    }
    bf_segment_free(segment);
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bf_buf file;
    if (size < 1 || size > MAX_BYTES) {
        return 0;
    }
    bf_buf_init(&file, SIZE_MAX);
    if (data[0] == 'r') {
        bf_buf_add(&file, data + 1, size - 1);
    } else {
        make_file(&file, data, size);
    }
    read_file(&file, share_of((bf_str){(const char *)data, size}));
    bf_buf_fini(&file);
    return 0;
}
