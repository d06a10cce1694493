#!/bin/sh
# The page: what a browser without scripts gets, and that nothing in a query
# or an article becomes markup.
. tests/lib/testlib.sh

# Tags in a title are taken out when it is read, so here they are entities,
# which become the characters.
cat >site.jsonl <<'END'
{"id":"x1","title":"&lt;script&gt;alert('title')&lt;/script&gt;","body":"hostile <img src=x onerror=alert(1)> text","section":"&lt;b&gt;section&lt;/b&gt;","authors":["&lt;i&gt;Mallory&lt;/i&gt;"],"tags":["\"><script>"],"date":"2014-06-20","lang":"en"}
{"id":"x2","url":"https://x.example/\"onmouseover=\"alert(1)","title":"hostile quotes","body":"hostile \"'><svg onload=alert(1)>","lang":"en"}
{"id":"x3","url":"HTTPS://x.example/?a=1&b=2","title":"hostile ampersands","body":"hostile &lt;script&gt; stays text","lang":"en"}
{"id":"x5","url":"/within/the/site","title":"hostile not at all","body":"inside","lang":"en"}
{"id":"x6","url":"//other.example/","title":"hostile neighbour","body":"inside","lang":"en"}
{"id":"a1","url":"https://x.example/ar","title":"الوقائع المصرية","body":"صدرت الوقائع المصرية سنة ١٨٢٨ في القاهرة.","authors":["نادية الخطيب"],"lang":"ar"}
{"id":"h1","url":"https://x.example/he","title":"דבר העיתון","body":"העיתון דבר נוסד בשנת 1925.","lang":"he"}
{"id":"p1","url":"https://x.example/p1","title":"Authors","body":"manyauthors","authors":["Ann","Bo","Cy","Di","Ed"],"date":"1963-08-30","section":"hotlines"}
END
i=0
while [ $i -lt 35 ]; do
    i=$((i + 1))
    echo "{\"id\":\"m$i\",\"url\":\"https://x.example/m$i\",\"title\":\"Telegram $i\",\"body\":\"A telegram of many telegrams, the $i of them.\"}"
done >>site.jsonl
cat >venom.jsonl <<'END'
{"id":"v1","url":"javascript:alert(1)","title":"venom","body":"venom","lang":"en"}
{"id":"v2","url":"data:text/html,<script>alert(1)</script>","title":"venom","body":"venom","lang":"en"}
END
exits 0 "an index is made" backfile-indexer -i index site.jsonl
# The indexer may refuse these; the page must not rely on that.
run backfile-indexer -i index venom.jsonl
daemon_start index --title 'News & <Views>' --site https://site.example || exit 1

page() { # QUERY STRING
    status=$(curl -s -o page -D head -w '%{http_code}' "$URL/$1")
}

header() { # NAME
    tr -d '\r' <head | sed -n "s/^$1: //Ip"
}

# The page holds this text.
holds() { # NAME TEXT
    if grep -Fq -e "$2" page; then
        pass "$1"
    else
        fail "$1" "not in the page: $2
$(cat page)"
    fi
}

lacks() { # NAME TEXT
    if grep -Fiq -e "$2" page; then
        fail "$1" "in the page: $2
$(grep -Fi -e "$2" page)"
    else
        pass "$1"
    fi
}

page ''
is "the opening page" "$status $(header Content-Type)" "200 text/html; charset=utf-8"
like "a strict policy" "$(header Content-Security-Policy)" "^default-src 'none'; style-src 'self';"
unlike "without exceptions" "$(header Content-Security-Policy)" unsafe
is "no page within a page of another site" \
    "$(header Content-Security-Policy | grep -o "frame-ancestors 'none'")" "frame-ancestors 'none'"
holds "the title of --title, escaped" '<a href="./">News &amp; &lt;Views&gt;</a>'
holds "a language" '<html lang="en">'
holds "a form that works without scripts" '<form role="search" action="./" method="get">'
holds "its box has a label" '<label for="q">'
holds "a main landmark" '<main id="main"'
is "one first heading" "$(grep -c '<h1' page)" 1
lacks "no script" '<script'
lacks "no style in the page" 'style='
lacks "nothing from elsewhere" '//'
page '?q='
is "an empty query opens the same" "$status $(grep -c 'class="opening"' page)" "200 1"
page '?q=+++'
is "and so do spaces" "$status $(grep -c 'class="opening"' page)" "200 1"

css=$(sed -n 's/.*href="\.\/\(assets\/page\.css?v=[0-9a-f]*\)".*/\1/p' page)
status=$(curl -s -o css -D head -w '%{http_code}' "$URL/$css")
is "the style" "$status $(header Content-Type)" "200 text/css; charset=utf-8"
like "may be kept" "$(header Cache-Control)" immutable
unlike "the style needs nothing from elsewhere" "$(cat css)" 'url\(|@import'
like "dark colours" "$(cat css)" 'prefers-color-scheme: dark'

