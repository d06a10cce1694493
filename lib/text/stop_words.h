/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_TEXT_STOP_WORDS_H
#define BF_TEXT_STOP_WORDS_H

#include <backfile/base.h>

/* The stop words of a language, by its primary subtag, with a space between;
 * "" for languages of which none are known. */
const char *bfi_stop_words(bf_str language);

#endif
