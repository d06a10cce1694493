#!/bin/sh
# Synonyms under a running daemon: in the answer, on the page, and read anew.
. tests/lib/testlib.sh

printf '%s\n' '{"id":"a","title":"Short","body":"The UK.","lang":"en"}' \
    '{"id":"b","title":"Long","body":"The United Kingdom.","lang":"en"}' \
    '{"id":"c","title":"Set","body":"A television.","lang":"en"}' >news.jsonl
exits 0 "an index is made" backfile-indexer -i index news.jsonl
printf 'uk => united kingdom\nbroken\n' >index/synonyms.txt
daemon_start index --threads=4 || exit 1

ids() { # QUERY
    curl -s "$URL/v1/search?q=$1" | jq -r '[.hits[].id] | sort | join(" ")'
}

is "synonyms of the index" "$(ids uk)" "a b"
is "the note" "$(curl -s "$URL/v1/search?q=uk" | jq -r '.notes[0] | "\(.code): \(.text)"')" \
    'synonyms: Also searched for: "united kingdom".'
like "on the page" "$(curl -s "$URL/?q=uk")" 'Also searched for: &quot;united kingdom&quot;'
printf 'tv, television\n<b>, television\n' >index/synonyms.txt
for i in 1 2 3 4 5 6 7 8; do
    is "read anew, request $i" "$(ids uk) $(ids tv)" "a c"
done
unlike "escaped on the page" "$(curl -s "$URL/?q=b")" '<b>'
rm index/synonyms.txt
is "gone" "$(ids tv)" ""
daemon_stop
is "it ends in order" "$code" 0
is "a broken line is named once" "$(grep -c 'index/synonyms.txt:2:1: broken: ' daemon.err)" 1

echo 'tv, television' >own.txt
daemon_start index --synonyms own.txt --threads 1 || exit 1
is "a file of its own" "$(ids tv)" c
rm own.txt
is "when it is gone, what it said is kept" "$(ids tv)" c
echo 'tv => uk' >own.new
mv own.new own.txt
is "when it is back, it is read" "$(ids tv)" a
head -c 2000000 /dev/zero | tr '\0' 'x' >own.new
mv own.new own.txt
is "one that is too large is not read, what was said is kept" "$(ids tv)" a
rm own.txt
mkdir own.txt
is "nor is one that is no file" "$(ids tv)" a
daemon_stop
like "it was missed" "$(cat daemon.err)" '^backfile-searchd: own.txt: No such file'
like "the other troubles are told" "$(cat daemon.err)" \
    '^backfile-searchd: own.txt: larger than 1048576 bytes'
exits 66 "a file that is not there" backfile-searchd -i index --listen 127.0.0.1:0 \
    --synonyms none.txt
done_testing
