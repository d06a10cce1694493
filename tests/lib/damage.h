/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_DAMAGE_H
#define BF_DAMAGE_H

/* Damage to records on disk. */

#include "small_index.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Flip bits in the file open as `fd` wherever it has `stored`: within it, so
 * that its beginning stays. Returns how often. */
static inline unsigned damage_bytes(int fd, bf_str stored)
{
    static char bytes[1 << 20];
    const ssize_t size = pread(fd, bytes, sizeof bytes, 0);
    const off_t within = (off_t)stored.size / 2;
    unsigned count = 0;
    for (off_t at = 0; at + (off_t)stored.size <= (off_t)size; at++) {
        if (memcmp(bytes + at, stored.data, stored.size) == 0) {
            const char flipped = (char)(bytes[at + within] ^ 0x5a);
            count += pwrite(fd, &flipped, 1, at + within) == 1;
        }
    }
    return count;
}

/* Damage the stored form of `article` in the index at `path`. */
static inline void damage_record(const char *path, const bf_article *article)
{
    char file[400];
    bf_error err;
    bf_buf stored;
    int fd;
    bf_buf_init(&stored, SIZE_MAX);
    small_require(bf_article_encode(&stored, article, &err), &err);
    snprintf(file, sizeof file, "%s/g000001/docdata.glass", path);
    fd = open(file, O_RDWR | O_CLOEXEC);
    ok(fd >= 0 && damage_bytes(fd, bf_buf_str(&stored)) > 0,
       "the record of %s is damaged", article->id.data);
    if (fd >= 0) {
        close(fd);
    }
    bf_buf_fini(&stored);
}

#endif
