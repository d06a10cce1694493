/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_SYNONYMS_H
#define BACKFILE_SYNONYMS_H

/**
 * @file
 * Synonyms and protected words of a site, as they stand in a text file, for
 * the planner. They are applied to queries, so that an index need not be made
 * anew when they change. docs/synonyms.md describes the file:
 *
 *     # one way, both ways, a word that is not stemmed
 *     uk => united kingdom, great britain
 *     tv, television
 *     protect: windows
 *     [de]
 *     handy, mobiltelefon
 */

#include <backfile/text.h>

BF_BEGIN_DECLS

/** What such a file says. Looking something up remembers stems in it, so it is
 *  used by one thread at a time. */
typedef struct bf_synonyms bf_synonyms;

/** Told of a line that is not as it should be. @p line, and @p column, in
 *  characters, count from 1; both are 0 for the whole file; @p why is for
 *  people, English. */
typedef void bf_synonyms_complaint(void *payload, size_t line, size_t column,
                                   const char *why);

/**
 * Read @p text, of which nothing is kept. A line that is broken is told to
 * @p complain (may be NULL) and passed over; after BF_MAX_SYNONYM_COMPLAINTS
 * of them the others are so without a word.
 */
BF_API BF_MUST_CHECK bf_status bf_synonyms_read(bf_synonyms **out, bf_str text,
                                                bf_synonyms_complaint *complain,
                                                void *payload, bf_error *err)
    BF_NOEXCEPT;
BF_API void bf_synonyms_free(bf_synonyms *synonyms) BF_NOEXCEPT;

/** How many rules and protected words there are. */
BF_API size_t bf_synonyms_count(const bf_synonyms *synonyms) BF_NOEXCEPT;

BF_END_DECLS

#endif
