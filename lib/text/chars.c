/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The classes of characters. Most follow from the general category that
 * utf8proc knows, so the letters of new scripts need nothing here. Two sorted
 * tables hold the rest: single characters that the rules name, and scripts
 * whose letters are not taken as plain letters.
 */

#include "chars.h"

#include <utf8proc.h>

enum {
    o = BFI_OTHER,
    A = BFI_LETTER,
    D = BFI_DIGIT,
    M = BFI_APOSTROPHE,
    P = BFI_PERIOD,
    N = BFI_MID_DIGIT,
    Q = BFI_DOUBLE_QUOTE,
    w = BFI_BEYOND_ASCII
};

/* clang-format off */
const unsigned char bfi_byte_classes[256] = {
    o, o, o, o, o, o, o, o, o, o, o, o, o, o, o, o,
    o, o, o, o, o, o, o, o, o, o, o, o, o, o, o, o,
    o, o, Q, o, o, o, o, M, o, o, o, o, N, o, P, o, /*  !"#$%&'()*+,-./ */
    D, D, D, D, D, D, D, D, D, D, o, N, o, o, o, o, /* 0123456789:;<=>? */
    o, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
    A, A, A, A, A, A, A, A, A, A, A, o, o, o, o, o,
    o, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
    A, A, A, A, A, A, A, A, A, A, A, o, o, o, o, o,
    w, w, w, w, w, w, w, w, w, w, w, w, w, w, w, w,
    w, w, w, w, w, w, w, w, w, w, w, w, w, w, w, w,
    w, w, w, w, w, w, w, w, w, w, w, w, w, w, w, w,
    w, w, w, w, w, w, w, w, w, w, w, w, w, w, w, w,
    w, w, w, w, w, w, w, w, w, w, w, w, w, w, w, w,
    w, w, w, w, w, w, w, w, w, w, w, w, w, w, w, w,
    w, w, w, w, w, w, w, w, w, w, w, w, w, w, w, w,
    w, w, w, w, w, w, w, w, w, w, w, w, w, w, w, w
};
/* clang-format on */

#define COUNT(table) (sizeof(table) / sizeof *(table))

typedef struct range {
    uint32_t first;
    uint32_t last;
    bfi_class cls;
} range;

/*
 * Characters whose class does not follow from their category. U+02B9 to U+02BF,
 * among them the okina and the half rings of Arabic and Hebrew names, are
 * letters to Unicode; here they are the apostrophes as which people type them,
 * and as U+05F3 they count inside a word only. So are the acute accent and the
 * prime, which keyboards and old books have in their place. U+309B and U+309C
 * are the voicing marks of Japanese as signs; typed after kana they mean the
 * marks. Tatweel (U+0640) and hyphenation points are ornaments of a word, so
 * looked through. Subscript digits are digits, so that CO₂ is one word. What
 * Unicode lets connect words (U+202F, a colon in any form, a hyphen that is a
 * letter) is absent: it separates.
 */
