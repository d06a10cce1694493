#!/bin/sh
# --extract: what would be indexed of files, without an index.
. tests/lib/testlib.sh
. "$TOP/tests/lib/indexing.sh"

mkdir site
cat >site/page.html <<'END'
<html lang=en><head><title>Tea | Harbour</title></head><body><nav>Home</nav>
<article><h1>Tea</h1><p>There is none left.</p></article></body></html>
END
printf -- '---\ntitle: String\nlang: en\n---\nThere is *some*.\n' >site/note.md
printf '{"id":"w1","title":"A","lang":"en"}\n{"id":"w2","title":"B","lang":"en"}\n' \
    >site/wire.jsonl

unset BACKFILE_INDEX
exits 0 "a page" backfile-indexer --extract site/page.html
is "is a line" "$(cat out)" \
    '{"id":"site/page.html","title":"Tea","body":"There is none left.","lang":"en","source":"site","origin":"page.html"}'
is "and nothing else is said" "$(cat err)" ""
exits 0 "files of several formats" \
    backfile-indexer --extract site/page.html site/note.md site/wire.jsonl
is "each give their articles in order" "$(jq -r .id out | paste -sd ' ')" \
    "site/page.html site/note.md w1 w2"
exits 0 "a source by name" backfile-indexer --source news --extract site/note.md
is "is named" "$(jq -r '.id + " " + .source' out)" "news/note.md news"
exits 0 "a name of its own" backfile-indexer --extract wire=site/note.md
is "does as well" "$(jq -r .id out)" "wire/note.md"
exits 0 "--lang" backfile-indexer --lang de --extract site/note.md
is "is for articles that have none" "$(jq -r .lang out)" en
exits 0 "standard input" backfile-indexer --extract - <site/wire.jsonl
is "is JSON Lines" "$(jq -r .id out | paste -sd ' ')" "w1 w2"

# It is what a run indexes.
exits 0 "a run" backfile-indexer -i news.index site
exits 0 "what it indexed" backfile show -i news.index --format=json site/page.html
cp out shown
backfile-indexer --extract site/page.html >extracted
is "is what was extracted" "$(jq -S . extracted)" "$(jq -S . shown)"

# What fails is named, and the rest is done.
printf '{"id":"w3","title":"C"}\n{"id":' >site/bad.jsonl
: >site/empty.md
exits 1 "a broken file" backfile-indexer --extract site/bad.jsonl site/page.html
is "gives what can be read" "$(jq -r .id out | paste -sd ' ')" "w3 site/page.html"
like "and is named" "$(cat err)" '^backfile-indexer: site/bad\.jsonl:2: '
exits 0 "an empty one" backfile-indexer --extract site/empty.md
is "gives nothing" "$(cat out)" ""
like "which is said" "$(cat err)" '^skipped site/empty\.md: neither title nor text$'
exits 0 "quietly" backfile-indexer -q --extract site/empty.md
is "it is not" "$(cat err)" ""
exits 66 "a file that is not there" backfile-indexer --extract site/no.html
like "is named, too" "$(cat err)" '^backfile-indexer: site/no\.html: '
mkdir closed
printf 'a\n' >closed/a.txt
chmod 000 closed/a.txt
if [ -r closed/a.txt ]; then
    skip "a file that cannot be read" "this user reads everything"
else
    exits 1 "a file that cannot be read" backfile-indexer --extract closed/a.txt
fi
exits 74 "a full disk" sh -c 'backfile-indexer --extract site/page.html >/dev/full'
like "is an output that failed" "$(cat err)" 'standard output: '

# The command line.
exits 2 "no file" backfile-indexer --extract
exits 2 "a folder" backfile-indexer --extract site
like "is told what to do" "$(cat err)" 'site is a folder; name files of it'
printf 'x' >site/a.bin
exits 2 "another kind of file" backfile-indexer --extract site/a.bin
for option in --complete --delete --rebuild-blocks --lean --dry-run --json -v \
    "--threads 2" \
    "-i news.index" "--settings site/note.md"; do
    # shellcheck disable=SC2086
    exits 2 "$option" backfile-indexer $option --extract site/page.html
done
done_testing
