/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Language codes that mean what a shorter or newer one does: those of ISO 639-2
 * and -3 for languages that ISO 639-1 has (eng, ger and deu), what the standard
 * replaced (iw by he), and the main language of a family (cmn for zh). BCP 47
 * wants the shortest code, but files of other origin are full of the others.
 * `no` is written where nb is meant nearly always.
 */

#include "language.h"

#include <string.h>

enum {
    ENTRY_BYTES = 6, /* "deude " */
    CODE_BYTES = 3,
    SHORT_BYTES = 2
};

/* Sorted: a code, padded to three letters, and the one to use. */
static const char codes[] =
    "aaraa abkab afraf akaak albsq amham araar arbar argan armhy asmas avaav "
    "aveae aymay azeaz azjaz bakba bambm baqeu belbe benbn bisbi bodbo bosbs "
    "brebr bulbg burmy catca cescs chach chece chizh chucu chvcv cmnzh corkw "
    "cosco crecr cymcy czecs danda deude divdv dutnl dzodz ekket ellel engen "
    "epoeo estet euseu eweee faofo fasfa fijfj filtl finfi frafr frefr fryfy "
    "fulff geoka gerde glagd glega glggl glvgv greel grngn gujgu hatht hauha "
    "hbssr hebhe herhz hinhi hmoho hrvhr hunhu hyehy iboig iceis idoio iiiii "
    "ikuiu ileie in id inaia indid ipkik islis itait iw he javjv ji yi jpnja "
    "jw jv kalkl kankn kasks katka kaukr kazkk khkmn khmkm kikki kinrw kirky "
    "komkv konkg korko kuakj kurku laolo latla lavlv limli linln litlt ltzlb "
    "lublu luglg lvslv macmk mahmh malml maomi marmr mayms mkdmk mlgmg mltmt "
    "mo ro molro monmn mrimi msams myamy nauna navnv nblnr ndend ndong nepne "
    "nldnl nnonn no nb nobnb nornb npine nyany ocioc ojioj orior ormom oryor "
    "ossos panpa perfa pesfa plipi polpl porpt pusps quequ rohrm ronro rumro "
    "runrn rusru sagsg sansa sccsr scrhr sh sr sinsi slksk slosk slvsl smese "
    "smosm snasn sndsd somso sotst spaes sqisq srdsc srpsr sswss sunsu swasw "
    "swesv swhsw tahty tamta tattt telte tgktg tgltl thath tibbo tirti tonto "
    "tsntn tsots tuktk turtr twitw uigug ukruk urdur uzbuz uznuz venve vievi "
    "volvo welcy wlnwa wolwo xhoxh yidyi yoryo zhaza zhozh zsmms zulzu ";

/* Compare a code with that of an entry. */
static int compare(const char *code, size_t size, const char *entry)
{
    char padded[CODE_BYTES];
    memset(padded, ' ', sizeof padded);
    memcpy(padded, code, size);
    return memcmp(padded, entry, CODE_BYTES);
}

void bfi_language_shorten(char *code)
{
    const size_t size = strlen(code);
    size_t low = 0;
    size_t high = (sizeof codes - 1) / ENTRY_BYTES;
    while (low < high && size <= CODE_BYTES) {
        const size_t middle = low + (high - low) / 2;
        const char *entry = codes + middle * ENTRY_BYTES;
        const int order = compare(code, size, entry);
        if (order == 0) {
            memcpy(code, entry + CODE_BYTES, SHORT_BYTES);
            code[SHORT_BYTES] = '\0';
            return;
        }
        low = order > 0 ? middle + 1 : low;
        high = order < 0 ? middle : high;
    }
}
