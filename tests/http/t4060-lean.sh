#!/bin/sh
# A lean index without its blocks: 503 until an indexer ran.
. tests/lib/testlib.sh

echo '{"id":"a","title":"A red phone","body":"It rings.","lang":"en"}' >news.jsonl
exits 0 "a lean index" backfile-indexer -i index --lean news.jsonl
rm index/g*/*.segment
daemon_start index || exit 1

get() { # PATH
    status=$(curl -s -o body -D headers -w '%{http_code}' "$URL$1")
}
get '/v1/search?q=phone'
is "a daemon that starts without blocks" "$status" 503
is "says what kind of error it is" "$(jq -r .error.code body)" unavailable
like "and when to ask again" "$(cat headers)" '^Retry-After: [0-9]+'
get '/?q=phone'
is "the page" "$status" 503
get /healthz
is "its health" "$status" 503
exits 0 "the indexer runs" backfile-indexer -i index news.jsonl
get '/v1/search?q=phone'
is "the blocks are back" "$status $(jq .total body)" "200 1"
get /healthz
is "its health" "$status" 200
done_testing
