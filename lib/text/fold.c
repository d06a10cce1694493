/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Folding of clusters. What counts as an accent depends on the script of the
 * letter below it: marks of Latin, Greek and Hebrew letters go, of Cyrillic
 * and Arabic ones only those that readers leave out themselves, and those of
 * all other scripts stay, since there they are letters (vowel signs of India,
 * voicing marks of Japan).
 */

#include "fold.h"

#include <backfile/util.h>

#include "chars.h"
#include "letters.h"

#include <utf8proc.h>

#include <string.h>

enum {
    SHARP_S = 0xdf,
    CAPITAL_SHARP_S = 0x1e9e,
    GRAVE = 0x300,
    ACUTE = 0x301,
    DOT_ABOVE = 0x307,
    DIAERESIS = 0x308,
    TATWEEL = 0x640,
    ALEF = 0x627,
    HYPHENATION_POINT = 0x2027,
    FIRST_SKIN_TONE = 0x1f3fb,
    LAST_SKIN_TONE = 0x1f3ff,
    ACUTE_ACCENT = 0xb4,
    OXIA = 0x1ffd,       /* the same, of Greek */
    FIRST_DIGIT = 0x660, /* beyond ASCII */
    DECIMAL_SEPARATOR = 0x66b,
    THOUSANDS_SEPARATOR = 0x66c,
    FIRST_CHILLU = 0xd7a,
    LAST_CHILLU = 0xd7f,
    VIRAMA = 0xd4d,
    ARMENIAN_YECH = 0x565,
    ARMENIAN_YIWN = 0x582,
    ARMENIAN_VEW = 0x57e
};

char bfi_ascii_lower(char c)
{
    if (c >= 'A' && c <= 'Z') {
        c |= 0x20;
    }
    return c;
}

size_t bfi_ascii_run(bf_str text, size_t at, size_t max)
{
    const size_t limit = max < text.size - at ? at + max : text.size;
    size_t end = at;
    while (end < limit && (unsigned char)text.data[end] < 128) {
        end++;
    }
    /* What follows may be a mark of the last one. */
    if (end > at && end < text.size && (unsigned char)text.data[end] >= 128 &&
        !(end + 1 < text.size &&
          bfi_is_plain_letter(text.data[end], text.data[end + 1]))) {
        end--;
    }
    return end - at;
}

/* Reading ----------------------------------------------------------------- */

/* Decoration that no form has; the tone of the skin of an emoji is one. */
static bool is_decoration(int32_t code)
{
    return code == TATWEEL || code == HYPHENATION_POINT ||
           (code >= FIRST_SKIN_TONE && code <= LAST_SKIN_TONE);
}

/* Append what `code` is taken apart to by `options`. */
static void append(bfi_cluster *out, int32_t code, unsigned options)
{
    int32_t *codes = out->codes + out->count;
    const utf8proc_ssize_t room =
        (utf8proc_ssize_t)(BFI_CLUSTER_CODES - out->count);
    const utf8proc_ssize_t count = utf8proc_decompose_char(
        code, codes, room, UTF8PROC_STABLE | options, NULL);
    for (utf8proc_ssize_t i = 0; i < count && count <= room; i++) {
        if (!is_decoration(codes[i])) {
            out->codes[out->count++] = codes[i];
        }
    }
}

/* Put letters in place of `code` that are the same to people, not to Unicode:
 * the acute accent as an apostrophe, which Unicode makes a blank with a mark;
 * and a consonant of Malayalam without a vowel, which has a code of its own and
 * had two before. All but the last are appended. */
static uint32_t usual(bfi_cluster *out, uint32_t code)
{
    static const uint16_t consonants[] = {0xd23, 0xd28, 0xd30,
                                          0xd32, 0xd33, 0xd15};
    if (code < FIRST_CHILLU || code > LAST_CHILLU) {
        return code == ACUTE_ACCENT || code == OXIA ? '\'' : code;
    }
    append(out, consonants[code - FIRST_CHILLU], UTF8PROC_DECOMPOSE);
    return VIRAMA;
}

/* `code`, or what numbers are written with in ASCII in place of a separator of
 * Arabic, or of a decimal digit of another script.
 * Digits stand in rows of ten from 0 on, which begin at 0 or 6 of a row of 16,
 * but for some that were taken apart to those of ASCII before. */
static int32_t plain_digit(int32_t code)
{
    const int32_t row = code & ~0xf;
    int32_t first = row + 6;
    if (code == DECIMAL_SEPARATOR || code == THOUSANDS_SEPARATOR) {
        return code == DECIMAL_SEPARATOR ? '.' : ',';
    }
    if (code < FIRST_DIGIT || utf8proc_category(code) != UTF8PROC_CATEGORY_ND) {
        return code;
    }
    if (utf8proc_category(row) == UTF8PROC_CATEGORY_ND) {
        first = row;
    }
    return '0' + (code - first) % 10;
}

