/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Packed groups by all kernels that run here, varints, length codes, maxima. */

#include "lib/blocks/bytes.h"
#include "lib/blocks/maxima.h"
#include "lib/blocks/pack.h"

#include <stdlib.h>
#include <tap.h>

static uint64_t random_state = 1;

static uint32_t random_u32(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 32);
}

static uint32_t random_bits(unsigned bits)
{
    return bits > 0 ? random_u32() >> (32 - bits) : 0;
}

static bool equal(const uint32_t *a, const uint32_t *b)
{
    return memcmp(a, b, BFI_GROUP * sizeof *a) == 0;
}

/* Packing ----------------------------------------------------------------- */

/* Unpack from memory that ends where it says: sanitizers see any read beyond.
 */
static size_t unpack_exactly(const bfi_kernels *kernels, uint32_t *out,
                             const unsigned char *bytes, size_t size)
{
    unsigned char *copy = malloc(size > 0 ? size : 1);
    size_t used;
    memcpy(copy, bytes, size);
    used = bfi_unpack_by(kernels, out, copy, size);
    free(copy);
    return used;
}

/* All kernels give the bytes of the portable ones, and the numbers back; too
 * few bytes are refused. */
static bool holds(const uint32_t *numbers, bool may_except)
{
    unsigned char wanted[BFI_MAX_PACKED];
    const size_t size =
        bfi_pack_by(&bfi_kernels_portable, wanted, numbers, may_except);
    const bfi_kernels *kernels;
    bool good = bfi_packed_size(wanted, size) == size &&
                bfi_packed_size(wanted, size - 1) == 0;
    for (size_t i = 0; (kernels = bfi_kernels_at(i)); i++) {
        unsigned char bytes[BFI_MAX_PACKED];
        uint32_t back[BFI_GROUP];
        good = good &&
               bfi_pack_by(kernels, bytes, numbers, may_except) == size &&
               memcmp(bytes, wanted, size) == 0 &&
               unpack_exactly(kernels, back, bytes, size) == size &&
               equal(back, numbers) &&
               unpack_exactly(kernels, back, bytes, size - 1) == 0;
    }
    return good;
}

static void test_kernels(void)
{
    const bfi_kernels *kernels;
    size_t count = 0;
    for (; (kernels = bfi_kernels_at(count)); count++) {
        printf("# %s\n", kernels->name);
    }
    ok(count > 0 && bfi_kernels_at(0) == &bfi_kernels_portable,
       "the portable kernels come first");
    ok(bfi_kernels_best() == bfi_kernels_at(count - 1), "the best come last");
}

static void test_widths(void)
{
    for (unsigned bits = 0; bits <= 32; bits++) {
        uint32_t numbers[BFI_GROUP];
        bool good = true;
        for (unsigned round = 0; round < 50; round++) {
            for (unsigned i = 0; i < BFI_GROUP; i++) {
                numbers[i] = random_bits(bits);
            }
            good = good && holds(numbers, round % 2 == 0);
        }
        for (unsigned i = 0; i < BFI_GROUP; i++) {
            numbers[i] = bits > 0 ? UINT32_MAX >> (32 - bits) : 0;
        }
        good = good && holds(numbers, false) && holds(numbers, true);
        ok(good, "numbers of %u bits", bits);
    }
}

static void test_exceptions(void)
{
    bool good = true;
    for (unsigned round = 0; round < 5000; round++) {
        const unsigned bits = random_u32() % 33;
        const unsigned spoilt = random_u32() % BFI_GROUP;
        uint32_t numbers[BFI_GROUP];
        for (unsigned i = 0; i < BFI_GROUP; i++) {
            numbers[i] = random_bits(bits);
        }
        for (unsigned i = 0; i < spoilt; i += 1 + random_u32() % 16) {
            numbers[random_u32() % BFI_GROUP] = random_bits(random_u32() % 33);
        }
        good = good && holds(numbers, true) && holds(numbers, false);
    }
    ok(good, "numbers of mixed sizes");
}

