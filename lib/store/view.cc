/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Opening a state, and noticing that there is a newer one.
 *
 * Database::reopen() is not used: it keeps the files that it has open, so it
 * mixes two databases when an index is replaced by another one with the same
 * names. Whether there is a newer state is seen by the two files that a commit
 * replaces: mostly they are the same files, else their few bytes are compared.
 * Opening anew, which happens once a commit, is cheap.
 */

#include "view.hh"

#include <backfile/store.h>

#include "guard.hh"
#include "layout.hh"

#include <memory>
#include <utility>

namespace bfi
{

const char *const format_key = "backfile.format";
const char *const change_key = "backfile.change";
const char *const settings_key = "backfile.settings";

static const char *const manifest_key = "backfile.blocks";

/* Xapian's version file is a few hundred bytes. */
static const size_t max_stamp_bytes = 65536;

/* Times a state is opened again when a writer moves on meanwhile. */
static const int max_tries = 5;

static uint64_t read_number(const Xapian::Database &database, const char *key,
                            const std::string &index)
{
    std::string text = database.get_metadata(key);
    uint64_t number;
    if (!bf_uint_parse(&number, {text.data(), text.size()}, UINT64_MAX)) {
        fail(BF_ERR_CORRUPT, "%s: its metadata %s is not a number",
             index.c_str(), key);
    }
    return number;
}

bool was_committed(const Xapian::Database &database, const std::string &index)
{
    if (database.get_metadata(format_key).empty()) {
        return false;
    }
    uint64_t format = read_number(database, format_key, index);
    if (format != BF_INDEX_FORMAT) {
        fail(BF_ERR_FORMAT,
             "%s: an index of format %ju; this build reads format %u",
             index.c_str(), (uintmax_t)format, BF_INDEX_FORMAT);
    }
    return true;
}

static const size_t change_bytes = 8;

static std::string change_prefix(uint64_t change)
{
    std::string prefix;
    for (size_t i = change_bytes; i-- > 0;) {
        prefix += (char)(change >> 8 * i & 0xff);
    }
    return prefix;
}

void put_manifest(Xapian::WritableDatabase &database, uint64_t change,
                  const std::string &manifest)
{
    database.set_metadata(manifest_key, change_prefix(change) + manifest);
}

std::string get_manifest(const Xapian::Database &database, uint64_t change)
{
    std::string value = database.get_metadata(manifest_key);
    if (value.empty()) {
        return value;
    }
    if (value.compare(0, change_bytes, change_prefix(change)) != 0) {
        fail(BF_ERR_CORRUPT, "the blocks are not of the last commit");
    }
    return value.substr(change_bytes);
}

/* The file that each commit of Xapian's replaces. */
static std::string version_path(const std::string &index,
                                const std::string &generation)
{
    return join(join(index, generation), "iamglass");
}

/* Nothing when there is no database. */
static std::string read_stamp(const std::string &index,
                              const std::string &generation)
{
    std::string path = version_path(index, generation);
    bf_buf bytes;
    bf_buf_init(&bytes, max_stamp_bytes);
    std::unique_ptr<bf_buf, void (*)(bf_buf *)> owner(
        &bytes, [](bf_buf *buf) { bf_buf_fini(buf); });
    bf_error error;
    bf_status status = bf_file_read(&bytes, path.c_str(), &error);
    if (status == BF_ERR_LIMIT || status == BF_ERR_INVALID) {
        fail(BF_ERR_CORRUPT, "%s", error.text);
    }
    if (status != BF_OK && status != BF_ERR_NOT_FOUND) {
        throw Failure{error};
    }
    return std::string(bytes.data ? bytes.data : "", bytes.size);
}

View open_generation(const std::string &index, const std::string &generation)
{
    View view;
    view.generation = generation;
    /* Before the database: a commit between the two makes the view look old,
     * never newer than it is. */
    view.version = Held(version_path(index, generation));
    view.stamp = read_stamp(index, generation);
    view.database =
        Xapian::Database(join(index, generation), Xapian::DB_BACKEND_GLASS);
    if (was_committed(view.database, index)) {
        view.change = read_number(view.database, change_key, index);
    }
    return view;
}

static View try_live(const std::string &index, const std::string &generation,
                     Held live)
{
    View view = open_generation(index, generation);
    view.live = std::move(live);
    if (view.change == 0) {
        fail(BF_ERR_CORRUPT, "%s: its database is not one of Backfile",
             index.c_str());
    }
    return view;
}

static std::string live_name(const std::string &index)
{
    std::string generation;
    switch (look(generation, index)) {
    case Folder::index:
        break;
    case Folder::absent:
        fail(BF_ERR_NOT_FOUND, "%s: no such index", index.c_str());
    case Folder::empty:
        fail(BF_ERR_NOT_FOUND, "%s: an empty folder, no index", index.c_str());
    case Folder::unfinished:
        fail(BF_ERR_NOT_FOUND, "%s: no index yet: nothing was committed",
             index.c_str());
    }
    return generation;
}

bool may_be_overtaken(bf_status status)
{
    return status == BF_ERR_STALE || status == BF_ERR_CORRUPT ||
           status == BF_ERR_NOT_FOUND || status == BF_ERR_FORMAT;
}

void fail_overtaken(const std::string &index)
{
    fail(BF_ERR_STALE, "%s: it changed while it was read", index.c_str());
}

void fail_damaged(const std::string &index)
{
    fail(BF_ERR_CORRUPT, "%s: a block of it is damaged", index.c_str());
}

/* What opening failed with, seen from outside: a generation that LIVE names
 * has to be there. `moved`: a writer moved on meanwhile. */
[[noreturn]] static void fail_open(const std::string &index, bool moved)
{
    bf_error error;
    bf_status status = translate(index.c_str(), &error);
    if (moved && may_be_overtaken(status)) {
        fail_overtaken(index);
    }
    if (status == BF_ERR_STALE) {
        fail_damaged(index);
    }
    if (status == BF_ERR_NOT_FOUND) {
        fail(BF_ERR_CORRUPT, "%s", error.text);
    }
    throw Failure{error};
}

/* The state is read once more when it was overtaken meanwhile: what was read of
 * it may be what the writer wrote over it. */
View open_view(const std::string &index)
{
    for (int tries = 1;; tries++) {
        Held live(live_path(index));
        std::string generation = live_name(index);
        std::string stamp = read_stamp(index, generation);
        bool is_last = tries == max_tries;
        try {
            View view = try_live(index, generation, std::move(live));
            if (is_last || is_current(view, index)) {
                return view;
            }
        } catch (...) {
            bool moved = read_live(index) != generation ||
                         read_stamp(index, generation) != stamp;
            if (!moved || is_last) {
                fail_open(index, moved);
            }
        }
    }
}

bool is_current(const View &view, const std::string &index)
{
    return (view.live.is_there() && view.version.is_there()) ||
           (read_live(index) == view.generation &&
            read_stamp(index, view.generation) == view.stamp);
}

} // namespace bfi
