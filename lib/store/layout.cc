/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The folder of an index: LIVE, `lock`, and generation folders. The lock file
 * is never deleted: a process that still has the old file open would hold a
 * lock that nobody else sees.
 */

#include "layout.hh"

#include <backfile/util.h>

#include "guard.hh"

#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace bfi
{

const char *const first_generation = "g000001";

/* Room in bf_reader_info.generation, and then some against long files. */
static const size_t max_name_bytes = 31;

[[noreturn]] static void fail_errno(const std::string &path)
{
    char text[128];
    fail(errno == ENOMEM ? BF_ERR_NOMEM : BF_ERR_IO, "%s: %s", path.c_str(),
         strerror_r(errno, text, sizeof text));
}

std::string join(const std::string &folder, const std::string &name)
{
    return folder + "/" + name;
}

/* `g` and at least six digits: nothing that leads out of the folder. */
static bool is_generation(const std::string &name)
{
    return name.size() >= strlen(first_generation) &&
           name.size() <= max_name_bytes && name[0] == 'g' &&
           name.find_first_not_of("0123456789", 1) == std::string::npos;
}

/* The names in a folder; nothing when `path` is not there. */
static bool list_folder(std::vector<std::string> &names,
                        const std::string &path)
{
    std::unique_ptr<DIR, int (*)(DIR *)> folder(opendir(path.c_str()),
                                                closedir);
    if (!folder) {
        if (errno == ENOENT) {
            return false;
        }
        if (errno == ENOTDIR) {
            fail(BF_ERR_INVALID, "%s: not a folder", path.c_str());
        }
        fail_errno(path);
    }
    for (;;) {
        errno = 0;
        const dirent *entry = readdir(folder.get());
        if (!entry) {
            break;
        }
        std::string name = entry->d_name;
        if (name != "." && name != "..") {
            names.push_back(name);
        }
    }
    if (errno) {
        fail_errno(path);
    }
    return true;
}

static bool exists(const std::string &path)
{
    struct stat facts;
    return lstat(path.c_str(), &facts) == 0;
}

/* A folder without LIVE: what the files in it are. */
static Folder look_unpublished(std::string &generation,
                               const std::string &index,
                               const std::vector<std::string> &names)
{
    for (const std::string &name : names) {
        if (is_generation(name)) {
            if (!generation.empty()) {
                fail(BF_ERR_CORRUPT,
                     "%s: LIVE is missing, and there is more than one "
                     "generation",
                     index.c_str());
            }
            generation = name;
        } else if (name != "lock" && name != "LIVE.new" &&
                   name != "synonyms.txt") {
            fail(BF_ERR_INVALID, "%s: not an index, and not empty",
                 index.c_str());
        }
    }
    return generation.empty() ? Folder::empty : Folder::unfinished;
}

Folder look(std::string &generation, const std::string &index)
{
    std::vector<std::string> names;
    generation.clear();
    if (exists(live_path(index))) {
        generation = read_live(index);
        return Folder::index;
    }
    if (!list_folder(names, index)) {
        return Folder::absent;
    }
    /* It may have been published while the folder was read. */
    if (exists(live_path(index))) {
        generation = read_live(index);
        return Folder::index;
    }
    return look_unpublished(generation, index, names);
}

std::string live_path(const std::string &index)
{
    return join(index, "LIVE");
}

std::string read_live(const std::string &index)
{
    std::string path = live_path(index);
    bf_buf text;
    bf_buf_init(&text, max_name_bytes + 1);
    std::unique_ptr<bf_buf, void (*)(bf_buf *)> owner(
        &text, [](bf_buf *buf) { bf_buf_fini(buf); });
    bf_error error;
    bf_status status = bf_file_read(&text, path.c_str(), &error);
    std::string name(text.data ? text.data : "", text.size);
    if (status == BF_ERR_IO || status == BF_ERR_NOMEM ||
        status == BF_ERR_NOT_FOUND) {
        throw Failure{error};
    }
    if (!name.empty() && name.back() == '\n') {
        name.pop_back();
    }
    if (status || !is_generation(name)) {
        fail(BF_ERR_CORRUPT, "%s: does not name a generation", path.c_str());
    }
    return name;
}

void write_live(const std::string &index, const std::string &generation)
{
    std::string path = live_path(index);
    std::string text = generation + "\n";
    require([&](bf_error *err) {
        return bf_file_replace(path.c_str(), {text.data(), text.size()}, err);
    });
}

void remove_generation(const std::string &path)
{
    std::vector<std::string> names;
    list_folder(names, path);
    for (const std::string &name : names) {
        unlink(join(path, name).c_str());
    }
    rmdir(path.c_str());
}

void sync_folder(const std::string &path)
{
    require([&](bf_error *err) { return bf_folder_sync(path.c_str(), err); });
}

void Lock::take(const std::string &index)
{
    std::string path = join(index, "lock");
    fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0) {
        fail_errno(path);
    }
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        return;
    }
    if (errno == EWOULDBLOCK) {
        fail(BF_ERR_LOCKED, "%s: another writer has it open", index.c_str());
    }
    fail_errno(path);
}

Lock::~Lock()
{
    if (fd >= 0) {
        close(fd);
    }
}

} // namespace bfi
