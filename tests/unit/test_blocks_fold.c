/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folding segments gives the bytes that building them at once would. */

#include <backfile/blocks.h>

#include "fabricate.h"
#include "lib/blocks/segment.h"
#include "scratch.h"
#include "tap.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    DOCUMENTS = 3000,
    MAX_PARTS = 8,
    WORDS = 60
};

static const char *folder;
static fabricated made_up;
static bool removed[DOCUMENTS + 1]; /* by number */

static const bf_blocks_options options = {.memory_bytes = BF_MIN_BLOCKS_BYTES,
                                          .no_sync = true};

static void bail(const bf_error *err)
{
    printf("Bail out! %s\n", err->text);
    exit(1);
}

/* A segment of the documents in [from, to), with or without those removed. */
static bf_segment_info build(uint32_t from, uint32_t to, bool all)
{
    bf_blocks_builder *builder;
    bf_segment_info made;
    bf_error err;
    if (bf_blocks_builder_new(&builder, folder, &options, &err)) {
        bail(&err);
    }
    for (uint32_t i = from; i < to; i++) {
        if ((all || !removed[i]) &&
            bf_blocks_builder_add(builder, i, fabricate(&made_up, i, WORDS),
                                  &err)) {
            bail(&err);
        }
    }
    if (bf_blocks_builder_finish(&made, builder, &err)) {
        bail(&err);
    }
    bf_blocks_builder_free(builder);
    return made;
}

static char *path_of(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s" BF_SEGMENT_ENDING, folder, name);
    return path;
}

/* Parts ------------------------------------------------------------------- */

static bf_blocks_part parts[MAX_PARTS];
static size_t part_count;

static void add_part(uint32_t from, uint32_t to)
{
    const bf_segment_info made = build(from, to, true);
    bf_blocks_part *part = &parts[part_count++];
    bf_segment *segment;
    uint64_t *bits;
    bf_error err;
    if (bf_segment_open(&segment, folder, made.name, &err)) {
        bail(&err);
    }
    bits = calloc((to - from) / 64 + 1, sizeof *bits);
    *part = (bf_blocks_part){.segment = segment};
    for (uint32_t i = from; i < to; i++) {
        if (removed[i]) {
            bits[(i - from) / 64] |= UINT64_C(1) << (i - from) % 64;
            part->removed_count++;
        }
    }
    part->removed = part->removed_count > 0 ? bits : NULL;
    if (!part->removed) {
        free(bits);
    }
}

static void clear_parts(void)
{
    for (size_t i = 0; i < part_count; i++) {
        bf_segment *segment = (bf_segment *)parts[i].segment;
        unlink(path_of(bf_segment_get_info(segment)->name));
        bf_segment_free(segment);
        free((uint64_t *)parts[i].removed);
    }
    part_count = 0;
}

static bf_segment_info fold(void)
{
    bf_segment_info made;
    bf_error err;
    is_status(bf_blocks_fold(&made, folder, parts, part_count, &options, &err),
              BF_OK, &err, "folded");
    return made;
}

static void remove_none(void)
{
    memset(removed, 0, sizeof removed);
}

/* Fold parts that end in front of `ends`, and compare. */
static void check_fold(const char *name, const uint32_t *ends, size_t count)
{
    bf_segment_info folded;
    bf_segment_info built;
    uint32_t from = 1;
    for (size_t i = 0; i < count; i++) {
        add_part(from, ends[i]);
        from = ends[i];
    }
    folded = fold();
    clear_parts();
    built = build(1, from, false);
    ok(memcmp(&folded, &built, sizeof folded) == 0, "%s: the same bytes", name);
    unlink(path_of(folded.name));
}

static void test_equal(void)
{
    static const uint32_t one[] = {DOCUMENTS};
    static const uint32_t few[] = {2, 300, 301, DOCUMENTS};
    static const uint32_t even[] = {500, 1000, 1500, 2000, 2500, DOCUMENTS};
    remove_none();
    check_fold("one part", one, 1);
    check_fold("parts of all sizes", few, 4);
    check_fold("equal parts", even, 6);
    for (uint32_t i = 1; i < DOCUMENTS; i++) {
        removed[i] = i % 3 == 0 || (i > 1000 && i < 1600);
    }
    check_fold("one part, some removed", one, 1);
    check_fold("parts of all sizes, some removed", few, 4);
    check_fold("equal parts, one of them removed", even, 6);
    for (uint32_t i = 1; i < DOCUMENTS; i++) {
        removed[i] = i != 1777;
    }
    check_fold("all but one removed", even, 6);
}

static void test_nothing(void)
{
    bf_segment_info made = fold();
    is_str(bf_str_of(made.name), "", "of nothing comes nothing");
    memset(removed, 1, sizeof removed);
    add_part(1, 200);
    made = fold();
    is_str(bf_str_of(made.name), "", "of what was removed comes nothing");
    clear_parts();
    remove_none();
}

