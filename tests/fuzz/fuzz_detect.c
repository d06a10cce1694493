/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The detector of languages. The first byte says where the text is cut in two
 * parts.
 *
 * Held for any text: the confidence is from 0 to 1 and says whether there is
 * a language, which is one that the detector knows, and is the same when asked
 * again.
 */

#include <backfile/detect.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bf_detector *the_detector(void)
{
    static bf_detector *detector;
    if (!detector) {
        require(!bf_detector_new(&detector, NULL));
    }
    return detector;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bf_detected found;
    bf_detected again;
    bf_str texts[2];
    size_t cut;
    if (size == 0) {
        return 0;
    }
    cut = (size - 1) * data[0] / 255;
    texts[0] = (bf_str){(const char *)data + 1, cut};
    texts[1] = (bf_str){(const char *)data + 1 + cut, size - 1 - cut};
    bf_detect(&found, the_detector(), texts, 2);
    require(found.confidence >= 0 && found.confidence <= 1);
    require((found.confidence >= 0.5) == (found.language[0] != '\0'));
    require(found.language[0] == '\0' ||
            bf_detect_knows(bf_str_of(found.language)));
    bf_detect(&again, the_detector(), texts, 2);
    require(strcmp(found.language, again.language) == 0 &&
            found.confidence >= again.confidence &&
            found.confidence <= again.confidence);
    return 0;
}
