/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_FAULT_ALLOCATIONS_HH
#define BF_FAULT_ALLOCATIONS_HH

/*
 * Replaces operator new and malloc() for the whole program, the libraries that
 * it uses included, by ones that can be told to fail. To be included by one
 * file only. A sanitizer has its own malloc(), which stays.
 */

#include <cstdlib>
#include <new>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define BF_HAS_OWN_MALLOC 1
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BF_HAS_OWN_MALLOC 1
#endif

namespace allocations
{

/* The allocation that fails, counted from 1; 0: none does. */
static unsigned long fail_at;
/* All after it fail as well. */
static bool fail_on;
static unsigned long count;
static unsigned long failed;

static inline void arm(unsigned long number, bool on)
{
    count = 0;
    failed = 0;
    fail_on = on;
    fail_at = number;
}

static inline void disarm()
{
    fail_at = 0;
}

static inline bool fails()
{
    if (fail_at == 0) {
        return false;
    }
    count++;
    if (count == fail_at || (fail_on && count > fail_at)) {
        failed++;
        return true;
    }
    return false;
}

} // namespace allocations

#ifdef BF_HAS_OWN_MALLOC

void *operator new(size_t size)
{
    void *made = allocations::fails() ? nullptr : malloc(size ? size : 1);
    if (!made) {
        throw std::bad_alloc();
    }
    return made;
}

void operator delete(void *made) noexcept
{
    free(made);
}

void operator delete(void *made, size_t) noexcept
{
    free(made);
}

#else

/* operator new calls malloc(), so this catches both. */
extern "C" {
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

__attribute__((visibility("default"))) void *malloc(size_t size)
{
    return allocations::fails() ? nullptr : __libc_malloc(size);
}

__attribute__((visibility("default"))) void *calloc(size_t count, size_t size)
{
    return allocations::fails() ? nullptr : __libc_calloc(count, size);
}

__attribute__((visibility("default"))) void *realloc(void *old, size_t size)
{
    return allocations::fails() ? nullptr : __libc_realloc(old, size);
}

__attribute__((visibility("default"))) void *aligned_alloc(size_t alignment,
                                                           size_t size)
{
    return allocations::fails() ? nullptr : __libc_memalign(alignment, size);
}
}

#endif

#endif
