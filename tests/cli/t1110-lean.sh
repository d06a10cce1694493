#!/bin/sh
# Lean records: the blocks answer, and nothing else can.
. tests/lib/testlib.sh
. "$TOP/tests/lib/indexing.sh"

article site/a.md "A red phone" "It rings."
article site/b.md "A bell" "It rings, as a phone does."
article site/c.md "Silence" "Nothing rings."
ask() {
    backfile search --format=ids "$@"
}
BLOCKS="made its blocks anew"

index_run 0 "complete" "added=3" site
ask phone >complete
BACKFILE_INDEX=$SCRATCH/lean
index_run 0 "lean" "added=3" --lean site
is "nothing is indexed twice" "$(json .renewed)" 0
exits 0 "the settings" backfile settings --format=json
is "say so" "$(json .index.records out)" lean
ask phone >got
ok "both answer alike" cmp got complete
is "phrases are found" "$(ask '"red phone"')" site/a.md
is "fields are" "$(ask title:bell)" site/b.md
exits 1 "a word that is not there" backfile search nothere
exits 0 "statistics" backfile stats --format=json
is "count its words" "$(json '.terms > 5' out)" true
index_run 0 "the next run" "unchanged=3" site
is "has nothing to do" "$(json .committed)" false
echo "It is blue." >>site/c.md
index_run 0 "a change" "unchanged=2 changed=1" site
is "is found" "$(ask blue)" site/c.md

rm "$BACKFILE_INDEX"/g*/*.segment
exits 69 "without blocks nothing is found" backfile search phone
like "it is said why" "$(cat err)" "$BLOCKS"
exits 69 "nor counted" backfile stats
exits 0 "an article is there" backfile show site/a.md
index_run 0 "the next run" "unchanged=3" site
is "makes them anew" "$(json .committed)" true
ask phone >got
ok "all is as before" cmp got complete

printf 'index:\n  records: complete\n' >complete.yaml
index_run 0 "complete again" "" --settings complete.yaml
is "all are written anew" "$(json .renewed)" 3
rm "$BACKFILE_INDEX"/g*/*.segment
ask phone >got
ok "the records answer" cmp got complete
exits 2 "--lean with --delete" backfile-indexer --lean --delete site/a.md
done_testing
