# Makes lib/text/han_table.inc, of the Unihan database of Unicode:
#
#   cd /usr/share/unicode
#   bzcat Unihan_Variants.txt.bz2 Unihan_OtherMappings.txt.bz2 |
#       LC_ALL=C awk -f han_table.awk | LC_ALL=C sort |
#       paste -d ' ' - - - - - -
#
# (Debian package unicode-data; packaging/copyright has the licence of the
# data.) H(from,to) says which form stands for a character that has several;
# J(from,to) where that is another one in Japanese, since there two of these
# forms are words of their own.
#
# Forms are of one character when the one is the simplified form of the other,
# or the older form of a kanji in the lists of Japan, or in the lists below,
# which hold what Unihan lacks: a form, and the one that replaced it.

function code_of(text, at,    a, b, c)
{
    a = index(bytes, substr(text, at, 1)) + 127 - 224
    b = index(bytes, substr(text, at + 1, 1)) + 127 - 128
    c = index(bytes, substr(text, at + 2, 1)) + 127 - 128
    return sprintf("%04X", (a * 64 + b) * 64 + c)
}

# Append to list[1] ... the pairs of `text`, an old form and a young one.
function read_pairs(text, list,    at, count)
{
    gsub(/[ \n]/, "", text)
    for (at = 1; at < length(text); at += 6) {
        list[++count] = code_of(text, at) " " code_of(text, at + 3)
    }
    return count
}

# The end of the chain of forms from `code` on.
function end_of(code,    steps)
{
    for (steps = 0; steps < 8 && code in to && to[code] != code; steps++) {
        code = to[code]
    }
    return code
}

# `old` became `young` in Japan: both are one character with what else they
# became.
function tie(old, young)
{
    japan[old] = young
    if (old in to && to[old] != young) {
        if (!(young in to)) {
            to[young] = to[old]
        }
    } else if (!(old in to) && end_of(young) != old) {
        to[old] = end_of(young)
    }
}

BEGIN {
    for (i = 128; i < 256; i++) {
        bytes = bytes sprintf("%c", i)
    }
    tie_count = read_pairs("圖図 讀読 澤沢 濱浜 驛駅 釋釈 譯訳 擇択 鐵鉄 覺覚 勞労 營営 兩両 \
        滿満 濟済 劑剤 齋斎 辯弁 權権 觀観 歡歓 勸勧 關関 發発 廢廃 \
        經経 輕軽 驅駆 擴拡 鑛鉱 戶戸 戾戻 續続 總総 對対 豐豊 艷艶 鹽塩 處処 \
        據拠 惱悩 腦脳 獵猟 變変 齡齢 齒歯 靈霊 鄕郷 隱隠 穩穏 壹壱 貳弐 棧桟 \
        錢銭 顏顔 產産 壤壌 邊辺 遞逓 溪渓 螢蛍 舍舎 繼継 癡痴 肅粛 繡繍 \
        繪絵 聰聡 遲遅 醬醤 鬪闘 鄰隣 徵徴 髮髪 假仮 價価 圍囲 壓圧 應応 從従 \
        樂楽 殘残 氣気 澀渋 燒焼 犧犠 獻献 瀧滝 疊畳 禮礼 稱称 粹粋 纖繊 \
        藏蔵 藝芸 號号 蠶蚕 觸触 證証 讓譲 贊賛 轉転 醉酔 釀醸 錄録 險険 雙双 \
        靜静 顯顕 驗験 龍竜 龜亀 數数 樓楼 歸帰 曉暁 專専 將将 嚴厳 圓円 團団 \
        壞壊 壘塁 實実 寢寝 拔抜 拂払 搜捜 攝摂 敕勅 晝昼 條条 樞枢 樣様 檢検 \
        櫻桜 歐欧 毆殴 沒没 淨浄 淺浅 溫温 濕湿 滯滞 燈灯 爐炉 獨独 獸獣 畫画 \
        當当 盜盗 眞真 碎砕 祕秘 稻稲 穗穂 竊窃 縱縦 縣県 繩縄 聲声 聽聴 膽胆 \
        臟臓 與与 舊旧 萬万 處処 蟲虫 蠻蛮 裝装 覽覧 賣売 踐践 辭辞 醫医 釋釈 \
        鎭鎮 陷陥 隨随 隸隷 雜雑 餘余 騷騒 髓髄 鷄鶏 麥麦 默黙 齊斉", ties)
    count = read_pairs("説说 羣群 衆众 産产 淸清 靑青 呉吴 吳吴 牀床 週周 遊游 敎教 綫线 \
        麪面 佔占 汙污 汚污 糭粽 呪咒 歎叹 嚐尝 喫吃 啓启 慾欲 昇升 痺痹 癒愈 \
        閲阅 鋭锐 墻墙 綵彩 絃弦 託托 讚赞 蹟迹 遶绕 鑑鉴 隄堤 鹼碱 裏里 裡里 復复 \
        乾干 徵征 瞭了", china)
    for (i = 1; i <= count; i++) {
        to[substr(china[i], 1, 4)] = substr(china[i], 6)
    }
}

$2 == "kSimplifiedVariant" && $1 !~ /U\+...../ && !(substr($1, 3) in to) {
    for (i = 3; i <= NF; i++) {
        if ($i == $1) {
            next
        }
    }
    if ($3 !~ /U\+...../) {
        to[substr($1, 3)] = substr($3, 3)
    }
}

$2 == "kJoyoKanji" || $2 == "kJinmeiyoKanji" {
    code = substr($1, 3)
    kanji[code] = 1
    if (match($3, /U\+[3-9][0-9A-F]+/) && RLENGTH == 6 && code !~ /^F/) {
        ties[++tie_count] = code " " substr($3, RSTART + 2, 4)
    }
}

END {
    for (i = 1; i <= tie_count; i++) {
        tie(substr(ties[i], 1, 4), substr(ties[i], 6))
    }
    for (code in to) {
        form[code] = end_of(code)
        form[form[code]] = form[code]
    }
    # How many words of Japanese each form stands for.
    for (code in form) {
        if (code in kanji && !(code in japan)) {
            words[form[code]]++
        }
    }
    for (code in form) {
        if (code !~ /^[3-9]...$/) {
            continue # compatible with one that is here
        }
        young = code in japan ? japan[code] : code
        if (form[code] != code) {
            print "H(" code "," form[code] ")"
        }
        if (words[form[code]] > 1 && form[code] != young) {
            print "J(" code "," young ")"
        }
    }
}
