/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_CHARS_H
#define BF_TEXT_CHARS_H

/*
 * What a character is to the segmenter: the Word_Break property of UAX #29 as
 * far as words need it, with the departures that <backfile/text.h> names.
 */

#include <backfile/base.h>

typedef enum bfi_class {
    BFI_OTHER,        /* separates words */
    BFI_LETTER,       /* ALetter */
    BFI_HEBREW,       /* Hebrew_Letter */
    BFI_DIGIT,        /* Numeric */
    BFI_CJK,          /* ideographs, kana, hangul: taken in pairs */
    BFI_COMPLEX,      /* Thai and its like (Line_Break SA): in pairs too */
    BFI_EMOJI,        /* a word of its own, with what is tied to it */
    BFI_FLAG,         /* Regional_Indicator: two are one flag */
    BFI_FRACTION,     /* a number such as one half: a word of its own */
    BFI_EXTEND,       /* marks: belong to the character before */
    BFI_FORMAT,       /* invisible: ignored inside a word */
    BFI_APOSTROPHE,   /* joins letters, joins digits; first of those that do */
    BFI_PERIOD,       /* joins digits, and the letters of U.S.A. */
    BFI_MID_LETTER,   /* joins letters */
    BFI_MID_DIGIT,    /* joins digits */
    BFI_DOUBLE_QUOTE, /* joins Hebrew letters */
    BFI_BEYOND_ASCII  /* of a byte only: the code point must be decoded */
} bfi_class;

/* The classes of bytes: of U+0000 to U+007F, and BFI_BEYOND_ASCII. */
extern const unsigned char bfi_byte_classes[256];

/* The class of any code point from U+0080 on. */
bfi_class bfi_class_beyond_ascii(uint32_t code);

/* Whether two code points of hangul, the second right after the first, are one
 * syllable: a vowel after a lead consonant, a final consonant after these. */
bool bfi_hangul_joins(uint32_t before, uint32_t after);

static inline bfi_class bfi_class_of_byte(char byte)
{
    return (bfi_class)bfi_byte_classes[(unsigned char)byte];
}

static inline bfi_class bfi_class_of(uint32_t code)
{
    return code < 128 ? (bfi_class)bfi_byte_classes[code]
                      : bfi_class_beyond_ascii(code);
}

/* Whether a word may begin with it and go on with it. */
static inline bool bfi_is_word(bfi_class cls)
{
    return cls == BFI_LETTER || cls == BFI_DIGIT || cls == BFI_HEBREW;
}

/* Whether the two bytes `lead` and `next` are a letter that takes two bytes, of
 * those that text in Latin, Greek and Cyrillic mostly has: of class BFI_LETTER,
 * nothing more to be told of it. */
static inline bool bfi_is_plain_letter(char lead, char next)
{
    const unsigned char first = (unsigned char)lead;
    const unsigned char second = (unsigned char)next;
    if ((second & 0xc0) != 0x80) {
        return false;
    }
    switch (first) {
    case 0xc3: /* U+00C0 on, but for the signs of multiplying and dividing */
        return second != 0x97 && second != 0xb7;
    case 0xc4:
        return second != 0xbf; /* the l with a point */
    case 0xc5:
        return second != 0x80;
    case 0xc6: /* to U+024F */
    case 0xc7:
    case 0xc8:
    case 0xd0: /* U+0400 to U+047F */
    case 0xd1:
        return true;
    case 0xc9:
        return second < 0x90;
    case 0xce: /* U+0391 on, without the one that is not assigned */
        return second >= 0x91 && second != 0xa2;
    case 0xcf:
        return second < 0x8f;
    default:
        return false;
    }
}

/* Whether it belongs to a script that is taken in pairs of characters. */
static inline bool bfi_is_paired(bfi_class cls)
{
    return cls == BFI_CJK || cls == BFI_COMPLEX;
}

/* Whether a rule of segmentation looks through it (WB4 of UAX #29). */
static inline bool bfi_is_ignored(bfi_class cls)
{
    return cls == BFI_EXTEND || cls == BFI_FORMAT;
}

#endif
