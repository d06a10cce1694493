#!/bin/sh
# backfile bench: what it prints, what it counts, what it leaves out.
. tests/lib/testlib.sh

exits 0 "the sample articles are indexed" backfile index -i index "$CORPUS"
BACKFILE_INDEX=$SCRATCH/index
export BACKFILE_INDEX

printf '%s\n' 'red phone' '"red phone"' telegram 'back channel' xylophonist \
    'section:ciphers' 'telegr*' 'die rote leitung' >queries.txt

# The value of a line of the output.
value() { # NAME
    awk -F '\t' -v name="$1" '$1 == name { print $2 }' out
}

# The results that backfile search prints for each query of a file.
count_hits() { # FILE [OPTION…]
    file=$1
    shift
    while IFS= read -r query; do
        backfile search --format=ids "$@" -- "$query" 2>/dev/null
    done <"$file" | wc -l
}

# Output ----------------------------------------------------------------------

exits 0 "a file of queries" backfile bench --queries queries.txt
is "a name and a value a line" "$(cut -f1 out | tr '\n' ' ')" \
    "queries hits mean p50 p90 p99 max "
is "two columns" "$(awk -F '\t' 'NF != 2' out)" ""
is "times have four decimals" \
    "$(sed 1,2d out | grep -Evc '^[a-z0-9]+	[0-9]+\.[0-9]{4}$')" 0
is "no complaint" "$(cat err)" ""
is "all are counted" "$(value queries)" 8
ok "percentiles are ordered" awk -F '\t' '
    /^p/ || /^max/ { if ($2 < last) exit 1; last = $2 }' out
ok "times are positive, and the mean is under the longest" awk -F '\t' '
    { of[$1] = $2 } END { exit !(of["p50"] > 0 && of["mean"] <= of["max"]) }' out

# Counts ----------------------------------------------------------------------

for mode in auto any all phrase; do
    for limit in 1 10 1000; do
        exits 0 "mode $mode, $limit results" backfile bench \
            --queries=queries.txt --mode=$mode -n $limit --repeat=1
        is "as many hits as search has" "$(value hits)" \
            "$(count_hits queries.txt --mode=$mode -n $limit)"
    done
done
exits 0 "all stages" backfile bench --queries=queries.txt --stage=full
is "the same hits" "$(value hits)" "$(count_hits queries.txt)"
exits 0 "one stage" backfile bench --queries=queries.txt --stage=match
is "the same hits" "$(value hits)" "$(count_hits queries.txt)"
exits 0 "a language" backfile bench --queries=queries.txt --lang=de
is "as search reads it" "$(value hits)" "$(count_hits queries.txt --lang=de)"
exits 0 "counting all" backfile bench --queries=queries.txt --exact-total
is "the same hits" "$(value hits)" "$(count_hits queries.txt)"
exits 0 "one query" backfile bench --queries=- --repeat=1 <<END
telegram
END
is "is every percentile of itself" \
    "$(for name in mean p50 p90 p99 max; do value $name; done | sort -u | wc -l)" 1

# Matchers --------------------------------------------------------------------

for matcher in auto reference blocks; do
    exits 0 "matcher $matcher" \
        backfile bench --queries=queries.txt --matcher=$matcher
    is "the same hits" "$(value hits)" "$(count_hits queries.txt)"
done
cp -R index noblocks
find noblocks -name '*.segment' -delete
exits 66 "an index without blocks" \
    backfile bench -i noblocks --queries=queries.txt --matcher=blocks
like "that is said, and of no query" "$(cat err)" \
    '^backfile bench: segment [0-9a-f]{32}: No such file or directory$'
is "there are no figures" "$(cat out)" ""
exits 0 "the records answer then" backfile bench -i noblocks --queries=queries.txt
is "the same hits" "$(value hits)" "$(count_hits queries.txt)"

# The slowest -----------------------------------------------------------------

exits 0 "the slowest" backfile bench --queries=queries.txt --slowest=3
is "are three" "$(wc -l <err)" 3
is "the first took the longest" \
    "$(sed -n '1s/^backfile bench: \([0-9.]*\) ms: .*/\1/p' err)" "$(value max)"
like "file and line" "$(cat err)" \
    '^backfile bench: [0-9]+\.[0-9]{4} ms: queries\.txt:[1-8]: [^ ]'
is "they fall" "$(sort -t ' ' -k3,3nr -s err)" "$(cat err)"
exits 0 "more than there are" backfile bench --queries=queries.txt --slowest=100
is "is all" "$(sed 's/.*queries.txt:\([0-9]*\):.*/\1/' err | sort -n | tr '\n' ' ')" \
    "1 2 3 4 5 6 7 8 "
printf 'tele\033[2Jgram\n' >hostile.txt
exits 0 "a query with an escape sequence" \
    backfile bench --queries=hostile.txt --slowest=1
unlike "is made harmless" "$(cat err)" "$(printf '\033')"

# Query files -----------------------------------------------------------------

printf '\357\273\277telegram\r\n\r\n \t\nred phone\r\nback channel' >odd.txt
exits 0 "CR LF, a byte order mark, empty lines, no last line end" \
    backfile bench --queries=odd.txt
is "three queries" "$(value queries)" 3
printf 'telegram\nred phone\nback channel\n' >even.txt
is "with the hits that they have" "$(value hits)" "$(count_hits even.txt)"
is "empty lines are named and counted" "$(cat err)" \
    "backfile bench: odd.txt:2: the query is empty
