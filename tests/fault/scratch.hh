/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_FAULT_SCRATCH_HH
#define BF_FAULT_SCRATCH_HH

/* A folder of its own for a test, and what is in it. */

#include "scratch.h"

#include <cstdlib>
#include <dirent.h>
#include <string>
#include <unistd.h>
#include <vector>

namespace scratch
{

static std::string folder;

static inline bool make()
{
    const char *made = scratch_new();
    folder = made ? made : "";
    return made != nullptr;
}

static inline std::string path(const std::string &name)
{
    return folder + "/" + name;
}

static inline std::vector<std::string> list()
{
    std::vector<std::string> names;
    DIR *files = opendir(folder.c_str());
    while (const struct dirent *entry = files ? readdir(files) : nullptr) {
        if (entry->d_name[0] != '.') {
            names.push_back(entry->d_name);
        }
    }
    if (files) {
        closedir(files);
    }
    return names;
}

static inline size_t files()
{
    return list().size();
}

static inline void remove()
{
    for (const std::string &name : list()) {
        unlink(path(name).c_str());
    }
    rmdir(folder.c_str());
}

} // namespace scratch

#endif
