/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The file of a searcher's synonyms: read when it is first seen and whenever it
 * is another one than before, which costs one stat() a search.
 */

#include "searcher.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char default_name[] = "/synonyms.txt";

static void tell(const bfi_synonym_file *file, const char *why)
{
    if (file->tell) {
        file->tell(file->payload, file->path, 0, 0, why);
    }
}

/* The message of a file that cannot be read begins with its path, as what is
 * told does. */
static const char *without_path(const bfi_synonym_file *file, const char *text)
{
    const size_t size = strlen(file->path);
    return strncmp(text, file->path, size) == 0 &&
                   strncmp(text + size, ": ", 2) == 0
               ? text + size + 2
               : text;
}

static void on_complaint(void *payload, size_t line, size_t column,
                         const char *why)
{
    const bfi_synonym_file *file = payload;
    if (file->tell) {
        file->tell(file->payload, file->path, line, column, why);
    }
}

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
           a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static void forget(bfi_synonym_file *file)
{
    bf_synonyms_free(file->synonyms);
    file->synonyms = NULL;
}

static bf_status read_file(bfi_synonym_file *file, bf_error *err)
{
    bf_synonyms *made;
    bf_buf text;
    bf_status status;
    bf_buf_init(&text, BF_MAX_SYNONYM_BYTES);
    status = bf_file_read(&text, file->path, err);
    if (!status) {
        status =
            bf_synonyms_read(&made, bf_buf_str(&text), on_complaint, file, err);
    }
    if (!status) {
        forget(file);
        file->synonyms = made;
    }
    bf_buf_fini(&text);
    return status;
}

bf_status bfi_synonyms_refresh(bfi_synonym_file *file, bf_error *err)
{
    struct stat now;
    bf_error why;
    bf_status status;
    if (!file->path) {
        return BF_OK;
    }
    if (stat(file->path, &now) != 0) {
        /* What stands with the index goes with it; what was named is missed,
         * and what it said is kept. */
        if (file->is_default) {
            forget(file);
        } else if (file->is_seen) {
            tell(file, strerror(errno));
        }
        file->is_seen = false;
        return BF_OK;
    }
    if (file->is_seen && is_same(&now, &file->seen)) {
        return BF_OK;
    }
    file->is_seen = true;
    file->seen = now;
    status = read_file(file, &why);
    if (status == BF_ERR_NOMEM) {
        file->is_seen = false;
        return bf_fail(err, status, "%s", why.text);
    }
    if (status) {
        tell(file, without_path(file, why.text));
    }
    return BF_OK;
}

void bfi_synonyms_fini(bfi_synonym_file *file)
{
    forget(file);
    free(file->path);
    memset(file, 0, sizeof *file);
}

static char *default_path(const char *index)
{
    size_t size = strlen(index) + sizeof default_name;
    char *path = malloc(size);
    if (path) {
        snprintf(path, size, "%s%s", index, default_name);
    }
    return path;
}

bf_status bf_searcher_set_synonyms(bf_searcher *searcher, const char *path,
                                   bf_synonyms_trouble *trouble, void *payload,
                                   bf_error *err)
{
    bfi_synonym_file *file = &searcher->synonyms;
    bf_status status;
    bfi_synonyms_fini(file);
    file->is_default = path == NULL;
    file->tell = trouble;
    file->payload = payload;
    if (path && !*path) {
        return BF_OK;
    }
    file->path = path ? strdup(path) : default_path(searcher->path);
    if (!file->path) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = bfi_synonyms_refresh(file, err);
    if (!status && path && !file->is_seen) {
        status = bf_fail(err, BF_ERR_NOT_FOUND, "%s: no such file", path);
    }
    return status;
}