/* The cheapest number of bits, by trying all. */
static size_t least_size(const uint32_t *numbers)
{
    size_t least = SIZE_MAX;
    for (unsigned bits = 0; bits <= 32; bits++) {
        size_t size = BFI_PACK_HEADER + 16 * (size_t)bits;
        for (unsigned i = 0; i < BFI_GROUP; i++) {
            unsigned char room[BFI_MAX_VARINT_U32];
            const uint32_t above = bits < 32 ? numbers[i] >> bits : 0;
            if (above > 0) {
                size += 1 + (size_t)(bfi_put_varint(room, above) - room);
            }
        }
        least = size < least ? size : least;
    }
    return least;
}

static void test_choice(void)
{
    unsigned char bytes[BFI_MAX_PACKED];
    uint32_t numbers[BFI_GROUP] = {0};
    bool good = true;
    is_int(bfi_pack(bytes, numbers, true), 2, "zeros take two bytes");
    numbers[127] = UINT32_MAX;
    is_int(bfi_pack(bytes, numbers, true), 8, "one exception");
    ok(memcmp(bytes, "\x00\x01\x7f\xff\xff\xff\xff\x0f", 8) == 0,
       "its bytes: no bits, one exception, the last, all of it");
    is_int(bfi_pack(bytes, numbers, false), 2 + 16 * 32, "none allowed");
    for (unsigned round = 0; round < 2000; round++) {
        for (unsigned i = 0; i < BFI_GROUP; i++) {
            numbers[i] =
                random_bits(random_u32() % 33 * (random_u32() % 8) / 7);
        }
        good = good && bfi_pack(bytes, numbers, true) == least_size(numbers);
    }
    ok(good, "the size is the least");
}

static void test_layout(void)
{
    unsigned char bytes[BFI_MAX_PACKED];
    uint32_t numbers[BFI_GROUP] = {0};
    numbers[0] = 1;
    numbers[1] = 2;
    numbers[4] = 3;
    numbers[127] = 3;
    is_int(bfi_pack(bytes, numbers, false), 2 + 32, "two bits");
    ok(memcmp(
           bytes,
           "\x02\x00"
           "\x0d\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
           "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xc0",
           34) == 0,
       "lanes of 32 bits side by side, the lowest bits first");
}

static void test_refused(void)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *why;
    } rows[] = {
        {"", 0, "nothing"},
        {"\x00", 1, "half a header"},
        {"\x21\x00", 2, "33 bits"},
        {"\xff\x00", 2, "255 bits"},
        {"\x01\x00", 2, "no words"},
        {"\x00\x81", 2, "129 exceptions"},
        {"\x00\x01", 2, "no exception"},
        {"\x00\x01\x05", 3, "an exception without number"},
        {"\x00\x01\x05\x80", 4, "an exception that does not end"},
        {"\x00\x01\x80\x01", 4, "an exception of number 128"},
        {"\x00\x02\x05\x01\x05\x01", 6, "an exception twice"},
        {"\x00\x02\x05\x01\x04\x01", 6, "exceptions that fall"},
        {"\x00\x01\x05\x00", 4, "an exception of nothing"},
        {"\x00\x01\x05\xff\xff\xff\xff\x10", 8, "a number of 33 bits"},
        {"\x00\x01\x05\x80\x80\x80\x80\x80\x01", 9, "too long a varint"},
    };
    static unsigned char wide[BFI_MAX_PACKED + 8];
    uint32_t out[BFI_GROUP];
    const bfi_kernels *kernels;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool good = true;
        for (size_t k = 0; (kernels = bfi_kernels_at(k)); k++) {
            good = good && unpack_exactly(kernels, out,
                                          (const unsigned char *)rows[i].bytes,
                                          rows[i].size) == 0;
        }
        ok(good, "%s: refused", rows[i].why);
    }
    wide[0] = 32;
    wide[1] = 1;
    is_int(bfi_unpack(out, wide, sizeof wide), 0,
           "an exception of 32 bits: refused");
    wide[0] = 31;
    wide[BFI_PACK_HEADER + 16 * 31 + 1] = 2;
    is_int(bfi_unpack(out, wide, sizeof wide), 0,
           "an exception that exceeds 32 bits: refused");
}

