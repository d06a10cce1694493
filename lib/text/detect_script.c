/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The scripts that matter to the detector, by ranges of code points as in
 * Unicode's Blocks.txt; what is no letter never gets here. */

#include "detect.h"

typedef struct range {
    uint32_t first;
    uint32_t last;
    bfi_script script;
} range;

/* In order of code points. */
static const range ranges[] = {
    {0x0041, 0x024f, BFI_SCRIPT_LATIN},
    {0x0370, 0x03ff, BFI_SCRIPT_ALONE + 0},
    {0x0400, 0x052f, BFI_SCRIPT_CYRILLIC},
    {0x0530, 0x058f, BFI_SCRIPT_ALONE + 1},
    {0x0590, 0x05ff, BFI_SCRIPT_HEBREW},
    {0x0600, 0x06ff, BFI_SCRIPT_ARABIC},
    {0x0750, 0x077f, BFI_SCRIPT_ARABIC},
    {0x0780, 0x07bf, BFI_SCRIPT_ALONE + 2},
    {0x08a0, 0x08ff, BFI_SCRIPT_ARABIC},
    {0x0900, 0x097f, BFI_SCRIPT_DEVANAGARI},
    {0x0980, 0x09ff, BFI_SCRIPT_ALONE + 3},
    {0x0a00, 0x0a7f, BFI_SCRIPT_ALONE + 4},
    {0x0a80, 0x0aff, BFI_SCRIPT_ALONE + 5},
    {0x0b00, 0x0b7f, BFI_SCRIPT_ALONE + 6},
    {0x0b80, 0x0bff, BFI_SCRIPT_ALONE + 7},
    {0x0c00, 0x0c7f, BFI_SCRIPT_ALONE + 8},
    {0x0c80, 0x0cff, BFI_SCRIPT_ALONE + 9},
    {0x0d00, 0x0d7f, BFI_SCRIPT_ALONE + 10},
    {0x0d80, 0x0dff, BFI_SCRIPT_ALONE + 11},
    {0x0e00, 0x0e7f, BFI_SCRIPT_ALONE + 12},
    {0x0e80, 0x0eff, BFI_SCRIPT_ALONE + 13},
    {0x0f00, 0x0fff, BFI_SCRIPT_ALONE + 14},
    {0x1000, 0x109f, BFI_SCRIPT_ALONE + 15},
    {0x10a0, 0x10ff, BFI_SCRIPT_ALONE + 16},
    {0x1100, 0x11ff, BFI_SCRIPT_HANGUL},
    {0x1200, 0x139f, BFI_SCRIPT_ALONE + 17},
    {0x1780, 0x17ff, BFI_SCRIPT_ALONE + 18},
    {0x1c90, 0x1cbf, BFI_SCRIPT_ALONE + 16},
    {0x1e00, 0x1eff, BFI_SCRIPT_LATIN},
    {0x1f00, 0x1fff, BFI_SCRIPT_ALONE + 0},
    {0x3040, 0x30ff, BFI_SCRIPT_KANA},
    {0x3130, 0x318f, BFI_SCRIPT_HANGUL},
    {0x31f0, 0x31ff, BFI_SCRIPT_KANA},
    {0x3400, 0x9fff, BFI_SCRIPT_HAN},
    {0xac00, 0xd7ff, BFI_SCRIPT_HANGUL},
    {0xf900, 0xfaff, BFI_SCRIPT_HAN},
    {0x20000, 0x3ffff, BFI_SCRIPT_HAN},
};

/* From BFI_SCRIPT_ALONE on. Several of these scripts serve a second language
 * that is written far less. */
static const char *const languages[BFI_SCRIPTS - BFI_SCRIPT_ALONE] = {
    "el", "hy", "dv", "bn", "pa", "gu", "or", "ta", "te", "kn",
    "ml", "si", "th", "lo", "bo", "my", "ka", "am", "km",
};

bfi_script bfi_script_of(uint32_t code)
{
    size_t low = 0;
    size_t high = sizeof ranges / sizeof *ranges;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (code > ranges[middle].last) {
            low = middle + 1;
        } else if (code < ranges[middle].first) {
            high = middle;
        } else {
            return ranges[middle].script;
        }
    }
    return BFI_SCRIPT_NONE;
}

const char *bfi_script_language(bfi_script script)
{
    return languages[script - BFI_SCRIPT_ALONE];
}
