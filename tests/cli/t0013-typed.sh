#!/bin/sh
# What people type and what articles have written: the same thing in several
# ways is found in all of them, and nothing else is.
. tests/lib/testlib.sh
. "$TOP/tests/lib/finds.sh"

cat >typed.jsonl <<'EOF'
{"id":"oneill","title":"A","body":"It was O’Neill who said so."}
{"id":"oneill-plain","title":"A","body":"Oneill, without anything."}
{"id":"back-channel","title":"B","body":"The back-channel was open."}
{"id":"back-and-channel","title":"B","body":"A back channel, and a friend."}
{"id":"backchannel","title":"B","body":"Their backchannel was open."}
{"id":"email","title":"C","body":"She sent an email."}
{"id":"e-mail","title":"C","body":"She sent an E-Mail."}
{"id":"usa","title":"D","body":"Made in the USA."}
{"id":"u.s.a","title":"D","body":"Made in the U.S.A. by us."}
{"id":"cpp","title":"E","body":"Programs in C++ are fast."}
{"id":"csharp","title":"E","body":"Programs in C# are neat."}
{"id":"c","title":"E","body":"Programs in C are short. Vitamin C."}
{"id":"net","title":"E","body":"Written for .NET at first."}
{"id":"att","title":"F","body":"A call by AT&T at noon, for a T in r and d."}
{"id":"rd","title":"F","body":"Money for R & D was short."}
{"id":"f16","title":"G","body":"An F-16 flew by."}
{"id":"covid","title":"G","body":"Since COVID-19 came."}
{"id":"price","title":"H","body":"It grew by 3.5% to $5m on 2017-06-01."}
{"id":"social","title":"H","body":"Ask @handle about #tags."}
{"id":"address","title":"I","body":"See https://www.example.com/path or write to desk@example.org."}
{"id":"half","title":"J","body":"Add ½ cup of milk."}
{"id":"smile","title":"J","body":"It ended well 😀🎉."}
{"id":"scan","title":"K","body":"all commu-\nnications were cut"}
{"id":"soft","title":"K","body":"A tele­printer and a tele​type."}
{"id":"file","title":"K","body":"The ﬁle was “closed”."}
{"id":"erreur","title":"L","lang":"fr","body":"L'erreur de d'Artagnan, aujourd'hui."}
{"id":"collection","title":"L","lang":"ca","body":"Una col·lecció."}
{"id":"hebrew","title":"M","lang":"he","body":"דובר צה״ל אמר"}
{"id":"nodejs","title":"N","body":"A server in Node.js and ASP.NET."}
{"id":"acdc","title":"N","body":"A song by AC/DC at 100 km/h, 24/7."}
{"id":"quran","title":"N","body":"A page of the Qur'an, and don't."}
{"id":"sv","title":"O","lang":"sv","body":"En räksmörgås på stationen i Malmö."}
{"id":"sv-rak","title":"O","lang":"sv","body":"En rak linje."}
{"id":"de","title":"P","lang":"de","body":"Herr Müller aus Groß Köthen."}
{"id":"tr","title":"P","lang":"tr","body":"ISPARTA'da İzmir'den uzak."}
{"id":"digits-fa","title":"Q","lang":"fa","body":"در سال ۱۳۹۹ بود"}
{"id":"digits-hi","title":"Q","lang":"hi","body":"१३९९ हिन्दी फ़िल्म"}
{"id":"thousand","title":"R","body":"Paid 12,500 and 1.250,75 and 7 300."}
{"id":"decade","title":"R","body":"It was the 1970's."}
{"id":"decade-plain","title":"R","body":"It was the 1970s."}
{"id":"initials","title":"S","body":"By J. R. R. Tolkien"}
{"id":"initials-close","title":"S","body":"By J.R.R. Tolkien"}
{"id":"acute","title":"T","body":"That is Mary O´Hara, of the Qurʾān."}
{"id":"sharp","title":"T","body":"A sonata in F♯."}
{"id":"inns","title":"T","body":"All B&Bs were full."}
{"id":"dash","title":"T","body":"A cargo–cult science."}
{"id":"es","title":"V","lang":"es","body":"La educación, también."}
{"id":"pt","title":"V","lang":"pt","body":"A informação não falta."}
{"id":"fr","title":"V","lang":"fr","body":"Sécurité et liberté."}
{"id":"et","title":"V","lang":"et","body":"Üks õun ja šokk."}
{"id":"ja","title":"V","lang":"ja","body":"その関係について。"}
{"id":"zh","title":"V","lang":"zh","body":"他們的關係。"}
{"id":"hy","title":"U","lang":"hy","body":"ԵՐԵՎԱՆ քաղաք"}
{"id":"da","title":"U","lang":"da","body":"Fra Århus til Göteborg."}
{"id":"de-compound","title":"V","lang":"de","body":"Die Verteidigungsspieler warten, die Stürmer nicht."}
{"id":"de-parts","title":"V","lang":"de","body":"Die Spieler der Verteidigung warten auf dem Platz."}
{"id":"de-part","title":"V","lang":"de","body":"Die Spieler frieren."}
{"id":"ml","title":"U","lang":"ml","body":"അവന്‍ വന്നു"}
EOF
exits 0 "articles are indexed" backfile index -i index --lang en typed.jsonl