backfile bench: odd.txt:3: the query is empty
backfile bench: odd.txt: left out: 2 empty lines, 0 that are not text"

printf 'telegram\n\351t\351\nne\0ws\nred phone\n' >latin.txt
exits 1 "lines that are not UTF-8 text" backfile bench --queries=latin.txt
is "are named and counted" "$(cat err)" \
    "backfile bench: latin.txt:2: not UTF-8 at byte 1 of the line
backfile bench: latin.txt:3: a NUL byte at byte 3 of the line
backfile bench: latin.txt: left out: 0 empty lines, 2 that are not text"
is "the others are run" "$(value queries)" 2
yes '' | head -n 50 >blank.txt
exits 1 "nothing but empty lines" backfile bench --queries=blank.txt
is "twenty are named" "$(grep -c 'the query is empty' err)" 20
like "all are counted" "$(cat err)" 'left out: 50 empty lines, 0 that'
like "there is no query" "$(cat err)" '^backfile bench: blank.txt: no query to run$'
is "there are no figures" "$(cat out)" ""
: >empty.txt
exits 1 "an empty file" backfile bench --queries=empty.txt
is "that is said" "$(cat err)" "backfile bench: empty.txt: no query to run"
is "there are no figures" "$(cat out)" ""

exits 0 "standard input" backfile bench --queries=- <queries.txt
is "is the same" "$(value hits)" "$(count_hits queries.txt)"
exits 1 "and is named" backfile bench --queries=- </dev/null
is "by words" "$(cat err)" "backfile bench: standard input: no query to run"
mkfifo pipe
cat queries.txt >pipe &
keep_pid $!
exits 0 "a pipe with a name" backfile bench --queries=pipe
is "is read as well" "$(value queries)" 8

exits 66 "a file that is not there" backfile bench --queries=nowhere.txt
is "is named" "$(cat err)" \
    "backfile bench: nowhere.txt: No such file or directory"
exits 66 "a folder" backfile bench --queries=index
is "is named" "$(cat err)" "backfile bench: index: Is a directory"

# Limits ----------------------------------------------------------------------

head -c 8193 /dev/zero | tr '\0' ' ' | sed 's/^ *$/telegram&/' >long.txt
exits 0 "a query that is too long" backfile bench --queries=long.txt
is "is named" "$(cat err)" \
    "backfile bench: long.txt:1: more than 8192 bytes: the query is cut off there"
ok "its beginning is searched for" test "$(value hits)" -gt 0
yes telegram | head -n 100001 >many.txt
exits 2 "one more" backfile bench --queries=many.txt --repeat=1
is "is refused" "$(cat err)" \
    "backfile bench: many.txt:100001: more than 100000 queries"
head -c 67108865 /dev/zero >big.txt
exits 2 "a file that is too large" backfile bench --queries=big.txt
is "is refused" "$(cat err)" "backfile bench: big.txt: larger than 67108864 bytes"
rm big.txt

# The budget ------------------------------------------------------------------

# More articles with the words apart than may be checked for a phrase in the
# records.
jq -nc 'range(20001) | {id: "n\(.)", title: "", body: "A phone, red."}' >apart.jsonl
jq -nc '{id: "last", title: "", body: "A red phone."}' >>apart.jsonl
exits 0 "an index for it" backfile index -q -i apart.index apart.jsonl
printf '"red phone"\nred\n' >apart.txt
exits 0 "a query that spends its budget" \
    backfile bench -i apart.index --queries=apart.txt --repeat=1 \
    --matcher=reference
is "is counted" "$(cat err)" \
    "backfile bench: 1 of 2 queries were cut short when their budget was spent: hits may be missing"

# Ending ----------------------------------------------------------------------

# As many queries as may be.
head -n 100000 many.txt >slow.txt
timeout --preserve-status -s INT 2 \
    backfile bench --queries=slow.txt --repeat=100 >out 2>err
is "SIGINT ends it as that does" $? 130
is "it prints nothing" "$(cat out err)" ""
backfile bench --queries=slow.txt --repeat=100 >out 2>err &
slow=$!
keep_pid $slow
sleep 0.5
kill -TERM $slow
wait_pid $slow
is "SIGTERM as well" "$code" 143
mkfifo held
exec 3<>held
timeout --preserve-status -s INT 1 backfile bench --queries=- <&3 >out 2>err
is "SIGINT while it waits for queries" $? 130
exec 3>&-

head -n 300 slow.txt >short.txt
if command -v script >/dev/null; then
    TERM=xterm script -qec 'backfile bench --queries=short.txt --repeat=1 | cat' \
        /dev/null </dev/null | tr -d '\r' >out
    like "a terminal sees how far it is" "$(cat out)" \
        'pass [12] of 2, query [0-9]+ of 300'
    like "then the figures on a clean line" "$(cat out)" \
        "$(printf '\033\\[Kqueries\t300')"
    TERM=dumb script -qec 'backfile bench --queries=even.txt' /dev/null \
        </dev/null >out
    unlike "but not a dumb one" "$(cat out)" "$(printf '\033')|pass"
else
    skip "how far it is" "script(1) is missing"
fi

if [ -w /dev/full ]; then
    backfile bench --queries=even.txt >/dev/full 2>err
    is "a full disk" "$?" 74
    like "is named" "$(cat err)" 'standard output: '
else
    skip "a full disk" "no /dev/full"
fi

done_testing
