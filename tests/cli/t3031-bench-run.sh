#!/bin/sh
# `make bench` on a few articles: that it makes its tables. Times prove nothing
# here, so none is looked at.
. tests/lib/testlib.sh

case ${SAN:-} in
*thread*) skip_all "its programs have one thread, and take minutes so" ;;
esac

# Beside the programs, not over the reports of whoever runs this.
mkdir -p made/bench
ln -s "$BUILD/bin" made/bin
for program in generate measure bench_blocks bench_match bench_text bench_excerpt \
    bench_extract; do
    ln -s "$BUILD/bench/$program" made/bench/
done

# A script of bench/ on the sample articles: bench [SETTING…] SCRIPT [SIZE…]
mkdir tools
cat >tools/bench <<'END'
#!/bin/sh
cd "$TOP" && exec env BUILD="$SCRATCH/made" BACKFILE_TEST_DATA="$SCRATCH" \
    BENCH_REPEAT=1 BENCH_QUERIES=5 "$@"
END
chmod +x tools/bench
PATH=$SCRATCH/tools:$PATH
export TOP SCRATCH

# Pages of which the text is known: a half and a whole of it are found.
mkdir -p extract/html
printf '<html><body><main><p>One two three four</p></main></body></html>' |
    gzip >extract/html/a.html.gz
printf '<html><body><main><p>Six seven</p></main></body></html>' |
    gzip >extract/html/b.html.gz
printf '{"a":{"articleBody":"One two, three four five!"},"b":{"articleBody":"Six. seven"}}' \
    >extract/truth.json

exits 0 "tables are made" bench BENCH_SIZES='real 40 70' bench/run
ok "they are left in a file" diff out made/bench/report.md
is "of these sections" "$(sed -n 's/^##* //p' out | tr '\n' ';')" \
    "Benchmarks of Backfile;Indexing;Size of the index;Building blocks;Blocks from the records, in threads;Size of the blocks;Opening and updating, milliseconds;Queries, milliseconds;Growth, milliseconds;The analyzer;Excerpts, microseconds;The text of pages;"
for line in processor memory system compiler Xapian date 'load average before'; do
    like "the machine: $line" "$(cat out)" "^\| $line \| .+ \|$"
done
like "the text" "$(cat out)" '^\| articles are made of \| corpus/, checksum [0-9]+, seed 1 \|$'
is "rows have the columns of their tables" "$(awk -F '|' '
    !/^\|/ { columns = 0 }
    /^\|/ && columns && NF != columns { print }
    /^\|/ { columns = NF }' out)" ""
is "no cell is empty but in the heading" "$(sed 's/^| | |$//' out | grep -n '| *|')" ""

section() { # NAME: its rows
    awk -v name="## $1" '/^#/ { on = $0 == name } on && /^\| *[a-z0-9]/' out |
        sed 1d
}
real=$(sed -n 's/^articles	//p' made/bench/real/about.tsv)
is "the real articles are all of them" "$real" "$(wc -l <made/bench/real/articles.jsonl)"
is "indexing has a row a size" "$(section Indexing | cut -d ' ' -f 2 | tr '\n' ' ')" "$real 40 70 "
is "so have the sizes" "$(section 'Size of the index' | cut -d ' ' -f 2 | tr '\n' ' ')" "$real 40 70 "
is "queries have all combinations" \
    "$(section 'Queries, milliseconds' | cut -d '|' -f 2-5 | sort -u | wc -l)" 36
is "as many for the reference matcher as were asked for" \
    "$(section 'Queries, milliseconds' | grep -c '| reference | 5 |')" 12
is "and all for the blocks" \
    "$(section 'Queries, milliseconds' | grep -c '| blocks | 1000 |')" 24
is "blocks are built of all" \
    "$(section 'Building blocks' | cut -d ' ' -f 2 | tr '\n' ' ')" "$real 40 70 "
is "their parts and the whole" \
    "$(section 'Size of the blocks' | grep -c '| all |')" 3
is "growth has four steps" \
    "$(section 'Growth, milliseconds' | cut -d ' ' -f 2 | tr '\n' ' ')" "8 17 35 70 "
like "and is drawn" "$(tail -n 1 made/bench/growth.svg)" "^</svg>$"
is "the analyzer has the languages that there are" \
    "$(section 'The analyzer' | cut -d ' ' -f 2 | sort | tr '\n' ' ')" \
    "ar de en es fr ja pt ru zh "
is "excerpts have sizes" "$(section 'Excerpts, microseconds' | wc -l)" 6
is "the text of an index is said" \
    "$(sed -n 's/^text_bytes	//p' made/bench/40/about.tsv)" \
    "$(jq -j '.title + .body' made/bench/40/articles.jsonl | wc -c)"
is "nothing else is left" "$(cd made/bench && echo *)" \
    "40 70 bench_blocks bench_excerpt bench_extract bench_match bench_text generate growth.svg measure real report.md text"

is "pages are compared with the truth" \
    "$(section 'The text of pages')" "| 2 | 0.8571 | 1.0000 | 0.7500 |"
extract() { # ARTICLES: of which the truth is measured
    printf '%s\n' "$1" | "$BUILD/bench/bench_extract" extract/truth.json | tr '\t' ' '
}
is "what is too much counts" \
    "$(extract '{"origin":"a.html","body":"One two three four five six"}')" \
    "2 0.4000 0.3333 0.5000"
is "and what is there once only" \
    "$(extract '{"origin":"b.html","body":"Six seven"}')" "2 0.5000 0.5000 0.5000"
exits 65 "no truth" "$BUILD/bench/bench_extract" extract/html/a.html.gz
exits 2 "no file" "$BUILD/bench/bench_extract"

# Corpora that are there.
touch made/bench/40/mark made/bench/70/mark
exits 0 "a corpus" bench bench/corpus 40 70
is "is made once" "$(cat err)" ""
exits 0 "of another seed" bench BENCH_SEED=2 bench/corpus 40
is "is made again" "$(cat err)" "bench: making 40 articles"
ok "and no other is" test -e made/bench/70/mark
exits 2 "a size" bench bench/corpus 4x
like "is a number" "$(cat err)" '^bench: 4x: not a number of articles$'
exits 2 "so are queries" bench BENCH_QUERIES=0 bench/run
exits 74 "more than the disk holds" bench bench/corpus 99999999
like "is refused" "$(cat err)" 'need some [0-9]+ MB of disk, [0-9]+ MB are free'
done_testing
