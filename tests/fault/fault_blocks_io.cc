/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every write, sync, rename and so on of building a segment fails once, is cut
 * short once, or is never reached because the process was killed: the segment
 * is there whole or not at all; and a disk that is full. */

#include <backfile/blocks.h>

#include "fabricate.h"
#include "scratch.hh"
#include "tap.h"
#include "writes.hh"

#include <csignal>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>

using writes::Fault;

enum {
    DOCUMENTS = 2500 /* enough for temporary files */
};

static std::string built_name;

static bf_status add_all(bf_blocks_builder *builder, bf_error *err)
{
    static fabricated made_up;
    bf_status status = BF_OK;
    for (uint32_t i = 1; !status && i < DOCUMENTS; i++) {
        status =
            bf_blocks_builder_add(builder, i, fabricate(&made_up, i, 190), err);
    }
    return status;
}

static bf_status build(bf_segment_info *made, bf_error *err)
{
    const bf_blocks_options options = {BF_MIN_BLOCKS_BYTES, false, 1, 0};
    bf_blocks_builder *builder;
    bf_status status =
        bf_blocks_builder_new(&builder, scratch::folder.c_str(), &options, err);
    *made = bf_segment_info{};
    if (!status) {
        status = add_all(builder, err);
    }
    if (!status) {
        status = bf_blocks_builder_finish(made, builder, err);
    }
    bf_blocks_builder_free(builder);
    return status;
}

/* The only file is the segment, whole. */
static bool is_built()
{
    bf_segment *segment;
    bf_error err;
    const std::string file = built_name + BF_SEGMENT_ENDING;
    if (scratch::list() != std::vector<std::string>{file} ||
        bf_segment_open(&segment, scratch::folder.c_str(), built_name.c_str(),
                        &err)) {
        return false;
    }
    bool good = bf_segment_verify(segment, &err) == BF_OK;
    bf_segment_free(segment);
    unlink(scratch::path(file).c_str());
    return good;
}

static bool ends_with(const std::string &name, const std::string &ending)
{
    return name.size() >= ending.size() &&
           name.compare(name.size() - ending.size(), ending.size(), ending) ==
               0;
}

/* Delete what has the name of a temporary file; how many there were. */
static size_t sweep_temporaries()
{
    size_t count = 0;
    for (const std::string &name : scratch::list()) {
        if (ends_with(name, BF_SEGMENT_TEMPORARY)) {
            unlink(scratch::path(name).c_str());
            count++;
        }
    }
    return count;
}

/* When only the last sync failed, the segment is there. */
static bool is_whole(const bf_segment_info &made, bf_status status)
{
    if (sweep_temporaries() > (writes::kept_name ? 1 : 0)) {
        return false;
    }
    if (status && scratch::files() == 0) {
        return status == BF_ERR_IO && !made.name[0];
    }
    return (status == BF_OK || status == BF_ERR_IO) && is_built();
}

static void sweep(Fault fault, const char *name)
{
    unsigned long at = 0;
    bool good = true;
    do {
        bf_error err = {BF_OK, ""};
        bf_segment_info made;
        writes::arm(fault, ++at);
        bf_status status = build(&made, &err);
        writes::disarm();
        good = is_whole(made, status) && (status == BF_OK) == !err.text[0] &&
               (status || !writes::reached || fault == Fault::half);
        if (!good) {
            printf("# call %lu: %s\n", at, err.text);
        }
    } while (good && writes::reached);
    ok(good, "%s (%lu calls)", name, at - 1);
}

/* Killing ----------------------------------------------------------------- */

/* Build in a process that dies in front of a call. True: it died. */
static bool dies(unsigned long at)
{
    bf_error err;
    bf_segment_info made;
    int result = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        writes::arm(Fault::killed, at);
        _exit(build(&made, &err) != BF_OK);
    }
    waitpid(child, &result, 0);
    return WIFSIGNALED(result) && WTERMSIG(result) == SIGKILL;
}

/* What is left has a name by which it can be swept, or is the segment. */
static bool leaves_little()
{
    return sweep_temporaries() <= 1 && (scratch::files() == 0 || is_built());
}

static void sweep_kills()
{
    unsigned long at = 0;
    bool good = true;
    while (good && dies(++at)) {
        good = leaves_little();
    }
    good = good && is_built();
    ok(good, "killed at every step (%lu calls)", at - 1);
}

/* Space ------------------------------------------------------------------- */

/* No file can be larger than that. */
static void test_full(rlim_t most)
{
    const struct rlimit before = {RLIM_INFINITY, RLIM_INFINITY};
    const struct rlimit limit = {most, RLIM_INFINITY};
    bf_segment_info made;
    bf_error err = {BF_OK, ""};
    setrlimit(RLIMIT_FSIZE, &limit);
    bf_status status = build(&made, &err);
    setrlimit(RLIMIT_FSIZE, &before);
    is_status(status, BF_ERR_IO, &err, "no room for more than %lu bytes",
              (unsigned long)most);
    ok(strstr(err.text, scratch::folder.c_str()), "the folder is named: %s",
       err.text);
    ok(scratch::files() == 0, "nothing is left over");
}

int main()
{
    bf_segment_info made;
    bf_error err;
    if (!scratch::make() || build(&made, &err)) {
        printf("Bail out! no segment\n");
        return 1;
    }
    built_name = made.name;
    ok(is_built(), "the segment is whole");
    sweep(Fault::no_space, "each call fails once");
    sweep(Fault::half, "each write writes half");
    sweep_kills();
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t most : {(rlim_t)0, (rlim_t)300000, (rlim_t)600000}) {
        test_full(most);
    }
    scratch::remove();
    return tap_done();
}
