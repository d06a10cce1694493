/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A walk without recursion: folders wait in a list until they are opened, each
 * knows the folder that it was found in. Folders behind symbolic links wait
 * until all others were read, so that a folder keeps its own path; then the
 * first by path is taken, and what is found below it is read before the next.
 * A set of all folders that were read makes the walk end whatever the links.
 */

#include "scan.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    FIRST_CAPACITY = 256
};

/* A folder is what device and inode say, whatever its path. */
typedef struct identity {
    dev_t device;
    ino_t inode;
} identity;

typedef struct walk_folder {
    const struct walk_folder *parent; /* NULL for "/" */
    struct walk_folder *next;         /* in a waiting list */
    const char *path;                 /* "" for the folder that is scanned */
    identity identity;
} walk_folder;

typedef struct folder_walk {
    bfi_scan *scan;
    const bfi_scan_events *events;
    identity index;
    bool has_index;
    walk_folder *waiting; /* newest first */
    walk_folder *links;   /* by path */
    identity *seen;       /* open addressing; inode 0 is free */
    size_t seen_capacity;
    size_t seen_count;
} folder_walk;

static identity identity_of(const struct stat *facts)
{
    return (identity){facts->st_dev, facts->st_ino};
}

static bool is_same(identity a, identity b)
{
    return a.device == b.device && a.inode == b.inode;
}

static void tell_failed(const folder_walk *walk, const char *path,
                        const char *why)
{
    bf_error err;
    bf_fail(&err, BF_ERR_IO, "%s", why);
    walk->events->failed(walk->events->payload, bf_str_of(path), &err);
}

