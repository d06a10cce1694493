/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Spellings: which words are written alike by their accents. */

#include <backfile/text.h>

#include "tap.h"

#include <stdlib.h>
#include <string.h>

/* The spelling of `text`, one ordinary token, for who frees it. */
static char *spelling_of(const char *lang, const char *text)
{
    bf_error err;
    bf_analyzer *analyzer;
    bf_token token;
    char *found = NULL;
    if (!bf_analyzer_new(&analyzer, bf_str_of(lang), &err)) {
        /* Made, and then remembered. */
        for (int i = 0; i < 2; i++) {
            free(found);
            bf_analyzer_start(analyzer, bf_str_of(text));
            found = bf_analyzer_next(analyzer, &token)
                        ? strndup(token.spelling.data, token.spelling.size)
                        : NULL;
        }
        bf_analyzer_free(analyzer);
    }
    return found;
}

static void test_words(void)
{
    static const char *const words[][3] = {
        /* language, word, spelling */
        {"fr", "pêche", "pêch"},
        {"fr", "pêches", "pêch"}, /* endings do not count */
        {"fr", "PÊCHER", "pêch"}, /* case neither */
        {"fr",
         "pe\xcc\x82"
         "che",
         "pêch"},
        {"fr", "péché", "péché"}, /* but for one with an accent */
        {"fr", "péchés", "péché"},
        {"fr", "peche", ""},
        {"fr", "marché", "marché"},
        {"fr", "marcher", ""},
        {"fr", "élève", "élèv"}, /* its stem is élev */
        {"fr", "élevé", "élevé"},
        {"fr", "œuvre", "œuvr"},
        {"fr", "où", "où"},
        {"fr", "O'Néill", "o'néill"},
        {"en", "résumés", "résumé"},
        {"en", "café's", "café"}, /* the possessive does not belong to it */
        {"en", "naïve", "naïv"},
        {"en", "Łódź", "łódź"},
        {"en", "CO₂", ""}, /* NFKC is no accent */
        {"en", "ﬁle", ""},
        {"en", "½", ""},
        {"es", "año", "año"},
        {"es", "ano", ""},
        {"de", "schönes", "schön"},
        {"de", "schon", ""},
        {"de", "Straßen", "straß"},
        {"de", "STRAẞE", "straß"},
        {"de", "Strasse", ""},
        {"de", "Müller", "müll"},
        {"de", "Mueller", ""},
        {"sv", "Malmö", ""}, /* its term keeps the letter */
        {"sv", "idé", "idé"},
        {"sv", "kafésäte", "kafésät"},
        {"", "Malmö", "malmö"},
        {"tr", "ısparta", "ıspar"},
        {"tr", "ISPARTA", "ıspar"},
        {"tr", "Isparta'da", "ıspar"},
        {"tr", "İzmir", ""},
        {"tr", "izmir'dön", ""}, /* not in what is left */
        {"ro", "ştiu", "ştiu"},
        {"ro", "știu", "ştiu"},
        {"ru", "ёлка", "ёлк"},
        {"ru", "елка", ""},
        {"ru", "йод", ""}, /* a letter, no accent */
        {"el", "νόμος", "νόμ"},
        {"el", "ΝΌΜΟΣ", "νόμ"},
        {"el", "νομός", "νομό"},
        {"ar", "كَتَبَ", "كَتَبَ"},
        {"ar", "أحمد", "أحمد"},
        {"ar", "كتب", ""},
        {"he", "שָׁלוֹם", "שָׁלוֹם"},
        {"vi", "má", "má"},
        {"vi", "mạ", "mạ"},
        {"vi", "đường", "đường"},
        {"ja", "ガス", ""},
        {"hi", "हिन्दी", ""},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char *found = spelling_of(words[i][0], words[i][1]);
        is_str(bf_str_of(found ? found : "(none)"), words[i][2], "%s in \"%s\"",
               words[i][1], words[i][0]);
        free(found);
    }
}

int main(void)
{
    test_words();
    return tap_done();
}
