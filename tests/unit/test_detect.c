/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The detector: right where it answers, and silent where it cannot know. The
 * sentences are original. */

#include <backfile/detect.h>

#include "tap.h"

#include <stdlib.h>
#include <string.h>

static bf_detector *detector;

static bf_detected detect(bf_str text)
{
    bf_detected found;
    bf_detect(&found, detector, &text, 1);
    return found;
}

/* A few sentences in each language. */
static const char *const prose[][2] = {
    {"en",
     "The keeper of the lighthouse wrote down every ship that passed, and "
     "nobody has ever read what he wrote."},
    {"de", "Der Leuchtturmwärter schrieb jedes Schiff auf, das vorbeifuhr, und "
           "niemand hat je gelesen, was er schrieb."},
    {"nl", "De vuurtorenwachter schreef elk schip op dat voorbij voer, en "
           "niemand heeft ooit gelezen wat hij schreef."},
    {"fr", "Le gardien du phare notait chaque navire qui passait, et personne "
           "n'a jamais lu ce qu'il écrivait dans les cahiers."},
    {"es", "El guardián del faro anotaba cada barco que pasaba, y nadie ha "
           "leído nunca lo que escribía en los cuadernos."},
    {"pt", "O guarda do farol anotava cada navio que passava, e ninguém jamais "
           "leu o que ele escreveu, mas os cadernos estão na biblioteca."},
    {"ca", "El guardià del far anotava cada vaixell que passava, i ningú no ha "
           "llegit mai el que escrivia amb aquesta ploma, però els quaderns hi "
           "són."},
    {"it", "Il guardiano del faro annotava ogni nave che passava, e nessuno ha "
           "mai letto quello che scriveva nei quaderni della torre."},
    {"ro", "Paznicul farului nota fiecare corabie care trecea și nimeni nu a "
           "citit vreodată ce a scris el în caietele acestea."},
    {"sv", "Fyrvaktaren skrev upp varje skepp som for förbi, och ingen har "
           "någonsin läst vad han skrev, inte ens när han var död."},
    {"da", "Fyrpasseren skrev hvert skib op, der sejlede forbi, og ingen har "
           "nogensinde læst, hvad han skrev, efter at han blev gammel."},
    {"nb", "Fyrvokteren skrev opp hvert skip som seilte forbi, og ingen har "
           "noen gang lest hva han skrev etter at han ble gammel."},
    {"fi", "Majakanvartija kirjoitti muistiin jokaisen laivan, joka ohitti "
           "majakan, eikä kukaan ole koskaan lukenut, mitä hän kirjoitti."},
    {"et", "Majakavaht kirjutas üles iga laeva, mis mööda sõitis, ja keegi ei "
           "ole kunagi lugenud, mida ta kirjutas, kui ta oli vana."},
    {"pl",
     "Latarnik zapisywał każdy statek, który przepływał, i nikt nigdy nie "
     "przeczytał tego, co było w jego zeszytach."},
    {"cs", "Strážce majáku si zapisoval každou loď, která plula kolem, a nikdo "
           "nikdy nečetl, co napsal, protože jeho sešity byly zamčené."},
    {"sk",
     "Strážca majáka si zapisoval každú loď, ktorá plávala okolo, a nikto "
     "nikdy nečítal, čo napísal, pretože jeho zošity boli zamknuté."},
    {"hu", "A világítótorony őre minden hajót feljegyzett, amely elhaladt, és "
           "senki sem olvasta soha, hogy mit írt, mert a füzetek elvesztek."},
    {"tr",
     "Fener bekçisi geçen her gemiyi yazdı ve onun ne yazdığını hiç kimse "
     "okumadı, çünkü defterler daha sonra kayboldu ve bir daha "
     "bulunmadı."},
    {"id",
     "Penjaga mercusuar itu mencatat setiap kapal yang lewat, tetapi tidak "
     "ada yang pernah membaca apa yang dia tulis karena bukunya "
     "hilang."},
    {"vi", "Người giữ hải đăng ghi lại mọi con tàu đi qua, nhưng không một ai "
           "đã từng đọc những gì ông viết."},
    {"ru",
     "Смотритель маяка записывал каждый корабль, который проходил мимо, и "
     "никто никогда не читал, что он написал."},
    {"uk",
     "Доглядач маяка записував кожен корабель, який проходив повз, і ніхто "
     "ніколи не читав, що він написав."},
    {"bg", "Пазачът на фара записваше всеки кораб, който минаваше, и никой "
           "никога не е чел това, което той пишеше."},
    {"sr", "Чувар светионика је записивао сваки брод који је прошао, и нико "
           "никада није прочитао шта је писао, јер су свеске изгубљене."},
    {"ar", "كان حارس المنارة يكتب كل سفينة تمر من هذا المكان، ولم يقرأ أحد ما "
           "كتب في الدفاتر التي بقيت بعد موته."},
    {"fa", "نگهبان فانوس دریایی هر کشتی را که می گذشت می نوشت و هیچ کس آن را "
           "نخوانده است."},
    {"he",
     "שומר המגדלור רשם כל אונייה שעברה, אבל איש לא קרא את מה שהוא כתב, גם "
     "לא אחרי שהיה זקן."},
    {"hi", "वह हर जहाज का नाम लिखता था जो वहाँ से जाता था और किसी ने नहीं पढ़ा कि "
           "उस ने क्या "
           "लिखा है।"},
    {"ja",
     "灯台守は通り過ぎる船をすべて書きとめたが、それを読んだ者はいない。"},
    {"ko", "등대지기는 지나가는 모든 배를 적었지만 아무도 그것을 읽지 않았다."},
    {"zh", "守灯塔的人把每一艘经过的船都记了下来，可是从来没有人读过。"},
    {"el", "Ο φαροφύλακας έγραφε κάθε πλοίο που περνούσε."},
    {"th", "คนเฝ้าประภาคารจดชื่อเรือทุกลำ"},
    {"ta", "கலங்கரை விளக்கத்தின் காவலர்"},
    {"hy", "Փարոսի պահապանը գրում էր"},
    {"ka", "შუქურის მცველი წერდა"},
};

