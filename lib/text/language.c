/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Language tags, and the stemmers that libstemmer has for them. */

#include "language.h"

#include <backfile/text.h>

#include "folding.h"
#include "han.h"

#include <libstemmer.h>

#include <string.h>

/* Subtags and the algorithms for them, sorted. Whether this libstemmer has one
 * is asked at run time: eo, et and pl came later than the others. */
static const struct {
    char language[4];
    const char *algorithm;
} algorithms[] = {
    {"ar", "arabic"},     {"ca", "catalan"},    {"da", "danish"},
    {"de", "german"},     {"el", "greek"},      {"en", "english"},
    {"eo", "esperanto"},  {"es", "spanish"},    {"et", "estonian"},
    {"eu", "basque"},     {"fi", "finnish"},    {"fr", "french"},
    {"ga", "irish"},      {"hi", "hindi"},      {"hu", "hungarian"},
    {"hy", "armenian"},   {"id", "indonesian"}, {"it", "italian"},
    {"lt", "lithuanian"}, {"nb", "norwegian"},  {"ne", "nepali"},
    {"nl", "dutch"},      {"nn", "norwegian"},  {"pl", "polish"},
    {"pt", "portuguese"}, {"ro", "romanian"},   {"ru", "russian"},
    {"sr", "serbian"},    {"sv", "swedish"},    {"ta", "tamil"},
    {"tr", "turkish"},    {"yi", "yiddish"},
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bf_status bf_language_primary(char out[BF_LANGUAGE_BYTES], bf_str tag,
                              bf_error *err)
{
    size_t size = 0;
    while (size < tag.size && size < BF_LANGUAGE_BYTES &&
           is_letter(tag.data[size])) {
        size++;
    }
    memset(out, 0, BF_LANGUAGE_BYTES);
    if (tag.size == 0) {
        return BF_OK;
    }
    if (size < 2 || size >= BF_LANGUAGE_BYTES ||
        (size < tag.size && tag.data[size] != '-' && tag.data[size] != '_')) {
        return bf_fail(err, BF_ERR_INVALID, "not a language tag: %.*s",
                       (int)bf_utf8_clip(tag, 64), tag.data);
    }
    for (size_t i = 0; i < size; i++) {
        out[i] = (char)(tag.data[i] | 0x20);
    }
    bfi_language_shorten(out);
    return BF_OK;
}

static bool is_available(const char *algorithm)
{
    for (const char **name = sb_stemmer_list(); *name; name++) {
        if (strcmp(*name, algorithm) == 0) {
            return true;
        }
    }
    return false;
}

/* The algorithm for a primary subtag, or NULL. */
static const char *algorithm_for(const char *language)
{
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++) {
        if (strcmp(algorithms[i].language, language) == 0) {
            return is_available(algorithms[i].algorithm)
                       ? algorithms[i].algorithm
                       : NULL;
        }
    }
    return NULL;
}

void bf_language_list(bf_buf *out)
{
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++) {
        if (is_available(algorithms[i].algorithm)) {
            bf_buf_printf(out, "%s\t%s\n", algorithms[i].language,
                          algorithms[i].algorithm);
        }
    }
}

bool bf_language_stems(bf_str lang)
{
    char language[BF_LANGUAGE_BYTES];
    return bf_language_primary(language, lang, NULL) == BF_OK &&
           algorithm_for(language) != NULL;
}

bool bf_language_has_terms(bf_str lang)
{
    char language[BF_LANGUAGE_BYTES];
    return bf_language_primary(language, lang, NULL) == BF_OK &&
           (algorithm_for(language) != NULL ||
            bfi_folding_of(language)->kept != NULL ||
            bfi_is_japanese(language));
}

/* Make libstemmer grow its own buffers now rather than in the midst of a
 * text. */
static bool warm_up(struct sb_stemmer *stemmer)
{
    sb_symbol longest[BFI_STEM_BYTES];
    memset(longest, 'x', sizeof longest);
    return sb_stemmer_stem(stemmer, longest, (int)sizeof longest) != NULL;
}

bf_status bfi_stemmer_new(struct sb_stemmer **out, const char *language,
                          bf_error *err)
{
    const char *algorithm = algorithm_for(language);
    *out = NULL;
    if (!algorithm) {
        return BF_OK;
    }
    *out = sb_stemmer_new(algorithm, NULL);
    if (!*out || !warm_up(*out)) {
        sb_stemmer_delete(*out);
        *out = NULL;
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    return BF_OK;
}

void bfi_stemmer_free(struct sb_stemmer *stemmer)
{
    sb_stemmer_delete(stemmer);
}

bf_str bfi_stemmer_stem(struct sb_stemmer *stemmer, bf_str word)
{
    const sb_symbol *stem =
        sb_stemmer_stem(stemmer, (const sb_symbol *)word.data, (int)word.size);
    const int size = stem ? sb_stemmer_length(stemmer) : 0;
    return size > 0 ? (bf_str){(const char *)stem, (size_t)size} : word;
}
