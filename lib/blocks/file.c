/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Temporary files of the blocks. */

#include "file.h"

#include <backfile/blocks.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum {
    /* Names that are tried: those of a process of the same number that was
     * killed may be there. */
    MAX_TRIES = 1000,
    MAX_PATH_BYTES = 64 * 1024
};

bf_status bfi_file_fail(bf_error *err, int cause, const char *folder,
                        const char *name)
{
    char text[128];
    return bf_fail(err, cause == ENOMEM ? BF_ERR_NOMEM : BF_ERR_IO,
                   "%s%s%s: %s", folder, name ? "/" : "", name ? name : "",
                   strerror_r(cause, text, sizeof text));
}

int bfi_file_create(bf_buf *path, const char *folder)
{
    const size_t start = path->size;
    for (int i = 0; i < MAX_TRIES; i++) {
        int fd;
        bf_buf_truncate(path, start);
        bf_buf_printf(path, "%s/%ld-%d" BF_SEGMENT_TEMPORARY, folder,
                      (long)getpid(), i);
        if (path->status) {
            errno = path->status == BF_ERR_NOMEM ? ENOMEM : ENAMETOOLONG;
            return -1;
        }
        fd = open(path->data + start, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
                  0666);
        if (fd >= 0 || errno != EEXIST) {
            return fd;
        }
    }
    return -1;
}

int bfi_file_nameless(const char *folder)
{
    bf_buf path;
    int fd;
    int cause;
    bf_buf_init(&path, MAX_PATH_BYTES);
    fd = bfi_file_create(&path, folder);
    cause = errno;
    if (fd >= 0 && unlink(path.data) != 0) {
        cause = errno;
        close(fd);
        fd = -1;
    }
    bf_buf_fini(&path);
    errno = cause;
    return fd;
}

bool bfi_file_write(int fd, const void *data, size_t size)
{
    const char *at = data;
    while (size > 0) {
        const ssize_t put = write(fd, at, size);
        if (put > 0) {
            at += put;
            size -= (size_t)put;
        } else if (put == 0) {
            errno = EIO;
            return false;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}