static const range characters[] = {
    {0x00b4, 0x00b4, BFI_APOSTROPHE},   {0x00b7, 0x00b7, BFI_MID_LETTER},
    {0x00bc, 0x00be, BFI_FRACTION},     {0x02b9, 0x02bf, BFI_APOSTROPHE},
    {0x02c2, 0x02c5, BFI_LETTER},       {0x02d2, 0x02d7, BFI_LETTER},
    {0x02de, 0x02df, BFI_LETTER},       {0x02e5, 0x02eb, BFI_LETTER},
    {0x02ed, 0x02ed, BFI_LETTER},       {0x02ef, 0x02ff, BFI_LETTER},
    {0x037e, 0x037e, BFI_MID_DIGIT},    {0x0387, 0x0387, BFI_MID_LETTER},
    {0x055a, 0x055a, BFI_APOSTROPHE},   {0x055b, 0x055c, BFI_LETTER},
    {0x055e, 0x055e, BFI_LETTER},       {0x055f, 0x055f, BFI_MID_LETTER},
    {0x0589, 0x0589, BFI_MID_DIGIT},    {0x05f3, 0x05f3, BFI_APOSTROPHE},
    {0x05f4, 0x05f4, BFI_DOUBLE_QUOTE}, {0x060c, 0x060d, BFI_MID_DIGIT},
    {0x0640, 0x0640, BFI_EXTEND},       {0x066b, 0x066b, BFI_DIGIT},
    {0x066c, 0x066c, BFI_MID_DIGIT},    {0x07f8, 0x07f8, BFI_MID_DIGIT},
    {0x1ffd, 0x1ffd, BFI_APOSTROPHE},   {0x200c, 0x200d, BFI_EXTEND},
    {0x2018, 0x2019, BFI_APOSTROPHE},   {0x201b, 0x201b, BFI_APOSTROPHE},
    {0x2024, 0x2024, BFI_PERIOD},       {0x2027, 0x2027, BFI_FORMAT},
    {0x2032, 0x2032, BFI_APOSTROPHE},   {0x2080, 0x2089, BFI_DIGIT},
    {0x2150, 0x215e, BFI_FRACTION},     {0x2189, 0x2189, BFI_FRACTION},
    {0x24b6, 0x24e9, BFI_LETTER},       {0x3005, 0x3007, BFI_CJK},
    {0x3021, 0x3029, BFI_CJK},          {0x3031, 0x3035, BFI_CJK},
    {0x3038, 0x303b, BFI_CJK},          {0x309b, 0x309c, BFI_EXTEND},
    {0x32d0, 0x32fe, BFI_CJK},          {0x3300, 0x3357, BFI_CJK},
    {0xa708, 0xa716, BFI_LETTER},       {0xa720, 0xa721, BFI_LETTER},
    {0xa789, 0xa78a, BFI_LETTER},       {0xab5b, 0xab5b, BFI_LETTER},
    {0xfe10, 0xfe10, BFI_MID_DIGIT},    {0xfe14, 0xfe14, BFI_MID_DIGIT},
    {0xfe50, 0xfe50, BFI_MID_DIGIT},    {0xfe52, 0xfe52, BFI_PERIOD},
    {0xfe54, 0xfe54, BFI_MID_DIGIT},    {0xff07, 0xff07, BFI_APOSTROPHE},
    {0xff0c, 0xff0c, BFI_MID_DIGIT},    {0xff0e, 0xff0e, BFI_PERIOD},
    {0xff1b, 0xff1b, BFI_MID_DIGIT},    {0xff9e, 0xff9f, BFI_EXTEND},
    {0x1f130, 0x1f149, BFI_LETTER},     {0x1f150, 0x1f169, BFI_LETTER},
    {0x1f170, 0x1f189, BFI_LETTER},     {0x1f3fb, 0x1f3ff, BFI_EXTEND},
    {0xe0020, 0xe007f, BFI_EXTEND},
};

/* Scripts, by the ranges of their letters; their marks, digits and signs keep
 * the class of their category. */
static const range scripts[] = {
    {0x05d0, 0x05f2, BFI_HEBREW},    {0x0e00, 0x0eff, BFI_COMPLEX},
    {0x1000, 0x109f, BFI_COMPLEX},   {0x1100, 0x11ff, BFI_CJK},
    {0x1780, 0x17ff, BFI_COMPLEX},   {0x1950, 0x19df, BFI_COMPLEX},
    {0x1a20, 0x1aaf, BFI_COMPLEX},   {0x3041, 0x3096, BFI_CJK},
    {0x309d, 0x309f, BFI_CJK},       {0x30a1, 0x30fa, BFI_CJK},
    {0x30fc, 0x30ff, BFI_CJK},       {0x3131, 0x318e, BFI_CJK},
    {0x31f0, 0x31ff, BFI_CJK},       {0x3400, 0x4dbf, BFI_CJK},
    {0x4e00, 0x9fff, BFI_CJK},       {0xa960, 0xa97f, BFI_CJK},
    {0xa9e0, 0xa9ff, BFI_COMPLEX},   {0xaa60, 0xaadf, BFI_COMPLEX},
    {0xac00, 0xd7ff, BFI_CJK},       {0xf900, 0xfaff, BFI_CJK},
    {0xfb1d, 0xfb4f, BFI_HEBREW},    {0xff66, 0xffdc, BFI_CJK},
    {0x11700, 0x1174f, BFI_COMPLEX}, {0x16fe4, 0x18dff, BFI_CJK},
    {0x1aff0, 0x1b2ff, BFI_CJK},     {0x20000, 0x3ffff, BFI_CJK},
};

