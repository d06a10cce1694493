#!/bin/sh
# backfile search: formats, pages, hidden articles, exit codes.
. tests/lib/testlib.sh

exits 0 "the sample articles are indexed" backfile index -i index "$CORPUS"
BACKFILE_INDEX=$SCRATCH/index
export BACKFILE_INDEX

# For people ------------------------------------------------------------------

exits 0 "two words" backfile search back channel
like "a title" "$(cat out)" '^1\. .*back channel'
unlike "no colour on a pipe" "$(cat out)" "$(printf '\033')"
unlike "no excerpts on a pipe" "$(cat out)" 'articles \('
exits 0 "a word that none has" backfile search bolshakov xylophonist
like "what was relaxed is said" "$(cat err)" '^backfile search: .*words'
exits 0 "with all words wanted" backfile search --mode=all back channel
is "no complaint" "$(cat err)" ""
exits 0 "excerpts when asked for" backfile search --excerpts=always back channel
lines=$(wc -l <out)
exits 0 "and none" backfile search --excerpts=never back channel
ok "excerpts take lines" test "$lines" -gt "$(wc -l <out)"
exits 0 "colours when asked for" backfile search --color=always --excerpts=always telegram
like "marks are painted" "$(cat out)" "$(printf '\033\\[1;33m[Tt]elegram')"

exits 0 "the query as one argument" backfile search --format=ids 'back channel'
mv out one
exits 0 "and as two" backfile search --format=ids back channel
is "are the same" "$(cat out)" "$(cat one)"

exits 1 "nothing is found" backfile search xylophonist
is "and nothing is printed" "$(cat out)" ""

# A phrase is not its words.
exits 0 "a phrase" backfile search -n 1000 --format=ids '"back channel"'
is "programs are told nothing beside it" "$(cat err)" ""
phrases=$(wc -l <out)
exits 0 "its words" backfile search -n 1000 --mode=all --format=ids back channel
ok "fewer articles have the phrase" test "$phrases" -lt "$(wc -l <out)"
exits 0 "mode phrase" backfile search -n 1000 --mode=phrase --format=ids back channel
is "is the quoted query" "$(wc -l <out)" "$phrases"

exits 2 "an unknown option in a query" backfile search red -kiosk
exits 0 "a word is left out behind --" \
    backfile search --format=ids -n 1000 -- red -kiosk
unlike "its articles are missing" "$(cat out)" 'painted-red'

# For programs ----------------------------------------------------------------

exits 0 "json" backfile search --format=json --format-version=1 telegram
is "one document" "$(json 'type' out)" object
is "it counts" "$(json '.total > 3' out)" true
is "hits are ranked from 1" "$(json '.hits[0].rank' out)" 1
is "the score falls" \
    "$(json '[.hits[].score] | . == (sort | reverse)' out)" true
like "excerpts are marked" "$(json '.hits[0] | tostring' out)" '<mark>'
json '.hits[].id' out >ids

exits 0 "jsonl" backfile search --format=jsonl telegram
is "a hit a line" "$(jq -rs '.[].id' out)" "$(cat ids)"
exits 0 "ids" backfile search --format=ids telegram
is "an id a line" "$(cat out)" "$(cat ids)"
exits 0 "ids with NUL" backfile search -0 telegram
is "an id a NUL" "$(tr '\0' '\n' <out)" "$(cat ids)"
exits 0 "tsv" backfile search --format=tsv telegram
is "the third column is the id" "$(cut -f3 out)" "$(cat ids)"
is "seven columns" "$(awk -F '\t' 'NF != 7' out)" ""
exits 1 "json when nothing is found" backfile search --format=json xylophonist
is "has no hits" "$(json '.total, (.hits | length)' out | tr '\n' ' ')" "0 0 "

# Pages -----------------------------------------------------------------------

exits 0 "all at once" backfile search -n 1000 --format=ids the
mv out all
for offset in $(seq 0 7 "$(wc -l <all)"); do
    backfile search -n 7 --offset $offset --format=ids the
done >pages
is "pages follow each other" "$(cat pages)" "$(cat all)"
is "no article twice" "$(sort all | uniq -d)" ""
exits 1 "behind the last" backfile search --offset 1000 the
exits 0 "ranks go on" backfile search -n 2 --offset 3 --format=tsv the
is "from the offset" "$(cut -f1 out | tr '\n' ' ')" "4 5 "

# Hidden articles -------------------------------------------------------------

exits 1 "a draft is not found" \
    backfile search --mode=all --format=ids 'title:draft "not for publication"'
exits 0 "but on demand" backfile search --show-hidden --mode=all --format=json \
    'title:draft "not for publication"'
is "and is marked" "$(json '.hits[0].hidden' out)" true

# Hostile text ----------------------------------------------------------------

printf '%s\n' '{"id":"esc","title":"Bell \u0007 and \u001b[2J clear\ttab","body":"quixotry \u001b]0;x\u0007 here"}' >hostile.jsonl
exits 0 "an article with escape sequences" \
    backfile index -i hostile.index hostile.jsonl
exits 0 "is found" backfile search -i hostile.index --excerpts=always quixotry
unlike "nothing of them reaches a terminal" "$(cat out)" "$(printf '[\033\007]')"
exits 0 "as tsv" backfile search -i hostile.index --format=tsv quixotry
is "a tab in a title is escaped" "$(awk -F '\t' '{ print NF }' out)" 7

# A writer that cannot write ---------------------------------------------------

if [ -w /dev/full ]; then
    backfile search telegram >/dev/full 2>err
    is "a full disk" "$?" 74
    like "is named" "$(cat err)" 'standard output: '
else
    skip "a full disk" "no /dev/full"
fi

done_testing
