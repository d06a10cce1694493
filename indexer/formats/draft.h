/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_DRAFT_H
#define BFI_DRAFT_H

/*
 * An article in the making. Several places may give a field (front matter,
 * meta elements, the text itself); each has a rank, and the lowest wins,
 * whichever comes first. Of equal rank the first text or time stands, and
 * lists add up.
 */

#include <backfile/article.h>
#include <backfile/limits.h>

/* Ranks: what front matter or JSON says, then its inner tables, then what a
 * page says about itself, then what is taken from the text or the file name.
 * A name's own rank (fields.c) is added. */
enum {
    BFI_RANK_DECLARED = 0,
    BFI_RANK_INNER = 40,
    BFI_RANK_META = 80,
    BFI_RANK_FOUND = 160,
    BFI_RANK_NONE = 255
};

typedef struct bfi_draft {
    bf_article article;
    bf_arena *arena;  /* holds the text of the article */
    size_t line;      /* where reading failed; 0 when not known */
    bool is_markdown; /* so its summary is Markdown, too */
    unsigned rank[BF_FIELD_COUNT];
    /* One more than allowed, so that bf_article_check() sees the excess. */
    bf_str authors[BF_MAX_FIELD_VALUES + 1];
    bf_str tags[BF_MAX_FIELD_VALUES + 1];
} bfi_draft;

/* An empty article; forgets what the arena holds. The draft must not move. */
void bfi_draft_init(bfi_draft *draft, bf_arena *arena);

/* Set a text field; empty text is no text. Titles, sections and values are
 * made one line, summaries and bodies paragraphs. Character references of
 * HTML and balanced inline tags in a title, summary, section, author or tag are
 * resolved, since sites write them there. */
bf_status bfi_draft_text(bfi_draft *draft, bf_field field, unsigned rank,
                         bf_str text, bf_error *err);

/* Set a text field to what is clean already and in the arena (or lives as
 * long). */
void bfi_draft_clean_text(bfi_draft *draft, bf_field field, unsigned rank,
                          bf_str text);

/* Add to authors or tags; what is there already is not added. */
bf_status bfi_draft_add(bfi_draft *draft, bf_field field, unsigned rank,
                        bf_str text, bf_error *err);

/* Set a time. BF_ERR_INVALID. */
bf_status bfi_draft_time(bfi_draft *draft, bf_field field, unsigned rank,
                         bf_str text, bf_error *err);

/* Whether a value of `rank` would be taken. */
bool bfi_draft_wants(const bfi_draft *draft, bf_field field, unsigned rank);

/* The publication date from a file name like `2015-03-17-hello.md`, or from the
 * folder of `2015-03-17-hello/index.md`. */
void bfi_draft_date_by_name(bfi_draft *draft, bf_str origin);

#endif
