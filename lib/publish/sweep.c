/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sweeping. Who has a segment open keeps it; who has read a manifest and not
 * yet opened what it names finds it gone, and that there is a newer state.
 */

#include "publisher.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool has_ending(const char *name, const char *ending)
{
    const size_t size = strlen(name);
    const size_t end = strlen(ending);
    return size >= end && strcmp(name + size - end, ending) == 0;
}

static bool is_named(const bf_publisher *publisher, const char *file)
{
    const size_t digits = BF_SEGMENT_NAME_BYTES - 1;
    const size_t count =
        publisher->manifest ? bf_manifest_count(publisher->manifest) : 0;
    for (size_t i = 0; i < count; i++) {
        const char *name = bf_manifest_segment(publisher->manifest, i)->name;
        if (strncmp(file, name, digits) == 0 &&
            strcmp(file + digits, BF_SEGMENT_ENDING) == 0) {
            return true;
        }
    }
    return false;
}

void bfi_publisher_sweep(const bf_publisher *publisher)
{
    DIR *folder = opendir(bf_writer_folder(publisher->writer));
    const struct dirent *entry;
    while (folder && (entry = readdir(folder)) != NULL) {
        const char *name = entry->d_name;
        if (has_ending(name, BF_SEGMENT_TEMPORARY) ||
            (has_ending(name, BF_SEGMENT_ENDING) &&
             !is_named(publisher, name))) {
            (void)unlinkat(dirfd(folder), name, 0);
        }
    }
    if (folder) {
        closedir(folder);
    }
}
