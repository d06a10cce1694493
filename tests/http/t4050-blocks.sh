#!/bin/sh
# Blocks that are missing or damaged: the daemon answers from the records, tells
# its log once and health, and goes back to the blocks once they were made anew.
. tests/lib/testlib.sh

# Long enough that a segment has some pages.
i=0
while [ $i -lt 400 ]; do
    i=$((i + 1))
    echo "{\"id\":\"n$i\",\"title\":\"Article $i\",\"body\":\"A phone, cable $((i % 7)), word$i, other$i, and a telegram from $((i * 7919 % 1000)).\",\"lang\":\"en\"}"
done >news.jsonl
exits 0 "an index is made" backfile-indexer -q -i index news.jsonl

total() { # QUERY
    curl -s "$URL/v1/search?q=$1" | jq .total
}
health() {
    curl -s "$URL/healthz" | jq -r '.status + " " + .blocks'
}
segments() {
    find index/g* -name '*.segment'
}
# How often the log says that the blocks are not used.
complaints() {
    grep -c 'the block index is not used' daemon.err
}
# Everything that is asked here is answered by either matcher alike.
answers() { # WHAT
    is "$1: answers" "$(total phone) $(total word77) $(total '%22a+phone%22')" "400 1 400"
    is "$1: again" "$(total cable+telegram)" 400
}
daemon_start index || exit 1
is "all is well" "$(health)" "ok ok"
answers "from the blocks"
is "the log says nothing of it" "$(complaints)" 0
echo phone >queries.txt
exits 0 "the command finds blocks" \
    backfile bench -i index --queries=queries.txt --matcher=blocks
daemon_stop

# What is wrong before the daemon starts.
segment=$(segments)
cp "$segment" kept
unlike_now() { # WHAT STATE REASON
    daemon_start index || exit 1
    answers "$1"
    is "$1: health" "$(health)" "degraded $2"
    is "$1: the status of health" \
        "$(curl -s -o /dev/null -w '%{http_code}' "$URL/healthz")" 200
    like "$1: the log says why" "$(cat daemon.err)" "not used until backfile-indexer has made it anew: .*$3"
    is "$1: once" "$(complaints)" 1
    unlike "$1: nobody else learns of paths" "$(curl -s "$URL/healthz")" "$SCRATCH|segment"
    exits 0 "$1: the next run" backfile-indexer -i index news.jsonl
    like "$1: says what it mends" "$(cat err)" "block index was made anew: "
    answers "$1: mended"
    is "$1: mended, health" "$(health)" "ok ok"
    like "$1: the log says that as well" "$(cat daemon.err)" "used again"
    is "$1: the same bytes" "$(cksum <"$(segments)")" "$(cksum <kept)"
    daemon_stop
}
rm "$segment"
unlike_now "a segment is missing" missing "$(basename "$segment" .segment)"
truncate -s -100 "$segment"
unlike_now "a segment is cut short" damaged "$(basename "$segment" .segment)"
: >"$segment"
unlike_now "a segment is empty" damaged "$(basename "$segment" .segment)"
printf 'X' | dd of="$segment" bs=1 seek=3 conv=notrunc 2>/dev/null
unlike_now "another first byte" damaged "$(basename "$segment" .segment)"

# A segment that is back.
mv "$segment" away
daemon_start index || exit 1
answers "a segment was moved away"
is "health knows where it is not" "$(health)" "degraded missing"
mv away "$segment"
sleep 1.5 # every thread tries again a second later
answers "it is back"
is "it is used" "$(health)" "ok ok"
daemon_stop

# Damaged articles are no damaged blocks.
records=$(find index/g* -name docdata.glass)
cp "$records" kept-records
LC_ALL=C grep -obUaP '\x28\xb5\x2f\xfd' "$records" | cut -d : -f 1 |
    while read -r at; do
        printf '\377\377\377\377' |
            dd of="$records" bs=1 seek=$((at + 30)) conv=notrunc 2>/dev/null
    done
daemon_start index || exit 1
is "articles are damaged" \
    "$(curl -s -o /dev/null -w '%{http_code}' "$URL/v1/search?q=phone")" 500
is "health: the blocks are not" "$(health)" "ok ok"
is "the log says nothing of them" "$(complaints)" 0
daemon_stop
cp kept-records "$records"

# Damage that nobody reads is found by the next run, by its checksum.
size=$(stat -c %s "$segment")
for place in 4000 $((size / 2)) $((size - 40)); do
    printf '\377\376\375' | dd of="$segment" bs=1 seek="$place" conv=notrunc 2>/dev/null
    exits 0 "other bytes at $place" backfile-indexer -i index news.jsonl
    like "are found" "$(cat err)" 'block index was made anew: .*other bytes'
    is "and mended" "$(cksum <"$segment")" "$(cksum <kept)"
done
exits 0 "then nothing is left to mend" backfile-indexer -i index news.jsonl
unlike "and nothing is said" "$(cat err)" 'block index'

# The file of a segment becomes shorter while it is mapped.
daemon_start index || exit 1
answers "before"
truncate -s 4096 "$segment"
answers "a mapped file shrinks"
is "health knows" "$(health)" "degraded damaged"
is "the log says so once" "$(complaints)" 1
for i in $(seq 40); do
    echo "url = \"$URL/v1/search?q=phone+word$i\""
    echo "output = /dev/null"
done | curl -s -K - -Z -w '%{http_code}\n' >codes 2>/dev/null
is "every thread lives on" "$(sort codes | uniq -c | awk '{print $1, $2}')" "40 200"
is "the log was told once" "$(complaints)" 1
exits 0 "the blocks are made anew" backfile-indexer -i index --rebuild-blocks
answers "after that"
is "health is well again" "$(health)" "ok ok"
is "by the same bytes" "$(cksum <"$segment")" "$(cksum <kept)"

daemon_stop
is "it ends in order" "$code" 0
done_testing