static void test_prose(void)
{
    for (size_t i = 0; i < sizeof prose / sizeof *prose; i++) {
        bf_detected found = detect(bf_str_of(prose[i][1]));
        is_str(bf_str_of(found.language), prose[i][0], "prose in %s",
               prose[i][0]);
        ok(found.confidence >= 0.5 && found.confidence <= 1, "%s: is certain",
           prose[i][0]);
        ok(bf_detect_knows(bf_str_of(prose[i][0])), "%s is known", prose[i][0]);
    }
    ok(!bf_detect_knows(bf_str_of("tlh")), "Klingon is not known");
    ok(!bf_detect_knows(bf_str_of("")), "nor is no language");
}

static void is_unsure(bf_str text, const char *what)
{
    bf_detected found = detect(text);
    is_str(bf_str_of(found.language), "", "unsure: %s", what);
    ok(found.confidence >= 0 && found.confidence < 0.5, "%s: and says so",
       what);
}

static void test_unsure(void)
{
    is_unsure(bf_str_of(""), "nothing");
    is_unsure(bf_str_of("12 345 6789 \xff\xfe 0x10"), "no letters");
    is_unsure(bf_str_of("Anna Karenina"), "a name");
    is_unsure(bf_str_of("Super Bowl 50"), "a title");
    is_unsure(bf_str_of("東京"), "two ideographs, Chinese or Japanese");
    is_unsure(
        bf_str_of("if (x == y) { return foo(bar, baz); } else { for (i in "
                  "list) while (!done) do { print(i) } }"),
        "code");
    is_unsure(bf_str_of("The ship that was built for the cable is in the "
                        "harbour. Das Schiff, das für das Kabel gebaut wurde, "
                        "liegt in dem Hafen."),
              "two languages");
    is_unsure(bf_str_of("Where is the ship that was there and when will it be "
                        "back? Где корабль, который был здесь, и когда он "
                        "будет снова?"),
              "two scripts");
    is_unsure(bf_str_of("αβγδ ежзи"), "two scripts that are no Latin");
}

