/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that are held. */

#include "held.hh"

#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace bfi
{

Held::Held(std::string file) : path(std::move(file))
{
    /* O_NONBLOCK: opening a FIFO without a writer would hang. */
    fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd >= 0 && fstat(fd, &seen) != 0) {
        close(fd);
        fd = -1;
    }
}

Held::Held(Held &&other) noexcept
    : fd(std::exchange(other.fd, -1)), path(std::move(other.path)),
      seen(other.seen)
{
}

Held &Held::operator=(Held &&other) noexcept
{
    std::swap(fd, other.fd);
    std::swap(path, other.path);
    std::swap(seen, other.seen);
    return *this;
}

Held::~Held()
{
    if (fd >= 0) {
        close(fd);
    }
}

/* The number says which file it is; size and time tell when a copy of another
 * index was written over it, which no writer of Backfile's or Xapian's does. */
bool Held::is_there() const
{
    struct stat now;
    return fd >= 0 && stat(path.c_str(), &now) == 0 &&
           now.st_dev == seen.st_dev && now.st_ino == seen.st_ino &&
           now.st_size == seen.st_size &&
           now.st_mtim.tv_sec == seen.st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == seen.st_mtim.tv_nsec;
}

} // namespace bfi
