/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory in large pages. */

#include <backfile/util.h>

#include <stdlib.h>
#include <sys/mman.h>

void *bf_huge_alloc(size_t size)
{
    void *memory = aligned_alloc(BF_HUGE_BYTES, size);
    if (memory) {
        /* Where there are none, small ones do. */
        (void)madvise(memory, size, MADV_HUGEPAGE);
    }
    return memory;
}
