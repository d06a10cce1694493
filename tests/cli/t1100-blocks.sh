#!/bin/sh
# The block index that a run leaves: the same bytes for the same articles, and
# whole whenever a run is ended.
. tests/lib/testlib.sh
. "$TOP/tests/lib/indexing.sh"

echo phone >queries.txt
# The blocks answer as the records do.
whole() { # NAME
    for matcher in blocks reference; do
        backfile bench --queries=queries.txt --repeat=1 --matcher=$matcher \
            >$matcher.out 2>$matcher.err || diag <$matcher.err
    done
    is "$1: the blocks answer as the records" "$(sed -n '/^hits/p' blocks.out)" \
        "$(sed -n '/^hits/p' reference.out)"
}
segments() { # [INDEX]
    find "${1:-index}"/g* -name '*.segment' -printf '%f\n' | sort
}
entry() { # NUMBER
    echo "{\"id\":\"n$1\",\"title\":\"Number $1\",\"body\":\"A phone and word$(($1 % 13)).\",\"tags\":[\"t$(($1 % 5))\"]}"
}
entries() { # FROM TO
    seq "$1" "$2" | while read -r i; do entry "$i"; done
}

# The same articles ------------------------------------------------------------

entries 1 60 >all.jsonl
exits 0 "all at once" backfile-indexer -q -i index all.jsonl
exits 0 "and again elsewhere" backfile-indexer -q -i other all.jsonl
is "the same segment" "$(segments)" "$(segments other)"
ok "byte for byte" cmp index/g000001/"$(segments)" other/g000001/"$(segments)"
whole "one segment"

entries 1 30 >all.jsonl
exits 0 "in two runs" backfile-indexer -q -i two all.jsonl
exits 0 "an index of half" backfile-indexer -q -i third all.jsonl
entries 1 60 >all.jsonl
exits 0 "of which the second adds" backfile-indexer -q -i two all.jsonl
is "folded to the same segment" "$(segments two)" "$(segments)"

exits 0 "made anew from the records" backfile-indexer -i two --rebuild-blocks
is "the same again" "$(segments two)" "$(segments)"
ok "byte for byte" cmp two/g000001/"$(segments)" index/g000001/"$(segments)"
exits 0 "in three threads" backfile-indexer -i two --threads=3 --rebuild-blocks
is "the same again" "$(segments two)" "$(segments)"
exits 2 "no thread" backfile-indexer -i two --threads=0 --rebuild-blocks
exits 2 "too many" backfile-indexer -i two --threads=65 --rebuild-blocks
exits 66 "--rebuild-blocks makes no index" \
    backfile-indexer -i nowhere --rebuild-blocks
exits 2 "and takes no source" backfile-indexer --rebuild-blocks all.jsonl

# Interrupted ------------------------------------------------------------------

# Change everything, over and over, and end it at some moment.
for round in 1 2 3 4 5 6 7 8 9 10 11 12; do
    for signal in TERM KILL; do
        entries 1 60 | sed "s/A phone/A phone in round $round of $signal/" >all.jsonl
        env --default-signal=TERM backfile-indexer -q all.jsonl \
            >/dev/null 2>&1 &
        indexer=$!
        keep_pid $indexer
        sleep "0.0$((round * 7))"
        kill -$signal $indexer 2>/dev/null
        wait_pid $indexer
        backfile bench --queries=queries.txt --repeat=1 --matcher=blocks \
            >"ended.$round.$signal" 2>&1
        sed -n 's/^hits *//p' "ended.$round.$signal" >>hits
    done
done
is "24 runs were ended, each left whole blocks" \
    "$(sort hits | uniq -c | awk '{print $1, $2}')" "24 10"
exits 0 "the next run" backfile-indexer all.jsonl
unlike "has nothing to mend" "$(cat err)" 'made anew'
whole "after that"
is "and nothing is left over" "$(find index -name '*.segment-new')" ""
ok "few segments are kept" test "$(segments | wc -l)" -le 3

