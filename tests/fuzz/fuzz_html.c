/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a HTML file: one article or one failure. */

#include <formats_fuzz.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    must(fuzz_read("html", data, size) == 1);
    return 0;
}