/* Names and code in Latin letters do not make a text English. */
static void test_latin_beside(void)
{
    is_str(bf_str_of(detect(bf_str_of("設定ファイルの listen_address と "
                                      "max_connections を変更します"))
                         .language),
           "ja", "Japanese with code");
    is_str(bf_str_of(detect(bf_str_of("Это потому, что OpenSSL и certbot не "
                                      "знают об этом"))
                         .language),
           "ru", "Russian with names");
}

/* Decomposed letters, and capitals, are the same letters. */
static void test_forms(void)
{
    is_str(bf_str_of(detect(bf_str_of("DER LEUCHTTURM, FU\xcc\x88R DEN ER "
                                      "SCHRIEB, IST NICHT MEHR DA"))
                         .language),
           "de", "capitals and decomposed letters");
}

static void test_parts(void)
{
    bf_detected found;
    bf_str texts[] = {bf_str_of("Das Schiff und der Turm"),
                      {NULL, 0},
                      bf_str_of("Es ist nicht das, was wir von ihm wollten.")};
    bf_detect(&found, detector, texts, 3);
    is_str(bf_str_of(found.language), "de", "title, no summary, body");
    bf_detect(&found, detector, texts, 0);
    is_str(bf_str_of(found.language), "", "no texts at all");
}

/* Of a long text the middle and the end are seen as well, and no more than
 * BF_MAX_DETECT_BYTES. */
static void test_long(void)
{
    static const char german[] = "Er ist nicht mehr da und wird auch nicht "
                                 "wiederkommen. ";
    static const char english[] = "This is what they have been told about the "
                                  "ship. ";
    bf_buf text;
    bf_buf_init(&text, 1u << 24);
    while (text.size < 1u << 23) {
        bf_buf_add(&text, german, sizeof german - 1);
    }
    is_str(bf_str_of(detect(bf_buf_str(&text)).language), "de", "8 MB");
    while (text.size < (1u << 24) - 1000) {
        bf_buf_add(&text, english, sizeof english - 1);
    }
    is_unsure(bf_buf_str(&text), "the second half in another language");
    bf_buf_reset(&text);
    for (size_t i = 0; i < 4000; i++) {
        bf_buf_add_text(&text, "灯台守はそれを");
    }
    is_str(bf_str_of(detect(bf_buf_str(&text)).language), "ja",
           "long, without a space");
    bf_buf_fini(&text);
}

/* Every length, so that cuts fall everywhere. */
static void test_cuts(void)
{
    bool fine = true;
    for (size_t i = 0; i < sizeof prose / sizeof *prose; i++) {
        for (size_t size = 0; size <= strlen(prose[i][1]); size++) {
            char *copy = malloc(size + 1); /* for the sanitizer */
            bf_detected found;
            memcpy(copy, prose[i][1], size);
            found = detect((bf_str){copy, size});
            fine = fine && found.confidence >= 0 && found.confidence <= 1 &&
                   (found.confidence >= 0.5) == (found.language[0] != '\0');
            free(copy);
        }
    }
    ok(fine, "texts cut anywhere");
}

/* The limit on the languages of a query cannot drop any. */
static void test_stemmed(void)
{
    size_t count = 1; /* none */
    for (char a = 'a'; a <= 'z'; a++) {
        for (char b = 'a'; b <= 'z'; b++) {
            const char tag[] = {a, b};
            count += bf_language_stems((bf_str){tag, 2});
        }
    }
    ok(count > 20 && count <= BF_MAX_QUERY_LANGUAGES,
       "%zu languages that differ, at most BF_MAX_QUERY_LANGUAGES", count);
}

int main(void)
{
    bf_error err;
    is_status(bf_detector_new(&detector, &err), BF_OK, &err, "a detector");
    test_prose();
    test_unsure();
    test_latin_beside();
    test_forms();
    test_parts();
    test_long();
    test_cuts();
    test_stemmed();
    bf_detector_free(detector);
    bf_detector_free(NULL);
    return tap_done();
}
