/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_FAULT_SANITIZERS_HH
#define BF_FAULT_SANITIZERS_HH

/*
 * What sanitizers pass over where Xapian fails: version 1.4 frees some objects
 * by a base class with another size, and forgets some when memory runs out. To
 * be included by one file of a program.
 */

extern "C" __attribute__((visibility("default"))) const char *
__asan_default_options()
{
    return "new_delete_type_mismatch=0";
}

extern "C" __attribute__((visibility("default"))) const char *
__lsan_default_suppressions()
{
    return "leak:libxapian\n";
}

#endif