/* Any bytes: all kernels agree, and read nothing beyond them. */
static void test_any_bytes(void)
{
    bool good = true;
    for (unsigned round = 0; round < 20000; round++) {
        unsigned char bytes[600];
        uint32_t wanted[BFI_GROUP];
        const size_t size = random_u32() % (sizeof bytes + 1);
        const bfi_kernels *kernels;
        size_t used;
        for (size_t i = 0; i < sizeof bytes; i++) {
            bytes[i] = (unsigned char)random_u32();
        }
        bytes[0] %= 36;
        bytes[1] %= 4;
        used = unpack_exactly(&bfi_kernels_portable, wanted, bytes, size);
        good = good && used <= size;
        for (size_t i = 1; (kernels = bfi_kernels_at(i)); i++) {
            uint32_t out[BFI_GROUP];
            good = good && unpack_exactly(kernels, out, bytes, size) == used &&
                   (used == 0 || equal(out, wanted));
        }
    }
    ok(good, "any bytes: all kernels agree");
}

/* Sums -------------------------------------------------------------------- */

static bool sum_holds(const uint32_t *differences, uint32_t next, uint32_t last,
                      bool wanted)
{
    uint32_t numbers[BFI_GROUP];
    const bfi_kernels *kernels;
    bool good = true;
    for (size_t k = 0; (kernels = bfi_kernels_at(k)); k++) {
        uint64_t number = next;
        memcpy(numbers, differences, sizeof numbers);
        good = good && bfi_sum_by(kernels, numbers, next, last) == wanted;
        for (unsigned i = 0; wanted && i < BFI_GROUP; i++) {
            number += differences[i];
            good = good && numbers[i] == number;
            number++;
        }
    }
    return good;
}

static void test_sums(void)
{
    uint32_t differences[BFI_GROUP] = {0};
    bool good = true;
    ok(sum_holds(differences, 0, 127, true), "neighbours, from 0");
    ok(sum_holds(differences, 5, 132, true), "neighbours, from 5");
    ok(sum_holds(differences, 5, 131, false), "another last number");
    differences[127] = 0x7fffff80;
    ok(sum_holds(differences, 0, 0x7fffffff, true), "a wide step");
    differences[127] = 0xffffff80;
    ok(sum_holds(differences, 0, UINT32_MAX, true), "up to the last number");
    ok(sum_holds(differences, 1, 0, false), "and beyond it");
    differences[126] = UINT32_MAX;
    differences[127] = 0;
    ok(sum_holds(differences, 128, 254, false), "a sum that comes round");
    differences[0] = UINT32_MAX;
    differences[126] = 0;
    ok(sum_holds(differences, 0, 126, false), "one that does so at once");
    for (unsigned round = 0; round < 2000; round++) {
        const unsigned bits = random_u32() % 25;
        const uint32_t next = random_bits(31);
        uint64_t last = next + (uint64_t)BFI_GROUP - 1;
        for (unsigned i = 0; i < BFI_GROUP; i++) {
            differences[i] = random_bits(bits);
            last += differences[i];
        }
        good = good && last <= UINT32_MAX &&
               sum_holds(differences, next, (uint32_t)last, true) &&
               sum_holds(differences, next, (uint32_t)last + 1, false);
    }
    ok(good, "random steps");
}

/* Varints ----------------------------------------------------------------- */

static void test_varints(void)
{
    unsigned char bytes[8];
    bool good = true;
    for (unsigned round = 0; round < 10000; round++) {
        const uint32_t number = random_bits(random_u32() % 33);
        const unsigned char *at = bytes;
        const unsigned char *end = bfi_put_varint(bytes, number);
        uint32_t back;
        good = good && end - bytes <= BFI_MAX_VARINT_U32 &&
               !bfi_get_varint(&back, &at, end - 1) && at == bytes &&
               bfi_get_varint(&back, &at, end) && back == number && at == end;
    }
    ok(good, "varints come back, and half ones are refused");
}