finds "O'Neill" oneill oneill-plain
finds "O’Neill" oneill oneill-plain
finds oneill oneill oneill-plain
finds "back channel" back-and-channel back-channel backchannel
finds back-channel back-and-channel back-channel backchannel
finds backchannel backchannel back-channel back-and-channel
finds '"the back-channel was"' back-channel
finds Verteidigungsspieler de-compound de-parts
finds "+Verteidigungsspieler" de-compound
finds '"Verteidigungsspieler"' de-compound
finds "Spieler -Verteidigungsspieler" de-parts de-part
finds '"backchannel was open"' backchannel back-channel
finds '"back channel was"' back-channel
finds "title:b -back-channel"
finds e-mail email e-mail
finds email email e-mail
finds emails email e-mail
finds "U.S.A." usa u.s.a
finds usa usa u.s.a
finds c++ cpp
finds "C#" csharp
finds "programs c" c cpp csharp
finds ".net programs"
finds .NET net nodejs
finds "at&t" att
finds AT\&T att
finds "R&D" rd
finds F-16 f16
finds f16 f16
finds "covid 19" covid
finds "e mail" e-mail
finds "tele printer" soft
finds "teletype" soft
finds "tele type" soft
finds covid19 covid
finds covid-19 covid
finds 3.5% price
finds '$5m' price
finds 2017-06-01 price
finds 2017 price
finds @handle social
finds "#tag" social
finds tags social
finds example.com address
finds https://www.example.com/path address
finds desk@example.org address
finds example address
finds ½ half
finds 1/2 half
finds 😀 smile
finds 🎉 smile
finds communication scan
finds '"communications were cut"' scan
finds teleprinter soft
finds teletype soft
finds file file
finds "“closed”" file
finds erreur erreur
finds "l'erreur" erreur
finds dartagnan erreur
finds "d'artagnan" erreur
finds "aujourd'hui" erreur
finds "collecció" collection
finds "col·lecció" collection
finds 'צהל' hebrew
finds 'צה"ל' hebrew
finds 'צה״ל' hebrew
finds '"צה"ל אמר"' hebrew
finds node.js nodejs
finds nodejs nodejs
finds asp.net nodejs
finds acdc acdc
finds AC/DC acdc
finds kmh acdc
finds 24/7 acdc
finds dont quran
finds "don't" quran
finds räksmörgås sv
finds "räksm*" sv
finds MALMÖ sv
finds rak sv-rak
finds mueller de
finds muller de
finds MÜLLER de
finds "gross koethen" de
finds ısparta tr
finds isparta tr
finds İzmir tr
finds izmir tr
finds 1399 digits-fa digits-hi
finds ١٣٩٩ digits-fa digits-hi
finds हिंदी digits-hi
finds फिल्म digits-hi
finds 12500 thousand
finds "12.500" thousand
finds 1250,75 thousand
finds 7300 thousand
finds 7,300 thousand
finds "7 300" thousand
finds 1970s decade decade-plain
finds "1970's" decade decade-plain
finds 1970 decade
finds "JRR Tolkien" initials initials-close
finds "J.R.R. Tolkien" initials initials-close
finds "o'hara" acute
finds ohara acute
finds quran acute quran
finds "qur'an" acute quran
finds "f#" sharp
finds "B&B" inns
finds cargocult dash
finds "cargo-cult" dash
finds Երևան hy
finds երեւան hy
finds aarhus da
finds gøteborg da
finds അവൻ ml
finds õun et
finds ÕUN et
finds 関係 ja zh
finds 关系 zh
finds educación es
finds educacion es
finds TAMBIEN es
finds "title:v educacion" es
finds '"la educacion"' es
finds informacao pt
finds "nao falta" pt
finds securite fr
finds "liberte securite" fr
finds "securite -liberte"
finds "$(printf 'tele\342\200\213type')" soft
finds "$(printf '"tele\342\200\213type"')" soft
done_testing
