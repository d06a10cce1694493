/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stop words: articles, pronouns, prepositions, conjunctions, auxiliary verbs,
 * words that ask. Written down from the grammar of each language, as written
 * forms, which have no accents. Left out is what often means something of its
 * own, as written or with accents: us, may, no and out in English, été in
 * French. What is elided (l', dell') needs no list.
 */

#include "stop_words.h"

#include <backfile/text.h>

#include <string.h>

typedef struct stop_words {
    char language[BF_LANGUAGE_BYTES];
    const char *words; /* with one space between */
} stop_words;

/* Sorted by the language. */
/* clang-format off */
static const stop_words table[] = {
    {"af",
     "n die van en is het in nie dat te om vir met op hy sy aan was ek ons "
     "deur ook as sal kan moet hulle by oor wat hierdie daardie nog jy jou "
     "se wees toe wanneer waar tussen omdat my hom haar hul julle wie hoe "
     "hoekom watter of maar nou so dan sou kon wou"},
    {"ar",
     "في من على الى عن مع هذا هذه ذلك تلك التي الذي الذين اللذين كان كانت "
     "يكون تكون قد لقد لم لن لا ما ماذا متى اين كيف لماذا هل كم اي ايه ان "
     "انه انها انهم هو هي هم هن نحن انا انت انتم او ثم بل لكن حتى اذا لو كما "
     "عند منذ بين كل بعض غير هناك هنا ليس ليست كانوا وهو وهي به بها له لها "
     "لهم منه منها فيه فيها عليه عليها اليه اليها كذلك حيث و"},
    {"bg",
     "и в на се за от да с по не е са че като до или но при ще си това тази "
     "този тези която който които което бил била били беше бяха има със към "
     "след през го му я ги им ни ви те той тя то аз ти ние вие какво какъв "
     "каква какви кой коя кое кои къде кога как защо колко също така без "
     "между под над само дали ли чрез според във"},
    {"ca",
     "de la i el que en a els les un una uns unes per amb es del al no se "
     "dels als com mes o va ha son pero seva seu seves seus entre on aquest "
     "aquesta aquests aquestes aquell aquella quan sense sobre ja hi qui "
     "quin quina quins quines pels pel ni perque van havia han era eren ser "
     "estar quant quants quantes li ho em et ens us jo tu ell ella ells "
     "elles nosaltres meu meva teu teva fins des durant segons"},
    {"cs",
     "a v na se je ze s z o k i do pro za po by jsou byl byla bylo byli ve "
     "si ale jako jak nebo tak od u pri podle ktery ktera ktere kteri "
     "kterych kteremu co kdo kde kdy proc kolik jaky jaka jake ktereho tento "
     "tato toto tyto tomu toho tim ten ta to ti ty my vy on ona ono oni jeho "
     "jeji jejich jim ji mu ho nas vas me te jsem jsme jste byt bude budou "
     "ma maji mezi pod nad pred bez az kdyz ci aby jestli take"},
    {"da",
     "og i at er en et den det de af pa for til med som der har var fra ved "
     "kan vil blev blive bliver skal eller ogsa vaere vaeret men efter om "
     "nar hvis jeg du han hun vi jer dem sig sin sit sine hans hendes deres "
     "min mit mine din dit dine vores havde mellem under over mod denne "
     "dette disse hvilke hvilken hvilket hvem hvad hvor hvordan hvornar "
     "hvorfor mange kunne skulle ville ham hende os mig dig ind ud saa sa "
     "ikke ma"},
    {"de",
     "der die das den dem des ein eine einen einem einer eines und oder aber "
     "sondern denn doch ist sind war waren bin bist seid sein gewesen wird "
     "werden wurde wurden worden werde hat haben hatte hatten habe hast in "
     "im an am auf aus bei beim mit nach von vom vor zu zum zur um uber "
     "unter durch fur gegen ohne bis seit wahrend wegen zwischen als wie "
     "wenn weil dass ob da damit ich du er sie es wir ihr ihm ihn ihnen mich "
     "mir dich dir uns euch sich man mein meine meinen meinem meiner dein "
     "deine seine seinen seinem seiner seines ihre ihren ihrem ihrer ihres "
     "unser unsere unseren unserer euer eure dieser diese dieses diesen "
     "diesem jener jene jenes welcher welche welches welchen welchem was wer "
     "wen wem wessen wo woher wohin wann warum wieso weshalb womit wodurch "
     "wofur woran worin wozu nicht auch nur noch so sehr schon kann konnen "
     "konnte konnten muss mussen musste soll sollen sollte sollten will "
     "wollen darf durfen mag hier dort dann etwas viele viel"},
    {"el",
     "ο η το οι τα του τησ των τον την τουσ τισ στο στη στην στον στουσ στισ "
     "στα και κι να θα με σε για απο που πωσ οτι αν αλλα ειναι ηταν εχει "
     "εχουν ειχε ειχαν δεν μη μην δε ωσ οταν οπωσ ενασ μια μιασ ενα ενοσ "
     "αυτο αυτοσ αυτη αυτα αυτεσ αυτοι αυτων αυτου αυτησ τι ποιοσ ποια ποιο "
     "ποιοι ποιεσ ποιουσ ποιον ποιασ ποτε γιατι ποσο ποσοι ποσεσ ποσα κατα "
     "μετα προσ μεχρι χωρισ μεταξυ εγω εσυ εμεισ εσεισ μου σου μασ σασ "
     "οποιοσ οποια οποιο οποιοι"},
    {"en",
     "a an the and or but nor if then than as at by for from in into of on "
     "onto to with about after against among before between during through "
     "until upon via since because while although though whether i me my "
     "mine myself we our ours ourselves you your yours yourself he him his "
     "himself she her hers herself it its itself they them their theirs "
     "themselves this that these those such who whom whose which what where "
     "when why how am is are was were be been being have has had having do "
     "does did doing would should could can might must not don't doesn't "
     "didn't isn't aren't wasn't weren't can't couldn't won't wouldn't "
     "shouldn't haven't hasn't hadn't it's i'm i've i'd i'll you're you've "
     "you'll he's she's we're we've we'll they're they've they'll that's "
     "there's here's what's who's where's how's let's there here any some "
     "each every either both other many much so too very just also"},
    {"es",
     "de la que el en y e a los las del al se un una unos unas por para con "
     "no lo como mas pero su sus le les o u este esta estos estas esto ese "
     "esa esos esas eso aquel aquella cuando sin sobre tambien me te nos os "
     "mi mis tu tus si ya muy porque desde hasta entre durante ante contra "
     "segun es son fue fueron era eran ser sido siendo estar estaba estaban "
     "ha han habia habian haber hay he tiene tienen donde quien quienes cual "
     "cuales cuanto cuanta cuantos cuantas yo ella ellos ellas nosotros "
     "usted ustedes puede pueden ni cuyo cuya"},
    {"et",
     "ja on ei see oli et ta kui ka oma aga voi mis kes mida mille kus "
     "kuidas millal miks palju ning kas nii siis seda selle need nende neid "
     "mina sina tema meie teie nemad mulle talle neile olid olla olen oled "
     "oleme olete ole saab voib pole uks peale enne parast juures kuni ilma "
     "ule all"},
    {"eu",
     "eta da ez du bat ere dira zen izan dute den baina edo hau hori hura "
     "hauek horiek haiek zuen ziren dela bere duen zein zer nor non noiz "
     "nola zergatik zenbat nire zure haren gure ni zu gu zuek batzuk gabe "
     "arte ondoren artean baino bezala"},
    {"fa",
     "و در به از كه اين ان را با است براي تا بر يك هم نيز بود شد شده مي هاي "
     "ها او ما من تو شما انها چه چي كي كجا چرا چگونه چند كدام ايا اگر اما يا "
     "هر هيچ بين روي زير پس پيش بدون باشد بودند هستند شود كرد كرده داشت دارد "
     "دارند خود وي"},
    {"fi",
     "ja on ei se oli etta han kun myos mutta tai jos kuin joka jotka jonka "
     "joita mika mita missa mista mihin milloin miten miksi kuka ketka kenen "
     "mitka minka kuinka paljon ovat olivat olla ollut olen olet olemme "
     "olette ole oleva voi voivat voidaan tama nama taman tassa tata nuo tuo "
     "sen siita siina sita ne niita niiden mina sina me te he minun sinun "
     "hanen meidan teidan heidan eika eivat seka vaan niin kanssa ilman "
     "ennen jalkeen ali vain viela jo"},
    {"fr",
     "de la le et les des en un du une que qui dans par pour pas ne au aux "
     "sur se ce cet cette ces il elle ils elles on je tu nous vous me te lui "
     "leur leurs son sa ses mon ma mes ton ta tes notre nos votre vos est "
     "sont etait etaient etre fut furent sera ai as a ont avait avaient "
     "avoir eu avec ou mais donc or ni car si comme plus quel quelle quels "
     "quelles quoi dont quand comment combien pourquoi y lequel laquelle "
     "lesquels lesquelles fait sous entre vers chez apres avant depuis "
     "pendant aussi tres tout toute tous toutes peut peuvent doit t"},
    {"ga",
     "agus an na i ar is ag le do go as ba ni no se si siad sinn sibh me tu "
     "a ata bhi nach cad ce conas cathain cen faoi roimh tar san sa den don "
     "leis ina sin seo iad"},
    {"gl",
     "de a o que e do da en un unha uns unhas para con non os as no na nos "
     "nas se por mais dos das como pero foi ao aos ou ser cando moi xa esta "
     "tamen so polo pola ata ela el eles elas entre era sen seu sua seus "
     "suas quen este estes estas isto son ten tenen onde cal cales canto "
     "cantos cantas porque nin eu ti vos"},
    {"he",
     "של את על לא זה זו זאת הוא היא הם הן אני אתה אנחנו אתם עם או כי גם אם "
     "כל לפי יש אל אין עד היה היתה הייתה היו להיות אשר בין אבל אך רק מה מי "
     "איך איפה היכן למה מדוע מתי כמה איזה איזו אילו האם אחרי לפני ידי אצל "
     "כמו שלו שלה שלהם לו לה להם בו בה בהם ממנו ממנה ו ב ל מ ה ש"},
    {"hi",
     "के में की है यह और से को का पर इस होता कि जो कर मे गया करने किया लिये "
     "लिए अपने ने बनी नहीं तो ही या एवं हैं था थी थे वह वे उन उस उसके उनके "
     "इसके इसकी उसकी क्या कौन कहाँ कहां कब कैसे क्यों कितना कितने कितनी किस "
     "किसने किसे किसी भी एक साथ द्वारा तक बाद जब तब हो हुआ हुई हुए रहा रही "
     "रहे गई गए जा जाता जाती जाते मैं हम आप तुम उन्होंने अपनी अपना"},
    {"hr",
     "i u je se na da za su od s sa ne o kao iz koji koja koje kojih kojem "
     "kojeg kojoj koju bi do ili ali po uz pri te to ta ti taj ovaj ova ovo "
     "ovi biti bio bila bilo bili sam si smo ste nije nisu sto tko gdje kada "
     "kad kako zasto koliko kakav kakva kakvo kakvi cega cemu nego ako jer "
     "ja on ona ono oni one mi vi ga mu joj ih im njih nje njegov njezin "
     "njihov prema izmedu kroz prije nakon bez li a"},
    {"hu",
     "a az es is nem hogy egy meg ez azt ezt de ha csak mint mar vagy volt "
     "voltak van vannak lesz legyen lenni ki kik kit mi mit mik hol hova "
     "honnan mikor miert hogyan hany mennyi milyen melyik mely amely amelyek "
     "ami aki akik amelyet ezek azok ennek annak ebben abban en te o ti ok "
     "engem teged ot minket nekem neki nekik kell lehet sem se el fel le be "
     "utan elott kozott alatt mellett szerint miatt altal illetve valamint "
     "pedig igen"},
    {"hy",
     "եվ է են որ ին մեջ այս այդ այն համար հետ նաեվ էր էին չի չեն եմ ես ենք "
     "եք ինչ ով ուր երբ ինչպես ինչու քանի որտեղ որը որի որոնք նա նրա նրանք "
     "մենք դուք դու իր իրենց կամ բայց թե եթե մի վրա մասին հետո առաջ"},
    {"id",
     "yang dan di ke dari untuk pada dengan ini itu adalah dalam tidak akan "
     "juga oleh atau sebagai ada karena mereka saya kami kita dia ia anda "
     "apa siapa mana dimana kapan bagaimana mengapa berapa apakah telah "
     "sudah bisa dapat para secara antara serta saat ketika jika tetapi "
     "namun bahwa agar tersebut hanya seperti hingga bagi nya"},
    {"it",
     "di che e la il un a per in una uno non sono le si da con i gli lo del "
     "al come piu ma dei della dello delle degli nel nella nello nelle nei "
     "negli se anche o ed ad alla allo alle ai agli su sul sulla sullo sulle "
     "sui sugli dal dalla dallo dalle dai dagli ha ho hai hanno abbiamo "
     "essere era erano fu furono sia siano questo questa questi queste "
     "quello quella quelli quelle suo sua suoi mio mia tuo tua loro ci vi ne "
     "mi ti cui quale quali chi cosa dove quando perche quanto quanta quanti "
     "quante noi voi lui lei io tra fra dopo prima senza molto puo possono "
     "viene"},
    {"lt",
     "ir yra i is kad su apie buvo ne tai kaip ar bet uz nuo po prie per del "
     "taip pat jo jos ju jie jis ji as tu mes jus kas ka kur kada kodel kiek "
     "koks kokia kokie kuris kuri kurie kurios sis si sie sios tas ta tie "
     "tos savo bei arba jei jeigu o buti bus"},
    {"lv",
     "un ir ar no uz par ka kas ko kur kad kapec cik kads kada kadi kuri "
     "kura kurs vai bet pie pec lidz ta tas to tie vins vina vini es tu mes "
     "jus mans tavs savu sava savs bija nav nebija but bus tiek tika ari gan "
     "ja lai jo starp bez pirms"},
    {"mk",
     "и во на се за од да со не е дека како до или но при ке си ова оваа "
     "овој овие која кој кои кое бил била биле беше има кон по низ го му ја "
     "ги им тие тој таа тоа јас ти ние вие што каде кога зошто колку исто "
     "така без меѓу под над само ли според"},
    {"mr",
     "आणि आहे या व हे की तो ती ते मध्ये साठी एक हा ही त्या त्यांनी आहेत होते "
     "होता होती केले केली काय कोण कुठे कधी कसे का किती कोणता कोणती कोणते "
     "कोणत्या म्हणून किंवा नाही पण तर जर मी तू आम्ही तुम्ही त्याच्या त्यांच्या तिच्या "
     "यांनी ने ला चा ची चे"},
    {"nb",
     "og i at er en et ei den det de av pa for til med som har var fra ved "
     "kan vil ble blir bli skal eller ogsa vaere vaert men etter om nar hvis "
     "jeg du han hun vi dere dem seg sin sitt sine hans hennes deres min "
     "mitt mine din ditt dine vart vare hadde mellom under over mot denne "
     "dette disse hvilke hvilken hvilket hvem hva hvor hvordan hvorfor mange "
     "kunne skulle ville ham henne oss meg deg inn ut sa ikke ma"},
    {"ne",
     "र को मा छ का ले लाई यो त्यो भएको थियो हो गर्न पनि एक छन् थिए भन्ने लागि के "
     "कहाँ कहिले कसरी किन कति कुन जो उनी उनको उनले हामी म तपाईं बाट सँग तर "
     "वा यस त्यस"},
    {"nl",
     "de het een en van in is dat op te zijn voor met die niet aan er om ook "
     "als dan bij uit door over naar maar wordt worden werd werden geworden "
     "deze dit heeft hebben had hadden kan kunnen kon konden je jij jou jouw "
     "u uw ze wij we ons onze hij zij hem haar hun hen zich mij mijn ik men "
     "of tot onder tussen tegen zonder zoals waar wat wie welke welk wanneer "
     "waarom hoe hoeveel waarin waarmee waaruit waarvan waaraan waarop "
     "waardoor na al moet moeten zal zullen zou zouden mag mogen was waren "
     "ben bent geweest daar hier omdat want toen nog wel zo veel"},
    {"nn",
     "og i at er ein ei eit den det dei av pa for til med som har var fra "
     "ved kan vil vart blir bli vert verte skal eller ogsa vere vore men "
     "etter om nar viss eg du han ho vi me de dykk seg sin sitt sine hans "
     "hennar deira min mitt mine din ditt dine vare hadde mellom under over "
     "mot denne dette desse kva kven kvar korleis kvifor kor mange kunne "
     "skulle ville oss meg deg inn ut sa ikkje ma"},
    {"pl",
     "i w na z ze do sie nie to jest o od po za jak dla a ale lub oraz co "
     "czy przez przy tym tego tej ten ta te ci tych byl byla bylo byli byly "
     "byc beda bedzie sa jako ktory ktora ktore ktorzy ktorych ktorym ktorej "
     "ktorego kto kogo komu czego czym gdzie kiedy dlaczego ile jaki jaka "
     "jakie jakich jakim ja ty on ona ono my wy oni one jego jej ich im mu "
     "go mnie ciebie nas was swoj swoja swoje moze moga ma maja pod nad "
     "miedzy przed bez we ku u takze rowniez gdy jesli jezeli aby by"},
    {"pt",
     "de a o que e do da em um uma uns umas para com nao os as no na nos nas "
     "se por mais dos das como mas foi foram ao aos ele ela eles elas tem "
     "seu sua seus suas ou ser sido quando muito ha ja esta estao tambem so "
     "pelo pela pelos pelas ate isso isto era eram depois sem mesmo ter "
     "tinha quem me te lhe lhes este estes estas esse essa esses essas "
     "aquele aquela voce num numa nem meu minha teu tua eu tu vos entre "
     "sobre qual quais onde porque quanto quanta quantos quantas cujo cuja "
     "sao pode podem durante segundo desde"},
    {"ro",
     "de si in a la cu pe o din sa ca un unei unui une este care pentru sau "
     "au ai am are prin fost ce sunt se al ale dupa lui cel cea cei cele dar "
     "intre sale fara ei le lor ar pana daca cand unde acest aceasta aceste "
     "acesti acestui acestei era erau fi fie nu mai cine cum cat cata cati "
     "cate carui carei caror eu tu el ea noi voi ele isi ii il iti imi mi ti "
     "ne va nici despre decat"},
    {"ru",
     "и в во не что он на я с со как а то все она так его но да ты к у же вы "
     "за бы по только ее мне было вот от меня еще нет о из ему теперь когда "
     "даже ну ли если уже или ни быть был него до вас нибудь вам ведь там "
     "потом себя ничего ей может они тут где есть надо ней для мы тебя их "
     "чем была сам чтоб чтобы без чего кто этот эта это эти этого того "
     "потому этой какой какая какое какие каких каким какую каком кого кому "
     "ним здесь этом почти мой тем ко ими про об обо при над под через перед "
     "между после который которая которое которые которых которым которой "
     "которого котором сколько почему зачем куда откуда были будет также "
     "является являются"},
    {"sk",
     "a v na sa je ze s so z zo o k ku i do pre za po by su bol bola bolo "
     "boli vo si ale ako alebo tak od u pri podla ktory ktora ktore ktori "
     "ktorych ktoreho co kto kde kedy preco kolko aky aka ake tento tato "
     "toto tieto tomu toho tym ten ta to ti ty my vy on ona ono oni jeho jej "
     "ich im mu ho nas vas ma mi som sme ste byt bude budu maju medzi pod "
     "nad pred bez az ked ci aby aj tiez"},
    {"sl",
     "in v na je se da za so od s z ne o kot iz ki bi do ali pa po pri to ta "
     "ti te tem tega bil bila bilo bili biti sem si smo ste ni niso kaj kdo "
     "kje kdaj kako zakaj koliko kateri katera katero kaksen kaksna kaksno "
     "jaz on ona ono oni mi vi ga mu jo jih jim njegov njen njihov med pod "
     "nad pred brez ker ce tudi bo bodo"},
    {"sq",
     "dhe ne e te i nga me per qe nje eshte si u do ka nuk se ky kjo keta "
     "keto ai ajo ata ato une ti ju cfare kush ku kur pse sa cili cila cilet "
     "por ose nese kishte ishte jane ishin kane mbi nen para pas deri"},
    {"sr",
     "i u je se na da za su od s sa ne o kao iz koji koja koje kojih kojem "
     "kojeg kojoj koju bi do ili ali po uz pri te to ta ti taj ovaj ova ovo "
     "ovi biti bio bila bilo bili sam si smo ste nije nisu sta sto ko gde "
     "kada kad kako zasto koliko kakav kakva kakvo nego ako jer ja on ona "
     "ono oni one mi vi ga mu joj ih im njegov njen njihov prema izmedu kroz "
     "pre posle bez li a и у је се на да за су од с са не о као из који која "
     "које којих којем којег којој коју би до или али по уз при те то та ти "
     "тај овај ова ово ови бити био била било били сам си смо сте није нису "
     "шта што ко где када кад како зашто колико какав каква какво него ако "
     "јер ја он она оно они оне ми ви га му јој их им његов њен њихов према "
     "између кроз пре после без ли а"},
    {"sv",
     "och i att ar en ett den det de av pa for till med som har var fran vid "
     "kan vill ville blev bli blir blivit ska skall eller ocksa vara varit "
     "men efter om nar jag du han hon vi ni dem dom sig sin sitt sina hans "
     "hennes deras min mitt mina din ditt dina vart hade mellan under over "
     "mot denna detta dessa vilka vilken vilket vem vad hur varfor vars "
     "manga kunde skulle honom henne oss mig dig in ut sa inte maste ur hos "
     "utan finns dar"},
    {"sw",
     "na ya wa kwa ni katika la za cha vya kuwa hii huu hiyo huo hizo hao "
     "yake wake lake zake ambayo ambao ambaye pia au lakini kama nini nani "
     "wapi lini gani ngapi kwamba bila baada kabla yeye wao mimi wewe sisi "
     "si"},
    {"ta",
     "ஒரு என்று மற்றும் இந்த இது அது அந்த என்ற உள்ள என அல்லது ஆகும் இருந்து இல்லை போன்ற "
     "என்ன யார் எங்கே எப்போது எப்படி ஏன் எத்தனை எந்த எது நான் நீ அவர் அவள் அவன் நாம் "
     "நாங்கள் நீங்கள் அவர்கள்"},
    {"tr",
     "ve bir bu da de icin ile olarak olan o cok daha en ki mi mu ne gibi ya "
     "veya ama fakat ancak her kadar sonra once ise hem degil var yok oldugu "
     "olup oldu olur olmak idi ben sen biz siz onlar onun bunun su nasil "
     "neden nicin nerede nereden nereye kim kimin kime hangi hangisi kac "
     "nedir kimdir tarafindan gore uzere diye bazi"},
    {"uk",
     "і й в у на не що з із зі та до як за від по для про при його її їх це "
     "цей ця ці він вона воно вони ми ви я ти але або чи же бути був була "
     "було були є буде який яка яке які яких яким якої якого якому хто кого "
     "де коли чому скільки куди звідки так також тільки якщо щоб між над під "
     "через перед після без о об а то той тим того цього цієї мій мене йому "
     "їй їм нас вас нам вам"},
    {"ur",
     "كے ميں كي هے اور سے كو كا پر اس يه كه جو كر نے تھا تھي تھے هيں وه ان "
     "بھي ايك تك نهيں تو هي يا كيا كون كهاں كب كيسے كيوں كتنا كتنے كتني كس "
     "ليے لئے ساتھ بعد اپنے اپني هو گيا گئي هوا هوئي"},
    {"vi",
     "va la cua co cac nhung mot cho voi trong duoc khong nay do khi da se "
     "cung den tu tai ve hay hoac nhu thi ma o ra vao ai gi nao dau sao bao "
     "nhieu vi nen neu boi theo tren duoi"},
};
/* clang-format on */

const char *bfi_stop_words(bf_str language)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (bf_str_is(language, table[i].language)) {
            return table[i].words;
        }
    }
    return "";
}

bool bf_is_stop_word(bf_str language, bf_str word)
{
    const char *words = bfi_stop_words(language);
    const char *end = words + strlen(words);
    const char *at = words;
    if (word.size == 0 || memchr(word.data, ' ', word.size)) {
        return false;
    }
    while ((at = memmem(at, (size_t)(end - at), word.data, word.size))) {
        const char *behind = at + word.size;
        if ((at == words || at[-1] == ' ') &&
            (behind == end || *behind == ' ')) {
            return true;
        }
        at++;
    }
    return false;
}
