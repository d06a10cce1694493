/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_HTML_OUTLINE_H
#define BFI_HTML_OUTLINE_H

/*
 * The elements of a page in the order of the document, with how much text each
 * holds and of which kind; so the rules that part an article from the page
 * around it can look at any element without walking through it.
 *
 * Sizes are bytes of text without its white space. A character of Chinese has
 * three where an English letter has one, which is about what it says.
 */

#include "html_tree.h"

enum {
    /* Of prose; less is no article. */
    BFI_HTML_MIN_ARTICLE = 250
};

typedef struct bfi_html_sizes {
    uint32_t text;
    uint32_t link;  /* of the text, what is in links */
    uint32_t prose; /* of the text, what is in lines that read like sentences */
} bfi_html_sizes;

typedef struct bfi_html_entry {
    const GumboNode *node;
    uint32_t parent;    /* of the first: 0, itself */
    uint32_t end;       /* the entry after all that is inside */
    bfi_html_sizes own; /* not in an element within */
    bfi_html_sizes all; /* with all elements within that are not cut */
    uint32_t lines;     /* of prose in it, or in a block that is a child */
    uint32_t run;       /* of its prose, what stands beside other lines of it */
    bool is_block;      /* it begins a line */
    bool has_block;     /* there are blocks within */
    bool ends_sentence; /* its last line does, or ends with a colon */
    bool is_cut;        /* it is no part of the article */
    bool is_marked;     /* for the rule that is at work */
    bool is_picture;    /* it was cut as a picture with what is said of it */
    bool is_gone;       /* it is cut, or something around it */
    bool in_heading;    /* something around it is a heading */
} bfi_html_entry;

typedef struct bfi_html_outline {
    bfi_html_entry *entries; /* of `top` and what is visible within */
    uint32_t count;
} bfi_html_outline;

/* BF_ERR_NOMEM. */
bf_status bfi_html_outline_new(bfi_html_outline *out, const GumboNode *top,
                               bf_error *err);
void bfi_html_outline_free(bfi_html_outline *outline);

/* Add the sizes up anew, after entries were cut, and see what is gone. */
void bfi_html_outline_sum(bfi_html_outline *outline);

/* Cut what of the page is not the article, by what elements are and by what
 * they are called. */
void bfi_html_cut_clutter(bfi_html_outline *outline);

/* Cut what the page marks as a field of the article (html_steer.c). */
void bfi_html_cut_fields(bfi_html_outline *outline);

/* The first entry from `from` on that the page marks as the text of the article
 * for this reader; outline->count when there is none. */
uint32_t bfi_html_marked_body(const bfi_html_outline *outline, uint32_t from);

/* The element that the page gives to the article, at worst the first.
 * `is_certain`: the page itself says so. */
uint32_t bfi_html_main(const bfi_html_outline *outline, bool *is_certain);

/* The element within `main` that holds its text. */
uint32_t bfi_html_densest(const bfi_html_outline *outline, uint32_t main);

/* Cut what in the text of the article, `main`, is not of it: what stands before
 * and after, lists of links, captions. `address` (may be empty) is that of the
 * page. */
void bfi_html_trim(bfi_html_outline *outline, uint32_t main, bf_str address);

/* The elements below `main` that are cut, in the order of the document and none
 * inside another; NULL ends them. The caller frees. NULL: out of memory. */
const GumboNode **bfi_html_cuts(const bfi_html_outline *outline, uint32_t main);

#endif
