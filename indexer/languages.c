/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of the three says the language. */

#include "languages.h"

#include <string.h>

bf_status bfi_languages_init(bfi_languages *out, bf_error *err)
{
    memset(out, 0, sizeof *out);
    return bf_detector_new(&out->detector, err);
}

void bfi_languages_fini(bfi_languages *languages)
{
    bf_detector_free(languages->detector);
    memset(languages, 0, sizeof *languages);
}

/* Whether a text that was found to be in `language` may be in that of `tag`:
 * it is, or it cannot be found to be. */
static bool agrees(const char *language, bf_str tag)
{
    char primary[BF_LANGUAGE_BYTES];
    return !bf_language_primary(primary, tag, NULL) &&
           (language[0] == '\0' || strcmp(language, primary) == 0 ||
            !bf_detect_knows(bf_str_of(primary)));
}

/* Pages that wait for their translation stand in the tree of its language, so
 * what the text is sure to be in wins over the path; but the path tells more
 * (pt-br) where both say the same. */
bfi_language_from bfi_languages_fill(bfi_languages *languages,
                                     bf_article *article, bf_str set,
                                     const bfi_scan *scan, bf_str path)
{
    const bf_str texts[] = {article->title, article->summary, article->body};
    bf_detected found;
    bf_str tag = {NULL, 0};
    if (article->lang.size > 0) {
        return BFI_LANGUAGE_DECLARED;
    }
    if (set.data) {
        article->lang = set.size > 0 ? set : (bf_str){NULL, 0};
        return BFI_LANGUAGE_SET;
    }
    if (scan) {
        tag = bfi_languages_of_path(languages, scan, path);
    }
    bf_detect(&found, languages->detector, texts, 3);
    if (tag.size > 0 && agrees(found.language, tag)) {
        article->lang = tag;
        return BFI_LANGUAGE_PATH;
    }
    if (found.language[0] == '\0') {
        return BFI_LANGUAGE_UNKNOWN;
    }
    article->lang = bf_str_of(found.language);
    return BFI_LANGUAGE_DETECTED;
}
