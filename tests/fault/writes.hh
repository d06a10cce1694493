/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_FAULT_WRITES_HH
#define BF_FAULT_WRITES_HH

/*
 * Stands between the program, Xapian included, and the calls that change a
 * disk. The n-th can fail, or the process can be killed in front of it. To be
 * included by one file only.
 */

#include <cerrno>
#include <csignal>
#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

namespace writes
{

enum class Fault {
    none,
    no_space, /* the call fails, with ENOSPC or EIO */
    half,     /* a write writes half; other calls fail */
    killed    /* the process ends in front of the call */
};

static Fault fault = Fault::none;
static unsigned long fault_at; /* counted from 1 */
static unsigned long count;
static bool reached;
static bool skips_syncs; /* they are counted and may fail, and do nothing */
static bool kept_name;   /* it was a file that should have been deleted */

static inline void arm(Fault what, unsigned long at)
{
    fault = what;
    fault_at = at;
    count = 0;
    reached = false;
    kept_name = false;
}

static inline void disarm()
{
    fault = Fault::none;
}

/* What happens to the call at hand. */
static inline Fault next()
{
    if (fault == Fault::none || ++count != fault_at) {
        return Fault::none;
    }
    reached = true;
    if (fault == Fault::killed) {
        kill(getpid(), SIGKILL);
    }
    return fault;
}

/* The function of that name behind ours. */
template <typename Function>
Function *real(Function *, const char *name)
{
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, name));
}

static inline bool fails(int why)
{
    if (next() == Fault::none) {
        return false;
    }
    errno = why;
    return true;
}

/* Bytes to write of `size`; 0: fail. */
static inline size_t allowed(size_t size)
{
    switch (next()) {
    case Fault::none:
        return size;
    case Fault::half:
        return size / 2;
    default:
        errno = ENOSPC;
        return 0;
    }
}

} // namespace writes

#define BF_REAL(function) writes::real(&function, #function)
#define BF_SHIM           extern "C" __attribute__((visibility("default")))

BF_SHIM ssize_t write(int fd, const void *data, size_t size)
{
    static auto *const real = BF_REAL(write);
    size_t now = writes::allowed(size);
    return now == 0 && size > 0 ? -1 : real(fd, data, now);
}

BF_SHIM ssize_t pwrite(int fd, const void *data, size_t size, off_t at)
{
    static auto *const real = BF_REAL(pwrite);
    size_t now = writes::allowed(size);
    return now == 0 && size > 0 ? -1 : real(fd, data, now, at);
}

BF_SHIM int fsync(int fd)
{
    static auto *const real = BF_REAL(fsync);
    return writes::fails(EIO) ? -1 : writes::skips_syncs ? 0 : real(fd);
}

BF_SHIM int fdatasync(int fd)
{
    static auto *const real = BF_REAL(fdatasync);
    return writes::fails(EIO) ? -1 : writes::skips_syncs ? 0 : real(fd);
}

BF_SHIM int ftruncate(int fd, off_t size) noexcept
{
    static auto *const real = BF_REAL(ftruncate);
    return writes::fails(EIO) ? -1 : real(fd, size);
}

BF_SHIM int rename(const char *from, const char *to) noexcept
{
    static auto *const real = BF_REAL(rename);
    return writes::fails(EIO) ? -1 : real(from, to);
}

BF_SHIM int mkdir(const char *path, mode_t mode) noexcept
{
    static auto *const real = BF_REAL(mkdir);
    return writes::fails(ENOSPC) ? -1 : real(path, mode);
}

BF_SHIM int unlink(const char *path) noexcept
{
    static auto *const real = BF_REAL(unlink);
    if (writes::fails(EIO)) {
        writes::kept_name = true;
        return -1;
    }
    return real(path);
}

#endif
