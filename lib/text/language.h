/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_LANGUAGE_H
#define BF_TEXT_LANGUAGE_H

/* Codes of languages, and their stemmers. The rest of the analyzer does not see
 * libstemmer. */

#include <backfile/base.h>

struct sb_stemmer;

/* A stemmer for the primary subtag `language`; NULL without failure when
 * there is none for it. */
BF_MUST_CHECK bf_status bfi_stemmer_new(struct sb_stemmer **out,
                                        const char *language, bf_error *err);
void bfi_stemmer_free(struct sb_stemmer *stemmer);

/* Put the code that is used in place of `code`, a primary subtag in small
 * letters, where there is another one: he for iw, de for deu. */
void bfi_language_shorten(char *code);

/* Words no longer than this are stemmed without allocating. */
#define BFI_STEM_BYTES 384u

/* The stem of `word` (small letters, NFC, with accents, at most BFI_STEM_BYTES)
 * borrowed until the next call; `word` itself where stemming fails. */
bf_str bfi_stemmer_stem(struct sb_stemmer *stemmer, bf_str word);

#endif
