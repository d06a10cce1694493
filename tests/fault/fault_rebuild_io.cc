/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every write, sync, rename and so on of making the blocks anew fails once, is
 * cut short once, or is never reached because the process was killed: the
 * articles are there all the time, the blocks that were whole are, and the next
 * run leaves them whole. */

#include "publishing.hh"
#include "sweeps.hh"

using namespace sweeps;

/* Whether the blocks are gone before they are made anew. */
static bool without_blocks;

static bf_status rebuild(const std::string &index, bf_error *err)
{
    const bf_blocks_options options = {BF_MIN_BLOCKS_BYTES, false, 1, 0};
    bf_publisher *publisher;
    bf_status status = bf_publisher_open(&publisher, index.c_str(),
                                         BF_WRITER_EXISTING, &options, err);
    if (!status) {
        status = bf_publisher_rebuild(publisher, nullptr, nullptr, err);
    }
    bf_publisher_free(publisher);
    return status;
}

/* The change to state 1 makes the index, and all others its blocks. */
static bf_status change(const std::string &index, int number, bf_error *err)
{
    if (number > 1) {
        return rebuild(index, err);
    }
    const bf_status status = publishing::change(index, 1, err);
    if (!status && without_blocks) {
        run_command("rm '%s'/g*/*" BF_SEGMENT_ENDING, index.c_str());
    }
    return status;
}

static bool has_articles(const std::string &index)
{
    bf_error err = {BF_OK, ""};
    bf_reader *reader;
    if (bf_reader_open(&reader, index.c_str(), &err)) {
        printf("# %s\n", err.text);
        return false;
    }
    const bool has = publishing::number_of(reader, &err) == 1;
    bf_reader_free(reader);
    return has;
}

static bool survived(const std::string &index, int *, bf_status status)
{
    return without_blocks && status ? has_articles(index)
                                    : publishing::state_of(index) == 1;
}

static void sweep(bool is_without)
{
    const char *of = is_without ? "that were gone" : "that are there";
    char name[100];
    without_blocks = is_without;
    snprintf(name, sizeof name, "blocks %s: each call fails", of);
    sweep_failures(Fault::no_space, 1, name);
    snprintf(name, sizeof name, "blocks %s: each write is cut short", of);
    sweep_failures(Fault::half, 1, name);
    snprintf(name, sizeof name, "blocks %s: killed in front of each call", of);
    sweep_kills(1, name);
}

int main()
{
    const std::string scratch = scratch_new();
    subject = {change, survived, publishing::has_no_leftovers};
    index_path = scratch + "/index";
    writes::skips_syncs = true;
    sweep(false);
    sweep(true);
    scratch_remove(scratch.c_str());
    return tap_done();
}
