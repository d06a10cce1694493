/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_MATCH_PHRASE_PARTS_H
#define BFI_MATCH_PHRASE_PARTS_H

/* The inside of a phrase, which phrase_bind.c makes and phrase.c checks. */

#include "phrase.h"

#define BFI_ANY_FORM UINT32_MAX

enum {
    /* Borders at which states may be at once: nothing leads further. */
    BFI_RING = BF_MAX_JOINED_TOKENS + 1,
    BFI_STATE_WORDS = BF_MAX_QUERY_WORDS / 64
};

/* A form that takes more than one position. */
typedef struct bfi_reach {
    uint32_t form;
    uint32_t reach;
} bfi_reach;

/* A term that the phrase has in it. */
typedef struct bfi_track {
    bfi_list list;
    /* A word that has no other list, and says where documents are in it; NULL:
     * they are looked for. */
    const bfi_branch *branch;
    bf_positions positions;
    /* When any form will do: those that take more than one position. */
    bfi_reach *reaches;
    size_t reach_count;
    size_t first_step; /* its steps */
    size_t step_count;
    uint32_t doc; /* whose positions were read last */
    uint32_t at;
} bfi_track;

/* What may stand at a place of the phrase. */
typedef struct bfi_step {
    bfi_track *track;
    uint32_t form;  /* its number, or BFI_ANY_FORM */
    uint32_t reach; /* positions that it takes */
    size_t place;
    size_t to; /* the place that it leads to */
} bfi_step;

typedef struct bfi_border {
    uint32_t border;
    bool is_set;
    uint64_t states[BFI_STATE_WORDS];
} bfi_border;

/* A step that may stand at a place, or further to the front over it. */
typedef struct bfi_option {
    bfi_track *track;
    uint32_t form;
    uint32_t at; /* how far its positions were gone through */
} bfi_option;

typedef struct bfi_stand {
    bfi_option *options;
    size_t option_count;
    uint64_t cost; /* documents that have any of them, at most */
} bfi_stand;

typedef struct bfi_near bfi_near;

struct bfi_phrase {
    bfi_phrase *next; /* of run->phrases */
    bfi_near *near;   /* when it is a NEAR: it has only tracks, then */
    const bf_field_info *field;
    size_t place_count;
    bfi_track *tracks;
    size_t track_count;
    bfi_step *steps; /* by track */
    size_t step_count;
    bfi_stand *stands; /* by place */
    size_t *order;     /* of the places, the rarest first */
    /* How far from its place a word may stand, because some take more, or
     * fewer, positions than places. */
    uint32_t slack;
    uint32_t doc;  /* at hand */
    unsigned slot; /* its slot, or BFI_NO_SLOT */
    bfi_border ring[BFI_RING];
};

/* phrase_bind.c: add the terms of the branches, each once. False: out of
 * memory. */
BF_MUST_CHECK bool bfi_phrase_add_tracks(bfi_run *run, bfi_phrase *phrase,
                                         bfi_branch *const *children,
                                         size_t child_count);
/* phrase.c: read the positions of a term in the document at hand; false: it has
 * none. */
BF_MUST_CHECK bool bfi_phrase_read(bfi_run *run, const bfi_phrase *phrase,
                                   bfi_track *track);

#endif
