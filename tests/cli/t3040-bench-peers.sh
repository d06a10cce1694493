#!/bin/sh
# The other engines, beside which Backfile is measured: those that are
# installed find something, and servers that were started are ended.
. tests/lib/testlib.sh

# A build folder of its own, so that the tables of a real run stay.
mkdir -p build/bench
ln -s "$BUILD/bin" build/bin
for tool in generate measure; do
    ln -s "$BUILD/bench/$tool" "build/bench/$tool"
done
export BACKFILE_TEST_DATA="$SCRATCH/none"
export BENCH_PEER_PROGRAMS="$SCRATCH/build/bench/peers"

peer() { # ENGINE COMMAND…: as bench/peers/peer
    (cd "$TOP" && BUILD="$SCRATCH/build" exec bench/peers/peer "$@")
}

measure_peers() { # VARIABLE=VALUE…: bench/peers/run, with these as well
    cd "$TOP" || exit 1
    timeout 900 env BUILD="$SCRATCH/build" BENCH_PEER_SIZES=200 \
        BENCH_PEER_SECONDS=60 BENCH_PEER_REPEAT=1 "$@" bench/peers/run \
        >"$SCRATCH/out" 2>"$SCRATCH/err"
    code=$?
    cd "$SCRATCH" || exit 1
}

value() { # NAME FILE
    awk -F '\t' -v name="$1" '$1 == name { print $2 }' "$2"
}

# Few articles and queries, so that no engine runs out of time.
(cd "$TOP" && BUILD="$SCRATCH/build" exec bench/corpus 200) >out 2>&1 ||
    diag <out
for queries in words phrases; do
    head -n 60 "build/bench/200/$queries.txt" >few
    mv few "build/bench/200/$queries.txt"
done

# None of them ---------------------------------------------------------------

measure_peers PYTHON3=/nonexistent LUCENE_JARS=/nonexistent
is "without any other engine it runs" "$code" 0
like "and says what to install" "$(cat out)" \
    '^\| SQLite FTS5 \| not installed \(python3\) \|'
like "Backfile is measured" "$(cat out)" '^\| Backfile \| [0-9]+ \|'
is "the tables are kept" "$(cat build/bench/peers.md)" "$(cat out)"

# All of them -----------------------------------------------------------------

measure_peers BENCH_PEER_KEEP=yes
is "all engines that are installed run" "$code" 0
[ "$code" -eq 0 ] || cat err build/bench/200/peers/log | diag
results=build/bench/200/peers/results

for engine in lucene xapian fts5 sphinx; do
    missing=$(peer "$engine" missing | sort -u | xargs)
    if [ -n "$missing" ]; then
        skip "$engine" "not installed: $missing"
        continue
    fi
    for mode in any all phrase; do
        is "$engine, $mode: names and values" \
            "$(cut -f 1 "$results/$engine.$mode.times" | xargs)" \
            "queries hits mean p50 p90 p99 max"
        backfile=$(value hits "$results/backfile.$mode.times")
        hits=$(value hits "$results/$engine.$mode.times")
        ok "$engine, $mode: $hits hits, $backfile of Backfile" \
            test "$((2 * hits))" -gt "$backfile" -a \
            "$hits" -lt "$((2 * backfile))"
        is "$engine, $mode: all queries are asked" \
            "$(value queries "$results/$engine.$mode.times")" 60
        is "$engine, $mode: a time for each" \
            "$(wc -l <"$results/$engine.$mode.each" | xargs)" 60
    done
    is "$engine: as many totals as of Backfile" \
        "$(wc -l <"$results/$engine.totals")" \
        "$(wc -l <"$results/backfile.totals")"
    ok "$engine: its index has a size" \
        test "$(cat "$results/$engine.index.kb")" -gt 0
done
is "no table has a cell without its number" \
    "$(grep -E '(\| +\||nan|inf)' out | grep -v 'not installed' | grep -v '^| |')" ""

# A server that is stopped ----------------------------------------------------

# The pid of the server that the engine's last command started.
server() {
    [ -s build/bench/200/peers/sphinx/searchd.pid ] &&
        cat build/bench/200/peers/sphinx/searchd.pid
}

if [ -n "$(peer sphinx missing)" ]; then
    skip "a server ends with who started it" "not installed: sphinxsearch"
else
    for signal in INT TERM HUP; do
        (
            cd "$TOP" || exit 1
            BUILD="$SCRATCH/build" exec env --default-signal=HUP,INT,TERM \
                bench/peers/peer sphinx query \
                "$SCRATCH/build/bench/200/peers/sphinx" \
                "$SCRATCH/build/bench/200/words.txt" any 100000 600
        ) >/dev/null 2>&1 &
        pid=$!
        keep_pid "$pid"
        ok "SIG$signal: a server is started" wait_until server
        started=$(server)
        kill -"$signal" "$pid"
        wait_pid "$pid"
        not_ok "SIG$signal: it ends with who started it" kill -0 "$started"
    done
fi
done_testing