/* The class of the range of a sorted table that holds `code`, or `none`. */
static bfi_class find(const range *table, size_t count, uint32_t code,
                      bfi_class none)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (code > table[middle].last) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && code >= table[low].first ? table[low].cls : none;
}

/* Whether a pictograph is one that people write for its own sake. Those that
 * also serve as a sign in plain text are not: (c), arrows, bullets, and of
 * music flat, natural and sharp. */
static bool is_emoji(uint32_t code)
{
    return code >= 0x1f000 ||
           (code >= 0x2600 && code < 0x27c0 &&
            (code < 0x266d || code > 0x266f)) ||
           (code >= 0x2300 && code < 0x2400) || code == 0x2b50 ||
           code == 0x2b55;
}

/* The class of what is no letter, digit or mark. */
static bfi_class class_of_sign(uint32_t code,
                               const utf8proc_property_t *property)
{
    if (property->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC) {
        return is_emoji(code) ? BFI_EMOJI : BFI_OTHER;
    }
    if (property->boundclass == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR) {
        return BFI_FLAG;
    }
    return property->ignorable ? BFI_FORMAT : BFI_OTHER;
}

static bfi_class class_of_category(uint32_t code)
{
    const utf8proc_property_t *property =
        utf8proc_get_property((utf8proc_int32_t)code);
    switch (property->category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
        /* The fillers of hangul are letters, but invisible. */
        return property->ignorable
                   ? BFI_FORMAT
                   : find(scripts, COUNT(scripts), code, BFI_LETTER);
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return BFI_EXTEND;
    case UTF8PROC_CATEGORY_ND:
        return BFI_DIGIT;
    case UTF8PROC_CATEGORY_CF:
        return BFI_FORMAT;
    default:
        return class_of_sign(code, property);
    }
}

bfi_class bfi_class_beyond_ascii(uint32_t code)
{
    bfi_class cls;
    /* The blocks that most text is made of hold nothing else. */
    if (code >= 0xc0 && code < 0x482) {
        if ((code < 0x2b0 && code != 0xd7 && code != 0xf7) || code >= 0x400) {
            return BFI_LETTER;
        }
    } else if ((code >= 0x4e00 && code < 0xa000) ||
               (code >= 0x3041 && code < 0x3097) ||
               (code >= 0x30a1 && code < 0x30fb) ||
               (code >= 0xac00 && code < 0xd7a4)) {
        return BFI_CJK;
    } else if (code == 0x3001 || code == 0x3002) { /* comma and full stop */
        return BFI_OTHER;
    }
    cls = find(characters, COUNT(characters), code, BFI_OTHER);
    return cls == BFI_OTHER ? class_of_category(code) : cls;
}

/* The jamo that NFKC makes of `code`: another one for the compatibility and
 * halfwidth forms, else itself. */
static uint32_t jamo_of(uint32_t code)
{
    utf8proc_int32_t jamo[4];
    if ((code >= 0x3131 && code <= 0x3163) ||
        (code >= 0xffa1 && code <= 0xffdc)) {
        utf8proc_ssize_t count = utf8proc_decompose_char(
            (utf8proc_int32_t)code, jamo, sizeof jamo / sizeof *jamo,
            UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE, NULL);
        return count == 1 ? (uint32_t)jamo[0] : code;
    }
    return code;
}

bool bfi_hangul_joins(uint32_t before, uint32_t after)
{
    if (after < 0x1161) {
        return false;
    }
    after = jamo_of(after);
    if (after < 0x1161 || after > 0x11c2) {
        return false;
    }
    before = jamo_of(before);
    if (after <= 0x1175) {
        return before >= 0x1100 && before <= 0x1112;
    }
    return after >= 0x11a8 && ((before >= 0x1161 && before <= 0x1175) ||
                               (before >= 0xac00 && before <= 0xd7a3 &&
                                (before - 0xac00) % 28 == 0));
}
