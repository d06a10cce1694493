/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Length codes, and pairs of frequency and length that bound scores. */

#include "maxima.h"

#include <string.h>

enum {
    PAIRS = 4
};

/* Those below 16 are the lengths; from there on there are 8 to an octave. */

unsigned char bfi_length_code(uint32_t length)
{
    unsigned shift;
    if (length < 16) {
        return (unsigned char)length;
    }
    if (length >= UINT32_C(1) << 31) {
        return BFI_LAST_LENGTH_CODE;
    }
    shift = 28 - (unsigned)__builtin_clz(length);
    return (unsigned char)(8 * (shift + 1) + (length >> shift & 7));
}

uint32_t bf_length_floor(unsigned char code)
{
    if (code < 16) {
        return code;
    }
    if (code > BFI_LAST_LENGTH_CODE) {
        code = BFI_LAST_LENGTH_CODE;
    }
    return (uint32_t)(8 + code % 8) << (code / 8 - 1);
}

/* Fronts ------------------------------------------------------------------ */

void bfi_front_init(bfi_front *front)
{
    memset(front->least, BFI_NO_LENGTH, sizeof front->least);
    front->most = 0;
}

void bfi_front_reset(bfi_front *front)
{
    memset(front->least, BFI_NO_LENGTH, front->most + 1);
    front->most = 0;
}

void bfi_front_merge(bfi_front *front, const bfi_front *from)
{
    for (unsigned f = 1; f <= from->most; f++) {
        if (from->least[f] < front->least[f]) {
            front->least[f] = from->least[f];
        }
    }
    if (from->most > front->most) {
        front->most = from->most;
    }
}

/* The pairs that none beats, by falling frequency. */
static size_t list(unsigned char frequencies[256], unsigned char lengths[256],
                   const bfi_front *front)
{
    size_t count = 0;
    unsigned char least = BFI_NO_LENGTH;
    for (unsigned f = front->most; f > 0; f--) {
        if (front->least[f] < least) {
            least = front->least[f];
            frequencies[count] = (unsigned char)f;
            lengths[count++] = least;
        }
    }
    return count;
}

/* How much higher than the better of two neighbours one that beats both can
 * score, by a measure that needs neither parameters nor floating point: in
 * eighths of an octave of frequency or of length, whichever is less. */
static int distance(unsigned char more, unsigned char fewer,
                    unsigned char longer, unsigned char shorter)
{
    const int by_frequency = bfi_length_code(more) - bfi_length_code(fewer);
    const int by_length = longer - shorter;
    return by_frequency < by_length ? by_frequency : by_length;
}

static size_t nearest(const unsigned char *frequencies,
                      const unsigned char *lengths, size_t count)
{
    size_t best = 0;
    int least = INT32_MAX;
    for (size_t i = 0; i + 1 < count; i++) {
        const int d = distance(frequencies[i], frequencies[i + 1], lengths[i],
                               lengths[i + 1]);
        if (d < least) {
            least = d;
            best = i;
        }
    }
    return best;
}

bf_maxima bfi_front_maxima(const bfi_front *front)
{
    unsigned char frequencies[256] = {0};
    unsigned char lengths[256] = {0};
    bf_maxima out;
    size_t count = list(frequencies, lengths, front);
    while (count > PAIRS) {
        const size_t i = nearest(frequencies, lengths, count);
        /* The greater frequency with the lesser length: of i and of i + 1. */
        count--;
        lengths[i] = lengths[i + 1];
        for (size_t k = i + 1; k < count; k++) {
            frequencies[k] = frequencies[k + 1];
            lengths[k] = lengths[k + 1];
        }
    }
    for (size_t i = 0; i < PAIRS; i++) {
        out.frequency[i] = frequencies[i < count ? i : 0];
        out.length[i] = lengths[i < count ? i : 0];
    }
    return out;
}