page '?q=telegram'
is "results" "$status" 200
holds "the number of them" '1–10 of'
holds "the query in the box" 'value="telegram"'
holds "the title of the window" '<title>telegram – News &amp; &lt;Views&gt;</title>'
is "ten hits" "$(grep -c '<article' page)" 10
holds "the words are marked" '<mark>telegrams</mark>'
holds "a link on" '<a rel="next" href="?q=telegram&amp;offset=10">'
lacks "no link back" 'rel="prev"'
holds "the page at hand is told" 'aria-current="page"'
page '?q=telegram&mode=any&lang=en&limit=5&offset=10'
is "all parameters" "$status" 200
is "five hits" "$(grep -c '<article' page)" 5
holds "the numbers go on" 'start="11"'
holds "links keep everything" 'rel="next" href="?q=telegram&amp;mode=any&amp;lang=en&amp;limit=5&amp;offset=15"'
holds "a link back" 'rel="prev" href="?q=telegram&amp;mode=any&amp;lang=en&amp;limit=5&amp;offset=5"'
holds "the form keeps the mode" '<input type="hidden" name="mode" value="any">'
holds "the form keeps the language" '<input type="hidden" name="lang" value="en">'
page '?q=telegram&offset=30'
lacks "the last page has no next" 'rel="next"'
page '?q=telegram&offset=5000'
is "beyond the last page" "$status $(grep -c '<article' page)" "200 0"
holds "there is a way back" 'rel="prev"'

page '?q=hostile'
is "hostile articles are found" "$status $(grep -c '<article' page)" "200 5"
lacks "no script element" '<script'
lacks "no image" '<img'
lacks "no svg" '<svg'
lacks "no bold section" '<b>section'
lacks "no attribute slips in" '"onmouseover'
holds "the title is shown as text" '&lt;script&gt;alert(&#39;title&#39;)&lt;/script&gt;'
holds "a section is shown as text" '&lt;b&gt;section&lt;/b&gt;'
holds "an author is shown as text" '&lt;i&gt;Mallory&lt;/i&gt;'
holds "a good address is a link" 'href="HTTPS://x.example/?a=1&amp;b=2"'
holds "an address within the site of --site is a link" \
    'href="https://site.example/within/the/site"'
lacks "an address within some other site is none" 'other.example'
holds "a day" '<time datetime="2014-06-20T00:00:00Z">20 June 2014</time>'

page '?q=venom'
lacks "no javascript address" 'href="javascript:'
lacks "no data address" 'href="data:'

for probe in '%3Cscript%3Ealert(1)%3C/script%3E' '%22%3E%3Cscript%3E' \
    '%27%22--%3E%3C/title%3E%3Cscript%3E' 'telegram%22+autofocus+onfocus=%22alert(1)' \
    '%3C/main%3E%3Cscript%3E' '%7B%7Bmain%7D%7D%3Cscript%3E'; do
    page "?q=$probe"
    is "probe $probe" "$status $(grep -ci '<script' page) $(grep -c '" onfocus\|" autofocus' page)" "200 0 0"
    page "?q=a&mode=$probe"
    is "probe in mode" "$status $(grep -ci '<script' page)" "400 0"
    page "?q=a&lang=en-$probe"
    is "probe in lang" "$(grep -ci '<script' page) $(grep -c '" onfocus\|" autofocus' page)" "0 0"
    page "$probe"
    is "probe in the path" "$status $(grep -ci '<script' page)" "404 0"
done
page '?q=%00%01%1b%ff%c3'
is "control characters and broken UTF-8" "$status" 200
ok "the page is valid UTF-8" iconv -f UTF-8 -t UTF-8 page
is "and holds no control characters" "$(tr -d '\n\t' <page | grep -c '[[:cntrl:]]')" 0

page '?q=%D8%A7%D9%84%D9%88%D9%82%D8%A7%D8%A6%D8%B9'
holds "an Arabic hit says so" '<article dir="auto" lang="ar">'
holds "its excerpt finds its own direction" '<p class="excerpt" dir="auto">'
holds "the facts keep theirs" '<ul class="facts" lang="en" dir="ltr">'
holds "names are set apart" '<bdi>نادية الخطيب</bdi>'
page '?q=%D7%93%D7%91%D7%A8'
holds "a Hebrew hit says so" '<article dir="auto" lang="he">'

page '?q=manyauthors'
holds "one article" '1 article for'
holds "many authors are some and others" '<bdi>Cy</bdi> and 2 others'
holds "a section" '<li class="section"><bdi>hotlines</bdi></li>'
holds "a day before 1970" '30 August 1963'

page '?q=manyauthors+telegram'
holds "fewer words are told of" 'class="fewer"'

page '?q=zzyzx'
is "nothing found is an answer" "$status" 200
holds "it is friendly" 'Nothing found for “<bdi>zzyzx</bdi>”'
holds "and helps" 'spelt'
page '?q=zzyzx&mode=phrase'
holds "a narrow mode offers a wider one" 'href="?q=zzyzx&amp;mode=any"'

page '?q=red&limit=x'
is "a bad parameter is a page" "$status $(header Content-Type)" "400 text/html; charset=utf-8"
holds "that says what is wrong" 'the parameter &#39;limit&#39; must be a whole number from 1 to 100'
holds "and keeps the query" 'value="red"'
page 'no/such/page'
is "an unknown path is a page" "$status" 404
holds "its links lead to the root" 'href="../../assets/page.css'
is "POST is refused" "$(curl -s -o /dev/null -w '%{http_code}' -d q=red "$URL/")" 405

daemon_stop
is "it ends in order" "$code" 0
is "it has not complained" "$(cat daemon.err)" ""
done_testing