/* Folding what was folded. */
static void test_twice(void)
{
    bf_segment_info built;
    bf_segment_info folded;
    bf_segment *segment;
    bf_error err;
    add_part(1, 800);
    add_part(800, 900);
    folded = fold();
    clear_parts();
    if (bf_segment_open(&segment, folder, folded.name, &err)) {
        bail(&err);
    }
    parts[part_count++] = (bf_blocks_part){.segment = segment};
    add_part(900, 1000);
    folded = fold();
    clear_parts();
    built = build(1, 1000, true);
    ok(strcmp(folded.name, built.name) == 0, "twice: the same bytes");
    unlink(path_of(folded.name));
}

static void test_order(void)
{
    bf_segment_info made;
    bf_error err;
    add_part(500, 600);
    add_part(400, 500);
    is_status(bf_blocks_fold(&made, folder, parts, 2, &options, &err),
              BF_ERR_INVALID, &err, "parts in the wrong order");
    is_str(bf_str_of(made.name), "", "give nothing");
    clear_parts();
}

/* Damage ------------------------------------------------------------------- */

/* Fold a part of which one byte is another: a failure, or a segment that is in
 * order. */
static bool survives(const bf_buf *file, size_t at, const char *name)
{
    const char byte = (char)(file->data[at] ^ (1 << at % 8));
    bf_segment *segment;
    bf_segment_info made;
    bf_error err;
    int fd = open(path_of(name), O_WRONLY);
    bool good = fd >= 0 && pwrite(fd, &byte, 1, (off_t)at) == 1;
    good = good && !bf_segment_open(&segment, folder, name, &err);
    if (good) {
        const bf_blocks_part part = {.segment = segment};
        const bf_status status =
            bf_blocks_fold(&made, folder, &part, 1, &options, &err);
        bf_segment_free(segment);
        good = status == BF_OK || status == BF_ERR_CORRUPT ||
               status == BF_ERR_INVALID || status == BF_ERR_LIMIT;
        if (!status && strcmp(made.name, name) != 0) {
            unlink(path_of(made.name));
        }
    }
    good = pwrite(fd, &file->data[at], 1, (off_t)at) == 1 && good;
    close(fd);
    return good;
}

static void test_damage(void)
{
    const bf_segment_info made = build(1, 150, true);
    const size_t front = 1024; /* whose damage opening sees */
    bf_error err;
    bf_buf file;
    bool good = true;
    bf_buf_init(&file, 1u << 24);
    if (bf_file_read(&file, path_of(made.name), &err)) {
        bail(&err);
    }
    for (size_t at = front; at < file.size && good; at += 37) {
        good = survives(&file, at, made.name);
    }
    ok(good, "damage: refused, or folded as it is read");
    bf_buf_fini(&file);
    unlink(path_of(made.name));
}

/* The file of a part is cut while it is mapped. */
static void test_shrunk(void)
{
    bf_segment_info made;
    bf_error err;
    add_part(1, 1000);
    ok(truncate(path_of(bf_segment_get_info(parts[0].segment)->name), 4096) ==
           0,
       "a part is cut short");
    is_status(bf_blocks_fold(&made, folder, parts, 1, &options, &err),
              BF_ERR_CORRUPT, &err, "and that is met");
    clear_parts();
}

/* Whether a segment fits with one that has sections of these sizes; their bytes
 * are not looked at. */
static bool fits(size_t postings, size_t positions, uint32_t documents)
{
    const size_t half = BF_MAX_SECTION_BYTES / 2;
    bfi_section first[] = {{BFI_POSTINGS, 0, {NULL, half}, 0},
                           {BFI_POSITIONS, 0, {NULL, half}, 0}};
    bfi_section second[] = {{BFI_POSTINGS, 0, {NULL, postings}, 0},
                            {BFI_POSITIONS, 0, {NULL, positions}, 0}};
    const bf_segment one = {
        .info = {.documents = 1}, .sections = first, .section_count = 2};
    const bf_segment other = {.info = {.documents = documents},
                              .sections = second,
                              .section_count = 2};
    const bf_blocks_part both[] = {{.segment = &one}, {.segment = &other}};
    return bf_blocks_fit(both, 2, &options);
}

static void test_limits(void)
{
    const size_t half = BF_MAX_SECTION_BYTES / 2;
    const uint32_t most = BF_MAX_SEGMENT_DOCUMENTS - 1;
    ok(fits(half, half, most), "what is as large as it may be");
    ok(!fits(half + 1, half, 1), "a byte too many in one section");
    ok(!fits(half, half + 1, 1), "and in another");
    ok(!fits(half, half, most + 1), "a document too many");
    ok(bf_blocks_fit(NULL, 0, &options), "nothing fits");
}

int main(void)
{
    folder = scratch_new();
    if (!folder) {
        printf("Bail out! no folder\n");
        return 1;
    }
    test_equal();
    test_nothing();
    test_twice();
    test_order();
    test_damage();
    test_shrunk();
    ok(rmdir(folder) == 0, "nothing is left over");
    test_limits();
    return tap_done();
}
