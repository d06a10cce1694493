/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole files: reading, and replacing so that a crash never shows a half. */

#include <backfile/util.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    READ_BYTES = 64 * 1024
};

static bf_status fail_errno(bf_error *err, const char *path)
{
    int why = errno;
    char text[128];
    bf_status status = BF_ERR_IO;
    if (why == ENOENT || why == ENOTDIR) {
        status = BF_ERR_NOT_FOUND;
    } else if (why == ENOMEM) {
        status = BF_ERR_NOMEM;
    }
    return bf_fail(err, status, "%s: %s", path,
                   strerror_r(why, text, sizeof text));
}

static bf_status read_all(bf_buf *out, int fd, const char *path, bf_error *err)
{
    for (;;) {
        ssize_t got;
        size_t room = out->max_bytes - out->size;
        char *at = bf_buf_reserve(out, room < READ_BYTES ? room : READ_BYTES);
        char probe;
        if (!at) {
            return bf_buf_status(out, err);
        }
        got = room > 0 ? read(fd, at, room < READ_BYTES ? room : READ_BYTES)
                       : read(fd, &probe, 1);
        if (got > 0 && room == 0) {
            return bf_fail(err, BF_ERR_LIMIT, "%s: larger than %zu bytes", path,
                           out->max_bytes);
        }
        if (got == 0) {
            return BF_OK;
        }
        if (got > 0) {
            bf_buf_grew(out, (size_t)got);
        } else if (errno != EINTR) {
            return fail_errno(err, path);
        }
    }
}

bf_status bf_file_read(bf_buf *out, const char *path, bf_error *err)
{
    struct stat facts;
    bf_status status;
    /* O_NONBLOCK: opening a FIFO without a writer would hang. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return fail_errno(err, path);
    }
    if (fstat(fd, &facts) != 0) {
        status = fail_errno(err, path);
    } else if (!S_ISREG(facts.st_mode)) {
        status = bf_fail(err, BF_ERR_INVALID, "%s: not a regular file", path);
    } else {
        status = read_all(out, fd, path, err);
    }
    close(fd);
    return status;
}

bf_status bf_folder_sync(const char *path, bf_error *err)
{
    bf_status status = BF_OK;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return fail_errno(err, path);
    }
    if (fsync(fd) != 0) {
        status = fail_errno(err, path);
    }
    close(fd);
    return status;
}

static bf_status write_all(int fd, bf_str contents, const char *path,
                           bf_error *err)
{
    while (contents.size > 0) {
        ssize_t put = write(fd, contents.data, contents.size);
        if (put > 0) {
            contents.data += put;
            contents.size -= (size_t)put;
        } else if (put == 0 || errno != EINTR) {
            return fail_errno(err, path);
        }
    }
    return fsync(fd) == 0 ? BF_OK : fail_errno(err, path);
}

static bf_status write_new(const char *path, bf_str contents, bf_error *err)
{
    bf_status status;
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) {
        return fail_errno(err, path);
    }
    status = write_all(fd, contents, path, err);
    if (close(fd) != 0 && !status) {
        status = fail_errno(err, path);
    }
    return status;
}

static bf_status sync_parent(const char *path, bf_error *err)
{
    const char *slash = strrchr(path, '/');
    char *parent;
    bf_status status;
    if (!slash) {
        return bf_folder_sync(".", err);
    }
    parent = strndup(path, slash == path ? 1 : (size_t)(slash - path));
    if (!parent) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = bf_folder_sync(parent, err);
    free(parent);
    return status;
}

bf_status bf_file_replace(const char *path, bf_str contents, bf_error *err)
{
    bf_buf temporary;
    bf_status status;
    bf_buf_init(&temporary, strlen(path) + 8);
    bf_buf_printf(&temporary, "%s.new", path);
    status = bf_buf_status(&temporary, err);
    if (status) {
        goto done;
    }
    status = write_new(temporary.data, contents, err);
    if (!status && rename(temporary.data, path) != 0) {
        status = fail_errno(err, path);
    }
    if (status) {
        unlink(temporary.data);
        goto done;
    }
    status = sync_parent(path, err);
done:
    bf_buf_fini(&temporary);
    return status;
}
