#!/bin/sh
# The tools that benchmarks stand on: corpora of any size, and what a command
# costs.
. tests/lib/testlib.sh
PATH=$BUILD/bench:$PATH

run backfile-indexer -q -i index "$CORPUS"
backfile search -i index --format=ids -0 -n 1000 lang:en |
    xargs -0 backfile show -i index --format=json >seed.jsonl

# A corpus.
exits 0 "a corpus is made" generate -n 60 --queries 80 -o one seed.jsonl
is "it has as many articles" "$(wc -l <one/articles.jsonl)" 60
is "as many lines of them" "$(wc -l <one/articles.tsv)" 60
is "as many queries" "$(wc -l <one/words.txt)" 80
is "as many phrases" "$(wc -l <one/phrases.txt)" 80
is "it says how many" "$(sed -n 's/^articles	//p' one/about.tsv)" 60
is "and how much text they have" "$(sed -n 's/^text_bytes	//p' one/about.tsv)" \
    "$(jq -j '.title + .body' one/articles.jsonl | wc -c)"
is "ids differ" "$(jq -r .id one/articles.jsonl | sort -u | wc -l)" 60
is "lines have the same text" "$(cat one/articles.tsv)" \
    "$(jq -r '[.id, .title, (.body | gsub("[\t\r\n]"; " "))] | join("\t")' \
        one/articles.jsonl)"
is "titles begin as real ones do" "$(
    jq -r .title seed.jsonl >titles
    jq -r .title one/articles.jsonl | while read -r title; do
        grep -Fqx -e "$title" -e "${title%%: *}" titles ||
            while read -r known; do
                case $title in "$known"*) continue 2 ;; esac
            done <titles || echo "$title"
    done
)" ""
like "some have many paragraphs" \
    "$(jq '.body | split("\n\n") | length' one/articles.jsonl | sort -n | tail -1)" \
    '^([5-9]|[1-4][0-9])$'
is "none has less than two" \
    "$(jq 'select(.body | split("\n\n") | length < 2) | .id' one/articles.jsonl)" ""
exits 0 "all of them can be indexed" backfile-indexer --json -i made one/articles.jsonl
is "and are" "$(json .added)" 60

# Queries.
unlike "queries are plain words" "$(cat one/words.txt)" '[^a-z0-9 ]|  |^ | $'
unlike "of one to four" "$(cat one/words.txt)" '^$| .* .* .* '
unlike "phrases are of two to four" "$(cat one/phrases.txt)" '^[^ ]*$| .* .* .* '
jq -r '.title, .body' one/articles.jsonl | tr 'A-Z\t' 'a-z ' |
    sed -E "s/[].,;:!?)\"']+( |\$)/\1/g; s/(^| )[(\"'[]+/\1/g; s/.*/ & /" >lines
cat one/words.txt one/phrases.txt | while read -r query; do
    grep -Fq " $query " lines || echo "$query"
done >strays
is "their words stand together in an article" "$(cat strays)" ""
is "and are found there" "$(
    head -n 5 one/phrases.txt | while read -r query; do
        backfile search -i made --mode=phrase --format=ids "$query" >/dev/null ||
            echo "$query"
    done
)" ""

# The same again, and not the same.
exits 0 "standard input" sh -c 'generate -n 60 --queries 80 -o two <seed.jsonl'
ok "gives the same bytes" diff -r one two
exits 0 "a larger one" generate -n 90 --queries 80 -o large seed.jsonl
is "begins with the smaller" "$(head -n 60 large/articles.jsonl | cksum)" \
    "$(cksum <one/articles.jsonl)"
exits 0 "another seed" generate -n 60 --queries 80 --seed 2 -o two seed.jsonl
not_ok "gives others" cmp -s one/articles.jsonl two/articles.jsonl
is "what is drawn depends on no machine" \
    "$(printf '%s\n' '{"title":"Alpha","body":"One two three. Four five."}' \
        '{"title":"Beta","body":"Six seven eight, nine\n\nTen eleven"}' |
        generate -n 3 --queries 3 -o tiny && cat tiny/words.txt tiny/phrases.txt)" \
    "four