# The same for what makes the blocks anew, from nothing or beside others.
: >hits
for round in 1 2 3 4 5 6 7 8 9 10 11 12; do
    [ $((round % 2)) -eq 0 ] || rm -f index/g*/*.segment
    backfile-indexer --rebuild-blocks >/dev/null 2>&1 &
    indexer=$!
    keep_pid $indexer
    sleep "0.0$((round * 3 % 25 + 10))"
    kill -KILL $indexer 2>/dev/null
    wait_pid $indexer
    backfile search -n 1 --format=json phone | jq .total >>hits
done
is "12 runs were killed, each left an index that answers" \
    "$(sort hits | uniq -c | awk '{print $1, $2}')" "12 60"
exits 0 "the next one" backfile-indexer --rebuild-blocks
whole "completes it"
is "and nothing is left over from them" \
    "$(find index -name '*.segment-new'; segments | sed 1d)" ""

# An interrupt leaves those that there are.
before=$(segments)
for round in 1 2 3 4 5 6; do
    env --default-signal=TERM backfile-indexer -q --threads=2 \
        --rebuild-blocks >/dev/null 2>&1 &
    indexer=$!
    keep_pid $indexer
    sleep "0.0$round"
    kill -TERM $indexer 2>/dev/null
    wait_pid $indexer
done
is "a rebuild that is ended leaves what there was" "$(segments)" "$before"
whole "and after that"

# Damage -----------------------------------------------------------------------

for file in index/g*/*.segment; do
    rm "$file"
done
exits 0 "a run that changes nothing, without segments" \
    backfile-indexer --json all.jsonl
like "makes them anew" "$(cat err)" \
    '^backfile-indexer: the block index was made anew: segment [0-9a-f]{32}: No such'
is "and says that it wrote" "$(json .committed)" true
whole "made anew"

# Small segments are read when they are folded, the large one is not.
entry 61 >>all.jsonl
file=index/g000001/$(segments | head -n 1)
printf '\377\377\377\377' | dd of="$file" bs=1 seek=700 conv=notrunc 2>/dev/null
exits 0 "a run over damaged segments" backfile-indexer all.jsonl
like "finds that" "$(cat err)" 'the block index was made anew: segment'
exits 0 "its article is there" backfile show -- n61
whole "mended"

# Segments of other articles under the right name.
cp "third/g000001/$(segments third)" "index/g000001/$(segments)"
exits 0 "a segment of another index" backfile-indexer all.jsonl
like "is not taken for ours" "$(cat err)" 'made anew: segment'
whole "our own again"
exits 0 "a dry run needs no blocks" sh -c \
    'rm index/g*/*.segment && backfile-indexer -n all.jsonl'
unlike "and mends none" "$(cat err)" 'made anew'
is "there are none" "$(segments)" ""

# A damaged record, of which no blocks can be made.
entries 1 60 >few.jsonl
exits 0 "another index" backfile-indexer -q -i fourth few.jsonl
exits 0 "and another" backfile-indexer -q -i fifth few.jsonl
for records in fourth/g000001/docdata.glass fifth/g000001/docdata.glass; do
    printf '\377\377\377\377\377\377\377\377' | dd of="$records" \
        bs=1 seek=$(($(wc -c <"$records") - 60)) conv=notrunc 2>/dev/null
done
rm fourth/g*/*.segment
entry 61 >>few.jsonl
exits 1 "blocks of records of which one is damaged" \
    backfile-indexer --json -i fourth few.jsonl
like "it is named" "$(cat err)" \
    '^backfile-indexer: the article n1: what the index has of it is damaged'
is "counted" "$(json .failed)" 1
is "and all others are published" "$(json .committed)" true
is "none is gone" "$(json .articles)" 61
export BACKFILE_INDEX=fourth
is "the others are found in blocks" "$(backfile bench --queries=queries.txt \
    --repeat=1 -n 99 --matcher=blocks | sed -n "s/^hits[^0-9]*//p")" 60
exits 0 "a run that reads its source" backfile-indexer --json -i fourth few.jsonl
is "indexes it again" "$(json .changed)" 1
whole "after that"
exits 1 "--rebuild-blocks counts it" \
    backfile-indexer --json -i fifth --rebuild-blocks
is "too" "$(json .failed)" 1
exits 0 "once" backfile-indexer -i fifth --rebuild-blocks
done_testing
