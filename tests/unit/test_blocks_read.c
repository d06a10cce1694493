/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading segments: every number of them. */

#include <backfile/blocks.h>

#include "lib/blocks/segment.h"
#include "scratch.h"
#include "segment_build.h"
#include "segment_check.h"
#include "segment_encode.h"
#include "tap.h"

#include <unistd.h>

static const char *folder;

static void check(model *m, const bf_segment *segment, const char *name,
                  const char *by)
{
    bf_error err;
    ok(check_segment(m, segment), "%s, %s: all is as it was", name, by);
    is_status(bf_segment_verify(segment, &err), BF_OK, &err,
              "%s, %s: it is in order", name, by);
}

/* Written by the tests themselves. */
static void check_encoded(model *m, const char *name)
{
    bf_segment *segment;
    encoded e;
    bf_buf file;
    bf_error err;
    bf_status status;
    encode_begin(&e, m);
    bf_buf_init(&file, SIZE_MAX);
    encode_file(&file, &e);
    status = bfi_segment_over(&segment, bfi_bytes_of(bf_buf_str(&file)), "test",
                              false, &err);
    is_status(status, BF_OK, &err, "%s, encoded: opens", name);
    if (!status) {
        check(m, segment, name, "encoded");
    }
    bf_segment_free(segment);
    bf_buf_fini(&file);
    encode_end(&e);
}

/* Written by the builder. */
static void check_built(model *m, const char *name)
{
    bf_segment *segment = NULL;
    bf_segment_info info;
    bf_error err;
    char path[128];
    bf_status status = model_build(&info, m, folder, BF_MIN_BLOCKS_BYTES, &err);
    if (!status) {
        status = bf_segment_open(&segment, folder, info.name, &err);
    }
    is_status(status, BF_OK, &err, "%s, built: opens", name);
    if (!status) {
        ok(memcmp(&info, bf_segment_get_info(segment), sizeof info) == 0,
           "%s, built: its info", name);
        check(m, segment, name, "built");
        snprintf(path, sizeof path, "%s/%s" BF_SEGMENT_ENDING, folder,
                 info.name);
        unlink(path);
    }
    bf_segment_free(segment);
}

/* Write `m` in both ways, read it, and compare everything. */
static void round_trip(model *m, const char *name)
{
    model_finish(m);
    check_encoded(m, name);
    check_built(m, name);
    model_end(m);
}

static void test_random(void)
{
    static const uint32_t documents[] = {1, 2, 5, 31, 32, 33, 200, 1000, 5000};
    for (unsigned i = 0; i < sizeof documents / sizeof *documents; i++) {
        static model m;
        char name[64];
        model_begin(&m, i, documents[i]);
        model_add_words(&m, 300);
        model_add_times(&m, BF_SLOT_PUBLISHED, 1000000000, 400000000, 2);
        model_add_times(&m, BF_SLOT_UPDATED, -1000000000, UINT64_C(1) << 40, 3);
        model_add_keywords(&m, BF_FIELD_SECTION, 4, 1);
        model_add_keywords(&m, BF_FIELD_TAGS, 300, 9);
        snprintf(name, sizeof name, "%u documents", (unsigned)documents[i]);
        round_trip(&m, name);
    }
}

/* As many postings as are at and beside the borders of blocks. */
static void test_sizes(void)
{
    static const uint32_t counts[] = {1,   2,   127, 128,  129,  255, 256,
                                      257, 383, 384, 1000, 4000, 4096};
    static model m;
    model_begin(&m, 42, 4096);
    for (unsigned i = 0; i < sizeof counts / sizeof *counts; i++) {
        for (unsigned kind = 0; kind < 3; kind++) {
            for (unsigned forms = 0; forms < 3; forms++) {
                const model_style style = {.kind = (bf_term_kind)kind,
                                           .documents = counts[i],
                                           .occurrences = 1 + 2 * forms,
                                           .forms = forms,
                                           .counts_differ = forms > 0};
                char name[32];
                snprintf(name, sizeof name, "%u.%u.%u", kind, forms,
                         (unsigned)counts[i]);
                (void)model_add(&m, bf_str_of(name), &style);
            }
        }
    }
    round_trip(&m, "borders of blocks");
}

/* Many occurrences in a document, and forms of which there are many. */
static void test_long(void)
{
    const model_style often = {.kind = BF_TERM_TEXT,
                               .documents = 3,
                               .occurrences = 400000,
                               .forms = 3};
    const model_style once = {.kind = BF_TERM_TEXT,
                              .documents = 1,
                              .occurrences = 100000,
                              .step = 20000};
    const model_style varied = {.kind = BF_TERM_TEXT,
                                .documents = 200,
                                .occurrences = 200,
                                .forms = 5000};
    static model m;
    model_begin(&m, 7, 200);
    (void)model_add(&m, bf_str_of("often"), &often);
    (void)model_add(&m, bf_str_of("once"), &once);
    (void)model_add(&m, bf_str_of("varied"), &varied);
    round_trip(&m, "long documents");
}

static void test_terms(void)
{
    const model_style style = {.kind = BF_TERM_TEXT, .documents = 1};
    static model m;
    char room[BF_MAX_INDEX_TERM_BYTES];
    model_begin(&m, 1, 1);
    for (size_t size = 1; size <= sizeof room; size++) {
        memset(room, 0, sizeof room);
        (void)model_add(&m, (bf_str){room, size}, &style);
        room[size - 1] = '\xff';
        (void)model_add(&m, (bf_str){room, size}, &style);
    }
    round_trip(&m, "terms of all sizes, of NUL bytes");
    model_begin(&m, 1, 1);
    (void)model_add(&m, bf_str_of("one"), &style);
    round_trip(&m, "one term");
    model_begin(&m, 1, 3);
    round_trip(&m, "no term");
    model_begin(&m, 9, 100);
    model_add_words(&m, 3000);
    round_trip(&m, "many terms");
}

static void test_columns(void)
{
    static model m;
    model_begin(&m, 3, 70000);
    model_add_keywords(&m, BF_FIELD_AUTHORS, 255, 3);
    model_add_keywords(&m, BF_FIELD_SECTION, 256, 1);
    model_add_keywords(&m, BF_FIELD_TAGS, 65536, 2);
    model_add_keywords(&m, BF_FIELD_LANG, 1, 1);
    model_add_times(&m, BF_SLOT_VISIBLE_FROM, 5, UINT32_MAX - 2, 1);
    model_add_times(&m, BF_SLOT_VISIBLE_UNTIL, BF_TIME_MIN, UINT32_MAX, 50000);
    round_trip(&m, "columns");
}

int main(void)
{
    folder = scratch_new();
    if (!folder) {
        return 1;
    }
    test_random();
    test_sizes();
    test_long();
    test_terms();
    test_columns();
    rmdir(folder);
    return tap_done();
}
