/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as JSON Lines: at most one article or failure a line. */

#include <formats_fuzz.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t lines = 1;
    for (size_t i = 0; i < size; i++) {
        lines += data[i] == '\n';
    }
    must(fuzz_read("jsonl", data, size) <= lines);
    return 0;
}
