#!/bin/sh
# A reindex under a running daemon: picked up without restart, and no request
# fails meanwhile.
. tests/lib/testlib.sh

article() { # NUMBER WORD
    echo "{\"id\":\"n$1\",\"title\":\"Article $1\",\"body\":\"A phone and $2.\",\"lang\":\"en\"}"
}
article 1 first >news.jsonl
exits 0 "an index is made" backfile-indexer -i index news.jsonl
daemon_start index || exit 1

total() { # QUERY
    curl -s "$URL/v1/search?q=$1" | jq .total
}
change() {
    curl -s "$URL/healthz" | jq .change
}

is "one article" "$(total phone)" 1
before=$(change)
article 2 second >>news.jsonl
exits 0 "another is added" backfile-indexer -i index news.jsonl
is "it is found at once" "$(total second)" 1
ok "the change is counted" [ "$(change)" -gt "$before" ]
# More than two commits behind is what a plain reader does not survive.
for i in 3 4 5; do
    article $i third >>news.jsonl
    backfile-indexer -i index news.jsonl >/dev/null 2>&1
done
is "many commits later" "$(total third)" 3

# Other settings: scores go by them from the next query on.
scores() {
    curl -s "$URL/v1/search?q=bell" |
        jq -c '[.hits[].score * 1000000 | round] | unique'
}
article 6 "bells, bells, and bells" >>news.jsonl
article 7 "a bell" >>news.jsonl
exits 0 "some with more of a word" backfile-indexer -i index news.jsonl
before=$(scores)
echo 'ranking: {k1: 0, b: 0}' >ranking.yaml
exits 0 "another k1 is set" \
    backfile-indexer -i index --settings ranking.yaml news.jsonl
after=$(scores)
ok "scores are others ($before, now $after)" [ "$before" != "$after" ]
exits 0 "and the one of before" sh -c "backfile settings -i index |
    sed 's/k1: .*/k1: 1.2/; s/b: .*/b: 0.75/' >again.yaml &&
    backfile-indexer -i index --settings again.yaml news.jsonl"
is "gives the scores of before" "$(scores)" "$before"

# Writers in a loop, readers beside them.
: >running
{
    i=0
    while [ -e running ]; do
        i=$((i + 1))
        { article 1 first; article 2 "round$i"; } >loop.jsonl
        backfile-indexer -i index --source news.jsonl - <loop.jsonl >>loop.out 2>&1 ||
            echo "exit $?" >>loop.failed
    done
    echo "$i" >rounds
} &
writer=$!
keep_pid $writer
for reader in 1 2 3 4; do
    for i in $(seq 150); do
        echo "url = \"$URL/v1/search?q=phone&reader=$reader\""
        echo "url = \"$URL/?q=phone\""
        echo "url = \"$URL/healthz\""
    done | curl -s -K - -w '\n%{http_code}\n' >"answers.$reader" &
    readers="${readers:-} $!"
    keep_pid $!
done
for reader in $readers; do
    wait_pid "$reader"
done
rm running
wait_pid $writer
is "1800 requests, all answered" "$(cat answers.* | grep -c '^[0-9][0-9][0-9]$')" 1800
is "all with 200" "$(cat answers.* | grep '^[0-9][0-9][0-9]$' | sort | uniq -c | awk '{print $2}')" 200
ok "there were several writes meanwhile ($(cat rounds))" [ "$(cat rounds)" -gt 1 ]
ok "no write failed" [ ! -e loop.failed ]
is "the last write is seen" "$(total "round$(cat rounds)")" 1

# Another folder moved to the path of the index.
article 9 moved >moved.jsonl
exits 0 "another index is made" backfile-indexer -i index.new moved.jsonl
mv index index.old
is "without an index: search" "$(curl -s -o body -w '%{http_code}' "$URL/v1/search?q=phone")" 503
is "and a reason without paths" "$(jq -r .error.code body; grep -c "$SCRATCH" body)" "unavailable
0"
is "without an index: health" "$(curl -s -o body -w '%{http_code}' "$URL/healthz")" 503
is "without an index: the page" "$(curl -s -o body -w '%{http_code}' "$URL/?q=phone")" 503
is "without an index: the opening page" "$(curl -s -o body -w '%{http_code}' "$URL/")" 200
like "the log has the reason and its number" "$(cat daemon.err)" '^backfile-searchd: error 1: index: No such file'
mv index.new index
is "the new index answers" "$(total moved) $(total phone)" "1 1"
rm -rf index.old

daemon_stop
is "it ends in order" "$code" 0
done_testing
