/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_ARTICLE_SCHEMA_H
#define BF_ARTICLE_SCHEMA_H

/*
 * The members of an article by field, so that what treats all fields alike
 * (checks, the stored form, JSON) goes by the schema table and lists none.
 *
 * Each returns the member of `field`, which must be of a fitting type.
 */

#include <backfile/article.h>

/* BF_TYPE_TEXT, BF_TYPE_KEYWORD, BF_TYPE_LINK */
bf_str *bfi_article_str(bf_article *article, bf_field field);
/* BF_TYPE_KEYWORDS */
bf_str_list *bfi_article_list(bf_article *article, bf_field field);
/* BF_TYPE_TIME */
bf_time *bfi_article_time(bf_article *article, bf_field field);
/* BF_TYPE_FLAG */
bool *bfi_article_flag(bf_article *article, bf_field field);

/* The same, to be read. */
bf_str bfi_article_get_str(const bf_article *article, bf_field field);
bf_str_list bfi_article_get_list(const bf_article *article, bf_field field);
bf_time bfi_article_get_time(const bf_article *article, bf_field field);
bool bfi_article_get_flag(const bf_article *article, bf_field field);

#endif