/* Append `code`, taken apart; how many marks these are. */
static size_t take_apart(bfi_cluster *out, uint32_t code)
{
    size_t marks = 0;
    size_t i = out->count;
    code = usual(out, code);
    append(out, (int32_t)code,
           UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_IGNORE);
    for (; i < out->count; i++) {
        out->codes[i] = plain_digit(out->codes[i]);
        marks += bfi_class_of((uint32_t)out->codes[i]) == BFI_EXTEND;
    }
    return marks;
}

static int combining_class(int32_t code)
{
    return utf8proc_get_property(code)->combining_class;
}

/* Put marks in canonical order: by their class, stable, never over a code of
 * class 0. */
static void order_marks(bfi_cluster *cluster)
{
    int32_t *codes = cluster->codes;
    for (size_t i = 1; i < cluster->count; i++) {
        const int32_t code = codes[i];
        const int cls = combining_class(code);
        size_t at = i;
        while (cls > 0 && at > 0 && combining_class(codes[at - 1]) > cls) {
            codes[at] = codes[at - 1];
            at--;
        }
        codes[at] = code;
    }
}

/* Append `code` with its case folded. The sharp s, which Unicode folds to ss,
 * is a letter that accented forms keep. */
static void append_small(bfi_cluster *out, int32_t code)
{
    if (code != SHARP_S && code != CAPITAL_SHARP_S) {
        append(out, code, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
    } else if (out->count < BFI_CLUSTER_CODES) {
        out->codes[out->count++] = SHARP_S;
    }
}

/* Fold the case of each code. Only after marks are in order, since the iota
 * below a Greek letter becomes a letter. */
static void fold_case(bfi_cluster *cluster)
{
    const bfi_cluster plain = *cluster;
    cluster->count = 0;
    for (size_t i = 0; i < plain.count; i++) {
        append_small(cluster, plain.codes[i]);
    }
}

/* Whether the text before `at` ends with the letter yech of Armenian. */
static bool follows_yech(bf_str text, size_t at)
{
    return at >= 2 && (memcmp(text.data + at - 2, "ե", 2) == 0 ||
                       memcmp(text.data + at - 2, "Ե", 2) == 0);
}

/* The ligature of Armenian for "and" is written out as YECH VEW in capitals, as
 * YECH YIWN by Unicode and in old spelling. `before`: yech is the last letter
 * before the cluster. */
static void spell_ligature(bfi_cluster *cluster, bool before)
{
    for (size_t i = 0; i < cluster->count; i++) {
        if (cluster->codes[i] == ARMENIAN_YIWN &&
            (i > 0 ? cluster->codes[i - 1] == ARMENIAN_YECH : before)) {
            cluster->codes[i] = ARMENIAN_VEW;
        }
    }
}

bool bfi_cluster_read(bfi_cluster *out, bf_str text, size_t *at)
{
    const char *end;
    size_t marks;
    size_t size;
    uint32_t base;
    const size_t start = *at;
    out->count = 0;
    if (*at >= text.size) {
        return false;
    }
    end = text.data + text.size;
    base = bf_utf8_next(text.data + *at, end, &size);
    marks = take_apart(out, base);
    for (*at += size; *at < text.size; *at += size) {
        uint32_t code = bf_utf8_next(text.data + *at, end, &size);
        if (bfi_hangul_joins(base, code)) {
            take_apart(out, code);
            base = code;
        } else if (!bfi_is_ignored(bfi_class_of(code))) {
            break;
        } else if (marks < BFI_CLUSTER_MARKS) {
            marks += take_apart(out, code);
        }
    }
    order_marks(out);
    fold_case(out);
    spell_ligature(out, follows_yech(text, start));
    return true;
}

void bfi_cluster_keep_word(bfi_cluster *cluster)
{
    size_t kept = 0;
    for (size_t i = 0; i < cluster->count; i++) {
        const int32_t code = cluster->codes[i];
        if (code != ' ' && bfi_class_of((uint32_t)code) != BFI_FORMAT) {
            cluster->codes[kept++] = code;
        }
    }
    cluster->count = kept;
}

/* Accents ----------------------------------------------------------------- */

typedef enum script {
    SCRIPT_OTHER, /* marks are part of the letter */
    SCRIPT_PLAIN, /* marks are accents */
    SCRIPT_CYRILLIC,
    SCRIPT_ARABIC
} script;

/* The script of a letter or a mark; marks of no script are SCRIPT_PLAIN. */
static script script_of(int32_t code)
{
    static const struct {
        int32_t first;
        int32_t last;
        script is;
    } ranges[] = {
        {'0', '9', SCRIPT_PLAIN},          {'A', 'Z', SCRIPT_PLAIN},
        {'a', 'z', SCRIPT_PLAIN},          {0xc0, 0x2af, SCRIPT_PLAIN},
        {0x300, 0x3ff, SCRIPT_PLAIN},      {0x400, 0x52f, SCRIPT_CYRILLIC},
        {0x590, 0x5ff, SCRIPT_PLAIN},      {0x600, 0x6ff, SCRIPT_ARABIC},
        {0x750, 0x77f, SCRIPT_ARABIC},     {0x870, 0x8ff, SCRIPT_ARABIC},
        {0x1ab0, 0x1aff, SCRIPT_PLAIN},    {0x1c80, 0x1c8f, SCRIPT_CYRILLIC},
        {0x1d00, 0x1fff, SCRIPT_PLAIN},    {0x20d0, 0x20ff, SCRIPT_PLAIN},
        {0x2c60, 0x2c7f, SCRIPT_PLAIN},    {0x2de0, 0x2dff, SCRIPT_CYRILLIC},
        {0xa640, 0xa69f, SCRIPT_CYRILLIC}, {0xa720, 0xa7ff, SCRIPT_PLAIN},
        {0xab30, 0xab6f, SCRIPT_PLAIN},    {0xfb1d, 0xfb4f, SCRIPT_PLAIN},
        {0xfe20, 0xfe2f, SCRIPT_PLAIN},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (code <= ranges[i].last) {
            return code >= ranges[i].first ? ranges[i].is : SCRIPT_OTHER;
        }
    }
    return SCRIPT_OTHER;
}

/* Stress marks go, and the dots of ё, which most Russian text leaves out; й,
 * ї, ў, ѓ and ќ are letters of their own. */
static bool is_cyrillic_accent(int32_t base, int32_t mark)
{
    switch (mark) {
    case ACUTE:
        return base != 0x433 && base != 0x43a;
    case DIAERESIS:
        return base == 0x435;
    case GRAVE:
        return true;
    default:
        return mark > 0x36f;
    }
}

/* Vowel points go; a hamza or madda stays, except on alef. */
static bool is_arabic_accent(int32_t base, int32_t mark)
{
    return base == ALEF || mark < 0x653 || mark > 0x655;
}

/* Whether `mark` (a nonspacing or enclosing one) can be left out after `base`,
 * which is a space or 0 when there is no letter. A mark of another script,
 * which may stand there by mistake, is kept. */
static bool is_accent(int32_t base, int32_t mark)
{
    if (script_of(mark) == SCRIPT_OTHER) {
        return false;
    }
    switch (script_of(base)) {
    case SCRIPT_PLAIN:
        return true;
    case SCRIPT_CYRILLIC:
        return is_cyrillic_accent(base, mark);
    case SCRIPT_ARABIC:
        return is_arabic_accent(base, mark);
    default:
        return base == 0 || base == ' ';
    }
}

static bool is_mark(int32_t code)
{
    const utf8proc_category_t category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

/* Drop the dot that case folding leaves over the i of İ, and accents too when
 * `fold`. */
static void drop_marks(bfi_cluster *cluster, bool fold)
{
    int32_t base = 0;
    size_t kept = 0;
    for (size_t i = 0; i < cluster->count; i++) {
        const int32_t code = cluster->codes[i];
        const bool mark = is_mark(code);
        base = bfi_class_of((uint32_t)code) == BFI_EXTEND ? base : code;
        if (!mark || !((base == 'i' && code == DOT_ABOVE) ||
                       (fold && is_accent(base, code)))) {
            cluster->codes[kept++] = code;
        }
    }
    cluster->count = kept;
}

/* Writing ----------------------------------------------------------------- */

static void compose(bfi_cluster *cluster)
{
    utf8proc_ssize_t count = utf8proc_normalize_utf32(
        cluster->codes, (utf8proc_ssize_t)cluster->count,
        UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    cluster->count = count < 0 ? 0 : (size_t)count;
}

static size_t put_code(char *out, uint32_t code, bool fold)
{
    const char *plain = code < 128 ? NULL : bfi_plain_sign(code);
    size_t size;
    if (!plain && fold && code >= 128) {
        plain = bfi_plain_letter(code);
    }
    if (!plain) {
        return bf_utf8_put(out, code);
    }
    size = strlen(plain);
    memcpy(out, plain, size);
    return size;
}

static size_t put(char out[BFI_CLUSTER_BYTES], bfi_cluster *cluster, bool fold)
{
    size_t size = 0;
    drop_marks(cluster, fold);
    order_marks(cluster);
    compose(cluster);
    for (size_t i = 0; i < cluster->count; i++) {
        size += put_code(out + size, (uint32_t)cluster->codes[i], fold);
    }
    return size;
}

size_t bfi_cluster_accented(char out[BFI_CLUSTER_BYTES], bfi_cluster cluster)
{
    return put(out, &cluster, false);
}

size_t bfi_cluster_folded(char out[BFI_CLUSTER_BYTES], bfi_cluster cluster)
{
    return put(out, &cluster, true);
}