static bf_status no_memory(bf_error *err)
{
    return bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

/* The set of folders that were read --------------------------------------- */

static identity *seen_slot(identity *slots, size_t capacity, identity wanted)
{
    size_t at = (size_t)bf_hash_64(
        (bf_str){(const char *)&wanted.inode, sizeof wanted.inode});
    for (;; at++) {
        identity *slot = &slots[at & (capacity - 1)];
        if (slot->inode == 0 || is_same(*slot, wanted)) {
            return slot;
        }
    }
}

static bool grow_seen(folder_walk *walk)
{
    size_t capacity =
        walk->seen_capacity ? walk->seen_capacity * 2 : FIRST_CAPACITY;
    identity *slots = calloc(capacity, sizeof *slots);
    if (!slots) {
        return false;
    }
    for (size_t i = 0; i < walk->seen_capacity; i++) {
        if (walk->seen[i].inode != 0) {
            *seen_slot(slots, capacity, walk->seen[i]) = walk->seen[i];
        }
    }
    free(walk->seen);
    walk->seen = slots;
    walk->seen_capacity = capacity;
    return true;
}

/* Enter a folder into the set; *is_new tells whether it was not there. */
static bf_status enter(folder_walk *walk, bool *is_new, identity identity_,
                       bf_error *err)
{
    identity *slot;
    *is_new = false;
    if (walk->seen_count >= walk->seen_capacity / 2 && !grow_seen(walk)) {
        return no_memory(err);
    }
    slot = seen_slot(walk->seen, walk->seen_capacity, identity_);
    if (slot->inode == 0) {
        *slot = identity_;
        walk->seen_count++;
        *is_new = true;
    }
    return BF_OK;
}

/* What is found ----------------------------------------------------------- */

static char *join(bf_arena *arena, const char *parent, const char *name)
{
    size_t size = strlen(parent) + strlen(name) + 2;
    char *path = bf_arena_alloc(arena, size);
    if (path) {
        snprintf(path, size, "%s%s%s", parent, *parent ? "/" : "", name);
    }
    return path;
}

static bf_status add_file(folder_walk *walk, const char *path, bf_error *err)
{
    bfi_scan *scan = walk->scan;
    const bfi_format *format = bfi_format_of_path(path);
    if (!format) {
        walk->events->ignored(walk->events->payload, bf_str_of(path));
        return BF_OK;
    }
    if (scan->count == scan->capacity) {
        size_t capacity = scan->capacity ? scan->capacity * 2 : FIRST_CAPACITY;
        bfi_found *files =
            reallocarray(scan->files, capacity, sizeof *scan->files);
        if (!files) {
            return no_memory(err);
        }
        scan->files = files;
        scan->capacity = capacity;
    }
    scan->files[scan->count++] = (bfi_found){path, format};
    return BF_OK;
}

static bool is_inside(const walk_folder *inner, identity identity_)
{
    for (; inner; inner = inner->parent) {
        if (is_same(inner->identity, identity_)) {
            return true;
        }
    }
    return false;
}

static bf_status add_folder(folder_walk *walk, const walk_folder *parent,
                            const char *path, identity identity_, bool is_link,
                            bf_error *err)
{
    walk_folder *found;
    walk_folder **at = &walk->waiting;
    if (walk->has_index && is_same(walk->index, identity_)) {
        return BF_OK;
    }
    if (is_inside(parent, identity_)) {
        tell_failed(walk, path, "leads back to a folder that it is in");
        return BF_OK;
    }
    found = bf_arena_alloc(walk->scan->arena, sizeof *found);
    if (!found) {
        return no_memory(err);
    }
    if (is_link) {
        at = &walk->links;
        while (*at && strcmp((*at)->path, path) < 0) {
            at = &(*at)->next;
        }
    }
    *found = (walk_folder){parent, *at, path, identity_};
    *at = found;
    return BF_OK;
}

static bf_status add_entry(folder_walk *walk, const walk_folder *parent, int fd,
                           const struct dirent *entry, bf_error *err)
{
    bool is_link = entry->d_type == DT_LNK;
    struct stat facts;
    const char *path;
    if (entry->d_name[0] == '.') {
        return BF_OK;
    }
    path = join(walk->scan->arena, parent->path, entry->d_name);
    if (!path) {
        return no_memory(err);
    }
    if (entry->d_type != DT_LNK && entry->d_type != DT_DIR &&
        entry->d_type != DT_UNKNOWN) {
        return add_file(walk, path, err);
    }
    if (entry->d_type == DT_UNKNOWN &&
        fstatat(fd, entry->d_name, &facts, AT_SYMLINK_NOFOLLOW) == 0) {
        is_link = S_ISLNK(facts.st_mode);
    }
    if (fstatat(fd, entry->d_name, &facts, 0) != 0) {
        /* What a broken link led to may be a folder full of articles. */
        tell_failed(walk, path, strerror(errno));
        return BF_OK;
    }
    if (!S_ISDIR(facts.st_mode)) {
        return add_file(walk, path, err);
    }
    return add_folder(walk, parent, path, identity_of(&facts), is_link, err);
}

/* The walk ---------------------------------------------------------------- */

static bf_status read_entries(folder_walk *walk, const walk_folder *at,
                              DIR *stream, bf_error *err)
{
    bf_status status = BF_OK;
    while (!status) {
        const struct dirent *entry;
        errno = 0;
        entry = readdir(stream);
        if (!entry) {
            if (errno != 0) {
                tell_failed(walk, at->path, strerror(errno));
            }
            break;
        }
        status = add_entry(walk, at, dirfd(stream), entry, err);
    }
    return status;
}

static bf_status read_folder(folder_walk *walk, const walk_folder *at,
                             bf_error *err)
{
    bool is_new;
    DIR *stream;
    bf_status status;
    int fd;
    status = enter(walk, &is_new, at->identity, err);
    if (status) {
        return status;
    }
    if (!is_new) {
        walk->events->ignored(walk->events->payload, bf_str_of(at->path));
        return BF_OK;
    }
    fd = openat(walk->scan->fd, *at->path ? at->path : ".",
                O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    stream = fd < 0 ? NULL : fdopendir(fd);
    if (!stream) {
        tell_failed(walk, at->path, strerror(errno));
        if (fd >= 0) {
            close(fd);
        }
        return BF_OK;
    }
    status = read_entries(walk, at, stream, err);
    closedir(stream);
    return status;
}

static walk_folder *take(walk_folder **list)
{
    walk_folder *taken = *list;
    if (taken) {
        *list = taken->next;
    }
    return taken;
}

static bf_status walk_all(folder_walk *walk, bf_error *err)
{
    bf_status status = BF_OK;
    while (!status) {
        const walk_folder *next = take(&walk->waiting);
        if (!next) {
            next = take(&walk->links);
        }
        if (!next) {
            break;
        }
        status = read_folder(walk, next, err);
    }
    return status;
}

/* Begin with the folder itself and the chain from it up to "/", so that a link
 * to a folder above is known to lead back. */
static bf_status add_root(folder_walk *walk, bf_error *err)
{
    char up[PATH_MAX] = ".";
    size_t size = 1;
    struct stat facts;
    walk_folder *below = NULL;
    while (size + 4 < sizeof up &&
           fstatat(walk->scan->fd, up, &facts, 0) == 0) {
        walk_folder *at;
        if (below && is_same(below->identity, identity_of(&facts))) {
            break;
        }
        at = bf_arena_alloc(walk->scan->arena, sizeof *at);
        if (!at) {
            return no_memory(err);
        }
        *at = (walk_folder){.path = "", .identity = identity_of(&facts)};
        if (below) {
            below->parent = at;
        } else {
            walk->waiting = at;
        }
        below = at;
        memcpy(up + size, "/..", 4);
        size += 3;
    }
    return BF_OK;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const bfi_found *)a)->path, ((const bfi_found *)b)->path);
}

bf_status bfi_scan_folder(bfi_scan *out, const char *folder,
                          const struct stat *index,
                          const bfi_scan_events *events, bf_error *err)
{
    folder_walk walk = {
        .scan = out, .events = events, .has_index = index != NULL};
    bf_status status;
    memset(out, 0, sizeof *out);
    if (index) {
        walk.index = identity_of(index);
    }
    out->fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (out->fd < 0) {
        tell_failed(&walk, "", strerror(errno));
        return BF_OK;
    }
    status = bf_arena_new(&out->arena, BFI_MAX_PATHS_BYTES, err);
    if (!status) {
        status = add_root(&walk, err);
    }
    if (!status) {
        status = walk_all(&walk, err);
    }
    if (out->count > 1) {
        qsort(out->files, out->count, sizeof *out->files, by_path);
    }
    free(walk.seen);
    return status;
}

void bfi_scan_fini(bfi_scan *scan)
{
    bf_arena_free(scan->arena);
    free(scan->files);
    if (scan->fd >= 0) {
        close(scan->fd);
    }
    *scan = (bfi_scan){.fd = -1};
}
