/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Replays files through a fuzz target, without libFuzzer: one TAP line each. */

#include <backfile/util.h>

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* For targets that do less of an input while they are to do many. */
extern const bool fuzz_is_replay;
const bool fuzz_is_replay = true;

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        bf_buf input;
        bf_error err;
        bf_buf_init(&input, (size_t)64 * 1024 * 1024);
        if (bf_file_read(&input, argv[i], &err)) {
            fprintf(stderr, "%s\n", err.text);
            bf_buf_fini(&input);
            return 1;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)bf_buf_str(&input).data,
                               input.size);
        bf_buf_fini(&input);
    }
    return 0;
}
