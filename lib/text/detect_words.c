/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Typical words, letters and endings. Written down from knowledge of the
 * languages; what tells neighbours apart (av and af, gdje and gde, mais and
 * mas) matters more than what is frequent.
 */

#include "detect.h"

/* clang-format off */
const bfi_typical bfi_typicals[] = {
    {"en", BFI_SCRIPT_LATIN, 32,
     "the of and to in is that it for was on are as with his they at be this "
     "have from or had by not but what all were we when your can said there "
     "use an each which she how their if will other about many then them "
     "these so some her would make like him into has more who our you my its "
     "been may than only no do does did one also any most such through where "
     "after because while between should could those very here over under "
     "before must just being own up out",
     "",
     "ing tion ness ment able ally ious ly ity ed ers"},
    {"de", BFI_SCRIPT_LATIN, 40,
     "der die das und ist in den von zu mit sich des auf für nicht ein eine "
     "einen einem einer eines als auch es an werden aus er hat dass daß sie "
     "nach wird bei im am um ihre ihr wie zum zur sind so noch vor oder aber "
     "nur über kann können haben wurde wurden durch wenn war sein seine man "
     "ich wir mehr bis unter diese dieser dieses diesem diesen keine kein "
     "alle sowie zwischen ihrer ihren muss müssen hier schon sehr gegen vom "
     "beim ohne welche welcher welches wo wer warum wann was",
     "äöüß",
     "ung ungen keit heit lich ische ischen chen ieren isch schaft"},
    {"nl", BFI_SCRIPT_LATIN, 40,
     "de het een en van in is dat op te zijn voor met die niet aan er om ook "
     "als dan bij uit door over nog naar maar wordt worden werd deze dit "
     "heeft hebben had kan kunnen je u uw ze wij hij zij hun meer wel geen of "
     "tot onder tussen tegen zoals waar wat wie hoe zich na al moet moeten "
     "zal zou zouden veel hier daar alle andere wanneer omdat echter",
     "ëïéèóü",
     "heid lijk lijke ingen ering aar ing elijk"},
    {"af", BFI_SCRIPT_LATIN, 40,
     "die van en is het in 'n nie dat te om vir met op hy sy aan word was ek "
     "ons deur ook as maar sal kan moet hulle uit by oor wat hierdie daar sê "
     "nog baie jy jou se wees gaan toe wanneer waar tussen omdat geen",
     "êëôûîï",
     "heid like lik ing"},
    {"fr", BFI_SCRIPT_LATIN, 42,
     "de la le et les des en un du une que est pour qui dans par plus pas au "
     "sur ne se ce il sont avec aux ou son ses elle vous nous je mais leur "
     "leurs cette ces été être fait comme entre peut sans sous dont où ont "
     "avait était tout tous aussi même après deux très si donc alors quel "
     "quelle quels quelles ainsi lors depuis votre notre chez cet on pendant "
     "contre afin peuvent doit lorsque puis parce",
     "àâçéèêëîïôùûœ",
     "tion tions ment eux euse ique iques aire ité eur eurs aient"},
    {"es", BFI_SCRIPT_LATIN, 42,
     "de la que el en y a los del se las por un para con no una su al lo como "
     "más o pero sus le ha este sí porque esta entre cuando muy sin sobre "
     "también me hasta hay donde quien desde todo nos durante todos uno les "
     "ni contra otros ese eso fue son era ser puede pueden está están han "
     "sido cada qué cuál cuáles cómo cuándo dónde quién cuántos mientras si "
     "hacia según tiene estos estas usted algunos después antes",
     "áéíóúñü",
     "ción ciones mente dad dades ando iendo ados idas aron miento"},
    {"pt", BFI_SCRIPT_LATIN, 42,
     "de a o que e do da em um para é com não uma os no se na por mais as dos "
     "como mas foi ao ele das tem à seu sua ou ser quando muito há nos já "
     "está eu também só pelo pela até isso ela entre era depois sem mesmo aos "
     "ter seus quem nas me esse eles estão você essa num nem suas meu às "
     "minha têm numa pelos elas foram são pode podem qual quais onde sobre "
     "cada este esta através ainda",
     "áâãàçéêíóôõú",
     "ção ções mente dade dades ando endo ados mento aram"},
    {"gl", BFI_SCRIPT_LATIN, 42,
     "de a o que e do da en un para é con non unha os no se na por máis as "
     "dos como pero foi ao ou ser cando moi nos xa está tamén só polo pola "
     "ata ela entre era sen mesmo aos ten seus quen nas estes este esta isto "
     "súa súas seu das aínda son pode poden cal onde sobre cada tras hai "
     "unhas uns dende desde vostede ningún algún",
     "áéíóúñü",
     "ción cións mente dade ndo ados mento aron"},
    {"ca", BFI_SCRIPT_LATIN, 42,
     "de la i el que en a els les un per amb una és del al es no se dels com "
     "més o va ha són pel però seva seu també fins entre on aquest aquesta "
     "aquests aquestes ser quan molt sense sobre ja hi tot tots què qui des "
     "pels als ni perquè van havia estat pot poden ho cada durant després "
     "abans altres altre si nostre vostre seus seves quin quina algun",
     "àçèéíïòóúü",
     "ció cions ment itat ats ades ant ent aven"},
    {"it", BFI_SCRIPT_LATIN, 42,
     "di che e la il un a è per in una non sono le si da con i del al come "
     "più ma dei della lo nel se anche o alla delle gli su ha dal nella "
     "questo questa degli ed essere stato stata fu ai dalla suo sua loro "
     "quando dopo tra molto può possono era erano hanno ci cui ad sul sulla "
     "nei nelle allo quale quali dove chi cosa perché tutti ogni prima senza "
     "così fra ancora solo alle dai dalle negli questi queste",
     "àèéìòù",
     "zione zioni mente ità ando endo ato ati ata ate mento"},
    {"ro", BFI_SCRIPT_LATIN, 40,
     "de și şi în a la cu pe o din să că un nu este care mai pentru sau au "
     "prin fost ce sunt ca se al ale după fi lui cel dar între cele sa său "
     "fără ei le lor ar până dacă poate pot când unde acest această aceste "
     "acestui unei unui foarte toate toți doar dintre către ai ii îi îl nici "
     "cum fie avea aceasta acesta dumneavoastră",
     "ăâîșțşţ",
     "ție ții ului elor ește are ilor rea tea ate"},
    {"la", BFI_SCRIPT_LATIN, 35,
     "et in est non ad cum qui ut ex sed quod ab quae per si aut esse de sunt "
     "hoc ac atque nec pro ita enim autem etiam eius erat fuit quam quo "
     "quoque inter neque post sub ante apud tamen igitur eorum se sibi vel "
     "quidem",
     "",
     "orum arum ibus tur ntur isse usque amque"},
    {"da", BFI_SCRIPT_LATIN, 42,
     "og i at er en til af det på for de med som den et ikke har fra var han "
     "ved kan om vil blev der skal eller også være men efter nogle noget "
     "meget op ud hvor hvad hvis når jeg du vi sig sin sit sine havde blive "
     "bliver ind mellem over under mod kun alle dette denne disse mange hun "
     "deres uden siden mere hvilke hvilken hvem hvordan hvornår måske kunne "
     "skulle ville mig dig nu din dine dit",
     "æøåé",
     "ning erne else hed ende ede elser ninger lig"},
    {"nb", BFI_SCRIPT_LATIN, 42,
     "og i at er en til av det på for de med som den et ikke har fra var han "
     "ved kan om vil ble skal eller også være men etter noen noe mye opp ut "
     "hvor hva hvis når jeg du vi seg sin sitt sine hadde bli blir inn mellom "
     "over under mot kun bare alle dette denne disse mange hun deres uten "
     "siden mer fordi hvilke hvilken hvem hvordan kanskje kunne skulle ville "
     "meg deg nå din dine ditt",
     "æøåéòô",
     "ning ene else het ende inger lig"},
    {"nn", BFI_SCRIPT_LATIN, 42,
     "og i at er ein til av det på for dei med som den eit ikkje har frå var "
     "han ved kan om vil vart skal eller også vere men etter nokon noko mykje "
     "opp ut kor kva viss når eg du vi seg sin sitt sine hadde bli blir inn "
     "mellom over under mot berre alle dette denne desse mange ho deira utan "
     "sidan meir fordi korleis kven kunne skulle ville meg deg no ei vert me "
     "dykk",
     "æøåòô",
     "ing ane ene heit ande else ingar lege leg"},
    {"sv", BFI_SCRIPT_LATIN, 42,
     "och i att det som en på är av för med till den har de inte om ett han "
     "men var jag sig från vi så kan man när år under också efter eller nu "
     "sin där vid mot ska skulle kommer ut får finns vara hade alla andra "
     "mycket än här då sedan över bara in blir upp även vad få två vill ha "
     "många hur mer detta dessa denna mellan utan genom vilken vilka vilket "
     "du din ditt dina dig kunde blev inom varje innan någon något några",
     "åäöé",
     "ning ningar ande het arna heter ade elser lig erna"},
    {"is", BFI_SCRIPT_LATIN, 38,
     "og að í á er sem til við það en um af ekki var með fyrir ég hann þá því "
     "úr eru frá eða þess hafa þeir hún upp þetta eftir verið þar mér svo "
     "þegar sé hefur þú þessi einn eins nú ef allt undir vera verður hjá þeim "
     "þær okkur yfir",
     "áðéíóúýþæö",
     "inn anna ingu legt lega unum ingar"},
    {"fi", BFI_SCRIPT_LATIN, 22,
     "ja on ei että se oli hän mutta ovat kun joka niin kuin myös tai jos sen "
     "mukaan ole vain voi mitä jotka minä sitä olla jo hänen ne sekä siitä "
     "ollut olisi nyt jonka tämä tämän voidaan kanssa vielä ennen koko "
     "kuitenkin jälkeen eri eikä kukaan koskaan mitään jotta jopa sinä tässä "
     "kaikki mikä missä miksi milloin miten koska jossa josta siis "
     "esimerkiksi näitä tätä nämä voit käyttää",
     "äöå",
     "ssa ssä sta stä lla llä lle ksi inen isen isia taan tään vat vät mista "
     "misen ista istä een iin"},
    {"et", BFI_SCRIPT_LATIN, 28,
     "ja on ei et see oli ta mis aga kui ka või oma tema kes nii siis ning "
     "seda selle ole oleks võib mida nagu veel kõik pole juba ainult pärast "
     "enne üle sest välja olid saab need selles kus miks kuidas millal palju "
     "väga peab ega mille sellest vaid kuid samuti",
     "äöõüšž",
     "mine mise ud ised use sse tud dud vad ks ga st"},
    {"lt", BFI_SCRIPT_LATIN, 28,
     "ir yra kad į iš su kaip tai bet ar jo ne už o jis nuo apie buvo dėl "
     "taip prie tik po per kuris kuri kurie jų savo galima gali jei jau dar "
     "būti šis ši tarp kai arba prieš bei nėra labai visi visų jos šio šios "
     "kas kur kodėl kada jūs mes",
     "ąčęėįšųūž",
     "imas imo imą ija ijos ais ių iai ės ose uose avo"},
    {"lv", BFI_SCRIPT_LATIN, 28,
     "un ir ka no uz ar par kas bet to nav kā vai lai pie tas viņš bija tikai "
     "arī pēc ne jau tā var šo līdz pa tika ja tiek kurš kura kuras kuri būt "
     "pirms starp šī šis savu vēl kad bez ļoti kur kāpēc kādi jūs mēs tiem "
     "tām viņa visi vairāk",
     "āčēģīķļņšūž",
     "šana šanas šanu ībā iem ām os ās iska uma umu ajā"},
    {"pl", BFI_SCRIPT_LATIN, 32,
     "w i na z się nie do to że jest o jak po co ale za od przez był są dla "
     "tym tego jego oraz lub czy które który która być może już tylko ich jej "
     "ma ze tak jako była było przy także innych aby więc pod nad przed bez "
     "gdy kiedy gdzie jeśli można te ten ta tej tych bardzo jeszcze między "
     "ponieważ jednak kto dlaczego ile został została mnie",
     "ąćęłńóśźż",
     "ów ych ego ości nie ać owy owa owe iej ami ach cji"},
    {"cs", BFI_SCRIPT_LATIN, 32,
     "a v se na je že o s z do i to jako za od po pro by ve k není jsou byl "
     "byla ale nebo jeho jen který která které podle může aby už při také "
     "však před být bylo co jak když než ze tím jejich tento této tak bude "
     "více ke své jsem pokud mezi kde kdo proč kdy pouze až toho těchto tyto "
     "jsme kteří nebyl lze ani bez tohoto",
     "áčďéěíňóřšťúůýž",
     "ých ého ost ní ová ování osti ech ami ích ovat ou"},
    {"sk", BFI_SCRIPT_LATIN, 32,
     "a v sa na je že o s z do i to ako za od po pre by vo k nie sú bol bola "
     "ale alebo jeho len ktorý ktorá ktoré podľa môže aby už pri tiež však "
     "pred byť bolo čo ak keď než zo tým ich tento tejto tak bude viac ku "
     "svoje som pokiaľ medzi kde kto prečo kedy iba až toho týchto tieto sme "
     "ktorí nebol možno ani bez tohto",
     "áäčďéíĺľňóôŕšťúýž",
     "ých ého osť nie ová ovanie osti och ami ích ovať ou"},
    {"sl", BFI_SCRIPT_LATIN, 32,
     "in je v na se za da so ki z pa po ne od kot tudi s bil bila kako iz do "
     "pri ali lahko o ker še če med bi samo že tako ko pred jih njegov svoje "
     "biti več sta bo bilo bili pod brez kaj kje kdo zakaj kdaj kateri katera "
     "katere te ta to tega teh ti vse vendar nad jo ga ni zelo nekaj",
     "čšž",
     "nje anje nja ega imi ski ska ost osti ijo"},
    {"hr", BFI_SCRIPT_LATIN, 32,
     "i je u se na da za su od s a o koji koja koje ne što iz kao biti bio "
     "bila to ili ali kako sa samo sve još više do po te bi nije može prema "
     "između kod nakon tko gdje dok ako ovo ovaj ova tijekom uz zbog prije "
     "poslije bez pod nad jer vrlo također bilo mu ga ih smo ste ću će niti "
     "pri njegov vrijeme mjesto godine uvijek tisuća svi svih sustav sustava "
     "tvrtka tvrtke uporabu primjer posjetite sljedeće uvjet putem ponovno "
     "vlastiti općenito zadano razini dio",
     "čćđšž",
     "nje anje ima ski ska ost osti ije ova ovi"},
    {"sr", BFI_SCRIPT_LATIN, 32,
     "i je u se na da za su od s a o koji koja koje ne šta što iz kao biti "
     "bio bila to ili ali kako sa samo sve još više do po te bi nije može "
     "prema između kod nakon ko gde dok ako ovo ovaj ova tokom uz zbog pre "
     "posle bez pod nad jer veoma takođe bilo mu ga ih smo ste ću će niti pri "
     "njegov vreme mesto godine uvek hiljada svi svih deo sistem sistema "
     "primer sledeće uslov putem ponovo sopstveni uopšte posetite nivou dela",
     "čćđšž",
     "nje anje ima ski ska ost osti ije ova ovi"},
    {"sq", BFI_SCRIPT_LATIN, 38,
     "të dhe në e i një për me që nga është si nuk se ka u do më por ai ajo "
     "tij saj kjo ky këtë janë ishte kishte mund duke kanë sipas pas para "
     "edhe ose kur ku çdo gjithë shumë asht apo deri mbi nën ndërmjet çfarë "
     "pse kush jo tek te vetëm",
     "ëç",
     "imit imi shme tar uar ohet jnë ave ësi"},
    {"hu", BFI_SCRIPT_LATIN, 32,
     "a az és hogy nem is egy ez meg csak de ha már volt mint még vagy el azt "
     "ki kell lehet van minden után ezt sem voltak ami amely amelyek aki ahol "
     "szerint között pedig fel be le illetve során által lett lesz több ezek "
     "azok mert nagyon úgy így itt ott mi mit hol miért mikor hogyan melyik "
     "olyan ilyen majd ezért ennek annak azonban",
     "áéíóöőúüű",
     "ság ség ban ben nak nek val vel ott ett ból ből tól től hoz hez ása ése "
     "ít unk ok ek"},
    {"tr", BFI_SCRIPT_LATIN, 22,
     "ve bir bu için ile de da olarak çok daha en ne var olan kadar gibi "
     "sonra ama her ya o değil mi ki ise ancak veya hem bunu şey göre "
     "tarafından olduğu olduğunu önce arasında bütün tüm nasıl neden nerede "
     "kim hangi kaç zaman ben sen biz siz onun bunun diye yok eğer sadece "
     "fakat edilir olur birlikte iki",
     "çğıöşü",
     "lar ler ları leri nın nin dır dir mak mek yor ında inde ından inden mış "
     "miş acak ecek arak erek ıştır miştir lık lik sı"},
    {"az", BFI_SCRIPT_LATIN, 25,
     "və bir bu üçün ilə də da olan ki çox daha ən nə var kimi sonra amma hər "
     "o deyil isə ya görə tərəfindən olduğu əvvəl arasında bütün necə niyə "
     "harada kim hansı neçə mən sən biz siz onun bunun idi edir olur etmək "
     "qədər yalnız lakin",
     "əçğıöşü",
     "lar lər ları ləri nın nin dır dir maq mək ında ində ından mış miş acaq "
     "əcək araq ərək lıq lik"},
    {"eu", BFI_SCRIPT_LATIN, 28,
     "eta da ez bat du zen dira ere baina edo izan hau den dute egin bere "
     "duen egiten behar beste baino bai baten dela zuen arte gero ziren hori "
     "horren oso zer nola non noiz nor zergatik bezala bidez dago ditu "
     "ditzake daiteke dezake lehen hemen guztiak hauek ari",
     "ñ",
     "tik ren aren etan ko ak ean ekin tzen tzeko zioa tasun tako"},
    {"ga", BFI_SCRIPT_LATIN, 38,
     "an na agus ar i go a is sé ag le bhí tá ní do de sin sa atá air mar "
     "leis nach sí ach seo bheith chun ón faoi gur siad as nó aige eile cén "
     "cad conas cathain gach féin ina idir tar éis roimh níl leat",
     "áéíóú",
     "acht adh aigh achta aithe óir íocht eacht"},
    {"cy", BFI_SCRIPT_LATIN, 38,
     "y yn a yr i o ar ac mae ei wedi eu am gan bod fel oedd fod at neu nid "
     "hyn gyda hwn rhwng ond hefyd sydd bydd pan cael roedd wrth mwy beth ble "
     "pryd sut pwy ni chi nhw nad nac heb dan dros trwy drwy cyn iawn eich ein",
     "ŵŷâêîôû",
     "iad aeth iau ion odd wyd edig oedd"},
    {"mt", BFI_SCRIPT_LATIN, 35,
     "li ta u fil il tal hija f'il ma huwa għal jew dan din minn mhux kien "
     "kienet biex bħal fuq x'inhu wara qabel kull dawn aktar wkoll għandu "
     "għandha bejn meta fejn kif min għax iżda lil dak dik jista se",
     "ċġħż",
     "zzjoni ijiet ment at"},
    {"eo", BFI_SCRIPT_LATIN, 38,
     "la de kaj en estas al ne por kun el ke li estis ĝi kiu kiuj sed pri per "
     "aŭ ankaŭ oni pli tiu tio ĉi post sur ĉe inter ili kiel dum unu nur se "
     "ĉar ĝis sub antaŭ iu ĉiu ĉiuj tre plej sen mi vi ni ŝi kie kiam kial "
     "kio povas kies tiuj",
     "ĉĝĥĵŝŭ",
     "oj ojn ajn aj anta inta igis ita ante eco"},
    {"id", BFI_SCRIPT_LATIN, 34,
     "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke "
     "karena ada mereka sudah saya seperti adalah oleh atau kami telah bisa "
     "dapat menjadi secara tersebut lebih anda sebagai bahwa para antara "
     "setelah namun hanya harus bagi kita ia dia apa siapa kapan mengapa "
     "bagaimana mana kepada beberapa ketika berbeda maka terhadap sejak "
     "hingga jika memiliki merupakan mohon silakan situs setiap tetapi "
     "melalui jangan kasus",
     "",
     "kan nya annya asi inya an"},
    {"ms", BFI_SCRIPT_LATIN, 34,
     "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke "
     "kerana ada mereka sudah saya seperti adalah oleh atau kami telah boleh "
     "dapat menjadi secara tersebut lebih anda sebagai bahawa para antara "
     "selepas namun hanya harus bagi kita ia beliau apa siapa bila mengapa "
     "bagaimana mana kepada beberapa apabila berbeza maka terhadap sejak "
     "hingga jika mempunyai merupakan gagal daripada ialah sahaja perlu sila "
     "laman setiap tetapi melalui jangan kes",
     "",
     "kan nya annya asi inya an"},
    {"vi", BFI_SCRIPT_LATIN, 45,
     "và của là có được cho các trong không những một với để này người đã về "
     "từ khi như ra vào nhưng đến cũng bị nhiều sẽ trên phải hơn lại năm hay "
     "thì bạn họ tôi chúng sau đó rất đang theo cùng việc làm mà nếu gì ai "
     "nào đâu sao thể bằng tại giữa trước hoặc ở số tất cả do nên",
     "ăâđêôơưàáạảãằắặẳẵầấậẩẫèéẹẻẽềếệểễìíịỉĩòóọỏõồốộổỗờớợởỡùúụủũừứựửữỳýỵỷỹ",
     ""},
    {"sw", BFI_SCRIPT_LATIN, 38,
     "na ya wa kwa ni katika za la cha kama hii huo huu kuwa au pia hivyo "
     "lakini baada ambao ambayo watu yake wake hiyo moja hao sana kila bila "
     "kutoka hadi zaidi nchi mwaka siku wakati vya hilo nini nani wapi lini "
     "gani",
     "",
     "isha ika wake yake eni ana ia"},
    {"ru", BFI_SCRIPT_CYRILLIC, 32,
     "и в не на с что по как это а к из у за от но то для он его я все так же "
     "вы было о бы или быть только мы они был при ее её если когда может до "
     "которые который которая которое также со чтобы их где после во еще ещё "
     "между были была будет уже есть этого этот эта эти кто какой какие "
     "почему более без под чем через можно том лишь того",
     "ыэёъщ",
     "ость ости ния ние ого его ать ться ной ная ые ых ами ется ует"},
    {"uk", BFI_SCRIPT_CYRILLIC, 32,
     "і в не на з що по як це а до із у за від але та для він його я все так "
     "же ви було о б або бути тільки ми вони був при її якщо коли може які "
     "який яка яке також зі щоб їх де після й ще між були була буде вже є "
     "цього цей ця ці хто чому більше без під ніж через можна має щодо лише "
     "того",
     "іїєґщ",
     "ість ості ння ного ати ться ної ової ими ують ого ються"},
    {"be", BFI_SCRIPT_CYRILLIC, 32,
     "і у не на з што па як гэта а да за ад але для ён яго я ўсё так жа вы "
     "было б або быць толькі мы яны быў пры яе калі можа якія які якая якое "
     "таксама каб іх дзе пасля й яшчэ між былі была будзе ўжо ёсць гэтага "
     "гэты хто чаму больш без пад чым праз можна са аб",
     "іўыэё",
     "асць асці ння ага ць цца най ымі"},
    {"bg", BFI_SCRIPT_CYRILLIC, 36,
     "и в на не с че по как това а към от за но да се е са той го аз всички "
     "така ще вие беше или само ние те при си ако когато може които който "
     "която което също със му им къде след във още между бяха бе вече има "
     "този тази тези кой какво защо повече без под чрез един една до съм ли "
     "като",
     "ъщ",
     "ост ите ата ция ания ният ски ото ето ване"},
    {"mk", BFI_SCRIPT_CYRILLIC, 36,
     "и во на не со дека по како ова а кон од за но да се е тој го јас сите "
     "така ќе вие беше или само ние тие при си ако кога може кои кој која кое "
     "исто му им каде после уште меѓу биле бил веќе има овој оваа овие што "
     "зошто повеќе без под преку еден една до сум ли",
     "ѓќѕјљњџ",
     "ост ите ата ција ње ниот ски ото ето ување"},
    {"sr", BFI_SCRIPT_CYRILLIC, 32,
     "и је у се на да за су од с а о који која које не шта што из као бити "
     "био била то или али како са само све још више до по те би није може "
     "према између код након ко где док ако ово овај ова током уз због пре "
     "после без под над јер веома такође било му га их смо сте ћу ће нити при "
     "његов време место године увек сви свих",
     "ђћјљњџ",
     "ње ање има ски ска ост ости ије ова ови"},
    {"kk", BFI_SCRIPT_CYRILLIC, 25,
     "және бір бұл мен үшін де да деп осы ол еді болып болды болған жоқ бар "
     "бойынша туралы сол кейін оның өз деген ең екі ғана немесе қарай арқылы "
     "тұр қалай не",
     "әғқңөұүһі",
     "дың ның лар лер дар дер ған ген тар тер дық"},
    {"ky", BFI_SCRIPT_CYRILLIC, 25,
     "жана бир бул менен үчүн да деп ошол ал эле болуп болгон жок бар боюнча "
     "тууралуу кийин анын өз деген эң эки гана же карай аркылуу кандай эмне",
     "ңөү",
     "дын нын лар лер дар ган ген тар луу дук"},
    {"mn", BFI_SCRIPT_CYRILLIC, 30,
     "нь байна бол энэ юм ба тэр гэж байсан хүн мөн гэсэн өөр их бүх тухай "
     "дээр байгаа ямар хэн хаана хэрхэн бөгөөд эсвэл хийх болох",
     "өү",
     "ийн ын аас ээс сан сэн даг дэг хан уулах"},
    {"ar", BFI_SCRIPT_ARABIC, 32,
     "في من على أن إلى التي عن الذي مع هذا هذه لا ما كان ذلك كما بعد قد بين "
     "لم كل أو إن وقد حيث هو هي كانت لها له إذا عند غير منذ خلال حتى أي ثم "
     "أكثر ولا يمكن عبر لكن أنه أنها تم فيها وفي ومن وهو متى أين كيف لماذا "
     "ماذا عليه قبل دون تلك",
     "ةىأإؤئ",
     "ات ين ون ها"},
    {"fa", BFI_SCRIPT_ARABIC, 38,
     "و در به از که این را با است برای آن یک خود تا کرد بر هم نیز می شد های "
     "بود ها یا شده دو ما او هر اما شود باید پس اگر نمی کنید کنند می‌شود کند "
     "همه بین سپس چه چگونه کجا چرا کدام شما باشد آنها بیش روی وجود دارد",
     "پچژگکی",
     "ها های تر اند"},
    {"ur", BFI_SCRIPT_ARABIC, 42,
     "کے کی کا میں ہے سے اور کو اس پر نے یہ ہیں کہ بھی تھا وہ ایک جو نہیں کر "
     "گیا ہو تھے ان لئے لیے تھی ہوں تک کسی یا اپنے ساتھ جب بعد کیا ہوئے تو ہی "
     "آپ ہم دیا کون کہاں کیوں",
     "ٹڈڑںےہھ",
     "وں یں ائی"},
    {"ps", BFI_SCRIPT_ARABIC, 38,
     "د په او چې له دی کې ته دا نه هم خو سره هغه یو کړي وي شي دي کول تر ده پر "
     "لپاره پورې",
     "ټډړښځڅېۍ",
     ""},
    {"hi", BFI_SCRIPT_DEVANAGARI, 42,
     "के है में की और से का को हैं यह ने पर कि भी एक नहीं तो ही इस था लिए कर "
     "जो या वह थे थी साथ अपने हो करने गया किया जा बाद आप उस तक द्वारा होता "
     "कुछ क्या कैसे कहाँ कौन कब यदि सभी अन्य",
     "",
     ""},
    {"ne", BFI_SCRIPT_DEVANAGARI, 28,
     "र छ को मा पनि भने छन् यो गर्न हुन्छ लागि तर एक हो थियो भएको नै गरेको "
     "तथा वा गर्ने हुने सबै त्यो उनले के कसरी कहाँ किन यस त गरी गर्नुहोस् लाई "
     "भयो छैन",
     "",
     ""},
    {"mr", BFI_SCRIPT_DEVANAGARI, 28,
     "आहे आणि या व हे होते ते की तर त्या एक असे नाही होता केली होती मध्ये "
     "साठी आहेत करण्यात केले त्यांनी म्हणून किंवा हा ही काय कसे कुठे कोण का "
     "सर्व आपण येथे",
     "ळ",
     ""},
    {"he", BFI_SCRIPT_HEBREW, 22,
     "של את על לא זה הוא עם או כי גם היא אם כל לפי הם ניתן יש אל בין אשר זו "
     "אין עד היה היתה הייתה לאחר כדי רק יותר אך אבל אני אתה אנחנו מה מי איך "
     "למה מתי איפה ידי שלך כמו בו לו להיות אינו זאת באמצעות",
     "",
     "ים ות יות"},
    {"yi", BFI_SCRIPT_HEBREW, 38,
     "און די איז אין פון צו אז נישט דער דאס דעם מיט פאר א האט זיך ער זי עס "
     "וואס מען אויף אויך ווי זענען געווען איך איר וועט קען נאך",
     "װױײ",
     "ען ער"},
};
/* clang-format on */

const size_t bfi_typical_count = sizeof bfi_typicals / sizeof *bfi_typicals;

const char bfi_words_of_code[] =
    "if for in is not or and from with as this do else while then on by new "
    "use "
    "where any all no out up has an end set def int char var let";
