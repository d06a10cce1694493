/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_STORE_LAYOUT_HH
#define BFI_STORE_LAYOUT_HH

/*
 * The folder of an index: which files it has, and what state they show.
 * docs/index-format.md, section 1. All functions throw.
 */

#include <string>

namespace bfi
{

/* What stands at the path of an index. */
enum class Folder {
    absent,     /* nothing */
    empty,      /* a folder with nothing of anybody's in it */
    unfinished, /* a generation, but no LIVE: it was never published */
    index
};

/* Look at `index`. Fails when it is not a folder, or holds no index but files
 * that are not ours; when there are generations and it cannot be known which
 * was live. `generation`: the live one, or the unfinished one. */
Folder look(std::string &generation, const std::string &index);

/* The name of a new index's generation. */
extern const char *const first_generation;

std::string join(const std::string &folder, const std::string &name);

/* Where `LIVE` is. */
std::string live_path(const std::string &index);
/* The contents of `LIVE`, checked to be the name of a generation. */
std::string read_live(const std::string &index);
void write_live(const std::string &index, const std::string &generation);

/* Delete a generation that was never published; does what it can. */
void remove_generation(const std::string &path);

void sync_folder(const std::string &path);

/* The lock of a whole index, over all of its generations. */
class Lock
{
  public:
    Lock() = default;
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;
    ~Lock();
    /* Fails with BF_ERR_LOCKED when somebody has it; never waits. */
    void take(const std::string &index);

  private:
    int fd = -1;
};

} // namespace bfi

#endif
