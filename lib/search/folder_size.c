/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The size of an index's files. fts(3) would do it, but glibc's crashes when
 * memory runs out. */

#include "searcher.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MAX_DEPTH = 4 /* an index has folders in its folder, and none in these */
};

static bf_status add_folder(uint64_t *total, int fd, unsigned depth,
                            bf_error *err);

/* Add the entry `name` of the folder `fd`. One that goes while it is looked at,
 * as a writer's files do, counts nothing. */
static bf_status add_entry(uint64_t *total, int fd, const char *name,
                           unsigned depth, bf_error *err)
{
    struct stat info;
    int inner;
    if (fstatat(fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
        return BF_OK;
    }
    if (S_ISREG(info.st_mode)) {
        *total += (uint64_t)info.st_size;
    }
    if (!S_ISDIR(info.st_mode) || depth == MAX_DEPTH ||
        strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
        return BF_OK;
    }
    inner = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return inner < 0 ? BF_OK : add_folder(total, inner, depth + 1, err);
}

/* Add all that is in the folder `fd`, which is closed. */
static bf_status add_folder(uint64_t *total, int fd, unsigned depth,
                            bf_error *err)
{
    DIR *folder = fdopendir(fd);
    const struct dirent *entry;
    bf_status status = BF_OK;
    if (!folder) {
        close(fd);
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    while (!status && (entry = readdir(folder))) {
        status = add_entry(total, fd, entry->d_name, depth, err);
    }
    closedir(folder);
    return status;
}

bf_status bfi_folder_size(uint64_t *out, const char *path, bf_error *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    *out = 0;
    if (fd < 0) {
        return bf_fail(err, BF_ERR_IO, "%s: %s", path, strerror(errno));
    }
    return add_folder(out, fd, 0, err);
}
