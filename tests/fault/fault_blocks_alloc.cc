/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation of building, folding and reading segments fails once, and
 * then all from it on: the status is BF_ERR_NOMEM, and no file is left over. */

#include <backfile/blocks.h>

#include "allocations.hh"
#include "fabricate.h"
#include "scratch.hh"
#include "tap.h"

#include <string>

enum {
    DOCUMENTS = 300,
    PARTS = 2
};

static const bf_blocks_options options = {BF_MIN_BLOCKS_BYTES, true, 1, 0};
static std::string built_name;
static bf_segment *segments[PARTS];

static bf_status add_all(bf_blocks_builder *builder, uint32_t from, uint32_t to,
                         bf_error *err)
{
    static fabricated made_up;
    bf_status status = BF_OK;
    for (uint32_t i = from; !status && i < to; i++) {
        status =
            bf_blocks_builder_add(builder, i, fabricate(&made_up, i, 100), err);
    }
    return status;
}

static bf_status build(bf_segment_info *made, uint32_t from, uint32_t to,
                       bf_error *err)
{
    bf_blocks_builder *builder;
    bf_status status =
        bf_blocks_builder_new(&builder, scratch::folder.c_str(), &options, err);
    *made = bf_segment_info{};
    if (!status) {
        status = add_all(builder, from, to, err);
    }
    if (!status) {
        status = bf_blocks_builder_finish(made, builder, err);
    }
    bf_blocks_builder_free(builder);
    return status;
}

static bf_status build_whole(bf_segment_info *made, bf_error *err)
{
    return build(made, 1, DOCUMENTS, err);
}

/* Two builders, one of them joined to the other. */
static bf_status build_joined(bf_segment_info *made, bf_error *err)
{
    const char *folder = scratch::folder.c_str();
    bf_blocks_builder *other = nullptr;
    bf_blocks_builder *builder;
    bf_status status = bf_blocks_builder_new(&builder, folder, &options, err);
    *made = bf_segment_info{};
    if (!status) {
        status = bf_blocks_builder_new(&other, folder, &options, err);
    }
    if (!status) {
        status = add_all(builder, 1, DOCUMENTS / 3, err);
    }
    if (!status) {
        status = add_all(other, DOCUMENTS / 3, DOCUMENTS, err);
    }
    if (!status) {
        status = bf_blocks_builder_join(builder, other, err);
    }
    if (!status) {
        status = bf_blocks_builder_finish(made, builder, err);
    }
    bf_blocks_builder_free(builder);
    bf_blocks_builder_free(other);
    return status;
}

static bf_status fold(bf_segment_info *made, bf_error *err)
{
    bf_blocks_part parts[PARTS] = {};
    for (int i = 0; i < PARTS; i++) {
        parts[i].segment = segments[i];
    }
    return bf_blocks_fold(made, scratch::folder.c_str(), parts, PARTS, &options,
                          err);
}

typedef bf_status run_fn(bf_segment_info *made, bf_error *err);

/* The segment is there, or nothing new is. */
static bool is_whole(const bf_segment_info &made, bf_status status,
                     size_t files_before)
{
    if (status) {
        return !made.name[0] && scratch::files() == files_before;
    }
    bool good = made.name == built_name;
    unlink(scratch::path(made.name + std::string(BF_SEGMENT_ENDING)).c_str());
    return good && scratch::files() == files_before;
}

static void test_run(const char *name, run_fn *run, bool on)
{
    const size_t files = scratch::files();
    unsigned long at = 0;
    bool good = true;
    do {
        bf_error err = {BF_OK, ""};
        bf_segment_info made;
        allocations::arm(++at, on);
        bf_status status = run(&made, &err);
        allocations::disarm();
        /* qsort() can do without the memory that it may ask for. */
        bool may_pass = status == BF_OK && allocations::failed == 1;
        bf_status expected =
            allocations::failed > 0 && !may_pass ? BF_ERR_NOMEM : BF_OK;
        good = good && status == expected && err.status == expected &&
               is_whole(made, status, files);
        if (!good) {
            printf("# allocation %lu: %s\n", at, err.text);
        }
    } while (good && allocations::failed > 0);
    ok(good, "%s: %lu allocations fail %s", name, at - 1,
       on ? "with all after them" : "alone");
}

static bf_status read(bf_error *err)
{
    const bf_segment_info *info = bf_segment_get_info(segments[0]);
    bf_segment *segment;
    bf_status status =
        bf_segment_open(&segment, scratch::folder.c_str(), info->name, err);
    if (!status) {
        status = bf_segment_verify(segment, err);
    }
    bf_segment_free(segment);
    return status;
}

static void test_read(bool on)
{
    unsigned long at = 0;
    bool good = true;
    do {
        bf_error err = {BF_OK, ""};
        allocations::arm(++at, on);
        bf_status status = read(&err);
        allocations::disarm();
        bf_status expected = allocations::failed > 0 ? BF_ERR_NOMEM : BF_OK;
        good = good && status == expected && err.status == expected;
    } while (good && allocations::failed > 0);
    ok(good, "read: %lu allocations fail %s", at - 1,
       on ? "with all after them" : "alone");
}

static bool prepare()
{
    bf_segment_info made;
    bf_error err;
    if (build_whole(&made, &err)) {
        return false;
    }
    built_name = made.name;
    unlink(scratch::path(built_name + BF_SEGMENT_ENDING).c_str());
    for (uint32_t i = 0; i < PARTS; i++) {
        const uint32_t from = i == 0 ? 1 : DOCUMENTS / 2;
        const uint32_t to = i == 0 ? DOCUMENTS / 2 : DOCUMENTS;
        if (build(&made, from, to, &err) ||
            bf_segment_open(&segments[i], scratch::folder.c_str(), made.name,
                            &err)) {
            return false;
        }
    }
    return true;
}

int main()
{
    if (!scratch::make() || !prepare()) {
        printf("Bail out! no segments\n");
        return 1;
    }
    for (bool on : {false, true}) {
        test_run("build", build_whole, on);
        test_run("join", build_joined, on);
        test_run("fold", fold, on);
        test_read(on);
    }
    for (bf_segment *segment : segments) {
        bf_segment_free(segment);
    }
    scratch::remove();
    return tap_done();
}