alpha
two
six seven eight nine
three four
two three"

# The real articles as they are.
exits 0 "real articles are taken" generate --real --queries 80 -o real seed.jsonl
is "all of them, with their text" \
    "$(jq -c '[.title, .body, .section, .lang]' real/articles.jsonl)" \
    "$(jq -c 'select(.title and .body) | [.title, .body, .section, .lang]' seed.jsonl)"
is "with as many queries" "$(wc -l <real/words.txt)" 80
exits 2 "a number of them has no sense" generate --real -n 5 -o bad seed.jsonl

# Input that is wrong.
{ cat seed.jsonl && echo '{"title": "x", ' && cat seed.jsonl; } >broken.jsonl
line=$(($(wc -l <seed.jsonl) + 1))
exits 65 "a broken line" generate -n 5 -o bad broken.jsonl
like "is named" "$(cat err)" "^generate: broken\.jsonl: line $line: JSON: column [0-9]+: "
is "and what was begun does not pass for a corpus" "$(ls bad/about.tsv 2>&1 | grep -c '^bad')" 0
exits 65 "a title that is a number" \
    sh -c 'echo "{\"title\": 1, \"body\": \"b\"}" | generate -n 5 -o bad'
like "is named" "$(cat err)" '^generate: standard input: line 1: "title" is not a string$'
exits 65 "no articles of the language" generate -n 5 --lang xx -o bad seed.jsonl
like "are none" "$(cat err)" 'no article'
exits 65 "articles without words" \
    sh -c 'echo "{\"title\": \"日本\", \"body\": \"日本\"}" | generate -n 5 -o bad'
like "have no queries" "$(cat err)" 'only 0 of 1000 queries for words.txt'
exits 66 "a file that is not there" generate -n 5 -o bad nowhere.jsonl
exits 2 "no size" generate -o bad seed.jsonl
exits 2 "no folder" generate -n 5 seed.jsonl
exits 2 "no article at all" generate -n 0 -o bad seed.jsonl
exits 2 "an unknown option" generate --fast
exits 74 "a folder that cannot be made" generate -n 5 -o no/such seed.jsonl
if [ -e /dev/full ]; then
    mkdir -p full && ln -s /dev/full full/articles.tsv
    exits 74 "a full disk" generate -n 500 -o full seed.jsonl
    like "is named" "$(cat err)" '^generate: full/articles\.tsv: '
fi
exits 0 "help" generate --help
like "is there" "$(cat out)" '^Usage: generate '

# What a command costs.
exits 5 "the exit code is the command's" measure -o cost sh -c 'echo said; exit 5'
is "so is the output" "$(cat out)" said
is "three lines" "$(cut -f 1 cost | tr '\n' ' ')" "wall_seconds cpu_seconds peak_mb "
unlike "of numbers" "$(cut -f 2 cost)" '[^0-9.]|^$'
exits 0 "a command may have options" measure -o cost sleep -- 0.2
like "its time is taken" "$(cat cost)" '^wall_seconds	(0\.[2-9]|[1-9])'
exits 143 "a signal that ends the command" measure -o cost sh -c 'kill -TERM $$'
case ${SAN:-} in
*thread*)
    skip "one that is sent to measure is passed on" \
        "ThreadSanitizer holds signals back while a program waits"
    ;;
*)
    measure -o cost sleep 100 &
    keep_pid $!
    sleep 0.2
    kill -TERM $!
    wait_pid $!
    is "one that is sent to measure is passed on" "$code" 143
    ;;
esac
exits 127 "no such command" measure -o cost nowhere-to-be-found
like "is named" "$(cat err)" '^measure: nowhere-to-be-found: '
exits 126 "no command" measure -o cost /
exits 74 "a report that cannot be written" measure -o no/such true
exits 2 "no command at all" measure -o cost
exits 2 "no report" measure true
exits 0 "help" measure --help
done_testing
