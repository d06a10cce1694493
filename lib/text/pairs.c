/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pairs, and the units that they are made of. A unit is a character with its
 * marks, and in Thai and its like all that is written as one with it, so that a
 * pair says more and is not made of two halves of a sound: docs/analysis.md has
 * the numbers. Each unit is read once.
 */

#include <backfile/util.h>

#include "chars.h"
#include "kana.h"
#include "segment.h"

enum {
    /* Of a unit of which the forms are its bytes, so that those of a pair are
     * not too long, nor have more marks than count. */
    MAX_PLAIN_BYTES = 45
};

/* Clusters of Thai and its like -------------------------------------------- */

static bool is_in(uint32_t code, uint32_t first, uint32_t last)
{
    return code >= first && code <= last;
}

/* A vowel that is written before its consonant. */
static bool is_vowel_before(uint32_t code)
{
    return is_in(code, 0xe40, 0xe44) || is_in(code, 0xec0, 0xec4);
}

/* A vowel that is written after its consonant, but is a letter to Unicode. */
static bool is_vowel_after(uint32_t code)
{
    return code == 0xe30 || is_in(code, 0xe32, 0xe33) || code == 0xe45 ||
           code == 0xeb0 || is_in(code, 0xeb2, 0xeb3);
}

/* A sign that writes the next consonant below: of Khmer, Burmese, Tai Tham. */
static bool is_stacker(uint32_t code)
{
    return code == 0x17d2 || code == 0x1039 || code == 0x1a60;
}

/* A sign that takes the vowel from a consonant, or its sound. */
static bool is_killer(uint32_t code)
{
    return code == 0xe4c || code == 0xecc || code == 0x17cd || code == 0x103a;
}

/* Whether the consonant of which the marks begin at `at` has a killer, so that
 * it belongs to what is before it. One other mark may come first. */
static bool is_killed(bf_str text, size_t at)
{
    bfi_letter mark = bfi_letter_at(text, at);
    if (mark.cls == BFI_EXTEND && !is_killer(mark.code)) {
        mark = bfi_letter_at(text, at + mark.size);
    }
    return is_killer(mark.code);
}

/* What orders a mark among those of its letter (Canonical_Combining_Class),
 * for the scripts that is_plain_cluster() knows; most are 0. */
static unsigned order_of(uint32_t code)
{
    if (is_in(code, 0xe38, 0xe39)) {
        return 103;
    }
    if (is_in(code, 0xe48, 0xe4b)) {
        return 107;
    }
    if (is_in(code, 0xeb8, 0xeb9)) {
        return 118;
    }
    if (is_in(code, 0xec8, 0xecb)) {
        return 122;
    }
    if (code == 0x1037) {
        return 7;
    }
    return code == 0xe3a || code == 0xeba || is_in(code, 0x1039, 0x103a) ||
                   code == 0x17d2
               ? 9
               : 0;
}

/* Whether `code` after `last` is itself in all forms: in Thai, Lao, Burmese
 * and Khmer all are but a few that are two, two that nobody sees, and marks
 * out of order. */
static bool is_plain_cluster(uint32_t code, uint32_t last)
{
    const bool known = is_in(code, 0xe01, 0xe4e) || is_in(code, 0xe81, 0xece) ||
                       is_in(code, 0x1000, 0x104f) ||
                       is_in(code, 0x1780, 0x17b3) ||
                       is_in(code, 0x17b6, 0x17d3);
    return known && code != 0xe33 && code != 0xeb3 && code != 0x1026 &&
           !(code == 0x102e && last == 0x1025) &&
           (order_of(code) == 0 || order_of(code) >= order_of(last));
}

/* Whether the letter `c` at `at` goes on with a cluster of which `last` is the
 * last code point. */
static bool goes_on(bf_str text, size_t at, bfi_letter c, uint32_t last)
{
    return c.cls == BFI_COMPLEX &&
           (is_stacker(last) || is_vowel_before(last) ||
            is_vowel_after(c.code) || is_killed(text, at + c.size));
}

/* Units -------------------------------------------------------------------- */

/* Whether a code point of BFI_CJK is itself in all forms, and no mark or jamo
 * that would go on with the character before it. */
static bool is_plain(uint32_t code)
{
    return is_in(code, 0x4e00, 0x9fff) || is_in(code, 0x3041, 0x3096) ||
           is_in(code, 0x30a1, 0x30fc) || is_in(code, 0xac00, 0xd7a3) ||
           is_in(code, 0x3400, 0x4dbf) || code == 0x3005;
}

/* Read on until a unit ends; most have nothing more. */
static void read_rest(bf_str text, bfi_unit *unit)
{
    const bool cluster = unit->base.cls == BFI_COMPLEX;
    const size_t start = unit->end - unit->base.size;
    uint32_t last = unit->base.code;
    bfi_letter c = unit->after;
    while (c.size > 0) {
        const bool joined = cluster ? goes_on(text, unit->next, c, last)
                                    : bfi_hangul_joins(last, c.code);
        if (!joined && !bfi_is_ignored(c.cls)) {
            break;
        }
        unit->next += c.size;
        unit->plain = unit->plain && cluster &&
                      is_plain_cluster(c.code, last) &&
                      unit->next - start <= MAX_PLAIN_BYTES;
        last = joined || c.cls == BFI_EXTEND ? c.code : last;
        unit->end = joined || c.cls == BFI_EXTEND ? unit->next : unit->end;
        c = bfi_letter_at(text, unit->next);
    }
    unit->after = c;
}

/* Make a hyphen or dash between katakana the mark that was meant. */
static void read_dash(bf_str text, bfi_unit *unit)
{
    const size_t end = unit->next + unit->after.size;
    if (bfi_is_like_prolonged(unit->after.code) &&
        bfi_is_katakana(unit->base.code) &&
        bfi_is_katakana(bfi_letter_at(text, end).code)) {
        unit->after.cls = BFI_CJK;
    }
}

bfi_unit bfi_unit_at(bf_str text, size_t at, bfi_letter base)
{
    bfi_unit out = {.base = base,
                    .end = at + base.size,
                    .next = at + base.size,
                    .after = bfi_letter_at(text, at + base.size),
                    .plain =
                        is_plain(base.code) || is_plain_cluster(base.code, 0)};
    if (out.after.cls != BFI_CJK || !is_plain(out.after.code)) {
        read_rest(text, &out);
        if (out.after.cls == BFI_OTHER) {
            read_dash(text, &out);
        }
    }
    return out;
}

/* Pairs -------------------------------------------------------------------- */

void bfi_scan_pair(bfi_segmenter *s, bfi_letter first, bfi_part *part)
{
    const bfi_unit one =
        s->covered ? s->ahead : bfi_unit_at(s->text, s->at, first);
    part->paired = true;
    part->span = (bf_span){s->at, one.end};
    part->plain = one.plain;
    s->at = one.next;
    s->covered = false;
    if (one.after.cls == first.cls) {
        const bfi_unit two = bfi_unit_at(s->text, one.next, one.after);
        part->span.end = two.end;
        part->plain = one.plain && two.plain;
        part->first_end = one.end;
        s->covered = two.after.cls == first.cls;
        part->last_start = s->covered ? 0 : one.next;
        s->ahead = two;
        s->at = s->covered ? one.next : two.next;
    }
}
