#!/bin/sh
# Scripts without spaces, and those of East Asia: what people type finds what
# articles have written.
. tests/lib/testlib.sh
. "$TOP/tests/lib/finds.sh"

cat >scripts.jsonl <<'EOF'
{"id":"dog","lang":"ja","title":"A","body":"昨日、小さな犬が庭を走った。"}
{"id":"puppy","lang":"ja","title":"A","body":"その子犬はまだ眠い。"}
{"id":"capital","lang":"ja","title":"B","body":"東京都庁は新宿にあります。"}
{"id":"two-cities","lang":"ja","title":"B","body":"東京と京都の間に新しい都がある。"}
{"id":"computer","lang":"ja","title":"C","body":"古いコンピュータを直す。"}
{"id":"computer-long","lang":"ja","title":"C","body":"新しいコンピューターの箱。"}
{"id":"computer-half","lang":"ja","title":"C","body":"安いｺﾝﾋﾟｭｰﾀを買う。"}
{"id":"computer-dash","lang":"ja","title":"C","body":"遅いコンピュ−タを売る。"}
{"id":"building","lang":"ja","title":"C","body":"高いビルの前。"}
{"id":"beer","lang":"ja","title":"C","body":"冷たいビールの前。"}
{"id":"sekigahara","lang":"ja","title":"D","body":"関ヶ原で会う。"}
{"id":"old-school","lang":"ja","title":"D","body":"舊い學校の鐵の門。"}
{"id":"desk","lang":"ja","title":"D","body":"木の机に置く。"}
{"id":"machine","lang":"ja","title":"D","body":"重い機を運ぶ。"}
{"id":"drum","lang":"zh-Hant","title":"E","body":"百姓可以擊登聞鼓申訴。"}
{"id":"drum-simplified","lang":"zh-Hans","title":"E","body":"登闻鼓设在宫门外。"}
{"id":"iphone","lang":"zh","title":"E","body":"新的iPhone手机在2024年上市。"}
{"id":"grammar","lang":"ko","title":"F","body":"한국어 문법을 배운다."}
{"id":"grammar-joined","lang":"ko","title":"F","body":"한국어문법 책이 있다."}
{"id":"korean","lang":"ko","title":"F","body":"한국어는 어렵고 문법은 쉽다."}
{"id":"water","lang":"ko","title":"F","body":"찬 물을 마신다."}
{"id":"thai","lang":"th","title":"G","body":"ภาษาไทยเป็นภาษาราชการของเมืองไทย ดื่มน้ำ"}
{"id":"lao","lang":"lo","title":"G","body":"ພາສາລາວເປັນພາສາທາງການ"}
{"id":"khmer","lang":"km","title":"G","body":"ភាសា​ខ្មែរ​ជា​ភាសា​ផ្លូវការ"}
{"id":"khmer-tight","lang":"km","title":"G","body":"ភាសាខ្មែរមានអក្សរច្រើន"}
{"id":"burmese","lang":"my","title":"G","body":"မြန်မာဘာသာစကားကို ပြောသည်"}
EOF
exits 0 "articles are indexed" backfile index -i index scripts.jsonl

# one character
finds 犬 dog puppy
finds 机 desk iphone
finds 물 water
finds "-犬 子犬"
finds "小さ -犬"
finds น้ำ thai
finds ဘာ burmese
# words
finds 東京 capital two-cities
finds 東京都庁 capital
finds "東京 京都" capital two-cities
finds '"東京都"' capital
finds 新手机
finds iphone手机 iphone
finds "手机 iphone" iphone
finds 手机2024 iphone
# long vowels
finds コンピュータ computer computer-dash computer-half computer-long
finds コンピューター computer computer-dash computer-half computer-long
finds ｺﾝﾋﾟｭｰﾀｰ computer computer-dash computer-half computer-long
finds コンピュ−タ computer computer-dash computer-half computer-long
finds '"コンピューター"' computer-long
finds 新しいコンピューター computer-long
finds ビル building
finds ビール beer
# forms of characters
finds 登闻鼓 drum drum-simplified
finds 登聞鼓 drum drum-simplified
finds '"登闻鼓"' drum-simplified
finds 申诉 drum
finds 学校 old-school
finds 鉄 old-school
finds 関ケ原 sekigahara
finds "title:e 登闻鼓" drum drum-simplified
finds "登闻*" drum drum-simplified
# spaces of Korean
finds 한국어문법 grammar grammar-joined korean
finds "한국어 문법" grammar grammar-joined korean
finds 문법책
# Thai and its like
finds ภาษา thai
finds เมืองไทย thai
finds ไทย thai
finds ພາສາ lao
finds ພາສາລາວ lao
finds ភាសាខ្មែរ khmer khmer-tight
finds "ភាសា​ខ្មែរ" khmer khmer-tight
finds ខ្មែរ khmer khmer-tight
finds မြန်မာ burmese
finds မြန်မာဘာသာ burmese
finds စကား burmese

# What is found is marked.
marks() { # QUERY ID HTML
    backfile search -i index --mode=all --format=json -- "$1" >page.json
    is "$1 is marked" \
        "$(json ".hits[] | select(.id == \"$2\") | .excerpt[].html" page.json)" "$3"
}
marks 犬 puppy 'その子<mark>犬</mark>はまだ眠い。'
marks 東京都庁 capital '<mark>東京都庁</mark>は新宿にあります。'
marks 登闻鼓 drum '百姓可以擊<mark>登聞鼓</mark>申訴。'
marks コンピューター computer '古い<mark>コンピュータ</mark>を直す。'

# The table of characters is what its script makes of Unihan.
unihan=/usr/share/unicode/Unihan
made_of() {
    bzcat ${unihan}_Variants.txt.bz2 ${unihan}_OtherMappings.txt.bz2
}
if made_of 2>/dev/null | grep -q '^# Unicode version: 15\.0\.0'; then
    made_of | LC_ALL=C awk -f "$TOP/lib/text/han_table.awk" | LC_ALL=C sort |
        paste -d ' ' - - - - - - >table
    ok "the table of characters" cmp table "$TOP/lib/text/han_table.inc"
else
    skip "the table of characters" "no Unihan of Unicode 15.0.0"
fi

done_testing
