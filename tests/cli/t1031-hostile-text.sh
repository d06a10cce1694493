#!/bin/sh
# Text that is hard on a program: forty scripts in one article, a word of 10 MB,
# a thousand marks on a letter, controls of direction, halves of characters. In
# all formats the article is indexed, and found by each of its words.
. tests/lib/testlib.sh

# "A bridge" in many scripts, or something else to stand on.
cat >words <<'EOF'
Latin bridge
Greek γέφυρα
Cyrillic мост
Armenian կամուրջ
Georgian ხიდი
Hebrew גשר
Arabic جسر
Syriac ܓܫܪܐ
Thaana ފާލަން
NKo ߛߟߌ߲
Ethiopic ድልድይ
Devanagari पुल
Bengali সেতু
Gurmukhi ਪੁਲ
Gujarati પુલ
Oriya ପୋଲ
Tamil பாலம்
Telugu వంతెన
Kannada ಸೇತುವೆ
Malayalam പാലം
Sinhala පාලම
Thai สะพาน
Lao ຂົວ
Tibetan ཟམ་པ
Burmese တံတား
Khmer ស្ពាន
Mongolian ᠭᠦᠭᠦᠷᠭᠡ
Cherokee ᎠᏍᏓ
Canadian ᐃᒃᑳᕐᕕᒃ
Ogham ᚇᚏᚑᚔᚉᚆᚓᚇ
Runic ᛒᚱᚢ
Hangul 다리
Hiragana はし
Katakana ブリッジ
Han 橋梁
Bopomofo ㄑㄧㄠ
Yi ꀀꀁꀂ
Tifinagh ⵜⵉⵍⴳⵉ
Gothic 𐌱𐍂𐌿𐌲𐌾𐌰
Deseret 𐐺𐑉𐐮𐐾
Javanese ꦏꦿꦺꦠꦺꦒ꧀
Balinese ᬢᬶᬢᬶ
Vai ꔡꔫ
Coptic ⲅⲉⲫⲩⲣⲁ
Glagolitic ⰿⱁⱄⱅⱏ
Adlam 𞤨𞤮𞤲𞤪𞤵
Lisu ꓙꓴꓠ
OlChiki ᱯᱩᱞ
MeeteiMayek ꯊꯣꯡ
Cuneiform 𒀀𒁀
Tagalog ᜆᜓᜎᜌ᜔
EOF
count=$(wc -l <words)
ok "there are more than forty scripts" test "$count" -gt 40

mkdir site
body=$(sed 's/^[^ ]* //' words | tr '\n' ' ')
printf '# Bridges\n\n%s\n' "$body" >site/a.md
printf '<title>Bridges</title><p>%s' "$body" >site/b.html
printf 'Bridges\n\n%s\n' "$body" >site/c.txt
jq -nc --arg body "$body" '{id: "d", title: "Bridges", body: $body}' >site/d.jsonl
jq -nca --arg body "$body" '{id: "e", title: "Bridges", body: $body}' >>site/d.jsonl
exits 0 "forty scripts in an article" backfile index -i index site

ids='d e site/a.md site/b.html site/c.txt'
found() { # WORD OPTION...: the ids
    word=$1
    shift
    backfile search -i index --format=ids -n 100 "$@" -- "$word" 2>/dev/null |
        sort | tr '\n' ' ' | sed 's/ $//'
}
while read -r script word; do
    is "$script" "$(found "$word" --mode=all)" "$ids"
    is "$script, quoted" "$(found "\"$word\"" --mode=all)" "$ids"
    like "$script is marked" "$(backfile search -i index --format=json -n 1 -- "$word" |
        jq -r '.hits[0].excerpt[].html')" '<mark>'
done <words
is "all at once" "$(found "$body" --mode=phrase)" "$ids"

# Hostile words, before and after which there is more to find.
mkdir hostile
long=$(head -c 10000000 /dev/zero | tr '\0' 'q')
marks=$(printf '\314\201%.0s' $(seq 1000))
hostile=$(printf 'alpha \342\200\256evil\342\200\254 \342\201\246beta\342\201\251 \357\273\277gamma')
{ printf '# Long\n\nalpha %s omega\n' "$long"; } >hostile/long.md
{ printf '<title>Long</title><p>alpha %s omega' "$long"; } >hostile/long.html
{ printf 'Long\n\nalpha %s omega' "$long"; } >hostile/long.txt
{ printf '{"id":"long","title":"Long","body":"alpha %s omega"}\n' "$long"; } >hostile/long.jsonl
printf '# Marks\n\nalpha ze%sbra omega\n' "$marks" >hostile/marks.md
printf '# Direction\n\n%s omega\n' "$hostile" >hostile/bidi.md
printf '%s\n' '{"id":"halves","title":"Cut \ud83d","body":"alpha \udc00\u0000x omega"}' \
    >hostile/halves.jsonl
exits 0 "hostile articles" backfile index -i index2 hostile
found2() {
    backfile search -i index2 --format=ids -n 100 --mode=all -- "$1" 2>/dev/null |
        sort | tr '\n' ' ' | sed 's/ $//'
}
is "what is around is found" "$(found2 'alpha omega')" \
    "halves hostile/bidi.md hostile/long.html hostile/long.md hostile/long.txt hostile/marks.md long"
is "below a thousand marks" "$(found2 zebra)" hostile/marks.md
is "with them" "$(found2 "ze${marks}bra")" hostile/marks.md
is "with some of them" "$(found2 "z$(printf 'e\314\201\314\201')bra")" hostile/marks.md
is "within controls of direction" "$(found2 'evil beta gamma')" hostile/bidi.md
is "with the controls" "$(found2 "$hostile")" hostile/bidi.md
is "beside half a character" "$(found2 'cut x')" halves
ok "excerpts are UTF-8" sh -c 'backfile search -i index2 --format=json alpha omega |
    iconv -f UTF-8 -t UTF-8 >/dev/null'
exits 0 "a query of 100 KB is cut" sh -c \
    '{ printf "alpha "; head -c 100000 /dev/zero | tr "\0" q; } >query &&
     backfile search -i index2 --mode=any --format=ids "$(cat query)"'
done_testing
