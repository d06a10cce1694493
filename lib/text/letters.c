/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of letters and signs, sorted by code point. */

#include "letters.h"

#include <stdlib.h>

typedef struct plain {
    uint16_t code;
    char text[4];
} plain;

static const plain signs[] = {
    {0x02b9, "'"},
    {0x02ba, "'"},
    {0x02bb, "'"},
    {0x02bc, "'"},
    {0x02bd, "'"},
    {0x02be, "'"},
    {0x02bf, "'"},
    {0x055a, "'"},
    {0x05f3, "'"},
    {0x05f4, "\""},
    /* Persian and Urdu have these on their keyboards, Arabic those. */
    {0x06a9, "ك"},
    {0x06c1, "ه"},
    {0x06cc, "ي"},
    {0x2018, "'"},
    {0x2019, "'"},
    {0x201b, "'"},
    {0x2032, "'"},
    {0x2044, "/"},
    {0x266f, "#"},
};

/* Small letters only: folding has made capitals small before. */
static const plain letters[] = {
    {0x00df, "ss"}, {0x00e6, "ae"}, {0x00f0, "d"},  {0x00f8, "o"},
    {0x00fe, "th"}, {0x0111, "d"},  {0x0127, "h"},  {0x0131, "i"},
    {0x0138, "q"},  {0x0142, "l"},  {0x014b, "n"},  {0x0153, "oe"},
    {0x0167, "t"},  {0x0180, "b"},  {0x0183, "b"},  {0x0188, "c"},
    {0x018c, "d"},  {0x0192, "f"},  {0x0195, "hv"}, {0x0199, "k"},
    {0x019a, "l"},  {0x019e, "n"},  {0x01a5, "p"},  {0x01ab, "t"},
    {0x01ad, "t"},  {0x01b4, "y"},  {0x01b6, "z"},  {0x01e5, "g"},
    {0x0221, "d"},  {0x0225, "z"},  {0x0234, "l"},  {0x0235, "n"},
    {0x0236, "t"},  {0x0237, "j"},  {0x0238, "db"}, {0x0239, "qp"},
    {0x023c, "c"},  {0x023f, "s"},  {0x0240, "z"},  {0x0247, "e"},
    {0x0249, "j"},  {0x024b, "q"},  {0x024d, "r"},  {0x024f, "y"},
    {0x0253, "b"},  {0x0254, "o"},  {0x0256, "d"},  {0x0257, "d"},
    {0x0259, "e"},  {0x025b, "e"},  {0x0260, "g"},  {0x0268, "i"},
    {0x0269, "i"},  {0x026b, "l"},  {0x0272, "n"},  {0x0275, "o"},
    {0x0289, "u"},  {0x028b, "v"},  {0x1e9f, "d"},  {0x2c61, "l"},
    {0x2c65, "a"},  {0x2c66, "t"},  {0x2c68, "h"},  {0x2c6a, "k"},
    {0x2c6c, "z"},  {0xa733, "aa"}, {0xa735, "ao"}, {0xa737, "au"},
    {0xa739, "av"}, {0xa73b, "av"}, {0xa73d, "ay"}, {0xa741, "k"},
    {0xa743, "k"},  {0xa745, "k"},  {0xa749, "l"},  {0xa74b, "o"},
    {0xa74d, "o"},  {0xa74f, "oo"}, {0xa751, "p"},  {0xa753, "p"},
    {0xa755, "p"},  {0xa757, "q"},  {0xa759, "q"},  {0xa761, "vy"}};

static int compare(const void *code, const void *entry)
{
    const uint32_t a = *(const uint32_t *)code;
    const uint32_t b = ((const plain *)entry)->code;
    return (a > b) - (a < b);
}

static const char *find(const plain *table, size_t count, uint32_t code)
{
    const plain *found = bsearch(&code, table, count, sizeof *table, compare);
    return found ? found->text : NULL;
}

const char *bfi_plain_sign(uint32_t code)
{
    return find(signs, sizeof signs / sizeof *signs, code);
}

const char *bfi_plain_letter(uint32_t code)
{
    return find(letters, sizeof letters / sizeof *letters, code);
}
