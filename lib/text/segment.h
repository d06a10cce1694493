/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_SEGMENT_H
#define BF_TEXT_SEGMENT_H

/*
 * Where the words of a text stand, and which of them can be written as one.
 * Looks at characters only; knows nothing of their forms, nor of languages.
 *
 * scan.c finds *parts*: words and, with pairs.c, pairs, one after the other.
 * segment.c gives each as a segment and after it those that are other ways to
 * write the text from there on, or the characters of a pair. For these it looks
 * ahead, by a few parts at most.
 */

#include <backfile/limits.h>

#include "letter.h"

/* What stands between a part and the next one. */
typedef enum bfi_join {
    BFI_JOIN_NONE, /* they have nothing to do with each other */
    BFI_JOIN_HYPHEN,
    BFI_JOIN_ELISION, /* l'homme */
    BFI_JOIN_PERIOD,
    BFI_JOIN_AMPERSAND, /* AT&T */
    BFI_JOIN_AND,       /* R & D */
    BFI_JOIN_SLASH,
    BFI_JOIN_DASH,    /* back–channel */
    BFI_JOIN_GROUP,   /* 1 000 */
    BFI_JOIN_INITIALS /* J. K. Rowling */
} bfi_join;

typedef struct bfi_part {
    bf_span span;
    unsigned char join;  /* to the next part: a bfi_join */
    bool paired;         /* a pair of characters, or one that stands alone */
    bool acronym;        /* U.S.A.: its forms have no periods */
    bool marked;         /* O'Neill: can be written without its apostrophes */
    char group;          /* of 1,000: what parts its thousands; or 0 */
    unsigned char tail;  /* bytes of an ending such as 's; 0 without one */
    unsigned char signs; /* bytes of ++ or # right after it */
    /* Of a pair: where its first character ends, and where its second one
     * begins when that is the last of its run; else 0. */
    size_t first_end;
    size_t last_start;
    bool plain; /* its forms are the text as it stands */
} bfi_part;

typedef enum bfi_segment_kind {
    BFI_SEGMENT_WORD,   /* a part as it stands */
    BFI_SEGMENT_BARE,   /* a part without its apostrophes, or separators */
    BFI_SEGMENT_SIGN,   /* a part with the signs after it */
    BFI_SEGMENT_JOINED, /* several parts as one word */
    BFI_SEGMENT_FIRST,  /* the first character of a pair */
    BFI_SEGMENT_LAST,   /* the second one of the last pair of a run */
    BFI_SEGMENT_NONE
} bfi_segment_kind;

typedef struct bfi_segment {
    bf_span span;
    bfi_segment_kind kind;
    const bfi_part *parts; /* borrowed until the next call */
    size_t part_count;
} bfi_segment;

enum {
    /* The most parts that are looked at at once: one more than are joined. */
    BFI_MAX_PARTS = BF_MAX_JOINED_TOKENS + 1
};

/* A character of a script without spaces, with its marks. */
typedef struct bfi_unit {
    bfi_letter base;
    size_t end;
    size_t next;      /* past invisible characters, with which no span ends */
    bfi_letter after; /* what stands at `next` */
    bool plain;       /* its forms are its bytes */
} bfi_unit;

typedef struct bfi_segmenter {
    bf_str text;
    size_t at;      /* everything before it was read or passed over */
    bool covered;   /* the pair read last ended with `ahead`, ... */
    bfi_unit ahead; /* ... which begins at `at` and begins one as well */
    bool ruled;     /* what comes at `at` is no plain word */
    bfi_part parts[BFI_MAX_PARTS]; /* read and not yet done with */
    size_t part_count;
    unsigned char join_before; /* of the part before them */
    bfi_segment_kind next;     /* what of parts[0] has its turn */
} bfi_segmenter;

void bfi_segmenter_start(bfi_segmenter *segmenter, bf_str text);

/* The next segment, or false at the end of the text. Over a whole text the
 * time is linear, whatever the text is: each byte is looked at a constant
 * number of times. */
bool bfi_segmenter_next(bfi_segmenter *segmenter, bfi_segment *out);

/* The same for a word that takes no rule and is no part of anything, which most
 * are; false when the next segment is another one, or may be. */
bool bfi_segmenter_plain(bfi_segmenter *segmenter, bf_span *out);

/* The segment of such a word. */
static inline bfi_segment bfi_segment_of_plain(bf_span span)
{
    static const bfi_part plain = {.join = BFI_JOIN_NONE};
    return (bfi_segment){.span = span,
                         .kind = BFI_SEGMENT_WORD,
                         .parts = &plain,
                         .part_count = 1};
}

/* scan.c: read the next part; false at the end. */
bool bfi_scan_part(bfi_segmenter *segmenter, bfi_part *out);
/* scan_plain.c: the same for a word that nothing more has to be told of, which
 * most are; false when the next part is another one. */
bool bfi_scan_plain(bfi_segmenter *segmenter, bf_span *out);

/* pairs.c: the unit that begins at `at` with `base`. */
bfi_unit bfi_unit_at(bf_str text, size_t at, bfi_letter base);
/* Read the pair that begins at `s->at` with the character `first`, or
 * this one alone. */
void bfi_scan_pair(bfi_segmenter *segmenter, bfi_letter first, bfi_part *out);

#endif