/* Length codes ------------------------------------------------------------ */

static void test_codes(void)
{
    bool good = true;
    for (unsigned code = 0; code <= BFI_LAST_LENGTH_CODE; code++) {
        const uint32_t least = bf_length_floor((unsigned char)code);
        good = good && bfi_length_code(least) == code &&
               (code == 0 || bfi_length_code(least - 1) == code - 1);
    }
    ok(good, "each code is that of its least length");
    is_int(bfi_length_code(15), 15, "15");
    is_int(bfi_length_code(16), 16, "16");
    is_int(bfi_length_code(31), 23, "31: as 30");
    is_int(bf_length_floor(23), 30, "30");
    is_int(bf_length_floor(BFI_LAST_LENGTH_CODE), 0x80000000, "the last code");
    is_int(bfi_length_code(UINT32_MAX), BFI_LAST_LENGTH_CODE,
           "the longest of all");
    is_int(bf_length_floor(255), 0x80000000, "what is no code is the last one");
}

/* Maxima ------------------------------------------------------------------ */

static bool is_maxima(bf_maxima got, const char *frequencies,
                      const char *lengths)
{
    return memcmp(got.frequency, frequencies, 4) == 0 &&
           memcmp(got.length, lengths, 4) == 0;
}

static void test_fronts(void)
{
    bfi_front front;
    bfi_front other;
    bfi_front_init(&front);
    bfi_front_add(&front, 3, 40);
    ok(is_maxima(bfi_front_maxima(&front), "\3\3\3\3", "(((("),
       "one pair, four times");
    bfi_front_add(&front, 2, 40);
    bfi_front_add(&front, 3, 41);
    ok(is_maxima(bfi_front_maxima(&front), "\3\3\3\3", "(((("),
       "those that are beaten are left out");
    bfi_front_add(&front, 1, 30);
    bfi_front_add(&front, 9, 80);
    ok(is_maxima(bfi_front_maxima(&front), "\x09\3\1\x09", "P(\x1eP"),
       "by falling frequency");
    bfi_front_init(&other);
    bfi_front_add(&other, 100000, 100);
    bfi_front_add(&other, 4, 41);
    bfi_front_merge(&front, &other);
    ok(is_maxima(bfi_front_maxima(&front), "\xff\x09\4\1", "dP(\x1e"),
       "the nearest two are joined to one that beats both");
}

/* Whether some pair beats the posting. */
static bool is_bounded(bf_maxima maxima, uint32_t frequency, unsigned char code)
{
    for (size_t i = 0; i < 4; i++) {
        if ((maxima.frequency[i] == 255 || maxima.frequency[i] >= frequency) &&
            maxima.length[i] <= code) {
            return true;
        }
    }
    return false;
}

static void test_random_fronts(void)
{
    bool good = true;
    for (unsigned round = 0; round < 2000; round++) {
        uint32_t frequencies[BFI_GROUP];
        unsigned char codes[BFI_GROUP];
        const unsigned count = 1 + random_u32() % BFI_GROUP;
        bfi_front front;
        bf_maxima maxima;
        bfi_front_init(&front);
        for (unsigned i = 0; i < count; i++) {
            frequencies[i] = 1 + random_bits(random_u32() % 10);
            codes[i] = bfi_length_code(random_bits(random_u32() % 16));
            bfi_front_add(&front, frequencies[i], codes[i]);
        }
        maxima = bfi_front_maxima(&front);
        for (unsigned i = 0; i < count; i++) {
            good = good && is_bounded(maxima, frequencies[i], codes[i]);
        }
    }
    ok(good, "maxima bound all that they stand for");
}

int main(void)
{
    test_kernels();
    test_widths();
    test_exceptions();
    test_choice();
    test_layout();
    test_refused();
    test_any_bytes();
    test_sums();
    test_varints();
    test_codes();
    test_fronts();
    test_random_fronts();
    return tap_done();
}
